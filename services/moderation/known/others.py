"""Pure: to whom an offence was not done: the accused, and who works on the case."""

from __future__ import annotations

import re

from services.moderation import people
from services.moderation.folding import fold
from services.moderation.people import Person
from services.moderation.story import Story

_WORKS_ON_IT = re.compile(
    r"\b(?:colleagues?|councillors?|superintendent|kolleg(?:e|en)|stadtrat|stadtratin"
    r"|collegues?|colega|companer[oa]|collega|konsul\w*"
    r"|prosecut\w*|defend(?:s|ing|ed)|representing|lawyer|barrister|solicitor|campaign\w*"
    r"|activist"
    r"|charity|founder|chair\w*|author\w*|novelist|actress|actor|spokes\w*|counsellor"
    r"|psycholog\w*"
    r"|psychiatr\w*|expert\w*|professor|researcher|detective|inspector|constable|officer"
    r"|sergeant"
    r"|judge|minister|mp|president|secretary|commissioner|runs|leads|heads|plays|director"
    r"|reporter"
    r"|journalist|presenter|wife|husband|mother|father|sister|brother|friend|neighbour|witness"
    r"|partner|manager of|chief|staatsanwalt\w*|oberstaats\w*|richter\w*|anwalt\w*"
    r"|verteidiger\w*"
    r"|gutachter\w*|sprecher\w*|leiterin|leitet|vorsitzende\w*|autorin|schriftsteller\w*"
    r"|schauspieler\w*|kommissar\w*|ermittler\w*|ehefrau|mutter|vater|schwester|bruder"
    r"|freund\w*"
    r"|zeugin|zeuge|kollegin|nachbar\w*|ministerin|beauftragte\w*|opferhilfe|weisser|ring"
    r"|beratungsstelle|avocat\w*|procureur\w*|juge|president\w*|directrice|directeur"
    r"|association"
    r"|ministre|epouse|mari|mere|pere|soeur|frere|amie?|voisin\w*|romanciere|auteure?|actrice"
    r"|comedienne|journaliste|enquetr\w*|defend|represente|abogad\w*|fiscal|portavoz"
    r"|psicolog\w*"
    r"|president\w*|directora?|asociacion|ministra?|activista|escritora|actriz|periodista"
    r"|esposa"
    r"|marido|madre|padre|hermana|hermano|amiga|vecina|perit\w*|forense|inspectora?|coordina\w*"
    r"|defiende|concejala|alcaldesa|avvocat\w*|pm|procurator\w*|giudice|presidente|direttric\w+"
    r"|associazione|attivista|scrittric\w+|attrice|giornalista|moglie|marito|sorella|fratello"
    r"|amica"
    r"|vicina|difende|coordina|sindaca|assessora|ispettric\w+|comandante|advogad\w*"
    r"|procurador\w*"
    r"|juiza?|porta-voz|diretora?|associacao|ativista|escritora|jornalista|mulher do|marido"
    r"|mae|pai"
    r"|irma|irmao|vizinha|inspetora?|coordenad?\w*|defende|autarca|vereadora|advocat\w*"
    r"|advocate"
    r"|officier|rechter|woordvoer\w*|voorzitt\w*|directeur|schrijfster|actrice|journaliste"
    r"|echtgenote"
    r"|moeder|zus|broer|vriendin|buurvrouw|getuige|deskundige|rechercheur|verdedigt|stichting"
    r"|slachtofferhulp|wethouder|advokat\w*|aklagar\w*|domare\w*|talesperson\w*|ordforande"
    r"|forfattar\w*"
    r"|skadespelar\w*|hustru|mor|syster|van|granne|vittne|kammaraklagar\w*|polis\w*)\b"
)
_ACCUSED_OF = (
    r"(?:accused(?! (?:him|her|the|his|an?)\b)|charged|convicted|jailed|sentenced|arrested"
    r"|guilty|acquitted|cleared|suspected"
    r"|indicted|on trial|denie[ds]|denies|admit\w*|plead\w*|faces|faced|remanded|preyed|lured"
    r"|raped"
    r"|abused|assaulted|attacked|groped|molested|befriended|appeared|confessed|had sex"
    r"|angeklagt\w*|(?<!hat ihn )(?<!hat den )beschuldigt|verurteilt|freigesprochen"
    r"|verhaftet|festgenommen|gestand\w*"
    r"|gestanden"
    r"|bestreitet|bestritten|bestritt|schweigt|soll|muss sich|vergewaltig\w+|missbrauch\w+"
    r"|bedrang\w+"
    r"|(?<!\bl')(?<!\ba )accuse|mis en examen|condamne\w*|juge\w*|acquitte\w*|ecroue\w*|nie"
    r"|conteste|reconnait"
    r"|a viole"
    r"|(?<!\bha )acusad[oa]|condenad[oa]|detenid[oa]|juzgad[oa]|absuelt[oa]|niega|nego"
    r"|ingreso en prision"
    r"|procesad[oa]|(?<!\bha )accusat[oa]|condannat[oa]|arrestat[oa]|imputat[oa]|assolt[oa]"
    r"|indagat[oa]"
    r"|nega"
    r"|processat[oa]|fermat[oa]|arguid[oa]|detid[oa]|pres[oa] preventiv\w+|absolvid[oa]"
    r"|aangeklaagd"
    r"|veroordeeld|aangehouden|verdacht|vrijgesproken|ontkent|bekent|bekende|vastzit\w*|atalad"
    r"|domd"
    r"|domdes|haktad|misstankt\w*|nekar|friad)"
)
_IS_ACCUSED = re.compile(rf"§(?:,[^§†]{{0,80}},)?[^§†,;.]{{0,60}}?\b{_ACCUSED_OF}\b")
_CALLED_ACCUSED = re.compile(
    r"\b(?:accused|defendant|suspect|rapist|abuser|attacker|angeklagte[nr]?|beschuldigte[nr]?"
    r"|tater"
    r"|verdachtige[nr]?|tatverdachtige[nr]?|accuse|suspect|violeur|agresseur|prevenu|acusado"
    r"|detenido"
    r"|violador|agresor|imputat[oa]|indagat[oa]|stupratore|arguid[oa]|agressor|verdachte|dader"
    r"|atalade|misstankte|garningsmannen|against|gegen|contre|contra|contro|tegen|mot),?"
    r" (?:the |der |die |den |le |la |el |il |o |de )?§"
    r"|\b(?:convicted|jailed|sentenced|arrested|charged|condamne|condena[dr]?[oa]?"
    r"|condannat[oa]"
    r"|condenou|veroordeelde?|domde)"
    r"(?! (?:of|with|for|wegen|pour|por|per|voor)\b)[^§†.,]{0,30},? ?§"
)
_APPOSED = re.compile(r",? ?(?:\(?(?:aged )?\d\d[\w ]{0,12}\)?,? ?)?(?:[^ ,.;]+[ ,]?){0,5}")
"""An age, and the first words of what somebody is."""
_MOST_PEOPLE = 30
_SIDE = 44
_INITIAL = 2


