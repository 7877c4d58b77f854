"""Pure: what the kill lane says, read and written down alike by whoever hears it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Literal

from shared.articles import Noun
from shared.events import ArticleCanceled, ArticleRecalled, ArticleWithheld
from shared.lifecycle import State
from shared.ninjs import Moment
from shared.timeline import Reason, TimelineRecord

if TYPE_CHECKING:
    from shared.events import Event

_Stopping = Literal[State.WITHHELD, State.CANCELED, State.RECALLED]

_STATES: dict[str, _Stopping] = {
    ArticleWithheld.type: State.WITHHELD,
    ArticleCanceled.type: State.CANCELED,
    ArticleRecalled.type: State.RECALLED,
}
STOPS = (ArticleWithheld, ArticleCanceled, ArticleRecalled)
"""What on the kill lane is about stories; its other events are about pictures."""
_GRAVITY = (State.WITHHELD, State.CANCELED, State.RECALLED)


class Stop(Noun):
    """A kill, hold or recall: an article for ever, or by a hold every revision up to one.

    `doubt`: the hold is our own, of an embargo we cannot read. It stops nothing on the way to
    the desk, where a person may let that revision pass; publish alone acts on it.
    """

    event_id: str
    article_id: str
    revision: int
    state: _Stopping
    by: str
    reason: str = ""
    doubt: bool = False
    at: Moment

    def covers(self, revision: int) -> bool:
        """Tell whether nothing may be told of this revision any more."""
        if self.state is not State.WITHHELD:
            return True
        return not self.doubt and revision <= self.revision

    @property
    def why(self) -> Reason:
        """What the timeline says of whatever it stopped."""
        return Reason(
            rule="wire" if self.by == "wire" else "desk",
            explanation=self.reason or self.state.value,
        )


def stop_of(event: Event) -> Stop:
    """Read what an event of the kill lane stops."""
    return Stop(
        event_id=event.id,
        article_id=event.data.article_id,
        revision=event.data.revision,
        state=_STATES[event.type],
        by=event.data.by,
        reason=event.data.reason,
        doubt=event.data.doubt,
        at=event.data.at,
    )


def gravest(stops: Iterable[Stop], revision: int) -> Stop | None:
    """Give what stops a revision: a recall before a kill before a hold."""
    covering = [stop for stop in stops if stop.covers(revision)]
    return max(covering, key=lambda stop: _GRAVITY.index(stop.state), default=None)


def stop_record(event: Event, stop: Stop, *, stage: str) -> TimelineRecord:
    """Write the line of a stage that has heard of a stop; the same at every repeat."""
    return TimelineRecord(
        article_id=stop.article_id,
        revision=stop.revision,
        stage=stage,
        event_id=event.id,
        at=stop.at,
        outcome=stop.state.value,
        state=stop.state,
        reasons=(stop.why,),
        by=stop.by,
    )
