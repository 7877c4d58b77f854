"""Enrichment on real servers: what it tells, remembers, recognises, and takes back."""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import random
import socket
import sys
from collections.abc import AsyncIterator, Iterator
from datetime import timedelta
from importlib.util import find_spec
from pathlib import Path
from typing import Any, NamedTuple

import httpx
import pytest
import uvicorn
from fastapi import FastAPI
from redis.asyncio import Redis

from services.control.demo.pieces import content_of
from services.enrichment.main import build
from services.enrichment.settings import EnrichmentSettings
from services.enrichment.steps.sketch import ENTERED
from services.enrichment.storage import EnrichmentStore
from services.ingest.formats import parse_payload
from services.ingest.formats.parsed import Payload
from shared.articles import Article, Enrichment
from shared.chronicle import Chronicle
from shared.database import Database
from shared.events import (
    ArticleCanceled,
    ArticleEnriched,
    ArticleRecalled,
    ArticleReceived,
    ArticleWithheld,
    Event,
    KilledKnown,
    event_from_fields,
)
from shared.lifecycle import State
from shared.payloads import Received, Stopped
from shared.streams import Streams
from shared.timeline import TimelineRecord, state_of
from tests.eventually import eventually
from tests.factories import MONDAY, an_article

pytestmark = pytest.mark.every_server

ID = "a" * 20
OTHER = "b" * 20
TOKEN = "for-the-operator"


def a_story(seed: int, sentences: int = 40) -> str:
    """A text of its own: words in an order that no other seed has."""
    chance = random.Random(seed)
    letters = "abcdefghiklmnoprstuv"
    words = ["".join(chance.choices(letters, k=chance.randint(3, 9))) for _ in range(300)]
    lines = [" ".join(chance.choices(words, k=12)).capitalize() + "." for _ in range(sentences)]
    return "\n\n".join(" ".join(lines[at : at + 4]) for at in range(0, sentences, 4))


def received(article: Article) -> ArticleReceived:
    data = Received(article_id=article.article_id, revision=article.revision, article=article)
    return ArticleReceived.of(data, at=article.received_at)


def stop(kind: type[Event], revision: int = 1, article_id: str = ID) -> Event:
    data = Stopped(
        article_id=article_id, revision=revision, source="w", reason="wrong", at=MONDAY
    )
    return kind.of(data, at=MONDAY)  # type: ignore[attr-defined,no-any-return]


@contextlib.contextmanager
def listening() -> Iterator[tuple[socket.socket, str]]:
    with socket.create_server(("127.0.0.1", 0)) as sock:
        yield sock, f"http://127.0.0.1:{sock.getsockname()[1]}"


class Newsroom(NamedTuple):
    app: FastAPI
    http: httpx.AsyncClient
    streams: Streams
    redis: Redis
    database: Database

    async def send(self, *events: Event) -> None:
        await self.streams.send(events)

    async def enriched(self) -> list[ArticleEnriched]:
        entries: Any = await self.redis.xrange(ArticleEnriched.stream)
        events = [event_from_fields(fields) for _, fields in entries]
        return [event for event in events if isinstance(event, ArticleEnriched)]

    async def enrichment(self, article_id: str, revision: int = 1) -> Enrichment:
        async def there() -> Enrichment | None:
            for event in await self.enriched():
                if (event.data.article_id, event.data.revision) == (article_id, revision):
                    return event.data.enrichment
            return None

        found = await eventually(there, what=f"{article_id} enriched")
        assert found is not None
        return found

    async def records(self, article_id: str, count: int) -> list[TimelineRecord]:
        async def there() -> list[TimelineRecord] | None:
            found = await Chronicle(self.database).of(article_id)
            return found if len(found) >= count else None

        return await eventually(there, what=f"{count} records of {article_id}") or []


