"""Words that may make a line furniture, told of all lines of a page in one pass; pure.

Few lines have one of them, and only those need to be looked at closely.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate

from services.enrichment.lines.credits import CONTRIBUTED, WORK
from services.enrichment.lines.sites import HINT
from services.enrichment.needles import kinds_in

_HINTS = (
    " by ", "contributed", "cookie", "rights reserved", "copyright", "©", "edited", "published",
    "appeared", "standards", "trust principles", "reporting", " de ", " par ", " von ",
    "a cura", "redazione", "tags", "subscribe", "sign up", "email address", "restrictions",
    "photo", "foto", "image", "picture", "feed", "reserv", "($", "(€", "disclaim",
    "expressed", "affiliate", "commission",
)  # fmt: skip
TOLD_BY: dict[str, tuple[str, ...]] = {
    "copyright": (
        "©", "(c)", "copyright", "reserv", "riserv", "réserv", "vorbehalten", "voorbehouden",
        "this material may", "click for restrictions",
    ),
    "disclaimer": ("disclaimer", "expressed", "commission", "affiliate", "informational"),
}  # fmt: skip
"""One of these is in every line of the kind; to look for them is much quicker."""
_PICTURED = ("photo", "foto", "image", "picture", "pic:", "bild")
_CRUMB_MARKS = "»›>→/|·•"
SHARE = frozenset(
    "share tweet facebook twitter linkedin whatsapp telegram reddit pinterest messenger tumblr"
    " instagram flipboard teilen twittern tweeter twittear twittare partager compartir"
    " compartilhar partilhar condividi condividere delen deel dela paylaş bagikan"
    " udostępnij поделиться поделись вконтакте viber vk threads bluesky xing pin drucken"
    " imprimir imprimer stampa afdrukken print email".split()
)
RUNS_ON = "run_on"
"""The kind of a paragraph in which a credit or the like may run on."""
_RUN_ON = (
    "our standards", "reporting", "writing", "editing", "compiled", "photography", "reporte",
    "reportage", "rédigé", "bericht", "edição", "editado", "source", "enditem", "(end)",
    "(ansa)", "/tass/", "efe",
)  # fmt: skip
ADDRESSED = "addressed"
"""The kind of a line that has an address in it, or what may be one."""

_kinds_at = kinds_in(
    TOLD_BY
    | {
        "hint": _HINTS,
        "credits": (*WORK, CONTRIBUTED),
        "caption": _PICTURED,
        "crumb": (*_CRUMB_MARKS,),
        "share": (*sorted(SHARE),),
        RUNS_ON: _RUN_ON,
        ADDRESSED: ("www.", "://"),
    }
)
_IN_NO_WORD = "“”‘’–—…İ"
"""Without these most copy is ASCII, which is read several times as quickly."""
_NOTHING: frozenset[str] = frozenset()
_AN_ADDRESS = frozenset((ADDRESSED,))


def told_in(lines: Sequence[str]) -> list[frozenset[str]]:
    """Give of which kinds each line has words, in small letters or capitals."""
    text = "\n".join(lines)
    for mark in _IN_NO_WORD:
        text = text.replace(mark, '"')
    text = text.lower()
    found = _kinds_at(text)
    found += [(hint.start(), _AN_ADDRESS) for hint in HINT.finditer(text)]
    told = [_NOTHING] * len(lines)
    ends = [*accumulate(len(line) + 1 for line in lines)]
    for start, kinds in found:
        told[bisect_right(ends, start)] |= kinds
    return told
