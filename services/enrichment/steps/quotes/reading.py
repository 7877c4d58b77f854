"""The frame around each quote: the verb, and the words that name the speaker."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from services.enrichment.data.vocabulary import speech_verbs
from services.enrichment.needles import any_of
from services.enrichment.steps.quotes.marks import Marked, marked_in
from services.enrichment.steps.quotes.speakers import Speakers
from services.enrichment.words import Words
from shared.articles import Organisation, Person, Quote, Span


def read_quotes(
    words: Words, people: Sequence[Person], organisations: Sequence[Organisation] = ()
) -> tuple[Quote, ...]:
    """Find what is quoted, in the order of the text; spans are of the body, marks left out."""
    marked = marked_in(words)
    if not marked:
        return ()
    reader = _Reader(words, people, organisations)
    return tuple(quote for index in range(len(marked)) if (quote := reader.read(marked, index)))


_FEWEST_WORDS = 3
"""Fewer words are a quote only beside their verb."""

_FEWEST_ALONE = 5
"""Fewer words without any speaker are a title or an odd word."""

_FARTHEST_VERB = 16

_FARTHEST_BEHIND_NAME = 40
"""“Qux, a planetary scientist at the Institute of …, said”."""

_NEAR = 8

_LONGEST_SPEAKER = 9

_ANDS = frozenset(("", "and", "but", "then", "and then", "und", "et", "y", "e", "en"))

_CONJUNCTION = re.compile(r"(?:and|but|while|as|although)\b")

_CLAUSE = re.compile(
    r"[;:—–(]|, (?:and|but|while|as|although|und|aber|et|mais|y|pero|e|ma) |"
    r" (?:that|but|while|because|although|after|before) |,? (?:whom|what|which) "
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

_LONGEST_ACCORDING = max(map(len, _ACCORDING))
_is_attributed = any_of(_ACCORDING)
_STOPS = frozenset(".,!?…。！？，")

_HAN_NAME = re.compile(
    r"([\u4e00-\u9fff]{2,12}?)(?:\d{1,2}日)?(?:还|還|也|则|則|又)?(说|說|表示|称|稱|指出|强调|強調|告诉|告訴)"
)

_NOT_NAMES = frozenset(
    "But And So Yet However Meanwhile Still Also Then When As After While Later In On".split()
)

_ABBREVIATED = frozenset(
    "dr mr mrs ms st gen sen rep gov lt col sgt capt prof rev jr sr".split()
)


class _Reader:
    """Goes through a text's quotes in order."""

    def __init__(
        self, words: Words, people: Sequence[Person], organisations: Sequence[Organisation]
    ) -> None:
        self.words = words
        self.speakers = Speakers(words, people, organisations)
        self.inverts = any(pronoun in words.text for pronoun in _INVERTED)

    def read(self, marked: list[Marked], index: int) -> Quote | None:
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
            alone = not self.words.text[before[0] : before[1]].strip()
            goes_on = alone and self.speakers.last_paragraph == passage.paragraph
            if count < _FEWEST_ALONE and not (goes_on and count >= _FEWEST_WORDS):
                return None
            carried = self._named_before_colon(before) or self.speakers.going_on(
                passage.paragraph, passage.outer_start
            )
            if carried is None and index and self._continues(marked[index - 1], passage):
                carried = self.speakers.last
            if carried is None and self._stands_alone(passage):
                carried = self.speakers.told_before(
                    passage.paragraph
                ) or self.speakers.acting_next(passage.outer_end)
            self.speakers.remember_place(carried, passage.paragraph, passage.outer_end)
            return self._quote(quoted, carried, None, passage)
        name = self.speakers.resolve(speaker, passage.paragraph, passage.outer_start)
        self.speakers.remember(name, passage.paragraph, passage.outer_end)
        return self._quote(quoted, name, verb, passage)

    def _quote(
        self, text: str, speaker: str | None, verb: str | None, passage: Marked
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

    def _complete(self, passage: Marked) -> bool:
        """Tell whether the passage is a sentence of its own, by its capital and its stop."""
        text = self.words.text
        inner = text[passage.start : passage.outer_end]
        stopped = inner.rstrip('”"»“」』’ \n')[-1:] in _STOPS
        stopped = stopped or text[passage.outer_end : passage.outer_end + 1] in (",", ".")
        stopped = stopped or self._stands_alone(passage)
        return stopped and (text[passage.start].isupper() or text[passage.start] > "\u3000")

    def _stands_alone(self, passage: Marked) -> bool:
        """Tell a quote that is a paragraph of its own, as between the parts of a feature."""
        start, end = self.words.paragraphs[passage.paragraph]
        return passage.outer_start <= start and passage.outer_end >= end

    def _continues(self, previous: Marked, passage: Marked) -> bool:
        """Tell whether the same speaker goes on in the next paragraph.

        The paragraph before ended in an open quote, or this one is wholly a quote.
        """
        if passage.paragraph != previous.paragraph + 1:
            return False
        if previous.outer_end - 1 >= self.words.paragraphs[previous.paragraph][1]:
            return True
        start, end = self.words.paragraphs[passage.paragraph]
        whole = passage.outer_start <= start + 1 and passage.outer_end >= end - 1
        return whole and self.speakers.last_paragraph == previous.paragraph

    def _after(self, marked: list[Marked], index: int) -> tuple[int, int]:
        """Give what follows the quote in its sentence, up to the next quote."""
        passage = marked[index]
        sentences = self.words.sentences
        number = self.speakers.sentence_of(max(passage.start, passage.outer_end - 1))
        end = sentences[number][1]
        if end <= passage.outer_end:
            text = self.words.text
            asks = text[passage.start : passage.end].rstrip("’'»”\" ")[-1:] in ("?", "!")
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

    def _before(self, marked: list[Marked], index: int) -> tuple[int, int]:
        """Give what leads up to the quote in its sentence, from the quote before on."""
        passage = marked[index]
        start = self.words.sentences[self.speakers.sentence_of(passage.outer_start)][0]
        start = max(start, self.words.paragraphs[passage.paragraph][0])
        if index and marked[index - 1].outer_end > start:
            start = min(marked[index - 1].outer_end, passage.outer_start)
        return start, passage.outer_start

    def _ends_with_a_name(self, head: str) -> bool:
        """Tell that nothing but somebody's name and role stands before a colon."""
        clause = _CLAUSES.split(head.rstrip(": "))[-1]
        tokens = clause.split()
        return (
            len(tokens) > 1
            and tokens[-1] in self.speakers.by_family
            and not any(token.lower() in speech_verbs() for token in tokens)
        )

    def _named_before_colon(self, before: tuple[int, int]) -> str | None:
        """Give Roe in “Not so the critic Ann Roe: “…””."""
        start, end = before
        start = max(start, end - 400)
        head = self.words.text[start:end].rstrip()
        if not head.endswith(":"):
            return None
        name = self.speakers.known(head.rpartition(",")[2], first=False)
        return name or self.speakers.subject(start, end)

    def _said_after(
        self, passage: Marked, after: tuple[int, int]
    ) -> tuple[str, str | None, bool]:
        words = self.words
        start, end = after
        if end - start < 2:
            return "", None, False
        segment = words.text[start : min(end, start + 300)]
        lead = segment.lstrip(" \u00a0,，-–—")
        shift = len(segment) - len(lead)
        lowered = lead[:_LONGEST_ACCORDING].lower()
        for opening in _ACCORDING if lowered.startswith(_ACCORDING) else ():
            if lowered.startswith(opening):
                rest = lead[len(opening) :]
                name = self.speakers.known(rest[:80], first=True) or _to_first_stop(rest)
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
        if not flows and self._is_speech(passage):
            flows = True
        if _CONJUNCTION.match(lead) and not words.text[passage.start].isupper():
            return "", None, False  # “… as “false,” and others said so”
        tokens = self.speakers.tokens(start + shift, end)
        near = tokens[:_NEAR]
        named = not self.speakers.by_family.keys().isdisjoint(
            words.texts[near.start : near.stop]
        )
        tokens = tokens[: _FARTHEST_BEHIND_NAME if named and flows else _FARTHEST_VERB]
        return self._said_by_verb(after, tokens, flows=flows)

    def _said_by_verb(
        self, after: tuple[int, int], tokens: range, *, flows: bool
    ) -> tuple[str, str | None, bool]:
        """Find the verb behind a quote, and who stands beside it; `flows`: no stop between."""
        words = self.words
        start, end = after
        says = speech_verbs()
        if flows and (quoted := _QUOTED_BEHIND.match(words.text, start, end)):
            return self._speaker_before(quoted[2]), quoted[1], True
        for position, token in enumerate(tokens):
            if self.inverts and words.lowers[token].endswith(_INVERTED):
                return words.lowers[token].rpartition("-")[2], words.texts[token], True
            if words.lowers[token] not in says:
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
                told = bool(behind) or flows  # «…», ha detto.
                return (behind, words.texts[token], True) if told else ("", None, False)
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

    def _is_speech(self, passage: Marked) -> bool:
        """Tell whether the words in quotation marks begin like a sentence and are some."""
        begins = self.words.text[passage.start].isupper()
        return begins and self._count(passage.start, passage.end) >= _FEWEST_ALONE

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
        for opening in _ACCORDING if _is_attributed(lowered) else ():
            at = lowered.rfind(opening)
            if at >= 0 and (at == 0 or not lowered[at - 1].isalpha()):
                rest = segment[at + len(opening) :]
                name = self.speakers.known(rest[:80], first=True) or _to_first_stop(rest)
                return name, opening.strip(), True
        tokens = self.speakers.tokens(start, end)
        if stripped.endswith(":") and self._ends_with_a_name(stripped):
            return "", None, False
        says = speech_verbs()
        for token in reversed(tokens):
            lower = words.lowers[token]
            if lower not in says or lower == "so":
                continue
            distance = tokens[-1] - token
            beside = distance <= 1 or stripped.endswith(":")
            head = words.text[start : words.starts[token]]
            clause = _last_clause(head)
            speaker = self._named_within(head, words.text[words.ends[token] : end])
            speaker = speaker or self._speaker_before(clause)
            if not speaker and stripped.endswith((":", ",")) and distance:
                tail = words.text[words.ends[token] : end]
                speaker = self._speaker_behind(tail)
            if not speaker and clause.strip(" ,").lower() in _ANDS:
                begins = words.sentences[self.speakers.sentence_of(end - 1)][0]
                speaker = self.speakers.subject(begins, end) or ""
            if not speaker:
                return "", None, False
            return speaker, words.texts[token], beside
        return "", None, False

    def _named_within(self, head: str, tail: str) -> str:
        """Give Qux in “The plan, said Tom Qux of the Snail Trust, was “…””."""
        told, comma, _ = tail.partition(",")
        if not comma or not head.rstrip().endswith(","):
            return ""
        named = self.speakers.known(told, first=True)
        return named if named and not self.speakers.known(head, first=False) else ""

    def _speaker_before(self, text: str) -> str:
        """Give the one before the verb: “Qux, a nurse, also” is Qux."""
        text = text.strip(' ,\n\u00a0“”"-–—.')
        quoted = _QUOTED_AS.search(text) if text.endswith(" as") else None
        text = next(filter(None, quoted.groups())) if quoted else text
        latest = text.rpartition(",")[2].strip()
        if latest.lower() in _PRONOUNS or _HIS_LAWYER.fullmatch(latest):
            return latest  # “Commenting on the snail, he”
        opening, _, rest = text.partition(" ")
        if opening.lower() in _PRONOUNS and rest.endswith((" and", " but")):
            return opening  # “He accused the snail of idling and said …”
        known = self.speakers.known(text, first=False)
        if known:
            return known
        head, comma, rest = text.partition(",")
        if comma and head.split(maxsplit=1)[0].lower() in _OPENS_A_SCENE:
            # “On Monday, she”; “In Oslo, the Snail Times, a daily,”
            last = rest.rpartition(",")[2].strip()
            follows = last if last.lower() in _PRONOUNS else rest.partition(",")[0]
            head = head if follows.lstrip().startswith("who") else follows
        head = head.strip()
        tokens = head.split()
        while tokens and (tokens[-1].lower() in _FILLERS):
            tokens.pop()
        while tokens and tokens[0].capitalize() in _NOT_NAMES:
            tokens.pop(0)
        if len(tokens) > _LONGEST_SPEAKER and tokens[0].lower() == "the":
            ends = next((at for at, token in enumerate(tokens) if token in _OF_A_BODY), 0)
            tokens = tokens[:ends]  # “the Snail Mission to the Pond in Roehausen”
        if not tokens or len(tokens) > _LONGEST_SPEAKER:
            return ""
        return " ".join(tokens)

    def _speaker_behind(self, text: str) -> str:
        """Give the one behind the verb: “said Qux, a nurse” is Qux."""
        text = text.lstrip(" \u00a0")
        opening = text[:12].split(" ", 1)[0].rstrip(',.;:”"»').lower()
        if opening in _PRONOUNS_BEHIND:
            return opening
        if _ADDRESSED.match(text):
            return self.speakers.behind_addressee(text)
        known = self.speakers.known(text[:80], first=True) or self.speakers.apposed(text)
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
        return " ".join(kept)


_OF_A_BODY = frozenset(("to", "in", "at", "for"))

_INVERTED = ("-il", "-elle")
"""“…”, a-t-elle expliqué."""

_CLAUSES = re.compile(r"[,;.] ")

_QUOTED_AS = re.compile(
    r"\bquot(?:e|es|ed|ing) (?!as\b)([^,;]{2,60}) as$|([^,;]{2,60}) (?:was|is|were) quoted as$"
)
"""“… newspapers quote Roe as saying”, “Roe was quoted as saying”."""


_QUOTED_BEHIND = re.compile(
    r"[ ,]{1,2}[^,;.]{2,60}? (quot(?:ed|es)) ([^,;.]{2,60}) as saying\b"
)
"""“…,” the Snail Times quoted Roe as saying."""

_PRONOUNS = frozenset("he she it they".split())
_HIS_LAWYER = re.compile(r"(?:his|her|their) (?:[a-z]+[ -]){0,2}[a-z]+")

_PRONOUNS_BEHIND = frozenset(
    "he she er sie elle él ella lui lei ele ela hij zij ze hun hon он она".split()
)

_ADDRESSED = re.compile(
    r"(?:à|aux?|a(?= (?:[A-Z]|los |las |la prensa|la cadena|la agencia|jornalistas))"
    r"|al|alla|allo|alle|ai|agli|ao|aos|às|all['’]\w+|tegen|gegenüber|to|reporters"
    r"|journalists|AFP|AP|Reuters|Efe|EFE|ANSA|Lusa)\b"
)
"""“…”, disse à Lusa Ana Roe; “…”, sagte er der dpa."""
_OPENS_A_SCENE = frozenset(
    "à en dans pour pendant lors après avant sur depuis tras durante después antes ante nel"
    " nella al alla dopo prima su nach im am bei vor auf seit na op tijdens sinds em no após"
    " on in at after before as when while during since until by from with despite following"
    " amid".split()
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
    return re.split(r"[,.;:”\"\n]|, ", text, maxsplit=1)[0].strip()[:80]
