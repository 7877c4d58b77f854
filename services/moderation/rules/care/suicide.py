"""How somebody took their life, told so that others may follow; or without a way to help."""

from __future__ import annotations

import re
from collections.abc import Iterator

from services.moderation.findings import doubt, note
from services.moderation.known import fiction, suicides
from services.moderation.lexicon import Hit
from services.moderation.policy import Policy
from services.moderation.story import Story
from shared.articles import Finding

_MOST_ACTS = 40
_TOP, _LONG = 250, 1_500
"""Below the lead of a text so long, one sentence that mentions a suicide does so in passing."""


def suicide(story: Story, policy: Policy) -> Iterator[Finding]:
    """Doubt a story of a suicide that tells the method, or names no help.

    After WHO's guidance. Attacks by suicide, and what only is called one, are not meant.
    """
    del policy
    named = [*story.hits("suicide.act")[:_MOST_ACTS], *suicides.acts(story)]
    meant = [hit for hit in named if not _is_of_a_kind(story, hit)]
    acts = [
        hit
        for hit in meant
        if not story.within("suicide.other", max(hit.start - 24, 0), hit.end + 1)
    ]
    told = suicides.indirect(story)
    if named and not meant:  # "political suicide": off which cliff parties jump as well
        told = [hit for hit in told if _is_of_a_death(story, hit)]
    acts = sorted({*acts, *told}, key=lambda hit: (hit.start, hit.end))
    acts = [
        hit for hit in acts if not (_is_nobodys(story, hit) or _is_of_the_living(story, hit))
    ]
    acts = _without_figures_of_speech(story, acts)
    if not acts:
        return
    if _is_of_attacks(story, acts):
        return
    methods = _methods(story, acts)
    helped = story.has("suicide.help") or suicides.offers_help(story)
    if helped and methods and _is_of_statistics(story, acts):
        methods = []
    if not methods and _is_in_passing(story, acts):
        why = "Mentions a suicide in passing; a help line would do no harm."
        yield note("suicide", 0.3, why, story.spans((hit.start, hit.end) for hit in acts))
        return
    if helped and not methods:
        return
    places = [(hit.start, hit.end) for hit in (*acts, *methods)]
    if methods and helped:
        why = "Tells how somebody took their life; leave the method out."
    elif methods:
        why = (
            "Tells how somebody took their life and names no help; leave the method out and "
            "add the number of a help line."
        )
    else:
        why = "A suicide is reported and no help named; add the number of a help line."
    yield doubt("suicide", 0.8 if methods else 0.65, why, story.spans(places))


def _is_in_passing(story: Story, acts: list[Hit]) -> bool:
    sentences = {story.sentence(hit.start) for hit in acts}
    return (
        len(sentences) == 1
        and acts[0].start > story.body_at + _TOP
        and len(story.folded) > _LONG
    )


_DECORATED = re.compile(
    r"se colg\w+ [^.,;]{0,40}\b(?:medallas?|oro|plata|bronce|presea|cartel|titulo)\b"
)
"""Who hangs a medal round the neck."""
_TO_SAVE = re.compile(
    r"[^.;]{0,60}\b(?:to (?:rescue|escape|flee)|per (?:sfuggire|scappare|fuggire)"
    r"|pour (?:fuir|echapper)|para (?:escapar|huir|fugir)|zu entkommen|te ontkomen"
    r"|para (?:resgatar|salvar|rescatar|socorrer|auxiliar)"
    r"|pour (?:sauver|secourir)|per (?:salvare|soccorrere)|um \w+ \w+ zu retten"
    r"|om [^.;,]{0,30}te redden)\b"
)
"""What somebody goes into the water for."""
_BARE = re.compile(
    r"(?:suicides?|selbstmord[es]?|suizid[es]?|suicidio|suicidi|suicidios|zelfmoord(?:en)?"
    r"|zelfdoding(?:en)?|suicides|sjalvmord"
    r"|(?:commit|committed|committing) suicide)"
)
_LIKENED = re.compile(
    r"\b(?:is|was|be|been|being|as|like|of|amounts? to|means?|spells?|ist|sind|ware|waren|sei"
    r"|seien"
    r"|als|wie|bedeute\w*|(?<!s')est|(?<!se )serait|(?<!s')etait|c'est|s'agit d'"
    r"|releve du|equivaut a|es|seria|era"
    r"|como"
    r"|supone|supondria|significa\w*|e|sarebbe|equivale a|equivarrebbe a|e'|seria"
    r"|equivaleria a|seria"
    r"|zou|zijn|betekent|neerkom\w*|ar|vore|skulle vara|ren[at]?|pure[rs]?|reiner|glatter"
    r"|puro|pura)"
    r" (?:(?:an?|ein|eine|einem|un|une|uno|um|uma|een|ett|the|de|pur|plain|sheer|pure\w*"
    r"|rein\w*"
    r"|\w+(?:lich\w*|isch\w*|ic|cial|omic|al|ique|ico|isk|isch|ische|iell\w*)) ){0,2}$"
)
_SO_TO_SPEAK = re.compile(
    r" (?:for|fur|pour|para|per|voor|for) (?:the|die|das|den|unsere?n?|our|le|la|les|l'|el"
    r"|los|las"
    r"|il|lo|i|gli|a|o|os|as|de|het|onze|many|small|viele|kleine|kleinen|jede\w*|every|any"
    r"|tout\w*)"
    r"\b| gleich\b| nahe\b| aus angst vor"
)
_OF_A_DEATH = re.compile(
    r"\b(?:death|deaths|died|dead|inquest|coroner|body|autopsy|police|verdict|tod|tot|tote[rn]?"
    r"|starb|gestorben|obduktion|polizei|leiche|mort|morte|deces|decede|corps|autopsie|parquet"
    r"|muert[eoa]|fallec\w+|cadaver|autopsia|policia|morto|decesso|corpo|procura|morreu|obito"
    r"|policia"
    r"|dood|overleden|overlijden|lichaam|politie|dod|doden|avled|obduktion|polis)\b"
)


