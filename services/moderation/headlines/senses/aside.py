"""Pure: words of a text that do not say what became of a claim, by what stands around them.

A reopening that is put off leaves shut; what a text calls a belief or a rumour, or denies, is
not what it says; "the defeat did not stop them" denies no defeat.
"""

from __future__ import annotations

import re

from services.moderation.headlines.senses.spoken import Word

_FAR_BEHIND = 110
_SHORTLY_BEFORE = 40
_FAR_BEFORE = 160
_OPENING = re.compile(
    r"(?:re-?)?opening|(?:neu|wieder)?eroffnung|offnung|(?:re)?ouverture|(?:re)?apertura"
    r"|riapertura|(?:re)?abertura|heropening|(?:ater)?oppn\w+|invigning\w*"
)
_PUT_OFF = re.compile(
    r"\b(?:put (?:back|off)|pushed back|postpon\w*|delay\w*|deferred|held up|have to wait"
    r"|verschoben|verschieb\w*|verzoger\w*|(?:fallt|fiel|fallen)\b[^.;,]{0,40} aus"
    r"|vertagt|report(?:ee?s?|ent)|repouss\w*|retarde\w*|ajourne\w*|attendra|decale\w*"
    r"|aplaza\w*|retras\w*|pospon\w*|pospuest\w*|demora\w*|slitta\w*|rinvia\w*|rimanda\w*"
    r"|posticipa\w*|ritarda\w*|adia|adiam|adiad[oa]|adiou|adiar|atrasa\w*|posterga\w*"
    r"|uitgesteld|uitstel|verschoven|vertraag\w*|vertraging|opgeschoven|schuift"
    r"|skjut(?:s|er|its) (?:upp|fram)|skots (?:upp|fram)|uppskjut\w*|forsena\w*|senarelagg\w*"
    r"|drojer|far vanta|flytta(?:s|des|ts) fram)\b"
)
_THAT = (
    r"(?:that|dass|que|qu'|che|dat|secondo (?:cui|il quale|la quale)|selon (?:laquelle|lequel)"
    r"|att|segun (?:el|la) (?:cual|que)|segundo (?:o|a) qual)"
)
_BELIEF = re.compile(
    r"\b(?:myths?|misconceptions?|hoax|beliefs?|notion|fallacy|wives' tale|rumou?rs?"
    r"|mythos|marchen|irrglaube\w*|irrtum|aberglaube\w*|gerucht\w*|falschmeldung"
    r"|idees? recues?|mythe|rumeurs?|legende|croyance|canular"
    r"|mito|bulos?|creencia|rumor(?:es)?|leyenda|bufala|credenza|voc[ei]|diceria|leggenda"
    r"|boatos?|crenca|ideia|idea|lenda|fabel\w*|misverstand|broodje|mythe"
    r"|myten?|ryktet?|ryktena?|vandringssagen?|missuppfattning\w*|skrona|forestallning\w*"
    r"|(?:den(?:y|ies|ied|ying)|dispel\w*|debunk\w*|refut\w*|contradict\w*|dismiss\w*"
    r"|bestreit\w*|widerspr\w*|dementier\w*|dement\w*|rejett\w*|desmient\w*|desmint\w*"
    r"|desment\w*|niega\w*|nego|nega\w*|rechaz\w*|smenti\w*|ontken\w*|weerleg\w*"
    r"|forneka\w*|bestrid\w*|bestred|tillbakavisa\w*|avfarda\w*"
    rf"|ontkracht\w*))\b[^.;:]{{0,40}}?\b{_THAT}(?:\b|(?<='))[^.;]{{0,100}}$"
)
_CALLED_FALSE = re.compile(
    r"[^.;:]{0,50}?,? (?:is|was|are|ist|sei|sind|est|sont|es|son|e|sono|sao|ar|var) (?:\w+ )?"
    r"(?:false|untrue|myth|nonsense|baseless|unfounded|falsch|unsinn|unwahr|mythos|irrtum"
    r"|marchen|faux|fausse|legende|intox|falso|falsa|mito|bulo|mentira|bufala|onzin|fabel\w*"
    r"|onjuist|verzonnen|falskt?|osant?|osanning|pahittat?|myt|nonsens|grundlosa?)\b"
)
_RESULT = re.compile(
    r"defeat|loss|victory|win|niederlagen?|pleite|sieg|defaite|revers|victoire|derrota"
    r"|victoria|sconfitta|vittoria|vitoria|nederlaag|verlies|zege|overwinning"
    r"|forlust(?:en)?|nederlag(?:et)?|seger|segern"
)
_OF_ITS_NOUN = re.compile(
    r"(?:not|nicht|non|no|nao|niet|inte) (?:declar|deklar|dichiar|vermeld|authori[sz]"
    r"|autori[sz]|genehmig|conform|potabl|potabil|redovisa|deklarera|godkan|drickbar)\w*"
)


