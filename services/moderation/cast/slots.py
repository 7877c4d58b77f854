"""Pure: the words before and after one mention of somebody, and what they tell of it.

`before` is the noun in front of a name, with or without a comma; `offence of` and the like what
is said to be somebody's; `object` the verb that has the name as its object; `beside` what
stands between commas after it, `who` a clause there, `does` the verb whose subject it is.
"""

from __future__ import annotations

import re

from services.moderation.cast import clauses
from services.moderation.cast.clauses import VERBS, group
from services.moderation.cast.reading import NOUNS, SEXUAL, Company, Mention
from services.moderation.lexicon import Hit
from services.moderation.story import Story

_THINGS = frozenset({"cast.offence", "cast.hers", "cast.case", "cast.complaint", SEXUAL})
_PREPOSITIONS = frozenset({"cast.of", "cast.on", "cast.by"})
_WALL = re.compile(r"[;:()«»“”„\"—–]| - ")
_RELATIVE = re.compile(
    r" ?(?:who|whom|whose|der|die|den|deren|welche|qui|que|dont|che|cui|la quale|cuy[oa]|quien"
    r"|a quem|wie|som|vars|cuja)\b"
)
_PARTS = re.compile(
    r" (?:for|to|with|by|and|from|who|that|und|fur|mit|bei|als|et|pour|avec|que|qui|y|para|con"
    r"|por|e|per|che|com|voor|met|en|och|med|was|is|war|ist|fue|era|foi) "
)
"""Between a noun and a name: the noun is not the name's."""
_LOOSE = re.compile(
    r" (?:is|ist|est|war|was|wurde|fue|foi|werd|wird|wil|will) |"
    r" (?:in|at|near|on|outside|im|am|auf|bei|dans|au|chez|en|nel|nella|al|alla|no|na|em|op"
    r"|bij|pa|i|vid|hat|has|ha|heeft|a) (?!(?:the|der|dem|den|la|el|l'|o|a|de)? ?$)"
)
"""Between "the rape of a student" and a name: the name begins something else."""
_CLAUSE = re.compile(
    r" (?:after|when|until|before|because|while|nachdem|weil|als|bis|apres que|quand|lorsque"
    r"|parce que|cuando|despues de que|porque|quando|dopo che|perche|depois de|depois que"
    r"|nadat|toen|omdat|totdat|sedan|nar) "
)
"""What begins a clause of its own."""
_IS = re.compile(
    r" (?:(?:of|der|des|du|de la|de l'|del|della|dello|dell'|do|da|van de|van het|av) ?"
    r"(?:\w+ ){1,2})?(?:is|was|ist|war|wurde|fu|heisst|est|etait|s'appelle|es|era|se llama|e"
    r"|si chiama|foi|chama-se"
    r"|heet|ar|heter|named|called|identified as|was named as|known as|namens|nommee?"
    r"|llamad[oa]|chamad[oa]|genaamd) (?:the |als |la |die )?(?:(?!(?:by|von|vom|durch|par"
    r"|por|pel[oa]|da|dal\w*|door|av|with|mit|avec|con|com|met|med)\b)[\w-]+ ){0,2}$"
)
_THE = re.compile(
    r" ?(?:(?:the|die|la|l'|a|de|il) ?(?:young |junge |jeune |joven |giovane )?\w"
    r"|(?:kvinn|flick)an\b)"
)
_AND = re.compile(r" ?(?:and|und|et|y|e|en|och) ")
_MODALS = frozenset({"soll", "sollen", "moet", "muss", "muss sich", "musste sich", "hoort"})
"""What rules the subject, wherever it stands."""
_FAR, _NEAR, _BESIDE = 60, 30, 2
_LONGEST_BEFORE, _LONGEST_AFTER, _LONGEST_CLAUSE = 120, 240, 140
_EARLY, _AT_ONCE, _AGE = 25, 15, 20
_MOST_COMMAS = 5


