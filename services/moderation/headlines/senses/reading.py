"""Pure: a headline's core claim against what the first sentences say of the same.

A claim is a side of `lexicon/senses.txt`: dead, adopted, up, sacked. The text's first sentences
exclude it where they have the side against it, or this one denied, of what the headline is
about, and nowhere bear it out.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import takewhile
from typing import NamedTuple

from services.moderation.headlines.amounts.marks import passes_mark
from services.moderation.headlines.senses.aside import (
    had_been,
    is_a_belief,
    is_conceded,
    is_put_off,
)
from services.moderation.headlines.senses.claimed import Claim, claims_of
from services.moderation.headlines.senses.leanings import LEANINGS, UNTOLD, WIDER
from services.moderation.headlines.senses.roles import ROLES
from services.moderation.headlines.senses.spoken import (
    FIRM,
    Word,
    is_part,
    side_of,
    words_of_senses,
    words_of_title,
)
from services.moderation.headlines.senses.told import Said, is_of_yore, leaves_open, told
from services.moderation.headlines.words import STEM, synonyms, topic_words
from services.moderation.meanings.vocabulary import COMPOUNDING
from services.moderation.story import Story

_LEAD = 3
_READ = 1_500
_SHORTEST_BODY = 150
_ANY = re.compile(r"[^\W\d_]{4,}")
ASKS = re.compile(
    r"[?\"“”„«»]|(?<!\w)'"
    r"|(?:^|: )(?:what|o que|lo que|ce que|ce qu'|cosa|che cosa|was|wat|vad) (?:\w+ ){0,3}"
    r"(?:says?|said|disse|dijo|a dit|ha detto|sagte|zei|knows?|means?"
    r"|diz|dizem|sabemos|se sabe|dice|dicen|sabemos|dit|disent|sait"
    r"|contient|sappiamo|prevede|steht|wissen|bekannt|bedeutet|staat|weten|betekent|preve"
    r"|sager|vet|betyder|innebar|galler)\b|\bdet(?: har)? vet vi\b"
)
"""What a headline asks, quotes, or announces to explain."""
_ON_STAGE = re.compile(
    r"\b(?:on stage|on screen|(?:auf der|auf) buhne|en escena|en scene|sur scene|in scena"
    r"|sul palco|em cena|no palco|op het toneel|op de planken|pa scen(?:en)?)\b"
)
"""Where one dies and is well."""
_SURE = frozenset({"adopt", "refuse", "charged", "freed", "nostrike"})
"""Sides that a first sentence has by no chance."""
_OF_PERSONS = frozenset({"alive", "stay", "quit", "guilty", "cleared", "lose", "alsoran"})
"""Sides that a text's second sentence may have of "him"."""
_OF_ONE_THING = frozenset({"unproven", "strike", "nostrike"})
"""Sides that a text's second sentence may have of what the first is about."""
_LATE = frozenset({"alive", "intact", "unproven"})
"""Sides that may come in the third."""
_OF_EACH = frozenset({"guilty", "cleared"})
"""Sides of which a headline may say that they are everybody's."""
_EVERYBODY = re.compile(
    r"\b(?:all|both|alle|beide|samtliche|tous|toutes|les deux|todos|todas|amb[oa]s|l[oa]s dos"
    r"|tutti|tutte|entramb[ie]|os dois|as duas|alla|bada|samtliga)\b"
)


class _Sense(NamedTuple):
    """What became of a headline's claims in its text."""

    against: str | None = None
    """Which word the lead excludes, and by which, in a sentence."""
    borne_out: bool = False
    """Whether the first sentence has a claim as the headline has."""


def read_senses(story: Story) -> _Sense:
    """Tell whether the lead excludes what a headline claims, or bears it out."""
    title = story.title
    body = len(story.folded) - story.body_at
    if body < _SHORTEST_BODY or ASKS.search(title):
        return _Sense()
    claims = claims_of(story, title)
    if not claims:
        return _Sense()
    sentences = sentences_of(story)
    end = sentences[min(_LEAD, len(sentences)) - 1][1]
    lead = words_of_senses(story.folded, story.language, story.body_at, end)
    borne_out = False
    for claim in claims:
        if claim.side in ("up", "down") and passes_mark(
            title, story.folded[story.body_at :], claim.side == "up"
        ):
            continue
        if _leans_so(story, claim, lead, sentences):
            continue
        if claim.side in ("up", "down", "same") and _turns_round(title, story, lead):
            continue
        said = [*told(story, title, claim, lead, sentences)]
        against = _excluded(story, title, claim, said, sentences)
        if against and not (claim.side in _TURNS and _is_of_both(story, against)):
            return _Sense(
                f"The headline says “{_as_said(story, claim.word)}”, "
                f"the text “{_shown(story, against)}”."
            )
        if untold := _untold(story, claim, lead, sentences):
            return _Sense(untold)
        first = {each.side for each in said if each.sentence == 0}
        borne_out |= claim.side in _SURE and first == {claim.side}
    return _Sense(borne_out=borne_out)


