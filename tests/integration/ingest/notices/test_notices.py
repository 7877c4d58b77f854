"""A wire's webhook is told what was sent back: at least once, in order, whatever it answers."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest
import structlog

from services.ingest.intake.memory.storage import StoryStore
from services.ingest.notices.courier import NoticeCourier
from services.ingest.notices.storage import NoticeStore
from services.ingest.sources.signatures import secret_of
from shared.database import Database
from shared.events import ArticleRecalled, ArticleSentBack
from shared.payloads import SentBack, Stopped
from shared.sealing import Seal, new_key
from shared.signing import sign
from shared.streams import Streams
from shared.webhooks import Sender
from tests.eventually import eventually
from tests.integration.far_site import FarSite, a_far_site
from tests.integration.ingest.intake_room import Intake, Newsroom, a_story

MONDAY = datetime(2026, 11, 23, tzinfo=UTC)
PEPPER = b"pepper"


def sent_back(
    article: str = "a", revision: int = 1, *, source: str = "wire", minutes: int = 0
) -> ArticleSentBack:
    at = MONDAY + timedelta(minutes=minutes)
    data = SentBack(
        article_id=article * 20, revision=revision, source=source, reason="Why?", at=at
    )
    return ArticleSentBack.of(data, at=at)


@dataclass
class Couriers:
    """Two processes that tell the same sources, with a clock of the test's."""

    store: NoticeStore
    now: datetime = MONDAY
    both: list[NoticeCourier] = field(default_factory=list)

    async def owe(self, *events: ArticleSentBack) -> None:
        for number, event in enumerate(events):
            await self.both[number % 2].owe([event])

    async def shown(self, source: str = "wire") -> dict[str, Any]:
        return await self.store.described(source, now=self.now) or {}

    async def counted(self, source: str = "wire", **expected: Any) -> dict[str, Any]:
        async def so() -> dict[str, Any] | None:
            shown = await self.shown(source)
            return shown if expected.items() <= shown.items() else None

        return await eventually(so, what=str(expected)) or {}

    def pass_by(self, **time: float) -> None:
        self.now += timedelta(**time)


@pytest.fixture
async def couriers(database: Database) -> AsyncIterator[Couriers]:
    room = Couriers(NoticeStore(database, Seal(new_key())))
    senders = [Sender(lambda: room.now, allow_private=True) for _ in range(2)]
    room.both += [
        NoticeCourier(
            room.store,
            StoryStore(database),
            sender,
            pepper=PEPPER,
            holder=f"process {number}",
            now=lambda: room.now,
            log=structlog.get_logger(),
            look_every_s=0.02,
            lease_s=30,
        )
        for number, sender in enumerate(senders)
    ]
    tasks = [asyncio.create_task(courier.run()) for courier in room.both]
    yield room
    for task in tasks:
        task.cancel()
    await asyncio.wait(tasks)
    for sender in senders:
        await sender.close()


@pytest.fixture
async def far() -> AsyncIterator[FarSite]:
    async with a_far_site() as site:
        yield site


def revisions(far: FarSite, article: str = "a") -> list[int]:
    told = [event["data"] for event in far.events()]
    return [each["revision"] for each in told if each["article_id"] == article * 20]


async def test_it_is_told_signed_and_of_a_source_without_a_webhook_nothing_is_kept(
    couriers: Couriers, far: FarSite, database: Database
) -> None:
    await couriers.store.set_webhook("wire", far.url, now=MONDAY)

    await couriers.owe(sent_back(), sent_back("b", source="other"))

    await couriers.counted(delivered=1, waiting=0, state="ok")
    ((_, headers, body),) = far.requests
    stamp = int(headers["webhook-timestamp"])
    secrets = [secret_of("wire", 1, PEPPER, "webhook secret")]
    assert headers["webhook-signature"] == sign(secrets, headers["webhook-id"], stamp, body)
    assert headers["webhook-id"] == sent_back().id
    assert await database["source_notices"].count_documents({}) == 1


