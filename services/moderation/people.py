"""Pure: who is named in a sentence, and how old a sentence says that somebody is.

Rules about people look at short stretches only, around a word that made them look. A stretch is
read into signs: `§` for a name, `†` for one under an office, `¤` for an age below 18 or a word
that says as much, `¢` for a grown-up's age; the rest stays as it is. What is said of whom is
then a matter of what stands beside what.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from services.moderation import lexicon
from services.moderation.folding import fold
from services.moderation.known.things import is_of_a_thing
from services.moderation.lexicon import Hit
from services.moderation.story import Story

NAME, OFFICE, CHILD, ADULT = "§", "†", "¤", "¢"
_OF_AGE = 18
LONGEST_STRETCH = 2_000

_CAPITAL = r"[A-ZÀ-ÖØ-ÞĀ-ŽȘȚА-ЯЁ][^\W\d_]*(?:['’-][^\W\d_]+){0,3}"
_PARTICLE = (
    r"(?:de|da|do|dos|das|del|della|dei|di|du|des|van|von|der|den|ten|ter|la|le|el|al|bin"
    r"|ben|ibn"
    r"|af|av|zu|y)"
)
_NAME = re.compile(
    rf"(?:[A-ZÀ-ÖØ-ÞĀ-Ž][^\W\d_]{{0,3}}\."
    rf"|{_CAPITAL})(?:[ \u00a0](?:{_PARTICLE}[ \u00a0]){{0,2}}{_CAPITAL}){{1,4}}"
    rf"|{_CAPITAL}[ \u00a0][A-Z]\.(?=[ ,;)])"
)
_PLACED = re.compile(
    r"\b(?:in|at|near|outside|across|aus|bei|en|em|nel|nella|a|te|till|från|i|op|of|through)\s$"
)
"""What stands before a place of two words, and seldom before a person."""
_OF_PLACE = frozenset(
    {"in", "near", "outside", "across", "aus", "bei", "en", "em", "nel", "te"}
)

_NUMBERS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
    "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14,
    "fifteen": 15, "sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19,
    "twenty": 20, "zwei": 2, "drei": 3, "vier": 4, "funf": 5,
    "sechs": 6, "sieben": 7, "acht": 8, "neun": 9, "zehn": 10, "elf": 11, "zwolf": 12,
    "dreizehn": 13, "vierzehn": 14, "funfzehn": 15, "sechzehn": 16, "siebzehn": 17,
    "achtzehn": 18, "neunzehn": 19, "zwanzig": 20,
    "cinq": 5, "sept": 7, "huit": 8, "neuf": 9, "dix": 10, "onze": 11, "douze": 12,
    "treize": 13,
    "quatorze": 14, "quinze": 15, "seize": 16, "dix-sept": 17, "dix-huit": 18, "dix-neuf": 19,
    "vingt": 20, "cinco": 5, "seis": 6, "siete": 7, "ocho": 8, "nueve": 9, "diez": 10,
    "once": 11, "doce": 12, "trece": 13, "catorce": 14, "quince": 15, "dieciseis": 16,
    "diecisiete": 17, "dieciocho": 18, "diecinueve": 19, "veinte": 20,
    "cinque": 5, "sei": 6, "sette": 7, "otto": 8, "nove": 9, "dieci": 10, "undici": 11,
    "dodici": 12, "tredici": 13, "quattordici": 14, "quindici": 15, "sedici": 16,
    "diciassette": 17, "diciotto": 18, "diciannove": 19, "venti": 20,
    "sete": 7, "oito": 8, "dez": 10, "doze": 12, "treze": 13, "dezasseis": 16, "dezassete": 17,
    "dezesseis": 16, "dezessete": 17, "dezoito": 18, "dezanove": 19, "dezenove": 19,
    "vinte": 20, "vijf": 5, "zes": 6, "zeven": 7, "negen": 9, "tien": 10, "twaalf": 12,
    "dertien": 13, "veertien": 14, "vijftien": 15, "zestien": 16, "zeventien": 17,
    "achttien": 18, "negentien": 19, "twintig": 20,
    "fem": 5, "sex": 6, "sju": 7, "atta": 8, "nio": 9, "tio": 10, "elva": 11, "tolv": 12,
    "tretton": 13, "fjorton": 14, "femton": 15, "sexton": 16, "sjutton": 17, "arton": 18,
    "nitton": 19, "tjugo": 20,
}  # fmt: skip
_ORDINALS = {
    "tenth": 10, "eleventh": 11, "twelfth": 12, "thirteenth": 13, "fourteenth": 14,
    "fifteenth": 15, "sixteenth": 16, "seventeenth": 17, "eighteenth": 18,
    "zehnten": 10, "elften": 11, "zwolften": 12, "dreizehnten": 13, "vierzehnten": 14,
    "funfzehnten": 15, "sechzehnten": 16, "siebzehnten": 17, "achtzehnten": 18,
    "tiende": 10, "elfde": 11, "twaalfde": 12, "dertiende": 13, "veertiende": 14,
    "vijftiende": 15, "zestiende": 16, "zeventiende": 17, "achttiende": 18,
    "tionde": 10, "elfte": 11, "tolfte": 12, "trettonde": 13, "fjortonde": 14, "femtonde": 15,
    "sextonde": 16, "sjuttonde": 17, "artonde": 18,
}  # fmt: skip
_SMALLEST = "deux trois quatre dos tres cuatro due tre quattro dois duas quatro twee drie"
BELOW_TEN = sorted(
    {
        *(name for name, said in _NUMBERS.items() if said < _OF_AGE - 8),
        *_SMALLEST.split(),
        *"123456789",
    }
)
"""How small numbers are written, for whoever looks for a child's years."""
_SAID = {**_NUMBERS, **_ORDINALS}
_NUMBER = rf"(\d{{1,3}}|{'|'.join(sorted(_NUMBERS, key=len, reverse=True))})"
_NOT_A_TERM = (
    r"(?!(?:\s(?:e|y|et|ed|en|och|und) \w+ (?:meses|mes|mois|mesi|maanden|manader|monate))?"
    r"\s(?:(?:de|di|da|d'|in|im|of|for|voor|till|i)\s?(?:prison|reclus(?:ione?|ao)|detention|"
    r"carcel|prision|carcere|detencao|cadeia|prisao|jail|haft|gefangnis|cel|fangelse|custody|"
    r"inhabilitacion|ineligibilite|interdizione|inelegibilidade|suspension|"
    r"emprisonnement|experience|experiencia|esperienza|condena|pena|peine|casados|servico|"
    r"servicio|mandato|carriera|carrera)|later|ago|after|despues|tarde|depois|"
    r"dopo|fa\b|plus|geleden|later|cel\b|celstraf|gevangenis|senare|fangelse|sedan|atras|haft))"
)
_MONTH = r"(?: [^\s§†.,]+){0,3}"
_ORDINAL = (
    r"(\d{1,2})(?:st|nd|rd|th|\.|:e|e|de|º|°)|(" + "|".join(sorted(_ORDINALS, key=len)) + ")"
)
_TO_COME = (
    rf"\b(?:before|until|short of|ahead of|vor|bis zu|voor|fore|innan) (?:his|her|their|seinem"
    rf"|ihrem|zijn|haar|sin) (?:{_ORDINAL}) (?:birthday|geburtstag|verjaardag|fodelsedag)|"
    # "turns 18 in May", "will turn sixteen", "not yet 18"; "wird im Mai 18"; "compira 18 anni"
    rf"\b(?:turns|will turn|will be|to turn|turning|not turn|not yet(?: turned)?|short of"
    rf"|under) "
    rf"(?:only |just )?(?:his |her )?{_NUMBER}(?=[ ,.]|$)(?! (?:months|weeks|days|hours"
    rf"|percent))"
    rf"|\bwird(?: erst| am| im| in| nachsten?| kommenden?| \w+){{0,4}} {_NUMBER}"
    rf"(?: jahre alt)?(?=[,.;]|$)"
    rf"|\b(?:aura|fetera|soufflera)(?: ses)?{_MONTH} {_NUMBER} (?:ans|bougies)"
    rf"|\b(?:n'a|n'avait|n'a toujours|n'avait) pas (?:encore )?(?:fete ses )?{_NUMBER} ans"
    rf"|\b(?:cumplira|cumpliria|cumple|no ha cumplido|sin cumplir)(?: los| sus)?{_MONTH} "
    rf"{_NUMBER}(?: anos)?(?=[ ,.]|$){_NOT_A_TERM}"
    rf"|\b(?:compira|compie|compirebbe|non ha ancora compiuto)(?: i| gli| i suoi)? {_NUMBER}"
    rf"(?: anni)?(?=[ ,.]|$)"
    rf"|\b(?:fara|completara|ainda nao fez|ainda nao completou)(?: os| os seus)? {_NUMBER}"
    rf"(?: anos)?(?=[ ,.]|$)"
    rf"|\bwordt{_MONTH} {_NUMBER}(?: jaar)?(?=[,.;]|$)"
    rf"|\bfyller{_MONTH} {_NUMBER}(?: ar)?(?=[ ,.;]|$)"
)
"""A birthday that has not come."""
_BIRTHDAY = (
    rf"\b(?:celebrated |marked |feierte |feiert |vierde )?(?:his |her |their |seinen |ihren "
    rf"|zijn |haar |sin )?(?:{_ORDINAL}) (?:birthday|geburtstag|verjaardag|fodelsedag)"
    rf"|\b{_NUMBER}(?: |-)?arsdag"
    rf"|\b(?:fete|feter|souffle|souffler)(?: ses)?{_MONTH} {_NUMBER} (?:ans|bougies)"
    rf"|\b(?:cumplio|cumplia|cumplidos|cumplir|celebro)(?: los| sus)? {_NUMBER}"
    rf"(?: anos)?(?=[ ,.]|$){_NOT_A_TERM}"
    rf"|\b(?:compiuto|compiuti|compi|festeggiato|spento)(?: i| gli)?(?: suoi)? {_NUMBER}"
    rf"(?: anni| candeline)?(?=[ ,.]|$)"
    rf"|\b(?:fez|fizera|completou|celebrou|festejou)(?: os)?(?: seus)? {_NUMBER}"
    rf"(?: anos| primaveras)?(?=[ ,.]|$){_NOT_A_TERM}"
    rf"|\b(?:werd|is){_MONTH} {_NUMBER} (?:geworden|jaar)|\bwerd{_MONTH} {_NUMBER}(?=[,.;]|$)"
    rf"|\bfyllde{_MONTH} {_NUMBER}(?: ar)?(?=[ ,.;]|$)"
)
_OF_SCHOOL = (
    r"\bin year (?:[1-9]|1[01]|seven|eight|nine|ten|eleven)(?= (?:at|of the) |,|\.)"
    r"|\bin (?:the )?(?:[5-9]th|1[01]th|fifth|sixth|seventh|eighth|ninth|tenth"
    r"|eleventh) grade\b"
    r"|\b(?:besucht|geht in|in) (?:die|der) (?:[5-9]|10|\w+te|\w+ten)\.? klasse\b"
    r"|\ben (?:classe de )?(?:sixieme|cinquieme|quatrieme|troisieme|seconde|[3456]e|cm[12])\b"
    r"|\b(?:cursa|cursaba|estudia) (?:\w+ )?(?:[1-4]\w? (?:curso )?de |\w+ de )(?:la )?(?:eso"
    r"|primaria)"
    r"|\bfrequenta la (?:prima|seconda|terza|quarta) (?:media|[a-h]\b|superiore|liceo)"
    r"|\bfrequenta o (?:\d{1,2}\.?[oº]?|\w+) ano\b"
    r"|\bin de (?:eerste|tweede|derde|vierde|vijfde|[1-5]e) klas\b|\bin groep (?:[3-8]|\w+t)\b"
    r"|\bgar i (?:arskurs )?(?:[4-9]\b|sjuan|attan|nian|sexan)"
    r"|\byear (?:[1-9]|1[01]|one|two|three|four|five|six|seven|eight|nine|ten|eleven) "
    r"(?:pupil|student|boy|girl|child)"
    r"|\b(?:schuler|schulerin) der (?:[1-9]|10|\w+ten)\.? klasse"
    r"|\beleve d[e'] ?(?:sixieme|cinquieme|quatrieme|troisieme|seconde|cp\b|ce[12]\b|cm[12]\b)"
    r"|\b(?:alumn|estudiant)\w+ de (?:\w+ (?:curso )?de )?(?:la )?(?:eso|primaria|secundaria)"
    r"|\balunn\w+ d\w+ (?:\w+ )?(?:media|medie|elementare|elementari)"
    r"|\baluno?a? do (?:\d{1,2}\.?º?|\w+) ano"
    r"|\b(?:leerlinge?|scholiere?) uit (?:de )?(?:\w+ )?(?:brugklas|havo|vwo|vmbo|mavo|groep)"
    r"|\belev i (?:arskurs )?(?:[1-9]\b|nian|attan|sjuan|sexan)"
)
"""Years of school in which everybody is a child."""
_AGE = re.compile(
    rf"(?P<tocome>{_TO_COME})|{_BIRTHDAY}|(?P<child>{_OF_SCHOOL})"
    rf"|\b{_NUMBER}[ -]?years?[ -]old\b(?:s\b)?|\baged?(?: of)? (?:just |only )?{_NUMBER}\b"
    rf"|\b(?:boys?|girls?|pupil|teenager|youth|child|son|daughter) of {_NUMBER}\b"
    rf"|\b{_NUMBER}[ -]?jahrig\w*|\b{_NUMBER} jahre alt\w*|\bim alter (?:von"
    rf"|zwischen) {_NUMBER}\b"
    rf"|\b(?:jugendlichen?|kindern?|jungen|madchen|brudern?|schwestern|schulern?"
    rf"|teenager) (?:von |zwischen )"
    rf"{_NUMBER} (?:und|bis) {_NUMBER} jahren\b"
    rf"|\b(?:age\w* (?:seulement )?d[e'] ?|de |di |dell'eta di |con |com |van |pa "
    rf"|med )?{_NUMBER}"
    rf" (?:ans|anos|anni|jaar(?: oud\w*)?|ar(?: gammal| gamla)?)\b{_NOT_A_TERM}"
    rf"|\b{_NUMBER}[ -]?(?:jarige?n?|enne|enni)\b"
    rf"|\b(?:de |di |con |com |van |med |pa )?{_NUMBER} (?:et|y|e|en|och) (?:de |di |i "
    rf"|gli )?{_NUMBER}"
    rf" (?:ans|anos|anni|jaar|ar)\b{_NOT_A_TERM}"
    rf"|\b(?:quattordic|quindic|sedic|tredic|dodic|undic|diec|diciassett)enn(?P<spelt>[ei])\b"
    rf"|\b{_NUMBER}[ -]?ar(?:ig|ing)\w*|\b{_NUMBER}[ -]?letni\w*"
    rf"|\b(?:had |has )?(?:just |only just )?turned {_NUMBER}\b"
    rf"|\bwurde(?: im \w+)? {_NUMBER}(?=[ ,.](?!\w*\s?jahre))"
    rf"|\bis (?:only |just |now )?{_NUMBER}(?=[.,;]|$)"
    rf"|\bnow (?:aged )?{_NUMBER}(?=[.,;)]|$)"
    rf"|\bgerade (?:erst )?{_NUMBER}(?: jahre alt)?(?: geworden|,)"
    rf"|\b(?:both|beide[nr]?|allebei)(?: aged)? {_NUMBER}(?=[,.)]|$)"
    rf"|(?<=§, )de {_NUMBER}(?=[,.)])"
    rf"|(?<=[§,] )\(?{_NUMBER}(?=[,.)]|$)(?!,\d)|(?<=§ \(){_NUMBER}(?=\))"
    rf"|(?<=\()(?<!\w\()(?<!\d \(){_NUMBER}(?=\))"
)
_OPENING_AN_AGE = """
jugendliche jugendlichen kinder kindern jungen madchen bruder brudern schwestern schuler
schulern
before until short ahead vor bis voor fore innan turns will to turning not under wird aura
fetera soufflera n cumplira cumpliria cumple no sin compira compie compirebbe non fara
completara ainda wordt fyller celebrated marked feierte feiert vierde his her their seinen
ihren zijn haar sin fete feter souffle souffler cumplio cumplia cumplidos cumplir celebro
compiuto compiuti compi festeggiato spento fez fizera completou celebrou festejou werd is
fyllde in besucht geht en cursa cursaba estudia frequenta gar year schuler schulerin eleve
alun aluno aluna alunoa leerling leerlinge scholier scholiere elev boy boys girl girls pupil
teenager youth child son daughter gerade now im de di dell con com van pa med had has just only
turned wurde both beide beiden beider allebei
"""
_BEFORE_AGE = frozenset(_OPENING_AN_AGE.split()) | {word.partition("-")[0] for word in _SAID}
"""Words with which what tells an age may begin, numbers among them."""
_OF_AGE_WORD = re.compile(
    r"age|alumn|estudiant|alunn|.*(?:jahrig|jarig|enn[ei]|arig|aring|letni|arsdag)"
)
"""How others begin, and those of which a number is a part ("dreizehnjahrige")."""
_TOKEN = re.compile(r"[^\W_]+")


