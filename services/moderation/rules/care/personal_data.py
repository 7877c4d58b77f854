"""Data of private people: mail, telephones, accounts, cards, papers, and where they live."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import islice
from typing import NamedTuple

from services.moderation.findings import doubt, note
from services.moderation.known import check_digits, fiction, offices
from services.moderation.lexicon import Hit
from services.moderation.policy import Policy
from services.moderation.story import Story
from shared.articles import Finding, Span

_MOST_FINDS = 200
"""Finds after which a text need not be read on: it is a list."""
BEFORE, AFTER = 110, 70
"""Signs around a find in which a word may tell whose it is."""

_EMAIL = re.compile(
    r"(?<![\w.+-])([A-Za-z0-9][\w.+-]{0,63})@((?:[A-Za-z0-9-]{1,63}\.){1,6}[A-Za-z]{2,24})\b"
)
_MANY_DIGITS = re.compile(
    r"\d(?:(?:[ ()./\u00a0-]{0,3}\d){5,}|\d(?<=[A-Z]{6}\d\d)[A-Z]\d\d[A-Z]\d\d\d)"
)
"""What every number has that we look for: stories without one are done quickly."""
_ABOUT = 40
"""Signs about those digits that may belong to the number."""
_IBAN = re.compile(r"\b[A-Z]{2}\d{2}(?:[ -]?[A-Z0-9]{4}){2,7}(?:[ -]?[A-Z0-9]{1,3})?\b")
_SORT_CODE = re.compile(
    r"(?i)\b(?:sort[ -]code|bankleitzahl|blz|routing number|bsb)\W{1,3}(?:is |was |of "
    r"|number )?"
    r"\d{2,3}[ -]?\d{2,3}[ -]?\d{2,3}(?:\W{1,3}(?:and |und )?(?:the |his |her )?"
    r"(?:account|kontonummer|konto)?[ -]?(?:number|no\.?|nr\.?)?\W{0,3}\d{6,10})?"
)
"""A branch's number, with the account's behind it: the two are enough to take money."""
_CARD = re.compile(r"(?<![\d.,-])\d(?:[ -]?\d){12,18}(?![\d.,-]?\d)")
_INTERNATIONAL = re.compile(
    r"(?<![\w.,/$€£+-])(?:\+|00)\d{1,3}(?:[ ./-]{0,2}\(?\d{1,5}\)?){2,7}(?![\w%])"
)
_NATIONAL = re.compile(
    r"(?<![\w.,$€£+#-])\(?\d{2,5}\)?(?:[ ./-]{1,2}\d{1,8}){1,5}(?![\w%]|[.,]\d)"
    r"|(?<![\w.,$€£+#-])0\d{8,11}(?![\w%]|[.,]\d)|(?<![\w.,$€£+#-])[1-9]\d{5,10}(?![\w%]"
    r"|[.,]\d)"
)
_TRUNK = re.compile(
    r"0\d{2,4}[ /.-]\d{3,4}[ .-]?\d{2,4}(?:[ .-]\d{2,4})?|0\d(?:[ .-]\d{2}){4}"
    r"|0\d[ -]\d{4}[ .-]?\d{4}"
    r"|0\d{2,5}[ /-]\d{5,8}|\(0\d{1,5}\)[ -]?\d{3,4}[ -]?\d{3,5}|0\d{9,10}"
    r"|0\d{2,4}(?:[ -]\d{2,4}){2,4}"
)
"""Shapes with a trunk zero: a number that can hardly be anything but a telephone."""
_AMERICAN = re.compile(r"\(?[2-9]\d{2}\)?[ .-]{1,2}[2-9]\d{2}[ .-]\d{4}")
_NO_PHONE = re.compile(
    r"\b(?:isbn|issn|case|file|aktenzeichen|az|order|invoice|rechnung|flight|flug|lottery"
    r"|lotto|"
    r"numbers were|vat|ust|patent|license plate|docket|ticket|version|dossier|expediente"
    r"|processo|"
    r"fascicolo|zaak|art|section|paragraph|page|seite|season|temporada|score|won|lost|steuer)"
    r"\b[^.;]{0,20}$",
    re.IGNORECASE,
)
_OF_GOODS = re.compile(
    r"\b(?:serial|batch|lot|model|barcode|imei|part|charge|chargen\w*|charge[nr]*|serien\w*"
    r"|losnummer|artikel\w*|modell\w*|lot|serie|modele|lote|numero de serie|lotto|lotti"
    r"|matricola|modello|modelo|batchnummers?|partij\w*|serienummers?|charge\w*|typenummer)"
    r"\b(?:(?!\b(?:call|ring|tel|phone|anruf\w*|telefon\w*|handy|appel\w*|llam\w*|chiam\w*"
    r"|lig\w+|bel|bellen|mobil\w*)\b)[^.;:]){0,50}$",
    re.IGNORECASE,
)
"""Before the number of a thing, which a recall gives with spaces as a telephone's."""
_PAPERS = (
    (
        "a social security number",
        re.compile(r"(?<![\w-])(?!000|666|9)\d{3}-\d{2}-\d{4}(?![\w-])"),
    ),
    (
        "a social security number",
        re.compile(
            r"(?i)\b(?:whose|his|her|their) social security number\W{1,3}"
            r"(?:is|was)? ?9\d\d-\d\d-\d{4}\b"
        ),
    ),
    ("an Italian tax code", re.compile(r"\b[A-Z]{6}\d{2}[A-EHLMPRST]\d{2}[A-Z]\d{3}[A-Z]\b")),
    (
        "a national insurance number",
        re.compile(r"\b[A-CEGHJ-PR-TW-Z]{2} ?\d{2} ?\d{2} ?\d{2} ?[A-D]\b"),
    ),
    ("a Brazilian tax number", re.compile(r"(?<![\w.-])\d{3}\.\d{3}\.\d{3}-\d{2}(?![\w-])")),
)  # fmt: skip
_PATIENT = re.compile(
    r"(?i)\b(?:nhs|medicare|health (?:card|insurance)|patient|versicherten"
    r"|krankenversicherten"
    r"|tarjeta sanitaria|utente|tessera sanitaria|burgerservice|bsn)[ -]?(?:number|no\.?"
    r"|nummer|n[ºo°]\.?)?\W{1,3}(?:is |was |lautet |n[ºo°]\.? )?"
    r"[A-Z]{0,4} ?\d(?:[ -]?\d){8,10}\b"
)
"""A number by which hospitals know somebody: no office has one."""
_DNI = re.compile(r"(?<![\w-])(\d{8})[ -]?([A-Z])\b")
_FRENCH_NUMBER = re.compile(
    r"(?<!\d)[12] ?\d{2} ?(?:0[1-9]|1[0-2]) ?\d{2} ?\d{3} ?\d{3} ?\d{2}(?!\d)"
)
_SWEDISH_NUMBER = re.compile(
    r"(?<![\w-])(?:19|20)?\d{2}(?:0[1-9]|1[0-2])[0-3]\d[-+]\d{4}(?![\w-])"
)
_HOUSE = re.compile(
    r"\b\d{1,4}[a-zA-Z]?,? (?:[A-ZÀ-Ž][\w'’-]+ ){1,3}(?:Street|Road|Lane|Avenue|Close|Drive"
    r"|Terrace|"
    r"Crescent|Way|Row|Gardens|Place|Court|St|Rd|Ave)\b"
    r"|\b(?:[A-ZÀ-Ž][\w'’-]*[ -])?[A-ZÀ-Ž]?[\w'’-]*(?:straße|strasse|str\.|gasse|weg|allee"
    r"|platz|"
    r"straat|laan|plein|gracht|gatan|vägen|gränd) \d{1,4}[a-zA-Z]?\b"
    r"|\b\d{1,4}(?: bis| ter)?,? (?:rue|avenue|boulevard|chemin|allée|impasse"
    r"|place) [^,.;\n]{3,40}"
    r"|\b(?:[Cc]alle|[Aa]venida|[Pp]laza|[Pp]aseo|[Vv]ia|[Vv]iale|[Pp]iazza|[Cc]orso|[Rr]ua|"
    r"[Tt]ravessa|[Pp]raça) [^,.;\n\d]{3,40},? (?:n\.? ?º? ?|número |numero |nº ?)?\d{1,4}\b"
)
_HOUSE_APART = re.compile(
    r"\b(?:[A-ZÀ-Ž][\w'’-]+ ){1,2}(?:Street|Road|Lane|Avenue|Close|Drive|Terrace|Crescent"
    r"|Way|Row"
    r"|Gardens|Place|Court)(?:,? [^\d.;]{0,25})?,? (?:at )?(?:number|no\.?|flat) \d{1,4}\b"
    r"|\b(?:number|flat) \d{1,4}[a-z]?,? (?:[A-ZÀ-Ž][\w'’-]+ ){1,3}(?:Street|Road|Lane"
    r"|Avenue|Close"
    r"|Drive|House|Court)\b"
    r"|\b(?:[A-ZÀ-Ž][\w'’-]*(?:straße|strasse|gasse|weg|allee|platz|straat|laan|plein|gracht"
    r"|kade|dijk|dreef|hof"
    r"|gatan|vägen))(?:,| in [\w-]+)? (?:Hausnummer|Nummer|Nr\.|nummer|nr) ?\d{1,4}"
    r"|\b[A-ZÀ-Ž]\w*(?:kade|dijk|dreef|singel|pad|ring|ufer|steig|damm|stieg|torget|backen"
    r"|gången) \d{1,4}[a-z]?\b"
    r"|\bop [A-ZÀ-Ž][\w-]+ \d{1,4}[a-z]?(?=, \d{4} ?[A-Z]{2}\b)"
    r"|\b(?:im|am|an der|in der|auf der|zum"
    r"|zur) [A-ZÀ-Ž][\w-]+ \d{1,3}[a-z]?\b(?! (?:Prozent|Euro|Uhr|Jahre))"
    r"|\bnumero \d{1,3},? (?:de la |de l'|du |della |di )?(?:rue|via|calle|rua)\b"
    r"|\b(?:n[ºo°]\.? ?|número |numéro |numero |civico )\d{1,4} (?:de la |del |da |do "
    r"|di )?(?:rue|calle|via|rua|avenida)"
)


