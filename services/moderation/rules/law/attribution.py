"""A grave charge in our own voice, with nobody to answer for it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from services.moderation import lexicon, people
from services.moderation.findings import doubt
from services.moderation.known import charges, deeds, doers, fiction, spelt
from services.moderation.known.people import surnames
from services.moderation.lexicon import Hit
from services.moderation.policy import Policy
from services.moderation.story import Story
from shared.articles import Finding

_MOST_LOOKS = 40
_LONGEST_TITLE = 20
_NEXT = 12
"""Signs after a claim in which its subject may stand ("Quittungen fälschte er")."""
_SAID_OF = 260
"""Signs before a sentence in which stands who "he" is."""
_FAR = 70
"""Signs between who it is said of and what is said."""
_QUOTES = re.compile(r"[“”„«»\"]")
_SOMEBODY = re.compile(
    r"\b(?:thief|thieves|burglars?|robbers?|gunm[ae]n|someone|unknown|strangers?|diebe?|einbrecher"
    r"|voleur|ladron|ladro|ladrao|dief|inbreker|tjuv"
    r"|unbekannte[rn]?"
    r"|rauber|voleurs|cambrioleurs|inconnus|malfaiteurs|ladrones|desconocidos|atracadores|ladri"
    r"|malviventi|ignoti|rapinatori|ladroes|desconhecidos|assaltantes|dieven|inbrekers"
    r"|onbekenden"
    r"|tjuvar|okanda|criminosos|bandidos|encapuzados|delincuentes|encapuchados|malhechores"
    r"|unidentified|garningsman\w*|ranare|onbekend|nao identificad[oa]s?|no identificad[oa]s?"
    r"|(?:an?|the|ein|une?|un|una|uma?|een) (?:fox|wolf|bear|beaver|fuchs|biber|renard|loup"
    r"|zorro|lobo|oso|volpe|lupo|orso|raposa|vos))\b"
)
_IDIOM = re.compile(
    r"\s(?:(?:el|la|il|lo|o|a|le|un|una|uma|l'|de|den|het|the|a)? ?(?:ball|balon|pelota|ballon"
    r"|pallone|palla|bola|bal|boll|bollen|beso|baiser|bacio|beijo|kus|kyss|corazon\w*|coeurs?"
    r"|cuor[ei]|coracao|coracoes|protagonismo|escena|vedette|scene|victoria|victoire|vittoria"
    r"|vitoria|sieg|zege|seger|titel|titre|titulo|peloton|partido|set|puntos|points?"
    r"|minutos?|base|bases)\b"
    r"|(?:forestallningen|showen|rampljuset|festen|guldet|silvret|segern|hela kvallen"
    r"|poangen?|uppmarksamheten)\b"
    r"|a (?:pawn|rook|base|moment|nap|look|few)\b"
    r"|(?:in at|in to|in behind|in on|into the (?:lead|box|area)|ahead|clear|up on)\b"
    r"|the (?:show|spotlight|scene|ball|win|limelight|headlines|thunder)|hearts?"
    r"|(?:his|her|their|your) darlings"
    r"|from (?:the )?(?:media|press|public\w*|exposure|glare|sun)"
    r"|a (?:march|glance|kiss|win|point|goal)|points?|possession|second|third|home"
    r"|die show|la vedette|la scena|el protagonismo|o protagonismo|de show)\b"
)
_SPORT = re.compile(
    r"\b(?:goals?|match|league|penalt\w+|referee|midfield|striker|defenders?|winger"
    r"|half-time|cup|peloton|arrivee|etape|virage|sprint|etapa|meta|volata|tappa"
    r"|traguardo|etappe|finish"
    r"|scored|innings|wicket|playoffs?|quarterback|tor|tore|elfmeter|schiedsrichter|liga"
    r"|spieltag"
    r"|trainer|but|buts|arbitre|match|mi-temps|entraineur|gol|goles|arbitro|partido|delantero"
    r"|portero|rete|partita|attaccante|portiere|golo|golos|jogo|avancado|arbitro|doelpunt\w*"
    r"|wedstrijd|scheidsrechter|spits|mal|matchen|domaren|[0-9]-[0-9]"
    r"|homers?|innings?|shortstop|leadoff|double|pitch(?:er|es|ed)|catcher|bases?|bullpen"
    r"|runs?|ninth"
    r"|fastball|rall(?:y|ies)|point guard|rebounds?|half court|three-pointers?|touchdowns?"
    r"|puck|goalie|chess|rook|pawn|board|checkmate|grandmaster|schach|ajedrez|scacchi|xadrez|echecs"
    r"|division|standings|coach|captain|tries|try|fly-half|set|serve|knockout|round|bout"
    r"|wickets?|over"
    r"|handball|torwart|torhuter|tabellenfuhrer|ruckraum\w*|paraden|spielminute|schlussminute"
    r"|treffer"
    r"|ailiers?|essais?|drop|poule|buteur|gardien|lucarne|dribble\w*|demi|pilier|ballon|pivot"
    r"|lider|area|saque|cancha|canasta|triple|defensa|tacon|balon|jornada|puntazo"
    r"|canestr\w+|tripla|classifica|difensore|terzino|parquet|pallone|capolista"
    r"|baliza|guarda-redes|lance|remate|cesto|tabela|bola|adeptos"
    r"|racing|jockeys?|racecourse|furlongs?|outsiders?|odds|bookmakers?|pferderennen|galopp\w*"
    r"|rennbahn|hippodrome|galop|hipodromo|jinetes?|ippodromo|galoppo|fantino|joquei|cavalos"
    r"|renbaan|paardenrennen|draf\w*|[0-9]{1,3}-1|photo finish"
    r"|doelman|keeper|koploper|aanvaller|goal|korf|helft|strafschop|punt|punten|invaller"
    r"|thuisploeg|uitploeg|punkte|gastgeber\w*|heimsieg|auswartssieg|rangliste"
    r"|serieledar\w*|poang|hemmalag\w*|bortalag\w*|slutresultat\w*|halvlek|perioden"
    r"|[0-9][:–][0-9])\b"
)
_SOME_MAN = re.compile(
    r"\b(?:an? (?:man|woman|stranger|person|youth|caller)s? (?:who|that)"
    r"|eine[mnr]? (?:mann|frau|fremden?|unbekannten?), (?:der|die)"
    r"|un(?:e)? (?:homme|femme|individu|personne) qui|un(?:a)? (?:hombre|mujer|persona) que"
    r"|un(?:a)? (?:uomo|donna|persona) che|uma? (?:homem|mulher|pessoa) que"
    r"|een (?:man|vrouw|persoon|onbekende),? die)\b[^.,;]{0,40}$"
)
"""Somebody not named, of whom it is told in passing."""
_STOLEN_SHOW = re.compile(
    r" (?:la vedette|la scena|el show|de show|die show|the show|o show)\b"
)
"""What an artist steals, with a word between ("stal zondag de show")."""
_TAKES_SHOW = 24
_BEATEN = re.compile(
    r" (?:the (?:opposition|field|competition|pack)|all (?:comers|opposition)|die konkurrenz"
    r"|das feld|die gegner|seine gegner|ihre gegner|la concurrence|ses adversaires|le peloton"
    r"|a la competencia|a sus rivales|al peloton|a todos sus rivales|la concorrenza"
    r"|gli avversari|il gruppo|a concorrencia|os adversarios|os rivais|o pelotao"
    r"|de concurrentie|de tegenstand\w*|zijn rivalen|haar rivalen|het peloton)"
    r"(?=[.,;!]| (?:in|on|at|by|with|from|over|im|am|bei|mit|en|sur|dans|au|a la|par|con|nel"
    r"|nella|al|sul|em|no|na|ao|com|op|met|bij|naar)\b)"
)
"""Whom a horse or team "murders"."""
_SURELY_SPORT = 3
"""Different words of sport after which its verbs are sport's."""
_IN_SPORT = frozenset(
    {
        *("stole", "has been stealing", "robs", "robbed", "murdered", "murders", "killed"),
        *("strangled", "sacrificed"),
        *(
            "poisoned",
            "forged",
            "botched",
            "assassin",
            "a assassine",
            "vermoordde",
            "vermoordt",
            "ermordete",
            "asesina",
            "matou",
            "assassinou",
        ),
        *(
            "plunderde",
            "bestal",
            "betrog",
            "saqueo",
            "saccheggia",
            "ha saccheggiato",
            "ha ucciso",
            "mato",
            "robaba",
            "gestohlen",
        ),
        *("stabbed", "torched", "ripped off", "starved his", "fleeced", "smuggled"),
        *(
            "stahl",
            "stiehlt",
            "a vole",
            "ont vole",
            "vole",
            "a assassine",
            "assassine",
            "rigged",
            "poisoned",
            "robo",
            "roba a",
            "roba el",
        ),
        *("asesino", "ha rubato", "ruba", "rubava", "roubou", "rouba", "stal", "steelt"),
        *(
            "bestal",
            "stjal",
            "ranade",
            "ranar",
            "gestolen",
            "a depouille",
            "a etouffe",
            "ha avvelenato",
        ),
    }
)
"""What is only said of a match."""
_PRONOUN = re.compile(
    r"\b(?:he|she|they|er|sie|il|elle|ils|el|ella|lui|lei|egli|ele|ela|hij|zij|ze|han|hon)\b"
)
_PASSIVE = re.compile(
    r"\b(?:was|were|been|being|is|are|wurde|wurden|worden|werden|a ete|ont ete|fut|furent|fue|"
    r"fueron|ha sido|han sido|e stat\w|sono stat\w|venne|foi|foram|werd|werden|blev|blivit|"
    r"got|gets)\b(?!,)"
)
"""Whom it was done to stands first then, or nobody does it."""
_NEGATED = re.compile(
    r"\b(?:not|never|no|nicht|nie|kein\w*|ne|pas|jamais|nunca|non|mai|nao|niet|nooit|geen|inte"
    r"|aldrig|n't|without|if|whether|wenn|ob|si|se|als|om)\b[^.]{0,20}$"
)

