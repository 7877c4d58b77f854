"""Pure: children whom everybody at home knows, though the copy gives no name.

A school, a parents' shop, a street, a post in a team: each says little, two of them say who.
"""

from __future__ import annotations

import re

from services.moderation import people
from services.moderation.story import Story

_KIN = (
    r"(?:(?:grand|step|foster |twin )?(?:sons?|daughters?)|twins?|only child|stief\w+|enkel\w*"
    r"|s[o]hn\w*|t[o]chter\w*|zwillings\w+|fils|fille|jumea\w+|jumelle\w*|petit-fils"
    r"|petite-fille"
    r"|hij[oa]s?|hijastr\w+|niet[oa]s?|mellizos?|gemel\w+|figli[oae]?|figliastr\w+|nipote"
    r"|filh[oa]s?"
    r"|entead[oa]s?|net[oa]s?|zoon|dochter|stiefzoon|stiefdochter|kleinzoon|kleindochter"
    r"|tweeling"
    r"|son|dotter|styvson|styvdotter|sonson|dotterson|tvilling\w*)"
)
_OF = r"(?:of|von|vom|der|des|de|du|d'|del|della|dei|degli|dell'|di|do|da|dos|van|av|till|til)"
_KIN_OF_NAMED = re.compile(
    rf"\b{_KIN}(?: \w+)?(?:,? ¤,?)? {_OF} ?(?:(?!and\b|und\b|et\b)[^\s§†.,;]+ ){{0,4}}[§†]"
)
"""A parent's name is the child's."""
_PARENT_TELLS = re.compile(
    # §, whose son Max, 15, was charged; his mother, §, said that Max, 14, …
    rf"[§†][^§†.]{{0,60}}\b(?:whose|deren|dessen|dont (?:le|la)|cuy[oa]|(?:il|la) cui|cuj[oa]"
    rf"|wiens|wier) {_KIN} [\w'’-]+,? \(?¤"
    r"|\b(?:his|her|the boy's|the girl's|seine|ihre|sein|ihr|sa|son|su|sua|suo|la sua|il suo"
    r"|a sua|o seu|zijn|haar) (?:mother|father|mum|dad|mutter|vater|mere|pere|madre|padre"
    r"|mae|pai|moeder|vader),? [§†][^§†.]{0,90}?\b[\w'’-]+,? \(?¤"
    rf"|[§†][^§†.]{{0,40}}\b(?:her|his|ihr|sein|son|sa|su|suo|sua|seu|zijn|haar) {_KIN},? "
    r"[\w'’-]+, \(?¤"
)
"""A parent who speaks of the child by its first name."""
_ELDERS = (
    r"(?:(?:grand|step|foster |god)?(?:mother|father)|grandparents|parents|mum|dad|gran|granny"
    r"|grandad|aunt|uncle|guardian|(?:gro(?:ss|ß)|stief|pflege)?(?:mutter|vater|eltern)|oma|opa|tante"
    r"|onkel|(?:grand-|belle-|beau-)?(?:mere|pere)|grands-parents|mamie|papi|oncle|abuel[oa]s?"
    r"|madre|padre|padres|ti[oa]s?|madrastra|padrastro|tutor[a]?|nonn[oaie]|genitori|mamma|papa"
    r"|zi[oae]|matrigna|patrigno|avo|avos|mae|pai|pais|madrasta|padrasto|(?:groot|stief"
    r"|pleeg)?(?:moeder|vader|ouders)|oom|voogd|mor|far|mormor|farmor|morfar|farfar|moster"
    r"|faster|farbror|morbror|foraldrar)"
)
_THEIR = (
    r"(?:his|her|its|their|the (?:boy|girl|child|teenager|youngster|pupil)'s|sein(?:er|em|en"
    r"|e)?"
    r"|ihr(?:er|em|en|e)?|sa|son|ses|leur|su|sus|(?:la |il |i |le |della |dalla |dal "
    r"|alla )?su(?:a|o|oi|e)|(?:a |o |os |da |do |pela |pelo )?seus?|(?:a |da |pela )?suas?"
    r"|zijn"
    r"|haar|hun|sin|sina|hans|hennes)"
)
_COURTESY = (
    r"(?:(?:mrs?|ms|miss|dr|frau|herrn?|mme|madame|monsieur|dona|don|signora|signor|senhora"
    r"|senhor|mevrouw|fru)\.? )?"
)
_WITH_ELDERS = re.compile(
    # a girl ¤ who lives with her grandmother, Mrs §; una bambina ¤, che vive con la nonna, §
    rf"¤[^.§†¢]{{0,110}}\b(?:{_THEIR}|(?:con|com|avec|chez|bij|met|hos|bei|mit)"
    rf" (?:la|el|il|lo|a|o|de|der|dem|den)) (?:\w+ )?{_ELDERS},? {_COURTESY}[§†]"
    # … was hurt. His father, §, said
    rf"|(?:^|[.] {{1,2}})(?:(?!\b(?:m[ae]n|wom[ae]n|mann|frau|homme|femme|hombre|mujer|uomo"
    rf"|donna"
    rf"|homem|mulher|vrouw|kvinna)\b)[^.§†¢]){{0,200}}¤[^§†¢]{{0,180}}[.] {{1,2}}(?:{_THEIR}"
    rf" {_ELDERS}"
    rf"|(?:the mother|the father|die mutter"
    rf"|der vater|la mere|le pere|la madre|el padre|il padre|a mae|o pai|de moeder|de vader"
    rf"|mamman|pappan) (?:of|der|des|du|de la|del|della|do|da|van het|van de|till) "
    rf"(?:\w+ )?¤),? {_COURTESY}[§†]"
)
"""Kin who bring a child up, named beside it."""
_ONE_OF_A_PLACE = (
    r"(?:(?:deputy |vice |lord )?mayor|mayoress|vicar|head ?teacher|headmaster|headmistress"
    r"|head of|postmistress|village (?:doctor|vet|baker|butcher|policeman|nurse)"
    r"|principal of|landlord of|landlady of|postmaster|police chief|chief constable|minister"
    r"|prime minister|governor|senator|ambassador|bishop|dean of|sheriff|coach of|manager of"
    r"|owner of"
    r"|\w*burgermeister\w*|pfarrer\w*|schulleiter\w*|wehrfuhrer\w*|kommandant\w*|apotheker\w*|forster\w*|dorfarzt\w*|landrat\w*|polizeichef\w*|\w*minister\w*"
    r"|wirt\w* (?:des|der|vom)|inhaber\w* (?:des|der)|chefarzt\w*|rektor\w*|ortsvorsteher\w*"
    r"|(?:adjoint\w* au )?maire|cure|proviseur\w*|principal du|prefet|sous-prefet|commissaire"
    r"|directeur de l'ecole|directrice de l'ecole|notaire|ministre|patron\w* d[ue]|depute\w*"
    r"|(?:teniente de )?alcalde\w*|alcaldesa|cura|parroco|director\w* del|ministr[oa]|comisario"
    r"|juez|jueza|concejal\w*|farmaceutic\w+|(?:vice)?sindac[oa]|assessor[ea]|parroco|preside"
    r"|dirigente scolastic\w+|comandante|maresciallo|medico condotto|farmacista|questore"
    r"|prefetto|ministr[oa]|primario|titolare del"
    r"|vereador[ae]?|presidente da (?:junta|camara)|prefeit[oa]|vice-prefeit[oa]|padre"
    r"|delegad[oa]"
    r"|diretor[ae]? d[ae]|ministr[oa]|comandante|burgemeester|wethouder\w*|schepen|dominee"
    r"|pastoor"
    r"|rector|schoolhoofd|politiechef|commissaris|minister|huisarts van|notaris van|kommunalrad"
    r"|borgmastare\w*|kyrkoherde\w*|rektor\w*|polischef\w*|minister\w*)"
)
_KIN_OF_OFFICE = re.compile(
    rf"\b{_KIN}(?:,? ?¤,?|(?: (?!{_OF}\b)[\w-]+){{0,2}})? ?{_OF} ?(?:the |la |le |l'|el |lo "
    rf"|il |o |a "
    rf"|de |het |then |local |stellvertretenden |ehemaligen )?(?:\w+ )?{_ONE_OF_A_PLACE}\b"
    rf"|\b{_ONE_OF_A_PLACE}'s? (?:¤ |(?:\w+ )?)(?:son|daughter|child|stepson|stepdaughter"
    rf"|twins?|boy|girl|children|grandson|granddaughter|niece|nephew)\b"
    rf"|\b(?:\w*burgermeister|pfarrer|landrats?|minister)(?:s|ers)?(?:sohn|tochter)\b"
)
"""An office that one person has: the mayor's son is known without a name."""
_GROWN = re.compile(rf"¢ ?(?:\w+ )?{_KIN}\b")
_PARENTS = (
    r"(?:couple|family|parents?|mother|father|owners?|proprietors?|landlord|landlady|butcher"
    r"|baker"
    r"|vicar|mayor|councillor|headmaster|headteacher|headmistress|doctor|grocer|innkeeper"
    r"|publican"
    r"|postmaster|postmistress|farmer|shopkeeper|chemist|pastor|priest|goalkeeper|captain"
    r"|familie|ehepaars?|paars?|eltern|inhaber\w*|besitzer\w*|wirt\w*|backer\w*|metzger\w*"
    r"|pfarrer\w*|burgermeister\w*|apotheker\w*|arzt\w*|arztin|schulleiter\w*|winzer\w*"
    r"|famille|parents|patron\w*|proprietaire\w*|gerant\w*|boulanger\w*|boucher\w*"
    r"|pharmacien\w*"
    r"|maire|medecin|notaire|directeur|directrice|aubergiste|epicier\w*"
    r"|familia|matrimonio|padres|duen\w+|propietari\w+|panader\w+|carnicer\w+|farmaceutic\w+"
    r"|alcald\w+|medic\w+|parroco|directora?|tendero|estanquer\w+"
    r"|famiglia|coppia|genitori|titolar\w+|proprietari\w+|fornai\w+|panettier\w+|macellai\w+"
    r"|farmacist\w+|sindac\w+|dottore|preside|barista|gestor\w+|edicolante"
    r"|casal|pais|don[oa]s?|proprietari\w+|padeir\w+|talhante|presidente da junta|diretora?"
    r"|gezin|echtpaar|ouders|eigenar\w+|bakker\w*|slager\w*|apotheker|burgemeester|huisarts"
    r"|dominee"
    r"|uitbater\w*|kastelein"
    r"|familj\w*|paret|foraldrar\w*|agar\w*|bagare\w*|slaktare\w*|apotekare\w*|borgmastare\w*"
    r"|handlare\w*|prast\w*|rektor\w*)"
)
_FAMILY = re.compile(
    # the only son of the couple who run the post office; Sohn der Familie, die …
    rf"\b{_KIN} {_OF} ?(?:[^\s.,;§†]+ ){{0,4}}{_PARENTS}\b"
    # the owner's only son
    rf"|\b{_PARENTS}'s? (?:(?:only|own|youngest|oldest|eldest|elder|younger|little|young|small"
    r"|teenage|two|three|twin|¤|\d+[- ]year-old),? ){0,2}(?:sons?|daughters?|child|boys?|girls?"
    r"|stepson|stepdaughter|grandson|granddaughter|twins)\b"
    # whose parents run the only bakery
    r"|\b(?:whose|his|her|dessen|deren|seine|ihre|dont les|ses|sus|cuyos?|i cui|i suoi"
    r"|cujos?|os seus"
    r"|wiens|zijn|haar|vars|hans|hennes) (?:parents|mother|father|family|eltern|mutter|vater"
    r"|familie"
    r"|pere|mere|famille|padres?|madre|familia|genitori|famiglia|pais|pai|mae|ouders|moeder"
    r"|vader"
    r"|foraldrar|mamma|pappa|mor|far)\b[^.;§†]{0,25}\b(?:runs?|owns?|keeps?|manages?"
    r"|betreib\w+|fuhr\w+"
    r"|besitz\w+|leite\w+|tient|tiennent|dirige\w*|exploite\w*|possede\w*|regentan?|llevan?"
    r"|tienen?"
    r"|gestisc\w+|possied\w+|ha un|hanno|gere\w*|explora\w*|tem|runnen?|runt|bezitten?|heeft"
    r"|hebben"
    r"|driver|ager|har)\b"
    r"|\b(?:parents|eltern|famille|padres|genitori|pais|ouders|foraldrar)\b[^.;]{0,12}"
    r"\b(?:shop|store|bakery|pub|farm|restaurant|post office|backerei|laden|gasthof|hof"
    r"|boulangerie"
    r"|commerce|panaderia|tienda|bar|panificio|negozio|bar|padaria|loja|bakkerij|winkel|cafe"
    r"|bageri"
    r"|butik)\b"
)
ATTENDS = re.compile(
    r"\b(?:attends|attended|pupil (?:at|of)|student at|goes to|year \w+ at|enrolled at|form at"
    r"|besucht|schuler (?:der|des|am)|schulerin (?:der|des|am)|geht (?:auf|in) (?:die|das)"
    r"|klasse (?:der|des|am)|eleve (?:au|du|de|a l')|scolarise\w* (?:au|a)|frequente"
    r"|inscrit\w* (?:au|a)"
    r"|alumn[oa] (?:del?|en)|estudia en|cursa|va al|acude al|frequenta|studente (?:del|dell"
    r"|all|al)\w*'?"
    r"|studentessa (?:del|dell|all|al)\w*'?|alunn[oa] (?:del|dell|all|al)\w*'?"
    r"|iscritt[oa] (?:al|all)\w*'?"
    r"|alun[oa] (?:d[oae]|n[oa])|anda n[oa]|estuda n[oa]|leerlinge? (?:van|op|aan|uit)"
    r"|scholiere? (?:van|op|aan|uit)|zit op|gaat naar|elev (?:pa|vid|i)|gar (?:pa|i))\b"
)
_POST = re.compile(
    r"\b(?:captains?|captain of|plays? for|plays (?:in|as)|goalkeeper (?:of|for)|keeper of"
    r"|striker for"
    r"|head (?:boy|girl)|reigning|junior champion|drummer|sings in|lead in the school"
    r"|spielt (?:in|bei|beim|fur|als)|kapitan der|torwart der|torhuter der|singt im"
    r"|schulsprecher\w*"
    r"|mitglied der|jugendmeister\w*|joue (?:au|a|dans|pour)|gardien (?:du|de)"
    r"|capitaine (?:du|de|des)"
    r"|licencie\w* (?:au|du)|champion\w* (?:de|du|junior)|juega en|portero del?|capitan del?"
    r"|capitana del?"
    r"|delegad[oa] de|campeon\w* (?:de|infantil|juvenil)|gioca (?:nel|nella|con)"
    r"|portiere (?:del|della)"
    r"|capitan[oa] (?:del|della)|campion\w+ (?:di|regional\w+|provincial\w+)|joga n[oa]"
    r"|guarda-redes d[oa]|capita[o]? d[oa]|campea[o]? (?:de|distrital|nacional)"
    r"|speelt (?:bij|in|voor)"
    r"|keeper van|aanvoerder van|aanvoerster van|spelar (?:i|for)|malvakt i|lagkapten i"
    r"|kapten i"
    # plays trumpet in the junior band, joue de la trompette dans …
    r"|plays (?:the )?\w+ (?:in|with|for)|spielt \w+ (?:in|im|bei|beim)|joue (?:de la|du|de l')"
    r" ?\w+ (?:dans|a|au)|toca (?:el |la |o |a )?\w+ (?:en|n[oa])|suona (?:il |la |l')?\w+"
    r" (?:nel|nella|con)|speelt \w+ (?:in|bij)|spelar \w+ (?:i|med))\b"
)
_ONLY = re.compile(
    r"\b(?:the (?:village|town)'?s? (?:only|sole)|the only|einzige\w*|la seule|le seul|l'unique"
    r"|unique|unic[oa]|el unico|la unica|l'unico|l'unica|enige|enda)\b"
)
_STREET = re.compile(
    r"\b[A-ZÀ-Ž][\w'’-]+ (?:Street|Road|Lane|Avenue|Close|Drive|Terrace|Crescent|Row|Hill"
    r"|Green)\b"
    r"|\b[A-ZÀ-Ž][\w'’-]*(?:straße|strasse|gasse|weg|allee|platz|straat|laan|plein|gatan|vägen"
    r"|torget)\b"
    r"|\b(?:rue|avenue|place|calle|plaza|avenida|via|viale|piazza|rua|travessa|praça|largo) "
    r"(?:(?:d\w+|la|las|los) ){0,2}[A-ZÀ-Ž][\w'’-]+"
)
_ENOUGH = 2

