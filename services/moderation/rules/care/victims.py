"""Victims of sexual offences, named."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from services.moderation import people
from services.moderation.findings import doubt, note
from services.moderation.known import complainants, fiction, harmed, survivors
from services.moderation.known.survivors import with_offences
from services.moderation.people import Person
from services.moderation.policy import Policy
from services.moderation.story import Story
from shared.articles import Finding

# `§` is a name, `‡` a word or phrase for a sexual offence.
_DONE_TO = re.compile(
    # the rape of §, raped §, Vergewaltigung von §, violó a §
    r"‡(?: (?:of|against|on|von|an|der|de|d'|di|da|van|op|mot|av|a|contra|contro|sur|gegen|la|"
    r"le|el|o|the|his|den|seiner|ihrer|ihren|ihre|seine|s'on|young|teenage|former|ex|pupil|"
    r"student|woman|girl|femme|mujer|donna|mulher|vrouw|jeune|joven|giovane|jovem|schulerin|"
    r"studentin|patientin|kollegin|de la|of the|singer|actress|model|colleague|patient|"
    r"athlete|and|murder|killing|y|asesinato|omicidio|e|assassinato|moord)){0,4} ?§"
    r"|‡ (?:of|against|on|von|an|de|di|da|van|op|mot|a|contra|contro|sur) "
    r"(?:(?!(?:by|with|at|in|"
    r"who|and|near|under|after|when|durch|mit|bei|par|avec|por|con|door|met|av|med|och|und"
    r"|et|y|"
    r"e|en|die|der|que|qui|che|charges?|suspicion)\b)[\w'-]+ ){0,5}§"
    # who raped §, where the verb comes last
    r"|, (?:der|die|welcher|welche|dat) § ‡"
    # § was raped, § wurde … vergewaltigt, § fue violada
    r"|§(?:,[^§†,.]{0,50},)?(?: who| die| der| qui| que| che| som| hat| has| had)?,? (?:was"
    r"|were|"
    r"had been|has been|been|wurde|worden|ist|a ete|avait ete|fut|fue|ha sido|habia sido"
    r"|e stata|"
    r"e stato|venne|era stata|foi|tinha sido|werd|is|blev|har blivit|hade blivit|became)"
    r"(?: (?!(?:accused|charged|convicted|suspected|jailed|sentenced|acquitted|cleared|guilty|"
    r"arrested|of|for|wegen|angeklagt|accuse|condamne|acusado|condenado|detenido|accusato|"
    r"condannato|arrestato|detido|verdacht|veroordeeld|atalad|domd|pour|por|per|voor)\b)"
    r"[^\s§†‡.]+){0,7} ‡"
    # the victim of a rape is §; victim of a rape in May, §
    r"|\b(?:victims?|opfer|victime|victima|vittima|vitima|slachtoffer|offret)\b[^§.†]{0,30}‡"
    r"[^§.†]{0,25}(?:,| is| ist| es| est| e| war| was| fue| era| heisst) §"
    # German and Dutch put the verb last: er soll § … vergewaltigt haben
    r"|\b(?:weil|nachdem|indem|omdat|nadat|eftersom|soll|sollen|habe|hat|haben|zou|zouden"
    r"|heeft|hebben|ska|har|dass|dat"
    r"|att)\b[^§†.]{0,40}"
    r"§(?: [^\s§†‡.,]+){0,8} ‡"
    # verkrachtte §, våldtog § stand above; § says he raped her
    r"|§,? [^§†.]{0,60}\b(?:told|said|says|testified|alleges?|alleged|accuses?|accused|claims?|"
    r"claimed|reported|beschuldigt\w*|wirft|sagte|accuse|affirme|denonce|acuso|acusa|denuncio|"
    r"denuncia|accusa|ha denunciato|acusou|denunciou|beschuldig\w+|anklagar"
    r"|anmalde)\b[^.]{0,60}‡"
    r"(?= (?:her|him|de ella|d'elle|di lei|dela|van haar|haar|henne|when she|when he|by)|[.,]"
    r"| (?:haben|zu haben|hebben)|$| de l'avoir)"
    # the rape of a patient, §, 31,
    r"|‡(?: (?:of|on|von|an|de|di|van|op|mot|av|a|contra|contro|sur|durch))? ?(?:a|an|one"
    r"|einer|einem"
    r"|eine|einen|d'une|d'un|une|un|una|uma|een|en|ett|de una|de un|di una"
    r"|di un)? ?(?:(?!(?:by|with"
    r"|at|in|who|and|near|mit|bei|par|avec|por|con|door|met|och|und|et|y|e)\b)[\w'-]+ ){0,2}"
    r"[\w'-]+, (?:called |named |namens |nommee )?§, "
    # § said she had been raped; one of them, §, was forced …
    r"|§,?[^§†.]{0,60}\b(?:told|said|says|testified|sagte|sagt|a dit|dit|raconte|dijo|conto"
    r"|ha detto"
    r"|disse|contou|zei|vertelde|sade|berattade)\b[^§†.]{0,40}\b(?:she|he|sie|er|elle|ella|ela"
    r"|ze|zij"
    r"|hij|hon|han|que|che|avoir ete|haber sido)\b[^§†.]{0,30}‡"
    # the victim, §, … ; § survived the rape
    r"|\b(?:victim|survivor|complainant|opfer|victime|plaignante|victima|denunciante|vittima|"
    r"vitima|queixosa|slachtoffer|offret)(?: was| is| ist| war| est| es| fue| e| era| foi"
    r"| is| var"
    r"| hiess| heisst)?(?:,| named| identified as| namens| nommee| llamada| di nome| chamada|"
    r" genaamd| vid namn)?,? (?!of|von|de|di|da|van|av|told|said)(?:die |la |de |den |der |a |"
    r"(?:year-old|student|nurse|pupil|schulerin) )?(?:[¤¢] )?§"
    r"|§(?:, ?(?:the|a|an|die|das|la|une|una|uma|het|een|de|den|en)?|,? the)? ?"
    r"(?:alleged |mutmassliche )?"
    r"(?:rape |mutmasslich\w* )?(?:victim|survivor|complainant|opfer|victime|plaignante"
    r"|victima|"
    r"vittima|vitima|slachtoffer|offer|offret)\b(?! of a car| support)"
    r"|‡ (?:victim|survivor|opfer|victime|victima|vittima|vitima|slachtoffer),? §"
    r"|§'s (?:rape|rapist|attacker|abuser|assault)"
    # on s'en est pris à elle: "son viol", "haar verkrachting"
    r"|§[^§†.]{0,50}\b(?:her|his|ihre\w*|son|su|sua|suo|haar|sin) ‡"
)
_SUSPECT = re.compile(
    r"\b(?:victim|opfer|victime|victima|vittima|vitima|slachtoffer|offret)\W{0,2}s? "
    r"(?:lawyer|family|mother|father|anwalt|anwaltin|mutter|familie)"
)
_GUILTY = re.compile(
    r"§(?:,[^§.]{0,60},)?(?:,? (?:who|der|die|qui|que|che|som))? ?(?:is |was |has been "
    r"|had been |wurde |ist |war |a ete |est |fue |"
    r"ha sido |e stato |e |foi |werd |is |blev |har )?(?:accused|charged|convicted|jailed|"
    r"sentenced|arrested|found guilty|acquitted|cleared|suspected|indicted|on trial|denies"
    r"|denied|"
    r"admitted|pleaded|angeklagt|beschuldigt|verurteilt|freigesprochen|verhaftet|festgenommen|"
    r"gestand|bestreitet|steht|muss|accuse|mis en examen|condamne|juge|acquitte|ecroue|nie|"
    r"acusado|condenado|detenido|juzgado|absuelto|niega|accusato|condannato|arrestato|imputato|"
    r"assolto|indagato|nega|acusado|detido|preso|absolvido|aangeklaagd|veroordeeld|aangehouden|"
    r"verdacht|vrijgesproken|ontkent|atalad|domd|domdes|haktad|misstankt|nekar|friad|raped|"
    r"abused|assaulted|attacked|molested|vergewaltigte|missbrauchte|a viole|a agresse|violo|"
    r"agredio|abuso|violento|stupro|ha violentato|ha stuprato|violou|abusou|verkrachtte|"
    r"misbruikte|valdtog)"
)


def victims(story: Story, policy: Policy) -> Iterator[Finding]:
    """Doubt a story that names whom a sexual offence was done to; note one who wished it.

    Most laws and every code of the press keep such a victim's name for life.
    """
    del policy
    if not story.has("crime.sexual"):
        return
    found = _named(story)
    known = None if found else _known(story)
    if not found and known is None:
        return
    spans = story.spans(
        [known] if known else [(person.start, person.end) for person in found.values()]
    )
    if story.has("crime.waived"):
        why = "Names a victim of a sexual offence, who has agreed to it as the copy says."
        yield note("victims", 0.3, why, spans)
    elif known:
        why = (
            "A victim of a sexual offence can be known by family, office or part; remove what "
            "leads to the person, or have it in writing that they agree."
        )
        yield doubt("victims", 0.75, why, spans)
    else:
        why = (
            "Names a victim of a sexual offence; remove the name and what leads to it, or have "
            "it in writing that the person agrees."
        )
        yield doubt("victims", 0.9, why, spans)


def _named(story: Story) -> dict[str, Person]:
    found: dict[str, Person] = {}
    seen = -1
    for hit in story.hits("crime.sexual")[:_MOST_LOOKS]:
        if hit.start < seen:
            continue
        start, end = story.sentence(hit.start)
        seen = end
        if _is_nobodys(story, start, end):
            continue
        for person in (*_done_to(story, start, end), *_victims_beside(story, start)):
            found.setdefault(person.name, person)
    if not found:
        about, body = _about(story), _about(story, story.body_at)
        for person in (
            *survivors.in_court(story, about),
            *harmed.harmed(story, body),
            *complainants.complainants(story),
        ):
            found.setdefault(person.name, person)
    cleared = complainants.cleared(story) if found else frozenset()
    return {
        name: person
        for name, person in found.items()
        if name not in cleared
        and not _OF_TOWN.search(story.folded, max(person.start - 10, 0), person.start)
    }


_OF_TOWN = re.compile(r"\d\)?,? (?:of|from|aus|uit|de|di|d'|da|do) $")
"""After an age: "Ann Roe, 24, of Mill Row"."""


def _known(story: Story) -> tuple[int, int] | None:
    sentences = _about(story)
    return survivors.related(story, sentences) or survivors.noted(story, sentences)


def _about(story: Story, first: int | None = None) -> list[tuple[int, int]]:
    """Give the real sentences from the first about the offence to some after the last."""
    hits = story.hits("crime.sexual")
    if first is None:
        first = story.sentence(hits[0].start)[0]
    _, last = story.around(hits[-1].start, _AFTER)
    return [
        (start, end)
        for start, end in survivors.all_sentences(story)
        if start >= first
        and end <= last
        and (story.within("crime.victim", start, end) or not _is_nobodys(story, start, end))
    ]


_AFTER = 3


def _is_nobodys(story: Story, start: int, end: int) -> bool:
    return fiction.is_character(story, start, end) or fiction.is_long_ago(story, start)


_MOST_LOOKS = 60


def _done_to(story: Story, start: int, end: int) -> Iterator[Person]:
    reading = people.read(story, start, end)
    if not reading.people:
        return
    signs, at = with_offences(story, reading, start, end)
    guilty = {
        name
        for match in _GUILTY.finditer(signs)
        for name in [_name_at(reading, at, match.start())]
    }
    for match in _DONE_TO.finditer(signs):
        if _SUSPECT.search(match[0]):
            continue
        for index in range(match.start(), match.end()):
            person = reading.people.get(at[index])
            named = person and not person.office and signs[index] == people.NAME
            if person and named and person.name not in guilty:
                yield person


_VICTIM = re.compile(
    r"‡(?: (?:was|is|has been|had been|wurde|ist|a ete|fue|es|e|e stata|foi|werd|is|ar|var"
    r"|heisst"
    r"|hiess|heet|heter))?(?: (?:only|later|locally|spater|by \w+))*"
    r"(?: (?:as|named as|named|identified as|namens|mit namen|als|nommee|comme|llamada|como"
    r"|di nome|come"
    r"|chamada|genaamd|vid namn|som))?,?(?: (?:a|an|the|die|der|la|una|une|uma|een|en) [\w-]+"
    r"| ¢| ¤){0,2},? §"
    r"(?! (?:said|told|sagte|a dit|dijo|ha detto|disse|zei|sade)\b)"
    r"|(?:named|identified|identifi\w+|genannt\w*|nannten|nomm\w+|nombr\w+|nomin\w+|noem\w+"
    r"|namngav)"
    r"[^§†.]{0,30}‡[^§†.]{0,12} §"
)
"""`‡` is here the word for whom it was done to."""


def _victims_beside(story: Story, start: int) -> Iterator[Person]:
    """Find a victim named as such in a sentence near one about the offence, or in it."""
    first, last = story.around(start, 2)
    for hit in (
        *story.between("crime.victim", first, last),
        *story.between("crime.woman", first, last),
    ):
        begin, end = story.sentence(hit.start)
        reading = people.read(story, begin, end)
        index = bisect_left(reading.at, hit.start)
        after = bisect_left(reading.at, hit.end)
        signs = f"{reading.signs[:index]}‡{reading.signs[after:]}"
        for match in _VICTIM.finditer(signs):
            if _SUSPECT.search(signs, index):
                continue
            shift = after - index - 1
            at = match[0].rindex("§") + match.start() + shift
            person = reading.people.get(at)
            if person and not person.office:
                yield person


def _name_at(reading: people.Reading, at: Sequence[int], index: int) -> str:
    person = reading.people.get(at[index])
    return person.name if person else ""
