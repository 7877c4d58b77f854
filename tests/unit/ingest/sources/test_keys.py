from __future__ import annotations

from datetime import UTC, datetime

import pytest

from services.ingest.sources.keys import (
    Doorkeeper,
    Source,
    hash_key,
    make_key,
    opens,
    source_named_by,
    stored_key,
)
from shared.articles import SourceFacts

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
KEY = make_key("reuters.example", b"\x01" * 20)


def a_source(*keys: str, paused: bool = False) -> Source:
    return Source(
        facts=SourceFacts(id="reuters.example"),
        keys=tuple(stored_key(key, pepper=b"pepper", now=NOW) for key in keys),
        paused=paused,
    )


def test_a_key_names_its_source() -> None:
    assert source_named_by(KEY) == "reuters.example"
    assert source_named_by(make_key("a_wire_2", b"\x02" * 20)) == "a_wire_2"


@pytest.mark.parametrize(
    "text", ["", "cd_", "cd_a_b", "Bearer x", "cd__" + "0" * 40, KEY + "\n", "xx_a_" + "0" * 40]
)
def test_what_is_no_key_names_nobody(text: str) -> None:
    assert source_named_by(text) is None


def test_a_stored_key_opens_and_is_not_the_key() -> None:
    stored = stored_key(KEY, pepper=b"pepper", now=NOW)

    assert opens(KEY, (stored,), b"pepper")
    assert not opens(KEY + "0", (stored,), b"pepper")
    assert not opens(KEY, (stored,), b"another pepper")
    assert not opens(KEY, (), b"pepper")
    assert KEY not in repr(stored)


def test_without_a_pepper_keys_are_hashed_all_the_same() -> None:
    assert hash_key(KEY, b"") != KEY
    assert hash_key(KEY, b"") != hash_key(KEY, b"pepper")


async def test_the_doorkeeper_remembers_for_a_moment() -> None:
    asked: list[str] = []
    time = [0.0]

    async def find(id_: str) -> Source | None:
        asked.append(id_)
        return a_source(KEY, paused=len(asked) > 1)

    doorkeeper = Doorkeeper(find, pepper=b"pepper", remember_s=2, clock=lambda: time[0])
    answers = []
    for time[0] in (0.0, 1.0, 3.0):
        source = await doorkeeper.source_of(KEY)
        answers.append(source and source.paused)

    assert answers == [False, False, True]
    assert len(asked) == 2


async def test_a_wrong_key_of_a_known_source_opens_nothing() -> None:
    async def find(_id: str) -> Source | None:
        return a_source(KEY)

    doorkeeper = Doorkeeper(find, pepper=b"pepper", remember_s=2)

    assert await doorkeeper.source_of(KEY[:-1] + "9") is None
    assert await doorkeeper.source_of("anything") is None
    assert await doorkeeper.source_of(KEY) is not None
