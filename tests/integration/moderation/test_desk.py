"""The desk's API: what people arrange and decide, many at once, and what is told of it."""

from __future__ import annotations

import json
from typing import Any

import pytest
from redis.asyncio import Redis

from services.moderation.desk.audit.storage import AuditStore
from services.moderation.desk.queue.mending import Mending
from services.moderation.desk.queue.storage import QueueStore
from services.moderation.settings import ModerationSettings
from services.moderation.storage import CaseStore
from shared.chronicle import Chronicle
from shared.database import Database
from shared.events import ArticleCanceled, ArticleRecalled, ArticleWithheld
from shared.lifecycle import State
from shared.payloads import Stopped
from shared.streams import Streams
from shared.timeline import state_of
from tests.eventually import eventually
from tests.factories import MONDAY
from tests.integration.moderation.moderation_room import (
    ID,
    LOUD,
    OPERATOR,
    Newsroom,
    enriched,
    running,
)


async def as_(room: Newsroom, who: dict[str, str], what: str, **body: Any) -> Any:
    return await room.desk.post(f"/v1/cases/{ID}:1/{what}", json=body, headers=who)


async def test_a_claim_can_be_taken_over_and_runs_out(room: Newsroom) -> None:
    await room.send(enriched(headline=LOUD))
    await room.case(state="held")

    ida, bo = await room.token("ida", "moderator"), await room.token("bo", "moderator")
    mine = await as_(room, ida, "claim")
    theirs = await as_(room, bo, "claim")
    decided = await as_(room, bo, "approve")
    taken = await as_(room, bo, "claim", take_over=True, minutes=0.0001)
    again = await eventually(lambda: _claimed(room), what="the claim ran out")

    assert mine.json()["lock"]["by"] == "ida"
    assert theirs.status_code == 409
    assert theirs.json()["claimed_by"] == "ida"
    assert (decided.status_code, decided.json()["claimed_by"]) == (409, "ida")
    assert taken.json()["lock"]["by"] == "bo"
    assert again


async def _claimed(room: Newsroom) -> bool:
    return (await room.act("claim")).status_code == 200


async def test_many_are_decided_at_once_and_answered_one_by_one(room: Newsroom) -> None:
    await room.send(
        enriched(headline=LOUD),
        enriched(headline=LOUD, article_id="b" * 20),
        enriched(article_id="c" * 20),
    )
    keys = [f"{letter * 20}:1" for letter in "abcd"]
    await room.case(keys[0], state="held")
    await room.case(keys[1], state="held")
    await room.case(keys[2], state="approved")

    bulk = {"cases": keys, "act": "reject", "note": "Not ours"}
    answer = await room.desk.post("/v1/desk/bulk", json=bulk)
    noteless = await room.desk.post("/v1/desk/bulk", json={**bulk, "note": ""})

    statuses = [result["status"] for result in answer.json()["results"]]
    assert statuses == [200, 200, 409, 404]
    assert answer.json()["results"][2]["title"]
    assert {result["status"] for result in noteless.json()["results"]} == {422}


async def test_what_was_decided_about_many_is_taken_back_for_many(room: Newsroom) -> None:
    await room.send(*(enriched(headline=LOUD, article_id=letter * 20) for letter in "bcd"))
    keys = [f"{letter * 20}:1" for letter in "bcd"]
    for key in keys:
        await room.case(key, state="held")
    await room.act("reject", keys[2], note="It has left")

    many = {"cases": keys[:2], "act": "approve", "undo_s": 60}
    decided = await room.desk.post("/v1/desk/bulk", json=many)
    undone = await room.desk.post("/v1/desk/bulk", json={"cases": keys, "act": "undo"})

    assert [each["state"] for each in decided.json()["results"]] == ["approved"] * 2
    assert [each["status"] for each in undone.json()["results"]] == [200, 200, 409]
    assert [(await room.case(key))["state"] for key in keys] == ["held", "held", "rejected"]
    assert await room.approved() == []


