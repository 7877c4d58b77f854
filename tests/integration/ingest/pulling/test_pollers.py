"""Sources are pulled from: what is new is taken in once, and what misbehaves is kept out."""

from __future__ import annotations

import contextlib
import gzip
import itertools
import zlib
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx
import orjson
import pytest
from redis.asyncio import Redis

from services.ingest.main import build
from shared.database import Database
from shared.events import ArticleReceived, Event, event_from_fields
from shared.streams import Streams
from tests.eventually import eventually
from tests.integration.ingest.pulled_from import (
    Mailbox,
    Reply,
    WebServer,
    a_mailbox,
    a_web_server,
    ok,
)

OPERATOR = {"Authorization": "Bearer operator-token"}


@dataclass
class Newsroom:
    """Ingest as an operator meets it, with what it stores and sends."""

    http: httpx.AsyncClient
    redis: Redis
    database: Database
    folders: Path

    async def ask(self, method: str, path: str, json: object = None) -> Any:
        answer = await self.http.request(method, path, json=json, headers=OPERATOR)
        assert answer.is_success, answer.text
        return answer.json()

    async def poll(self, source: str, url: str, **how: Any) -> dict[str, Any]:
        """Poll a source, as often as once a second unless said otherwise."""
        if await self.database["sources"].find_one({"_id": source}) is None:
            await self.ask("POST", "/v1/sources", {"source": source, "rights": ["self"]})
        plan = {"url": url, "every_s": 1, **how}
        answer: dict[str, Any] = await self.ask("PUT", f"/v1/sources/{source}/poll", plan)
        return answer

    async def standing(self, source: str) -> dict[str, Any]:
        answer: dict[str, Any] = await self.ask("GET", f"/v1/sources/{source}/poll")
        return answer

    async def polled(self, source: str) -> dict[str, Any]:
        """Wait until a source was polled, however it went."""

        async def was_polled() -> dict[str, Any]:
            standing = await self.standing(source)
            return standing if standing["last_polled_at"] else {}

        return await eventually(was_polled, what=f"{source} is polled")

    async def failing(self, source: str) -> str:
        """Wait until a poll failed, and give the reason."""

        async def reason() -> str:
            return (await self.standing(source))["last_error"] or ""

        return await eventually(reason, what=f"the poll of {source} fails")

    async def headlines(self, *, at_least: int = 0) -> list[str]:
        """Give the headlines told to enrichment, in order."""

        told: list[str] = []

        async def enough() -> bool:
            told[:] = [
                event.data.article.item.headline()
                for event in await self.sent("article.received")
                if isinstance(event, ArticleReceived)
            ]
            return len(told) >= at_least

        await eventually(enough, what=f"{at_least} stories are told")
        return told

    async def sent(self, stream: str) -> list[Event]:
        entries: Any = await self.redis.xrange(stream)
        return [event_from_fields(fields) for _, fields in entries]


@contextlib.asynccontextmanager
async def ingest() -> AsyncIterator[httpx.AsyncClient]:
    app = build()
    transport = httpx.ASGITransport(app, raise_app_exceptions=False)
    async with (
        app.router.lifespan_context(app),
        httpx.AsyncClient(transport=transport, base_url="http://ingest") as http,
    ):

        async def ready() -> bool:
            return (await http.get("/readyz")).status_code == 200

        await eventually(ready)
        yield http


@pytest.fixture
async def newsroom(  # noqa: PLR0917  pytest names them
    request: pytest.FixtureRequest,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    redis_url: str,
    redis: Redis,
    mongo_url: str,
    database: Database,
) -> AsyncIterator[Newsroom]:
    for name, value in {
        "REDIS_URL": redis_url,
        "MONGO_URL": mongo_url,
        "MONGO_DATABASE": database.name,
        "OPERATOR_TOKEN": "operator-token",
        "KEY_PEPPER": "pepper",
        "STATISTICS_EVERY_S": "0.1",
        "PRESSURE_EVERY_S": "0.05",
        "MAX_REQUEST_BYTES": "2000000",
        "POLL_ALLOW_NETWORKS": "127.0.0.1/32",
        "POLL_FOLDERS_ROOT": str(tmp_path),
        "POLL_LOOK_EVERY_S": "0.05",
        "POLL_LEASE_S": "3",
        "POLL_TIMEOUT_S": "3",
        **getattr(request, "param", {}),
    }.items():
        monkeypatch.setenv(f"COPYDESK_{name}", value)
    async with ingest() as http:
        yield Newsroom(http, redis, database, tmp_path)


@pytest.fixture
async def web() -> AsyncIterator[WebServer]:
    async with a_web_server() as web:
        yield web


