"""Moderation on real servers: verdicts, kills, people, and what a crash leaves between."""

from __future__ import annotations

from typing import Any

import pytest
from redis.asyncio import Redis

from services.moderation.settings import ModerationSettings
from shared.chronicle import Chronicle
from shared.database import Database
from shared.events import (
    ArticleApproved,
    ArticleCanceled,
    ArticleRecalled,
    ArticleWithheld,
    Event,
)
from shared.lifecycle import State
from shared.payloads import Stopped
from shared.streams import Streams
from shared.timeline import state_of
from tests.eventually import eventually
from tests.factories import MONDAY
from tests.integration.moderation.moderation_room import (
    ID,
    LOUD,
    Newsroom,
    enriched,
    running,
)

pytestmark = pytest.mark.every_server


def stop(kind: type[Event], revision: int = 1, article_id: str = ID) -> Event:
    data = Stopped(
        article_id=article_id, revision=revision, source="w", reason="wrong", at=MONDAY
    )
    return kind.of(data, at=MONDAY)  # type: ignore[attr-defined,no-any-return]


async def test_ordinary_copy_is_approved_and_told_once(room: Newsroom) -> None:
    await room.send(enriched(), enriched())

    case = await room.case(state="approved")

    async def drained() -> bool:
        waiting = await room.streams.waiting("article.enriched", "moderation")
        return waiting is not None and waiting.lag == 0 and waiting.pending == 0

    await eventually(drained, what="drained")
    events = await room.approved()
    assert {event.id for event in events} == {f"{ID}:1:copydesk.article.approved.v1"}
    assert events[0].data.decision == 1
    assert events[0].data.by == "policy"
    assert case["policy_version"].startswith("1+")
    assert events[0].data.verdict.policy_version == case["policy_version"]


async def test_what_is_held_says_why_where_and_until_when(room: Newsroom) -> None:
    await room.send(enriched(headline=LOUD))

    case = await room.case(state="held")

    assert [reason["rule"] for reason in case["reasons"]] == ["shouting"]
    assert case["reasons"][0]["spans"] == [{"start": 0, "end": len(LOUD), "of": "headline"}]
    assert case["owner"] == "desk"
    assert case["deadline"] > case["judged_at"]
    assert case["article"]["item"]["headlines"][0]["value"] == LOUD
    assert case["enrichment"]["headline"] == LOUD
    assert await room.approved() == []


async def test_the_timeline_tells_the_rules_and_the_person(room: Newsroom) -> None:
    await room.send(enriched(headline=LOUD))
    await room.case(state="held")

    answer = await room.act(
        "approve", note="Fine by me", by="ida"
    )  # whom a program names does not count

    assert answer.status_code == 200
    records = await Chronicle(room.database).of(ID)
    by_stage = {record.stage: record for record in records}
    assert by_stage["moderation"].outcome == "held"
    assert by_stage["moderation"].versions["shouting"] == "3"
    assert by_stage["moderation"].reasons[0].spans[0]["of"] == "headline"
    assert by_stage["moderation"].details["verdict"] == "held"
    assert by_stage["desk"].by == "desk"
    assert by_stage["desk"].reasons[0].explanation == "Fine by me"
    assert state_of(records) is State.APPROVED


async def test_an_approval_goes_out_once_however_often_it_is_given(room: Newsroom) -> None:
    await room.send(enriched(headline=LOUD))
    await room.case(state="held")

    answers = [await room.act("approve", note="ok") for _ in range(3)]

    assert [answer.status_code for answer in answers] == [200, 200, 200]
    events = await eventually(room.approved, what="approved")
    assert [(event.data.decision, event.data.by) for event in events] == [(1, "desk")]
    assert len((await room.case())["decisions"]) == 1


async def test_a_rejected_story_may_be_let_pass_later(room: Newsroom) -> None:
    await room.send(enriched(headline=LOUD))
    await room.case(state="held")

    rejected = await room.act("reject", note="Not like this")
    approved = await room.act("approve")

    assert rejected.json()["state"] == "rejected"
    assert approved.json()["state"] == "approved"
    assert await eventually(room.approved, what="approved")


async def test_a_rejection_needs_a_note(room: Newsroom) -> None:
    await room.send(enriched(headline=LOUD))
    await room.case(state="held")

    answer = await room.act("reject")

    assert answer.status_code == 422
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["errors"][0]["pointer"] == "/note"