async def test_what_people_did_is_on_the_record_in_order_and_counted(room: Newsroom) -> None:
    await room.send(enriched(headline=LOUD))
    await room.case(state="held")
    bo, ida = await room.token("Bo", "moderator"), await room.token("Ida", "moderator")
    await room.person("Marit Aas")
    await as_(room, bo, "comment", note="Ask the ministry, @Marit Aas")
    await as_(room, bo, "escalate", owner="duty editor")
    await as_(room, ida, "approve", note="They confirmed it")

    audit = await room.desk.get("/v1/desk/decisions", params={"since": "2020-01-01T00:00:00Z"})

    lines = [json.loads(line) for line in audit.text.splitlines()]
    about = [(line["by"], line["what"], line.get("note")) for line in lines]
    assert about[-3:] == [
        ("Bo", "comment", "Ask the ministry, @Marit Aas"),
        ("Bo", "escalate", "duty editor"),
        ("Ida", "approve", "They confirmed it"),
    ]
    assert (lines[-1]["before"], lines[-1]["after"]) == ("held", "approved")
    counts = (await room.desk.get("/v1/desk/counts")).json()
    assert counts["counts"]["approved"] == 1
    assert counts["held_since"] is None
    asked = await room.desk.get("/v1/cases", params={"mentions": "Marit Aas"})
    assert len(asked.json()["cases"]) == 1


async def test_every_revision_of_a_story_is_at_hand(room: Newsroom) -> None:
    await room.send(enriched(headline=LOUD), enriched(headline=LOUD, revision=2))
    await room.case(f"{ID}:2", state="held")
    await room.case(state="superseded")

    cases = (await room.desk.get(f"/v1/articles/{ID}/cases")).json()["cases"]

    assert [(case["revision"], case["state"]) for case in cases] == [
        (2, "held"),
        (1, "superseded"),
    ]


async def test_the_loser_of_a_race_learns_who_was_quicker(room: Newsroom) -> None:
    await room.send(enriched(headline=LOUD))
    await room.case(state="held")
    ida, bo = await room.token("ida", "moderator"), await room.token("bo", "moderator")

    won = await as_(room, ida, "approve")
    lost = await as_(room, bo, "reject", note="No")

    assert won.status_code == 200
    assert lost.status_code == 409
    assert (lost.json()["decided_by"], lost.json()["state"]) == ("ida", "approved")
    assert lost.json()["at"][:23] == won.json()["decisions"][0]["at"][:23]


async def test_nobody_overrules_a_colleague_whose_decision_they_have_not_seen(
    room: Newsroom,
) -> None:
    await room.send(enriched(headline=LOUD))
    await room.case(state="held")
    ida, bo = await room.token("ida", "moderator"), await room.token("bo", "moderator")
    await as_(room, bo, "reject", note="One source only")
    many = {"cases": [f"{ID}:1"], "act": "approve", "state": "held"}

    unseen = await as_(room, ida, "approve", state="held")
    bulk = await room.desk.post("/v1/desk/bulk", json=many, headers=ida)
    seen = await as_(room, ida, "approve", state="rejected")

    assert unseen.status_code == 409
    assert (unseen.json()["decided_by"], unseen.json()["state"]) == ("bo", "rejected")
    (result,) = bulk.json()["results"]
    assert (result["status"], result["decided_by"]) == (409, "bo")
    assert (seen.status_code, seen.json()["state"]) == (200, "approved")


async def test_an_act_kept_back_is_taken_back_when_a_newer_revision_comes(
    room: Newsroom,
) -> None:
    await room.send(enriched(headline=LOUD))
    await room.case(state="held")
    await room.act("approve", undo_s=60)

    await room.send(enriched(headline=LOUD, revision=2))
    await room.case(f"{ID}:2", state="held")
    older = await room.case(state="superseded")
    again = await room.act("approve")

    assert [decision["act"] for decision in older["decisions"]] == ["approve", "overtaken"]
    assert again.status_code == 409
    assert again.json()["newer"] == 2
    assert await room.approved() == []
    assert state_of(await Chronicle(room.database).of(ID)) is State.HELD


