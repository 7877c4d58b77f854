"""The grammar of credit lines: “Writing by A; Additional reporting by B in Rome; Editing by C”.

Used to find such lines (`steps.boilerplate`) and to read them (`steps.credits`).
"""

from __future__ import annotations

import re
from typing import NamedTuple

from services.enrichment.casing import readers_case
from services.enrichment.data.gazetteer import gazetteer
from services.enrichment.lines.agencies import agency_named
from services.enrichment.needles import any_of


class Part(NamedTuple):
    """One person's part. `role` is one of `shared.articles.Credit`'s."""

    role: str
    name: str
    place: str | None = None


class _CreditLine(NamedTuple):
    """What a line credits; `people` may be empty where only newsrooms are named."""

    people: tuple[Part, ...]


_LONGEST = 600

# Roles by how a clause begins, in lower case; the longest fitting beginning counts.
_ROLES: tuple[tuple[str, tuple[str, ...]], ...] = tuple(
    (beginning, tuple(roles.split()))
    for roles, beginnings in (
        ("additional_reporting", ("additional reporting by|further reporting by"
          "|extra reporting by"
         "|additional reporting and writing by|additional writing by|with reporting by"
         "|with additional reporting by|reporte adicional de|reportes adicionales de"
         "|información adicional de|reportagem adicional de|reportagem adicional por"
         "|reportage additionnel de|avec la contribution de|avec la participation de|mit"
         "|mitarbeit|unter mitarbeit von|con la collaborazione di|con información de")),
        ("reporting writing", ("reporting and writing by|writing and reporting by"
         "|reported and written by|reporting, writing by")),
        ("reporting editing", "reporting and editing by|editing and reporting by"),
        ("writing editing", "writing and editing by|editing and writing by"),
        ("reporting writing editing", "reporting, writing and editing by"),
        ("reporting", ("reporting by|reported by|report by|reporting from|reportage de"
         "|reportage par|reportage|reportages de|reporte de|reporte por|reportes de"
         "|reportado por|reportagem de|reportagem por|por|bericht von|berichtet von"
          "|berichte von"
         "|reporter|reporterin|inviato|servizio di")),
        ("writing", ("writing by|written by|texto de|escrito por|escrita por|redactado por|par"
         "|rédigé par|écrit par|rédaction de|geschrieben von|text von|text|von|scritto da|di"
         "|geschreven door|door")),
        ("editing", ("editing by|edited by|edit by|edición de|editado por"
          "|editado en español por"
         "|editada por|edição de|édité par|edité par|edition par|édition par"
          "|redigiert von|redaktion"
         "|redaktion von|editing di|a cura di|in redazione a|in redazione|bewerking door"
         "|copy editing by|additional editing by")),
        ("compiled", ("compiled by|compiling by|compilado por|compilation by|compilation de"
         "|zusammengestellt von|samengesteld door")),
        ("photography", ("photography by|photos by|photo by|photographs by|pictures by|fotos de"
         "|fotografía de|photos de|photo de|fotos von|foto von|foto di")),
        ("", ("graphics by|graphic by|production by|produced by|research by|translated by"
         "|translation by|traducido por|traducción de|tradução de|version française de"
         "|version française|video by|data by|illustrations by|fact-checking by|styling by")),
    )
    for beginning in beginnings.split("|")
)  # fmt: skip
_BY_LENGTH = sorted(_ROLES, key=lambda role: -len(role[0]))
_SURE = re.compile(
    r"\b(?:reporting|writing|editing|compiled|photography|photos?|reported|written|edited|pictures"
    r"|report|graphics?|production|research|copy editing)"
    r"(?:,? (?:and|&) (?:reporting|writing|editing))? (?:by|from)\b"
    r"|\b(?:fotos?|photos?|fotografías?) (?:de|por|von|di|par)\b"
    r"|\b(?:rédigé|écrit|édité|edité) par\b|\bversion française\b|\breportages? (?:de|par)\b"
    r"|\b(?:reporte|reportes|reportagem|editado|edición|edição|escrito|texto)"
    r"(?: adicional(?:es)?| en español)? (?:de|por)\b"
    r"|\b(?:redigiert|geschrieben|berichtet|bericht) von\b"
    r"|\b(?:scritto da|a cura di|in redazione)\b"
)
WORK = (
    "report", "writ", "edit", "compil", "photo", "foto", "picture", "graphic", "produc",
    "research", "rédig", "écrit", "version", "edic", "ediç", "escrit", "text", "redig",
    "geschr", "berich",
    "scritt", "a cura", "redazi",
)  # fmt: skip
_about_work = any_of(WORK)
"""One of these is in every line that `_SURE` finds; to look for them is much quicker."""
_CLAUSE = re.compile(r"\s*;\s*|(?<=[^\W\d_]{3})\.\s+(?=[^\W\d_a-z])|\s*/\s+")
CONTRIBUTED = "contributed"
_CONTRIBUTED = re.compile(
    r"\bcontributed (?:to (?:this|the) (?:report|story|article|dispatch)|reporting)\b"
    r"|\bcontributed\.?$"
)
_LONGEST_CONTRIBUTED = 250
_AGENCY_STAFF = re.compile(
    r"^(?:the )?(?:associated press|ap|reuters|afp|dpa|cnn|pa)(?:'s)?\s+"
    r"(?:[a-z]+ ){0,3}?(?:writers?|reporters?|journalists?|correspondents?|editors?"
    r"|photographers?|staff)?\s*(?=[A-Z])",
    re.IGNORECASE,
)