class _Found(NamedTuple):
    what: str
    score: float
    official: bool
    start: int
    end: int


def personal_data(story: Story, policy: Policy) -> Iterator[Finding]:
    """Doubt what would lead strangers to a private person or their money.

    Numbers count as accounts, cards and papers when their check digits are right. What offices,
    charities and press contacts give is given to be printed, and only noted.
    """
    del policy
    found = [*islice(_look(story), _MOST_FINDS)]
    private = [each for each in found if not each.official]
    if private:
        score = max(each.score for each in private) + 0.05 * (len(private) - 1)
        why = (
            f"Gives {_list(private)} of what may be a private person; take it out, unless the "
            "person wants it printed."
        )
        yield doubt("personal_data", score, why, _spans(story, private))
    official = [each for each in found if each.official]
    if official:
        why = f"Gives {_list(official)}, as offices, appeals and press contacts do."
        yield note("personal_data", 0.2, why, _spans(story, official))


def _look(story: Story) -> Iterator[_Found]:
    text = story.cased(0, len(story.folded))
    taken: list[tuple[int, int]] = []

    def free(match: re.Match[str]) -> bool:
        return all(match.end() <= start or end <= match.start() for start, end in taken)

    def find(what: str, score: float, match: re.Match[str], *, official: bool) -> _Found:
        taken.append(match.span())
        return _Found(what, score, official, match.start(), match.end())

    if (illness := _leaked_illness(story)) is not None:
        yield find("what ails", 0.8, illness, official=False)
    if "@" in text:
        for match in _EMAIL.finditer(text):
            official = (
                offices.is_office_mail(match[1])
                or offices.is_of_an_office(story, match)
                or _is_office(story, match)
            )
            yield find("an e-mail address", 0.7, match, official=official)
    for match in (*_homes(story, text), *_given_after_names(story, text)):
        yield find("a home address", 0.75, match, official=False)
    stretches = [*_stretches(text)]
    for match in _in(stretches, _PATIENT, text):
        yield find("a patient's number", 0.9, match, official=False)
    for match in _plates(story, text):
        if free(match):
            official = _is_office(story, match)
            yield find("a number plate or number of papers", 0.7, match, official=official)
    for what, pattern, right in _CHECKED:
        for match in _in(stretches, pattern, text):
            if not right(match):
                if what == "a bank account":
                    taken.append(match.span())  # and none of its digits are a telephone
            elif free(match):
                official = what == "a bank account" and _is_office(story, match)
                yield find(what, 0.9, match, official=official)
    for pattern in (_INTERNATIONAL, _NATIONAL):
        for match in _in(stretches, pattern, text):
            if free(match) and _is_phone(story, match, text):
                official = _is_office(story, match) or offices.is_public_number(match[0])
                yield find("a telephone number", 0.7, match, official=official)