async def test_a_story_is_sent_back_and_its_wire_reads_why(room: Newsroom) -> None:
    await room.send(enriched(headline=LOUD))
    await room.case(state="held")

    answer = await room.act("send-back", note="Who says so?")

    assert answer.json()["state"] == "rejected"
    (record,) = [r for r in await Chronicle(room.database).of(ID) if r.stage == "desk"]
    assert (record.state, record.reasons[0].rule) == (State.REJECTED, "sent_back")
    assert record.reasons[0].explanation == "Who says so?"


async def test_an_edit_goes_out_under_its_number(room: Newsroom) -> None:
    await room.send(enriched(headline=LOUD))
    await room.case(state="held")

    edited = await room.act("edit", headline="Minister leaves\u202e office", section=" ")
    unseen = await room.act("approve", edit=0)
    seen = await room.act("approve", edit=1)

    assert edited.json()["overlay"]["headline"] == "Minister leaves office"
    assert edited.json()["overlay"]["section"] is None
    assert unseen.status_code == 409
    assert seen.status_code == 200
    (event,) = await eventually(room.approved, what="approved")
    assert event.data.edit == 1
    assert event.data.overlay is not None
    assert event.data.overlay.headline == "Minister leaves office"


async def test_the_next_revision_waits_for_a_person_where_one_had_edited(
    room: Newsroom,
) -> None:
    await room.send(enriched(headline=LOUD))
    await room.case(state="held")
    await room.act("edit", headline="Minister leaves office")
    await room.act("approve")

    await room.send(enriched(revision=2))  # nothing in it that any rule objects to

    case = await room.case(f"{ID}:2", state="held")
    assert [reason["rule"] for reason in case["reasons"]] == ["edited"]
    assert case["earlier_edit"]["revision"] == 1
    assert case["earlier_edit"]["overlay"]["headline"] == "Minister leaves office"


async def test_a_case_is_held_for_longer(room: Newsroom) -> None:
    await room.send(enriched(headline=LOUD))
    case = await room.case(state="held")

    later = await room.act("postpone", hours=48, note="They call back tomorrow")

    assert later.json()["deadline"] > case["deadline"]
    assert later.json()["state"] == "held"


async def test_a_recall_takes_what_people_wrote_and_the_chain_holds(room: Newsroom) -> None:
    await room.send(enriched(headline=LOUD))
    await room.case(state="held")
    await room.act("comment", note="The witness is called Smultron")
    await room.act("edit", headline="Smultron leaves office")
    await room.act("reject", note="Smultron asked us not to")

    await room.desk.post(f"/v1/articles/{ID}/recall", json={"note": "Court order"})
    await room.case(state="recalled")

    async def gone() -> bool:
        for name in await room.database.list_collection_names():
            async for row in room.database[name].find({}):
                if "Smultron" in str(row) and name != "timeline":
                    return False
        return True

    assert any(isinstance(event, ArticleRecalled) for event in await room.stopped())
    await eventually(gone, what="no word of it is left")
    checked = (await room.desk.get("/v1/audit/verify", headers=OPERATOR)).json()
    assert checked["ok"] is True
    assert checked["entries"] >= 4


async def test_a_break_in_the_audit_is_found_and_named(room: Newsroom) -> None:
    await room.send(enriched(headline=LOUD))
    await room.case(state="held")
    for note in ("one", "two", "three"):
        await room.act("comment", note=note)
    entries = room.database["audit"]
    key = {"_id": f"{2:016d}"}
    whole = await entries.find_one(key)
    assert whole is not None
    found = {}

    for name, change in (
        ("by", {"$set": {"by": "somebody"}}),
        ("note", {"$set": {"note": "other words"}}),
        ("gone", None),
    ):
        await entries.replace_one(key, whole, upsert=True)
        if change is None:
            await entries.delete_one(key)
        else:
            await entries.update_one(key, change)
        checked = (await room.desk.get("/v1/audit/verify", headers=OPERATOR)).json()
        found[name] = (checked["break"]["number"], checked["break"]["why"])

    assert found == {
        "by": (2, "it was changed after it was written"),
        "note": (2, "its note was changed after it was written"),
        "gone": (2, "entry 2 is missing"),
    }


