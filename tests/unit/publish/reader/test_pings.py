"""Search engines and hubs are told of every page that changed, by one process of all."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

import httpx
import pytest

from services.publish.release import unpublish
from tests.unit.publish.reader.paper import Paper, ids
from tests.unit.publish.stories import SITE, STORY, a_kill, a_recall, an_approval

ENGINE, HUB = "https://engine.example/indexnow", "https://hub.example/"
SETTINGS = {"indexnow_key": "k3y", "indexnow_endpoint": ENGINE, "websub_hub": HUB}


class Outside:
    """An engine and a hub: the engine answers with the next of its statuses, then 200."""

    def __init__(self) -> None:
        self.heard: list[tuple[str, bytes]] = []
        self.statuses: list[int] = []
        self.said: dict[str, str] = {}
        self.client = httpx.AsyncClient(transport=httpx.MockTransport(self._answer))

    def _answer(self, request: httpx.Request) -> httpx.Response:
        is_engine = str(request.url) == ENGINE
        status = self.statuses.pop(0) if self.statuses and is_engine else 200
        if status < 300:
            self.heard.append((str(request.url), request.content))
        return httpx.Response(status, headers=self.said)

    def pages(self) -> list[str]:
        return [
            url
            for to, body in self.heard
            if to == ENGINE
            for url in json.loads(body)["urlList"]
        ]

    def feeds(self) -> set[str]:
        said = [parse_qs(body.decode()) for to, body in self.heard if to == HUB]
        assert all(each["hub.mode"] == ["publish"] for each in said)
        return {url for each in said for url in each["hub.url"]}


@pytest.fixture
async def paper(tmp_path: Path) -> AsyncIterator[Paper]:
    paper = await Paper(tmp_path, **SETTINGS).open()
    paper.hear(an_approval(1, article_id="z" * 20))
    yield paper
    await paper.readers.close()


async def ping(paper: Paper, outside: Outside) -> None:
    await paper.readers.follower.catch_up()
    await paper.readers.pings.send(outside.client)


async def test_new_changed_and_ended_pages_are_told_of_once(paper: Paper) -> None:
    outside = Outside()
    await ping(paper, outside)
    assert outside.heard == [], "what was there before the first look is no news"
    a, b, c, d = ids(4)

    paper.hear(*(an_approval(1, article_id=each) for each in (a, b, c, d)))
    paths = [paper.path_of(each) for each in (a, b, c, d)]
    await ping(paper, outside)
    assert outside.pages() == [f"{SITE}{path}" for path in paths]
    assert {f"{SITE}/feed.xml", f"{SITE}/atom.xml"} <= outside.feeds()

    outside.heard.clear()
    paper.hear(a_kill(1, article_id=a), a_recall(1, article_id=b), an_approval(2, article_id=c))
    paper.act(unpublish, d)
    await ping(paper, outside)
    told = outside.pages()
    assert f"{SITE}{paths[0]}" in told
    assert f"{SITE}{paper.path_of(c)}" in told
    assert f"{SITE}{paths[3]}" in told
    assert {f"{SITE}/feed.xml", f"{SITE}/news/feed.xml"} <= outside.feeds()

    outside.heard.clear()
    await ping(paper, outside)
    assert outside.heard == []


async def test_one_process_tells_and_another_goes_on_where_it_ended(
    paper: Paper, tmp_path: Path
) -> None:
    outside = Outside()
    await ping(paper, outside)
    other = await paper.beginner(tmp_path / "other").open()
    other.is_teller = False
    paper.hear(an_approval(1))
    await ping(paper, outside)
    await ping(other, outside)
    assert outside.pages() == [f"{SITE}{paper.path_of(STORY)}"]

    paper.is_teller, other.is_teller = False, True
    paper.hear(a_kill(1))
    await ping(paper, outside)
    await ping(other, outside)

    assert len(outside.pages()) == 2
    await other.readers.close()


@pytest.mark.parametrize("status", [503, 429, 308])
async def test_who_is_away_is_told_later_and_nobody_else_waits(
    paper: Paper, status: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    outside = Outside()
    await ping(paper, outside)
    paper.hear(an_approval(1))
    outside.statuses = [status]

    await ping(paper, outside)
    assert outside.pages() == []
    assert outside.feeds()
    await ping(paper, outside)
    assert outside.pages() == [], "it is left in peace for a while"

    monkeypatch.setattr("services.publish.reader.pings._EVERY_S", 0.0)
    await paper.restart()
    await ping(paper, outside)
    assert outside.pages() == [f"{SITE}{paper.path_of(STORY)}"]


async def test_what_may_not_be_indexed_is_told_of_only_once_it_is_gone(paper: Paper) -> None:
    outside = Outside()
    await ping(paper, outside)
    paper.hear(an_approval(1, usage_terms="Noindex."))
    url = f"{SITE}{paper.path_of(STORY)}"
    await ping(paper, outside)
    assert outside.pages() == []

    paper.hear(a_kill(1))
    await ping(paper, outside)

    assert outside.pages() == [url]


async def test_who_is_away_for_days_is_told_of_everything_once_it_is_back(
    paper: Paper, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("services.publish.reader.pings._EVERY_S", 0.0)
    outside = Outside()
    await ping(paper, outside)
    paper.hear(an_approval(1))
    url = f"{SITE}{paper.path_of(STORY)}"
    outside.statuses = [503] * 50

    paper.hear(a_kill(1))
    for _ in range(50):
        await ping(paper, outside)
    assert outside.pages() == []
    await ping(paper, outside)

    assert outside.pages() == [url]


async def test_who_asks_to_be_left_in_peace_is(
    paper: Paper, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("services.publish.reader.pings._EVERY_S", 0.0)
    outside = Outside()
    await ping(paper, outside)
    paper.hear(an_approval(1))
    outside.statuses, outside.said = [429], {"Retry-After": "600"}

    await ping(paper, outside)
    await ping(paper, outside)

    assert outside.pages() == []


async def test_a_process_that_still_reads_the_log_makes_nothing_new_again(
    paper: Paper, tmp_path: Path
) -> None:
    outside = Outside()
    await ping(paper, outside)
    paper.hear(an_approval(1))
    await ping(paper, outside)
    outside.heard.clear()
    told = dict(paper.pinged_up_to)

    beginner = await paper.beginner(tmp_path / "other").open()
    await beginner.readers.pings.send(outside.client)
    await ping(beginner, outside)

    assert outside.heard == []
    assert paper.pinged_up_to == told
    await beginner.readers.close()


def facts(section: str, person: str, language: str = "en") -> dict[str, Any]:
    return {
        "section": section,
        "people": [{"name": person, "mentions": 1}],
        "topics": [{"qcode": "medtop:20000005", "name": "cinema", "relevance": 1}],
        "places": [{"name": "Portsmouth", "mentions": 1}],
        "language": {"code": language, "confidence": 0.99},
    }


async def test_the_feeds_that_a_story_leaves_are_told_of_as_those_it_comes_to(
    paper: Paper,
) -> None:
    outside = Outside()
    a, b = ids(2)
    paper.hear(
        an_approval(1, article_id=a, enrichment=facts("world", "Ada Example")),
        an_approval(1, article_id=b, enrichment=facts("world", "Ada Example")),
    )
    await ping(paper, outside)
    old = paper.path_of(a)

    paper.hear(an_approval(2, article_id=a, enrichment=facts("sport", "Grace Sample")))
    await ping(paper, outside)

    changed = (
        *("/", "/world/", "/sport/", "/people/ada-example/", "/people/grace-sample/"),
        *("/topics/cinema-20000005/", "/places/portsmouth/"),
    )
    for path in changed:
        for name in ("feed.xml", "atom.xml", "feed.json"):
            assert f"{SITE}{path}{name}" in outside.feeds(), path
            assert (await paper.get(f"{path}{name}")).status_code == 200
    assert outside.pages() == [f"{SITE}{paper.path_of(a)}", f"{SITE}{old}"]

    outside.heard.clear()
    paper.hear(an_approval(3, article_id=a, enrichment=facts("sport", "Grace Sample", "de")))
    await ping(paper, outside)
    for path in ("/feed.xml", "/de/feed.xml", "/sport/feed.xml", "/de/sport/atom.xml"):
        assert f"{SITE}{path}" in outside.feeds(), path


async def test_every_feed_that_is_told_of_names_the_hub_and_is_there(paper: Paper) -> None:
    outside = Outside()
    await ping(paper, outside)
    paper.hear(
        an_approval(1, enrichment=facts("world", "Ada Example"), by="By Ada Example"),
        a_kill(1, article_id="z" * 20),
    )
    await ping(paper, outside)

    assert len(outside.feeds()) > 20
    for url in outside.feeds():
        answer = await paper.get(url.removeprefix(SITE))
        assert answer.status_code == 200, url
        assert f'<{HUB}>; rel="hub"' in answer.headers["link"]


async def test_an_engine_learns_that_a_page_is_no_more_to_be_listed(paper: Paper) -> None:
    outside = Outside()
    paper.hear(an_approval(1))
    await ping(paper, outside)

    paper.hear(an_approval(2, usage_terms="Noindex."))
    await ping(paper, outside)
    assert outside.pages() == [f"{SITE}{paper.path_of(STORY)}"]

    paper.hear(an_approval(3, usage_terms="Noindex.", headline="Another"))
    await ping(paper, outside)
    assert len(outside.pages()) == 1


async def test_the_key_is_where_the_engine_looks_for_it(paper: Paper) -> None:
    assert await paper.text("/k3y.txt") == "k3y"