@lru_cache(maxsize=4096)
def _opens_an_age(word: str) -> bool:
    return word[0].isdigit() or word in _BEFORE_AGE or _OF_AGE_WORD.match(word) is not None


def _ages(signs: str) -> Iterator[re.Match[str]]:
    """Find what tells ages, looked for only where one may begin: there are many ways."""
    done = 0
    for token in _TOKEN.finditer(signs):
        if not _opens_an_age(token[0]):
            continue
        start = token.start()
        if start < done:
            continue
        match = None
        if start > done and signs[start - 1] == "(":
            match = _AGE.match(signs, start - 1)
        match = match or _AGE.match(signs, start)
        if match:
            done = match.end()
            yield match


_ELAPSED = re.compile(
    r"(?:\b(?:il y a|depuis|pendant|durant|apres|hace|desde hace|durante|tras|ha|da|per|vor"
    r"|seit"
    r"|nach|sinds|al|voor|for|over|i|sedan|under|efter|por|peine de|pena de|condena de|pena di"
    r"|condanna a|condenado a|condenada a|condannato a|condamne a|y|e|et|und|en|och|por mas de"
    r"|plus de|mas de|piu di|mais de|meer dan|mer an"
    # asked or given for in court, and the end of "from 8 to 13"
    r"|chiest[oi]|chiedeva|chiede|inflitt[oi]|requis|reclame|requerait|pedia|pedira|pediu|pidio"
    r"|pide|solicit[ao]|forderte|fordert|beantragte|eiste|eist|geeist"
    r"|(?:de|from|von|entre|dos|dagli|dai|los|van|zwischen|between|tra) (?:los |gli )?\d{1,2}"
    r" (?:a|aos|ai|to|bis|tot|a los|agli)) |-)$"
)
"""Before years that passed, were given by a court, or are the rest of a longer number."""
_ELAPSED_BUT = {
    language: re.compile(_ELAPSED.pattern.replace(f"|{word}|", "|"))
    for language, word in (("it", "ha"), ("sv", "en"))
}
"""In Italian "ha 15 anni" is an age, and so is "en 14-årig" in Swedish."""