async def test_an_end_that_was_cut_off_the_audit_is_found_by_who_knew_it(
    room: Newsroom,
) -> None:
    await room.send(enriched(headline=LOUD))
    await room.case(state="held")
    await room.act("comment", note="one")
    await room.act("comment", note="two")
    before = (await room.desk.get("/v1/audit/verify", headers=OPERATOR)).json()
    known = {"number": before["entries"], "hash": before["last_hash"]}
    await room.database["audit"].delete_one({"_id": f"{before['entries']:016d}"})

    blind = await room.desk.get("/v1/audit/verify", headers=OPERATOR)
    seen = await room.desk.get("/v1/audit/verify", params=known, headers=OPERATOR)

    assert blind.json()["ok"] is True
    assert seen.json()["ok"] is False
    assert "cut off" in seen.json()["break"]["why"]


async def test_what_a_crash_left_undrawn_is_drawn_again(
    settings: ModerationSettings, redis: Redis, database: Database
) -> None:
    async with running(settings) as desk:
        room = Newsroom(desk, Streams(redis), redis, database)
        await room.send(enriched(headline=LOUD))
        await room.case(state="held")
        await room.act("comment", note="one")
    # What a process leaves that dies after the case and before its row, count and entry.
    for name in ("queue", "queue_counts", "audit"):
        await database[name].delete_many({})

    async with running(settings) as desk:

        async def drawn() -> bool:
            counts = (await desk.get("/v1/cases/counts")).json()
            listed = (await desk.get("/v1/cases", params={"state": "held"})).json()
            audit = (await desk.get("/v1/audit/verify", headers=OPERATOR)).json()
            return (counts["held"], len(listed["cases"]), audit["entries"]) == (1, 1, 1)

        assert await eventually(drawn, what="drawn again")


@pytest.mark.parametrize("missing", ["a row", "the drawing", "nothing"])
async def test_who_starts_looks_at_every_case_only_where_something_is_missing(
    settings: ModerationSettings, redis: Redis, database: Database, missing: str
) -> None:
    async with running(settings) as desk:
        room = Newsroom(desk, Streams(redis), redis, database)
        await room.send(*(enriched(headline=LOUD, article_id=letter * 20) for letter in "bcd"))
        for letter in "bcd":
            await room.case(f"{letter * 20}:1", state="held")
    store = CaseStore(database, Chronicle(database), queue := QueueStore(database))
    mending = Mending(store, queue, AuditStore(database))
    await mending.run()
    since = await queue.mended_until()
    # Nobody who goes on from there looks at these: none of them was written since.
    await database["queue"].update_many({}, {"$set": {"section": "spoiled"}})
    if missing == "a row":
        await database["queue"].delete_one({"_id": f"{'b' * 20}:1"})
    if missing == "the drawing":
        await database["queue_counts"].update_one({"_id": "mended"}, {"$set": {"drawn": 0}})
    await database["cases"].update_many({}, {"$set": {"touched": 0}})

    await Mending(store, queue, AuditStore(database)).run()

    sections = [row["section"] async for row in database["queue"].find({})]
    assert since is not None
    assert len(sections) == 3
    spoiled = {"a row": 2, "the drawing": 0, "nothing": 3}[missing]
    assert sections.count("spoiled") == spoiled


