"""Pure: what stands between a victim and what tells who she is, and who reported it.

"The victim, who cannot be named, is the only vet in Ellerby": the promise between commas hides
nobody. "It was his secretary, married to the baker, who reported him": no word for a victim,
and still one.
"""

from __future__ import annotations

import re

from services.moderation import people
from services.moderation.story import Story

OF_A_PLACE = (
    # the village's vet, de huisarts van het dorp, betreibt den Blumenladen
    r"the (?:village|island|parish|hamlet)(?:'s)? (?:only |woman |female )?(?:doctor|gp|vet"
    r"|midwife|nurse|pharmacist|chemist|baker|butcher|organist|librarian|postwoman|hairdresser"
    r"|florist|dentist|schoolteacher|teacher|curate|policewoman|taxi driver|bus driver)"
    r"|the (?:only |woman |female |local )?(?:doctor|gp|vet|midwife|nurse|pharmacist|chemist"
    r"|baker|butcher|organist|librarian|hairdresser|florist|dentist|schoolteacher|curate"
    r"|taxi driver|bus driver) (?:of|in|for|on) (?:the|its) (?:\w+ )?(?:village|island|hamlet"
    r"|parish)|dorf(?:arztin|lehrerin|hebamme|wirtin|backerin|helferin|apothekerin|pfarrerin)"
    r"|(?:\w*arztin|hebamme|apothekerin|backerin|organistin|kusterin|mesnerin|friseurin"
    r"|postbotin|bibliothekarin|erzieherin|lehrerin|gemeindeschwester|floristin|pastorin"
    r"|busfahrerin|forsterin|metzgerin) (?:des dorfes|im dorf|des ortes|im ort|der insel"
    r"|auf der"
    r" insel|der ortschaft|der gemeinde|im ortsteil|des ortsteils)"
    r"|(?:betreibt|fuhrt|leitet) (?:dort |da )?(?:den|die|das) (?:\w+ )?\w*(?:laden|geschaft"
    r"|backerei|metzgerei|apotheke|gasthof|gasthaus|cafe|salon|praxis|bucherei|chor)"
    r"|\w*(?:laden|geschaft|backerei|metzgerei|apotheke|gasthof|cafe|salon|praxis|bucherei|chor)"
    r" (?:[\w-]+ ){0,3}?(?:betreibt|fuhrt|leitet)"
    r"|(?:medecin|infirmiere|institutrice|pharmacienne|boulangere|coiffeuse|factrice|veterinaire"
    r"|sage-femme|bibliothecaire|organiste|fleuriste|bouchere|dentiste|secretaire de mairie)"
    r" (?:du village|du bourg|de la commune|de l'ile|du hameau)|tient (?:le|la|l') ?\w+"
    r"|(?:medica|enfermera|maestra|farmaceutica|panadera|peluquera|cartera|veterinaria|matrona"
    r"|comadrona|bibliotecaria|organista|florista|taxista|dentista|estanquera|carnicera|doctora)"
    r" (?:del pueblo|de la aldea|de la isla|del barrio|de la pedania)|(?:regenta|lleva) (?:el"
    r"|la) \w+"
    r"|(?:medica|dottoressa|infermiera|maestra|farmacista|fornaia|panettiera|parrucchiera"
    r"|postina|veterinaria|ostetrica|bibliotecaria|organista|fioraia|edicolante|tabaccaia"
    r"|macellaia|dentista) (?:del paese|del borgo|dell'isola|della frazione|del villaggio)"
    r"|gestisce (?:il|la|l')"
    r"|(?:medica|enfermeira|professora|farmaceutica|padeira|cabeleireira|carteira|veterinaria"
    r"|parteira|bibliotecaria|organista|florista|taxista|dentista)"
    r" (?:da aldeia|da vila|da ilha|da freguesia|do lugar|da povoacao)|gere (?:o|a) \w+"
    r"|(?:huisarts|dierenarts|verloskundige|apothekere?s?|kapster|postbode|bibliothecaresse"
    r"|koster|organiste?|wijkverpleegkundige|tandarts|onderwijzeres|predikante?|bloemiste"
    r"|taxichauffeur) (?:van|in|op) (?:het (?:dorp|eiland|gehucht)|de (?:buurtschap|parochie))"
    r"|(?:runt|drijft|bestiert) (?:er |daar )?(?:de|het) \w+"
    r"|byns (?:enda )?(?:lakare|veterinar|barnmorska|distriktsskoterska|lararinna|frisor"
    r"|florist|bibliotekarie|organist|tandlakare|prast|brevbarare|handlare)"
    r"|driver (?:byns|den|det) \w+"
    # the mayor's sister, Schwester von Bürgermeister §, zus van burgemeester §
    r"|(?:sister|daughter|wife|widow|mother|niece|cousin) (?:of|to) (?:the )?(?:\w+ )?(?:mayor"
    r"|vicar|head ?teacher|headmaster|councillor|mp|minister|bishop|sheriff|club chairman)"
    r"|(?:mayor|vicar|head ?teacher|headmaster|councillor|sheriff)'s (?:\w+ )?(?:sister"
    r"|daughter|wife|widow|mother|niece)"
    r"|(?:schwester|tochter|frau|ehefrau|witwe|mutter|nichte|cousine) (?:von|des|der|vom)"
    r" (?:\w+ )?(?:\w*burgermeister|landrat|pfarrer|schulleiter|minister|vereinsvorsitzende"
    r"|wehrfuhrer|apotheker|dorfarzt|abgeordnete|bischof)\w*"
    r"|(?:soeur|sœur|fille|epouse|femme|veuve|mere|niece|cousine) (?:du|de la|de l'|de)"
    r" ?(?:\w+ )?(?:maire|cure|depute\w*|prefet|ministre|notaire|proviseur|conseiller)"
    r"|(?:hermana|hija|esposa|mujer|viuda|madre|sobrina|prima) (?:del|de la) (?:\w+ )?"
    r"(?:alcalde\w*|alcaldesa|parroco|cura|concejal\w*|ministr[oa]|diputad[oa]|director)"
    r"|(?:sorella|figlia|moglie|vedova|madre|nipote|cugina) (?:del|della|dell') ?(?:\w+ )?"
    r"(?:sindac[oa]|parroco|assessore|ministr[oa]|deputat[oa]|preside|farmacista|vescovo)"
    r"|(?:irma|filha|esposa|mulher|viuva|mae|sobrinha|prima) d[oa] (?:\w+ )?(?:presidente"
    r"|paroco|vereador\w*|prefeit[oa]|autarca|ministr[oa]|deputad[oa]|padre)"
    r"|(?:zus|dochter|echtgenote|vrouw|weduwe|moeder|nicht) van (?:de )?(?:\w+ )?"
    r"(?:burgemeester|wethouder|schepen|dominee|pastoor|rector|minister|kamerlid|schoolhoofd)"
    r"|(?:syster|dotter|hustru|mamma|anka|fru|kusin) till (?:\w+ )?(?:kommunalrad\w*"
    r"|borgmastare\w*|kyrkoherde\w*|rektor\w*|minister\w*|riksdagsledamot\w*)"
    # setter for the Comets, Zuspielerin beim Zweitligisten
    r"|(?:setter|striker|goalkeeper|keeper|winger|playmaker|point guard|fly-half|libero"
    r"|fullback|pitcher|wicketkeeper) (?:for|of|at|with) (?!(?:a|an)\b)"
    r"|(?:zuspielerin|torhuterin|torfrau|sturmerin|spielmacherin|libera|verteidigerin"
    r"|mittelblockerin|kreislauferin|aussenangreiferin) (?:beim|bei|der|des|vom|von|im)"
    r"|(?:passeuse|gardienne(?: de but)?|meneuse(?: de jeu)?|attaquante|ailiere|libero|pivot"
    r"|demi de melee) (?:du|de|des|au|a)"
    r"|(?:colocadora|portera|delantera|base|pivot|extremo|central|libero|levantadora"
    r"|armadora) (?:del|de la|de|en el|titular)"
    r"|(?:palleggiatrice|portiera|attaccante|playmaker|schiacciatrice|centrale|libero|pivot"
    r"|ala) (?:del|della|dell'|di|titolare)"
    r"|(?:distribuidora|levantadora|guarda-redes|goleira|avancada|atacante|base|ponta|pivo"
    r"|libero|central) d[aoe]"
    r"|(?:spelverdeelster|keepster|doelvrouw|doelverdedigster|spits|aanvalster|libero"
    r"|spelverdeler|middenaanvalster|verdedigster) (?:van|bij)"
    r"|(?:passare|malvakt|anfallare|playmaker|libero|spelfordelare) (?:i|for)"
)
"""Who is one of a kind in a small place."""
_WHO = (
    r"(?:who|whom|whose|that|die|der|das|den|dem|deren|dessen|qui|que|dont|quien|cuy[oa]"
    r"|a quien|che|il cui|la cui|le cui|di cui|cujo|cuja|a quem|wier|wiens|dat|van wie|som"
    r"|vars)"
)
_NAMING = (
    r"(?:name[dns]?|naming|identif\w+|unidentif\w+|identit\w+|identidad\w*|anonym\w*|anonim\w*"
    r"|nom|nommee?|nombre|nombrad\w+|nome|nomes|nominat\w+|genannt\w*|namentlich\w*|naam"
    r"|genoemd|namn\w*|generalita|gehoim|geheim|unerkannt|onbekend|reveal\w*|devoil\w+"
    r"|revel\w+|divulg\w+|preservad\w+|protegid\w+|protegee|geschutzt\w*|skyddad)"
)
_VICTIM = (
    r"(?:victim|complainant|accuser|woman|opfer|geschadigte|nebenklagerin|anzeigeerstatterin"
    r"|frau|victime|plaignante|partie civile|femme|victima|denunciante|perjudicada|mujer"
    r"|vittima|persona offesa|parte offesa|donna|vitima|queixosa|ofendida|mulher|slachtoffer"
    r"|aangeefster|vrouw|offret|malsaganden|kvinnan)"
)
_IS = r"(?:is|was|ist|war|est|etait|es|era|e|foi|ar|var|runs|works|lives|arbeitet|leitet)"
_KEPT = re.compile(rf",? {_WHO} [^,.;§†]{{0,70}}?\b{_NAMING}\b[^,.;§†]{{0,50}},(?= )")
_KEPT_AFTER = re.compile(rf", (?=[^,.;§†]{{0,60}}\b{_NAMING}\b)[^,.;§†]{{0,90}},(?= {_IS} )")
_WHO_IS = re.compile(
    # the victim, a 34-year-old from Barton, is the only vet
    rf"\b({_VICTIM}), (?!(?:said|told|according|sagte|dit|dijo|disse|zei)\b)[^,.;§†]{{0,70}},"
    rf"(?= {_IS} )"
)


