"""Kills, holds and advisories in words, and the names they cite; pure.

Only set forms count; a guess that could hold back or kill a story is not made here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from ahocorasick_rs import BytesAhoCorasick, Implementation

from services.ingest.formats.wording.kill_notices import is_kill_notice, top_of
from shared.ninjs import AltId, PubStatus

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


def _says_hold(*lines: str | None) -> bool:
    """Tell whether a line is a wire's hold (dpa `HOLD`, `ACHTUNG: HOLD`)."""
    return any(_HOLD.match(line or "") for line in lines)


def _asks_for_a_hold(lines: Iterable[str]) -> bool:
    return any(_HOLD.match(line) or _PLEASE_HOLD.match(line[:400]) for line in lines)


def is_advisory(*headlines: str | None) -> bool:
    """Tell whether a headline says that this is for newsrooms to know only.

    Such a notice is withheld itself; it holds nothing of what it cites.
    """
    return any(_ADVISORY.match(headline or "") for headline in headlines)


ADVISORY = "advisory"
"""Our signal for what newsrooms are to know, and nobody to publish."""


class Stop(NamedTuple):
    """What words say of an item's status; an advisory is withheld, and stops nothing else."""

    status: PubStatus
    is_advisory: bool = False


_LONGEST_LINE_ABOVE = 80
"""Characters of a line above a story, such as a byline; below a longer one it has begun."""


def stop_in_words(
    *,
    heads: Sequence[str],
    marks: Sequence[str],
    letters: Sequence[str] = (),
    tops: Sequence[str] = (),
    story: str = "",
) -> Stop:
    """Weigh what is said in headlines and slugs, notes to editors, letters and the story.

    `tops` are the first lines of a story, which are held to stricter forms than `marks`;
    `story` is empty where it is too long for a notice.
    """
    if not _may_stop("\n".join((*heads, *marks, *tops[:2]))):
        heads = marks = tops = ()
    if any(text and is_kill_notice("", text) for text in (story, *letters)) or any(
        is_kill_notice(one) or _ends_with_kill(one) for one in (*heads, *marks)
    ):
        return Stop("canceled")
    advises = is_advisory(*heads)
    above = tops[:1] if tops and len(tops[0]) > _LONGEST_LINE_ABOVE else tops[:2]
    asked = _asks_for_a_hold([*marks, *top_of(story)[:3]])
    if advises or asked or _says_hold(*heads, *above):
        return Stop("withheld", is_advisory=advises)
    return Stop("usable")


def _may_stop(lines: str) -> bool:
    """Tell, at little cost, that no set form begins in any of these lines: most have no word.

    `_LIKE_OTHERS` are letters that patterns take for others whose small ones they are not.
    """
    low = lines.lower()
    return bool(_STOPPING.find_matches_as_indexes(low.encode("utf-8", "surrogatepass"))) or (
        not low.isascii() and _LIKE_OTHERS.search(low) is not None
    )


_ITS_WORDS = """
kill; withdrawn; retracted; cancel; notice; disregard; advisory; hold; there will be no; note to
do not; streichen; gestrichen; streichung; löschen; löschung; storn; zurückgezogen; rückzug
zurückhalten; nicht verwenden; verwenden sie; annul; anula; ne pas; no usar; no publicar
non usare; non pubblicare; intrekk; ingetrokken; vervalt; eliminar; аннулирование; حظر; utgår
trukket; trekkes; trækkes
"""
"""Of every set form that headlines, slugs and notes may have, a word it cannot be without."""
_STOPPING = BytesAhoCorasick(
    [word.encode() for word in re.split(r"[;\n]\s*", _ITS_WORDS.strip())],
    implementation=Implementation.DFA,
)
_LIKE_OTHERS = re.compile("[ıſ\u0307]")


def cited_names(*texts: str | None) -> tuple[AltId, ...]:
    """Give the identifiers (`urn:…`, `tag:…`) that a notice cites, for a kill to reach them."""
    found = _IDENTIFIER.findall(" ".join(text or "" for text in texts)[:_LONGEST_NOTICE])
    names = dict.fromkeys(name.rstrip(".,;:)") for name in found)
    return tuple(AltId(role="cited", value=name) for name in [*names][:10])


_IDENTIFIER = re.compile(r"\b(?:urn|tag):[\w.,:/#%~+-]{6,200}")


def _ends_with_kill(line: str) -> bool:
    """Tell AP's `BC-EU--Storm-KILL` and `BC-EU--Storm, KILL` from headlines in capitals."""
    end = line[-120:].rstrip()
    return end.endswith("KILL") and _KILL_AT_THE_END.search(end) is not None


_KILL_AT_THE_END = re.compile(r"[a-z]\S*(?:[-–]|,\s?)(?:MANDATORY )?KILL$")
