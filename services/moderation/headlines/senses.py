"""Pure: a headline's core claim against what the first sentences say of the same.

A claim is a side of `lexicon/senses.txt`: dead, adopted, up, sacked. The text's first sentences
exclude it where they have the side against it, or this one denied, of what the headline is
about, and nowhere bear it out. What was before, may be, is wished, or is said of another counts
for neither.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from services.moderation import lexicon
from services.moderation.headlines.roles import ROLES, side_for
from services.moderation.headlines.spoken import AGAINST, Word, side_of, words_of_senses
from services.moderation.headlines.words import topic_words
from services.moderation.story import Story

_LEAD = 3
_READ = 1_500
_SHORTEST_BODY = 150
_BACKGROUND = re.compile(
    r"\b(?:after|following|despite|amid|as|who|that|which|nach|nachdem|trotz|apres|malgre|tras"
    r"|pese|despues|dopo|nonostante|apos|apesar|depois|but|aber|doch|mais|pero|ma|mas)\b"
)
_BACKGROUND_NL = re.compile(r"\b(?:na|nadat|ondanks|maar|die|dat|als|terwijl)\b")
_SINCE = re.compile(
    r"\b(?:after|following|despite|as|when|who|nach|nachdem|trotz|apres|malgre|tras|pese"
    r"|despues|dopo|nonostante|apos|apesar|depois|nadat|ondanks|though|although|obwohl|obgleich"
    r"|bien que|quoique|aunque|benche|sebbene|embora|hoewel)\b"
)
"""After these, in a sentence, stands what was before."""
_ASKS = re.compile(r"[?\"“”„«»]|(?<!\w)'")
_CLAUSE = re.compile(r"[.;:]|, (?:but|aber|mais|pero|ma|mas|maar|sondern|sino|bensi) ")
_PARTS = re.compile(r"[,;/]| - | – ")
_FAR = 60
_NEAR = 80
_DENIES = 30
"""Signs between "no" and what a headline denies."""
_YEAR = re.compile(
    r"(?<!since )(?<!seit )(?<!depuis )(?<!desde )(?<!dal )(?<!sinds )(?<!bis )(?<!until )"
    r"(?<!hasta )(?<!ate )(?<!tot )\b(?:19\d\d|20[01]\d|202[0-5])\b"
)
_FIRM = frozenset({"clean", "nostrike", "nope", "same"})
"""Sides that name what they are against: "the all-clear after tests for bacteria"."""
_OPENS = {"de": ("„»", "“«")}
_KEPT = frozenset({"shut", "quit", "off", "sack"})
"""Sides that a headline does not have which says that something is kept."""
_DIRECTIONS = frozenset({"up", "down", "same"})
_IN_BOOKS = frozenset({"profit", "loss"})
"""Sides by which a direction may mean its contrary: losses that fall."""
_OF_PERSONS = frozenset({"alive", "stay", "quit", "guilty", "cleared"})
"""Sides that a text's second sentence may have of "him"."""
_LATE = frozenset({"alive", "intact"})
"""Sides that may come in the third."""
_DENIABLE = frozenset({"quit", "dead", "shut", "sack", "off"})
"""Sides that a headline may deny, and so say the other."""
_STATE = re.compile(r" (?:depuis|since|seit|desde|da|dal|sinds|hace)\b")
_RATHER = re.compile(r"[^.;]{0,40}, (?:but|sondern|mais|sino|pero|ma|bensi|mas|maar)\b")
"""After what is denied, where only one kind of it is."""


class _Said(NamedTuple):
    """A word, what it comes to (its side, or what denies it), and where."""

    word: Word
    side: str
    denied: Word | None
    sentence: int


class _Claim(NamedTuple):
    """What a headline says: a word, its side, and what else it names."""

    word: Word
    side: str
    about: tuple[str, ...]
    own: tuple[str, ...]
    """The words of its own part of the headline."""


