"""What kind of story this is, and how urgent: suggestions, each with the rule it comes from.

Genres are IPTC's (https://cv.iptc.org/newscodes/genre/), urgencies its 1 (most urgent) to 8.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from shared.articles import Genre, Topic, Urgency

_GENRES = (
    ("Analysis", "ANALYSIS|ANALYSE|ANÁLISIS|NEWS ANALYSIS"),
    ("Interview", "INTERVIEW|ENTREVISTA|INTERVISTA"),
    ("Obituary", "OBITUARY|NACHRUF"),
    ("Feature", "FEATURE|INSIGHT|REPORTAGE"),
    ("Background", "EXPLAINER|FACTBOX|HINTERGRUND"),
    ("History", "TIMELINE"),
    ("Curtain Raiser", "PREVIEW|VORSCHAU"),
    ("Wrap-up", "WRAPUP|ROUNDUP|ZUSAMMENFASSUNG|ÜBERBLICK|RESUMEN|PUNTO|RESUMO"),
    ("Polls and Surveys", "POLL"),
    ("Special Report", "SPECIAL REPORT"),
    ("Press-Digest", "PRESS DIGEST"),
    ("Summary", "HIGHLIGHTS"),
    ("Transcript and Verbatim", "TEXT"),
    ("Exclusive", "EXCLUSIVE|EXCLUSIVA|ESCLUSIVA|EXCLUSIVO|EXCLUSIEF"),
    ("Opinion", "OPINION|COMMENT|COMMENTARY|EDITORIAL|COLUMN|KOMMENTAR|MEINUNG|OPINIÓN"),
    ("Update", "UPDATE|AKTUALISIERT|ACTUALIZA|AGGIORNA|ATUALIZA"),
)
_BY_MARKER = tuple((name, re.compile(rf"(?:{words})\b")) for name, words in _GENRES)
_DIED = re.compile(
    r"\b(?:dies|died|dead) (?:aged|at) \d{2,3}\b|\bist tot\b|\bgestorben\b|\best mort"
    r"|\bmuere .{0,40}a los \d{2,3}\b|\bè morto\b|\bmorre .{0,40}aos \d{2,3}\b",
    re.IGNORECASE,
)
_LONGEST = 300
_RELEASES = frozenset({"PR Newswire", "Business Wire", "GlobeNewswire", "Accesswire"})


def suggest_genre(headline: str, marker: str | None, agency: str | None) -> Genre:
    """Suggest by the wire's marker, the headline's own word, or who sent it; else `Current`."""
    begins = headline[:_LONGEST].partition(":")[0] if ":" in headline[:_LONGEST] else ""
    for text, rule in (((marker or "")[:_LONGEST], "marker"), (begins, "headline")):
        for name, pattern in _BY_MARKER:
            if text and pattern.search(text.upper()):
                return _genre(name, rule, 0.9 if rule == "marker" else 0.7)
    if agency in _RELEASES:
        return _genre("Press Release", "agency", 0.9)
    if _DIED.search(headline[:_LONGEST]):
        return _genre("Obituary", "headline", 0.6)
    return _genre("Current", "default", 0.4)


def _genre(name: str, rule: str, confidence: float) -> Genre:
    qcode = f"genre:{name.replace(' ', '_')}"
    return Genre(qcode=qcode, name=name, rule=rule, confidence=confidence)


_BY_WORD = (
    (1, re.compile(r"(?:FLASH|KILL)\b")),
    (2, re.compile(r"(?:ALERT|NEWSALERT|SNAP|URGENT|URGENTE|BREAKING|BULLETIN|EIL|EILMELDUNG"
                   r"|ALERTE|ALERTA|DRINGEND|SPOED)\b")),
    (3, re.compile(r"(?:CORRECT|KORREKTUR|BERICHTIGUNG|CORREC|WITHDRAWN|EXCLUSIV)")),
    (4, re.compile(r"(?:UPDATE|WRAPUP|LEAD|\d+(?:ST|ND|RD|TH) LD)")),
    (6, re.compile(r"(?:ANALYSIS|FEATURE|FACTBOX|TIMELINE|EXPLAINER|OBITUARY|INSIGHT|POLL)\b")),
)  # fmt: skip
_GRAVE = frozenset(("medtop:20000148", "medtop:20000053", "medtop:20000062", "medtop:20000070"))
_SURE_OF_TOPIC = 0.6
_ROUTINE = 5


def suggest_urgency(marker: str | None, topics: Sequence[Topic]) -> Urgency:
    """Suggest by the wire's marker, or by topics that are grave; 5 is routine."""
    for value, pattern in _BY_WORD:
        if marker and pattern.search(marker[:_LONGEST].upper()):
            return Urgency(value=value, rule="marker", confidence=0.9)
    if any(topic.qcode in _GRAVE and topic.relevance >= _SURE_OF_TOPIC for topic in topics):
        return Urgency(value=3, rule="topic", confidence=0.5)
    return Urgency(value=_ROUTINE, rule="default", confidence=0.3)
