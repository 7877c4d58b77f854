"""Pure: a headline that has done what its text only has to come, or settled what is open.

A vote that was put off, a chamber whose turn is next, works that begin in spring, a road that
could open again, a fire of which nobody knows the cause, prices that rise more slowly.
"""

from __future__ import annotations

import re
from itertools import islice
from typing import NamedTuple

from services.moderation.headlines.words import topic_words
from services.moderation.story import Story

_SHORTEST_BODY = 150
_READ = 900
_PUT_OFF_WHY = "The headline tells it as done; by the text it was put off."
_NEXT = "The headline has a vote passed that, by the text, is still to come."
_NOT_BEGUN = "The headline has it finished; by the text it has not begun."
_ONLY_MAY = "The headline tells it as done; by the text it only may be."
_UNKNOWN_CAUSE = "The headline names a cause; by the text it is not known."
_SLOWER = "The headline has prices fall; by the text they only rise more slowly."


def unsettled(story: Story) -> str | None:
    """Say that a headline tells as done or known what its text has to come or open."""
    title = story.title
    text = story.folded[story.body_at : story.body_at + _READ]
    if len(text) < _SHORTEST_BODY or "?" in title:
        return None
    return (
        _put_off(story, title)
        or _is_next(title, text)
        or _has_not_begun(title, text)
        or _only_may(story, title, text)
        or _cause_unknown(story, title)
        or _only_slower(title, text)
    )


class _Event(NamedTuple):
    headline: re.Pattern[str]
    """Verbs by which a headline lets it happen."""
    noun: re.Pattern[str]
    """What a text calls it."""


