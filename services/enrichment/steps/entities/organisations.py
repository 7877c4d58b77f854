"""Organisations: known by name, or by the words that organisations have."""

from __future__ import annotations

import re
from collections import Counter

from services.enrichment.steps.entities.lexicon import LIKELY, SHORT_NAME, SURE, Lexicon
from services.enrichment.steps.entities.tokens import Tokens, is_capital
from shared.articles import Organisation

_LONGEST_ORGANISATION = 8

_ORGANISATION_LINKS = frozenset(
    "of for and the on in de del della di du des der für und y e et dos do da la las"
    " los".split()
)

_MINISTRIES = frozenset(
    "foreign defence defense finance interior health energy education justice trade economy"
    " agriculture transport labour labor environment culture industry commerce".split()
)

_IN_BRACKETS = re.compile(r" \(([A-Z][A-Za-z&-]{1,7})\)")

_BOTH = frozenset(("General", "Justice", "Commissioner", "King", "Prince", "Crown", "Queen"))

_WEAK_LAST = frozenset(
    "Capital Community Energy Finance Financial Force Forces Front Management Markets Media"
    " Mission"
    " Network Networks News Office Press Program Programme Post Records Reserve Service"
    " Services"
    " Society Software Solutions Staff Studios Survey Systems Team Technology Television Times"
    " Trust Union Watch Works Exchange Futures International Partners School Center Centre"
    " Command Industries Insurance Initiative Conference League Community Guard Board".split()
)
"""Words that make an organisation only beside one that is no ordinary word."""


class Organisations:
    """The organisations of one text, in the making."""

    def __init__(self, tokens: Tokens, lexicon: Lexicon) -> None:
        self.tokens = tokens
        self.lexicon = lexicon
        self.counted: Counter[str] = Counter()
        self.first_seen: dict[str, int] = {}
        self.acronyms: dict[str, str] = {}

    def known(self, at: int, last: int) -> tuple[str | None, int]:
        """Give the organisation that the list knows by the words here, and its end."""
        most = self.lexicon.organisation_lengths.get(self.tokens.texts[at])
        if most is None:
            return None, at
        for length in range(min(most, last - at), 0, -1):
            name = self.lexicon.organisations.get(self.tokens.slice(at, at + length))
            if name:
                return name, at + length
        return None, at

    def longer(self, at: int, end: int) -> int:
        """Give the end of “Kyiv City Council” and the like, or `at`."""
        lexicon = self.lexicon
        texts = self.tokens.texts
        found = at
        for index in range(at, min(end, at + _LONGEST_ORGANISATION)):
            token = texts[index]
            if index > at and token in lexicon.org_last and not token.isdigit():
                found = index + 1
            elif (
                index > at
                and (
                    token.lower() in lexicon.title
                    and not (index + 1 < end and texts[index + 1] in lexicon.org_last)
                )
            ) or (token in lexicon.particle and index + 1 >= end):
                break
        if found > at and texts[at].lower() in lexicon.title and texts[at] not in _BOTH:
            return at
        if texts[found - 1] in _WEAK_LAST and all(
            token.lower() in lexicon.common for token in texts[at:found]
        ):
            return found if self._abbreviated(found) else at
        return found

    def _abbreviated(self, end: int) -> bool:
        """Tell whether a name's abbreviation follows it in brackets."""
        after = self.tokens.finishes[end - 1]
        return _IN_BRACKETS.match(self.tokens.words.text[after : after + 12]) is not None

    def of(self, at: int, last: int) -> int:
        """Give the end of “Ministry of Foreign Affairs” and the like, or `at`."""
        start = at
        while (
            start < min(last, at + SHORT_NAME)
            and self.tokens.texts[start] not in self.lexicon.org_first
            and is_capital(self.tokens.texts[start])
            and start + 1 < last
            and self.tokens.joined(start, start + 1)
        ):
            start += 1
        if start >= last or self.tokens.texts[start] not in self.lexicon.org_first:
            return at
        end = start + 1
        if end >= last or self.tokens.texts[end] not in (
            "of",
            "for",
            "de",
            "del",
            "della",
            "du",
            "für",
            "do",
            "da",
            "des",
        ):
            return at
        best = at
        while end < min(last, start + _LONGEST_ORGANISATION) and self.tokens.joined(
            end - 1, end
        ):
            if is_capital(self.tokens.texts[end]):
                end += 1
                best = end
            elif self.tokens.texts[end] in _ORGANISATION_LINKS:
                if (
                    self.tokens.texts[end] == "and"
                    and best > at
                    and not self._continues(end, last)
                ):
                    break
                if self.tokens.texts[end] in ("in", "on"):
                    break
                end += 1
            else:
                break
        return best

    def _continues(self, at: int, last: int) -> bool:
        """Tell whether “and X” belongs to “Ministry of Health and X”."""
        return (
            at + 1 < last
            and self.tokens.texts[at + 1] not in self.lexicon.place_lengths
            and self.tokens.texts[at + 1].lower() in self.lexicon.common
        )

    def national_body(self, at: int, last: int) -> int:
        """Give the end of “Chinese foreign ministry”, after its country, or `at`."""
        end = at + 1
        if (
            end < last
            and self.tokens.near(at, end)
            and self.tokens.texts[end].lower() in _MINISTRIES
        ):
            end += 1
            if (
                end < last
                and self.tokens.near(end - 1, end)
                and self.tokens.texts[end].lower() == "ministry"
            ):
                return end + 1
        return at

    def note(self, name: str, at: int) -> None:
        """Count an organisation, and learn the abbreviation behind it."""
        self.counted[name] += 1
        self.first_seen.setdefault(name, at)
        words = self.tokens.words
        # "World Snail Union (WSU)" makes WSU known for the rest of the text.
        following = words.text[words.starts[at] + len(name) :][:12]
        match = _IN_BRACKETS.match(following)
        if match and match.group(1) not in self.lexicon.organisations:
            self.acronyms[match.group(1)] = name

    def named(self) -> tuple[Organisation, ...]:
        """Everything found, the most mentioned first, then as they come in the text."""
        return tuple(
            Organisation(
                name=name,
                mentions=mentions,
                span=self.tokens.where(name, self.first_seen[name]),
                confidence=SURE if name in self.lexicon.organisations else LIKELY,
            )
            for name, mentions in sorted(
                self._merged().items(),
                key=lambda pair: (-pair[1], self.first_seen[pair[0]]),
            )
        )

    def _merged(self) -> dict[str, int]:
        """Give the organisations, “the” left out and the same name counted once."""
        merged: dict[str, int] = {}
        spelled: dict[str, str] = {}
        for name, mentions in self.counted.items():
            key = name.removeprefix("The ").casefold()
            shown = spelled.setdefault(key, name)
            merged[shown] = merged.get(shown, 0) + mentions
        return merged