_HAD = re.compile(
    r"\b(?:had|avai(?:t|ent)|habian?|aveva(?:no)?|tinham?|havia|hade)"
    r"(?: (?:been|ete|sido|stat[oaie]|already|deja|ya|gia|ja|earlier|previously|redan"
    r"|tidigare|forst))* $"
)
_HAD_LONG = re.compile(r"\b(?:had|hadden|hatten?)\b[^.;:,]{0,60}$")
_REPORTED = re.compile(
    r"\b(?:said|says?|announc\w+|confirm\w+|report\w+|told|admitted|reveal\w+|found|rul\w+"
    r"|an?nonc\w+|indiqu\w+|confirme\w*|anuncio|informo|dijo|dice|comunico|confermat\w*"
    r"|annunciat\w*|detto|comunicat\w*|disse|anunciou|confirmou|sagte|teilte|zei|meldde"
    r"|sade|meddela\w*|bekrafta\w*|uppgav|uppger|berattade)\b"
)


def had_been(text: str, word: Word, start: int, language: str) -> bool:
    """Tell what had been so before what the sentence tells; not what it reports."""
    had = _HAD_LONG if language in ("de", "nl") else _HAD
    found = had.search(text, start, word.start)
    return found is not None and _REPORTED.search(text, start, found.start()) is None


def is_put_off(text: str, word: Word, start: int, end: int) -> bool:
    """Tell an opening of which its sentence says that it will be later."""
    if not _OPENING.fullmatch(text, word.start, word.end):
        return False
    behind = _PUT_OFF.search(text, word.end, min(end, word.end + _FAR_BEHIND))
    return (
        behind is not None
        or _PUT_OFF.search(text, max(start, word.start - _SHORTLY_BEFORE), word.start)
        is not None
    )


def is_a_belief(text: str, word: Word, start: int, end: int) -> bool:
    """Tell what a sentence only says that others believe, or that it is false."""
    before = max(start, word.start - _FAR_BEFORE)
    return (
        _BELIEF.search(text[before : word.start]) is not None
        or _CALLED_FALSE.match(text, word.end, end) is not None
    )


def denies_another(text: str, word: Word, no: Word) -> bool:
    """Tell a "no" behind a word that is another's: what a defeat did not do."""
    if no.group != "no_behind" or no.start < word.end:
        return False
    return (
        _RESULT.fullmatch(text, word.start, word.end) is not None
        or _OF_ITS_NOUN.match(text, no.start) is not None
    )


_CONCEDED = re.compile(
    r"(?:despite|although|though|trotz|obwohl|obgleich|malgre|bien que|quoique|aunque|pese a"
    r"|a pesar|nonostante|benche|sebbene|embora|apesar|ondanks|hoewel|trots|aven om)\b"
)


def is_conceded(text: str, start: int, at: int) -> bool:
    """Tell what opens a sentence and was not enough: "Despite a brief increase, …"."""
    return _CONCEDED.match(text, start) is not None and text.find(",", start, at) < 0
