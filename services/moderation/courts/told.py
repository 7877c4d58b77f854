"""Pure: whether a copy tells what an order keeps from print."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

from services.moderation import people
from services.moderation.courts import bans, ourselves, reveals
from services.moderation.courts.accused import accused
from services.moderation.courts.table import Table, look
from services.moderation.lexicon import Hit
from services.moderation.people import Person
from services.moderation.story import Story

_BEFORE, _AFTER = 110, 90
_NEAR = 48
_MOST_PEOPLE = 40
_MOST_SENTENCES = 60
_DETAILS = re.compile(
    r"\b(?:(?<!who )lives? in|plays? for|played for|(?<!order )(?<!ban )runs (?!until|till|for"
    r"|to\b)|owns"
    r"|based in|joined (?:his|her|the) club|led the|opened a|daughter of|son of|married to"
    r"|well-known"
    r"|lebt (?:in|seit|mit)|spielt (?:fur|bei)|betreibt|gehort eine|habite|joue|exerce|dirige"
    r"|travaille (?:depuis|dans|chez|pour)|(?<!que )vive (?:en|a|con|nel)|juega|gioca|gestisce"
    r"|ha lasciato"
    r"|mora em|joga|antig[oa] secretari[oa]|woont|speelt|bor i|spelar)\b"
)
"""What may tell who is meant as well as a name."""
_DESCRIBED = re.compile(
    r"\b(?:il s'agit|es handelt sich|handelt es sich|se trata|si tratta|trata-se"
    r"|(?:het )?gaat (?:het )?om) "
)
_PRIVATE = re.compile(
    r"\b(?:affair|private life|divorce|marriage|relationship|\w*scheidung|ehe|affare|liaison"
    r"|vie privee|vida privada"
    r"|divorcio|divorzio|vita privata|vida intima|prive\w*|beelden|testemunhas)\b"
)
"""Of what copy that tells more of somebody gives too much."""
_JURY = re.compile(r"\b(?:jury|jurors?)\b")
"""What a jury must not hear is told by whoever says that it must not."""
_IN_OPEN_COURT = re.compile(
    r"\b(?:(?:in|back in) open court|(?:resumed|continued|went on|reopened) in public"
    r"|offentlich (?:weiter)?(?:verhandel\w+|fortgesetzt)|(?:en"
    r"|redevenue?) (?:audience )?publi(?:c|que)"
    r"|a puerta abierta|en sesion publica|a porte aperte|in udienza pubblica|a porta aberta"
    r"|a portas abertas|em sessao publica|in het openbaar|in openbare zitting)\b"
)
"""From here on copy tells what anybody could hear who sat in court."""
_OF_A_WITNESS = re.compile(
    r"\b(?:naming|identif\w+|identity|names?|named) (?:of |by )?(?:(?:the|an?|any|one|key|main"
    r"|star|protected|secret|crown|prosecution|police|anonymous) ){0,3}(?:witness\w*"
    r"|informant|informer|complainant|victims?|whistleblower"
    r"|jurors?)\b"
    r"|\bwitness(?:es)? (?:\w+ ){0,2}(?:may|must|can|could|should)(?:not| not) be (?:named"
    r"|identified)\b"
    r"|\b(?:namen?|identitat|nennung|identifizierung) (?:de[rs]|eine[rs]|von) (?:\w+ ){0,2}"
    r"\w*(?:zeug(?:en|in)|opfers|informanten)\b"
    r"|\b(?:noms?|identite|nommer|identifier) (?:d'|de |du |des )?(?:le |la |l'|un |une )?"
    r"(?:\w+ )?(?:temoins?|victimes?|plaignante?|indicateur)\b"
    r"|\b(?:nombres?|identidad|identificar|nombrar) (?:de |del |a )?(?:la |un |una |los )?"
    r"(?:\w+ )?(?:testigos?|victimas?|denunciante)\b"
    r"|\b(?:nom[ei]|identita|identificare|nominare) (?:de[il]\w* |di )?(?:il |la |un |una )?"
    r"(?:\w+ )?(?:testimon[ei]|vittim[ae]|pentito|collaboratore)\b"
    r"|\b(?:nomes?|identidade|identificar|nomear) (?:d[aoe]s? |de uma? )?(?:a |o |uma? )?"
    r"(?:\w+ )?(?:testemunhas?|vitimas?|denunciante)\b"
    r"|\b(?:naam|namen|identiteit|noemen) (?:van )?(?:de |een |het )?(?:\w+ )?"
    r"\w*(?:getuigen?|slachtoffers?|tipgever)\b"
)
"""Whom an order hides, where it says so itself."""
_UNDER_COVER = re.compile(
    r"\b(?:undercover|agents?|officers?|handler|spy|v-mann|verdeckte\w*|infiltre\w*"
    r"|infiltrad\w*|infiltrat\w*"
    r"|undercoveragent\w*|policier\w*|enqueteur\w*)\b"
)
_POLICE = re.compile(
    r"\b(?:sergeant|constable|inspector|detective|officer|captain|kommissar\w*|polizei\w*"
    r"|capitaine|commissaire"
    r"|lieutenant|inspetor\w*|inspector\w*|commissari\w+|rechercheur|politie\w*)\b"
)
_ON_THE_BENCH = re.compile(
    r"\b(?:judge|justice|magistrate|coroner|\w*richter(?:in)?|juge|presidente?|jueza?|giudice"
    r"|juiza?|rechter|radman\w*|domare\w*) $"
)
_OF_THE_ACCUSED = re.compile(
    r"\b(?:al|the|den|l'|dem|all'|ao|o|de|aan de) (?:accus|acus|angeklagt|imputat|arguid"
    r"|verdacht|defendant|suspect)\w*"
)
_OF_ACCUSED = re.compile(
    r"\b(?:accused|defendants?|charged|angeklagt\w*|beschuldigt\w*|accuse|prevenu"
    r"|mis en examen|acusad\w+|investigad\w+"
    r"|imputat\w+|indagat\w+|arguid\w+|reu|verdachten?)\b"
)
_DIED = re.compile(
    r"[ ,(]{0,2}(?:\d\d[),]{0,2})?[^.;,§]{0,24}\b(?:found dead|killed|stabbed|shot|murdered"
    r"|died|injured|wounded|beaten"
    r"|robbed|attacked|om het leven|ums leben|getotet|starb|verletzt|tue|mort|decedee?"
    r"|assassinee?|blessee?|murio"
    r"|asesinad[oa]|herid[oa]|mori|morto|morta|uccis[oa]|ferit[oa]|morreu|ferid[oa]"
    r"|assassinad[oa]|overleed"
    r"|gedood|gewond)\b"
)
_HARMS = re.compile(
    r"\b(?:assault\w*|attack\w*|stabb\w*|kill\w*|murder\w*|beat\w*|hit|injur\w*|wound\w*"
    r"|robb\w*|bull\w+|verletz\w*"
    r"|verprugel\w*|erstoch\w*|getotet|agress\w*|bless\w*|poignard\w*|tue\w*|frapp\w*|agred\w*"
    r"|hir\w*|apunal\w*"
    r"|mat(?:ar|o)|golpe\w*|aggred\w*|feri\w*|accoltell\w*|uccid\w*|uccis\w*|picchi\w*"
    r"|esfaque\w*|assassin\w*"
    r"|mishandel\w*|verwond\w*|stak|doodschoot|doodde)(?: of| di| de| a| al| auf| von)? (?:an?"
    r"|the|his|her|einen?|den|die"
    r"|un|une|le|la|son|sa|uno|una|il|lo|el|um|uma|o|een|de|zijn|haar) ([a-z]{3,})"
)
"""Whom an offence was done to, by a word that may stand before a name later."""
_INSTITUTION = re.compile(
    r"\b(?:revenue|caso|case|fall|zaak|affaire|operac\w+|operation|court|courts|island"
    r"|district|county|north|south|high|crown|act|street|road|school"
    r"|university"
    r"|hospital|council|police|wire|news|diario|jornal|folha|correio|zeitung|anzeiger|krant"
    r"|dagblad|giornale|corriere|gazzetta|gazeta|echo|tribune|gazette|courier|radio|division"
    r"|family|provincia|province|provinz|union|ministry|city|bay|times|herald|press|zealand"
    r"|kingdom|states)\b"
)
_PLACE_NAME = re.compile(
    r" (?:crown|high|district|county|magistrates'?|sheriff|supreme|youth|family|federal"
    r"|circuit) court"
)
_COURTESY = re.compile(
    r"\b(?:dr|mr|mrs|ms|me|m|mme|herr|frau|don|dona|father|teacher|principal|angeklagte[rn]?"
    r"|coach|doctor|prof|professor"
    r"|dott\w*|sergeant|captain|capitaine|director\w*|directeur|direttore|maitre|lehrer\w*"
    r"|leiter\w*|trainer)\.? $"
)
"""Before a name, no office that would tell that somebody only speaks of a case."""


def tells(story: Story, orders: list[Hit]) -> bool:
    """Tell whether the copy gives a name, or matter, that one of the orders keeps."""
    bounds = sorted({story.sentence(order.start) for order in orders})
    of_name = _any(bans.OF_A_NAME, story, bounds)
    of_matter = _any(bans.OF_MATTER, story, bounds)
    if any(_JURY.search(story.folded, order.start, order.end) for order in orders) or (
        look(reveals.HEADLINE_TELLS, story).search(story.folded, 0, story.body_at)
        or look(reveals.DEFIES, story).search(story.folded)
        or look(ourselves.WINKS, story).search(story.folded)
    ):
        return True
    kept = look(ourselves.KEEPS_IT, story).search(story.folded, story.body_at) is not None
    if _tells_matter(story, in_court=of_matter and not of_name and not kept):
        return True
    if any(_PRIVATE.search(story.folded, *each) for each in bounds) and _is_described(story):
        return True
    if kept:
        return of_name and any(_is_revealed(story, person) for person in _named(story))
    return (of_name or not of_matter) and _names_whom_it_keeps(story, bounds)


def _any(table: Table, story: Story, bounds: list[tuple[int, int]]) -> bool:
    pattern = look(table, story)
    return any(pattern.search(story.folded, *each) for each in bounds)


def _tells_matter(story: Story, *, in_court: bool) -> bool:
    """Tell whether it has got hold of what a court keeps, or tells what was said in it."""
    return (
        has_obtained(story)
        or look(reveals.HAS_IT, story).search(story.folded) is not None
        or look(ourselves.STAYED, story).search(story.folded) is not None
        or (
            in_court
            and look(reveals.TELLS, story).search(
                story.folded, story.body_at, _closed_until(story)
            )
            is not None
        )
    )


_NOT = re.compile(r"\b(?:not|never|nicht|ne|n'|non|no|nao|niet|inte|without|sans|sin|ohne) $")


def has_obtained(story: Story) -> bool:
    """Tell whether the copy says that it has what is kept, not that it will not print it."""
    return any(
        not _NOT.search(story.folded, max(hit.start - 8, 0), hit.start)
        for hit in story.hits("court.obtained")[:_MOST_PEOPLE]
    )


def _closed_until(story: Story) -> int:
    """Give where the sentence begins that says the court went on in public, or else the end."""
    opened = _IN_OPEN_COURT.search(story.folded, story.body_at)
    return story.sentence(opened.start())[0] if opened else len(story.folded)


def _is_described(story: Story) -> bool:
    """Tell whether somebody is told of as well as by a name."""
    return (
        _DETAILS.search(story.folded, story.body_at) is not None
        or _DESCRIBED.search(story.folded) is not None
    )


def _names_whom_it_keeps(story: Story, bounds: list[tuple[int, int]]) -> bool:
    """Tell whether somebody is named, or told of, who may be whom an order hides."""
    if _is_described(story):
        return True
    around = [(0, story.body_at), *((story.around(start, 2)[0], end) for start, end in bounds)]
    kept = _Kept(
        others=_of_a_victim(story, bounds)
        or (
            _any(bans.NOT_THE_ACCUSED, story, around)
            and (
                not any(_OF_ACCUSED.search(story.folded, *each) for each in bounds)
                or all(_OF_A_WITNESS.search(story.folded, *each) for each in bounds)
            )
        ),
        police=any(_UNDER_COVER.search(story.folded, *each) for each in around),
        accused=frozenset(accused(story)),
    )
    return any(_may_be_kept(story, person, kept) for person in _named(story))


_VICTIMS = re.compile(
    r"\b(?:wom[ae]n|girls?|boys?|patients?|colleague|frau|frauen|madchen|patientin\w*|femmes?"
    r"|filles?|fillettes?|patientes?|mujer(?:es)?|ninas?|chicas?|pacientes?|donn[ae]"
    r"|ragazz[ae]|pazient[ei]|mulher(?:es)?|menin[ao]s?|vrouw(?:en)?|meisjes?|patienten?"
    r"|kvinn(?:a|an|or|orna)|flick(?:a|an|or|orna))\b"
)


def _of_a_victim(story: Story, bounds: list[tuple[int, int]]) -> bool:
    """Tell a ban that hides whom a sexual offence was done to: who did it may be named."""
    return story.has("crime.sexual") and all(
        _VICTIMS.search(story.folded, *each) and not _OF_ACCUSED.search(story.folded, *each)
        for each in bounds
    )


class _Kept(NamedTuple):
    """Whom orders hide: others than the accused, one of the police; and who is accused."""

    others: bool
    police: bool
    accused: frozenset[str]


def _may_be_kept(story: Story, person: Person, kept: _Kept) -> bool:
    if _is_revealed(story, person):
        return True
    before, after = _clause(story, person)
    if (
        person.name in kept.accused
        or look(reveals.TRIED, story).search(before)
        or (
            look(reveals.STANDS_TRIAL, story).search(after[:_NEAR])
            and not _is_beside(story, person)
        )
    ):
        if not kept.others:
            return True
        if not _OF_THE_ACCUSED.search(after):
            return False
    if (
        kept.police
        and not _ON_THE_BENCH.search(before)
        and _POLICE.search(before[-_NEAR:] + after[:_NEAR])
    ):
        return True
    return not (_is_beside(story, person) or _is_harmed(story, person))


def _clause(story: Story, person: Person) -> tuple[str, str]:
    start, end = story.sentence(person.start)
    before = story.folded[max(person.start - _BEFORE, start) : person.start]
    return before, story.folded[person.end : min(person.end + _AFTER, end)]


def _is_revealed(story: Story, person: Person) -> bool:
    before, after = _clause(story, person)
    return (
        look(reveals.REVEALS, story).search(before) is not None
        or look(reveals.IS_THE_ONE, story).match(after) is not None
        or _STANDS_FOR.search(story.cased(person.start - len(before), person.start)) is not None
    )


_STANDS_FOR = re.compile(
    r"\b(?:[A-Z]{2,4}|[A-Z]\.|(?:[A-Z]\w{2,9} )[A-Z]) (?:is|was|ist|heißt|est|es|è|é|heet)"
    r" (?:[a-zß-ü]+ ){0,3}$"
)
"""What stands for a name in court (“PKW”, “Witness B”), before the name."""


def _is_beside(story: Story, person: Person) -> bool:
    """Tell whether words beside a name say that it only speaks of the case, or is kin."""
    before, after = _clause(story, person)
    if person.office and not _COURTESY.search(before):
        return True
    near = re.split(r"[.;:]", before[-_NEAR:])[-1]
    apposed = re.match(
        r",? ?(?:\(?(?:aged )?\d\d[\w ]{0,12}\)?,? ?)?(?:[^ ,.;]+[ ,]?){0,7}", after
    )
    beside = look(reveals.BESIDE, story)
    *ahead, _, _ = ("", "", *story.folded[person.start : person.end].split())
    near = f"{near} {' '.join(ahead)}"
    if beside.search(near) or (apposed and beside.search(apposed[0])):
        return True
    said = look(reveals.TALKS, story)
    return said.match(after.lstrip()) is not None or any(
        match.end() >= len(near.rstrip()) for match in said.finditer(near.rstrip())
    )


def _is_harmed(story: Story, person: Person) -> bool:
    before, after = _clause(story, person)
    return (
        look(reveals.HARMED, story).search(before[-_NEAR:]) is not None
        or _DIED.match(after) is not None
        or any(re.search(rf"\b{word},? $", before) for word in _harmed_words(story))
    )


@lru_cache(maxsize=4)
def _harmed_words(story: Story) -> frozenset[str]:
    found = _HARMS.finditer(story.folded[: people.LONGEST_STRETCH])
    return frozenset(match[1] for match in found)


def _named(story: Story) -> Iterator[Person]:
    found = 0
    for start, end in islice(story.sentences(), _MOST_SENTENCES):
        for person in people.read(story, start, end).people.values():
            after = story.folded[person.end : person.end + 30]
            if _INSTITUTION.search(story.folded, person.start, person.end) or _PLACE_NAME.match(
                after
            ):
                continue
            yield person
            found += 1
        if found > _MOST_PEOPLE:
            return
