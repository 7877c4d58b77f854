"""Pure: whom a court hides and the copy prints; orders that are no ban on reports."""

from __future__ import annotations

import re

from services.moderation import people
from services.moderation.story import Hit, Story

_HIDES = re.compile(
    r"\b(?:forbid\w*|forbade|prohibit\w*|bans|banned|barred|bars|must not|may not|untersag\w*"
    r"|verb(?:ot\w*|iet\w*)"
    r"|prohib\w*|vet[oa]|viet\w*|proib\w*|verbied\w*|verbo(?:d|od|den)|forbud\w*|protect\w*"
    r"|shield\w*|conceal\w*|hides?|hidden|secret|confidential|withheld|not be (?:revealed"
    r"|disclosed|known|printed|published|told)|geheim\w*|geschutzt|schutzt|verborgen"
    r"|unbekannt bleib\w*"
    r"|nicht bekannt\w*|nicht preis\w*|nicht offen\w*|protege\w*|interdite?s?|interdit"
    r"|prohibee?s?|secrete?"
    r"|confidentiel\w*|tue|cachee?|ne (?:doit|peut|saurait)|ocult\w*|protegid\w*|reservad\w*"
    r"|secret[oa]s?"
    r"|no (?:puede|debe|podra)\w*|riservat\w*|protett\w*|segret\w*|copert\w*|non (?:deve|puo"
    r"|devono|possono)"
    r"|protegid\w*|ocult\w*|sigilos\w*|nao (?:pode|deve|podem|devem)|afgeschermd|beschermd"
    r"|verborgen"
    r"|niet (?:gepubliceerd|bekendgemaakt|bekend|genoemd|onthuld|gedeeld|vermeld|openbaar"
    r"|prijs\w*)"
    r"|skydd\w*|hemlig\w*|far inte)\b"
)
_BY_A_COURT = re.compile(
    r"\b(?:orders?|ordered|court|judge|justice|ruling|ruled|directed|direction|anordn\w*|ordnete|gericht\w*"
    r"|vorsitzende\w*|richter\w*|kammer|beschluss\w*|verfugt\w*|ordonnance|tribunal|juge|president\w*|cour"
    r"|arret|auto|juez|jueza|tribunal|sala|acordo|ordeno|dispuso|audiencia|giudice|tribunale|corte|ordinat\w*"
    r"|ordinanza|disposto|decreto|juiz\w*|ordenou|determinou|despacho|rechter|rechtbank|beslissing|bevel"
    r"|bepaald\w*|beslist|hof|domstol\w*|ratten|domaren|beslutat)\b"
)
_OF_LAWYERS = re.compile(
    r"\b(?:lawyer|solicitor|counsel|barrister|prosecutor|defending|prosecuting|anwalt|anwaltin|verteidiger\w*"
    r"|staatsanwalt\w*|avocate?|procureur|abogad[oa]|fiscal|letrad[oa]|avvocat[oa]|pm|difensore|procuratore"
    r"|advogad[oa]|procurador\w*|advocaat|officier|raadsman|raadsvrouw|advokat\w*|aklagare\w*"
    r"|judge|justice|magistrate|coroner|richter\w*|juge|juez|jueza|giudice|juiz|juiza|rechter|domare)"
    r"[, ]{1,2}(?:\w+ )?$"
)
_AFTER_NAMES = re.compile(
    r",? (?:for|who (?:represents|defends)|defending|prosecuting|qc|kc)\b"
)
_OF_PEOPLE = re.compile(
    r"\b(?:restraining orders?|non-molestation|exclusion order|barring order"
    r"|protection order against"
    r"|(?:not |forbid\w* \w+ to |bars? [^.]{0,60}\bfrom )(?:contact\w*|approach\w*|go\w* near"
    r"|com\w* within"
    r"|calling|writing to)|stay away from|kontaktverbot\w*|annaherungs\w*|naherungsverbot\w*"
    r"|betretungsverbot"
    r"|gewaltschutz\w*|(?:interdiction|interdit\w*|defense) (?:d'|de |a \w+ d')(?:approcher"
    r"|entrer en contact"
    r"|paraitre|contacter)|bracelet anti-rapprochement|ordonnance de protection (?:et|contre"
    r"|au benefice)"
    r"|eloignement|alejamiento|acercarse|comunicarse con|avvicinamento|avvicinarsi"
    r"|allontanamento"
    r"|divieto di (?:dimora|espatrio|ritorno|accesso)|daspo|aproximar\w*|afastamento"
    r"|de contactar|contactar a"
    r"|contactverbod|straatverbod|gebiedsverbod|kontaktforbud|besoksforbud)\b"
)
"""Orders that keep one person away from another."""
_ANONYMOUS = re.compile(
    r"name suppression|suppression|suppressed|anonymity order|(?:may|must|are"
    r"|is) not (?:to )?be (?:named"
    r"|identified)|genannt werden|identifiziert werden|nomme|nombrad|identificad|nominat"
    r"|nomead|genoemd"
    r"|namnges|identifieras"
)
_DETAILS = re.compile(
    r"\b(?:aged|lives? in|plays? for|played for|runs|owns|based in|lebt in|spielt (?:fur|bei)"
    r"|betreibt"
    r"|age[es]? de|habite|joue|exerce|dirige|vive en|juega|anos de edad|vive a|gioca|gestisce"
    r"|mora em|joga"
    r"|woont|speelt|bor i|spelar)\b|\b(?:der|die|elle|il) \d\d-jahrige"
)
"""What may tell who is meant as well as a name."""
_OVER = re.compile(
    r"\b(?:lifted|lifts|discharged|ended|ends|came to an end|expired|(?:is|are) over|revoked"
    r"|aufgehoben|beendet\w*"
    r"|endete\w*|endet|hebt|hob|levee?s?|leve|prend fin|pris fin|levant\w*|alz[oa]|fin"
    r"|finaliz\w*|revocat\w*"
    r"|cessat\w*|finit\w*|cadut\w*|levant\w*|terminou|cessou|opgeheven|beeindigd|voorbij|vervallen|afgelopen"
    r"|havt\w*|upphort)\b"
)
_GOES_ON = re.compile(
    r"\b(?:remains?|still|stays?|in force|continues?|until|except|but not|weiterhin|bleibt"
    r"|bleiben|noch"
    r"|toujours|reste\w*|demeure\w*|maintenu\w*|sigue\w*|todavia|continua\w*|resta\w*|ancora|rimane\w*"
    r"|mantem\w*|ainda|blijft|blijven|nog|fortsatt|kvar|galler)\b"
)
_MOST_SENTENCES = 40


