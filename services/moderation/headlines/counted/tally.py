"""Pure: how many, by a folded headline, held against what its folded text counts.

Each number is bound to what it counts: a kind such as the dead, the hurt or the jobs lost, or
else the noun beside it. A headline's number agrees with any of its kind or of none, rounded, as
a sum or as what is left; it is another's where the text counts that kind otherwise.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations, pairwise
from typing import NamedTuple

from services.moderation.headlines.counted.counts import (
    LEAD,
    NOUN,
    OF_ALL,
    SENTENCE,
    Count,
    Sought,
    beside,
    counts,
)
from services.moderation.headlines.counted.kinds import PEOPLE, alike, bystanders, signs
from services.moderation.headlines.counted.numbers import WORDS, Number, numbers
from services.moderation.headlines.counted.slips import (
    YEAR,
    is_of_one_kind,
    is_shifted,
    is_so_many_tonnes,
)
from services.moderation.headlines.words import topic_words

_MOST_READ = 1200
_MOST_SAID = 4
_LONGEST = 300
_FEWEST = 2
_EXACT = 20
"""Up to which numbers are told as they are."""
_CLOSE, _ABOUT, _SUM = 0.12, 0.25, 0.04
_MORE_THAN_TOLD = 1.15
_FAR_MORE = 2.5
_FEW = 4
_FEW_NAMED = 3
_MOST_SUMMED = 6
_TAIL = 14
_MORE = re.compile(
    r"\b(?:another|third|fourth|fifth|others?|further|later|also|more|weiter\w*|auch|spater"
    r"|autres?|aussi|plus tard|otr[oa]s?|tambien|mas tarde|altr[eio]|anche|outr[oa]s?|tambem"
    r"|ander\w*|ook|later|annan|andra|ocksa|ytterligare|toll|total|totale?|insgesamt|each|je"
    r"|jeweils|chacune?|cada|ciascun\w*|elk|vardera|couple|pair|twins|both|trio|beide\w*"
    r"|ehepaar|jumeaux|pareja|matrimonio|coppia|gemelli|casal|echtpaar|stel|bada|altogether"
    r"|dutzende\w*|dozens|scores|dizaines|decenas|decine|dezenas|tientallen|tiotals"
    r"|dozzine|docenas|duzias|hundreds|hunderte|centaines|centenares|centinaia|centenas"
    r"|in all|overall|across|bundesweit|landesweit|national\w*|en tout|in tutto|ao todo"
    r"|in totaal|sammanlagt|totalt|honderden|hundratals|several|mehrere|plusieurs|varios"
    r"|varias|vari|varie|meerdere|flera)\b"
)
"""By which there may be more of a kind than a number tells."""
_ADDED = re.compile(
    r"\b(?:more|another|further|weitere\w*|autres?|de plus|mas|otr[oa]s|altr[ei]|mais|outr[oa]s"
    r"|nog|ytterligare|among|darunter|dont|entre ell[oa]s|tra cui|entre el[ea]s|onder wie)\b"
)
"""By which a headline's number is some of more."""
_FEARED = re.compile(
    r"\b(?:feared|presumed|befurchtet|vermutlich|presumes?|redoute\w*|temen|teme|temidos"
    r"|si temono|temem|temidos|gevreesd|vrees\w*|befara\w*)\b"
)
_AND_SO_MANY = re.compile(
    r"[\w,] (?:and|und|et|y|e|en|och) (?:(?:the|his|her|their|die|sein\w*|ihre\w*|les|ses|leurs"
    r"|los|las|sus|i|le|gli|suoi|sue|os|as|seus|suas|de|zijn|haar|hun|hans|hennes|deras) )?$"
)
"""Before a number that comes on top of somebody: a father and his two sons."""
_ONE = re.compile(
    r"\b(?:one|an?|ein|eine|une?|un[oa]?|uma?|een|en|ett|the|der|die|le|la|el|il|o|de|a|l')"
    r"(?: \w+)? ?(?:person|man|woman|boy|girl|child|baby|toddler|teenager|pensioner|mother"
    r"|father|driver|passenger|rider|pilot|worker|pedestrian|cyclist|motorcyclist|officer"
    r"|firefighter|guest|resident|visitor|spectator|soldier|guard|captain|bystander|\d+-\w+"
    r"|mensch|mann|frau|junge|madchen|kind|mutter|vater|\w*fahrer(?:in)?|fahrgast|pilot"
    r"|arbeiter|fu(?:ss|ß)ganger(?:in)?|polizist(?:in)?|feuerwehrmann|gast|bewohner(?:in)?"
    r"|rentner(?:in)?"
    r"|personne|homme|femme|garcon|fille|enfant|mere|pere|conducteur|conductrice|chauffeur"
    r"|passagere?|pilote|ouvrier|pieton|cycliste|motard|policier|pompier|habitante?"
    r"|persona|hombre|mujer|nin[oa]|joven|madre|padre|conductora?|pasajer[oa]|piloto|obrer[oa]"
    r"|peaton|ciclista|motorista|agente|bombero|vecin[oa]|patron|uomo|donna|ragazz[oa]"
    r"|bambin[oa]|conducente|autista|passegger[oa]|operai[oa]|pedone|vigile"
    r"|pessoa|homem|mulher|rapaz|menin[oa]|crianca|mae|pai|condutora?|passageir[oa]|operari[oa]"
    r"|motociclista|bombeiro|moradora?|vrouw|jongen|meisje|moeder|vader"
    r"|bestuurder|chauffeur|passagier|piloot|arbeider|voetganger|fietser|agent|bewoner"
    r"|kvinna|pojke|flicka|barn|mor|far|forare|foraren|passagerare|arbetare|fotgangare"
    r"|polis|boende)\b"
)
"""Somebody who is counted without a number."""
_MOST_ONES = 3
_SOMEBODY = re.compile(
    rf"(?:[^,]{{4,60}}, )?(?:{_ONE.pattern}|(?:an?|ein|une?|un[oa]?|uma?|een|en) \w*(?:eur|euse"
    r"|iste|dor|dora|ista|tore|trice|fahrer|laufer|steiger|taucher|schwimmer|climber|hiker"
    r"|walker|skier|diver|surfer|swimmer|paraglider|klimmer|duiker|zwemmer|wandelaar|akare)\b)"
)
"""One person, at a sentence's start or behind where it was."""
_OVER = re.compile(
    r"\b(?:over|more than|mehr als|uber|plus de|mas de|piu di|oltre|mais de|meer dan|ruim"
    r"|over|mer an|fler an|at least|mindestens|wenigstens|au moins|al menos|almeno|pelo menos"
    r"|minstens|ten minste|minst) $"
)
_SHARE_OF = re.compile(
    r"\b(?:[a-z]{2,9}|\d{1,2}) (?:in|out of(?: every)?|von|sur|de cada|su|em cada|op de|van de"
    r"|av)(?: the)? "
    r"(?P<all>[a-z]{2,9}|\d{1,3})\b"
)
"""A share in a headline, whose numbers are no counts: "one in three nurses"."""
_AGED = re.compile(
    r"\b(?:boys|girls|teenagers|brothers|sisters|siblings|men|women|pupils|jongens|meisjes"
    r"|mannen|vrouwen|broers|zussen|jungen|madchen|manner|frauen|bruder|schwestern|garcons"
    r"|filles|hommes|femmes|freres|soeurs|ninos|ninas|jovenes|hombres|mujeres|hermanos"
    r"|hermanas|ragazzi|ragazze|uomini|donne|fratelli|sorelle|rapazes|meninos|meninas|jovens"
    r"|homens|mulheres|irmaos|irmas)(?:,? (?:aged|of|van|im alter von|von|de|di)|,) "
    r"\d{1,2}(?:(?:,| and| und| et| y| e| en) \d{1,2}){1,4}\b"
)
"""Ages of several people, which are no counts."""
_ONE_MORE = re.compile(
    r"\b(?:and|und|et|y|e|en|och) (?:the|his|her|their|an?|one|der|die|das|sein\w*|ihr\w*"
    r"|ein\w*|le|la|l'|son|sa|ses|leurs?|une?|el|su|un[oa]?|il|lo|os?|uma?|de|het|zijn|haar|een"
    r"|hans|hennes|en|ett)\b"
)
_ALL = re.compile(
    r"\b(?:all|alle|saemtliche|samtliche|tous les|toutes les|les|todos los|todas las|los|las"
    r"|tutti i|tutte le|tutti gli|todos os|todas as|alla)(?: of)?(?: the)? $"
)
_NONE = re.compile(
    r"\b(?:none|nobody|no one|no|not one|niemand\w*|kein\w*|aucune?|personne n\w*|ningun[oa]?"
    r"|nadie|nessun[oa]?|nenhuma?|ninguem|geen|niemand|ingen|inga|n'a pas)\b(?! (?:else"
    r"|andere))"
    r"(?P<who>[^.,;:]{0,60})"
)
_SOME_OF = re.compile(
    r" (?:\w+ )?(?:of (?:its|the|their|our|all)|von(?: den| ihren)?|der|sur|sur les|des"
    r"|de los|de las|su|sui|sulle|de[il]|degli|delle|dos|das|van de|av de) "
)
_SPARED = frozenset(("dead", "hurt", "missing", "arrested"))
"""Kinds of which a text may say that there are none."""
_OTHER_COUNT = "The headline counts otherwise than the text."


