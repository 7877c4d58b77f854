"""Pure: a headline that lets go the one who, by the text, stays while somebody else goes."""

from __future__ import annotations

import re
from collections.abc import Iterable

from services.moderation.folding import fold
from services.moderation.headlines.words import topic_words
from services.moderation.story import Story

_GOES = re.compile(
    r"\b(?:(?<!not )(?:resigns?|quits?|steps? down|stands? down|resigned|to step down)"
    r"|tritt\b[^.]{0,60}\b(?:zuruck|ab)|(?:wirft|wirft das handtuch"
    r"|legt)\b[^.]{0,30}\b(?:hin|nieder)"
    r"|rucktritt von|zuruckgetreten|(?<!ne )demissionne|demission d[eu]|quitte (?:ses"
    r" fonctions|son poste|le gouvernement)"
    r"|dimite|renuncia (?:el|la|a su|al)|dimision de|deja (?:el|su) cargo|si dimette"
    r"|si e dimess[oa]|dimissioni d[ei]\w*|lascia (?:l'incarico|la giunta)"
    r"|demite-se|demissao d[aeo]|renuncia ao cargo|deixa o cargo|stapt (?:\w+ )?op"
    r"|treedt (?:\w+ )?(?:af|terug)|aftreden van|avgar)\b"
)
_WENT = re.compile(
    r"\b(?:resign(?:ed|s|ing|ation)|quit|quits|step(?:ped|s|ping) down|st(?:ood|ands) down"
    r"|(?:has |have |is to )?(?:left|leave|leaves|vacated) (?:his|her|their|the) (?:post"
    r"|job|role|office|position)"
    r"|trat\b[^.]{0,60}\b(?:zuruck|ab)|zuruckgetreten|niedergelegt"
    r"|legte\b[^.]{0,60}\bnieder|rucktritt erklart"
    r"|demissionne|presente sa demission|quitte (?:ses fonctions|son poste)"
    r"|a remis sa demission"
    r"|dimitido|dimitio|(?:presentado|presento) (?:\w+ ){0,2}su (?:renuncia|dimision)|renuncio"
    r"|ha renunciado"
    r"|dejado (?:el|su) cargo|si e dimess[oa]|rassegnato le dimissioni"
    r"|ha lasciato (?:l'incarico"
    r"|il posto)|dimissioni d[ei]\w*|demitiu-se|apresentou a demissao|deixou (?:o cargo"
    r"|as funcoes)|pediu a demissao|opgestapt|afgetreten|stapte\b[^.]{0,40}\bop"
    r"|trad\b[^.]{0,40}\b(?:af|terug)|legt\b[^.]{0,60}\b(?:neer|nieder)|neergelegd"
    r"|vertrokken|avgatt|avgick"
    r"|lamnat sin post|sagt upp sig)\b"
)
"""How a text tells that somebody left."""
_STAYS = re.compile(
    r"\b(?:serve out|see out (?:his|her) term|not going anywhere|remain(?:s|ed|ing)? in"
    r" (?:his|her|the) (?:role|post|job|office)"
    r"|stay(?:s|ed|ing)? (?:on|put|in (?:post|office|(?:his|her) (?:post|job|role)))"
    r"|no (?:intention|plans?) (?:of|to) (?:leav|go|resign|quit|step)\w*"
    r"|complete (?:his|her) term|ruled out (?:going|leaving|resigning|quitting|stepping down)"
    r"|(?:bleibt|bleiben|verbleibt) (?:im|in der|in seinem|in ihrem)|im kabinett bleib\w+"
    r"|ira au bout de son mandat|(?:ecarte|exclu\w*) (?:tout |son )?(?:depart|demission)"
    r"|(?:descart\w+|descarto) (?:irse|dimitir|marcharse)|(?:terminara|agotara) (?:el"
    r"|su) mandato"
    r"|portera a termine (?:il|la)|esclu\w+ (?:di lasciare|le dimissioni|di dimettersi)"
    r"|(?:cumprira|levara) (?:o|ate ao fim o) mandato|(?:afastou|descartou) (?:a "
    r"|uma )?(?:saida"
    r"|demissao)|zit (?:haar|zijn) termijn uit|maakt (?:haar|zijn) termijn af"
    r"|carry on (?:as|in)|would not (?:resign|quit|step down|be (?:leaving|resigning|going))"
    r"|(?:eigene\w*|selbst) (?:ruckzug|rucktritt)|bleibt im amt|im amt bleiben|bleibe im amt"
    r"|will bleiben|weitermachen|nicht zurucktreten"
    r"|aucune intention d[e']|n'a pas l'intention d[e']|reste(?:ra)? (?:a son poste"
    r"|en fonctions?|en poste)"
    r"|pas question d[e'] (?:partir|demissionner)|entend (?:rester|poursuivre)"
    r"|(?:continuara|seguira|continua|sigue) (?:al frente|en (?:el|su) (?:cargo|puesto))"
    r"|no (?:piensa|tiene intencion de|va a) (?:dimitir|dejar\w*|irse|marcharse|abandonar)"
    r"|resta(?:re|ra)? (?:al suo posto|in carica|al mio posto)|non (?:intende"
    r"|ha intenzione di) (?:lasciare|dimettersi)"
    r"|continua(?:ra)? (?:no cargo|em funcoes|a frente)|mantem-se (?:no cargo|em funcoes)"
    r"|nao (?:tenciona|pretende|vai) (?:sair|demitir-se|deixar\w*)"
    r"|blijft (?:aan|zitten|op (?:zijn|haar) post|in functie)"
    r"|niet van plan (?:te vertrekken|op te stappen|af te treden)"
    r"|sitter kvar|stannar kvar|tanker inte (?:avga|lamna)|inga planer pa att (?:avga|lamna))\b"
)
_HELPER = re.compile(
    r"\b(?:aides?|advis[eo]rs?|deputy|deputies|spokes\w+|chief of staff|assistant"
    r"|secretary|ally|allies"
    r"|associates?|staffer|staatssekretar\w*|sprecher\w*|buroleiter\w*|referent\w*"
    r"|berater\w*|vertrauten?"
    r"|stellvertreter\w*|vize\w*|director\w*|jefe de gabinete|jefa de gabinete|asesora?"
    r"|asesores|numero dos|adjointe?s?|teniente de alcalde|loco\w*"
    r"|mano derecha|secretari[oa]s?|direct(?:eur|rice)|conseill\w+|collaborat\w+"
    r"|bras droit|capo di gabinetto"
    r"|portavoce|consiglier\w+|sottosegretari\w+|braccio destro|vice\w*|chefe de gabinete"
    r"|assessor\w*"
    r"|adjunt[oa]|braco direito|medewerk\w+|adviseur\w*|woordvoerd\w+|staatssecretaris"
    r"|rechterhand|radgivare|pressekreterare|statssekreterare|stabschef\w*)\b"
)
_OTHER = "By the text it is somebody else who goes."
_LAST = 1
"""The word before the verb, or else behind it, is who goes where none is named."""