def hidden_but_printed(story: Story) -> list[Hit]:
    """Find whose name or home a court hides, where the copy names somebody beside the court."""
    found = []
    for hit in story.hits("court.identity")[:_MOST_SENTENCES]:
        start, end = story.sentence(hit.start)
        if (
            hit.start >= story.body_at
            and _HIDES.search(story.folded, start, end)
            and _BY_A_COURT.search(story.folded, start, end)
            and not story.within("court.lifted", start, end)
            and not _OF_PEOPLE.search(story.folded, start, end)
        ):
            found.append(Hit("court.restriction", hit.start, hit.end))
    after = story.sentence(found[0].start)[1] if found else 0
    return found if found and _names_somebody(story, after, offices=True) else []


def _names_somebody(story: Story, begin: int, *, offices: bool) -> bool:
    """Tell whether copy names anybody but lawyers and judges, and where asked but officials."""
    for person_start, person_end in _named(story, begin, offices=offices):
        before = story.folded[max(person_start - 40, 0) : person_start]
        after = story.folded[person_end : person_end + 30]
        if not (_OF_LAWYERS.search(before) or _AFTER_NAMES.match(after) or _is_a_place(after)):
            return True
    return False


_PLACE_NAME = re.compile(
    r" (?:crown|high|district|county|magistrates'?|sheriff|supreme|youth|family|federal"
    r"|circuit) court"
)


def _is_a_place(after: str) -> bool:
    return _PLACE_NAME.match(after) is not None


_INSTITUTION = re.compile(
    r"\b(?:court|courts|island|district|county|north|south|high|crown|act|street|road|school|university"
    r"|hospital|council|police|union|ministry|city|bay|times|herald|press|zealand|kingdom|states)\b"
)


def _named(story: Story, begin: int, *, offices: bool) -> list[tuple[int, int]]:
    end = min(len(story.folded), begin + people.LONGEST_STRETCH)
    reading = people.read(story, begin, end)
    return [
        (person.start, person.end)
        for person in reading.people.values()
        if (offices or not person.office) and not _INSTITUTION.search(person.name.lower())
    ]


def is_obeyed(story: Story, hits: list[Hit]) -> bool:
    """Tell copy whose only orders hide a name, and that names nobody they might mean."""
    return (
        bool(hits)
        and all(_hides_a_name(story, hit) for hit in hits)
        and not story.has("court.obtained")
        and not _DETAILS.search(story.folded, story.body_at)
        and not _names_somebody(story, story.body_at, offices=False)
        and not any(_is_over_an_official(story, hit) for hit in hits)
    )


