"""Keywords: the words and short phrases that a text returns to, most telling first."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator
from functools import cache
from itertools import chain, compress, count, islice

from services.enrichment.data import rows
from services.enrichment.data.vocabulary import common_words, name_words, speech_verbs
from services.enrichment.lines.run_in import run_in_end
from services.enrichment.words import SOLO, Words


def pick_keywords(words: Words, language: str = "und") -> tuple[str, ...]:
    """Pick at most eight, each as the text writes it; `language` is BCP 47."""
    lowers = words.lowers[:_MOST_TOKENS]
    if not lowers:
        return ()
    if _without_spaces(words):
        return _pick_letters(words)
    code = language.partition("-")[0]
    stop = _silent(code) if code in _stopwords() else _stopwords_of(lowers)
    short = len(lowers) < _LEAD * 2
    telling = _telling(words, stop, len(lowers) if short else _LEAD)
    told = [lowers[at] for at in telling]
    counts = Counter(told)
    first = dict(zip(reversed(told), reversed(telling), strict=True))
    often = {word for word, many in counts.items() if many >= _FEWEST_MENTIONS}
    weights = {
        word: _weight(word, many, first[word], len(lowers)) for word, many in counts.items()
    }
    # What a longer text says once is no keyword but as a part of a phrase.
    scores: dict[_Parts, float] = {
        (word,): weight for word, weight in weights.items() if short or word in often
    }
    phrases = _phrases(words, telling, often)
    for parts, (mentions, at) in phrases.items():
        if _holds_together(words, at, len(parts), mentions):
            mean = sum([weights[part] for part in parts]) / len(parts)
            scores[parts] = mean * (1.0 + 0.45 * min(mentions, 4))
    ranked = sorted(scores, key=scores.__getitem__, reverse=True)
    return tuple(
        _written(words, parts, phrases[parts][1] if parts in phrases else first[parts[0]])
        for parts in _distinct(ranked)
    )


_Parts = tuple[str, ...]
"""A keyword: one word or several, in small letters."""
_MOST_TOKENS = 20_000
_MOST_KEYWORDS = 8
_LEAD = 60
"""Tokens of the beginning, where copy says what it is about."""
_RARE = 1.5
_SHORTEST = 2
_SAMPLE = 120
_FEWEST_MENTIONS = 2


def _telling(words: Words, stop: frozenset[str], lead: int) -> list[int]:
    """Find the tokens that may be keywords: before `lead` all, behind it those said again."""
    lowers, texts = words.lowers[:_MOST_TOKENS], words.texts
    begin = bisect_left(words.starts, run_in_end(words.text)) if words.sentences else 0
    counts, before = words.counts, Counter(lowers[:begin])
    again = {
        word
        for word, many in counts.items()
        if many > 1 and word not in stop and len(word) >= _SHORTEST and word[0].isalpha()
    }
    again -= {word for word, many in before.items() if counts[word] - many <= 1}
    lead = max(begin, lead)
    early = [
        at
        for at in range(begin, lead)
        if (word := lowers[at]) not in stop and word[0].isalpha()
    ]
    later = compress(count(lead), map(again.__contains__, lowers[lead:]))
    return [
        at
        for at in chain(early, later)
        if len(lowers[at]) > _SHORTEST
        or (len(lowers[at]) == _SHORTEST and texts[at][0].isupper())
    ]


def _holds_together(words: Words, at: int, size: int, mentions: int) -> bool:
    """Take names from one mention on, other phrases when they come back, a mixture seldom."""
    texts = words.texts
    if mentions < _FEWEST_MENTIONS and not texts[at][0].isupper():
        return False
    capitals = sum([text[0].isupper() for text in texts[at : at + size]])
    if capitals == size:
        return words.lowers[at] not in name_words()["title"]
    return mentions >= (_FEWEST_MENTIONS if not capitals else _FEWEST_MENTIONS + 1)


def _weight(word: str, count: int, first: int, length: int) -> float:
    """Weigh a word by where the text of that length first has it, how often, how rare it is."""
    score = 1.0 - 0.6 / length * first
    if count > 1:
        score *= count**0.8
    return score if word in common_words() else score * _RARE


def _phrases(
    words: Words, telling: list[int], often: set[str]
) -> dict[_Parts, tuple[int, int]]:
    """Find runs of two or three telling words with nothing but a space between them."""
    found: dict[_Parts, tuple[int, int]] = {}
    text, texts, starts, ends, lowers = (
        words.text, words.texts, words.starts, words.ends, words.lowers
    )  # fmt: skip
    tells = {*telling}
    joined = [
        at
        for at in telling
        if at - 1 in tells
        and (at < _LEAD or (lowers[at] in often and lowers[at - 1] in often))
        and text[ends[at - 1] : starts[at]] == " "
        and len(lowers[at - 1]) == len(texts[at - 1])
    ]
    longer = {*joined}
    for at in joined:
        for begin in (at - 1, at - 2) if at - 1 in longer else (at - 1,):
            parts = lowers[begin : at + 1]
            distinct = len({*parts}) == len(parts)
            if (distinct and often.issuperset(parts)) or (
                at < _LEAD
                and (
                    (distinct and not often.isdisjoint(parts))
                    or all(each[0].isupper() for each in texts[begin : at + 1])
                )
            ):
                mentions, where = found.get(parts, (0, begin))
                found[parts] = (mentions + 1, where)
    return found


def _distinct(ranked: list[_Parts]) -> Iterator[_Parts]:
    """Leave out what a better keyword already says."""
    said: set[str] = set()
    chosen = (parts for parts in ranked if said.isdisjoint(parts))
    for parts in islice(chosen, _MOST_KEYWORDS):
        said.update(parts)
        yield parts


def _written(words: Words, parts: _Parts, at: int) -> str:
    """Write it as the text first does; a capital that only opens a sentence goes."""
    tokens = [
        token[: len(part)]
        for part, token in zip(parts, words.texts[at : at + len(parts)], strict=True)
    ]
    if all(token.isupper() for token in tokens) and max(map(len, tokens)) > _LONGEST_ACRONYM:
        return " ".join(token.title() for token in tokens)
    if len(tokens) == 1 and tokens[0][0].isupper() and parts[0] in common_words():
        places = [*_places(words.lowers, parts[0])]
        openings = {begin for begin, _ in words.sentence_tokens}
        inside = not openings.issuperset(places)
        small = any(words.texts[place][0].islower() for place in places)
        if small or not (inside or parts[0] in words.lowers[at + 1 :]):
            return parts[0]
    return " ".join(tokens)


def _places(lowers: tuple[str, ...], word: str) -> Iterator[int]:
    at = -1
    for _ in range(lowers.count(word)):
        at = lowers.index(word, at + 1)
        yield at


_LONGEST_ACRONYM = 4


@cache
def _stopwords() -> dict[str, tuple[frozenset[str], float]]:
    """Stopwords by language, with a weight that keeps long lists from winning by length."""
    lists = {language: frozenset(words.split()) for language, words in rows("stopwords.tsv")}
    return {language: (stop, len(stop) ** -0.2) for language, stop in lists.items()}


@cache
def _silent(language: str) -> frozenset[str]:
    """All words that are no keywords in a text of this language."""
    return _stopwords()[language][0] | _ALWAYS | speech_verbs() | name_words()["particle"]


def _stopwords_of(lowers: tuple[str, ...]) -> frozenset[str]:
    """Give the stopwords of the language that most of the text's words are stopwords of."""
    sample = frozenset(lowers[:_SAMPLE])
    best, most = "en", 0.0
    for language, (stop, weight) in _stopwords().items():
        share = len(sample & stop) * weight
        if share > most:
            best, most = language, share
    return _silent(best)