async def test_what_is_approved_cannot_be_rejected(room: Newsroom) -> None:
    await room.send(enriched())
    await room.case(state="approved")

    answer = await room.act("reject", note="No")

    assert answer.status_code == 409
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["state"] == "approved"


async def test_a_newer_revision_takes_the_older_ones_place_at_the_desk(room: Newsroom) -> None:
    await room.send(enriched(headline=LOUD))
    await room.case(state="held")
    await room.send(enriched(headline=LOUD, revision=2))
    await room.case(f"{ID}:2", state="held")

    await room.case(state="superseded")
    answer = await room.act("approve")

    assert answer.status_code == 409
    assert "newer revision" in answer.json()["title"]
    assert (await room.act("approve", f"{ID}:2")).status_code == 200


async def test_an_older_revision_that_comes_late_is_superseded(room: Newsroom) -> None:
    await room.send(enriched(headline=LOUD, revision=3))
    await room.case(f"{ID}:3", state="held")

    await room.send(enriched(revision=2))

    await room.case(f"{ID}:2", state="superseded")
    assert await room.approved() == []


async def test_a_kill_closes_what_is_held_and_what_comes_later(room: Newsroom) -> None:
    await room.send(enriched(headline=LOUD))
    await room.case(state="held")

    await room.send(stop(ArticleCanceled))
    await room.case(state="canceled")
    await room.send(enriched(revision=2))

    await room.case(f"{ID}:2", state="canceled")
    assert (await room.act("approve")).status_code == 409
    assert await room.approved() == []


async def test_a_hold_ends_with_the_next_usable_revision(room: Newsroom) -> None:
    await room.send(enriched(headline=LOUD))
    await room.case(state="held")

    await room.send(stop(ArticleWithheld, revision=1))
    await room.case(state="withheld")
    await room.send(enriched(revision=2))

    await room.case(f"{ID}:2", state="approved")


async def test_a_recall_takes_the_text_and_leaves_its_hash(room: Newsroom) -> None:
    await room.send(enriched())
    await room.case(state="approved")

    await room.send(stop(ArticleRecalled))

    case = await room.case(state="recalled")
    assert case["article"] is None
    assert case["enrichment"] is None
    assert len(case["hash"]) == 64
    assert "ferries" not in str(await room.database["cases"].find_one({}))


async def test_a_person_kills_a_story_everywhere(room: Newsroom) -> None:
    await room.send(enriched())
    await room.case(state="approved")

    without = await room.desk.post(f"/v1/articles/{ID}/kill", json={})
    answer = await room.desk.post(f"/v1/articles/{ID}/kill", json={"note": "Untrue"})
    again = await room.desk.post(f"/v1/articles/{ID}/kill", json={"note": "Untrue!"})

    assert without.status_code == 422
    assert answer.status_code == again.status_code == 202
    await room.case(state="canceled")
    (event,) = await room.stopped()
    assert isinstance(event, ArticleCanceled)
    assert (event.data.by, event.data.reason) == ("desk", "Untrue")
    assert state_of(await Chronicle(room.database).of(ID)) is State.CANCELED


async def test_a_kill_of_a_story_we_have_not_seen_is_taken(room: Newsroom) -> None:
    answer = await room.desk.post(f"/v1/articles/{ID}/recall", json={"note": "Court order"})

    assert answer.status_code == 202
    assert answer.json()["known"] is False
    (event,) = await eventually(room.stopped, what="told")
    assert isinstance(event, ArticleRecalled)


async def test_cases_are_listed_by_state_and_source_a_page_at_a_time(room: Newsroom) -> None:
    held = [enriched(headline=LOUD, article_id=letter * 20) for letter in "bcdef"]
    other = enriched(headline=LOUD, article_id="g" * 20, source="other-wire")
    await room.send(*held, other, enriched())

    async def listed() -> bool:
        page = await room.desk.get("/v1/cases", params={"state": "held"})
        return len(page.json()["cases"]) == 6

    await eventually(listed, what="six held")
    wanted: dict[str, Any] = {"state": "held", "source": "harbour-wire", "limit": 2}
    seen, after = [], None
    for _ in range(3):
        params = wanted | ({"after": after} if after else {})
        page = (await room.desk.get("/v1/cases", params=params)).json()
        seen += [case["article_id"][0] for case in page["cases"]]
        after = page["next"]

    assert seen == list("bcdef")
    assert after is None