_EVENTS = (
    _Event(
        re.compile(
            r"\b(?:approves?|pass(?:es)?|adopts?|rejects?|votes? (?:for|through|against|down)"
            r"|billigt|beschliesst|verabschiedet|stimmt|adopte(?:nt)?|approuve(?:nt)?"
            r"|vote(?:nt)?"
            r"|rejette(?:nt)?|aprueban?|rechazan?|votan?|approva(?:no)?|boccia(?:no)?"
            r"|vota(?:no)?"
            r"|aprovam?|chumbam?|rejeitam?|votam?|keurt|stemt|verwerpt|rostar|antar|klubbar"
            r"|godkanner|avslar|forkastar)\b"
        ),
        re.compile(
            r"\b(?:vote|ballot|debate|reading|abstimmung|votum|lesung|scrutin|votacion"
            r"|votazione"
            r"|voto|votacao|stemming|omrostning(?:en)?|votering(?:en)?)\b"
        ),
    ),
    _Event(
        re.compile(
            r"\b(?:(?:re)?opens|eroffnet|offnet|(?:r|re)?ouvre(?:nt)?|inaugure(?:nt)?"
            r"|(?:re)?abren?"
            r"|inauguran?|(?:ri)?apr(?:e|ono)|inaugura(?:no)?|(?:re)?abrem?|inauguram?"
            r"|(?:her)?opent|gaat (?:\w+ ){0,3}open|(?:ater)?oppnar|oppnas|invigs)\b"
        ),
        re.compile(
            r"\b(?:(?:re)?opening|(?:wieder|neu)?eroffnung|(?:re)?ouverture|inauguration"
            r"|(?:re|ri)?apertura|inauguracion|inaugurazione|(?:re)?abertura|inauguracao"
            r"|(?:ater)?oppning(?:en)?|oppnandet|invigning(?:en)?"
            r"|heropening)\b"
        ),
    ),
    _Event(
        re.compile(
            r"\b(?:starts|begins|launches|premieres|kicks off|gets under way|startet|beginnt"
            r"|feiert premiere|demarre(?:nt)?|commence(?:nt)?|debute(?:nt)?|lance(?:nt)?"
            r"|empiezan?"
            r"|comienzan?|arrancan?|estrenan?|lanzan?|inizia(?:no)?|comincia(?:no)?"
            r"|debutta(?:no)?"
            r"|lancia(?:no)?|comecam?|arrancam?|estreiam?|lancam?|begint|gaat van start"
            r"|lanceert|gaat in premiere|startar|borjar|inleds|drar i ?gang|har premiar)\b"
        ),
        re.compile(
            r"\b(?:start|launch|premiere|kick-off|beginn|auftakt|lancement|debut|demarrage"
            r"|estreno|inicio|comienzo|lanzamiento|arranque|inizio|avvio|debutto|prima|lancio"
            r"|estreia|lancamento|begin|lancering|starten av|premiaren?|lansering(?:en)?)\b"
        ),
    ),
    _Event(
        re.compile(
            r"\b(?:rules|convicts|sentences|acquits|verurteilt|entscheidet|condamne(?:nt)?"
            r"|tranche(?:nt)?|condenan?|sentencian?|condanna(?:no)?|condenam?|veroordeelt|doms"
            r"|oordeelt)\b"
        ),
        re.compile(
            r"\b(?:verdict|ruling|judgment|trial|hearing|urteil|prozess|jugement|proces"
            r"|sentencia"
            r"|juicio|sentenza|processo|udienza|sentenca|julgamento|vonnis|uitspraak|zitting"
            r"|domen|rattegangen|huvudforhandlingen)\b"
        ),
    ),
    _Event(
        re.compile(
            r"\b(?:signs?|unterzeichne(?:n|t)|signe(?:nt)?|firman?|firma(?:no)?|assinam?"
            r"|ondertekent|tekent|undertecknar|signerar|skriver under)\b"
        ),
        re.compile(
            r"\b(?:signing|unterzeichnung|signature|firma|assinatura|ondertekening"
            r"|undertecknandet|signeringen)\b"
        ),
    ),
)
_PUT_OFF = re.compile(
    r"\b(?:(?:has|have|was|were|is|are) (?:been )?(?:\w+ly |again )?(?:postponed|delayed"
    r"|put off"
    r"|put back|pushed back|deferred|adjourned)"
    r"|(?:ist|sind|wird|werden|wurden?) [^.;,]{0,70}\b(?:verschoben|vertagt)"
    r"|(?:verschiebt|verzogert) sich"
    r"|(?:est|sont|a ete|ont ete|sera|seront) (?:\w+ )?(?:reporte|differe|repousse|ajourne)e?s?"
    r"|se (?:aplaza|pospone|retrasa)n?|(?:ha sido|han sido|fue|fueron|queda|quedan)"
    r" (?:aplazad|pospuest)[oa]s?|se ha (?:aplazado|pospuesto|retrasado)"
    r"|slitta(?:no)?|(?:e|sono|viene|vengono) (?:stat[oaie] )?(?:rinviat|posticipat|slittat"
    r"|differit)[oaie]"
    r"|(?:foi|foram|fica|ficou|sera) adiad[oa]s?"
    r"|(?:is|zijn|wordt|worden|werd|werden) [^.;,]{0,70}\b(?:uitgesteld|verschoven)"
    r"|skjut(?:s|its) (?:upp|fram)|skots (?:upp|fram)|flytta(?:s|des|ts) fram|senarelagg(?:s"
    r"|er)"
    r"|senarelades|har senarelagts|ar uppskjuten)\b"
)
_NOT_AT_ONCE = re.compile(
    r"\b(?:twice|two times|three times|several times|repeatedly|finally|at last|originally"
    r"|zweimal|dreimal|mehrmals|mehrfach|endlich|schliesslich|ursprunglich|deux fois|trois fois"
    r"|plusieurs fois|enfin|finalement|dos veces|tres veces|varias veces|por fin|finalmente"
    r"|due volte|tre volte|piu volte|duas vezes|tres vezes|varias vezes|tweemal|meermaals"
    r"|eindelijk|uiteindelijk|tva ganger|tre ganger|flera ganger|antligen|till slut"
    r"|ursprungligen)\b"
)
"""What was put off like this may have come all the same."""
_HEADLINE_PUTS_OFF = re.compile(
    r"\b(?:postpon|delay|later|put off|put back|cancel|wait|defer|adjourn|halt|stop|scrap|block"
    r"|versch|verzog|spater|abgesagt|absage|vertag|wart|stopp|report|repouss|retard|tard|annul"
    r"|ajourn|attend|bloqu|aplaz|retras|pospon|suspend|suspens|sin\b|uppskj|skjuts|skots"
    r"|forsen|drojer|stalls in|installd|vanta|senare"
    r"|flyttas fram|rinvi|slitt|ritard|stop\b"
    r"|senza|adia|atras|trava|sem\b|uitgest|uitstel|vertra|afgelast|verschuif|verschov|zonder)"
)
_SUBJECT = 40
"""Signs of a sentence's start in which stands what it tells of."""