def _is_of_both(story: Story, against: Said) -> bool:
    """Tell a headline that tells of two turns: "cuts the term, but upholds the verdict"."""
    said = words_of_title(story.title, story.language)
    return any(side_of(word.group) == against.side for word in said)


_FEWEST = 2
_STEM = 5


def _untold(
    story: Story, claim: Claim, lead: list[Word], sentences: Sequence[tuple[int, int]]
) -> str | None:
    """Tell a claim of which a text on the same has no word, and one against it at its start."""
    text, (start, end) = story.folded, sentences[0]
    wider = WIDER.get(claim.side, frozenset())
    said = _as_said(story, claim.word)
    if not (wider or claim.side in UNTOLD) or _as_claimed_itself(claim):
        return None
    if _within_another(story, claim.word) or _ON_STAGE.search(text, 0, story.body_at):
        return None
    if _names(text, start, end, claim.about) < min(_FEWEST, max(len(claim.about), 1)):
        return None
    rest = words_of_senses(text, story.language, sentences[min(_LEAD, len(sentences)) - 1][1])
    kin = LEANINGS.get(claim.side, frozenset({claim.side})) | {claim.side}
    sides = {side_of(word.group) for word in (*lead, *rest)}
    own = text[claim.word.start : claim.word.end]
    stems = [own[:_STEM], *(word[:_STEM] for word in _ANY.findall(own))]
    if sides & kin or any(text.find(stem, story.body_at) >= 0 for stem in stems):
        return None
    if claim.side in UNTOLD and not sides & _OTHER_KIN:
        return f"The headline says “{said}”; the text has no word of it."
    first = [word for word in lead if word.start < end]
    if claim.side in _TURNS and not first and len(sentences) > 1:
        start, end = sentences[1]
        first = [word for word in lead if start <= word.start < end]
    if any(word.group in ("no", "no_behind") for word in first):
        return None
    for word in first:
        if (
            side_of(word.group) in wider
            and not word.group.endswith("head")
            and not leaves_open(text, word)
            and not is_of_yore(text, word)
            and not is_put_off(text, word, start, end)
            and not is_conceded(text, start, word.start)
            and not is_a_belief(text, word, start, end)
            and not had_been(text, word, start, story.language)
            and not WHEN.search(text, max(start, word.start - _CLAUSE), word.start)
        ):
            return f"The headline says “{said}”, the text “{_as_said(story, word)}”."
    return None


_TURNS = frozenset({"up", "down"})
"""Sides that a second sentence may exclude, where the first only sets the scene."""
_CLAUSE = 80
WHEN = re.compile(
    r"\b(?:before|until|till|when|while|if|after"
    r"|once(?= (?:the|an?|it|he|she|they|its|their)\b)"
    r"|(?<!hailed )(?<!known )(?<!such )(?<!seen )(?<!described )(?<!touted )(?<!billed )as"
    r"|bevor|bis|ehe|wenn|sobald|nachdem|wahrend|avant|jusqu|quand|lorsque|apres|si|antes|hasta|cuando|mientras|tras|prima"
    r"|finche|quando|mentre|dopo|ate|enquanto|depois|voordat|tot|totdat|wanneer|zodra|als"
    r"|innan|nar|medan|efter|sedan|ifall|tills (?:den|det|de|en|ett|man|alla)\b"
    r"|terwijl|nadat)\b[^.,;:]*$"
)
"""In a clause of time stands what happens then, not what became of the claim."""


def _within_another(story: Story, word: Word) -> bool:
    """Tell a word that is a part of a longer one with a sense of its own: "via libera"."""
    others = words_of_title(story.title, story.language)
    return any(is_part(word, other) for other in others)


def _as_claimed_itself(claim: Claim) -> bool:
    """Tell a claim that a headline makes by denying another."""
    return side_of(claim.word.group) != claim.side


_OTHER_KIN = frozenset({"win", "lose", "alsoran", "gold"})
"""Sides of sports, in which teams die and sack."""


