"""Pure: what a headline claims, or denies; not what it asks, quotes, wishes or leaves open."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from services.moderation.headlines.senses.leanings import MEANT, MIXED
from services.moderation.headlines.senses.spoken import (
    AGAINST,
    FIRM,
    Word,
    has_its_noun,
    is_a_name,
    is_part,
    side_of,
    words_of_title,
)
from services.moderation.headlines.words import short_words, topic_words
from services.moderation.story import Story

_BACKGROUND = re.compile(
    r"\b(?:after|following|despite|amid|as|who|that|which|nach|nachdem|trotz|apres|malgre|tras"
    r"|pese|despues|dopo|nonostante|apos|apesar|depois|efter|trots|but|aber|doch|mais|pero|ma|mas)\b"
)
_BACKGROUND_NL = re.compile(r"\b(?:na|nadat|ondanks|maar|die|dat|als|terwijl)\b")
_BACKGROUND_SV = re.compile(
    r"\b(?:efter(?! tidsplan)|sedan|trots|men|som(?! (?:vanligt|planerat|utlovat))|nar|medan"
    r"|samtidigt)\b"
)
_PROTESTED = re.compile(
    r"\b(?:(?:tra|fra)(?: le| i| gli)?|entre|em meio a|sob|unter|onder|sous(?: les?| la)?"
    r"|among)\b (?:\w+ )?(?:protest\w*|polemic\w*|critic\w*|hue\w*|fischi|abuche\w*|vaias)\b"
)
"""What goes with it and is not what happened."""
_BACKGROUND_OF = {"nl": _BACKGROUND_NL, "sv": _BACKGROUND_SV}
_BAN = re.compile(r"verbod|verbot|forbud")
"""What is allowed where it is refused."""
_TO_GIVE_UP = re.compile(
    r",? (?:to )?(?:drop|end|scrap|withdraw|stop|leave|quit|close|step|pull|give up)\b"
    r"|(?: till)? att (?:\w+ )?(?:slopa|skrota|stanga|lagga|lamna|avga|dra|stoppa"
    r"|avskaffa|sluta)\b"
)
"""What is agreed on and is an end: "agrees to drop"."""
BY = (" by ", " por ", " par ", " von ", " door ", " da ", " av ")
"""Behind "won": it is the prize that stands before it."""
_IS_DONE_TO = re.compile(
    r"(?:gets?|got) (?:\w+ed|caught|stuck|hurt|hit|lost|shot|burnt|left|beaten|broken"
    r"|stolen|taken|thrown|sent|held|cut|put)\b"
)
"""What befalls somebody, who gets nothing: "gets arrested"."""
_ON_THE_EXCHANGE = re.compile(
    r" (?:(?:little|slightly|sharply|barely|modestly|leicht|deutlich|en leve|en fort|en forte"
    r"|en legere|con ligera|in lieve|in forte|em leve|em forte|licht|fors|nagot|kraftigt) )?"
    r"(?:lower|higher|flat|mixed|steady|firmer|weaker|easier|softer|stronger|little changed"
    r"|(?:down|up)(?= (?:on|as|after|\d|by|in|amid|ahead))|at (?:\w+ )?(?:high|low|\d)"
    r"|(?:im|mit) (?:minus|plus)|fester|schwacher|leichter|hoher|tiefer|uneinheitlich"
    r"|(?:en )?(?:hausse|baisse|repli|recul|progression|ordre disperse)|stable"
    r"|(?:en |al |a la |con )(?:baja|alza|rojo|verde|perdidas|ganancias|subidas?|caidas?)"
    r"|(?:in )?(?:rialzo|ribasso|calo|positivo|negativo|rosso|verde|perdita)"
    r"|(?:em )?(?:alta|baixa|queda|terreno \w+)|hoger|lager|vlak|upp|ned|ner|oforandrat)\b"
)
"""How a price or an index closes, which shuts nothing."""
_PARTS = re.compile(r"[,;/]| - | – ")
_OF_ANOTHER = re.compile(r",|\w (?:of|about|over|von|uber|de|d'|sur|sobre|di|su|van|om|av) ")
"""Between "not" and what it does not deny: "not told of the killing"."""
_NOTHING = re.compile(r"\b(?:nothing|nichts|rien|nada|niente|nulla|niets|ingenting)\b")
_DENIES = 30
"""Signs between "no" and what a headline denies."""
_KEPT = frozenset({"shut", "quit", "off", "sack"})
"""Sides that a headline does not have which says that something is kept."""
_HALTS = frozenset({"shut", "works", "plan"})
"""Sides that a word does not mean which halts a plan."""
_HALTING = frozenset({"off", "on", "shut", "open", "halted"})
"""Sides that are the other way round of a strike: what stops is not what stood still."""
_COME_TO_NOTHING = frozenset({"nodeal", "off", "fails", "nope", "refuse", "open", "alive"})
_DIRECTIONS = frozenset({"up", "down", "same"})
_OF_JOBS = frozenset({"sack.of.jobs", "hire.of.jobs"})
"""Who cuts or adds jobs: it is people that go or come, not a price."""
_WIDE = frozenset({"ends", "begins"})
"""Sides of what may be good or bad."""
_DENIABLE = frozenset({"quit", "dead", "shut", "sack", "off"})
"""Sides that a headline may deny, and so say the other."""


class Claim(NamedTuple):
    """What a headline says: a word, its side, and what else it names."""

    word: Word
    side: str
    about: tuple[str, ...]
    own: tuple[str, ...]
    """The words of its own part of the headline."""


def claims_of(story: Story, title: str) -> list[Claim]:
    """Give what a headline says is so, or denies; not what it leaves open."""
    found = words_of_title(title, story.language)
    start, end = main_clause(title, story.language)
    sides = {side_of(word.group) for word in found}
    at_once = {side_of(word.group) for word in found if start <= word.start < end}
    halted = any(word.group == "halted.head" for word in found)
    about = [*topic_words(title), *short_words(title)]
    claims: dict[tuple[str, int], Claim] = {}
    for word in found:
        side = side_of(word.group)
        if side not in AGAINST or word.group.endswith(".told") or not start <= word.start < end:
            continue
        if halted and side in _HALTS:
            continue
        if _is_contradicted(side, at_once) or title[max(word.start - 1, 0)] == "-":
            continue
        if not has_its_noun(word, found) or is_a_name(story, word, 0):
            continue
        if side == "free" and any(
            is_part(word, other) and not other.parted
            for other in found  # "walks free"
        ):
            continue
        if side in _DIRECTIONS and "loss" in sides:
            continue
        if side in _DIRECTIONS and any(
            other.start == word.start and other.group in _OF_JOBS and has_its_noun(other, found)
            for other in found
        ):
            continue
        if side in _WIDE and _is_mixed(word, found):
            continue
        if _BAN.search(title, word.start, word.end) and (word.parted or side == "refuse"):
            continue
        if side in ("adopt", "deal") and _TO_GIVE_UP.match(title, word.end):
            continue
        if side == "plan" and _IS_DONE_TO.match(title, word.start):
            continue
        if side == "shut" and _ON_THE_EXCHANGE.match(title, word.end):
            continue
        if side == "win" and title.startswith(BY, word.end):
            continue
        said = _as_claimed(side, word, found, title)
        if said is None:
            continue
        own = title[word.start : word.end]
        if word.parted:
            own = " ".join(own.split()[:: max(len(own.split()) - 1, 1)])
        others = tuple(each for each in about if each not in own)
        beside = others
        first, last = _part(title, word)
        if not story.cased(first, last).strip().islower():
            beside = tuple(each for each in others if each in title[first:last])
        claims.setdefault((said, word.start), Claim(word, said, others, beside))
    return list(claims.values())


def _part(title: str, word: Word) -> tuple[int, int]:
    """Give the part of a headline between commas in which a word stands."""
    start = 0
    for cut in _PARTS.finditer(title):
        if cut.end() <= word.start:
            start = cut.end()
        elif cut.start() >= word.end:
            return start, cut.start()
    return start, len(title)


def _is_contradicted(side: str, sides: set[str]) -> bool:
    """Tell a side of which the headline says the other as well, or that it comes to nothing."""
    if side in _KEPT and "kept" in sides:
        return True
    if side in ("wither", "lose") and "found" in sides:
        return True
    if side == "ban" and "vetoed" in sides:
        return True
    if side == "refuse" and sides & {"ban", "ends"}:
        return True
    if side in _HALTING and "strike" in sides:
        return True
    if side == "plan" and sides & _COME_TO_NOTHING:
        return True
    return side not in FIRM and bool(sides.intersection(AGAINST[side]))


def _is_mixed(word: Word, found: Sequence[Word]) -> bool:
    """Tell a word beside which, in another place, stands what may turn it round."""
    return any(
        side_of(other.group)
        in (MIXED if other.end <= word.start or word.end <= other.start else MEANT)
        and has_its_noun(other, found)
        for other in found
    )


def _as_claimed(side: str, word: Word, found: Sequence[Word], title: str) -> str | None:
    """Give the side that a headline's word comes to; None where it is left open."""
    if _NOTHING.search(title, 0, word.start):
        return None
    denied = 0
    for other in found:
        if other.start < word.end and word.start < other.end:
            continue
        if other.group == "maybe" and other.start < word.start:
            return None
        if other.group == "no":
            if not 0 <= word.start - other.end <= _DENIES or _OF_ANOTHER.search(
                title, other.end, word.start
            ):
                return None
            denied += 1
    if not denied:
        return side
    return AGAINST[side][0] if denied == 1 and side in _DENIABLE else None


def main_clause(title: str, language: str) -> tuple[int, int]:
    """Give where a headline says what happened, without what came before it."""
    protested = _PROTESTED.search(title)
    if protested and protested.start():
        return 0, protested.start()
    background = _BACKGROUND_OF.get(language, _BACKGROUND).search(title)
    if background is None:
        return 0, len(title)
    if background.start():
        return 0, background.start()
    comma = title.find(",")
    return (comma, len(title)) if comma > 0 else (len(title), len(title))