def _put_off(story: Story, title: str) -> str | None:
    """Tell an event of the headline that the first sentence has put off."""
    if _HEADLINE_PUTS_OFF.search(title):
        return None
    for event in _EVENTS:
        if not event.headline.search(title):
            continue
        start, end = _sentence(story, 0)
        noun = event.noun.search(story.folded, start, min(end, start + _SUBJECT))
        if noun is None or _NOT_AT_ONCE.search(story.folded, start, end):
            return None
        off = _PUT_OFF.search(story.folded, noun.end(), end)
        about = topic_words(title)
        known = any(word in story.folded[start:end] for word in about)
        return _PUT_OFF_WHY if off and known else None
    return None


def _sentence(story: Story, number: int) -> tuple[int, int]:
    """Give the bounds of one of the text's first sentences."""
    *_, (start, end) = islice(story.sentences(story.body_at), number + 1)
    return max(start, story.body_at), end


_CHAMBER = (
    r"(?:senate|(?:lower |upper )?house|commons|lords|parliament|congress|council|bundestag"
    r"|bundesrat|landtag|stadtrat|senat|assemblee(?: nationale)?|parlement|conseil d'etat"
    r"|congreso|senado|pleno|parlamento|senato|camera|consiglio|camara|assembleia|plenario"
    r"|eerste kamer|tweede kamer|gemeenteraad|raad|parlement|riksdagen|kommunstyrelsen"
    r"|(?:kommun|region)?fullmaktige|namnden)"
)
_PASSES = re.compile(
    rf"^(?:[^\s:,]+ ){{0,3}}?(?P<who>{_CHAMBER})(?: \w+)? (?:approves?|pass(?:es)?|adopts?"
    rf"|backs"
    r"|clears|votes through|billigt|beschliesst|verabschiedet|adopte|approuve|vote|aprueba"
    r"|approva|aprova|stemt in met|keurt|neemt|antar|godkanner|klubbar|rostar igenom)\b"
)
_GOES_ON = (
    r"(?:\b(?:goes|moves|passes|heads|is sent|will go) (?:now |next |on )?(?:now )?to (?:the )?"
    r"|\bneeds (?:the )?(?:approval|backing) of (?:the )?|\bmust (?:still|now) (?:pass"
    r"|clear) (?:the )?"
    r"|\bgeht (?:nun|jetzt|als nachstes) (?:an|in) (?:den )?|\bnun muss (?:noch )?(?:der )?"
    r"|\bpasse (?:maintenant |desormais )?(?:au|devant le|a l')\s?"
    r"|\bdoit encore etre (?:vote|adopte|approuve|examine)e? par (?:le |l')"
    r"|\bpasa (?:ahora )?al? (?:la )?|\bpassa (?:ora )?al?(?:la)? "
    r"|\b(?:segue|passa|vai) (?:agora )?(?:para (?:o|a) |ao? )"
    r"|\bgaat (?:nu |nog )?naar (?:de )?"
    r"|\bgar (?:nu |darefter )?(?:vidare )?till |\bska (?:nu |sedan )?(?:upp|avgoras"
    r"|beslutas) (?:i|av) )"
)


