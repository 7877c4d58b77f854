"""Pure: a case as a row of a queue, and which rows a queue has.

A row is small, so that filtering and sorting 20,000 of them costs a blink on every server;
what is shown of a case is read from the case itself.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import datetime, timedelta
from typing import Literal

from pydantic import Field

from services.moderation.cases import Case
from shared.articles import Noun
from shared.lifecycle import State

Sort = Literal["deadline", "urgency", "oldest", "newest"]

LEAST_URGENT = 9
_NEVER = "9" * 15
_LONGEST_TEXT = 2000
_NOT_A_LETTER = re.compile(r"[\W_]+")


class Row(Noun):
    """What a case is found by. `due`, `urge` and `order` are what it is sorted by.

    `mentions` are those whose answer is waited for.
    """

    key: str
    article_id: str
    revision: int
    state: State
    outcome: State
    changes: int
    order: str
    due: str
    urge: str
    headline: str = ""
    slug: str = ""
    source: str = ""
    section: str = ""
    language: str = ""
    urgency: int | None = None
    rules: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    owner: str = ""
    mentions: tuple[str, ...] = ()
    edited: bool = False
    corrects: bool = False
    text: str = ""


class Filter(Noun):
    """Which rows a queue has; what is not said does not matter. `urgency` is the least."""

    state: State | None = None
    source: str | None = None
    section: str | None = None
    language: str | None = None
    rule: str | None = None
    topic: str | None = None
    owner: str | None = None
    mentions: str | None = None
    urgency: int | None = Field(default=None, ge=1, le=9)
    due_within_h: float | None = Field(default=None, ge=0, le=24 * 365)
    q: str = Field(default="", max_length=200)

    def words(self) -> tuple[str, ...]:
        """Give the words that must all stand in a row's text, as it is written there."""
        return tuple(dict.fromkeys(_folded(self.q).split()[:10]))

    def due_before(self, now: datetime) -> str | None:
        """Give the sort key before which a row's deadline must lie, if that matters."""
        if self.due_within_h is None:
            return None
        return f"{_ms(now + timedelta(hours=self.due_within_h)):015d}"


def row_of(case: Case) -> Row:
    """Write a case's row; a recalled one keeps no word of its copy."""
    article, enrichment, overlay = case.article, case.enrichment, case.overlay
    due = f"{_ms(case.deadline):015d}" if case.deadline else _NEVER
    order = f"{_ms(case.judged_at):015d} {case.key}"
    known = {
        "key": case.key,
        "article_id": case.article_id,
        "revision": case.revision,
        "state": case.state,
        "outcome": case.outcome,
        "changes": case.changes,
        "order": order,
        "due": f"{due} {order}",
        "urge": f"{LEAST_URGENT} {due} {order}",
        "source": case.source,
        "owner": case.owner or "",
        "mentions": case.asked,
    }
    if article is None or enrichment is None:
        return Row.model_validate(known)
    urgency = article.item.urgency or (enrichment.urgency.value if enrichment.urgency else None)
    rules = tuple({f.rule: None for f in case.verdict.reasons}) if case.verdict else ()
    topics = overlay.topics if overlay and overlay.topics is not None else enrichment.topics
    headline = _headline_of(case)
    names = tuple(topic.name for topic in topics)
    section = (overlay.section if overlay else None) or enrichment.section
    spoken = (headline, case.source, case.owner, case.article_id, slug_of(case), section)
    said = " ".join([*filter(None, spoken), *rules, *names])
    text = " ".join(_folded(said).split())[:_LONGEST_TEXT]  # on one line, to be searched
    return Row.model_validate(
        {
            **known,
            "urge": f"{urgency or LEAST_URGENT} {due} {order}",
            "headline": headline,
            "slug": slug_of(case),
            "section": section,
            "language": enrichment.language.code,
            "urgency": urgency,
            "rules": rules,
            "topics": names,
            "edited": overlay is not None,
            "corrects": _corrects(case),
            "text": text,
        }
    )


_CORRECTION = re.compile(r"correct|corrig|rectif|berichtig", re.IGNORECASE)


def _corrects(case: Case) -> bool:
    """Tell whether a revision puts right what was wrong: by its wire's word, or the desk's."""
    article, enrichment, overlay = case.article, case.enrichment, case.overlay
    if overlay and overlay.public_note:
        return True
    if article is None or enrichment is None:
        return False
    said = (enrichment.marker, article.item.ed_note, *article.extras.signals)
    return any(_CORRECTION.search(each or "") for each in said) or any(
        text.role == "correction" for text in article.item.descriptions
    )


def fits(row: Row, queue: Filter, now: datetime) -> bool:
    """Tell whether a row is of a queue; the same as the store would find."""
    before = queue.due_before(now)
    return (
        all(
            wanted is None or wanted == found
            for wanted, found in (
                (queue.state, row.state),
                (queue.source, row.source),
                (queue.section, row.section),
                (queue.language, row.language),
                (queue.owner, row.owner),
            )
        )
        and (queue.rule is None or queue.rule in row.rules)
        and (queue.topic is None or queue.topic in row.topics)
        and (queue.mentions is None or queue.mentions in row.mentions)
        and (queue.urgency is None or (row.urgency or LEAST_URGENT) <= queue.urgency)
        and (before is None or row.due < before)
        and all(word in row.text for word in queue.words())
    )


def _headline_of(case: Case) -> str:
    """Give the headline as it would go out."""
    return (case.overlay.headline if case.overlay else None) or case.headline


def slug_of(case: Case) -> str:
    """Give the word by which people call the story: the wire's, or one made of its headline."""
    if case.article is None:
        return ""
    edited = case.overlay.slug if case.overlay else None
    return as_slug(edited or case.article.item.slugline or _headline_of(case))[:60].strip("-")


def as_slug(text: str) -> str:
    """Write letters and figures only, so that what a person types can be compared."""
    return _NOT_A_LETTER.sub("-", _folded(text)).strip("-")


def _folded(text: str) -> str:
    """Write a text as it is searched and compared: no capitals, no accents."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(sign for sign in plain if not unicodedata.combining(sign))


def _ms(moment: datetime) -> int:
    return round(moment.timestamp() * 1000)