def _without_figures_of_speech(story: Story, acts: list[Hit]) -> list[Hit]:
    """Leave out what is only called a suicide: "it would be suicide for the trade".

    Where one is, the bare word beside it is too, unless somebody died.
    """
    bare = [hit for hit in acts if _BARE.fullmatch(story.folded, hit.start, hit.end)]
    likened = [hit for hit in bare if _is_likened(story, hit)]
    if not likened:
        return acts
    if len(bare) == len(acts) and not story.has("suicide.sign"):
        rest = [hit for hit in bare if hit not in likened]
        first, last = likened[0].start, likened[-1].end
        died = [hit for hit in rest if _is_of_a_death(story, hit)]
        return died if first <= last else rest
    return [hit for hit in acts if hit not in likened]


_KIND = (
    r"(?:political|econom\w+|commercial|career|financial|social|electoral|sporting|tactical"
    r"|football"
    r"|footballing|defensive|cricketing|strategic|diplomatic|fiscal|artistic|academic"
    r"|institutional"
    r"|politisch\w*|wirtschaftlich\w*|taktisch\w*|sportlich\w*|fu\w{1,2}ballerisch\w*"
    r"|strategisch\w*"
    r"|politique|economique|tactique|sportif|footballistique|strategique|financier|collectif"
    r"|politico|economico|tactico|deportivo|futbolistico|futebolistico|estrategico|financiero"
    r"|tattico|sportivo"
    r"|calcistico|strategico|finanziario|commerciale|desportivo|esportivo|tatico|financeiro"
    r"|politieke|economische|tactische|sportieve|voetbaltechnische|strategische|politiskt"
    r"|ekonomiskt|taktiskt|sportsligt)"
)
_OF_SPORT = (
    r"(?:calendario|gira|ritmo|agenda|apuesta|tactica|linea|defensa|plan|programa|viaje"
    r"|tabellone"
    r"|tournee|difesa|tattica|trasferta|scelta|digressao|aposta|linha|defesa|tatica|calendrier"
    r"|rythme|programme|defense|tactique)"
)
_KIND_BEFORE, _KIND_AFTER = (
    re.compile(rf"\b(?:{_KIND}|{_OF_SPORT}) $"),
    re.compile(rf" {_KIND}\b"),
)


def _is_of_a_kind(story: Story, hit: Hit) -> bool:
    """Tell what is called one: tactical, economic, of a party."""
    return (
        _KIND_AFTER.match(story.folded, hit.end) is not None
        or _KIND_BEFORE.search(story.folded, max(hit.start - 30, 0), hit.start) is not None
    )


_SPOT = re.compile(r" (?:magnet|spot|hotspot|hot spot|bridge|note|watch|attempt|victim)s?\b")
"""After the word, what is no figure: where it happens, or what is left of it."""


def _is_likened(story: Story, hit: Hit) -> bool:
    start, end = story.sentence(hit.start)
    if _SPOT.match(story.folded, hit.end):
        return False
    before = _LIKENED.search(story.folded, max(start, hit.start - 60), hit.start)
    after = _SO_TO_SPEAK.match(story.folded, hit.end, end)
    return bool(after or before) and not _is_of_a_death(story, hit)