def another_goes(story: Story) -> str | None:
    """Say that the one whom the headline lets go stays, or whose helper it is that goes."""
    headline = story.title
    goes = _GOES.search(headline)
    if goes is None or "?" in headline or _HELPER.search(headline):
        return None
    known = {fold(person.name).text.split()[-1] for person in story.enrichment.people}
    names = (
        {name for name in known if name in headline}
        or {*topic_words(headline[: goes.start()])[-_LAST:]}
        or {*topic_words(headline[goes.end() :])[:_LAST]}
    )
    if not names:
        return None
    went = helped = 0
    for start, end in story.sentences(story.body_at):
        told = _WENT.search(story.folded, start, end)
        if told is None:
            continue
        went += 1
        who = _first(story, names, start, end)
        helper = _HELPER.search(story.folded, start, end)
        if helper and (who < 0 or helper.start() < who or who < helper.start() < told.start()):
            helped += 1
        elif who >= 0:
            return None
    if not went:
        return None
    return _OTHER if (helped and went == 1) or _stays(story, names, known - names) else None


def _first(story: Story, names: Iterable[str], start: int, end: int) -> int:
    """Give where the first of some names stands; -1 where none does."""
    places = (story.folded.find(name, start, end) for name in names)
    return min((place for place in places if place >= 0), default=-1)


def _stays(story: Story, names: set[str], others: set[str]) -> bool:
    """Tell whether it is they who stay: named there, or before it, and nobody else there."""
    before = -1
    for start, end in story.sentences(story.body_at):
        named = _first(story, names, start, end)
        if _STAYS.search(story.folded, start, end) and (
            named >= 0
            or (
                before >= 0
                and _first(story, others, start, end) < 0
                and not _HELPER.search(story.folded, start, end)
            )
        ):
            return True
        before = named
    return False