def read_credit_line(line: str) -> _CreditLine | None:
    """Read a line of credits; None where it is something else."""
    text = line.partition("((")[0].strip().strip("()[]").strip().rstrip(".").strip()
    if not text or len(line) > _LONGEST:
        return None
    lower = text.lower()
    contributed = _CONTRIBUTED.search(lower) if CONTRIBUTED in lower else None
    if contributed and len(text) <= _LONGEST_CONTRIBUTED:
        subject = _AGENCY_STAFF.sub("", text[: contributed.start()].strip(), count=1)
        people = _people(subject, ("additional_reporting",))
        named = all(" " in person.name for person in people or ())
        return _CreditLine(people) if people and named else None
    if not _about_work(lower) or not _SURE.search(lower):
        return None
    return _clauses(text)


def read_byline(line: str) -> _CreditLine | None:
    """Read “By ANN DOE and Joe Roe”; None where it is something else."""
    text = line.strip().strip("()").strip().rstrip(".,").strip()
    if not text or len(text) > _LONGEST:
        return None
    found = _BY.match(text)
    people = _people(text[found.end() :] if found else text, ("writing",))
    return _CreditLine(people) if people is not None else None


_PHOTO = re.compile(
    r"(?:photos?|image|picture|pic|foto|bild)(?: credit)?\s?[:/©]\s?(?:by )?"
    r"([^/()\[\]|:]{3,50})",
    re.IGNORECASE,
)


def read_caption(text: str) -> _CreditLine | None:
    """Read who took the picture from “… (Photo: Ann Roe/Agency)”, “(AP Photo/Ann Roe)”."""
    found = _PHOTO.search(text[-_LONGEST:])
    people = _people(found.group(1).strip(" .,"), ("photography",)) if found else None
    if not people or not all(" " in person.name for person in people):
        return None
    return _CreditLine(people)


_BY = re.compile(
    r"(?:written by|story by|report by|posted by|published by|by|par|von|por|di|door)\s*:?\s+",
    re.IGNORECASE,
)


def _clauses(text: str) -> _CreditLine | None:
    people: list[Part] = []
    understood = False
    for clause in _with_commas(_CLAUSE.split(text)):
        role = _role_of(clause)
        if role is None:
            if not understood:
                return None
            continue
        beginning, roles = role
        found = _people(clause[len(beginning) :].lstrip(": "), roles)
        if found is None:
            return None
        understood = True
        people.extend(found)
    return _CreditLine(tuple(people)) if understood else None