_NEGATED_AFTER = re.compile(
    r" (?:(?:sig|han|hon|de|det) )?(?:inte|aldrig|ej|ingen|inga|inget)\b"
)
"""Where "not" stands after its verb: in Swedish."""


def attribution(story: Story, policy: Policy) -> Iterator[Finding]:
    """Doubt a grave claim about a person, office or firm that is nobody's but ours.

    Attributed is what the sentence, or one beside it, ascribes to somebody, and what a court
    has found. Quotations are their speakers'.
    """
    del policy
    found: list[Hit] = []
    for hit in [
        *story.hits("claim.grave")[:_MOST_LOOKS],
        *story.parted(_PARTED, "claim.grave", _MOST_LOOKS),
        *_deeds(story),
    ]:
        if spelt.is_another(story, hit.start, hit.end) or _is_plural(story, hit):
            continue
        start, end = story.sentence(hit.start)
        before, after = story.around(hit.start)
        if _is_attributed(story, before, after, hit):
            continue
        if _QUOTES.search(story.cased(start, end)):
            continue
        if _NEGATED.search(story.folded, start, hit.start):
            continue
        if story.language == "sv" and _NEGATED_AFTER.match(story.folded, hit.end):
            continue
        if story.folded[hit.start : hit.end] in _IN_SPORT and _is_of_sport(story):
            continue
        if _is_figure(story, hit) or _is_passive(story, hit, start, end):
            continue
        if _is_of_a_plot(story, hit):
            continue
        if _is_of_somebody(story, hit, start, end) or doers.is_named_elsewhere(story, hit):
            found.append(hit)
    found += _murdered_by(story)
    if not found:
        found = [
            hit for hit in charges.charges_of(story, _is_of_sport) if not _is_figure(story, hit)
        ]
    if not found:
        return
    named = story.as_written(found[0].start, found[0].end)
    why = (
        f"Says “{named}” of somebody as a fact; name who says so or the court that found it, "
        "or take it out."
    )
    score = 0.7 + 0.05 * (len(found) - 1)
    yield doubt("attribution", score, why, story.spans((hit.start, hit.end) for hit in found))