@pytest.fixture
async def mailbox() -> AsyncIterator[Mailbox]:
    async with a_mailbox() as mailbox:
        yield mailbox


def rss(*titles: str, dated: bool = True, note: str = "") -> str:
    """Write a feed of invented stories; undated ones have no guid either."""
    items = []
    for title in titles:
        slug = title.lower().replace(" ", "-")
        facts = (
            f"<guid isPermaLink='false'>urn:{slug}</guid>"
            "<pubDate>Mon, 23 Nov 2026 08:00:00 GMT</pubDate>"
            if dated
            else ""
        )
        items.append(
            f"<item><title>{title}</title>{facts}<link>https://wire.example/{slug}</link>"
            f"<description>{title}, said the council on Monday.</description></item>"
        )
    return (
        "<?xml version='1.0'?><rss version='2.0'><channel><title>Wire</title>"
        f"<link>https://wire.example/</link><description>{note}</description>"
        f"{''.join(items)}</channel></rss>"
    )


async def polled_again(web: WebServer, path: str, times: int = 2) -> None:
    """Wait until a page has been asked for so often since now."""
    before = web.count(path)

    async def asked() -> bool:
        return web.count(path) >= before + times

    await eventually(asked, what=f"{path} is asked for {times} more times")


# --- feeds -------------------------------------------------------------------------------


async def test_a_feeds_stories_are_received_once_and_asked_for_by_etag(
    newsroom: Newsroom, web: WebServer
) -> None:
    web.serve("/feed", rss("Harbour opens", "Bridge closes"))

    await newsroom.poll("wire", web.url("/feed"))
    assert await newsroom.headlines(at_least=2) == ["Harbour opens", "Bridge closes"]
    await polled_again(web, "/feed")

    assert len(await newsroom.headlines()) == 2
    assert "if-none-match" not in web.asked[0].headers
    assert all("if-none-match" in each.headers for each in web.asked[1:])
    assert await newsroom.database["raw_items"].count_documents({}) == 1


async def test_undated_items_without_guid_are_not_sent_anew_when_the_feed_changes(
    newsroom: Newsroom, web: WebServer
) -> None:
    """The server has no ETag, and the feed's own description changes at every poll."""
    polls = itertools.count()
    titles = ["Harbour opens", "Bridge closes"]
    web.pages["/feed"] = lambda _: ok(rss(*titles, dated=False, note=f"poll {next(polls)}"))

    await newsroom.poll("wire", web.url("/feed"))
    await newsroom.headlines(at_least=2)
    await polled_again(web, "/feed")
    titles.insert(0, "Tram returns")
    await newsroom.headlines(at_least=3)
    await polled_again(web, "/feed")

    assert await newsroom.headlines() == ["Harbour opens", "Bridge closes", "Tram returns"]
    assert await newsroom.database["raw_items"].count_documents({}) == 2
    repeats = {"outcome": "repeated"}
    assert await newsroom.database["timeline"].count_documents(repeats) == 0


async def test_other_words_under_the_same_guid_are_a_new_revision(
    newsroom: Newsroom, web: WebServer
) -> None:
    web.serve("/feed", rss("Harbour opens"))
    await newsroom.poll("wire", web.url("/feed"))
    await newsroom.headlines(at_least=1)

    web.serve("/feed", rss("Harbour opens").replace("council", "harbour board"))
    await newsroom.headlines(at_least=2)

    first, second = await newsroom.sent("article.received")
    assert isinstance(first, ArticleReceived)
    assert isinstance(second, ArticleReceived)
    assert second.data.article_id == first.data.article_id
    assert (first.data.revision, second.data.revision) == (1, 2)


async def test_a_kill_in_a_feed_goes_by_the_kill_lane(
    newsroom: Newsroom, web: WebServer
) -> None:
    story = {"uri": "urn:s", "version": "1", "headline": "Harbour opens", "text": "It opened."}
    web.serve("/api", orjson.dumps([story]), "application/json")
    await newsroom.poll("wire", web.url("/api"))
    await newsroom.headlines(at_least=1)

    kill = {**story, "version": "2", "pubstatus": "canceled"}
    web.serve("/api", orjson.dumps([kill]), "application/json")

    async def canceled() -> list[Event]:
        return await newsroom.sent("article.canceled")

    [event] = await eventually(canceled)
    [received] = await newsroom.sent("article.received")
    assert event.subject == received.subject


