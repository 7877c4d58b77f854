"""Organisations by the words that their names have: “Ministry of …”, “… City Council”."""

from __future__ import annotations

from services.enrichment.steps.entities.lexicon import (
    LONGEST_PERSON,
    Lexicon,
)
from services.enrichment.steps.entities.organisations.bodies import Bodies
from services.enrichment.steps.entities.organisations.linked import LinkedNames
from services.enrichment.steps.entities.organisations.other_things import event_end
from services.enrichment.steps.entities.places.namesakes import (
    FIRST_NAMES_TOO,
    in_a_country,
    in_brackets_too,
    is_body,
)
from services.enrichment.steps.entities.spellings import abbreviation
from services.enrichment.steps.entities.tokens import Tokens, is_capital

_LONGEST_ORGANISATION = 8
_LONGEST_OF = 11

_ORGANISATION_LINKS = frozenset(
    "of for and the on in de del della di du des der für und y e et dos das do da la las"
    " los van dei degli delle".split()
)

_OF_ORGANISATIONS = frozenset(
    "of for de del della du für do da des di dos das van dei degli on".split()
)
_OF_ROMANCE = frozenset("de del della du do da des di dos das van dei degli".split())
_FOR = frozenset("para por pour per pela pelo voor contra contre contro".split())
"""Before an article they go on from a name: “Consejo por la Paz”, “Union pour la Culture”."""
_NO_TITLES = frozenset(("Justice",))
_SMALL_ARTICLES = frozenset("la el los las le les o a os as il lo gli die der das".split())
_ON = frozenset(
    "Commission Committee Council Center Centre Institute Authority Panel Roundtable Project"
    " Observatory Forum".split()
)

_BOTH = frozenset(
    ("General", "Justice", "Commissioner", "King", "Prince", "Crown", "Queen", "Major")
)