def _with_commas(clauses: list[str]) -> list[str]:
    """Split once more where a comma comes before another role (“…, editing by C”)."""
    found: list[str] = []
    for clause in clauses:
        held = ""
        for piece in clause.split(","):
            if held and _role_of(piece.strip()) is not None and _SURE.search(piece.lower()):
                found.append(held)
                held = piece.strip()
            else:
                held = f"{held},{piece}" if held else piece.strip()
        found.append(held)
    return [clause for clause in found if clause]


def _role_of(clause: str) -> tuple[str, tuple[str, ...]] | None:
    lower = clause.lower()
    for beginning, roles in _BY_LENGTH:
        if (
            lower.startswith(beginning)
            and not lower[len(beginning) : len(beginning) + 1].isalpha()
        ):
            return beginning, roles
    return None


# --- names -------------------------------------------------------------------------------

_AND = re.compile(r"\s*,\s*(?:and|und|et|y|e)\s+|\s*[,&|]\s*|\s+(?:and|und|et|y|e|with)\s+")
_IN = re.compile(r"\s+(?:in|à|em|aus|from|at|en|a)\s+(?=(?:the )?[^\W\d_])")
_MOST_WORDS = 6
_MOST_NAMES = 24
_PARTICLES = frozenset(
    "de da do dos del della di du des la le les el al der den van von zu bin ibn abu ter ten"
    " of the jr. sr.".split()
)
_NOBODY = frozenset(
    "university college institute school press news times post network service media magazine"
    " newspaper newsroom bureau staff desk team writers reporters agencies agency"
    " correspondents newsdesk correspondent writer reporter editor special".split()
)


def _people(text: str, roles: tuple[str, ...]) -> tuple[Part, ...] | None:
    """Read names and where they were; None if it does not read like a list of names."""
    found: list[Part] = []
    waiting: list[str] = []
    pieces = [piece for piece in _AND.split(text.strip()) if piece]
    if not pieces or len(pieces) > _MOST_NAMES:
        return None
    in_place = False
    for piece in pieces:
        name, *places = _IN.split(piece.strip(), maxsplit=1)
        kind = _reads_as(name)
        if in_place and kind == "name" and _is_region(name):
            continue  # "… in Little Rock, Arkansas"
        if kind == "words":
            if in_place or waiting or found:
                continue  # "…, Associated Press", "… in Paris, France": what follows a name
            return None
        if kind == "name" and agency_named(name) is None:
            waiting.append(readers_case(name))
        if places:
            place = _place(places[0])
            found.extend(Part(role, who, place) for who in waiting for role in roles)
            waiting = []
            in_place = True
    found.extend(Part(role, who) for who in waiting for role in roles)
    return tuple(found)


def _is_region(name: str) -> bool:
    spots = gazetteer().find(name.strip(" ,."))
    return bool(spots) and spots[0].kind != "city"


def _reads_as(name: str) -> str:
    """Tell a person's `name` from a `newsroom` and from mere `words`."""
    words = name.split()
    if not 0 < len(words) <= _MOST_WORDS:
        return "words"
    if any(word.lower().strip(".") in _NOBODY for word in words):
        return "newsroom" if any(map(_is_capital, words)) or words[0] in _OURS else "words"
    if agency_named(name):
        return "newsroom"
    if not (_is_capital(words[0]) or words[0].lower() in _PARTICLES):
        return "words"
    if any(letter.isdigit() or letter in '@:!?"“”#=' for letter in name):
        return "words"
    for word in words[1:]:
        if not (_is_capital(word) or word.lower() in _PARTICLES or word[0] in "'’("):
            return "words"
    return "name" if any(map(_is_capital, words)) else "words"


_OURS = frozenset({"the", "our"})


def _is_capital(word: str) -> bool:
    """Tell whether a word begins like a name: “Roe”, “d'Emilia”, 王."""
    first = word[2:3] if word[1:2] in ("'", "’") and word[0].islower() else word[0]
    return first.isalpha() and not first.islower()


def _place(text: str) -> str | None:
    words = text.removeprefix("the ").split()[:_MOST_WORDS]
    kept = []
    for word in words:
        if not (word[0].isupper() or word.lower() in _PARTICLES) or word.lower() in _NOBODY:
            break
        kept.append(word.strip(".,;()"))
    return readers_case(" ".join(kept)) or None