def _is_next(title: str, text: str) -> str | None:
    """Tell a chamber that the headline has decide, and to which the text only sends it on."""
    passes = _PASSES.match(title)
    if passes is None:
        return None
    who = passes["who"]
    goes = re.search(_GOES_ON + re.escape(who) + r"\b", text)
    if goes is None or re.search(rf"\b{re.escape(who)}\b", text[: goes.start()]):
        return None
    return _NEXT


_FINISHED = re.compile(
    r"\b(?:completed?|finished|complete|fertig(?:gestellt)?|abgeschlossen|vollendet"
    r"|termine(?:e|s"
    r"|es)?|acheve(?:e|s|es)?|terminad[oa]s?|concluid[oa]s?|finalizad[oa]s?|acabad[oa]s?"
    r"|conclus[oaie]|terminat[oaie]|ultimat[oaie]|finit[oaie]|afgerond|voltooid|klaar"
    r"|(?:star|ar|nu) klar[at]?|fardigt?|fardiga|fardigbygg\w+|fardigstall\w+|slutford\w*)\b"
)
_WILL_BEGIN = re.compile(
    r"\b(?:(?:will|(?:is|are) (?:due|expected|set) to|to) (?:\w+ )?(?:begin|start"
    r"|get under way)"
    r"|beginnen (?:erst|fruhestens)|beginnt erst|starten erst|sollen [^.;]{0,40}\bbeginnen"
    r"|(?:debuteront|commenceront|demarreront|debutera|commencera|demarrera)"
    r"|(?:comenzaran?|empezaran?|arrancaran?)|(?:partiranno|inizieranno|cominceranno|partira"
    r"|iniziera|comincera)|(?:comecarao|comecara|arrancarao|arrancara|iniciam-se|terao inicio)"
    r"|(?:beginnen|starten|begint|start) pas|gaan (?:pas )?[^.;]{0,30}van start"
    r"|(?:borjar|startar|inleds|paborjas) (?:\w+ )?(?:forst|tidigast)|(?:ska|vantas) (?:borja"
    r"|starta|inledas|paborjas))\b"
)
_ANY_FINISHED = re.compile(
    r"(?P<may>\b(?:should|would|will|to be|expected|due|soll\w*|werden|wird|devrai\w*|doit"
    r"|doivent|sera|seront|deberi\w*|sera|seran|estara\w*|preve\w*|previst\w*|dovrebbe\w*"
    r"|dovra\w*|sara\w*|devera\w*|deverao|prevista?|ficara\w*|moet\w*|zal|zullen|verwacht\w*"
    r"|ska|skulle|vantas|beraknas|kommer att)\b"
    r"[^.;]{0,40})?\b(?:complet\w*|finish\w*|fertig\w*|abgeschloss\w*|vollend\w*|termin\w*"
    r"|achev\w*|concl\w*|finaliz\w*|acab\w*|ultimat\w*|finit[oaie]|afgerond|voltooi\w*|klaar"
    r"|klart?|klara|fardig\w*|slutford\w*)\b"
)


def _has_not_begun(title: str, text: str) -> str | None:
    """Tell works that the headline has finished and the first sentence has begin some day."""
    stop = text.find(". ")
    lead = text[: stop if stop > 0 else len(text)]
    if not _FINISHED.search(title) or not _WILL_BEGIN.search(lead):
        return None
    if any(found["may"] is None for found in _ANY_FINISHED.finditer(text)):
        return None
    return _NOT_BEGUN if sum(word in text for word in topic_words(title)) > 1 else None