_STAGED_NEAR = 2
"""Sentences around a charge in which stands that it is the plot of a play."""


def _is_of_a_plot(story: Story, hit: Hit) -> bool:
    """Tell the plot of a whodunit: in a story where nobody is seized in earnest."""
    return story.within(
        "crime.staged", *story.around(hit.start, _STAGED_NEAR)
    ) and fiction.is_staged(story)


_PLURALS = frozenset({"scams", "fakes", "pockets", "rigs"})
_OF_THINGS = re.compile(
    r"\b(?:of|against|on|over|about|from|for|with|in|by|the|these|such|their|his|her|new|more"
    r"|other|online|phone) $"
)


_FOUGHT = re.compile(
    r"\b(?:spot|fight\w*|tackl\w*|prevent\w*|detect\w*|combat\w*|curb\w*|against|anti)"
    r"[ -](?:money )?$"
)
_FOUGHT_BY = 24


def _is_plural(story: Story, hit: Hit) -> bool:
    """Tell "a warning of scams" from "he scams", and "to spot laundering" from doing it."""
    if _FOUGHT.search(story.folded, max(hit.start - _FOUGHT_BY, 0), hit.start):
        return True
    return (
        story.folded[hit.start : hit.end] in _PLURALS
        and _OF_THINGS.search(story.folded, max(hit.start - 12, 0), hit.start) is not None
    )


