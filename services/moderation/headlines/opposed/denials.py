"""Pure: what headlines say happened, each with what in a text denies it; both folded."""

from __future__ import annotations

import re
from typing import NamedTuple


class Pair(NamedTuple):
    """Words of a headline, and of the texts that say otherwise."""

    headline: re.Pattern[str]
    denies: re.Pattern[str]
    """What in the text denies it."""
    bears_out: re.Pattern[str] | None
    """What in the text says it as well: then the two agree somewhere."""
    why: str
    about: re.Pattern[str] | None = None
    """What its text must be about at all."""


def _any(*parts: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(parts)})\b")


PAIRS = (
    Pair(
        _any(
            r"(?<!will not )(?<!won't )(?<!not )(?<!to )(?:resigns|quits|steps down|resigned)",
            r"tritt (?:\w+ )?zuruck", r"demissionne", r"dimite", r"(?:si dimette"
            r"|si e dimess[oa])",
            r"demite-se", r"(?:treedt|stapt) (?:\w+ )?(?:af|op)", r"avgar",
        ),
        _any(
            r"(?:will|would|does|do|did) not (?:resign|quit|step down|be (?:resigning"
            r"|quitting))",
            r"(?:no (?:plans?|intention) (?:to|of)|refus\w+ to|rul\w+ out|dismiss\w+ calls to)"
            r" (?:resign\w*|quit\w*|step\w* down)",
            r"(?:stay|stays|staying|remain|remains) in (?:office|post|the job)",
            r"im amt bleiben|bleibt im amt|schloss \w+ rucktritt aus|lehnt\w* \w+ rucktritt ab",
            r"(?:nicht|keinen) (?:zurucktreten|rucktritt)",
            r"ne demissionnera pas|exclut de demissionner|reste\w* (?:en poste|a son poste"
            r"|en fonction)"
            r"|refuse de demissionner",
            r"no (?:va a )?dimit\w+|descart\w+ dimitir|seguira en (?:el|su) cargo"
            r"|continuara en el cargo",
            r"non si dimette(?:ra)?|resta (?:in carica|al suo posto)|esclud\w+ le dimissioni",
            r"nao se (?:vai )?demit\w+|nao vai demitir-se|(?:continua|mantem-se) no cargo",
            r"blijft (?:aan|zitten|in functie)|(?:treedt|stapt) niet (?:af|op)",
            r"sitter kvar|stannar kvar|avgar inte|tanker inte avga",
        ),
        _any(
            r"(?:has|have|had) resigned|resigned (?:on|after|as|over|in|from|yesterday|today)",
            r"accepted (?:his|her|the) resignation|announced (?:his|her) resignation",
            r"(?:ist|war) \w* ?zuruckgetreten|trat \w* ?\w* ?zuruck|rucktritt erklart",
            r"a demissionne|a presente sa demission|(?:ha )?dimit(?:io|ido)"
            r"|presento su dimision",
            r"si e dimess[oa]|ha rassegnato le dimissioni|demitiu-se|apresentou a demissao",
            r"quitte\w* (?:ses fonctions|son poste)|leav\w+ (?:office|the job)|stand\w+ down"
            r"|legt\w* [^.]{0,30}(?:nieder|neer)|deja (?:el|su) cargo"
            r"|lascia (?:l'incarico|la carica)|deixa o cargo",
            r"is (?:afgetreten|opgestapt)|(?:trad|stapte) \w* ?(?:af|op)|avgick|har avgatt",
        ),
        "The headline says that somebody resigned; the text says the opposite.",
    ),
    Pair(
        _any(
            r"(?:approves?|approved|passes|passed|backs|endorses?)",
            r"(?:beschliesst|billigt|stimmt \w+ zu|beschlossen|gebilligt)", r"(?:approuve"
            r"|adopte)\w*|vote (?:le|la|les|un|une|pour)",
            r"(?:aprueba|aprobad[oa])", r"(?:approva|approvat[oa])", r"(?:aprova|aprovad[oa])",
            r"(?:keurt \w+ goed|goedgekeurd|stemt in)", r"(?:godkanner|antar)",
        ),
        _any(
            r"(?:voted|votes) (?:it |the \w+ )?down|(?:was|were) (?:rejected|defeated"
            r"|thrown out|voted down)"
            r"|rejected the (?:plan|bill|proposal|motion|budget|scheme)",
            r"(?:lehnte\w*|lehnen) (?:den|die|das) [^.]{3,60} ab|wurde abgelehnt|fiel durch",
            r"a (?:ete )?rejete\w*|ont rejete", r"(?:rechazo|fue rechazad[oa]|tumbo)",
            r"(?:ha respinto|e stat[oa] (?:bocciat|respint)[oa]|ha bocciato)",
            r"(?:rejeitou|foi rejeitad[oa]|chumbou|foi chumbad[oa])",
            r"(?:verwierp|is verworpen|werd verworpen|stemde tegen)", r"(?:avslog"
            r"|rostade ner|foll)",
        ),
        _any(
            r"approv\w*|passed|backed|endors\w*|adopted|in favou?r", r"beschlossen|gebilligt"
            r"|stimmte\w* \w+ zu"
            r"|zustimm\w*|zugestimmt|beschloss\w*", r"approuv\w*|adopt\w*", r"aprob\w*"
            r"|aprueb\w*",
            r"approv\w*", r"aprov\w*", r"goedgekeurd|keurde\w*|stemde\w* in|aangenomen",
            r"godkand\w*|antog\w*|antagits",
        ),
        "The headline says that it was approved; the text says that it was rejected.",
    ),
    Pair(
        _any(
            r"cures?|cured", r"(?:geheilt|heilt|heilbar|besiegt)", r"(?:gueri\w*|vaincu)",
            r"(?:cura|curad[oa]|curan)", r"(?:guarit[oa]|guarisce|cura)", r"(?:genezen"
            r"|geneest)",
            r"(?:botar|botat|botad)",
        ),
        _any(
            r"mice|mouse|rats?|petri dish|cell cultures?|laboratory animals"
            r"|not (?:been )?tested"
            r" (?:in|on) (?:humans|people)",
            r"mause\w*|ratten|zellkultur\w*", r"souris|rats?"
            r"|cellules en culture", r"raton(?:es)?|ratas?",
            r"topi|ratti|cavie", r"ratinhos|ratos|camundongos", r"muizen|ratten", r"moss|mus"
            r"|rattor",
        ),
        _any(
            r"patients? (?:were|was|have been) cured|trial (?:of|with|in|on) \w+ (?:patients"
            r"|people)",
            r"patient\w* (?:wurden|sind) geheilt", r"patients? (?:ont ete )?gueris",
            r"pacientes (?:se )?cura\w*", r"pazienti guariti", r"pacientes curados",
            r"patienten genezen",
        ),
        "The headline tells of a cure; the text tells of animals or cells.",
    ),
    Pair(
        _any(
            r"(?:cuts?|axes?|slashes|sheds) [^.]{0,30}(?:jobs|posts|staff)",
            r"(?:streicht|baut) [^.]{0,30}(?:stellen|jobs"
            r"|arbeitsplatze)", r"supprime [^.]{0,30}(?:postes|emplois)",
            r"(?:recorta|suprime|despide) [^.]{0,30}(?:empleos|puestos"
            r"|trabajadores)", r"taglia [^.]{0,30}(?:posti|esuberi)",
            r"(?:corta|elimina|despede) [^.]{0,30}(?:empregos|postos"
            r"|trabalhadores)", r"schrapt [^.]{0,30}(?:banen|arbeidsplaatsen)",
            r"(?:skar ned|varslar) [^.]{0,30}(?:jobb|tjanster)",
        ),
        _any(
            r"(?:create|creating|hire|hiring|add|adding) [^.]{0,30}(?:jobs|posts|people|staff)",
            r"(?:neue )?(?:arbeitsplatze|stellen|jobs) [^.]{0,12}schaffen"
            r"|stellt [^.]{0,30} ein", r"cre(?:er|era|e|ent) [^.]{0,30}(?:postes|emplois)",
            r"(?:crear|creara|crea|contratara) [^.]{0,30}(?:empleos|puestos)", r"(?:creare"
            r"|creera|crea|assumera) [^.]{0,30}(?:posti|persone)",
            r"(?:criar|criara|cria|contratar) [^.]{0,30}(?:empregos"
            r"|postos)", r"(?:nieuwe )?banen (?:bij|creeren|scheppen)|neemt [^.]{0,30} aan",
            r"(?:skapar|anstaller) [^.]{0,30}(?:jobb|personer)",
        ),
        _any(
            r"(?:cut|cuts|cutting|axe|shed|sheds|shedding|lay off|layoffs|redundan\w+"
            r"|lose their jobs)", r"streich\w*|abbau\w*|abgebaut|entlass(?:en|t)\b",
            r"supprim\w*|licenci\w*", r"despid\w*|recort\w*", r"licenzia\w*|tagli\w*"
            r"|esuber\w*", r"desped\w*|cort\w*",
            r"schrap\w*|ontsla\w*", r"varsl\w*|sag\w* upp",
        ),
        "The headline says that jobs go; the text says that they come.",
    ),
    Pair(
        _any(
            r"(?:signs?|buys?|lands?|snaps? up) ", r"verpflichtet|holt", r"(?:recrute|engage"
            r"|signe)", r"(?:ficha|contrata)",
            r"(?:ingaggia|acquista|compra)", r"(?:contrata|compra)", r"(?:contracteert|haalt"
            r"|koopt)", r"(?:varvar|koper)",
        ),
        _any(
            r"(?:offer|bid|approach)[^.]{0,60}(?:rejected|turned down|refused)|(?:rejected"
            r"|turned down|refused) (?:an?|the) (?:\w+ )?(?:offer|bid)",
            r"(?:angebot|offerte)[^.]{0,60}(?:abgelehnt|zuruckgewiesen)"
            r"|lehnte [^.]{0,40}(?:angebot|offerte)[^.]{0,20} ab",
            r"(?:offre|proposition)[^.]{0,60}(?:refusee|rejetee|declinee)|a (?:refuse|decline"
            r"|rejete) [^.]{0,30}offre",
            r"(?:oferta|propuesta)[^.]{0,60}(?:rechazada|rechazo)"
            r"|rechaz(?:o|ado) [^.]{0,30}oferta", r"(?:offerta|proposta)[^.]{0,60}(?:rifiutata"
            r"|respinta)",
            r"(?:proposta|oferta)[^.]{0,60}(?:recusada|rejeitada)", r"(?:bod"
            r"|aanbod)[^.]{0,60}(?:afgewezen|geweigerd)",
        ),
        _any(
            r"signed|completed|agreed (?:a |personal )", r"unterschrieb|unterschrieben"
            r"|unterzeichnet\w*", r"a signe|s'est engage", r"firmo|ha firmado",
            r"ha firmato|firma", r"assinou", r"tekende|getekend", r"skrev pa|skrivit pa",
        ),
        "The headline says that the deal is done; the text says that it was refused.",
    ),
    Pair(
        _any(
            r"(?:to |will )?(?:close|shut|closes|shuts|axe|axes|scrap"
            r"|scraps)(?: down)? [^.]{0,40}(?:plants?|factory|factories"
            r"|mills?|sites?|works|yard|depot|branch|branches|stores?|offices?)\b",
            r"(?:loss of|lose|loses|cuts?|axes?|shed|sheds) (?:\w+ ){0,2}(?:\d[\d,.]*"
            r"|hundreds of|thousands of) (?:jobs|posts|workers)",
            r"(?:plants?|factory|factories|mills?|works|yard|depot"
            r"|stores?) [^.]{0,20}(?:close|shut|closes|shuts|to go)\b",
            r"(?:planta|fabrica) [^.]{0,30}(?:cierra|fecha|encerra)|(?:usine"
            r"|site) [^.]{0,30}ferme\w*|(?:stabilimento|fabbrica) [^.]{0,30}chiud\w+"
            r"|sin (?:empleo|trabajo)|sem (?:emprego|trabalho)|senza lavoro|sans emploi",
            r"werk\w* [^.]{0,30}(?:schliesst|macht dicht|vor dem aus)"
            r"|schliesst [^.]{0,40}(?:werk|fabrik|standort|filiale\w*)"
            r"|(?:stellen|arbeitsplatze|jobs) fallen weg|verlieren (?:ihren job|ihre arbeit)",
            r"(?:fermeture|ferme|fermera)\b[^.]{0,40}(?:usine|site|magasin|entrepot"
            r"|agence)\w*|(?:emplois|postes) supprimes"
            r"|suppression de [^.]{0,20}(?:emplois|postes)",
            r"(?:cierra|cerrara|cierre de)\b[^.]{0,40}(?:planta|fabrica|tienda\w*|centro)"
            r"|(?:pierden|perderan) (?:su|el)"
            r" (?:empleo|trabajo)|despide a",
            r"(?:chiude|chiudera|chiusura)\b[^.]{0,40}(?:stabilimento|fabbrica|negozi|sede)"
            r"|(?:perdono|perderanno) il (?:posto|lavoro)",
            r"(?:fecha|fechara|encerra|encerramento)\b[^.]{0,40}(?:fabrica|unidade|loja\w*)"
            r"|despede [^.]{0,20}(?:trabalhadores|pessoas)",
            r"(?:sluit|sluiting)\b[^.]{0,40}(?:fabriek|vestiging|winkels?)"
            r"|fabriek [^.]{0,30}(?:dicht|sluit)|banen (?:verdwijnen|weg)",
            r"stanger\b[^.]{0,30}(?:fabrik\w*|butik\w*)",
        ),
        _any(
            r"(?:hire|hiring|recruit|recruiting|take on|taking on"
            r"|employ) (?:\w+ ){0,2}\d[\d,.]*",
            r"keep(?:ing)? (?:all|its|every|the)|(?:no|not) (?:plans to close|job losses"
            r"|jobs will)",
            r"stellt\b[^.]{0,60} (?:mitarbeiter\w*|beschaftigte\w*|leute) ein|behalt alle"
            r"|neue (?:mitarbeiter\w*|stellen|arbeitsplatze)"
            r"|keine (?:stellen|kundigungen|entlassungen)",
            r"(?:embauch\w+|recrut\w+) (?:\w+ )?\d+|maintien d(?:es|e|e tous les"
            r"|e l'ensemble des)",
            r"(?:contratar\w*|contrata|incorporar\w*) (?:a )?(?:\w+ )?\d+"
            r"|mantiene\w* (?:a )?(?:toda|todos|los)|mantendra (?:a )?(?:toda|todos|los)",
            r"(?:assum\w+) (?:\w+ )?\d+|manterra tutti|nessun (?:licenziamento|esubero)",
            r"(?:contrat\w+|admit\w+) (?:\w+ )?\d+|mant\w+ (?:todos|os) ",
            r"neemt\b[^.]{0,40}\d+[^.]{0,40} aan|behoudt alle|zoekt \d+",
            r"anstaller (?:\w+ )?\d+",
        ),
        _any(
            r"clos(?:e|es|ed|ing|ure\w*)|shut\w*|redundan\w*|job (?:losses|cuts)|lose their"
            r"|laid off|lay\w* off|cut\w*|axe\w*|go(?=,)",
            r"schlie\w*|geschlossen|dicht\b|entlass\w*|verlieren|abbau\w*|gekundigt",
            r"ferm\w*|supprim\w*|licenci\w*|suppression\w*", r"cierr\w*|cerr\w*|despid\w*"
            r"|desped\w*",
            r"chiu\w*|licenzi\w*|esuber\w*", r"fech\w*|encerr\w*|desped\w*",
            r"sluit\w*|gesloten|ontsla\w*|verdwijn\w*", r"stang\w*|varsl\w*",
        ),
        "The headline tells of a closure or lost jobs; the text that jobs come or stay.",
    ),
    Pair(
        _any(
            r"(?<!\bnot )(?<!\bno )(?<!\bnever )(?:prov(?:es|en)|prevents|cures|causes"
            r"|protects (?:against|from)|wards off|stops|reverses"
            r"|cuts risk|raises risk|linked to)\b(?!.*\?)",
            r"(?:beweist|bewiesen|schutzt vor|verhindert|heilt|verursacht|beugt)\b(?!.*[?]"
            r"|[^.]{0,30}\b(?:nicht|kein\w*)\b)",
            r"(?<!\bne )(?:prouve\w*|previent|protege\w*|guerit|provoque|cause|evite)\b(?!.*[?]"
            r"|[^.]{0,12}\b(?:pas|aucun\w*)\b)",
            r"(?<!\bno )(?:demuestra|previene|protege|cura|causa|provoca|evita)\b(?!.*[?])",
            r"(?<!\bnon )(?:dimostra|prova|previene|protegge|guarisce|causa|provoca"
            r"|evita)\b(?!.*[?])",
            r"(?<!\bnao )(?:prova|comprova|previne|protege|cura|causa|provoca"
            r"|evita)\b(?!.*[?])",
            r"(?:bewijst|bewezen|voorkomt|beschermt tegen|geneest|veroorzaakt)\b(?!.*[?]"
            r"|[^.]{0,30}\b(?:niet|geen)\b)",
            r"(?:bevisar|forhindrar|skyddar mot|botar|orsakar)\b(?!.*[?]"
            r"|[^.]{0,20}\b(?:inte)\b)",
        ),
        _any(
            r"no better than|no more effective|nicht besser als|pas (?:\w+ )?(?:mieux"
            r"|plus efficace)"
            r"|no (?:fue )?mejor que|non (?:e )?(?:meglio|migliore)|niet beter dan",
            r"(?:found|find|finds|saw|see|showed|shows|was|were) no (?:\w+ ){0,2}(?:link"
            r"|difference|evidence|effect|association|benefit"
            r"|proof|sign|connection|relationship|protect\w*)",
            r"(?:did|does|do|could|can|cannot|can't|didn't|doesn't) ?(?:not )?(?:find (?:a"
            r"|any)|show (?:a |any )?(?:cause|causal"
            r"|that|link)|prove|establish|demonstrate)",
            r"(?:no|not) (?:caus\w+|proof)|(?:keinen|kein) (?:zusammenhang|unterschied"
            r"|beleg\w*|beweis\w*|effekt|nutzen|wirkung)"
            r"|(?:nicht|keine) (?:belegen|beweisen|nachweisen|ursach\w*|belege|beweise"
            r"|wirkung|kausal\w*)|nicht beweis\w*",
            r"(?:aucun|aucune|pas de|pas d') ?(?:\w+ )?(?:lien|difference|effet|preuve"
            r"|benefice|relation|protection)"
            r"|ne (?:permet|peut|prouve|demontre|montre)\w* pas|pas de (?:lien )?caus\w+",
            r"(?:ninguna?|no (?:hall\w+|encontr\w+|vieron|observ\w+|hay|hubo"
            r"|existe)) (?:\w+ )?(?:relacion|vinculo|diferencia\w*|efecto"
            r"|prueba\w*|beneficio|evidencia)|no (?:demuestra|prueba|puede demostrar|permite)",
            r"(?:nessun[ao']?|alcun[ao']?) ?(?:\w+ )?(?:legame|differenza|effetto|prova"
            r"|beneficio|correlazione|relazione)"
            r"|non (?:dimostra|prova|hanno trovato|puo dimostrare|permette)",
            r"(?:nenhum[a]?|qualquer) (?:\w+ )?(?:ligacao|relacao|diferenca|efeito|prova"
            r"|beneficio)|nao (?:prova|encontr\w+|demonstra"
            r"|permite)",
            r"geen (?:\w+ )?(?:verband|verschil|effect|bewijs|voordeel|relatie"
            r"|oorzakelijk\w*)|niet (?:bewijzen|aantonen|bewezen)",
            r"(?:inget|ingen) (?:\w+ )?(?:samband|skillnad|effekt|bevis|nytta)|kan inte bevisa",
        ),
        _any(
            r"(?:fewer|lower(?:ed)?|(?:twice|half|times) as (?:likely|often|many)|reduc\w+"
            r"|halv\w+|less likely|more likely|third (?:fewer"
            r"|less)|cut (?:the|their) risk|(?:rose|fell) by|doubled"
            r"|confirm\w*|per cent (?:less|fewer|lower|more|higher)|protected|cured)\b",
            r"(?:seltener|weniger|niedriger\w*|verringert\w*|senkt\w*|halbiert\w*"
            r"|haufiger)", r"(?:reduit|diminu\w+|moins de|moins souvent"
            r"|baiss\w+)", r"(?:redujo|reduce|menos|disminuy\w+)", r"(?:ridott\w+|riduce|meno"
            r"|dimezz\w+|calat\w+)",
            r"(?:reduz\w*|reduziu|menos|diminuiu)", r"(?:minder|verlaagt|verlaagde|lager"
            r"|halveerde)", r"(?:minskade|farre|lagre)",
        ),
        "The headline says that it is proved; the text that no such effect was found.",
        _any(
            r"stud(?:y|ies|ie|ien|io|i|iet)|trial|research\w*|survey|scientists?|forsch\w*|untersuchung|etude|chercheu\w*|essai|estudio"
            r"|investigador\w*|ensayo|ricerca\w*|estudo|ensaio|onderzoek\w*|forskare"
            r"|doctors who|dummy|placebo"
        ),
    ),
    Pair(
        _any(
            r"(?:promises|pledges|promised|verspricht|promet|promete|promette|belooft)(?!.*\?)",
        ),
        _any(
            r"rul(?:es|ed) out|no money (?:in|for)|(?:a|ont) exclu|exclut|ha descartado"
            r"|descarto"
            r"|descarta|ha escluso|esclude|escluso|descartou|afastou|ausgeschlossen|uitgesloten"
            r"|(?:schliesst|schloss) [^.]{2,80} aus|(?:sluit|sloot) [^.]{2,80} uit",
        ),
        _any(
            r"promis\w*|pledg\w*|verspr\w*|versproch\w*|zugesagt|sagte? [^.]{2,60} zu|promet\w*"
            r"|promess\w*|prometi\w*|belo(?:of|v)\w*|toegezegd|zegde? [^.]{2,60} toe|engage\w*"
            r"|compromet\w*|will build|garant\w*|guarantee\w*",
        ),
        "The headline tells of a promise; the text says that it was ruled out.",
    ),
    Pair(
        _any(
            r"(?<!no )(?<!not )(?:cures?|cured|heilt|heilen|guerit|guerissent|cura|curan"
            r"|guarisce"
            r"|geneest|genezen)(?!.*\?)",
        ),
        _any(
            r"no cure for|(?:not|n't) (?:a )?cure|keine heilung|heilt [^.]{0,40}nicht"
            r"|nicht (?:geheilt|heilen)|ne guerit [^.]{0,30}pas|aucun remede|pas (?:un"
            r"|de) remede"
            r"|no (?:hay |es (?:una )?)?cura|non (?:c'e |esiste )?(?:una |alcuna )?cura"
            r"|non guarisce|nao (?:ha |e (?:uma )?)?cura|geen (?:genezing|geneesmiddel)"
            r"|geneest [^.]{0,40}niet",
        ),
        _any(
            r"(?:was|were|been|are|is) cured|cured (?:of|\d|\w+ (?:of|patients))|geheilt\w*"
            r"|gueri[es]?|gueris|curad[oa]s?|guarit[oaie]|genezen",
        ),
        "The headline tells of a cure; the text says that it is none.",
        _any(
            r"stud(?:y|ies|ie|ien|io|i)|trial|research\w*|scientists?|forsch\w*|etude|chercheu\w*"
            r"|essai|estudi\w*|investigador\w*|ensayo|ricerca\w*|estudo|ensaio|onderzoek\w*"
        ),
    ),
    Pair(
        _any(
            r"(?:stays?|survives?) (?:up|the drop|in the)|avoids? (?:the )?(?:drop|relegation)"
            r"|klassenerhalt|rettet sich|se maintient|se salva|si salva|garante a permanencia"
            r"|handhaaft zich|ontloopt degradatie",
        ),
        _any(
            r"(?:were|was|are|been) relegated|steigt [^.]{0,40}ab|abgestiegen|descend en"
            r"|relegue\w*"
            r"|(?:consum\w+|certific\w+|confirm\w+) (?:su|el) descenso|descendio|retrocess[oa]"
            r"|e retrocess\w+|desceu|degradeert|gedegradeerd",
        ),
        _any(
            r"stay\w* up|klassenerhalt|gerettet|maintien|permanencia|se salv\w+|salvezza"
            r"|si salva"
            r"|si e salvat\w|manutencao|lijfsbehoud|handhaa\w+|avoid\w*",
        ),
        "The headline says that they stay; the text tells of a relegation.",
    ),
)  # fmt: skip
