"""The bar of an open page: told of what comes, and of what came while it was away."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import aclosing
from pathlib import Path
from typing import Any

import orjson
import pytest
from lxml import html

from tests.unit.publish.reader.paper import Paper, ids
from tests.unit.publish.stories import a_kill, an_approval

A, B, C, D, E = ids(5)
LAST = "z" * 20


@pytest.fixture
async def paper(tmp_path: Path) -> AsyncIterator[Paper]:
    paper = await Paper(tmp_path).open()
    yield paper
    await paper.readers.close()


def comes(paper: Paper, *articles: str, section: str = "world", revision: int = 1) -> None:
    for each in articles:
        paper.hear(
            an_approval(
                revision,
                article_id=each,
                headline=f"Story {each[0]}",
                enrichment={"section": section},
            )
        )


class Page:
    """An open page: it hears until the last story there will ever be."""

    def __init__(self, paper: Paper, section: str = "") -> None:
        self._paper = paper
        self._section = section
        self.after: int | None = None

    async def opened(self) -> Page:
        """Read the front, and what it says of where to listen on."""
        path = f"/{self._section}/" if self._section else "/"
        front: Any = html.document_fromstring(await self._paper.text(path))
        [source] = front.xpath("//@data-source")
        self.after = int(source.rpartition("after=")[2])
        return self

    async def hears(self, paper: Paper | None = None) -> list[str]:
        """Listen, at any process, until it is told of the last story; give the others."""
        at = paper or self._paper
        told: list[str] = []
        async with aclosing(at.readers.bar.frames("en", self._section, self.after)) as frames:
            async for frame in frames:
                lines = (line.split(b": ", 1) for line in frame.splitlines() if b": " in line)
                said = dict(lines)
                self.after = int(said[b"id"])
                if b"event" in said:
                    headline = orjson.loads(said[b"data"])["headline"]
                    if headline == f"Story {LAST[0]}":
                        break
                    told.append(headline.removeprefix("Story "))
        return told


async def test_what_came_between_the_page_and_its_stream_is_told(paper: Paper) -> None:
    comes(paper, A)
    page = await Page(paper).opened()

    comes(paper, B, C, LAST)

    assert await page.hears() == ["b", "c"]


async def test_what_came_while_the_stream_was_broken_is_told_once(paper: Paper) -> None:
    page = await Page(paper).opened()
    comes(paper, A, LAST)
    assert await page.hears() == ["a"]
    paper.hear(a_kill(1, article_id=LAST))

    comes(paper, B, C)
    comes(paper, A, revision=2)  # no news of it: the page has it
    paper.hear(a_kill(1, article_id=B))
    comes(paper, LAST[:-1] + "y")

    assert await page.hears() == ["c"]


@pytest.mark.parametrize("how", ["restarted", "another"])
async def test_any_process_goes_on_where_one_left_off(
    paper: Paper, tmp_path: Path, how: str
) -> None:
    page = await Page(paper).opened()
    comes(paper, A, LAST)
    assert await page.hears() == ["a"]
    paper.hear(a_kill(1, article_id=LAST))
    comes(paper, B, LAST[:-1] + "y")

    if how == "restarted":
        await paper.restart()
        assert await page.hears() == ["b"]
    else:
        other = await paper.beginner(tmp_path / "other").open()
        assert await page.hears(other) == ["b"]
        await other.readers.close()


async def test_a_section_is_told_of_its_own(paper: Paper) -> None:
    comes(paper, A, section="sport")
    page = await Page(paper, "sport").opened()

    comes(paper, B, section="world")
    comes(paper, C, section="sport")
    comes(paper, LAST, section="sport")

    assert await page.hears() == ["c"]


async def test_who_never_said_where_it_was_is_told_from_now_on(paper: Paper) -> None:
    comes(paper, A)
    await paper.text("/")
    async with aclosing(paper.readers.bar.frames("en", "")) as frames:
        assert await anext(frames) == b"retry: 5000\nid: 1\n\n"

        comes(paper, B)
        await paper.readers.follower.catch_up()

        assert b'"Story b"' in await anext(frames)
