"""What Redis lost is told again; a kill in its few seconds, whatever waits before it."""

from __future__ import annotations

import orjson
import pytest

from tests.eventually import eventually
from tests.integration.ingest.intake_room import Intake, Newsroom, a_story

MORE_THAN_A_LOOK = 520
"""Revisions: the reconciler looks at 500 in a row."""


async def post_a_backlog(newsroom: Newsroom) -> None:
    """Let the wire send more news than anybody has handled yet, oldest first."""
    lines = [orjson.dumps(a_story(uri=f"urn:x:{n}")) for n in range(MORE_THAN_A_LOOK)]
    answer = await newsroom.post(b"\n".join(lines), Content_Type="application/x-ndjson")
    assert answer.status_code == 202


@pytest.mark.timeout(120)
async def test_a_kill_that_was_lost_does_not_wait_behind_a_backlog(intake: Intake) -> None:
    patient = {"STALLED_AFTER_S": "3600", "BACKLOG_MARGIN_S": "3600", "HIGH_WATER": "100000"}
    async with intake(**patient) as newsroom:
        await post_a_backlog(newsroom)
        killed = a_story(uri="urn:x:0", version="2", pubstatus="canceled")
        assert (await newsroom.post(killed)).status_code == 202
        [told] = await newsroom.sent("article.canceled")

        await newsroom.redis.xtrim("article.canceled", maxlen=0)

        async def told_again() -> bool:
            return [each.id for each in await newsroom.sent("article.canceled")] == [told.id]

        await eventually(told_again, what="the kill is in its stream again")
