"""Pure: children whom a story names, by all that it tells of everybody, and by first names.

A child is named without an age beside the name where one sentence has the name and the next the
school, and by a first name alone where the copy names a parent in full.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import lru_cache

from services.moderation import people
from services.moderation.folding import fold
from services.moderation.known.people.bystanders import works
from services.moderation.known.people.cast import Cast, cast_of
from services.moderation.known.things import is_of_a_place
from services.moderation.people import Person
from services.moderation.story import Story

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
"""Says what school somebody goes to."""
PARENT = re.compile(
    r"\b(?:mother|father|parents?|mum|dad|mutter|vater|mere|pere|madre|padre|mae|pai|moeder"
    r"|vader|"
    r"mamma|pappa|mor|far)\b (?:of|von|de|di|d'|van|till|av)\b[^§.]{0,40}$"
)
"""Whose children's ages follow: the name is the parent's."""
_AND = (
    r"(?!(?:and|und|et|y|with|mit|von|by|par|por|from|of|avec|con|com|met|door|his|her|ihr\w*|son|sa|su|sua"
    r"|suo|seu|zijn|haar|whose|dessen|deren|dont|cuy[oa]|cuj[oa]|wiens|for|after|that|robb\w+|hit|attack\w*|stabb\w+"
    r"|beat|kill\w+|against|gegen|contre|contra|contro|tegen|said|told|says|who said|where|wo"
    r"|ou|donde|dove|onde|waar|polizei|police|policia|polizia|politie|polisen|agenten|beamte"
    r"|ermittler|officers|agentes|gendarmes|carabinieri)\b)"
)
_BESIDE = re.compile(
    rf"§(?:,| \(|,? (?:who|que|qui|che|die|der|is|was|ist|war|est|es|era|e|had|has|hat|ha|a"
    rf"|heeft|turns|turned))?,? ?(?:{_AND}[^\s.;§¢†()]+ ){{0,5}}\(?¤"
    # ¤ § and the ¤ pupil §
    r"|¤(?! (?:voor|pour|para|per|fur|for|till|a) )"
    r"(?:,? (?!(?:by|of|from|and|with|against|told|who|that|in|at|to|said|for|was|von|vom"
    r"|durch|gegen|und|mit|par|de|du"
    r"|et|por|del|da|di|e|y|door|van|en|dem|den|le|la|el|il|o|a|whose|as)\b)[\w'’-]+){0,3},? §"
    # §, of Kettle Street, was 15 at the time and turns 16
    r"|§,[^.§¢†]{0,45}, (?:who )?(?:was|is|turned|turns|wird|wurde|a eu|aura|tiene|tenia"
    r"|cumplira|ha|compira|tem|fez|wordt|werd)"
    r" (?:only |just |erst |gerade )?(?:1[0-7]|[5-9])\b"
)
_TERM = (
    r"(?:boy|girl|child|teenager|youngster|youth|pupil|schoolboy|schoolgirl|junge|madchen|kind|jugendliche|schuler(?:in)?"
    r"|garcon|fillette|enfant|jeune garcon|chico|chica|nino|nina|pequen[oa]|muchach[oa]"
    r"|alumn[oa]|ragazzin[oa]|bambin[oa]|piccol[oa]|ragazz[oa]"
    r"|rapaz|rapariga|menino|menina|garoto|garota|crianca|jovem|alun[oa]|jongen|meisje|tiener|kind|scholiere?|leerlinge?|brugklasser|¤)"
)
_THE = r"(?:the|der|die|das|le|la|l'|el|il|lo|o|a|de|het) ?"
_CALLED_SO = re.compile(
    rf"\b{_THE}(?:young |little |kleine |petite? )?{_TERM},? §(?=[,. ])(?!,? \(?¢)"
)
_NEXT = re.compile(
    rf"§(?!,? \(?¢)[^.§¢]{{0,160}}[.] {{1,2}}{_THE}{_TERM}\b"
    # not who is of age by now
    r"(?!,? (?:now|today|heute|inzwischen|aujourd'hui|hoy|ahora|oggi|ora|hoje|agora|nu"
    r"|inmiddels|i dag) (?!¤))"
)
_ADULT_LEAD = re.compile(
    # a teacher of 52 was tried over pupils of six. § denies it
    r"(?:^|[.] {1,2}|  )(?:an?|ein\w*|une?|una?|uma?|um"
    r"|een) (?:[\w-]+ ){0,3}?¢[^§.]{0,200}[.] {1,2}§"
)
_SUBJECT = re.compile(
    # §, said to have … . The apprentice from Milbury, just turned 16, …
    rf"§(?!,? \(?¢)[^.§¢]{{0,160}}[.] {{1,2}}{_THE}(?!(?:of|pere|mere|vater|mutter|father"
    rf"|mother|padre|madre|pai|mae|vader|moeder|parents|victim|opfer|victime|victima|vittima"
    rf"|vitima|slachtoffer)\b)[\w-]+(?: (?!(?:and|und|et|with|mit|whose|chiest\w*|aveva|pedia"
    rf"|pidio|pide|requis|reclame|asked|sought|seeks|wants|forder\w+|will|eist|eiste|pediu"
    rf"|pede|avait|had|hatte)\b)[\w-]+){{0,3}},? (?:who (?:is|turned) |qui a |que tiene "
    rf"|che ha |que tem )?¤"
)
_HAS_THE_NAME = re.compile(
    # the schoolboy who beat a teacher is called §
    r"¤[^.§¢]{0,130}\b(?:is(?: called| named)?|was named(?: as)?|goes by|heisst|ist|s'appelle"
    r"|se nomme|est|se llama|es|si chiama|e|chama-se|e|heet|is)"
    r" §(?!,? \(?¢)"
)
_AFTER = re.compile(
    r"¤[^§¢.]{0,160}[.] {1,2}(?:(?:neighbours|neighbors|relatives|friends|classmates|police"
    r"|they) (?:said|say"
    r"|named (?:him|her|the \w+) as|identified (?:him|her|the \w+) as) )?§(?!,? \(?¢)"
)
YOUTH = re.compile(
    r"§[^.§]{0,60}\b(?:was|war|avait|tenia|aveva|tinha|had|fue)(?: erst| just| only| solo"
    r"| so)? ¤,? (?:when|als|quand|lorsqu\w*"
    r"|cuando|quando|toen)\b"
    r"|\b(?:aged|at the age of|at|mit|a|con|com|op|als|as a) ¤,?(?: [\w'’-]+){0,3} §"
    r"|\b(?:born|geboren|ne|nacid[oa]|nat[oa]|nascid[oa]) [^.§]{0,40}, §[^.]{0,20}¤"
)
_GROWN_NOW = re.compile(
    r"\b(?:at|now|today,?(?: at| aged)?|mit|heute,?(?: mit)?|aujourd'hui,?(?: a)?|a|a ses"
    r"|hoy,? (?:con|a los)|hoy|oggi,?(?: a)?"
    r"|hoje,?(?: com| aos)?|nu|nu, op zijn|inmiddels|op zijn|op haar)"
    r" (?:1[89]|[2-9]\d)(?:e|ste)?(?: (?:ans|anos|anni|jaar|jahren))?\b(?=[,. ])"
)
"""What says that somebody is of age now, who was a child in court."""


@lru_cache(maxsize=8)
def speaks_grown(story: Story) -> bool:
    """Tell whether a story says of anybody how old they are now, and of age."""
    return _GROWN_NOW.search(story.folded) is not None


_SCHOOL = re.compile(
    r"§[^.§¢]{0,80}\b(?:klassler(?:in)?|schuler(?:in)?|gymnasiast(?:in)?|ecolier|collegien(?:ne)?|lyceen(?:ne)?|brugklasser|scholiere?)\b"
)
_OWN = re.compile(
    r"klassler(?:in)?\b|schuler(?:in)?\b|gymnasiast(?:in)?\b|brugklasser|scholiere?\b|leerlinge?\b|auszubildende"
)


def young(story: Story, children: list[int]) -> Iterator[Person]:
    """Give who is below 18 by all that is told of them, of a story that tells of children."""
    cast = _cast(story, children)
    if people.CHILD not in cast.text or not cast.parts:
        return
    scores: dict[int, float] = defaultdict(float)
    for pattern, weight in _WEIGHTS:
        told = cast.told(pattern)
        for index in {
            at
            for at, match in told
            if not PARENT.search(cast.text, 0, match.start())
            and not is_of_a_term(cast.text, match)
        }:
            scores[index] += weight
    gone = grown(story, [cast.parts[index].person for index in scores])
    for index, score in scores.items():
        part = cast.parts[index]
        if _is_of_the_lead(cast, part.mentions):
            score += 1.0  # noqa: PLW2901
        if _OWN.search(fold(part.person.name).text):
            score += 1.5  # noqa: PLW2901 - the name's own words add to what is told of it
        if score < _ENOUGH or part.office or part.person.name in gone or works(cast, part):
            continue
        if any(_IS_STAFF.search(cast.text, max(at - 40, 0), at) for at in part.mentions):
            continue
        if part.person.name.endswith(".") or " " not in part.person.name:
            continue
        if is_of_a_place(story, part.person.name, part.person.start):
            continue
        yield part.person


_SON = (
    r"(?:son|daughter|stepson|stepdaughter|sohn|tochter|stiefsohn|stieftochter|fils|fille"
    r"|hij[oa]|hijastr[oa]|figli[oa]|filh[oa]|zoon|zoontje|dochter|dochtertje|stiefzoon)"
)
_HIS_SON = re.compile(
    r"\b(?:his|her|their|sein(?:en|em|e|er)?|ihr(?:en|em|e|er)?|son|sa|su|suo|sua|seu"
    rf"|zijn|haar|hun) (?:own )?{_SON},? §(?!,? \(?¢)"
)
_SON_SAID = re.compile(rf"\b{_SON}\b")
_SMALL_SON = re.compile(rf"¤ (?:[\w-]+ )?{_SON}\b|\b{_SON},? (?:of |von |van )?\(?¤")


def of_a_parent(story: Story) -> Iterator[Person]:
    """Give "his son Ann Roe", where the copy says that the son is nine."""
    if not _SON_SAID.search(story.folded):
        return
    reading = people.read(story, story.body_at, len(story.folded))
    if people.CHILD not in reading.signs or not _SMALL_SON.search(reading.signs):
        return
    for match in _HIS_SON.finditer(reading.signs):
        person = reading.people.get(match.end() - 1)
        if person and " " in person.name and not person.name.endswith("."):
            yield person


def _is_of_the_lead(cast: Cast, mentions: list[int]) -> bool:
    """Tell whether the first name after an unnamed child is this one's."""
    child = cast.text.find(people.CHILD)
    first = min((at for at in cast.who if at > child), default=-1)
    return first in mentions and first - child < _LEAD


