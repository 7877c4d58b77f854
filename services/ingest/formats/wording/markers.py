"""Marks of versions in headlines and sluglines: `UPDATE 1-`, `1st Ld-Writethru`; pure."""

from __future__ import annotations

import re

_NUMBER = r"(?:\d{1,2}(?:st|nd|rd|th)?|first|second|third)"


_TAKE = (
    rf"(?:{_NUMBER}\s?(?:NEWS)?\s?LE?A?D(?:[- ]WRITE?[- ]?THRU)?"
    rf"|(?:{_NUMBER}\s)?WRITE?[- ]?THRU|{_NUMBER}\s?ADD)"
)


_MARKER = (
    rf"(?:UPDATE\s+\d{{1,2}}|WRAPUP\s+\d{{1,2}}|RPT|REFILE|REPEAT|CORRECTED|CORRECTION|CORRECTIVE"
    rf"|CLARIFICATION|ADVISORY|EXTRA|URGENT|ALERT|BREAKING|BULLETIN|FLASH|LEAD|ROUNDUP|FEATURE"
    rf"|{_TAKE}"
    r"|(?:MANDATORY\s+)?KILL(?:\s+NOTICE)?|(?:STORY\s+)?WITHDRAWN|HOLD|EMBARGO(?:ED)?|SPERRFRIST|EIL|VORRANG|ZUSAMMENFASSUNG|KORREKTUR|BERICHTIGUNG)"
)


_ALONE = re.compile(rf"(?i)\W{{0,4}}(?:{_NUMBER}\s+)?{_MARKER}(?:[\s:,-]+{_MARKER})*\W{{0,4}}")


_ONE_IN_FRONT = (
    r"(?:(?:UPDATE|WRAPUP) \d{1,2}|CORRECTED|CORRECTION|CLARIFICATION|REFILE|RPT|ADVISORY"
    r"|(?:Correction|Clarification)(?=:))"
)


_IN_FRONT = re.compile(rf"{_ONE_IN_FRONT}(?:\s?[-–—:/]\s?{_ONE_IN_FRONT})*(?=\s?[-–—:]\s?\S)")


_CORRECTS = re.compile(
    r"\b(?:CORRECT(?:ED|ION|IVE)|Correct(?:ed|ion|ive)|KORREKTUR|BERICHTIGUNG|Korrektur"
    r"|Berichtigung|RECTIFICATIF|CORRECCIÓN)\b"
)


_BEHIND = re.compile(rf",\s?({_TAKE}(?:[, ]+{_TAKE})*)(?:,\s?\d{{1,5}})?\s*$", re.IGNORECASE)


_IN_PARENTHESES = re.compile(rf"\(({_MARKER}(?:[, ]+{_MARKER})*)\)\s*$", re.IGNORECASE)


def is_marker(line: str) -> bool:
    """Tell whether a line is nothing but a version marker (`EXTRA`, `1st Ld-Writethru`)."""
    return len(line) < 60 and _ALONE.fullmatch(line.strip()) is not None


def marker_of(*lines: str | None) -> str | None:
    """Find the version marker in a headline or slugline.

    `UPDATE 1-…`, `SLUG/ (UPDATE 1)`, `BC-EU--Storm, 1st Ld-Writethru`.
    """
    for line in lines:
        end = (line or "")[-120:]
        found = _IN_FRONT.match(line or "")
        behind = _IN_PARENTHESES.search(end) or _BEHIND.search(end)
        if found or behind:
            return found.group() if found else behind and behind.group(1)
    return None


def signals_of(*markers: str | None) -> tuple[str, ...]:
    """Give IPTC's signal for a correction, and ours for an advisory, where a marker says so."""
    said = [marker[:200] for marker in markers if marker]
    corrects = any(_CORRECTS.search(marker) for marker in said)
    advises = any("ADVISORY" in marker for marker in said)
    return (*(("sig:correction",) if corrects else ()), *(("advisory",) if advises else ()))
