"""Pure: a headline that tells as so what its text's start calls a rumour or untrue."""

from __future__ import annotations

import re
from itertools import islice

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
    for start, end in islice(story.sentences(story.body_at), _LEAD):
        sentence = story.folded[start:end]
        if _DENIED.search(sentence) and sum(word in sentence for word in words) >= _FEWEST:
            return "The text calls a rumour or untrue what the headline tells as so."
    return None