@pytest.fixture
async def settings(
    redis: Redis, redis_url: str, mongo_url: str, database: Database
) -> EnrichmentSettings:
    return EnrichmentSettings.model_validate(
        {
            "redis_url": redis_url,
            "mongo_url": mongo_url,
            "mongo_database": database.name,
            "log_level": "CRITICAL",
            "reclaim_after_s": 0.3,
            "reconcile_every_s": 0.2,
            "stalled_after_s": 0.3,
            "stalled_kill_after_s": 0.1,
            "backlog_margin_s": 0,
            "janitor_every_s": 0.5,
            "retry_after_s": 0.05,
            "operator_token": TOKEN,
        }
    )


@contextlib.asynccontextmanager
async def running(
    settings: EnrichmentSettings,
) -> AsyncIterator[tuple[FastAPI, httpx.AsyncClient]]:
    app = build(settings)
    transport = httpx.ASGITransport(app=app)
    async with (
        app.router.lifespan_context(app),
        httpx.AsyncClient(transport=transport, base_url="http://enrichment") as http,
    ):

        async def ready() -> bool:
            return (await http.get("/readyz")).status_code == 200

        await eventually(ready, what="ready")
        yield app, http


@pytest.fixture
async def newsroom(
    settings: EnrichmentSettings, redis: Redis, database: Database
) -> AsyncIterator[Newsroom]:
    async with running(settings) as (app, http):
        yield Newsroom(app, http, Streams(redis), redis, database)


async def test_a_story_is_enriched_once_and_its_timeline_says_so(newsroom: Newsroom) -> None:
    event = received(an_article(ID))
    await newsroom.send(event, event)

    enrichment = await newsroom.enrichment(ID)
    (record,) = await newsroom.records(ID, 1)

    assert enrichment.dateline is not None
    assert (enrichment.dateline.place, enrichment.language.code) == ("Portsmouth", "en")
    assert record.outcome == "enriched"
    assert state_of([record]) is State.ENRICHED
    assert record.versions == enrichment.steps
    told = await newsroom.enriched()
    assert {each.id for each in told} == {f"{ID}:1:copydesk.article.enriched.v1"}
    assert told[0].data.article == event.data.article
    assert told[0].data == told[-1].data


async def test_a_copy_is_found_in_the_same_batch_and_the_first_one_is_not_its_copy(
    newsroom: Newsroom,
) -> None:
    first = an_article(ID, headline="Ferries", body=a_story(1))
    second = an_article(OTHER, headline="Ships", body=a_story(1) + "\n\n" + a_story(2, 8))
    await newsroom.send(received(first), received(second))

    original = await newsroom.enrichment(ID)
    copy = await newsroom.enrichment(OTHER)

    assert original.kin is not None
    assert original.kin.copies == ()
    assert copy.kin is not None
    assert [(each.article_id, each.revision) for each in copy.kin.copies] == [(ID, 1)]
    assert copy.kin.copies[0].containment > 0.7
    assert copy.kin.cluster == original.kin.cluster


async def test_a_copy_is_found_later_and_a_version_is_none(newsroom: Newsroom) -> None:
    await newsroom.send(received(an_article(ID, body=a_story(3))))
    await newsroom.enrichment(ID)
    await newsroom.send(
        received(an_article(ID, 2, body=a_story(3) + "\n\n" + a_story(4, 4))),
        received(an_article(OTHER, body=a_story(3))),
        received(an_article("c" * 20, body=a_story(5))),
    )

    version = await newsroom.enrichment(ID, 2)
    copy = await newsroom.enrichment(OTHER)
    stranger = await newsroom.enrichment("c" * 20)

    assert version.kin is not None
    assert (version.kin.cluster, version.kin.copies) == (ID, ())
    assert copy.kin is not None
    assert [each.article_id for each in copy.kin.copies][:1] == [ID]
    assert copy.kin.cluster == ID
    assert stranger.kin is not None
    assert (stranger.kin.cluster, stranger.kin.copies) == ("c" * 20, ())