def another_sense(story: Story) -> str | None:
    """Say which word of a headline the lead excludes, and by which."""
    title = story.folded[: max(story.body_at - 2, 0)]
    body = len(story.folded) - story.body_at
    if body < _SHORTEST_BODY or _ASKS.search(title):
        return None
    claims = _claims(story, title)
    if not claims:
        return None
    sentences = _sentences(story)
    end = sentences[min(_LEAD, len(sentences)) - 1][1]
    lead = words_of_senses(story.folded, story.language, story.body_at, end)
    for claim in claims:
        against = _excluded(story, title, claim, lead, sentences)
        if against:
            return (
                f"The headline says “{_as_said(story, claim.word)}”, "
                f"the text “{_shown(story, against)}”."
            )
    return None


def _claims(story: Story, title: str) -> list[_Claim]:
    """Give what a headline says is so, or denies; not what it leaves open."""
    found = words_of_senses(title, story.language)
    start, end = _main_clause(title, story.language)
    sides = {side_of(word.group) for word in found}
    about = [*topic_words(title), *_short_words(title)]
    claims: dict[tuple[str, int], _Claim] = {}
    for word in found:
        side = side_of(word.group)
        if side not in AGAINST or word.group.endswith(".told") or not start <= word.start < end:
            continue
        if sides.intersection(AGAINST[side]) or (side in _KEPT and "kept" in sides):
            continue
        if not _has_its_noun(word, found) or _is_a_name(story, word, 0):
            continue
        if side in _DIRECTIONS and sides & _IN_BOOKS:
            continue
        said = _as_claimed(side, word, found, title)
        if said is None:
            continue
        own = title[word.start : word.end]
        others = tuple(each for each in about if each not in own)
        part = _part(title, word)
        claims.setdefault(
            (said, word.start),
            _Claim(word, said, others, tuple(each for each in others if each in part)),
        )
    return list(claims.values())


_SHORT = re.compile(r"\b[a-z]{3}\b")
_TELLS_NOTHING = frozenset(
    "sur par qui est ont une des les aux ses que con por los las una del che gli dei dal non nel"
    " uma dos das nas pelo van met een het den zum zur vom bei auf mit hat sie the and for has"
    " was are its his her new two one out off not all day men who how why may get say top big"
    " ano mes dia jaar dag neue tag ans mais pas son sa est plus dit der die das und von aus"
    " ein ist vor".split()
)


def _short_words(title: str) -> list[str]:
    """Give words of three letters that may be what it is about: gas, tax, bus."""
    filler = lexicon.words("headline.filler")
    return [
        word
        for word in _SHORT.findall(title)
        if word not in filler and word not in _TELLS_NOTHING
    ]


def _part(title: str, word: Word) -> str:
    """Give the part of a headline between commas in which a word stands."""
    start = 0
    for cut in _PARTS.finditer(title):
        if cut.end() <= word.start:
            start = cut.end()
        elif cut.start() >= word.end:
            return title[start : cut.start()]
    return title[start:]


def _as_claimed(side: str, word: Word, found: list[Word], title: str) -> str | None:
    """Give the side that a headline's word comes to; None where it is left open."""
    denied = 0
    for other in found:
        if other.start < word.end and word.start < other.end:
            continue
        if other.group == "maybe" and other.start < word.start:
            return None
        if other.group == "no":
            if not 0 <= word.start - other.end <= _DENIES or "," in title[other.end : word.start]:
                return None
            denied += 1
    if not denied:
        return side
    return AGAINST[side][0] if denied == 1 and side in _DENIABLE else None


def _main_clause(title: str, language: str) -> tuple[int, int]:
    """Give where a headline says what happened, without what came before or in spite of what."""
    background = (_BACKGROUND_NL if language == "nl" else _BACKGROUND).search(title)
    if background is None:
        return 0, len(title)
    if background.start():
        return 0, background.start()
    comma = title.find(",")
    return (comma, len(title)) if comma > 0 else (len(title), len(title))