_LEAD = 420
_IS_STAFF = re.compile(
    r"\b(?:head|principale?|teacher|caretaker|coach|trainer\w*|steward|enseignante?|professeure?|lehrer(?:in)?|rektor(?:in)?|maestr[oa]|profesora?|insegnante"
    r"|professora?|docente?|leraar|lerares|conrector|shopkeeper|principale|owner|neighbour"
    r"|victim|opfer|victime|victima|vittima|vitima|slachtoffer|clerk|driver),? $"
)
_WEIGHTS = (
    (_BESIDE, 3.0),
    (_CALLED_SO, 2.5),
    (_NEXT, 1.5),
    (_AFTER, 1.5),
    (_ADULT_LEAD, -3.0),
    (_SUBJECT, 2.5),
    (_HAS_THE_NAME, 2.5),
    (_SCHOOL, 1.5),
    (re.compile(rf"§[^.§¢]{{0,60}}(?:{ATTENDS.pattern})"), 1.5),
)
_ENOUGH = 2.5


def _cast(story: Story, children: list[int]) -> Cast:
    """Give who is named around the first few children of a story."""
    first = story.around(children[0], _NEAR)[0] if children else 0
    last = story.around(children[:_MOST_CHILDREN][-1], _NEAR)[1] if children else None
    return cast_of(story, first, last)


