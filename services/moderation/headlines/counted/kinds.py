"""Pure: what a number counts, by the words beside it: dead, hurt, jobs lost; folded."""

from __future__ import annotations

import re

_PEOPLE = {
    "en": {
        "unhurt": r"unhurt|unharmed|unscathed|uninjured|safe(?:ly)?|not (?:seriously )?(?:hurt"
        r"|injured)"
        r"|without injury|escaped",
        "dead": r"dead|died|dies?|dying|killed|kills?|killing|perish\w*|deaths?|drown(?:ed|s)?"
        r"|bodies|lost their lives|lives lost|fatalit\w*|lost (?:his|her) life",
        "hurt": r"hurt|injur\w+|wound\w+|hospitali[sz]ed|(?:to|in|into) (?:\w+ )?hospital"
        r"|treated|casualties|burned|burnt",
        "missing": r"missing|unaccounted",
        "arrested": r"arrest\w*|detain\w*|detention|in(?:to)? custody|held",
        "rescued": r"rescu\w+|saved?|saves|pulled|plucked|winched|brought ashore|taken off",
        "evacuated": r"evacuat\w+|homeless|displaced|(?:left|leave|leaving|fled"
        r"|flee) their homes"
        r"|forced (?:out|from)|without a roof",
    },
    "de": {
        "unhurt": r"unversehrt\w*|unverletzt\w*|nicht verletzt|wohlauf|mit dem schrecken",
        "dead": r"tote[nr]?|tot|todesopfer\w*|todesfall\w*|getotet|starb(?:en)?|sterben|stirbt"
        r"|gestorben|ums leben|umgekommen|ertrunken|ertrinken|ertranken|leichen|erschossen",
        "hurt": r"\w*verletz\w*|(?:ins|im) krankenhaus|(?:in|eine) kliniken?|krankenhauser"
        r"|behandelt|lazarett",
        "missing": r"vermiss\w*|verschollen\w*",
        "arrested": r"festgenommen\w*|festnahm\w*|verhaft\w*|gewahrsam|festgesetzt|fest",
        "rescued": r"gerettet\w*|rette[nt]\w*|geborgen|geholt",
        "evacuated": r"evakuier\w*|obdachlos\w*|ohne dach|wohnungslos\w*"
        r"|ihre (?:hauser|wohnungen) verlassen|in sicherheit",
    },
    "fr": {
        "unhurt": r"indemnes?|sain(?:e?s) et sau(?:fs|ves)|pas (?:ete )?blesse\w*",
        "dead": r"morts?|mortes?|tue[esr]*|tuant|decede\w*|deces|meurent|meurt|peri"
        r"|perdu la vie"
        r"|victimes mortelles|noye\w*|cadavres|trouve la mort",
        "hurt": r"blesse\w*|blessant|hospitalis\w*|soigne\w*|intoxique\w*|(?:a|dans) l'hopital",
        "missing": r"disparus?|disparues?|introuvables?",
        "arrested": r"arrete\w*|interpell\w*|gardes? a vue|arrestations?|ecroue\w*",
        "rescued": r"secouru\w*|sauve[esr]*|sauvetage|repeche\w*",
        "evacuated": r"evacu\w*|sans[- ]abri|sans toit|deloge\w*|reloge\w*|sinistre\w*",
    },
    "es": {
        "unhurt": r"iles[oa]s?|sin heridas|a salvo",
        "dead": r"muert[oa]s?|mueren?|murieron|murio|fallec\w*|victimas mortales|ahogad\w*"
        r"|perdieron la vida|cadaveres|mata(?:n|ron|ndo)?|perecieron",
        "hurt": r"herid[oa]s?|hospitaliza\w*|(?:al|el|un) hospital|trasladad\w*|lesionad\w*"
        r"|atendid\w*|intoxicad\w*|hiriendo",
        "missing": r"desaparecid\w*",
        "arrested": r"deten\w*|detien\w*|detuv\w*|arrest\w*|capturad\w*",
        "rescued": r"resc[au]t\w*|salvad\w*|salvan?",
        "evacuated": r"evacu\w*|desaloj\w*|sin (?:hogar|techo|casa)|damnificad\w*",
    },
    "it": {
        "unhurt": r"illes[oiae]|incolum[ei]|senza ferite",
        "dead": r"mort[oiea]|muoiono|muore|uccis\w*|uccid\w*|deced\w*|decess[oi]|vittime"
        r"|pers\w* la vita|perdono la vita|annega\w*|cadaveri",
        "hurt": r"ferit[oiae]|ferendo\w*|ricover\w*|(?:in|all'|in un )ospedale|medicat\w*"
        r"|intossicat\w*|contus\w*",
        "missing": r"dispers\w*|scompars\w*",
        "arrested": r"arrest\w*|fermat\w*|manette|denunciat\w*",
        "rescued": r"salvat\w*|soccors\w*|in salvo|recuperat\w*|salvi|salve",
        "evacuated": r"sfollat\w*|evacua\w*|senza ?tetto|senza casa|sgomber\w*",
    },
    "pt": {
        "unhurt": r"iles[oa]s?|sem ferimentos|a salvo",
        "dead": r"mort[oa]s?|morre\w*|mataram|matou|mata|falec\w*|obitos?|perderam a vida"
        r"|vitimas mortais|afogad\w*|matando",
        "hurt": r"ferid[oa]s?|hospitaliza\w*|(?:ao|no|num) hospital|internad\w*|feriment\w*"
        r"|intoxicad\w*|atendid\w*"
        r"|assistid\w*|ferindo",
        "missing": r"desaparecid\w*",
        "arrested": r"deti\w*|pres[oa]s?|deteve|prend\w*|detenc\w*|captura\w*",
        "rescued": r"resgat\w*|salv[oa]s?|salvad\w*",
        "evacuated": r"desabrigad\w*|desalojad\w*|evacuad\w*|retirad\w*|sem[- ]teto|sem casa"
        r"|realojad\w*|desalojou",
    },
    "nl": {
        "unhurt": r"ongedeerd\w*|niet gewond|ongeschonden|zonder letsel",
        "dead": r"doden|dode|dood|gedood|omgekomen|overleden|overlijden|stierven|stierf|sterven"
        r"|(?:komen|kwamen|kwam|komt) om|om het leven|verdronken|verdrinken",
        "hurt": r"(?:licht|zwaar)?gewond\w*|(?:naar|in) (?:het |een )?ziekenhui\w*|behandeld"
        r"|letsel",
        "missing": r"vermist\w*|zoek",
        "arrested": r"aangehouden|hield|hielden|houdt|opgepakt|arrest\w*|aanhouding\w*"
        r"|vastgezet|gearresteerd",
        "rescued": r"gered|redd(?:en|ing)\w*|redt|gehaald|in veiligheid",
        "evacuated": r"geevacueerd\w*|evacu\w*|dakloos|dakloze\w*|ontruim\w*"
        r"|hun hui[sz]\w* (?:uit|verlaten)",
    },
    "sv": {
        "unhurt": r"oskad\w*|utan skador|valbehallna",
        "dead": r"doda|dodade?s|dod|dog|dor|omkom\w*|avled|avlidit|livet|dodsoffer\w*"
        r"|drunkna\w*"
        r"|dodsfall\w*",
        "hurt": r"skad\w*|(?:till|pa) sjukhus\w*|vardas",
        "missing": r"saknad\w*|saknas|forsvunn\w*",
        "arrested": r"grip\w*|grep|anhall\w*|haktad\w*|haktas|frihetsberov\w*",
        "rescued": r"raddad\w*|raddas|raddats|raddade\w*|undsatt\w*",
        "evacuated": r"evakuera\w*|hemlos\w*|utan tak|lamna sina hem",
    },
}
_JOBS = {
    "en": {
        "lost": r"redundan\w+|la(?:y|ys|ying|id) off|layoffs?|losses|cuts?|cutting|axe[sd]?"
        r"|axing|sheds?|shedding|slash\w*|los(?:e|es|t|ing)|scrap\w*|to go|(?:would|will|could"
        r"|must) go|go|dismiss\w*|sack\w*|eliminat\w*|disappear\w*|fire[sd]?|at risk"
        r"|threatened",
        "kept": r"employ(?:s|ed|ing)?|workforce|stay\w*|keep\w*|kept|remain\w*|payroll"
        r"|unaffected|work|works",
        "created": r"creat\w+|hir(?:e|es|ed|ing)|recruit\w*|tak(?:e|es|ing) on|new",
        "jobs": r"jobs?|posts|roles|positions",
        "staff": r"staff|workers|employees|nurses|engineers|drivers",
    },
    "de": {
        "lost": r"streich\w*|gestrichen|\w*abbau\w*|abgebaut|bau(?:t|en|te|ten)|entlass\w*|weg"
        r"|wegfall\w*|fallen|kundig\w*|gekundigt|verlier\w*|verlor\w*|gefahr\w*|bedroht"
        r"|wackeln",
        "kept": r"beschaftigt|beschaftigen|arbeiten|bleib\w*|behalt\w*|belegschaft|zahlt"
        r"|erhalten",
        "created": r"schaff\w*|geschaffen|eingestellt|einstell\w*|stellt|neue[nr]?|sucht",
        "jobs": r"stellen|arbeitsplatz\w*|jobs|posten",
        "staff": r"beschaftigten?|mitarbeit\w*|angestellte\w*|leute|\w*krafte",
    },
    "fr": {
        "lost": r"supprim\w*|suppression\w*|licenci\w*|perd\w*|dispar\w*|detrui\w*|sacrifi\w*"
        r"|departs|menac\w*",
        "kept": r"emploie(?:nt)?|compte\w*|conserv\w*|reste\w*|garde\w*|mainten\w*|effectifs?"
        r"|travaillent",
        "created": r"cre[ee]\w*|creation\w*|embauch\w*|recrut\w*|emploiera",
        "jobs": r"emplois?|postes?",
        "staff": r"salarie\w*|employes|collaborateurs|personnes",
    },
    "es": {
        "lost": r"recort\w*|despid\w*|despedir\w*|suprim\w*|elimina\w*|perd\w*|destru\w*|ere"
        r"|riesgo|peligro",
        "kept": r"emplea|empleaba|conserv\w*|mant\w*|segui\w*|siguen|plantilla|trabajan",
        "created": r"crea\w*|contrat\w*|generar\w*|incorpor\w*",
        "jobs": r"empleos?|puestos?",
        "staff": r"trabajador\w*|emplead[oa]s|personas",
    },
    "it": {
        "lost": r"tagli\w*|licenzi\w*|esuber\w*|soppre\w*|perd\w*|elimin\w*|rischio",
        "kept": r"impiega|occupa|rest\w+|rimarranno|rimangono|conserv\w*|organico|lavorano",
        "created": r"crea\w*|assum\w*|assunzion\w*|nuov[ie]",
        "jobs": r"posti|impieghi",
        "staff": r"dipendent\w*|lavorator\w*|addett\w*|persone",
    },
    "pt": {
        "lost": r"cort\w*|despe[dc]\w*|demit\w*|demiss\w*|elimin\w*|perd\w*|extin\w*|suprim\w*"
        r"|risco",
        "kept": r"emprega|mant\w*|ficam?|permanec\w*|continuam|quadros?|trabalham",
        "created": r"cri[aoe]\w*|contrat\w*|recrut\w*|admit\w*|gera\w*|concurso",
        "jobs": r"empregos?|postos?|vagas",
        "staff": r"trabalhador\w*|funcionari\w*|empregad\w*|pessoas",
    },
    "nl": {
        "lost": r"schrap\w*|geschrapt|ontsl\w*|verdwijn\w*|verlie\w*|banenverlies|weg|snijd\w*"
        r"|op de tocht",
        "kept": r"telt|blijv\w*|behoud\w*|behouden|werken|in dienst",
        "created": r"schep\w*|creeer\w*|aan|aannem\w*|neemt|werft|nieuwe",
        "jobs": r"banen|arbeidsplaats\w*|functies",
        "staff": r"werknemer\w*|medewerker\w*|personeelsled\w*|mensen",
    },
    "sv": {
        "lost": r"varsl\w*|sag\w*|uppsag\w*|uppsagd\w*|forsvinn\w*|skar\w*|minsk\w*|bort"
        r"|hota\w*",
        "kept": r"sysselsatt\w*|behall\w*|stannar|arbetar|kvar",
        "created": r"anstall(?:er|ts?|as?)|nyanstall\w*|skap\w*|nya|rekryter\w*",
        "jobs": r"jobb\w*|tjanst\w*",
        "staff": r"anstallda|medarbetar\w*|personer",
    },
}  # fmt: skip