_ILLNESS = re.compile(
    r"\b(?:hiv|aids|cancer|tumou?r|depression|bipolar|schizophreni\w*|dementia"
    r"|alzheimer\w*|abortion"
    r"|miscarriage|rehab|addiction|antidepressants?|antiretroviral\w*|psychiatr\w*"
    r"|chemotherapy|syphilis"
    r"|hepatitis|pregnan\w*|krebs\w*|depressionen|demenz|schwanger\w*|abtreibung|entzug|sucht"
    r"|seropositi\w*|sida|cancer|depression|demence|avortement|enceinte|cure de desintoxication"
    r"|seropositiv\w*|vih|cancer|tumor|depresion|demencia|aborto|embarazad\w*|adiccion"
    r"|psiquiatr\w*"
    r"|sieropositiv\w*|tumore|cancro|depressione|demenza|incinta|dipendenza|psichiatr\w*|cancro"
    r"|depressao|gravid\w*|dependencia|kanker|depressie|dementie|zwanger\w*|verslaving|abortus"
    r"|psychiater|diagnos\w*)\b"
)
_SEEN = re.compile(
    r"\b(?:seen by|obtained|leaked|passed to|shown to|we have seen|we have read|according to"
    r"|show|shows"
    r"|reveal\w*|liegt|liegen|geht hervor|zugespielt|eingesehen|laut|selon|d'apres|consulte\w*"
    r"|obtenu\w*|accede\w*|accedido|segun|filtrad\w*|acceso|secondo|visionat\w*"
    r"|ottenut\w*|segundo"
    r"|acesso|obtid\w*|volgens|ingezien|gelekt|in handen|blijkt|enligt|tagit del)\b"
)
_OPENLY = re.compile(
    r"\b(?:he said|she said|told|announced|revealed (?:that )?(?:he|she)|spoke openly"
    r"|in an interview"
    r"|own words|inquest|court heard|sagte|erzahlte|machte offentlich|a confie|a raconte"
    r"|a annonce"
    r"|conto|anuncio|ha raccontato|ha annunciato|contou|anunciou|vertelde|maakte bekend"
    r"|berattade)\b"
)


