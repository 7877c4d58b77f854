"""Wires push articles over HTTP, and the stream and the receipts tell of them."""

from __future__ import annotations

import asyncio
import gzip
import random
from datetime import UTC, datetime
from typing import Any

import httpx
import orjson
import pytest

from shared.events import ArticleCanceled, ArticleRecalled, Event
from shared.payloads import Stopped
from shared.signing import sign
from shared.streams import Streams
from tests.eventually import eventually
from tests.integration.ingest.intake_room import OPERATOR, Newsroom, a_story

pytestmark = pytest.mark.every_server


async def test_a_story_is_received_and_told_to_enrichment(newsroom: Newsroom) -> None:
    answer = await newsroom.post(a_story())

    assert answer.status_code == 202, answer.text
    body = answer.json()
    assert body["state"] == "received"
    assert body["revision"] == 1
    assert answer.headers["location"] == f"/v1/receipts/{body['receipt']}"
    (event,) = await newsroom.sent("article.received")
    assert event.data.article_id == body["article_id"]
    assert event.data.article.item.headline() == "Harbour reopens after storm"
    assert event.data.article.source.rights == ("self",)
    assert event.correlation_id == body["receipt"]
    assert event.traceparent


async def state_of(newsroom: Newsroom, article_id: str) -> str:
    answer = await newsroom.get(f"/v1/articles/{article_id}")
    return str(answer.json()["state"])


async def test_a_repeat_is_answered_200_and_told_to_nobody(newsroom: Newsroom) -> None:
    first = await newsroom.post(a_story())
    again = await newsroom.post(a_story(version="2"))

    assert again.status_code == 200
    assert again.json()["revision"] == first.json()["revision"]
    assert again.json()["article_id"] == first.json()["article_id"]
    assert len(await newsroom.sent("article.received")) == 1


async def test_a_repeat_keeps_no_bytes_and_points_to_those_that_are_kept(
    newsroom: Newsroom,
) -> None:
    first = (await newsroom.post(a_story())).json()["receipt"]
    again = (await newsroom.post(a_story())).json()["receipt"]

    kept = await newsroom.database["raw_items"].find_one({"_id": first})
    repeat = await newsroom.database["raw_items"].find_one({"_id": again})
    assert kept is not None
    assert orjson.loads(kept["body"])["headline"] == "Harbour reopens after storm"
    assert repeat is not None
    assert "body" not in repeat
    assert repeat["same_as"] == first


async def test_an_older_revision_is_kept_and_sent_to_nobody(newsroom: Newsroom) -> None:
    await newsroom.post(a_story(version="5", headline="Newest"))
    late = (await newsroom.post(a_story(version="4", headline="Late"))).json()

    assert (late["revision"], late["state"]) == (4, "superseded")
    assert [event.data.revision for event in await newsroom.sent("article.received")] == [5]
    receipt = (await newsroom.get(f"/v1/receipts/{late['receipt']}")).json()
    assert receipt["state"] == "superseded"
    assert receipt["reasons"][0]["rule"] == "too_late"


async def test_a_kill_cancels_and_keeps_what_follows_from_coming_back(
    newsroom: Newsroom,
) -> None:
    story = (await newsroom.post(a_story())).json()
    kill = (await newsroom.post(a_story(version="2", pubstatus="canceled"))).json()
    after = (await newsroom.post(a_story(version="3", headline="Back again"))).json()

    assert (kill["article_id"], kill["state"]) == (story["article_id"], "canceled")
    assert after["state"] == "canceled"
    assert len(await newsroom.sent("article.received")) == 1
    (event,) = await newsroom.sent("article.canceled")
    assert isinstance(event, ArticleCanceled)
    assert event.data.article_id == story["article_id"]
    assert await state_of(newsroom, story["article_id"]) == "canceled"


async def test_a_kill_that_comes_first_blocks_the_story(newsroom: Newsroom) -> None:
    await newsroom.post(a_story(version="2", pubstatus="canceled"))
    story = (await newsroom.post(a_story(version="1"))).json()

    assert story["state"] == "canceled"
    assert await newsroom.sent("article.received") == []
    assert len(await newsroom.sent("article.canceled")) == 1
    metrics = (await newsroom.http.get("/metrics")).text
    assert 'copydesk_person_called_total{reason="unknown_story"} 1.0' in metrics


