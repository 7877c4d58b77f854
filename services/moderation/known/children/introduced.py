"""Pure: children whom a sentence of its own tells: their age, or a first name and the school.

"Police hold a boy of 14. He is Jayden, a pupil at Merrow Academy, …": with the school or the
street nobody needs the last name.
"""

from __future__ import annotations

import re
from functools import lru_cache

from services.moderation import people
from services.moderation.folding import fold
from services.moderation.known.children.young import ATTENDS, FIRST
from services.moderation.story import Story

_LONGEST, _MOST = 6_000, 8
_IS_SO_OLD = {
    # who is 12 and was behind the till; der zwölf ist; die twaalf is; som är tolv
    "en": r" who (?:is|was) (?:only |just |now )?(?:{}) (?:and|but)\b",
    "de": r", (?:der|die) (?:erst |gerade |heute )?(?:{}) (?:ist|war|wird)\b",
    "nl": r", die (?:pas |nog maar |net )?(?:{}) (?:is|was)\b",
    "sv": r" som (?:bara |just )?ar (?:bara )?(?:{})\b",
}
_SAID = {
    "en": "six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen",
    "de": "sechs|sieben|acht|neun|zehn|elf|zwolf|dreizehn|vierzehn|funfzehn|sechzehn|siebzehn",
    "nl": "zes|zeven|acht|negen|tien|elf|twaalf|dertien|veertien|vijftien|zestien|zeventien",
    "sv": "sex|sju|atta|nio|tio|elva|tolv|tretton|fjorton|femton|sexton|sjutton",
}


@lru_cache(maxsize=8)
def _so_old(language: str) -> re.Pattern[str] | None:
    said = _IS_SO_OLD.get(language)
    return re.compile(said.format(f"1[0-7]|[5-9]|{_SAID[language]}")) if said else None


def told_in_a_clause(story: Story) -> list[int]:
    """Give where a clause of its own says that somebody is a child: "who is 12 and …"."""
    pattern = _so_old(story.language)
    if pattern is None:
        return []
    return [match.start() for match in pattern.finditer(story.folded, story.body_at)][:_MOST]


_IT_IS = {
    "en": r"(?:It is|He is|She is|(?:His|Her) name is)",
    "de": r"(?:Es handelt sich (?:dabei )?um|Er heißt|Sie heißt|Es ist)",
    "fr": r"(?:Il s[’']agit de|Il s[’']appelle|Elle s[’']appelle|C[’']est)",
    "es": r"(?:Se trata de|Se llama|Es)",
    "it": r"(?:Si tratta di|Si chiama|È)",
    "pt": r"(?:Trata-se d[eoa]|Chama-se|É)",
    "nl": r"(?:Het gaat om|Hij heet|Zij heet|Het is)",
    "sv": r"(?:Det rör sig om|Det handlar om|Han heter|Hon heter|Det är)",
}
_CHILD_COMMA = (
    r"(?:[Tt]he (?:boy|girl|pupil|teenager|suspect)"
    r"|[Dd](?:er Junge|as Mädchen|er Schüler|ie Schülerin)"
    r"|[Ll](?:e garçon|a fille|’adolescente?|'adolescente?)|[Ee]l (?:chico|menor|niño)"
    r"|[Ll]a (?:chica|menor|niña|ragazza)|[Ii]l ragazzo|[OoAa] (?:rapaz|rapariga|menor|jovem)"
    r"|[Dd]e (?:jongen|verdachte|scholier)|[Hh]et meisje|[Pp]ojken|[Ff]lickan),"
)


@lru_cache(maxsize=8)
def _introduces(language: str) -> re.Pattern[str] | None:
    said = _IT_IS.get(language)
    return re.compile(rf"(?:[.] {{1,2}}{said}|{_CHILD_COMMA}) {FIRST}(?=,)") if said else None


_STREET = re.compile(
    r"\b[A-ZÀ-Ž][\w'’-]+ (?:Street|Road|Lane|Avenue|Close|Drive|Terrace|Crescent|Row|Hill)\b"
    r"|\b[A-ZÀ-Ž][\w'’-]*(?:straße|strasse|gasse|weg|allee|platz|straat|laan|plein|kade|gracht"
    r"|gatan|vägen|torget)\b"
    r"|\b(?:rue|avenue|place|calle|plaza|avenida|via|viale|piazza|rua|travessa|praça|largo) "
    r"(?:(?:d\w+|la|las|los) ){0,2}[A-ZÀ-Ž][\w'’-]+"
)


def introduced(story: Story, children: list[int]) -> list[tuple[int, int]]:
    """Give a child's first name in a sentence of its own that says the school or street."""
    pattern = _introduces(story.language)
    if pattern is None or not children:
        return []
    first = story.around(children[0], 0)[0]
    cased = story.cased(0, min(len(story.folded), _LONGEST))
    found: list[tuple[int, int]] = []
    for match in pattern.finditer(cased, first):
        start, end = match.span(1)
        if fold(match[1]).text in people.no_names() | people.openers():
            continue
        last = story.sentence(start)[1]
        school = ATTENDS.search(story.folded, end, last)
        at_once = school is not None and school.start() - end < _AT_ONCE
        if not at_once and _is_a_place(story, match[1]):  # Milan goes to school, and is a city
            continue
        named = school and _CAPITAL.search(cased, school.end(), min(school.end() + 45, last))
        if (named or _STREET.search(cased, end, last)) and not _GROWN_UP.search(
            people.read(story, start, last).signs
        ):
            found.append((start, end))
    return found[:_MOST]


_AT_ONCE = 12
_CAPITAL = re.compile(r"[A-ZÀ-Ž]\w+")
_GROWN_UP = re.compile(r"^[^,]*,? \(?¢")


def _is_a_place(story: Story, name: str) -> bool:
    enrichment = story.enrichment
    known = [place.name for place in enrichment.places]
    known += [organisation.name for organisation in enrichment.organisations]
    return any(name in each for each in known)
