"""Organisations: known by name, or by the words that organisations have."""

from __future__ import annotations

import re
from collections import Counter
from functools import cached_property

from services.enrichment.data.vocabulary import Known
from services.enrichment.steps.entities.lexicon import (
    LIKELY,
    LONGEST_PERSON,
    SURE,
    Lexicon,
)
from services.enrichment.steps.entities.namesakes import in_a_country, stands_for_a_land
from services.enrichment.steps.entities.spellings import fullest, plain
from services.enrichment.steps.entities.tokens import Tokens, is_capital
from shared.articles import Organisation

_LONGEST_ORGANISATION = 8
_LONGEST_OF = 11

_ARTICLES = frozenset("El La Los Las Il Lo O A Os As Le Les Der Die Das De Het".split())
"""Before “Banco”, “Ministerio”, “Rijksdienst”: no part of the name."""
_ORGANISATION_LINKS = frozenset(
    "of for and the on in de del della di du des der für und y e et dos das do da la las"
    " los van dei degli delle".split()
)

_OF_ORGANISATIONS = frozenset(
    "of for de del della du für do da des di dos das van dei degli on".split()
)
_OF_ROMANCE = frozenset("de del della du do da des di dos das van dei degli".split())
_NO_TITLES = frozenset(("Justice",))
_SMALL_ARTICLES = frozenset("la el los las le les o a os as il lo gli die der das".split())
_ON = frozenset(("Commission", "Committee", "Council", "Center", "Centre", "Institute"))

_IN_BRACKETS = re.compile(r" \(([A-Z][A-Za-z&-]{1,7})\)")
_LONGEST_IN_BRACKETS = 12

_SPORT = 70
"""In a story about sport more than every seventieth word is one of sport's."""
_BOTH = frozenset(("General", "Justice", "Commissioner", "King", "Prince", "Crown", "Queen"))

_FEW = 2
_POLITICAL = frozenset(
    "Communist Conservative Labour Labor Liberal Republican Democratic Green Socialist"
    " Progressive National Nationalist Workers Reform Independence Unionist Justice Freedom"
    " Centre Center Tory Brexit Baath".split()
)
_UNITS = frozenset(
    "Team Force Forces Service Services Society Office Board Union Initiative Conference League"
    " Guard Command Unit Academy Administration Archdiocese Division Caucus Patrol".split()
)
"""“The Joint Narcotics Team” is one, though all of its words are ordinary."""
_VENUES = frozenset(("Center", "Centre"))
_CENTERS_OF = frozenset(
    "Medical Research Health Space Cancer Science Sciences Policy Law Legal Community Care Data"
    " Detention Correctional Treatment Crisis Cultural Heritage Arts Jewish Islamic Hurricane"
    " Prediction Warning Trade Study Studies Technology Design Innovation Rehabilitation Trauma"
    " Surgery Children's Women's Animal Genome Climate Poverty Immigration Justice Rights"
    " Progress Flight Pew Brennan Wilson Carter Belfer Cato Annenberg Education Learning"
    " Development Training Fusion Command Operations Call".split()
)
_HAS = frozenset(("has", "had", "was", "is", "will"))
_SPEAKS = frozenset("said says reported told wrote announced warned confirmed".split())
_DISTRICTS = frozenset("Park School Water Fire Library Hospital Transit Health".split())
"""Whose “District” is a body, and no part of a country."""
_OFFICIAL = frozenset(
    "Commission Committee Department Administration Agency Council Association Institute"
    " Authority Board Bureau Service Services Office Ministry Corporation Foundation Federation"
    " Society Center Centre Union Party Court Academy College University Trust Fund"
    " Organisation Organization Enterprise Alliance Forum Congress".split()
)
_ENDS_OF_FIELDS = (
    "logy", "graphy", "ics", "ture", "tion", "ment", "ism", "nomy", "metry", "sciences", "ery",
)  # fmt: skip
"""“Volcanology and Seismology”: what ends so is a field, whoever knows it."""
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


def _marked(tokens: Tokens, words: frozenset[str]) -> bytearray:
    """Mark the tokens with a capital that are one of the words."""
    texts = tokens.texts
    marks = bytearray(len(texts))
    for at in tokens.capitals:
        if texts[at] in words:
            marks[at] = 1
    return marks