def a_ninjs(uri: str, **changes: Any) -> dict[str, Any]:
    return {
        "uri": uri,
        "standard": {"name": "ninjs", "version": "3.1"},
        "headlines": [{"role": "main", "value": "Harbour reopens after storm"}],
        "bodies": [{"role": "main", "contentType": "text/plain", "value": "It reopened."}],
        **changes,
    }


NAMED_BY = {
    "the uri of the story among the altIds of the notice": (
        a_ninjs("urn:wire:s"),
        a_ninjs("urn:wire:k", pubStatus="canceled", altIds=[{"value": "urn:wire:s"}]),
    ),
    "an altId of the story as the uri of the notice": (
        a_ninjs("urn:wire:s", altIds=[{"role": "internal", "value": "urn:wire:4711"}]),
        a_ninjs("urn:wire:4711", pubStatus="canceled"),
    ),
    "an altId of both": (
        a_ninjs("urn:wire:s", altIds=[{"role": "internal", "value": "4711"}]),
        a_ninjs(
            "urn:wire:k", pubStatus="canceled", altIds=[{"role": "internal", "value": "4711"}]
        ),
    ),
}


@pytest.mark.parametrize(("story", "notice"), NAMED_BY.values(), ids=NAMED_BY)
async def test_a_kill_finds_the_story_it_names(
    newsroom: Newsroom, story: dict[str, Any], notice: dict[str, Any]
) -> None:
    received = (await newsroom.post(story)).json()
    killed = (await newsroom.post(notice)).json()

    assert killed["article_id"] == received["article_id"]
    (event,) = await newsroom.sent("article.canceled")
    assert event.data.article_id == received["article_id"]
    assert await state_of(newsroom, received["article_id"]) == "canceled"


@pytest.mark.parametrize(("story", "notice"), NAMED_BY.values(), ids=NAMED_BY)
async def test_a_story_that_was_killed_by_name_before_it_came_is_blocked(
    newsroom: Newsroom, story: dict[str, Any], notice: dict[str, Any]
) -> None:
    await newsroom.post(notice)
    received = (await newsroom.post(story)).json()

    assert received["state"] == "canceled"
    assert await newsroom.sent("article.received") == []


def held(notice: dict[str, Any]) -> dict[str, Any]:
    return {
        **notice,
        "pubStatus": "withheld",
        "version": "1",
        "versionCreated": "2026-11-23T11:00:00Z",
    }


def dated(story: dict[str, Any], hour: int, version: str) -> dict[str, Any]:
    return {**story, "version": version, "versionCreated": f"2026-11-23T{hour}:00:00Z"}


@pytest.mark.parametrize(("story", "notice"), NAMED_BY.values(), ids=NAMED_BY)
async def test_a_hold_finds_the_story_it_names_and_a_later_version_ends_it(
    newsroom: Newsroom, story: dict[str, Any], notice: dict[str, Any]
) -> None:
    received = (await newsroom.post(dated(story, 10, "4"))).json()
    hold = (await newsroom.post(held(notice))).json()
    held_state = await state_of(newsroom, received["article_id"])
    back = (await newsroom.post(dated(story, 12, "5"))).json()

    assert (hold["article_id"], hold["state"]) == (received["article_id"], "withheld")
    assert held_state == "withheld"
    assert (back["article_id"], back["state"]) == (received["article_id"], "received")
    (event,) = await newsroom.sent("article.canceled")
    assert event.type == "copydesk.article.withheld.v1"
    assert event.data.article_id == received["article_id"]


@pytest.mark.parametrize(("story", "notice"), NAMED_BY.values(), ids=NAMED_BY)
async def test_a_story_that_was_held_by_name_before_it_came_is_withheld(
    newsroom: Newsroom, story: dict[str, Any], notice: dict[str, Any]
) -> None:
    await newsroom.post(held(notice))
    late = (await newsroom.post(dated(story, 10, "4"))).json()

    assert late["state"] == "withheld"
    assert await newsroom.sent("article.received") == []

    back = (await newsroom.post(dated(story, 12, "5"))).json()

    assert back["state"] == "received"


