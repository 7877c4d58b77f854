"""Pure: grave charges told as facts in a story that nothing attributes or settles.

A charge is told in a sentence that has all that its kind asks for, in any order: what is done,
to what, and often what makes it grave ("half of the budget ended up in her son's account").
So wide a net is cast only over stories in which no court, inquiry, denial or admission stands.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterator
from itertools import islice
from typing import NamedTuple

from services.moderation import lexicon, people
from services.moderation.known import fiction, spelt
from services.moderation.known.people import surnames
from services.moderation.lexicon import Hit
from services.moderation.story import Story

_LANGUAGES = frozenset({"en", "de", "fr", "es", "it", "pt", "nl", "sv"})
_WIDEST = 150
"""Signs over which the parts of a charge may stand."""
_APART = re.compile(r";|: ")
"""What parts of one charge do not stand on both sides of."""
_SENTENCES = 2
"""Sentences before and after a charge in which somebody may say so."""
_STAGES = 2
"""Different words of stage and page that make a story one about them."""
_MOST = 12
"""Charges that are looked at more closely."""
_MOST_SETTLING = 3
"""Such words that may be parts of a charge ("paid off the judge"); more of them settle it."""
_OF_PEOPLE = frozenset({"violence", "sex", "cheat", "neglect"})
"""Kinds in which what is done is done to somebody, who may stand first."""
_OF_SPORT = frozenset({"violence", "cheat", "whole", "knew", "fire", "traffic", "payoff"})
"""Kinds whose words are also sport's."""
_OF_PAGES = "copy"
"""What is done to books is told among the words for them."""

_Parts = dict[str, list[Hit]]


class _Charge(NamedTuple):
    """A stretch of a sentence; `forward` where the deed stands before whom it is done to."""

    kind: str
    start: int
    end: int
    forward: bool = True


def charges_of(story: Story, is_of_sport: Callable[[Story], bool]) -> list[Hit]:
    """Find them; of sport is a story of a match, which few need to be asked."""
    if story.language not in _LANGUAGES:
        return []
    settles = (
        hit
        for hit in lexicon.look(story.folded, {story.language}, prefix=lexicon.SETTLES)
        if hit.start >= story.body_at and _may_settle(story, hit)
    )
    settling = [*islice(settles, _MOST_SETTLING + 1)]
    if len(settling) > _MOST_SETTLING:
        return []
    groups = _groups(story)
    found = [
        charge
        for charge in _charges(story, groups)
        if _is_told(story, charge, groups)
        and not (charge.kind in _OF_SPORT and is_of_sport(story))
    ][:_MOST]
    outside = {
        story.folded[hit.start : hit.end] for hit in settling if not _stands_in(hit, found)
    }
    if (
        not found
        or outside - _MAY_SETTLE
        or len(outside) >= len({charge.kind for charge in found})
        or _are_made_up(story, groups, found)
    ):
        return []
    return [
        Hit("claim.grave", charge.start, charge.end)
        for charge in found
        if not _is_said(story, charge, groups) and _is_of_somebody(story, charge)
    ]


_MAY_SETTLE = frozenset(
    {
        "the trial",
        "coroner",
        "inquest",
        "culpa",
        "criminosos",
        "policia local",
        "absolver",
        "hatte",
    }
)
"""Words that are often something else ("a drug trial"), and settle no two kinds of charges."""


def _groups(story: Story) -> _Parts:
    found: _Parts = defaultdict(list)
    for each in lexicon.look(story.folded, {story.language}, prefix=lexicon.CHARGES):
        if not spelt.is_another(story, each.start, each.end):
            found[each.group].append(each)
    for hits in found.values():
        hits.sort(key=lambda hit: hit.start)
    return found


def _kinds() -> Iterator[tuple[str, list[str]]]:
    kinds: dict[str, list[str]] = defaultdict(list)
    for group in lexicon.groups():
        _, kind, part = (*group.split("."), "", "")[:3]
        if group.startswith("charge.") and part:
            kinds[kind].append(group)
    return iter(kinds.items())


_KINDS = tuple(_kinds())


def _charges(story: Story, groups: _Parts) -> Iterator[_Charge]:
    for hit in groups.get("charge.whole", ()):
        yield _Charge("whole", hit.start, hit.end)
    for kind, parts in _KINDS:
        if all(part in groups for part in parts):
            yield from _joined(story, kind, [groups[part] for part in parts])


