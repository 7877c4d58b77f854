"""People, speakers and subjects as copy has them that is not ours, by kind."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from services.enrichment.steps.entities import find_names
from services.enrichment.steps.quotes import read_quotes
from services.enrichment.steps.topics import pick_topics
from services.enrichment.words import read

HERE = Path(__file__).parent


def _rows(name: str) -> Iterator[list[str]]:
    for line in (HERE / name).read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            yield line.split("\t")


def _speakers() -> Iterator[tuple[str, list[str | None], str]]:
    for block in (HERE / "speakers.txt").read_text(encoding="utf-8").split("\n% ")[1:]:
        head, _, story = block.partition("\n")
        kind, _, names = head.partition(": ")
        wanted = [None if name == "-" else name for name in names.split(" | ")]
        yield kind, wanted, story.strip()


@pytest.mark.parametrize(
    ("wanted", "story"), [pytest.param(*rest, id=kind) for kind, *rest in _speakers()]
)
def test_who_speaks_is_found_however_the_copy_says_it(
    wanted: list[str | None], story: str
) -> None:
    words = read(story)
    names = find_names(words, None)

    quotes = read_quotes(words, names.people, names.organisations)

    assert [quote.speaker for quote in quotes] == wanted


@pytest.mark.parametrize(("wanted", "sentence"), [*_rows("names.tsv")])
def test_names_of_the_whole_world_are_taken_whole(wanted: str, sentence: str) -> None:
    found = find_names(read(sentence), None).people

    assert sorted(person.name for person in found) == sorted(filter(None, wanted.split("|")))


@pytest.mark.parametrize(("code", "headline", "story"), [*_rows("subjects.tsv")])
def test_every_level_1_subject_is_told(code: str, headline: str, story: str) -> None:
    roots = {
        topic.qcode[7:9]
        for topic in pick_topics(headline, read(story))
        if topic.qcode.endswith("000000")
    }

    assert code in roots
    assert len(roots) <= 2