def before(story: Story, cast: Company, mention: Mention, first: int) -> set[str]:
    """Give what stands in front of a name, not before a place."""
    text = story.folded
    walls = [wall.end() for wall in _WALL.finditer(text, first, mention.start)]
    first = walls[-1] if walls else first
    said = text[first : mention.start].rstrip()
    apposed = said.endswith(",")
    comma = said.rfind(",", 0, len(said) - apposed)
    start = max(first + comma + 1, mention.start - _LONGEST_BEFORE)
    cues = cast.near(start, mention.start)
    found = {"child" if age.child else "aged" for age in cast.aged(start, mention.start)}
    ruling, ruled = _ruling(text, cues, mention.start)
    rest = [cue for cue in cues if cue.start >= ruling]
    nouns = _apposed(text, rest) if apposed else _adjacent(text, rest, mention.start)
    if apposed and "before woman" in nouns and _THE.match(text, start):
        nouns.add("before the woman")
    found |= ruled | (nouns - _OF_WHOM if ruled & _AS_WHOM else nouns)
    if _is_the_victim(story, cast, first, mention.start):
        found = (found | {"before victim"}) - _OF_WHOM
    if start > first and not any(cue.group in _VERBS_OR_OTHERS for cue in cues):
        earlier = max(text.rfind(",", first, start - 1) + 1, first)
        found |= {
            f"before {'victim' if cue.group == 'cast.his_victim' else group(cue)}"
            for cue in cast.near(earlier, start)
            if cue.group in _TOLD_TWICE and start - cue.start < _NEAR and not _owns(text, cue)
        }
    return found


_VICTIM_IS = re.compile(
    r"(?:(?:,[^.;:()]{3,60}?,)?(?: (?:is|was|ist|war|est|etait|es|era|e|foi|ar|var|sei))"
    r"(?:,? (?:according to|this|these|we|it|as|reportedly|police|sources|nach|laut|wie|so"
    r"|offenbar|selon|d'apres"
    r"|comme|segun|al parecer|secondo|a quanto|stando|segundo|ao que|de acordo|volgens|naar|zo"
    r"|enligt|som)\b[^.;:()]{2,60}?)??|,? (?:handelte? es sich|gaat het|ror det sig|handlar"
    r" det|betreft het)\b[^.;:()]{0,60}? ?(?:\b(?:um|om))?)"
    r",? (?:(?:his|her|their|the|an?|seine?|ihre?|die|der|das|eine?|sa|son|la|le|l'|une?|su|el"
    r"|una?|(?:la |il )?su[ao]|lo|(?:a |o )?su?eu?a?|o|uma?|zijn|haar|de|het|een|hans|hennes"
    r"|sin|en|ett) ?(?!(?:friend|lawyer|mother|father|sister|brother|case)\b)"
    r"(?:[\w-]+ ){0,4})?$"
)
_HANDED = re.compile(
    r"\b(?:of|by|from|with|to|for|in|at|von|vom|durch|bei|mit|aus|par|de|du|des|del|della|di|da"
    r"|do|por|con|com|avec|van|door|met|bij|av|hos|med|till|not|nicht|pas|no|non|nao|niet"
    r"|inte) (?:[\w-]+ ){0,2}$"
)
"""Before a name that is not the victim's: "the victim is a friend of §"."""
_FROM_NOUN = 140


def _is_the_victim(story: Story, cast: Company, first: int, name: int) -> bool:
    """Tell "the victim is, as this paper has learnt, his cook §"."""
    text = story.folded
    for cue in cast.near(max(first, name - _FROM_NOUN), name):
        if cue.group == "cast.victim" and _VICTIM_IS.match(text, cue.end, name):
            return not _HANDED.search(text, max(name - _NEAR, cue.end), name)
    return False


_AS_WHOM = {"offence of", "offence on", "object hurts"}
_OF_WHOM = {"before kin", "before near", "before man", "before office"}
"""What somebody is called to whom it was done, by who did it: "the rape of his wife, §"."""
_NAMING = frozenset({"cast.victim", "cast.his_victim", "cast.accused"})
_TOLD_TWICE = _NAMING | {"cast.kin"}
"""What may stand a comma before another noun: "the victim, the secretary Ann Roe"."""
_VERBS_OR_OTHERS = (VERBS - {"cast.was"}) | {"cast.office", "cast.kin", "cast.near"}


def _owns(text: str, noun: Hit) -> bool:
    return text.startswith("'s", noun.end)