async def test_queues_are_filtered_sorted_and_counted_on_the_server(room: Newsroom) -> None:
    for letter, more in (
        ("b", {"section": "sport"}),
        ("c", {"section": "sport", "source": "other-wire"}),
        ("d", {"section": "world"}),
    ):
        await room.send(enriched(headline=f"{LOUD} {letter}", article_id=letter * 20, **more))
    await room.case(f"{'d' * 20}:1", state="held")

    async def found(**wanted: Any) -> list[str]:
        page = (await room.desk.get("/v1/cases", params={"state": "held", **wanted})).json()
        assert page["matches"] == len(page["cases"])
        return [case["article_id"][0] for case in page["cases"]]

    await eventually(lambda: _three(room), what="three rows")
    assert await found(section="sport") == ["b", "c"]
    assert await found(section="sport", source="other-wire") == ["c"]
    assert await found(rule="shouting", sort="newest") == ["d", "c", "b"]
    assert await found(q="Minister SPORT") == ["b", "c"]
    assert await found(q="óffice world") == ["d"]
    assert await found(q="nowhere (") == []
    assert await found(language="de") == []
    assert await found(due_within_h=1) == []
    assert await found(due_within_h=1000, sort="deadline") == ["b", "c", "d"]


async def _three(room: Newsroom) -> bool:
    return bool((await room.desk.get("/v1/cases/counts")).json()["held"] == 3)


async def test_a_shared_queue_may_be_for_chiefs_to_decide_in(room: Newsroom) -> None:
    await room.send(enriched(headline=LOUD, section="court"))
    await room.case(state="held")
    ida, chief = await room.token("ida", "moderator"), await room.token("kim", "chief")
    queue = {"name": "Court", "filter": {"section": "court"}, "shared": True, "role": "chief"}

    forbidden = await room.desk.post("/v1/queues", json=queue, headers=ida)
    kept = await room.desk.post("/v1/queues", json=queue, headers=chief)
    refused = await as_(room, ida, "approve")
    allowed = await as_(room, chief, "approve")

    assert (forbidden.status_code, kept.status_code) == (403, 201)
    assert (refused.status_code, refused.json()["needs"]) == (403, "chief")
    assert allowed.status_code == 200
    queues = (await room.desk.get("/v1/queues", headers=ida)).json()["queues"]
    assert [each["name"] for each in queues] == ["Court"]


ACTS: dict[str, dict[str, Any]] = {
    "approve": {},
    "reject": {"note": "No"},
    "send-back": {"note": "No"},
    "edit": {"headline": "Another"},
    "embargo": {"until": "2099-01-01T00:00:00Z", "note": "Why"},
    "postpone": {"hours": 2},
    "claim": {},
    "release": {},
    "assign": {"owner": "ida"},
    "escalate": {"owner": "ida"},
    "undo": {},
}


@pytest.mark.parametrize(
    ("queue", "needs"),
    [
        ({"filter": {"section": "court"}, "role": "chief"}, "chief"),
        ({"filter": {"section": "court"}, "people": ["Bo Berg"]}, "chief"),
        ({"filter": {"state": "held", "rule": "shouting"}, "role": "chief"}, "chief"),
        ({"filter": {"q": "court"}, "people": ["Bo Berg", "Ada"]}, "chief"),
    ],
    ids=["a role", "named people", "what is held", "words"],
)
async def test_who_may_not_decide_in_a_queue_does_nothing_to_its_stories(
    room: Newsroom, queue: dict[str, Any], needs: str
) -> None:
    await room.send(enriched(headline=LOUD, section="court"))
    await room.case(state="held")
    ida, chief = await room.token("ida", "moderator"), await room.token("kim", "chief")
    named = await room.token("bo berg", "moderator")
    kept = await room.desk.post(
        "/v1/queues", json={"name": "Court", "shared": True, **queue}, headers=chief
    )

    refused = {act: await as_(room, ida, act, **said) for act, said in ACTS.items()}
    many = {"cases": [f"{ID}:1"], "act": "reject", "note": "No"}
    bulk = await room.desk.post("/v1/desk/bulk", json=many, headers=ida)
    said = await as_(room, ida, "comment", note="Look at the second paragraph")
    before = await room.case()
    by_chief = await as_(room, chief, "reject", note="No")
    again = await as_(room, ida, "approve")  # it has left the held ones, and not the queue
    by_name = await as_(room, named, "approve")

    assert kept.status_code == 201
    assert {act: answer.status_code for act, answer in refused.items()} == dict.fromkeys(
        ACTS, 403
    )
    assert {answer.json()["needs"] for answer in refused.values()} == {needs}
    assert [each["status"] for each in bulk.json()["results"]] == [403]
    assert (said.status_code, before["state"], before["decisions"]) == (200, "held", [])
    assert (by_chief.status_code, again.status_code) == (200, 403)
    assert by_name.status_code == (200 if "people" in queue else 403)


