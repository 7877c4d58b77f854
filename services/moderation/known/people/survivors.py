"""Pure: whom a sexual offence was done to, known by whose kin they are.

Whoever reads that a named man abused his daughter knows her.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from services.moderation import people
from services.moderation.people import Person
from services.moderation.story import Story

_Place = tuple[int, int]

_KIN = (
    r"(?:(?:step|foster |adopted |grand)?(?:daughters?|sons?|child|children)|nieces?|nephews?"
    r"|sisters?|half-sister|wife|cousin|(?:stief|pflege|adoptiv|enkel)?(?:tochter|sohns?"
    r"|kind|kinder)"
    r"|(?:stief|pflege)sohn\w*|enkelin|nichten?|neffen?|schwester|ehefrau|fille|fils"
    r"|belle-fille"
    r"|beau-fils|petite-fille|niece|neveu|soeur|epouse|hij[oa]s?|hijastr[oa]s?|niet[oa]s?"
    r"|sobrin[oa]s?|herman[oa]s?|esposa|figli[oae]|figliastr[oae]|nipoti(?:na)?|nipote"
    r"|sorell\w+|moglie"
    r"|filh[oa]s?|entead[oa]s?|net[oa]s?|sobrinh[oa]s?|irma|esposa|(?:stief|pleeg"
    r"|klein)?dochters?"
    r"|(?:stief|pleeg|klein)?zoon|nichtjes?|neefjes?|zus|zusje|echtgenote"
    r"|(?:styv|foster)?dottern?|(?:styv|foster)?dottrar|(?:styv)?son(?:en)?|barnbarn"
    r"|brorsdotter"
    r"|systerdotter|syster|hustru|frau|ex-?frau|ex-wife|ex-femme|femme|mujer|exmujer|mulher"
    r"|ex-mulher|vrouw|ex-vrouw|fru|exfru)"
)
_ART_KIN = (
    # Italian and Portuguese leave out whose
    r"(?:la|il|le|i|della|alla|sulla|dalla|del|al|sul|a|o|as|da|das|do) (?:propri[oa] |sua )?"
    r"(?:figli[oae]|figliastr[oae]|moglie|nipotina|filh[oa]s?|entead[oa]s?|esposa|neta)\b"
    r"(?! d(?:i|ei|e|o|a|os|as|el|ella|ell|egli)\b)"
)
_HIS = (
    r"(?:his|her|their|seine[rnms]?|ihre[rnms]?|sa|son|ses|su|sus|sua|suo|suoi|sue|la sua"
    r"|della sua"
    r"|il suo|seus?|suas?|a propria|da propria|o proprio|do proprio|zijn|haar|hun|sin|sina"
    r"|sitt|hans"
    r"|hennes|da|do|de su|de sa|de ses)"
)
_OWN = (
    r"(?:(?:own|young|teenage|adopted|younger|elder|eldest|youngest|oldest|older|only|little"
    r"|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|pregnant|disabled|estranged"
    r"|\d+[- ]year-old|then|eigene[nrm]?|leibliche[nrm]?|einzige[nrm]?|jungste[nrm]?"
    r"|alteste[nrm]?|jungere[nrm]?|altere[nrm]?|kleine[nrm]?|schwangere[nrm]?|behinderte[nrm]?"
    r"|getrennt lebende[nrm]?|erwachsene[nrm]?|minderjahrige[nrm]?|\w*jahrige[nrm]?|damals"
    r"|propre|jeune|seule|unique|petite|propi[oa]|menor|mayor|unic[oa]|pequen[oa]|propri[oa]"
    r"|giovane|piccol[oa]|primogenit[oa]|eigen|minderjarige|enige|enig|jongste|oudste|jonge"
    r"|jongere|oudere|zwangere|volwassen|egen|egna|enda|yngsta|aldsta|yngre|aldre|unga"
    r"|minderariga?|¤|¢),? ){0,3}"
)
_NOT_KIN = (
    r"(?!(?:'s| of| von| de| des| di| van| do| da)? (?:friend|classmate|teacher|boyfriend"
    r"|freundin|amie?|amiga"
    r"|amica|vriendin|van))"
)
_KIN_HARMED = re.compile(
    # abusing his stepdaughter; abuso sexual da própria filha; his daughter was raped
    rf"‡(?: (?!by\b|durch\b|par\b|por\b|door\b|av\b|in\b|before\b"
    rf"|vor\b)[^\s.,;§†‡]+){{0,4}} {_HIS} "
    rf"{_OWN}{_KIN}\b{_NOT_KIN}"
    rf"|‡(?: (?!da\b|in\b|por\b|davanti\b)[^\s.,;§†‡]+){{0,2}} {_ART_KIN}"
    rf"|(?<!front of )(?<!friend of )(?<!vor )(?<!voor )\b{_HIS} {_OWN}{_KIN}\b(?!'s)"
    rf"(?:,[^.;,]{{0,40}},)?"
    rf"(?: (?!(?:said|told|wept|sat|saw|watched|sagte|weinte|dit|dijo|disse|zei|sade|by|von"
    rf"|par|por"
    rf"|door|av|who|die|que|qui|che|van)\b)[^\s.;§†‡]+){{0,8}}"
    # not "his wife knew of the rape"
    rf"(?<! the)(?<! der)(?<! den)(?<! la)(?<! le)(?<! du)(?<! del)(?<! dello)(?<! della)"
    rf"(?<! do)(?<! het)(?<! wegen)(?<! for)(?<! lo) ‡"
    # the victim is his daughter
    rf"|\b(?:victims?|complainants?|opfer|victimes?|plaignantes?|victimas?|denunciantes?"
    rf"|vittim[ae]"
    rf"|vitimas?|slachtoffers?|offret|malsaganden)\b,?"
    rf"(?: (?:of|der|des|du|de|del|della|da|do|van|av) (?:(?:the|la|de|het) )?[^\s.,;§†]+)?"
    rf"(?: (?:was|is|were|are|war|ist|sind"
    rf"|waren|etait"
    rf"|est|etaient|sont|era|es|eran|son|e|erano|sono|sao|eram|was|waren|var"
    rf"|ar))? {_HIS} {_OWN}{_KIN}\b"
    # father rapes daughter
    rf"|\b(?:father|stepfather|uncle|grandfather|vater|stiefvater|onkel|gro(?:ss|ß)vater|opa|pere"
    rf"|beau-pere"
    rf"|oncle|grand-pere|padre|padrastro|tio|abuelo|patrigno|zio|nonno|pai|padrasto|avo|vader"
    rf"|stiefvader|oom|far|styvfar|pappa)\b[^.§†]{{0,60}}‡[^.§†]{{0,30}}\b(?:step)?{_KIN}\b"
)
_ACCUSED = re.compile(
    r"§(?:,[^§†.]{0,80},)?(?:,? (?:who|der|die|qui|que|che|som))? ?(?:is |was |has been "
    r"|had been |has "
    r"|wurde |wird |ist |war |hat |a ete |est |sera |comparait |fue |ha sido |esta |e stato "
    r"|e |e' |foi "
    r"|werd |wordt |is |blev |har |ar )?(?:\w+ )?(?:accused|charged|convicted|jailed"
    r"|sentenced|arrested"
    r"|guilty|acquitted|cleared|suspected|indicted|denies|denied|admitted|admits|pleaded"
    r"|imprisoned"
    r"|remanded|facing|faces|appeared|angeklagt|beschuldigt|verurteilt|freigesprochen|verhaftet"
    r"|festgenommen|gestand|gesteht|bestreitet|schweigt|accuse|mis en examen|condamne|juge"
    r"|acquitte"
    r"|ecroue|nie|reconnait|comparait|acusado|condenado|detenido|juzgado|absuelto|niega"
    r"|procesado"
    r"|imputado|ingreso|accusato|condannato|arrestato|assolto|indagato|nega|detido|preso"
    r"|absolvido"
    r"|arguido|aangeklaagd|veroordeeld|aangehouden|verdacht|ontkent|bekende|atalad|domd"
    r"|domdes|doms"
    r"|haktad|anhallen|misstankt|nekar|friad|erkanner|raped|abused|assaulted|molested"
    r"|vergewaltigte"
    r"|missbrauchte|viola|violait|violo|violento|abuso|violou|abusou|verkrachtte|misbruikte"
    r"|valdtog"
    r"|moet)\b"
    r"|\b(?:convicted|jailed|sentenced|arrested|charged|accused|verurteilte?|verhaftete|nahm"
    r"|condamne"
    r"|ecroue|interpelle|condeno a|detuvo a|acusa a|condannato|arrestato|condenou|deteve|acusou"
    r"|veroordeelde|arresteerde|vervolgt|domde|doms|haktade|against|gegen|contre|contra"
    r"|contro|tegen"
    r"|mot)\b[^§†.‡]{0,60}§"
    r"|§,? (?:\(?¢\)?,?)[^§†]{0,80}‡|^[^§†‡.]{0,80}§,? \(?¢"
    # the court has § to six years … sentenced, in the languages that put the verb last
    r"|§[^.§†‡]{1,70}\b(?:verurteilt|angeklagt|festgenommen|verhaftet|veroordeeld|aangeklaagd"
    r"|aangehouden|opgepakt|gedagvaard|vervolgd|celstraf|haftstrafe|ins gefangnis|de cel in"
    r"|behind bars|years in (?:jail|prison)|(?:got|given|handed|received) (?:\w+ ){1,2}years)\b"
)


def related(story: Story, sentences: list[_Place]) -> _Place | None:
    """Give a sentence that says a named accused did it to their own kin."""
    harmed = None
    for start, end in sentences:
        if _is_of_kin(story, start, end) or any(
            _KIN_HARMED.search(with_offences(story, reading, start, end)[0])
            for reading in _readings(story, start, end)
        ):
            harmed = (start, end)
            break
    if harmed is None:
        return None
    return harmed if any(_accused(story)) else None


_ON_KIN = re.compile(
    rf"\b(?:van zijn|della sua|sulla sua|della|sulla) {_OWN}(?:propria )?{_KIN}\b"
    r"(?! (?:di|del|della|van|dell)\b)"
)
"""What some words for the offence have in them: "misbruik van zijn oudste dochter"."""


def _is_of_kin(story: Story, start: int, end: int) -> bool:
    return any(
        _ON_KIN.search(story.folded, hit.start, min(hit.end + _BEHIND, end))
        for hit in story.between("crime.sexual", start, end)
    )


_BEHIND = 30


def _readings(story: Story, start: int, end: int) -> Iterator[people.Reading]:
    """Read a sentence with its names, and in plain words where every noun is written as one."""
    end = min(end, start + people.LONGEST_STRETCH)
    yield people.read(story, start, end)
    if story.language in _NOUNS_LIKE_NAMES:
        yield people.Reading(story.folded[start:end], tuple(range(start, end)), {})


_NOUNS_LIKE_NAMES = frozenset({"de", "lb"})


def _accused(story: Story) -> Iterator[Person]:
    for start, end in all_sentences(story):
        reading = people.read(story, start, end)
        if not reading.people:
            continue
        signs, at = with_offences(story, reading, start, end)
        for match in _ACCUSED.finditer(signs):
            for index in range(match.start(), match.end()):
                person = reading.people.get(at[index])
                if person and not person.office and signs[index] == people.NAME:
                    yield person
                    break


_MOST_SENTENCES = 40


def all_sentences(story: Story) -> list[_Place]:
    """Give a story's first sentences, the headline's among them."""
    return [*islice(story.sentences(), _MOST_SENTENCES)]


def with_offences(
    story: Story, reading: people.Reading, start: int, end: int
) -> tuple[str, Sequence[int]]:
    """Write `‡` for each phrase of the lexicon; `at` leads back to the reading's signs."""
    hits = story.between("crime.sexual", start, end)
    if not hits:
        return reading.signs, range(len(reading.signs))
    taken: set[int] = set()
    begins: set[int] = set()
    for hit in hits:
        if hit.start not in taken:
            begins.add(hit.start)
            word_end = hit.end
            while word_end < end and story.folded[word_end].isalnum():
                word_end += 1
            taken.update(range(hit.start, word_end))
    signs: list[str] = []
    at: list[int] = []
    for index, place in enumerate(reading.at):
        if place in begins and index not in reading.people:
            signs.append("‡")
            at.append(index)
        elif place not in taken or index in reading.people:
            signs.append(reading.signs[index])
            at.append(index)
    return "".join(signs), at