class Organisations:
    """The organisations of one text, in the making."""

    def __init__(self, tokens: Tokens, lexicon: Lexicon) -> None:
        self.tokens = tokens
        self.lexicon = lexicon
        self.counted: Counter[str] = Counter()
        self.first_seen: dict[str, int] = {}
        self.acronyms: dict[str, str] = {}
        self.spelled: dict[str, dict[str, None]] = {}
        """How the text writes those whom the lists know by another name."""
        self.clubs: set[str] = set()
        """Towns that stand for their clubs here."""
        self._firsts = _marked(tokens, lexicon.org_first)
        self._lasts = _marked(tokens, lexicon.org_last)
        """Which tokens are words that organisations' names begin or end with."""
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
        if known.sure == "plain" or (known.sure == "word" and end - at > 1):
            return True
        if known.sure == "team" and not self.about_sport:
            return False
        texts = tokens.texts
        count = len(texts)
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

    def settle_maybe(self) -> None:
        """Count what opened a sentence, where the same name stands within another one."""
        for at, known in self.maybe:
            if self.counted[known.name]:
                self.note(known.name, at)

    def has_word(self, at: int, end: int) -> bool:
        """Tell whether `of` or `longer` would meet a word of organisations' names."""
        return (
            self._firsts.find(1, at, at + LONGEST_PERSON + 1) >= 0
            or self._lasts.find(1, at + 1, min(end, at + _LONGEST_ORGANISATION)) >= 0
        )

    def longer(self, at: int, end: int) -> int:
        """Give the end of “Kyiv City Council” and the like, or `at`."""
        if self._lasts.find(1, at + 1, min(end, at + _LONGEST_ORGANISATION)) < 0:
            return at
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
        if found == at:
            return at
        if texts[at].lower() in lexicon.title and texts[at] not in _BOTH:
            return at
        if (
            found - at > 1
            and texts[found - 1] in _VENUES
            and _CENTERS_OF.isdisjoint(texts[at : found - 1])
        ):
            return at  # the arena of a sponsor, no medical center
        joined = found < end and self.tokens.joined(found - 1, found)
        if joined and texts[found] in lexicon.not_person:
            return at  # “Snail Movie Academy Award”
        last = texts[found - 1]
        if (last in ("District", "Division") and texts[found - 2] not in _DISTRICTS) or (
            last == "Primary" and self._is_state(texts[found - 2])
        ):
            return at
        weak = texts[found - 1] in _WEAK_LAST or texts[found - 1] in lexicon.org_weak
        if weak and all(token.lower() in lexicon.common for token in texts[at:found]):
            return found if self._is_named(at, found) else at
        return found

    def _is_named(self, at: int, found: int) -> bool:
        """Tell “the Joint Narcotics Team” from ordinary words with capitals, by its use."""
        texts = self.tokens.texts
        called = at > 0 and texts[at - 1] in ("the", "The")
        if called and found - at > _FEW and texts[found - 1] in _UNITS:
            return True
        if called and at > 1 and texts[at - _FEW] == "told":
            return True
        following = texts[found] if found < len(texts) else ""
        if following in _SPEAKS and self.tokens.near(found - 1, found):
            return True
        if not called and following in _HAS:
            return True
        return self._abbreviated(found)

    def with_and(self, at: int, end: int, last: int) -> int:
        """Give the end of “Securities and Exchange Commission”, whose first run ends here."""
        texts = self.tokens.texts
        if (
            end - at > _FEW
            or texts[end - 1].lower() not in self.lexicon.common
            or end + 1 >= last
            or texts[end] not in ("and", "&")
            or not self.tokens.near(end - 1, end)
        ):
            return at
        stop = end + 1
        while (
            stop < min(last, end + 1 + LONGEST_PERSON)
            and is_capital(texts[stop])
            and self.tokens.joined(stop - 1, stop)
        ):
            stop += 1
        return stop if stop - end > _FEW and texts[stop - 1] in _OFFICIAL else at

    def _abbreviated(self, end: int) -> bool:
        """Tell whether a name's abbreviation follows it in brackets."""
        after = self.tokens.finishes[end - 1]
        stop = after + _LONGEST_IN_BRACKETS
        return _IN_BRACKETS.match(self.tokens.words.text, after, stop) is not None

    def of(self, at: int, last: int) -> int:
        """Give the end of “Ministry of Foreign Affairs” and the like, or `at`."""
        start = self._head(at, last)
        if start is None:
            return at
        end = start + 1
        best = at
        while end < min(last, start + _LONGEST_OF) and self._stands_next(end):
            token = self.tokens.texts[end]
            if (
                token.lower() in self.lexicon.title
                and token not in self.lexicon.org_last
                and token not in _NO_TITLES
            ):
                break
            if is_capital(token):
                end += 1
                best = end
            elif self.tokens.texts[end] in _ORGANISATION_LINKS:
                if (
                    self.tokens.texts[end] == "and"
                    and best > at
                    and not self._continues(end, last)
                ):
                    break
                if self._begins_another(end, last):
                    break
                if (
                    self.tokens.texts[end] == "in"
                    and not in_a_country(self.tokens, self.lexicon, start, end)
                ) or (self.tokens.texts[end] == "on" and end > start + 1):
                    break
                end += 1
            else:
                break
        return best

    def _stands_next(self, at: int) -> bool:
        """Tell whether a token goes on from the one before, “Builders' Associations” too."""
        words = self.tokens.words
        if self.tokens.joined(at - 1, at):
            return True
        several = self.tokens.texts[at - 1].endswith("s") and self.tokens.capital[at]
        gap = words.text[words.ends[at - 1] : words.starts[at]]
        return bool(several) and gap in ("' ", "’ ")

    def _begins_another(self, at: int, last: int) -> bool:
        """Tell “y la Universidad”, where another name begins."""
        texts = self.tokens.texts
        if texts[at] not in ("y", "e", "et", "und") or at + 1 >= last:
            return False
        return texts[at + 1] in _SMALL_ARTICLES or bool(self._firsts[at + 1])

    def of_party(self, at: int, end: int, last: int) -> int:
        """Give the end of “Democratic Progressive party”, which some papers write small."""
        texts = self.tokens.texts
        if end >= last or texts[end] != "party":
            return at
        small = self.tokens.near(end - 1, end)
        return end + 1 if small and texts[end - 1] in _POLITICAL and end - at <= _FEW else at

    def _head(self, at: int, last: int) -> int | None:
        """Give where “School” stands in “Snail University School of Law”, before an “of”."""
        stop = min(last - 1, at + LONGEST_PERSON + 1)
        if self._firsts.find(1, at, stop) < 0:
            return None
        texts, capital = self.tokens.texts, self.tokens.capital
        for start in range(at, stop):
            if not capital[start]:
                return None
            if texts[start] == "Congress" and not self._has_members(start, last):
                continue
            if self._firsts[start] and (
                (texts[start + 1] in _OF_ORGANISATIONS)
                if texts[start + 1] != "on"
                else texts[start] in _ON
            ):
                whole = all(
                    self.tokens.joined(each - 1, each) for each in range(at + 1, start + 1)
                )
                return start if whole else None
            if (
                self._firsts[start]
                and start + _FEW < last
                and capital[start + 1]
                and texts[start + _FEW] in _OF_ROMANCE
                and self.tokens.joined(start, start + 1)
            ):
                whole = all(
                    self.tokens.joined(each - 1, each) for each in range(at + 1, start + 1)
                )
                return start if whole else None
        return None

    def _has_members(self, at: int, last: int) -> bool:
        """Tell “Congress of University Snails” from that of a country, and from “for”."""
        texts = self.tokens.texts
        return (
            at + _FEW < last
            and texts[at + 1] == "of"
            and self.tokens.capital[at + _FEW] == 1
            and texts[at + _FEW] not in self.lexicon.places.spots
        )

    def _is_state(self, token: str) -> bool:
        spots = self.lexicon.places.spots.get(token, ())
        return bool(spots) and spots[0].kind == "region"

    def _continues(self, at: int, last: int) -> bool:
        """Tell whether “and X” belongs to “Ministry of Health and X”."""
        if at + 1 >= last or self.tokens.texts[at + 1] in self.lexicon.place_lengths:
            return False
        token = self.tokens.texts[at + 1]
        if token.lower() in self.lexicon.common:
            return True
        ends = at + _FEW >= last or not (
            self.tokens.capital[at + _FEW] and self.tokens.touches(at + 1, at + _FEW)
        )
        initials = sum(map(str.isupper, token)) > _FEW
        return ends and (initials or token.endswith(_ENDS_OF_FIELDS))

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
        match = _IN_BRACKETS.match(words.text, after, after + _LONGEST_IN_BRACKETS)
        if match and match.group(1) not in self.lexicon.organisations:
            self.acronyms[match.group(1)] = name

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
        return merged
