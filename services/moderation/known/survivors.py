"""Pure: whom a sexual offence was done to, known without a name or by a part in the trial.

Whoever reads that a named man abused his daughter knows her; so does a village that reads of
its only firewoman, its wine queen or the captain of its team.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from services.moderation import people
from services.moderation.known import described
from services.moderation.people import Person
from services.moderation.story import Story

_Place = tuple[int, int]

_KIN = (
    r"(?:(?:step|foster |adopted |grand)?(?:daughters?|sons?|child|children)|nieces?|nephews?"
    r"|sisters?|half-sister|wife|cousin|(?:stief|pflege|adoptiv|enkel)?(?:tochter|sohns?"
    r"|kind|kinder)"
    r"|(?:stief|pflege)sohn\w*|enkelin|nichten?|neffen?|schwester|ehefrau|fille|fils"
    r"|belle-fille"
    r"|beau-fils|petite-fille|niece|neveu|soeur|epouse|hij[oa]s?|hijastr[oa]s?|niet[oa]s?"
    r"|sobrin[oa]s?|herman[oa]s?|esposa|figli[oae]|figliastr[oae]|nipoti(?:na)?|nipote"
    r"|sorell\w+|moglie"
    r"|filh[oa]s?|entead[oa]s?|net[oa]s?|sobrinh[oa]s?|irma|esposa|(?:stief|pleeg"
    r"|klein)?dochters?"
    r"|(?:stief|pleeg|klein)?zoon|nichtjes?|neefjes?|zus|zusje|echtgenote"
    r"|(?:styv|foster)?dottern?|(?:styv|foster)?dottrar|(?:styv)?son(?:en)?|barnbarn"
    r"|brorsdotter"
    r"|systerdotter|syster|hustru|frau|ex-?frau|ex-wife|ex-femme|femme|mujer|exmujer|mulher"
    r"|ex-mulher|vrouw|ex-vrouw|fru|exfru)"
)
_ART_KIN = (
    # Italian and Portuguese leave out whose
    r"(?:la|il|le|i|della|alla|sulla|dalla|del|al|sul|a|o|as|da|das|do) (?:propri[oa] |sua )?"
    r"(?:figli[oae]|figliastr[oae]|moglie|nipotina|filh[oa]s?|entead[oa]s?|esposa|neta)\b"
    r"(?! d(?:i|ei|e|o|a|os|as|el|ella|ell|egli)\b)"
)
_HIS = (
    r"(?:his|her|their|seine[rnms]?|ihre[rnms]?|sa|son|ses|su|sus|sua|suo|suoi|sue|la sua"
    r"|della sua"
    r"|il suo|seus?|suas?|a propria|da propria|o proprio|do proprio|zijn|haar|hun|sin|sina"
    r"|sitt|hans"
    r"|hennes|da|do|de su|de sa|de ses)"
)
_OWN = (
    r"(?:(?:own|young|teenage|adopted|younger|elder|eldest|youngest|oldest|older|only|little"
    r"|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|pregnant|disabled|estranged"
    r"|\d+[- ]year-old|then|eigene[nrm]?|leibliche[nrm]?|einzige[nrm]?|jungste[nrm]?"
    r"|alteste[nrm]?|jungere[nrm]?|altere[nrm]?|kleine[nrm]?|schwangere[nrm]?|behinderte[nrm]?"
    r"|getrennt lebende[nrm]?|erwachsene[nrm]?|minderjahrige[nrm]?|\w*jahrige[nrm]?|damals"
    r"|propre|jeune|seule|unique|petite|propi[oa]|menor|mayor|unic[oa]|pequen[oa]|propri[oa]"
    r"|giovane|piccol[oa]|primogenit[oa]|eigen|minderjarige|enige|enig|jongste|oudste|jonge"
    r"|jongere|oudere|zwangere|volwassen|egen|egna|enda|yngsta|aldsta|yngre|aldre|unga"
    r"|minderariga?|¤|¢),? ){0,3}"
)
_NOT_KIN = (
    r"(?!(?:'s| of| von| de| des| di| van| do| da)? (?:friend|classmate|teacher|boyfriend"
    r"|freundin|amie?|amiga"
    r"|amica|vriendin|van))"
)
_KIN_HARMED = re.compile(
    # abusing his stepdaughter; abuso sexual da própria filha; his daughter was raped
    rf"‡(?: (?!by\b|durch\b|par\b|por\b|door\b|av\b|in\b|before\b"
    rf"|vor\b)[^\s.,;§†‡]+){{0,4}} {_HIS} "
    rf"{_OWN}{_KIN}\b{_NOT_KIN}"
    rf"|‡(?: (?!da\b|in\b|por\b|davanti\b)[^\s.,;§†‡]+){{0,2}} {_ART_KIN}"
    rf"|(?<!front of )(?<!friend of )(?<!vor )(?<!voor )\b{_HIS} {_OWN}{_KIN}\b(?!'s)"
    rf"(?:,[^.;,]{{0,40}},)?"
    rf"(?: (?!(?:said|told|wept|sat|saw|watched|sagte|weinte|dit|dijo|disse|zei|sade|by|von"
    rf"|par|por"
    rf"|door|av|who|die|que|qui|che|van)\b)[^\s.;§†‡]+){{0,8}}"
    # not "his wife knew of the rape"
    rf"(?<! the)(?<! der)(?<! den)(?<! la)(?<! le)(?<! du)(?<! del)(?<! dello)(?<! della)"
    rf"(?<! do)(?<! het)(?<! wegen)(?<! for)(?<! lo) ‡"
    # the victim is his daughter
    rf"|\b(?:victims?|complainants?|opfer|victimes?|plaignantes?|victimas?|denunciantes?"
    rf"|vittim[ae]"
    rf"|vitimas?|slachtoffers?|offret|malsaganden)\b,?"
    rf"(?: (?:of|der|des|du|de|del|della|da|do|van|av) (?:(?:the|la|de|het) )?[^\s.,;§†]+)?"
    rf"(?: (?:was|is|were|are|war|ist|sind"
    rf"|waren|etait"
    rf"|est|etaient|sont|era|es|eran|son|e|erano|sono|sao|eram|was|waren|var"
    rf"|ar))? {_HIS} {_OWN}{_KIN}\b"
    # father rapes daughter
    rf"|\b(?:father|stepfather|uncle|grandfather|vater|stiefvater|onkel|gro(?:ss|ß)vater|opa|pere"
    rf"|beau-pere"
    rf"|oncle|grand-pere|padre|padrastro|tio|abuelo|patrigno|zio|nonno|pai|padrasto|avo|vader"
    rf"|stiefvader|oom|far|styvfar|pappa)\b[^.§†]{{0,60}}‡[^.§†]{{0,30}}\b(?:step)?{_KIN}\b"
)
_ACCUSED = re.compile(
    r"§(?:,[^§†.]{0,80},)?(?:,? (?:who|der|die|qui|que|che|som))? ?(?:is |was |has been "
    r"|had been |has "
    r"|wurde |wird |ist |war |hat |a ete |est |sera |comparait |fue |ha sido |esta |e stato "
    r"|e |e' |foi "
    r"|werd |wordt |is |blev |har |ar )?(?:\w+ )?(?:accused|charged|convicted|jailed"
    r"|sentenced|arrested"
    r"|guilty|acquitted|cleared|suspected|indicted|denies|denied|admitted|admits|pleaded"
    r"|imprisoned"
    r"|remanded|facing|faces|appeared|angeklagt|beschuldigt|verurteilt|freigesprochen|verhaftet"
    r"|festgenommen|gestand|gesteht|bestreitet|schweigt|accuse|mis en examen|condamne|juge"
    r"|acquitte"
    r"|ecroue|nie|reconnait|comparait|acusado|condenado|detenido|juzgado|absuelto|niega"
    r"|procesado"
    r"|imputado|ingreso|accusato|condannato|arrestato|assolto|indagato|nega|detido|preso"
    r"|absolvido"
    r"|arguido|aangeklaagd|veroordeeld|aangehouden|verdacht|ontkent|bekende|atalad|domd"
    r"|domdes|doms"
    r"|haktad|anhallen|misstankt|nekar|friad|erkanner|raped|abused|assaulted|molested"
    r"|vergewaltigte"
    r"|missbrauchte|viola|violait|violo|violento|abuso|violou|abusou|verkrachtte|misbruikte"
    r"|valdtog"
    r"|moet)\b"
    r"|\b(?:convicted|jailed|sentenced|arrested|charged|accused|verurteilte?|verhaftete|nahm"
    r"|condamne"
    r"|ecroue|interpelle|condeno a|detuvo a|acusa a|condannato|arrestato|condenou|deteve|acusou"
    r"|veroordeelde|arresteerde|vervolgt|domde|doms|haktade|against|gegen|contre|contra"
    r"|contro|tegen"
    r"|mot)\b[^§†.‡]{0,60}§"
    r"|§,? (?:\(?¢\)?,?)[^§†]{0,80}‡|^[^§†‡.]{0,80}§,? \(?¢"
    # the court has § to six years … sentenced, in the languages that put the verb last
    r"|§[^.§†‡]{1,70}\b(?:verurteilt|angeklagt|festgenommen|verhaftet|veroordeeld|aangeklaagd"
    r"|aangehouden|opgepakt|gedagvaard|vervolgd|celstraf|haftstrafe|ins gefangnis|de cel in"
    r"|behind bars|years in (?:jail|prison)|(?:got|given|handed|received) (?:\w+ ){1,2}years)\b"
)
_MEDALLIST = (
    r"(?:(?:gold|silver|bronze) medall?ist|medal winner|(?:gold|silber"
    r"|bronze)?medaillengewinnerin"
    r"|(?:bronze|silber|gold)medaillistin|medaillee|medallista|medaglia d[i']|medalhada"
    r"|medalhista|winna(?:ar|res) van|medaillewinnares)\b"
)
_TRADE = (
    r"(?:(?:vice-?)?maire|adjoint\w*|pharmacien\w*|boulanger\w*|boucher\w*|medecin|notaire"
    r"|instituteur|institutrice|aubergiste|epicier\w*|facteur|garagiste|cure|pasteur|coiffeu\w+"
    r"|buraliste|sacristain)\b"
)
"""Who is one of a kind in a village."""
_PERSON_OF_NOTE = (
    r"(?:(?:the|its|their|his|our|a) (?:[\w'-]+ ){0,2}(?:only|sole|first|reigning|current"
    r"|sitting|acting"
    r"|newly elected|best-known|longest-serving|youngest) (?:[\w'-]+ ){1,4}"
    r"|(?:club|team|side|town|village|county|national|squad|school|choir|women's|ladies"
    r"|first) captain|captain of"
    r"|captains? the|captained|(?:who )?(?:plays|played|stars? as|starred as) (?:the (?:part"
    r"|role|title)"
    r"|[§†]|[\w'-]+ [\w'-]+ in|[\w'-]+ in)|(?:wine|beauty|carnival|harvest|pageant|festival"
    r"|rose|may) queen"
    r"|top scorer|leading scorer|number \d+|winner of|who won|presenter of|presents the"
    r"|anchors the"
    r"|reads the (?:news|weather)|lead singer|fronts the|singer of|sings in"
    r"|(?:mayor|headteacher|head teacher|headmistress|vicar|postmistress|chief executive"
    r"|chairwoman|principal"
    r"|landlady|curator|conductor|bishop|director) of|married to|wife of|daughter of"
    r"|sister of|partner of"
    r"|mother of [§†]|(?:runs|owns|keeps) the|deputy mayor|poet laureate|champion"
    r"|einzige[nrs]? \w+|amtierende[nrs]? \w+|derzeitige[nrs]? \w+|erste[nr]? \w*(?:frau|in)\b"
    r"|\w*konigin\b|\w*prinzessin\b|kapitanin|mannschaftsfuhrerin|spielfuhrerin"
    r"|torschutzenkonigin"
    r"|ruckennummer|nummer \d+|burgermeisterin|schulleiterin|direktorin|pfarrerin"
    r"|leiterin der|inhaberin"
    r"|wirtin des|moderatorin (?:der|des|von)|hauptdarstellerin|die rolle der|spielt in"
    r"|verheiratet mit"
    r"|frau des|tochter des|tochter der|tochter von|ehefrau (?:des|von)|landesmeisterin"
    r"|meisterin|siegerin"
    r"|(?:la )?seule (?:femme|\w+)|unique (?:femme|\w+)|(?:la )?premiere (?:femme|\w+euse"
    r"|\w+iere)|miss [\w-]+"
    r"|reine (?:du|de|des)|capitaine (?:du|de|des)|meilleure buteuse|numero \d+|championne"
    r"|(?:la )?maire de|adjointe au maire|directrice (?:du|de)|presentatrice (?:du|de)"
    r"|chanteuse (?:du|de)"
    r"|qui (?:joue|incarne|interprete|presente|tient|dirige)|epouse (?:de|du)|mariee a"
    r"|mariee au|fille (?:du|de) "
    rf"(?:maire|patron|[§†])|(?:fille|veuve|soeur|mere|epouse) (?:du|de la|de l') ?{_TRADE}"
    rf"|gagnante de|laureate"
    r"|(?:la )?unica (?:mujer|\w+)|unica donna|unica mulher|unica (?:\w+)|primera mujer"
    r"|prima donna a|primeira mulher"
    r"|reina (?:de|del)|capitana (?:del?|della)|maxima goleadora|dorsal \d+|campeona"
    r"|alcaldesa de|concejala de"
    r"|directora (?:del?|do|da)|presentadora (?:del?|da|do)|cantante de|que (?:interpreta"
    r"|presenta|dirige|regenta)"
    r"|(?:esta )?casada con|esposa del?|hija del?|ganadora de|actual (?:campeona|reina"
    r"|alcaldesa)"
    r"|reginetta|regina (?:del|della|di)|capocannoniera|maglia numero|numero \d+|campionessa"
    r"|sindaca di"
    r"|assessora|direttrice (?:del|della|di)|conduttrice (?:del|della|di)|cantante (?:del"
    r"|della|dei)|attuale \w+"
    r"|che (?:interpreta|conduce|dirige|gestisce)|sposata con|moglie (?:del|di)"
    r"|figlia (?:del|della|di)|vincitrice"
    r"|rainha (?:da|do|das)|capita (?:da|do)|melhor marcadora|camisola \d+|campea"
    r"|presidente da (?:junta|camara)"
    r"|apresentadora (?:da|do)|vocalista|que (?:interpreta|apresenta|dirige|gere)|casada com"
    r"|mulher do|esposa do"
    r"|filha (?:do|da) |vencedora"
    r"|enige (?:vrouw\w*|\w+)|eerste vrouw\w*|huidige \w+|regerende? \w+|aanvoerster"
    r"|aanvoerder van|topscorer"
    r"|topschutter|rugnummer|kampioene?|burgemeester van|wethouder|directrice van"
    r"|presentatrice van|zangeres van"
    r"|speelt in|getrouwd met|gehuwd met|vrouw van de|echtgenote van|dochter van|winnares"
    r"|koningin|schutterskoningin"
    r"|enda (?:kvinn\w+|\w+)|forsta kvinn\w+|regerande \w+|nuvarande \w+|lagkapten"
    r"|kapten (?:i|for)|skytteligavinnare"
    r"|trojnummer|mastarinna|lucia|kommunalrad|rektor (?:for|pa)|programledare (?:for|i)"
    r"|sangerska i|som spelar"
    rf"|gift med|hustru till|dotter till|vinnare av|vinnaren av|{described.OF_A_PLACE})"
)
_VICTIM = (
    r"\b(?:victim|complainant|accuser|opfer|geschadigte|nebenklagerin|anzeigeerstatterin"
    r"|(?:geschadigt|betroffen)(?= (?:ist|war|wurde)\b)|victime|plaignante|partie civile"
    r"|querellante|querelante|parte offesa|lesada"
    r"|victima"
    r"|denunciante|perjudicada|vittima|persona offesa|vitima|queixosa|ofendida|denunciante"
    r"|slachtoffer|aangeefster"
    r"|offret|malsaganden|malsagande)\b"
)
_TOLD = (
    r"(?!(?:told|by|against|from|asked|accused|named|says?|said|according|lawyer|attorney"
    r"|mother|family|support|anwalt"
    r"|anwaltin|vertritt|sagte|gegenuber|von(?! (?:zwilling\w*|drilling\w*|zwei|drei|vier))"
    r"|durch|avocate?|selon|par|dit|abogad[oa]|segun"
    r"|por|dijo|avvocat[oa]"
    r"|secondo|da|ha detto|advogad[oa]|segundo|disse|advocate?|volgens de advocaat|zei|tegen"
    r"|door|advokat\w*|enligt"
    r"|av|sade|mot|nicht|not|pas|non|niet|inte|nao)\b)"
)
_REPORTED = (
    r"\b(?:reported|complaint|allegations?|angezeigt|anzeige|strafanzeige|plainte"
    r"|denunciad[oa]|denuncio|denuncia"
    r"|denunciat[oa]|ha denunciato|queixa|denunciou|aangifte|anmald\w*|anmalan)\b"
)
_ANCHOR = re.compile(rf"{_VICTIM}|{_REPORTED}|‡")
_NOTED = re.compile(
    rf"{_VICTIM}(?:[,;]? {_TOLD}[^\s.;§†‡]+){{0,10}}?,? (?:l')?{_PERSON_OF_NOTE}"
    # the victim is the goalkeeper of the first team, målsäganden är sångerskan i bandet
    rf"|{_VICTIM} (?:(?:is|was)(?! an? )|ist|war|est|etait|es|era|e|foi|ar|var) (?:the |die "
    rf"|der |la |l'|le |el |a |o |de |het )?"
    r"(?!the\b|a\b|die\b|eine?\b|une?\b|una?\b|uma?\b|een\b|en\b|ett\b|only\b|not\b|target"
    r"|subject|key|main|first"
    r"|second|third|latest|most|focus|person|woman|girl|frau|femme|mujer|donna|mulher|vrouw"
    r"|kvinna|haupt|centro|objet"
    r"|objeto|doelwit|malet|mittelpunkt)(?:\w+[ -]){1,3}?(?:of|at|in) the (?!attack|assault"
    r"|rape|case|crime|offence)\w+"
    rf"|{_VICTIM} (?:ist|war|est|etait|es|era|e|foi|(?:is|was)(?! an? )|ar|var) (?:die |la |l'"
    r"|a |de |het )?(?!eine?\b|une?\b|una?\b|uma?\b|een\b|en\b|ett\b|nicht|pas|no\b|non\b|niet"
    r"|inte|zeugin|haupt)\w{4,} "
    r"(?:der|des|vom|du|de la|de l'|del|della|dello|dei|do|da|van de|van het|van|i|pa|for) "
    r"(?!tat|fait|faits|hechos|fatti|factos|feiten|dom|domen|fall|caso|zaak)[\w‘’'-]{3,}"
    # reported by the reigning wine queen
    rf"|{_REPORTED}"
    rf"(?: (?!lawyer|anwalt)[^\s.,;§†‡]+){{0,6}}?,? {_PERSON_OF_NOTE}"
    # rape of the team's captain
    r"|‡(?: (?:of|on|against|an|von|der|des|die|den|de|du|la|el|a|di|della|da|do|van|op|mot"
    r"|av|the|pa|the|una|une"
    rf"|een|einer|ett|en|il|le))"
    rf"{{0,3}} {_PERSON_OF_NOTE}"
)


def related(story: Story, sentences: list[_Place]) -> _Place | None:
    """Give a sentence that says a named accused did it to their own kin."""
    harmed = None
    for start, end in sentences:
        if _is_of_kin(story, start, end) or any(
            _KIN_HARMED.search(with_offences(story, reading, start, end)[0])
            for reading in _readings(story, start, end)
        ):
            harmed = (start, end)
            break
    if harmed is None:
        return None
    return harmed if any(_accused(story)) else None


_ON_KIN = re.compile(
    rf"\b(?:van zijn|della sua|sulla sua|della|sulla) {_OWN}(?:propria )?{_KIN}\b"
    r"(?! (?:di|del|della|van|dell)\b)"
)
"""What some words for the offence have in them: "misbruik van zijn oudste dochter"."""


def _is_of_kin(story: Story, start: int, end: int) -> bool:
    return any(
        _ON_KIN.search(story.folded, hit.start, min(hit.end + _BEHIND, end))
        for hit in story.between("crime.sexual", start, end)
    )


_BEHIND = 30


def noted(story: Story, sentences: list[_Place]) -> _Place | None:
    """Give a sentence that tells a victim by an office or a part that one person has."""
    for start, last in sentences:
        end = min(last, start + people.LONGEST_STRETCH)
        for reading in _readings(story, start, end):
            signs = _INITIALS.sub("°", with_offences(story, reading, start, end)[0])
            signs = described.without_asides(signs)
            anchors = islice(_ANCHOR.finditer(signs), _MOST_ANCHORS)
            if any(_NOTED.match(signs, anchor.start()) for anchor in anchors):
                return start, end
            if described.reported_by(story, signs, start, end, _OF_NOTE):
                return start, end
    return None


def _readings(story: Story, start: int, end: int) -> Iterator[people.Reading]:
    """Read a sentence with its names, and in plain words where every noun is written as one."""
    end = min(end, start + people.LONGEST_STRETCH)
    yield people.read(story, start, end)
    if story.language in _NOUNS_LIKE_NAMES:
        yield people.Reading(story.folded[start:end], tuple(range(start, end)), {})


_INITIALS = re.compile(
    r"(?:\b[a-z]\. ?|[§†]\. ?)(?:[a-z§†]\. ?){0,3}(?=[,;)]|$)|[§†]\.(?=[,;)])"
)
"""A name that is cut to its first letters: it hides nobody of whom the rest is told."""
_NOUNS_LIKE_NAMES = frozenset({"de", "lb"})
_MOST_ANCHORS = 6


def _accused(story: Story) -> Iterator[Person]:
    for start, end in all_sentences(story):
        reading = people.read(story, start, end)
        if not reading.people:
            continue
        signs, at = with_offences(story, reading, start, end)
        for match in _ACCUSED.finditer(signs):
            for index in range(match.start(), match.end()):
                person = reading.people.get(at[index])
                if person and not person.office and signs[index] == people.NAME:
                    yield person
                    break


_WHO = r"(?:who|whose|die|der|qui|dont|que|quien|che|la quale)"
_TELLS_WHERE = re.compile(
    # the complainant, M. T. R., who lives at number 8 in …
    rf"{_VICTIM},? (?:[a-z]\.[ a-z.]{{0,10}}, "
    rf"|[a-z]+ [a-z]\., )?{_WHO} (?P<told>[^.;]{{0,120}})"
)
_LIVES = re.compile(
    r"\b(?:lives?|lived|wohn\w+|habit\w+|demeure|reside|vive|domiciliad[oa]|abita|risiede|mora"
    r"|vive|woon\w+)\b"
)
_ADDRESS = re.compile(
    r"\b\d{1,4}[a-z]?,? (?:\w+ )?[A-ZÀ-Ž][\w'’-]+ (?:Street|Road|Lane|Avenue|Close|Drive"
    r"|Terrace|Crescent|Row|Hill|Green|Square|Way|Place)\b"
    r"|\b(?:[A-ZÀ-Ž][\w'’-]*)?(?:[Ss]traße|[Ss]trasse|gasse|weg|allee|platz|straat|laan"
    r"|plein|gracht|steeg)"
    r" \d{1,4}\b"
    r"|\b\d{1,4}[a-z]?,? (?:in |of |de |del |di |da |do |van |in de |aan de |aan het |della )?"
    r"(?:(?:la|the|der|de) )?(?:rue|avenue|place|impasse|chemin|calle|plaza|avenida|paseo|via"
    r"|viale|piazza|vicolo|corso|rua|travessa|praça|largo|[A-ZÀ-Ž][\w'’-]*(?:straat|laan|plein"
    r"|gracht|steeg|[Ss]traße|gasse|weg)|[A-ZÀ-Ž][\w'’-]+ (?:Street|Road|Lane|Avenue|Close"
    r"|Drive|Terrace|Row|Square))\b"
    r"|\b(?:calle|plaza|avenida|via|viale|piazza|rua|travessa) (?:\w+ ){0,3}[A-ZÀ-Ž][\w'’-]+,? "
    r"(?:n\.?º? ?)?\d{1,4}\b"
)
"""A house with its number."""


def placed(story: Story, sentences: list[_Place]) -> _Place | None:
    """Give a sentence that says at what number of what street the one lives."""
    for start, end in sentences:
        match = _TELLS_WHERE.search(story.folded, start, end)
        if match is None or not _LIVES.search(story.folded, match.start("told"), end):
            continue
        if _ADDRESS.search(story.cased(*match.span("told"))):
            return start, end
    return None


_SHE_IS = re.compile(
    # it is the bronze medallist of the last championships; elle est la fille du boulanger
    r"(?:she|sie|elle|c'|ella|lei|ela|zij|ze|het|es|il s'agit de|se trata de|si tratta d\w+"
    r"|trata-se d\w+|het gaat om|es handelt sich um|la jeune femme|the woman|die frau|hon|det)"
    r" ?(?:is|ist|est|es|e|was|war|etait|era|zijn|ar|var)?,? "
)
_THE_WOMAN = re.compile(
    r"(?:the (?:young )?woman|die (?:junge )?frau|la (?:jeune )?femme|la (?:joven )?mujer"
    r"|la (?:giovane )?donna|a (?:jovem )?mulher|de (?:jonge )?vrouw|(?:den unga )?kvinnan)"
    r"(?:,| (?:who|is|was|ist|war|qui|est|etait|que|es|era|che|e|foi|die|som|ar|var)\b)"
)
_HERS_WAS = re.compile(
    # his passenger was the only woman on the council
    r"\b(?:his|seine|sa|son|su|sua|la sua|a sua|zijn) (?:passenger|patient|pupil|student|client"
    r"|customer|guest|colleague|employee|fahrgastin|patientin|schulerin|studentin|kundin"
    r"|kollegin|passagere|patiente|eleve|etudiante|cliente|collegue|pasajera|paciente|alumna"
    r"|clienta|companera|passeggera|paziente|allieva|collega|passageira|aluna|colega|passagier"
    r"|leerlinge|studente|klant)(?: then| damals| alors| entonces| allora| toen)?"
    r" (?:is|was|ist|war|est|etait|es|era|e|foi) "
)
_OF_NOTE = re.compile(rf"\b{_PERSON_OF_NOTE}|{_MEDALLIST}")
_IS_ACCUSED = re.compile(
    r"\b(?:denie[sd]|accused|charged|suspect\w*|angeklagt\w*|bestreitet|beschuldigt\w*|niee?"
    r"|accusee|mise en examen|niega|acusada|imputada|nega|accusata|indagata|arguida|ontkent"
    r"|verdacht\w*)\b"
)
_NEAR_OFFENCE = 2


def meant(story: Story, sentences: list[_Place]) -> _Place | None:
    """Give a sentence that goes on about the one: "It is the bronze medallist of …"."""
    told = -_NEAR_OFFENCE - 1
    spoken = False
    for number, (start, end) in enumerate(sentences):
        text = story.folded
        goes_on = spoken and _SHE_IS.match(text, start)
        near = number - told <= _NEAR_OFFENCE
        woman = near and (_THE_WOMAN.match(text, start) or _HERS_WAS.search(text, start, end))
        opens = goes_on or woman
        if opens and not _IS_ACCUSED.search(text, start, end) and _of_note(story, opens, end):
            return start, end
        offence = story.within("crime.sexual", start, end)
        if offence:
            told = number
        spoken = _SPOKEN.search(text, start, end) is not None or (
            offence
            and start >= story.body_at
            and described.tells_to_whom(
                with_offences(story, people.read(story, start, end), start, end)[0]
            )
        )
    return None


_SPOKEN = re.compile(_VICTIM)


def _of_note(story: Story, opens: re.Match[str], end: int) -> bool:
    end = min(end, opens.end() + _FAR)
    return any(
        not _OF_THE_CASE.search(story.folded, match.start(), end)
        and not _SOMEBODYS.match(story.folded, match.end())
        for match in _OF_NOTE.finditer(story.folded, opens.end() - 1, end)
    )


_SOMEBODYS = re.compile(
    r" ?(?:an?|another|un|une|una|uno|otr[oa]|eine[mrs]?|een|andere|um|uma|outr[oa]) "
)
_OF_THE_CASE = re.compile(
    r"\b(?:only|sole|first|einzige\w?|erste\w?|seule|premiere|unica|primera|prima|primeira"
    r"|enige|eerste) (?:(?:to|of|von|a|die|en|di|que|che|qui|person|one|witness|complainant"
    r"|victim|case|time|trial|zeugin|opfer"
    r"|person|fall|mal|prozess|temoin|victime|plaignante|personne|fois|testigo|victima"
    r"|denunciante|persona|vez|testimone|vittima|volta|testemunha|vitima|queixosa|pessoa"
    r"|getuige|slachtoffer|aangeefster|persoon|keer|zaak)\b|(?:\w+ ){1,2}(?:to|who|die|qui|que"
    r"|che) (?:have |has |had |ose |si e )?(?:complain|come|came|report|testif|accus|sp[eo]ak"
    r"|spok|told|parl|denunc|aussag|anzeig))"
)
"""Who is the only one to speak is known by nothing yet."""


_FAR = 140


_MOST_SENTENCES = 40


def all_sentences(story: Story) -> list[_Place]:
    """Give a story's first sentences, the headline's among them."""
    return [*islice(story.sentences(), _MOST_SENTENCES)]


def with_offences(
    story: Story, reading: people.Reading, start: int, end: int
) -> tuple[str, Sequence[int]]:
    """Write `‡` for each phrase of the lexicon; `at` leads back to the reading's signs."""
    hits = story.between("crime.sexual", start, end)
    if not hits:
        return reading.signs, range(len(reading.signs))
    taken: set[int] = set()
    begins: set[int] = set()
    for hit in hits:
        if hit.start not in taken:
            begins.add(hit.start)
            word_end = hit.end
            while word_end < end and story.folded[word_end].isalnum():
                word_end += 1
            taken.update(range(hit.start, word_end))
    signs: list[str] = []
    at: list[int] = []
    for index, place in enumerate(reading.at):
        if place in begins and index not in reading.people:
            signs.append("‡")
            at.append(index)
        elif place not in taken or index in reading.people:
            signs.append(reading.signs[index])
            at.append(index)
    return "".join(signs), at