class _Said(NamedTuple):
    """A number of a headline and what it counts."""

    number: Number
    kind: str
    over: bool
    ways: re.Pattern[str] | None


def another_tally(headline: str, text: str, language: str) -> str | None:
    """Say that a number of a folded headline stands for something else in its text."""
    headline = headline[:_LONGEST]
    said = [*_said(headline, language)][:_MOST_SAID]
    if not said:
        return None
    text = text[:_MOST_READ]
    if any(_only_some(number, headline, text, language) for number in said):
        return _OTHER_COUNT
    ways = signs(headline, language)
    bound = [*counts(headline, language, Sought(ways))]
    for number in said:
        kind = next((each.kind for each in bound if each.number == number and each.plain), "")
        nouns = [] if kind else topic_words(beside(headline, number))[:2]
        if not (kind or nouns) or _is_added(number, bound, headline):
            continue
        sought = Sought(ways if kind else None, nouns, bystanders(headline, kind), number.value)
        told = [*counts(text, language, sought)]
        over = _OVER.search(headline, 0, number.start) is not None
        count = _Said(number, kind or NOUN, over, sought.signs)
        if (
            _is_another(count, told, headline, text)
            or _is_of_none(count, told, text)
            or _is_of_one(count, told, text)
        ):
            return _OTHER_COUNT
    return None