def _leaked_illness(story: Story) -> re.Match[str] | None:
    """Find what ails somebody, out of files that were not meant for us."""
    for file in story.hits("contact.file")[:_MOST_FINDS]:
        start, end = story.sentence(file.start)
        illness = _ILLNESS.search(story.folded, start, end)
        named = _TWO_CAPITALS.search(story.cased(start, end)) or _CAPITAL.search(
            story.cased(min(file.end, end), end)
        )
        if (
            illness
            and named
            and _SEEN.search(story.folded, start, end)
            and not _OPENLY.search(story.folded, start, end)
        ):
            return illness
    return None


_TWO_CAPITALS = re.compile(r"[A-ZÀ-Ž][\w'’-]+ [A-ZÀ-Ž][\w'’-]+")
_CAPITAL = re.compile(r"\b[A-ZÀ-Ž][\w'’-]+, \d\d\b")


def _stretches(text: str) -> Iterator[tuple[int, int]]:
    """Give the stretches with many digits, and what stands about them."""
    start = end = -1
    for match in _MANY_DIGITS.finditer(text):
        if match.start() - _ABOUT > end:
            if end >= 0:
                yield start, end
            start = max(match.start() - _ABOUT, 0)
        end = match.end() + _ABOUT
    if end >= 0:
        yield start, end


def _in(
    stretches: list[tuple[int, int]], pattern: re.Pattern[str], text: str
) -> Iterator[re.Match[str]]:
    for start, end in stretches:
        yield from pattern.finditer(text, start, end)


_BEYOND = 60
"""Signs between a house and the words that somebody lives there."""


def _homes(story: Story, text: str) -> Iterator[re.Match[str]]:
    """Find a house, before or after the words that say that somebody lives there."""
    seen = -1
    for hit in story.hits("contact.home"):
        if (
            hit.start < seen
            or story.within("contact.office", hit.start - 40, hit.start)
            or story.within("contact.office", hit.end, hit.end + _OF_WHOM)
        ):
            continue
        start, end = story.sentence(hit.start)
        before = max(start, hit.start - _BEYOND)
        match = _house(text, hit.end, min(hit.end + _BEYOND, end))
        if match is None and not _ADDRESS.match(story.folded, hit.start):
            match = _house(text, before, hit.start)
        if (
            match
            and not story.within("contact.office", before, hit.start)
            and not (fiction.is_long_ago(story, hit.start))
        ):
            seen = max(match.end(), hit.end)
            yield match