async def test_an_unreadable_feed_is_quarantined_once_and_counts_as_a_failure(
    newsroom: Newsroom, web: WebServer
) -> None:
    web.pages["/feed"] = lambda _: ok("<rss><channel><item></rss", "application/xml")
    await newsroom.poll("wire", web.url("/feed"))

    reason = await newsroom.failing("wire")
    await polled_again(web, "/feed", 1)

    assert reason.startswith("quarantined:")
    [bad] = (await newsroom.ask("GET", "/v1/quarantine"))["quarantined"]
    assert bad["source"] == "wire"


CHECK = (
    "<html><head><title>Opening hours</title></head><body><h1>Opening hours</h1>"
    f"<p>{'The office opens at nine and closes at five on all days but Sunday. ' * 20}</p>"
    "</body></html>"
)


async def test_a_page_in_a_feeds_place_is_a_failure_and_no_story(
    newsroom: Newsroom, web: WebServer
) -> None:
    web.pages["/feed"] = lambda _: ok(rss("Ferries resume"))
    await newsroom.poll("wire", web.url("/feed"))
    await newsroom.polled("wire")

    web.pages["/feed"] = lambda _: ok(CHECK, "text/html; charset=UTF-8")
    reason = await newsroom.failing("wire")

    assert "HTML came in the feed's place" in reason
    assert "Opening hours" in reason
    assert len(await newsroom.sent("article.received")) == 1


async def test_a_page_at_the_very_first_look_is_a_failure_unless_pages_are_meant(
    newsroom: Newsroom, web: WebServer
) -> None:
    web.pages["/feed"] = lambda _: ok(CHECK, "text/html; charset=UTF-8")
    await newsroom.poll("wire", web.url("/feed"))

    assert "HTML came in the feed's place" in await newsroom.failing("wire")
    assert await newsroom.sent("article.received") == []
    await newsroom.poll("pages", web.url("/feed"), media_type="text/html")
    assert await newsroom.headlines(at_least=1) == ["Opening hours"]


@pytest.mark.parametrize("with_etag", [True, False])
async def test_a_feed_that_could_not_be_read_fails_as_long_as_it_is_the_same(
    newsroom: Newsroom, web: WebServer, *, with_etag: bool
) -> None:
    broken = "<rss><channel><item></rss"
    if with_etag:
        web.serve("/feed", broken)
    else:
        web.pages["/feed"] = lambda _: ok(broken)
    await newsroom.poll("wire", web.url("/feed"))

    async def failures() -> bool:
        return bool((await newsroom.standing("wire"))["failures"] >= 3)

    await eventually(failures, what="the same feed fails three times", within_s=30)
    assert (await newsroom.standing("wire"))["breaker"] != "closed"
    assert len((await newsroom.ask("GET", "/v1/quarantine"))["quarantined"]) == 1

    web.serve("/feed", rss("Ferries resume"))
    assert await newsroom.headlines(at_least=1) == ["Ferries resume"]


@pytest.mark.parametrize("reply", [Reply(204), Reply(304), Reply(200, {}, [b"  "])])
async def test_an_answer_without_a_feed_at_the_first_look_is_a_failure(
    newsroom: Newsroom, web: WebServer, reply: Reply
) -> None:
    web.pages["/feed"] = lambda _: reply
    await newsroom.poll("wire", web.url("/feed"))

    assert "empty" in await newsroom.failing("wire")


async def test_a_sitemaps_pages_become_stories(newsroom: Newsroom, web: WebServer) -> None:
    web.pages["/a"] = lambda _: ok(
        CHECK.replace("Opening hours", "Ferries resume"), "text/html"
    )
    now = datetime.now(UTC).isoformat()
    entry = f"<url><loc>{web.url('/a')}</loc><lastmod>{now}</lastmod></url>"
    web.pages["/map.xml"] = lambda _: ok(f"<urlset>{entry}</urlset>", "application/xml")
    await newsroom.poll("paper", web.url("/map.xml"))

    assert await newsroom.headlines(at_least=1) == ["Ferries resume"]


async def test_a_feed_deflated_without_a_head_is_read(
    newsroom: Newsroom, web: WebServer
) -> None:
    deflating = zlib.compressobj(wbits=-15)
    content = deflating.compress(rss("Ferries resume").encode()) + deflating.flush()
    web.pages["/feed"] = lambda _: ok(content, Content_Encoding="deflate")
    await newsroom.poll("wire", web.url("/feed"))

    standing = await newsroom.polled("wire")

    assert standing["last_error"] is None
    assert len(await newsroom.sent("article.received")) == 1


async def test_a_feed_without_items_is_no_failure(newsroom: Newsroom, web: WebServer) -> None:
    web.pages["/feed"] = lambda _: ok(rss())
    await newsroom.poll("wire", web.url("/feed"))

    standing = await newsroom.polled("wire")

    assert standing["last_error"] is None
    assert (await newsroom.ask("GET", "/v1/quarantine"))["quarantined"] == []