async def test_what_it_refuses_is_tried_again_and_of_a_story_the_rest_waits(
    couriers: Couriers, far: FarSite
) -> None:
    await couriers.store.set_webhook("wire", far.url, now=MONDAY)
    far.statuses += [401, 500]

    await couriers.owe(sent_back(revision=1))
    await couriers.counted(last_answer="401")
    await couriers.owe(sent_back(revision=2, minutes=1), sent_back("b"))
    await couriers.counted(last_answer="500")  # of the other story
    assert (revisions(far), revisions(far, "b")) == ([1], [1])
    couriers.pass_by(seconds=6)

    await couriers.counted(delivered=3, waiting=0, state="ok", failures=0)
    assert (revisions(far), revisions(far, "b")) == ([1, 1, 2], [1, 1])


async def test_one_that_hangs_holds_up_no_other(couriers: Couriers, far: FarSite) -> None:
    async with a_far_site() as hanging:
        hanging.answers = lambda _event: None
        await couriers.store.set_webhook("slow", hanging.url, now=MONDAY)
        await couriers.store.set_webhook("wire", far.url, now=MONDAY)

        await couriers.owe(sent_back(source="slow"), sent_back("b"))

        await couriers.counted(delivered=1)
        assert (await couriers.shown("slow"))["waiting"] == 1


async def test_one_that_fails_and_fails_is_left_alone_for_a_while(
    couriers: Couriers, far: FarSite
) -> None:
    await couriers.store.set_webhook("wire", far.url, now=MONDAY)
    far.answers = lambda _event: 503

    await couriers.owe(*(sent_back(story) for story in "abcdefgh"))

    shown = await couriers.counted(state="broken")
    assert (shown["failures"], shown["waiting"], len(far.requests)) == (5, 8, 5)
    far.answers = lambda _event: 204
    couriers.pass_by(seconds=31)
    await couriers.counted(delivered=8, state="ok")


async def test_it_is_given_up_after_days_with_an_alert_until_it_is_told_to_try_again(
    couriers: Couriers, far: FarSite, database: Database
) -> None:
    async def tried(times: int) -> bool:
        return await database["source_notices"].find_one({"attempts": times}) is not None

    await couriers.store.set_webhook("wire", far.url, now=MONDAY)
    far.answers = lambda _event: 404
    await couriers.owe(sent_back())
    for tries in range(1, 10):
        await eventually(lambda: tried(tries), what=f"try {tries}")  # noqa: B023
        await couriers.counted(waiting=1)
        assert await couriers.both[0].alerts() == []
        couriers.pass_by(days=1.2)

    await couriers.counted(given_up=1, waiting=0)
    (alert,) = await couriers.both[1].alerts()
    assert (alert.source, alert.kind, alert.count) == ("wire", "webhook", 1)
    assert "404" in alert.reason

    far.answers = lambda _event: 204
    assert await couriers.store.retry("wire", now=couriers.now) == 1
    await couriers.counted(delivered=1, given_up=0)
    assert await couriers.both[0].alerts() == []


async def test_a_repeat_of_the_event_tells_nothing_anew(
    couriers: Couriers, far: FarSite
) -> None:
    await couriers.store.set_webhook("wire", far.url, now=MONDAY)
    await couriers.owe(sent_back(), sent_back())
    await couriers.counted(delivered=1)

    await couriers.owe(sent_back(), sent_back("b"))

    await couriers.counted(delivered=2)
    assert (revisions(far), revisions(far, "b")) == ([1], [1])


async def test_what_waits_goes_to_another_address_with_another_secret(
    couriers: Couriers, far: FarSite, database: Database
) -> None:
    await couriers.store.set_webhook("wire", "http://localhost:9/gone", now=MONDAY)
    await couriers.owe(sent_back())
    await couriers.counted(failures=1)

    assert await couriers.store.set_webhook("wire", far.url, now=MONDAY) == (2, True)
    assert await couriers.store.set_webhook("wire", far.url, now=MONDAY) == (2, False)
    await couriers.store.retry("wire", now=couriers.now)

    await couriers.counted(delivered=1)
    assert len(far.requests[0][1]["webhook-signature"].split()) == 2
    kept = await database["source_webhooks"].find_one({"_id": "wire"})
    assert kept is not None
    assert "hook" not in kept["url"]
    assert "hook" not in str(await couriers.shown())


# --- with ingest around it ---------------------------------------------------------------


@pytest.fixture
async def newsroom(intake: Intake) -> AsyncIterator[Newsroom]:
    async with intake(
        WEBHOOK_ALLOW_PRIVATE="true", WEBHOOK_LOOK_EVERY_S="0.05", SECRETS_KEY=new_key()
    ) as room:
        yield room