def works_on_it(story: Story, person: Person) -> bool:
    """Tell whether the words beside a name say that somebody works on the case, or is kin."""
    start, end = story.sentence(person.start)
    first = max(person.start - _SIDE, start)
    before = re.split(r"[.;,]", story.folded[first : person.start])[-1]
    name = story.folded[person.start : person.end]
    beside = _APPOSED.match(story.folded, person.end, end)
    after = beside[0] if beside else ""
    return any(_WORKS_ON_IT.search(part) for part in (before, name, after))


_TOLD_OF = re.compile(
    # the woman told the court that § stopped the car
    r"\b(?:woman|girl|victim|complainant|passenger|patient|customer|pupil|student|she|frau"
    r"|madchen|zeugin"
    r"|opfer|femme|plaignante|victime|mujer|joven|denunciante|victima|donna|ragazza|vittima"
    r"|mulher|vitima"
    r"|vrouw|slachtoffer|kvinnan?|offret)\b[^§†]{0,110}\b(?:told|said|testified|sagte"
    r"|schilderte|a dit"
    r"|raconte|explique|dijo|conto|declaro|relato|ha detto|ha raccontato|disse|contou|relatou"
    r"|zei|vertelde"
    r"|verklaarde|sade|berattade)\b[^§.]{0,60}\b(?:that|how|dass|wie|que|comment|come|che"
    r"|como|dat|hoe|att|hur) §"
)
"""Of whom somebody unnamed told it."""


def accused(story: Story) -> set[str]:
    """Give the names of whom the copy tells as accused, in full or by the last one."""
    found: set[str] = set()
    place = 0
    for _ in range(_MOST_PEOPLE):
        start, end = story.sentence(place)
        reading = people.read(story, start, end)
        for pattern in (_IS_ACCUSED, _CALLED_ACCUSED, _TOLD_OF):
            for match in pattern.finditer(reading.signs):
                at = match.start() if match[0][0] == people.NAME else match.end() - 1
                if person := reading.people.get(at):
                    found.add(person.name)
        for person in reading.people.values():
            surname = re.escape(fold(person.name.split()[-1]).text)
            if len(surname) > _INITIAL and re.search(
                rf"\b{surname}\b,? (?:\d\d,? )?[^.;]{{0,40}}?\b{_ACCUSED_OF}\b",
                story.folded[_end_of_first(story, person) :],
            ):
                found.add(person.name)
        if end >= len(story.folded):
            break
        place = max(end, place + 1)
    return found


def _end_of_first(story: Story, person: Person) -> int:
    """Give the end of the sentence that names a person in full."""
    return story.sentence(person.start)[1]