async def test_what_the_wire_sent_is_counted_and_shown(
    newsroom: Newsroom, web: WebServer
) -> None:
    web.serve("/feed", rss("Harbour opens"))
    await newsroom.poll("wire", web.url("/feed?apikey=very-secret"), secret="sesame")
    web.serve("/feed?apikey=very-secret", rss("Harbour opens"))
    await newsroom.headlines(at_least=1)

    async def counted() -> bool:
        source = await newsroom.ask("GET", "/v1/sources/wire")
        return bool(source["statistics"].get("received") == 1)

    await eventually(counted)
    shown = await newsroom.standing("wire")
    assert shown["secret"] == "set"
    assert shown["breaker"] == "closed"
    assert "very-secret" not in orjson.dumps(shown).decode()
    kept = await newsroom.database["raw_items"].find_one({})
    assert kept is not None
    assert kept["url"].endswith("/feed?apikey=***")
    assert "sesame" not in orjson.dumps(shown).decode()
    assert web.asked[-1].headers["authorization"] == "Bearer sesame"


# --- hostile and broken servers ----------------------------------------------------------


def a_bomb() -> bytes:
    return gzip.compress(b"<rss>" + b" " * 50_000_000)


HOSTILE = {
    "a feed without an end": (Reply(200, {}, itertools.repeat(b" " * 65_536)), "too large"),
    "a gzip bomb": (
        Reply(200, {"Content-Encoding": "gzip"}, [a_bomb()]),
        "too large",
    ),
    "a length that is too much": (Reply(200, {"Content-Length": "9999999"}), "more than"),
    "no gzip at all": (Reply(200, {"Content-Encoding": "gzip"}, [b"<rss/>"]), "inflated"),
    "an encoding nobody reads": (Reply(200, {"Content-Encoding": "br"}, [b"x"]), "reads"),
    "a redirect into our networks": (
        Reply(302, {"Location": "http://10.0.0.1/latest/meta-data/"}),
        "no public address",
    ),
    "a redirect to another protocol": (Reply(302, {"Location": "ftp://127.0.0.1/"}), ""),
    "a redirect to itself": (Reply(302, {"Location": "/"}), "redirects"),
    "a redirect to nonsense": (Reply(302, {"Location": "http://[::1"}), ""),
    "an error": (Reply(500), "500"),
    "nothing at all": (Reply(200, {"Content-Type": "application/rss+xml"}), "empty"),
    "half an answer": (Reply(200, {"Content-Length": "100"}, [b"<rss>"]), "RemoteProtocol"),
}


@pytest.mark.parametrize(("reply", "reason"), HOSTILE.values(), ids=HOSTILE.keys())
async def test_a_hostile_answer_is_a_failure_and_nothing_more(
    newsroom: Newsroom, web: WebServer, reply: Reply, reason: str
) -> None:
    web.pages["/"] = lambda _: reply
    await newsroom.poll("wire", web.url("/"), every_s=3600)

    assert reason in await newsroom.failing("wire")

    assert web.sent < 20_000_000
    assert await newsroom.database["raw_items"].count_documents({}) == 0


async def test_a_server_that_hangs_is_left_after_a_while(
    newsroom: Newsroom, web: WebServer
) -> None:
    web.pages["/"] = lambda _: Reply(hangs=True)
    await newsroom.poll("wire", web.url("/"), every_s=3600)

    assert "no whole answer" in await newsroom.failing("wire")


@pytest.mark.parametrize(
    "url",
    [
        "http://localhost.localdomain:1/",
        "http://[::1]/",
        "http://0.0.0.0/",
        "http://2130706434/",
    ],
)
async def test_addresses_of_ours_are_not_called(newsroom: Newsroom, url: str) -> None:
    await newsroom.poll("wire", url, every_s=3600)

    reason = await newsroom.failing("wire")

    assert "no public address" in reason or "has no address" in reason


