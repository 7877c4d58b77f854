"""Topics by IPTC Media Topics, from words that speak for them (`data/topics.tsv`).

Precision first: a topic needs several different cues that a text of its length would not have
by chance, and one far behind the strongest is dropped. Each comes with the cues met.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from ahocorasick_rs import AhoCorasick, MatchKind

from services.enrichment.data import rows
from services.enrichment.data.vocabulary import organisations as known_organisations
from services.enrichment.words import SOLO, Words
from shared.articles import Topic


def pick_topics(
    headline: str, words: Words, organisations: Sequence[str] = ()
) -> tuple[Topic, ...]:
    """Tell what a story is about, the most relevant topic first.

    `organisations` are those it names: a club speaks for sport, a ministry for politics. A
    story of some length has at least the topic that most speaks for, if any does.
    """
    lexicon = _lexicon()
    scores, met = _weighed(lexicon, headline, words, organisations)
    if not met:
        return ()
    best = max(scores.values())
    chosen = [
        index
        for index, score in scores.items()
        if score >= max(lexicon.least_score(index), best * lexicon.least_share(index))
        and met[index].convincing()
    ]
    if not chosen and len(words.lowers) >= LONG_ENOUGH:
        likeliest = max(scores, key=lambda index: scores[index])
        chosen = [likeliest] if scores[likeliest] >= _LEAST_ALONE else []
    chosen.sort(key=lambda index: (-scores[index], index))
    return lexicon.topics_of(chosen[:_MOST_TOPICS], scores, met)


def why_no_topic(headline: str, words: Words, organisations: Sequence[str] = ()) -> str:
    """Say why a story of some length has no topic: no cue, or what came nearest."""
    lexicon = _lexicon()
    scores, met = _weighed(lexicon, headline, words, organisations)
    if not met:
        return f"none of the words that speak for a topic in {len(words.lowers)} words"
    nearest = max(scores, key=lambda index: scores[index])
    cues = ", ".join(met[nearest].evidence())
    return (
        f"{lexicon.rules[nearest].name} came nearest, with {scores[nearest]:.1f}"
        f" of {_LEAST_ALONE:.1f}, for: {cues}"
    )


def _weighed(
    lexicon: _Lexicon, headline: str, words: Words, organisations: Sequence[str]
) -> tuple[dict[int, float], dict[int, _Met]]:
    """Give the topics that anything speaks for, how much, and what does."""
    text = " " + " ".join(words.lowers[:_MOST_TOKENS]).replace("-", " ") + " "
    if _MAY_ELIDE.search(text):
        text = _ELIDED.sub(" ", text)
    title = " " + _plain(headline[:_LONGEST_HEADLINE]) + " "
    met = lexicon.read(text, title)
    lexicon.hear(met, organisations)
    usual = 1 + math.log10(max(1.0, len(words.lowers) / _SHORT_STORY))
    return {index: one.score() / usual for index, one in met.items()}, met


_MOST_TOKENS = 20_000
_LONGEST_HEADLINE = 300
_SHORT_STORY = 150
_LEAST_SCORE = 5.0
_LEAST_SHARE = 0.36
_LEAST_SCORE_OF_A_BROAD_ONE = 7.5
_LEAST_SHARE_OF_A_BROAD_ONE = 0.5
_LEAST_ALONE = 3.0
LONG_ENOUGH = 100
"""Words from which on a story without any topic is the exception."""
_MOST_TOPICS = 4
_MOST_EVIDENCE = 6
_STRONG, _WEAK = 3.0, 1.0
_IN_HEADLINE = 1.5
_MOST_WEAK = 4.0
"""What all weak cues together can come to without a second strong one."""


_SEVERAL = 3
_OF_KINDS = {
    "sport": "medtop:15000000",
    "politics": "medtop:11000000",
    "companies": "medtop:04000000",
    "science": "medtop:13000000",
    "labour": "medtop:09000000",
}
"""What a kind of organisation (`organisations/more.tsv`) speaks for."""


@dataclass(slots=True)
class _Rule:
    """A topic as the data file has it."""

    qcode: str
    name: str
    broader: str


class _Met:
    """The cues of one topic met in a text."""

    __slots__ = ("headline", "strong", "weak")

    def __init__(self) -> None:
        self.strong: dict[str, int] = {}
        self.weak: dict[str, int] = {}
        self.headline: set[str] = set()

    def score(self) -> float:
        """Weigh different cues more than repeated ones."""
        strong = sum([_STRONG + min(3, count - 1) for count in self.strong.values()])
        weak = sum([_WEAK + 0.25 * min(3, count - 1) for count in self.weak.values()])
        headline = _IN_HEADLINE * len(self.headline)
        if len(self.strong) <= 1:
            weak = min(weak, _MOST_WEAK)
        return strong + weak + headline

    def convincing(self) -> bool:
        """Two strong cues, or one with two weak ones; never weak ones alone."""
        if not self.strong:
            return False
        several = max(self.strong.values()) > 1 or bool(self.headline & self.strong.keys())
        return len(self.strong) > 1 or len(self.weak) > 1 or (several and bool(self.weak))

    def evidence(self) -> tuple[str, ...]:
        """Give the cues met, the strongest first."""
        strong = sorted(self.strong, key=lambda cue: -self.strong[cue])
        weak = sorted(self.weak, key=lambda cue: -self.weak[cue])
        return tuple((strong + weak)[:_MOST_EVIDENCE])


class _Lexicon:
    """All cues of all topics in one automaton."""

    def __init__(self) -> None:
        self.rules: list[_Rule] = []
        self.by_qcode: dict[str, _Rule] = {}
        self.index_of: dict[str, int] = {}
        self.speaks: list[list[tuple[int, bool]]] = []
        self.strong: set[int] = set()
        """The patterns that speak strongly for a topic, by number."""
        self.open_ended: list[bool] = []
        patterns: dict[str, int] = {}
        for qcode, name, broader, _, strong, weak in rows("topics.tsv"):
            index = len(self.rules)
            rule = _Rule(qcode, name, broader)
            self.rules.append(rule)
            self.by_qcode[qcode] = rule
            self.index_of[qcode] = index
            for cues, is_strong in ((strong, True), (weak, False)):
                for cue in cues.split(", ") if cues else ():
                    self._enter(patterns, cue, index, is_strong=is_strong)
        self.automaton = AhoCorasick(list(patterns), matchkind=MatchKind.LeftmostLongest)

    def _enter(
        self, patterns: dict[str, int], cue: str, index: int, *, is_strong: bool
    ) -> None:
        pattern = " " + _plain(cue.rstrip("*"))
        number = patterns.setdefault(pattern, len(patterns))
        if number == len(self.speaks):
            self.speaks.append([])
            self.open_ended.append(False)
        if all(known != index for known, _ in self.speaks[number]):
            self.speaks[number].append((index, is_strong))
            if is_strong:
                self.strong.add(number)
        self.open_ended[number] = self.open_ended[number] or cue.endswith("*")

    def read(self, text: str, title: str) -> dict[int, _Met]:
        """Note the cues of a text and its headline, for topics with a strong one among them."""
        in_text, in_title = self._cues(text), self._cues(title)
        speaks = self.speaks
        strong = {
            index
            for number, _ in (*in_text, *in_title)
            if number in self.strong
            for index, is_strong in speaks[number]
            if is_strong
        }
        met: dict[int, _Met] = {}
        for cues in (in_text, in_title):
            for (number, cue), count in cues.items():
                for index, is_strong in speaks[number]:
                    if index not in strong:
                        continue
                    one = met.get(index)
                    if one is None:
                        one = met[index] = _Met()
                    kind = one.strong if is_strong else one.weak
                    kind[cue] = kind.get(cue, 0) + count
                    if cues is in_title:
                        one.headline.add(cue)
        return met

    def _cues(self, text: str) -> Counter[tuple[int, str]]:
        """Count the cues of a text that begins and ends with a space, by pattern and as met."""
        found: list[tuple[int, str]] = []
        for number, start, end in self.automaton.find_matches_as_indexes(text):
            stop = end
            if text[stop] != " ":
                if self.open_ended[number]:
                    stop = text.find(" ", stop)
                elif text.startswith("s ", stop):
                    stop += 1
                else:
                    continue
            found.append((number, text[start + 1 : stop]))
        return Counter(found)

    def hear(self, met: dict[int, _Met], organisations: Sequence[str]) -> None:
        """Count organisations for the topics that their kinds are about."""
        known = known_organisations()
        heard: dict[str, list[str]] = defaultdict(list)
        for name in organisations:
            if name in known and known[name].kind in _OF_KINDS:
                heard[_OF_KINDS[known[name].kind]].append(name)
        for qcode, names in heard.items():
            index = self.index_of[qcode]
            if index not in met and len(names) < _SEVERAL:
                continue
            one = met.setdefault(index, _Met())
            one.weak |= dict.fromkeys(names, 1)
            if len(names) >= _SEVERAL:
                one.strong[names[0]] = 1

    def least_score(self, index: int) -> float:
        """Give the score from which a topic is one; a broad one has more words that speak."""
        return _LEAST_SCORE if self.rules[index].broader else _LEAST_SCORE_OF_A_BROAD_ONE

    def least_share(self, index: int) -> float:
        """Give how near to the strongest topic another must come."""
        return _LEAST_SHARE if self.rules[index].broader else _LEAST_SHARE_OF_A_BROAD_ONE

    def topics_of(
        self, chosen: list[int], scores: dict[int, float], met: dict[int, _Met]
    ) -> tuple[Topic, ...]:
        """Write down the chosen topics and, once each, the broader ones that they belong to."""
        found: dict[str, Topic] = {}
        for index in chosen:
            rule = self.rules[index]
            relevance = scores[index] / (scores[index] + _LEAST_SCORE)
            found[rule.qcode] = Topic(
                qcode=rule.qcode,
                name=rule.name,
                relevance=round(relevance, 2),
                evidence=met[index].evidence(),
            )
        for index in chosen:
            evidence = met[index].evidence()
            relevance = found[self.rules[index].qcode].relevance
            broader = self.by_qcode.get(self.rules[index].broader)
            while broader is not None:
                relevance *= 0.9
                if broader.qcode not in found:
                    found[broader.qcode] = Topic(
                        qcode=broader.qcode,
                        name=broader.name,
                        relevance=round(relevance, 2),
                        evidence=evidence,
                    )
                broader = self.by_qcode.get(broader.broader)
        return tuple(sorted(found.values(), key=lambda topic: -topic.relevance))


@cache
def _lexicon() -> _Lexicon:
    return _Lexicon()


def _plain(text: str) -> str:
    """Put a headline or a cue into the form that the words of a text are joined in."""
    spaced = SOLO.sub(lambda match: f" {match.group()} ", text.lower().replace("’", "'"))
    return " ".join([_bare(word) for word in _BETWEEN_WORDS.sub(" ", spaced).split()])


_BETWEEN_WORDS = re.compile(r"(?:[^\w'.$&]|_)+")


_ELIDED = re.compile(r" (?:[ldjnmcst]|qu|dell|nell|all|sull|dall)'(?=\w)")
_MAY_ELIDE = re.compile(
    r"'(?:(?<= [ldjnmcst]')|(?<= qu')|(?<= dell')|(?<= nell')|(?<= all')|(?<= sull')"
    r"|(?<= dall'))"
)
"""“l'assemblée” is the cue “assemblée”."""


def _bare(word: str) -> str:
    word = word.removesuffix("'s")
    return word if word.count(".") > 1 else word.strip(".'")
