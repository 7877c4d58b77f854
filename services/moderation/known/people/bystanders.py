"""Pure: who in a story of a crime works on the case, or is kin or near."""

from __future__ import annotations

import re

from services.moderation.folding import fold
from services.moderation.known.people.cast import Cast, Part

_AT_WORK = (
    r"\b(?:police|detective\w*|inspector|superintendent|sergeant|constable|officer|garda"
    r"|judge|justice|recorder|sheriff|magistrate|prosecut\w*|barrister|solicitor|lawyer"
    r"|attorney|counsel|defence|defense|spokes\w*|commissioner|minister|mayor|councillor"
    r"|senator|congress\w*|mp|president|chair\w*|chief|head of|head teacher|headteacher"
    r"|principal|dean|director|manager|bishop|archbishop|brigadier|secretary of|union leader"
    r"|professor|expert|psycholog\w*|psychiatr\w*|forensic|campaign\w*|activist|author"
    r"|novelist|critic|actress in|director|friend|neighbour|neighbor|colleague of"
    r"|colleague(?= [a-z]+ [a-z]+$)|wife|ex-wife|husband|mother(?! of (?:two|three|four))"
    r"|father(?! of (?:two|three|four))|sister|brother|son(?! \w)|daughter|girlfriend"
    r"|boyfriend|fiance|partner of|uncle|aunt|cousin|witness|owner|boss|editor|reporter"
    r"|journalist|chaperone|union"
    r"|polizei\w*|\w*kommissar\w*|ermittler\w*|richter\w*|\w*staatsanw\w+|\w*anwalt\w*"
    r"|verteidiger\w*|sprecher\w*|gutachter\w*|leiter\w*|chef\w*|burgermeister\w*|minister\w*"
    r"|abt|bischof|psycholog\w*|nachbar\w*|(?:mutter|vater)(?! (?:of|von|van|de|di) (?:two"
    r"|three|four|zwei|drei|vier|twee|drie|deux|trois|quatre|dos|tres|cuatro|due|tre|quattro"
    r"|dois|duas|quatro)\b)|schwester|bruder|frau(?= §)|freund\w*|zeuge|besitzer\w*"
    r"|regisseur\w*|\w*schauspieler\w*|sangerin|autorin|politiker\w*|professor"
    r"|procureure?|juge|presidente?|avocate?|me|maitre|maire|deput\w+|ministre|eveque|mgr"
    r"|commissaire|gendarme|policier\w*|enqueteur\w*|psycholog\w*|expert\w*|directrice"
    r"|directeur|proviseur|voisine?|(?:mere|pere)(?! (?:of|von|van|de|di) (?:two|three|four"
    r"|zwei|drei|vier|twee|drie|deux|trois|quatre|dos|tres|cuatro|due|tre|quattro|dois|duas"
    r"|quatro)\b)|soeur|frere|amie?|epouse|compagne|romanciere|autrice|libraire|militante"
    r"|actrice|chef"
    r"|fiscal|juez|jueza|abogad\w|letrad\w|alcald\w+|concejal\w*|consejer\w+|ministr\w|obispo"
    r"|comisari\w|inspector\w*|agente|guardia|perit\w|forense|psicolog\w*|director\w*"
    r"|president\w|duen\w|vecin[oa](?! de)|(?:madre|padre)(?! (?:of|von|van|de|di) (?:two"
    r"|three|four|zwei|drei|vier|twee|drie|deux|trois|quatre|dos|tres|cuatro|due|tre|quattro"
    r"|dois|duas|quatro)\b)|herman\w|amig\w|espos\w|novia|testigo|actriz|escritora|portavoz"
    r"|pm|procurator\w*|giudice|avvocat\w|sindac\w|assessor\w|ministr\w|vescovo|commissari\w"
    r"|ispettor\w*|ispettric\w|dirigente|comandante|carabinier\w|perit\w|psicolog\w"
    r"|direttor\w*|direttric\w|presidente|preside|titolare|vicin\w|(?:madre|padre)(?! (?:of"
    r"|von|van|de|di) (?:two|three|four|zwei|drei|vier|twee|drie|deux|trois|quatre|dos|tres"
    r"|cuatro|due|tre|quattro|dois|duas|quatro)\b)|sorella|fratello|amic\w|moglie|marito"
    r"|testimone|attrice|scrittrice|don"
    r"|procurador\w*|promotor\w*|juiza?|advogad\w|delegad\w|inspetor\w*|deputad\w|vereador\w*"
    r"|ministr\w|bispo|bastonari\w|presidente|diretor\w*|perit\w|psicolog\w|vizinh\w|(?:mae"
    r"|pai)(?! (?:of|von|van|de|di) (?:two|three|four|zwei|drei|vier|twee|drie|deux|trois"
    r"|quatre|dos|tres|cuatro|due|tre|quattro|dois|duas|quatro)\b)|irma|irmao|amig\w"
    r"|mulher do|esposa|marido|testemunha|atriz|escritora|relator\w*|porteir\w"
    r"|rechter|officier|advocate?|raadsman|raadsvrouw|burgemeester|wethouder|minister"
    r"|bisschop|commissaris|recherche\w*|agent|wijkagent|woordvoer\w*|voorzit\w+|directeur"
    r"|directrice|deskundige|psycholoog|psychiater|buur\w*|(?:moeder|vader)(?! (?:of|von|van"
    r"|de|di) (?:two|three|four|zwei|drei|vier|twee|drie|deux|trois|quatre|dos|tres|cuatro"
    r"|due|tre|quattro|dois|duas|quatro)\b)|zus|broer|vriend\w*|echtgeno\w+|getuige|actrice"
    r"|schrijfster|regisseur|baas"
    # compounds, which Dutch and Swedish write as one word
    r"|politie\w*|pers(?:officier|voorlicht\w+|chef|rechter)|schoolhoofd|schoolleid\w+"
    r"|\w+(?:woordvoer\w+|advocaat|advocate|commissaris|rechercheur|officier|rechter"
    r"|psycholoog|voorzitter|directeur)"
    r"|polis(?:en|ens|man|chef|inspektor|kommissarie|befal|talesperson)?"
    r"|press(?:talesperson|ansvarig|sekreterare)\w*|\w*aklagare\w*|advokat\w*|forsvarare\w*"
    r"|\w*bitrade\w*|talesperson\w*|talesman\w*|kommissarie\w*|utredare\w*|domare\w*|radman\w*"
    r"|rektor\w*|kommunalrad\w*|ordforande\w*|larare\w*|granne\w*|mamma"
    r"|pappa|vittne\w*|syster|bror)\b"
)
_WORKS_BEFORE = re.compile(
    rf"{_AT_WORK}(?:,? (?!(?:of|von|van|de|di|da|do|d)\b)[\w'’-]+){{0,3}},? ?$"
)
_WORKS_BESIDE = re.compile(_AT_WORK)
_KIN_COMMA = re.compile(
    # his wife, Ann Roe
    r"\b(?:his|her|their|the|seine?|ihre?|die|der|son|sa|leur|la|le|su|sua|o|a|il|zijn|haar"
    r"|de|een|a|an)(?: \w+)?"
    r" [\w'-]+, (?:(?:the|la|le|die|der|il|o|a|de) [\w'-]+ )?$"
)
_APPOSED = re.compile(
    r"(?:,| \() ?(?!(?:according|laut|selon|segun|secondo|segundo|volgens|who|told"
    r"|said)\b)(?:[¢¤]\)?,? ?)?(?!(?:according|laut|selon|segun|secondo|segundo|volgens|told"
    r"|said)\b)(?:[^ ,.;()§]+[ ,]?){0,4}"
)


def works(cast: Cast, part: Part) -> bool:
    """Tell whether somebody works on a case, or is kin or a friend of who is in it."""
    text = cast.text
    if _WORKS_BESIDE.search(fold(part.person.name).text):
        return True
    for at in part.mentions:
        before = re.split(r"[.;§\n]|  ", text[max(at - 40, 0) : at])[-1]
        before = before if _KIN_COMMA.search(before) else before.rpartition(",")[2]
        if _WORKS_BEFORE.search(before):
            return True
        beside = _APPOSED.match(text, at + 1)
        if beside:
            role = _WORKS_BESIDE.search(text, beside.start(), beside.end() + _FURTHER)
            if role and role.end() <= beside.end():
                return True
    return False


_FURTHER = 12
"""How far what follows a word is looked at: a mother of two is no mother of somebody."""