def _is_figure(story: Story, hit: Hit) -> bool:
    """Tell what is no crime ("stole the show"), and what a fox or someone unknown did."""
    start, end = story.sentence(hit.start)
    return (
        _IDIOM.match(story.folded, hit.end) is not None
        or _STOLEN_SHOW.search(story.folded, hit.start, hit.end + _TAKES_SHOW) is not None
        or _SOMEBODY.search(story.folded, start, end) is not None
        or _SOME_MAN.search(story.folded, start, hit.start) is not None
        or (
            story.folded[hit.start : hit.end] in _IN_SPORT
            and _BEATEN.match(story.folded, hit.end) is not None
        )
    )


def _deeds(story: Story) -> list[Hit]:
    verb_last = story.language in ("de", "nl")
    return [
        hit._replace(start=story.folded.rfind(" ", hit.start, hit.end) + 1)
        if verb_last
        else hit
        for hit in deeds.deeds_of(story)
        if not fiction.is_long_ago(story, hit.start)
    ]


def _is_of_sport(story: Story) -> bool:
    return len({*_SPORT.findall(story.folded)}) >= _SURELY_SPORT


_DONE_BY = {
    "en": re.compile(
        r" by\b(?:(?<=murdered by)|(?<=killed by)|(?<=poisoned by)|(?<=strangled by)"
        r"|(?<=drowned by)|(?<=shot by)|(?<=stabbed by)|(?<=bludgeoned by)|(?<=to death by))"
    ),
    "de": re.compile(
        r"wurden? von\b(?=[^.]{2,90}\b(?:ermordet|getotet|umgebracht|vergiftet|erschlagen"
        r"|erwurgt)\b)"
    ),
    "fr": re.compile(r"a ete (?:assassine|tue|empoisonne|etrangle|abattu)e? par\b"),
    "es": re.compile(r"fue (?:asesinad|envenenad|estrangulad)[oa] por\b"),
    "it": re.compile(r"(?:uccis|assassinat|avvelenat|strangolat)[oa] da(?:l|lla|llo|i)?\b"),
    "pt": re.compile(r"foi (?:assassinad|mort|envenenad|estrangulad)[oa] p(?:or|elo|ela)\b"),
    "nl": re.compile(
        r" door\b(?:(?<=vermoord door)|(?<=gedood door)|(?<=vergiftigd door)|(?<=gewurgd door)"
        r"|(?=[^.]{2,80}\b(?:vermoord|vergiftigd|gewurgd|omgebracht)\b))"
    ),
}
"""What was done to somebody, and by whom follows, by language; literal first, for speed."""
_NOT_SO = re.compile(
    r"\b(?:1\d|20)\d\d\b|\b(?:driven|driver|car|lorry|van|truck|auto|camion|coche|carro|king"
    r"|queen"
    r"|emperor|centur\w*|war|konig\w*|kaiser|jahrhundert|krieg|roi|reine|siecle|guerre|rey"
    r"|reina|siglo"
    r"|guerra|re|regina|secolo|rei|rainha|seculo|koning\w*|eeuw|oorlog)\b"
)
"""Long known, or done by a vehicle."""
_FOUND_BY_COURT = re.compile(
    r"\b(?:convict\w*|found guilty|jur(?:y|ors)|jailed|sentenced|inquest|verurteil\w*"
    r"|condamn\w*"
    r"|condena\w*|condenad\w*|condannat\w*|condenou|veroordeeld\w*|domd\w*|verdict|urteil)\b"
)