async def test_a_recall_that_came_first_lets_nothing_through(newsroom: Newsroom) -> None:
    await newsroom.send(stop(ArticleRecalled))
    await newsroom.records(ID, 1)
    await newsroom.send(received(an_article(ID)), received(an_article(OTHER)))

    await newsroom.enrichment(OTHER)
    records = await newsroom.records(ID, 2)

    assert {each.outcome for each in records} == {"recalled", "stopped"}
    assert state_of(records) is State.RECALLED
    assert {each.data.article_id for each in await newsroom.enriched()} == {OTHER}


async def test_moderation_learns_what_a_story_killed_before_it_was_read_is_known_by(
    newsroom: Newsroom,
) -> None:
    await newsroom.send(stop(ArticleCanceled))
    await newsroom.records(ID, 1)
    await newsroom.send(received(an_article(ID)))

    records = await newsroom.records(ID, 2)

    assert {each.outcome for each in records} == {"canceled", "enriched"}
    assert state_of(records) is State.CANCELED
    assert [each.data.article_id for each in await newsroom.enriched()] == [ID]


async def test_a_hold_stops_what_it_covers_and_not_the_next_revision(
    newsroom: Newsroom,
) -> None:
    await newsroom.send(stop(ArticleWithheld, revision=1))
    await newsroom.records(ID, 1)
    await newsroom.send(received(an_article(ID, 1)), received(an_article(ID, 2)))

    await newsroom.enrichment(ID, 2)

    assert {each.data.revision for each in await newsroom.enriched()} == {2}


async def test_a_recall_takes_the_texts_and_keeps_the_hashes(newsroom: Newsroom) -> None:
    await newsroom.send(received(an_article(ID, body=a_story(6))))
    await newsroom.enrichment(ID)
    await newsroom.send(stop(ArticleRecalled))
    await newsroom.records(ID, 2)

    document = await newsroom.database["enrichments"].find_one({"_id": f"{ID}:1"})
    sketch = await newsroom.database["sketches"].find_one({"_id": f"{ID}:1"})

    assert document is not None
    assert "article" not in document
    assert "enrichment" not in document
    assert "open_since" not in document
    assert sketch is not None
    assert len(sketch["sketch"]) > 100


@pytest.mark.parametrize("kind", [ArticleCanceled, ArticleRecalled])
async def test_what_was_killed_or_recalled_is_nobodys_original(
    newsroom: Newsroom, kind: type[Event]
) -> None:
    await newsroom.send(received(an_article(ID, body=a_story(8))))
    await newsroom.enrichment(ID)
    await newsroom.send(stop(kind))
    await newsroom.records(ID, 2)

    await newsroom.send(received(an_article(OTHER, body=a_story(8))))
    later = await newsroom.enrichment(OTHER)

    assert later.kin is not None
    assert (later.kin.cluster, later.kin.copies) == (OTHER, ())


async def test_what_was_recalled_before_it_was_enriched_enters_nothing(
    newsroom: Newsroom,
) -> None:
    await newsroom.send(stop(ArticleRecalled))
    await newsroom.records(ID, 1)
    await newsroom.send(received(an_article(ID, body=a_story(9))))
    await newsroom.records(ID, 2)

    assert await newsroom.database["bands"].count_documents({}) == 0


async def test_what_redis_lost_is_told_again_by_the_documents(
    newsroom: Newsroom, settings: EnrichmentSettings
) -> None:
    await newsroom.send(received(an_article(ID)))
    first = await newsroom.enrichment(ID)
    await newsroom.redis.delete(ArticleEnriched.stream)

    again = await newsroom.enrichment(ID)

    assert again == first


async def test_once_moderation_was_there_nothing_is_owed(newsroom: Newsroom) -> None:
    await newsroom.send(received(an_article(ID)))
    await newsroom.enrichment(ID)
    (told, *_) = await newsroom.enriched()
    await Chronicle(newsroom.database).append(
        [
            TimelineRecord(
                article_id=ID, revision=1, stage="moderation", event_id=told.id, at=MONDAY,
                outcome="approved",
            )
        ]
    )  # fmt: skip

    async def closed() -> bool:
        row = await newsroom.database["enrichments"].find_one({"_id": f"{ID}:1"})
        return row is not None and "open_since" not in row

    await eventually(closed, what="nothing owed")