class Person(NamedTuple):
    """A name in a folded text; `office` where a title before it says what somebody is."""

    name: str
    start: int
    end: int
    office: bool


class Reading(NamedTuple):
    """A stretch read into signs, and the names and ages behind them, in order."""

    signs: str
    at: tuple[int, ...]
    """Each sign's place in the folded text."""
    people: dict[int, Person]
    """Who stands at which sign."""

    def place(self, start: int, end: int) -> tuple[int, int]:
        """Give the place in the folded text of some signs."""
        last = self.people.get(end - 1)
        return self.at[start], last.end if last else self.at[end - 1] + 1


@lru_cache(maxsize=128)
def read(story: Story, start: int, end: int) -> Reading:
    """Read a stretch of a story's folded text; it is at most some sentences long.

    The last stretches are remembered: rules look at the same ones again and again.
    """
    end = min(end, start + LONGEST_STRETCH)
    entries: list[tuple[int, int, str, Person | None]] = [
        (person.start, person.end, OFFICE if person.office else NAME, person)
        for person in _named(story, start, end)
    ]
    entries += [
        (hit.start, hit.end, CHILD, None)
        for hit in story.between("people.minor", start, end)
        if hit.end <= end and _is_child(story, hit)
    ]
    signs: list[str] = []
    at: list[int] = []
    known: dict[int, Person] = {}
    place = start
    for begins, ends, sign, person in sorted(entries, key=lambda entry: entry[:2]):
        if begins < place:
            continue
        signs.append(story.folded[place:begins])
        at.extend(range(place, begins))
        if person:
            known[len(at)] = person
        signs.append(sign)
        at.append(begins)
        place = ends
    signs.append(story.folded[place:end])
    at.extend(range(place, end))
    elapsed = _ELAPSED_BUT.get(story.language, _ELAPSED)
    return _with_ages(Reading("".join(signs), tuple(at), known), elapsed)


