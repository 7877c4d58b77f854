"""Pure: a headline that tells as so what its text's start calls a rumour or untrue."""

from __future__ import annotations

import re
from itertools import islice

from services.moderation.headlines.senses.spoken import (
    AGAINST,
    side_of,
    words_of_senses,
    words_of_title,
)
from services.moderation.headlines.words import topic_words
from services.moderation.story import Story

_SHORTEST_BODY = 150
_LEAD = 2
_FEWEST = 2
_RUMOUR = (
    r"(?:rumou?rs?|reports?|claims?|speculation|suggestions?|stories|story|talk of|posts?"
    r"|geruchte?\w*|berichte?|meldungen|meldung|spekulationen|behauptung\w*"
    r"|rumeurs?|bruits?|informations?|annonces?|publications?"
    r"|rumor(?:es)?|informacion(?:es)?|noticias?|especulacion(?:es)?|bulo"
    r"|voc[ei]|indiscrezion[ei]|notizi[ae]|boatos?|noticias?|especulacoes|rumores"
    r"|geruchten?|berichten?|speculaties?|rykte(?:t|n|na)?|uppgift(?:en|er|erna)?"
    r"|spekulation\w*|pastaende\w*|inlagg(?:et|en)?)"
)
_UNTRUE = (
    r"(?:nonsense|untrue|not true|false|unfounded|baseless|wide of the mark|invented|made up"
    r"|rubbish|fabricated|without foundation|no truth|unsinn|quatsch|falsch|haltlos|erfunden"
    r"|aus der luft gegriffen|unwahr|unzutreffend|entbehr\w+"
    r"|infonde\w*|fauss?e?s?|sans fondement|inventee?s?|mensong\w+|fantaisist\w+"
    r"|falso|falsas?|falsos|infundad[oa]s?|inventad[oa]s?|mentira"
    r"|infondat[aei]|inventat[aei]|priv[aei] di fondamento|fals[aei]|bufala"
    r"|infundad[oa]s|onzin|onjuist|verzonnen|niet waar|nergens op gebaseerd|klopt niet"
    r"|kloppen niet|uit de lucht gegrepen|falsk[at]?|osann[at]?|inte sann[at]?|pahitta\w*"
    r"|grundlos[at]?|gripn[at] ur luften|gripet ur luften|rent nonsens|stammer inte)"
)
_DENIED = re.compile(
    rf"\b{_RUMOUR}\b[^.;]{{1,110}}\b{_UNTRUE}\b|\b{_UNTRUE}\b[^.;]{{1,50}}\b{_RUMOUR}\b"
    r"|\b(?:there (?:is|was) no truth (?:in|to)|is a hoax|was a hoax|an? internet hoax"
    r"|falschmeldung|frei erfunden|fake news|infox|canular|es un bulo|es falso que"
    r"|e una bufala|non e vero che|e falso que|nao e verdade que|stimmt nicht|nepnieuws"
    r"|broodje aap|ren bluff|ligger ingen sanning i)\b"
)
_DISMISSED = re.compile(
    r"\b(?:dismiss\w*|den(?:y|ies|ied|ying)|reject\w*|rubbish\w*|rebuff\w*|scotch\w*|quash\w*"
    r"|brush\w* (?:off|aside)|poured cold water on|dementier\w*|bestreitet|bestritt\w*"
    r"|widersprach\w*|widerspricht|weist|wies|wiesen|dement\w*|balaye\w*|refute\w*|nie|nient"
    r"|recus\w*|desmient\w*|desminti\w*|neg[oa]\w*|niega\w*|rechaz\w*|smenti\w*|nega\w*"
    r"|respin\w*|desment\w*|negou|negaram|rejeit\w*|afast\w*|ontken\w*|spreekt|sprak|spraken"
    r"|weerleg\w*|noem\w*|dementera\w*|avfard\w*|forneka\w*|tillbakavis\w*"
    r"|put an end to|puts? paid to|mis fin aux?|met fin aux?|mettre fin aux?|pus[eo] fin a"
    r"|(?:ha )?messo fine all[ae]|mette fine all[ae]|pos fim a|maakte een einde aan"
    r"|satte stopp for|ein ende (?:bereitet|gesetzt))\b"
    rf"[^.;]{{0,40}}?\b(?:{_RUMOUR}|talk|ryktena?|rykten|uppgifter\w*|spekulationerna)\b"
    r"(?! (?:of|about) (?:abuse|fraud|misconduct))"
)
_STAYS = frozenset({"stay", "kept", "open", "on", "nope", "no", "same", "nodeal", "preserve"})
"""Sides of a headline that has it as the denial does."""
_OPEN = re.compile(
    r"\b(?:no|not|never|den(?:y|ies|ied)|rumou?rs?|hoax|fake|false|untrue|nonsense|denial|talk"
    r"|laughs?|claims?|reports?|alleged|dismiss\w*|reject\w*|rubbish\w*|quash\w*|scotch\w*"
    r"|gerucht\w*|falsch\w*|dementi\w*|unsinn|bestreit\w*|nicht|kein\w*|angeblich\w*|wehrt"
    r"|rumeurs?|faux|fausse\w*|infox|dement\w*|non|pas|intox|canular|aucune?"
    r"|rumor\w*|bulos?|fals[oaei]s?|desmient\w*|desmint\w*|niega\w*|sin|mentira"
    r"|voci|smenti\w*|bufal[ae]|nega\w*|nessun\w*|boatos?|desment\w*|nao|nenhum\w*|sem"
    r"|onzin|geen|niet|ontken\w*|nepnieuws|ontkracht\w*|rykt\w*|inte|ingen|inga|inget|falsk\w*"
    r"|forneka\w*|bluff\w*|pasta\w*|uppges|tillbakavisa\w*|avfarda\w*)\b|[?\"“”„«»:]"
    r"|(?<!\w)['‘]"
)