async def test_the_desk_tells_how_often_people_agree_with_a_rule(room: Newsroom) -> None:
    for letter in "bcd":
        await room.send(enriched(headline=LOUD, article_id=letter * 20))
        await room.case(f"{letter * 20}:1", state="held")
    await room.act("reject", f"{'b' * 20}:1", note="Loud")
    await room.act("approve", f"{'c' * 20}:1")
    await room.act("approve", f"{'d' * 20}:1", undo_s=60)
    await room.act("undo", f"{'d' * 20}:1")

    figures = (await room.desk.get("/v1/desk/statistics")).json()
    table = await room.desk.get("/v1/desk/statistics", params={"format": "csv"})

    (rule,) = figures["rules"]
    assert (rule["rule"], rule["held"], rule["agreed"], rule["hit_rate"]) == (
        *("shouting", 2, 1, 0.5),
    )
    assert figures["waits"]["decided"] == 2
    assert figures["people"] == [{"name": "desk", "acts": {"approve": 1, "reject": 1}}]
    assert "rule,shouting,hit_rate,0.5" in table.text


def a_doubt() -> ArticleWithheld:
    data = Stopped(article_id=ID, revision=1, source="wire", at=MONDAY, doubt=True)
    return ArticleWithheld.of(data, at=MONDAY)


async def test_a_chief_lets_pass_with_a_note_what_our_own_doubt_withholds(
    room: Newsroom,
) -> None:
    bo = await room.token("bo", "moderator")
    await room.streams.send_always([a_doubt()])
    await room.send(enriched(embargo_unclear="“Later” tells no time."))
    held = await room.case(state="held")

    by_moderator = await as_(room, bo, "approve", note="it is over")
    without_note = await room.act("approve")
    await room.streams.send_always([a_doubt()])  # as the reconciler may
    with_note = await room.act("approve", note="the wire says on the phone that it is over")

    assert held["release"] == "chief"
    assert held["reasons"][0]["rule"] == "embargo_unclear"
    assert (by_moderator.status_code, without_note.status_code) == (403, 422)
    assert by_moderator.json()["needs"] == "chief"
    assert with_note.status_code == 200
    (told,) = await eventually(room.approved, what="the release was told")
    assert (told.data.by, told.data.article.item.pub_status) == ("desk", "withheld")


async def test_a_kill_or_a_newer_revision_wins_over_the_release_of_a_doubt(
    room: Newsroom,
) -> None:
    await room.send(enriched(embargo_unclear="“Later” tells no time."))
    await room.case(state="held")
    await room.act("approve", note="it is over", undo_s=30)

    await room.send(enriched(revision=2, headline=LOUD))
    await room.case(f"{ID}:2", state="held")
    kill = Stopped(article_id=ID, revision=2, source="wire", at=MONDAY)
    await room.streams.send_always([ArticleCanceled.of(kill, at=MONDAY)])
    await room.case(f"{ID}:2", state="canceled")
    again = await room.act("approve", note="it is over")

    assert again.status_code == 409
    assert await room.approved() == []


async def test_what_the_policy_keeps_for_chiefs_no_moderator_lets_pass(room: Newsroom) -> None:
    bo = await room.token("bo", "moderator")
    await room.send(enriched(embargo_unclear="“Later” tells no time."))
    await room.case(state="held")
    body = {"cases": [f"{ID}:1"], "act": "approve", "note": "why"}

    in_bulk = await room.desk.post("/v1/desk/bulk", json=body, headers=bo)
    rejected = await as_(room, bo, "reject", note="why")
    afterwards = await as_(room, bo, "approve", note="why")

    assert [each["status"] for each in in_bulk.json()["results"]] == [403]
    assert (rejected.status_code, afterwards.status_code) == (200, 403)
    assert await room.approved() == []