def counts_dead(text: str, language: str) -> bool:
    """Tell whether a folded text counts any dead."""
    told = counts(text[:_MOST_READ], language, Sought(PEOPLE.get(language)))
    return any(each.kind == "dead" and each.plain for each in told)


def _said(headline: str, language: str) -> Iterator[Number]:
    """Give the numbers of a headline that count something, and all of it."""
    found = numbers(headline, language)
    if not found:
        return
    words = WORDS.get(language, {})
    set_aside = [match.span() for match in _AGED.finditer(headline)] + [
        match.span()
        for match in _SHARE_OF.finditer(headline)
        if match["all"].isdigit() or match["all"] in words
    ]
    for number in found:
        if (
            number.unit in ("", "measure")
            and number.value >= _FEWEST
            and not YEAR.fullmatch(headline, number.start, number.end)
            and not OF_ALL.search(headline, 0, number.start)
            and not any(start <= number.start < end for start, end in set_aside)
        ):
            yield number


def _is_added(number: Number, bound: list[Count], headline: str) -> bool:
    """Tell a number that a headline adds to others: two more, a boy and two friends."""
    if _ADDED.search(headline) or _FEARED.search(headline):
        return True
    alone = all(each.number.unit or each.number.start >= number.start for each in bound)
    return alone and _AND_SO_MANY.search(headline, 0, number.start) is not None


