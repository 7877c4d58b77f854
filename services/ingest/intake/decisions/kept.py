"""One revision as it is kept, and what the stages and the timeline are told of it; pure."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Literal

from services.ingest.identity.versions import Written
from services.ingest.story import Mark, Outcome, Revision
from shared.articles import Article
from shared.events import (
    ArticleCanceled,
    ArticleKeptOut,
    ArticleReceived,
    ArticleWithheld,
    Event,
)
from shared.lifecycle import State
from shared.payloads import KeptOut, Received, Stopped
from shared.timeline import Reason, TimelineRecord


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """One revision as it is stored: the article, what was decided, and by which delivery."""

    article: Article
    mark: Mark
    outcome: Outcome
    state: State
    reasons: tuple[Reason, ...]
    calls_person: bool
    receipt: str
    traceparent: str
    format: str = ""
    written: Written | None = field(default=None, compare=False, repr=False)
    """The article's item and extras as they are stored, where that is known."""

    @property
    def key(self) -> str:
        """Give the document's key."""
        return f"{self.article.article_id}:{self.article.revision}"

    @property
    def is_doubted(self) -> bool:
        """Tell whether only we withhold it: its embargo cannot be read, and nothing else is."""
        return self.outcome == "withheld" and any(
            reason.rule == "embargo_unclear" for reason in self.reasons
        )

    @property
    def kept_out(self) -> Literal[State.WITHHELD, State.CANCELED] | None:
        """Tell why its words go nowhere, where they are known again from elsewhere.

        Not what only we doubt, nor a notice: its words are not the story's. And what comes
        after a recall has no words left.
        """
        is_notice = self.article.item.pub_status == "canceled"
        if self.outcome == "withheld" and not self.is_doubted:
            return State.WITHHELD
        is_killed = self.outcome in ("blocked", "canceled") and self.state is State.CANCELED
        return State.CANCELED if is_killed and not is_notice else None

    @property
    def revision(self) -> Revision:
        """Give what deciding about the next revision needs."""
        return Revision(self.article.revision, self.mark, self.outcome, self.receipt)


def events_of(kept: Kept) -> tuple[Event, ...]:
    """Tell the other stages of a stored revision; the same events at every repeat.

    What only we doubt goes its way to the desk, where a person may let it pass, and publish
    hears that it must not go live by anything less. What goes nowhere is known again.
    """
    if kept.is_doubted:
        return (_stopped(kept), _received(kept))
    if kept.outcome == "received":
        return (_received(kept),)
    stopped = (_stopped(kept),) if kept.outcome in ("canceled", "withheld") else ()
    out = (_kept_out(kept, kept.kept_out),) if kept.kept_out else ()
    return (*stopped, *out)


def _received(kept: Kept) -> Event:
    article = kept.article
    news = Received(article_id=article.article_id, revision=article.revision, article=article)
    return _sent(ArticleReceived.of(news, at=article.received_at), kept)


def _kept_out(kept: Kept, why: Literal[State.WITHHELD, State.CANCELED]) -> Event:
    article = kept.article
    out = KeptOut(
        article_id=article.article_id, revision=article.revision, article=article, state=why
    )
    return _sent(ArticleKeptOut.of(out, at=article.received_at), kept)


def _stopped(kept: Kept) -> Event:
    article = kept.article
    kind = ArticleCanceled if kept.outcome == "canceled" else ArticleWithheld
    stopped = Stopped(
        article_id=article.article_id,
        revision=article.revision,
        source=article.source.id,
        reason=article.extras.embargo_unclear
        or article.item.ed_note
        or article.item.headline(),
        at=article.received_at,
        alt_ids=tuple(alt.value for alt in article.item.alt_ids),
        doubt=kept.is_doubted,
    )
    return _sent(kind.of(stopped, at=article.received_at), kept)


def _sent(event: Event, kept: Kept) -> Event:
    return replace(event, correlation_id=kept.receipt, traceparent=kept.traceparent)


def record_of(kept: Kept) -> TimelineRecord:
    """Write the line of the article's life that taking this revision in adds."""
    details: dict[str, str | bool] = {"receipt": kept.receipt}
    if kept.format:
        details["format"] = kept.format
    if kept.calls_person:
        details["calls_person"] = True
    return TimelineRecord(
        article_id=kept.article.article_id,
        revision=kept.article.revision,
        stage="ingest",
        event_id=kept.receipt,
        at=kept.article.received_at,
        outcome=kept.outcome,
        state=kept.state,
        reasons=kept.reasons,
        details=details,
    )
