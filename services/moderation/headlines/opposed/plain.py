"""Pure: what a headline says happened, and a first sentence plainly excludes.

The phrases are `lexicon/plain.txt`, in eight languages: they are so plain that no other word of
a text bears the headline out beside them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from services.moderation.headlines.amounts.prices import price_rises, prices_go_against
from services.moderation.headlines.senses.claimed import main_clause
from services.moderation.headlines.senses.reading import ASKS, WHEN, sentences_of
from services.moderation.headlines.senses.spoken import (
    PLAIN,
    Word,
    is_part,
    is_within,
    side_of,
    words_of_senses,
    words_of_title,
)
from services.moderation.headlines.senses.told import is_quoted
from services.moderation.headlines.words import topic_words
from services.moderation.story import Story

_SHORTEST_BODY = 120
_LEAD = 2
_CLAUSE = 80
_NEAR = 60
_ONCE = 25
"""Signs over which "once" makes what follows of before: "once hailed"."""
_DENIES = 15
_OF_THE_SAME = frozenset({"caused.not", "confirms.not", "remedy.not"})
"""What may be said of anything: it counts where its own sentence names the headline's thing."""
_FOUND = frozenset({"caused.not", "remedy.not"})
"""What was found out, whatever a word ahead makes of what was before."""
_DIRECTIONS = frozenset({"turn.up", "turn.down"})
_LEFT_OPEN = frozenset({"maybe", "no"})
_RISK = re.compile(r"(?:risk|risi[kc]|riesg|risch|risc|warn|gevaar|avert|avvert|alert)")
"""What leaves a claim open elsewhere, and is what a study finds more of or less."""
_APART = re.compile(r"[.;:,]")
_FOR_NOW = re.compile(
    r" (?:only |nur |noch )?(?:until|till|for (?:another|a few|two|three|the time)|bis|jusqu"
    r"|hasta|fino|ate|tot|till|i ytterligare|tills vidare|till dess|voorlopig|vorerst"
    r"|pour l'instant)\b"
)
"""Behind what is so only till a day on which the headline's turn may come."""

_WHEN_ABROAD = re.compile(rf"\b(?:{WHEN.pattern[WHEN.pattern.index('bevor') :]}")
"""Conjunctions of the others: "as" is an article, "IF" a club, "till" a way there."""
_HAD = re.compile(
    r"\b(?:had|war|waren|avait|habia|era|aveva|tinha|fora|hadden|hade"
    r"|esteve|estava|estuvo|estaba|etait)\b(?! (?:no|nothing|nichts|kein|niets|geen|inge|inte))"
)
"""Within what was so before: "the opening had been postponed twice"."""
_PAIRS = (
    "striking working, leaving remaining, merging separate, razed restored, early delayed,"
    " fewer more, hiring firing, bathing nobathing,"
    " approving refusing, forbidden permitted, closing openstill, harsher milder,"
    " selling keeping, strikeover strikeon, weaker stronger, drunk sober,"
    " upholding overturning, worst best"
)
_BOTH = [tuple(pair.split()) for pair in _PAIRS.split(",")]
_CONTRARY = {one: other for pair in _BOTH for one, other in (pair, pair[::-1])}
"""Sides of `lexicon/contraries.txt`, of which one's words exclude the other."""
_UNDONE = frozenset({"striking", "merging", "razed", "getsnew", "hiring", "quake"})
"""Sides whose nouns a headline may have and say that nothing comes of them."""
_UNDOES = frozenset({"off", "nope", "refuse", "nostrike", "fails", "nodeal", "ends", "halted"})
_OF_ITSELF = frozenset({"worst", "best", "harsher", "milder", "upholding", "overturning"})
"""Sides whose words name what they are of: "the worst harvest"."""
_EXCLUDED = {"openstill": "closing"}
"""What excludes a side, of the words that bear out another."""
_BEARS_OUT = {
    "openstill": "closing.not",
    "indicted": "dropped.not",
    "dropped": "indicted.not",
    "gratis": "paid.not",
    "paid": "gratis.not",
}
"""What excludes the contrary bears a side out."""


def plainly_against(story: Story) -> str | None:
    """Say how a text's first sentences plainly exclude its headline; None where not."""
    title = story.title
    if len(story.folded) - story.body_at < _SHORTEST_BODY or ASKS.search(title):
        return None
    said = _claims(story, title)
    directions = {hit.group for hit in story.turns(title, 0)} & _DIRECTIONS
    if not said and len(directions) != 1:
        return None
    lead = sentences_of(story)[:_LEAD]
    about = topic_words(title)
    if not _names(story.folded[lead[0][0] : lead[-1][1]], about):
        return None
    sides = {word.group.partition(".")[0] for word in said}
    if len(directions) == 1 and "gratis" not in sides:
        rises = directions == {"turn.up"}
        if against := _by_prices(story, title, lead, rises=rises):
            return against
    for word in said:
        if against := _against(story, title, word, lead):
            return f"The headline says “{_shown(story, word)}”, the text “{against}”."
    return None