TELEX_STORY = (
    b"\x01bdt0412 3 wi 20  bdt 0412\r\n\r\nVerkehr/F\xe4hren\r\n"
    b"\x02F\xe4hren legen wieder ab =\r\n\r\nMusterhafen (bdt) - Sie legen ab.\r\n"
    b"\x03230812 GMT Nov 26\r\n\x04"
)
TELEX_HOLD = (
    b"\x01bdt0415 2 wi 20  bdt 0415\r\n\r\nVerkehr/F\xe4hren\r\n"
    b"\x02HOLD - Meldung bdt0412 bitte nicht verwenden =\r\n\r\nBitte warten Sie.\r\n"
    b"\x03230830 GMT Nov 26\r\n\x04"
)


@pytest.mark.parametrize("hold_first", [False, True], ids=["after the story", "before it"])
async def test_a_telex_hold_finds_the_message_whose_number_it_cites(
    newsroom: Newsroom, *, hold_first: bool
) -> None:
    sent = [TELEX_HOLD, TELEX_STORY] if hold_first else [TELEX_STORY, TELEX_HOLD]
    answers = [(await newsroom.post(one, Content_Type="text/plain")).json() for one in sent]
    story = answers[sent.index(TELEX_STORY)]

    assert await state_of(newsroom, story["article_id"]) == "withheld"


async def test_a_hold_is_told_and_the_next_usable_comes_back(newsroom: Newsroom) -> None:
    story = (await newsroom.post(a_story())).json()
    hold = (await newsroom.post(a_story(version="2", pubstatus="withheld"))).json()
    held_state = await state_of(newsroom, story["article_id"])
    back = (await newsroom.post(a_story(version="3"))).json()

    assert hold["state"] == "withheld"
    assert held_state == "withheld"
    assert back["state"] == "received"
    (event,) = await newsroom.sent("article.canceled")
    assert event.type == "copydesk.article.withheld.v1"
    assert event.data.revision == 2


async def test_versions_arriving_at_once_in_any_order_end_with_the_newest(
    newsroom: Newsroom,
) -> None:
    versions = [*range(1, 31)]
    random.shuffle(versions)

    answers = await asyncio.gather(
        *(
            newsroom.post(a_story(version=str(version), headline=f"Take {version}"))
            for version in versions
        )
    )

    assert sorted(answer.json()["revision"] for answer in answers) == sorted(versions)
    head = await newsroom.database["heads"].find_one({"_id": answers[0].json()["article_id"]})
    assert head is not None
    assert head["newest"]["number"] == 30


async def test_items_without_versions_never_share_a_revision(newsroom: Newsroom) -> None:
    answers = await asyncio.gather(
        *(
            newsroom.post(a_story(version=None, headline=f"Take {number}"))
            for number in range(20)
        )
    )

    assert sorted(answer.json()["revision"] for answer in answers) == [*range(1, 21)]


async def test_many_lines_are_answered_line_by_line(newsroom: Newsroom) -> None:
    lines = [
        orjson.dumps(a_story(uri="urn:wire:1")),
        b'{"headline": "broken',
        b"",
        orjson.dumps(a_story(uri="urn:wire:2")),
        orjson.dumps(a_story(uri="urn:wire:1")),
    ]
    answer = await newsroom.post(b"\n".join(lines), Content_Type="application/x-ndjson")

    assert answer.status_code == 202
    assert answer.headers["content-type"].startswith("application/x-ndjson")
    told = [orjson.loads(line) for line in answer.text.splitlines()]
    assert [(each["line"], each["status"]) for each in told] == [
        (1, 202),
        (2, 422),
        (4, 202),
        (5, 200),
    ]
    assert told[1]["errors"]
    assert len(await newsroom.sent("article.received")) == 2


@pytest.mark.parametrize("path", ["/v1/articles", "/v1/validate"])
@pytest.mark.parametrize("body", [b"", b" \n\n"], ids=["nothing", "empty lines"])
async def test_no_lines_are_nothing_to_take(newsroom: Newsroom, path: str, body: bytes) -> None:
    answer = await newsroom.post(body, path, Content_Type="application/x-ndjson")

    assert answer.status_code == 422
    [error] = answer.json()["errors"]
    assert (error["line"], error["detail"]) == (1, "there are no lines")