_OPENS_AGAIN = re.compile(
    r"\b(?:(?:re)?opens|(?:runs?|running|rolling|back) again|back (?:on track|in service)"
    r"|(?:fahren|fahrt|rollen|rollt|offnet|eroffnet) (?:\w+ )?wieder|(?:roule|circule)(?:nt)?"
    r" (?:de|a) nouveau|rouvre(?:nt)?|reabren?|vuelven? a (?:circular|abrir)|riapr(?:e|ono)"
    r"|torna(?:no)? a circolare|reabrem?|voltam? a (?:circular|abrir)|heropent|rijden? weer"
    r"|(?:oppnar|rullar|gar|trafikeras) (?:igen|ater)|ateroppnar|ater (?:i drift|i trafik"
    r"|oppen|oppet)"
    r"|weer open)\b"
)
_MAY_OPEN = re.compile(
    r"\b(?:(?:could|might|may) (?:\w+ )?(?:re-?open|run again|return)|konnten? [^.;]{0,60}"
    r"(?:wieder (?:\w+ )?(?:offnen|fahren|rollen)|wiederer?offne\w*|eroffne\w*)"
    r"|pourrai(?:t|ent) (?:\w+ )?(?:rouvrir|circuler|rouler)|podrian? (?:\w+ )?(?:reabrir"
    r"|volver a)|potrebbe(?:ro)? (?:\w+ )?(?:riaprire|tornare)|poder(?:a|ao|ia|iam) (?:\w+ )?"
    r"(?:reabrir|voltar)|zou(?:den)? [^.;]{0,60}(?:heropen\w*|weer open|weer rijden)"
    r"|(?:kan|kunde|skulle kunna) [^.;]{0,60}(?:oppn\w+ (?:igen|ater)|ateroppn\w+|rulla igen"
    r"|ga igen|ater (?:oppn\w+|rulla)))\b"
)
_OPENED = re.compile(
    r"\b(?:(?:re-?)?opens|reopened|has opened|(?:ist|sind) [^.;]{0,40}wieder (?:offen"
    r"|in betrieb)"
    r"|rouvert\w*|rouvre\w*|reabri(?:o|eron)|reabierto|reabre\w*|riapert\w*|riapr(?:e|ono)"
    r"|reabriu|reaberta?|heropend|heropent|has resumed|resumed|ateroppna(?:t|des|de|r)"
    r"|(?:oppnade|oppnar|rullar|gar) (?:igen|ater)|har oppnat)\b"
)
_LEFT_OPEN = re.compile(
    r"\b(?:to|may|might|could|konnte\w*|soll\w*|pourrai\w*|bientot|podria\w*|potrebb\w*"
    r"|podera\w*"
    r"|poderia\w*|zou|zal|soon|kan|kunde|snart|ska|vill|hoppas|bald|plan\w*|hope\w*|wants?"
    r"|espoir|projet|20\d\d)\b"
)


def _only_may(story: Story, title: str, text: str) -> str | None:
    """Tell what runs or opens again in a headline, and by the first sentence only may."""
    if not _OPENS_AGAIN.search(title) or _LEFT_OPEN.search(title):
        return None
    if _OPENED.search(text):
        return None
    start, end = _sentence(story, 0)
    return _ONLY_MAY if _MAY_OPEN.search(story.folded, start, end) else None


