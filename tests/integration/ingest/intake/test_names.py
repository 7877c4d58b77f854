"""A name is its story's whatever was said of it first."""

from __future__ import annotations

import pytest

from services.ingest.intake.memory.storage_names import NameStore
from services.ingest.story import Mark
from shared.database import Database

pytestmark = pytest.mark.every_server

NAME = ("wire", "urn:wire:ferries")


@pytest.mark.parametrize("first", ["a kill", "a hold", "another story", "nothing"])
async def test_a_story_is_found_by_its_name_whatever_named_it_first(
    first: str, database: Database
) -> None:
    store = NameStore(database)
    if first == "a kill":
        await store.kill_names({NAME: "receipt"})
    elif first == "a hold":
        await store.hold_names({NAME: Mark(None, None, "x")})
    elif first == "another story":
        await store.register_names([(*NAME, "a" * 20)])

    new = await store.register_names([(*NAME, "b" * 20)])
    again = await store.register_names([(*NAME, "b" * 20)])

    found = (await store.names([NAME]))[NAME]
    others = {"a" * 20} if first == "another story" else set()
    assert found.bearers == {"b" * 20, *others}
    assert (found.killed, found.held is not None) == (first == "a kill", first == "a hold")
    assert (new, again) == ({NAME} if first == "nothing" else set(), set())