def _with_ages(reading: Reading, elapsed: re.Pattern[str]) -> Reading:
    parts: list[str] = []
    at: list[int] = []
    people: dict[int, Person] = {}
    named = [*reading.people]
    place = 0

    def keep(until: int) -> None:
        shift = len(at) - place
        for index in named[bisect_left(named, place) : bisect_left(named, until)]:
            people[index + shift] = reading.people[index]
        at.extend(reading.at[place:until])
        parts.append(reading.signs[place:until])

    for match in _ages(reading.signs):
        years = _years(match)
        if (
            years is None
            or (
                match[0][0] != "-"
                and elapsed.search(reading.signs, max(match.start() - 18, 0), match.start())
            )
            or is_of_a_thing(reading.signs, *match.span())
        ):
            continue
        keep(match.start())
        parts.append(CHILD if years < _OF_AGE else ADULT)
        at.append(reading.at[match.start()])
        place = match.end()
    keep(len(reading.signs))
    return Reading("".join(parts), tuple(at), people)


def _years(match: re.Match[str]) -> int | None:
    if match["child"] or match["spelt"]:
        return _OF_AGE - 1
    named = match.re.groupindex.values()
    said = next(
        (group for at, group in enumerate(match.groups(), 1) if group and at not in named), None
    )
    if said is None:
        return None
    years = int(said) if said.isdigit() else _SAID[said]
    if match["tocome"]:
        years -= 1
    return years if 0 < years < 110 else None