_NEAR, _MOST_CHILDREN = 4, 3


def grown(story: Story, persons: Iterable[Person]) -> frozenset[str]:
    """Give the names of those whom the story says to be of age, in whatever sentence."""
    return frozenset(person.name for person in persons if _is_of_age(story, person))


def _is_of_age(story: Story, person: Person) -> bool:
    name = fold(person.name).text
    last = name.rpartition(" ")[2]
    if len(last) < _SHORTEST:
        return False
    text = story.folded
    at = text.find(last)
    while at >= 0:
        before = text[max(at - len(name), 0) : at]
        whole = before.endswith(name[: -len(last)]) and len(name) > len(last)
        alone = before.endswith((". ", "  ", "mr ", "ms ", "mrs "))
        if (whole or alone) and _OF_AGE.match(text, at + len(last)):
            return True
        at = text.find(last, at + len(last))
    return False


_SHORTEST = 3
_OF_AGE = re.compile(
    # §, 34; §, now 34; §, who is 34 today; §, die nu 34 is; §, der heute 34 Jahre alt ist
    r",? \(?(?:(?:now|today|heute|inzwischen|mittlerweile|nu|aujourd'hui|hoy|ahora|oggi|ora"
    r"|hoje|agora|inmiddels|aged|de|di|van|is|ist|ha|a|tiene|tem|com|con|who|der|die|qui"
    r"|que|che),? ){0,5}(?:1[89]|[2-9]\d)"
    r"(?=[,.)]| (?:years|ans|anos|anni|jaar|jahre|is|ist|today|now)\b)"
    r"|,? (?:oggi |ora |la |il )?(?:vent|trent|\w{2,6}ant)(?:[a-z]{2,8})?enne\b"
)