async def test_the_desk_opens_only_with_its_token(
    room: Newsroom, settings: ModerationSettings
) -> None:
    none = await room.desk.get("/v1/cases", headers={"Authorization": ""})
    odd = {b"Authorization": b"Bearer n\xc3\xb6"}
    wrong = await room.desk.get("/v1/cases", headers=odd)
    closed_settings = ModerationSettings.model_validate(
        {**settings.model_dump(), "desk_token": None}
    )
    async with running(closed_settings) as desk:
        closed = await desk.get("/v1/cases")

    assert (none.status_code, wrong.status_code) == (401, 401)
    assert none.headers["www-authenticate"] == "Bearer"
    assert closed.status_code == 503
    assert "COPYDESK_DESK_TOKEN" in closed.json()["detail"]


async def test_a_decision_kept_back_can_be_undone_unseen(room: Newsroom) -> None:
    await room.send(enriched(headline=LOUD))
    await room.case(state="held")

    approved = await room.act("approve", undo_s=60)
    undone = await room.act("undo", by="ida")

    assert approved.json()["state"] == "approved"
    assert undone.json()["state"] == "held"
    assert await room.approved() == []
    assert (await room.act("undo")).status_code == 409
    assert state_of(await Chronicle(room.database).of(ID)) is State.HELD


async def test_an_approval_that_redis_lost_is_sent_again(room: Newsroom) -> None:
    await room.send(enriched())
    await room.case(state="approved")
    await eventually(room.approved, what="approved")

    await room.redis.delete(ArticleApproved.stream)

    events = await eventually(room.approved, what="approved again")
    assert events[0].id == f"{ID}:1:copydesk.article.approved.v1"


async def test_a_decision_that_a_crash_left_unsent_leaves_later(
    settings: ModerationSettings, redis: Redis, database: Database
) -> None:
    async with running(settings) as desk:
        room = Newsroom(desk, Streams(redis), redis, database)
        await room.send(enriched(headline=LOUD))
        await room.case(state="held")
        await room.act("approve", undo_s=60)
    # What a process leaves that dies between storing a decision and sending it.
    await database["cases"].update_one({"_id": f"{ID}:1"}, {"$set": {"leaves_at": 0}})

    async with running(settings) as desk:
        events = await eventually(room.approved, what="approved")

    assert [event.data.by for event in events] == ["desk"]


async def test_a_changed_policy_is_tried_on_what_was_judged(room: Newsroom) -> None:
    await room.send(enriched(headline=LOUD), enriched(article_id="b" * 20))
    await room.case(state="held")
    await room.case(f"{'b' * 20}:1", state="approved")
    operator = {"Authorization": "Bearer operator-secret"}
    policy = 'version = "2"\n[rules.shouting]\nhold_at = "never"'

    tried = await room.desk.post("/v1/policy/shadow", content=policy, headers=operator)
    broken = await room.desk.post("/v1/policy/shadow", content="version = 2", headers=operator)
    stranger = {"Authorization": "Bearer stranger"}
    not_allowed = await room.desk.post("/v1/policy/shadow", content=policy, headers=stranger)

    (difference,) = tried.json()["differences"]
    assert tried.json()["judged"] == 2
    assert (difference["article_id"], difference["after"]) == (ID, "approved")
    assert difference["before"] == "held"
    assert broken.status_code == 422
    assert broken.json()["errors"][0]["pointer"] == "line 1, version"
    assert not_allowed.status_code == 401


async def test_revisions_and_kills_that_race_through_two_processes_settle(
    settings: ModerationSettings, redis: Redis, database: Database
) -> None:
    ids = [letter * 20 for letter in "abcdefghijklmnopqrst"]
    first = [enriched(headline=LOUD, article_id=one, revision=1) for one in ids]
    second = [enriched(headline=LOUD, article_id=one, revision=2) for one in ids]
    kills = [stop(ArticleCanceled, revision=2, article_id=one) for one in ids[::2]]

    async with running(settings) as desk, running(settings):
        room = Newsroom(desk, Streams(redis), redis, database)
        for events in zip(first, second, strict=True):
            await room.send(*events)
        await room.send(*kills)

        async def settled() -> bool:
            states = {
                row["_id"]: row["state"]
                async for row in database["cases"].find({}, {"state": 1})
            }
            wanted = {f"{one}:2": "canceled" if one in ids[::2] else "held" for one in ids} | {
                f"{one}:1": "canceled" if one in ids[::2] else "superseded" for one in ids
            }
            return states == wanted

        await eventually(settled, what="settled")

    assert await room.approved() == []
