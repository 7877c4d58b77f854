"""Pure: years that are a thing's, not somebody's: "a 17-year-old cold case unit".

And names that are a place's: German writes the station of a town as it writes somebody.
"""

from __future__ import annotations

import re

from services.moderation.story import Story

_NO_PERSON_NEXT = (
    r"(?=[,.;:)]|$| (?:founded|formed|set up|run|which|that|of|has|had|have|was|were|is|are"
    r"|in|at|on|by|for|from|to|and|with|when|whose|der|die|das|hat|hatte|war|wurde|ist|im"
    r"|mit|aus|und|von|dat|is|had|heeft|werd|van|met|en|op|uit)\b)"
)
_WORD = (
    # what a 15-year-old did to a car stands behind a verb
    r"(?: (?!(?:an?|the|his|her|their|this|that|in|on|at|of|from|to|by|for|with|and|or|was|is"
    r"|had|has|who|whose|drove|stole|took|rode|hit|left|ran|got|saw|broke|set|led|fled|made"
    r"|told|lost|won|quit|[a-z]+ed|[a-z]+s) )[a-z-]+)"
)
_AHEAD = re.compile(
    rf"(?:{_WORD}{{0,3}} (?:units?|squad|task force|charity|scheme|programme|program|project"
    r"|company|firm|agency|database|archive|investigation|inquiry|feud|dispute|policy"
    r"|contract)"
    rf"|{_WORD}? (?:law|ban|marriage|car|van|truck|lorry|ferry|boat|ship|bus|train|tram"
    r"|aircraft|plane|helicopter|bridge|building|house|machine|whisky|laptop|computer)"
    r"| (?:\w*einheit|\w*verein|\w*firma|\w*stiftung|\w*projekt|\w*programm|\w*wagen|auto"
    r"|schiff|haus|gebaude|gesetz|streit|ehe|\w*akte|eenheid|stichting|bedrijf|project"
    rf"|vrachtwagen|schip|wet|gebouw|dossier|huis|onderzoek)){_NO_PERSON_NEXT}"
)
_BEHIND = re.compile(
    r"\b(?:unite|brigade|association|entreprise|societe|voiture|camion|camionnette|bateau"
    r"|batiment|maison|enquete|affaire|dossier|loi|contrat|programme|projet|unidad|asociacion"
    r"|empresa|coche|furgoneta|camion|barco|edificio|casa|expediente|ley|contrato|programa"
    r"|proyecto|unita|associazione|azienda|impresa|auto|furgone|nave|casa|inchiesta|legge"
    r"|contratto|progetto|unidade|associacao|carro|carrinha|navio|predio|inquerito|lei"
    r"|projeto)(?: (?:vieille?|vieux|vecchi[oa]|velh[oa]|com|con|avec))? $"
)
"""Before "de 17 ans"; in English, German and Dutch the thing comes behind."""
_BESIDE = 34


_THAN = re.compile(
    r" (?:older|younger|ouder|jonger|oudere|jongere|junger\w*|plus (?:age|agee|jeune|vieux"
    r"|vieille)\b|mayor\b|menor(?! de edad)\b|mas (?:joven|viej[oa])\b|piu (?:grande|giovane"
    r"|vecchi[oa]|piccol[oa])\b|mais (?:velh[oa]|nov[oa])\b)"
)
_OF_YEARS = re.compile(
    r" d(?:e |i |')(?:silenc\w+|silenzio|travail|trabajo|lavoro|trabalho|mariage|matrimonio"
    r"|casamento|vie|vida|vita|espera|attente|attesa|lutte|lucha|lotta|luta|procedure|service)\b"
)
"""What lasted so many years."""
_DAYS = re.compile(
    r"(?:segunda|terca|quarta|quinta|sexta|feira|sabado|domingo|lunes|martes|miercoles|jueves"
    r"|viernes|dia) \($"
)
"""Before a day of the month, as Brazil's papers have it: "nesta terça-feira (14)"."""
_ELDER = re.compile(r"(?:jahre altere\w*|jaar oudere)$")
"""Years between two people: "his five years older colleague"."""


def is_of_a_thing(signs: str, start: int, end: int) -> bool:
    """Tell whether an age stands beside what has years and is nobody, or between two people."""
    if (
        _THAN.match(signs, end)
        or _OF_YEARS.match(signs, end)
        or _ELDER.search(signs, start, end)
    ):
        return True
    if signs.startswith(")", end) and _DAYS.search(signs, max(start - _BESIDE, 0), start):
        return True
    if _BEHIND.search(signs, max(start - _BESIDE, 0), start):
        return True
    return signs.endswith(_OLD, start, end) and _AHEAD.match(signs, end) is not None


_OLD = ("old", "jahrige", "jahriger", "jahriges", "jahrigen", "jahrigem", "jarig", "jarige")


_PLACE_OF = re.compile(r"[^ ]+ von [^ ]+")
_WITH_ARTICLE = re.compile(
    r"\b(?:am|im|vom|zum|zur|beim|der|die|das|dem|den|des|eine?[mnrs]?) $"
)


def is_of_a_place(story: Story, name: str, start: int) -> bool:
    """Tell "am Busbahnhof von Garmsen" from "Ursula von Garmsen"."""
    return (
        story.language == "de"
        and _PLACE_OF.fullmatch(name) is not None
        and _WITH_ARTICLE.search(story.folded, max(start - 8, 0), start) is not None
    )