async def test_what_cannot_be_read_is_kept_and_can_be_read_again(newsroom: Newsroom) -> None:
    answer = await newsroom.post(b"<p>Not JSON at all, but a story.</p>" * 5)

    assert answer.status_code == 422
    assert answer.headers["content-type"] == "application/problem+json"
    problem = answer.json()
    assert problem["errors"][0]["detail"]
    assert problem["errors"][0]["fix"]
    receipt = (await newsroom.get(f"/v1/receipts/{problem['receipt']}")).json()
    assert receipt["state"] == "quarantined"
    listed = (await newsroom.http.get("/v1/quarantine", headers=OPERATOR)).json()
    assert [each["receipt"] for each in listed["quarantined"]] == [problem["receipt"]]

    replayed = await newsroom.http.post(
        f"/v1/quarantine/{problem['receipt']}/replay",
        params={"media_type": "text/plain"},
        headers=OPERATOR,
    )

    assert replayed.status_code == 202, replayed.text
    receipt = (await newsroom.get(f"/v1/receipts/{problem['receipt']}")).json()
    assert receipt["state"] == "received"
    assert len(await newsroom.sent("article.received")) == 1
    listed = (await newsroom.http.get("/v1/quarantine", headers=OPERATOR)).json()
    assert listed["quarantined"] == []


async def test_a_compressed_body_is_inflated(newsroom: Newsroom) -> None:
    body = gzip.compress(orjson.dumps(a_story()))

    answer = await newsroom.post(body, Content_Encoding="gzip")

    assert answer.status_code == 202


async def test_a_compressed_body_that_was_cut_off_is_kept_as_it_came(
    newsroom: Newsroom,
) -> None:
    body = gzip.compress(orjson.dumps(a_story()))[:-20]

    answer = await newsroom.post(body, Content_Encoding="gzip")

    problem = answer.json()
    assert (answer.status_code, problem["state"]) == (422, "quarantined")
    assert (
        problem["errors"][0]["detail"] == "the body is no gzip: the compressed body ends early"
    )
    assert problem["errors"][0]["line"] == 1
    kept = await newsroom.database["raw_items"].find_one({"_id": problem["receipt"]})
    assert kept is not None
    assert kept["body"] == body


async def test_a_bomb_does_not_go_off(newsroom: Newsroom) -> None:
    answer = await newsroom.post(gzip.compress(b" " * 50_000_000), Content_Encoding="gzip")

    assert answer.status_code == 413


async def test_an_item_that_is_too_large_is_refused(newsroom: Newsroom) -> None:
    answer = await newsroom.post(a_story(text="word " * 30_000))

    assert answer.status_code == 413


async def test_an_unknown_media_type_is_told_what_is_known(newsroom: Newsroom) -> None:
    answer = await newsroom.post(b"NES\x1a", Content_Type="application/x-nes-rom")

    assert answer.status_code == 415
    assert "application/json" in answer.headers["accept-post"]


async def test_nobody_gets_in_without_a_key(newsroom: Newsroom) -> None:
    for key in ("", "cd_wire_" + "0" * 40, newsroom.key[:-1] + "x", "cd_nobody_" + "0" * 40):
        newsroom.key = key
        answer = await newsroom.post(a_story())

        assert answer.status_code == 401
        assert answer.headers["www-authenticate"].startswith("Bearer")


async def test_a_source_sees_nothing_of_another(newsroom: Newsroom) -> None:
    story = (await newsroom.post(a_story())).json()
    other = await newsroom.http.post("/v1/sources", json={"source": "o"}, headers=OPERATOR)
    paths = (f"/v1/receipts/{story['receipt']}", f"/v1/articles/{story['article_id']}")

    for path in paths:
        assert (await newsroom.get(path)).status_code == 200
        assert (await newsroom.http.get(path, headers=OPERATOR)).status_code == 200
        foreign = {"X-API-Key": other.json()["key"]}
        assert (await newsroom.http.get(path, headers=foreign)).status_code == 404