def _ruling(text: str, cues: list[Hit], name: int) -> tuple[int, set[str]]:
    """Find the last verb, or noun with its preposition, on which the name depends."""
    for index in range(len(cues) - 1, -1, -1):
        cue = cues[index]
        if name - cue.end > _FAR:
            break
        after = next((each for each in cues[index + 1 :] if each.group in _PREPOSITIONS), None)
        by = after if after and after.start - cue.end <= _BESIDE else None
        same = {group(each) for each in clauses.alike(cues, cue)}
        if cue.group in _THINGS:
            if by and not _LOOSE.search(text, by.end, name):
                things = {each for each in clauses.alike(cues, cue) if each.group in _THINGS}
                return cue.end, {f"{group(each)} {group(by)}" for each in things}
        elif cue.group == "cast.is_it" and name - cue.end < _NEAR:
            return cue.end, {"object is_it"}
        elif (
            cue.group in VERBS
            and cue.group != "cast.was"
            and text[cue.start : cue.end] not in _MODALS
            and not (text.startswith(",", cue.end) and clauses.is_a_charge(text, cue))
            and not same & {"accused", "victim", "office", "near"}
        ):
            if _CLAUSE.search(text, cue.end, name):
                break
            return cue.end, {_object(cue, same, by)}
    return 0, set()


def _object(cue: Hit, same: set[str], by: Hit | None) -> str:
    if by is not None and by.group == "cast.by" and same & {"hurt", "hurts", "offence"}:
        return "hurt by"
    return "object hurts" if "hurts" in same else f"object {group(cue)}"


def _apposed(text: str, cues: list[Hit]) -> set[str]:
    """Give the nouns of "the council's chair, §": the first is the name's."""
    nouns = [cue for cue in cues if cue.group in NOUNS and not _owns(text, cue)]
    return _called(text, nouns, nouns[0], cues) if nouns else set()


def _adjacent(text: str, cues: list[Hit], name: int) -> set[str]:
    """Give the nouns of "the engineering student §": the last is the name's."""
    nouns = [
        cue
        for cue in cues
        if cue.group in NOUNS
        and not _owns(text, cue)
        and name - cue.end <= _NEAR + _BESIDE
        and (
            not _PARTS.search(text, cue.end, name)
            or (cue.group in _NAMING and _IS.match(text, cue.end, name))
        )
    ]
    return _called(text, nouns, nouns[-1], cues) if nouns else set()


_GENITIVE = re.compile(
    r"\b(?:of|for|to|de|du|des|der|del|della|dell|di|da|do|das|van|till|at) ?(?:(?:the|la|l|het"
    r"|de|alleged|mutmasslichen|young|presunta|alegada|vermeende)[ ']){0,2}$"
)
"""Before whose lawyer it is: "the lawyer of the victim, §"."""


_BY = re.compile(
    r" (?:by|to|from|with|von|vom|durch|mit|bei|par|avec|por|pel[oa]|con|da|dal\w*|com|door|met"
    r"|bij|av|hos|med) "
)
"""Between a victim and an office: "the victim was treated by Dr §"."""


def _called(text: str, nouns: list[Hit], head: Hit, cues: list[Hit]) -> set[str]:
    same = {cue.group.removeprefix("cast.") for cue in clauses.alike(nouns, head)}
    same |= {group(cue) for cue in nouns if cue.group in {"cast.office", "cast.victim"}}
    if {"office", "victim"} <= same and _is_of_the_victim(text, nouns):
        same -= {"victim", "his_victim"}
    if "kin" in same and any(cue.group == "cast.victim" for cue in cues):
        same.add("kin of victim")
    return {"before victim"} if "his_victim" in same else {f"before {each}" for each in same}


def _is_of_the_victim(text: str, nouns: list[Hit]) -> bool:
    """Tell "the victim's lawyer", in one word or two, from a victim who has an office."""
    office = [cue for cue in nouns if cue.group == "cast.office"]
    return all(
        any(
            (each.start <= cue.start and cue.end <= each.end)
            or (each.end < cue.start and _GENITIVE.search(text, each.end, cue.start))
            or (cue.end < each.start and _BY.search(text, cue.end, each.start))
            for each in office
        )
        for cue in nouns
        if cue.group in _NAMING
    )


