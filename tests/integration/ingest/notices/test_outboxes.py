"""Sitemaps lead to their pages, outboxes to what was told: in order, once, and no further."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import orjson
import pytest

from services.ingest.formats import parse_payload
from services.ingest.formats.parsed import Payload, Told
from services.ingest.pulling import WAYS
from services.ingest.pulling.addresses import read_networks
from services.ingest.pulling.plan import PullPlan, make_plan
from services.ingest.pulling.pulled import Cursor, Means, Pulled
from services.ingest.pulling.web import Guard, PullFailedError, Web
from tests.integration.ingest.pulled_from import Reply, WebServer, a_web_server, ok

NOW = datetime(2026, 11, 23, 8, tzinfo=UTC)


@dataclass
class Looker:
    """Asks as a poller does: a cursor kept, a clock that goes on."""

    plan: PullPlan
    cursor: Cursor = field(default_factory=dict)
    now: datetime = NOW

    async def look(self) -> list[Pulled]:
        web = Web(Guard(read_networks("127.0.0.0/8")), timeout_s=5, most_bytes=100_000)
        means = Means(
            web=web,
            folders_root=None,
            most_bytes=100_000,
            timeout_s=5,
            now=lambda: self.now,
        )
        found = []
        async for step in WAYS[self.plan.kind](self.plan, self.cursor, means):
            if isinstance(step, Pulled):
                found.append(step)
            self.cursor = step.cursor
        self.now += timedelta(minutes=5)
        return found

    async def paths(self) -> list[str]:
        return [(each.url or "").rpartition("/")[2] for each in await self.look()]


@pytest.fixture
async def web() -> AsyncIterator[WebServer]:
    async with a_web_server() as web:
        yield web


# --- sitemaps ----------------------------------------------------------------------------


def sitemap(web: WebServer, *pages: tuple[str, str | None]) -> str:
    rows = "".join(
        f"<url><loc>{path if '://' in path else web.url(path)}</loc>"
        + (
            "<news:news><news:publication><news:name>Post</news:name></news:publication>"
            f"<news:publication_date>{date}</news:publication_date>"
            "<news:title>Ferry</news:title></news:news>"
            if date
            else ""
        )
        + "</url>"
        for path, date in pages
    )
    return (
        '<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" '
        f'xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">{rows}</urlset>'
    )


def a_page(web: WebServer, path: str) -> None:
    web.pages[path] = lambda _: ok(f"<html><h1>{path}</h1><p>Text.</p></html>", "text/html")


async def test_the_pages_of_a_news_sitemap_are_fetched_once_oldest_first(
    web: WebServer,
) -> None:
    for path in ("/a", "/b"):
        a_page(web, path)
    pages = [("/b", "2026-11-23T07:00:00Z"), ("/a", "2026-11-22T07:00:00Z")]
    web.pages["/map.xml"] = lambda _: ok(sitemap(web, *pages), "application/xml")
    looker = Looker(make_plan(web.url("/map.xml")))

    assert await looker.paths() == ["a", "b"]
    assert await looker.paths() == []
    a_page(web, "/c")
    pages.insert(0, ("/c", "2026-11-23T08:01:00Z"))
    pages[1] = ("/b", "2026-11-23T08:02:00Z")
    assert await looker.paths() == ["c", "b"]


async def test_what_a_news_sitemap_says_of_a_page_goes_with_it(web: WebServer) -> None:
    a_page(web, "/a")
    pages = [("/a", "2026-11-23T07:00:00Z")]
    web.pages["/map.xml"] = lambda _: ok(sitemap(web, *pages), "application/xml")

    (page,) = await Looker(make_plan(web.url("/map.xml"))).look()

    assert page.told == Told(headline="Ferry", published="2026-11-23T07:00:00Z")


async def test_what_is_old_or_undated_at_the_first_look_is_not_fetched(web: WebServer) -> None:
    a_page(web, "/new")
    pages: list[tuple[str, str | None]] = [("/old", "2026-11-01"), ("/undated", None)]
    web.pages["/map.xml"] = lambda _: ok(sitemap(web, *pages), "application/xml")
    looker = Looker(make_plan(web.url("/map.xml")))

    assert await looker.paths() == []
    pages.append(("/new", None))
    assert await looker.paths() == ["new"]


async def test_an_index_leads_to_its_sitemaps(web: WebServer) -> None:
    a_page(web, "/a")
    web.pages["/inner.xml"] = lambda _: ok(sitemap(web, ("/a", "2026-11-23")), "text/xml")
    web.pages["/index.xml"] = lambda _: ok(
        f"<sitemapindex><sitemap><loc>{web.url('/inner.xml')}</loc></sitemap>"
        f"<sitemap><loc>{web.url('/old.xml')}</loc><lastmod>2020-01-01</lastmod></sitemap>"
        "</sitemapindex>",
        "application/xml",
    )

    assert await Looker(make_plan(web.url("/index.xml"))).paths() == ["a"]
    assert web.count("/old.xml") == 0


async def test_pages_of_other_sites_are_not_fetched(web: WebServer) -> None:
    pages = [("http://127.0.0.2/x", "2026-11-23"), ("file:///etc/passwd", "2026-11-23")]
    web.pages["/map.xml"] = lambda _: ok(sitemap(web, *pages), "application/xml")

    assert await Looker(make_plan(web.url("/map.xml"))).paths() == []


async def test_a_page_that_is_gone_is_left_and_one_that_is_away_is_asked_for_again(
    web: WebServer,
) -> None:
    pages = [(path, "2026-11-23T07:00:00Z") for path in ("/gone", "/away", "/here")]
    a_page(web, "/here")
    web.pages["/away"] = lambda _: Reply(503)
    web.pages["/map.xml"] = lambda _: ok(sitemap(web, *pages), "application/xml")
    looker = Looker(make_plan(web.url("/map.xml")))

    assert await looker.paths() == ["here"]
    a_page(web, "/away")
    assert await looker.paths() == ["away"]
    assert web.count("/gone") == 1


async def test_where_no_page_can_be_had_the_poll_has_failed(web: WebServer) -> None:
    web.pages["/away"] = lambda _: Reply(503)
    pages = [("/away", "2026-11-23T07:00:00Z")]
    web.pages["/map.xml"] = lambda _: ok(sitemap(web, *pages), "application/xml")

    with pytest.raises(PullFailedError, match="503"):
        await Looker(make_plan(web.url("/map.xml"))).look()


# --- outboxes ----------------------------------------------------------------------------


def create(web: WebServer, number: int, **activity: Any) -> dict[str, Any]:
    story = {
        "type": "Article",
        "id": web.url(f"/notes/{number}"),
        "attributedTo": web.url("/actor"),
        "name": f"Story {number}",
        "content": f"<p>The ferry runs again, for the {number}. time this year.</p>",
        "published": "2026-11-23T07:00:00Z",
    }
    return {
        "type": "Create",
        "id": web.url(f"/acts/{number}"),
        "actor": web.url("/actor"),
        "object": story,
        **activity,
    }


def outbox(web: WebServer, told: list[dict[str, Any]], size: int = 2) -> None:
    """Serve an outbox by pages, newest first, as Mastodon does."""

    def serve(path: str, value: object) -> None:
        body = orjson.dumps(value)
        web.pages[path] = lambda _: ok(body, "application/activity+json")

    serve("/outbox", {"type": "OrderedCollection", "first": web.url("/outbox?page=0")})
    for start in range(0, max(len(told), 1), size):
        page: dict[str, Any] = {
            "type": "OrderedCollectionPage",
            "orderedItems": told[start : start + size],
        }
        if start + size < len(told):
            page["next"] = web.url(f"/outbox?page={start + size}")
        serve(f"/outbox?page={start}", page)


def outbox_plan(web: WebServer) -> PullPlan:
    return make_plan(web.url("/outbox"), media_type="application/activity+json")


def told_in(pulled: list[Pulled]) -> list[str]:
    """Give what stories are told, in order, with `-` before those that are killed."""
    names = []
    for each in pulled:
        payload = Payload(content=each.content, media_type=each.media_type, received_at=NOW)
        for item, _ in parse_payload(payload).items:
            killed = "-" if item.pub_status == "canceled" else ""
            names.append(killed + (item.uri or "").rpartition("/")[2])
    return names


async def test_an_outbox_is_read_from_its_oldest_page_to_its_newest(web: WebServer) -> None:
    told = [create(web, number) for number in (5, 4, 3, 2, 1)]
    outbox(web, told)
    looker = Looker(outbox_plan(web))

    assert told_in(await looker.look()) == ["1", "2", "3", "4", "5"]
    assert told_in(await looker.look()) == []
    assert web.count("/outbox?page=2") == 1

    told.insert(0, create(web, 6))
    outbox(web, told)
    assert told_in(await looker.look()) == ["6"]


async def test_deletes_and_tombstones_kill(web: WebServer) -> None:
    tombstone = {
        "type": "Tombstone",
        "id": web.url("/notes/1"),
        "deleted": "2026-11-23T07:30:00Z",
    }
    told = [
        create(web, 9, id=web.url("/acts/d"), type="Delete", object=tombstone),
        create(web, 8, id=web.url("/acts/e"), type="Delete", object=web.url("/notes/2")),
        create(web, 2),
        create(web, 1),
    ]
    outbox(web, told)

    assert told_in(await Looker(outbox_plan(web)).look()) == ["1", "2", "-2", "-1"]


async def test_shares_are_left_out_and_objects_that_are_only_named_are_fetched(
    web: WebServer,
) -> None:
    story = create(web, 1)["object"]
    web.pages["/notes/1"] = lambda _: ok(orjson.dumps(story), "application/activity+json")
    web.pages["/notes/3"] = lambda _: Reply(410)
    told = [
        {"type": "Announce", "id": web.url("/acts/9"), "object": "http://127.0.0.2/notes/9"},
        create(web, 3, object=web.url("/notes/3")),
        create(web, 2, object="http://127.0.0.2/notes/2"),
        create(web, 1, object=web.url("/notes/1")),
    ]
    outbox(web, told, size=10)

    assert told_in(await Looker(outbox_plan(web)).look()) == ["1", "-3"]


async def test_pages_that_lead_in_a_circle_end(web: WebServer) -> None:
    page = {
        "type": "OrderedCollectionPage",
        "orderedItems": [create(web, 1)],
        "next": web.url("/outbox"),
    }
    web.pages["/outbox"] = lambda _: ok(orjson.dumps(page), "application/activity+json")

    assert told_in(await Looker(outbox_plan(web)).look()) == ["1"]


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"<html>Log in</html>", "no JSON"),
        (b'{"type":"Person"}', "no outbox"),
        (b"[]", "no out"),
    ],
)
async def test_what_is_no_outbox_is_a_failure(web: WebServer, body: bytes, reason: str) -> None:
    web.pages["/outbox"] = lambda _: ok(body, "application/activity+json")

    with pytest.raises(PullFailedError, match=reason):
        await Looker(outbox_plan(web)).look()
