"""Acts of the desk over its API: embargoes, the front, what a send-back tells."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest

from services.publish.public_item.item import public_revision
from shared import clock
from shared.chronicle import Chronicle
from tests.eventually import eventually
from tests.integration.moderation.moderation_room import (
    ID,
    LOUD,
    Newsroom,
    enriched,
)


def later(hours: int) -> str:
    return (clock.now() + timedelta(hours=hours)).replace(microsecond=0).isoformat()


async def dues(room: Newsroom) -> list[datetime | None]:
    """Tell when publish would let out what each approval tells."""
    return [public_revision(e.data, "", "").due_at for e in await room.approved()]


async def test_an_embargo_is_set_moved_and_undone_before_and_after_the_approval(
    room: Newsroom,
) -> None:
    await room.send(enriched(headline=LOUD))
    await room.case(state="held")
    one, six = later(1), later(6)

    without = await room.act("embargo", until=one)
    past = await room.act("embargo", until=later(-1), note="Too late")
    set_ = await room.act("embargo", until=one, note="Agreed with the ministry")
    await room.act("approve", edit=1)
    moved = await room.act("embargo", until=six, note="They asked for more", undo_s=30)
    first = await dues(room)
    undone = await room.act("undo")
    lifted = await room.act("embargo", note="It is out elsewhere", undo_s=30)
    back = await room.act("undo")

    assert (without.status_code, past.status_code) == (422, 422)
    assert set_.json()["state"] == "held"
    assert [datetime.fromisoformat(each) for each in (one, six)] == first
    assert (moved.status_code, undone.status_code, lifted.status_code) == (200, 200, 200)
    assert back.json()["overlay"]["embargo"][:19] == one[:19]
    assert [each.isoformat() for each in await dues(room) if each] == [one, six, one]
    told = [
        reason.explanation
        for record in await Chronicle(room.database).of(ID)
        for reason in record.reasons
        if reason.rule == "embargo"
    ]
    assert any("Agreed with the ministry" in each for each in told)
    assert any("They asked for more" in each for each in told)
    audit = await room.desk.get("/v1/desk/decisions", params={"since": later(-1)})
    assert audit.text.count('"embargo"') >= 3


async def test_only_a_chief_puts_an_embargo_in_place_of_the_wires(room: Newsroom) -> None:
    await room.send(enriched(headline=LOUD))
    await room.case(state="held")
    said = {"until": later(1), "instead": True, "note": "The wire agrees"}

    answers = {
        role: (
            await room.desk.post(
                f"/v1/cases/{ID}:1/embargo", json=said, headers=await room.token(role, role)
            )
        ).status_code
        for role in ("reader", "moderator", "chief")
    }

    assert answers == {"reader": 403, "moderator": 403, "chief": 200}


@pytest.mark.parametrize("passed", [False, True], ids=["held", "let pass"])
async def test_a_colleagues_embargo_is_made_longer_by_everyone_and_ended_sooner_by_a_chief(
    room: Newsroom, *, passed: bool
) -> None:
    await room.send(enriched(headline=LOUD))
    await room.case(state="held")
    ida, bo = await room.token("ida", "moderator"), await room.token("bo", "moderator")
    kim = await room.token("kim", "chief")

    async def until(hours: int | None, who: dict[str, str]) -> Any:
        said = {"until": None if hours is None else later(hours), "note": "Why"}
        return await room.desk.post(f"/v1/cases/{ID}:1/embargo", json=said, headers=who)

    await until(3, ida)
    edited = await room.desk.post(
        f"/v1/cases/{ID}:1/edit", json={"headline": "Another"}, headers=bo
    )
    if passed:
        await room.act("approve")
        await eventually(room.approved, what="approved")
    refused = [await until(2, bo), await until(None, bo)]
    her_own, longer = await until(2, ida), await until(5, bo)
    undone = await room.desk.post(f"/v1/cases/{ID}:1/undo", json={}, headers=ida)
    theirs_now, by_chief = await until(1, ida), await until(None, kim)

    assert edited.status_code == 200
    assert [answer.status_code for answer in refused] == [403, 403]
    assert {(a.json()["needs"], "ida" in a.json()["detail"]) for a in refused} == {
        ("chief", True)
    }
    assert (her_own.status_code, longer.status_code) == (200, 200)
    assert (undone.status_code, theirs_now.status_code) == (403, 403)
    assert by_chief.status_code == 200
    acts = await room.desk.get("/v1/desk/decisions", params={"since": later(-1)})
    assert acts.text.count('"embargo"') >= 4


async def test_the_desks_embargo_holds_for_a_newer_revision_that_nobody_holds(
    room: Newsroom,
) -> None:
    until = later(3)
    await room.send(enriched(headline=LOUD))
    await room.case(state="held")
    await room.act("embargo", until=until, note="Agreed")

    await room.send(enriched(revision=2))
    newer = await room.case(f"{ID}:2", state="approved")
    await eventually(room.approved, what="approved")

    assert newer["embargoed_until"][:19] == until[:19]
    assert [each and each.isoformat() for each in await dues(room)] == [until]


async def test_what_is_killed_or_gone_takes_no_embargo(room: Newsroom) -> None:
    await room.send(enriched(headline=LOUD))
    await room.case(state="held")
    await room.act("reject", note="No")

    refused = await room.act("embargo", until=later(1), note="Why")
    nowhere: Any = await room.act("embargo", key=f"{ID}:9", until=later(1), note="Why")

    assert refused.status_code == 409
    assert nowhere.status_code == 404


async def test_a_front_is_arranged_by_who_saw_it_and_told_once(room: Newsroom) -> None:
    await room.send(enriched())
    await room.case(state="approved")
    ida = await room.token("ida", "moderator")
    pins = [{"article_id": ID, "until": later(2)}, {"article_id": "b" * 20}]

    empty = (await room.desk.get("/v1/desk/front")).json()
    first = await room.desk.post("/v1/desk/front", json={"pins": pins}, headers=ida)
    unseen = await room.desk.post("/v1/desk/front", json={"pins": []})
    second = await room.desk.post("/v1/desk/front", json={"pins": [], "number": 1})
    shown = (await room.desk.get("/v1/desk/front")).json()

    assert (empty["number"], empty["pins"], empty["places_known"]) == (0, [], False)
    assert [pin["place"] for pin in first.json()["pins"]] == [1, 2]
    assert first.json()["pins"][0]["headline"]
    assert (unseen.status_code, unseen.json()["decided_by"]) == (409, "ida")
    assert (second.status_code, shown["number"], shown["pins"]) == (200, 2, [])
    told = [each for each in await room.told("article.approved") if "front" in each.type]
    assert [(each.data.number, len(each.data.pins), each.data.by) for each in told] == [
        (1, 2, "ida"),
        (2, 0, "desk"),
    ]
    audit = await room.desk.get("/v1/desk/decisions", params={"since": later(-1)})
    assert audit.text.count('"what":"front"') == 2


async def test_an_arrangement_that_redis_lost_is_told_again(room: Newsroom) -> None:
    await room.desk.post("/v1/desk/front", json={"section": "world", "pins": []})
    await room.redis.xtrim("article.approved", maxlen=0, approximate=False)

    async def again() -> bool:
        return any("front" in each.type for each in await room.told("article.approved"))

    await eventually(again, what="told again")


@pytest.mark.parametrize(
    ("pins", "pointer"),
    [
        ([{"article_id": ID}, {"article_id": ID}], "/pins/1/article_id"),
        (
            [{"article_id": ID, "place": 1}, {"article_id": "b" * 20, "place": 1}],
            "/pins/1/place",
        ),
        ([{"article_id": ID, "until": "2020-01-01T00:00:00Z"}], "/pins/0/until"),
    ],
    ids=["twice", "one place", "over"],
)
async def test_what_no_front_can_be_is_refused_with_its_place(
    room: Newsroom, pins: list[dict[str, Any]], pointer: str
) -> None:
    answer = await room.desk.post("/v1/desk/front", json={"pins": pins})

    assert answer.status_code == 422
    assert [error["pointer"] for error in answer.json()["errors"]] == [pointer]