_NO_CHILD = re.compile(
    r" (?!(?:who|whom|was|is|has|had|and|or|in|at|on|by|from|to|of|for|with|under|were|as|after"
    r"|when|whose|aged|named|called|that|accused|charged|arrested|suspected|held|cannot|can"
    r"|could|will|would|may|told|said|de|que|ha|habia|fue|era|es|esta|estaba|se|y|con|llamad\w+"
    r"|identificad\w+|detenid\w+|acusad\w+|investigad\w+|en|del|al|no|por|sufri\w+|tiene|tenia"
    r"|cuando|di|che|e|ha|aveva|non|si|sta|stava|con|arrestat\w+|indagat\w+|fermat\w+"
    r"|accusat\w+"
    r"|denunciat\w+|accompagnat\w+|residente|originari\w+|ferit\w+|aggredit\w+|era|foi|com|do"
    r"|da|quando|tem|tinha|estava|ficou|suspeit\w+|arguid\w+|em|na|no|nao|vai|sera|sara)\b)"
    r"[a-z]"
)
"""What follows "minor" where it is no child: "a minor key", "el menor gasto", "il minore"."""


_OF_COURTS = re.compile(
    r"\b(?:procurator\w*|procura|tribunal\w*|giudice|juge|parquet|brigade"
    r"|fiscal\w*|juzgado|juez\w*|tribunal|juiz\w*|rechter|officier) (?:per i |per |des |de "
    r"|pour "
    r"|para |dei |dos |voor )$"
)
"""What is there for children: "the prosecutor for minors"."""


