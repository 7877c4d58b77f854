"""Pure: how copy says that somebody took their life, in any order or without the word."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from services.moderation.known import fiction
from services.moderation.lexicon import Hit
from services.moderation.story import Story

_MOST = 40
_THEMSELVES = {
    "de": re.compile(
        r"\bsich\b(?:(?!\b(?:und|oder|wurden?|worden|von|gegenseitig)\b)[^.,;:]){1,90}"
        r"\b(?:erschossen|erhangt|umgebracht|vergiftet|getotet|das leben genommen|ertrankt"
        r"|verbrannt|in den tod gesturzt|in (?:den kopf|den mund|die schlafe|die brust)"
        r" geschossen)\b"
        r"|\b(?:erschie(?:ss|ß)t|erschoss|erhangt|erhangte|ertrankte?|totete?|vergiftete?)"
        r" sich\b(?! gegenseitig)"
        r"|\b(?:schie(?:ss|ß)t|schoss|jagt|jagte) sich (?:\w+ ){0,5}?(?:in den kopf"
        r"|in die schlafe|in die brust|ins herz|kugel)\b"
    ),
    "fr": re.compile(
        r"\bs(?:e |'est |e sont )(?:tire\w*|loge\w*) (?:\w+ ){0,2}?(?:balle|dans la tete"
        r"|dans la tempe|dans la bouche)\b|\bse (?:suicide|pend|donnent? la mort)\b"
    ),
    "es": re.compile(
        r"\bse (?:disparo|dispara|descerrajo|pego|pega) (?:\w+ ){0,4}?(?:tiro|en la cabeza"
        r"|en la sien|en el pecho|en la boca)\b"
    ),
    "it": re.compile(
        r"\bsi (?:e )?(?:spara|sparat[oa]|esplos[oa]) (?:\w+ ){0,3}?(?:alla testa|alla tempia"
        r"|in bocca|al petto|un colpo)\b"
    ),
    "pt": re.compile(
        r"\b(?:da|deu|disparou) (?:\w+ ){0,2}?(?:tiro|contra) (?:\w+ ){0,2}?(?:si propri[oa]"
        r"|si mesm[oa]|(?:n[ao] )?propri[oa] (?:cabeca|peito|boca))\b"
    ),
    "nl": re.compile(
        r"\bzich(?:zelf)?\b(?:(?!\b(?:en|of|werd|werden|door)\b)[^.,;:]){1,90}"
        r"\b(?:doodgeschoten|verhangen|opgehangen|verdronken|vergiftigd"
        r"|van het leven beroofd|omgebracht)\b"
        r"|\b(?:schiet|schoot|hangt|hing|verhangt|verhing|vergiftigt|vergiftigde|verdronk"
        r"|verdrinkt) zich(?:zelf)?\b(?! op\b| in de voet\b)"
    ),
}
"""What people do to themselves, in any tense and order; English keeps the words together."""
_BEFORE_TRAINS = {
    "en": re.compile(
        r"\b(?:jump|leap|leapt|threw (?:him|her)self|throw (?:him|her)self"
        r"|throws (?:him|her)self)(?:s|ed|t|ing)? (?:\w+ ){0,2}?"
        r"(?:in front of|into the path of|under|before) (?:the |an? )?"
        r"(?:[\w.:'-]+ ){0,4}?(?:train|express|tube)\b"
    ),
    "de": re.compile(
        r"\b(?:sprang|springt|warf sich|wirft sich|sturzte sich|sturzt sich|legte sich"
        r"|legt sich) (?:\w+ ){0,4}?vor (?:(?:den|einen|die|eine) )?"
        r"[\w.-]*(?:zug|bahn|express|ice)\b"
        r"|\bvor (?:den|einen|die|eine) [\w.-]*(?:zug|bahn|express|ice)\b[^.;:!?]{0,40}"
        r"\b(?:sprang|gesprungen|warf|geworfen|gelegt)\b"
    ),
    "fr": re.compile(
        r"\bs(?:e |'est )(?:jet\w+|precipit\w+|lance\w*) (?:\w+ ){0,2}?(?:sous|devant) "
        r"(?:un |le |la |les |l')?(?:[\w.-]+ ){0,2}?(?:train|ter|tgv|rer|metro)\b"
    ),
    "es": re.compile(
        r"\bse (?:arroj[ao]|lanz[ao]|tir[ao]) [^.;:!?]{0,30}\b(?:tren|vias|metro)\b"
    ),
    "it": re.compile(
        r"\bsi (?:e )?(?:butta(?:t[oa])?|getta(?:t[oa])?|lancia(?:t[oa])?) [^.;:!?]{0,30}"
        r"\b(?:treno|binari|metro)\b"
    ),
    "pt": re.compile(
        r"\b(?:(?:atir|lanc|jog)(?:ou|a)-se|se (?:atir|lanc|jog)(?:ou|a)) [^.;:!?]{0,30}"
        r"\b(?:comboio|trem|metro|trilhos|carris)\b"
    ),
    "nl": re.compile(
        r"\b(?:sprong|springt|stapte|stapt|wierp zich|werpt zich|gooide zich|gooit zich)"
        r" (?:\w+ ){0,4}?voor (?:(?:de|een) )?(?:[\w-]+ )?\w*(?:trein|intercity|sprinter"
        r"|metro)\b(?! (?:vertrok|reed|stopte|uit|in|aankwam|kwam|arriveerde)\b)"
        r"|\bvoor (?:de|een) (?:[\w-]+ )?\w*(?:trein|intercity|sprinter|metro)\b"
        r"[^.;:!?]{0,40}\b(?:sprong|gesprongen|wierp|geworpen)\b"
    ),
}
"""Who goes before a train of their own will, by language."""
_OFFERED = (
    r"(?:struggling|in despair|in distress|round the clock|day (?:or|and) night|at any hour"
    r"|free(?:phone)?|kostenlos\w*|kostenfrei\w*|rund um die uhr|anonym\w*|gratuit\w*"
    r"|jour et nuit|24 h\w*|anonim\w*|gratis|dia y noche|giorno e notte|dia e noite"
    r"|dag en nacht|dygnet runt)"
)
_NUMBER = r"\d{3}[ /-]?\d{2}"
_HELP = re.compile(
    rf"\b{_OFFERED}\b[^.;!?]{{0,120}}{_NUMBER}|{_NUMBER}[^.;!?]{{0,60}}\b{_OFFERED}\b"
)
"""A number that is offered to whoever needs it."""


_NEEDED = {
    "de": (
        *("schoss", "schiess", "schießt", "erhang", "bracht", "vergift", "totet"),
        *("leben genommen", "ertrank", "verbrannt", "den tod", "jagt"),
    ),
    "fr": (" balle", "se suicide", "se pend", "se donne", "dans la te"),
    "es": (" tiro", "la cabeza", "la sien", "el pecho", "la boca"),
    "it": ("alla testa", "alla tempia", "in bocca", "al petto", "un colpo"),
    "pt": (" tiro ", "disparou contra"),
    "nl": (" zich",),
}
_GOES = {
    "en": ("jump", "leap", "threw", "throw"),
    "de": ("spr", "warf", "wirft", "sturzt", "legt", "geworfen"),
    "fr": ("jet", "precipit", "lance"),
    "es": ("arroj", "lanz", "tira ", "tiro "),
    "it": ("butta", "getta", "lancia"),
    "pt": ("atir", "lanc", "jog"),
    "nl": ("spr", "stapt", "wierp", "werpt", "gooi"),
}
"""What a text must have before its patterns are tried: most have none of it."""


def acts(story: Story) -> list[Hit]:
    """Find what somebody did to themselves, where the words for it stand apart."""
    found: list[Hit] = []
    if _has(story, _NEEDED):
        found += story.parted(_THEMSELVES, "suicide.act", _MOST)
    if story.has("suicide.wheels") and _has(story, _GOES):
        found += story.parted(_BEFORE_TRAINS, "suicide.act", _MOST)
    return found


def _has(story: Story, words: Mapping[str, Sequence[str]]) -> bool:
    return any(word in story.folded for word in words.get(story.language, ()))


def before_trains(story: Story) -> list[Hit]:
    """Find before which wheels somebody went: a method."""
    return story.parted(_TRAIN, "suicide.method", _MOST)


def offers_help(story: Story) -> bool:
    """Tell copy that gives a number for whoever needs to talk."""
    return _HELP.search(story.folded) is not None


_HEIGHT = {
    "en": re.compile(
        r"\b(?:jump|leap|leapt|threw|throw|step|plunge|fell|fall|drop"
        r"|climb)\w* [^.;]{0,60}?\b(?:from|off|over"
        r"|out of|to) (?:[\w'-]+ ){0,5}?(?:roof|rooftop|bridge|viaduct|balcony|window|tower"
        r"|cliffs?|ledge|railings?"
        r"|parapet|storey|floor|car park|block)\b"
    ),
    "de": re.compile(
        r"\b(?:sprang|springt|sturzte|sturzt|kletterte|stieg|fiel) [^.;]{0,60}?\b(?:von|vom"
        r"|aus|uber|auf) (?:[\w-]+ ){0,4}?"
        r"(?:dach\w*|\w*brucke|balkon\w*|fenster\w*|turm\w*|klippe\w*|gelander\w*|brustung"
        r"|stock\w*|hochhaus\w*)\b"
    ),
    "fr": re.compile(
        r"\b(?:saute|sautait|jete\w*|precipite\w*|tombe\w*|enjambe|bascule"
        r"|monte\w*) [^.;]{0,60}?\b(?:du|de|d'un\w*|par|sur|dans"
        r"|le|la) ?(?:[\w'-]+ ){0,4}?(?:toit|pont|viaduc|balcon|fenetre|tour|falaise|parapet"
        r"|etage|vide|immeuble)\b"
    ),
    "es": re.compile(
        r"\b(?:salto|salta|arrojo|lanzo|tiro|precipito|cayo|subio) [^.;]{0,60}?\b(?:desde"
        r"|del?|por|a|al) (?:[\w'-]+ ){0,4}?"
        r"(?:tejado|azotea|puente|viaducto|balcon|ventana|torre|acantilado|barandilla|piso"
        r"|planta|vacio)\b"
    ),
    "it": re.compile(
        r"\b(?:saltat[oa]|salta|lanciat[oa]|gettat[oa]|buttat[oa]|precipitat[oa]|cadut[oa]"
        r"|volat[oa]|salit[oa]) [^.;]{0,60}?"
        r"\b(?:dal|dalla|dall'|da|sul|nel|giu) ?(?:[\w'-]+ ){0,4}?(?:tetto|ponte|viadotto"
        r"|balcone|finestra|torre|scogliera"
        r"|parapetto|piano|vuoto|terrazz\w+)\b"
    ),
    "pt": re.compile(
        r"\b(?:saltou|pulou|atirou-se|lancou-se|jogou-se|precipitou-se|caiu"
        r"|subiu) [^.;]{0,60}?\b(?:d[oae]|para|pel[oa]|ao|a) "
        r"(?:[\w'-]+ ){0,4}?(?:telhado|ponte|viaduto|varanda|janela|torre|falesia|parapeito"
        r"|andar|vazio|terraco)\b"
    ),
    "nl": re.compile(
        r"\b(?:sprong|springt|stortte|viel|klom|stapte) [^.;]{0,60}?\b(?:van|vanaf|uit|over"
        r"|op) (?:[\w-]+ ){0,4}?"
        r"(?:dak|brug|viaduct|balkon|raam|toren|klif|reling|verdieping|flat)\b"
    ),
    "sv": re.compile(
        r"\b(?:hoppa\w*|kasta\w*|foll|fallit|klattrade|klev|slangde) [^.;]{0,60}?\b(?:fran"
        r"|ut|over|upp pa) (?:[\w-]+ ){0,4}?"
        r"(?:tak\w*|bro|bron|\w+bron|balkong\w*|fonst\w+|torn\w*|klipp\w+|racke\w*|vaning\w*)\b"
    ),
}
"""From where people fall, with what may stand between, by language."""


_TRAIN = {
    "en": re.compile(
        r"\b(?:step|stepp|walk|jump|leap|leapt|threw (?:him|her)self|lay|laid)(?:s|ed|t)?"
        r" (?:out |down )?(?:in front of|into the path of|under|before) (?:the |an? "
        r"|his |her )?"
        r"(?:[\w.:'-]+ ){0,4}?(?:train|express|tram|lorry|truck|tube|metro)\b"
        r"|\b(?:train|express|tram|tube)\b[^.;]{0,60}\b(?:step|walk|jump|leap|leapt|lay|laid)"
        r"(?:s|ed|ped|t)? (?:out |down )?(?:in front of|into the path of|under|before) it\b"
    ),
    "de": re.compile(
        r"\bvor (?:den|einen|die|eine) [\w.-]*(?:zug|bahn|express|ice|tram|lkw|lastwagen)\b"
        r"[^.;:!?]{0,40}\b(?:getreten|gesprungen|gelaufen|gestellt|geworfen|gelegt)\b"
        r"|\b(?:trat|sprang|warf sich|legte sich|stellte sich) vor (?:den|einen|die|eine)"
        r" [\w.-]*(?:zug|bahn|express|ice|tram|lkw|lastwagen)\b"
        r"|(?:zug|bahn|express|ice)\b[^.;]{0,60}\b(?:trat|sprang|lief|stellte sich|warf sich)"
        r" (?:davor|vor ihn|darunter)\b"
    ),
    "fr": re.compile(
        r"\b(?:jetee? sous|jetee? devant|saute devant|couchee? devant|allongee? sur)\b"
        r"[^.;:!?]{0,30}\b(?:train|ter|tgv|rer|metro|tramway|rails|voies?|camion)\b"
    ),
    "es": re.compile(
        r"\b(?:arrojo|lanzo|tiro|salto|tumbo)\b[^.;:!?]{0,40}\b(?:tren|vias?|metro|tranvia"
        r"|camion)\b"
    ),
    "it": re.compile(
        r"\b(?:buttat|gettat|lanciat|sdraiat)[oa]\b[^.;:!?]{0,30}\b(?:treno|binari|metro"
        r"|tram|camion)\b"
    ),
    "pt": re.compile(
        r"\b(?:atirou|lancou|jogou|deitou)-se\b[^.;:!?]{0,40}\b(?:comboio|trem|linha|metro"
        r"|trilhos|carris|camiao)\b"
    ),
    "nl": re.compile(
        r"\bvoor (?:de|een) (?:[\w-]+ )?\w*(?:trein|intercity|sprinter|metro|tram"
        r"|vrachtwagen)\b[^.;:!?]{0,40}\b(?:gestapt|gesprongen|gelopen|gaan staan|geworpen)\b"
        r"|\b(?:stapte|sprong|liep|wierp zich) voor (?:de |een )?\w*(?:trein|intercity|sprinter"
        r"|metro|tram)\b(?! (?:vertrok|reed|stopte|uit|in)\b)"
    ),
}
"""Before which wheels somebody went, by language."""


def indirect(story: Story) -> list[Hit]:
    """Find ways of dying told without the word, in a story that says elsewhere it was meant.

    Who jumps from flames, out of an aeroplane or on a stage means to live.
    """
    meant = story.has("suicide.sign")
    if meant:
        return _ways(story, meant=True)
    noted = _ways(story, meant=False) if story.has("suicide.note") else []
    return noted or _leaps(story)


def _ways(story: Story, *, meant: bool) -> list[Hit]:
    ways = [
        *story.hits("suicide.way")[:_MOST],
        *story.parted(_HEIGHT, "suicide.way", _MOST),
        *story.parted(_TRAIN, "suicide.way", _MOST),
    ]
    return [
        hit
        for hit in ways
        if (meant or story.within("suicide.note", *story.around(hit.start)))
        and not story.within("suicide.escape", *story.around(hit.start))
    ]


_HIGH = re.compile(
    r"(?:\broof\w*|bridge|viaduct|bal[ck]on|pillar|pfeiler|pilier|pilar\b|pijler|window|tower"
    r"|cliff|ledge|railing|parapet\w*|storey"
    r"|floor\b|car park|tower block|\bdam\b|quarry|\bdach\w*|\w*bruck\w+|fenster|\w*turm"
    r"|klippe|gelander|brustung|\w*stock\b|hochhaus|staumauer|talsperre|steinbruch|\btoit"
    r"|\bpont"
    r"\b|fenetre|\btour\b|falaise|etage|barrage|carriere|tejado|azotea|puente|ventana|\btorre"
    r"|acantilado|barandilla|piso\b|planta\b|vacio|presa\b|\barco\b|muro|cantera|tetto|ponte\b"
    r"|viadotto|finestra|scogliera|piano\b|vuoto|terrazz\w+|\bdiga\b|rupe|telhado|viaduto"
    r"|varanda|janela|falesia|andar\b|vazio|barragem|pedreira|\bdak\b|\bbrug\b|\braam\b|toren"
    r"|\bklif\b|reling|verdieping|\bflat\b|stuwdam)"
)
_LEAPS = {
    "de": re.compile(
        r"\bsich\b[^.,;:]{1,60}\b(?:von|vom|aus|uber)\b[^.,;:]{1,60}"
        r"\b(?:gesturzt|geworfen|fallen gelassen)\b"
    ),
    "nl": re.compile(
        r"\bzich(?:zelf)?\b[^.,;:]{1,60}\b(?:van|uit|over)\b[^.,;:]{1,60}"
        r"\b(?:gestort|geworpen|gegooid|laten vallen)\b"
        r"|\b(?:van|uit|vanaf)\b[^.,;:]{1,50}\bgesprongen\b"
    ),
    "sv": re.compile(r"\b(?:kastat|kastade|slangt|slangde) sig\b[^.,;:]{1,40}\b(?:fran|ut)\b"),
}
"""Leaps whose verb stands at the end, behind from what."""
_DEAD = re.compile(
    r"\b(?:died|dies|dead|death|bod(?:y|ies)|fatal|killed|tot|tote[nrm]?|tod|starb\w*|stirbt"
    r"|sterben|gestorben|meurt|meurent|muere|mueren|fallece|muore|muoiono|morre|morrem|sterft"
    r"|sterven|overlijdt|dor"
    r"|leiche\w*"
    r"|mort[aeiso]*|decede\w*|corps|muert[aeos]+|murio|murieron|fallec\w*|cuerpos?|cadaver\w*"
    r"|mori|morirono|corp[oi]|salm[ae]|decedut\w|morreu|morreram|corpos?|obito|overle\w+|dood"
    r"|omgekomen|lichaam|lichamen|stierf|stierven|dog|doda)\b"
)
_MEANT_TO_LIVE = re.compile(
    r"\b(?:fire(?! (?:service|brigade|crews?|fighters?|department|engines?))|pool|dares?|dared"
    r"|prank|tombston\w+|selfie|party|drunk\w*|drugs|quake|earthquake|bomb\w*|explosion"
    r"|collaps\w+"
    r"|terror\w*|soldiers?|ship|ferry|sinking|rope|dogs?|cats?|deer|film\w*|attack\w*|raid"
    r"|pursu\w+|chas\w+|mutprobe|betrunken|party|explosion|erdbeben|beben|bombe\w*|soldat\w*"
    r"|angriff"
    r"|piscine|pari|ivre|seisme|explosion|bombe|soldats?|attaque|piscina|balconing|apuesta"
    r"|ebri[oa]"
    r"|borrach[oa]|terremoto|bomba|soldados?|ataque|scommessa|ubriac[oa]|esplosione|soldat[oi]"
    r"|attacco|aposta|bebad[oa]|explosao|zwembad|weddenschap|dronken|feest|aardbeving|explosie"
    r"|bom|aanval)\b"
)
_AHEAD = 90
"""Signs after a leap in which stands from what."""


def _leaps(story: Story) -> list[Hit]:
    """Find deaths by a leap from on high that a story lays to somebody's grief or failure."""
    leaps = [*story.hits("suicide.leap")[:_MOST], *story.parted(_LEAPS, "suicide.leap", _MOST)]
    found = [
        hit
        for hit in leaps
        if _HIGH.search(
            story.folded,
            max(story.sentence(hit.start)[0], hit.start - _AHEAD),
            min(story.sentence(hit.start)[1], hit.end + _AHEAD),
        )
        and _is_told_dead(story, hit)
        and not story.within("suicide.escape", *story.around(hit.start))
        and not story.within("crime.fiction", *story.around(hit.start))
    ]
    meant = found and story.has("suicide.why") and not _MEANT_TO_LIVE.search(story.folded)
    return found if meant and not fiction.is_reviewed(story) else []


def _is_told_dead(story: Story, hit: Hit) -> bool:
    return bool(
        _DEAD.search(story.folded, *story.around(hit.start))
        or _DEAD.search(story.folded, 0, story.body_at)
    )
