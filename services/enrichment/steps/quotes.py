"""Quotes with their speakers: “We won,” Anna Qux said.

Quotation marks of many languages. Where nobody is named, the speaker stays unknown; a pronoun
is resolved only to the last speaker, and only where that can be meant. One or two words in
quotation marks are somebody's wording only where the verb stands beside them.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from services.enrichment.data.vocabulary import (
    common_words,
    first_names,
    name_words,
    speech_verbs,
)
from services.enrichment.words import Words
from shared.articles import Person, Quote, Span


def read_quotes(words: Words, people: Sequence[Person]) -> tuple[Quote, ...]:
    """Find what is quoted, in the order of the text; spans are of the body, marks left out."""
    marked = _marked(words)
    if not marked:
        return ()
    reader = _Reader(words, people)
    return tuple(quote for index in range(len(marked)) if (quote := reader.read(marked, index)))


# --- finding what is in quotation marks --------------------------------------------------

_CLOSING = {
    "“": "”“", "„": "“”„", "«": "»", "»": "«", "「": "」", "『": "』", '"': '"', "‘": "’",
    "‹": "›", "”": "”",
}  # fmt: skip
_MARK = re.compile('[“”„«»「」『』"‘’‹›]')
_MOST = 2_000
"""More marked passages than any story has; what comes after is left alone."""


@dataclass(frozen=True, slots=True)
class _Marked:
    """A passage in quotation marks: where its words start and end, and the paragraph's end."""

    start: int
    end: int
    outer_start: int
    outer_end: int
    paragraph: int


def _marked(words: Words) -> list[_Marked]:
    """Pair the marks of each paragraph; a mark left open speaks to the paragraph's end."""
    text = words.text
    found: list[_Marked] = []
    last = len(words.paragraphs)
    for number, (start, end) in enumerate(words.paragraphs):
        opened = -1
        closing = ""
        for match in _MARK.finditer(text, start, end):
            mark, at = match.group(), match.start()
            if opened < 0:
                if _opens(text, mark, at, start):
                    opened, closing = at, _CLOSING[mark]
            elif mark in closing and not _apostrophe(text, mark, at):
                _keep(found, text, opened, at, number)
                opened = -1
        if opened >= 0 and text[opened] in '“"„«':
            following = words.paragraphs[number + 1][0] if number + 1 < last else end
            if opened == start or text[following : following + 1] in ("“", '"', "„", "«"):
                _keep(found, text, opened, end, number)
        if len(found) > _MOST:
            break
    return found


def _opens(text: str, mark: str, at: int, start: int) -> bool:
    if mark not in _CLOSING:
        return False
    before = text[at - 1] if at > start else " "
    after = text[at + 1 : at + 2]
    if not after or after == "\n":
        return False
    if mark in "‘”":
        return not before.isalnum() and before not in ".,!?" and after.isalnum()
    if mark == '"':
        return not before.isalnum() and not after.isspace()
    if mark == "»":
        return not before.isalnum() and not after.isspace()
    return True


def _apostrophe(text: str, mark: str, at: int) -> bool:
    """Tell whether `’` stands within a word and closes nothing."""
    return mark == "’" and text[at + 1 : at + 2].isalnum()


def _keep(found: list[_Marked], text: str, opened: int, closed: int, paragraph: int) -> None:
    start, end = opened + 1, closed
    while start < end and text[start].isspace():
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in ',，、"'):
        end -= 1
    if start < end:
        found.append(_Marked(start, end, opened, closed + 1, paragraph))


# --- who said it -------------------------------------------------------------------------

_PRONOUNS_OF_PEOPLE = frozenset(
    "he she i er sie il elle él ella lui lei ele ela hij zij han hun hon он она вона"
    " він".split()
)
_PRONOUNS_OF_BODIES = frozenset("it they we es ils elles ellos loro eles они оно".split())
_FEWEST_WORDS = 3
"""Fewer words are a quote only beside their verb."""
_FEWEST_ALONE = 5
"""Fewer words without any speaker are a title or an odd word."""
_FARTHEST_VERB = 16
_LONGEST_SPEAKER = 9
_FAR = 800
_ROLE_BEFORE_NAME = 9
_SAFE_DISTANCE = 3
"""Paragraphs within which “he” can still mean the last speaker."""