def _joined(story: Story, kind: str, parts: list[list[Hit]]) -> Iterator[_Charge]:
    """Give the stretches of sentences in which every part stands."""
    least = min(parts, key=len)
    done = -1
    for hit in least:
        if hit.start < done:
            continue
        start, end = story.sentence(hit.start)
        taken = [hit]
        for part in parts:
            if part is not least:
                near = _nearest(part, taken, start, end)
                if near is None:
                    break
                taken.append(near)
        else:
            first, last = min(t.start for t in taken), max(t.end for t in taken)
            if last - first <= _WIDEST and not _APART.search(story.folded, first, last):
                done = end
                opening = min(taken, key=lambda t: t.start)
                yield _Charge(kind, first, last, opening.group.endswith(".act"))


def _nearest(hits: list[Hit], taken: list[Hit], start: int, end: int) -> Hit | None:
    first = bisect_left(hits, start, key=lambda hit: hit.start)
    last = bisect_left(hits, end, key=lambda hit: hit.start)
    free = [
        hit
        for hit in hits[first:last]
        if all(hit.end <= other.start or other.end <= hit.start for other in taken)
    ]
    place = taken[0].start
    return min(free, key=lambda hit: abs(hit.start - place), default=None)


_NOT = re.compile(
    r"(?:\b(?:not|never|nobody|no one|nicht|nie|niemals|kein\w*|pas|jamais|nunca|non|mai|nao"
    r"|niet|nooit|geen|jamas|inte|aldrig|ingen|inga|inget|ej)|n't)\b[^.,]{0,18}$"
)
_WAS_DONE = re.compile(
    r"\b(?:was|were|been|being|is|are|a ete|ont ete|fut|furent|fue|fueron|ha sido|han sido"
    r"|e stat\w|sono stat\w|venne|foi|foram|got|gets|est|sont)\b[^.,]{0,14}$"
)
_WAS_DONE_LATE = re.compile(r"\b(?:wurde|wurden|worden|werden|wird|werd|werden|wordt)\b")
_UNKNOWN = re.compile(
    r"\b(?:(?:the|a) m[ae]n who|mann, der|manner, die|homme qui|hommes qui|hombres? que"
    r"|uom(?:o|ini) che|homens? que|man die|mannen die|person who|someone|unknown"
    r"|unbekannte\w*|inconnus?|desconocid\w+|ignoti|desconhecid\w+|onbekende\w*"
    r"|man,? som|mannen som|kvinnan? som|person(?:er|en)? som|nagon|okand\w*)\b"
)
_SOME = re.compile(
    r"(?:an? |two |three |un |une |des |una |um |uma |een |dos |deux |zwei |due |dois |twee )?"
    r"(?:(?:young|junge|jeunes?|giovani?|jonge|local|masked) )?"
    r"(?:m[ae]n|wom[ae]n|youths?|teens?|teenagers?|boys?|girls?|gang|drivers?|hackers?"
    r"|scammers?|fraudsters?|couple|mann|manner|frau|frauen|jugendliche\w*|bande|paar"
    r"|\w*betruger\w*|hommes?|femmes?|jeunes?|ados?|escrocs?|pirates?|hombres?"
    r"|mujer(?:es)?|joven(?:es)?|banda|pareja|estafador(?:es)?|timador(?:es)?|uom(?:o|ini)"
    r"|donn[ae]|giovan[ei]|coppia|truffator[ei]|homens|homem|mulher(?:es)?|jove(?:m|ns)"
    r"|quadrilha|bando|casal|golpistas?|mannen|vrouw(?:en)?|jongeren|bende|stel"
    r"|oplichters?)\b(?! (?:of|at|in|who) )"
)
"""How a headline opens that names nobody."""
_SOME_IN_SWEDISH = re.compile(
    r"(?:en |ett |tva |tre |fyra |flera )?(?:(?:ung|unga|maskerad|maskerade|aldre|lokal) )?"
    r"(?:man|kvinn(?:a|or)|ungdom(?:ar)?|tonaring(?:ar)?|pojk(?:e|ar)|flick(?:a|or)|kille|killar"
    r"|gang|liga|bilist|forare|par|hackare|\w*bedragare|tjuv(?:ar)?|ranare)\b"
    r"(?! (?:i|pa|vid|som|hos|for) )"
)
"""The same in Swedish, where "i" and "som" tell more of them."""
_AIM = re.compile(
    r"\b(?:so (?:that )?(?:nobody|no one|none|he|she|they|it|that)|in order that|lest"
    r"|damit|auf dass"
    r"|pour qu(?:e|')|afin (?:que|qu'|de)|de sorte que|para que|a fin de que|de modo que|perche"
    r"|affinche|in modo che|cosi che|a fim de que|de forma a|zodat|opdat"
    r"|for att|sa att|i syfte att)"
    r"(?![^\W_])"
)
"""What a thing was done for: no law or warning that stands after it makes it undone."""
_WERE = re.compile(r"\b(?:was|were|ete|fue|fueron|stat[aeio]|venne|foi|foram)\b")
_BY = re.compile(r" (?:by|par|por|pel[oa]|da|dal|dalla|von|vom|door|av)\b")
_WAS_DONE_IN_SWEDISH = re.compile(
    r"\b(?:blev|blivit|blir|bli|har blivit|ar|var|varit)\b[^.,]{0,14}$"
)
_SUFFERED = re.compile(
    r"\b(?:blev|blivit|blir)\b"
    r"|\b(?!(?:hopp|lyck|mins|and|sviss|tack|vist)\w*\b)\w{2,}(?:ades|[bdfgklmnprstv][dt]es"
    r"|(?<!pl)(?<!ns)(?<!ss)ats|[iu][tdn]s|tts|tagits)\b|\b(?:togs|holls|bands|stals|slas"
    r"|slags|drogs|skars|\w*brants)\b"
)
"""What was done to somebody, by its ending."""
_FIGURES = re.compile(
    r"\b(?:slog|slar|slagit) (?:\w+ )?(?:larm|sig|fast|ut|upp|till|igenom|rekord\w*|an|vad|ihop"
    r"|tillbaka|foljet|nytt|vakt|hal|rot|personbasta)\b"
    r"|\b(?:sparka\w*) (?:\w+ )?(?:boll\w*|igang|mal)\b"
    r"|\b(?:dodar|dodade|dodat) (?:tid|matchen|spelet)\b"
    r"|\b(?:tar|tog|tagit) (?:bilder|hand om|fram|med sig|over|plats)\b"
)
"""Verbs of violence in what is none ("slog larm", "slog rekord")."""
_DOER = re.compile(
    r" (?:(?!(?:i|på|från|vid|hos|under) )[^\W\d_A-ZÅÄÖ]+ ){0,3}[A-ZÅÄÖ][^\W\d_]{2,}"
)
"""By whom it was done: somebody with a name ("av rektor Bo Ek")."""
_DOER_NEAR = 16
_DENIED = re.compile(r"\b(?:inte|aldrig|ej|ingen|inga|inget)\b")
_AFTER = 14
"""Signs after what is done in which "not" may stand."""


