"""Pure: whom a copy tells of as accused, in full or by the last name."""

from __future__ import annotations

import re
from itertools import islice

from services.moderation import people
from services.moderation.folding import fold
from services.moderation.people import Person
from services.moderation.story import Story

_ACCUSED_OF = (
    r"(?:accused(?! (?:him|her|the|his|an?)\b)|charged|convicted|jailed|sentenced|arrested"
    r"|guilty|acquitted|cleared|suspected"
    r"|indicted|on trial|denie[ds]|denies|admit\w*|plead\w*|faces|faced|remanded|preyed|lured"
    r"|raped"
    r"|abused|assaulted|attacked|groped|molested|befriended|appeared|confessed|had sex"
    r"|angeklagt\w*|(?<!hat ihn )(?<!hat den )beschuldigt|verurteilt|freigesprochen"
    r"|verhaftet|festgenommen|gestand\w*"
    r"|gestanden"
    r"|bestreitet|bestritten|bestritt|schweigt|soll|muss sich|vergewaltig\w+|missbrauch\w+"
    r"|bedrang\w+"
    r"|(?<!\bl')(?<!\ba )accuse|mis en examen|condamne\w*|juge\w*|acquitte\w*|ecroue\w*|nie"
    r"|conteste|reconnait"
    r"|a viole"
    r"|(?<!\bha )acusad[oa]|condenad[oa]|detenid[oa]|juzgad[oa]|absuelt[oa]|niega|nego"
    r"|ingreso en prision"
    r"|procesad[oa]|(?<!\bha )accusat[oa]|condannat[oa]|arrestat[oa]|imputat[oa]|assolt[oa]"
    r"|indagat[oa]"
    r"|nega"
    r"|processat[oa]|fermat[oa]|arguid[oa]|detid[oa]|pres[oa] preventiv\w+|absolvid[oa]"
    r"|aangeklaagd"
    r"|veroordeeld|aangehouden|verdacht|vrijgesproken|ontkent|bekent|bekende|vastzit\w*|atalad"
    r"|domd"
    r"|domdes|haktad|misstankt\w*|nekar|friad)"
)
_IS_ACCUSED = re.compile(rf"§(?:,[^§†]{{0,80}},)?[^§†,;.]{{0,60}}?\b{_ACCUSED_OF}\b")
_GOES_ON_ACCUSED = re.compile(rf",? (?:\d\d,? )?[^.;]{{0,40}}?\b{_ACCUSED_OF}\b")
_CALLED_ACCUSED = re.compile(
    r"\b(?:accused|defendant|suspect|rapist|abuser|attacker|angeklagte[nr]?|beschuldigte[nr]?"
    r"|tater"
    r"|verdachtige[nr]?|tatverdachtige[nr]?|accuse|suspect|violeur|agresseur|prevenu|acusado"
    r"|detenido"
    r"|violador|agresor|imputat[oa]|indagat[oa]|stupratore|arguid[oa]|agressor|verdachte|dader"
    r"|atalade|misstankte|garningsmannen|against|gegen|contre|contra|contro|tegen|mot),?"
    r" (?:the |der |die |den |le |la |el |il |o |de )?§"
    r"|\b(?:convicted|jailed|sentenced|arrested|charged|condamne|condena[dr]?[oa]?"
    r"|condannat[oa]"
    r"|condenou|veroordeelde?|domde)"
    r"(?! (?:of|with|for|wegen|pour|por|per|voor)\b)[^§†.,]{0,30},? ?§"
)
_MOST_PEOPLE = 30


_TOLD_OF = re.compile(
    # the woman told the court that § stopped the car
    r"\b(?:woman|girl|victim|complainant|passenger|patient|customer|pupil|student|she|frau"
    r"|madchen|zeugin"
    r"|opfer|femme|plaignante|victime|mujer|joven|denunciante|victima|donna|ragazza|vittima"
    r"|mulher|vitima"
    r"|vrouw|slachtoffer|kvinnan?|offret)\b[^§†]{0,110}\b(?:told|said|testified|sagte"
    r"|schilderte|a dit"
    r"|raconte|explique|dijo|conto|declaro|relato|ha detto|ha raccontato|disse|contou|relatou"
    r"|zei|vertelde"
    r"|verklaarde|sade|berattade)\b[^§.]{0,60}\b(?:that|how|dass|wie|que|comment|come|che"
    r"|como|dat|hoe|att|hur) §"
)
"""Of whom somebody unnamed told it."""
_SEVERAL = re.compile(
    # the three defendants, § ¢, § ¢ and § ¢
    r"\b(?:defendants|accused|suspects|angeklagten|beschuldigten|tatverdachtigen|accuses|prevenus"
    r"|suspects|acusados|detenidos|procesados|imputati|indagati|arguidos|verdachten),? "
    r"§(?:[,; ]{1,2}\(?¢\)?)?"
    r"(?:,? (?:(?:and|und|et|y|e|en) )?§(?:[,; ]{1,2}\(?¢\)?)?){1,8}"
)
_INITIAL = 2


def accused(story: Story) -> set[str]:
    """Give the names of whom the copy tells as accused, in full or by the last one."""
    found: set[str] = set()
    for start, end in islice(story.sentences(), _MOST_PEOPLE):
        reading = people.read(story, start, end)
        for pattern in (_IS_ACCUSED, _CALLED_ACCUSED, _TOLD_OF) if reading.people else ():
            for match in pattern.finditer(reading.signs):
                at = match.start() if match[0][0] == people.NAME else match.end() - 1
                if person := reading.people.get(at):
                    found.add(person.name)
        for match in _SEVERAL.finditer(reading.signs) if reading.people else ():
            within = range(match.start(), match.end())
            found |= {each.name for at, each in reading.people.items() if at in within}
        for person in reading.people.values():
            surname = fold(person.name.split()[-1]).text
            if len(re.escape(surname)) > _INITIAL and _is_told_accused(
                surname, story.folded[_end_of_first(story, person) :]
            ):
                found.add(person.name)
    return found


def _is_told_accused(surname: str, after: str) -> bool:
    """Tell whether somebody's last name stands before a word for who is accused."""
    if surname not in after:
        return False
    return any(
        _GOES_ON_ACCUSED.match(after, named.end())
        for named in re.finditer(rf"\b{re.escape(surname)}\b", after)
    )


def _end_of_first(story: Story, person: Person) -> int:
    """Give the end of the sentence that names a person in full."""
    return story.sentence(person.start)[1]