@pytest.mark.parametrize(
    "plan",
    [
        {"url": "gopher://wire.example/feed"},
        {"url": "sftp://user@wire.example/in"},
        {"url": "s3://wire/in", "secret": "without a user"},
        {"url": "ftp://wire.example/in?done=../../x"},
        {"url": "file:///etc/passwd"},
        {"url": "http://user:password@wire.example/"},
        {"url": "folder:../../etc"},
        {"url": "folder:/etc"},
        {"url": "imaps://user@mail.example/INBOX"},
        {"url": "https://wire.example/feed", "every_s": 0},
        {"url": "https://wire.example/feed", "secret": "one\r\nX-Other: two"},
        {"url": "https://wire.example/feed", "secret": "s", "secret_header": "X: y"},
    ],
    ids=lambda plan: str(plan["url"]) + " " + " ".join(sorted(plan.keys())),
)
async def test_what_cannot_be_polled_is_refused_at_once(
    newsroom: Newsroom, plan: dict[str, Any]
) -> None:
    await newsroom.ask("POST", "/v1/sources", {"source": "wire"})

    answer = await newsroom.http.put("/v1/sources/wire/poll", json=plan, headers=OPERATOR)

    assert answer.status_code == 422
    assert "password@" not in answer.text
    assert await newsroom.database["pulls"].count_documents({}) == 0


async def test_retry_after_is_honoured_and_the_breaker_opens_and_closes(
    newsroom: Newsroom, web: WebServer
) -> None:
    web.pages["/feed"] = lambda _: Reply(500)
    await newsroom.poll("wire", web.url("/feed"))

    async def opened() -> bool:
        return bool((await newsroom.standing("wire"))["breaker"] != "closed")

    await eventually(opened, what="the breaker opens")
    web.serve("/feed", rss("Harbour opens"))
    await newsroom.headlines(at_least=1)

    async def closed() -> bool:
        return bool((await newsroom.standing("wire"))["breaker"] == "closed")

    await eventually(closed)
    web.pages["/feed"] = lambda _: Reply(503, {"Retry-After": "3600"})
    await newsroom.failing("wire")
    standing = await newsroom.standing("wire")
    due_at = datetime.fromisoformat(standing["due_at"])
    waits = due_at - datetime.fromisoformat(standing["last_polled_at"])
    assert waits.total_seconds() == pytest.approx(3600, abs=1)


async def test_a_secret_goes_to_its_own_server_only(newsroom: Newsroom, web: WebServer) -> None:
    async with a_web_server() as other:
        other.serve("/feed", rss("Harbour opens"))
        web.pages["/feed"] = lambda _: Reply(302, {"Location": other.url("/feed")})

        await newsroom.poll(
            "wire", web.url("/feed"), secret="sesame", secret_header="x-api-key"
        )
        await newsroom.headlines(at_least=1)

        assert web.asked[0].headers["x-api-key"] == "sesame"
        assert "x-api-key" not in other.asked[0].headers


@pytest.mark.parametrize("newsroom", [{"MAX_ITEM_BYTES": "5000"}], indirect=True)
async def test_an_item_that_is_too_large_does_not_keep_the_others_out(
    newsroom: Newsroom, web: WebServer
) -> None:
    feed = rss("Harbour opens", "Bridge closes")
    paragraphs = "".join(f"&lt;p&gt;Council {n} met.&lt;/p&gt;" for n in range(500))
    web.serve("/feed", feed.replace("Bridge closes, said", f"{paragraphs}, said"))

    await newsroom.poll("wire", web.url("/feed"))

    assert await newsroom.headlines(at_least=1) == ["Harbour opens"]
    kept = await newsroom.database["raw_items"].find_one({})
    assert kept is not None
    assert "it is item 2 and was left out" in kept["problems"][0]["detail"]
    assert (await newsroom.polled("wire"))["last_error"] is None


# --- APIs with a cursor ------------------------------------------------------------------


def an_api(web: WebServer, stories: list[dict[str, Any]], *, size: int = 2) -> None:
    """Serve stories by pages, as AP does: the last page is empty and names itself."""

    class Pages(dict[str, Any]):
        def get(self, path: str, _default: Any = None) -> Any:
            start = int(path.partition("seq=")[2] or 0)
            page = stories[start : start + size]
            body = {
                "data": {
                    "items": [{"item": story} for story in page],
                    "next_page": web.url(f"/content?seq={start + len(page)}"),
                }
            }
            return lambda _: ok(orjson.dumps(body), "application/json")

    web.pages = Pages()


def an_ap_story(number: int) -> dict[str, Any]:
    return {
        "altids": {"itemid": f"item{number}"},
        "uri": f"https://api.example/items/item{number}",
        "version": 1,
        "type": "text",
        "pubstatus": "usable",
        "headline": f"Story number {number}",
        "signals": ["newscontent"],
        "nitf": {"body_html": f"<p>Council {number} met on Monday.</p>"},
    }


async def test_an_api_is_read_page_by_page_and_goes_on_where_it_was(
    newsroom: Newsroom, web: WebServer
) -> None:
    stories = [an_ap_story(number) for number in range(5)]
    an_api(web, stories)

    await newsroom.poll("ap", web.url("/content"), next_field="next_page")
    await newsroom.headlines(at_least=5)
    await polled_again(web, "/content?seq=5")
    stories.append(an_ap_story(5))
    told = await newsroom.headlines(at_least=6)

    assert told == [f"Story number {number}" for number in range(6)]
    assert web.count("/content") == 1
    assert web.count("/content?seq=2") == 1


