"""Pure: the orders that stand in a copy's way: by a court, of what it keeps, not lifted."""

from __future__ import annotations

import re
from collections.abc import Iterator

from services.moderation.courts import bans
from services.moderation.courts.table import look
from services.moderation.lexicon import Hit
from services.moderation.story import Story

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
_OVER = re.compile(
    r"\b(?:quashed|overturn\w*|revok\w*|scrapp\w*|thrown out|kippt\w*|gekippt|mainlevee"
    r"|annule\w*|anul\w*"
    r"|revoc\w*|annull\w*|revog\w*|fim a[o]?|caiu|heft|hief|van tafel|ingetrokken|vernietigd"
    r"|lifted|lifts|discharged|ended|ends|came to an end|expired|(?:is|are) over|revoked"
    r"|aufgehoben|beendet\w*"
    r"|endete\w*|endet|hebt|hob|levee?s?|leve|prend fin|pris fin|levant\w*|alz[oa]|fin"
    r"|finaliz\w*|revocat\w*"
    r"|cessat\w*|finit\w*|cadut\w*|levant\w*|terminou|cessou|opgeheven|beeindigd|voorbij"
    r"|vervallen|afgelopen"
    r"|havt\w*|upphort)\b"
)
_BAN = re.compile(
    r"\b(?:bans?|orders?|injunctions?|gags?|restrictions?|suppression|secrecy|\w*verbot\w*"
    r"|\w*sperre|verfugung"
    r"|interdi\w*|huis clos|secret|prohib\w*|secreto|veto|divieto|segreto|porte chiuse|segredo"
    r"|sigilo|proib\w*"
    r"|\w*verbod\w*)\b"
)
_GOES_ON = re.compile(
    r"\b(?:remains?|still|stays?|in force|continues?|until|except|but not|weiterhin|bleibt"
    r"|bleiben|noch"
    r"|toujours|reste\w*|demeure\w*|maintenu\w*|sigue\w*|todavia|continua\w*|resta\w*|ancora"
    r"|rimane\w*"
    r"|mantem\w*|ainda|blijft|blijven|nog|fortsatt|kvar|galler)\b"
    # "le secret leve malgre l'interdiction": the ban stands that is broken
    r"|\b(?:despite|in defiance of|trotz|malgre|en depit de|pese a|a pesar de|nonostante"
    r"|malgrado|apesar d\w+|ondanks)\b[^.;]{0,16}\b(?:bans?|orders?|injunction|gag|\w*verbots?"
    r"|beschlusse?s?|anordnung|verfugung|interdiction|ordonnance|prohibicion|orden|veto|divieto"
    r"|ordinanza|proibicao|ordem|\w*verbod)\b"
)
_MOST_LOOKS = 60
_BEFORE, _AFTER = 40, 90
"""Signs around a ban in which stands what it forbids to print."""
_OF_BRANDS = re.compile(
    r"\b(?:brands?|trademarks?|copyright|marken\w*|werbung|advertis\w*|adverts?|publicit\w*"
    r"|publicidad|marchio"
    r"|marca|merk|reclame|varumarke\w*|polls?|surveys?|encuestas?|sondages?|sondaggi|sondagens"
    r"|peilingen|prospectus|baby|bebe|kindes|photographs? of children)\b"
)
"""What is forbidden to print for other reasons than a trial's."""
_UNTIL = re.compile(
    r"\b(?:until|till|bis|jusqu|hasta|fino|finche|ate|tot|totdat|tills)\b[^.;]*$"
)
_OF_ARTS = re.compile(
    r"\b(?:tour|show|album|song|single|film|movie|novel|play|band|comed\w+|series|game"
    r"|book|podcast"
    r"|episode|buch|roman|lied|stuck|livre|chanson|piece|disco|obra|libro|canzone"
    r"|spettacolo|livro"
    r"|peca|boek|lied|voorstelling)\b"
)


_YEAR = re.compile(
    r"(?<!act )(?<!of )\b(?:in|en|nel|em|im jahr|anno|since|of) ((?:19|20)\d\d)\b"
)
_RECENT = 3
_MOST_SENTENCES = 24


def standing(story: Story) -> list[Hit]:
    """Find orders that keep something from print and are in force, as far as the copy says.

    Where the same sentence says that one was lifted, refused or is only wished for, it stands
    in nobody's way.
    """
    hits = [
        *(
            hit
            for hit in story.hits("court.restriction")[:_MOST_LOOKS]
            if not (
                _is_a_title(story, hit) or _is_in_general(story) or _keeps_a_victim(story, hit)
            )
        ),
        *(hit for hit in (*_forbidden(story), *_kept(story)) if not _is_of_rules(story)),
    ]
    if not hits or is_over(story, hits) or _OF_A_LIFE.search(story.folded, 0, story.body_at):
        return []
    return [
        hit
        for hit in sorted(hits, key=lambda hit: hit.start)
        if _is_in_force(story, *story.sentence(hit.start))
    ]