_NAME_KEPT = re.compile(
    r"\b(?:(?:cannot|can't|may not|must not|not) be (?:named|identified)|being (?:named"
    r"|identified)"
    r"|(?:protect\w*|conceal\w*|hid\w*|withh\w*) (?:his|her|their|the \w+'s) (?:identity|name)"
    r"|ne (?:peut|peuvent|doit|doivent) (?:pas )?etre (?:nomme|identifie)\w*"
    r"|no (?:puede|pueden|debe) ser (?:identificad|nombrad)\w*"
    r"|non (?:puo|possono|deve) essere (?:identificat|nominat)\w*"
    r"|nao (?:pode|podem|deve) ser (?:identificad|nomead)\w*"
    r"|(?:darf|durfen) nicht (?:genannt|identifiziert)|(?:mag|mogen) niet (?:worden genoemd"
    r"|genoemd|bij naam))\b"
)


def _hides_a_name(story: Story, hit: Hit) -> bool:
    return (
        _ANONYMOUS.search(story.folded, hit.start, hit.end) is not None
        or _NAME_KEPT.search(story.folded, *story.sentence(hit.start)) is not None
    )


_COVERED = re.compile(
    r"\b(?:covered by|subject to|protected by|under) an? (?:\w+ )?(?:publication ban"
    r"|reporting (?:ban"
    r"|restrictions?)|non-publication order)"
    r"|\b(?:couvert|vise|frappe)\w* par une (?:interdiction|ordonnance) de (?:non-)?publi\w+"
    r"|\bsujet[oa]s? a (?:una )?prohibicion de (?:publi|difu)\w+"
    r"|\bcopert\w+ da (?:un )?divieto di pubblicazione|\bunterlieg\w* (?:einem|dem)"
    r" (?:veroffentlichungs|berichterstattungs)verbot"
    r"|\babrangid\w+ por (?:uma )?proibicao de (?:publi|divulg)\w+"
    r"|\b(?:valt|vallen) onder een publicatieverbod\b"
)
_TELLS_OF_IT = re.compile(
    r"\b(?:(?:the )?(?:court|jury|hearing|judge) (?:was told|heard)|told (?:the )?(?:court|jury"
    r"|judge|hearing)|testif\w*|(?:crown|prosecutors?|prosecution|defence|defense) (?:said|says"
    r"|alleg\w*|argued|told|showed|played|produced)|confess\w*|witness(?:es)? (?:said|told"
    r"|described)|according to (?:evidence|documents|testimony)|was (?:shown|played) (?:to|in)"
    r"|sagte (?:aus|vor gericht)|zeug\w* (?:schilder|sagte|berichte)\w*|gestand"
    r"|a (?:raconte|declare"
    r"|temoigne|avoue)|temoin\w*|declaro|testific\w*|testigo\w*|confeso|ha (?:raccontato"
    r"|deposto"
    r"|confessato)|testimon\w*|contou|testemunh\w*|confessou|verklaarde|getuig\w*|bekende)\b"
)


def is_kept_out(story: Story, hits: list[Hit]) -> bool:
    """Tell copy that says what may not be told of a hearing, and tells nothing of it."""
    return (
        any(_COVERED.search(story.folded, *story.sentence(hit.start)) for hit in hits)
        and not story.has("court.obtained")
        and not _TELLS_OF_IT.search(story.folded, story.body_at)
    )


def _is_over_an_official(story: Story, hit: Hit) -> bool:
    """Tell a ban whose sentence names one whom the copy names under an office as well."""
    start, end = story.sentence(hit.start)
    for first, last in _named(story, story.body_at, offices=True):
        surname = story.folded[first:last].split()[-1]
        own = story.folded.find(surname, max(start, hit.end), end)
        before = story.folded[max(first - 40, 0) : first]
        if own >= 0 and not _OF_LAWYERS.search(before):
            return True
    return False


def keeps_a_victim(story: Story, hit: Hit) -> bool:
    """Tell "cannot be named for legal reasons" of whom an offence was done to."""
    return (
        story.folded.startswith("for legal", hit.start)
        and story.has("crime.sexual")
        and story.within("court.kept", *story.sentence(hit.start))
    )


def keeps_people_apart(story: Story, start: int, end: int) -> bool:
    """Tell a sentence about an order against a person, not against reports."""
    return _OF_PEOPLE.search(story.folded, start, end) is not None


def is_over(story: Story, hits: list[Hit]) -> bool:
    """Tell copy that says of its ban that it has ended, and of none that it goes on."""
    sentences = {story.sentence(hit.start) for hit in hits}
    return any(_OVER.search(story.folded, *bounds) for bounds in sentences) and not any(
        _GOES_ON.search(story.folded, *bounds) for bounds in sentences
    )
