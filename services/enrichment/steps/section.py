"""The section of the site that a story belongs to: its wire's codes say, or its text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from services.enrichment.data import rows
from shared.articles import Topic
from shared.ninjs import Concept

_FALLBACK = "news"

_OPINION = re.compile(
    r"(?:opinion|comment|commentary|analysis|editorial|column|kommentar|meinung|leitartikel"
    r"|tribune|édito|opinión|editorial|opinione|opinião|letters?)\s*[:|–—-]",
    re.IGNORECASE,
)
_NEAR = 0.9
"""A topic this close to the first one may decide together with others."""


_BY_SUBJECT_CODE = {
    "01": "culture", "02": "crime", "03": "world", "04": "business", "05": "education",
    "06": "environment", "07": "health", "08": "people", "09": "business", "10": "lifestyle",
    "11": "politics", "12": "culture", "13": "science", "15": "sport", "16": "world",
    "17": "environment",
}  # fmt: skip
"""The first two digits of an IPTC Subject Code, which the Media Topics' top level kept."""
_BY_CATEGORY = {
    "e": "culture", "f": "business", "i": "world", "l": "lifestyle", "p": "politics",
    "q": "sport", "s": "sport", "t": "lifestyle", "w": "politics",
}  # fmt: skip
"""ANPA 1312 categories that are about something ("a" and "n" say where a story is from)."""
_CODE = re.compile(r"(?:medtop:|mediatopic/|subj:|subjectcode/|^)(\d{8})$")


def choose_section(
    topics: Sequence[Topic],
    headline: str = "",
    subjects: Sequence[Concept] = (),
    categories: Sequence[str] = (),
) -> str:
    """Choose by the wire's own subjects, else by the most relevant topic, else by category.

    `news` where nobody knows. The wire's editors have read the story; a category is coarse.
    """
    if _OPINION.match(headline.strip()):
        return "opinion"
    return (
        next(filter(None, map(_of_subject, subjects)), None)
        or _of_topics(topics)
        or next(filter(None, (_BY_CATEGORY.get(each.lower()) for each in categories)), None)
        or _FALLBACK
    )


def _of_subject(subject: Concept) -> str | None:
    """Give a subject's section; None for codes of others and for topics we do not know."""
    found = _CODE.search(subject.uri or subject.literal or "")
    if found is None:
        return None
    code = found[1]
    return _sections().get(f"medtop:{code}") or _BY_SUBJECT_CODE.get(code[:2])


def _of_topics(topics: Sequence[Topic]) -> str | None:
    sections = _sections()
    weights: dict[str, float] = {}
    for topic in topics:
        if topic.relevance >= topics[0].relevance * _NEAR:
            section = sections.get(topic.qcode, _FALLBACK)
            weights[section] = weights.get(section, 0.0) + topic.relevance
    return max(weights, key=lambda section: weights[section]) if weights else None


@cache
def _sections() -> dict[str, str]:
    return {qcode: section for qcode, _, _, section, _, _ in rows("topics.tsv")}
