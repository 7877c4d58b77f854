"""What somebody is: “Chinese foreign ministry spokesperson”, “the chief economist of …”."""

from __future__ import annotations

from services.enrichment.steps.entities.lexicon import (
    LONGEST_ROLE,
    OF,
    SENTENCE_STARTERS,
    SHORT_NAME,
    Lexicon,
)
from services.enrichment.steps.entities.tokens import Tokens, is_capital

_APPOSITION = 90
"""The longest “, the chief economist of …,” in characters."""

_PRONOUNS = frozenset("he she it they we i you who".split())

_COURTESY = frozenset(
    "mr mrs ms miss sir dame lord lady herr frau monsieur madame m mme señor señora signor"
    " signora senhor senhora".split()
)

_DOCTORS = frozenset(("dr", "prof", "professor", "doctor", "rev", "chief", "barr", "engr"))
"""Behind whose office “the minister of education, Dr Roe” is called."""

_CALENDAR = frozenset(
    "Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April May"
    " June July August September October November December I".split()
)

_ROLE_ENDS = frozenset(
    "who whom whose which that when where after before while because since until although but"
    " whom during amid despite following".split()
)
"""“A nurse who works in the harbour” is a nurse."""
_BEHIND_A_VERB = frozenset("a an the his her their its to in on at for with by".split())
_FINITE = frozenset("has had have is was are were will would can could may".split())
_DETERMINERS = frozenset("the its his her their our".split())
_NOT_OPENING_A_ROLE = frozenset("a an the and by his her its their".split())


