"""Organisations: known by name, or by the words that organisations have."""

from __future__ import annotations

from collections import Counter
from functools import cached_property

from services.enrichment.data.vocabulary import Known
from services.enrichment.steps.entities.lexicon import (
    LIKELY,
    SURE,
    Lexicon,
)
from services.enrichment.steps.entities.organisations.doubles import doubles, is_short_for
from services.enrichment.steps.entities.places.namesakes import stands_for_a_land
from services.enrichment.steps.entities.spellings import abbreviation, fullest, plain
from services.enrichment.steps.entities.tokens import Tokens, is_capital
from shared.articles import Organisation

_ARTICLES = frozenset("El La Los Las Il Lo O A Os As Le Les Der Die Das De Het".split())
"""Before “Banco”, “Ministerio”, “Rijksdienst”: no part of the name."""


_SPORT = 70
"""In a story about sport more than every seventieth word is one of sport's."""

_FEW = 2
_HAS = frozenset("has had is was will newspaper which and".split())


class Organisations:
    """The organisations of one text, in the making."""

    def __init__(self, tokens: Tokens, lexicon: Lexicon) -> None:
        self.tokens = tokens
        self.lexicon = lexicon
        self.counted: Counter[str] = Counter()
        self.first_seen: dict[str, int] = {}
        self.acronyms: dict[str, str] = {}
        self.shortened: dict[str, str] = {}
        """Known names that the text itself puts in brackets behind another."""
        self.spelled: dict[str, dict[str, None]] = {}
        """How the text writes those whom the lists know by another name."""
        self.clubs: set[str] = set()
        """Towns that stand for their clubs here."""
        self.maybe: list[tuple[int, Known]] = []
        """Known names that are also words, where a sentence's beginning gave the capital."""

    @cached_property
    def about_sport(self) -> bool:
        """Tell whether the story is about sport."""
        words = self.tokens.words
        return words.count_of(self.lexicon.sport) * _SPORT > len(words)

    def known(self, at: int, last: int) -> tuple[Known | None, int]:
        """Give the organisation that the list knows by the words here, and its end."""
        most = self.lexicon.organisation_lengths.get(self.tokens.texts[at])
        if most is None:
            return None, at
        if most > 1:
            behind = self.tokens.behind(at)
            following = self.lexicon.organisation_next[self.tokens.texts[at]]
            if behind not in following and plain(behind) not in following:
                if "" not in following:
                    return None, at
                most = 1
        for length in range(min(most, last - at), 0, -1):
            name = plain(self.tokens.slice(at, at + length))
            known = self.lexicon.organisations.get(name) or self._with_ending(name, at, length)
            if known:
                return known, at + length
        return None, at

    def _with_ending(self, name: str, at: int, length: int) -> Known | None:
        """Know “Lowe's”, whose ending belongs to it."""
        last = at + length - 1
        if self.tokens.words.texts[last] == self.tokens.texts[last]:
            return None
        return self.lexicon.organisations.get(f"{name}'s")

    def presented(self, at: int, end: int) -> bool:
        """Tell the noun in “Chipmaker Snail said …” and “Vakbond SNL noemt …”."""
        known, known_end = self.known(at + 1, end)
        if known is None or known_end != end or known.sure != "plain":
            return False
        word = self.tokens.texts[at].lower()
        return word in self.lexicon.org_noun or word in self.lexicon.role

    def is_known(self, at: int, end: int) -> bool:
        """Tell whether just these words are a known organisation."""
        return self.tokens.slice(at, end) in self.lexicon.organisations

    def weigh(self, known: Known, at: int, end: int, first: int) -> bool:
        """Tell whether a name that is also a word means the organisation here, or may.

        What may is kept, and counts if the text uses the name beyond doubt elsewhere.
        """
        tokens = self.tokens
        if (
            end - at == 1
            and known.kind == "companies"
            and stands_for_a_land(tokens, self.lexicon, at, end)
        ):
            return False
        if end - at > 1 and self._is_people(at, end):
            return False
        if known.sure == "plain" or (known.sure == "word" and end - at > 1):
            return True
        if known.sure == "team" and not self.about_sport:
            return False
        texts = tokens.texts
        count = len(texts)
        if texts[end : end + 1] == ["of"] and self.lexicon.is_title(texts[at]):
            return False  # “the Duke of Elmford”
        follows = at > first and tokens.joined(at - 1, at) and is_capital(texts[at - 1])
        if known.sure == "word" and end + 1 < count and texts[end] in ("and", "&") and at:
            listed = (
                texts[at - 1] in ("for", "of", "and") and at > 1 and tokens.capital[at - _FEW]
            )
            if listed and is_capital(texts[end + 1]):
                return False  # “Minister of State for Science and Technology”
        if follows and known.sure == "word":
            return False
        goes_on = end < count and tokens.joined(end - 1, end) and is_capital(texts[end])
        if goes_on and not self.lexicon.is_role(texts[end]):
            person = texts[end] in self.lexicon.surnames or known.sure == "word"
            if person or texts[end] in self.lexicon.not_person:
                return False
        if at == first:
            self.maybe.append((at, known))
            return False
        return True

    def _is_people(self, at: int, end: int) -> bool:
        """Tell “The Australian opposition” from the paper that “The Australian reported”."""
        texts = self.tokens.texts
        if texts[at] != "The" or texts[end - 1] not in self.lexicon.places.demonyms:
            return False
        following = texts[end] if end < len(texts) else ""
        noun = following.islower() and following not in self.lexicon.says
        return noun and following not in _HAS and self.tokens.touches(end - 1, end)

    def settle_maybe(self) -> None:
        """Count what opened a sentence, where the same name stands within another one."""
        for at, known in self.maybe:
            if self.counted[known.name]:
                self.note(known.name, at)

    def note_known(self, known: Known, at: int, end: int) -> None:
        """Count a known organisation, by its full name where the text gives it for “SEC”."""
        written = self.tokens.slice(at, end)
        if known.name.isupper() and not written.isupper() and len(written) > len(known.name):
            self.acronyms.setdefault(known.name, written)
            self.note(written, at)
        else:
            self.spelled.setdefault(known.name, {})[written] = None
            self.note(self.acronyms.get(known.name, known.name), at)

    def note(self, name: str, at: int) -> None:
        """Count an organisation, and learn the abbreviation behind it."""
        article, _, rest = name.partition(" ")
        if article in _ARTICLES and rest.partition(" ")[0] in self.lexicon.org_first:
            name = rest
        self.counted[name] += 1
        self.first_seen.setdefault(name, at)
        words = self.tokens.words
        # "World Snail Union (WSU)" makes WSU known for the rest of the text.
        after = words.starts[at] + len(name)
        short = abbreviation(words.text, after)
        if not short:
            return
        known = self.lexicon.organisations.get(short)
        if known is None:
            self.acronyms[short] = name
        elif known.name != name and (
            is_short_for(known.name, name) or (short.isupper() and known.name == short)
        ):
            self.shortened[known.name] = name

    def named(self, *, english: bool) -> tuple[Organisation, ...]:
        """Everything found, the most mentioned first, then as they come in the text.

        English copy keeps its own names; what others decline or translate goes by the lists'.
        """
        return tuple(
            Organisation(
                name=name,
                mentions=mentions,
                span=self.tokens.where(name, self.first_seen[name]),
                confidence=SURE if name in self.lexicon.organisations else LIKELY,
            )
            for name, mentions in sorted(
                self._merged(english=english).items(),
                key=lambda pair: (-pair[1], self.first_seen[pair[0]]),
            )
        )

    def _merged(self, *, english: bool) -> dict[str, int]:
        """Give the organisations, “the” left out and the same name counted once.

        A team's nickname is the team, where the text gives both.
        """
        merged: dict[str, int] = {}
        spelled: dict[str, str] = {}
        for name, mentions in self.counted.items():
            if not mentions:
                continue
            key = name.removeprefix("The ").casefold()
            shown = spelled.setdefault(key, name)
            merged[shown] = merged.get(shown, 0) + mentions
        known = self.lexicon.organisations
        for name in [name for name in merged if english and name in self.spelled]:
            shown = fullest(name, self.spelled[name])
            if shown != name:
                first = self.first_seen[name]
                merged[shown] = merged.get(shown, 0) + merged.pop(name)
                self.first_seen[shown] = min(self.first_seen.get(shown, first), first)
        for name in [name for name in merged if name in known and known[name].sure == "team"]:
            full = next((other for other in merged if other.endswith(f" {name}")), None)
            if full:
                merged[full] += merged.pop(name)
                self.first_seen[full] = min(self.first_seen[full], self.first_seen[name])
        return self._once(merged) if len(merged) > 1 else merged

    def _once(self, merged: dict[str, int]) -> dict[str, int]:
        """Count each organisation by one name, where the text has several for it."""
        same = doubles(merged, self.first_seen, self.shortened, self.lexicon.organisations)
        for name in same:
            meant, seen = same[name], {name}
            while meant in same and meant not in seen:
                seen.add(meant)
                meant = same[meant]
            if meant in same:
                continue  # each for the other
            merged[meant] += merged.pop(name)
            if name.startswith(meant):
                self.first_seen[meant] = min(self.first_seen[meant], self.first_seen[name])
        return merged