async def test_a_kill_of_one_source_cannot_reach_the_story_of_another(
    newsroom: Newsroom,
) -> None:
    story = (await newsroom.post(a_story())).json()
    other = await newsroom.http.post("/v1/sources", json={"source": "o"}, headers=OPERATOR)
    foreign = f"Bearer {other.json()['key']}"

    await newsroom.post(a_story(version="2", pubstatus="canceled"), Authorization=foreign)

    assert await state_of(newsroom, story["article_id"]) == "received"


async def test_two_keys_live_at_a_time(newsroom: Newsroom) -> None:
    first = newsroom.key
    rotate = "/v1/sources/wire/rotate-key"
    second = (await newsroom.http.post(rotate, headers=OPERATOR)).json()["key"]
    statuses = []
    for newsroom.key in (first, second):
        statuses.append((await newsroom.post(a_story())).status_code)
    third = (await newsroom.http.post(rotate, headers=OPERATOR)).json()["key"]
    for newsroom.key in (first, second, third):
        statuses.append((await newsroom.post(a_story())).status_code)

    assert statuses == [202, 200, 401, 200, 200]


async def test_a_paused_source_may_still_kill(newsroom: Newsroom) -> None:
    await newsroom.post(a_story())
    await newsroom.http.post("/v1/sources/wire/pause", headers=OPERATOR)

    refused = await newsroom.post(a_story(version="2", headline="More"))
    killed = await newsroom.post(a_story(version="3", pubstatus="canceled"))

    assert refused.status_code == 403
    assert killed.status_code == 202


async def test_a_request_sent_again_under_its_key_is_not_done_again(
    newsroom: Newsroom,
) -> None:
    first = await newsroom.post(a_story(), Idempotency_Key='"once"')
    again = await newsroom.post(a_story(), Idempotency_Key="once")
    other = await newsroom.post(a_story(version="2"), Idempotency_Key="once")

    assert (again.status_code, again.content) == (first.status_code, first.content)
    assert again.headers["location"] == first.headers["location"]
    assert other.status_code == 422


async def test_a_dry_run_tells_what_we_would_make_of_it_and_keeps_nothing(
    newsroom: Newsroom,
) -> None:
    fine = await newsroom.post(a_story(), "/v1/validate")
    broken = await newsroom.post(b"{", "/v1/validate")

    assert fine.status_code == 200
    (item,) = fine.json()["items"]
    assert item["item"]["headlines"][0]["value"] == "Harbour reopens after storm"
    assert broken.status_code == 422
    assert broken.json()["errors"]
    assert await newsroom.database["raw_items"].count_documents({}) == 0


async def test_a_backlog_keeps_copy_out_but_never_a_kill(newsroom: Newsroom) -> None:
    for number in range(8):
        await newsroom.post(a_story(uri=f"urn:wire:{number}"))
    await Streams(newsroom.redis).ensure_group("article.received", "enrichment")

    async def refused() -> httpx.Response | None:
        answer = await newsroom.post(a_story(uri=f"urn:wire:more-{random.random()}"))
        return answer if answer.status_code == 503 else None

    answer = await eventually(refused)
    killed = await newsroom.post(a_story(uri="urn:wire:1", version="2", pubstatus="canceled"))

    assert answer is not None
    assert int(answer.headers["retry-after"]) > 0
    assert killed.status_code == 202


async def test_what_redis_loses_is_sent_again(newsroom: Newsroom) -> None:
    await newsroom.post(a_story())
    await newsroom.redis.delete("article.received")

    async def sent() -> list[Event]:
        return await newsroom.sent("article.received")

    (event,) = await eventually(sent)
    assert event.data.article.item.headline() == "Harbour reopens after storm"


async def test_what_a_crash_left_half_done_is_finished_by_the_next_try(
    newsroom: Newsroom,
) -> None:
    story = (await newsroom.post(a_story())).json()
    # As if the process had stopped after claiming the revision.
    await newsroom.database["heads"].delete_one({"_id": story["article_id"]})
    await newsroom.database["timeline"].delete_many({"article_id": story["article_id"]})
    await newsroom.redis.delete("article.received")

    again = await newsroom.post(a_story())
    more = await newsroom.post(a_story(version="2", headline="More"))

    assert again.status_code == 200
    assert again.json()["revision"] == 1
    assert more.json()["revision"] == 2
    sent = {event.data.revision for event in await newsroom.sent("article.received")}
    assert sent == {1, 2}
    assert await state_of(newsroom, story["article_id"]) == "received"