_CAUSE = re.compile(
    r"\b(?:arson|started deliberately|deliberately (?:lit|set|started)|short circuit"
    r"|faulty wiring"
    r"|electrical fault|brandstiftung|kurzschluss|technischer defekt|(?:incendie|acte|origine)"
    r" (?:criminel\w*|volontaire)|court-circuit|provocado|intencionado|cortocircuito|dolos[oa]"
    r"|corto ?circuito|fogo posto|criminos[oa]|curto-?circuito|brandstichting|aangestoken"
    r"|anlagd|mordbrand|elfel|kortslutning"
    r"|kortsluiting)\b"
)
_CAUSE_LEFT_OPEN = re.compile(
    r"\b(?:may|might|could|possibl\w*|suspect\w*|prob(?:e|es|ed)|investigat\w*|not|no|rul\w+"
    r"|fears?"
    r"|feared|trial|charge\w*|accus\w*|jail\w*|arrest\w*|den(?:y|ies|ied)|alleged\w*|likely"
    r"|verdacht\w*|vermut\w*|womoglich|moglich\w*|ermitt\w*|nicht|kein\w*|ausgeschlossen"
    r"|mutmass\w*"
    r"|angeklagt\w*|verurteil\w*|prozess|haft|wohl|soupcon\w*|enquet\w*|piste|peut-etre|proces"
    r"|juge\w*|pas|sospech\w*|investig\w*|posible\w*|hipotesis|podria|juicio|detenid\w*"
    r"|ipotes\w*"
    r"|sospett\w*|indag\w*|forse|pista|process\w*|arrestat\w*|non|suspeit\w*|hipotese|possivel"
    r"|detid\w*|nao|vermoed\w*|mogelijk\w*|onderzo\w*|niet|geen|verdenking|aangehouden"
    r"|misstank\w*"
    r"|utred\w*|kan|inte|ingen|troligen|sannolik\w*|befara\w*|atala\w*|doms|dom[dt]a?|gripen"
    r"|grips"
    r"|greps|haktad?e?s?|anhall\w*)\b"
)
_NOT_KNOWN = re.compile(
    r"\b(?:(?:have|has) (?:yet|still) to (?:establish|determine|find out|discover|work out)"
    r"|cause [^.]{0,70}(?:is|was|remains|remained) (?:still |not yet |as yet |not )?(?:unknown"
    r"|unclear|known|undetermined|a mystery|under investigation|being investigated)"
    r"|not (?:yet )?(?:know|known|clear) (?:what|how)|unclear (?:what|how)"
    r"|\w*ursache [^.]{0,70}(?:unklar|unbekannt|ungeklart|nicht (?:bekannt|geklart|fest)|offen)"
    r"|(?:unklar|ungeklart|offen)\b[^.]{0,40}(?:\w*ursache|warum|wodurch|wie es)"
    r"|(?:origines?|causes?) [^.]{0,70}(?:inconnue?s?|indeterminee?s?|pas (?:encore )?(?:connue"
    r"|etablie|determinee)s?)|ignore(?:nt)? [^.]{0,30}(?:cause|origine)s?"
    r"|causas? [^.]{0,70}(?:desconoc\w+|se ignoran?|por determinar|sin determinar|sin aclarar)"
    r"|(?:se desconocen?|desconocen) [^.]{0,30}(?:causas?|origen)"
    r"|(?:ignote|sconosciute|da chiarire|da accertare|oscure|non (?:sono )?(?:ancora )?(?:note"
    r"|chiare)) [^.]{0,30}(?:cause|origini?)|(?:cause|origini?) [^.]{0,60}(?:ignote|sconosciute"
    r"|da chiarire|da accertare|non (?:sono )?(?:ancora )?(?:note|chiare))"
    r"|causas? [^.]{0,70}(?:desconhecidas?|por apurar|por determinar)"
    r"|desconhe\w+ [^.]{0,30}(?:causas?|origem)"
    r"|\w*oorzaak [^.]{0,70}(?:onbekend|onduidelijk|niet (?:bekend|duidelijk|vast))"
    r"|(?:onbekend|onduidelijk) [^.]{0,30}(?:\w*oorzaak|hoe|waardoor)"
    r"|\w*orsak(?:en)?(?: till)? [^.]{0,70}(?:okand|oklar|inte (?:kand|klarlagd|faststalld))"
    r"|(?:okant|oklart|oklar|vet (?:annu )?inte) [^.]{0,40}(?:\w*orsak\w*|hur|varfor"
    r"|vad som))\b"
)