_ALWAYS = frozenset("http https www com href img nbsp".split())


# --- scripts without spaces --------------------------------------------------------------

_MOST_OF_IT = 0.5


def _without_spaces(words: Words) -> bool:
    if words.spaced:
        return False
    sample = words.texts[:200]
    return sum(1 for token in sample if SOLO.match(token)) > len(sample) * _MOST_OF_IT


_PARTICLES = frozenset(
    "的了和在是我有他这這中大来來上国到说說们們为為子不也就都而及与與或一个個对對从從以于於被把让讓将將还還又很但のにはをがとでもたしるすいうなさてれられこそあ"
)


def _pick_letters(words: Words) -> tuple[str, ...]:
    """Pick pairs of letters that come back, in scripts that put no spaces between words."""
    counts: Counter[str] = Counter()
    texts = words.texts[:_MOST_TOKENS]
    for at in range(len(texts) - 1):
        left, right = texts[at], texts[at + 1]
        if (
            words.ends[at] == words.starts[at + 1]
            and len(left) == len(right) == 1
            and left not in _PARTICLES
            and right not in _PARTICLES
            and not left.isdigit()
            and not right.isdigit()
        ):
            counts[left + right] += 1
    ranked = [pair for pair, count in counts.most_common(40) if count >= _FEWEST_MENTIONS]
    chosen: list[str] = []
    used: set[str] = set()
    for pair in ranked:
        if pair[0] in used and pair[1] in used:
            continue
        chosen.append(pair)
        used.update(pair)
        if len(chosen) == _MOST_KEYWORDS:
            break
    return tuple(chosen)
