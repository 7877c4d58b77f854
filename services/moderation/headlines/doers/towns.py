"""Pure: a headline whose hospital, lake or fire is in one town, and its text's in another.

Both have the same noun and a name behind it ("hospital in Ostley", "the hospital in
Marwick"), and the headline's name stands nowhere in the text. And a name that the text
itself says it was not ("at Marwick, not at Ostley").
"""

from __future__ import annotations

import re
from functools import lru_cache

from services.moderation import lexicon
from services.moderation.folding import fold
from services.moderation.headlines.forms import LETTERS
from services.moderation.headlines.words import topic_words
from services.moderation.meanings.vocabulary import LANGUAGES, is_word
from services.moderation.story import Story

_LONGEST, _SHORTEST_BODY = 300, 150
_READ = 900
_LINKS = {
    "en": "in|at|near|outside|of",
    "de": "in|bei|nahe|von|im|am",
    "fr": "à|a|au|aux|en|de|du|des|d'|d’|près de",
    "es": "en|de|del|de la",
    "it": "a|ad|in|di|del|della|nel|nella",
    "pt": "em|de|no|na|do|da|das|dos",
    "nl": "in|te|bij|van",
    "sv": "i|på|vid|utanför",
}
"""What stands between a noun and the town that it is in, or that is its name."""
_NOT = {
    "en": "not|instead of|rather than",
    "de": "nicht|statt|anstatt|anstelle",
    "fr": "non|pas|plutôt que?|au lieu",
    "es": "no|en lugar|en vez",
    "it": "non|anziché|invece",
    "pt": "não|em vez|em lugar",
    "nl": "niet|in plaats",
    "sv": "inte|i stället för",
}
"""What stands before a name and its link where the text says that it was elsewhere."""
_PARTS = (
    "La|Le|Les|El|Las|Los|San|Santa|Santo|Saint|Sainte|St|São|Porto|Vila|Bad|Sankt|Sint|Villa"
)
_NAME = (
    rf"(?:(?:{_PARTS})[. -])?[A-ZÀ-ÖØ-Þ][\w’'-]{{2,}}"
    r"(?:(?:[ -](?:de|del|della|di|da|do|dos|das|sur|sous|la|le|les|am|an der|aan|ob))*"
    r"[ -][A-ZÀ-ÖØ-Þ][\w’'-]+)*"
)
_STEM = 2
"""Letters of a noun's end that other forms of it have not."""
_ENDING = 4
_SAID = "The headline has “{}”, the text “{}”."
_OTHER = "The headline has it in {}, the text in {}."
_NOT_THERE = "The text says that it was not {}, as the headline has it."
_MOST_NAMES = 6
_BESIDE = 40
"""Signs before a name in which it is said that it was not there."""


def another_town(story: Story) -> str | None:
    """Say which noun has one name behind it in the headline, and another in the text."""
    links = _LINKS.get(story.language)
    title = story.cased(0, max(story.body_at - 2, 0))[:_LONGEST]
    if (
        links is None
        or len(story.folded) - story.body_at < _SHORTEST_BODY
        or "?" in title
        or title.istitle()
        or title.isupper()
    ):
        return None
    text = story.folded[story.body_at :]
    for match in [*_framed(story.language).finditer(title)][:_MOST_NAMES]:
        noun, name = fold(match["noun"]).text, match["name"]
        if not _is_name(name, story.language) or not _is_noun(noun):
            continue
        if _stands(name, text):
            if told := _denied(story, name, links):
                return told
            continue
        if told := _elsewhere(story, noun, title):
            return _SAID.format(match[0], told)
    return _other_town(story, title, text)


@lru_cache(maxsize=8)
def _framed(language: str) -> re.Pattern[str]:
    return re.compile(
        rf"\b(?P<noun>[^\W\d_]{{{LETTERS},}}) (?:{_LINKS[language]})(?: |(?<=['’]))"
        rf"(?:[a-zà-öø-ÿ]{{4,}} )?(?P<name>{_NAME})"
    )


