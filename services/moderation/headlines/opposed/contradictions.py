"""Pure: a headline that says the opposite of its text, or more than it; both folded.

Only plain pairs: what the headline says happened, the text says did not, and nowhere that it
did.
"""

from __future__ import annotations

import re

from services.moderation.headlines.counted.tally import counts_dead
from services.moderation.headlines.opposed.denials import PAIRS, Pair

_SHORTEST_BODY = 150
"""Signs; a flash may tell in its headline what its line does not repeat."""

_DEAD = re.compile(
    r"\b(?:(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve"
    r"|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|\w+teen|dozens|scores|hundreds"
    r"|\d{1,4}) (?:people )?"
    r"(?:dead|killed|die)"
    r"|(?:zwei|drei|vier|funf|sechs|sieben|acht|neun|zehn|elf|zwolf|\d{1,4}) (?:tote"
    r"|todesopfer)"
    r"|(?:deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|\d{1,4}) morts"
    r"|(?:dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|once|doce|\d{1,4}) (?:muertos"
    r"|fallecidos)"
    r"|(?:due|tre|quattro|cinque|sei|sette|otto|nove|dieci|undici|dodici|\d{1,4}) (?:morti"
    r"|vittime)"
    r"|(?:dois|duas|tres|quatro|cinco|seis|sete|oito|nove|dez|onze|doze|\d{1,4}) mort[oa]s"
    r"|(?:twee|drie|vier|vijf|zes|zeven|acht|negen|tien|elf|twaalf|\d{1,4}) doden"
    r"|(?:tva|tre|fyra|fem|sex|sju|atta|nio|tio|elva|tolv|\d{1,4}) (?:doda|dog)"
    r"|(?:kills|totet|tue|mata|uccide|doodt) (?:at least |mindestens |au moins |al menos "
    r"|almeno |pelo menos |minstens )?(?:\d{1,4}(?![.,:]?\d)|two|three|four|five|six|seven"
    r"|eight|nine|ten|zwei|drei|vier|funf|deux|trois|quatre|cinq|dos|tres|cuatro|cinco|due"
    r"|tre|quattro|cinque|dois|duas|quatro|twee|drie|vijf|eleven|twelve|sechs|sieben|acht"
    r"|neun|zehn|elf|zwolf|sept|huit|neuf|dix|onze|douze|seis|siete|ocho|nueve|diez|once|doce"
    r"|sei|sette|otto|nove|dieci|undici|dodici|sete|oito|dez|doze|zes|zeven|negen|tien"
    r"|twaalf))\b"
)
_DEATH = re.compile(
    r"\b(?:dead\w*|died|die|dies|dying|deaths?|killed|kill\w*|fatal\w*|bod(?:y|ies)|victims?"
    r"|lost their"
    r" lives|perish\w*|casualt\w*|funeral\w*|mourn\w*|murder\w*|coroner|tot|tote\w*"
    r"|getotet\w*|starb\w*"
    r"|gestorben|todes\w*|leiche\w*|ums leben|umgekommen|opfer\w*|mort\w*|tue\w*|dece\w*"
    r"|cadavre\w*|victime\w*"
    r"|muert\w*|murieron|murio|falleci\w*|mata\w*|cadaver\w*|victima\w*|vittim\w*|ucci\w*"
    r"|decedut\w*|corp[oi]"
    r"|morr\w*|obit\w*|vitima\w*|dod\w*|dood\w*|overled\w*|omgekomen|omkom\w*|omkom|stierf"
    r"|stierven|slachtoffer\w*"
    r"|avlid\w*|dog)\b"
)
_NOBODY = re.compile(
    r"\b(?:(?:nobody|no one|none of them) (?:was |were |is |has been )?(?:killed|died)"
    r"|kill(?:ed|ing) (?:no one|nobody)(?! else)|without killing anyone"
    r"|totete[nt]? niemanden|sans tuer personne|n'a tue personne"
    r"|sin matar a nadie|no mato a nadie|non ha ucciso nessuno|senza uccidere nessuno"
    r"|nao matou ninguem|sem matar ninguem|doodde niemand|zonder iemand te doden"
    r"|no (?:deaths|fatalities|lives were lost)|niemand (?:wurde getotet|kam ums leben|starb)"
    r"|keine (?:toten|todesopfer)|(?:aucun|pas de) (?:mort|deces)|personne n'est mort"
    r"|no hubo (?:muertos|fallecidos|victimas mortales)|sin victimas mortales"
    r"|nessun(?:a)? (?:morto|vittima)|ninguem morreu|sem (?:mortos|vitimas mortais)"
    r"|niemand (?:kwam om|overleed)|geen doden|ingen (?:omkom|dog))\b"
)
_CAUSES = re.compile(
    r"\b(?:causes?|provoca|provoque|verursacht|veroorzaakt|causa|orsakar|leads to|raises)"
    r" (?:more |mas |plus de |mehr |meer )?(?:la |el |le |les |los |las |di )?(\w{4,})"
)
_WORD = re.compile(r"[^\W\d_]{4,}")
_OF_ANY_FIRM = frozenset(
    {
        *(
            "people",
            "workers",
            "staff",
            "jobs",
            "personen",
            "menschen",
            "stellen",
            "mitarbeiter",
        ),
        *(
            "personnes",
            "emplois",
            "postes",
            "personas",
            "empleos",
            "puestos",
            "persone",
            "posti",
        ),
        *("pessoas", "empregos", "mensen", "banen", "personer", "jobb"),
    }
)
"""Words that tell no firm from another."""
_STOP = re.compile(r"[.!?](?:\s|$)")


