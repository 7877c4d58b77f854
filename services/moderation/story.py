"""Pure: what a rule is given: an article, what is known of it, its words read once for all."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from pydantic import Field

from services.moderation import lexicon
from services.moderation.folding import Folded, fold, foreign
from services.moderation.lexicon import Hit
from services.moderation.pictures.telling import meant
from shared.articles import Article, Enrichment, Noun, Span
from shared.media import Media, Picture


class History(Noun):
    """What a source has sent so far, and what became of it.

    `received_per_hour` counts its deliveries by hour, the newest last or named as a moment.
    """

    received_per_hour: Mapping[str, float] = Field(default_factory=dict)
    held: int = 0
    killed: int = 0
    published: int = 0
    known_domains: frozenset[str] = frozenset()
    """Keys of the domains to which its stories led that were let pass; empty where none is
    known."""


_GAP = "\n\n"
_LONGEST_SHORT = 4
"""Letters of the longest word that a full stop shortens."""
_AFTER_SHORT = rf"(?<=\.)(?<![^\W_]{{{_LONGEST_SHORT + 1}}}\.)(?=\s)"
_END = re.compile(
    rf"[.!?…\n](?:(?<=\n)\n*|(?<!\n)(?P<short>{_AFTER_SHORT})?[.!?…]*[\"'”’»)\]]*\s+"
    r"(?=[\"'“‘„«»¿¡(\[—–-]?\s?[^\Wa-zà-ÿ_]))"
)
"""Tells by `short` a full stop that may only shorten a word.