def _claims(story: Story, title: str) -> list[Word]:
    """Give what a headline says is so, and neither denies nor leaves open."""
    found = words_of_senses(title, story.language, prefix=PLAIN)
    heads = [word for word in found if not word.group.endswith((".not", ".told", "hedge"))]
    if not heads:
        return []
    start, end = main_clause(title, story.language)
    said = [
        word
        for word in heads
        if start <= word.start < end and not any(is_part(word, other) for other in heads)
    ]
    if not said:
        return []
    senses = [
        word for word in words_of_title(title, story.language) if not is_within(word, said)
    ]
    if any(word.group in _LEFT_OPEN and not _RISK.match(title, word.start) for word in senses):
        return []
    if any(word.group == "hedge" and not is_within(word, said) for word in found):
        return []
    sides = {word.group.partition(".")[0] for word in said}
    return [
        word
        for word in said
        if _CONTRARY.get(side := word.group.partition(".")[0]) not in sides
        and not (side in _UNDONE and _is_undone(word, title, story.language))
    ]


def _is_undone(word: Word, title: str, language: str) -> bool:
    """Tell what by another word of its headline comes to nothing: "strike called off"."""
    return any(
        side_of(other.group) in _UNDOES and not is_within(other, [word])
        for other in words_of_title(title, language)
    )


def _against(
    story: Story, title: str, claim: Word, lead: Sequence[tuple[int, int]]
) -> str | None:
    side = claim.group.partition(".")[0]
    start, end = lead[0][0], lead[-1][1]
    if side == "dearer" and price_rises(story.folded[start:end]):
        return None
    told = words_of_senses(story.folded, story.language, start, end, prefix=PLAIN)
    excluding = (f"{side}.not", f"{_CONTRARY.get(side)}.told", _EXCLUDED.get(side))
    against = [word for word in told if word.group in excluding]
    if not against:
        return None
    bears_out = (side, f"{side}.told", _BEARS_OUT.get(side))
    if any(word.group in bears_out and not is_within(word, against) for word in told):
        return None
    own = title[claim.start : claim.end]
    every = topic_words(title)
    itself = claim.parted or side in _OF_ITSELF
    about = every if itself else [word for word in every if word not in own] or every
    beside = words_of_senses(story.folded, story.language, start, end)
    beside += [word for word in told if word.group == "hedge"]
    for word in against:
        if _counts(story, word, beside, lead, about):
            return _shown(story, word)
    return None


def _counts(
    story: Story,
    word: Word,
    beside: list[Word],
    lead: Sequence[tuple[int, int]],
    about: list[str],
) -> bool:
    """Tell what a sentence says itself of the same, now, and leaves not open."""
    text = story.folded
    number = next(at for at, (_, last) in enumerate(lead) if word.start < last)
    start, end = lead[number]
    if not _names(text[lead[0][0] : lead[-1][1]], about):
        return False
    if word.group in _OF_THE_SAME and number > 0 and not _names(text[start:end], about):
        return False
    if _FOR_NOW.match(text, word.end) or is_quoted(story, word.start):
        return False
    if _HAD.search(text, word.start, word.end):
        return False
    when = WHEN if story.language == "en" else _WHEN_ABROAD
    if when.search(text, max(start, word.start - _CLAUSE), word.start):
        return False
    found = word.group in _FOUND
    return not any(
        _opens(text, other, word) or (number > 0 and other.group == "other")
        for other in beside
        if start <= other.start < end
        and not (found and other.group == "before")
        and not (other.start < word.end and word.start < other.end)
    )


def _opens(text: str, other: Word, word: Word) -> bool:
    """Tell a word ahead that leaves what follows open, or denies it."""
    apart = word.start - other.end
    if other.group in ("maybe", "hedge", "before"):
        near = _ONCE if other.group == "before" else _NEAR
        return 0 <= apart <= near and _APART.search(text, other.end, word.start) is None
    return other.group == "no" and 0 <= apart <= _DENIES


def _by_prices(
    story: Story, title: str, lead: Sequence[tuple[int, int]], *, rises: bool
) -> str | None:
    text = story.folded[lead[0][0] : lead[-1][1]]
    start, end = main_clause(title, story.language)
    words = words_of_senses(title[start:end], story.language)
    if any(word.group in _LEFT_OPEN for word in words):
        return None
    return prices_go_against(text, rises=rises)


def _names(text: str, words: list[str]) -> bool:
    return any(word in text for word in words)


def _shown(story: Story, word: Word) -> str:
    return story.as_written(word.start, word.end)