_STAFF = (
    r"(?:caretakers?|janitors?|groundsman|school secretary|(?:schul)?hausmeister\w*"
    r"|schulsekretar\w*|schulkoch\w*|gardien(?:ne)?|concierge|cantiniere|conserjes?|bedel\w*"
    r"|porter[oa]|custode|bidell[oa]|porteir[oa]|zelador\w*|continu[oa]|caseir[oa]"
    r"|(?:school)?concierge|conducteur-concierge)"
)
_KIN_OF_STAFF = re.compile(
    rf"\b(?:{_KIN}|children|kids|kinder|enfants|filles|filhos|kinderen|zonen|zoons|dochters) "
    r"(?:of (?:the|its|their)|des|der|du|de la|del?|della|dell'|do|da|van de|van het) "
    rf"(?:school(?:'?s)? )?{_STAFF}\b"
    rf"|\b(?:the|its) (?:school )?{_STAFF}'s? (?:[\w-]+ )?(?:children|kids|sons?|daughters?)\b"
)
"""Whoever keeps a school that has a name is one of a kind, as its head is."""
_A_SCHOOL = re.compile(
    r"\b[A-ZÀ-Ž][\w'’-]+ (?:(?:Primary|Secondary|Infants|Junior|High|Middle|Grammar) )?"
    r"(?:School|Academy|College|Primary|High|Infants)\b"
    r"|\b(?:\w*[Ss]chule|Gymnasium|[Éé]cole|[Cc]ollège|[Ll]ycée|[Cc]olegio|[Ii]nstituto"
    r"|[Ee]scuela|[Ss]cuola|[Ll]iceo|[Ii]stituto|[Ee]scola|\w*school|\w*college) "
    r"(?:(?:\w{1,8} ){1,2})?[A-ZÀ-Ž][\w'’-]+"
)
_NOT = re.compile(r"\b(?:not|no|nicht|keine|pas|non|nao|niet|geen) (?:\w+ )?$")