def _has_its_noun(word: Word, beside: list[Word]) -> bool:
    """Tell whether a word that counts beside another only has it."""
    _, _, noun = word.group.partition(".of.")
    return not noun or any(other.group == noun for other in beside)


def _is_a_name(story: Story, word: Word, start: int) -> bool:
    """Tell a word with a capital within a sentence, where nouns have none."""
    if story.language == "de" or word.start <= start:
        return False
    written = story.cased(word.start, word.end)
    if not written[:1].isupper():
        return False
    return start > 0 or not story.cased(0, story.body_at).istitle()


def _sentences(story: Story) -> list[tuple[int, int]]:
    found = []
    place, end = story.body_at, min(len(story.folded), story.body_at + _READ)
    while place < end:
        _, last = story.sentence(place)
        found.append((place, last))
        place = max(last, place + 1)
    return found


def _names(text: str, start: int, end: int, words: tuple[str, ...]) -> int:
    """Count the words that begin a word between two places."""
    return sum(_begins(text, start, end, word) for word in words)


_COMPOUNDED = 5
"""Letters of a word that may stand within a longer one."""


def _begins(text: str, start: int, end: int, word: str) -> bool:
    at = text.find(word, start, end)
    while at >= 0:
        if len(word) >= _COMPOUNDED or at == start or not text[at - 1].isalnum():
            return True
        at = text.find(word, at + 1, end)
    return False


def _excluded(
    story: Story,
    title: str,
    claim: _Claim,
    lead: list[Word],
    sentences: list[tuple[int, int]],
) -> _Said | None:
    text = story.folded
    start, end = sentences[0][0], sentences[min(_LEAD, len(sentences)) - 1][1]
    words = claim.own or claim.about
    if not _names(text, start, end, words):
        return None
    known = _names(text, *sentences[0], claim.about)
    against = None
    borne_out = False
    for said in _told(story, title, claim, lead, sentences):
        number = said.sentence
        near = claim.side in ROLES or _names(text, *sentences[number], words) > 0
        if said.side == claim.side:
            if claim.side in ROLES or number == 0 or near or against is None:
                borne_out = True
        elif _is_of_it(said, near, known, parts=claim.own != claim.about):
            against = against or said
    if against is None:
        return None
    if borne_out and not (against.side in _FIRM and against.sentence == 0):
        return None
    rest = words_of_senses(text, story.language, end, sentences[-1][1])
    for said in _told(story, title, claim, rest, sentences):
        if said.side == claim.side and _names(text, *sentences[said.sentence], words):
            return None
    return against


def _is_of_it(said: _Said, near: bool, known: int, *, parts: bool) -> bool:
    """Tell what is said of what the headline is about, early enough."""
    if said.sentence == 0:
        return near or not parts
    if said.sentence == 1:
        return near or (known > 1 and said.side in _OF_PERSONS)
    return near and said.side in _LATE


def _told(
    story: Story,
    title: str,
    claim: _Claim,
    words: list[Word],
    sentences: list[tuple[int, int]],
) -> Iterator[_Said]:
    """Give the words of a side and of what is against it, and what each comes to."""
    against = AGAINST[claim.side]
    for word in words:
        its = side_of(word.group)
        if (its != claim.side and its not in against) or word.group.endswith(".head"):
            continue
        number = next(at for at, (_, last) in enumerate(sentences) if word.start < last)
        start, end = sentences[number]
        beside = [other for other in words if start <= other.start < end]
        if not _has_its_noun(word, beside) or _is_a_name(story, word, start):
            continue
        if _is_open(story, word, beside, number, (start, end)):
            continue
        denied = _denial(story.folded, word, beside, far=story.language in _VERB_LAST)
        comes_to = its
        if denied is not None:
            if len(AGAINST[its]) > 1 and its != claim.side:
                continue
            if _RATHER.match(story.folded, word.end):
                continue
            comes_to = against[0] if its == claim.side else claim.side
        if its in ROLES:
            whose = side_for(story, title, claim.word, word, (start, end), first=number <= 1)
            if whose is None:
                continue
            comes_to = comes_to if whose else AGAINST[comes_to][0]
        if comes_to != claim.side and not _counts(story, word, (start, end)):
            continue
        yield _Said(word, comes_to, denied, number)


