"""Pure: who in a story about an offence is somebody else: accused, at work, kin, near."""

from __future__ import annotations

import re

from services.moderation.folding import fold
from services.moderation.known.cast import Cast, Part

ACCUSED = re.compile(
    r"§(?:,[^.§]{0,70}?,| \(¢\))?(?:,? (?:who|der|die|qui|que|che))?,? (?:\w+ ){0,2}?(?:is "
    r"|was |were |has been |had been |wurde |ist |war |a ete |est |etait |fue |ha sido "
    r"|e stato |e |foi |werd |wordt |is |had |has )?(?:\w+ )?"
    r"(?:accused of|charged|convicted|jailed|sentenced|arrested|found guilty|acquitted"
    r"|cleared|suspected|indicted|on trial|denies|denied|pleaded|pleads|admits|admitted|faces"
    r"|bailed|remanded|struck off|being held|is held|in custody|never charged|on bail"
    r"|released on|suspended|dismissed|claimed that she had|told the (?:court"
    r"|jury) that she had consented|said she had consented|claimed he|claimed she|was jailed"
    r"|preyed|attacked|locked|pinned|pushed|grabbed|groped|raped|assaulted|molested|abused"
    r"|touched|lured"
    r"|angeklagt|beschuldigt|verurteilt|freigesprochen|festgenommen|verhaftet|bestreitet"
    r"|weist|wies|gestand|schweigt|muss sich|soll|habe die tat|verging"
    r"|accuse\b|mis en examen|condamne|juge|acquitte|ecroue|nie|conteste|reconnait"
    r"|reconnaissait|sera juge|comparait|est vise"
    r"|acusado|condenado|detenido|juzgado|absuelto|niega|nego|lo nego|sostiene que fue"
    r"|imputado|investigado|a prision"
    r"|accusato|condannato|arrestato|imputato|assolto|indagato|nega\b|respinge"
    r"|detido|preso|acusado|absolvido|nega|ficou em prisao|negou"
    r"|aangeklaagd|veroordeeld|aangehouden|verdacht|vrijgesproken|ontkent|vervolgd|terecht|vast)\b"
    r"|\b(?:accused|defendant|suspect|rapist|abuser|attacker|angeklagte[nr]?|verurteilte[nr]?"
    r"|tatverdachtige[nr]?|accuse|prevenu|mis en cause|acusado|imputado|procesado|detenido"
    r"|agresor|imputato|indagato|accusato|arguido|acusado|suspeito|agressor|verdachte|dader"
    r"|against|gegen|contre|contra|contro|tegen),? (?:the |former |retired |der |den |dem "
    r"|le |la |al |el |il |l'|o |a |de |[\w-]+ ){0,3}§"
    r"|\b(?:convicted|jailed|sentenced|arrested|charged|verurteilt\w*|condamne|condeno a"
    r"|condenado a|detuvo a|detenido a|enviado a prision a\w*|prision a\w*|absuelto a"
    r"|ha condannato|condannat[oa]|arrestat[oa]|condenou|prendeu|deteve|absolveu"
    r"|veroordeeld\w*|aangehouden|vervolgt|heeft)(?! of| for| wegen| pour| por "
    r"| per )[^.§,‡]{0,60}§"
    r"|\b(?:der|den|dem) [\w-]+ §,? \(?¢\)?,? wegen|\ba §,? (?:de )?¢,? (?:del|por)"
    r"|\banni (?:di \w+ )?a §|\banos (?:de \w+ )?a §|\b(?:impuesto|condenado|procesado"
    r"|imputado|detenido|enviado|procesa|condena|condenou"
    r"|condannato)\b[^.§‡]{0,60}(?:\b(?:por|per|de|di) ‡ )?\b(?:a|al|ao|o) (?:[\w'-]+ ){0,3}§"
    r"|§[^§]{0,90}\bas (?:she|he) was (?:remanded|led away|jailed|sentenced)"
    r"|§[^.§]{0,60}\b(?:she|he) had (?:hit|stabbed|killed|made it up|invented|lied)"
    r"|\bans (?:de \w+ )?a §|‡ (?:by|par|por|durch|door) (?:(?:the|a|his|her|su|son|sa|o|el"
    r"|le|her former|his former) )?(?:[\w'-]+ ){0,3}§|\b(?:subit|sufrid|sofrid)\w+ (?:da|de"
    r"|por|dal) (?:don )?(?:[\w'-]+ )?§|\b(?:julgamento|proces|prozess|trial|juicio|processo"
    r"|zaak) (?:of|do|da|de|du|gegen|van|tegen|a|al|del|contra|di) (?:[\w'-]+ ){0,3}§"
    r"|\b(?:the man she accuses|whom she accuses|ihr peiniger|der tater),? (?:ist )?§"
    r"|\b(?:says?|said|told|sagte|dit|dijo|disse|zei|claims?"
    r"|claimed)\b[^.§]{0,60}§(?=[^.§]{0,40}\b(?:locked|pinned|pushed|put his|grabbed|groped"
    r"|touched|raped|abused|assaulted|told her she|forced)\b)"
)
MENS = re.compile(
    r"\b(?:landlord|coach|trainer|masseur|priest|father|pastor|organist|choirmaster|teacher"
    r"|driver|builder|doctor|surgeon|chef|corporal|actor|singer|senator|kine|kinesitherapeute"
    r"|chauffeur|entraineur|entrenador|masajista|fotografo|fotografo|professor de danca"
    r"|rijinstructeur|fahrlehrer|physiotherapeut\w*|chefarzt|masseur|aumonier|adjoint) §"
)
BYSTANDER = re.compile(
    r"§[^§]{0,160}\b(?:i saw nothing|je n'ai rien vu|nichts gesehen|nichts bemerkt|no vi nada"
    r"|non ho visto nulla|nao vi nada|niets gezien)\b|"
    r"§[^.§]{0,90}?\b(?:worked (?:with|beside|alongside|for) him|never suspected"
    r"|noticed nothing|trabalhava com ele|trabajaba con el|travaillait avec lui"
    r"|mit ihm arbeitete|lavorava con lui|met hem werkte|nunca suspeit\w+|nunca sospech\w+"
    r"|jamais rien|nie etwas|mai sospett\w+|nooit iets|was always|found the|found a"
    r"|saw nothing|fand (?:die|den|das)|a trouve|ha trovato|er sei nie|siempre fue"
    r"|(?<!court )(?<!jury )(?<!jurors )(?<!inquiry )heard|saw (?:him|the|a)|rang"
    r"|called (?:the )?(?:police|an ambulance|999|911|for)|came to her aid|helped|stood by"
    r"|never saw|spoke up|appealed|welcomed|praised|thanked|promised|apologised|apologized"
    r"|leads?|led the|heads?|chairs|founded|directs|demanded|urged|warned|announced|declined"
    r"|took charge|has hired|stopped him"
    r"|horte|rief|half|kam zu hilfe|bittet|bat um|lobte|forderte|leitet|versprach|kundigte"
    r"|bedauerte|nannte|begrusste|vertritt|ubergab|spielt|gibt"
    r"|a entendu|alerte les|a secouru|salue|a salue|a promis|a promise|dirige|preside|reclame"
    r"|a demande pardon|attend les|plaide|pointe|a annonce|regrette|incarne"
    r"|oyo|escucho|auxilio|socorrio|aviso a|pidio(?! que no)|celebro|anuncio|dirige|lamento"
    r"|felicito|expreso|pide|interpreta|destaco|negara"
    r"|ha sentito|ha soccorso|ha dato l'allarme|chiede|invita|guida|ringrazia|ha promesso"
    r"|ha annunciato|si e detto|aveva chiesto|interpreta"
    r"|ouviu|socorreu|chamou a|pediu|elogiou|anunciou|dirige|lamentou|procura|pedira|apoia"
    r"|considerou|propoe|preside|interpreta"
    r"|hoorde|belde|schoot te hulp|vraagt|eist|noemde|noemt|leidt|feliciteerde|opende"
    r"|kondigde|prees|speelt|wordt)\b"
)
_AT_WORK = (
    r"\b(?:police|detective\w*|inspector|superintendent|sergeant|constable|officer|garda"
    r"|judge|justice|recorder|sheriff|magistrate|prosecut\w*|barrister|solicitor|lawyer"
    r"|attorney|counsel|defence|defense|spokes\w*|commissioner|minister|mayor|councillor"
    r"|senator|congress\w*|mp|president|chair\w*|chief|head of|head teacher|headteacher"
    r"|principal|dean|director|manager|bishop|archbishop|brigadier|secretary of|union leader"
    r"|professor|expert|psycholog\w*|psychiatr\w*|forensic|campaign\w*|activist|author"
    r"|novelist|critic|actress in|director|friend|neighbour|neighbor|colleague of"
    r"|colleague(?= [a-z]+ [a-z]+$)|wife|ex-wife|husband|mother(?! of (?:two|three|four))"
    r"|father(?! of (?:two|three|four))|sister|brother|son(?! \w)|daughter|girlfriend"
    r"|boyfriend|fiance|partner of|uncle|aunt|cousin|witness|owner|boss|editor|reporter"
    r"|journalist|chaperone|union"
    r"|polizei\w*|\w*kommissar\w*|ermittler\w*|richter\w*|\w*staatsanw\w+|\w*anwalt\w*"
    r"|verteidiger\w*|sprecher\w*|gutachter\w*|leiter\w*|chef\w*|burgermeister\w*|minister\w*"
    r"|abt|bischof|psycholog\w*|nachbar\w*|(?:mutter|vater)(?! (?:of|von|van|de|di) (?:two"
    r"|three|four|zwei|drei|vier|twee|drie|deux|trois|quatre|dos|tres|cuatro|due|tre|quattro"
    r"|dois|duas|quatro)\b)|schwester|bruder|frau(?= §)|freund\w*|zeuge|besitzer\w*"
    r"|regisseur\w*|\w*schauspieler\w*|sangerin|autorin|politiker\w*|professor"
    r"|procureure?|juge|presidente?|avocate?|me|maitre|maire|deput\w+|ministre|eveque|mgr"
    r"|commissaire|gendarme|policier\w*|enqueteur\w*|psycholog\w*|expert\w*|directrice"
    r"|directeur|proviseur|voisine?|(?:mere|pere)(?! (?:of|von|van|de|di) (?:two|three|four"
    r"|zwei|drei|vier|twee|drie|deux|trois|quatre|dos|tres|cuatro|due|tre|quattro|dois|duas"
    r"|quatro)\b)|soeur|frere|amie?|epouse|compagne|romanciere|autrice|libraire|militante"
    r"|actrice|chef"
    r"|fiscal|juez|jueza|abogad\w|letrad\w|alcald\w+|concejal\w*|consejer\w+|ministr\w|obispo"
    r"|comisari\w|inspector\w*|agente|guardia|perit\w|forense|psicolog\w*|director\w*"
    r"|president\w|duen\w|vecin[oa](?! de)|(?:madre|padre)(?! (?:of|von|van|de|di) (?:two"
    r"|three|four|zwei|drei|vier|twee|drie|deux|trois|quatre|dos|tres|cuatro|due|tre|quattro"
    r"|dois|duas|quatro)\b)|herman\w|amig\w|espos\w|novia|testigo|actriz|escritora|portavoz"
    r"|pm|procurator\w*|giudice|avvocat\w|sindac\w|assessor\w|ministr\w|vescovo|commissari\w"
    r"|ispettor\w*|ispettric\w|dirigente|comandante|carabinier\w|perit\w|psicolog\w"
    r"|direttor\w*|direttric\w|presidente|preside|titolare|vicin\w|(?:madre|padre)(?! (?:of"
    r"|von|van|de|di) (?:two|three|four|zwei|drei|vier|twee|drie|deux|trois|quatre|dos|tres"
    r"|cuatro|due|tre|quattro|dois|duas|quatro)\b)|sorella|fratello|amic\w|moglie|marito"
    r"|testimone|attrice|scrittrice|don"
    r"|procurador\w*|promotor\w*|juiza?|advogad\w|delegad\w|inspetor\w*|deputad\w|vereador\w*"
    r"|ministr\w|bispo|bastonari\w|presidente|diretor\w*|perit\w|psicolog\w|vizinh\w|(?:mae"
    r"|pai)(?! (?:of|von|van|de|di) (?:two|three|four|zwei|drei|vier|twee|drie|deux|trois"
    r"|quatre|dos|tres|cuatro|due|tre|quattro|dois|duas|quatro)\b)|irma|irmao|amig\w"
    r"|mulher do|esposa|marido|testemunha|atriz|escritora|relator\w*|porteir\w"
    r"|rechter|officier|advocate?|raadsman|raadsvrouw|burgemeester|wethouder|minister"
    r"|bisschop|commissaris|recherche\w*|agent|wijkagent|woordvoer\w*|voorzit\w+|directeur"
    r"|directrice|deskundige|psycholoog|psychiater|buur\w*|(?:moeder|vader)(?! (?:of|von|van"
    r"|de|di) (?:two|three|four|zwei|drei|vier|twee|drie|deux|trois|quatre|dos|tres|cuatro"
    r"|due|tre|quattro|dois|duas|quatro)\b)|zus|broer|vriend\w*|echtgeno\w+|getuige|actrice"
    r"|schrijfster|regisseur|baas)\b"
)
_KIN = (
    r"(?:wife|ex-wife|husband|mother|father|sister|brother|girlfriend|boyfriend|friend"
    r"|neighbour|colleague|ehefrau|frau eines|frau des|ex-frau|mutter|schwester|bruder"
    r"|freundin|nachbarin|epouse|femme de|femme d'un|compagne|mere|soeur|amie|voisine"
    r"|esposa|mujer del?|madre|hermana|novia|amiga|vecina|moglie|sorella|fidanzata|amica"
    r"|vicina|esposa|mulher do|mae|irma|namorada|vizinha|vrouw van|echtgenote|moeder|zus"
    r"|vriendin|buurvrouw)"
)
_WORKS_BEFORE = re.compile(
    rf"{_AT_WORK}(?:,? (?!(?:of|von|van|de|di|da|do|d)\b)[\w'’-]+){{0,3}},? ?$"
)
ITS_LEAD = re.compile(
    # the wife of the accused said so. §, 29, told reporters
    rf"(?:^|[.] {{1,2}}|  )(?:the|his|her|die|der|la|le|l'|el|il|o|a|de"
    rf"|an?) ?(?:[\w'-]+ )?{_KIN}\b[^.§]{{0,200}}[.] {{1,2}}§"
)
JAILED_LEAD = re.compile(
    r"(?:^|[.] {1,2}|  )(?:an?|ein\w*|une?|una?|um|uma|een) [^.§‡]{1,60}?\b(?:jailed"
    r"|convicted|charged|arrested|accused|invented|verurteilt|festgenommen|condamne|ecroue"
    r"|detenido|condenado|condannat[oa]|arrestat[oa]|detido|preso|veroordeeld"
    r"|aangehouden)\b[^.§]{0,120}[.] {1,2}§"
)
_WORKS_BESIDE = re.compile(_AT_WORK)
_KIN_COMMA = re.compile(
    # his wife, Ann Roe
    r"\b(?:his|her|their|the|seine?|ihre?|die|der|son|sa|leur|la|le|su|sua|o|a|il|zijn|haar"
    r"|de|een|a|an)(?: \w+)?"
    r" [\w'-]+, (?:(?:the|la|le|die|der|il|o|a|de) [\w'-]+ )?$"
)
_APPOSED = re.compile(
    r"(?:,| \() ?(?!(?:according|laut|selon|segun|secondo|segundo|volgens|who|told"
    r"|said)\b)(?:[¢¤]\)?,? ?)?(?!(?:according|laut|selon|segun|secondo|segundo|volgens|told"
    r"|said)\b)(?:[^ ,.;()§]+[ ,]?){0,4}"
)
UNNAMED = re.compile(
    r"\b(?:(?:cannot|can ?not|can't|may not|must not) be (?:named|identified)"
    r"|not (?:been )?named|never been named|right to anonymity|anonym\w*"
    r"|known as (?:patients?|woman|witness)|patients? [a-h]\b|from behind a (?:screen"
    r"|curtain)|by video|behind closed doors|identit\w+ (?:is|are|was|being) (?:protected"
    r"|withheld)|names? (?:are|were|have been|has been|is) withheld"
    r"|ausschluss der offentlichkeit|nicht genannt|namen (?:nennt|nannte|wurden nicht)"
    r"|geschutzt"
    r"|huis clos|nom soit|identite est|dont l'identite|dont les identites|pas ete nommee"
    r"|dont le nom"
    r"|cuya identidad|cuyas identidades|testigos? protegid\w+|en reserva|identidad se"
    r"|videoconferencia|iniciales"
    r"|le cui generalita|generalita non|indicate? (?:negli atti )?con una lettera"
    r"|identita (?:e|resta)|porte chiuse"
    r"|cuj[oa]s? (?:nomes?|identidades?)|nomes? (?:foram|foi|nao)|porta fechada"
    r"|identidade (?:foi|sera|e)"
    r"|met letters|letters aangeduid|x en y|achter gesloten deuren|niet (?:genoemd|bij naam))\b"
)
UNKNOWN = re.compile(
    r"\b(?:(?:a|an|the|ein\w*|der|die|den|un|une|el|le|il|um|o|een|de) (?:[\w-]+ )?(?:man|boy"
    r"|teenager|driver|coach|priest|intruder|stranger|doctor|teacher|masseur|mann|tater"
    r"|unbekannter?|taxifahrer|trainer|pater|homme|individu|chauffeur|medecin|hombre|pastor"
    r"|medico|uomo|homem|motorista|padre|jongen|onbekende|dader|¢))\b"
)
A_CASE = re.compile(
    r"\b(?:detectives|rapist|jailed|convict\w*|sentenc\w*|arrest\w*|charged|charge|accused|accuses|guilty"
    r"|custody|remanded|bail|on trial|trial of|pleads?|pleaded|denies|denied|struck off|sued"
    r"|sues|suing|complaint|allegation|settle\w*|court martial|tribunal has|attacker"
    r"|judge ruled|lawyers for|lawsuit|inquiry|police (?:said|are)"
    r"|verurteil\w*|prozess|angeklagt\w*|festgenommen|haft\w*|untersuchungshaft"
    r"|vor dem \w*gericht|tater|verklagt|klagt|anzeige|beschuldigt\w*|vorgeworfen|unbekannter"
    r"|freispruch|freigesprochen|gefangnis|weist die vorwurfe"
    r"|condamn\w*|ecroue\w*|mis en examen|garde a vue|jugee?|proces d\w*|comparait"
    r"|interpelle\w*|plainte|accuse\w*|soupconne\w*|nie"
    r"|condena\w*|detenid\w*|ha detenido|acusad\w*|juzga|prision|denuncio|denuncia|querella"
    r"|imputad\w*|juicio|procesa\w*|carcel|abuso"
    r"|in manette|condannat\w*|arrestat\w*|fermat\w*|indagat\w*|accusat\w*|imputat\w*"
    r"|processo|denunciat\w*|chiesto alla"
    r"|condenad\w*|condenou|detid\w*|deteve|preso|prendeu|acusad\w*|acusou|arguid\w*|julgamento|queixa"
    r"|veroordeel\w*|verdacht\w*|aangehouden|cel|celstraf|non-actief|vervolgd|terecht\w*|aangifte|aanklacht|zaak)\b"
)


def works(cast: Cast, part: Part) -> bool:
    """Tell whether somebody works on a case, or is kin or a friend of who is in it."""
    text = cast.text
    if _WORKS_BESIDE.search(fold(part.person.name).text):
        return True
    for at in part.mentions:
        before = re.split(r"[.;§\n]|  ", text[max(at - 40, 0) : at])[-1]
        before = before if _KIN_COMMA.search(before) else before.rpartition(",")[2]
        if _WORKS_BEFORE.search(before):
            return True
        beside = _APPOSED.match(text, at + 1)
        if beside:
            role = _WORKS_BESIDE.search(text, beside.start(), beside.end() + _FURTHER)
            if role and role.end() <= beside.end():
                return True
    return False


_FURTHER = 12
"""How far what follows a word is looked at: a mother of two is no mother of somebody."""
