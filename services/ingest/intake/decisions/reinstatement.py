"""A person lets a canceled story start anew; pure.

What was canceled stays so for ever: its id, its rows in the log and what sites hold of it never
come back. What its wire sends from now on is another article, with its first revision before it
and an id that follows from the old one; moderation holds it, so that a person looks.
"""

from __future__ import annotations

from services.ingest.identity.ids import next_life
from services.ingest.story import Story
from shared.articles import Noun
from shared.ninjs import Moment
from shared.timeline import Reason, TimelineRecord


class Reinstatement(Noun):
    """Who let which canceled article start anew, as which, and why."""

    article_id: str
    successor: str
    revision: int
    by: str
    note: str
    at: Moment


def reinstate(story: Story, *, by: str, note: str, at: Moment) -> Reinstatement:
    """Write a person's word down; whether the story is canceled is for the store to see."""
    return Reinstatement(
        article_id=story.article_id,
        successor=next_life(story.article_id),
        revision=story.newest.number if story.newest else 0,
        by=by,
        note=note,
        at=at,
    )


def reinstatement_record(stored: Reinstatement) -> TimelineRecord:
    """Write the line of the canceled article's life; it moves nothing of it."""
    return TimelineRecord(
        article_id=stored.article_id,
        revision=stored.revision,
        stage="desk",
        event_id=f"{stored.article_id}:reinstated",
        at=stored.at,
        outcome="reinstated",
        reasons=(
            Reason(rule="desk", explanation=stored.note),
            Reason(rule="reinstated", explanation=f"starts anew as {stored.successor}"),
        ),
        by=stored.by,
        details={"starts_anew_as": stored.successor},
    )