def _is_of_staff(story: Story, reading: people.Reading) -> bool:
    """Tell a child of who keeps a school that the copy names."""
    match = _KIN_OF_STAFF.search(reading.signs)
    if match is None:
        return False
    before = max(match.start() - 30, 0)
    return not (
        _GROWN.search(reading.signs, before)
        or _NOT.search(reading.signs, before, match.start())
        or _A_SCHOOL.search(story.cased(0, min(len(story.folded), _LONGEST))) is None
    )


_LONGEST = 6_000


def known_child(story: Story, places: list[int]) -> tuple[int, int] | None:
    """Give the sentences that together say which child it is, of those about one."""
    found: set[str] = set()
    first = last = -1
    for place in places[:_MOST_LOOKS]:
        start, end = story.around(max(place, story.body_at), 2)
        reading = people.read(story, start, end)
        if _KIN_OF_NAMED.search(reading.signs) and not _GROWN.search(reading.signs):
            return start, end
        if _PARENT_TELLS.search(reading.signs) or _WITH_ELDERS.search(reading.signs):
            return start, end
        if _is_of_one_office(story, reading, end) or _is_of_staff(story, reading):
            return start, end
        found |= _details(story, start, end)
        if first < 0 and found:
            first = start
        last = end
        if "family" in found and len(found) >= _ENOUGH:
            return first, last
        if {"school", "post"} <= found:
            return first, last
    return None


def _is_of_one_office(story: Story, reading: people.Reading, end: int) -> bool:
    """Tell a child of somebody whose office a named place has once, who is not grown up."""
    match = _KIN_OF_OFFICE.search(reading.signs)
    if match is None or _GROWN.search(reading.signs, max(match.start() - 30, 0)):
        return False
    return (
        re.search(r"[A-ZÀ-Ž]\w+", story.cased(reading.at[match.end() - 1] + 1, end)) is not None
    )


_MOST_LOOKS = 8


def _details(story: Story, start: int, end: int) -> set[str]:
    folded, cased = story.folded[start:end], story.cased(start, end)
    found = set()
    if _FAMILY.search(folded):
        found.add("family")
        if _ONLY.search(folded):
            found.add("only")
        if _STREET.search(cased):
            found.add("street")
    for name, pattern in (("school", ATTENDS), ("post", _POST)):
        match = pattern.search(folded)
        # of a school or team that has a name
        if match and re.search(r"[A-ZÀ-Ž]\w+", cased[match.end() : match.end() + 45]):
            found.add(name)
    return found