async def test_the_cursor_does_not_move_past_what_was_not_taken(
    newsroom: Newsroom, web: WebServer
) -> None:
    stories = [an_ap_story(number) for number in range(6)]
    an_api(web, stories)
    pages = web.pages.get

    def broken(path: str, default: Any = None) -> Any:
        return (lambda _: Reply(500)) if path == "/content?seq=4" else pages(path)

    web.pages.get = broken  # type: ignore[method-assign]
    await newsroom.poll("ap", web.url("/content"), next_field="next_page")
    assert "500" in await newsroom.failing("ap")
    assert len(await newsroom.headlines()) == 4

    web.pages.get = pages  # type: ignore[method-assign]
    assert len(await newsroom.headlines(at_least=6)) == 6
    assert web.count("/content") == 1


async def test_a_secret_does_not_follow_a_next_page_to_another_server(
    newsroom: Newsroom, web: WebServer
) -> None:
    async with a_web_server() as other:
        page = {"items": [{"item": an_ap_story(1)}], "next_page": other.url("/2")}
        web.serve("/1", orjson.dumps(page), "application/json")
        other.serve("/2", orjson.dumps({"items": []}), "application/json")

        await newsroom.poll("ap", web.url("/1"), next_field="next_page", secret="sesame")
        await polled_again(other, "/2", 1)

        assert web.asked[0].headers["authorization"] == "Bearer sesame"
        assert "authorization" not in other.asked[0].headers


NITF = (
    "<?xml version='1.0'?><nitf><body><body.head><hedline><hl1>Story number 1</hl1></hedline>"
    "</body.head><body.content><block><p>The council met on Monday.</p>"
    "<p>It will meet again.</p></block></body.content></body></nitf>"
)


async def test_texts_that_an_ap_feed_only_names_are_fetched_with_it(
    newsroom: Newsroom, web: WebServer
) -> None:
    stories = []
    for number in range(3):
        story = an_ap_story(number)
        del story["nitf"]
        story["renditions"] = {"nitf": {"href": web.url(f"/download/{number}")}}
        stories.append(story)
    an_api(web, stories, size=3)
    pages = web.pages.get
    texts = {"/download/0": Reply(404), "/download/1": ok(NITF, "text/xml")}

    def with_texts(path: str, default: Any = None) -> Any:
        return (lambda _: texts[path]) if path in texts else pages(path)

    texts["/download/2"] = Reply(503)
    web.pages.get = with_texts  # type: ignore[method-assign]
    await newsroom.poll("ap", web.url("/content"), next_field="next_page", secret="sesame")
    assert "503" in await newsroom.failing("ap")
    assert await newsroom.headlines() == []
    texts["/download/2"] = ok(NITF, "text/xml")

    await newsroom.headlines(at_least=3)

    bodies = {}
    for event in await newsroom.sent("article.received"):
        assert isinstance(event, ArticleReceived)
        body = event.data.article.item.body()
        bodies[event.data.article.item.headline()] = body.value if body else ""
    assert bodies["Story number 0"] == ""
    assert "It will meet again." in bodies["Story number 1"]
    assert "It will meet again." in bodies["Story number 2"]
    assert {each.headers["authorization"] for each in web.asked} == {"Bearer sesame"}


# --- watched folders ---------------------------------------------------------------------


async def test_a_whole_file_is_taken_and_moved_and_a_growing_one_left_alone(
    newsroom: Newsroom,
) -> None:
    folder = newsroom.folders / "agency"
    folder.mkdir()
    story = orjson.dumps({"uri": "urn:s", "headline": "Harbour opens", "text": "It opened."})
    (folder / "story.json").write_bytes(story)
    (folder / "half.json.part").write_bytes(story)
    (folder / ".hidden").write_bytes(story)
    (folder / "bad.xml").write_bytes(b"<nitf><body>")
    growing = folder / "growing.json"

    await newsroom.poll("agency", "folder:agency")

    async def moved() -> bool:
        with growing.open("ab") as file:
            file.write(b" ")
        return (folder / "done" / "story.json").exists() and (
            folder / "failed" / "bad.xml"
        ).exists()

    await eventually(moved, what="the files are moved")
    assert await newsroom.headlines() == ["Harbour opens"]
    assert sorted(path.name for path in folder.iterdir()) == [
        ".hidden",
        "done",
        "failed",
        "growing.json",
        "half.json.part",
    ]
    [bad] = (await newsroom.ask("GET", "/v1/quarantine"))["quarantined"]
    assert bad["source"] == "agency"


