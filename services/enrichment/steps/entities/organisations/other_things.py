"""Known organisations' names that mean something else: a building, an index, a plane, a prize.

Asked of candidates only, by the words beside them.
"""

from __future__ import annotations

from services.enrichment.data.vocabulary import Known
from services.enrichment.steps.entities.lexicon import Lexicon
from services.enrichment.steps.entities.tokens import Tokens

_FEW = 2
_BUILDINGS = frozenset(("Kremlin", "White House", "Downing Street", "Vatican", "Elysee"))
_IN = frozenset("in inside outside near around into visit visited visiting left leave".split())
_IN |= frozenset("leaving entered entering enter occupy occupied stormed toured".split())
_CAME = frozenset(
    "return returned returning returns came come went go back invited walked visit visits trip"
    " arrived drove moved move flew".split()
)
_WHO_WORK_THERE = frozenset(
    "officials official sources source aides aide spokesman spokeswoman adviser advisers"
    " advisor advisors counsel lawyer lawyers staff".split()
)
_HELD_THERE = frozenset(
    "talks meeting meetings ceremony lawn dinner lunch garden reception summit event signing"
    " visit grounds gates breakfast banquet hall wall walls".split()
)
_MARKETS = frozenset(("Nasdaq", "Dow Jones", "S&P", "Nikkei", "Dow", "Financial Times"))
_OF_MARKETS = frozenset("index industrial industrials composite average averages".split())
_CHAMBERS = frozenset(("Parliament", "Congress"))
_PLAIN_ELSEWHERE = _BUILDINGS | _MARKETS | _CHAMBERS | {"House"}
_LAWS = frozenset(("Act", "Acts", "Bill"))
_TERMS = frozenset("next last this every each current previous outgoing new hung".split())
_MEMBERS = frozenset("Member Members Act Acts member members act acts House Houses".split())
_UNITS = frozenset("percent per pct million billion points people shares years".split())
_LONGEST_NUMBER = 4
_THIS_CENTURY = ("19", "20")
_SCORES_TOO = frozenset(("sport", "politics"))
_EVENTS = frozenset(
    "Cup Open Classic Championship Championships Masters Trophy Award Awards Prize Prizes Tour"
    " Tours Festival Marathon Invitational Bowl Derby Olympics Pageant Treaty Prix".split()
)
"""A run of capitals that ends so is somebody's event, or a pact, whoever its sponsor is."""
_MOST_OF_AN_EVENT = 3


def is_another_thing(tokens: Tokens, lexicon: Lexicon, known: Known, at: int, end: int) -> bool:
    """Tell whether a known name means no organisation where it stands."""
    texts = tokens.texts
    if known.name in _PLAIN_ELSEWHERE:
        following = texts[end] if end < len(texts) and tokens.near(end - 1, end) else ""
        if known.name in _BUILDINGS:
            return _is_building(tokens, at, following)
        if known.name == "House":
            return following == "of"  # “House of Cards”
        if known.name in _CHAMBERS:
            return _is_term(tokens, at, following)
        measured = following.lower() in _OF_MARKETS or following.isdigit()
        return measured or (known.name == "Dow" and at > 0 and texts[at - 1] in ("the", "The"))
    if known.kind == "media":
        # “Minister of Foreign Affairs”
        return at > 1 and texts[at - 1] == "of" and lexicon.is_title(texts[at - _FEW])
    return (
        end - at == 1
        and end < len(texts)
        and texts[end][-1].isdigit()
        and known.kind not in _SCORES_TOO
        and _is_model(tokens, at)
    )


def event_end(tokens: Tokens, end: int) -> int:
    """Give where a run of capitals reaches “Cup”, “Open” or “Awards”, or `end`."""
    texts = tokens.texts
    last = min(len(texts), end + _MOST_OF_AN_EVENT)
    for at in range(end, last):
        if not tokens.capital[at] or not tokens.touches(at - 1, at):
            break
        if texts[at] in _EVENTS:
            return at + 1
    return end


def _is_building(tokens: Tokens, at: int, following: str) -> bool:
    """Tell “in the Kremlin” and “the Downing Street talks” from “the Kremlin said”."""
    texts = tokens.texts
    if following in _HELD_THERE:
        return True
    before = at - 1
    if before > 0 and texts[before] == "the":
        before -= 1
    if before < 0:
        return False
    word = texts[before].lower()
    if word in _IN:
        return True
    told = texts[before - 1].lower() if before else ""
    return (word == "at" and told not in _WHO_WORK_THERE) or (word == "to" and told in _CAME)


def _is_term(tokens: Tokens, at: int, following: str) -> bool:
    """Tell “Member of Parliament”, “the next Parliament” and “the Parliament Act”."""
    texts = tokens.texts
    if following in _LAWS:
        return True
    before = texts[at - 1] if at else ""
    return before in _TERMS or (before == "of" and at > 1 and texts[at - _FEW] in _MEMBERS)


def _is_model(tokens: Tokens, at: int) -> bool:
    """Tell “Airbus A320”, “Apollo 13” and “ISO 9002” by the number, which is no year's."""
    following = tokens.texts[at + 1]
    digits = following[1:].lstrip("-") if following[0].isupper() else following
    if not digits[:1].isdigit() or len(digits) > 2 * _LONGEST_NUMBER:
        return False
    if len(digits) == _LONGEST_NUMBER and digits.startswith(_THIS_CENTURY):
        return False
    behind = tokens.texts[at + _FEW] if at + _FEW < len(tokens.texts) else ""
    return behind not in _UNITS and tokens.texts[at].isalpha() and tokens.touches(at, at + 1)
