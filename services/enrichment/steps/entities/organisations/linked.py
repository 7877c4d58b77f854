"""Names that a link holds together: “Securities and Exchange Commission”, “Ann Roe & Sons”."""

from __future__ import annotations

from services.enrichment.steps.entities.lexicon import LONGEST_PERSON, Lexicon
from services.enrichment.steps.entities.tokens import Tokens, is_capital

_FEW = 2
_OFFICIAL = frozenset(
    "Commission Committee Department Administration Agency Council Association Institute"
    " Authority Board Bureau Service Services Office Ministry Corporation Foundation Federation"
    " Society Center Centre Union Party Court Academy College University Trust Fund"
    " Organisation Organization Enterprise Alliance Forum Congress".split()
)
_PARTNERS = frozenset("Co Company Sons Partners Associates Brothers Bros Cie Söhne".split())
_FORMS = frozenset("Inc Ltd Limited Corp LP LLC LLP PLC Plc plc Inc. Ltd.".split())
CAUSES = frozenset(("of", "for", "against"))
_FOR_CAUSES = frozenset(
    "Trust Association Foundation Society Fund Union Federation Network Campaign Alliance"
    " Council Committee Commission Institute Charity Coalition Church Party Movement".split()
)
_LEARNED = frozenset("University College Court Hospital".split())
"""Which have a place's or a person's name, unless a field stands before them."""


class LinkedNames:
    """Finds where a name that goes on behind “and”, “&” or “of” ends."""

    def __init__(self, tokens: Tokens, lexicon: Lexicon) -> None:
        self._tokens = tokens
        self._lexicon = lexicon

    def with_and(self, at: int, end: int, last: int) -> int:
        """Give the end of “Securities and Exchange Commission”, whose first run ends here."""
        texts = self._tokens.texts
        if (
            end - at > _FEW
            or end + 1 >= last
            or texts[end] not in ("and", "&")
            or not self._is_word(texts[end - 1])
            or not self._tokens.near(end - 1, end)
            or (end - at > 1 and texts[end - 1] in _OFFICIAL)
        ):
            return at
        stop = end + 1
        while (
            stop < min(last, end + 1 + LONGEST_PERSON)
            and is_capital(texts[stop])
            and self._tokens.joined(stop - 1, stop)
        ):
            stop += 1
        if stop - end <= _FEW or texts[stop - 1] not in _OFFICIAL:
            return at
        return at if self._is_another(end + 1, stop) else stop

    def begins(self, at: int) -> int:
        """Give where “Rail, Tram and Bus Union” begins, whose last two fields begin here."""
        texts, words = self._tokens.texts, self._tokens.words
        begin = at
        while (
            begin > 1
            and self._tokens.capital[begin - 1]
            and words.text[words.ends[begin - 1] : words.starts[begin]] == ", "
            and self._is_word(texts[begin - 1])
        ):
            begin -= 1
        return begin if begin and texts[begin - 1] in ("the", "The") else at

    def _is_another(self, at: int, end: int) -> bool:
        """Tell “Elmford Police Department” and “Roe University” from the rest of a name."""
        texts, lexicon = self._tokens.texts, self._lexicon
        first = texts[at]
        if not self._is_word(first) and (
            first in lexicon.place_lengths
            or first in lexicon.first_names
            or first in lexicon.places.demonyms
        ):
            return True
        field = texts[end - _FEW].endswith(("al", "ics", "ogy"))
        return texts[end - 1] in _LEARNED and not field

    def of_partners(self, at: int, end: int, last: int) -> int:
        """Give the end of “Ann Roe and Co Inc”, which a person's name begins, or `at`."""
        texts = self._tokens.texts
        if end + 1 >= last or texts[end] not in ("and", "&"):
            return at
        if texts[end + 1] not in _PARTNERS or not self._tokens.near(end - 1, end):
            return at
        stop = end + _FEW
        while stop < last and texts[stop] in _FORMS and self._tokens.joined(stop - 1, stop):
            stop += 1
        return stop

    def of_causes(self, at: int, end: int, last: int) -> int:
        """Give the end of “the Victims of Crime Trust”, which its last word makes one."""
        texts, tokens, lexicon = self._tokens.texts, self._tokens, self._lexicon
        if not at or texts[at - 1] not in ("the", "The") or lexicon.is_role(texts[at]):
            return at
        if end >= last or texts[end] not in CAUSES or texts[at] in lexicon.not_person:
            return at
        stop = end + 1
        while (
            stop < min(last, end + LONGEST_PERSON)
            and tokens.capital[stop]
            and tokens.joined(stop - 1, stop)
        ):
            stop += 1
        return stop if stop - end > _FEW and texts[stop - 1] in _FOR_CAUSES else at

    def _is_word(self, token: str) -> bool:
        """Know an ordinary word, also by its one: “Monopolies”."""
        lower = token.lower()
        common = self._lexicon.common
        if lower in common or lower.removesuffix("s") in common:
            return True
        return lower.endswith("ies") and f"{lower[:-3]}y" in common