def _is_child(story: Story, hit: Hit) -> bool:
    if _OF_COURTS.search(story.folded, max(hit.start - 30, 0), hit.start):
        return False
    if not story.folded[hit.start : hit.end].endswith(("minor", "menor", "minore")):
        return True
    after = story.cased(hit.end, hit.end + 30)
    return after[1:2].isupper() or not _NO_CHILD.match(fold(after).text)


def _named(story: Story, start: int, end: int) -> Iterator[Person]:
    """Find people's names: words in capitals that are no office, place or day."""
    text = story.cased(start, end)
    elsewhere = _not_people(story)
    for match in _NAME.finditer(text):
        words = match[0].split()
        folded = [fold(word).text.strip(".") for word in words]
        ends = _ENDS_A_SENTENCE.fullmatch(words[0]) and folded[0] not in _titles()
        skipped, office = int(bool(ends)), False
        while skipped < len(words) and (
            folded[skipped] in _titles()
            or (folded[skipped] in openers() and words[skipped][-1] != ".")
            or _AGE.fullmatch(folded[skipped])
        ):
            office = office or folded[skipped] in _titles()
            skipped += 1
        if story.language in _NOUNS_LIKE_NAMES:
            skipped = _without_noun(words, skipped)
        kept = words[skipped:]
        if len(kept) < 2 and not (kept and office):
            continue
        if any(word in no_names() for word in folded[skipped:]) or all(
            word.isupper() and len(word) > 2 for word in kept
        ):
            continue
        offset = len(match[0]) - len(" ".join(kept))
        name = " ".join(kept)
        at = match.start() + offset
        before = _PLACED.search(text, max(at - 12, 0), at) if not offset else None
        if name in elsewhere or (before and _is_of_place(before[0], story.language)):
            continue
        if any(text.endswith(body, 0, match.end()) for body in _bodies(story)):
            continue  # "the Center for Snail Racing"
        office = office or _is_office_before(text, at)
        yield Person(name, start + at, start + match.end(), office)


