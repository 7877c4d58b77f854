"""Pure: a score, a month or a majority of a headline that its text tells otherwise; folded."""

from __future__ import annotations

import re

_SHORTEST_BODY = 150
_SCORE = re.compile(
    r"(?<![\d.,:/–-])(\d{1,2}) ?[-–:] ?(\d{1,2})(?![/%–-]|\w|[.,:]\d| ?(?:uhr|h)\b)"
)
_HIGHEST = 15
"""Goals; what is higher may be a clock, or a game that counts by quarters."""
_MONTHS = (
    ("january", "januar", "janvier", "enero", "gennaio", "janeiro", "januari"),
    ("february", "februar", "fevrier", "febrero", "febbraio", "fevereiro", "februari"),
    ("march", "marz", "mars", "marzo", "marco", "maart"),
    ("april", "avril", "abril", "aprile"),
    ("may", "mai", "mayo", "maggio", "maio", "mei", "maj"),
    ("june", "juni", "juin", "junio", "giugno", "junho"),
    ("july", "juli", "juillet", "julio", "luglio", "julho"),
    ("august", "aout", "agosto", "augustus", "augusti"),
    ("september", "septembre", "septiembre", "settembre", "setembro"),
    ("october", "oktober", "octobre", "octubre", "ottobre", "outubro"),
    ("november", "novembre", "noviembre", "novembro"),
    ("december", "dezember", "decembre", "diciembre", "dicembre", "dezembro"),
)
_NAMES = "|".join(sorted({name for names in _MONTHS for name in names}, key=len, reverse=True))
_MONTH = re.compile(rf"\b({_NAMES})\b")
_IN_MONTH = re.compile(
    rf"\b(?:in|im|en|em|a|ad|i|for|until|from|by|ab|bis|seit|vanaf|tot|des|jusqu'en|fino a"
    rf"|hasta|ate|til)"
    rf" (?:(?:early|late|mid|anfang|ende|mitte|debut|fin|inizio|fine|principios de"
    rf"|finales de|begin|eind) )?"
    rf"({_NAMES})\b"
)
_NOT_BEFORE = re.compile(
    r"\b(?:until|not before|only in|erst|fruhestens|pas avant|seulement|qu'en|repouss\w+"
    r"|hasta|no antes"
    r"|solo en|solo a|non prima|slitt\w+|so em|apenas em|ate|adiad\w|pas in|niet voor"
    r"|uitgesteld|forst"
    r"|postponed|delayed|verschoben|verzoger\w+|aplaz\w+|rinviat\w)\b[^.]{0,60}$"
)
_SEASON = re.compile(
    r"\b(?:spring|summer|autumn|fall|winter|next month|this month|last month|fruhjahr"
    r"|fruhling|sommer"
    r"|herbst|nachsten monat|kommenden monat|printemps|ete|automne|hiver|mois prochain"
    r"|ce mois|primavera"
    r"|verano|otono|invierno|proximo mes|mes que viene|este mes|estate|autunno|inverno"
    r"|mese prossimo"
    r"|prossimo mese|verao|outono|voorjaar|lente|zomer|herfst|volgende maand|deze maand"
    r"|varen|sommaren"
    r"|hosten|vintern|nasta manad)\b"
)
_MOST = re.compile(
    r"\b(?:most|majority|mehrheit|la plupart|majorite|mayoria|maggioranza|maioria|meeste"
    r"|meesten"
    r"|meerderheid|flesta|majoritet\w*)\b"
)
_ONLY = re.compile(
    r"\b(?:only|just|fewer than|less than|barely|nur|lediglich|gerade|knapp|weniger als"
    r"|seulement|a peine"
    r"|moins de|ne sont que|solo|apenas|menos del|menos de|appena|soltanto|meno del|so"
    r"|slechts|nog geen"
    r"|minder dan|bara|endast|knappt) (?:(?:um|el|il|los|an?|the|der|about|rund"
    r"|etwa) )?(\d{1,2})"
    r"(?:[.,]\d)? ?(?:%|per ?cent|prozent|pour cent|por ciento|por cento|per cento|procent)"
)
_AGAINST = re.compile(
    r"\b(?:against|oppos\w+|reject\w*|gegen|dagegen|ableh\w+|lehn\w+|contre|oppos\w+|en contra"
    r"|rechaz\w+|contrari\w*|contr[ao]|rejeit\w+|tegen|emot)\b"
)
_NEAR = 70
_HALF = 50
_FIRST = 180
_LEAD = 400
"""Signs in which a text tells what its headline does."""


def another_measure(headline: str, text: str) -> str | None:
    """Say which score, month or majority of a headline the text gives otherwise."""
    if len(text) < _SHORTEST_BODY:
        return None
    if _another_score(headline, text):
        return "The headline gives another score than the text."
    if _another_month(headline, text):
        return "The headline names another month than the text."
    if _fewer_than_most(headline, text):
        return "The headline speaks of most; the text of less than half."
    return None


def _scores(text: str) -> set[frozenset[int]]:
    return {
        frozenset((int(match[1]), int(match[2])))
        for match in _SCORE.finditer(text)
        if max(int(match[1]), int(match[2])) <= _HIGHEST
    }


