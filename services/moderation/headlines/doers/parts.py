"""Pure: who is meant by the deeds of a sentence: whom they befall, and who does them.

The deeds are the groups `deed.` of `lexicon/persons.txt`. No grammar is read but what stands
next: a person before a passive or a state, right behind an active, behind "by"; whom a
preposition or a case marks is not meant.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from services.moderation.headlines.doers.persons import Person
from services.moderation.headlines.senses.spoken import words_of_senses

_GROUPS = "deed."
_WITH_AGENTS = frozenset({"hurt", "dead", "saved"})
"""Deeds that somebody does to somebody else, both of whom a headline may tell."""
_TRANSITIVE = frozenset({"hurt", "saved", "charged", "hired", "goes"})
"""Deeds whose past forms may be of who does it: "has arrested"."""
_COURT = frozenset({"judge", "prosecutor", "lawyer"})
_ARRESTING = frozenset({"police"})
"""Whom a text names beside an arrest or a trial without being meant."""
_NEAR_OBJECT = 45
"""Signs between a deed and whom it is done to."""
_CLAUSE = re.compile(
    r"[;:!?…()]| [–—-] |(?<!\d),(?! ?\d)"
    r"|(?<=\d),(?! ?\d)(?=.{0,40}? (?:who|der|die|qui|que|che))"
    r"|\b(?:after|as|when|while|because|although|before|until|nachdem|weil|als|wahrend|obwohl"
    r"|bevor|apres|alors que|quand|lorsque|parce que|tras|cuando|mientras|porque|aunque|despues"
    r"|dopo|quando|mentre|perche|apos|enquanto|depois|nadat|omdat|toen|terwijl|voordat|sedan"
    r"|efter|eftersom|medan|nar|over)\b"
)
"""Where one clause of a sentence ends and the next begins."""
_MARKS = {
    "en": r"by|of|from|to|against|with|for|between|among|on|at|into|than|near|like|about",
    "de": r"von|vom|mit|gegen|an|bei|zwischen|fur|zu|zum|zur|uber|auf|am|beim|aus|durch|neben"
    r"|wegen|statt|ohne|wie|in|im",
    "fr": r"par|de|d|du|des|a|au|aux|contre|avec|pour|entre|sur|chez|sans|comme",
    "es": r"por|de|del|a|al|contra|con|para|entre|sobre|sin|como",
    "it": r"da|dal|dalla|dall|dai|dagli|di|del|della|dell|dei|degli|delle|a|al|alla|ai|agli"
    r"|contro|con|per|tra|fra|su|sul|senza|come",
    "pt": r"por|pelo|pela|pelos|pelas|de|do|da|dos|das|ao|aos|contra|com|para|entre|sobre|sem"
    r"|como",
    "nl": r"door|van|aan|tegen|met|voor|bij|tussen|naar|over|op|uit|zonder|als|na",
    "sv": r"av|fran|till|mot|med|for|hos|mellan|pa|om|vid|utan|som|at",
}
_ARTICLE = (
    r"(?:the|an?|his|her|their|its|one|der|die|das|den|dem|ein|einer|einem|einen|eine|ihre|ihrer"
    r"|seiner|seine|ihrem|seinem|le|la|les|un|une|son|sa|ses|leur|l|el|los|las|una|su|sus|il|lo"
    r"|gli|i|uno|suo|sua|o|os|as|um|uma|seu|de|het|een|zijn|haar|hun|en|ett|sin|sitt)"
)
LANGUAGES = frozenset(_MARKS)
_CASES = r"dem|einem|ihrem|seinem|einer|ihrer|seiner|des|eines|ihres|seines|einen|ihren|seinen"
_MARKED = {
    language: re.compile(rf"\b(?:{marks})(?:[ ']{_ARTICLE})?(?:[ '][^\s.,;:]+)?[ ']$")
    for language, marks in _MARKS.items()
}
"""Before somebody who is not what the clause tells of."""
_IN_CASE = re.compile(rf"\b(?:{_CASES})(?: [^\s.,;:]+)? $")
"""The same, by the case of a German article."""
_OPEN_ENDED = re.compile(r" (?:de|d'|of|over|with|in|after|van|tot|for|a|di|zu|att)$")
"""How a deed ends behind which nobody stands to whom it happens."""
_NOUN = re.compile(
    r"\b(?:the|his|her|their|la|le|les|une?|sa|son|leur|el|los|las|una|il|lo|gli|uno|um"
    r"|uma)[ ']$"
)
_ARTICLE_LENGTH = 8
_BY = re.compile(
    r"\b(?:by|par|por|pelo|pela|pelos|pelas|da|dal|dalla|dall|dai|dagli|dalle|von|vom|door|av)"
    rf"(?:[ ']{_ARTICLE})?(?:[ '][^\s.,;:]+)?[ ']$"
)
_RIGHT_BEHIND = re.compile(
    r"(?!.*\b(?:by|from|against|with|for|par|contre|avec|pour|por|contra|con|para|da|dal|dalla"
    r"|contro|per|pelo|pela|com|von|vom|mit|gegen|fur|door|tegen|met|voor|av|mot|med|of|de|di"
    r"|do|van|d|in|on|at|en|em|im|sur|dans|su|na|no|op|bij|bei|pa|to|and|und|et|y|e|och|avoir|aver|haber|ter)\b)"
    r"(?:[ '][^\s.,;:']+){0,4}[ ']"
)
"""What may stand between a deed and whom it is done to."""
_MARK_LENGTH = 32
_PASSIVE = re.compile(
    r"\b(?:was|were|been|being|is|are|be|wurden?|wird|werden|worden|ist|sind|war|waren|ete|est"
    r"|sont|etait|sido|fue|fueron|esta|resulto|stat[oaie]|viene|venne|e|sono|foi|foram|werd"
    r"|wordt|is|zijn|blev|blivit|blir|har blivit)\b"
)
_ACTIVE = re.compile(
    r"\b(?:hat|haben|hatte|hatten|heeft|hebben|had|has|have|ha|han|hanno|aveva|a|ont|avait|har"
    r"|hade|tem|tinha)\b"
)
_NOT = re.compile(
    r"\b(?:not|never|no|nobody|nicht|nie|kein\w*|ne|n|pas|non|nao|niet|nooit|geen|inte|aldrig"
    r"|ingen|aucun\w*|ningun\w*|nessun\w*|nenhum\w*)\b"
)
_NOT_FAR = 25
_AND = {
    "en": r"and",
    "de": r"und|sowie",
    "fr": r"et",
    "es": r"y|e",
    "it": r"ed?(?= (?:un|una|il|la|lo|i|gli|le|altr\w+|due|tre|quattro|cinque|sei|\d+)\b)",
    "pt": r"e(?= (?:um|uma|o|a|os|as|outr\w+|dois|duas|tres|quatro|cinco|seis|\d+)\b)",
    "nl": r"en",
    "sv": r"och",
}
_AND_OTHERS = {language: re.compile(rf" (?:{word})\b") for language, word in _AND.items()}
"""Behind somebody to whom it did not happen alone."""
OPENING = 12
"""Signs of a sentence within which whom it opens with begins."""
_OPENING_NOUN = 30
"""The same, with what stands before the noun: "a lorry driver of 43"."""
_WHO = re.compile(r",? (?:who|der|die|das|qui|que|che|dat|som)\b")
_SUBORDINATE = re.compile(
    r"[;:!?()]|\b(?:after|as|when|while|because|who|whose|which|that|nachdem|weil|als|wahrend"
    r"|der|die|das|den|deren|dessen|apres|qui|que|dont|quand|lorsque|tras|cuando|cuyo|cuya"
    r"|mientras|dopo|che|quando|mentre|apos|enquanto|dat|wie|nadat|omdat|toen|som|vars|sedan"
    r"|efter|nar)\b"
)
"""What shows that another clause stands between."""
_WHOSE = re.compile(r"(?:'s|s')\b")
"""Behind somebody whose something else it is."""


class Sentence(NamedTuple):
    """A stretch of a folded text, with the persons in it."""

    text: str
    language: str
    people: list[Person]
    start: int
    end: int


class Part(NamedTuple):
    """Who may be meant by a deed: whom it befalls, and who does it."""

    befallen: Sequence[Person]
    doers: Sequence[Person]
    earlier: Sequence[Person] = ()
    """Who else may be meant, told of before in the sentence, where nobody is in the clause."""


def parts_of(sentence: Sentence, only: set[str] | None = None) -> list[tuple[str, Part]]:
    """Give who is meant by each deed of a sentence, or by some deeds only."""
    text, language, _, start, end = sentence
    words = words_of_senses(text, language, start, end, prefix=_GROUPS)
    ways: dict[tuple[str, int, int], set[str]] = defaultdict(set)
    for word in words:
        deed, _, way = word.group.partition(".")
        if only is None or deed in only:
            ways[deed, word.start, word.end].add(way)
    nouns = {(deed, first) for (deed, first, _), how in ways.items() if "of" in how}
    return [
        (deed, part)
        for (deed, first, last), how in ways.items()
        if "of" in how or not ((deed, first) in nouns or _is_a_noun(text, first))
        if (part := _part(sentence, deed, how, first, last))
    ]


def _is_a_noun(text: str, first: int) -> bool:
    """Tell a form that is a noun here: "la mort", "los detenidos"."""
    return _NOUN.search(text, max(0, first - _ARTICLE_LENGTH), first) is not None


def _part(sentence: Sentence, deed: str, how: set[str], first: int, last: int) -> Part | None:
    """Give who is meant by a deed; None where it is denied."""
    text, language = sentence.text, sentence.language
    start, end = _clause(sentence, first, last)
    if _NOT.search(text, max(start, first - _NOT_FAR), first):
        return None
    passive = _PASSIVE.search(text, start, first) is not None
    people = sentence.people
    if deed == "charged":
        people = [each for each in people if not each.kinds & _COURT]
    if "of" in how:
        return Part(_objects(text, people, last, end), ())
    told_of = [each for each in people if _is_told_of(sentence, each)]
    if deed == "charged" and sentence.start and not passive:
        told_of = [each for each in told_of if not each.kinds & _ARRESTING]
    before = [each for each in told_of if start <= each.start < first]
    within = [each for each in told_of if first <= each.start and each.end <= last]
    objects = _objects(text, people, last, end)
    acts = deed in _WITH_AGENTS
    if how == {"does"} or ("does" in how and not passive and objects and before):
        objects = within or objects
        if acts:
            return Part(objects, before)
        return Part(objects or ([] if language == "en" else before), ())
    helper = None if passive or deed not in _TRANSITIVE else _ACTIVE.search(text, start, first)
    if helper and "state" not in how:
        doers = before[:1] if acts else []
        between = [
            each
            for each in people
            if helper.end() <= each.start < first
            and each not in doers
            and not _is_marked(text, each, _MARKED[language])
        ]
        return Part((*between, *objects), doers)
    by = [each for each in people if each.start > start and _is_marked(text, each, _BY)]
    open_ended = _OPEN_ENDED.search(text, first, last) is not None
    turned = [] if open_ended or (language == "en" and "does" not in how) else objects
    if open_ended:  # "for a coach accused of": right behind whom, whatever marks them
        before = [each for each in people if each.end + 1 == first] or before
    befallen = before or within or turned
    if any(_AND_OTHERS[language].match(text, each.end) for each in befallen):
        return Part((), (), befallen)
    if befallen:
        return Part(befallen, by if acts else (), _described(sentence, first))
    earlier = [each for each in told_of if each.start < first]
    if len(earlier) == 1 and _is_named_between(sentence, earlier[0], first):
        return Part(earlier, by if acts else ())
    return Part((), by if acts else (), earlier)


def _described(sentence: Sentence, first: int) -> list[Person]:
    """Give whom a sentence opens with and goes on to describe: "a driver who hit a cyclist"."""
    return [
        each
        for each in sentence.people[:1]
        if each.start - sentence.start <= _OPENING_NOUN
        and each.end < first
        and _WHO.match(sentence.text, each.end)
    ]


def _is_told_of(sentence: Sentence, person: Person) -> bool:
    """Tell whether a clause may tell of somebody, whom no case or preposition marks."""
    text, language = sentence.text, sentence.language
    if _WHOSE.match(text, person.end) or _is_marked(text, person, _MARKED[language]):
        return False
    return language != "de" or not _is_marked(text, person, _IN_CASE)


def _is_named_between(sentence: Sentence, person: Person, first: int) -> bool:
    """Tell whether a sentence begins with somebody, whose name and age stand before a deed."""
    if person.start - sentence.start > OPENING:
        return False
    between = sentence.text[person.end : first]
    return not _SUBORDINATE.search(between)


def _objects(text: str, people: list[Person], last: int, end: int) -> list[Person]:
    """Give who stands right behind a deed, with at most an article and an adjective before."""
    for each in people:
        if last <= each.start <= min(end, last + _NEAR_OBJECT):
            return [each] if _RIGHT_BEHIND.fullmatch(text, last, each.start) else []
    return []


def _clause(sentence: Sentence, first: int, last: int) -> tuple[int, int]:
    """Give where the clause around a deed starts and ends."""
    start = sentence.start
    for cut in _CLAUSE.finditer(sentence.text, sentence.start, first):
        start = cut.end()
    cut_behind = _CLAUSE.search(sentence.text, last, sentence.end)
    return start, cut_behind.start() if cut_behind else sentence.end


def _is_marked(text: str, person: Person, marks: re.Pattern[str]) -> bool:
    return marks.search(text, max(0, person.start - _MARK_LENGTH), person.start) is not None
