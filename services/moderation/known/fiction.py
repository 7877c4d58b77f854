"""Pure: what is told of nobody alive: stages, pitches, novels, and days long gone."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection
from functools import lru_cache

from services.moderation.story import Story

_LONG_AGO = re.compile(
    r"(?<![$£€] )(?<![$£€])\b(?:1[0-8]\d\d|19[0-3]\d)\b(?![:.,]?\d)"
    r"(?! (?:euro|dollar|pound|people"
    r"|person|mensch|met(?:re|er|ro)|m\b|km|officer|kron|libra|livre|leute|gens|agent|polic|uhr"
    r"|hours|mann|menn|vot|hect|hekt|kilo|kg|gram|tonn|case|fall|caso|cas\b|pill|tablet|time))"
    r"|\b1[0-9]th[ -]centur|\b(?:medieval|victorian) "
    r"|\b1[0-9]\. jahrhundert|\b[xvi]{2,5}e siecle|\bsiglo x[vi]+\b|\bsecolo x[vi]+\b"
    r"|\bseculo x[vi]+\b|\b1[0-9]e eeuw|\b1[0-8]00-talet"
)
_OLD_TIME = re.compile(
    r"1[0-9](?:\d\d|th|\. j|e e)|medieval|victorian|e siecle|siglo x|secolo x|seculo x"
)
_LATELY = re.compile(r"\b(?:19[5-9]\d|20\d\d)\b")
_BEFORE_YEAR = 40
_FOUNDED = re.compile(
    r"\b(?:found(?:ed|ing)|established|set up|opened|since|built|dating|seit|gegrundet\w*"
    r"|grundung|eroffnet\w*|erbaut\w*|fonde\w*|creee?s?|depuis|construite?s?|ouverte?"
    r"|datant"
    r"|fundad[oa]s?|cread[oa]s?|desde|construid[oa]s?|abiert[oa]|fondat[oaie]|nat[oa]|apert[oa]"
    r"|costruit[oa]|criad[oa]|aberto|aberta|opgericht|gesticht|sinds|gebouwd|geopend)\b"
    r"[^.;:]{0,32}$"
)
"""What a firm or house tells of its age says nothing of when a thing was done there."""
_ENOUGH = 2
"""Words of a stage or pitch that make a story one about it."""


@lru_cache(maxsize=8)
def _old_times(story: Story) -> list[int]:
    """Give where a time before living memory may be told: most stories tell none."""
    return [match.start() for match in _OLD_TIME.finditer(story.folded)]


def is_long_ago(story: Story, place: int) -> bool:
    """Tell whether the sentence at a place, or one beside it, is set before living memory."""
    start, end = story.sentence(place)
    first, last = story.around(place)
    old = _old_times(story)
    if bisect_left(old, first) == bisect_left(old, last):
        return False
    near = story.folded[first:last]
    dated = [
        first + date.start()
        for date in _LONG_AGO.finditer(near)
        if not _FOUNDED.search(near, max(date.start() - _BEFORE_YEAR, 0), date.start())
    ]
    return bool(dated) and (
        any(start <= date < end for date in dated) or not _LATELY.search(near)
    )


def is_played(story: Story, stretches: Collection[tuple[int, int]]) -> bool:
    """Tell a story of sport, music, games or the stage: words of crime there are figures.

    Where police or a court has a part in it, they are meant as they stand.
    """
    if not stretches:
        return False
    words = {
        story.folded[hit.start : hit.end]
        for start, end in stretches
        for hit in story.between("crime.play", start, end)
    }
    return len(words) >= _ENOUGH and not story.has("crime.justice")


_WORK = re.compile(
    r"\b(?:stage play|on stage|the play|comedy|theat(?:re|er)|musical|operetta|drama group"
    r"|farce|premiere|novel|films?|movie|auf d(?:ie|er) buhne|kom[oö]die|schwank|schauspiel\w*"
    r"|lustspiel|theaterstuck|roman|piece de theatre|sur scene|comedie|comedien\w*|troupe|livre"
    r"|obra de teatro|sobre el escenario|comedia|teatro|novela|pelicula|reparto|sainete|libro"
    r"|in scena|pezzo teatrale|romanzo|commedia|spettacolo|farsa|peca(?: de teatro)?|em cena"
    r"|romance|filme|toneel\w*|komedie|klucht|voorstelling|boek)\b|theater"
)


def is_of_a_work(story: Story) -> bool:
    """Tell copy that speaks of a play, a film or a book, whose words may be a character's."""
    return _WORK.search(story.folded) is not None


