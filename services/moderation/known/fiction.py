"""Pure: what is told of nobody alive: stages, pitches, novels, and days long gone."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection
from functools import lru_cache

from services.moderation import people
from services.moderation.lexicon import Hit
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
    r"|costruit[oa]|criad[oa]|aberto|aberta|opgericht|gesticht|sinds|gebouwd|geopend|dates?"
    r"|stammt|stammen|dat(?:e|ent|ait) d[ue]s?|data (?:del|do|da)|risal\w+|dateert|stammar)\b"
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


_CRIME = (
    r"(?:crimes?|criminal\w*|criminel\w*|foul play|offences?|abduct\w*|kidnap\w*|violence"
    r"|(?:straf|gewalt)tat\w*|verbrechens?|fremdverschulden|gewalt\w*|entfuhrung|delits?"
    r"|enlevement|violences|delitos?|secuestro|violencia|reat[oi]|crimin[ei]|rapimento"
    r"|sequestro|violenza|rapto|mao criminosa|misdrij[fv]\w*|misdaad|geweld|ontvoering)"
)
_NO_CRIME = re.compile(
    rf"\bno (?:sign|indication|evidence|suggestion|suspicion)s? [^.;]{{0,50}}\b{_CRIME}\b"
    rf"|\b(?:rul\w+ out|not suspect\w*|not treat\w+ [^.;]{{0,30}}as) (?:an? |any )?{_CRIME}\b"
    rf"|\bkeine(?:rlei)? (?:hinweise|anzeichen|anhaltspunkte|spuren) [^.;]{{0,30}}{_CRIME}\b"
    rf"|\b(?:hinweise|anzeichen|anhaltspunkte) auf (?:eine? )?{_CRIME}\b"
    r"[^.;]{0,70}\b(?:nicht|keine)\b"
    rf"|\b{_CRIME} (?:wird |werde |gilt )?(?:[\w ]{{0,25}})(?:ausgeschlossen|schliess\w+)\b"
    rf"|\b(?:rien|aucun\w*) [^.;]{{0,60}}\b{_CRIME}\b"
    rf"|\bpiste {_CRIME} [^.;]{{0,20}}(?:ecart|exclu)"
    rf"|\b(?:ecart|exclu)\w+ [^.;]{{0,20}}piste {_CRIME}\b"
    rf"|\b(?:no hay|sin|nao ha|sem) (?:\w+ )?(?:indicios?|senales|sinais|pruebas|provas|signos)"
    rf" [^.;]{{0,40}}\b{_CRIME}\b"
    rf"|\b(?:descart|afast|exclu|esclud)\w* [^.;]{{0,40}}\b{_CRIME}\b"
    rf"|\b(?:non (?:ci|vi) sono|nessun\w*) (?:elementi?|indizi\w?|segni|segnali|segno)"
    rf" [^.;]{{0,60}}\b{_CRIME}\b"
    rf"|\bgeen (?:\w+ )?(?:aanwijzing\w*|sporen|tekenen|sprake) [^.;]{{0,40}}\b{_CRIME}\b"
    rf"|\bnicht von (?:einer? |einem )?{_CRIME}\b|\bniet (?:uit )?van (?:een )?{_CRIME}\b"
    rf"|\b{_CRIME} (?:is |wordt )?uitgesloten\b"
)


def is_no_crime(story: Story) -> bool:
    """Tell a story that speaks of a crime only to say that there was none: a child is lost."""
    sentences = dict.fromkeys(story.sentence(hit.start) for hit in story.hits("crime.story"))
    return bool(sentences) and all(
        _NO_CRIME.search(story.folded, start, end) for start, end in sentences
    )


_CALLED = re.compile(
    # let us call her §; appelons-la §; laten we haar § noemen
    r"\b(?:call (?:her|him|them)|nennen wir (?:sie|ihn)|wir nennen (?:sie|ihn)(?: hier)?"
    r"|(?:appelons|nommons)-l[ae]|l'appeller(?:ons|a)|llamemosl[aeo]|l[aeo] llamaremos"
    r"|l[ao] chiameremo|chiamiamol[ao]|chamemo(?:s-lhe|-la)|vamos chamar-lhe|vamos chama-la"
    r"|chamar-lhe-emos|laten we (?:haar|hem)|(?:we noemen|noemen we) (?:haar|hem))(?: hier"
    r"|,)? $"
)
_RENAMED = re.compile(
    r",? ?\(?(?:(?:the|il|le|el|der|her|which|that|what|was|das|wie|ce qui|que|che|o que"
    r"|dat|wat|en|and|ein|un"
    r"|una|um|een|an?)"
    r" ){0,3}(?:is |ist |n'est |es |e |c'est )?(?:not (?:her|his|their) (?:real|actual|own)"
    r"|pseudonym|invented name|(?:name|nom|prenom|nombre|nome|naam)"
    r" (?:von der redaktion )?(?:e |ist |is |est |es |foi |a ete |has been )?(?:geandert"
    r"|changed|modifie|change|fictif|ficticio|supuesto|cambiado"
    r"|di fantasia|fittizio|alterado|trocado|gefingeerd|veranderd)|(?:nom|prenom)s? d'emprunt"
    r"|erfundener name|nicht ihr|pas son vrai|no es su|non e il suo|nao e o seu|niet haar"
    r"|gefingeerde naam)\b"
)
_LOOK_BACK = 40


def is_renamed(story: Story, start: int, end: int) -> bool:
    """Tell whether the copy says of a name that it made it up.

    A note of its own, at the foot, is about whomever the copy keeps: "names have been changed".
    """
    hits = story.hits("people.renamed")
    if not hits:
        return False
    before = max(start - _LOOK_BACK, 0)
    if _CALLED.search(story.folded, before, start) or _RENAMED.match(story.folded, end):
        return True
    return any(_is_note(story, hit) for hit in hits)


_CALLS = re.compile(r"call|nennen|appel|nommons|llam|chiam|cham|noem")


def _is_note(story: Story, hit: Hit) -> bool:
    """Tell a note of its own from what stands beside one name."""
    start, end = story.sentence(hit.start)
    before = story.folded[max(hit.start - 6, 0) : hit.start].rstrip(" (*[")
    if before.endswith((".", "!", "?")):
        return True
    if _CALLS.search(story.folded, hit.start, hit.end) or end - start > _LONGEST_NOTE:
        return False
    return (
        _RENAMED.match(story.folded, hit.start - 1) is None
        or not people.read(story, start, end).people
    )


_LONGEST_NOTE = 120


_UNCONNECTED = re.compile(
    r"\b(?:no|not|nor|any|out|without) (?:\w+ ){0,3}(?:connect(?:ion|ed)|link(?:ed|s)?)\b"
    r"|\bun(?:connected|related|linked)\b"
    r"|\b(?:kein\w*|nicht) (?:\w+ ){0,4}(?:zusammenhang|verbindung)\b"
    r"|(?<!im )(?<!in )\bzusammenhang [^.;]{0,80}\b(?:nicht|ausgeschlossen"
    r"|schliess\w+)\b"
    r"|\b(?:aucun|sans|exclu\w*|ecart\w*|pas de|n'a pas de) (?:\w+ ){0,2}(?:lien|rapport)\b"
    r"|\b(?:ninguna?|sin|descarta\w*|no (?:hay|tiene|guarda)) (?:\w+ ){0,2}(?:relacion"
    r"|vinculo|conexion)\b"
    r"|\b(?:nessun|esclu\w+|non (?:ci sono|c'e|ha)) (?:\w+ ){0,2}(?:collegament[oi]"
    r"|legam[ei])\b"
    r"|\b(?:nenhuma?|sem|descarta\w*|afasta\w*|exclu\w+|nao (?:ha"
    r"|tem)) (?:\w+ ){0,2}(?:ligac\w+|relac\w+)\b"
    r"|\bgeen (?:\w+ ){0,2}(?:verband|relatie|link)\b|\blos van\b|\bniet in verband\b"
)


_TIES = (
    *(
        "connect",
        "link",
        "related",
        "zusammenhang",
        "verbindung",
        " lien",
        "rapport",
        "relacion",
    ),
    *("vinculo", "conexion", "collegament", "legam", "ligac", "relac", "verband", "relatie"),
    "los van",
)


def is_unconnected(story: Story, start: int, end: int) -> bool:
    """Tell a sentence that names other deeds to say that this has nothing to do with them."""
    told = story.folded[start:end]
    return any(tie in told for tie in _TIES) and _UNCONNECTED.search(told) is not None