FIRST = (
    r"([A-ZÀ-ÖØ-Ž][a-zà-öø-ž]+(?:-[A-ZÀ-ÖØ-Ž][a-zà-öø-ž]+)?)"
    r"(?![\wà-ž-]|[’'](?!s\b)| (?:(?:de|da|van|von) )?[A-ZÀ-ÖØ-Ž])"
)
_CHILDREN = (
    r"(?:[Dd]aughters?|[Ss]on|[Ss]tepson|[Ss]tepdaughter|[Ll]ittle (?:boy|girl)|[Tt]oddler"
    r"|[Bb]aby|[Nn]ephew|[Nn]iece|[Gg]randson|[Gg]randdaughter|[Tt]wins|[Ff]oster (?:son"
    r"|child|daughter)"
    r"|(?:Stief|Pflege|Enkel|Adoptiv)?(?:[Tt]ochter|[Ss]ohn|[Ss]öhne|[Tt]öchter)|[Kk]leinkind|Neffen?|Nichte|Enkelin|kleinen?|[Zz]willinge|Baby"
    r"|fils|fille|beau-fils|belle-fille|petite?|bébé|neveu|nièce|fillette|garçonnet"
    r"|hij[oa]s?|hijastr[oa]|pequeñ[oa]|bebé|sobrin[oa]|niet[oa]|niñ[oa]"
    r"|figli[oa]|figliastr[oa]|piccol[oa]|nipotin[oa]|bimb[oa]|neonat[oa]|bambin[oa]"
    r"|filh[oa]s?|entead[oa]|pequen[oa]|bebê|sobrinh[oa]|net[oa]|menin[oa]"
    r"|dochtertje|dochter|zoontje|zoon|stiefzoon|stiefdochter|pleegzoon|pleegdochter|kleine|baby|neefje|nichtje|kleinzoon|kleindochter)"
)
_KIN_FIRST = re.compile(rf"\b{_CHILDREN}(?:,| named| called| namens| mit Namen)?,? {FIRST}")
_SIBLING_FIRST = re.compile(
    r"\b(?:[Ss]ister|[Bb]rother|[Ss]chwester|Bruder|sœur|soeur|frère|herman[oa]|sorell(?:in)?a|fratell(?:in)?o|irmã|irmão|zusje|broertje|zus|broer|witness|pupil|schoolgirl|schoolboy|Zeugin|témoin|testigo|testimone|testemunha|getuige)"
    rf",? {FIRST}"
)
_LIKE_NAME = re.compile(
    rf"(?<=[a-zà-ž,] ){FIRST}(?= [a-zà-ž]|[.,]|[’']s\b)|(?<=[.] ){FIRST}(?= [a-zà-ž])"
)
_SMALL = re.compile(
    r"\b(?:his|her|their|sein\w*|ihr\w*|son|sa|su|sua|suo|seu|a|ao|do|da|al|il|zijn"
    r"|haar) (?:own |little |young |baby |small |petite? |pequen[oa] |kleine )?(?:boy|girl"
    r"|child|son|daughter|toddler|baby|sohn\w*|tochter|kind|fils|fille|enfant|hij[oa]|nin[oa]"
    r"|figli[oa]|bambin[oa]|filh[oa]|menin[oa]|entead[oa]|zoon\w*|dochter\w*|stiefzoon"
    r"|stiefdochter|kind)\b"
)
_WITH_ARTICLE = re.compile(
    rf"(?<=[.] )[OA] {FIRST}(?= (?:foi|tem|tinha|vive|vivia|estava|ficou|era|é|está"
    rf"|frequenta|disse)\b)"
)
"""How Portuguese speaks of people by the first name."""
_NO_NAME_BEFORE = re.compile(
    r"\b(?:[Ii]n|[Aa]t|[Oo]f|[Ff]rom|[Nn]ear|aus|bei|nach|à|de|du|en|di|a|da|em|no|na|van|uit"
    r"|te|[Tt]he|on|to|von|im|am|zum|zur) $"
)
_CHILDISH = re.compile(
    rf"¤|\b(?:now|heute|inzwischen|mittlerweile|jetzt|inmiddels|aujourd'hui|hoy|ahora|oggi|ora|hoje|agora|nu)[^.§]{{0,16}}\b(?:{'|'.join(people.BELOW_TEN)})\b"
)


