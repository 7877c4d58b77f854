"""The operator's calls about dead letters: what a service's stages could not handle."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query
from structlog.typing import FilteringBoundLogger

from shared.doors.callers import Guard
from shared.entries import Entry
from shared.openapi import problems
from shared.problems import Problem
from shared.streams import GROUPS, Streams


def dead_letters(
    service: str,
    heard: Sequence[str],
    *,
    streams: Streams,
    guard: Guard,
    log: FilteringBoundLogger,
) -> APIRouter:
    """Give the calls about what a service's stages could not handle."""
    router = APIRouter(
        prefix="/v1/dead",
        tags=["operations"],
        dependencies=[Depends(guard)],
        responses=problems(401, 503),
    )

    @router.get("")
    async def list_dead(
        limit: Annotated[int, Query(ge=1, le=1000)] = 100,
    ) -> dict[str, Any]:
        """List what this service's stages could not handle, newest first."""
        letters = [
            _told(stream, entry)
            for stream in heard
            for entry in await streams.dead_letters(stream, limit=limit)
        ]
        return {"dead": [letter for stage, letter in letters if stage == service]}

    @router.post("/{stream}/{dead_id}/replay", responses=problems(404))
    async def replay(stream: str, dead_id: str) -> dict[str, str]:
        """Put a dead letter back into its stream; it passes the same guards as ever."""
        id_ = await streams.replay(_known(stream), _entry_id(dead_id))
        if id_ is None:
            raise _no_such_letter(stream, dead_id)
        log.info("dead_letter_replayed", stream=stream, dead=dead_id, entry=id_)
        return {"stream": stream, "entry": id_}

    @router.delete("/{stream}/{dead_id}", responses=problems(404))
    async def drop(stream: str, dead_id: str) -> dict[str, str]:
        """Delete a dead letter for good."""
        if not await streams.drop(_known(stream), _entry_id(dead_id)):
            raise _no_such_letter(stream, dead_id)
        log.info("dead_letter_dropped", stream=stream, dead=dead_id)
        return {"stream": stream, "dropped": dead_id}

    return router


_FACTS = ("reason", "error", "stack", "count", "first", "last")


def _told(stream: str, entry: Entry) -> tuple[str | None, dict[str, Any]]:
    """Give the stage that a dead letter is of, and what is told of it."""
    fields = {
        key.decode(errors="replace"): value.decode(errors="replace")
        for key, value in entry.fields.items()
    }
    sent = {key: value for key, value in fields.items() if not key.startswith("dead_")}
    return fields.get("dead_stage"), {
        "id": entry.id,
        "stream": stream,
        "event_id": fields.get("id"),
        **{name: fields.get(f"dead_{name}") for name in _FACTS},
        "fields": sent,
    }


def _known(stream: str) -> str:
    if stream not in GROUPS:
        streams = ", ".join(GROUPS)
        raise Problem(404, "No such stream", f"The streams are {streams}.")
    return stream


_ENTRY_ID = re.compile(r"[0-9]{1,19}-[0-9]{1,19}")


def _entry_id(text: str) -> str:
    if _ENTRY_ID.fullmatch(text) is None:
        raise Problem(422, "Not an entry id", "An entry id looks like 1795422630412-0.")
    return text


def _no_such_letter(stream: str, dead_id: str) -> Problem:
    return Problem(404, "No such dead letter", f"{stream}.dead has no entry {dead_id}.")