It begins with one set of signs, which is found several times as fast as one of two ways.
"""
_WORD_BEFORE = re.compile(r"\w+\Z")
_SHORT = frozenset(
    {
        *("mr", "mrs", "ms", "dr", "prof", "sen", "rep", "gov", "gen", "col", "lt", "sgt"),
        *("st", "no", "nr", "tel", "jan", "feb", "aug", "sept", "oct", "nov", "dec", "sr"),
        *("sra", "dra", "dott", "sig", "mme", "dhr", "mevr", "bzw", "ca", "inkl"),
    }
)
"""Words that a full stop shortens; so it does any single letter ("z. B.", "U.S.")."""
_WITH_ORDINALS = frozenset(
    {"de", "lb", "da", "nb", "nn", "no", "is", "fi", "et", "lv", "pl", "cs", "sk", "sl", "hr"}
    | {"sr", "bs", "hu", "tr", "eu", "eo", "und"}
)
"""Languages that write "3. May" for the third; elsewhere a number may end a sentence."""
_FEW_WORDS = 60
"""Texts so short may be in another language than enrichment took them for."""
_KIN_LANGUAGES = (
    frozenset({"es", "pt", "gl", "ca"}),
    frozenset({"sv", "nb", "da", "nn", "no"}),
    frozenset({"nl", "af"}),
    frozenset({"de", "lb"}),
    frozenset({"it", "co"}),
)
_UNSURE = 0.5
_LONGEST_PHRASE = 60


@dataclass(frozen=True, eq=False)
class Story:
    """One revision before the rules. Texts are read when the first rule asks."""

    article: Article
    enrichment: Enrichment
    history: History | None = None
    """The source's past; None where nobody keeps it."""
    media: tuple[Media, ...] = ()
    """What is known of the pictures it names, of those whose bytes are there already."""

    def media_of(self, picture: Picture) -> Media | None:
        """Give what is known of one of its pictures."""
        return meant(picture, self.media)

    @cached_property
    def language(self) -> str:
        """The main subtag of the language it is written in."""
        return self.enrichment.language.code.partition("-")[0].lower()

    @cached_property
    def text(self) -> str:
        """Headline, a gap, body."""
        return f"{self.enrichment.headline}{_GAP}{self.enrichment.body}"

    def foreign(self, text: str) -> str:
        """Give the distinct signs beyond ASCII of one of its texts, read once for all rules."""
        found = self._foreign.get(text)
        if found is None:
            found = self._foreign[text] = foreign(text)
        return found

    @cached_property
    def folded(self) -> str:
        """The text as phrases are compared."""
        return self._fold.text

    @cached_property
    def body_at(self) -> int:
        """Where the body starts in the folded text."""
        at = self._fold.at
        start = len(self.enrichment.headline) + len(_GAP)
        return start if at is None else bisect_left(at, start)

    @cached_property
    def title(self) -> str:
        """The headline as phrases are compared."""
        return self.folded[: max(self.body_at - len(_GAP), 0)]

    def hits(self, group: str) -> list[Hit]:
        """Give where phrases of a group stand, in the story's languages, in order."""
        if group in lexicon.NEARBY:
            return self.between(group, 0, len(self.folded))
        return self._hits.get(group, [])

    def has(self, group: str) -> bool:
        """Tell whether any phrase of a group stands in the story."""
        if group in lexicon.NEARBY:
            return self.within(group, 0, len(self.folded))
        return group in self._hits

    def within(self, group: str, start: int, end: int) -> bool:
        """Tell whether a phrase of a group begins between two places."""
        if group in lexicon.NEARBY:
            return next(self._near(group, start, end), None) is not None
        places = self._starts.get(group, ())
        return bisect_left(places, start) < bisect_left(places, end)

    def between(self, group: str, start: int, end: int) -> list[Hit]:
        """Give the phrases of a group that begin between two places, in order."""
        if group in lexicon.NEARBY:
            return [*self._near(group, start, end)]
        places = self._starts.get(group)
        if not places:
            return []
        return self._hits[group][bisect_left(places, start) : bisect_left(places, end)]

    def each(self, group: str, start: int, end: int) -> Iterator[Hit]:
        """Give them one by one, for whoever may have enough with the first."""
        if group in lexicon.NEARBY:
            yield from self._near(group, start, end)
        else:
            yield from self.between(group, start, end)

    def _near(self, group: str, start: int, end: int) -> Iterator[Hit]:
        pattern = lexicon.nearby(group, self.languages)
        for match in pattern.finditer(self.folded, max(start, 0), end + _LONGEST_PHRASE):
            if match.start() >= end:
                return
            yield Hit(group, match.start(), match.end())

    def sentence(self, place: int) -> tuple[int, int]:
        """Give the bounds of the sentence around a place in the folded text."""
        bounds = self._bounds
        at = bisect_right(bounds, place)
        return bounds[at - 1], bounds[at] if at < len(bounds) else len(self.folded)

    def sentences(self, place: int = 0) -> Iterator[tuple[int, int]]:
        """Give the bounds of the sentences from the one around a place to the last."""
        bounds, last = self._bounds, len(self.folded)
        at = bisect_right(bounds, place)
        while place < last:
            end = bounds[at] if at < len(bounds) else last
            yield bounds[at - 1], end
            place, at = end, at + 1

    def around(self, place: int, sentences: int = 1) -> tuple[int, int]:
        """Give the bounds of a sentence with its neighbours; the headline is nobody's."""
        bounds = self._bounds
        at = bisect_right(bounds, place) - 1
        first = max(at - sentences, 0)
        if bounds[at] >= self.body_at:
            first = max(first, bisect_left(bounds, self.body_at))
        after = at + 1 + sentences
        return bounds[first], bounds[after] if after < len(bounds) else len(self.folded)

    def as_written(self, start: int, end: int) -> str:
        """Give the words at a place in the folded text as they are."""
        first, last = self._fold.place(start, end)
        return self.text[first:last]

    def cased(self, start: int, end: int) -> str:
        """Give a stretch with its capitals, sign for sign as long as the folded one."""
        at = self._fold.at
        return (
            self.text[start:end] if at is None else "".join(self.text[i] for i in at[start:end])
        )

    def parted(self, verbs: Mapping[str, re.Pattern[str]], group: str, most: int) -> list[Hit]:
        """Find verbs whose parts stand apart, by patterns of the story's language."""
        pattern = verbs.get(self.language)
        found = () if pattern is None else pattern.finditer(self.folded)
        return [Hit(group, match.start(), match.end()) for match in found][:most]

    def spans(self, places: Iterable[tuple[int, int]], most: int = 20) -> list[Span]:
        """Turn places in the folded text into spans of the clean headline or body."""
        spans = []
        for start, end in places:
            first, last = self._fold.place(start, end)
            head = len(self.enrichment.headline)
            if first < head:
                spans.append(Span(start=first, end=min(last, head), of="headline"))
            else:
                shift = head + len(_GAP)
                if last > shift:
                    spans.append(Span(start=max(first - shift, 0), end=last - shift, of="body"))
            if len(spans) == most:
                break
        return spans

    @cached_property
    def languages(self) -> frozenset[str]:
        """The languages whose phrases count: one, and its sisters where the text is short."""
        language = self.language
        stated = (self.article.item.language or "").replace("_", "-").partition("-")[0].lower()
        unsure = language in ("und", "") or self.enrichment.language.confidence < _UNSURE
        found = {language, stated} - {""}
        if unsure and not stated:
            return frozenset()
        for kin in _KIN_LANGUAGES:
            if language in kin and (len(self.enrichment.body) < _FEW_WORDS * 7 or "sv" in kin):
                found |= kin
        return frozenset(found)

    @cached_property
    def _foreign(self) -> dict[str, str]:
        return {}

    @cached_property
    def _fold(self) -> Folded:
        return fold(self.text)

    @cached_property
    def _hits(self) -> dict[str, list[Hit]]:
        found: dict[str, list[Hit]] = defaultdict(list)
        for hit in sorted(lexicon.look(self.folded, self.languages), key=lambda hit: hit.start):
            found[hit.group].append(hit)
        return dict(found)

    def turns(self, text: str, shift: int) -> Iterator[Hit]:
        """Give the frequent words of `turn.` groups in a stretch, which begins at a place."""
        for group, start, end in lexicon.look(text, self.languages, prefix=lexicon.TURNS):
            yield Hit(group, start + shift, end + shift)

    @cached_property
    def _starts(self) -> dict[str, list[int]]:
        return {group: [hit.start for hit in hits] for group, hits in self._hits.items()}

    @cached_property
    def _bounds(self) -> list[int]:
        """Where sentences begin, in the folded text."""
        text, at = self.text, self._fold.at
        ends = [
            match.end()
            for match in _END.finditer(text)
            if match["short"] is None or not self._shortens(text, match.start())
        ]
        if at is not None:
            ends = [bisect_left(at, end) for end in ends]
        return sorted({0, *ends})

    def _shortens(self, text: str, stop: int) -> bool:
        """Tell a full stop that shortens a word, or makes a number an ordinal."""
        before = _WORD_BEFORE.search(text, max(stop - _LONGEST_SHORT - 1, 0), stop)
        if before is None:
            return False
        word = before[0].lower()
        if word in _SHORT or (len(word) == 1 and word.isascii() and word.isalpha()):
            return True
        ordinal = word.isdecimal() and len(word) <= _LONGEST_ORDINAL
        return ordinal and self.language in _WITH_ORDINALS


_LONGEST_ORDINAL = 2
"""Figures of one that is a day's: "3. Mai"."""