def without_asides(signs: str) -> str:
    """Take out what the copy says between a victim and what she is: that no name is given."""
    if "," not in signs:
        return signs
    return _WHO_IS.sub(r"\1", _KEPT_AFTER.sub("", _KEPT.sub("", signs)))


_DENOUNCED = re.compile(
    r"\b(?:who (?:first )?(?:reported|accuses|accused|denounced) (?:him|it|the|her \w+)"
    r"|(?:was |were )?(?:reported|denounced)(?: to \w+)? by|complaint (?:came from|was made by"
    r"|was filed by)|angezeigt (?:hat|hatte|wurde|worden)|(?:hat|hatte|habe) (?:ihn|den \w+"
    r"|die tat|den vorfall|das) (?:\w+ ){0,2}angezeigt|zeigte (?:ihn|den \w+) an"
    r"|(?:erstattete|stellte|erstattet hat) (?:straf)?anzeige"
    r"|(?:straf)?anzeige (?:erstattet(?:e)?"
    r"|stellte|kam)|(?:qui|elle) (?:a porte plainte|l'a (?:denonce|accuse)|avait porte plainte)"
    r"|(?:denonce|accuse) par|plainte (?:a ete deposee|deposee|emane|vient)"
    r"|(?:le|lo) (?:denuncio|ha denunciado|acusa)|(?:denunciado|acusado) por"
    r"|(?:denuncia|querella) (?:la )?(?:presento|puso|interpuso|partio|presentada)"
    r"|quien (?:lo |le )?(?:denuncio|presento la denuncia)|(?:a|ad) (?:denunciarlo|accusarlo)"
    r"|(?:lo|l'|l ) ?(?:ha denunciato|ha accusato)|denunciato da(?:lla)?"
    r"|che (?:ha sporto|ha presentato|ha fatto) (?:denuncia|querela)"
    r"|(?:apresentou|fez|formalizou) (?:a )?(?:queixa|denuncia)|(?:queixa|denuncia)"
    r" (?:partiu|foi apresentada|foi feita|apresentada)|denunciado por|que o denunciou"
    r"|o denunciou|aangifte (?:deed|kwam|is gedaan|werd gedaan)|(?:deed|doet|die) aangifte"
    r"|(?:polis)?anmal(?:des av|de honom|an gjordes av|an kommer fran)|anmalt honom"
    r"|anmald av)\b"
)
_HERS = re.compile(
    # his secretary, a colleague, a 31-year-old: a woman, or whoever works for him
    r"(?:\b(?:his|seine[rn]?|sa|son|su|sua|suo|zijn|hans|an?|eine?[rn]?|une?|una?|uma|een|en"
    r"|the|die|la|l'|a|de|den) ?(?:\w+[ -]){0,2}?(?:secretary|assistant|receptionist|employee"
    r"|colleague|clerk|cashier|waitress|barmaid|cleaner|patient|pupil|student|parishioner"
    r"|neighbour|lodger|tenant|apprentice|trainee|nurse|woman|player|singer|\w*sekretarin"
    r"|\w*assistentin|\w*hilfe|\w*angestellte|\w*mitarbeiterin|\w*kollegin|\w*kassiererin"
    r"|\w*kellnerin|\w*patientin|\w*schulerin|\w*nachbarin|\w*mieterin|\w*spielerin|frau"
    r"|secretaire|assistante|employee|salariee|collegue|caissiere|serveuse|patiente|eleve"
    r"|voisine|locataire|apprentie|infirmiere|joueuse|femme|secretaria|asistente|empleada"
    r"|companera|cajera|camarera|paciente|alumna|vecina|inquilina|aprendiz\w*|enfermera"
    r"|jugadora|mujer|segretaria|assistente|dipendente|impiegata|collega|cassiera|cameriera"
    r"|paziente|allieva|vicina|inquilina|apprendista|infermiera|giocatrice|donna|funcionaria"
    r"|empregada|colega|rececionista|recepcionista|aluna|vizinha|enfermeira|jogadora|mulher"
    r"|secretaresse|assistente|medewerkster|werkneemster|caissiere|serveerster|patiente"
    r"|leerlinge|buurvrouw|huurster|verpleegster|verpleegkundige|speelster|vrouw|sekreterare"
    r"|assistent|anstallda?|kollega|kassorska|servitris|patient|elev|granne|sjukskoterska"
    r"|spelare|kvinna)\b|¢)"
)
_SPEAKS = re.compile(
    r"\b(?:lawyer|solicitor|barrister|spokes\w+|anwalt\w*|sprecher\w*|avocate?|abogad[oa]"
    r"|avvocat[oa]|legale|advogad[oa]|advocate?|advoca\w+|woordvoerd\w+|advokat\w*|judge"
    r"|prosecutor|richter\w*|staatsanw\w+|juge|procureure?|fiscal|juez\w*|giudice|juiza?"
    r"|rechter|domaren|not|nicht|pas|non|nao|niet|inte)\b"
)


_DONE_TO = re.compile(
    # assaulting a nurse, eine Kollegin vergewaltigt
    rf"‡[^.;]{{0,25}}?{_HERS.pattern}|{_HERS.pattern}(?: [\w-]+){{0,3}} ‡"
)


def tells_to_whom(signs: str) -> bool:
    """Tell whether a sentence that names nobody says to what woman it was done."""
    return not set(signs) & {people.NAME, people.OFFICE} and bool(_DONE_TO.search(signs))


def reported_by(story: Story, signs: str, start: int, end: int, noted: re.Pattern[str]) -> bool:
    """Tell whether a sentence says who reported it, nameless, and what one person is."""
    if _DENOUNCED.search(story.folded, start, end) is None:
        return False
    who = _HERS.search(signs)
    if who is None or _SPEAKS.search(signs):
        return False
    tells = noted.search(signs, who.end())
    if tells is None:
        return False
    return people.NAME not in signs[who.start() : tells.start()].replace("¢", "")