def _turns_round(title: str, story: Story, lead: list[Word]) -> bool:
    """Tell a direction of profits over a text of losses, which go the other way."""
    beside = {side_of(word.group) for word in words_of_title(title, story.language)}
    return "profit" in beside and any(side_of(word.group) == "loss" for word in lead)


def _leans_so(
    story: Story, claim: Claim, lead: list[Word], sentences: Sequence[tuple[int, int]]
) -> bool:
    """Tell a wide claim of which the lead has any word, denied or not, so that it may be so."""
    kin = LEANINGS.get(claim.side)
    if kin is None:
        return False
    text, first = story.folded, sentences[0][1]
    for word in lead:
        side = side_of(word.group)
        if side not in kin or word.group.endswith(".head"):
            continue
        at = next(start for start, last in sentences if word.start < last)
        if word.start < first or _names(text, at, word.start + 1, claim.about):
            return True
    return False


@lru_cache(maxsize=8)
def sentences_of(story: Story) -> tuple[tuple[int, int], ...]:
    """Give where the sentences of a text's beginning start and end."""
    first = story.body_at
    every = takewhile(lambda place: place[0] < first + _READ, story.sentences(first))
    return tuple((max(start, first), end) for start, end in every)


def _names(text: str, start: int, end: int, words: tuple[str, ...]) -> int:
    """Count the words that begin a word between two places."""
    return sum(_begins(text, start, end, word) for word in words)


_OF_TWO, _PART = 10, 5
"""Letters of a compound, and of a part of it that stands alone in a text."""
_LONG = re.compile(r"[^\W\d_]{10,}")


def _tails(title: str, language: str) -> frozenset[str]:
    """Give what may begin the later parts of a headline's compounds: "Huizenprijzen"."""
    if language not in COMPOUNDING:
        return frozenset()
    return frozenset(
        word[at : at + _PART]
        for word in _LONG.findall(title)
        for at in range(_PART - 1, len(word) - _PART + 1)
    )


def _synonyms(title: str, claim: Claim, language: str) -> tuple[str, ...]:
    """Give how words begin that mean what others of a headline do, where people are hurt."""
    if claim.side not in _HARM:
        return ()
    alike = synonyms(language)
    own = alike.get(title[claim.word.start : claim.word.end][:STEM], frozenset())
    others = _ANY.findall(title[: claim.word.start]) + _ANY.findall(title[claim.word.end :])
    found = {stem for word in others for stem in alike.get(word[:STEM], ())}
    return tuple(stem for stem in sorted(found - own) if len(stem) >= _SHORTEST_STEM)


_SHORTEST_STEM = 4
_HARM = frozenset({"dead", "alive"})
"""Sides of who was in a fire or a home, which the text may call a blaze and a residence."""


def _has_part(text: str, start: int, end: int, tails: frozenset[str]) -> bool:
    return bool(tails) and any(part[:_PART] in tails for part in _ANY.findall(text, start, end))


_COMPOUNDED = 5
"""Letters of a word that may stand within a longer one."""


def _begins(text: str, start: int, end: int, word: str) -> bool:
    at = text.find(word, start, end)
    while at >= 0:
        if len(word) >= _COMPOUNDED or at == start or not text[at - 1].isalnum():
            return True
        at = text.find(word, at + 1, end)
    return False


_NONE = re.compile(
    r"(?:no|nobody|none|niemand|kein|aucun|personne|ningun|nadie|sin|nessun|senza|nenhum"
    r"|ninguem"
    r"|sem|geen|ingen|inga|inget|utan)\w* "
)
"""How a sentence begins that tells of nobody hurt, and need not say where."""