_ADDRESS = re.compile(
    r"(?:\w+ )?(?:address|adress|anschrift|indirizzo|direccion|morada|endereco|adres)"
)
"""Words that stand before what they name."""


def _given_after_names(story: Story, text: str) -> Iterator[re.Match[str]]:
    """Find the house of somebody whom commas tell: "Ann Roe, a nurse, of 2 Elm Row"."""
    for place in re.finditer(r", of (?=\d)", text):
        match = _HOUSE.match(text, place.end())
        start, _ = story.sentence(place.start())
        named = _FULL_NAME.search(text, max(start, place.start() - _BEYOND), place.start())
        if (
            match
            and named
            and not story.within(
                "contact.office", max(start, place.start() - _BEYOND), place.start()
            )
        ):
            yield match


_FULL_NAME = re.compile(r"[A-ZÀ-Ž][\w'’-]+ [A-ZÀ-Ž][\w'’-]+, ")


def _house(text: str, start: int, end: int) -> re.Match[str] | None:
    return _HOUSE.search(text, start, end) or _HOUSE_APART.search(text, start, end)


def _plates(story: Story, text: str) -> Iterator[re.Match[str]]:
    """Find the sign of a car or of papers, after the word for it."""
    for hit in story.hits("contact.plate")[:_MOST_FINDS]:
        match = _SIGN.search(text, hit.end, min(hit.end + 34, story.sentence(hit.start)[1]))
        if match and sum(sign.isdigit() for sign in match[0]) >= _FEWEST_DIGITS:
            yield match


_FEWEST_DIGITS = 2
_SIGN = re.compile(
    r"(?<![\w.-])(?=[A-Z0-9 -]{0,7}\d)(?:[A-ZÄÖÜ]{1,3}[- ]?[A-Z]{1,2}[- ]?\d{1,4}"
    r"|[A-Z]{2}\d{2}[ -]?[A-Z]{3}|[A-Z]{2}[- ]?\d{3}[- ]?[A-Z]{2}|\d{4}[- ]?[A-Z]{3}"
    r"|[A-Z]{3}[- ]?\d{2}[A-Z0-9]|\d{2}[- ][A-Z]{2}[- ]\d{2}|[A-Z]{2}[- ]\d{2}[- ][A-Z]{2}"
    r"|\d{2}[- ][A-Z]{3}[- ]\d|\d[- ][A-Z]{3}[- ]\d{2,3}|[A-Z]{3}[- ]\d{4}"
    r"|[A-Z]{0,3}\d(?:[ -]?\d){6,10}[A-Z]?|[A-Z]\d{2}[A-Z0-9]{6,7})(?![\w-])"
)
"""Shapes of plates, of passports, and of numbers that insurers and tax offices give."""


def _is_office(story: Story, match: re.Match[str]) -> bool:
    """Tell what is given to be printed by the words about it; "his own" outweighs them."""
    start, _ = story.around(match.start())
    _, end = story.sentence(match.start())
    before, after = max(start, match.start() - BEFORE), min(end, match.end() + AFTER)
    near = max(start, match.start() - _OWN)
    if any(
        not story.within("contact.office", hit.end, hit.end + _OF_WHOM)
        and not _is_of_a_body(story, hit, start)
        for hit in story.each("contact.own", near, match.start())
    ):
        return False
    return (
        any(story.within(group, before, after) for group in ("contact.office", "suicide.help"))
        or _is_beside_office_mail(story, match)
        or offices.is_signed(story, match.start())
    )


_BODIES = re.compile(
    r"\b(?:associa\w+|asociacion\w*|fondation|fundac\w+|fondazione|foundation|charity|stiftung"
    r"|verein|hilfswerk|vereniging|stichting|stiftelse\w*|forening\w*|onlus|ong|mairie|ville"
    r"|parish|club|society|trust|comite\w*|comitato|committee)\b[^.;:]{0,50}$"
)


