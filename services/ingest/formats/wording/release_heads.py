"""What stands above the headline of a press release and is none itself; pure.

That it is one, when it may be used, its date and number, whom to call.
"""

from __future__ import annotations

import re

from services.ingest.formats.wording import dates
from services.ingest.formats.wording.embargo.embargoes import says_embargo

_KINDS = (
    r"(?:for )?immediate (?:release|publication|use)", r"for release", r"newsletter",
    r"(?:press|news|media|joint)[ -](?:release|statement|notice|info(?:rmation)?|alert)",
    r"presse(?:mitteilung|information|info|meldung|erklärung)", r"medienmitteilung",
    r"zur sofortigen veröffentlichung", r"communiqué(?: de presse)?", r"dossier de presse",
    r"(?:pour )?(?:diffusion|publication) immédiate", r"(?:comunicado|nota) de prensa",
    r"para (?:su )?(?:publicación|difusión) inmediata", r"comunicato stampa",
    r"(?:per la )?(?:pubblicazione|diffusione) immediata", r"nota (?:à|de) imprensa",
    r"comunicado (?:à|de|para a) imprensa", r"para divulgação imediata", r"persbericht",
    r"voor onmiddellijke publicatie", r"presse?meddelelse", r"pressemelding",
    r"pressmeddelande",
    r"(?:til|för) (?:umiddelbar|omedelbar) \w{4,14}", r"(?:lehdistö)?tiedote",
    r"informacja prasowa", r"komunikat prasowy", r"tisková zpráva", r"sajtóközlemény",
    r"пресс-релиз", r"прес-реліз", r"プレスリリース", r"報道関係者各位", r"報道発表(?:資料)?",
    r"新闻稿", r"新聞稿", r"보도자료", r"بيان صحفي",
)  # fmt: skip
_KIND = re.compile(rf"(?i)\W{{0,4}}(?:{'|'.join(_KINDS)})\W{{0,4}}")
_NUMBER = re.compile(
    r"(?i)(?:(?:(?:press|news|media) release|presse(?:mitteilung|information)|ref(?:erence)?)"
    r"\W{0,3}(?:no|nr|n[°º]|number)?|no|nr|n[°º])\W{0,3}\d{1,6}(?:\W\d{1,4}){0,2}"
)
_LABEL = re.compile(
    r"(?i)(?:(?:press |media )?contacts?|date|datum|tel|phone|e-?mail|issued by|reference"
    r"|kontakt|pressekontakt|ansprechpartner|telefon|fecha|contatto)\s{0,3}:.{0,120}"
)
_WORD = re.compile(r"[^\W\d_]{2,}")
_LONGEST_DATE = 50


def is_no_headline(line: str) -> bool:
    """Tell a line above the headline from the headline."""
    line = line.strip()
    return bool(
        _KIND.fullmatch(line)
        or _LABEL.fullmatch(line)
        or _NUMBER.fullmatch(line)
        or _is_a_date(line)
        or says_embargo(line, anywhere=False)
    )


def is_kind(line: str) -> bool:
    """Tell that a line says no more than that this is a press release."""
    return _KIND.fullmatch(line.strip()) is not None


def _is_a_date(line: str) -> bool:
    """Tell a date, with a place before it at most."""
    if len(line) > _LONGEST_DATE or not any(sign.isdigit() for sign in line):
        return False
    names = len(_WORD.findall(line))
    return names <= 2 + ("," in line) and dates.moment(line) is not None