def _signs(kinds: dict[str, str]) -> re.Pattern[str]:
    ways = "|".join(rf"(?P<{kind}>{way})" for kind, way in kinds.items())
    return re.compile(rf"\b(?:{ways})\b")


PEOPLE = {language: _signs(kinds) for language, kinds in _PEOPLE.items()}
"""What became of people; each way is a group."""
_JOB_SIGNS = {language: _signs(kinds) for language, kinds in _JOBS.items()}
"""What becomes of jobs; each way is a group, `jobs` and `staff` without a verb."""
_OF_JOBS = {
    language: re.compile(rf"\b(?:{kinds['jobs']}|{kinds['staff']})\b")
    for language, kinds in _JOBS.items()
}
_LAID_OFF = re.compile(
    r"\b(?:redundan\w+|la(?:y|ys|id) off|layoffs?|sacks|entlasst|entlassungen|licenci\w+"
    r"|despid\w+|despedir\w*|licenzi\w+|esuberi|despe[dc]\w+|ontsla\w+|varsl\w+|varsel)\b"
)
"""What a headline says of jobs without naming them."""
_HELPERS = re.compile(
    r" (?:[a-z]+ )?(?:fire ?fighters?|(?:police )?officers|policemen|police|rescuers?|soldiers"
    r"|volunteers|paramedics|troops|einsatzkrafte\w*|feuerwehr\w*|polizist\w*|beamte\w*"
    r"|helfer\w*"
    r"|rettungskrafte\w*|soldaten|pompiers|policiers|gendarmes|secouristes|sauveteurs"
    r"|militaires|soldats"
    r"|benevoles|bomberos|policias|agentes|efectivos|militares|voluntarios|soldados"
    r"|vigili|pompieri|agenti|poliziotti|carabinieri|militari|volontari|soccorritori|bombeiros"
    r"|operacionais"
    r"|policiais|voluntarios|brandweer\w*|agenten|hulpverleners|vrijwilligers|militairen"
    r"|brandman|poliser|raddningsm\w+|frivilliga)\b"
)
_ANYBODY = re.compile(
    r" (?:[a-z]+ )?(?:people|residents|menschen|einwohner|anwohner|personnes|habitants"
    r"|riverains|personas|vecinos|habitantes|persone|abitanti|residenti|pessoas|moradores"
    r"|mensen|inwoners|omwonenden|personer|manniskor|boende|signatures|unterschriften"
    r"|firmas|firme|assinaturas|handtekeningen|namnunderskrifter)\b"
)
WEAK = frozenset(("jobs", "staff"))
"""What tells only of whom or what there is a number, and yields to any verb."""
_ALIKE = (
    frozenset(("unhurt", "rescued", "evacuated")),
    frozenset(("hurt", "rescued", "evacuated")),
    frozenset(("lost", "jobs")),
    frozenset(("created", "jobs")),
    frozenset(("kept", "jobs")),
)


def alike(one: str, other: str) -> bool:
    """Tell kinds of which one story may tell either of the same people."""
    return one == other or any({one, other} <= both for both in _ALIKE)


def signs(headline: str, language: str) -> re.Pattern[str] | None:
    """Give the words by which a folded headline and its text tell kinds, if it has any."""
    people = PEOPLE.get(language)
    if people is None:
        return None
    if people.search(headline):
        return people
    of_jobs = _OF_JOBS[language].search(headline) or _LAID_OFF.search(headline)
    return _JOB_SIGNS[language] if of_jobs else None


def bystanders(headline: str, kind: str) -> tuple[re.Pattern[str], ...]:
    """Give the persons beside a number by whom it is none of what a headline counts."""
    found = []
    if not _HELPERS.search(f" {headline}"):
        found.append(_HELPERS)
    if not kind and not _ANYBODY.search(f" {headline}"):
        found.append(_ANYBODY)
    return tuple(found)