def _is_in_force(story: Story, start: int, end: int) -> bool:
    return not (
        (
            _is_lifted(story, start, end)
            and not look(bans.UPHELD, story).search(story.folded, start, end)
        )
        or _OF_PEOPLE.search(story.folded, start, end)
        or look(bans.OF_PARTIES, story).search(story.folded, start, end)
        or _is_long_ago(story, start, end)
        or _FAILED_TO.search(story.folded, start, end)
    )


def _is_long_ago(story: Story, start: int, end: int) -> bool:
    """Tell a ban of other years, in its sentence, the one before or the headline."""
    first = story.sentence(max(start - 2, 0))[0]
    ago = look(bans.LONG_AGO, story)
    if ago.search(story.folded, first, end) or ago.search(story.folded, 0, story.body_at):
        return True
    now = story.article.received_at.year
    return any(
        int(match[1]) <= now - _RECENT for match in _YEAR.finditer(story.folded, first, end)
    )


_NO = re.compile(
    r"(?:not|never|nothing|nobody|no|nicht|niemals|kein\w*|niemand|nichts|ne|n|non|nao|niet"
    r"|geen|nooit|niets|niemand)\b"
)
_ORDERED = re.compile(
    r"\b(?:order\w*|rul(?:ed|es|ing)|direct(?:ed|s|ion)|must|may|can|cannot|forb\w*"
    r"|prohibit\w*|postpon\w*|proscri\w*|proibi\w*|mante\w+|manten\w+|impos\w*|erklar\w*"
    r"|proibi\w*|warned|blind\w*|classe\w*|declar\w*|accord\w*|remain\w*|protege\w*"
    r"|waarschuw\w*|seal\w*|ameac\w*|verdonner\w*|durchgesetzt|tranc\w*|droeg|draagt"
    r"|ban\w*|barr?\w*|free to|insist\w*"
    r"|instruct\w*|warn\w*|decid\w*|granted|reminded|darf\w*|durfen|soll\w*|muss\w*|angeordnet"
    r"|ordnet\w*|verfug\w*"
    r"|auferleg\w*|aufgegeben|untersag\w*|verbot\w*|verpflicht\w*|beschluss\w*|entschied\w*"
    r"|peut|peuvent|doit|doivent"
    r"|ordonn\w*|interdi\w*|enjoin\w*|decid\w*|rappel\w*|puede\w*|podra\w*|debe\w*|orden\w*"
    r"|acord\w*|prohib\w*"
    r"|pedido|pidio|dispus\w*|dispon\w*|record\w*|puo|possono|deve|devono|ordinat\w*"
    r"|dispost\w*|vietat\w*|diffid\w*"
    r"|impost\w*|pode\w*|deve\w*|ordenou|determin\w*|proib\w*|decid\w*|decret\w*|mag|mogen"
    r"|mocht\w*|moet\w*|bepaal\w*"
    r"|beslis\w*|beval|bevel\w*|verbod\w*|verb(?:ood|iedt)|gelast\w*|opgelegd|wil|wollte)\b"
)
"""That a court has said so, not only that it was so."""


def _kept(story: Story) -> Iterator[Hit]:
    """Find sentences of a court in which something is kept from print, in any words."""
    courts = [*story.hits("court.who"), *story.hits("court.sits")][: _MOST_LOOKS * 2]
    for start, end in sorted({story.sentence(hit.start) for hit in courts})[:_MOST_SENTENCES]:
        kept = next(_kept_in(story, start, end), None)
        if kept and not (
            _OF_BRANDS.search(story.folded, start, end)
            or _OWN_WISH.search(story.folded, start, end)
        ):
            yield kept


def _kept_in(story: Story, start: int, end: int) -> Iterator[Hit]:
    ordered = _ORDERED.search(story.folded, start, end) and not _HEARD.search(
        story.folded, start, end
    )
    match = look(bans.KEEPS, story).search(story.folded, start, end)
    if match and (ordered or not _NO.match(match[0])):
        yield Hit("court.restriction", match.start(), match.end())
    elif ordered:
        prints = look(bans.PRINTS, story)
        for stop in look(bans.STOPS, story).finditer(story.folded, start, end):
            if any(
                told.end() <= stop.start() or told.start() >= stop.end()
                for told in prints.finditer(
                    story.folded,
                    max(start, stop.start() - _ASIDE),
                    min(end, stop.end() + _ASIDE),
                )
            ):
                yield Hit("court.restriction", stop.start(), stop.end())
                return