def _is_of_a_body(story: Story, own: Hit, start: int) -> bool:
    """Tell "the charity … its account" from somebody's own."""
    before = max(start, own.start - _OWN)
    return _BODIES.search(story.folded, before, own.start) is not None


_OF_WHOM = 10
"""Signs after "the account" in which stands that it is a charity's."""
_OWN = 70
"""Signs before a number in which stands that it is somebody's own."""


def _is_beside_office_mail(story: Story, match: re.Match[str]) -> bool:
    """Tell whether an office's mail stands on either side: the number is its as well."""
    for start, end in (
        (match.end(), match.end() + AFTER),
        (match.start() - AFTER, match.start()),
    ):
        mail = _EMAIL.search(story.folded, max(start, 0), end)
        if mail and (offices.is_office_mail(mail[1]) or offices.is_of_an_office(story, mail)):
            return True
    return False


def _is_phone(story: Story, match: re.Match[str], text: str) -> bool:
    """Take what has the shape of a telephone for one; any other number where a word says so."""
    said, start = match.group(), match.start()
    digits = re.sub(r"\D", "", said)
    if said.startswith("+"):
        return 8 <= len(digits) <= 15
    if said.startswith("00"):
        return 8 <= len(digits) <= 15 and not _OF_GOODS.search(text, max(start - 70, 0), start)
    if (
        not 6 <= len(digits) <= 13
        or len(set(digits)) == 1
        or _is_date_or_sum(said, text, start)
    ):
        return False
    return (_has_phones_shape(said, len(digits)) or _is_called_phone(story, match)) and not (
        _OF_GOODS.search(text, max(start - 70, 0), start)
        or _NO_PHONE.search(text, max(start - 45, 0), start)
    )


def _has_phones_shape(said: str, digits: int) -> bool:
    if 9 <= digits <= 12 and _TRUNK.fullmatch(said):
        return True
    return digits == 10 and _AMERICAN.fullmatch(said) is not None


def _is_called_phone(story: Story, match: re.Match[str]) -> bool:
    start, end = story.sentence(match.start())
    before = max(start, match.start() - 60)
    return story.within("contact.phone", before, min(end, match.end() + 25))


_DATE = re.compile(
    r"(?:19|20)\d\d[ ./-]\d{1,2}[ ./-]\d{1,2}|\d{1,2}[ ./-]\d{1,2}[ ./-](?:19|20)?\d\d"
    r"|(?:19|20)\d\d[ /-]{1,3}(?:19|20)\d\d(?:[ /-](?:19|20)\d\d)*"
    r"|\d{1,2}(?:[ ,]\d{1,2}-\d{1,2})+"
    r"|[1-9]\d{0,2}(?:[ .]000)+|\d{1,2}-\d{1,2}(?: \d{1,2}-\d{1,2})*"
    r"|(?:19|20)\d\d-\d{2} \d{2}.*"
)


_OF_MANY = re.compile(
    r"\d{1,3}(?:[. ]\d{3}){2,} (?:de )?(?:acciones|euros?|pesetas|habitantes|votos|personas"
    r"|a[cç][oõ]es|pessoas|azioni|abitanti|voti|persone|Aktien|Einwohner|Stimmen|aandelen|actions|voix)\b"
)


def _is_date_or_sum(said: str, text: str, start: int) -> bool:
    """Tell a date, and so many of something, with dots as a telephone's number has."""
    return _DATE.fullmatch(said) is not None or _OF_MANY.match(text, start) is not None


def _always(_match: re.Match[str]) -> bool:
    return True


_CHECKED: tuple[tuple[str, re.Pattern[str], Callable[[re.Match[str]], bool]], ...] = (
    ("a bank account", _IBAN, check_digits.is_iban),
    ("a bank account", _SORT_CODE, lambda _: True),
    ("a payment card", _CARD, check_digits.is_card),
    *(
        (what, pattern, check_digits.is_cpf if "Brazil" in what else _always)
        for what, pattern in _PAPERS
    ),
    ("an identity number", _DNI, check_digits.is_dni),
    ("a social security number", _FRENCH_NUMBER, check_digits.is_french_number),
    ("a personal number", _SWEDISH_NUMBER, _always),
)


def _list(found: list[_Found]) -> str:
    kinds = dict.fromkeys(each.what for each in found)
    return " and ".join(kinds)


def _spans(story: Story, found: list[_Found]) -> list[Span]:
    return story.spans((each.start, each.end) for each in found)