async def test_a_link_out_of_the_root_is_not_followed(
    newsroom: Newsroom, tmp_path_factory: pytest.TempPathFactory
) -> None:
    outside = tmp_path_factory.mktemp("outside")
    (outside / "secret.txt").write_text("The keys of the house.", encoding="utf-8")
    (newsroom.folders / "agency").symlink_to(outside)

    await newsroom.poll("agency", "folder:agency")

    assert "below COPYDESK_POLL_FOLDERS_ROOT" in await newsroom.failing("agency")
    assert (outside / "secret.txt").exists()


async def test_a_name_that_was_used_before_overwrites_nothing(newsroom: Newsroom) -> None:
    folder = newsroom.folders / "agency"
    (folder / "done").mkdir(parents=True)
    (folder / "done" / "story.txt").write_text("Yesterday's.", encoding="utf-8")
    (folder / "story.txt").write_text("Harbour opens\n\nIt opened on Monday.", encoding="utf-8")

    await newsroom.poll("agency", "folder:agency")
    await newsroom.headlines(at_least=1)

    async def moved() -> bool:
        return not (folder / "story.txt").exists()

    await eventually(moved)
    assert (folder / "done" / "story.txt").read_text(encoding="utf-8") == "Yesterday's."
    assert len(list((folder / "done").iterdir())) == 2


async def test_a_file_that_is_too_large_is_set_aside(newsroom: Newsroom) -> None:
    folder = newsroom.folders / "agency"
    folder.mkdir()
    (folder / "large.txt").write_bytes(b"x" * 2_000_001)
    (folder / "story.txt").write_text("Harbour opens\n\nIt opened.", encoding="utf-8")

    await newsroom.poll("agency", "folder:agency")

    assert await newsroom.headlines(at_least=1) == ["Harbour opens"]

    async def set_aside() -> bool:
        return (folder / "failed" / "large.txt").exists()

    await eventually(set_aside)
    [bad] = (await newsroom.ask("GET", "/v1/quarantine"))["quarantined"]
    assert "more than 2000000 bytes" in bad["errors"][0]["detail"]


# --- mailboxes ---------------------------------------------------------------------------


def a_mail(number: int) -> bytes:
    return (
        f"From: desk@wire.example\r\nMessage-ID: <{number}@wire.example>\r\n"
        f"Subject: Story number {number}\r\nDate: Mon, 23 Nov 2026 08:00:00 +0000\r\n"
        f"Content-Type: text/plain; charset=utf-8\r\n\r\n"
        f"The council met for the {number}. time on Monday, its chair said.\r\n"
    ).encode()


async def test_mails_are_taken_once_and_marked_when_they_are_ours(
    newsroom: Newsroom, mailbox: Mailbox
) -> None:
    first = [mailbox.put(a_mail(number)) for number in range(3)]
    url = f"imap://desk%40wire.example@127.0.0.1:{mailbox.port}/INBOX"

    await newsroom.poll("mail", url, secret=mailbox.password)
    await newsroom.headlines(at_least=3)
    mailbox.put(a_mail(3))
    told = await newsroom.headlines(at_least=4)

    assert told == [f"Story number {number}" for number in range(4)]
    assert mailbox.fetched == [*first, 4]

    async def marked() -> bool:
        return mailbox.seen == {*first, 4}

    await eventually(marked)


async def test_mails_are_moved_where_asked_and_a_new_validity_begins_anew(
    newsroom: Newsroom, mailbox: Mailbox
) -> None:
    mailbox.put(a_mail(1))
    url = f"imap://desk@127.0.0.1:{mailbox.port}/INBOX?done=Taken"
    await newsroom.poll("mail", url, secret=mailbox.password)

    async def moved() -> bool:
        return 1 in mailbox.moved.get("Taken", {})

    await eventually(moved)
    mailbox.moved.clear()
    mailbox.validity = 2
    mailbox.put(a_mail(2))

    assert await newsroom.headlines(at_least=2) == ["Story number 1", "Story number 2"]


async def test_a_wrong_password_is_told_without_telling_it(
    newsroom: Newsroom, mailbox: Mailbox
) -> None:
    url = f"imap://desk@127.0.0.1:{mailbox.port}/INBOX"
    await newsroom.poll("mail", url, secret="open sesame", every_s=3600)

    reason = await newsroom.failing("mail")

    assert "refuses the user or the password" in reason
    assert "sesame" not in reason


# --- sharing, pausing, trying ------------------------------------------------------------