def _is_another(said: _Said, told: list[Count], headline: str, text: str) -> bool:
    """Tell whether a text counts a kind otherwise than a headline's number does."""
    number = said.number
    fit = [each for each in told if _may_be(each, said)]
    near = [each for each in fit if _is_near(said, each.number)]
    lead = [each for each in fit if each.sentence < LEAD]
    of_kind = [
        each
        for each in lead
        if each.plain and alike(each.kind, said.kind) and not each.part and each.value >= 1
    ]
    parts = SENTENCE.split(text)
    if near:
        return _are_apart(number, near, of_kind, parts)
    if not of_kind or _is_sum(said, fit, parts) or _is_with_others(number, of_kind, lead, text):
        return False
    values = {each.value for each in of_kind}
    if len(values) == 1 and is_shifted(number.value, *values):
        return True
    if _is_rest(said, told) or (
        said.kind == NOUN
        and number.value <= _EXACT
        and not any(_shares_topic(headline, parts[each.sentence]) for each in of_kind)
    ):
        return False
    if _is_taken(said, told):
        return True
    if number.value < min(each.value for each in lead):
        first = min(each.sentence for each in of_kind)
        return number.value > _FEW_NAMED or not _is_named(said, parts[:first])
    beside_it = [parts[at] for at in {each.sentence for each in of_kind}]
    more = any(_MORE.search(part) for part in beside_it)
    if len(of_kind) > 1:
        total = sum(each.value for each in lead)
        return number.value > total * _MORE_THAN_TOLD and not more
    return number.value >= max(values) * _FAR_MORE or not (
        more or any(_ONE_MORE.search(part) for part in beside_it)
    )


def _is_named(said: _Said, parts: list[str]) -> bool:
    """Tell a kind of which some sentences tell without a number: father and son are held."""
    ways = said.ways
    return ways is not None and any(
        sign.lastgroup == said.kind for part in parts for sign in ways.finditer(part)
    )


def _may_be(each: Count, said: _Said) -> bool:
    """Tell whether a number of the text may count what the headline's does."""
    if each.rest and not (said.kind == NOUN and each.value == said.number.value):
        return False
    if (
        each.number.unit not in ("", "joined")
        and each.number.unit != said.number.unit
        and not is_of_one_kind(said.number, each.number)
    ):
        return False
    return not each.plain or alike(each.kind, said.kind) or (said.kind == NOUN and each.part)


def _is_near(said: _Said, other: Number) -> bool:
    value = said.number.value
    if is_so_many_tonnes(said.number, other):
        return True
    if said.over and value <= other.value <= value * (1 + _ABOUT):
        return True
    if said.number.about or other.about:
        return abs(value - other.value) <= max(value, other.value) * _ABOUT
    return abs(value - other.value) <= (value * _CLOSE if value > _EXACT else 0.5)


def _are_apart(
    number: Number, near: list[Count], of_kind: list[Count], parts: list[str]
) -> bool:
    """Tell a number that only comes later, for nothing named, where the kind is its tenth."""
    values = {each.value for each in of_kind}
    if len(values) != 1 or not is_shifted(number.value, *values):
        return False
    last = max(each.sentence for each in of_kind)
    return all(
        not each.kind and each.sentence > last and not _MORE.search(parts[each.sentence])
        for each in near
    )


def _is_taken(said: _Said, told: list[Count]) -> bool:
    """Tell whether a headline's number counts something else in the text."""
    return any(
        each.plain and not each.number.unit and _is_near(said, each.number) for each in told
    )


def _is_of_none(said: _Said, told: list[Count], text: str) -> bool:
    """Tell a kind of which the text counts none, or the dead where it counts only others."""
    ways = said.ways
    if ways is None or said.kind not in _SPARED:
        return False
    fit = [each for each in told if _may_be(each, said)]
    if any(each.kind == said.kind or _is_near(said, each.number) for each in fit):
        return False
    if said.kind == "dead" and _is_taken(said, told):
        return not any(sign.lastgroup == "dead" for sign in ways.finditer(text))
    return any(
        (sign := ways.search(none["who"])) is not None and sign.lastgroup == said.kind
        for none in _NONE.finditer(" ".join(SENTENCE.split(text)[:LEAD]))
    )