_FAILED_TO = re.compile(
    r"\b(?:por no publicar|for (?:not publishing|failing to publish|refusing to publish)"
    r"|pour ne pas avoir publie"
    r"|per non aver(?:e)? pubblicato|por nao (?:ter )?publica\w+"
    r"|weil \w+ (?:\w+ )?nicht veroffentlichte)\b"
)
"""Of what somebody should have printed."""
_OWN_WISH = re.compile(
    r"\b(?:waiv\w*|right to (?:\w+ )?anonymity|(?:condition|promise) of anonymity"
    r"|asked (?:us )?not to be (?:named|identified)"
    r"|(?:gives?|gave|giving) up (?:\w+ )?anonymity|(?:declined|refused) to be (?:named"
    r"|identified)|(?:wollte|will|wollen) (?:\w+ )?anonym"
    r"|couvert d'anonymat|(?:requis|demande|souhait\w*) (?:l'|garder l'|conserver l')anonymat"
    r"|(?:pidio|pide|pidieron|condicion de"
    r"|bajo) (?:el )?anonimato|(?:chiesto|chiede|condizione di|garanzia di) (?:l'"
    r"|il )?anonimato|(?:sob|pediu|condicao de) (?:o )?anonimato"
    r"|voorwaarde van anonimiteit|(?:wil|wilde) (?:\w+ )?anoniem)\b"
)
"""Of somebody who gives up a name's cover, or asks for it."""
_ASIDE = 110
_HEARD = re.compile(
    r"\b(?:court|jury|hearing|tribunal|inquest) (?:was told|heard)\b|\btold (?:the )?(?:court"
    r"|jury|judge)\b"
)
"""Of sentences that tell what was said in court, and order nothing."""
_NEGATED = re.compile(r"\b(?:pas|not|nicht|non|nao|no|niet|inte)(?: \w+)? $")


def _is_lifted(story: Story, start: int, end: int) -> bool:
    """Tell whether the sentence says that it is over; "until the trial has ended" is not."""
    return any(
        not _UNTIL.search(story.folded, max(start, hit.start - _BEFORE * 2), hit.start)
        and not _NEGATED.search(story.folded, max(start, hit.start - _BEFORE), hit.start)
        for hit in story.each("court.lifted", start, end)
    )


_IN_GENERAL = re.compile(
    r"\b(?:debates?|law|laws|reform|reforms|bill|seminar|lecture|conference|explained|explainer"
    r"|gesetz\w*|reform\w*|debatte|tagung|erklart|loi|lois|debat|reforme|colloque|ley"
    r"|leyes|debate"
    r"|reforma|legge|leggi|riforma|dibattito|convegno|lei|leis|seminario|wet|wetten"
    r"|hervorming\w*"
    r"|lag|lagen|seminarium)\b"
)
_CASE = re.compile(
    r"\b(?:accused|defendants?|charged|trial of|angeklagt\w*|beschuldigt\w*|accuse"
    r"|mis en examen"
    r"|acusad[oa]|detenid[oa]|imputat[oa]|indagat[oa]|arguid[oa]|verdachte|atalad\w*)\b"
)


def _is_in_general(story: Story) -> bool:
    """Tell a story about the law as such, with nobody on trial."""
    headline = story.folded[: story.body_at]
    if story.within("court.restriction", 0, story.body_at) and _is_lifted(
        story, 0, max(story.body_at - 1, 0)
    ):
        return True
    on_trial = {match[0] for match in _CASE.finditer(story.folded)}
    if on_trial - {"defendants"}:
        return False
    if _is_of_rules(story):
        return True
    return (not on_trial and _IN_GENERAL.search(headline) is not None) or any(
        _COUNTED.search(story.folded, max(hit.start - _BEFORE, 0), hit.start)
        for hit in story.hits("court.restriction")[:_MOST_LOOKS]
    )