def _is_of_a_death(story: Story, hit: Hit) -> bool:
    start, end = story.sentence(hit.start)
    told = f"{story.folded[start : hit.start]} {story.folded[hit.end : end]}"
    return _OF_A_DEATH.search(told.replace("angst vor dem tod", "")) is not None


_COUNTED = re.compile(
    r"\b(?:number|numbers|figures|statistic\w*|rates?|fewer|toll|zahl|zahlen|statistik\w*"
    r"|quote|rate"
    r"|weniger|nombre|chiffres|statistiques|taux|moins|numero|cifras?|estadistic\w*|tasas?"
    r"|menos"
    r"|numeri|dati|statistic\w*|tasso|meno|numeros|dados|estatistic\w*|taxas?|aantal|cijfers"
    r"|statistiek\w*|minder|antal\w*|siffror\w*|farre|per cent|percent|prozent|procent|%)"
)


def _is_of_statistics(story: Story, acts: list[Hit]) -> bool:
    """Tell figures on suicide, in which the words for ways are only a table's heads."""
    return all(
        _COUNTED.search(story.folded, *story.sentence(hit.start))
        or story.within("suicide.help", *story.sentence(hit.start))
        or hit.start < story.body_at
        or _BARE.fullmatch(story.folded, hit.start, hit.end)
        for hit in acts
    ) and any(_COUNTED.search(story.folded, *story.sentence(hit.start)) for hit in acts)


_THROWN = re.compile(
    r"suicid|selbstm|zelfmoord|sjalvmord|threw|tiro|atir|lanz|lanc|arroj|gett|butt|jet|precipit"
    r"|wierp|gooide|kasta"
)
"""What goalkeepers and gamblers do too."""


def _is_nobodys(story: Story, hit: Hit) -> bool:
    """Tell a character's death on a stage, one before living memory, a figure, a name."""
    start, end = story.sentence(hit.start)
    if fiction.is_long_ago(story, hit.start) or fiction.is_character(story, start, end):
        return True
    if _is_a_name(story, hit):
        return True
    if _BARE.fullmatch(story.folded, hit.start, hit.end) and fiction.is_reviewed(story):
        return True
    return (
        _THROWN.search(story.folded, hit.start, hit.end) is not None
        and not story.has("suicide.sign")
        and fiction.is_played(story, [story.around(hit.start), *_lead(story)])
    )


def _is_of_the_living(story: Story, hit: Hit) -> bool:
    """Tell a medal hung round a neck, and a leap to somebody's help."""
    if _DECORATED.match(story.folded, hit.start):
        return True
    thrown = _THROWN.search(story.folded, hit.start, hit.end) is not None
    return thrown and _TO_SAVE.match(story.folded, hit.end) is not None


def _lead(story: Story) -> list[tuple[int, int]]:
    return [story.around(story.body_at)] if story.has("suicide.other") else []


def _is_a_name(story: Story, hit: Hit) -> bool:
    """Tell a beer: "Suicide Stout", in capitals within a sentence, or the headline of it."""
    if story.language == "de" or not story.folded.startswith("suicid", hit.start):
        return False
    name = story.folded[hit.start : hit.end + 1]
    place = hit.start
    if place < story.body_at:
        place = story.folded.find(name, story.body_at)
    before = story.cased(place - 2, place + 1)
    after = story.cased(place + len(name), place + len(name) + 1)
    within = place > story.body_at and before[:1] not in ".!?:\n"
    return within and before[-1:].isupper() and after.isupper()


def _methods(story: Story, acts: list[Hit]) -> list[Hit]:
    """Give the words for ways that stand by a suicide; on a story of figures none do."""
    places = dict.fromkeys(story.around(hit.start) for hit in acts)
    found = [
        method
        for start, end in places
        for group in ("suicide.method", "suicide.way")
        for method in story.between(group, start, end)
    ]
    found += [
        hit
        for hit in suicides.before_trains(story)
        if any(start <= hit.start < end for start, end in places)
    ]
    return [*dict.fromkeys(found)][:_MOST_ACTS]


def _is_of_attacks(story: Story, acts: list[Hit]) -> bool:
    """Tell a story of suicide attacks: it says so, and "suicide" alone after that."""
    others = len(story.hits("suicide.other"))
    plain = [hit for hit in acts if hit.end - hit.start > len("selbstmord")]
    return others > 0 and not plain
