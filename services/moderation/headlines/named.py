"""Pure: a person or a country in a headline that its text never names, and others instead."""

from __future__ import annotations

import re
from collections.abc import Iterable

from services.moderation import lexicon
from services.moderation.folding import fold
from services.moderation.headlines.words import topic_words
from services.moderation.meanings.vocabulary import LANGUAGES, is_word
from services.moderation.story import Story
from shared.articles import Person, Place

_LONGEST, _SHORTEST_BODY = 300, 200
_FEWEST_OTHERS = 2
"""Places elsewhere that a text must name before its headline's is taken for wrong."""
_STEM = 4
"""Letters by which a country's people and its name are told alike ("Peru", "Peruvian")."""
_LEAD = 2
_FULL = 2
"""Words of a full name."""
_WORD = re.compile(r"[^\W\d_]{3,}")
_PERSON = "The text never names {}, of whom the headline tells, but somebody else."
_PLACE = "The text does not play in {}, as the headline has it, but elsewhere."


def another_name(story: Story) -> str | None:
    """Say which full name, or which country, stands in the headline and nowhere in the text."""
    if len(story.folded) - story.body_at < _SHORTEST_BODY:
        return None
    return (
        _another_person(story)
        or _somebody_unheard_of(story)
        or _another_country(story)
        or _sued_instead(story)
    )


def _another_person(story: Story) -> str | None:
    """Tell a headline's only full name of which the text, naming others first, has no part."""
    headline = story.enrichment.headline
    people = story.enrichment.people
    named = [person for person in people if person.name in headline and _is_only_there(person)]
    if len(named) != 1 or len(people) == 1:
        return None
    words = _WORD.findall(fold(named[0].name).text)
    if len(words) < _FULL or _is_told(story, words):
        return None
    lead = _lead(story)
    if not any(" " in other.name and other.name in lead for other in people):
        return None
    return _PERSON.format(named[0].name)


_LITTLE = frozenset(LANGUAGES) - {"de"}
"""Languages in which only names have capitals."""
_FULL_NAME = re.compile(
    r"(?<![\w’'-])[A-ZÀ-ÖØ-Þ][a-zß-ÿ’'-]+"
    r"(?:(?: (?:de|da|do|dos|di|del|van|von|der|den|ter|af|la))* [A-ZÀ-ÖØ-Þ][\w’'-]+){1,2}"
    r"(?![\w’'-])"
)


def _somebody_unheard_of(story: Story) -> str | None:
    """Tell the same where nothing but its shape shows that a headline's name is one.

    Two words or three with capitals, of which the first is no word of the language, and no part
    of them in the text, which in its first sentences names somebody else in full.
    """
    title = story.cased(0, max(story.body_at - 2, 0))[:_LONGEST]
    if story.language not in _LITTLE or title.istitle() or title.isupper():
        return None
    named = [match[0] for match in _FULL_NAME.finditer(title)]
    unheard = next((name for name in named if _is_unheard_of(story, name)), None)
    if unheard is None:
        return None
    lead = _lead(story)
    others = [person.name for person in story.enrichment.people if " " in person.name]
    if any(name in lead and name not in title for name in others):
        return _PERSON.format(unheard)
    return None


def _lead(story: Story) -> str:
    """Give a text's first sentences, with their capitals."""
    end = story.body_at
    for _ in range(_LEAD):
        _, end = story.sentence(min(end, len(story.folded) - 1))
    return story.cased(story.body_at, end)


def _is_unheard_of(story: Story, name: str) -> bool:
    parts = _WORD.findall(fold(name).text)
    return (
        len(parts) >= _FULL
        and not _is_told(story, [part[: max(_STEM, len(part) - 1)] for part in parts])
        and not is_word(parts[0], story.language)
        and lexicon.all_words("people.no_name").isdisjoint(parts)
    )


def _another_country(story: Story) -> str | None:
    headline = story.enrichment.headline
    places = story.enrichment.places
    named = [place for place in places if place.name in headline and _is_only_there(place)]
    if len(named) != 1 or named[0].country is None or len(places) <= _FEWEST_OTHERS:
        return None
    there = named[0].country
    if any(place.country in (None, there) for place in places if place is not named[0]):
        return None
    if _is_told(story, [fold(named[0].name).text[:_STEM]]):
        return None
    return _PLACE.format(named[0].name)


_SUES = re.compile(
    r"\b(?:sues?|is suing|takes? [^.]{3,40} to court|verklag(?:t|en)"
    r"|attaque(?:nt)? [^.]{3,40} en justice"
    r"|poursuit|porte plainte contre|demanda(?:n)? a|denuncia(?:n)? a|se querella contra"
    r"|fa causa a\w*"
    r"|querela|processa|denuncia|sleept|klaagt|daagt|stammer)\b"
)
_SUING = (
    r"\b(?:legal action|proceedings|lawsuit|suit|claim|sued|suing|klage|verklagt"
    r"|verklagen|plainte"
    r"|poursuites|action en justice|demanda|querella|denuncia|causa|querela|processo"
    r"|queixa|acao"
    r"|rechtszaak|aanklacht|zaak|stamning)\b(?! (?:de|del|du|di|da|do|dos|von|vom|van|by|of)\b)"
    r"(?:[^.]{0,25}\b(?:against|gegen|contre|contra|contro|tegen|mot)\b)?[^.]{0,25}"
)
_SWAPPED = "By the text it is the other way round: they are the ones who are sued."


def _sued_instead(story: Story) -> str | None:
    """Tell a headline whose claimant is, in the first sentence, the one who is sued."""
    headline = story.title
    sues = _SUES.search(headline)
    if sues is None:
        return None
    start, end = story.sentence(story.body_at)
    first = story.folded[start:end]
    if _is_sued_by_the_other(headline, sues, first):
        return _SWAPPED
    for word in topic_words(headline[: sues.start()])[-1:]:
        against = re.search(_SUING + re.escape(word), first)
        if against and first.find(word) > against.start():
            return _SWAPPED
    return None


_GOES_TO_COURT = re.compile(
    r"\b(?:is suing|are suing|sued|sues|(?:has|have) sued|tak(?:es|ing|en) [^.]{0,40} to court"
    r"|filed (?:a |suit|the )[^.]{0,20}against|verklagt|klagt gegen|zieht gegen|reicht\w* klage"
    r"|attaque|assigne|poursuit|a porte plainte|saisit la justice|demanda\w*|ha demandado"
    r"|se querell\w+"
    r"|ha fatto causa|fa causa|ha denunciato|cita in giudizio|ha querelato|processou|processa"
    r"|(?:stapt|gaat) naar de rechter|daagt|sleept|klaagt|spant [^.]{0,30} aan"
    r"|heeft [^.]{0,50} aangeklaagd)\b"
)


def _is_sued_by_the_other(headline: str, sues: re.Match[str], first: str) -> bool:
    """Tell a first sentence in which the headline's defendant goes to court, not who claims."""
    goes = _GOES_TO_COURT.search(first)
    claimant = topic_words(headline[: sues.start()])[-1:]
    defendant = topic_words(headline[sues.end() :])[:1]
    if goes is None or not claimant or not defendant:
        return False
    before = first[: goes.start()]
    return defendant[0] in before and claimant[0] not in before


def _is_only_there(name: Person | Place) -> bool:
    return name.mentions == 1 and name.span is not None and name.span.of == "headline"


def _is_told(story: Story, words: Iterable[str]) -> bool:
    return any(story.folded.find(word, story.body_at) >= 0 for word in words)
