"""The policy in a running newsroom: tried, put in force everywhere, taken back, and judged."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest

from services.moderation.histories.storage import HistoryStore
from services.moderation.judge import Known, judge_revision
from services.moderation.settings import ModerationSettings
from shared import clock
from shared.database import Database, to_ms
from tests.eventually import eventually
from tests.integration.moderation.moderation_room import (
    LOUD,
    Newsroom,
    enriched,
    running,
)
from tests.unit.moderation.stories import BODY, the_default_policy

pytestmark = pytest.mark.every_server

OPERATOR = {"Authorization": "Bearer operator-secret"}
QUIET = 'version = "quiet"\n[rules.shouting]\nhold_at = "never"'
STRICT = 'version = "strict"\n[rules.shouting]\nhold_at = 0.1'


def story_id(letter: str) -> str:
    return letter * 20


async def test_a_policy_put_in_force_judges_in_every_process_and_can_be_taken_back(
    settings: ModerationSettings, room: Newsroom
) -> None:
    async with running(settings) as other:
        before = (await room.desk.get("/v1/policy", headers=OPERATOR)).json()

        answer = await room.desk.post(
            "/v1/policy/activate", content=QUIET, headers=OPERATOR, params={"note": "trial"}
        )

        async def there() -> bool:
            seen = (await other.get("/v1/policy", headers=OPERATOR)).json()
            return str(seen["policy_version"]).startswith("quiet+")

        assert answer.status_code == 200
        await asyncio.wait_for(eventually(there, what="the policy elsewhere"), timeout=10)
        await room.send(enriched(headline=LOUD))
        assert (await room.case(state="approved"))["policy_version"].startswith("quiet+")

        back = await other.post("/v1/policy/back", headers=OPERATOR)

        assert back.json()["policy_version"] == before["policy_version"]
        shown = (await room.desk.get("/v1/policy", headers=OPERATOR)).json()
        assert shown["policy_version"] == before["policy_version"]
        first = shown["activations"][-1]
        assert (first["by"], first["note"]) == ("operator", "trial")
        assert first["before"] == before["policy_version"]


async def test_a_chief_changes_the_policy_and_the_audit_says_who_why_and_from_what(
    settings: ModerationSettings, room: Newsroom
) -> None:
    tokens = {role: await room.token(role, role) for role in ("reader", "moderator", "chief")}
    reason = {"note": "court's ruling"}
    refused = [
        await room.desk.post(
            "/v1/policy/activate", content=QUIET, headers=tokens[role], params=reason
        )
        for role in ("reader", "moderator")
    ]
    async with running(settings) as other:
        answer = await room.desk.post(
            "/v1/policy/activate", content=QUIET, headers=tokens["chief"], params=reason
        )

        async def there() -> bool:
            seen = (await other.get("/v1/policy", headers=tokens["chief"])).json()
            return str(seen["policy_version"]).startswith("quiet+")

        await asyncio.wait_for(eventually(there, what="the policy elsewhere"), timeout=10)

    audit = (await room.desk.get("/v1/audit", headers=OPERATOR)).text
    kept = [entry async for entry in room.database["audit"].find({"what": "policy activated"})]

    assert [each.status_code for each in refused] == [403, 403]
    assert answer.json()["by"] == "chief"
    assert [(entry["by"], entry["note"]) for entry in kept] == [("chief", "court's ruling")]
    assert kept[0]["about"] == (
        f"policy {answer.json()['before']} -> {answer.json()['policy_version']}"
    )
    assert "policy activated" in audit


async def test_it_outlives_a_restart(settings: ModerationSettings) -> None:
    async with running(settings) as desk:
        await desk.post("/v1/policy/activate", content=STRICT, headers=OPERATOR)

    async with running(settings) as desk:
        shown = (await desk.get("/v1/policy", headers=OPERATOR)).json()

    assert shown["policy_version"].startswith("strict+")


async def test_nobody_else_may_change_it_nor_put_a_mistake_in_force(room: Newsroom) -> None:
    stranger = await room.desk.post(
        "/v1/policy/activate", content=QUIET, headers={"Authorization": "Bearer guess"}
    )
    wrong = await room.desk.post(
        "/v1/policy/activate", content='version = "1"\n[rules.shoutin]', headers=OPERATOR
    )
    nothing = await room.desk.post("/v1/policy/back", headers=OPERATOR)

    assert (stranger.status_code, wrong.status_code, nothing.status_code) == (401, 422, 409)
    assert "did you mean 'shouting'" in wrong.json()["errors"][0]["fix"]


async def test_a_trial_goes_through_all_stories_a_page_at_a_time(room: Newsroom) -> None:
    ids = [story_id(letter) for letter in "abcde"]
    await room.send(*(enriched(headline=LOUD, article_id=each) for each in ids))
    for each in ids:
        await room.case(f"{each}:1", state="held")
    found: list[str] = []
    after: str | None = None

    while True:
        params = {"limit": "2", **({"after": after} if after else {})}
        page = (
            await room.desk.post(
                "/v1/policy/shadow", content=QUIET, headers=OPERATOR, params=params
            )
        ).json()
        found += [one["article_id"] for one in page["differences"]]
        assert page["judged"] <= 2
        after = page["next"]
        if after is None:
            break

    assert sorted(found) == ids


async def test_the_report_counts_how_often_people_agreed(room: Newsroom) -> None:
    for letter in "abc":
        await room.send(enriched(headline=LOUD, article_id=story_id(letter)))
        await room.case(f"{story_id(letter)}:1", state="held")
    await room.act("approve", f"{story_id('a')}:1")
    await room.act("reject", f"{story_id('b')}:1", note="No.")
    await room.act("reject", f"{story_id('c')}:1", note="No.")

    answer = (await room.desk.get("/v1/policy/report", headers=OPERATOR)).json()

    (row,) = answer["rules"]
    assert (row["rule"], row["agreed"], row["overruled"]) == ("shouting", 2, 1)
    assert row["weeks"][0]["agreed"] == 2


async def test_a_source_that_sends_ten_times_its_habit_is_held(
    room: Newsroom, database: Database
) -> None:
    now = clock.now()
    hour = to_ms(now) // 3_600_000 * 3_600_000
    await database["source_hours"].insert_many(
        [
            {
                "_id": f"harbour-wire {hour - back * 3_600_000:015d}",
                "source": "harbour-wire",
                "at": hour - back * 3_600_000,
                "count": 3 if back else 90,
            }
            for back in range(30)
        ]
    )

    await room.send(enriched())

    case = await room.case(state="held")
    assert [reason["rule"] for reason in case["reasons"]] == ["source_burst"]


async def test_a_link_to_where_a_source_has_never_led_is_noted(database: Database) -> None:
    store, now = HistoryStore(database), clock.now()
    usual = enriched(body=f"{BODY} Times: https://times.ferries.co.uk/monday.")
    policy = the_default_policy()
    await store.count([judge_revision(usual, Known(), now - timedelta(days=2), policy=policy)])
    await store.count([])  # a repeat of nothing

    history = (await store.of(["harbour-wire"], now))["harbour-wire"]

    def noted(link: str) -> list[str]:
        event = enriched(article_id=story_id("b"), body=f"{BODY} {link}")
        case = judge_revision(event, Known(history=history), now, policy=policy)
        assert case.verdict is not None
        return [
            each.explanation
            for each in case.verdict.reasons
            if "never linked" in each.explanation
        ]

    assert noted("See www.ferries.co.uk/prices.") == []
    (why,) = noted("See https://cheap-watches.example/.")
    assert "cheap-watches.example" in why
    rows = await database["source_domains"].find({}).to_list(None)
    assert "ferries" not in str(rows)  # a domain may be what a recall is about
    await store.forget(now + timedelta(days=365))
    assert await database["source_domains"].find_one({}) is None


async def test_a_new_source_has_no_habit_yet_and_old_hours_are_forgotten(
    room: Newsroom, database: Database
) -> None:
    await room.send(*(enriched(article_id=story_id(letter)) for letter in "abcdefghijkl"))
    await room.case(f"{story_id('l')}:1", state="approved")
    store = HistoryStore(database)
    await store.count_killed(["harbour-wire"] * 12, clock.now())

    async def counted() -> bool:
        row = await database["source_hours"].find_one({"count": 12})
        return row is not None

    # They are counted after the cases are there to be seen.
    await eventually(counted, what="all twelve are counted")
    history = (await store.of(["harbour-wire"], clock.now()))["harbour-wire"]
    await store.forget(clock.now() + timedelta(days=20))

    assert (history.received_per_hour, history.killed) == ({}, 0)
    assert await database["source_hours"].find_one({}) is None
