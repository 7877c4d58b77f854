"""What ingest does when a person kills, recalls or sends back a story.

The wire's own acts it knows.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from services.ingest.intake.memory.storage import StoryStore
from shared.events import ArticleCanceled, ArticleRecalled, ArticleSentBack, Event
from shared.lifecycle import State
from shared.stage import Stage
from shared.stops import STOPS
from shared.timeline import TimelineRecord


@dataclass(frozen=True, slots=True, kw_only=True)
class _Closing:
    """A tombstone to set, or None where ingest set it itself or none is due."""

    tombstone: State | None
    at: datetime


def _close(event: Event, _context: None, now: datetime) -> _Closing:
    """Decide what an act on a story means for what ingest keeps."""
    if isinstance(event, ArticleRecalled):
        return _Closing(tombstone=State.RECALLED, at=now)
    if isinstance(event, ArticleCanceled) and event.data.by != "wire":
        return _Closing(tombstone=State.CANCELED, at=now)
    return _Closing(tombstone=None, at=now)


def _closing_record(event: Event, closing: _Closing) -> TimelineRecord:
    """Write what was done, and that nothing was."""
    if isinstance(event, ArticleSentBack):
        return TimelineRecord(
            article_id=event.data.article_id,
            revision=event.data.revision,
            stage="ingest",
            event_id=event.id,
            at=closing.at,
            outcome="noted",
        )
    outcomes = {State.RECALLED: "purged", State.CANCELED: "tombstone_set", None: "known"}
    return TimelineRecord(
        article_id=event.data.article_id,
        revision=event.data.revision,
        stage="ingest",
        event_id=event.id,
        at=closing.at,
        outcome=outcomes[closing.tombstone],
        state=closing.tombstone,
        by=event.data.by,
    )


def closing_stage(
    store: StoryStore,
    *,
    end_pictures: Callable[[Event], Awaitable[None]],
    forget_answers: Callable[[Collection[str]], Awaitable[None]],
    tell_wires: Callable[[Sequence[ArticleSentBack]], Awaitable[None]],
    forget_notices: Callable[[Sequence[str]], Awaitable[None]],
) -> Stage[None, _Closing]:
    """Wire the stage together.

    `end_pictures` is called once the tombstones are set; `forget_answers` takes the words out
    of what was answered to these deliveries, `forget_notices` those that wires were to be told;
    `tell_wires` has them told what was sent back.
    """

    async def load(events: Sequence[Event]) -> Sequence[None]:
        return [None] * len(events)

    async def save(decided: Sequence[tuple[Event, _Closing]]) -> Sequence[_Closing]:
        tombstones = {
            event.data.article_id: (event.data.source, closing.tombstone)
            for event, closing in decided
            if closing.tombstone is not None
        }
        if tombstones:
            at = min(closing.at for _, closing in decided)
            await store.set_tombstones(tombstones, at=at)
        recalled = [
            event.data.article_id
            for event, closing in decided
            if closing.tombstone is State.RECALLED
        ]
        await forget_answers(await store.purge(recalled))
        await forget_notices(recalled)
        sent_back = [event for event, _ in decided if isinstance(event, ArticleSentBack)]
        await tell_wires(sent_back)
        for event, _ in decided:
            if event not in sent_back:
                await end_pictures(event)
        return [closing for _, closing in decided]

    return Stage(
        hears=ArticleCanceled.stream,
        load=load,
        decide=_close,
        save=save,
        tell=lambda _event, _closing: (),
        record=_closing_record,
        concerns=(*STOPS, ArticleSentBack),
        brake=False,
    )