def _elsewhere(story: Story, noun: str, title: str) -> str | None:
    """Give the text's words for a headline's noun with another name behind it."""
    start, end = story.body_at, story.body_at + _READ
    cased = story.cased(start, min(end, len(story.folded)))
    stem = noun[: max(LETTERS, len(noun) - _STEM)]
    people = {person.name for person in story.enrichment.people}
    for match in _framed(story.language).finditer(cased):
        other = fold(match["noun"]).text
        if not other.startswith(stem) or len(other) > len(noun) + _ENDING:
            continue
        name = match["name"]
        if name not in title and name not in people and _is_name(name, story.language):
            return story.as_written(start + match.start(), start + match.end())
    return None


_AT = {
    "en": "in|at|near",
    "de": "in|bei",
    "fr": "à|a",
    "es": "en",
    "it": "a|ad|in",
    "pt": "em",
    "nl": "in|te|bij",
    "sv": "i|vid",
}
"""What stands before a town in which something happens."""
_SHARED = 2
"""Words besides the town that show that headline and text tell of the same event."""


@lru_cache(maxsize=8)
def _at(language: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![^\s(])(?:{_AT[language]}) (?P<name>{_NAME})")


def _other_town(story: Story, title: str, text: str) -> str | None:
    """Say in which town a headline has it, and in which its text's first sentence.

    Only of towns that are in no list of words: what is known all over the world, or a country's
    name, may stand for a place of another name ("rates on hold in Wellington").
    """
    at = _at(story.language)
    said = [match["name"] for match in at.finditer(title)]
    if len(said) != 1 or _is_known(said[0], story.language) or _stands(said[0], text):
        return None
    _, end = story.sentence(story.body_at)
    first = story.cased(story.body_at, end)
    people = {person.name for person in story.enrichment.people}
    told = [match["name"] for match in at.finditer(first[:1].lower() + first[1:])]
    told = [name for name in told if not _is_known(name, story.language) and name not in people]
    if not told or any(name in title for name in told):
        return None
    own = fold(said[0]).text
    words = [word for word in topic_words(title) if word not in own]
    if sum(word in text for word in words) < min(_SHARED, len(words)) or not words:
        return None
    return _OTHER.format(said[0], told[0])


def _is_known(name: str, language: str) -> bool:
    words = [fold(word).text for word in re.findall(r"[^\W\d_]+", name)]
    return any(is_word(word, language) or is_word(word, "en") for word in words)


def _denied(story: Story, name: str, links: str) -> str | None:
    """Say that all a text tells of a name is that it was not there."""
    cased = story.cased(story.body_at, len(story.folded))
    named = [*re.finditer(rf"\b{re.escape(name)}\b", cased)][:_MOST_NAMES]
    denied = re.compile(rf"\b(?:{_NOT[story.language]})(?: (?:{links}))? $")
    if named and all(
        denied.search(cased[max(each.start() - _BESIDE, 0) : each.start()]) for each in named
    ):
        return _NOT_THERE.format(name)
    return None


def _is_noun(word: str) -> bool:
    return word not in lexicon.words("headline.filler")


def _is_name(name: str, language: str) -> bool:
    """Tell a name from a noun, or a sentence's start: alone it is no word of the language."""
    first = fold(name.split(maxsplit=1)[0]).text
    if language not in LANGUAGES or first in lexicon.all_words("people.no_name"):
        return False
    return " " in name or "-" in name or not is_word(first, language)


def _stands(name: str, text: str) -> bool:
    """Tell whether a text has any part of a name, in any form of it."""
    parts = re.findall(r"[^\W\d_]+", fold(name).text)
    long = [part for part in parts if len(part) >= LETTERS] or parts
    return any(part[: max(LETTERS, len(part) - _STEM)] in text for part in long)
