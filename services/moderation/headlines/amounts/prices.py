"""Pure: two prices of a text, old and new, against a headline's rise or fall; folded."""

from __future__ import annotations

import re

_AMOUNT = r"(\d{1,4}(?:[.,]\d{1,2})?)"
_UNIT = (
    r"(?:euros?|eur|€|£|\$|pounds?|pence|p|cents?|centimes?|centimos|dollars?|kronor|kr|franken"
    r"|francs?|reais|per ?cent|prozent|%|procent|pour cent|por ciento|por cento)"
)
_MARK = r"(?:€|£|\$|r\$|eur|chf) ?"
_NEW_FIRST = re.compile(
    rf"(?<![\d.,]){_AMOUNT}(?: ?({_UNIT})(?!\w))?(?: [a-z]+){{0,5}},? "
    rf"(?:instead of|up from|down from|rather than|anstatt|statt|au lieu d(?:e|es)|contre"
    rf"|en vez de|en lugar de|frente a|invece (?:di|dei|degli)|contro i|anziche|em vez d[eo]s?"
    rf"|contra os|in plaats van|tegen(?:over)?|i stallet for|mot tidigare) "
    rf"(?:the |de |den |los |las |i |os |as |gli |les |current |previous "
    rf"|bisher |bislang |wie "
    rf"|nu |actuel |actuales |attuali |atuais ){{0,3}}"
    rf"(?:{_MARK})?{_AMOUNT}(?: ?({_UNIT})(?!\w))?"
)
_OLD_FIRST = re.compile(
    rf"\b(?:from|von|de|da|dai|dos|van|fran) (?:{_MARK})?{_AMOUNT}(?: ?({_UNIT})(?!\w))?"
    rf"(?: [a-z]+){{0,2}} (?:to|auf|a|para|naar|op|till|ai) (?:{_MARK})?"
    rf"{_AMOUNT}(?: ?({_UNIT})(?!\w))?"
)


def prices_go_against(text: str, *, rises: bool) -> str | None:
    """Say that a text's prices went the other way than its headline says; None where not."""
    pairs = [*_pairs(text)]
    if not pairs or any((new >= old) == rises for old, new in pairs):
        return None
    old, new = pairs[0]
    turn = "a rise" if rises else "a fall"
    return f"The headline tells of {turn}; the text of {new:g} after {old:g}."


def price_rises(text: str) -> bool:
    """Tell a text in which some price is higher than before."""
    return any(new > old for old, new in _pairs(text))


def _pairs(text: str) -> list[tuple[float, float]]:
    found = []
    if not any(sign.isdigit() for sign in text):
        return []
    for pattern, turned in ((_NEW_FIRST, True), (_OLD_FIRST, False)):
        for match in pattern.finditer(text):
            marked = match[2] or match[4] or re.search(r"[€£$]", match[0])
            if not marked and not re.search(r"[€£$] ?$", text[: match.start(1)]):
                continue
            one, other = _value(match[1]), _value(match[3])
            if ("up from" in match[0] and one < other) or (
                "down from" in match[0] and one > other
            ):
                continue  # “the months to 30 November, up from £179m”: of another figure
            found.append((other, one) if turned else (one, other))
    return found


def _value(number: str) -> float:
    return float(number.replace(",", "."))