@pytest.mark.parametrize("kind", [ArticleCanceled, ArticleRecalled])
async def test_what_the_killed_are_known_by_is_told_until_moderation_has_it(
    newsroom: Newsroom, kind: type[Event]
) -> None:
    async def told() -> tuple[bytes, KilledKnown] | None:
        entries: Any = await newsroom.redis.xrange(KilledKnown.stream)
        for id_, fields in entries:
            event = event_from_fields(fields)
            if isinstance(event, KilledKnown) and event.data.copies:
                return id_, event
        return None

    async def is_owed() -> bool:
        return await newsroom.database["killed_told"].count_documents({}) > 0

    for who in (ID, OTHER):
        await newsroom.send(received(an_article(who, body=a_story(9))))
        await newsroom.enrichment(who)
    await newsroom.send(stop(kind))
    first = await eventually(told, what="told what it is known by")
    assert first is not None
    assert await is_owed()
    await newsroom.redis.xdel(KilledKnown.stream, first[0])

    async def told_again() -> tuple[bytes, KilledKnown] | None:
        found = await told()
        return found if found is not None and found[0] != first[0] else None

    again = await eventually(told_again, what="told again what Redis lost")
    assert again is not None
    assert again[1] == first[1]
    assert again[1].data.copies == (OTHER,)
    record = TimelineRecord(
        article_id=ID,
        revision=1,
        stage="moderation",
        event_id=first[1].id,
        at=MONDAY,
        outcome="noted",
    )
    await Chronicle(newsroom.database).append([record])

    async def is_settled() -> bool:
        return not await is_owed()

    await eventually(is_settled, what="nothing owed")


async def test_bands_are_forgotten_after_their_days(
    settings: EnrichmentSettings, redis: Redis, database: Database
) -> None:
    store = EnrichmentStore(database, kin_days=30)
    await store.load([received(an_article(ID, body=a_story(7)))])

    assert await store.forget(MONDAY + timedelta(days=29)) == 0
    assert await store.forget(MONDAY + timedelta(days=32)) == ENTERED
    assert await database["bands"].count_documents({}) == 0


async def test_the_operator_reads_what_was_enriched_page_by_page(newsroom: Newsroom) -> None:
    ids = [letter * 20 for letter in "abc"]
    await newsroom.send(*(received(an_article(each)) for each in ids))
    for each in ids:
        await newsroom.enrichment(each)
    operator = {"Authorization": f"Bearer {TOKEN}"}
    asked = {"since": MONDAY.isoformat(), "limit": "2"}

    first = (await newsroom.http.get("/v1/enrichments", params=asked, headers=operator)).json()
    rest = (
        await newsroom.http.get(
            "/v1/enrichments", params={**asked, "after": first["next"]}, headers=operator
        )
    ).json()

    assert (first["total"], len(first["enrichments"]), rest["next"]) == (3, 2, None)
    pages = [*first["enrichments"], *rest["enrichments"]]
    assert sorted(each["article"]["article_id"] for each in pages) == ids
    for each in pages:
        stored = Enrichment.model_validate(each["enrichment"])
        assert stored == await newsroom.enrichment(stored.article_id)


async def test_what_was_enriched_is_for_the_operator_alone(newsroom: Newsroom) -> None:
    answer = await newsroom.http.get("/v1/enrichments", params={"since": MONDAY.isoformat()})

    assert answer.status_code == 401