def contradiction(headline: str, text: str, language: str) -> str | None:
    """Say how a folded headline contradicts its text; None where it does not."""
    if len(text) < _SHORTEST_BODY:
        return None
    for pair in PAIRS:
        if (
            pair.headline.search(headline)
            and (pair.about is None or pair.about.search(text))
            and not pair.denies.search(headline)
            and _denies(pair, headline, text)
        ):
            return pair.why
    if _DEAD.search(headline) and (
        (_NOBODY.search(text) and not counts_dead(text, language)) or not _DEATH.search(text)
    ):
        return "The headline counts dead; the text tells of none."
    if _less_of_it(headline, text):
        return "The headline says that it causes what the text says there is less of."
    return None


def _denies(pair: Pair, headline: str, text: str) -> bool:
    """Tell whether the text denies it; a sentence about somebody else does not bear it out."""
    denial = pair.denies.search(text)
    if denial is None:
        return False
    if pair.bears_out is None or not pair.bears_out.search(text):
        return True
    words = [
        word
        for word in _WORD.findall(headline)
        if word not in _OF_ANY_FIRM and not pair.headline.search(word)
    ]
    told = _sentence(text, denial.start())
    about = [word for word in words if word in told]
    others = (_sentence(text, found.start()) for found in pair.bears_out.finditer(text))
    return bool(about) and not any(
        word in other for other in others if other != told for word in about
    )


def _sentence(text: str, at: int) -> str:
    end = _STOP.search(text, at)
    return text[text.rfind(". ", 0, at) + 1 : end.start() if end else None]


def _less_of_it(headline: str, text: str) -> bool:
    caused = _CAUSES.search(headline)
    if caused is None:
        return False
    stem = re.escape(caused[1][:6])
    less = (
        r"\b(?:fewer|less|lower|menos|moins (?:de |d')|weniger|minder|meno|menores)"
        rf"\s?(?:\w+ )?{stem}"
    )
    more = rf"\b(?:more|higher|mas|plus (?:de |d')|mehr|meer|piu|mais)\s?(?:\w+ )?{stem}"
    return re.search(less, text) is not None and re.search(more, text) is None