def _counts(story: Story, word: Word, sentence: tuple[int, int]) -> bool:
    """Tell what a sentence says itself, from a quotation and from what was before."""
    text, start = story.folded, sentence[0]
    since = _SINCE.search(text, start, word.start)
    if since and since.start() > start and _is_short(text[since.end() : word.start]):
        return False
    if _STATE.match(text, word.end):
        return False
    return not _is_quoted(story, word.start)


def _is_short(apart: str) -> bool:
    return "," not in apart and len(apart) <= _DENIES


def _is_quoted(story: Story, at: int) -> bool:
    before = story.folded[story.body_at : at]
    if before.count('"') % 2:
        return True
    opens, closes = _OPENS.get(story.language, ("«“", "»”"))
    return max(map(before.rfind, opens)) > max(map(before.rfind, closes))


def _is_open(
    story: Story, word: Word, beside: list[Word], number: int, sentence: tuple[int, int]
) -> bool:
    """Tell what was before, may be, or is said of another."""
    text, (start, end) = story.folded, sentence
    for other in beside:
        if other.group == "other" and number:
            return True
        if other.group == "maybe" and _leads_to(text, other, word):
            return True
        if other.group == "before" and _is_beside(text, word, other.start, other.end, start):
            return True
        if other.group == "appeal" and side_of(word.group) in ("adopt", "refuse"):
            if 0 <= other.start - word.end <= _FAR:
                return True
    return any(
        _is_beside(text, word, year.start(), year.end(), start)
        for year in _YEAR.finditer(text, start, end)
    )


def _is_beside(text: str, word: Word, start: int, end: int, sentence: int) -> bool:
    """Tell what stands in a word's own clause, or at its sentence's start."""
    if end <= word.start:
        apart = text[end : word.start]
        return start - sentence <= _DENIES // 2 or (len(apart) <= _NEAR and "," not in apart)
    apart = text[word.end : start]
    return len(apart) <= _NEAR and "," not in apart


def _leads_to(text: str, other: Word, word: Word) -> bool:
    return 0 <= word.start - other.end <= _FAR and not _CLAUSE.search(
        text[other.end : word.start]
    )


def _denial(text: str, word: Word, beside: list[Word], *, far: bool) -> Word | None:
    for other in beside:
        if other.group == "no" and (
            (word.parted and word.start < other.start < word.end)
            or (other.end <= word.start and _reaches(text[other.end : word.start], far=far))
        ):
            return other
        if (
            other.group == "no_behind"
            and 0 <= other.start - word.end <= _FAR
            and not re.search(r"[.,;:]", text[word.end : other.start])
        ):
            return other
    return None


_VERB_LAST = frozenset({"de", "nl"})
_VERB = re.compile(r"[a-z]{3} (?:was|were|is|are|has|have|had) ")
"""A verb behind another: "that did not exist was jailed"."""
_REACH = {False: (36, 5), True: (60, 8)}
"""Signs and words over which "no" reaches, and further where verbs come last."""


def _reaches(apart: str, *, far: bool) -> bool:
    if _VERB.search(apart):
        return False
    signs, words = _REACH[far]
    return len(apart) <= signs and apart.count(" ") <= words and not re.search(r"[.,;:]", apart)


_LONGEST = 60


def _as_said(story: Story, word: Word) -> str:
    return story.as_written(word.start, word.end)


def _shown(story: Story, said: _Said) -> str:
    start, end = said.word.start, said.word.end
    if said.denied is not None:
        first, last = min(start, said.denied.start), max(end, said.denied.end)
        if last - first <= _LONGEST:
            start, end = first, last
    return story.as_written(start, end)
