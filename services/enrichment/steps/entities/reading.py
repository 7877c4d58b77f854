"""One reading of one text, sentence by sentence; what needs the whole is settled at its end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from services.enrichment.data.gazetteer import Spot
from services.enrichment.data.vocabulary import Known
from services.enrichment.steps.entities.by_use import club_end
from services.enrichment.steps.entities.headlines import (
    meant,
    organisations_with,
    people_with,
    places_with,
)
from services.enrichment.steps.entities.lexicon import (
    NOT_FIRST,
    OF,
    SENTENCE_STARTERS,
    SHORT_NAME,
    facts_of,
    lexicon,
)
from services.enrichment.steps.entities.organisations.bodies import (
    BEGINNINGS,
    GERMAN_BODIES,
    SECOND,
    Bodies,
)
from services.enrichment.steps.entities.organisations.found import Organisations
from services.enrichment.steps.entities.organisations.linked import CAUSES
from services.enrichment.steps.entities.organisations.names import MINISTRIES, OrganisationNames
from services.enrichment.steps.entities.organisations.other_things import (
    event_end,
    is_another_thing,
)
from services.enrichment.steps.entities.organisations.wholes import whole_names
from services.enrichment.steps.entities.people.found import People
from services.enrichment.steps.entities.people.names import PersonNames
from services.enrichment.steps.entities.places.found import Places
from services.enrichment.steps.entities.places.scripts import OtherScripts
from services.enrichment.steps.entities.settling import Settling
from services.enrichment.steps.entities.tokens import Tokens
from services.enrichment.steps.entities.unlisted import Unlisted, is_adjective
from services.enrichment.words import Words, read_line
from shared.articles import Dateline, Organisation, Person, Place


@dataclass(frozen=True, slots=True)
class Names:
    """Everybody and everything named, the most mentioned first."""

    people: tuple[Person, ...] = ()
    organisations: tuple[Organisation, ...] = ()
    places: tuple[Place, ...] = ()


def find_names(words: Words, dateline: Dateline | None, headline: str = "") -> Names:
    """Name who and what a text is about.

    `dateline` speaks for its place and its country; what the headline names counts too. Texts
    are read up to some 20,000 tokens.
    """
    names = _names_in(words, dateline)
    if not headline:
        return names
    title = read_line(headline)
    named = _names_in(title, dateline)
    known = lexicon()
    return Names(
        people=people_with(names.people, named.people, title.texts, known),
        organisations=organisations_with(
            names.organisations, meant(headline, named.organisations, names.people), known
        ),
        places=places_with(names.places, named.places, known),
    )


def _names_in(words: Words, dateline: Dateline | None) -> Names:
    if not words.texts:
        return Names()
    finder = _Finder(words, dateline)
    finder.read()
    return finder.names()


_SHOUTED = 0.6

_FEWEST_TO_TELL = 40
"""Tokens from which on the share of capitals says something of the whole text."""

_NOUNS_IN_CAPITALS = 0.24
"""From this share of capitals within sentences on, a text is in German or all headlines."""

_GOES_ON = frozenset(("party", "and", "&"))
_SHIPS = frozenset("HMS USS RMS HMCS HMAS HMNZS USNS RFA".split())
_MAY_GO_ON = _GOES_ON | CAUSES
"""Only before one of these a single word may begin an organisation that no list knows."""
_PAGEANTS = frozenset("Universe World Earth International Teen America USA".split())
_PARTS_OF_MEDIA = frozenset("Sport Sports News Radio Television TV Online Breakfast".split())
_BODIES_TOO = frozenset(("Police", "Government", "National"))
_LINKS = frozenset("to of on in an a as for from with but and at by if it".split())


def _is_heading(texts: Sequence[str]) -> bool:
    """Tell a line that is all in capitals, whose capitals say nothing."""
    shouted = sum([token.isupper() and len(token) > 1 for token in texts])
    return len(texts) > 2 and shouted * 5 > len(texts) * 4


class _Finder:
    """One reading of one text."""

    def __init__(self, words: Words, dateline: Dateline | None) -> None:
        self.lexicon = lexicon()
        self.tokens = Tokens(words)
        self.singles: list[tuple[int, int]] = []
        """Single capitalised words nobody knew, by token, to be linked to people."""
        self.places = Places(self.tokens, self.lexicon, dateline, self.singles)
        self.organisations = Organisations(self.tokens, self.lexicon)
        self.wordings = OrganisationNames(self.tokens, self.lexicon)
        self.bodies = Bodies(self.tokens, self.lexicon)
        self.people = People(
            self.tokens,
            self.lexicon,
            self.places.evidence,
            self.singles,
            self.organisations,
        )
        self.unlisted = Unlisted(
            self.tokens,
            self.lexicon,
            bodies=self.bodies,
            organisations=self.organisations,
            people=self.people,
            places=self.places,
            singles=self.singles,
        )
        self.endings = PersonNames(self.tokens, self.lexicon, self.places)
        self.scripts = OtherScripts(self.tokens, self.lexicon, self.places)
        self.wholes = whole_names(self.tokens, self.lexicon, self.places)

    def read(self) -> None:
        """Go through the text once, then settle what needed the whole of it."""
        words = self.tokens.words
        count = len(self.tokens.texts)
        inside = self.tokens.capital.count(1)
        self.people.noun_capitals = (
            inside > count * _NOUNS_IN_CAPITALS and count > 1.5 * _FEWEST_TO_TELL
        )
        if inside > _FEWEST_TO_TELL and self._is_shouted():
            self.scripts.read_shouted()
            return
        for first, last in words.sentence_tokens:
            if first >= count:
                break
            self._read_sentence(first, min(last, count))
        if not words.latin:
            self.scripts.read()
        self.places.note_dateline()
        Settling(
            self.tokens, self.lexicon, self.people, self.organisations, self.places
        ).settle(self.singles)

    def _is_shouted(self) -> bool:
        """Tell whether most of the longer words are all in capitals."""
        texts = self.tokens.texts
        capitals = [*filter(str.isupper, texts)]
        shouted = sum([len(token) >= SHORT_NAME for token in capitals])
        if shouted <= _SHOUTED * _FEWEST_TO_TELL:
            return False
        long = sum([len(token) >= SHORT_NAME for token in texts])
        return long > _FEWEST_TO_TELL and shouted > _SHOUTED * long

    def _read_sentence(self, first: int, last: int) -> None:
        at = first
        texts, particle = self.tokens.texts, self.lexicon.particle
        capital = self.tokens.capital
        if texts[first].isupper() and _is_heading(texts[first:last]):
            return
        if (
            last - first > 1
            and texts[first] in SENTENCE_STARTERS
            and not capital[first + 1]
            and texts[first + 1] not in particle
        ):
            at += 1  # “The minister”: most sentences, and no name
        joined = self.tokens.joined
        while (at := capital.find(1, at, last)) >= 0:
            end = at + 1
            while end < last and (capital[end] or texts[end] in particle):
                if not joined(end - 1, end):
                    break
                if capital[end]:
                    end += 1
                    continue
                stop = end + 1
                while stop < last and texts[stop] in particle and joined(stop - 1, stop):
                    stop += 1
                if not (stop < last and capital[stop] and joined(stop - 1, stop)):
                    break
                end = stop + 1
            at = self._read_run(at, end, first, last)

    def _read_run(self, at: int, end: int, first: int, last: int) -> int:
        """Take a run of capitals apart; give the token after what was taken.

        Whoever knows the words at its beginning takes them; who does not gives `at` back.
        """
        texts = self.tokens.texts
        capital = self.tokens.capital
        while at < end:
            token = texts[at]
            if at in self.wholes:
                self.organisations.note(self.tokens.slice(at, self.wholes[at]), at)
                at = self.wholes[at]
                continue
            if not capital[at] or token in _SHIPS:
                # “Ann Roe von der Snail AG”, “HMS Queen Ann”
                at = at + 1 if not capital[at] else end
                continue
            facts = facts_of(token)
            if (
                facts.alone
                and end - at == 1
                and (end >= last or texts[end] not in _MAY_GO_ON or not self._goes_on(at, end))
            ):
                at = at + 1 if facts.passed else self.unlisted.single(at)
                continue
            organisation, organisation_end = (
                self.organisations.known(at, last) if facts.organisation else (None, at)
            )
            spots, place_end = self.places.known(at, last) if facts.place else ((), at)
            if (
                organisation
                and organisation_end >= place_end
                and not (organisation_end == place_end and self._is_town(organisation, at))
            ):
                taken = self._take_known(organisation, at, organisation_end, end, (first, last))
                if taken > at:
                    at = taken
                    continue
            may_open = facts.opens or at == first < end - 1
            if may_open and self._opens_a_sentence(at, end, first, spots):
                at += 1
                continue
            named = self._take_named_organisation(at, end, last, place_end)
            titled = (
                self._take_titled(at, end, (first, last), bool(spots)) if facts.title else at
            )
            if named > at or titled > at:
                at = named if named > at else titled
                continue
            person = self.endings.somebody(at, end, spots, place_end) if facts.person else at
            if at < person < end and self.endings.gives_a_name(person, end):
                at = end  # “Ann Roe International Airport”
                continue
            if spots or person > at:
                called = self._take_called_so(at, person, place_end, spots, last)
                if called > at:
                    at = called
                    continue
            if person > max(at, place_end):
                self.people.note(at, person, first, last)
                at = person
            elif spots and not self.places.namesakes.first_of_name(
                at, place_end, end, spots[0]
            ):
                at = self.places.take(at, place_end, end, spots, first)
            else:
                at = self.unlisted.take(at, end, (first, last), facts)
        return at

    def _goes_on(self, at: int, end: int) -> bool:
        """Tell whether a single word may begin an organisation that no list knows."""
        texts = self.tokens.texts
        return texts[end] in _GOES_ON or (at > 0 and texts[at - 1] in ("the", "The"))

    def _take_called_so(
        self, at: int, person: int, place_end: int, spots: tuple[Spot, ...], last: int
    ) -> int:
        """Take the firm that a person's name begins, or the club that a town stands for."""
        firm = self.wordings.linked.of_partners(at, person, last) if person > at else at
        if firm > at:
            self.organisations.note(self.tokens.slice(at, firm), at)
            return firm
        if not spots:
            return at
        return club_end(self.tokens, self.organisations, at, place_end, spots)

    def _take_known(
        self, known: Known, at: int, name_end: int, end: int, sentence: tuple[int, int]
    ) -> int:
        """Take a known organisation, or the longer name that it begins; or leave it."""
        longer = max(self.wordings.longer(at, end), self.wordings.of(at, sentence[1]))
        if name_end - at > 1 and longer <= name_end < end:
            longer = self.wordings.goes_on(name_end, end)
        elif longer > name_end > at + 1 and self._is_linked(at, name_end):
            longer = name_end  # “Friends of the Earth and Extinction Rebellion”
        if longer > name_end and not self.organisations.is_known(name_end, longer):
            longer = self.bodies.end(at, longer, sentence[1])
            at += self.tokens.texts[at] == "The"  # “The Independent Snail Commission”
            self.organisations.note(self.tokens.slice(at, longer), at)
            return longer
        taken = self.wordings.linked.with_and(at, name_end, sentence[1])
        if taken > at:
            self.organisations.note(self.tokens.slice(at, taken), at)
            return taken
        if name_end - at == 1 and self.tokens.texts[at] in self.lexicon.first_names:
            person = self.endings.end(at, end)
            if person > at + 1:
                self.people.note(at, person, *sentence)
                return person
        if name_end < end and known.sure == "word" and self._has_few_capitals():
            branch = self.bodies.branch(name_end, end, self.places)
            if branch > name_end:
                self.organisations.note(self.tokens.slice(at, branch), at)
                return branch
        if is_another_thing(self.tokens, self.lexicon, known, at, name_end):
            return at if self.tokens.texts[at] in self.lexicon.places.spots else name_end
        if (
            self.tokens.texts[at] == "The"
            and at + 2 == name_end < end
            and not self.lexicon.is_role(self.tokens.texts[name_end])
        ):
            return at  # “The Australian Snail Commission”
        if name_end < end and (event := event_end(self.tokens, name_end)) > name_end:
            return event
        if not self.organisations.weigh(known, at, name_end, sentence[0]):
            return at
        if name_end < end and known.sure == "plain" and self._has_few_capitals():
            further = self.bodies.beyond(at, name_end, end)
            if further == name_end and known.kind == "media":
                further += self.tokens.texts[name_end] in _PARTS_OF_MEDIA
            if further < end:
                further = self.bodies.branch(further, end, self.places, known.kind)
            if further > name_end:
                self.organisations.note(self.tokens.slice(at, further), at)
                return further
        self.organisations.note_known(known, at, name_end)
        return name_end

    def _is_linked(self, at: int, end: int) -> bool:
        """Tell that another follows a known name, which is no ministry's of several fields."""
        texts = self.tokens.texts
        return texts[end] == "and" and texts[at] not in MINISTRIES

    def _is_town(self, known: Known, at: int) -> bool:
        """Tell the town in “based in Elmford, Elmshire” from its club, outside of sport."""
        before = self.tokens.texts[at - 1] if at else ""
        in_it = known.kind == "sport" and before in ("in", "near", "from", "to")
        return in_it and not self.organisations.about_sport

    def _has_few_capitals(self) -> bool:
        """Tell that a capital says something, as in English that is full of names too."""
        return not self.people.noun_capitals or self.people.in_english

    def _opens_a_sentence(self, at: int, end: int, first: int, spots: tuple[Spot, ...]) -> bool:
        """Tell whether a word has its capital from its place only, or belongs to no name."""
        word = self.tokens.texts[at]
        if word in NOT_FIRST:
            return True
        if at == first < end - 1 and self.organisations.presented(at, end):
            return True
        if at > first and at + 1 < end and word in _BODIES_TOO:
            return False  # “the Police Complaints Authority”
        if word not in SENTENCE_STARTERS:
            return False
        if word == "All" and end - at > 1 and self.places.known(at + 1, end)[0]:
            return False  # “All India Institute”
        if spots and at > first and word.lower() not in _LINKS:
            return False
        if word == "A" and self.endings.end(at, end) > at + 1:
            return False  # “A. Roe”
        # “spokeswoman An Peeters”
        presented = at > first and self.tokens.texts[at - 1].lower() in self.lexicon.role
        return not (presented and at + 1 < end)

    def _take_named_organisation(self, at: int, end: int, last: int, place_end: int) -> int:
        """Take what its own words make an organisation."""
        opening = self.tokens.texts[at]
        if at + 1 < last and (
            opening in BEGINNINGS
            or self.tokens.texts[at + 1] in SECOND
            or opening.endswith(GERMAN_BODIES)
        ):
            taken = self.bodies.named(at, last)
            if taken > at:
                self.organisations.note(self.tokens.slice(at, taken), at)
                return taken
        if end - at == 1 and opening not in self.lexicon.org_first:
            if (
                end >= last
                or not self._goes_on(at, end)
                or (
                    self.wordings.of_party(at, end, last) == at
                    and (place_end > at or self.wordings.linked.with_and(at, end, last) == at)
                    and self.wordings.linked.of_causes(at, end, last) == at
                )
            ):
                return at
        elif not (
            self.wordings.has_word(at, end)
            or (end < last and self.tokens.texts[end] in _GOES_ON)
        ):
            return at
        if is_adjective(opening):
            return at
        begin, taken = self.wordings.named(at, end, last, place_end, self.bodies)
        if taken == at:
            return at
        taken = self.bodies.end(begin, taken, last)
        if taken < end:
            taken = self.bodies.branch(taken, end, self.places)
        begin = self.bodies.start(begin, taken)
        self.organisations.note(self.tokens.slice(begin, taken), begin)
        return taken

    def _take_titled(
        self,
        at: int,
        end: int,
        sentence: tuple[int, int],
        place: bool,  # noqa: FBT001 - handed on as it came
    ) -> int:
        """Take titles and the person behind them."""
        if self.tokens.texts[at] == "Miss" and end - at > 1:
            crown = self.tokens.texts[at + 1]
            if crown in _PAGEANTS or self.places.known(at + 1, end)[0]:
                if self.tokens.texts[end - 1] in self.lexicon.org_last:
                    self.organisations.note(self.tokens.slice(at, end), at)
                return end  # “Miss Universe”, “Miss Elmland”
        if self.tokens.texts[at] == "Major" and at + 1 < end:
            following = self.tokens.texts[at + 1]
            if following.lower() in self.lexicon.common and not self._is_first(following):
                return at  # “Major Crime Command”
        titled = at
        while titled < end and self.lexicon.is_title(self.tokens.texts[titled]):
            titled += 1
        if titled < end and self.tokens.texts[titled] in OF:
            return at  # “Secretaria de Saúde”
        if at < titled < end and titled - at <= SHORT_NAME:
            person = self.endings.end(titled, end, titled=True)
            if person > titled:
                self.people.note(titled, person, *sentence, title=at)
                return person
        if self.tokens.texts[at] in self.lexicon.first_names or place:
            return at
        return titled

    def _is_first(self, word: str) -> bool:
        return word in self.lexicon.first_names or word in self.lexicon.surnames

    def names(self) -> Names:
        """Give everything found."""
        return Names(
            people=self.people.named(),
            organisations=self.organisations.named(english=self.people.in_english),
            places=self.places.settled(),
        )