def _is_denied_in_swedish(story: Story, charge: _Charge, groups: _Parts) -> bool:
    """Tell a "not" after the verb from that of a deed ("works that were never done")."""
    parts = [
        hit
        for group, hits in groups.items()
        if group.startswith(f"charge.{charge.kind}")
        for hit in hits
    ]
    return any(
        not any(part.start <= no.start() < part.end for part in parts)
        for no in _DENIED.finditer(story.folded, charge.start, charge.end + _AFTER)
    )


def _is_done_in_swedish(story: Story, charge: _Charge, start: int, end: int) -> bool:
    """Tell who did it from whom it was done to, which a verb's ending says there."""
    if _FIGURES.search(story.folded, charge.start, charge.end):
        return False
    suffered = _WAS_DONE_IN_SWEDISH.search(
        story.folded, max(start, charge.start - 24), charge.start
    ) or _SUFFERED.search(story.folded, charge.start, charge.end)
    if suffered:
        return any(
            _DOER.match(story.cased(by.end(), end))
            or story.within("claim.office", by.end(), by.end() + _DOER_NEAR)
            for by in _BY.finditer(story.folded, charge.start, end)
        )
    return charge.forward


def _is_told(story: Story, charge: _Charge, groups: _Parts) -> bool:
    """Tell what is said to have been done, by somebody, from what is not, or to whom."""
    start, end = story.sentence(charge.start)
    if _UNKNOWN.search(story.folded, start, charge.start):
        return False
    some = _SOME_IN_SWEDISH if story.language == "sv" else _SOME
    if start == 0 and some.match(story.folded):
        return False
    if _NOT.search(story.folded, start, charge.start):
        return False
    aim = _AIM.search(story.folded, charge.start, end)
    if _within(groups.get("charge.unreal", []), start, aim.start() if aim else end):
        return False
    if story.language == "sv" and _is_denied_in_swedish(story, charge, groups):
        return False
    if charge.kind not in _OF_PEOPLE:
        return True
    if story.language == "sv":
        return _is_done_in_swedish(story, charge, start, end)
    if story.language in ("de", "nl"):
        return _WAS_DONE_LATE.search(story.folded, start, end) is None
    done = _WAS_DONE.search(story.folded, max(start, charge.start - 24), charge.start)
    by = _BY.search(story.folded, charge.start, end) is not None
    if charge.forward:
        return done is None and not (by and _BY.search(story.folded[charge.start : charge.end]))
    return by and _WERE.search(story.folded, charge.start, charge.end) is not None