async def test_two_processes_share_the_sources_and_ask_each_server_once(
    newsroom: Newsroom, web: WebServer
) -> None:
    paths = [f"/feed-{number}" for number in range(30)]
    for path in paths:
        web.serve(path, rss(f"Story of {path[1:]}"))
    async with ingest():
        for number, path in enumerate(paths):
            await newsroom.poll(f"wire-{number}", web.url(path), every_s=3600)
        await newsroom.headlines(at_least=len(paths))
        for number in range(len(paths)):
            await newsroom.polled(f"wire-{number}")

    assert {path: web.count(path) for path in paths} == dict.fromkeys(paths, 1)
    assert len(await newsroom.headlines()) == len(paths)


async def test_a_paused_source_is_not_polled_until_it_is_resumed(
    newsroom: Newsroom, web: WebServer
) -> None:
    web.serve("/feed", rss("Harbour opens"))
    await newsroom.ask("POST", "/v1/sources", {"source": "wire"})
    await newsroom.ask("POST", "/v1/sources/wire/pause")
    await newsroom.poll("wire", web.url("/feed"))

    async def put_off() -> bool:
        found = await newsroom.database["pulls"].find_one({"_id": "wire"})
        return bool(found and found["fence"] > 1 and not found["holder"])

    await eventually(put_off, what="somebody has looked, and gone away")
    assert web.asked == []
    await newsroom.ask("POST", "/v1/sources/wire/resume")
    await newsroom.poll("wire", web.url("/feed"))
    assert await newsroom.headlines(at_least=1) == ["Harbour opens"]


async def test_a_trial_shows_what_would_be_made_and_keeps_nothing(
    newsroom: Newsroom, web: WebServer
) -> None:
    web.serve("/feed", rss("Harbour opens"))
    await newsroom.ask("POST", "/v1/sources", {"source": "wire"})
    await newsroom.ask("POST", "/v1/sources/wire/pause")
    await newsroom.poll("wire", web.url("/feed"))

    tried = await newsroom.ask("POST", "/v1/sources/wire/poll/test")

    [item] = tried["items"]
    assert item["item"]["headlines"][0]["value"] == "Harbour opens"
    assert tried["problems"] == []
    assert await newsroom.database["raw_items"].count_documents({}) == 0
    assert await newsroom.sent("article.received") == []


async def test_a_trial_of_a_folder_or_mailbox_moves_and_marks_nothing(
    newsroom: Newsroom, mailbox: Mailbox
) -> None:
    folder = newsroom.folders / "agency"
    folder.mkdir()
    (folder / "story.txt").write_text("Harbour opens\n\nIt opened on Monday.", encoding="utf-8")
    mailbox.put(a_mail(1))
    url = f"imap://desk@127.0.0.1:{mailbox.port}/INBOX"
    for source in ("agency", "mail"):
        await newsroom.ask("POST", "/v1/sources", {"source": source})
        await newsroom.ask("POST", f"/v1/sources/{source}/pause")
    await newsroom.poll("agency", "folder:agency")
    await newsroom.poll("mail", url, secret=mailbox.password)

    [file] = (await newsroom.ask("POST", "/v1/sources/agency/poll/test"))["items"]
    [mail] = (await newsroom.ask("POST", "/v1/sources/mail/poll/test"))["items"]

    assert file["item"]["headlines"][0]["value"] == "Harbour opens"
    assert mail["item"]["headlines"][0]["value"] == "Story number 1"
    assert (folder / "story.txt").exists()
    assert mailbox.seen == set()


@pytest.mark.parametrize("newsroom", [{"HIGH_WATER": "1"}], indirect=True)
async def test_nothing_is_polled_while_the_newsroom_is_behind(
    newsroom: Newsroom, web: WebServer
) -> None:
    web.serve("/feed", rss("Harbour opens"))
    added = await newsroom.ask("POST", "/v1/sources", {"source": "push"})

    async def is_behind() -> bool:
        number = next(numbers)
        answer = await newsroom.http.post(
            "/v1/articles",
            json={"headline": f"Story {number}", "text": f"Council {number} met."},
            headers={"X-API-Key": added["key"]},
        )
        return answer.status_code == 503

    numbers = itertools.count()
    await Streams(newsroom.redis).ensure_group("article.received", "enrichment")
    await eventually(is_behind, what="ingest is above its high-water mark")
    await newsroom.poll("wire", web.url("/feed"))
    for _ in range(20):
        assert await is_behind()
    assert web.asked == []

    await newsroom.redis.xgroup_destroy("article.received", "enrichment")
    await newsroom.polled("wire")
    assert web.count("/feed") >= 1