def _murdered_by(story: Story) -> list[Hit]:
    """Find a death that the copy lays to a named person in its own voice."""
    found = []
    for hit in story.parted(_DONE_BY, "claim.grave", _MOST_LOOKS):
        start, end = story.sentence(hit.start)
        if _NOT_SO.search(story.folded, start, end) or _QUOTES.search(story.cased(start, end)):
            continue
        if _NEGATED.search(story.folded, start, hit.start):
            continue
        reading = people.read(story, start, end)
        near = hit.end + _FAR
        if not any(hit.end <= each.start <= near for each in reading.people.values()):
            continue
        before, after = story.around(hit.start)
        if (
            not _is_attributed(story, before, after)
            and not story.within("crime.fiction", before, after)
            and not story.within("crime.character", before, after)
            and not fiction.is_long_ago(story, hit.start)
        ):
            verb = story.folded.rfind(" ", 0, hit.start) + 1
            found.append(hit._replace(start=verb))
    if found and (_FOUND_BY_COURT.search(story.folded) or _is_of_sport(story)):
        return []
    return found


_CARED = (
    r"(?:patient\w*|patienten|resident\w*|bewohner\w*|inmates?|pupils?|schuler\w*"
    r"|clients?|pazient[ei]|ospiti"
    r"|pacientes?|doentes|utentes|residentes|pensionnaires|bewoners|patienter\w*|boende)"
)
"""Those whom one has in one's care: killing them is told as a crime."""
_PARTED = {
    "en": re.compile(
        r"killed (?:(?:at least|more than|up to) )?(?:\w+ )?(?:of )?(?:his|her|their)"
        rf" (?:own |elderly )?{_CARED}\b"
    ),
    "fr": re.compile(rf" a tue\b[^.,;]{{0,30}}\b(?:ses|leurs) {_CARED}\b"),
    "es": re.compile(rf" mato a\b[^.,;]{{0,30}}\bsus {_CARED}\b"),
    "it": re.compile(rf" ha ucciso\b[^.,;]{{0,30}}\bsuoi {_CARED}\b"),
    "pt": re.compile(rf" matou\b[^.,;]{{0,30}}\bseus {_CARED}\b"),
    "de": re.compile(
        rf"\b(?:totete|ermordete)\b[^.,;]{{0,40}}\b(?:seiner?|ihrer?) {_CARED}\b|"
        r"\b(?:hat|haben|hatte|hatten)\b[^.;]{1,70}\b(?:bestechen|schmieren|kaufen"
        r"|bezahlen) lassen\b"
        r"|\b(?:zweigt\w*|luchst\w*|knopft\w*|presst\w*)\b[^.,;]{1,60}\bab\b"
        r"|\bsteckt\w*\b[^.,;]{1,60}\bin die eigene tasche\b|\bwusch\b[^.,;]{1,40}\bgeld"
    ),
    "nl": re.compile(
        rf"\b(?:doodde|vermoordde)\b[^.,;]{{0,40}}\b(?:zijn|haar) {_CARED}\b|"
        r"\b(?:licht(?:te)?\b[^.,;]{1,60}\bop|troggel\w+\b[^.,;]{1,60}\baf"
        r"|pers(?:te)?\b[^.,;]{1,60}\baf"
        r"|ontd(?:uikt|ook)\b[^.,;]{1,40}\bbelasting"
        r"|kocht\b[^.,;]{1,60}\bom|drukte\b[^.,;]{1,60}\bachterover|sluis\w+\b[^.,;]{1,60}\bweg"
        r"|stak\b[^.,;]{1,60}\bin eigen zak)\b(?!(?: \w+)? het)"
    ),
    "sv": re.compile(
        r"\bstoppade\b[^.,;]{1,60}\bi (?:egen|sin) ficka"
        r"|\blurade\b[^.,;]{1,50}\bpa (?:pengar|miljon\w*)"
    ),
}
"""Verbs for it whose second part stands apart, by language."""