_PASSING = re.compile(
    r"\b(?:half-time|halftime|break|lead|leads?|led|ahead|up|down|trail\w*|after|halbzeit"
    r"|pause|fuhr\w*"
    r"|ruckstand|mi-temps|mene\w*|pause|descanso|ventaja|primera parte|intervallo"
    r"|vantaggio|intervalo"
    r"|vantagem|rust|voorsprong|achterstand|paus|ledning|series|serie|aggregate|set|sets"
    r"|from|comeback|fight\w* back|dallo|rimont\w*|pari|remont\w*|empat\w*|recuper\w*|aufgeholt"
    r"|winning|ganando|ganhando|vencendo|vincendo|winnend\w*"
    r"|aufholjagd|remontada|igual\w*|inhaal\w*|gelijk\w*|vande|upphamt\w*)\b"
)
"""Words of a score that is not the last."""


def _another_score(headline: str, text: str) -> bool:
    if _PASSING.search(headline):
        return False
    said = _scores(headline)
    if len(said) != 1:
        return False
    told = _scores(text)
    return len(told) == 1 and said != told and bool(_scores(text[:_LEAD]))


def _month(name: str) -> int:
    return next(number for number, names in enumerate(_MONTHS) if name in names)


def _another_month(headline: str, text: str) -> bool:
    said = {_month(match[1]) for match in _IN_MONTH.finditer(headline)}
    if len(said) != 1:
        return False
    told = [(_month(match[1]), match.start()) for match in _MONTH.finditer(text)]
    first = [(month, at) for month, at in told if at < _LEAD]
    now = {_month(match[1]) for match in _IN_MONTH.finditer(text[:_FIRST])}
    if not first:
        return False
    if said & {month for month, _ in told}:
        return _is_put_off(headline, text, *said)
    if any(_NOT_BEFORE.search(text, max(at - _NEAR, 0), at) for _, at in first):
        return True
    return now == {month for month, _ in told} and not _SEASON.search(text)


_WAS_PLANNED = (
    r"(?:planned|due|scheduled|expected|geplant\w*|vorgesehen\w*|angekundigt\w*|prevue?s?"
    r"|programmee?s?|annoncee?s?|previst[aoe]s?|programad[ao]s?|anunciad[ao]s?|programmat[aoei]"
    r"|annunciat[aoei]|marcad[ao]s?|geplande?|voorziene?|aangekondigde?)"
)
_FOR_MONTH = re.compile(
    rf"\b{_WAS_PLANNED} (?:to \w+ )?(?:for|in|fur|im|pour|en|para|per|a|voor) ({_NAMES})\b"
    rf"|\b(?:fur|im|pour|para|per|voor|in) ({_NAMES}) {_WAS_PLANNED}\b"
)
"""A month that was planned."""
_PUT_OFF = re.compile(
    r"\b(?:delayed|postponed|put back|pushed back|put off|verschoben|verschiebt|verzogert"
    r"|verspatet|reportee?s?|repoussee?s?|retardee?s?|retrasa\w*|aplaza\w*|pospone\w*"
    r"|pospuest[ao]|slitta\w*|rinviat[aoei]|rimandat[aoei]|posticipat[aoei]|adiad[ao]s?"
    r"|atrasa\w*|uitgesteld|verschuift|verschoven|vertraagd)\b"
    r"[^.;,]{0,40}?\b(?:until|till|to|auf|bis|jusqu\w*|au?|al|alla"
    r"|hasta|fino|para|ate|tot|naar)\b"
    r"|\b(?:auf|bis|tot|naar) [^.;,]{2,40} (?:verschoben|verzogert|verspatet|uitgesteld"
    r"|verschoven|vertraagd)\b"
)
"""Until when it is put off."""
_SENTENCE = re.compile(r"[.!?](?: |$)")
_BEGINS = re.compile(
    r"\b(?:opens?|opening|starts?|begins?|launch(?:es)?|eroffne\w*|offnet|beginn\w*|startet"
    r"|ouvr\w*|demarr\w*|commence\w*|abrir\w*|abre[mn]?|inaugur\w*|empieza\w*|empezar\w*"
    r"|comienza\w*|comenzar\w*|arranca\w*|aprira\w*|apre|aprono|inizi\w*|parte|partira\w*|inicia\w*"
    r"|comec\w*|opent|openen|begint|beginnen)\b"
)
"""What a headline has begin."""
_LATE = re.compile(
    r"\b(?:not|nicht|kein\w*|pas|non|nao|niet|geen|no|miss\w*|fail\w*"
    r"|delay\w*|postpon\w*|late\w*|back|off|versch\w*|verzog\w*|verspat\w*|report\w*|repouss\w*"
    r"|retard\w*|retras\w*|aplaz\w*|pospon\w*|slitt\w*|rinvi\w*|rimand\w*|ritard\w*|adi[ao]\w*"
    r"|atras\w*|uitgesteld|vertra\w*)\b"
)
"""By which a headline says itself that it will not."""


def _is_put_off(headline: str, text: str, said: int) -> bool:
    """Tell a headline's month for which the first sentence has a plan that it says is late."""
    stop = _SENTENCE.search(text)
    first = text[: stop.start()] if stop else text
    if not (_BEGINS.search(headline) and _PUT_OFF.search(first)) or _LATE.search(headline):
        return False
    planned = {match.start(1 if match[1] else 2) for match in _FOR_MONTH.finditer(first)}
    return planned.issuperset(
        match.start() for match in _MONTH.finditer(text) if _month(match[1]) == said
    )


def _fewer_than_most(headline: str, text: str) -> bool:
    if not _MOST.search(headline) or _MOST.search(text):
        return False
    only = _ONLY.search(text, 0, _LEAD)
    if only is None or int(only[1]) >= _HALF:
        return False
    near = _AGAINST.search(text, only.end(), only.end() + _NEAR)
    return (near is None) == (_AGAINST.search(headline) is None)
