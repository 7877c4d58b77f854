"""Pure: which killed stories a case is a copy of, by its names or nearly all its words."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from typing import Any

from services.moderation.cases import Case
from shared.articles import Killed
from shared.lifecycle import State
from shared.stops import Stop

_SAME_WORDS = 0.9
"""Share of one story in another from which it is that story, as enrichment has it."""


def names_of(case: Case) -> frozenset[str]:
    """Give a case's names as hashes: an address may spell out what a recall is about."""
    names = case.article.names if case.article else ()
    return frozenset(hashlib.sha256(name.encode()).hexdigest() for name in names)


def copies_of(case: Case) -> frozenset[str]:
    """Name the stories that have nearly all of a case's words, or it theirs."""
    kin = case.enrichment.kin if case.enrichment else None
    copies = kin.copies if kin else ()
    return frozenset(each.article_id for each in copies if each.containment >= _SAME_WORDS)


def killed_of(case: Case, tombstones: Iterable[Mapping[str, Any]]) -> list[Killed]:
    """Give the killed stories that a case is a copy of, each once."""
    names = names_of(case)
    copies = copies_of(case)
    found: dict[str, Killed] = {}
    for row in tombstones:
        stop = Stop.model_validate(row)
        by_name = not names.isdisjoint(row.get("names", ()))
        by_words = stop.article_id in copies or case.article_id in row.get("copies", ())
        is_other = stop.article_id != case.article_id and stop.state is not State.WITHHELD
        if is_other and (by_name or by_words) and stop.article_id not in found:
            found[stop.article_id] = Killed(
                article_id=stop.article_id,
                by="name" if by_name else "words",
                same_source=row.get("source") == case.source,
                recalled=stop.state is State.RECALLED,
                at=stop.at,
            )
    return [*found.values()]
