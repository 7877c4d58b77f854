"""Kills, holds and advisories in words, and the names they cite; pure.

Only set forms count; a guess that could hold back or kill a story is not made here.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime

from services.ingest.formats.parsed import Problem
from services.ingest.formats.text.markup import html_to_text
from services.ingest.formats.wording.embargoes import (
    A_DAY,
    A_TIME,
    embargo_end,
    embargo_without_end,
    says_embargo,
)
from services.ingest.formats.wording.kill_notices import is_kill_notice, top_of
from shared.articles import AltId, PubStatus

_LONGEST_NOTICE = 6000
"""Characters of mark-up; notices are short, and a long story is none."""


_HOLD = re.compile(
    r"^\W{0,4}(?:dpa[\s:-]+)?(?:ACHTUNG[\s:,-]+|URGENT[\s:,-]+|PLEASE\s+|BITTE\s+)?"
    r"(?:HOLD|WITHHOLD|DO NOT (?:USE|PUBLISH|RELEASE)|NICHT VERWENDEN|ZURÜCKHALTEN"
    r"|NE PAS (?:UTILISER|PUBLIER)|NO (?:USAR|PUBLICAR)|NON (?:USARE|PUBBLICARE))\b"
    r"(?=\W*$|\s*[:!–—]|\s-\s)"
)


_ADVISORY = re.compile(
    r"^\W{0,4}(?:ADVISORY\s?[-–—]\s?(?=\S)|ADVISORY TO (?:EDITORS|CLIENTS|SUBSCRIBERS)\b"
    r"|(?:EDITORS?['’]?S?|CLIENTS?['’]?S?) ADVISORY\b"
    r"|(?i:NOTE TO (?:EDITORS|CLIENTS|SUBSCRIBERS))\W*$)"
)
"""What is for newsrooms to know, and for nobody to publish."""


_PLEASE_HOLD = re.compile(
    r"(?i)^\W{0,4}(?:(?:eds?|editors?|attention|urgent|advisory)[\s:,–—-]{1,4}){0,2}"
    r"(?:(?:please|kindly) (?:hold|withhold|do not (?:use|publish|run|release))\b"
    r"|bitte verwenden sie (?:die|diese|unsere) (?:[\w-]+ ){0,2}?(?:meldung|nachricht)\b)"
    r"(?=.{0,120}\b(?:story|article|item|report|copy|notice|bis auf weiteres|nicht)\b)"
)
"""A notice that asks for a hold in a sentence; in a headline it could be a story's."""


def says_hold(*lines: str | None) -> bool:
    """Tell whether a line is a wire's hold (dpa `HOLD`, `ACHTUNG: HOLD`)."""
    return any(_HOLD.search(line or "") for line in lines)


def _asks_for_a_hold(lines: Iterable[str]) -> bool:
    return any(_HOLD.search(line) or _PLEASE_HOLD.search(line[:400]) for line in lines)


def is_advisory(*headlines: str | None) -> bool:
    """Tell whether a headline says that this is for newsrooms to know only.

    Such a notice is withheld itself; it holds nothing of what it cites.
    """
    return any(_ADVISORY.search(headline or "") for headline in headlines)


def status_of(
    said: PubStatus,
    *,
    headlines: Sequence[str | None],
    notes: Sequence[str | None] = (),
    tops: Sequence[str] = (),
    body: str = "",
    text: str | None = None,
    embargoed_until: datetime | None = None,
    received_at: datetime,
    where: Callable[[], str] | None = None,
    line: int | None = None,
) -> tuple[PubStatus, datetime | None, tuple[Problem, ...]]:
    """Weigh what a field says against what the words say; the more careful of the two wins.

    The story is given as HTML in `body`, or as plain `text`.
    `tops` are the first lines of the story, which are held to stricter forms than `notes`.
    Gives the status, the end of an embargo, and a problem (`where` gives its XPath) where an
    embargo has no end that we can read: that item is withheld until the wire says usable.
    """
    if said == "canceled":
        return said, embargoed_until, ()
    heads = [one for one in headlines if one]
    marks = [one for one in notes if one]
    if text is None:
        text = html_to_text(body) if len(body) < _LONGEST_NOTICE else ""
    if is_kill_notice("", text) or any(
        is_kill_notice(one) or _ends_with_kill(one) for one in (*heads, *marks)
    ):
        return "canceled", embargoed_until, ()
    if (
        said == "withheld"
        or says_hold(*heads, *tops[:2])
        or is_advisory(*heads)
        or _asks_for_a_hold([*marks, *top_of(text)[:3]])
    ):
        return "withheld", embargoed_until, ()
    if embargoed_until is not None:
        return said, embargoed_until, ()
    said_so = [
        one
        for one in (*marks, *heads, *(tops or _first_lines(body)))
        if says_embargo(one, anywhere=one in marks)
    ]
    if not said_so:
        return said, None, ()
    ends = [embargo_end(one, received_at) for one in said_so]
    # `EMBARGOED: …` in a subject is no other embargo than the one whose time stands below.
    unread = any(
        end is None and (A_TIME.search(one) or A_DAY.search(one))
        for one, end in zip(said_so, ends, strict=True)
    )
    latest = max((end for end in ends if end is not None), default=None)
    if latest is not None and not unread:
        return said, latest, ()
    return (
        "withheld",
        None,
        (embargo_without_end(xpath=where() if where else None, line=line),),
    )


def _first_lines(body: str) -> list[str]:
    """Give the first lines of a story in HTML, where an embargo may stand; cheaply."""
    head = body[:1500]
    lowered = head.lower()
    if not any(word in lowered for word in _OF_EMBARGOES):
        return []
    return [line for line in html_to_text(head).splitlines() if line.strip()][:3]


_OF_EMBARGOES = ("embarg", "sperrfrist", "hold for", "hold-for", "not for")


def cited_names(*texts: str | None) -> tuple[AltId, ...]:
    """Give the identifiers (`urn:…`, `tag:…`) that a notice cites, for a kill to reach them."""
    found = _IDENTIFIER.findall(" ".join(text or "" for text in texts)[:_LONGEST_NOTICE])
    names = dict.fromkeys(name.rstrip(".,;:)") for name in found)
    return tuple(AltId(role="cited", value=name) for name in [*names][:10])


def cited_by_a_stop(
    status: PubStatus, headline: str | None, *texts: str | None
) -> tuple[AltId, ...]:
    """Give the identifiers that a kill or a hold cites; of an advisory, or of a story, none."""
    if status == "usable" or (status == "withheld" and is_advisory(headline)):
        return ()
    return cited_names(*texts)


_IDENTIFIER = re.compile(r"\b(?:urn|tag):[\w.,:/#%~+-]{6,200}")


def _ends_with_kill(line: str) -> bool:
    """Tell AP's `BC-EU--Storm-KILL` and `BC-EU--Storm, KILL` from headlines in capitals."""
    end = line[-120:].rstrip()
    return end.endswith("KILL") and _KILL_AT_THE_END.search(end) is not None


_KILL_AT_THE_END = re.compile(r"[a-z]\S*(?:[-–]|,\s?)(?:MANDATORY )?KILL$")