async def a_hook(newsroom: Newsroom, url: str) -> httpx.Response:
    return await newsroom.operate("PUT", "/v1/sources/wire/webhook", {"url": url})


async def test_the_event_on_the_kill_lane_reaches_the_wire_with_its_receipt(
    newsroom: Newsroom, far: FarSite
) -> None:
    made = (await a_hook(newsroom, far.url)).json()
    taken = (await newsroom.post(a_story())).json()
    data = SentBack(
        article_id=taken["article_id"], revision=1, source="wire", reason="Why?", at=MONDAY
    )
    event = ArticleSentBack.of(data, at=MONDAY)

    await Streams(newsroom.redis).send([event])

    async def told() -> list[dict[str, Any]]:
        return far.events()

    (notice, *_) = await eventually(told)
    assert notice["data"]["receipt"] == taken["receipt"]
    assert notice["data"]["reason"] == "Why?"
    _, headers, body = far.requests[0]
    stamp = int(headers["webhook-timestamp"])
    assert headers["webhook-signature"] == sign([made["webhook_secret"]], event.id, stamp, body)
    life = (await newsroom.get(f"/v1/articles/{taken['article_id']}")).json()
    assert "Why?" not in str(life)  # the desk's own line says it, not ours


async def test_a_recall_takes_back_what_was_to_be_said(
    newsroom: Newsroom, far: FarSite, database: Database
) -> None:
    far.answers = lambda _event: 500
    await a_hook(newsroom, far.url)
    taken = (await newsroom.post(a_story())).json()
    article_id = taken["article_id"]
    said = SentBack(article_id=article_id, revision=1, source="wire", reason="Why?", at=MONDAY)
    recall = Stopped(
        article_id=article_id, revision=1, source="wire", by="ida", reason="Law.", at=MONDAY
    )
    streams = Streams(newsroom.redis)

    async def kept() -> int:
        return await database["source_notices"].count_documents({"article_id": article_id})

    await streams.send([ArticleSentBack.of(said, at=MONDAY)])
    await eventually(kept)
    again = said.model_copy(update={"decision": 3})
    await streams.send(
        [ArticleRecalled.of(recall, at=MONDAY), ArticleSentBack.of(again, at=MONDAY, nth=3)]
    )

    async def forgotten() -> bool:
        life = (await newsroom.get(f"/v1/articles/{article_id}")).json()
        lines = [each for one in life["revisions"] for each in one["records"]]
        return len([each for each in lines if each["outcome"] == "noted"]) == 2

    await eventually(forgotten)
    assert await kept() == 0


async def test_it_leads_into_no_network_of_ours(intake: Intake) -> None:
    async with intake() as newsroom:
        inside = ("127.0.0.1", "localhost", "[::1]", "169.254.169.254", "[::ffff:10.0.0.1]")
        for host in inside:
            answer = await a_hook(newsroom, f"http://{host}/hook")
            assert answer.status_code == 422, host


@pytest.mark.parametrize(
    "url",
    [
        "ftp://far.example/hook",
        "http://user:secret@far.example/hook",
        "http://2130706433/",
        "no address",
        "http://",
    ],
)
async def test_what_is_no_address_is_refused_and_keeps_nothing(
    newsroom: Newsroom, url: str
) -> None:
    answer = await a_hook(newsroom, url)

    assert answer.status_code == 422
    assert answer.json()["errors"][0]["pointer"] == "/url"
    gone = await newsroom.operate("GET", "/v1/sources/wire/webhook")
    assert gone.status_code == 404


async def test_only_the_operator_sets_it(newsroom: Newsroom, far: FarSite) -> None:
    for method, path in (
        ("GET", ""), ("PUT", ""), ("DELETE", ""), ("POST", "/retry"), ("POST", "/rotate-secret")
    ):  # fmt: skip
        answer = await newsroom.http.request(
            method,
            f"/v1/sources/wire/webhook{path}",
            json={"url": far.url},
            headers={"Authorization": f"Bearer {newsroom.key}"},
        )
        assert answer.status_code == 401


async def test_a_source_that_is_none_has_no_webhook(newsroom: Newsroom, far: FarSite) -> None:
    nobody = await newsroom.operate("PUT", "/v1/sources/nobody/webhook", {"url": far.url})
    none = await newsroom.operate("POST", "/v1/sources/wire/webhook/retry")

    assert (nobody.status_code, none.status_code) == (404, 404)