_CLAUSE = re.compile(
    r"[;:—–(]|, (?:and|but|while|as|although|und|aber|et|mais|y|pero|e|ma) |"
    r" (?:that|but|while|because|although|after|before) "
)
_SPEAKER_ENDS = frozenset(
    "in on at during after before from when as that while by with adding told following"
    " speaking"
    " whether if to about of-the last this earlier later yesterday today monday tuesday"
    " wednesday"
    " thursday friday saturday sunday am im bei nach vor seit dem der-tag pendant lors après"
    " durante tras después nel dopo em ao"
    " who sur dans devant auprès ante a-la tras auf gegenüber zu ao à".split()
)
_FILLERS = frozenset(
    "also later then has have had was is been being reportedly famously repeatedly previously"
    " recently once again never always only just still even first earlier separately on monday"
    " tuesday wednesday thursday friday saturday sunday hat hatte habe a ont ha había"
    " reporters not quickly simply bluntly angrily publicly".split()
)
_AUXILIARIES = frozenset("a ont ha han hat habe avait aveva había hanno has have had".split())
_ARTICLES = (
    "the ",
    "The ",
    "le ",
    "la ",
    "el ",
    "il ",
    "lo ",
    "der ",
    "die ",
    "das ",
    "o ",
    "de ",
    "het ",
    "l'",
    "l’",
)
_ACCORDING = (
    "according to ",
    "laut ",
    "selon ",
    "según ",
    "secondo ",
    "segundo ",
    "volgens ",
    "enligt ",
    "ifølge ",
    "по словам ",
    "d’après ",
    "d'après ",
)
_HAN_NAME = re.compile(
    r"([\u4e00-\u9fff]{2,12}?)(?:\d{1,2}日)?(?:还|還|也|则|則|又)?(说|說|表示|称|稱|指出|强调|強調|告诉|告訴)"
)
_NOT_NAMES = frozenset(
    "But And So Yet However Meanwhile Still Also Then When As After While Later In On".split()
)


@cache
def _speakers() -> frozenset[str]:
    """Nouns for people and bodies, as they speak in copy without a name."""
    return name_words()["role"] | _WHO_SPEAKS


_WHO_SPEAKS = frozenset(
    "man woman mother father brother sister son daughter husband wife widow friend"
    " relative neighbour neighbor witness resident survivor victim family fan voter"
    " protester protestor demonstrator worker employee passenger driver tourist customer"
    " student pupil parent expert source insider critic observer authority authorities"
    " ministry government police army navy military court office agency department company"
    " firm bank union group party club team council commission committee regulator carrier"
    " airline maker retailer lender airport hospital university school church embassy"
    " parliament service services board foundation charity organisation organization"
    " association federation campaign network shepherd farmer fisherman pensioner teenager"
    " girl boy child migrant refugee soldier rebel militant prosecutor judge lawyer doctor"
    " ministerium behörde polizei regierung sprecher unternehmen konzern gericht verband"
    " partei gewerkschaft frau mann zeuge anwohner ministère gouvernement parquet syndicat"
    " entreprise société direction ministerio gobierno policía fiscalía empresa sindicato"
    " ministero governo polizia procura azienda sindacato ministério polícia regering"
    " ministerie politie bedrijf".split()
)


@cache
def _verbs() -> frozenset[str]:
    return speech_verbs()