def called_untrue(story: Story) -> str | None:
    """Say that the first sentences call a rumour what a story's headline tells as so."""
    headline = story.title
    if len(story.folded) - story.body_at < _SHORTEST_BODY or _OPEN.search(headline):
        return None
    words = topic_words(headline)
    before = 0
    for start, end in islice(story.sentences(story.body_at), _LEAD):
        sentence = story.folded[start:end]
        named = sum(word in sentence for word in words)
        if named >= _FEWEST and _DENIED.search(sentence):
            return None if _denies_it_too(story) else _UNTRUE_THERE
        dismissed = _DISMISSED.search(sentence) if named or before else None
        if dismissed:
            of_what = _OF_WHAT.match(sentence, dismissed.end())
            clause = sentence[: of_what.end() if of_what else dismissed.end()]
            told = sum(word in clause for word in words)
            if told >= _FEWEST or (
                before + told and _is_of_a_side(story, clause[dismissed.end() :])
            ):
                return None if _denies_it_too(story) else _UNTRUE_THERE
        before = named
    return None


_UNTRUE_THERE = "The text calls a rumour or untrue what the headline tells as so."


def _denies_it_too(story: Story) -> bool:
    """Tell a headline that says what the denial does: that she stays, that it stays open."""
    words = words_of_title(story.title, story.language)
    return any(side_of(word.group) in _STAYS for word in words)


_OF_WHAT = re.compile(r"[^.,;:\"“„«]{0,80}")
"""Behind a rumour, what it is of."""


def _is_of_a_side(story: Story, of_what: str) -> bool:
    """Tell a rumour of what the headline says, in whatever words: that somebody goes."""
    said = {side_of(word.group) for word in words_of_title(story.title, story.language)}
    told = words_of_senses(of_what, story.language)
    return any(side_of(word.group) in said & AGAINST.keys() for word in told)
