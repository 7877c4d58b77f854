"""Leases on sources: one poller at a time, and none moves what it has lost."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta

import pytest

from services.ingest.pulling.due import Standing
from services.ingest.pulling.plan import make_plan
from services.ingest.pulling.storage import Lease, LeaseLostError, PullStore
from shared.database import Database
from shared.sealing import Seal, SealedError, new_key

pytestmark = pytest.mark.every_server

NOW = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
SOON = NOW + timedelta(seconds=61)
FEED = make_plan("https://wire.example/feed", secret="sesame")
OLD, NEW = new_key(), new_key()
SEAL = Seal(OLD)


@pytest.fixture
def pulls(database: Database) -> PullStore:
    return PullStore(database, SEAL)


async def lease_of(pulls: PullStore, holder: str, now: datetime) -> Lease | None:
    found = await pulls.lease_due(holder, now=now, lease_s=60, most=10)
    return found[0] if found else None


async def test_of_many_pollers_one_gets_the_lease(pulls: PullStore) -> None:
    await pulls.set_plan("wire", FEED, now=NOW)

    leases = await asyncio.gather(*(lease_of(pulls, f"p{n}", NOW) for n in range(20)))

    assert len([lease for lease in leases if lease]) == 1


async def test_a_source_that_is_not_due_is_nobodys(pulls: PullStore) -> None:
    await pulls.set_plan("wire", FEED, now=SOON)

    assert await lease_of(pulls, "one", NOW) is None


async def test_a_stalled_poller_can_move_nothing_once_another_has_its_source(
    pulls: PullStore,
) -> None:
    await pulls.set_plan("wire", FEED, now=NOW)
    stalled = await lease_of(pulls, "stalled", NOW)
    assert stalled is not None
    await pulls.begin(stalled, "page 1", "receipt 1")
    other = await lease_of(pulls, "other", SOON)
    assert other is not None
    await pulls.move(other, {"next": "page 3"}, ["seen"])

    for late in (
        pulls.renew(stalled, now=SOON, lease_s=60),
        pulls.begin(stalled, "page 2", "receipt 2"),
        pulls.move(stalled, {"next": "page 2"}, []),
        pulls.finish(stalled, Standing(), NOW),
    ):
        with pytest.raises(LeaseLostError):
            await late

    now = await pulls.find("wire")
    assert now is not None
    assert (now.cursor, now.seen) == ({"next": "page 3"}, ("seen",))
    assert (other.attempt, other.receipt) == ("page 1", "receipt 1")


async def test_a_renewed_lease_stays_and_a_finished_one_is_free_when_due(
    pulls: PullStore,
) -> None:
    await pulls.set_plan("wire", FEED, now=NOW)
    lease = await lease_of(pulls, "one", NOW)
    assert lease is not None

    await pulls.renew(lease, now=NOW + timedelta(seconds=50), lease_s=60)
    assert await lease_of(pulls, "two", SOON) is None
    standing = Standing(failures=3, last_polled_at=NOW, last_error="the server answers 500")
    await pulls.finish(lease, standing, SOON)

    again = await lease_of(pulls, "two", SOON)
    assert again is not None
    assert again.standing == standing
    assert again.plan == FEED


async def test_a_change_of_place_begins_anew_and_any_change_takes_the_lease_away(
    pulls: PullStore,
) -> None:
    await pulls.set_plan("wire", FEED, now=NOW)
    lease = await lease_of(pulls, "one", NOW)
    assert lease is not None
    await pulls.move(lease, {"etag": '"1"', "a.dotted.$name": "1"}, [])

    await pulls.set_plan("wire", make_plan(FEED.url, every_s=60), now=NOW)
    kept = await pulls.find("wire")
    assert kept is not None
    assert kept.cursor == {"etag": '"1"', "a.dotted.$name": "1"}
    with pytest.raises(LeaseLostError):
        await pulls.move(lease, {"etag": '"2"'}, [])

    await pulls.set_plan("wire", make_plan("https://wire.example/other"), now=NOW)
    fresh = await pulls.find("wire")
    assert fresh is not None
    assert fresh.cursor == {}


async def test_a_secret_is_kept_sealed_and_sealed_anew_with_a_new_key(
    pulls: PullStore, database: Database
) -> None:
    await pulls.set_plan("wire", FEED, now=NOW)

    async def kept() -> str:
        found = await database["pulls"].find_one({"_id": "wire"})
        secret: str = (found or {})["plan"]["secret"]
        return secret

    assert "sesame" not in await kept()
    both = PullStore(database, Seal(f"{NEW}, {OLD}"))
    assert await both.reseal(readable_only=True) == 0
    assert await both.reseal(readable_only=False) == 1
    lease = await lease_of(PullStore(database, Seal(NEW)), "one", NOW)
    assert lease is not None
    assert lease.plan.secret == "sesame"
    with pytest.raises(SealedError):
        await pulls.find("wire")


async def test_a_secret_that_lies_open_from_before_is_sealed(
    pulls: PullStore, database: Database
) -> None:
    await PullStore(database, Seal("")).set_plan("wire", FEED, now=NOW)

    assert await pulls.reseal(readable_only=True) == 1

    assert "sesame" not in str(await database["pulls"].find_one({"_id": "wire"}))
    found = await pulls.find("wire")
    assert found is not None
    assert found.plan.secret == "sesame"