def _excluded(
    story: Story,
    title: str,
    claim: Claim,
    lead: list[Said],
    sentences: Sequence[tuple[int, int]],
) -> Said | None:
    text = story.folded
    end = sentences[min(_LEAD, len(sentences)) - 1][1]
    words = claim.own or claim.about or tuple(_ANY.findall(title[: claim.word.start]))
    tails = _tails(title, story.language)
    kin = _synonyms(title, claim, story.language)
    if (
        not _names(text, sentences[0][0], sentences[-1][1], words)
        and not _has_part(text, sentences[0][0], end, tails)
        and not _names(text, sentences[0][0], end, kin)
    ):
        return None
    known = _names(text, *sentences[0], claim.about)
    against = None
    borne_out = False
    of_figures = claim.side in _TURNS and any(
        each.sentence == 0 and each.side != claim.side and _is_of_own(text, each.word, words)
        for each in lead
    )
    for said in lead:
        if of_figures and said.side == claim.side and not _is_of_own(text, said.word, words):
            continue
        number = said.sentence
        none = said.side == "alive" and _NONE.match(text, said.word.start) is not None
        near = (
            claim.side in ROLES
            or (none and number == 1 and known > 0)
            or _names(text, *sentences[number], words) > 0
            or _has_part(text, *sentences[number], tails)
            or _names(text, sentences[number][0], said.word.start, kin) > 0
            or _names(text, said.word.end, sentences[number][1], kin) > 0
        )
        if said.side == claim.side:
            if claim.side in ROLES or number == 0 or near or against is None:
                borne_out = True
        elif _is_of_it(said, known, near=near, parts=claim.own != claim.about):
            against = against or said
    if against is None:
        return None
    if borne_out and (own := _of_whom(story, title, claim, lead, sentences)):
        return own
    every = claim.side in _OF_EACH and _EVERYBODY.search(title) is not None
    if borne_out and not (
        ((every or against.side in FIRM) and against.sentence == 0)
        or _is_outweighed(claim, lead, against)
    ):
        return None
    if every:
        return against
    beside = _beside(title, claim)
    sure = (
        not borne_out
        and against.sentence == 0
        and known >= min(_FEWEST, len(claim.about))
        and _is_of_own(text, against.word, beside)
    )
    rest = words_of_senses(text, story.language, end, sentences[-1][1])
    for said in told(story, title, claim, rest, sentences):
        if said.side != claim.side or not _names(text, *sentences[said.sentence], words):
            continue
        if not sure or _is_of_own(text, said.word, beside):
            return None
    return against


def _is_outweighed(claim: Claim, lead: list[Said], against: Said) -> bool:
    """Tell whether the first sentence is against a claim, and more than is for it."""
    borne = [said for said in lead if said.side == claim.side]
    return (
        against.sentence == 0
        and all(said.sentence > 0 for said in borne)
        and len(lead) - len(borne) > len(borne)
    )


def _of_whom(
    story: Story,
    title: str,
    claim: Claim,
    lead: list[Said],
    sentences: Sequence[tuple[int, int]],
) -> Said | None:
    """Give what excludes a claim of whom the headline names, where it is so of another only."""
    if claim.side not in _OF_ONE:
        return None
    who = tuple(topic_words(title[: claim.word.start]))
    if not who:
        return None

    def is_of_them(said: Said) -> bool:
        return _names(story.folded, *sentences[said.sentence], who) == len(who)

    if any(said.side == claim.side and is_of_them(said) for said in lead):
        return None
    return next((said for said in lead if said.side != claim.side and is_of_them(said)), None)


_OF_ONE = _HARM | {"guilty", "cleared", "charged", "freed", "quit", "stay"}
"""Sides of persons, of whom a text may tell several."""
_BESIDE = 30


def _beside(title: str, claim: Claim) -> tuple[str, ...]:
    """Give the words of a headline right before and behind its claim: what it is said of."""
    before = [word for word in claim.about if title.rfind(word, 0, claim.word.start) >= 0]
    behind = [word for word in claim.about if title.find(word, claim.word.end) >= 0]
    before.sort(key=lambda word: title.rfind(word, 0, claim.word.start))
    behind.sort(key=lambda word: title.find(word, claim.word.end))
    return (*before[-1:], *behind[:1])


def _is_of_own(text: str, word: Word, words: Sequence[str]) -> bool:
    """Tell a direction right beside what the headline's is of: "a 38% fall in profit"."""
    for at, last in (
        (word.end, word.end + _BESIDE),
        (max(word.start - _BESIDE, 0), word.start),
    ):
        beside = text[at:last]
        part = beside.partition(",")[0] if at == word.end else beside.rpartition(",")[2]
        if _names(part, 0, len(part), tuple(words)):
            return True
    return False


def _is_of_it(said: Said, known: int, *, near: bool, parts: bool) -> bool:
    """Tell what is said of what the headline is about, early enough."""
    if said.sentence == 0:
        return near or not parts
    if said.sentence == 1:
        known_alone = known > 0 and said.side in _OF_ONE_THING
        return near or known_alone or (known > 1 and said.side in _OF_PERSONS)
    return said.side in _LATE and (near or (known > 0 and said.side in _OF_ONE_THING))


_LONGEST = 60


def _as_said(story: Story, word: Word) -> str:
    return story.as_written(word.start, word.end)


def _shown(story: Story, said: Said) -> str:
    start, end = said.word.start, said.word.end
    if said.denied is not None:
        first, last = min(start, said.denied.start), max(end, said.denied.end)
        if last - first <= _LONGEST:
            start, end = first, last
    return story.as_written(start, end)
