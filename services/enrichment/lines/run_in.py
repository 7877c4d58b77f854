"""How far the dateline runs into a text: “MOSCOW, Jan 30 (Agency) – ”."""

from __future__ import annotations

import re

from services.enrichment.lines.agencies import agency_named

_INNER = re.compile(r"[(（][^()（）\n]{2,40}[)）]")
_AGENCY_BEFORE = re.compile(r"[^()（）\n]{2,60}[(（]([^()（）\n]{2,30})[)）]\s+(?=\w)")
_AGENCY_ONLY = re.compile(r"\s*[(（][^()（）\n]{2,40}[)）]\s*[–—-]{0,2}\s*")
_CHINESE = re.compile(r"[^\s，。]{1,12}(?:社|网|報|报)[^\s，。]{0,12}(?:电|電|讯|訊)\s*")
_DASH = re.compile(r"\s[–—‑-]{1,2}\s|(?<=\))\.?\s?[–—‑-]{1,2}\s?|--\s?|—|:\s")
_BETWEEN = frozenset(
    "de la le del los of the and den der am im janv févr mars avril mai juin juil août sept"
    " oct nov déc ene feb mar abr may jun jul ago sep dic gen mag giu lug ott di el al em e y"
    " enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre"
    " gennaio febbraio aprile maggio giugno luglio settembre ottobre novembre dicembre janvier"
    " février juillet septembre octobre novembre décembre".split()
)
LONGEST_RUN_IN = 100
_MOST_TOKENS = 9
_FEW_TOKENS = 6


def run_in_end(text: str) -> int:
    """Measure the run-in at the start of a text or sentence; 0 where there is none."""
    text = text[:LONGEST_RUN_IN]
    match = _CHINESE.match(text)
    if match:
        return match.end()
    for dash in _DASH.finditer(text):
        head = text[: dash.start()]
        if dash.group()[0] == ":":
            # Only a place in capitals stands before a colon.
            return dash.end() if head.isupper() and len(head.split()) <= 3 else 0
        if not _is_run_in(head):
            break
        if _INNER.fullmatch(head):  # “(ANSA) - ROMA, 30 GEN - ”
            return dash.end() + run_in_end(text[dash.end() :])
        return dash.end()
    match = _AGENCY_BEFORE.match(text)
    if match and agency_named(match.group(1)) and _is_run_in(match.group()):
        return match.end()
    match = _AGENCY_ONLY.match(text)
    return match.end() if match else 0


def _is_run_in(head: str) -> bool:
    agency = _INNER.search(head) is not None
    tokens = [token.strip(",.") for token in _INNER.sub(" ", head).replace("/", " ").split()]
    tokens = [token for token in tokens if token]
    if not tokens:
        return agency
    if len(tokens) > _MOST_TOKENS:
        return False
    return all(
        token[0].isupper()
        or token[0].isdigit()
        or token.lower() in _BETWEEN
        or (agency and len(tokens) <= _FEW_TOKENS)
        for token in tokens
    )
