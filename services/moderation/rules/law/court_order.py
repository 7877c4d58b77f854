"""Reports that a court has forbidden, or that follow its order if they leave things out."""

from __future__ import annotations

import re
from collections.abc import Iterator

from services.moderation.findings import doubt, note
from services.moderation.known import orders
from services.moderation.policy import Policy
from services.moderation.story import Hit, Story
from shared.articles import Finding

_MOST_LOOKS = 60
_BEFORE, _AFTER = 40, 90
"""Signs around a ban in which stands what it forbids to print."""
_OF_BRANDS = re.compile(
    r"\b(?:brands?|trademarks?|copyright|marken\w*|werbung|advert\w*|publicit\w*"
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


def court_order(story: Story, policy: Policy) -> Iterator[Finding]:
    """Doubt copy that names a ban on reporting, or asks not to be published.

    And what stayed in a closed court or a sealed file, where the copy says that it has it.
    Where the same sentence says that the ban was lifted, refused or is only wished for, it
    stands in nobody's way.
    """
    del policy
    found = []
    hits = [
        *(
            hit
            for hit in story.hits("court.restriction")[:_MOST_LOOKS]
            if not (
                _is_a_title(story, hit)
                or _is_in_general(story)
                or orders.keeps_a_victim(story, hit)
            )
        ),
        *(hit for hit in _forbidden(story) if not _is_of_rules(story)),
        *_leaked(story),
        *_without_jury(story),
    ]
    if hits and orders.is_over(story, [*story.hits("court.restriction"), *hits]):
        hits = []
    for hit in sorted(hits, key=lambda hit: hit.start):
        start, end = story.sentence(hit.start)
        if not (_is_lifted(story, start, end) or orders.keeps_people_apart(story, start, end)):
            found.append(hit)
    if orders.is_obeyed(story, found) or orders.is_kept_out(story, found):
        found = []
    found = found or orders.hidden_but_printed(story)
    if not found:
        if kept := story.hits("court.kept")[:_MOST_LOOKS]:
            why = (
                "The copy leaves out a name as the law wants; check that nothing else tells it."
            )
            places = ((hit.start, hit.end) for hit in kept)
            yield note("court_order", 0.3, why, story.spans(places))
        return
    named = story.as_written(found[0].start, found[0].end)
    why = (
        f"The copy speaks of a restriction on reporting (“{named}”); check that nothing in it "
        "is covered by the order, or let a chief who knows the order release it."
    )
    score = 0.8 + 0.05 * (len(found) - 1)
    yield doubt("court_order", score, why, story.spans((hit.start, hit.end) for hit in found))


def _is_lifted(story: Story, start: int, end: int) -> bool:
    """Tell whether the sentence says that it is over; "until the trial has ended" is not."""
    return any(
        not _UNTIL.search(story.folded, max(start, hit.start - _BEFORE * 2), hit.start)
        for hit in story.each("court.lifted", start, end)
    )


def _leaked(story: Story) -> Iterator[Hit]:
    """Find what a court keeps to itself, in copy that says it has got hold of it."""
    closed = story.hits("court.closed")[:_MOST_LOOKS]
    if closed and story.hits("court.obtained"):
        yield closed[0]


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
    r"|gouvernement|ministere|guide|registre|etude|rapport|comment|gobierno|ministerio|guia|registro"
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
_JURY_AWAY = re.compile(
    r"\b(?:jury|jurors|panel) (?:were|was|had been|having been)? ?(?:sent (?:out|home|away)"
    r"|asked to leave|out of (?:the )?(?:room|court))[^.]{0,60}\b(?:while|as|when|for legal"
    r"|lawyers"
    r"|argu\w+)"
    r"|\b(?:in (?:their|its|the jury's|the jurors'|the panel's) absence|without the jury"
    r"|before the jury (?:was|were) (?:called|brought)|legal arguments?)\b"
    r"[^.]{0,120}\b(?:ruled|told|heard|argued|said|confess\w*|inadmissible|evidence"
    r"|conviction\w*)"
)
_OVER = re.compile(
    r"\b(?:(?:was|were|been) (?:convicted|found guilty|jailed|sentenced|acquitted)"
    r"|returned (?:a |their )"
    r"?verdicts?|verdict was|convicted of|found guilty)\b"
)


def _without_jury(story: Story) -> Iterator[Hit]:
    """Find what a jury must not hear, in copy of a trial that goes on."""
    if not (" jur" in story.folded or "absence" in story.folded or "legal arg" in story.folded):
        return
    match = _JURY_AWAY.search(story.folded)
    if match and not _OVER.search(story.folded):
        yield Hit("court.restriction", match.start(), match.end())


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