def by_first_name(story: Story, children: list[int]) -> list[tuple[int, int]]:
    """Give where a child stands by a first name beside kin who are named in full."""
    cast = _cast(story, children)
    if not cast.parts:
        return []
    cased = story.cased(0, min(len(story.folded), _LONGEST))
    whole = [part for part in cast.parts if not _BABY.match(part.person.name)]
    known = {word for part in whole for word in part.person.name.split()}
    known |= {word for place in story.enrichment.places for word in place.name.split()}
    known |= {word for each in story.enrichment.organisations for word in each.name.split()}
    found: list[tuple[int, int]] = []
    for pattern in (_KIN_FIRST, _SIBLING_FIRST):
        for match in pattern.finditer(cased):
            own = [part for part in cast.parts if part.person.name.split()[0] == match[1]]
            if own or match[1] in known or _is_of_a_part(cased, match.start()):
                continue
            start, end = match.start(1), match.end(1)
            if _is_child(story, start, sibling=pattern is _SIBLING_FIRST):
                found.append((start, end))
    if not found and _SMALL.search(story.folded):
        found += _repeated(story, cased, known)
    return found[:_MOST]


_LONGEST, _MOST, _TWICE = 6_000, 8, 2
_OF_A_PART = re.compile(
    r"\b(?:rôle|role|part|Rolle|papel|ruolo|rol|famous|célèbre|berühmt|famos[oa]|célebre|beroemd)"
    r" (?:[\w'’-]+ ){0,8}$"
)
"""Before a child whom an actor played once."""


def _is_of_a_part(cased: str, place: int) -> bool:
    return _OF_A_PART.search(cased, max(place - 60, 0), place) is not None


_BABY = re.compile(r"(?:Baby|Little|Toddler|Kleine[rn]?|Petite?) ")


def _is_child(story: Story, place: int, *, sibling: bool = False) -> bool:
    start, end = story.sentence(place)
    if sibling:
        reading = people.read(story, place, end)
        return (
            re.match(r"[^\s,.;]+,? (?:who is |die |que tiene |de |van )?\(?¤", reading.signs)
            is not None
        )
    _, end = story.around(place, 2)
    signs = people.read(story, start, end).signs
    return _CHILDISH.search(signs) is not None


def _repeated(story: Story, cased: str, known: set[str]) -> list[tuple[int, int]]:
    places: dict[str, list[int]] = defaultdict(list)
    barred: set[str] = set()
    for match in _LIKE_NAME.finditer(cased):
        name = match[1] or match[2]
        at = match.start(1) if match[1] else match.start(2)
        if _NO_NAME_BEFORE.search(cased, max(at - 8, 0), at):
            barred.add(name)
        places[name].append(at)
    if story.language == "pt":
        for match in _WITH_ARTICLE.finditer(cased):
            places[match[1]] += [match.start(1)] * _TWICE
    return [
        (at[0], at[0] + len(name))
        for name, at in places.items()
        if len(at) >= _TWICE
        and name not in barred
        and name not in known
        and fold(name).text not in people.no_names() | people.openers()
        and any(_is_child(story, each) for each in at)
    ]


