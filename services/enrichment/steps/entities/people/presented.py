"""Names that no list knows, and that the copy presents as people's."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from services.enrichment.lines.agencies import agency_named
from services.enrichment.steps.entities.lexicon import (
    CAPITAL_PARTICLES,
    LONGEST_ROLE,
    Lexicon,
)
from services.enrichment.steps.entities.people.roles import Roles
from services.enrichment.steps.entities.places.namesakes import FIRST_NAMES_TOO, NAMES_TOO
from services.enrichment.steps.entities.tokens import Tokens

_BEFORE_WHOM_ONE_TELLS = frozenset("à a ao al all to".split())
_OPENS_A_ROLE = frozenset(
    "a an the his her its their my un una uno une o a le la il son sa su seu sua suo l'"
    " um uma el een".split()
)
_NATIONALS = frozenset(
    "poolse ethiopische belgische duitse franse britse engelse spaanse italiaanse portugese"
    " amerikaanse russische chinese japanse zweedse noorse deense zwitserse oostenrijkse"
    " australische canadese braziliaanse argentijnse marokkaanse turkse griekse ierse schotse"
    " keniaanse oekraïense tsjechische sloveense slowaakse hongaarse kroatische servische"
    " nederlandse eritreeër eritrese ethiopische ethiopiër fransman duitser belg"
    " deen noor zweed brit pool rus spanjaard"
    " italiaan amerikaan canadees australiër zwitser oostenrijker sloveen"
    " ecuatoriano ecuatoriana brasileño brasileña argentino argentina uruguayo uruguaya"
    " paraguayo chileno chilena colombiano colombiana venezolano venezolana peruano peruana"
    " boliviano mexicano mexicana francés francesa alemán alemana italiano italiana inglés"
    " inglesa portugués portuguesa marroquí estadounidense ruso rusa belga suizo suiza"
    " ucraniano ucraniana croata serbio polaco polaca danés holandés holandesa sueco noruego"
    " français française allemand allemande italien italienne espagnol espagnole anglais"
    " anglaise belge suisse portugais portugaise américain américaine russe ukrainien"
    " ukrainienne polonais polonaise brésilien argentin marocain marocaine algérien"
    " sénégalais ivoirien camerounais danois danoise suédois norvégien néerlandais"
    " francese tedesco tedesca spagnolo spagnola britannico britannica portoghese svizzero"
    " svizzera americano americana russa ucraino ucraina polacco polacca brasiliano"
    " brasiliana argentino olandese danese svedese norvegese sloveno croato"
    " brasileiro brasileira português francesa alemão alemã espanhol espanhola norte-americano"
    " uruguaio colombiano chileno inglês italiano ucraniano".split()
)
_TOLD = frozenset(("told", "tells", "telling", "called", "so"))
_HEADS = frozenset(
    "président premier presidente presidenta president kanselier koning koningin minister primo"
    " chanceler canciller professor professore professeur profesor".split()
)
"""Behind whom a single name is one, whatever follows: “le président Roe a …”."""
_OF_OFFICES = frozenset(("of", "at", "for", "in", "with"))
_OLDEST = 120
_LONGEST_POSITION = 2
_FEWEST = 2
_MOST_PARTS = 3


_OFFICES = (
    "mann", "frau", "meister", "meisterin", "leiter", "leiterin", "trainer", "trainerin",
    "chef", "chefin", "sprecher", "sprecherin", "minister", "ministerin", "direktor",
    "direktorin", "fahrer", "fahrerin", "forscher", "forscherin", "führer", "führerin", "arzt",
    "ärztin", "anwalt", "anwältin", "bauer", "bäuerin", "wirt", "wirtin", "trainster",
    "voorzitter", "meester", "leidster", "woordvoerder", "woordvoerster", "hoogleraar",
    "renster", "schrijver", "kampioen", "kampioene",
)  # fmt: skip


def names_an_office(token: str, lexicon: Lexicon) -> bool:
    """Know “Feuerwehrmann” and “Ski-Rennfahrerin”, which stand before a name."""
    lower = token.lower()
    tail = lower.rpartition("-")[2]
    if lower in lexicon.role or tail in lexicon.role:
        return True
    return lower.endswith(_OFFICES) and lower not in _OFFICES and token not in lexicon.surnames


class Presented:
    """Looks at what stands beside two or three capitalised words that no list knows."""

    def __init__(
        self,
        tokens: Tokens,
        lexicon: Lexicon,
        roles: Roles,
        singles: Sequence[tuple[int, int]],
        *,
        english: bool,
        silent: bool,
        sport: bool,
    ) -> None:
        self.tokens = tokens
        self.lexicon = lexicon
        self.roles = roles
        self.singles = singles
        self.english = english
        self.silent = silent
        """Capitals say nothing here: German, or a list of headlines."""
        self.sport = sport

    @cached_property
    def again(self) -> frozenset[str]:
        """The names that stand alone somewhere."""
        return frozenset(self.tokens.slice(at, end) for at, end in self.singles)

    def is_person(self, at: int, end: int) -> bool:
        """Tell whether a run of capitals is a person: by its words, and how it stands."""
        if end - at == _FEWEST and self._is_whom_one_tells(at):
            return False  # “explicó a Efe Roe”
        return self._may_be_person(at, end) and (
            self._presented(at, end) or self._has_family_name(at, end)
        )

    def leaders(self) -> list[tuple[int, int]]:
        """Give those who have one name only: “party leader Roe said”."""
        texts, says = self.tokens.texts, self.lexicon.says
        if self.silent:
            return []
        count = len(texts)
        return [
            (at, end)
            for at, end in self.singles
            if end < count
            and (texts[end] in says or (at and texts[at - 1] in _HEADS and not self.english))
            and self._is_leader(at, end)
        ]

    def _is_leader(self, at: int, end: int) -> bool:
        texts, lexicon = self.tokens.texts, self.lexicon
        if not at or texts[at].isupper():
            return False
        before = texts[at - 1]
        return (
            before.islower()
            and before in lexicon.role
            and before not in lexicon.org_noun
            and self.tokens.touches(at - 1, at)
            and self.tokens.touches(at, end)
            and texts[at].lower() not in lexicon.common
        )

    def without_position(self, at: int, end: int) -> int:
        """Leave “QB” of “QB Ann Roe” out, “Poolse” of “Poolse Ann Roe”, and whom she told."""
        token = self.tokens.texts[at]
        if end - at <= _FEWEST:
            return at
        short = token.isupper() and len(token) <= _LONGEST_POSITION
        called = token.lower() in _NATIONALS or names_an_office(token, self.lexicon)
        told = self._is_whom_one_tells(at)
        return at + 1 if short or called or told else at

    def _is_whom_one_tells(self, at: int) -> bool:
        """Know the agency or the paper that somebody told: “a Efe”."""
        texts = self.tokens.texts
        told = at > 0 and texts[at - 1].lower() in _BEFORE_WHOM_ONE_TELLS
        return told and self._carries(texts[at])

    def _may_be_person(self, at: int, end: int) -> bool:
        lexicon = self.lexicon
        tokens = self.tokens.texts[at:end]
        if "&" in self.tokens.slice(at, end):
            return False
        parts = sum([token not in lexicon.particle for token in tokens])
        if not 1 < parts <= _MOST_PARTS or (
            all(token.lower() in lexicon.common for token in tokens)
            and CAPITAL_PARTICLES.isdisjoint(tokens[1:-1])
        ):
            return False
        return not any(map(lexicon.is_impersonal, tokens))

    def _has_family_name(self, at: int, end: int) -> bool:
        """Tell whether a name ends in a family name: a known one, or one that comes alone too.

        What comes before it must be no word, no place and no organisation.
        """
        lexicon = self.lexicon
        texts = self.tokens.texts
        if texts[at] in FIRST_NAMES_TOO and not any(
            token in lexicon.place_lengths or token.lower() in lexicon.common
            for token in texts[at + 1 : end]
        ):
            return True
        if not self.english or any(
            token in lexicon.organisation_lengths
            or token in lexicon.place_lengths
            or token in lexicon.never
            or token.lower() in lexicon.common
            for token in texts[at : end - 1]
            if token not in NAMES_TOO
        ):
            return False
        family = texts[end - 1]
        if family in lexicon.first_names:
            return True
        if family.lower() in lexicon.common or family in lexicon.never:
            return False
        parts = family.split("-")
        if parts[0] in lexicon.surnames or parts[-1] in lexicon.surnames:
            return True
        elsewhere = family in lexicon.place_lengths or family in lexicon.organisation_lengths
        return (self.sport or family in self.again) and not elsewhere

    def _presented(self, at: int, end: int) -> bool:
        """Tell whether a name stands where copy puts people."""
        words = self.tokens.words
        texts = self.tokens.texts
        lexicon = self.lexicon
        count = len(texts)
        if at and self.tokens.near(at - 1, at):
            before = texts[at - 1]
            if self.silent and self.tokens.capital[at - 1] and names_an_office(before, lexicon):
                return self.tokens.touches(at - 1, at)
            if lexicon.is_role(before) and not self.silent:
                return True
            if self._described_role(at) and not self.silent:
                return True
            several = before.lower().removesuffix("s")
            if before == "late" or (before[-1] == "s" and several in lexicon.role):
                return not self.silent  # “the writers Ann Roe and …”
        if at and words.text[words.ends[at - 1] : words.starts[at]] == ", ":
            before = texts[at - 1]
            if before.islower() and lexicon.is_role(before) and not self.silent:
                return True  # “media mogul, Ann Roe”
            if not (self.english or self.silent) and self.roles.before(
                at, at, max(0, at - LONGEST_ROLE)
            ):
                return True  # “el portavoz de ABC, Rui Roe”
        gap = words.text[words.ends[end - 1] : words.starts[end]] if end < count else ""
        if gap == ", " and texts[end].isdigit() and int(texts[end][:4]) < _OLDEST:
            return True
        limit = min(count, end + 2 * LONGEST_ROLE)
        if gap == ", " and (
            self.roles.after(end, limit) or texts[end] in ("who", "of") or self._holds(end)
        ):
            return True
        if not self.silent and self._between_commas(at, end, gap):
            return True
        if not self.silent and (self._of_a_nation(at) or self._apposed(at, gap)):
            return True
        says = (gap == " " and texts[end].lower() in lexicon.says) or (
            at and self.tokens.near(at - 1, at) and texts[at - 1].lower() in lexicon.says
        )
        if not says or self.silent:
            return False
        before = texts[at - 1].lower() if at else ""
        told = before in lexicon.says and before not in _TOLD and self.tokens.near(at - 1, at)
        if told and not any(token in lexicon.place_lengths for token in texts[at:end]):
            return True
        family = texts[end - 1]
        again = any(texts[single] == family for single, _ in self.singles)
        return again or gap.startswith(",")

    def _described_role(self, at: int) -> bool:
        """Know “el tenista español Rui Roe”: outside English an adjective may stand between."""
        texts = self.tokens.texts
        return (
            not self.english
            and at > 1
            and texts[at - 1].islower()
            and texts[at - 2].islower()
            and texts[at - 2] in self.lexicon.role
            and texts[at - 1] not in self.lexicon.particle
            and self.tokens.touches(at - 2, at - 1)
        )

    def _holds(self, at: int) -> bool:
        """Know “, ousted leader of …”: an office behind words that only describe it."""
        texts = self.tokens.texts
        for index in range(at, min(len(texts) - 1, at + _LONGEST_POSITION + 1)):
            if not texts[index].islower() or not self.tokens.near(index, index + 1):
                return False
            if self.lexicon.is_role(texts[index]):
                return index > at and texts[index + 1] in _OF_OFFICES
        return False

    def _between_commas(self, at: int, end: int, gap: str) -> bool:
        """Know “, Ann Roe, told …”, and “Ann Roe for her part”."""
        words, texts = self.tokens.words, self.tokens.texts
        if end >= len(texts) or not at:
            return False
        if gap == " " and texts[end] == "for":
            return texts[end + 1 : end + 2] in (["his"], ["her"])
        enclosed = gap == ", " and words.text[words.ends[at - 1] : words.starts[at]] == ", "
        return enclosed and texts[end].lower() in self.lexicon.says

    def _of_a_nation(self, at: int) -> bool:
        """Know “el ecuatoriano Byron Roe” and “à Lusa Ana Roe” by the word before."""
        if not at or not self.tokens.touches(at - 1, at):
            return False
        before = self.tokens.texts[at - 1]
        return before.lower() in _NATIONALS or (
            at > _FEWEST
            and self._carries(before)
            and self.tokens.texts[at - 2].lower() in _BEFORE_WHOM_ONE_TELLS
            and self.tokens.texts[at - 3].lower() in self.lexicon.says
        )

    def _carries(self, token: str) -> bool:
        """Know the agency, the paper or the broadcaster that somebody told."""
        return token in self.lexicon.organisation_lengths or agency_named(token) is not None

    def _apposed(self, at: int, gap: str) -> bool:
        """Know “a vicar, Ann Roe, who” by the article before it and the comma behind."""
        words, texts = self.tokens.words, self.tokens.texts
        if not gap.startswith(",") or at < _FEWEST:
            return False
        if words.text[words.ends[at - 1] : words.starts[at]] != ", ":
            return False
        for before in range(at - 1, max(-1, at - 1 - LONGEST_ROLE), -1):
            lower = texts[before].lower()
            if lower in self.lexicon.org_noun or (
                before < at - 1 and not self.tokens.near(before, before + 1)
            ):
                return False
            if lower in _OPENS_A_ROLE:
                return before < at - 1
            if self.tokens.capital[before]:
                return False
        return False