def _within(hits: list[Hit], start: int, end: int) -> list[Hit]:
    first = bisect_left(hits, start, key=lambda hit: hit.start)
    return hits[first : bisect_left(hits, end, key=lambda hit: hit.start)]


_OF_THE_POLICE = re.compile(
    r"\b(?:commissaire|chef|cheffe|agente?|officier|jef[ae]|comisari[oa]|comandante|chefe"
    r"|comissario|inspecteur|hoofd|capo|sargento|sergent|brigadier|oficial|inspetor\w*"
    r"|chefen|kommissarien?|befalet|inspektoren?) "
    r"(?:(?:de|da|di|del|della|van|bij|for|vid|hos)(?: la| de)? )?$"
)
_OFFICES = frozenset(
    {
        *("judge", "magistrate", "prosecutor", "juge", "juez", "jueza", "juiz", "juiza"),
        *("giudice", "richter", "richterin", "rechter", "procureur", "procuratore"),
        *("procurador", "procuradora", "staatsanwalt", "staatsanwaltin", "commissaris"),
        *("aklagaren", "aklagare", "chefsaklagare", "chefsaklagaren", "kammaraklagare"),
        *("kammaraklagaren", "polisen", "viceaklagare"),
    }
)


_IN_CAPITALS = frozenset({"om"})
"""The Dutch prosecution, from the word for "to"."""
_WOULD = frozenset({"zou", "zouden", "hatte", "hatten", "aurait", "auraient", "avrebbe"}) | {
    *("avrebbero", "sarebbe", "sarebbero", "habria", "habrian", "teria", "teriam")
}
"""What tells hearsay, but not in what a thing was done for."""
_AND_HAS = {
    **dict.fromkeys(("soll", "sollen"), re.compile(r"\b(?:haben|sein|hatten?)\b")),
    **dict.fromkeys(("ska", "skall"), re.compile(r"\bha (?:\w+ ){0,3}\w+(?:at|tt|it|ts)\b")),
}
"""What tells "is said to have" from "is to", in German and in Swedish."""


def _may_settle(story: Story, hit: Hit) -> bool:
    """Tell a court, an inquiry, a denial or the like from an office that is charged."""
    if spelt.is_another(story, hit.start, hit.end):
        return False
    word = story.folded[hit.start : hit.end]
    if word in _OFFICES and _is_before_name(story, hit.end):
        return False
    has = _AND_HAS.get(word)
    if has and not has.search(story.folded, hit.end, story.sentence(hit.start)[1]):
        return False
    if word in _IN_CAPITALS and not story.cased(hit.start, hit.end).isupper():
        return False
    if word in _WOULD and _AIM.search(story.folded, story.sentence(hit.start)[0], hit.start):
        return False
    return _OF_THE_POLICE.search(story.folded, max(hit.start - 30, 0), hit.start) is None


def _stands_in(hit: Hit, charges: list[_Charge]) -> bool:
    return any(charge.start <= hit.start < charge.end for charge in charges)


def _is_before_name(story: Story, place: int) -> bool:
    return story.cased(place, place + 2)[1:2].isupper()


def _are_made_up(story: Story, groups: _Parts, charges: list[_Charge]) -> bool:
    words = {story.folded[hit.start : hit.end] for hit in groups.get("charge.fiction", ())}
    if len(words) >= _STAGES and not any(charge.kind == _OF_PAGES for charge in charges):
        return True
    return fiction.is_staged(story) or any(
        fiction.is_long_ago(story, charge.start)
        or (charge.kind != _OF_PAGES and _is_of_pages(story, charge))
        for charge in charges
    )


def _is_of_pages(story: Story, charge: _Charge) -> bool:
    first, last = story.around(charge.start)
    return story.within("crime.fiction", first, last) or story.within(
        "crime.character", first, last
    )


_AND_TOLD = re.compile(r"(?:and|und|et|y|e|en) $")
_AND_TOLD_IN_SWEDISH = re.compile(r"och $")
"""There "en" is "a"."""