def after(story: Story, cast: Company, mention: Mention, last: int) -> set[str]:
    """Give what follows a name, not after a place."""
    text = story.folded
    last = min(last, mention.end + _LONGEST_AFTER)
    if _ASKS_SILENCE.match(text, mention.end, last):
        return {"wants silence"}
    if text.startswith("'s", mention.end):
        cues = cast.near(mention.end, min(mention.end + _NEAR + 10, last))
        return {f"has {group(cues[0])}"} if cues else set()
    place, found = _beside(story, cast, mention.end, last)
    if _NOT_ONE.match(text, mention.end):
        found.add("not hurt")
    if _AS_VICTIM.search(text, mention.end, last) and not _BODIES.search(
        text, max(mention.start - _NEAR, 0), mention.end
    ):
        found.add("as victim")
    cues = cast.near(place, min(last, place + _LONGEST_CLAUSE))
    found |= {f"does {each}" for each in clauses.predicate(story, cues, place)}
    pronouns = {cue.group: text[cue.start : cue.end] for cue in cues if cue.group in _PRONOUNS}
    if any(cue.group == "cast.he" and text[cue.start : cue.end] in _SUBJECT_HE for cue in cues):
        found.add("and he")
    if pronouns:
        found.add("she" if "cast.she" in pronouns else "he")
    return found


_ASKS_SILENCE = re.compile(
    # §, 34, a nurse, had asked the court that her name be kept; bat, ihren Namen nicht …
    r"(?:,? \(?[^,.;()]{1,60}[,)]){0,2} (?:(?:had|has|hatte|hat|avait|a|habia|ha|aveva|tinha"
    r"|heeft|hade|har) (?:[\w'-]+ ){0,5}?)?(?:asked|asks|requested|begged|wanted|wished|bat"
    r"|gebeten|bittet|wollte|wunscht\w*|beantragt\w*|demande|demandait|souhait\w+|voulait"
    r"|pidio|pedido|pide|solicit\w+|rogo|queria|chiesto|chiese|chiede\w*|voleva|pregato|pediu"
    r"|pede|vroeg|gevraagd|vraagt|verzocht|wilde|bett|bad|begart|ville|onskat)\b[^.;]{0,60}?"
    r"\b(?:(?:her|their|his) (?:name|identity) (?:(?:should|would|must|to) )?(?:not|be kept"
    r"|be withheld|kept|withheld|stay|remain)|not (?:to )?be (?:named|identified)|anonymity"
    r"|(?:remain|stay) anonymous|(?:keep|withhold|hide) (?:her|their|his) (?:name|identity)"
    r"|ihren? (?:namen?|identitat)[^.;]{0,20} (?:nicht|geheim|zu schutzen)|ihr name nicht"
    r"|nicht (?:namentlich )?genannt|anonym\w*"
    r"|son (?:nom|identite) (?:ne|n'|soit tu|reste|demeure)|ne pas (?:etre nommee?|publier son"
    r" nom|divulguer son)|no se [^.;]{0,25}su (?:nombre|identidad)|su (?:nombre|identidad) no"
    r"|(?:preserv|reserv|ocult)\w+ su (?:nombre|identidad)|anonimato|suo nome (?:non|resti"
    r"|restasse|rimanesse)|di non [^.;]{0,25}nome|anonim[ao]|seu nome (?:nao|fosse omitido"
    r"|ficasse)|nao (?:fosse|se) [^.;]{0,25}nome|haar naam (?:niet|geheim)|niet (?:met naam"
    r" )?(?:te worden )?genoemd|anoniem|anonimiteit|hennes namn (?:inte|skulle)|inte (?:bli"
    r" )?namng\w+)"
)
"""Who asks that the name be kept, and reads it in print."""
_AS_VICTIM = re.compile(
    # § testified as the complainant, als Nebenklägerin, s'est constituée partie civile
    r"\b(?:(?:als|as(?: the| a| an)?|comme|en tant que|en qualite de|como(?: la)?|en calidad de"
    r"|come|in qualita di|quale|na qualidade de|som)"
    r" (?:alleged |mutmasslich\w+ |victime et )?(?:victim|complainant|opfer|nebenklagerin"
    r"|geschadigte|opferzeugin|verletzte|partie civile|victime|plaignante|victima|denunciante"
    r"|perjudicada|agredida|acusacion particular|querellante|vittima|parte (?:offesa|civile"
    r"|lesa)"
    r"|persona offesa|denunciante|vitima|ofendida|queixosa|lesada|assistente|slachtoffer"
    r"|aangeefster|benadeelde|klaagster|malsagande|brottsoffer)"
    r"|(?:her|his)(?: own)? victim(?: impact| personal)? statement|slachtofferverklaring"
    r"|(?:constituee?|portee?) partie civile|costituit[ao] parte civile|parte civile costituita"
    r"|constitui(?:u-se|ram-se|da)? assistente|(?:ejerce|ejercia|ejercio|ejercer) la acusacion"
    r" particular|personado como acusacion particular)\b"
)
_BODIES = re.compile(
    r"\b(?:association|collectif|commune|ville|syndicat|associazione|comune|sindacato|centro"
    r"|asociacion|ayuntamiento|colectivo|associacao|camara|stichting|vereniging|verein|forening"
    r"|federation|ligue|ong)\b"
)
"""Bodies join a case as well."""
_NOT_ONE = re.compile(
    # the nurse §, who is not one of those affected; §, qui ne fait pas partie des victimes
    r",? \(?(?:who|herself|himself|die|der|selbst|qui|que|quien|che|zelf"
    r"|elle-meme|ella misma|lei stessa|ela propria)\b[^,.;]{0,25}?"
    r"\b(?:not|nicht|ne|n'est|n'etait|no|non|nao|niet|geen)\b"
    r"(?![^,.;]{0,20}\b(?:only|first|einzige\w*|erste\w*|seule|premiere|unica|primera"
    r"|prima|primeira|enige|eerste)\b)[^,.;]{0,30}\b(?:victims?|those affected|women affected"
    r"|complainants?|betroffen\w*|opfern?|geschadigt\w*|patientinnen|victimes?|plaignantes?"
    r"|concernees?|afectad[oa]s?|victimas?|denunciantes?|perjudicad[oa]s?|vittim[ae]"
    r"|(?:parti|persone) offese|vitimas?|queixosas?|ofendidas?|lesadas?|afetadas?"
    r"|slachtoffers?|gedupeerden?|aangeefsters?)\b"
)
_PRONOUNS = frozenset({"cast.she", "cast.he"})
_SUBJECT_HE = frozenset(
    {"he", "er", "hij", "han", "ele", "lui", "el", "qu'il", "him", "hem", "ihm"}
)