_SENTENCED = re.compile(
    # ha condannato § a ¤, condenó a § a ¤
    r"\b(?:condann\w+|conden\w+|condamn\w+|sentence[ds]?|jail\w+|verurteil\w+|veroordeel\w*"
    r"|dom(?:de|des|s|t)|inflitt\w+)\b[^.§¤]{0,40}$"
)
_TO = re.compile(r"§,? (?:to|for|a|zu|tot|till|til|de)? ?¤")


def is_of_a_term(signs: str, match: re.Match[str]) -> bool:
    """Tell whether the years beside a name are what somebody was sentenced to."""
    at = match.start()
    if _TO.match(signs, at) is None:
        return False
    return _SENTENCED.search(signs, max(at - 60, 0), at) is not None


_YEARS = (
    rf"(?:1[0-7]|{'|'.join(people.BELOW_TEN)}|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen"
    r"|seventeen|zehn|elf|zwolf|dreizehn|vierzehn|funfzehn|sechzehn|siebzehn|tien|twaalf"
    r"|dertien|veertien|vijftien|zestien|zeventien|dix|onze|douze|treize|quatorze|quinze|seize"
    r"|diez|once|doce|trece|catorce|quince|dieci|undici|dodici|tredici|quattordici|quindici"
    r"|dez|doze|treze|catorze)"
)
_THEN = (
    r"(?:(?:then|only|just|aged|still|damals|erst|gerade|noch|heute|toen|pas|nog|maar|alors|que"
    r"|entonces|solo|apenas|allora|appena|so|entao|na altura|a l'epoque|all'epoca) ){0,2}"
)
_WHO_WAS = re.compile(
    # Orla, who was nine and …; Olivia, die damals neun war; Orlane, qui avait neuf ans
    rf", (?:who (?:was|is|had turned) {_THEN}{_YEARS}(?=[,.]| (?:and|when|at|years old)\b)"
    rf"|(?:die|der) {_THEN}{_YEARS}(?: jahre alt| jaar(?: oud)?)? (?:war|ist|was|is)\b"
    rf"|(?:qui|que|che) {_THEN}(?:avait|n'avait|a|tenia|tiene|aveva|ha|tinha|tem) {_THEN}"
    rf"{_YEARS} (?:ans|anos|anni)\b(?! d[ei] ))"
)
"""What says of somebody in a clause of its own that they were a child."""
_NAME_BEFORE = re.compile(r"(?:^|[ ,])([A-ZÀ-Ž][a-zà-ž]+(?:-[A-ZÀ-Ž][a-zà-ž]+)?)$")
_KIN_BEFORE = re.compile(rf"\b{_CHILDREN}\b[^.;]{{0,50}}$")
_DECADES_AGO = re.compile(
    r"\b(?:19\d\d|200\d)\b|\b(?:[2-9]\d|1\d|ten|twenty|thirty|forty|decades) (?:years )?ago\b"
    r"|\bvor (?:[1-9]\d|zehn|zwanzig|dreissig|vierzig) jahren|\bil y a (?:[1-9]\d|dix|vingt"
    r"|trente|quarante) ans|\bhace (?:[1-9]\d|diez|veinte|treinta|cuarenta) anos|\b(?:[1-9]\d"
    r"|dieci|venti|trenta|quarant[a']) ?anni fa|\bha (?:[1-9]\d|dez|vinte|trinta|quarenta)"
    r" anos\b(?! e)|\b(?:[1-9]\d|tien|twintig|dertig|veertig) jaar geleden"
    r"|\b(?:now|today|heute|aujourd'hui|hoy|oggi|hoje|inmiddels|nu)[^.]{0,20}\b(?:1[89]|[2-9]\d)"
)
"""Who was a child then is none any more."""


def who_was(story: Story) -> list[tuple[int, int]]:
    """Give where a child has a first name, kin, and an age in a clause after it."""
    found: list[tuple[int, int]] = []
    for match in _WHO_WAS.finditer(story.folded, story.body_at):
        start = story.sentence(match.start())[0]
        before = story.cased(start, match.start())
        name = _NAME_BEFORE.search(before)
        if name is None or not _KIN_BEFORE.search(before[: name.start(1)]):
            continue
        first, last = story.around(match.start())
        if not _DECADES_AGO.search(story.folded, first, last):
            found.append((start + name.start(1), match.start()))
    return found[:_MOST]