class _Reader:
    """Goes through a text's quotes in order and remembers who spoke last."""

    def __init__(self, words: Words, people: Sequence[Person]) -> None:
        self.words = words
        self.by_family: dict[str, str] = {}
        for person in people:
            parts = person.name.split()
            for part in (parts[-1], parts[0], person.name):
                self.by_family.setdefault(part, person.name)
        # A family name wins over someone else's first name.
        for person in people:
            self.by_family[person.name.split()[-1]] = person.name
        self.people = frozenset(person.name for person in people)
        self.sentence_starts = [start for start, _ in words.sentences]
        self.last: str | None = None
        self.before_last: tuple[str, int] | None = None
        self.last_paragraph = -1
        self.last_is_person = False

    def read(self, marked: list[_Marked], index: int) -> Quote | None:
        """Give the quote with its speaker, or None where it is none."""
        passage = marked[index]
        text = self.words.text
        quoted = text[passage.start : passage.end]
        count = self._count(passage.start, passage.end)
        after = self._after(marked, index)
        before = self._before(marked, index)
        speaker, verb, beside = self._said_after(passage, after)
        if verb is None:
            speaker, verb, beside = self._said_before(before)
        complete = self._complete(passage)
        if verb is None and not complete:
            # “A,” she said, “and B.”: the verb between speaks for both.
            return None
        if count < _FEWEST_WORDS and not beside:
            return None
        if count < _FEWEST_ALONE and not complete and _is_title(quoted):
            return None
        if verb is None:
            if count < _FEWEST_ALONE:
                return None
            carried = self.last if self.last_paragraph == passage.paragraph else None
            if carried is None and index and self._continues(marked[index - 1], passage):
                carried = self.last
            self._remember_place(carried, passage)
            return self._quote(quoted, carried, None, passage)
        name = self._resolve(speaker, passage.paragraph, passage.outer_start)
        self._remember(name, passage.paragraph)
        return self._quote(quoted, name, verb, passage)

    def _quote(
        self, text: str, speaker: str | None, verb: str | None, passage: _Marked
    ) -> Quote:
        return Quote(
            text=text,
            speaker=speaker,
            verb=verb,
            span=Span(start=passage.start, end=passage.end, of="body"),
        )

    def _count(self, start: int, end: int) -> int:
        words = self.words
        first = bisect_left(words.starts, start)
        last = bisect_left(words.starts, end)
        count = last - first
        if count and words.texts[first] >= "\u3040" and end - start == count:
            return count // 2
        return count

    def _complete(self, passage: _Marked) -> bool:
        """Tell whether the passage is a sentence of its own, by its capital and its stop."""
        text = self.words.text
        inner = text[passage.start : passage.outer_end]
        stopped = any(mark in ".,!?…。！？，" for mark in inner.rstrip('”"»“」』’ \n')[-1:])
        stopped = stopped or text[passage.outer_end : passage.outer_end + 1] in (",", ".")
        return stopped and (text[passage.start].isupper() or text[passage.start] > "\u3000")

    def _continues(self, previous: _Marked, passage: _Marked) -> bool:
        """Tell whether the paragraph before ended in an open quote of the same speaker."""
        text = self.words.text
        return (
            passage.paragraph == previous.paragraph + 1
            and previous.outer_end - 1 < len(text)
            and previous.outer_end - 1 >= self.words.paragraphs[previous.paragraph][1]
        )

    def _sentence_of(self, at: int) -> int:
        return max(0, bisect_right(self.sentence_starts, at) - 1)

    def _after(self, marked: list[_Marked], index: int) -> tuple[int, int]:
        """Give what follows the quote in its sentence, up to the next quote."""
        passage = marked[index]
        sentences = self.words.sentences
        number = self._sentence_of(max(passage.start, passage.outer_end - 1))
        end = sentences[number][1]
        if end <= passage.outer_end:
            text = self.words.text
            asks = text[passage.end - 1 : passage.end] in ("?", "!")
            following = number + 1
            if (
                asks
                and following < len(sentences)
                and sentences[following][1] <= self.words.paragraphs[passage.paragraph][1]
            ):
                end = sentences[following][1]
            else:
                return passage.outer_end, passage.outer_end
        if index + 1 < len(marked):
            end = min(end, max(passage.outer_end, marked[index + 1].outer_start))
        return passage.outer_end, end

    def _before(self, marked: list[_Marked], index: int) -> tuple[int, int]:
        """Give what leads up to the quote in its sentence, from the quote before on."""
        passage = marked[index]
        start = self.words.sentences[self._sentence_of(passage.outer_start)][0]
        start = max(start, self.words.paragraphs[passage.paragraph][0])
        if index and marked[index - 1].outer_end > start:
            start = min(marked[index - 1].outer_end, passage.outer_start)
        return start, passage.outer_start

    def _tokens(self, start: int, end: int) -> range:
        starts = self.words.starts
        return range(bisect_left(starts, start), bisect_left(starts, end))

    def _said_after(
        self, passage: _Marked, after: tuple[int, int]
    ) -> tuple[str, str | None, bool]:
        words = self.words
        start, end = after
        if end - start < 2:
            return "", None, False
        segment = words.text[start : min(end, start + 300)]
        lead = segment.lstrip(" \u00a0,，-–—")
        shift = len(segment) - len(lead)
        lowered = lead.lower()
        for opening in _ACCORDING:
            if lowered.startswith(opening):
                rest = lead[len(opening) :]
                name = self._known(rest[:80], first=True) or _to_first_stop(rest)
                return name, opening.strip(), True
        han = _HAN_NAME.match(lead)
        if han:
            return han.group(1), han.group(2), True
        begins = words.text[passage.outer_end - 2 : passage.outer_end]
        flows = (
            "," in begins
            or "?" in begins
            or "!" in begins
            or segment[:1] in ",，"
            or "—" in begins
        )
        tokens = self._tokens(start + shift, end)[:_FARTHEST_VERB]
        for position, token in enumerate(tokens):
            if words.lowers[token] not in _verbs():
                continue
            if words.lowers[token] == "so" and position:
                continue
            if position == 0:
                tail = words.text[words.ends[token] : end]
                name = self._speaker_behind(tail)
                if not name and not flows:
                    return "", None, False
                return name, words.texts[token], True
            if all(words.lowers[each] in _AUXILIARIES for each in tokens[:position]):
                behind = self._speaker_behind(words.text[words.ends[token] : end])
                return (behind, words.texts[token], True) if behind else ("", None, False)
            name = words.text[words.starts[tokens[0]] : words.ends[tokens[position - 1]]]
            speaker = self._speaker_before(name)
            if not speaker:
                return "", None, False
            if not flows:
                # `a “new level” and Qux said`: a clause of its own; `…”, it said` is the frame.
                last_comma = words.text.rfind(",", start, words.starts[token])
                if last_comma < 0:
                    return "", None, False
                speaker = self._speaker_before(words.text[last_comma + 1 : words.starts[token]])
                ends = words.text[words.ends[token] : end].strip(' ”"')
                if not speaker or len(ends) > _LONGEST_SPEAKER * 4:
                    return "", None, False
                return speaker, words.texts[token], False
            return speaker, words.texts[token], True
        return "", None, False

    def _said_before(self, before: tuple[int, int]) -> tuple[str, str | None, bool]:
        words = self.words
        start, end = before
        if end - start < 2:
            return "", None, False
        start = max(start, end - 400)
        segment = words.text[start:end]
        stripped = segment.rstrip()
        named = [*_HAN_NAME.finditer(segment[-40:])]
        han = named[-1] if named else None
        if han is not None and stripped.endswith((":", "：", "，", han.group(2))):
            return han.group(1), han.group(2), True
        lowered = segment.lower()
        for opening in _ACCORDING:
            at = lowered.rfind(opening)
            if at >= 0 and (at == 0 or not lowered[at - 1].isalpha()):
                rest = segment[at + len(opening) :]
                name = self._known(rest[:80], first=True) or _to_first_stop(rest)
                return name, opening.strip(), True
        tokens = self._tokens(start, end)
        for token in reversed(tokens):
            lower = words.lowers[token]
            if lower not in _verbs() or lower == "so":
                continue
            distance = tokens[-1] - token
            beside = distance <= 1 or stripped.endswith(":")
            head = words.text[start : words.starts[token]]
            clause = _last_clause(head)
            speaker = self._speaker_before(clause)
            if not speaker and stripped.endswith((":", ",")) and distance:
                tail = words.text[words.ends[token] : end]
                speaker = self._speaker_behind(tail)
            if not speaker:
                return "", None, False
            return speaker, words.texts[token], beside
        return "", None, False

    def _speaker_before(self, text: str) -> str:
        """Give the one before the verb: “Qux, a nurse, also” is Qux."""
        text = text.strip(' ,\n\u00a0“”"-–—.')
        known = self._known(text, first=False)
        if known:
            return known
        head = text.split(",", 1)[0].strip()
        tokens = head.split()
        while tokens and (tokens[-1].lower() in _FILLERS):
            tokens.pop()
        while tokens and tokens[0].capitalize() in _NOT_NAMES:
            tokens.pop(0)
        if not tokens or len(tokens) > _LONGEST_SPEAKER:
            return ""
        return _plain_speaker(" ".join(tokens))

    def _speaker_behind(self, text: str) -> str:
        """Give the one behind the verb: “said Qux, a nurse” is Qux."""
        text = text.lstrip(" \u00a0")
        known = self._known(text[:80], first=True)
        if known:
            return known
        kept: list[str] = []
        for token in text.split()[: _LONGEST_SPEAKER + 3]:
            bare = token.strip(',;:”“"»()')
            bare = bare if bare.count(".") > 1 else bare.rstrip(".")
            if kept and bare.lower() in _SPEAKER_ENDS:
                break
            if not kept and bare.lower() in _SPEAKER_ENDS:
                return ""
            kept.append(bare)
            if token[-1:] in ",.;:)—–" and bare.lower() not in _ABBREVIATED:
                break
        if not kept or len(kept) > _LONGEST_SPEAKER:
            return ""
        return _plain_speaker(" ".join(kept))

    def _known(self, text: str, *, first: bool) -> str | None:
        """Give the person of ours that a stretch of text names.

        Behind the verb the first word must be part of the name; before it, the last one named
        ahead of a comma counts (“Acme analyst Tom Qux”).
        """
        if first:
            stretch = re.split(r"[.;:”\"»]|, (?=[a-z])", text, maxsplit=1)[0]
            for token in _WORD.findall(stretch[:160])[:_ROLE_BEFORE_NAME]:
                name = self.by_family.get(token)
                if name:
                    return name if self._names(name, stretch) else None
            return None
        for stretch in text[:200].split(","):
            found = None
            for token in _WORD.findall(stretch):
                name = self.by_family.get(token)
                if name and (found is None or self._names(name, stretch)):
                    found = name
            if found is not None:
                return found
        return None

    @staticmethod
    def _names(name: str, stretch: str) -> bool:
        return name.rsplit(maxsplit=1)[-1] in stretch or name.split(maxsplit=1)[0] in stretch

    def _resolve(self, speaker: str, paragraph: int, at: int) -> str | None:
        lower = speaker.lower()
        near = paragraph - self.last_paragraph <= _SAFE_DISTANCE
        if lower in _PRONOUNS_OF_PEOPLE:
            return self._meant(lower, paragraph, at)
        if lower in _PRONOUNS_OF_BODIES:
            return self.last if self.last and near and not self.last_is_person else None
        opening = lower.partition(" ")[0]
        if opening in _PRONOUNS_OF_PEOPLE and lower.count(" ") == 1:
            return self._meant(opening, paragraph, at)  # “he instead”
        return speaker if self._can_speak(speaker) else None

    def _can_speak(self, speaker: str) -> bool:
        """Tell somebody, or a body, from words that only happen to stand beside the verb."""
        if speaker in self.people or speaker > "\u0370":
            return True
        tokens = speaker.split()
        if any(token in _verbs() or token[0].isdigit() for token in tokens):
            return False
        return any(
            token in self.by_family
            or token.lower().removesuffix("s") in _speakers()
            or token.lower() in _speakers()
            or (
                _WORD.match(token)
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
        named = self._named_before(paragraph, at)
        fitting = {name for name in named if not wanted or _gender(name) in ("", wanted)}
        if len(fitting) == 1:
            return fitting.pop()
        if fitting and self.last not in fitting:
            return None
        if self.last is None or not self.last_is_person:
            return None
        if paragraph - self.last_paragraph > _SAFE_DISTANCE:
            return None
        given = _gender(self.last)
        if not wanted or not given or given == wanted:
            return self.last
        if self.before_last is not None:
            name, where = self.before_last
            if paragraph - where <= _SAFE_DISTANCE and _gender(name) == wanted:
                return name
        return None

    def _named_before(self, paragraph: int, at: int) -> set[str]:
        """Give the people whom a paragraph names before the quote."""
        start = self.words.paragraphs[paragraph][0]
        tokens = self._tokens(max(start, at - _FAR), at)
        texts = self.words.texts
        return {
            self.by_family[texts[token]] for token in tokens if texts[token] in self.by_family
        }

    def _remember(self, name: str | None, paragraph: int) -> None:
        if name is None:
            return
        if name != self.last and self.last is not None and self.last_is_person:
            self.before_last = (self.last, self.last_paragraph)
        self.last = name
        self.last_paragraph = paragraph
        self.last_is_person = name in self.people

    def _remember_place(self, name: str | None, passage: _Marked) -> None:
        if name is not None:
            self.last_paragraph = passage.paragraph


_WOMEN = frozenset("she elle ella lei ela hon она вона zij".split())
_MEN = frozenset("he il él lui ele hij han он він".split())


def _gender(name: str) -> str:
    return first_names().get(name.split(" ", 1)[0], "")


_WORD = re.compile(r"[^\W\d_](?:[\w’'\-]*\w)?")
_ABBREVIATED = frozenset(
    "dr mr mrs ms st gen sen rep gov lt col sgt capt prof rev jr sr".split()
)


def _is_title(quoted: str) -> bool:
    """Tell that “Today” and “The Long Night” are names of something."""
    return all(part[0].isupper() for part in quoted.split() if part[0].isalpha())


def _last_clause(head: str) -> str:
    last = 0
    for match in _CLAUSE.finditer(head):
        last = match.end()
    return head[last:]


def _to_first_stop(text: str) -> str:
    return _plain_speaker(re.split(r"[,.;:”\"\n]|, ", text, maxsplit=1)[0].strip()[:80])


def _plain_speaker(name: str) -> str:
    for article in _ARTICLES:
        name = name.removeprefix(article)
    return name.strip()
