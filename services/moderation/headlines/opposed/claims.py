"""Pure: an event that a headline claims and of which its text only says that it did not come.

The kinds are told by their words in any language: dead, hurt, lost jobs, closures, arrests,
charges. Where every mention in the text stands under a "no", or the text says what came
instead and has no mention, the two exclude each other. One mention that is not denied, by any
of these words, and they agree.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from services.moderation.headlines.words import topic_words

_SHORTEST_BODY = 150
_NEVER = re.compile(r"(?!)")
_BEFORE, _AFTER = 56, 64
"""Signs around a mention in which stands what denies it."""


class _Claim(NamedTuple):
    headline: re.Pattern[str]
    told: re.Pattern[str]
    """Any word by which a text may tell of it, denied or not."""
    why: str
    instead: re.Pattern[str] = _NEVER
    """What a text says that has something else instead."""


def _any(*parts: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(parts)})\b")


_DENIED = _any(
    r"no|not|none|nobody|nothing|neither|without|never|cannot",
    r"rul\w+ out|avoid\w*|avert\w*|instead of|rather than|free of|spared?",
    r"kein\w*|nicht|ohne|niemand\w*|nichts|statt|weder|verhinder\w*",
    r"aucun\w*|pas|sans|personne|rien|jamais|au lieu de|exclu\w*|evit\w+",
    r"sin|ningun\w*|nadie|nunca|nada|en lugar de|en vez de|descart\w+",
    r"nessun\w*|non|senza|niente|invece di|esclu\w+|scongiur\w+",
    r"nenhum\w*|sem|nao|ninguem|nada|em vez de|descart\w+|afast\w+",
    r"geen|niet|zonder|niets|in plaats van|uitgesloten",
    r"ingen|inga|inget|inte|utan|i stallet for",
)
_SAID_NO = re.compile(r"n't\b|\bn'")
_DENIED_AFTER = _any(
    r"not (?:be )?(?:needed|planned|necessary|happening|expected|on the table|going ahead)",
    r"(?:is|are|was|were|been) (?:ruled out|off the table|averted|not)",
    r"nicht (?:geben|gibt|gab|geplant|vorgesehen|notig|drohen|erfolgen|kommen|die rede|mehr)",
    r"keine rede|ausgeschlossen|vom tisch|abgewendet",
    r"n'(?:est|etait|aura|y aura|a ete|ont ete|sont) [^.;]{0,20}pas|exclue?s?|ecartee?s?",
    r"found no|(?:was|were|been) (?:dropped|scrapped|thrown out|rejected|voted down|abandoned)",
    r"verworfen|abgelehnt|rejetee?s?|rechazad\w+|respint\w+|rejeitad\w+|verworpen",
    r"descartad\w+|esclus\w+|scongiurat\w+|afastad\w+",
    r"(?:is|was|zijn|komt|komen) (?:er )?(?:geen|niet)|uitgesloten|van de baan|uteslut\w+",
)
_NOBODY = re.compile(
    r" (?:no ?-?one|nobody|no (?:people|residents|passengers|workers)|niemand\w*"
    r"|keine[nr]? (?:menschen|einwohner|person)|personne|nadie|(?:a )?nessun\w*|ninguem"
    r"|geen (?:mensen|enkel\w*))\b(?! else)"
)
"""Right behind what kills or hurts, whom it did not."""
_FURTHER = _any(
    r"others?|further|more|else|yet|only|longer|doubt|choice|alternative|immediate(?:ly)?",
    r"weitere\w*|ander\w*|mehr|nur|zweifel",
    r"autres?|plus|encore|seul\w*|doute",
    r"otr[oa]s?|mas|solo|duda|altr[eio]|piu|solo|dubbio|outr[oa]s?|mais|so|duvida",
    r"verder\w*|meer|langer|alleen|twijfel|fler|annan|andra|langre",
)
"""What "no" before it does not deny, but counts: "no other deaths"."""
_RATHER = re.compile(
    r"[^.;,]{0,24}, (?:but|sondern|mais|sino|pero|ma|bensi|mas|maar|utan|men)\b"
    r"|[^.;,]{0,40}, (?:dice|says|said|sagt|dit|diz|zegt) [^.]{0,60}, (?:ma|but|mas|pero)\b"
)
"""After it, where "no" takes back one kind of it only: "no punitive ban, but"."""
_WITHOUT = re.compile(r"\b(?:without|no|ohne|sans|sin|senza|sem|zonder)(?: any)? $")
_SUPPLY = re.compile(
    r"(?:power|electricity)(?: supply)?|strom|electri\w*|courant|luz|suministro|luce|corrente"
    r"|elettric\w*|eletric\w*|energia|stroom"
)
"""What it is an event to be without."""
_CLAUSE = re.compile(r"[.;:!?]|, (?!aber auch)| (?:but|aber|doch|mais|pero|maar|men|sondern) ")
_OPEN = _any(
    r"surviv\w*|escap\w*|echapp\w*|entgeht|entgehen|sobreviv\w*|si salva\w*|ontsnapt",
    r"no|not|none|nobody|never|without|fears?|feared|threat\w*|could|may|might|should|avoid\w*",
    r"avert\w*|drill|saved?|saves|sauv\w+|rettet|gerettet|gered|salv\w+|scrap\w*|warns?"
    r"|warning|spared?|plans?|calls?|urge\w*|want\w*|if|kein\w*|nicht",
    r"niemand|ohne|droh\w*|konnte\w*|soll|warn\w*|furcht\w*|ubung|aucun\w*|pas|sans|menac\w*",
    r"pourrai\w*|craint\w*|crainte\w*|exercice|sin|ningun\w*|nadie|amenaz\w*|podri\w+|tem\w+",
    r"simulacro|nessun\w*|non|senza|minacc\w+|potrebb\w+|rischi\w*|nenhum\w*|sem|nao|ninguem",
    r"ameac\w+|pode\w*|geen|niet|niemand|zonder|dreig\w*|kan|mogelijk|ingen|inga|inte|utan",
)
"""Headlines that deny it themselves, or only fear it."""

_WISHED = _any(
    r"fought|fight\w*|campaign\w*|hop\w+|want\w*|plead\w*|petition|call\w* for|could|would",
    r"until|bis|kampf\w*|gekampft|wollte\w*|hoff\w*|petition|jusqu\w*|voul\w+|esper\w+",
    r"hasta|querian?|luch\w+|fino|volev\w+|sper\w+|ate|queriam?|lut\w+|tot|wilde\w*|hoop\w*",
)
_PEOPLE_AT_WORK = (
    r"(?:jobs?|posts|roles|positions|staff|workers|employees|workforce|people|stellen"
    r"|arbeitsplatze|emplois|postes|salaries|empleos|puestos|empleados|trabajadores"
    r"|posti|lavoratori|operai|empregos|postos|trabalhadores|pessoas|banen|arbeidsplaatsen"
    r"|werknemers|jobb|tjanster)"
)
_CLAIMS = (
    _Claim(
        _any(
            r"dead|killed|kills?|deaths?|deadly|fatal|fatalities|massacre",
            r"totet|uccid(?:e|ono)|doodt|tuent",
            r"(?<!na )(?<!da )(?<!de )mata[nm]? (?:al?|ao|\d+|dos|tres|cuatro|cinco|dois|duas)",
            r"dies (?:in|at|aged|after|as|of|when|on)|(?<!, )\bdie (?:in|after|as|when)",
            r"tote|toten|todesopfer|sterben|getotet|todlich\w*|ums leben",
            r"morts?|mortel\w*|tues?|tuees?|meurent|deces",
            r"muert[oa]s?|mueren|muere|fallecid[oa]s?|fallecen|mortal\w*",
            r"strage|morti|muoiono|muore|vittime|mortal[ei]",
            r"mort[oa]s|morrem|mortes|morre|mortal|doden|dodelijk\w*|omgekomen|komen om",
            r"doda|dog|omkom\w*|dodsoffer",
        ),
        _any(
            r"totete[nt]?|totet|mat(?:a[nmr]?|o|aron|aram|ou|ando)|doodde\w*|tuent|tuant",
            r"dead\w*|died|dying|(?:to|would|could|will|people|who) dies?|deaths?|killed"
            r"|kills?|killing|fatal\w*|bod(?:y|ies)|lives",
            r"perish\w*|casualt\w*|victims?|murder\w*|tot (?:auf|ge)\w+|tote\w*|getotet\w*"
            r"|starb\w*|gestorben",
            r"sterben|todes\w*|leiche\w*|ums leben|umgekommen|mort[oaei]?s?|mortel\w*"
            r"|tue[es]?|tues|tuant|deced\w*|deces",
            r"victimes?|cadavre\w*|perdu la vie|muert\w*|murieron|murio|falleci\w*|mortal\w*",
            r"victimas?|cadaver\w*|vittim\w*|ucci\w*|decedut\w*|deceduti|perso la vita|morr\w*",
            r"obitos?|vitimas?|dood\w*|dode\w*|overled\w*|omgekomen|omkom\w*|stierf|stierven",
            r"kwam(?:en)? om|slachtoffer\w*|dodsoffer|doda\w*|avlid\w*",
        ),
        "The headline tells of deaths; the text says that there were none.",
        _any(
            r"(?:nobody|no one|no-one) was (?:on|in|aboard|inside|there|home)|was empty",
            r"(?:escaped|walked away) (?:unhurt|unharmed)|unhurt|unharmed"
            r"|all [^.]{0,30}survived",
            r"(?:nobody|no one|no-one|none) (?:was|were|is) (?:hurt|injured|harmed)",
            r"niemand[^.;]{0,30} (?:zu schaden|verletzt)|personne n'a ete blesse\w*"
            r"|(?:no hubo|sin) (?:heridos|victimas)|nessun ferito|non ci sono (?:feriti"
            r"|vittime)"
            r"|sem feridos|ninguem ficou ferido|niemand raakte gewond",
            r"unverletzt|niemand (?:war|befand sich)|glimpflich|indemnes?|saine?s? et saufs?",
            r"personne n'etait|iles[oa]s?|nadie (?:estaba|habia)|vaci[oa]|illes[oaie]"
            r"|nessuno era",
            r"ninguem estava|ongedeerd|niemand (?:was|bevond zich)|oskadd\w*|ingen befann sig",
        ),
    ),
    _Claim(
        _any(
            r"injured|hurt|wounded|injures?|injuries|verletzte?|verletzt|blesses?|blessees?",
            r"herid[oa]s|ferit[ie]|ferid[oa]s|gewonden|gewond|skadade",
        ),
        _any(
            r"bruis\w*|cuts and|suffer\w*|fractur\w*|concuss\w*|airlifted|prellung\w*|bruche?n?"
            r"|contus\w*|escoria\w*|kneuz\w*|botbreuk\w*|injur\w*|hurt|wound\w*|hospital\w*"
            r"|treated|casualt\w*|\w*verletz\w*|krankenh\w*",
            r"bless\w*|hopita\w*|soign\w*|victimes?|herid\w*|lesion\w*|victimas?|hospital\w*",
            r"ferit\w*|ospedal\w*|vittim\w*|ferid\w*|vitimas?|gewond\w*|slachtoffer\w*",
            r"ziekenhu\w*|skad\w*|sjukhus\w*|kneuz\w*|burn\w*|broke\w*",
        ),
        "The headline tells of injured people; the text says that nobody was hurt.",
    ),
    _Claim(
        _any(
            r"(?:axe[sd]?|cuts?|slash\w*|sheds?|los[et]s?|cull\w*|sacks?|fires?|lay(?:s"
            r"|ing)? off)"
            rf"\b[^.]{{0,30}}\b{_PEOPLE_AT_WORK}",
            rf"{_PEOPLE_AT_WORK}\b[^.]{{0,24}}\b(?:axed|cut|lost|to go|go|sacked|laid off)",
            r"lay-?offs?|redundan\w+|job (?:cuts|losses)|entlasst|entlassung\w*"
            r"|\w*stellenabbau",
            r"(?:streicht|baut)\b[^.]{0,30}\b(?:stellen|arbeitsplatze|jobs)",
            r"licenci(?:e|ent|er|ements?)|(?:supprim\w+|suppression)\b[^.]{0,30}\b(?:emplois"
            r"|postes)",
            r"despid\w+|despedir\w*|suprim\w+ [^.]{0,30}(?:empleos|puestos)|licenzia\w*"
            r"|esuberi",
            r"tagli\w* [^.]{0,30}posti|desped\w+|ontsla\w+|schrap\w+ [^.]{0,30}banen|varsl\w+",
        ),
        _any(
            r"redundan\w+|lay-?offs?|laid off|lay(?:ing|s)? off|dismiss\w+|sack(?:ed|ing|s)?",
            r"job (?:cuts|losses)|at risk",
            r"(?:los(?:e|es|ing|t)|losing|cut(?:s|ting)?|ax(?:e|es|ed|ing)|shed\w*|slash\w*"
            rf"|go|eliminat\w+|reduc\w+)\b(?:[^.,;]|\d[.,]\d){{0,30}}\b(?:{_PEOPLE_AT_WORK}"
            rf"|workforce)",
            rf"{_PEOPLE_AT_WORK}\b[^.,;]{{0,24}}\b(?:lost|cut|go|going|gone|axed|disappear\w*)",
            r"entlass\w+|\w*kundigungen|\w*kundigung|gekundigt|\w*abbau\w*|abgebaut|streich\w+"
            r"|gestrichen|wegfall\w*|fallen weg|trennt sich|arbeitsplatz",
            r"licenci\w+|supprim\w+|suppression\w*|departs?|plan social|despid\w+|despedi\w+",
            r"recort\w+|prescind\w+|suprim\w+|licenzi\w+|esuber\w+|tagli\w*|mobilita",
            r"desped\w+|dispens\w+|rescis\w+|ontsla\w+|schrap\w+|verdwijn\w+|banen weg|varsl\w+"
            r"|uppsag\w+|sags? upp",
        ),
        "The headline says that jobs go; the text says that none do.",
    ),
    _Claim(
        _any(
            r"close[sd]?(?! doors?\b)|closing|closure|shut|shuts|shutting",
            r"schliesst|schliessen|schliessung",
            r"macht dicht|ferme|fermera|ferment|fermeture|cierra|cerrara|cierran|cierre",
            r"chiude|chiudera|chiudono|chiusura|fecha|fechara|fecham|encerra\w*",
            r"sluit|sluiten|sluiting|stanger|stangs",
        ),
        _any(
            r"clos(?:e|es|ed|ing|ure\w*)|shut\w*|axed|schlie\w*|\w*schliessung\w*|geschlossen",
            r"ferm\w+|cierr\w+|cerr\w+|clausur\w*|chiu[ds]\w*|fech\w+|encerr\w+|sluit\w*",
            r"gesloten|sluiting\w*|stang\w*|stangd\w*",
        ),
        "The headline tells of a closure; the text says that it stays open.",
        _any(
            r"(?:keep|keeps|kept|keeping|stay|stays|staying|remain"
            r"|remains)\b[^.,;]{0,40}\bopen",
            r"bleib(?:t|en)\b[^.;]{0,40}\b(?:offen|geoffnet|erhalten)",
            r"rest(?:e|ent|era|eront)\b[^.,;]{0,20}\bouvert\w*",
            r"(?:seguira|permanecera|sigue|mantendra)\b[^.,;]{0,20}\babiert\w*",
            r"(?:restera|resta|rimane|rimarra)\b[^.,;]{0,20}\bapert\w*",
            r"(?:permanece\w*|continua\w*|mantem-se|mantera)\b[^.,;]{0,20}\babert\w*",
            r"(?:blijft|blijven)\b[^.,;]{0,40}\bopen|forblir oppe\w*",
        ),
    ),
    _Claim(
        _any(
            r"arrested|arrests?|detains?|detained|arrete|arretent|fasst"
            r"|nimmt [^.]{0,40} fest|arrestano"
            r"|arresta|fermano|detienen?|detem|prendem?|houdt [^.]{0,40} aan"
            r"|pakt [^.]{0,40} op|festgenommen|verhaftet|festnahmen?|interpelle\w*",
            r"interpellations?|detenid[oa]s?|detenciones|arrestat[oaie]|arresti|detid[oa]s?",
            r"detencoes|aangehouden|opgepakt|arrestaties|gripna|gripen",
        ),
        _any(
            r"arrest\w*|detain\w*|custody|charged|caught|held (?:in|for|on|by)|festn\w*"
            r"|festgen\w*|verhaft\w*",
            r"gefasst|gewahrsam|interpel\w*|arret\w*|garde a vue|deten\w*|detuv\w*|prision",
            r"fermat\w*|domiciliari|carcere|deti[dv]\w*|pres[oa]s?|aangeh\w*|gearrest\w*",
            r"opgepakt|arrestatie\w*|vast|grip\w*|anhall\w*",
        ),
        "The headline tells of arrests; the text says that there were none.",
    ),
    _Claim(
        _any(
            r"charged|indicted|prosecuted|angeklagt|anklage erhoben|mis en examen|inculpe\w*",
            r"imputad[oa]s?|procesad[oa]s?|rinviat[oaie] a giudizio|indagat[oaie]|acusad[oa]s?",
            r"arguid[oa]s?|vervolgd|aangeklaagd|atalad\w*|atalas",
        ),
        _any(
            r"charge[sd]?|indict\w*|prosecut(?:ed|ion)|\w*anklage\w*|angeklagt\w*"
            r"|mise? en examen",
            r"inculp\w*|poursui\w*|imputad\w*|imputa\w*|procesa\w*|cargos|giudizio|indagat\w*",
            r"acusa\w*|arguid\w*|vervolg\w*|aangeklaagd\w*|atal\w*",
        ),
        "The headline says that somebody was charged; the text says that nobody was.",
    ),
    _Claim(
        _any(
            r"evacuated|evacuates?|evacuat(?:e|ion)|evakuieren|evacuer|evacuar|evacuare"
            r"|evacueren|evakuiert|evacue\w*|evacuad[oa]s?|evacuat[oaie]",
            r"evacua|geevacueerd|ontruimd|evakuer\w*|sfollat[oaie]|sgomberat[oaie]|sgombera"
            r"|desalojad[oa]s?|desaloja[nr]?|desalojados|deloges?|delogees?|desabrigad[oa]s"
            r"|retirad[oa]s",
        ),
        _any(r"evac\w*|evak\w*|geevacu\w*|ontruim\w*|left their homes|geraumt\w*|raumen"
            r"|sfoll\w*|sgomber\w*|desaloj\w*|deloge\w*|desabrigad\w*"
            r"|retirad\w*|leave their homes|dejar sus casas|lasciare le case|verlassen"),
        "The headline tells of an evacuation; the text says that there was none.",
    ),
    _Claim(
        _any(
            r"bans?|banned|outlaws?|verbietet|verboten|interdit|interdite?s?|prohibe\w*|vieta",
            r"prohibid[oa]s?|vietat[oaie]|proibe\w*|proibid[oa]s?|verbiedt|verboden|forbjuder",
        ),
        _any(
            r"bans?|banned|banning|outlaw\w*|prohibit\w*|forbid\w*|verb[oi]e?t\w*|untersag\w*",
            r"interdi\w*|prohib\w*|vet[oa]\w*|viet\w*|divieto|proib\w*|verbo[dt]\w*|verbied\w*",
            r"verboden|forbju\w*|forbud\w*|illegal|block\w*|stop\w*",
        ),
        "The headline tells of a ban; the text says that there is none.",
    ),
    _Claim(
        _any(
            r"cancels?|cancelled|canceled|cancellations?|ausgefallen|abgesagt|gestrichen",
            r"annule\w*|supprime\w*|cancela\w*|suspend\w*|cancell\w*|annull\w*|geannuleerd",
            r"geschrapt|afgelast|stalls in|installd\w*",
        ),
        _any(
            r"cancel\w*|scrap\w*|called off|suspend\w*|ausf\w*|ausgefallen|abgesag\w*|absag\w*",
            r"gestrichen|annul\w*|supprim\w*|suspen\w*|cancel\w*|annull\w*|sospe\w*"
            r"|soppress\w*",
            r"geannuleer\w*|geschrapt|afgelast\w*|uitgevallen|installd\w*|stalls",
        ),
        "The headline tells of cancellations; the text says that there were none.",
    ),
    _Claim(
        _any(
            r"without (?:power|electricity)|power (?:cuts?|outages?|failure)|blackouts?"
            r"|outages?",
            r"\w*stromausf\w+|ohne strom|sans electricite|sans courant|panne\w* (?:de courant"
            r"|d'electricite)|sin (?:luz|electricidad)|apagon\w*|senza (?:luce|corrente"
            r"|elettricita)|sem (?:luz|eletricidade)|apag(?:ao|oes)|zonder stroom|stroom\w+",
        ),
        _any(
            r"(?:power|electricity)(?: supply| supplies| cuts?| lines?)?|outages?|blackouts?",
            r"cut off|suppl(?:y|ies)|dark\w*|\w*strom\w*|electri\w*|courant|panne\w*|luz"
            r"|apagon\w*",
            r"electricidad|suministro|luce|corrente|elettric\w*|buio|eletric\w*|apag\w+"
            r"|energia",
            r"stroom\w*|donker",
        ),
        "The headline tells of a power cut; the text says that there was none.",
    ),
    _Claim(
        _any(
            r"(?:wins?|won|gets?|lands?|secures?|receives?|awarded|given|handed)\b[^.]{0,30}"
            r"\b(?:grants?|funding|subsid\w+|loan|contract|permission|licen[cs]e|visa|place)",
            r"(?:erhalt|bekommt|gewinnt)\b[^.]{0,30}\b(?:forder\w+|zuschuss|auftrag"
            r"|genehmigung)",
            r"(?:obtient|decroche|recoit)\b[^.]{0,30}\b(?:subvention|aide|contrat|marche"
            r"|permis)",
            r"(?:recibe|logra|obtiene|consigue)\b[^.]{0,30}\b(?:subvencion|ayuda|beca|contrato"
            r"|licencia|permiso)|(?:ottiene|riceve|conquista)\b[^.]{0,30}\b(?:finanziament\w+"
            r"|contribut\w+|appalto|licenza)|(?:recebe|consegue|obtem)\b[^.]{0,30}\b(?:subsidio"
            r"|apoio|bolsa|contrato|licenca)|krijgt\b[^.]{0,30}\b(?:subsidie|opdracht"
            r"|vergunning)",
        ),
        _any(
            r"awarded|awards|won|wins|(?:will|has|have) receive\w*|secured|granted"
            r"|been given|landed",
            r"erh[ai]elt\w*|bek[ao]m\w*|gewann|gewonnen|bewillig\w*|zugesagt|obtenu\w*"
            r"|decroch\w*",
            r"recu\w*|accord\w*|recib\w*|logr\w*|obtuv\w*|obten\w*|conced\w*|conce[ds]\w*",
            r"ottenut\w*|ricevut\w*|assegnat\w*|receb\w*|atribu\w*|conseg\w*|obteve|kreeg"
            r"|krijgt",
            r"gekregen|toegekend|verleend",
        ),
        "The headline says that it was granted; the text says that it was refused.",
        _any(
            r"turned down|missed out|unsuccessful|been (?:refused|rejected|denied)",
            r"was (?:refused|rejected|denied)|failed to (?:win|secure|get)|lost out"
            r"|leer aus\w*",
            r"abgelehnt|nicht bekommen|vu refuser|refuse\w*|recale\w*|deneg\w+|se queda sin",
            r"rechaz\w+|negat[oaie]|bocciat\w+|esclus[oaie]|recusad\w+|ficou sem|rejeit\w+",
            r"afgewezen|gaat niet naar|grijpt naast|misloopt|geweigerd",
        ),
    ),
    _Claim(
        _any(
            r"calls? off[^.]{0,30}\bstrike|strike (?:called )?off|suspends?[^.]{0,20}\bstrike",
            r"(?:sag\w*|blas\w*)\b[^.]{0,30}\bstreik\w*[^.]{0,20}\bab|streik (?:abgesagt"
            r"|beendet)",
            r"lev\w+[^.]{0,20}\b(?:preavis|greve)|suspend\w*[^.]{0,20}\b(?:greve|huelga)",
            r"desconvoca\w*|(?:revoca\w*|sospend\w*)[^.]{0,20}\bsciopero|sciopero revocato",
            r"desmarca\w*[^.]{0,20}\bgreve|staking (?:afgeblazen|van de baan|afgelast)",
        ),
        _any(
            r"call\w* off|cancel\w*|suspend\w*|averted|desconvoc\w*|abgesagt|ausgesetzt"
            r"|beendet",
            r"lev[ea]\w*|revoc\w*|sospe\w*|desmarc\w*|suspen\w*|afgeblazen|afgelast|opgeschort",
        ),
        "The headline says that a strike is off; the text says that it goes on.",
        _any(
            r"(?:strike|walkout|action)\b[^.,;]{0,30}\b(?:go(?:es|ing)? (?:ahead|on)"
            r"|continues?)",
            r"press\w* ahead|streik\w*\b[^.;]{0,30}\b(?:weiter|statt|bleibt|fortgesetzt)",
            r"(?:maintien\w*|poursui\w*|reconduit\w*)\b[^.,;]{0,30}\b(?:greve|mouvement"
            r"|preavis)",
            r"mantien\w*\b[^.,;]{0,30}\bhuelga|huelga\b[^.,;]{0,30}\b(?:sigue|continua)",
            r"(?:conferm\w*|mant\w*)\b[^.,;]{0,30}\b(?:sciopero|greve)|staking (?:gaat"
            r"|gewoon) \w*"
            r" ?door",
        ),
    ),
    _Claim(
        _any(
            r"toppl\w+|collaps\w+|destroy\w*|wreck\w*|flatten\w*|demolish\w*|devastat\w+"
            r"|tears? (?:roof|off)"
            r"|rips? (?:roof|off)|brings? down|damages?|gutted|guts|crumbles?|sweeps? away"
            r"|washes? away",
            r"deckt\b[^.]{0,40} ab|zerstor\w+|beschadigt|sturzt\b[^.]{0,30} ein|eingesturzt"
            r"|reisst\b[^.]{0,40}"
            r" (?:weg|ab|um)|verwust\w+|legt\b[^.]{0,30} in schutt",
            r"emporte\w*|detrui\w+|effondr\w+|s'ecroule\w*|ravage\w*|endommage\w*|devast\w+"
            r"|arrache\w*",
            r"destruye\w*|derrib\w+|derrumb\w+|arras\w+|destroz\w+|dana\w*|hunde\w*|arranca",
            r"croll\w+|distrugg\w+|distrutt\w+|abbatt\w+|devast\w+|danneggi\w+|scoperchi\w+"
            r"|travolt[oaie]",
            r"derrub\w+|destroi\w*|destru\w+|desab\w+|danific\w+|arranc\w+",
            r"blaast\b[^.]{0,20}|verwoest\w*|verniel\w*|stort in|instort\w*|beschadig\w+"
            r"|rukt\b[^.]{0,30} (?:los|af)",
        ),
        _any(
            r"damag\w*|destroy\w*|collaps\w*|toppl\w*|brought down|came down|wreck\w*|gutted"
            r"|crumbl\w+"
            r"|flatten\w*|ruins?|rubble|torn off|ripped|swept away|washed away|nothing left"
            r"|fell (?:down|in|onto|into|apart)|(?:has|have|had) fallen",
            r"schaden|beschadig\w*|zerstor\w*|eingesturzt\w*|sturzte\w* ein|abgedeckt"
            r"|trummer\w*|abgerissen"
            r"|verwust\w*|deckte\b",
            r"degats?|dommages?|endommage\w*|detrui\w*|effondr\w*|ecroule\w*|emporte\w*"
            r"|ravage\w*|gravats|ruines?"
            r"|arrache\w*",
            r"danos?|danad\w+|destru\w*|derrumb\w*|derrib\w*|arras\w*|destroz\w*|escombros"
            r"|hundi\w*|ruinas"
            r"|no queda nada|calcinad\w*",
            r"danni|danneggi\w*|croll\w*|distru\w*|abbattut\w*|devast\w*|macerie|rovin\w*"
            r"|scoperchi\w*"
            r"|inagibil\w*",
            r"danificad\w*|derrub\w*|destru\w*|desab\w*|desmoron\w*|escombros|ruinas|ruiu|caiu"
            r"|arranc\w*|estragos",
            r"schade|beschadig\w*|verwoest\w*|verniel\w*|ingestort\w*|stortte\w* in|puin"
            r"|afgewaaid|weggewaaid"
            r"|losgerukt",
        ),
        "The headline tells of a building or town that is damaged; the text of none.",
        _any(
            r"intact|unscathed|undamaged|is sound|are sound|withstood|held firm|unversehrt"
            r"|hielt stand|hielten stand"
            r"|heil geblieben|intatt[oaie]|indenn[ei]|resistit\w+|ha retto|intact[oa]s?"
            r"|indemnes?|ha tenu"
            r"|ilesos?|resistio|aguanto|sin danos|intakt|heel gebleven|bleef heel|bleven heel"
            r"|ongeschonden"
            r"|onbeschadigd",
        ),
    ),
)  # fmt: skip


def denied_claim(headline: str, text: str) -> str | None:
    """Say which event a folded headline claims that its folded text only denies."""
    if len(text) < _SHORTEST_BODY or "?" in headline:
        return None
    for claim in _CLAIMS:
        said = claim.headline.search(headline)
        if said is None:
            continue
        rest = headline.replace(said[0], "")
        if _OPEN.search(rest) or _DENIED.search(rest):
            return None
        if _is_taken_back(claim, topic_words(rest), text):
            return claim.why
    return None


def _is_taken_back(claim: _Claim, about: list[str], text: str) -> bool:
    denied = any(_is_so(text, other, about) for other in claim.instead.finditer(text))
    for mention in claim.told.finditer(text):
        if not is_denied(text, mention):
            return False
        denied = True
    return denied


def _is_so(text: str, other: re.Match[str], about: list[str]) -> bool:
    """Tell what is said of what the headline is about, and not only wished for."""
    start = max(text.rfind(". ", 0, other.start()), text.rfind("\n", 0, other.start())) + 1
    sentence = text[start : other.end() + _AFTER].partition(". ")[0]
    return any(word in sentence for word in about) and not _WISHED.search(sentence)


def is_denied(text: str, mention: re.Match[str]) -> bool:
    """Tell whether "no" stands before a mention in its clause, or something like it behind."""
    before = text[max(mention.start() - _BEFORE, 0) : mention.start()]
    cuts = [cut.end() for cut in _CLAUSE.finditer(before)]
    clause = before[cuts[-1] if cuts else 0 :] + mention[0]
    denial = _DENIED.search(clause) or _SAID_NO.search(clause)
    after = text[mention.end() : mention.end() + _AFTER]
    if denial:
        if _WITHOUT.search(before) and _SUPPLY.fullmatch(mention[0]):
            return False  # that there was none is the event
        return not (_FURTHER.search(clause, denial.end()) or _RATHER.match(after))
    cut = _CLAUSE.search(after)
    if _NOBODY.match(after):
        return True
    return _DENIED_AFTER.search(after[: cut.start() if cut else None]) is not None