async def reviewed(newsroom: Newsroom) -> dict[str, Any]:
    """Give what `copydesk enrich --since --dry-run` says of the newsroom."""
    with listening() as (sock, url):
        server = uvicorn.Server(uvicorn.Config(newsroom.app, lifespan="off", log_level="error"))
        serving = asyncio.create_task(server.serve([sock]))
        command = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "services.control", "enrich", "--since", "30d",
            "--dry-run", "--json", stdout=asyncio.subprocess.PIPE,
            env=os.environ | {"COPYDESK_ENRICHMENT_URL": url, "COPYDESK_OPERATOR_TOKEN": TOKEN},
        )  # fmt: skip
        said, _ = await command.communicate()
        server.should_exit = True
        await serving
    assert command.returncode == 0
    review: dict[str, Any] = json.loads(said)
    return review


async def test_a_dry_run_says_what_todays_steps_would_change(
    newsroom: Newsroom, database: Database
) -> None:
    await newsroom.send(received(an_article(ID)), received(an_article(OTHER)))
    for each in (ID, OTHER):
        await newsroom.enrichment(each)
    old = {"enrichment.summary": "As an older step had it.", "enrichment.steps.summary": "0"}
    await database["enrichments"].update_one({"_id": f"{ID}:1"}, {"$set": old})

    review = await reviewed(newsroom)

    assert (review["stories"], review["changed"]) == (2, 1)
    [step], [change] = review["steps"], review["fields"]
    assert (step["step"], step["versions"]["0"], change["field"]) == ("summary", 1, "summary")
    [example] = change["examples"]
    assert (example["article_id"], example["before"]) == (ID, "As an older step had it.")


OLDER = Path(__file__).parent / "records" / "heat-pumps.json"
"""What the steps of an older version (entities 3, quotes 2) stored of a story of the demo."""


async def test_a_dry_run_shows_on_the_demos_copy_what_an_older_version_had_missed(
    newsroom: Newsroom, database: Database
) -> None:
    content = content_of("heat-pumps.json", now=MONDAY, embargo=MONDAY)
    payload = Payload(content=content, media_type="application/json", received_at=MONDAY)
    [parsed] = parse_payload(payload).items
    pumps = an_article(ID).model_copy(update={"item": parsed.item})
    await newsroom.send(received(pumps), received(an_article(OTHER)))
    for each in (ID, OTHER):
        await newsroom.enrichment(each)
    older = {
        f"enrichment.{name}": value for name, value in json.loads(OLDER.read_text()).items()
    }
    await database["enrichments"].update_one({"_id": f"{ID}:1"}, {"$set": older})

    review = await reviewed(newsroom)

    assert (review["stories"], review["changed"]) == (2, 1)
    steps = {step["step"]: step for step in review["steps"]}
    assert (steps["entities"]["versions"]["3"], steps["quotes"]["versions"]["2"]) == (1, 1)
    shown = {change["field"]: change["examples"][0] for change in review["fields"]}
    assert {"organisations", "quotes"} <= shown.keys()
    assert "Varmeko" in shown["organisations"]["after"]
    assert "Karen Molholm" in shown["quotes"]["after"]
    assert "Karen Molholm" not in shown["quotes"]["before"]


A_MODEL = """
class Entity:
    text, label_ = "Mira Holt", "PERSON"

class Doc:
    ents = [Entity(), Entity()]

class Pipeline:
    meta = {"lang": "en", "name": "stand_in", "version": "1"}
    def __call__(self, text):
        return Doc()

def load(name, exclude):
    return Pipeline()
"""
"""In place of spaCy, which need not be installed."""


async def test_with_models_on_the_same_stage_tells_more_and_without_them_it_says_so(
    settings: EnrichmentSettings,
    redis: Redis,
    database: Database,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    (tmp_path / "spacy.py").write_text(A_MODEL)
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    with_models = settings.model_copy(update={"enrichment_models": True})

    async with running(with_models) as (app, http):
        newsroom = Newsroom(app, http, Streams(redis), redis, database)
        await newsroom.send(received(an_article(ID)))
        told = await newsroom.enrichment(ID)

    assert told.tier == "models"
    assert "Mira Holt" in {person.name for person in told.people}
    assert told.steps["models.names"] == "en_stand_in 1"
    assert find_spec("onnxruntime") or any("topics: " in reason for reason in told.degraded)
