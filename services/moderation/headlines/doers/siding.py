"""Pure: a court that agrees with somebody in the headline, and turns them down in the text."""

from __future__ import annotations

import re

from services.moderation.headlines.words import topic_words

_SIDES_WITH = re.compile(
    r"\b(?:sides with|sided with|backs|rules for|rules in favou?r of|finds for|vindicates"
    r"|donne raison (?:a |aux? )|da la razon al?|da ragione (?:a |ai |al |alla |alle |agli )?"
    r"|da razao (?:a |ao |aos |as ))(?P<whom>[^,:;]{3,50})"
    r"|\b(?:gibt|gab) (?P<de>[^,:;]{3,50}?) recht\b"
    r"|\b(?:geeft|gaf) (?P<nl>[^,:;]{3,50}?) gelijk\b"
    r"|\bstelt (?P<gelijk>[^,:;]{3,50}?) in het gelijk\b"
)
_COURT = re.compile(
    r"\b(?:court|judges?|tribunal|council|ombudsman|panel|gericht|\w*gericht\w*|richter(?:in)?"
    r"|bgh|juges?|juge|cour|conseil d'etat|prefecture|tribunal|juez|jueza|supremo|audiencia"
    r"|tribunale|giudic[ei]|tar|cassazione|corte|juiz|juiza|supremo|rechter|rechtbank|hof"
    r"|raad van state)\b"
)
_BACKGROUND = re.compile(
    r"\b(?:over|in|on|against|after|as|gegen|im|bei|wegen|nach|contre|sur|dans|apres|contra"
    r"|sobre|en|tras|contro|su|nel|sul|apos|no|na|over|in|om|tegen|bij|na)\b"
)
_CLAIM = (
    r"(?:claims?|appeals?|objections?|lawsuits?|suits?|complaints?|challenges?|case|cases"
    r"|petitions?|application|klagen?|beschwerden?|einspruche?|antrage?|berufung|revision"
    r"|eilantrage?|recours|plaintes?|demandes?|requetes?|appel|pourvoi|recursos?|demandas?"
    r"|apelacion|ricors[oi]|denunce|appello|istanz[ae]|acao|acoes|queixas?|apelacao"
    r"|bezwaren|bezwaar|beroep|hoger beroep|klachten|klacht|eis|eisen|vordering)"
)
_OF = (
    r"(?: (?:brought|filed|made|lodged|raised) by| of| by| from| der| des| von| vom| de| des"
    r"| du| d'| del| de la| de los| presentad\w+ por| presentat\w+ da| dei| degli| della"
    r"| delle| dal?| do| dos| da| das| van)"
)
_REFUSED = (
    r"(?:reject\w*|dismiss\w*|threw out|thrown out|turned down|refus\w*|abgewiesen"
    r"|zuruckgewiesen"
    r"|wies|verworfen|abgelehnt|rejet\w*|deboute\w*|rechaz\w*|desestim\w*|inadmit\w*|respin\w*"
    r"|rigett\w*|bocci\w*|rejeit\w*|indefer\w*|neg(?:ou|a)|verwierp\w*|verworpen|verwerpt|afgewezen"
    r"|wees|wijst|ongegrond)"
)
_FIRST = re.compile(rf"\b{_REFUSED}\b[^.;]{{0,60}}?\b{_CLAIM}\b{_OF} ?(?P<whose>[^.;]{{3,60}})")
_LAST = re.compile(rf"\b{_CLAIM}\b{_OF} ?(?P<whose>[^.;]{{3,90}}?)\b{_REFUSED}\b")
_LEAD = 420
_ALIKE = (
    ("boer", "veehouder", "akkerbouwer", "agrari", "tuinder", "landbouwer"),
    ("bewoner", "omwonende", "buurtbewoner", "buren"),
    ("farmer", "grower", "dairy", "smallholder"),
    ("resident", "neighbour", "neighbor", "villager", "local"),
    ("anwohner", "nachbar", "anrainer", "bewohner"),
    ("bauer", "landwirt", "milchvieh", "bauerin"),
    ("riverain", "voisin", "habitant"),
    ("agriculteur", "eleveur", "exploitant", "paysan"),
    ("vecino", "residente", "habitante"),
    ("agricultor", "ganadero", "ganadeir", "produtor"),
    ("resident", "abitant", "cittadin"),
    ("morador", "resident", "vizinh"),
    ("allevator", "agricoltor", "contadin"),
)
"""Beginnings of words for the same people."""


def _also(name: str) -> tuple[str, ...]:
    return next(
        (alike for alike in _ALIKE if any(each.startswith(name) for each in alike)), (name,)
    )


def sides_with_another(title: str, text: str) -> str | None:
    """Say that a court turns down whom the headline has it agree with."""
    said = _SIDES_WITH.search(title)
    if said is None or not _COURT.search(title):
        return None
    whom = next(group for group in said.groups() if group)
    names = topic_words(_BACKGROUND.split(whom)[0] or whom)
    lead = text[:_LEAD]
    for pattern in (_FIRST, _LAST):
        for told in pattern.finditer(lead):
            whose = told["whose"]
            found = [
                whose.find(each) for name in names for each in _also(name) if each in whose
            ]
            if found and not _BACKGROUND.search(whose, 0, min(found)):
                return "The headline has a court agree with whom the text has it turn down."
    return None