async def test_a_recall_purges_every_word(newsroom: Newsroom) -> None:
    story = (await newsroom.post(a_story())).json()
    recall = Stopped(
        article_id=story["article_id"],
        revision=1,
        source="wire",
        by="a person",
        reason="court order",
        at=datetime.now(UTC),
    )
    await Streams(newsroom.redis).send([ArticleRecalled.of(recall, at=recall.at)])

    async def purged() -> bool:
        return await state_of(newsroom, story["article_id"]) == "recalled"

    await eventually(purged)
    after = await newsroom.post(a_story(version="2", headline="More words"))

    assert after.json()["state"] == "recalled"
    for collection in ("raw_items", "articles"):
        async for document in newsroom.database[collection].find():
            assert "harbour" not in repr(document).lower()
            assert "more words" not in repr(document).lower()


async def test_a_kill_by_a_person_keeps_the_wire_from_bringing_it_back(
    newsroom: Newsroom,
) -> None:
    story = (await newsroom.post(a_story())).json()
    kill = Stopped(
        article_id=story["article_id"],
        revision=1,
        source="wire",
        by="a person",
        at=datetime.now(UTC),
    )
    await Streams(newsroom.redis).send([ArticleCanceled.of(kill, at=kill.at)])

    async def canceled() -> bool:
        return await state_of(newsroom, story["article_id"]) == "canceled"

    await eventually(canceled)
    after = await newsroom.post(a_story(version="2", headline="More"))

    assert after.json()["state"] == "canceled"


async def test_a_source_is_counted(newsroom: Newsroom) -> None:
    await newsroom.post(a_story())
    await newsroom.post(a_story())

    async def counted() -> dict[str, Any] | None:
        source = (await newsroom.http.get("/v1/sources/wire", headers=OPERATOR)).json()
        return source if source["statistics"].get("repeated") else None

    source = await eventually(counted)
    assert source is not None
    assert source["statistics"]["received"] == 1
    assert source["last_item_at"]
    assert "hash" not in repr(source)


async def test_a_change_leaves_what_it_does_not_name(newsroom: Newsroom) -> None:
    signed = await newsroom.http.post(
        "/v1/sources",
        json={"source": "signing_wire", "rights": ["self"], "rate_limit": 5, "signed": True},
        headers=OPERATOR,
    )
    changed = await newsroom.http.put(
        "/v1/sources/signing_wire", json={"trust": "high"}, headers=OPERATOR
    )

    assert signed.json()["signing_secret"].startswith("whsec_")
    source = changed.json()
    assert (source["trust"], source["rights"]) == ("high", ["self"])
    assert (source["rate_limit"], source["signed"]) == (5, True)


async def test_a_source_that_signs_must_sign(newsroom: Newsroom) -> None:
    added = await newsroom.http.post(
        "/v1/sources", json={"source": "signing_wire", "signed": True}, headers=OPERATOR
    )
    newsroom.key = added.json()["key"]
    body = orjson.dumps(a_story())
    now = int(datetime.now(UTC).timestamp())
    signature = sign([added.json()["signing_secret"]], "msg_1", now, body)
    signed = {"webhook_id": "msg_1", "webhook_timestamp": str(now)}

    unsigned = await newsroom.post(body)
    taken = await newsroom.post(body, **signed, webhook_signature=signature)

    assert (unsigned.status_code, taken.status_code) == (401, 202)


async def test_who_sends_too_much_is_told_when_to_come_back(newsroom: Newsroom) -> None:
    added = await newsroom.http.post(
        "/v1/sources", json={"source": "busy", "rate_limit": 2}, headers=OPERATOR
    )
    newsroom.key = added.json()["key"]

    answers = [await newsroom.post(a_story(version=str(number))) for number in range(1, 4)]
    kill = await newsroom.post(a_story(version="9", pubstatus="canceled"))

    assert [answer.status_code for answer in answers] == [202, 200, 429]
    assert answers[0].headers["ratelimit-policy"] == '"intake";q=2;w=60'
    assert answers[0].headers["ratelimit"].startswith('"intake";r=1;')
    assert int(answers[2].headers["retry-after"]) > 0
    assert kill.status_code == 202