_BUYS = re.compile(
    r"^(?:brib|paid off|corromp|corrott|ha corrot|a corromp|corrupt|soborn|untar|unta$|untaba"
    r"|unto$|suborn|soudo|a soudo|a achet|stach|bestach|bestech|bestich|bestoch|schmier"
    r"|geschmiert|kocht|koopt|omkocht|omgekocht|omkoop|omkopen|compr|ha comprat|pag|buys"
    r"|bought)"
)
_PAYEES = re.compile(
    r"(?:judges?|magistrates?|prosecutors?|police\w*|officers?|inspectors?|regulators?|jurors?"
    r"|auditors?|richter\w*|staatsanw\w+|polizist\w*|polizei|prufer\w*|schiedsrichter\w*"
    r"|rechnungsprufer\w*|juges?|procureurs?|policiers?|police|gendarmes?|inspecteurs?"
    r"|jue(?:z|za|ces)|fiscal(?:es)?|policias?|inspector(?:es)?|peritos|arbitros?|giudic[ei]"
    r"|procurator[ei]|ispettor[ei]|carabinieri|poliziotti|juiz(?:es)?|juiza|procurador\w*"
    r"|policiais|inspetor\w*|rechters?|politie\w*|agenten|officieren?|inspecteurs?"
    r"|accountants?|commissie|commission)"
)
_BESIDE = re.compile(r" (?:[^\W_]{1,14}['’ ]){0,3}")
"""The article, and perhaps a word, between a verb and whom it is done to."""


def _is_bought(story: Story, claim: Hit, hit: Hit) -> bool:
    """Tell those who were bribed, and so say nothing: "he bribed the inspectors"."""
    verb = story.folded[claim.start : claim.end]
    if not _BUYS.match(verb) or not _PAYEES.fullmatch(story.folded, hit.start, hit.end):
        return False
    between = story.folded[claim.end : hit.start]
    if hit.start >= claim.end:
        return _BESIDE.fullmatch(between) is not None
    late = story.language in ("de", "nl")
    return late and _BESIDE.fullmatch(story.folded, hit.end, claim.start) is not None


def _is_attributed(story: Story, start: int, end: int, claim: Hit | None = None) -> bool:
    """Tell whether somebody says so; "judge" before a name only says who that is."""
    named: list[int] | None = None
    for hit in story.each("claim.attributed", start, end):
        if claim and (claim.start <= hit.start < claim.end or _is_bought(story, claim, hit)):
            continue
        if deeds.says_nothing(story, hit.start, hit.end) or spelt.is_another(
            story, hit.start, hit.end
        ):
            continue
        if not _may_be_title(story.folded[hit.start : hit.end]):
            return True
        if named is None:
            read = people.read(story, start, end)
            named = [person.start for person in read.people.values()]
        if not _is_title(story, hit, named):
            return True
    return False


def _may_be_title(word: str) -> bool:
    return word == "police" or word in lexicon.all_words("people.title")


def _is_title(story: Story, hit: Hit, named: list[int]) -> bool:
    return any(
        0 <= at - hit.end <= _LONGEST_TITLE
        and all(_may_be_title(word) for word in story.folded[hit.start : at].split())
        for at in named
    )


def _is_passive(story: Story, hit: Hit, start: int, end: int) -> bool:
    """Tell what was done to somebody; "is a thief" says it of them."""
    if story.folded[hit.start : hit.end].startswith(_BEING):
        return False
    if story.language in ("de", "nl"):
        return _PASSIVE.search(story.folded, start, end) is not None
    return _PASSIVE.search(story.folded, max(start, hit.start - 22), hit.start) is not None


_BEING = ("is ", "are ", "ist ", "est ", "es ", "e ", "ar ")


_SUBJECT_UNSAID = frozenset({"es", "it", "pt", "ca", "gl"})
"""Languages whose verbs need no "he"."""


def _is_of_somebody(story: Story, hit: Hit, start: int, end: int) -> bool:
    """Tell whether a person, office or firm stands shortly before the claim, or heads it."""
    before = max(start, hit.start - _FAR)
    if story.within("claim.office", before, hit.start):
        return True
    written = story.as_written(before, hit.start)
    if any(firm.name in written for firm in story.enrichment.organisations):
        return True
    reading = people.read(story, start, end)
    if any(
        start <= person.start < hit.start and hit.start - person.end <= _FAR
        for person in reading.people.values()
    ):
        return True
    if surnames.stands(story, start, before, hit.start):
        return True
    near = story.folded[max(start, hit.start - _FAR) : min(end, hit.end + _NEXT)]
    unsaid = story.language in _SUBJECT_UNSAID and hit.start - start <= _NEXT
    if not (unsaid or _PRONOUN.search(near)):
        return False
    before = max(story.body_at, start - _SAID_OF)
    reading = people.read(story, before, start)
    return bool(reading.people) and story.within("claim.office", before, start)
