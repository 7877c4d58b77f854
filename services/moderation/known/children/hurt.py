"""Pure: a child who was hurt in one sentence, and whom the next names as the victim.

"A boy of 14 was stabbed outside the school. The victim is Ann Roe, daughter of …": the age and
the name are told apart, and what was done stands between them.
"""

from __future__ import annotations

import re

_HURT_EN = (
    r"(?:stabbed|shot|beaten|attacked|robbed|hurt|injured|wounded|assaulted|mugged|kidnapped"
    r"|abducted|killed|murdered|knocked|kicked|punched|hit|struck|abused|bullied|burned|burnt"
    r"|threatened|poisoned|run over|set upon|slashed|pushed|choked)"
)
_HURT_DE = (
    r"(?:\w*verletzt|niedergestochen|erstochen|angegriffen|zusammengeschlagen|verprugelt"
    r"|\w*geschlagen|ausgeraubt|beraubt|uberfallen|misshandelt|angeschossen|erschossen|getotet"
    r"|entfuhrt|gewurgt|attackiert|getreten|bedroht|erpresst|angefahren|gesto(?:ss|ß)en)"
)
_HURT_FR = (
    r"(?:poignarde|agresse|\w*blesse|frappe|attaque|roue|tabasse|racket\w+|depouille|vole|enleve"
    r"|tue|maltraite|violente|menace|harcele|renverse|touche|lynche|passe a tabac|battu)e?"
)
_HURT_ES = (
    r"(?:apunalad|agredid|herid|atacad|golpead|apalead|robad|asaltad|tirotead|balead|atropellad"
    r"|secuestrad|asesinad|maltratad|amenazad|acosad|acuchillad|navajead|atracad)[oa]"
)
_HURT_IT = (
    r"(?:accoltellat|aggredit|ferit|picchiat|pestat|rapinat|derubat|investit|rapit|uccis"
    r"|maltrattat|minacciat|colpit|malmenat|sequestrat|massacrat|bullizzat|travolt)[oa]"
)
_HURT_PT = (
    r"(?:esfaquead|agredid|ferid|atacad|espancad|balead|assaltad|roubad|raptad|mort|atropelad"
    r"|atingid|ameacad|maltratad|sequestrad|atacad|pontapead)[oa]"
)
_HURT_NL = (
    r"(?:neergestoken|mishandeld|beroofd|aangevallen|\w*gewond|neergeschoten|beschoten|geslagen"
    r"|geschopt|overvallen|ontvoerd|gedood|vermoord|bedreigd|aangereden|gestoken|doodgestoken)"
)
_HURT_SV = (
    r"(?:knivskars|knivhoggs|skots|misshandlades|ranades|overfolls|hotades|attackerades|skadades"
    r"|knivskuren|knivskars|misshandlad|skjuten|ranad|overfallen|skadad|hotad|sparkad|mordad)"
)
_IS_HURT = re.compile(
    rf"¤[^.§†¢]{{0,60}}?(?:\b(?:was|were|been|being|got) (?:\w+ ){{0,2}}?{_HURT_EN}\b"
    rf"|(?<!hat )(?<!habe )(?<!soll )\b{_HURT_DE}\b(?! haben)"
    rf"|\b(?:a ete|ont ete|est|etait|avait ete) (?:\w+ ){{0,2}}?{_HURT_FR}\b"
    rf"|\b(?:fue|fueron|ha sido|resulto|esta|era|quedo) (?:\w+ ){{0,2}}?{_HURT_ES}\b"
    rf"|\b(?:stat[oa]|rimast[oa]|viene|venne|fu) (?:\w+ ){{0,2}}?{_HURT_IT}\b"
    rf"|\b(?:foi|ficou|acabou|tinha sido) (?:\w+ ){{0,2}}?{_HURT_PT}\b"
    rf"|(?<!heeft )\b{_HURT_NL}\b(?! te hebben)"
    rf"|\b{_HURT_SV}\b)"
    # it was the child who was hurt: "ist am Montag ein Mädchen ¤ verletzt worden"
    rf"|\b(?:wurde|ist|is|werd|blev|har) [^.§†¢]{{0,60}}¤[^.§†¢]{{0,60}}\b(?:{_HURT_DE}"
    rf"|{_HURT_NL}"
    rf"|{_HURT_SV})\b"
    # they stabbed a boy ¤
    rf"|\b(?:stabbed|attacked|robbed|beat|shot|mugged|punched|kicked) (?:an? "
    rf"|the )(?:\w+ ){{0,2}}"
    r"?¤"
)
"""A child to whom it was done, not one who did it."""
_VICTIM_IS = re.compile(
    r"[.] {1,2}(?:the |das |die |der |la |le |el |il |o |a |het |de )?(?:young |junge |jeune "
    r"|joven |giovane |jovem |jonge |unga )?"
    r"(?:victim|(?:injured|wounded) (?:boy|girl|teenager|youngster|pupil)|opfer|verletzte"
    r"|geschadigte|victime|blessee?|victima|herid[oa]|agredid[oa]|vittima|ferit[oa]|vitima"
    r"|slachtoffer|gewonde|offret|malsaganden)"
    r"(?:,|,? (?:is|was|has been|ist|war|wurde|heisst|est|etait|s'appelle|es|era|se llama|e"
    r"|si chiama|foi|chama-se|heet|ar|heter)(?: (?:als|as|named|identified|called|der|die|le|la"
    r"|el|il|o|a|de|den|junge|young|jeune|joven|giovane|jovem|schuler|schulerin|pupil"
    r"|schoolboy|schoolgirl|eleve|collegien(?:ne)?|alumn[oa]|alunn[oa]|alun[oa]|scholiere?"
    r"|leerling|eleven)){0,3})? §(?!,? \(?¢)(?!'s)"
)
_GROWN_UP = re.compile(
    r"§,? (?:(?:the|le|la|el|il|o|a|de|der|die|fruher|ehemalig\w+|ancien\w*|ex|former"
    r"|l') ?){0,2}"
    r"(?:landlord|landlady|owner|shopkeeper|manager|teacher|driver|pensioner|father|mother"
    r"|wirt\w*|inhaber\w*|rentner\w*|lehrer\w*|vater|mutter|patron\w*|gerant\w*|retraite\w*"
    r"|commercant\w*|pere|mere|duen[oa]|jubilad[oa]|padre|madre|profesor\w*|titolare|pensionat\w+"
    r"|dono|dona|reformad\w+|pai|mae|eigenaar|eigenares|gepensioneerde|vader|moeder|agare\w*"
    r"|pensionar\w*|pappa|mamma|police|officer|constable)\b"
)


def named_as_hurt(signs: str) -> re.Match[str] | None:
    """Find a name that is given to a child of whom the sentences before tell what was done."""
    hurt = _IS_HURT.search(signs)
    if hurt is None:
        return None
    called = _VICTIM_IS.search(signs, hurt.end())
    if called is None or any(sign in signs[hurt.end() : called.start()] for sign in "¢†"):
        return None
    return None if _GROWN_UP.match(signs, called.end() - 1) else called