def _is_of_one(said: _Said, told: list[Count], text: str) -> bool:
    """Tell several dead in a headline over a text of which the first sentences have only one.

    "A skier died": somebody without a number, in the one sentence that tells of a death.
    """
    ways = said.ways
    if ways is None or said.kind != "dead" or said.number.about:
        return False
    parts = SENTENCE.split(text)
    fit = [each for each in told if _may_be(each, said)]
    if any(_is_near(said, each.number) for each in told) or _is_sum(said, fit, parts):
        return False
    deadly = [
        at
        for at, part in enumerate(parts)
        if any(sign.lastgroup == "dead" for sign in ways.finditer(part))
    ]
    return len(deadly) == 1 and deadly[0] < _FEWEST and _dies_alone(parts[deadly[0]])


def _dies_alone(part: str) -> bool:
    one = _SOMEBODY.match(part)
    return (
        one is not None
        and len(_ONE.findall(part)) <= 1
        and not (_MORE.search(part) or _ONE_MORE.search(part, one.end()))
    )


def _shares_topic(headline: str, part: str) -> bool:
    """Tell a sentence in which more of the headline stands than what is counted."""
    return sum(word in part for word in topic_words(headline)) > 1


def _is_sum(said: _Said, fit: list[Count], parts: list[str]) -> bool:
    """Tell a sum of what one sentence counts, also without a number, or of all of a kind."""
    by_sentence: dict[int, list[float]] = {}
    for each in fit:
        if not each.part and each.sentence < LEAD:
            by_sentence.setdefault(each.sentence, []).append(each.value)
    groups = [
        (values, min(len(_ONE.findall(parts[at])), _MOST_ONES))
        for at, values in by_sentence.items()
    ]
    groups.append(
        ([each.value for each in fit if each.plain and alike(each.kind, said.kind)], 0)
    )
    groups.append((_added_to_the_first(fit, parts), 0))
    return any(
        _comes_to(sum(some) + more, said.number)
        for group, ones in groups
        for more in range(ones + 1)
        for size in range(1 if more else 2, _MOST_SUMMED)
        for some in combinations(group[:_MOST_SUMMED], size)
    )


def _added_to_the_first(fit: list[Count], parts: list[str]) -> list[float]:
    """Give the first sentence's count, and the next one's that comes on top: "two more"."""
    first = [each for each in fit if each.sentence == 0 and not each.part]
    then = [each for each in fit if each.sentence == 1 and not each.part]
    if len(first) != 1 or len(then) != 1 or not _MORE.search(parts[1]):
        return []
    return [first[0].value, then[0].value]


def _is_rest(said: _Said, told: list[Count]) -> bool:
    """Tell what is left of one number of a text after another, or so many times so many.

    Of the dead none are left by taking the hurt away.
    """
    found = sorted(
        (each for each in told if not each.number.unit), key=lambda each: -each.value
    )
    return any(
        (_comes_to(one.value - other.value, said.number) and not _are_beside(one, other, said))
        or (said.kind == NOUN and _comes_to(one.value * other.value, said.number))
        for one, other in combinations(found[: 2 * _MOST_SUMMED], 2)
    )


def _are_beside(one: Count, other: Count, said: _Said) -> bool:
    """Tell a count of the headline's kind, and one of another kind."""
    return (
        one.plain
        and other.plain
        and said.kind != NOUN
        and alike(one.kind, said.kind)
        and bool(other.kind)
        and not alike(other.kind, said.kind)
    )


def _comes_to(value: float, number: Number) -> bool:
    return abs(number.value - value) <= max(number.value * _SUM, 0.5)


def _is_with_others(number: Number, of_kind: list[Count], lead: list[Count], text: str) -> bool:
    """Tell a few more than the text counts, which names others beside: the driver and five."""
    first = {each.sentence: each for each in reversed(lead)}
    return any(
        0 < number.value - each.value <= _FEW
        and first[each.sentence] == each
        and _AND_SO_MANY.search(text, max(each.number.start - _TAIL, 0), each.number.start)
        for each in of_kind
    )


def _only_some(number: Number, headline: str, text: str, language: str) -> bool:
    """Tell "all 46" over a text that tells of but some of the 46."""
    if not _ALL.search(headline, 0, number.start):
        return False
    found = numbers(text, language)
    told = sum(not each.unit and each.value == number.value for each in found)
    some = sum(
        not (one.unit or other.unit)
        and 0 < one.value < other.value == number.value
        and _SOME_OF.fullmatch(text, one.end, other.start) is not None
        for one, other in pairwise(found)
    )
    return 0 < some == told