_FEW = 2
_POLITICAL = frozenset(
    "Communist Conservative Labour Labor Liberal Republican Democratic Green Socialist"
    " Progressive National Nationalist Workers Reform Independence Unionist Justice Freedom"
    " Centre Center Tory Brexit Baath".split()
)
_UNITS = frozenset(
    "Team Force Forces Service Services Society Office Board Union Conference League"
    " Guard Command Unit Academy Administration Archdiocese Division Caucus Patrol Trust"
    " Network Exchange Laboratories".split()
)
"""“The Joint Narcotics Team” is one, though all of its words are ordinary."""
_MAJORITIES = frozenset(("Democratic", "Republican", "Democrat", "GOP"))
_CHAMBERS = frozenset(("Congress", "Senate", "House", "Legislature"))
_NATIONWIDE = frozenset("International National Federal Royal European American".split())
_OF_NATIONS = frozenset(("United", "UN", "U.N."))
_TRADES = frozenset(
    "Exchange Service Services Society Academy Administration Community Works Center Centre"
    " Board Union League Guard Laboratory Laboratories Survey Trust Theatre Opera Ballet"
    " Library".split()
)
_VENUES = frozenset(("Center", "Centre"))
_CENTERS_OF = frozenset(
    "Medical Research Health Space Cancer Science Sciences Policy Law Legal Community Care Data"
    " Detention Correctional Treatment Crisis Cultural Heritage Arts Jewish Islamic Hurricane"
    " Prediction Warning Trade Study Studies Technology Design Innovation Rehabilitation Trauma"
    " Surgery Children's Women's Animal Genome Climate Poverty Immigration Justice Rights"
    " Progress Flight Pew Brennan Wilson Carter Belfer Cato Annenberg Education Learning"
    " Development Training Fusion Command Operations Call".split()
)
MINISTRIES = frozenset(("Department", "Ministry", "Bureau", "Office", "Secretary", "Minister"))
_LOCAL = frozenset("School College Hospital University Council Academy Church Club".split())
_OFFICES = frozenset(("of", "for"))
_LED = frozenset("Party Movement Front Alliance Coalition Campaign Army Group Union".split())
_FAMILIES_TOO = frozenset("Press Power Church Court Steel Mills Post Guard Courier".split())
_OF_DATES = frozenset(
    "January February April June July August September October November December".split()
)
_OF_DATES |= frozenset("Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec".split())
_OF_DATES |= frozenset("Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split())
_SIDES = frozenset(("Republicans", "Democrats", "Republican", "Democratic"))
_SIT_IN = _CHAMBERS | {"Representatives", "Committee", "Delegates", "Assembly"}
_HAS = frozenset(("has", "had", "was", "is", "will"))
_MOVES = frozenset(
    "rose fell gained lost slipped climbed jumped added shed dropped eased".split()
)
_SPEAKS = frozenset("said says reported told wrote announced warned confirmed".split())
_SUBJECTS = frozenset(
    "Financial Finance Energy Health Communications Media Insurance Markets Enterprise Press"
    " Community Programme Program Services Transport Security".split()
)
_MINISTERS = frozenset("Minister Secretary Spokesman Spokeswoman".split())
_DISTRICTS = frozenset(
    "Park School Water Fire Library Hospital Transit Health Management Conservation Irrigation"
    " Utility Sanitary".split()
)
"""Whose “District” is a body, and no part of a country."""
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


class OrganisationNames:
    """Finds where a name that its own words make an organisation's ends."""

    def __init__(self, tokens: Tokens, lexicon: Lexicon) -> None:
        self._tokens = tokens
        self._lexicon = lexicon
        self.linked = LinkedNames(tokens, lexicon)
        self._firsts = _marked(tokens, lexicon.org_first)
        self._lasts = _marked(tokens, lexicon.org_last)
        """Which tokens are words that organisations' names begin or end with."""

    def named(
        self, at: int, end: int, last: int, place_end: int, bodies: Bodies
    ) -> tuple[int, int]:
        """Give where an organisation's name begins and ends, or `at` twice."""
        taken = self.of(at, last)
        if taken > at and self._tokens.texts[at] in self._lexicon.places.demonyms:
            # the “Snailish Ministry of State Security” is the ministry
            return (at if bodies.whole(at, taken) else at + 1), taken
        if taken > at and self._tokens.texts[at] == "Circuit":
            return at + (self._tokens.texts[at + 1] in ("U.S.", "US")), taken
        if taken == at:
            taken = self.of_party(at, end, last)
        if taken == at and end - at == 1:
            taken = self.linked.of_causes(at, end, last)
        if taken == at and (not place_end > at or end - place_end == 1 or place_end > end):
            taken = self.linked.with_and(at, end, last)
            if taken > at:
                return self.linked.begins(at), taken
        if taken == at and at < place_end < end:
            stop = self.linked.with_and(place_end, end, last)
            taken = stop if stop > place_end else at
        if taken == at:
            taken = self.longer(at, end)
            if taken <= max(at + 1, place_end):
                return at, at
        return at, taken

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
        lexicon = self._lexicon
        texts = self._tokens.texts
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
        if found == at or (found - at <= _FEW + 1 and self._is_somebody(at, found)):
            return at
        if texts[found - 1] == "United" and texts[found : found + 1] == ["Nations"]:
            return at  # “Senior United Nations official”
        if texts[at].lower() in lexicon.title and texts[at] not in _BOTH:
            whose = texts[found - 1] == "Office" and texts[found - _FEW] == "General"
            return found if whose else at  # “Prosecutor General's Office”
        if texts[at] in _MAJORITIES and texts[found - 1] in _CHAMBERS:
            return at  # “a Republican Senate”
        if (
            found - at > 1
            and texts[found - 1] in _VENUES
            and _CENTERS_OF.isdisjoint(texts[at : found - 1])
        ):
            return at  # the arena of a sponsor, no medical center
        if found < end and (
            event_end(self._tokens, found) > found or self._is_office(found, end)
        ):
            return at  # “Snail Press Awards”, “Elmland Financial Secretary”
        if found - at > _FEW and self._is_place(found):
            return at  # “Snailish West Bank”
        joined = found < end and self._tokens.joined(found - 1, found)
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

    def _is_somebody(self, at: int, end: int) -> bool:
        """Tell Samantha Power and Thomas Haden Church, if no article is before them."""
        texts = self._tokens.texts
        last = texts[end - 1]
        return (
            last in _FAMILIES_TOO
            and (end - at == _FEW or texts[at + 1] in self._lexicon.first_names)
            and texts[at] in self._lexicon.first_names
            and (texts[at] not in FIRST_NAMES_TOO or last == "Church")
            and (at == 0 or texts[at - 1] not in ("the", "The"))
        )

    def goes_on(self, at: int, end: int) -> int:
        """Give the end of “Snail Action Network”, whose first words are known, or `at`."""
        texts, lexicon = self._tokens.texts, self._lexicon
        if not self._lasts[at] or texts[at].isdigit() or self._is_office(at + 1, end):
            return at
        return at + 1 if at + 1 == end or texts[at + 1] not in lexicon.not_person else at

    def _is_office(self, end: int, stop: int) -> bool:
        """Tell the subject of a minister or a secretary from a body's chairman."""
        texts = self._tokens.texts
        return (
            texts[end - 1] in _SUBJECTS
            and texts[min(end, stop - 1)] in _MINISTERS
            and self._tokens.touches(end - 1, end)
        )

    def _is_place(self, end: int) -> bool:
        """Tell whether the last two words are a place: “West Bank”."""
        name = self._tokens.slice(end - _FEW, end)
        return name in self._lexicon.places.spots

    def _is_named(self, at: int, found: int) -> bool:
        """Tell “the Joint Narcotics Team” from ordinary words with capitals, by its use."""
        texts = self._tokens.texts
        called = at > 0 and texts[at - 1] in ("the", "The")
        if called and found - at > _FEW and texts[found - 1] in _UNITS:
            return True
        if texts[at] in _OF_NATIONS or texts[found : found + 1] == ["Local"]:
            return True
        if texts[at] in _NATIONWIDE and found - at > _FEW and texts[found - 1] in _TRADES:
            return True
        if found - at > _FEW and texts[found - 1] in _LOCAL:
            return texts[at] in self._lexicon.places.spots  # “Sale Grammar School”
        if called and at > 1 and texts[at - _FEW] == "told":
            return True
        following = texts[found] if found < len(texts) else ""
        if following in _SPEAKS and self._tokens.near(found - 1, found):
            return True
        if not called and following in _HAS:
            return True
        if following in _MOVES and texts[found + 1 : found + 2]:
            return texts[found + 1][0].isdigit()  # “Eastern Cables gained 20.37”
        return self._abbreviated(found)

    def _abbreviated(self, end: int) -> bool:
        """Tell whether a name's abbreviation follows it in brackets."""
        return abbreviation(self._tokens.words.text, self._tokens.finishes[end - 1]) is not None

    def of(self, at: int, last: int) -> int:
        """Give the end of “Ministry of Foreign Affairs” and the like, or `at`."""
        start = self._head(at, last)
        if start is None:
            return at
        texts = self._tokens.texts
        end = start + 1
        best = at
        while end < min(last, start + _LONGEST_OF) and self._stands_next(end):
            word = texts[end]
            if (
                word.lower() in self._lexicon.title
                and word not in self._lexicon.org_last
                and word not in _NO_TITLES
            ) or self._ends_at(end, last):
                return self._through_office(start, end, last) or best
            if is_capital(word) or (
                texts[start] == "Court" and texts[end + 1 : end + _FEW] == ["Circuit"]
            ):
                end += 1
                best = end
            elif word in ("en", "em") and in_brackets_too(self._tokens, end):
                end += 1
            elif word == "affairs" and best == end and texts[start] in MINISTRIES:
                return end + 1  # “Department of Humanitarian affairs”
            elif (
                word in _ORGANISATION_LINKS
                or (word == "a" and texts[end - 1] == "for")
                or self._is_for(end, last)
            ):
                if word == "and" and best > at and not self._continues(end, last):
                    if not self._has_another_field(start, end, last):
                        break
                    end += 1
                    continue
                if self._begins_another(end, last):
                    break
                if (
                    word == "in" and not in_a_country(self._tokens, self._lexicon, start, end)
                ) or (word == "on" and end > start + 1):
                    break
                end += 1
            else:
                break
        return best

    def _ends_at(self, at: int, last: int) -> bool:
        """Tell a day, and an office of two words, which belong to no body's name.

        “Commission on Friday”, “League of Prime Minister Ann Roe”.
        """
        texts, lexicon = self._tokens.texts, self._lexicon
        token = texts[at]
        following = texts[at + 1] if at + 1 < last else ""
        if token in _OF_DATES or (
            # not “House Democratic Caucus”
            token in _SIDES and texts[at - 1] in _SIT_IN and not is_capital(following)
        ):
            return True
        if is_capital(following) and (
            # “Comisión de ABC Rui Roe”
            (texts[at - 1].isupper() and token in lexicon.first_names)
            or (
                texts[at - _FEW] in _LED
                and texts[at - 1] == "of"
                and self._is_nobodys_word(token)
                and self._is_nobodys_word(following)
            )
        ):
            return True  # “Movement of Ann Roe”
        return (
            is_capital(token)
            and token.lower() in lexicon.modifier
            and is_capital(following)
            and following.lower() in lexicon.title
            and following not in lexicon.org_last
            and following not in _NO_TITLES
        )

    def _is_nobodys_word(self, token: str) -> bool:
        """Tell a word that is neither an ordinary one nor a place's."""
        lexicon = self._lexicon
        return token[1:].islower() and not (
            token.lower() in lexicon.common
            or token in lexicon.place_lengths
            or token in lexicon.places.demonyms
            or token in lexicon.org_last
            or token in lexicon.never
        )

    def _has_another_field(self, start: int, at: int, last: int) -> bool:
        """Know “School for the Deaf and the Blind”, where the next body would have its word."""
        texts = self._tokens.texts
        if at + _FEW >= last or texts[at + 1] != "the" or self._firsts[at + _FEW]:
            return False
        return texts[start] == "School" or (
            texts[start] in MINISTRIES and texts[at + 3 : at + 4] == ["of"]
        )

    def _through_office(self, start: int, at: int, last: int) -> int:
        """Give the end of “Office of the Deputy Prime Minister”, whose office it is, or 0."""
        texts, lexicon = self._tokens.texts, self._lexicon
        if texts[start] != "Office" or texts[start + 1] not in _OFFICES:
            return 0
        if texts[start + _FEW] != "the":
            return 0
        end = start + _FEW + 1
        while end < last and self._tokens.capital[end] and self._tokens.joined(end - 1, end):
            lower = texts[end].lower()
            if lower not in lexicon.title and lower not in lexicon.modifier:
                break
            end += 1
        return end if end > at else 0

    def _stands_next(self, at: int) -> bool:
        """Tell whether a token goes on from the one before, “Builders' Associations” too."""
        words = self._tokens.words
        if self._tokens.joined(at - 1, at):
            return True
        several = self._tokens.texts[at - 1].endswith("s") and self._tokens.capital[at]
        gap = words.text[words.ends[at - 1] : words.starts[at]]
        return bool(several) and gap in ("' ", "’ ")

    def _is_for(self, at: int, last: int) -> bool:
        """Know “por la” and “pour les” inside a name."""
        texts = self._tokens.texts
        if texts[at] not in _FOR or at + _FEW >= last:
            return False
        elided = texts[at + 1][:2] in ("l'", "l’") or texts[at] in ("pela", "pelo")
        return elided or texts[at + 1] in _SMALL_ARTICLES

    def _begins_another(self, at: int, last: int) -> bool:
        """Tell “y la Universidad”, where another name begins."""
        texts = self._tokens.texts
        if texts[at] not in ("y", "e", "et", "und") or at + 1 >= last:
            return False
        return texts[at + 1] in _SMALL_ARTICLES or bool(self._firsts[at + 1])

    def of_party(self, at: int, end: int, last: int) -> int:
        """Give the end of “Democratic Progressive party”, which some papers write small."""
        texts = self._tokens.texts
        if end >= last or texts[end] != "party":
            return at
        small = self._tokens.near(end - 1, end)
        return end + 1 if small and texts[end - 1] in _POLITICAL and end - at <= _FEW else at

    def _head(self, at: int, last: int) -> int | None:
        """Give where “School” stands in “Snail University School of Law”, before an “of”."""
        stop = min(last - 1, at + LONGEST_PERSON + 1)
        if self._firsts.find(1, at, stop) < 0:
            return None
        texts, capital = self._tokens.texts, self._tokens.capital
        for start in range(at, stop):
            if not capital[start]:
                return None
            if not is_body(self._tokens, self._lexicon, start, last):
                continue
            if self._firsts[start] and (
                (texts[start + 1] in _OF_ORGANISATIONS or self._is_for(start + 1, last))
                if texts[start + 1] != "on"
                else texts[start] in _ON
            ):
                whole = all(
                    self._tokens.joined(each - 1, each) for each in range(at + 1, start + 1)
                )
                return start if whole else None
            if (
                self._firsts[start]
                and start + _FEW < last
                and capital[start + 1]
                and (texts[start + _FEW] in _OF_ROMANCE or self._is_for(start + _FEW, last))
                and self._tokens.joined(start, start + 1)
            ):
                whole = all(
                    self._tokens.joined(each - 1, each) for each in range(at + 1, start + 1)
                )
                return start if whole else None
        return None

    def _is_state(self, token: str) -> bool:
        spots = self._lexicon.places.spots.get(token, ())
        return bool(spots) and spots[0].kind == "region"

    def _continues(self, at: int, last: int) -> bool:
        """Tell whether “and X” belongs to “Ministry of Health and X”."""
        if at + 1 >= last or self._tokens.texts[at + 1] in self._lexicon.place_lengths:
            return False
        token = self._tokens.texts[at + 1]
        if self._tokens.texts[at + _FEW : at + _FEW + 1] == ["for"]:
            return False  # “Department of Snails and Moms for Slugs”
        if token.lower() in self._lexicon.common:
            return True
        ends = at + _FEW >= last or not (
            self._tokens.capital[at + _FEW] and self._tokens.touches(at + 1, at + _FEW)
        )
        initials = sum(map(str.isupper, token)) > _FEW
        behind = self._tokens.texts[at - 1] in self._lexicon.places.spots
        return ends and (initials or token.endswith(_ENDS_OF_FIELDS)) and not behind