_OF_A_LIFE = re.compile(
    r"\b(?:dies|died|dead|obituary) (?:at|aged) \d\d|\bobituary\b|\bnachruf\b|\bgestorben\b"
    r"|\b(?:est mort|est decede|disparition d)|\bnecrologi\w+|\b(?:fallece|muere|morre|muore"
    r"|e morto|e morta|overleden)\b"
)
"""Over copy that tells somebody's life, with bans of long ago in it."""
_MANY = re.compile(
    r"\b(?:(?:reporting )?restrictions|(?:anonymity |gag(?:ging)? |suppression |court )?orders"
    r"|(?:super-?)?injunctions|gags|publication bans|\w*verbote\w*|nachrichtensperren"
    r"|anordnungen"
    r"|\w*sperren|\w*geheimhaltungsgebote|interdictions|ordonnances|ordenes"
    r"|prohibiciones|secretos de sumario|divieti|ordinanze"
    r"|ordens|proibicoes|\w*verboden|yppandeforbud\w*)\b"
)
_WEIGHED = re.compile(
    r"\b(?:plans? (?:\w+ )?(?:for|to)?|register|guide|guidance|handbook|review"
    r"|consultation|survey|study"
    r"|training|course|know about|how|why|when|explain\w*|ministers|government|mps"
    r"|lawmakers|reform\w*"
    r"|leitfaden|regierung|ministerium|justizminister\w*|studie|handreichung|verzeichnis"
    r"|was \w+ wissen"
    r"|weigh\w*|limits?|bills?|curbs?|senate|committee|debat\w*|votes?|lords|commons|peers"
    r"|ausschuss|landtag|bundestag|berat|beraten|gesetz\w*|senat|assemblee|deputes"
    r"|projet de loi"
    r"|proposition de loi|congreso|senado|comision|proyecto de ley|camera|senato|commissione"
    r"|disegno di legge|parlamento|assembleia|projeto de lei|kamer|wetsvoorstel"
    r"|gouvernement|ministere|guide|registre|etude|rapport|comment|gobierno|ministerio|guia"
    r"|registro"
    r"|estudio|informe|limitar|como|governo|ministero|guida|studio|come|ministerio|estudo"
    r"|regering|ministerie|gids|handleiding|onderzoek|hoe|regeringen|utredning)\b"
)


def _is_of_rules(story: Story) -> bool:
    """Tell copy whose headline weighs such orders at large, with nobody on trial."""
    headline = story.folded[: story.body_at]
    return (
        _MANY.search(headline) is not None
        and _WEIGHED.search(headline) is not None
        and not {match[0] for match in _CASE.finditer(story.folded)}
        - {"defendants", "trial of"}
        and not story.has("court.obtained")
    )


_COUNTED = re.compile(
    r"\b(?:numbers? of|use of|rise in|increase in|growth (?:of|in)|how many|survey of"
    r"|thousands of|hundreds of"
    r"|zahl der|anzahl der|anstieg der|immer mehr|nombre d\w*|recours aux|hausse d\w*"
    r"|numero de|aumento de"
    r"|uso de|cada vez mas|numero d\w*|aumento d\w*|sempre piu|ricorso ai?|numero de"
    r"|cada vez mais|aantal"
    r"|toename van|steeds meer|antalet|allt fler) (?:\w+ )?$"
)
"""Before bans that are only counted."""


def _keeps_a_victim(story: Story, hit: Hit) -> bool:
    """Tell "cannot be named for legal reasons" of whom an offence was done to."""
    return (
        story.folded.startswith("for legal", hit.start)
        and story.has("crime.sexual")
        and story.within("court.kept", *story.sentence(hit.start))
    )


def is_over(story: Story, hits: list[Hit]) -> bool:
    """Tell copy that says of its ban that it has ended, and of none that it goes on."""
    every = [*story.hits("court.restriction")[:_MOST_LOOKS], *hits]
    sentences = {story.sentence(hit.start) for hit in every}
    if _BAN.search(story.folded, 0, story.body_at):
        sentences.add((0, story.body_at))
    return any(_OVER.search(story.folded, *bounds) for bounds in sentences) and not any(
        _GOES_ON.search(story.folded, *bounds) for bounds in sentences
    )


def _is_a_title(story: Story, hit: Hit) -> bool:
    """Tell whether a ban is the name of a show or a book: “Gag Order” is on tour."""
    written = story.cased(hit.start, hit.end)
    if not (written.istitle() and " " in written):
        return False
    start, end = story.sentence(hit.start)
    return _OF_ARTS.search(story.folded, start, end) is not None


def _forbidden(story: Story) -> Iterator[Hit]:
    """Find sentences in which a court, a ban and printing stand together, in any words."""
    seen = -1
    for court in story.hits("court.who")[:_MOST_LOOKS]:
        if court.start < seen:
            continue
        start, end = story.sentence(court.start)
        seen = end
        if story.within("court.kept", start, end):
            continue
        for ban in story.each("court.forbids", start, end):
            told = [
                each
                for each in story.between(
                    "court.print", max(start, ban.start - _BEFORE), min(end, ban.end + _AFTER)
                )
                if not ban.start <= each.start < ban.end
            ]
            if told and not _OF_BRANDS.search(story.folded, start, end):
                yield ban
                break
