"""Which other stories are copies of this one, and which cluster they form."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from services.enrichment.steps.sketch import ENTERED, Sketch, containment
from shared.articles import Copy, Killed, Kin

_COPY = 0.42
"""Half of one text in the other, less what the estimate may err by and what the seams cost."""
_RELATED = 0.2
_MOST = 20
SAME_WORDS = 0.9
"""Share of one text in the other from which they are the same story.

Copies with another headline, or a footer, have .95 and more.
"""
SMALLEST_MEASURED = 70
"""Distinct runs of three words: a text of some eighty. A shorter one must be the same whole."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """Another revision that shares bands with ours.

    One that is still being enriched elsewhere has no `sketch` to look up; the share of common
    bands stands in for it then.
    """

    article_id: str
    revision: int
    at: datetime
    cluster: str | None = None
    sketch: Sketch | None = None
    common_bands: int = 0


@dataclass(frozen=True, slots=True)
class Similar:
    """What the newsroom already has that might be the same text."""

    candidates: tuple[Candidate, ...] = ()
    killed: tuple[Killed, ...] = ()
    """Stories that were killed and that it is, by a name or by its words."""

    @classmethod
    def nothing(cls) -> Similar:
        """Know of no other story."""
        return cls()


def find_kin(article_id: str, sketch: Sketch | None, similar: Similar) -> Kin:
    """Tell copies from chance meetings, and join the cluster of the oldest.

    Another revision of the same article is a version, not a copy; its cluster is ours. What was
    killed is nobody's kin. The
    cluster is named after the article that began it, so that it stays as more copies come.
    """
    if sketch is None:
        return Kin(cluster=article_id, killed=similar.killed)
    copies: dict[str, tuple[Copy, Candidate]] = {}
    related: dict[str, None] = {}
    versions = [each for each in similar.candidates if each.article_id == article_id]
    no_kin = {article_id, *(each.article_id for each in similar.killed)}
    for candidate in similar.candidates:
        if candidate.article_id in no_kin:
            continue
        ours, theirs = _shares(sketch, candidate)
        if max(ours, theirs) >= _COPY:
            copy = Copy(
                article_id=candidate.article_id,
                revision=candidate.revision,
                containment=round(ours, 2),
            )
            known = copies.get(candidate.article_id)
            if known is None or known[0].containment <= copy.containment:
                copies[candidate.article_id] = (copy, candidate)
        elif max(ours, theirs) >= _RELATED:
            related[candidate.article_id] = None
    found = sorted(copies.values(), key=lambda pair: (-pair[0].containment, pair[1].at))
    return Kin(
        cluster=_cluster(article_id, versions, [candidate for _, candidate in found]),
        copies=tuple(copy for copy, _ in found[:_MOST]),
        related=tuple(each for each in related if each not in copies)[:_MOST],
        killed=similar.killed,
    )


def has_its_words(sketch: Sketch, candidate: Candidate) -> bool:
    """Tell whether one of the two is nearly all of the other."""
    other = candidate.sketch
    is_short = other is not None and min(sketch.size, other.size) < SMALLEST_MEASURED
    shares = _shares(sketch, candidate)
    return min(shares) == 1.0 if is_short else max(shares) >= SAME_WORDS


def _cluster(article_id: str, versions: list[Candidate], copies: list[Candidate]) -> str:
    for kin in (versions, copies):
        oldest = min(kin, key=lambda each: (each.at, each.article_id), default=None)
        if oldest is not None:
            return oldest.cluster or oldest.article_id
    return article_id


def _shares(sketch: Sketch, candidate: Candidate) -> tuple[float, float]:
    if candidate.sketch is not None:
        return containment(sketch, candidate.sketch)
    # Of their bands we know how many we looked under; one may be chance. A run of four words
    # is common less often than one of three, by a third more of the exponent.
    share = (candidate.common_bands / ENTERED) ** 0.75 if candidate.common_bands > 1 else 0.0
    return share, share