def is_character(story: Story, start: int, end: int) -> bool:
    """Tell whether a sentence is about somebody made up: a novel's heroine, an opera's king."""
    return any(
        _LAST_ACT.match(story.folded, hit.start) is None
        for hit in story.between("crime.character", start, end)
    )


_LAST_ACT = re.compile(
    r"(?:in |im |dans |en |nel |no |in het )?(?:(?:the|l'|le|el|il|o|de) )?(?:final|last"
    r"|letzte\w*"
    r"|dernier|ultimo|laatste) (?:act|akt|acte|acto|atto|ato|akte)"
    r" (?:of|der|des|de|d'|di|da|van) (?!the (?:play|opera|drama))"
)
"""What somebody did last, and not a part of a play: "a final act of freedom"."""


_SEIZED = re.compile(
    r"\b(?:police (?:said|are|arrested|have)|jailed|sentenced|pleaded|jugendgericht"
    r"|tribunal pour enfants|juge des enfants|tribunale per i minorenni|tribunal de familia"
    r"|gardai|officers|detectives|youth court|guardia civil|policia|gendarm\w+|kinderrechter"
    r"|tribunal de menores|juzgado de menores|jugendrichter\w*|arrested|custody|remanded"
    r"|detained|festgenommen|haft|polizeisprecher\w*|interpelle\w*|garde a vue|ecroue\w*"
    r"|mis en examen|detuvo|detenid\w+|arrestat\w+|fermat\w+|carabinieri|detid\w+"
    r"|apreendid\w+|deteve|aangehouden|opgepakt|politie)\b"
)


def is_staged(story: Story) -> bool:
    """Tell a story of a trial or crime that is played, where nobody is seized in earnest."""
    return story.has("crime.staged") and not _SEIZED.search(story.folded)


_STAGE = re.compile(
    r"\b(?:tenors?|sopranos?|baritones?|mezzo\w*|libretto|arias?|encores?|curtain calls?"
    r"|orchestra|opera|sopranistin|bariton\w*|arien?|regisseur\w*|inszenierung|orchester|oper"
    r"|vorhang|tenore?s?|barytons?|orchestre|mise en scene|metteu\w+ en scene|livret"
    r"|chef d'orchestre|orchestra|regista|regia|(?:primo|secondo|terzo|quarto|ultimo) atto"
    r"|si replica|fuori scena|baritono|orquesta|libreto|director\w? de escena|telon"
    r"|(?:primer|segundo|tercer|ultimo) acto|encenador\w*|encenacao|orquestra"
    r"|(?:primeiro|segundo|terceiro|ultimo) ato|sopraan|orkest|dirigent\w*"
    r"|(?:eerste|tweede|derde|laatste) akte|(?:ersten|zweiten|dritten|letzten) akt"
    r"|(?:first|second|third|last|final) act|(?:premier|deuxieme|troisieme|dernier) acte"
    r"|massenet|puccini|verdi|wagner|shakespeare|ibsen|tchaikovsky|janacek|shostakovich)\b"
)
_MOURNED = re.compile(
    r"\b(?:polic\w+|coroner|inquest|found (?:dead|hanged)|funeral|mourn\w*|tributes?|obituary"
    r"|aged"
    r"|polizei|leiche|trauer\w*|beerdigung|nachruf|witwe|parquet|obseques|deuil|hommages?"
    r"|enquete"
    r"|cadaver|duelo|luto|viuda|velatorio|investig\w+|procura|carabinieri|lutto|cordoglio"
    r"|funerali"
    r"|vedova|polizia|velorio|viuva|politie|rouw\w*|uitvaart|weduwe|nabestaanden)\b"
)
_OF_A_REVIEW = 3
"""Different words of an opera or a play after which a story is a review of one."""


def is_reviewed(story: Story) -> bool:
    """Tell a review of an opera or a play, in which nobody died in earnest."""
    said = {match[0] for match in _STAGE.finditer(story.folded)}
    return len(said) >= _OF_A_REVIEW and _MOURNED.search(story.folded) is None
