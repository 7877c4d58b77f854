"""Children named in stories about crime."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import takewhile

from services.moderation import people
from services.moderation.findings import doubt
from services.moderation.folding import fold
from services.moderation.known import fiction
from services.moderation.known.children import introduced, prizes, young
from services.moderation.known.children.hurt import named_as_hurt
from services.moderation.known.people import particulars
from services.moderation.people import Person
from services.moderation.policy import Policy
from services.moderation.story import Story
from shared.articles import Finding

# A name and an age side by side: "Ann Roe, 14", "Ann Roe, a pupil of 14", "the 14-year-old Ann
# Roe", "a boy ¤, Ann Roe". Small words that make the name somebody else's break the link.
_NAME_FIRST = re.compile(
    r"§(?:, |,? \(?| |,? (?:and|und|et|y|e|en|och) (?:is|ist|a|tiene|ha|tem|ar) (?:only "
    r"|just |erst |pas |bara )?"
    r"| ist | is | was | est | es | e | har | era | war )?(?:(?!(?:and|und|et|y"
    r"|with|"
    r"mit|von|by|par|por|from|of|his|her|ihr\w*|son|sa|su|sua|zijn|haar)\b)[\w'’-]+ ){0,3}\(?¤"
)
_AGE_FIRST = re.compile(
    r"¤(?:,? (?!(?:by|of|from|and|with|against|told|who|whom|that|in|at|to|said|for|was|von|vom"
    r"|durch|gegen|und|mit|par|de|du|et|por|del|da|di|e|y|door|van|en|av|och|med|mot|til|dem|"
    r"den|le|la|el|il|o|a)\b)[\w'’-]+){0,3},? §"
)
_NAMED = re.compile(
    r"¤[^§¢†.]{0,90}\b(?:named(?: locally)? as|identified(?: by police)? as|named|called"
    r"|namens|"
    r"mit (?:dem )?namen|identifiziert als|nomme|nommee|prenomme|prenommee|du nom de|llamado|"
    r"llamada|de nombre|identificado como|identificada como|di nome|chiamato|chiamata|chamado|"
    r"chamada|de nome|genaamd|met de naam|vid namn|identifierad som)\s§"
)
_NAMED_BEFORE = re.compile(
    # "Ann Roe was seen there. The pupil, who is 15, …", "… Der 15-Jährige …"
    r"§(?:(?!\b(?:boys?|girls?|teen\w*|youths?|pupils?|child\w*|son|daughter|jung\w+|madchen|"
    r"jugendlich\w*|kind\w*|sohn|tochter|garcons?|filles?|adolescent\w*|enfants?|fils|chico\w*|"
    r"chica\w*|menor\w*|nin[oa]s?|hij[oa]s?|ragazz\w+|figli\w*|bambin\w+|rapaz\w*|rapariga\w*|"
    r"filh[oa]s?|jove\w*|jongens?|meisjes?|zoon|dochter|kind|pojk\w*|flick\w*|barn\w*|son)\b)"
    r"[^§¢¤†.]){0,160}[.] {1,2}"
    r"(?:the|der|die|das|le|la|l'|il|lo|el|o|a|de|het|den|he|she|er|sie|elle|ella|lui|lei"
    r"|ele|ela|"
    r"hij|zij|han|hon)"
    r"(?: ?(?!(?:children|kids|sons|daughters|father|mother|vater|mutter|pere|mere|padre"
    r"|madre|pai|mae|vader|moeder"
    r"|kinder\w*|enfants|hij[oa]s|figli|filh[oa]s"
    r"|kinderen"
    r"|barnen)\b)[^\s.§†]+){0,8}?,? ?¤"
)
_NAMED_NEXT = re.compile(
    # "He will not turn 18 until May. It is Ann Roe, …", "… Si tratta di …"
    r"¤[^†]{0,140}[.] {1,2}(?:he is|she is|it is|(?:he|she|the \w+|the suspect) (?:was|is"
    r"|has been) "
    r"(?:\w+ )?(?:named|identified) as|his name is|her name is|es handelt sich um|es ist"
    r"|er heisst"
    r"|sie heisst|il s'agit d[eu]'?|il s'appelle|elle s'appelle|se trata de|se llama"
    r"|si tratta di"
    r"|si chiama|trata-se de|chama-se|het gaat om|hij heet|zij heet|det ror sig om"
    r"|det handlar om"
    r"|han heter|hon heter|речь идет о|это) ?(?:[^\s§†.]+ ){0,2}§"
)
_STREET = re.compile(
    r"\b[A-ZÀ-Ž][\w'’-]+ (?:Street|Road|Lane|Avenue|Close|Drive|Terrace|Crescent)\b"
    r"|\b[A-ZÀ-Ž][\w'’-]*(?:straße|strasse|gasse|weg|allee|straat|laan|gatan|vägen)\b"
    r"|\b(?:rue|avenue|calle|avenida|via|viale|piazza|rua|travessa) (?:d\w+ )?[A-ZÀ-Ž][\w'’-]+"
)


@dataclass(slots=True)
class _Named:
    people: dict[str, Person] = field(default_factory=dict)
    ages: list[tuple[int, int]] = field(default_factory=list)
    children: list[int] = field(default_factory=list)
    """Where the copy speaks of somebody below 18, named or not."""
    grown: set[str] = field(default_factory=set)
    """Who is of age, or tells of their own youth."""
    firsts: list[tuple[int, int]] = field(default_factory=list)
    """Children who stand by a first name, with kin or a school that says whose."""


def minors(story: Story, policy: Policy) -> Iterator[Finding]:
    """Doubt a story about a crime that names somebody below 18, as suspect, victim or witness.

    A first name with an initial ("Max M.") hides a child well enough.
    """
    del policy
    if not story.has("crime.story"):
        return
    found = _named_children(story)
    found.firsts += young.who_was(story)
    found.children += introduced.told_in_a_clause(story)
    if (
        not (found.people or found.children or found.firsts)
        or _is_made_up(story)
        or story.has("people.renamed")
    ):
        return
    _by_all_told(story, found)
    if prizes.is_of_a_prize(story, [person.start for person in found.people.values()]):
        return
    if prizes.is_in_jest(story):
        return
    if not found.people and not found.firsts:
        known = _by_particulars(story, found.children)
        if known:
            why = (
                "A minor in a crime story can be known by family, school or place; remove what "
                "leads to the child, or a chief releases it."
            )
            yield doubt("minors", 0.75, why, story.spans([known]))
        return
    places = [(person.start, person.end) for person in found.people.values()]
    places += found.firsts + found.ages
    address = _STREET.search(story.text)
    also = " and their street" if address else ""
    why = (
        f"Names a minor{also} in a crime story; remove the name, or a chief releases it "
        "where a court or the family allows it."
    )
    yield doubt("minors", 0.85 + 0.1 * bool(address), why, story.spans(places))


def _by_particulars(story: Story, children: list[int]) -> tuple[int, int] | None:
    if not children:
        return None
    first = story.sentence(min(children))[0]
    last = story.around(max(children), _AFTER)[1]
    sentences = takewhile(lambda place: place[0] < last, story.sentences(first))
    return particulars.particulars(story, sentences, of_a_child=True)


_AFTER = 3


def _by_all_told(story: Story, found: _Named) -> None:
    """Take out who is of age as another sentence says, and add who is told as a child."""
    if found.people:
        for name in young.grown(story, found.people.values()):
            found.people.pop(name, None)
            found.grown.add(name)
    if not found.people:
        for person in young.young(story, found.children):
            if person.name not in found.grown:
                found.people[person.name] = person
    if not found.people:
        for person in young.of_a_parent(story):
            if person.name not in found.grown:
                found.people[person.name] = person
    if not found.people and not found.firsts:
        found.firsts += young.by_first_name(story, found.children)
        found.firsts += introduced.introduced(story, found.children)


def _is_made_up(story: Story) -> bool:
    """Tell a story in which crime happens in a book, on a pitch, or long ago only."""
    if fiction.is_staged(story) or fiction.is_no_crime(story):
        return True
    hits = story.hits("crime.story")[:_MOST_STRETCHES]
    sentences = {story.sentence(hit.start) for hit in hits}
    return fiction.is_played(story, {story.around(hit.start) for hit in hits}) or all(
        story.within("crime.fiction", start, end) or fiction.is_long_ago(story, start)
        for start, end in sentences
    )


def _named_children(story: Story) -> _Named:
    found = _Named()
    grown = found.grown
    stretches = [*_stretches(story)]
    for start, end in stretches:
        reading = people.read(story, start, end)
        signs = reading.signs
        if people.CHILD in signs:
            found.children.append(reading.at[signs.index(people.CHILD)])
        for match in re.finditer(r"§,? \(?¢|¢ (?:[\w-]+ ){0,2}§", signs):
            grown |= {person.name for person in _of(reading, match)}
        for pattern in (_NAME_FIRST, _AGE_FIRST, _NAMED, _NAMED_BEFORE, _NAMED_NEXT):
            for match in pattern.finditer(signs):
                if young.PARENT.search(signs, 0, match.start()):
                    continue
                if pattern is _NAMED_BEFORE and _is_somebody_else(signs, match):
                    continue
                if pattern is _NAME_FIRST and young.is_of_a_term(signs, match):
                    continue
                named = _of(reading, match)
                for person in named[-1:] if pattern is _NAMED_NEXT else named:
                    if not person.name.endswith("."):
                        found.people.setdefault(person.name, person)
                found.ages += [
                    (reading.at[at], reading.at[at + 1] if at + 1 < len(reading.at) else end)
                    for at in range(match.start(), match.end())
                    if signs[at] == people.CHILD
                ]
        for person in _named_later(story, reading, start):
            found.people.setdefault(person.name, person)
        for person in _by_surname(reading):
            found.people.setdefault(person.name, person)
        if people.NAME in signs and young.speaks_grown(story):
            for pattern in (_YOUTH_OF, young.YOUTH):
                for match in pattern.finditer(signs):
                    grown |= {person.name for person in _of(reading, match)}
    for name in grown:
        found.people.pop(name, None)
    return found


_SPEAKS = re.compile(
    r"\b(?:according to|told|said|says|selon|d'apres|a (?:indique|precise|declare|annonce"
    r"|explique"
    r"|affirme|confirme)|laut|sagte|teilte|erklarte|berichtete|segun|informo|indico|dijo|senalo"
    r"|explico|confirmo|secondo|ha (?:detto|spiegato|riferito|dichiarato|confermato)|disse"
    r"|segundo|informou|indicou|explicou|volgens|zei|meldde|aldus|enligt|sade|uppgav"
    r"|procureur\w*|procurador\w*|procurator\w*|\w*staatsanwalt\w*|fiscal|avocate?|abogad[oa]"
    r"|avvocat[oa]|legale|difensore|advogad[oa]|advocaat|officier|anwalt\w*|lawyer|solicitor"
    r"|prosecutor|maire|mayor|burgermeister\w*|alcalde\w*|alcaldesa|sindac[oa]|prefeit[oa]"
    r"|burgemeester|concejal\w*)\b[^§†.]{0,45}$"
)
"""Before a name: it is whose who speaks of the case, not whose who has the age."""
_OF_A_TERM = re.compile(
    r"\b(?:chiest[oi]|richiest[oi]|condannat\w*|pena|reclusione|carcere|pedia|pidio|solicit\w+"
    r"|condena\w*|requis|reclame|requerait|condamne\w*|forder\w+|gefordert|beantragt\w*|haft"
    r"|geeist|eiste|celstraf|pedido|pediu|prisao|asked for|sought|sentence\w*"
    r"|jailed)\b[^.§]{0,30}$"
    r"|\b(?:got|gets|received|given|kreeg|krijgt|erhielt|erhalt|bekam|bekommt|ecope|ecopa"
    r"|recoit|recibio|cayeron|preso|rimediato|ricevuto|apanhou|recebeu|levou|fick|far)"
    r" (?:\w+ )?$"
)
"""Before years that are a sentence's, not somebody's."""


def _is_somebody_else(signs: str, match: re.Match[str]) -> bool:
    start = signs.rfind(". ", 0, match.start()) + 1
    if _SPEAKS.search(signs, max(start, match.start() - 70), match.start()):
        return True
    return _OF_A_TERM.search(match[0][:-1]) is not None


_AGE_BESIDE = re.compile(
    r"(?:,? \(?|, who |, der |, die |, qui |, que |, che )"
    r"(?:(?!and |und |et )[\w'’-]+ ){0,4}¤"
)


def _by_surname(reading: people.Reading) -> Iterator[Person]:
    """Find whom a sentence after the full name calls by the last one beside an age."""
    signs = reading.signs
    if people.CHILD not in signs:
        return
    for person in reading.people.values():
        surname = fold(person.name.split()[-1]).text
        if person.office or len(surname) <= 2:  # an initial
            continue
        place = f" {signs}".find(f" {surname}")
        if place >= 0 and _AGE_BESIDE.match(signs, place + len(surname)):
            yield person


_LATER = re.compile(
    # "Ann Roe, of Elm Road, spoke only to …", "Si tratta di Ann Roe e Bob Poe, iscritti …"
    r"[.] {1,2}(?:[^§†.¢]{0,24}(?:tratta di|agit de|handelt sich um|trata de|trata-se de"
    r"|gaat om|handlar om"
    r"|is|are|hei(?:ss|sz)\w+|names? (?:is|are)) |(?:e|es|c'est|he|het is) "
    r"|(?:[a-z][\w'-]+,? )?[a-z][\w'-]+ (?:and|und|et|y|e|en|och) )?§(?! \(?¢|, ¢"
    r"| \()(?:, §){0,4}(?:(?:,? (?:and|und|et|y"
    r"|e|en|och)) §)?"
    r"(?=(?:,? (?:of|from|aus|de|di|uit|van) §)?[^§†¢.]{0,70}\b(?:of [a-z][\w'-]+ (?:road"
    r"|street|lane|rise|avenue|close|drive|terrace"
    r"|crescent|gardens|row|way|hill|park|green)|spoke only|confirm\w* (?:his|her)|appeared"
    r"|remanded"
    r"|is accused|was charged|was arrested|were (?:picked up|arrested|detained|held|taken"
    r"|found|charged)"
    r"|wurden [^.]{0,60}(?:festgenommen|gefasst|verhaftet|gestellt)|ont ete (?:interpelle"
    r"|arrete|places)"
    r"|(?:fueron|han sido) (?:detenidos|arrestados)|(?:sono|erano) stati (?:presi|fermati"
    r"|arrestati|bloccati)"
    r"|foram (?:detidos|apanhados|presos)|werden [^.]{0,60}(?:opgepakt|aangehouden)|denies"
    r"|denied|pleaded|admitted|school|college"
    r"|academy"
    r"|pupil|soll|wurde festgenommen|festgenommen|besucht\w*|schule|gymnasium|gesamtschule"
    r"|schuler\w*"
    r"|mis en examen|interpelle\w*|scolarise\w*|eleve|lycee|college|detenid[oa]|imputad[oa]"
    r"|alumn[oa]"
    r"|instituto|colegio|estudia\w*|iscritt[oai]|indagat[oai]|fermat[oai]|istituto|liceo|scuola"
    r"|frequenta\w*|abita in|residente in|domiciliad[oa] en|vecin[oa] de|domicilie\w*"
    r"|wohnhaft|detid[oa]|arguid[oa]|alun[oa]|escola|colegio|aangehouden|verdacht\w*|opgepakt"
    r"|van (?:zijn|haar) bed|zit op|college zit|school zit|leerling\w*|scholier\w*|atalad"
    r"|misstankt"
    r"|elev|skola\w*|gripen))"
)
"""A name by itself, after a child that the lead leaves unnamed."""
_WORKS = re.compile(
    r"\b(?:head\w*|teacher|principal|spokes\w*|officer|inspector|detective|judge|prosecut\w*"
    r"|defend\w+"
    r"|representing|director|direkt\w+|leiter\w*|lehrer\w*|sprecher\w*|anwalt\w*|richter\w*"
    r"|direct\w+|proviseur|avocat\w*|procureur\w*|juge|fiscal|abogad\w*|juez\w*|profesor\w*"
    r"|preside"
    r"|dirigente|avvocat\w*|giudice|procurator\w*|insegnante|professor\w*|juiz\w*|advogad\w*"
    r"|advoca\w+|rechter|rector|officier|said|sagte|dit|dijo|disse|zei|sade|victim|opfer"
    r"|stabbed"
    r"|owner|manager|father|mother|whose)\b"
)


_SIBLINGS = re.compile(
    r"\b(?:brothers|sisters|siblings|cousins|twins|boys|girls|youths|teenagers|bruder"
    r"|schwestern|geschwister"
    r"|cousins?|jungen|freres|soeurs|cousines|hermanos|hermanas|primos|fratelli|sorelle|cugini"
    r"|irmaos"
    r"|irmas|broers|zussen|neven|jongens)\b[^.§†¢]{0,24}¤[^§†¢]*[.]$"
)
"""Several at once, whom the next sentence names together, at home with their mother."""
_SEIZED = (
    r"(?:arrest\w+|detain\w+|detention|custody|charged|held|detenid\w+|detuv\w+|internamiento"
    r"|fermat\w+|indagat\w+"
    r"|interpelle\w*|mis en examen|garde a vue|ecroue\w*|detid\w+|deteve|apreendid\w+"
    r"|aangehouden|opgepakt"
    r"|vastgezet|vast|festgenommen|verhaftet|untersuchungshaft|haft|gewahrsam)"
)
_IS_SEIZED = re.compile(rf"\b{_SEIZED}\b[^.§†¢]{{0,40}}¤|¤[^.§†¢]{{0,60}}\b{_SEIZED}\b")
_PARENT_OF = re.compile(
    r"\b(?:(?:step|grand)?(?:father|mother)|parent|dad|mum|(?:stief)?(?:vater|mutter)|(?:beau-"
    r"|belle-)?(?:pere|mere)"
    r"|padre|madre|padrastro|madrastra|patrigno|matrigna|pai|mae|padrasto|madrasta"
    r"|(?:stief)?(?:vader|moeder)"
    r"|figliastro|hijastro|stepson|stepdaughter|stiefsohn|stieftochter|stiefzoon"
    r"|stiefdochter)\b[^.]{0,40}$"
)
_SEIZED_IS = re.compile(
    r"\b(?:the|el|la|il|l'|le|o|a|de|der|die)? ?(?:arrestad[oa]|detenid[oa]|sospechos[oa]"
    r"|investigad[oa]"
    r"|fermat[oa]|arrestat[oa]|indagat[oa]|presunto \w+|suspecte?|mis en cause|interpelle"
    r"|detid[oa]"
    r"|arguid[oa]|suspeit[oa]|verdachte|verdachtige|aangehoudene|beschuldigte|tatverdachtige"
    r"|verdachtiger?|festgenommene|accused|arrested (?:boy|girl|youth|teenager))"
    r"(?: (?:se llama|si chiama|s'appelle|chama-se|is named as|named as|wurde als)|,? (?:es|e"
    r"|est|is"
    r"|ist|heisst|heet|was|era|war)) §"
)
"""Who was seized, in a sentence of its own with the name."""


_SEIZES = re.compile(
    # officers arrested § at his home; agenten hielden § thuis aan
    r"[.] {1,2}(?:(?!(?:also|too|another|second|auch|weitere\w*|aussi|egalement|tambien|otr[oa]"
    r"|anche|altr[oa]|tambem|outr[oa]|ook|nog|not|nicht|pas|no|non|nao|niet)\b)[a-z'’]+ ){1,4}"
    r"(?:(?:arrested|detained|picked up|seized|caught|verhaftete[nt]?|fassten?|griffen"
    r"|(?:ont|a) (?:interpelle|arrete)|(?:detuv(?:ieron|o)|arrest(?:aron|o)) a"
    r"|(?:hanno|ha) (?:fermato|arrestato|bloccato|preso)|detiveram|deteve|apanharam|prenderam"
    r"|arresteerden?) §(?!,? \(?¢|'s|,(?! ¤)"
    r"|[^.§]{0,40}\b(?:for|pour|por|per|as well|too)\b)"
    r"|(?:nahm(?:en)?|hield(?:en)?|pakten?) §"
    r"(?!,? \(?¢|,(?! ¤)|[^.§]{0,40}\b(?:wegen|voor)\b)"
    r"[^.§¢,]{0,70} (?:fest|aan|op)\b)"
)
"""Who was seized, told by what the police did after the lead left the name out."""
_ADULTS = re.compile(
    r"[¢†]|(?<! at )(?<! in )(?<! im )(?<! am )(?<! en )(?<! no )(?<! na )(?<! op )§"
    r"|\b(?:m[ae]n|wom[ae]n|mann|manner|frauen?|erwachsene\w*|hommes?|femmes?|hombres?"
    r"|mujer(?:es)?|uom(?:o|ini)|donn[ae]|homens?|mulher(?:es)?|mannen|vrouw(?:en)?"
    r"|accomplices?|komplize\w*|complices?|complici|medeplichtige\w*)\b"
)


_CHILD_IS = re.compile(
    # the boy, Ann Roe, had hidden it; el arrestado, Ann Roe, estudia en …
    r"[.] {1,2}(?:the|le|la|l'|el|il|lo|o|a|der|die|das|de|het) ?(?:young |jeune |joven "
    r"|giovane "
    r"|jovem |jonge |junge )?(?:boy|girl|youth|teenager|youngster|pupil|schoolboy|schoolgirl"
    r"|suspect|accused|garcon|fille|adolescente?|collegien(?:ne)?|lyceen(?:ne)?|eleve"
    r"|mis en cause|suspecte?|chic[oa]|joven|adolescente|alumn[oa]|estudiante|menor"
    r"|arrestad[oa]|detenid[oa]|investigad[oa]|ragazz[oa]|giovane|minore|studente(?:ssa)?"
    r"|alunn[oa]|fermat[oa]|arrestat[oa]|indagat[oa]|rapaz|rapariga|jovem|alun[oa]|detid[oa]"
    r"|suspeit[oa]|junge|madchen|jugendliche|schuler(?:in)?|verdachtige|tatverdachtige|jongen"
    r"|meisje|tiener|scholier|leerling|verdachte),? §(?=,(?! \(?¢)| (?:was|had|has|wurde|hatte"
    r"|soll|a|avait|est|habia|fue|ha|aveva|e|tinha|foi|had|heeft|zit|werd) )"
)
"""A child of whom the sentence before says what happened, and the next the name."""
_YOUTH_OF = re.compile(
    r"(?:^|[.] {1,2})(?:at|aged|when (?:he|she) was|mit|als|a|con|aos|com|op)(?: the age of"
    r"| just"
    r"| only| zijn| haar| los)? ?(?:¤|1?\d),?(?: [\w'’-]+){0,4} §"
)


def _named_later(story: Story, reading: people.Reading, start: int) -> Iterator[Person]:
    """Find whom copy names in a sentence of its own, after "a boy of 14 was charged"."""
    child = reading.signs.find(people.CHILD)
    if child < 0 or people.NAME in reading.signs[:child]:
        return
    end = min(story.around(start, 3)[1], start + people.LONGEST_STRETCH)
    longer = people.read(story, start, end)
    signs = longer.signs
    seized = _IS_SEIZED.search(signs)
    kin = seized and _PARENT_OF.search(signs, 0, signs.index(people.CHILD, seized.start()))
    if seized and not kin and (told := _SEIZED_IS.search(signs, seized.end())):
        yield from _of(longer, told)
    if (
        not kin
        and (called := _CHILD_IS.search(signs, signs.index(people.CHILD)))
        and people.ADULT not in signs[: called.start()]
    ):
        yield from _of(longer, called)
    if seized and not kin and (taken := _SEIZES.search(signs, seized.start())):
        alone = not _ADULTS.search(signs, child, taken.start())
        yield from _of(longer, taken) if alone else ()
    if hurt := named_as_hurt(signs):
        yield from _of(longer, hurt)
    match = _LATER.search(signs, signs.index(people.CHILD))
    if match is None or people.ADULT in signs[: match.start()]:
        return
    last = signs.find(". ", match.end())
    works = _WORKS.search(signs, match.start(), last if last > 0 else len(signs))
    if works and not _SIBLINGS.search(signs, 0, match.start() + 1):
        return
    yield from _of(longer, match)


_BARE_AGE = re.compile(r"[1-9](?<=[,( ].)(?:(?<=1)[0-8])?[,).;](?!\d)")
_TURNS = re.compile(
    r"(?:[,(] ?|\b(?:is|only|just|now|both|beiden?|allebei) |\b(?:wird|wurde|wordt"
    r"|werd) (?:\w+ ){0,3})$"
)
"""What may stand before an age that nothing else says is one."""
_MOST_STRETCHES = 60


def _stretches(story: Story) -> Iterator[tuple[int, int]]:
    """Give the sentences that may say an age below 18, each with the next: a name follows."""
    seen = -1
    places = [
        match.start()
        for match in _BARE_AGE.finditer(story.folded)
        if _TURNS.search(story.folded, max(match.start() - 41, 0), match.start())
    ]
    places += [hit.start for hit in story.hits("people.age")]
    places += [hit.start for hit in story.hits("people.minor")]
    count = 0
    for place in sorted(places):
        if place < seen:
            continue
        start, end = story.sentence(place)
        seen = end
        if start >= story.body_at:
            start, end = story.around(place)
        count += 1
        if count > _MOST_STRETCHES:
            return
        yield start, end


def _of(reading: people.Reading, match: re.Match[str]) -> list[Person]:
    return [
        reading.people[at]
        for at in range(match.start(), match.end())
        if at in reading.people and reading.signs[at] == people.NAME
    ]
