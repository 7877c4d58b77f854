"""The section of the site that a story belongs to."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from services.enrichment.data import rows
from shared.articles import Topic

FALLBACK = "news"

_OPINION = re.compile(
    r"(?:opinion|comment|commentary|analysis|editorial|column|kommentar|meinung|leitartikel"
    r"|tribune|édito|opinión|editorial|opinione|opinião|letters?)\s*[:|–—-]",
    re.IGNORECASE,
)
_NEAR = 0.9
"""A topic this close to the first one may decide together with others."""


def choose_section(topics: Sequence[Topic], headline: str = "") -> str:
    """Choose by the most relevant topic; `news` where no topic was sure enough."""
    if _OPINION.match(headline.strip()):
        return "opinion"
    if not topics:
        return FALLBACK
    sections = _sections()
    weights: dict[str, float] = {}
    for topic in topics:
        if topic.relevance >= topics[0].relevance * _NEAR:
            section = sections.get(topic.qcode, FALLBACK)
            weights[section] = weights.get(section, 0.0) + topic.relevance
    return max(weights, key=lambda section: weights[section])


@cache
def _sections() -> dict[str, str]:
    return {qcode: section for qcode, _, _, section, _, _ in rows("topics.tsv")}
