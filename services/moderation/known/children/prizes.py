"""Pure: children in print for what they won or made, where crime is a topic or a figure."""

from __future__ import annotations

import re
from collections.abc import Iterable

from services.moderation.story import Story

_WON = re.compile(
    r"\b(?:wins?|won|builds?|built|invent\w*|develop\w*|winning|winners?|prizes?|awards?|titles?|gold|silver|bronze|medals?|champion\w*"
    r"|trophy|contest|competition|science fair|musical|stage|exhibition|scholarship|record"
    r"|scored|goals?"
    r"|baut|gebaut|entwickel\w*|gewinnt|gewann|gewonnen|sieg\w*|preis\w*|\w+preis\w*"
    r"|\w*wettbewerb\w*|jugend forscht|medaille\w*|meister\w*|titel"
    r"|erfind\w*|remporte\w*|gagne\w*|prix|concours|medaille|champion\w*|laureate?s?|titre|ganador\w*"
    r"|gana|gano|premi\w+|certamen|concurso|medalla\w*|campeon\w*|titulo|vince|vinto|vincitric\w*|vincitor\w*"
    r"|concorso|medaglia|campion\w*|titolo|mostra|vence\w*|ganhou|ganha|conquist\w+|medalha\w*|campea\w*"
    r"|wint|won|winna\w*|prijs|wedstrijd\w*|medaille\w*|kampioen\w*|titel|vinner|vann|pris\w*|tavling\w*"
    r"|medalj\w*|mastar\w*)\b"
)
_IN_EARNEST = re.compile(
    r"\b(?:charged|arrest\w*|accused|suspect\w*|convict\w*|sentenced|jailed|jury|trial of"
    r"|juge des enfants|gardai|prisao preventiva|garde a vue|investigado por|detuvo|agrediu"
    r"|on trial|court"
    r"|magistrates?|pleaded|denies|victims?|stabbed|stabbing|(?:was|were|been"
    r"|being) (?:murdered|raped)|murder (?:of|trial|charge|case|inquiry|suspect)|murderers?"
    r"|rape|rapist|bombs?|explosives?|firearms?|weapons?|waffen?|bombe\w*|sprengs\w*"
    r"|assault\w*|was (?:killed|shot"
    r"|robbed (?:at|by|on|near)|attacked|kidnapped|abducted)|(?:killed|shot|robbed"
    r"|attacked) by|shot dead|found dead"
    r"|custody|bail|witness(?:es)? (?:to|are|should)"
    r"|(?<!retired )(?<!former )(?<!ex-)detectives?|(?<!retired )(?<!former )(?<!ex-)police"
    r" (?:are|have|were|said|say|appeal\w*|investigat\w*|found|seized|believe"
    r"|officers? (?:said|found))"
    r"|inquest|abus(?:e|ed|ing) (?:of|by|her|him)|grooming|expelled"
    r"|angeklagt\w*|anklage|festgenommen\w*|festnahme|verdachtig\w*|tatverdacht\w*|verdacht\w*|verurteilt\w*|gericht|landgericht|amtsgericht"
    r"|jugendgericht|opfer|getotet\w*|ermordet\w*|erstochen|missbrauch\w*|vergewaltig\w*"
    r"|polizei (?:ermittelt"
    r"|sucht|teilte|nahm|fand|geht)|gestand|ermittl\w+|haft|untersuchungshaft|uberfallen|verletzt\w*"
    r"|mis\w* en examen|interpelle\w*|garde a vue|soupconne\w*|condamne\w*|tribunal|parquet"
    r"|victimes?"
    r"|ete (?:poignarde|tue|viole|agresse|frappe|abattu)\w*|retrouvee? morte?|enquete\w*"
    r"|ecroue\w*|police (?:recherche|enquete)"
    r"|detenid\w*|acusad[oa]s?|imputad\w*|sospechos\w*|condenad\w*|juzgado|fiscalia|victimas?|apunalad\w*"
    r"|asesinad\w*|violad\w*|agredid\w*|investiga"
    r"|arrestat\w*|accusat[oaie]|indagat\w*|sospettat\w*|condannat\w*|tribunale|procura|vittim\w*"
    r"|(?:stat[oaie]|fu|furono|viene) (?:accoltellat|uccis|violentat|aggredit|rapinat)\w*"
    r"|trovat[oa] mort[oa]|indagini|denunciat[oa]"
    r"|detid\w*|arguid\w*|suspeit\w*|vitimas?|esfaquead\w*|assassinad\w*|agredid\w*"
    r"|ministerio publico"
    r"|aangehouden|verdacht\w*|veroordeeld\w*|rechtbank|rechter|slachtoffer\w*|neergestoken|vermoord\w*"
    r"|misbruikt\w*|opgepakt\w*|politie (?:zoekt|onderzoekt|hield)"
    r"|atalad\w*|misstankt\w*|gripen|gripna|haktad\w*|tingsratt\w*|domd\w*|offer|offret|knivskur\w*)\b"
)
"""What is said where the crime happened, and somebody answers for it or suffered it."""
_FIGURE = re.compile(
    r"\btennis courts?|\bcourt \d|\b(?:centre|center) court|\bcourt (?:side|record)"
)


def is_of_a_prize(story: Story, places: Iterable[int]) -> bool:
    """Tell copy about a child's prize or part, in which nobody is a suspect or a victim."""
    if not _WON.search(story.folded, 0, story.body_at) and not any(
        _WON.search(story.folded, *story.around(place)) for place in places
    ):
        return False
    return not _IN_EARNEST.search(_FIGURE.sub("", story.folded))


_JEST = re.compile(
    r"\b(?:jok(?:e|ed|es|ing|ingly)|charity|fundrais\w*|for a day|laugh\w*|giggl\w*"
    r"|scherz\w*|wohltatig\w*"
    r"|benefiz\w*|fur einen tag|lacht\w*|plaisant\w*|blagu\w*|caritati\w*|au profit"
    r"|pour un jour|rires?"
    r"|brome\w*|benefic\w*|solidari\w*|por un dia|risas?|beneficenza|per un giorno|risate"
    r"|brinc\w*|solidari\w*|por um dia|gargalhad\w*|riso|grap\w*|goede doel|voor een dag"
    r"|lach\w*"
    r"|skamt\w*|valgorenhet\w*|for en dag|skratt\w*)\b"
)
_CAPTURE = re.compile(
    r"\b(?:arrest\w*|detectives?|festgenommen\w*|festnahme|interpelle\w*|detenid\w*|arrestat\w*|detid\w*"
    r"|aangehouden|opgepakt\w*|gripen|polizei (?:nahm|geht)|stole|stolen|robb\w*|handcuff\w*)\b"
)
_CASE = re.compile(
    r"\b(?:on suspicion|police (?:said|say)|charged|seized|raid\w*|thie(?:f|ves)|injur\w*"
    r"|wound\w*|killed|dead"
    r"|confess\w*|gestand\w*|avou\w*|confes\w*|bekend\w*|proces\w*|prison|juge\w*|judge|juez|giudice|juiz"
    r"|youth court|jugendgericht|jugendrichter\w*"
    r"|(?:juzgado|fiscalia|tribunal) de menores|kinderrechter|jeugdrechter|per i minorenni)\b"
)


def is_in_jest(story: Story) -> bool:
    """Tell copy of fun, in which a child arrests a commissioner and nobody is a suspect."""
    if not _JEST.search(story.folded):
        return False
    told = _CAPTURE.sub("", _FIGURE.sub("", story.folded))
    return not (_IN_EARNEST.search(told) or _CASE.search(told))
