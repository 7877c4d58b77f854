"""Who can speak, whom “she” and “the minister” mean, and who spoke last."""

from __future__ import annotations

import re
from collections.abc import Sequence

from services.enrichment.data.vocabulary import (
    common_words,
    first_names,
    speech_verbs,
)
from services.enrichment.steps.quotes.bearers import (
    FAR,
    NEVER_OPENS,
    WORD,
    Bearers,
    gender_of,
    speakers,
)
from services.enrichment.steps.quotes.descriptions import (
    Description,
    read_description,
)
from services.enrichment.words import Words
from shared.articles import Organisation, Person

_PRONOUNS_OF_PEOPLE = frozenset(
    "he she i er sie il elle él ella lui lei ele ela hij zij ze han hun hon он она вона"
    " він".split()
)

_PRONOUNS_OF_BODIES = frozenset("it they we es ils elles ellos loro eles они оно".split())

_SAFE_DISTANCE = 3
"""Paragraphs within which “he” can still mean the last speaker."""

_FARTHEST_BACK = 8
"""Sentences that are looked at for whom “she” means."""

_ARTICLES = re.compile(
    r"^(?:the|le|la|les|el|il|lo|der|die|das|o|de|het) |^l['’]", re.IGNORECASE
)

_FINITE = frozenset(
    "is are was were be been am has have had does did do will would can could may might must"
    " shall should isn't wasn't didn't doesn't won't ist war sind hat est sont fue era".split()
)

_WOMEN = frozenset("she elle ella lei ela hon она вона zij ze".split())

_MEN = frozenset("he il él lui ele hij han он він".split())


_LETTER = re.compile(
    r"(.+)['’]s (?:letter|statement|report|tweet|post|e-?mail|memo|message|book|testimony)"
)
"""“Roe's letter said”."""


