"""Pure: an event in a headline of which its text has no word: no hurt, no fall, no block."""

from __future__ import annotations

import re
from typing import NamedTuple

_SHORTEST_BODY = 200
"""Signs; a flash may leave to its headline what it tells."""


class _Event(NamedTuple):
    headline: re.Pattern[str]
    told: re.Pattern[str]
    """Any word by which a text may tell of it."""
    why: str


_BUILT = (
    r"(?:bridges?|roof|building|block|tower|wall|stand|crane|tunnel|dam|mine|brucke|dach"
    r"|gebaude"
    r"|haus|turm|mauer|tribune|kran|pont|toit|immeuble|batiment|mur|tribune|grue|viaduc"
    r"|puente|techo"
    r"|edificio|muro|grada|grua|ponte|tetto|palazzo|palazzina|edificio|tribuna|gru"
    r"|viadotto|predio"
    r"|teto|bancada|brug|dak|gebouw|flat|muur|tribune|kraan|bro|tak|byggnad|hus)"
)
_FALLS = (
    r"(?:collaps\w*|einsturz\w*|eingesturzt|sturzt\w*|effondr\w*|ecroul\w*|derrumb\w*"
    r"|desplom\w*"
    r"|hund\w*|croll\w*|desab\w*|desmoron\w*|rui[ur]?\w*|instort\w*|ingestort|rasa\w*"
    r"|rasar|kollaps\w*"
    r"|gave way|give way|fell|came down|caved)"
)
_HARM = (
    r"\b(?:injur\w*|hurt|wound\w*|casualt\w*|hospital\w*|ambulanc\w*|dead|died|kill\w*"
    r"|death\w*|shot"
    r"|stab\w*|verletz\w*|tote?\w*|opfer\w*|krankenh\w*|klinik\w*|schwer\w*|bless\w*"
    r"|morts?|victime\w*"
    r"|hopita\w*|herid\w*|muert\w*|victima\w*|hospital\w*|lesion\w*|ferit\w*|mort\w*|vittim\w*"
    r"|ospedal\w*|ricover\w*|ferid\w*|mort\w*|vitima\w*|hospita\w*|gewond\w*|dod\w*"
    r"|slachtoffer\w*"
    r"|ziekenhu\w*|skada\w*|dod\w*|sjukhus\w*|burn\w*|treated|poison\w*|ill|sick\w*"
    r"|unwell|lesoes)\b"
)
_DIES = re.compile(
    r"^(?:\w+ ){0,6}?(?:dies|has died|found dead|stirbt|ist tot|gestorben|meurt|est mort"
    r"|est decede"
    r"|est morte|decede|s'est eteint|muere|mueren|fallece|ha muerto|muore|muoiono|e morto"
    r"|e morta"
    r"|morre|morrem|morreu|faleceu|overlijdt|overleden|sterft|dor|har dott|avliden)\b"
)
_OF_DEATH = re.compile(
    r"\b(?:d(?:ie[sd]?|ying|ead|eaths?|eadly|eceased)|kill\w*|fatal\w*|bod(?:y|ies)"
    r"|corpse\w*|funeral\w*"
    r"|late|grave\w*|buri\w+|mourn\w*|tribute\w*|obituar\w*|passed away|lost (?:his|her"
    r"|their) li\w+|life"
    r"|surviv\w*|condolence\w*|star[bt]\w*|sterb\w*|gestorben\w*|stirbt|tot|tote[nrs]?"
    r"|tod|todes\w*|todlich\w*"
    r"|ums leben|leiche\w*"
    r"|leichnam|beerdig\w*|beisetz\w*|trauer\w*|nachruf\w*|verstorben\w*|verstarb\w*"
    r"|getotet\w*|toten|erlag\w*"
    r"|leben|hinterla\w*|mor[tde]\w*|deced\w*|deces|mourir\w*|meur\w*|eteint\w*|obseques"
    r"|deuil|tue\w*"
    r"|disparu\w*|disparition|perdu la vie|vie|muri\w*|muer\w*|fallec\w*|defuncion|entierro"
    r"|luto|capilla ardiente"
    r"|restos|sepelio|funeral\w*|vida|cadaver\w*|muor\w*|spent\w*|scomparsa|scompars\w*"
    r"|decedut\w*"
    r"|decess\w*|funerali|lutto|salma|vita|cordoglio|uccis\w*|morr\w*|falec\w*|obito\w*"
    r"|velorio|enterro"
    r"|overle\w*|overlij\w*|dood\w*|dode\w*|gestorven|stier\w*|sterf\w*|omgekomen"
    r"|om het leven|uitvaart"
    r"|begraf\w*|begrav\w*|lichaam|leven|levens|dog|dod\w*|omkom\w*|avle?d\w*|avlid\w*"
    r"|begrav\w*|liv|livet"
    r"|efterlamn\w*|somnade|borta|sorg\w*)\b"
)
_EVENTS = (
    _Event(_DIES, _OF_DEATH, "The headline tells of a death; the text of none."),
    _Event(
        re.compile(
            r"\b(?:blaze|wildfires?|(?<!all')inferno|(?:house|flat|factory|hotel|school"
            r"|warehouse"
            r"|forest|barn) fire"
            r"|fire (?:at|destroys|kills|guts|damages|rips|tears|breaks out)|(?:gross"
            r"|wohnungs|dachstuhl|wald"
            r"|haus|scheunen)brand|feuer (?:in|zerstort)|incendie|incendio|rogo|woningbrand"
            r"|uitslaande brand|villabrand|skogsbrand)\b"
        ),
        re.compile(
            r"\b(?:\w*fires?|firefight\w*|flam\w*|burn\w*|smok\w*|blaz\w*|arson\w*|ablaze"
            r"|gutted|extinguish\w*"
            r"|\w*brand\w*|\w*brenn\w*|\w*brann\w*|feuer\w*|rauch\w*|loder\w*|flamm\w*"
            r"|incend\w*|feux?"
            r"|brul\w*|fum\w+|calcin\w*|pompiers|llamas|fuego|ardi\w*|arde\w*|quem\w*"
            r"|fogo\w*|cham\w*|fiamm\w*"
            r"|fuoco|rogo|roghi|bruci\w*|vuur\w*|vlam\w*|rook(?:ontwikkeling|wolk\w*"
            r"|pluim\w*)?|eld\w*|lagor\w*|rok\w*"
            r"|bombe\w*|vigili|essence|petrol|gasoline|benzin\w*|gasolina|accelerant"
            r"|brandbeschleuniger)\b"
        ),
        "The headline tells of a fire; the text of none.",
    ),
    _Event(
        re.compile(
            r"\b(?:(?:\d+|dozens|hundreds|scores|several|two|three|four|five|six|seven"
            r"|eight|nine|ten"
            r"|many|dutzende|zwei|drei|vier|funf|mehrere|viele|des dizaines de|plusieurs|deux"
            r"|trois"
            r"|decenas de|varios|dos|tres|decine di|numerosi|due|tre|dezenas de|varios|dois"
            r"|tres"
            r"|tientallen|twee|drie|tiotals|tva|tre) (?:people )?(?:injured|hurt|wounded"
            r"|verletzte"
            r"|blesses|heridos|feriti|feridos|gewonden|skadade))\b"
        ),
        re.compile(_HARM),
        "The headline tells of injured people; the text of none.",
    ),
    _Event(
        re.compile(
            rf"\b{_FALLS}\b[^.]{{0,30}}\b{_BUILT}\b|\b{_BUILT}\b[^.]{{0,30}}\b{_FALLS}\b"
        ),
        re.compile(
            rf"\b(?:{_FALLS}|tumbl\w*|rubble|debris|trummer\w*|gravats|decombres|escombros"
            rf"|macerie"
            r"|escombros|puin|rasmass\w*|herab\w*|gesturzt|cedi\w*|ced\w*|caid\w*|cayo"
            r"|cadut\w*|caiu"
            r"|gav vika|bezweken|bezweek|nachgegeben|gab nach|broke\w*|fall\w*)\b"
        ),
        "The headline tells of a collapse; the text of none.",
    ),
    _Event(
        re.compile(
            r"\b(?:explosion|explodes?|blast|bomb|bombe|explodiert|attentat|explose"
            r"|explota|atentado"
            r"|esplode|esplosione|attentato|explode|explosao|ontploffing|ontploft|aanslag"
            r"|exploderar"
            r"|sprangning)\b"
        ),
        re.compile(
            r"\b(?:explo\w*|blast\w*|bomb\w*|deton\w*|spreng\w*|attent\w*|atent\w*"
            r"|esplo\w*|ordign\w*"
            r"|ontplof\w*|aanslag\w*|spräng\w*|sprang\w*|device|grenad\w*|granat\w*|artefact\w*"
            r"|ammunition|munition\w*|blew|went off|gas|hoax\w*|threat\w*|\w*drohung\w*|canular"
            r"|alerte|falsa alarma|amenaza\w*|falso allarme|minacci\w*|ameaca\w*|dreig\w*"
            r"|caller)\b"
        ),
        "The headline tells of an explosion; the text of none.",
    ),
    _Event(
        re.compile(
            r"\b(?:blockade|blocks? (?:the )?(?:road|motorway|highway|port|border|bridge)"
            r"|blockieren|blockiert|bloquent|bloquean|bloccano|bloqueiam|blokkeren|blockerar)\b"
        ),
        re.compile(
            r"\b(?:block\w*|blockad\w*|bloqu\w*|blocc\w*|blokk\w*|barric\w*|barrik\w*"
            r"|clos\w*|gesperrt"
            r"|sperr\w*|cerr\w*|cort\w*|chius\w*|ferm\w*|barrag\w*|interromp\w*|fechad\w*"
            r"|vast|afgesloten"
            r"|afgezet|dicht|stil|stopp\w*|sparr\w*|standstill|tractor\w*|traktor\w*"
            r"|tracteur\w*)\b"
        ),
        "The headline tells of a blockade; the text of none.",
    ),
    _Event(
        re.compile(
            r"\b(?:arrested|arrests|detained|festgenommen|verhaftet|interpelle\w*|arrete pour"
            r"|detenid[oa]s?|arrestat[oaie]|detid[oa]s?|aangehouden|gearresteerd|gripen"
            r"|gripna)\b"
        ),
        re.compile(
            r"\b(?:arrest\w*|detain\w*|detention|held|custody|charged|caught|seiz\w*"
            r"|pick\w* up|raid\w*"
            r"|festn\w*|festgen\w*|verhaft\w*|gefasst|gewahrsam|haft\w*|abgefuhrt"
            r"|interpel\w*|arret\w*"
            r"|garde a vue|ecrou\w*|deten\w*|detuv\w*|captur\w*|apres\w*|prision|ferm\w*"
            r"|manette|carcere"
            r"|catturat\w*|domiciliari|deti\w*|deteve|deter\w*|pres[oa]s?|prend\w*|prisao"
            r"|prision\w*"
            r"|aangeh\w*|gearrest\w*|opgepakt|opgepakte|cel|vast|ingerekend|grip\w*"
            r"|anhall\w*|hakt\w*"
            r"|nabbed|cuffs|handcuff\w*|locked up|suspect\w*"
            r"|police|polizei\w*|policia|polizia|polici\w+"
            r"|gendarm\w*|carabinier\w*|guardia|gnr|politie|polis\w*)\b"
        ),
        "The headline tells of an arrest; the text of none.",
    ),
    _Event(
        re.compile(
            r"\b(?:ferry|ship|boat|trawler|yacht|fahre|schiff|boot|navire|bateau|ferry"
            r"|barco|buque"
            r"|ferry|nave|traghetto|barca|barco|navio|veerboot|schip|boot|farja\w*"
            r"|bat\w*)\b[^.]{0,20}"
            r"\b(?:sinks?|sank|sinkt|gesunken|coule|naufrage|se hunde|hundid[oa]|naufraga"
            r"|affonda"
            r"|affondat[oa]|afunda|naufraga|zinkt|gezonken|sjunker|sjonk)\b"
        ),
        re.compile(
            r"\b(?:s[aiu]nk\w*|gesunken|untergang\w*|unter\b|coul\w*|naufrag\w*|sombr\w*"
            r"|hund\w*|affond\w*"
            r"|afund\w*|zink\w*|gezonk\w*|zonk|verging|vergaan|sjunk\w*|sjonk|capsiz\w*"
            r"|went down|keel\w*"
            r"|gekenter\w*|kenter\w*|chavir\w*|volc\w*|capovol\w*|virou|omgeslagen"
            r"|kapsej\w*|seabed"
            r"|wreck\w*|wrack\w*|epave|pecio|relitto|wrak)\b"
        ),
        "The headline tells of a vessel that sank; the text of none.",
    ),
    _Event(
        re.compile(
            r"\b(?:resigns|quits|steps down|(?:announces|announced|hands in|submits"
            r"|tenders) (?:his |her |their )?"
            r"(?:shock )?resignation|tritt (?:\w+ )?zuruck|kundigt (?:\w+ )?rucktritt an"
            r"|erklart (?:\w+ )?rucktritt"
            r"|demissionne|(?:annonce|presente|remet|donne) sa demission|dimite|(?:anuncia"
            r"|presenta) (?:su )?dimision"
            r"|si dimette|(?:annuncia|presenta|rassegna) le (?:sue )?dimissioni|demite-se"
            r"|renuncia ao cargo"
            r"|(?:anuncia|apresenta) (?:a )?demissao|treedt (?:\w+ )?af|stapt (?:\w+ )?op"
            r"|kondigt (?:\w+ )?(?:vertrek|aftreden) aan"
            r"|avgar|meddelar sin avgang)\b"
        ),
        re.compile(
            r"\b(?:resign\w*|quit\w*|step\w* (?:down|aside|back)|stand\w* down|stood down"
            r"|leav\w*|left|depart(?:s|ed|ing|ures?)?|go(?:es|ing)?"
            r"|gone|hand(?:s|ed|ing)? over|t(?:ake|akes|ook|aking) over|had led|success\w*"
            r"|replac\w*|retir\w*|walk\w*|exit|give up|gave up|notice"
            r"|outgoing|acting|former|interim|farewell|hang(?:s|ing)? up|hung up"
            r"|rucktritt\w*|zuruck\w*|hingeschm\w*|hinwirf\w*|schmeiss\w*|schluss"
            r"|verlasst|verliess|ubernimmt|ubernehm\w*|interims\w*|tritt|trat|ab|amt\w*"
            r"|nachfolg\w*|abschied\w*|aufh\w*|scheid\w*|ausscheid\w*|abgang"
            r"|demission\w*|quitt\w*|depart|partir|partira|parti|s'en va|remplac\w*"
            r"|success\w*|interim\w*|fonctions|mandat|cesse\w*"
            r"|laiss\w*|jette l'eponge|retire|retrait|dimit\w*|dimision\w*|renunci\w*|dej\w*"
            r"|abandon\w*|marcha\w*|sustitu\w*"
            r"|releva|relevo|suces\w*|cese|se va|cargo|dimett\w*|dimission\w*|dimess\w*"
            r"|lasci\w*|addio|succed\w*|successor\w*"
            r"|incarico|passo indietro|demit\w*|demiss\w*|sai|saida|saiu|deix\w*|substitu\w*"
            r"|cargo|aftred\w*|afgetreden"
            r"|opgestapt|opstap\w*|vertrek\w*|vertrok\w*|stapt|stapte|treedt|trad|opvolg\w*"
            r"|ambt|neer\w*|waarne\w*|benoem\w*|taken over|verlaat|weg|stopt|stoppen|functie"
            r"|avg\w*|lamna\w*"
            r"|eftertrad\w*|slutar|ersatt\w*)\b"
        ),
        "The headline tells of a resignation; the text of none.",
    ),
    _Event(
        re.compile(
            r"\b(?:(?:to|will) (?:divorce|wed|marry)|(?:announces?|announced) (?:his |her "
            r"|their )?(?:divorce|engagement"
            r"|candidacy|retirement|merger|bankruptcy)|files for (?:bankruptcy|divorce)"
            r"|meldet insolvenz an"
            r"|annonce (?:son|sa|leur) (?:divorce|candidature|retraite|faillite)"
            r"|anuncia su (?:divorcio|candidatura"
            r"|retirada|quiebra)|annuncia (?:il (?:suo )?|la (?:sua )?)(?:divorzio"
            r"|candidatura|ritiro|fallimento)"
            r"|anuncia (?:o (?:seu )?|a (?:sua )?)(?:divorcio|candidatura|falencia)"
            r"|kondigt (?:\w+ )?(?:scheiding|kandidatuur)"
            r" aan|vraagt faillissement aan)\b"
        ),
        re.compile(
            r"\b(?:divorc\w*|separat\w*|split|marri\w*|marry\w*|wed\w*|engage\w*"
            r"|candida\w*|runs?|running|stand\w*|bid"
            r"|election\w*|retir\w*|career|last|quit\w*|leav\w*|merg\w*|tak\w* over|join\w*"
            r"|bankrupt\w*|insolven\w*"
            r"|administrat\w*|creditor\w*|debts?|glaubiger\w*|schuld\w*"
            r"|zahlungsunfahig\w*|pleite\w*|verwalter\w*"
            r"|divorc\w*|separ\w*|elect\w*|elecc\w*|presidentielle|presidenc\w*"
            r"|municipales|retrait\w*|carriere|faillite"
            r"|liquidation|redressement|dettes?|retir\w*|carrera|quiebra|concurso"
            r"|acreedor\w*|deudas?|divorz\w*|separa\w*"
            r"|elezion\w*|ritir\w*|carriera|falli\w*|credit\w*|debit\w*|eleic\w*|falencia"
            r"|dividas?|scheid\w*|uit elkaar"
            r"|kandida\w*|verkiezing\w*|faillissement|failliet|curator|schulden)\b"
        ),
        "The headline announces what the text does not tell.",
    ),
)


def another_event(headline: str, text: str) -> str | None:
    """Say of which event a folded headline tells, and its folded text with no word."""
    if len(text) < _SHORTEST_BODY or "?" in headline:
        return None
    for event in _EVENTS:
        said = event.headline.search(headline)
        if said and not _OF_IT.match(headline, said.end()) and not event.told.search(text):
            return event.why
    return None


_OF_IT = re.compile(
    r"(?:'s)? (?:inquir(?:y|ies)|enquiry|probe|trial|report|hearings?|case|inquest"
    r"|investigation|victims?|survivors?|anniversary|memorial|fund|appeal|damages|claims?"
    r"|lawsuit)\b"
)
"""What came of an event, and is what the headline tells of: "dam collapse inquiry"."""