def _cause_unknown(story: Story, title: str) -> str | None:
    """Tell a cause of the headline where the text's first sentences say that none is known."""
    if not _CAUSE.search(title) or _CAUSE_LEFT_OPEN.search(title):
        return None
    _, end = _sentence(story, 1)
    return _UNKNOWN_CAUSE if _NOT_KNOWN.search(story.folded, story.body_at, end) else None


_PRICES_FALL = re.compile(
    r"\b(?:prices? (?:\w+ )?(?:fall|falls|drop|drops|decline|declines|down|tumble|sink)"
    r"|\w*preise (?:\w+ )?(?:fallen|sinken)|prix [^,.]{0,30}(?:baissent|en baisse|reculent"
    r"|chutent"
    r"|diminuent)"
    r"|precios [^,.]{0,30}(?:bajan|caen|descienden)|prezzi [^,.]{0,30}(?:calano|scendono"
    r"|in calo|diminuiscono)|precos [^,.]{0,30}(?:descem|caem|baixam|recuam)"
    r"|\w*prijzen (?:\w+ )?(?:dalen|zakken)|\w*pris(?:er|erna|et) (?:\w+ )?(?:sjunker|faller"
    r"|gar ner"
    r"|gar ned|minskar))\b"
)
_RISE_SLOWER = re.compile(
    r"\b(?:inflation [^.;,]{0,40}(?:eased|slowed|cooled|softened|fell|dipped)"
    r"|(?:rose|risen|rising|climbed|increased) (?:\w+ ){0,3}?(?:more slowly|less|slower)"
    r"|(?:inflation\w*|teuerung\w*) [^.;]{0,60}(?:abgeschwacht|verlangsamt|schwacht|gesunken"
    r"|sank"
    r"|nachgelassen)|inflation [^.;,]{0,40}(?:ralenti\w*|recul\w*|faibli\w*)"
    r"|inflacion [^.;,]{0,40}(?:moder\w*|fren\w*|desaceler\w*|ralentiz\w*|bajo)"
    r"|inflazione [^.;,]{0,40}(?:rallent\w*|frena\w*|scesa|scende)"
    r"|inflacao [^.;,]{0,40}(?:abrand\w*|desaceler\w*|recu\w*|desce\w*|cai\w*)"
    r"|inflatie [^.;,]{0,40}(?:vertraag\w*|afgenomen|gedaald|zwakt\w*|daalde)"
    r"|inflation(?:en|stakten)? [^.;,]{0,40}(?:dampa\w*|mattas|mattades|bromsa\w*|sjonk"
    r"|sjunk\w*"
    r"|minskade)|(?:steg|stiger|okade|okar) (?:\w+ ){0,3}?(?:langsammare|mindre))\b"
)
_FELL = re.compile(
    r"(?:pric|preis|prix|preci|prezz|preco|prij|pris|index|indice|petrol|fuel|food|energ)\w*"
    r" [^.;,]{0,40}\b(?:fell|falls?|fallen|dropp\w*|declin\w*|lower|down|cheaper|gesunken"
    r"|sanken"
    r"|billiger|gefallen|gunstiger|baiss\w*|recul\w*|bajaron|bajado|cayeron|cal\w+|sces\w*"
    r"|scend\w*|ribass\w*|desceram|cairam|baixaram|recuaram|gedaald|daalden|goedkoper"
    r"|sjonk|sjunkit|foll|fallit|sjunker|billigare|gick ne[rd]|gatt ne[rd])\b"
)


def _only_slower(title: str, text: str) -> str | None:
    """Tell prices that fall in the headline, and in the text only rise more slowly."""
    if not _PRICES_FALL.search(title):
        return None
    stop = text.find(". ")
    lead = text[: stop if stop > 0 else len(text)]
    return _SLOWER if _RISE_SLOWER.search(lead) and not _FELL.search(text) else None