def _beside(story: Story, cast: Company, place: int, last: int) -> tuple[int, set[str]]:
    """Read what stands between commas or brackets, and give where the clause goes on."""
    text = story.folded
    found: set[str] = set()
    for _ in range(_MOST_COMMAS):
        bracket = text.startswith(" (", place)
        if place >= last or not (bracket or text[place] in ",()"):
            break
        begin = stop = place + 1 + bracket
        while stop < last and text[stop] not in ",()":
            stop += 1
        cues = cast.near(begin, stop)
        ages = cast.aged(begin, min(stop, begin + _AGE))
        relative = _RELATIVE.match(text, begin)
        verb = next((cue for cue in cues if cue.group in VERBS), None)
        if ages:
            found |= {"child" if age.child else "aged" for age in ages}
        elif relative:
            found |= {f"who {each}" for each in clauses.predicate(story, cues, begin)}
        elif verb is not None and (
            (verb.group != "cast.hurt" and verb.start - begin < _EARLY)
            or clauses.FINAL.match(text, verb.end)
            or stop >= last
        ):
            return begin, found
        closed = stop < last or text[last - 1 : last] in ". "
        if closed and not relative and not _AND.match(text, begin):
            found |= _nouns_beside(cues, begin, verb)
        place = stop + (text[stop : stop + 1] == ")")
    return place, found


def _nouns_beside(cues: list[Hit], begin: int, verb: Hit | None) -> set[str]:
    found: set[str] = set()
    nouns = [
        cue
        for cue in cues
        if cue.group in NOUNS
        and cue.start - begin < _NEAR
        and (verb is None or cue.start <= verb.start)
    ]
    if nouns:
        found = {f"beside {group(cue)}" for cue in clauses.alike(nouns, nouns[0])}
        found |= {"beside office" for cue in nouns if cue.group == "cast.office"}
    elif verb is None:
        found.add("beside plain")
    if any(cue.group == "cast.hurt" and cue.start - begin < _AT_ONCE for cue in cues):
        found.add("beside hurt")
    return found
