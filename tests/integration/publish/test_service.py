"""Publish as its readers and downstream sites meet it: events in, pages and the log out."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable, MutableMapping
from datetime import timedelta
from email.utils import format_datetime
from typing import Any

import httpx
import orjson
import pytest
from fastapi import FastAPI
from redis.asyncio import Redis

from services.publish.main import build
from shared.chronicle import Chronicle
from shared.clock import now
from shared.database import Database
from shared.events import Event
from shared.streams import Streams
from tests.eventually import eventually
from tests.integration.publish.test_stream import entries_of
from tests.unit.publish.stories import STORY, a_hold, a_kill, a_recall, an_approval

pytestmark = pytest.mark.every_server

TOKEN = "of-the-desk"
OPERATOR = "of-the-operator"


@pytest.fixture
async def app(
    monkeypatch: pytest.MonkeyPatch,
    redis_url: str,
    mongo_url: str,
    redis: Redis,
    database: Database,
) -> AsyncIterator[FastAPI]:
    settings = {
        "redis_url": redis_url,
        "mongo_url": mongo_url,
        "mongo_database": database.name,
        "site_url": "http://news.example",
        "desk_token": TOKEN,
        "operator_token": OPERATOR,
        "drain_every_s": "0.05",
        "due_every_s": "0.05",
        "sse_keep_alive_s": "0.2",
    }
    for name, value in settings.items():
        monkeypatch.setenv(f"COPYDESK_{name.upper()}", value)
    app = build()
    async with app.router.lifespan_context(app):
        yield app


@pytest.fixture
async def site(app: FastAPI) -> AsyncIterator[httpx.AsyncClient]:
    transport = httpx.ASGITransport(app=app)
    async with httpx.AsyncClient(transport=transport, base_url="http://news.example") as site:
        yield site


class Wire:
    """What comes in: events on the internal streams."""

    def __init__(self, redis: Redis) -> None:
        self._streams = Streams(redis)

    async def send(self, *events: Event) -> None:
        await self._streams.send(events)


@pytest.fixture
def wire(redis: Redis) -> Wire:
    return Wire(redis)


async def log_of(site: httpx.AsyncClient, count: int) -> list[dict[str, Any]]:
    """Wait until the log has so many rows, and give them."""

    async def long_enough() -> list[dict[str, Any]] | None:
        answer = await site.get("/v1/events")
        events = answer.json()["events"]
        return events if len(events) >= count else None

    return await eventually(long_enough, what=f"a log of {count} rows") or []


def kinds(events: list[dict[str, Any]]) -> list[str]:
    return [event["type"].split(".")[2] for event in events]


async def test_an_approved_story_is_in_the_log_and_readable(
    site: httpx.AsyncClient, wire: Wire, database: Database
) -> None:
    await wire.send(an_approval(1))

    [event] = await log_of(site, 1)

    assert event["sequence"] == "0000000000000001"
    assert event["id"] == f"{STORY}:1"
    data = event["data"]
    assert (data["article_id"], data["revision"], data["step"]) == (STORY, 1, 1)
    assert data["url"] == "http://news.example/news/ferries-resume-after-storm-abcdefghij"
    assert data["item"]["headlines"][0]["value"] == "Ferries resume after storm"
    story = await site.get(f"/v1/articles/{STORY}")
    assert story.json() == data["item"]
    etag = story.headers["etag"]
    assert etag.startswith('"abcdefghij-r1-')  # and the hash of what is shown
    again = await site.get(f"/v1/articles/{STORY}", headers={"If-None-Match": etag})
    assert (again.status_code, again.content) == (304, b"")

    async def published() -> bool:
        records = await Chronicle(database).of(STORY)
        return {record.outcome for record in records} >= {"released", "published"}

    await eventually(published, what="the timeline's word")


async def test_the_public_stream_has_what_the_log_has(
    site: httpx.AsyncClient, wire: Wire, redis: Redis
) -> None:
    await wire.send(an_approval(1), an_approval(2))
    await log_of(site, 2)

    async def copied() -> list[tuple[bytes, dict[bytes, bytes]]]:
        found = await entries_of(redis)
        return found if len(found) == 2 else []

    entries = await eventually(copied, what="the copy")

    ids = [id_.decode() for id_, _ in entries]
    assert ids == ["1-0", "2-0"]
    fields = entries[1][1]
    assert fields[b"type"] == b"copydesk.article.updated.v1"
    assert fields[b"sequence"] == b"0000000000000002"
    assert orjson.loads(fields[b"data"])["previous_revision"] == 1


async def test_a_kill_is_gone_everywhere(
    site: httpx.AsyncClient, wire: Wire, redis: Redis
) -> None:
    await wire.send(an_approval(1))
    await log_of(site, 1)

    await wire.send(a_kill(1))
    events = await log_of(site, 2)

    assert kinds(events) == ["published", "killed"]
    assert events[0]["data"]["redacted"] is True
    assert "item" not in events[0]["data"]
    assert (await site.get(f"/v1/articles/{STORY}")).status_code == 410

    async def dropped() -> bool:
        return [id_ for id_, _ in await entries_of(redis)] == [b"2-0"]

    await eventually(dropped, what="the entry with the story's words leaving the stream")


async def test_a_recall_is_451(site: httpx.AsyncClient, wire: Wire) -> None:
    await wire.send(an_approval(1), a_recall(1))
    await log_of(site, 1)

    async def refused() -> bool:
        return (await site.get(f"/v1/articles/{STORY}")).status_code == 451

    await eventually(refused)


async def test_embargoed_copy_is_nowhere_until_it_is_due(
    site: httpx.AsyncClient, wire: Wire
) -> None:
    due = now() + timedelta(seconds=6)
    await wire.send(an_approval(1, embargoed_until=due), an_approval(1, article_id="b" * 20))
    await log_of(site, 1)

    early = await site.get(f"/v1/articles/{STORY}")
    assert early.status_code == 404
    assert now() < due
    events = await log_of(site, 2)

    assert now() >= due
    assert events[1]["data"]["article_id"] == STORY


async def test_a_hold_takes_a_story_down_and_a_newer_one_brings_it_back(
    site: httpx.AsyncClient, wire: Wire
) -> None:
    await wire.send(an_approval(1))
    await log_of(site, 1)
    await wire.send(a_hold(2))
    await log_of(site, 2)
    assert (await site.get(f"/v1/articles/{STORY}")).status_code == 404

    await wire.send(an_approval(3))
    events = await log_of(site, 3)

    assert kinds(events) == ["published", "unpublished", "published"]
    assert (await site.get(f"/v1/articles/{STORY}")).status_code == 200


async def test_the_desk_takes_down_and_brings_back(site: httpx.AsyncClient, wire: Wire) -> None:
    await wire.send(an_approval(1))
    await log_of(site, 1)
    desk = {"Authorization": f"Bearer {TOKEN}"}

    anybody = await site.post(f"/v1/articles/{STORY}/unpublish", json={})
    down = await site.post(f"/v1/articles/{STORY}/unpublish", json={"by": "ada"}, headers=desk)
    twice = await site.post(f"/v1/articles/{STORY}/unpublish", json={}, headers=desk)
    back = await site.post(f"/v1/articles/{STORY}/reinstate", json={}, headers=desk)

    assert [r.status_code for r in (anybody, down, twice, back)] == [401, 200, 409, 200]
    assert down.json()["state"] == "unpublished"
    assert kinds(await log_of(site, 3)) == ["published", "unpublished", "published"]


async def test_who_took_a_story_down_and_why_stands_in_its_timeline(
    site: httpx.AsyncClient, wire: Wire, database: Database
) -> None:
    await wire.send(an_approval(1))
    await log_of(site, 1)
    desk = {"Authorization": f"Bearer {TOKEN}"}

    down = {"by": "somebody else", "note": "Names a minor."}
    await site.post(f"/v1/articles/{STORY}/unpublish", json=down, headers=desk)
    await log_of(site, 2)
    back = {"note": "The name is out."}
    await site.post(f"/v1/articles/{STORY}/reinstate", json=back, headers=desk)
    await log_of(site, 3)

    async def said() -> list[tuple[str, str | None, str]]:
        life = await Chronicle(database).of(STORY)
        return [
            (record.outcome, record.by, reason.explanation)
            for record in life
            for reason in record.reasons
            if reason.rule == "desk"
        ]

    told = [("unpublished", "desk", down["note"]), ("published", "desk", back["note"])]
    await eventually(lambda: _is_told(said, told))


async def _is_told(said: Callable[[], Awaitable[object]], told: object) -> bool:
    return await said() == told


@pytest.mark.parametrize(
    ("body", "what"),
    [
        (b'{"note": "\\udfff"}', "half a character"),
        (b"[" * 50_000, "too deep"),
        (b"\xff", "no text"),
    ],
    ids=["half a word", "too deep", "no text"],
)
async def test_the_desks_calls_refuse_what_is_no_act(
    site: httpx.AsyncClient, wire: Wire, body: bytes, what: str
) -> None:
    await wire.send(an_approval(1))
    await log_of(site, 1)

    answer = await site.post(
        f"/v1/articles/{STORY}/unpublish",
        content=body,
        headers={"Authorization": f"Bearer {TOKEN}", "Content-Type": "application/json"},
    )

    assert answer.status_code in (400, 422), what
    assert answer.headers["content-type"] == "application/problem+json"
    assert (await site.get(f"/v1/articles/{STORY}")).status_code == 200


@pytest.mark.parametrize(
    "changes",
    [
        {"url": "http://[::1"},
        {"url": "http://a..b/"},
        {"url": "http://x" + "y" * 300 + "/"},
        {"url": "http://news.example:99999/"},
        {"url": "http://\ud800.example/"},
        {"channel": "polling", "wants": {"sections": ["\ud800"]}},
        {"channel": "polling", "after": 10**30},
    ],
    ids=lambda changes: str(changes)[:40],
)
async def test_a_site_that_cannot_be_is_not_registered(
    site: httpx.AsyncClient, changes: dict[str, Any]
) -> None:
    body = json.dumps({"site": "daily", **changes})
    operator = {"Authorization": f"Bearer {OPERATOR}", "Content-Type": "application/json"}

    answer = await site.post("/v1/sites", content=body, headers=operator)

    assert answer.status_code == 422, answer.text
    assert (await site.get("/v1/sites", headers=operator)).json() == {"sites": []}


async def test_the_manifest_lists_each_story_once(site: httpx.AsyncClient, wire: Wire) -> None:
    other = "b" * 20
    await wire.send(an_approval(1), an_approval(2), an_approval(1, article_id=other))
    await log_of(site, 3)

    async def complete() -> dict[str, Any] | None:
        body: dict[str, Any] = (await site.get("/v1/manifest?since=0")).json()
        return body if len(body["articles"]) == 2 else None

    manifest = await eventually(complete)

    assert manifest is not None
    told = {each["article_id"]: each for each in manifest["articles"]}
    assert (told[STORY]["revision"], told[STORY]["state"]) == (2, "published")
    assert manifest["next"] == 3
    assert (await site.get("/v1/manifest?since=3")).json() == {"articles": [], "next": 3}


async def test_events_page_through_to_the_end(site: httpx.AsyncClient, wire: Wire) -> None:
    await wire.send(*(an_approval(revision) for revision in (1, 2, 3)))
    await log_of(site, 3)

    first = (await site.get("/v1/events?after=0&limit=2")).json()
    rest = (await site.get(f"/v1/events?after={first['next']}&limit=2")).json()
    end = (await site.get(f"/v1/events?after={rest['next']}")).json()

    numbers = [int(event["sequence"]) for event in first["events"] + rest["events"]]
    assert numbers == [1, 2, 3]
    assert end == {"events": [], "next": 3, "epoch": first["epoch"]}


class Listener:
    """Reads server-sent events straight from the app, as ASGI messages."""

    def __init__(self, app: FastAPI, *, last_event_id: str | None = None) -> None:
        headers = [(b"last-event-id", last_event_id.encode())] if last_event_id else []
        self._scope = {
            "type": "http",
            "asgi": {"version": "3.0"},
            "http_version": "1.1",
            "method": "GET",
            "path": "/v1/events/stream",
            "raw_path": b"/v1/events/stream",
            "query_string": b"",
            "headers": headers,
            "server": ("news.example", 80),
            "client": ("127.0.0.1", 1),
            "scheme": "http",
        }
        self._gone = asyncio.Event()
        self._text = ""
        self._task = asyncio.create_task(app(self._scope, self._receive, self._send))

    async def _receive(self) -> dict[str, Any]:
        await self._gone.wait()
        return {"type": "http.disconnect"}

    async def _send(self, message: MutableMapping[str, Any]) -> None:
        self._text += message.get("body", b"").decode()

    async def hears(self, wanted: str) -> str:
        async def heard() -> str:
            return self._text if wanted in self._text else ""

        return await eventually(heard, what=f"{wanted!r} on the stream")

    async def leave(self) -> None:
        self._gone.set()
        await self._task


async def test_a_listener_hears_each_row_and_goes_on_where_it_was(
    app: FastAPI, site: httpx.AsyncClient, wire: Wire
) -> None:
    await wire.send(an_approval(1))
    await log_of(site, 1)
    listener = Listener(app)
    await listener.hears("id: 0000000000000001\n")
    await wire.send(an_approval(2))
    text = await listener.hears("id: 0000000000000002\n")
    await listener.leave()
    assert text.startswith("retry: 3000\n\n")

    await wire.send(an_approval(3))
    back = Listener(app, last_event_id="0000000000000002")
    text = await back.hears("id: 0000000000000003\n")
    await back.hears(": nothing new\n\n")
    await back.leave()

    assert "id: 0000000000000002\n" not in text
    data = next(line for line in text.splitlines() if line.startswith("data: "))
    assert orjson.loads(data.removeprefix("data: "))["data"]["revision"] == 3


@pytest.mark.parametrize("position", ["999", "nonsense", "9" * 5000], ids=lambda said: said[:8])
async def test_a_listener_from_elsewhere_is_told_to_start_anew(
    app: FastAPI, position: str
) -> None:
    listener = Listener(app, last_event_id=position)

    await listener.hears("event: resync\n")
    await listener.leave()


class TestSite:
    async def test_a_story_can_be_read_under_its_address(
        self, site: httpx.AsyncClient, wire: Wire
    ) -> None:
        await wire.send(an_approval(1))
        [event] = await log_of(site, 1)

        page = await site.get(event["data"]["url"])

        assert page.status_code == 200
        assert "Passengers are asked" in page.text
        assert "nonce" not in page.headers["content-security-policy"]
        again = await site.get(
            event["data"]["url"], headers={"If-None-Match": page.headers["etag"]}
        )
        assert again.status_code == 304
        assert "content-security-policy" not in again.headers

    async def test_an_old_address_leads_to_the_new_one(
        self, site: httpx.AsyncClient, wire: Wire
    ) -> None:
        await wire.send(an_approval(1), an_approval(2, headline="Ferries stop – again"))
        old, new = [event["data"]["url"] for event in await log_of(site, 2)]

        for address in (old, "/world/anything-abcdefghij", "/world/abcdefghij"):
            moved = await site.get(address)
            assert moved.status_code == 308
            assert "http://news.example" + moved.headers["location"] == new
        assert (await site.get(new)).status_code == 200

    async def test_an_address_in_another_script_works(
        self, site: httpx.AsyncClient, wire: Wire
    ) -> None:
        await wire.send(an_approval(1, headline="Москва и мир"))
        [event] = await log_of(site, 1)

        assert (await site.get(event["data"]["url"])).status_code == 200

    async def test_a_killed_story_is_410_and_nowhere_else(
        self, site: httpx.AsyncClient, wire: Wire
    ) -> None:
        await wire.send(an_approval(1, headline="Zebra minister resigns"))
        [event] = await log_of(site, 1)
        feeds = ("/", "/news/", "/feed.xml", "/atom.xml", "/feed.json", "/news-sitemap.xml")
        before = {path: await site.get(path) for path in feeds}
        assert all("Zebra" in page.text for page in before.values())

        await wire.send(a_kill(1))
        await log_of(site, 2)

        gone = await site.get(event["data"]["url"])
        assert (gone.status_code, gone.headers["x-robots-tag"]) == (410, "noindex")
        for path in feeds:
            known = {"If-None-Match": before[path].headers["etag"]}
            page = await site.get(path, headers=known)
            assert page.status_code in (200, 404), path
            assert "Zebra" not in page.text
        tombstone = (await site.get("/atom.xml")).text
        assert f'ref="urn:copydesk:{STORY}"' in tombstone

    async def test_a_recalled_story_is_451(self, site: httpx.AsyncClient, wire: Wire) -> None:
        await wire.send(an_approval(1))
        [event] = await log_of(site, 1)
        await wire.send(a_recall(1))
        await log_of(site, 2)

        assert (await site.get(event["data"]["url"])).status_code == 451

    async def test_a_section_shows_its_stories_only(
        self, site: httpx.AsyncClient, wire: Wire
    ) -> None:
        other = an_approval(
            1, article_id="b" * 20, headline="Rovers win", enrichment={"section": "sport"}
        )
        await wire.send(an_approval(1), other)
        await log_of(site, 2)

        sport = await site.get("/sport/")
        feed = await site.get("/sport/feed.json")

        assert "Rovers win" in sport.text
        assert "Ferries resume after storm" not in sport.text
        assert [item["title"] for item in feed.json()["items"]] == ["Rovers win"]
        assert (await site.get("/sport")).headers["location"].endswith("/sport/")

    async def test_a_recall_is_told_in_the_feed_of_the_section_that_had_the_story(
        self, site: httpx.AsyncClient, wire: Wire
    ) -> None:
        sport = {"section": "sport"}
        await wire.send(
            an_approval(1, headline="Rovers win", enrichment=sport),
            an_approval(1, article_id="b" * 20, headline="Zebra cup", enrichment=sport),
        )
        await log_of(site, 2)
        await wire.send(a_recall(1))
        await log_of(site, 3)

        async def dated() -> bool:
            return "last-modified" in (await site.get("/feed.xml")).headers

        await eventually(dated, what="the second of the last change is over")
        reads_by_date = {"If-Modified-Since": format_datetime(now(), usegmt=True)}
        feed = await site.get("/sport/atom.xml", headers=reads_by_date)

        assert feed.status_code == 200
        assert "Rovers win" not in feed.text
        assert "Zebra cup" in feed.text
        assert f'ref="urn:copydesk:{STORY}"' in feed.text
        assert (await site.get("/nothing/atom.xml")).status_code == 404

    @pytest.mark.parametrize(
        "path",
        [
            "/nothing/",
            "/world/nothing",
            "/world/story-abcdefghij",
            "/v1/nothing",
            "/nothing/feed.xml",
        ],
    )
    async def test_what_is_not_there_is_404(self, site: httpx.AsyncClient, path: str) -> None:
        assert (await site.get(path)).status_code == 404

    async def test_an_embargoed_story_has_no_trace_on_the_site(
        self, site: httpx.AsyncClient, wire: Wire
    ) -> None:
        later = now() + timedelta(hours=1)
        zebra = an_approval(1, headline="Zebra minister resigns", embargoed_until=later)
        await wire.send(zebra, an_approval(1, article_id="b" * 20))
        await log_of(site, 1)

        for path in ("/", "/feed.xml", "/atom.xml", "/feed.json", "/news-sitemap.xml"):
            assert "Zebra" not in (await site.get(path)).text
        path = "/news/zebra-minister-resigns-abcdefghij"
        assert (await site.get(path)).status_code == 404
        assert "Zebra" not in (await site.get("/v1/events")).text
        assert (await site.get("/v1/manifest")).text.count("article_id") == 1