def _is_said(story: Story, charge: _Charge, groups: _Parts) -> bool:
    """Tell whether somebody says so near it; "and told them" is its doer's."""
    first, last = story.around(charge.start, _SENTENCES)
    if charge.start < story.body_at:
        last = len(story.folded)  # a headline has its source in the text
    start, end = story.sentence(charge.start)
    if charge.start >= story.body_at:
        first, last = _near_it(story, start, end, first, last)
    for quote in _QUOTED.finditer(story.cased(first, last)):
        inside = first + quote.start() < charge.end and charge.start < first + quote.end()
        if inside or len(quote[0]) > _LONGEST_WORD_QUOTED:
            return True
    and_told = _AND_TOLD_IN_SWEDISH if story.language == "sv" else _AND_TOLD
    for hit in _within(groups.get("charge.said", []), first, last):
        if charge.start <= hit.start < charge.end:
            continue
        if start <= hit.start < end and and_told.search(story.folded, hit.start - 4, hit.start):
            continue
        return True
    return False


_QUOTED = re.compile(r"[“”„«»\"][^“”„«»\"]*[“”„«»\"]?")
_LONGEST_WORD_QUOTED = 24
"""Signs of a quoted word or title; longer ones somebody says."""
_LONG = re.compile(r"[^\W\d_]{5,}")
_STEM = 5
_GAP = "\n\n"
"""Between paragraphs, in the text as it is written."""


def _near_it(story: Story, start: int, end: int, first: int, last: int) -> tuple[int, int]:
    """Leave out what other paragraphs have somebody say about something else."""
    written = story.cased(first, last)
    own = _stems(story, start, end)
    opens = written.rfind(_GAP, 0, max(start - first, 0))
    if opens >= 0 and own.isdisjoint(_stems(story, first, first + opens)):
        first += opens
        written = written[opens:]
    closes = written.find(_GAP, max(end - len(_GAP) - first, 0))
    if closes >= 0 and own.isdisjoint(_stems(story, first + closes, last)):
        last = first + closes
    return first, last


def _stems(story: Story, start: int, end: int) -> set[str]:
    return {word[:_STEM] for word in _LONG.findall(story.folded, start, end)}


_NAMED = re.compile(
    r"(?<![^\W_])(?!(?:in|a|at|to|from|of|on|near|de|di|da|do|en|em|ao|au|aux|del|della|dans|op|te"
    r"|van|uit|naar|por|para|per|con|com|and|or|by|for|with|und|et|y|e|bij|voor|last|next|this"
    r"|every|since|until|le|la|el|il|o|os|as|los|las|les|het|the|d|l|dell|all|nell|sur|sous) )"
    r"[a-z\u00df-\u00ff]{3,} [A-Z\u00c0-\u00de][^\W\d_]{2,}"
)
"""A word for somebody or a firm, and what they are called ("maison Lafont")."""
_NAMED_IN_GERMAN = re.compile(r"[A-Z\u00c0-\u00de][^\W\d_]{2,} [A-Z\u00c0-\u00de][^\W\d_]{2,}")
_NAMED_IN_SWEDISH = re.compile(
    r"(?<![^\W_])(?!(?:från|till|och|som|har|hade|hos|vid|med|mot|under|kring|att|var|den|det"
    r"|ett|för|när|men|efter|runt|mellan|utan|genom|över|sedan|hela|inom|utanför|norr|söder"
    r"|öster|väster|nära|eller|södra|norra|östra|västra|centrala|längs|bland|åt|förra|varje"
    r"|både|samt|via|mitt|bakom|säger|dagens|gamla|nya) )"
    r"[a-z\u00df-\u00ff]{3,} [A-Z\u00c0-\u00de][^\W\d_]{2,}"
)
_NAMED_IN = {"de": _NAMED_IN_GERMAN, "sv": _NAMED_IN_SWEDISH}
_DAYS = re.compile(
    r" (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|January|February|March|April|May|June|July"
    r"|August|September|October|November|December"
)
_SAID_OF = 260
_TOLD_OF = 600
"""Signs from a text's start in which stands whom a headline means."""


def _is_of_somebody(story: Story, charge: _Charge) -> bool:
    """Tell whether a person, an office or a firm stands in its sentence or shortly before."""
    start, _ = story.sentence(charge.start)
    before, end = max(0, start - _SAID_OF), story.around(charge.start)[1]
    if start < story.body_at:
        end = min(len(story.folded), story.body_at + _TOLD_OF)  # who a headline's office is
    if people.read(story, before, end).people:
        return True
    if surnames.stands(story, start, start, charge.start):
        return True
    written = story.as_written(before, end)
    if any(firm.name in written for firm in story.enrichment.organisations):
        return True
    named = _NAMED_IN.get(story.language, _NAMED)
    return any(not _DAYS.search(match[0]) for match in named.finditer(written))