_ENDS_A_SENTENCE = re.compile(r"[^\W\d_]{3,}\.")
"""In "outside a school in Ekby. Ann Roe" a place, no short form of a name."""


def _is_of_place(before: str, language: str) -> bool:
    """Tell "in" from the Dutch "en", which joins two names."""
    word = before.strip().lower()
    return word in _OF_PLACE and (word, language) != ("en", "nl")


_NOUNS_LIKE_NAMES = frozenset({"de", "lb"})


def _without_noun(words: list[str], skipped: int) -> int:
    """Give where the name begins in "Angaben von Ann Roe"; "Schutz der Mutter" has none."""
    small = [at for at in range(skipped + 1, len(words)) if words[at][0].islower()]
    if not small or small[0] != skipped + 1:
        return skipped
    of = words[small[0]]
    after = words[small[-1] + 1 :]
    if of in ("von", "vom") and len(small) == 1 and len(after) > 1:
        return small[0] + 1
    return len(words) if of in ("der", "des", "den", "dem", "di") else skipped


_WORD_BEFORE = re.compile(r"(?:([^\W\d_]+),?|\b([^\W\d_]{1,4})\.)\s$")


def _is_office_before(text: str, at: int) -> bool:
    """Tell whether the word before a name is an office, in small letters."""
    word = _WORD_BEFORE.search(text, max(at - 25, 0), at)
    return bool(word) and fold(word[1] or word[2]).text in _titles() if word else False


@lru_cache(maxsize=8)
def _not_people(story: Story) -> frozenset[str]:
    enrichment = story.enrichment
    people = {person.name for person in enrichment.people}
    others = {place.name for place in enrichment.places}
    others |= {organisation.name for organisation in enrichment.organisations}
    return frozenset(others - people)


@lru_cache(maxsize=8)
def _bodies(story: Story) -> tuple[str, ...]:
    """Give what bodies are called, where it may end in what looks like somebody's name."""
    names = (body.name for body in story.enrichment.organisations)
    return tuple(name for name in names if " for " in name or " of " in name)


@lru_cache(maxsize=1)
def _titles() -> frozenset[str]:
    return lexicon.all_words("people.title")


@lru_cache(maxsize=1)
def openers() -> frozenset[str]:
    """Give the words that begin sentences and are no names."""
    return lexicon.all_words("people.first")


@lru_cache(maxsize=1)
def no_names() -> frozenset[str]:
    """Give the words that stand in capitals and are no person."""
    return lexicon.all_words("people.no_name")
