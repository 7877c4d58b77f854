"""A wire that did not hear the answer may ask again, and is told what to do."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any

import orjson
import pytest

from services.ingest.requests.idempotency import AnswerStore
from shared.database import Database
from shared.streams import Streams
from tests.eventually import eventually
from tests.integration.ingest.intake_room import Newsroom, a_story


async def test_the_first_answer_is_given_again_whatever_became_of_the_story(
    newsroom: Newsroom,
) -> None:
    first = await newsroom.post(a_story(), Idempotency_Key="k1")
    await newsroom.post(a_story(version="2", headline="Later"))
    again = await newsroom.post(a_story(), Idempotency_Key="k1")

    assert (again.status_code, again.content) == (202, first.content)
    assert again.headers["location"] == first.headers["location"]
    assert again.headers["idempotency-replayed"] == "true"
    assert len(await newsroom.sent("article.received")) == 2


async def test_what_could_not_be_read_is_refused_again_and_kept_once(
    newsroom: Newsroom,
) -> None:
    first = await newsroom.post(b"{", Idempotency_Key="k1")
    again = await newsroom.post(b"{", Idempotency_Key="k1")

    assert (first.status_code, again.status_code) == (422, 422)
    assert again.json()["receipt"] == first.json()["receipt"]
    assert await newsroom.database["quarantine"].count_documents({}) == 1


async def test_many_lines_are_answered_again_line_by_line(newsroom: Newsroom) -> None:
    lines = b"\n".join(orjson.dumps(a_story(uri=f"urn:x:{number}")) for number in range(3))
    first = await newsroom.post(
        lines, Content_Type="application/x-ndjson", Idempotency_Key="k1"
    )
    again = await newsroom.post(
        lines, Content_Type="application/x-ndjson", Idempotency_Key="k1"
    )

    assert (again.status_code, again.content) == (202, first.content)
    assert again.headers["content-type"].startswith("application/x-ndjson")


async def test_a_key_is_good_for_one_payload(newsroom: Newsroom) -> None:
    await newsroom.post(a_story(), Idempotency_Key="k1")
    other = await newsroom.post(a_story(version="2", headline="More"), Idempotency_Key="k1")
    fresh = await newsroom.post(a_story(version="2", headline="More"), Idempotency_Key="k2")

    assert other.status_code == 422
    assert other.headers["content-type"] == "application/problem+json"
    assert "Idempotency-Key" in other.json()["title"]
    assert fresh.status_code == 202


async def test_while_the_first_runs_the_second_waits(newsroom: Newsroom) -> None:
    answers = await asyncio.gather(
        *(newsroom.post(a_story(), Idempotency_Key="k1") for _ in range(10))
    )

    statuses = [answer.status_code for answer in answers]
    assert set(statuses) <= {202, 409}
    for answer in answers:
        if answer.status_code == 409:
            assert int(answer.headers["retry-after"]) > 0
    receipts = {answer.json()["receipt"] for answer in answers if answer.status_code == 202}
    assert len(receipts) == 1
    assert len(await newsroom.sent("article.received")) == 1


async def test_a_key_whose_request_died_is_free_again(database: Database) -> None:
    answers = AnswerStore(database)
    now = datetime.now(UTC)
    minute = timedelta(minutes=1)

    begun = [
        await answers.begin("k", "body", now=now + late, running_for=minute)
        for late in (timedelta(0), timedelta(seconds=30), timedelta(seconds=61))
    ]

    assert begun == ["now", "still_running", "now"]


async def test_a_kill_waits_for_no_request_that_runs_or_died(newsroom: Newsroom) -> None:
    taken = (await newsroom.post(a_story())).json()
    kill = a_story(version="2", pubstatus="canceled")
    # The first try died: its key is held, and nobody renews it.
    await newsroom.post(a_story(version="3"), Idempotency_Key="k1")
    await newsroom.database["idempotency_keys"].update_many({}, {"$set": {"answer": None}})

    answers = await asyncio.gather(
        *(newsroom.post(kill, Idempotency_Key="k1") for _ in range(10))
    )

    assert {answer.status_code for answer in answers} <= {200, 202}
    assert len({answer.json()["revision"] for answer in answers}) == 1
    (event,) = await newsroom.sent("article.canceled")
    assert event.data.article_id == taken["article_id"]


async def test_a_request_that_runs_long_keeps_its_key(database: Database) -> None:
    answers = AnswerStore(database)
    now = datetime.now(UTC)
    second = timedelta(seconds=1)
    await answers.begin("k", "body", now=now, running_for=2 * second)
    await answers.renew("k", now=now + second)

    begun = [
        await answers.begin("k", "body", now=now + late, running_for=2 * second)
        for late in (2.5 * second, 3.5 * second)
    ]

    assert begun == ["still_running", "now"]


async def test_a_refused_request_leaves_its_key_free(newsroom: Newsroom) -> None:
    await newsroom.operate("POST", "/v1/sources/wire/pause")
    refused = await newsroom.post(a_story(), Idempotency_Key="k1")
    await newsroom.operate("POST", "/v1/sources/wire/resume")
    taken = await newsroom.post(a_story(), Idempotency_Key="k1")

    assert (refused.status_code, taken.status_code) == (403, 202)


BAD_KEYS = {"nothing": "", "quotes around nothing": '""', "too long": "k" * 256}


@pytest.mark.parametrize("key", BAD_KEYS.values(), ids=BAD_KEYS)
async def test_a_key_that_is_none_is_refused(newsroom: Newsroom, key: str) -> None:
    answer = await newsroom.post(a_story(), Idempotency_Key=key)

    assert answer.status_code == 400
    assert await newsroom.sent("article.received") == []


@pytest.mark.parametrize("times", [2, 5])
async def test_an_exact_repeat_is_known_without_any_key(newsroom: Newsroom, times: int) -> None:
    answers = [await newsroom.post(a_story()) for _ in range(times)]

    assert [answer.status_code for answer in answers] == [202, *[200] * (times - 1)]
    assert len({answer.json()["article_id"] for answer in answers}) == 1
    assert len({answer.json()["revision"] for answer in answers}) == 1
    for answer in answers:
        receipt = (await newsroom.get(answer.headers["location"])).json()
        assert receipt["state"] == "received"


async def test_the_same_version_with_other_words_is_taken_and_flagged(
    newsroom: Newsroom,
) -> None:
    await newsroom.post(a_story())
    conflict = (await newsroom.post(a_story(headline="Other words"))).json()

    assert (conflict["revision"], conflict["state"]) == (2, "received")
    assert [reason["rule"] for reason in conflict["reasons"]] == ["version_conflict"]
    receipt = (await newsroom.get(f"/v1/receipts/{conflict['receipt']}")).json()
    assert "version_conflict" in [reason["rule"] for reason in receipt["reasons"]]
    life = (await newsroom.get(f"/v1/articles/{conflict['article_id']}")).json()
    rules = {
        revision["revision"]: [
            reason["rule"]
            for record in revision["records"]
            for reason in record.get("reasons", ())
        ]
        for revision in life["revisions"]
    }
    assert rules == {1: [], 2: ["version_conflict"]}


async def test_a_limit_is_told_before_and_when_it_is_met(newsroom: Newsroom) -> None:
    added = await newsroom.operate("POST", "/v1/sources", {"source": "busy", "rate_limit": 3})
    newsroom.key = added.json()["key"]

    answers = [
        await newsroom.post(a_story(version=str(number), headline=f"Take {number}"))
        for number in range(1, 5)
    ]

    assert [answer.status_code for answer in answers] == [202, 202, 202, 429]
    left = [answer.headers["ratelimit"].split(";")[1] for answer in answers]
    assert left == ["r=2", "r=1", "r=0", "r=0"]
    refused = answers[-1]
    assert refused.headers["ratelimit-policy"] == '"intake";q=3;w=60'
    assert 0 < int(refused.headers["retry-after"]) <= 60
    assert refused.headers["content-type"] == "application/problem+json"


async def test_lines_that_are_all_refused_say_when_to_come_back(newsroom: Newsroom) -> None:
    added = await newsroom.operate("POST", "/v1/sources", {"source": "busy", "rate_limit": 1})
    newsroom.key = added.json()["key"]
    await newsroom.post(a_story())
    lines = b"\n".join(
        orjson.dumps(a_story(version=str(number), headline=f"Take {number}"))
        for number in (2, 3)
    )

    refused = await newsroom.post(lines, Content_Type="application/x-ndjson")
    told = [orjson.loads(line)["status"] for line in refused.text.splitlines()]

    assert (refused.status_code, told) == (429, [429, 429])
    assert int(refused.headers["retry-after"]) > 0


async def a_backlog(newsroom: Newsroom) -> Any:
    for number in range(8):
        await newsroom.post(a_story(uri=f"urn:wire:{number}"))
    await Streams(newsroom.redis).ensure_group("article.received", "enrichment")
    numbers = iter(range(10_000))

    async def refused() -> Any:
        answer = await newsroom.post(a_story(uri=f"urn:wire:more-{next(numbers)}"))
        return answer if answer.status_code == 503 else None

    return await eventually(refused)


async def test_above_the_high_water_mark_only_kills_and_holds_pass(newsroom: Newsroom) -> None:
    refused = await a_backlog(newsroom)
    lines = [
        a_story(uri="urn:wire:1", version="2", pubstatus="canceled"),
        a_story(uri="urn:wire:new"),
        a_story(uri="urn:wire:2", version="2", pubstatus="withheld"),
    ]
    mixed = await newsroom.post(
        b"\n".join(orjson.dumps(line) for line in lines), Content_Type="application/x-ndjson"
    )

    assert refused.headers["content-type"] == "application/problem+json"
    assert int(refused.headers["retry-after"]) > 0
    told = [orjson.loads(line) for line in mixed.text.splitlines()]
    assert [line["status"] for line in told] == [202, 503, 202]
    stops = {event.type.split(".")[2] for event in await newsroom.sent("article.canceled")}
    assert stops == {"canceled", "withheld"}
    assert told[1]["retry_after"] > 0


async def test_a_key_refused_for_a_backlog_is_taken_when_it_is_gone(newsroom: Newsroom) -> None:
    await a_backlog(newsroom)
    refused = await newsroom.post(a_story(uri="urn:wire:late"), Idempotency_Key="k1")
    await newsroom.redis.delete("article.received")

    async def taken() -> bool:
        answer = await newsroom.post(a_story(uri="urn:wire:late"), Idempotency_Key="k1")
        return answer.status_code == 202

    assert refused.status_code == 503
    await eventually(taken)


async def test_what_redis_refuses_is_taken_all_the_same_and_sent_when_it_can_be(
    newsroom: Newsroom,
) -> None:
    await newsroom.redis.set("article.received", "no stream")

    taken = await newsroom.post(a_story())
    await newsroom.redis.delete("article.received")

    assert taken.status_code == 202

    async def sent() -> bool:
        return len(await newsroom.sent("article.received")) == 1

    await eventually(sent)