class Roles:
    """Reads the roles before and behind names."""

    def __init__(self, tokens: Tokens, lexicon: Lexicon) -> None:
        self.tokens = tokens
        self.lexicon = lexicon

    def before(self, at: int, name_at: int, first: int) -> str | None:
        """Give “Chinese foreign ministry spokesperson” before a name."""
        start = at
        seen = name_at > at
        while start > first and at - start < LONGEST_ROLE:
            previous = start - 1
            if not self.tokens.touches(previous, start):
                break
            office = self._office_of(previous, first)
            if office < previous:
                start, seen = office, True
                continue
            known = self.lexicon.is_role(self.tokens.texts[previous])
            if not known and not self._may_stand_in_role(previous, seen=seen):
                break
            seen = seen or known
            start = previous
        if not seen:
            return self._with_comma(at, first)
        while start < name_at and self.tokens.texts[start].lower() in _NOT_OPENING_A_ROLE:
            start += 1
        if start == name_at:
            return None
        role = self.tokens.words.text[
            self.tokens.words.starts[start] : self.tokens.words.starts[name_at]
        ]
        role = role.rstrip(" \u00a0,")
        lower = role.lower().rstrip(".")
        if lower in _COURTESY:
            return None
        return (lower in _DOCTORS and self._with_comma(start, first)) or role

    def _may_stand_in_role(self, at: int, *, seen: bool) -> bool:
        lexicon = self.lexicon
        token = self.tokens.texts[at]
        lower = token.lower()
        if lower in lexicon.modifier or token in lexicon.places.demonyms:
            return True
        if not seen or token in SENTENCE_STARTERS:
            return False
        if is_capital(token):
            return token not in _CALENDAR
        return "-" in lower and lower.partition("-")[0] in lexicon.modifier

    def _office_of(self, at: int, first: int) -> int:
        """Give where “Secretary of State” begins that ends at this token, or the token."""
        if not is_capital(self.tokens.texts[at]):
            return at
        for of in range(at - 1, max(first, at - SHORT_NAME), -1):
            if not self.tokens.touches(of, of + 1):
                return at
            if self.tokens.texts[of] in OF and of > first and self.tokens.touches(of - 1, of):
                return of - 1 if self.lexicon.is_role(self.tokens.texts[of - 1]) else at
            if not is_capital(self.tokens.texts[of]) and self.tokens.texts[of] not in (
                "and",
                "the",
            ):
                return at
        return at

    def _with_comma(self, at: int, first: int) -> str | None:
        """Give “presidente de Colombia” before “, Gustavo Petro”.

        An “of” must be in it, or whose it is before it: “the firm’s engineer, Roe”.
        """
        words = self.tokens.words
        if at - 1 <= first or words.text[words.ends[at - 1] : words.starts[at]] != ", ":
            return None
        office = self._whose(at, first)
        if office is not None:
            return office
        has_of = False
        for start in range(at - 1, max(first, at - 1 - LONGEST_ROLE) - 1, -1):
            lower = self.tokens.texts[start].lower()
            if start < at - 1 and not self.tokens.near(start, start + 1):
                return None
            if lower in self.lexicon.says:
                return None
            has_of = has_of or lower in OF
            if has_of and self.lexicon.is_role(lower) and lower not in OF:
                while (
                    start > first
                    and self.tokens.touches(start - 1, start)
                    and (self.tokens.texts[start - 1].lower() in self.lexicon.modifier)
                ):
                    start -= 1  # noqa: PLW2901 - the role opens further left
                return words.text[words.starts[start] : words.ends[at - 1]]
        return None

    def _whose(self, at: int, first: int) -> str | None:
        """Give “chief engineer” in “the firm’s chief engineer, Ann Roe”."""
        texts, words = self.tokens.texts, self.tokens.words
        start = at - 1
        if not self.lexicon.is_role(texts[start]):
            return None
        if is_capital(texts[start]):
            return self._office(at, first)
        while start - 1 > first and texts[start - 1].lower() in self.lexicon.modifier:
            if not self.tokens.touches(start - 1, start):
                break  # “the hospital’s”
            start -= 1
        if not self.tokens.near(start - 1, start):
            return None
        owned = words.texts[start - 1] != texts[start - 1]
        if not owned and texts[start - 1].lower() not in _DETERMINERS:
            return None
        return words.text[words.starts[start] : words.ends[at - 1]]

    def _office(self, at: int, first: int) -> str | None:
        """Give “Home Affairs Minister” before “, Ann Roe”, behind “the” or “Elmland’s”."""
        texts, words = self.tokens.texts, self.tokens.words
        start = at - 1
        while (
            start > first
            and at - start <= SHORT_NAME
            and is_capital(texts[start - 1])
            and self.tokens.touches(start - 1, start)
            and texts[start - 1] not in SENTENCE_STARTERS
        ):
            start -= 1
        if start == 0 or not self.tokens.near(start - 1, start):
            return None
        owned = words.texts[start - 1] != texts[start - 1]
        if not owned and texts[start - 1].lower() not in _DETERMINERS:
            return None
        return words.text[words.starts[start] : words.ends[at - 1]]

    def after(self, end: int, last: int) -> str | None:
        """Give “chief economist of the Snail Bank” after “, the” behind a name."""
        words = self.tokens.words
        if end >= last or words.text[words.ends[end - 1] : words.starts[end]] != ", ":
            return None
        at = end
        if self.tokens.texts[at] in _FINITE:
            return None  # “The leader of X, Ann Roe, has asked the minister”
        if self.tokens.texts[at].isdigit() and at + 1 < last:
            if words.text[words.ends[at] : words.starts[at + 1]] != ", ":
                return None
            at += 1
        if self.tokens.texts[at].lower() in ("a", "an", "the", "who"):
            if self.tokens.texts[at].lower() == "who":
                return None
            at += 1
        elif (
            self.tokens.texts[at].endswith("ed")
            and at + 1 < last
            and self.tokens.texts[at + 1] in _BEHIND_A_VERB
        ):
            return None  # “…, Roe, hired a student”
        lexicon = self.lexicon
        role = False
        index = at
        while index < last and index - at < LONGEST_ROLE + 3:
            lower = self.tokens.texts[index].lower()
            if (
                lower in lexicon.role
                or lower in lexicon.title
                or ("-" in lower and lower.rpartition("-")[2] in lexicon.role)
            ):
                role = True
            elif not role and (
                index - at >= SHORT_NAME + 1 or lower in lexicon.says or lower in _PRONOUNS
            ):
                return None
            if index + 1 >= last:
                index += 1
                break
            gap = words.text[words.ends[index] : words.starts[index + 1]]
            index += 1
            if role and self.tokens.texts[index].lower() in _ROLE_ENDS:
                return words.text[words.starts[at] : words.ends[index - 1]]
            if gap not in (" ", "\u00a0", " & ", "/"):
                break
        if not role or index == at:
            return None
        text = words.text[words.starts[at] : words.ends[index - 1]]
        closed = words.text[words.ends[index - 1] : words.ends[index - 1] + 1]
        if len(text) > _APPOSITION or closed not in ",.;)—–":
            return None
        if any(token in lexicon.says for token in text.lower().split()[1:]):
            return None
        return text