class Speakers(Bearers):
    """Who speaks, quote by quote, and who did last."""

    def __init__(
        self,
        words: Words,
        people: Sequence[Person],
        organisations: Sequence[Organisation] = (),
    ) -> None:
        super().__init__(words, people, organisations)
        self.last: str | None = None
        self.before_last: tuple[str, int] | None = None
        self.last_paragraph = -1
        self.last_end = -1
        self.last_is_person = False

    def going_on(self, paragraph: int, at: int) -> str | None:
        """Give who speaks where no verb says so: who did just before, or acts."""
        start = self.words.paragraphs[paragraph][0]
        told = self._told_of("", paragraph, at)
        if told is not None and self.last_paragraph < paragraph:
            begins = self.words.sentences[max(0, self.sentence_of(at) - 1)][0]
            if begins >= start:
                return told
        return (told or self.last) if self.last_paragraph == paragraph else None

    def resolve(self, speaker: str, paragraph: int, at: int) -> str | None:
        """Name whom the words before or behind a verb mean; None where nobody is named.

        Without any words somebody goes on of whom the copy has just told.
        """
        lower = speaker.lower()
        if not lower or lower in _PRONOUNS_OF_PEOPLE:
            return self._meant(lower, paragraph, at)
        if lower in _PRONOUNS_OF_BODIES:
            return self._body(paragraph, at)
        opening = lower.partition(" ")[0]
        if opening in _PRONOUNS_OF_PEOPLE and lower.count(" ") == 1:
            return self._meant(opening, paragraph, at)  # “he instead”
        if (letter := _LETTER.fullmatch(speaker)) and (
            name := self.known(letter[1], first=True)
        ):
            return name
        bare = _ARTICLES.sub("", speaker).strip()
        if speaker in self.organisations or bare in self.organisations:
            return bare
        described = read_description(speaker)
        if described is not None:
            meant = self._described(described, paragraph, at)
            if meant is not None:
                return meant
            speaker = bare
        return self.who_is(speaker, at) or (speaker if self._can_speak(speaker) else None)

    def _described(self, described: Description, paragraph: int, at: int) -> str | None:
        """Find whom “the foreign minister”, “the Dutch ecologist”, “the carmaker” means."""
        whole = self.whole_role(described.heads) if not described.body else None
        if whole is not None:
            return whole
        for head in described.heads if not described.body else ():
            holding = self.holding(head, at)
            for name in holding:
                if (
                    len(holding) == 1
                    or not described.gender
                    or gender_of(name) in ("", described.gender)
                ):
                    return self._rather_told_of(name, head, paragraph, at)
        if described.body:
            return self._body(paragraph, at)
        if not described.person:
            return None
        wanted = described.gender
        meant = (
            self._told_of(wanted, paragraph, at)
            or self._last_speaker(wanted, paragraph)
            or self._most_named(wanted, paragraph, at)
        )
        return None if described.office and meant and self.roles.get(meant) else meant

    def _rather_told_of(self, name: str, head: str, paragraph: int, at: int) -> str:
        """Give whom “the author” means: no poet, where somebody of no role has just acted."""
        if head in self.roles[name]:
            return name
        told = self._told_of("", paragraph, at)
        return told if told is not None and not self.roles.get(told) else name

    def _body(self, paragraph: int, at: int) -> str | None:
        """Tell which organisation “it” or “the company” means: the last that spoke or did."""
        near = paragraph - self.last_paragraph <= _SAFE_DISTANCE
        start, end = self.words.sentences[self.sentence_of(at)]
        text = self.words.text
        opening = _ACTING.match(text, start, min(end, at))
        if opening and opening.group(1) in self.organisations:
            return opening.group(1)
        if self.last and near and not self.last_is_person:
            return self.last
        begins = max(self.words.paragraphs[max(0, paragraph - _SAFE_DISTANCE)][0], at - 2 * FAR)
        named = {name: text.rfind(name, begins, at) for name in self.most_named}
        acting = {
            name: where
            for name, where in named.items()
            if where >= 0 and _acts(text, where, len(name))
        }
        return max(acting, key=lambda name: acting[name], default=None)

    def _can_speak(self, speaker: str) -> bool:
        """Tell somebody, or a body, from words that only happen to stand beside the verb."""
        if speaker in self.people or speaker > "\u0370":
            return True
        tokens = speaker.split()
        if not tokens or any(token in speech_verbs() or token[0].isdigit() for token in tokens):
            return False
        lowers = [token.lower() for token in tokens]
        if lowers[0] in NEVER_OPENS or not _FINITE.isdisjoint(lowers):
            return False
        if len(tokens) > 1 and tokens[0] in first_names() and tokens[1][:1].isupper():
            return True
        return any(
            token in self.by_family
            or token.lower().removesuffix("s") in speakers()
            or token.lower() in speakers()
            or (
                WORD.match(token)
                and token[0].isupper()
                and token.lower().removesuffix("'s") not in common_words()
            )
            for token in tokens
        )

    def _meant(self, pronoun: str, paragraph: int, at: int) -> str | None:
        """Tell whom “she” means.

        The only person whom the paragraph has named so far; else the last speaker, unless the
        first name speaks against it; then the one before, if that name speaks for it.
        """
        wanted = "f" if pronoun in _WOMEN else "m" if pronoun in _MEN else ""

        def fits(name: str) -> bool:
            return not wanted or gender_of(name) in ("", wanted)

        told = self._told_of(wanted, paragraph, at)
        if told is not None:
            return told
        fitting = {name for name in self.named_before(paragraph, at) if fits(name)}
        if len(fitting) == 1:
            return fitting.pop()
        sentence = self.sentence_of(at)
        begins = self.words.sentences[sentence][0]
        subject = self.subject(begins, at)
        if fitting and self.last in fitting:
            return self.last
        if fitting:
            return subject if subject in fitting else None
        if begins <= self.words.paragraphs[paragraph][0] and sentence:
            subject = self.subject(*self.words.sentences[sentence - 1])
            since = self.last_end < self.words.sentences[sentence - 1][0]
            if subject and fits(subject) and (since or self.last is None):
                return subject
        return self._last_speaker(wanted, paragraph) or self._most_named(wanted, paragraph, at)

    def _told_of(self, wanted: str, paragraph: int, at: int) -> str | None:
        """Give whom the sentences before a quote are about, back to the last one who spoke."""
        begins = self.words.paragraphs[max(0, paragraph - 2)][0]
        number = self.sentence_of(at)
        for each in range(number, max(-1, number - _FARTHEST_BACK), -1):
            start, end = self.words.sentences[each]
            if start < begins or start < self.last_end:
                return None
            name = self.acting(start, min(end, at))
            if name is not None and (not wanted or gender_of(name) in ("", wanted)):
                return name
        return None

    def _last_speaker(self, wanted: str, paragraph: int) -> str | None:
        if self.last is None or not self.last_is_person:
            return None
        if paragraph - self.last_paragraph > _SAFE_DISTANCE:
            return None
        given = gender_of(self.last)
        if not wanted or not given or given == wanted:
            return self.last
        if self.before_last is not None:
            name, where = self.before_last
            if paragraph - where <= _SAFE_DISTANCE and gender_of(name) == wanted:
                return name
        return None

    def _most_named(self, wanted: str, paragraph: int, at: int) -> str | None:
        """Of those named just before, give the one whom the whole story names most, or last.

        Once somebody has spoken, that must be who did.
        """
        start = max(at - FAR, self.words.paragraphs[max(0, paragraph - 2)][0])
        named = dict.fromkeys(name for _, name in reversed(self.named(start, at)))
        fitting = [name for name in named if not wanted or gender_of(name) in ("", wanted)]
        most = max(fitting, key=lambda name: self.people[name], default=None)
        if self.last is None or (wanted and gender_of(self.last) not in ("", wanted)):
            return most
        return most if self.last == most else None

    def remember(self, name: str | None, paragraph: int, end: int) -> None:
        """Note who has spoken."""
        if name is None:
            return
        if name != self.last and self.last is not None and self.last_is_person:
            self.before_last = (self.last, self.last_paragraph)
        self.last = name
        self.last_paragraph = paragraph
        self.last_end = end
        self.last_is_person = name in self.people

    def remember_place(self, name: str | None, paragraph: int, end: int) -> None:
        """Note that the last speaker goes on."""
        if name is not None:
            self.last_paragraph = paragraph
            self.last_end = end


_ACTING = re.compile(
    r"(?:(?:The|Le|La|El|Il|Die|Der|Das|O|A|De|Het) )?"
    r"((?:[A-Z][\w&.’'\-]*)(?: [A-Z&][\w&.’'\-]*)*)"
)


def _acts(text: str, at: int, length: int) -> bool:
    """Tell that a name opens its sentence, or that small letters other than “of” go on."""
    before = text[max(0, at - 5) : at].lower()
    stated = (
        before.endswith("ment, ") and text[max(0, at - 16) : at].lower() == "in a statement, "
    )
    opens = (
        at == 0
        or stated
        or before.rstrip(' “"').endswith((".", "\n", "\nthe"))
        or before == ". the"
    )
    return opens and text[at + length : at + length + 1] in " ,"
