"""Pure: a headline that says what its text excludes: up where it went down, won where it lost.

Only where text and headline speak of the same thing, and the text says nowhere that it is as
the headline has it. Headlines that ask, plan or deny are left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from services.moderation import people
from services.moderation.folding import fold
from services.moderation.headlines.amounts.marks import passes_mark
from services.moderation.headlines.opposed.sides import LEAD, PAIRS, Pair
from services.moderation.headlines.senses.claimed import BY
from services.moderation.headlines.senses.spoken import side_of, words_of_title
from services.moderation.headlines.words import topic_words
from services.moderation.lexicon import Hit
from services.moderation.story import Story

_LONGEST_READ = 900
_BEFORE, _AFTER = 90, 70
"""Signs around a word in which stands what it is said of."""
_NEGATED = 22
"""Signs between a word and what denies it."""
_FAR_BEHIND = 80
"""The same, where "not" ends a clause that the verb began."""
_BACKGROUND = re.compile(
    r"\b(?:after|following|despite|amid|as|nach|nachdem|trotz|apres|malgre|tras|pese"
    r"|despues|dopo|nonostante|apos|apesar|depois|nadat|ondanks|efter|trots"
    r"|but|aber|doch|mais|pero|ma|mas|maar|men)\b"
)
_QUOTED = re.compile(r"[?\"“”„«»]|(?<!\w)['‘]")
_AGAINST = re.compile(
    r"\b(?:against|over|at|gegen|uber|bei|auf|contre|chez|sur|contra|sobre|en|contro|su|a"
    r"|al|tegen|op|mot|over|por|par|by|von|door|av|da|dal|pelo|pela|with|com o|com|con)"
    r"(?: (?:the|den|die|das|la|le|el|il|o|de|het))? $"
)


_DIRECTIONS = frozenset({"turn.up", "turn.down"})
_MEASURED = re.compile(
    r"\b(?:profit|earning|sales|revenu|turnov|price|rent|wage|crime|unempl|inflat|gewinn|umsat"
    r"|umsatz|preis|miete|arbeitslos|benefi|ventes|chiffr|recett|prix|loyer|chomag|ventas"
    r"|ganan|preci|alquil|utile|utili|fattur|vendi|prezz|affitt|lucro|venda|preco|renda|winst"
    r"|omzet|prijs|prijz|huren|werklo|vinst|omsatt|pris)\w*"
)
"""What goes up or down: where a headline names it, nothing else of it counts."""
_SIDES = frozenset({"turn.win", "turn.lose"} | {pair.said for pair in PAIRS})
_NOT_WORD = re.compile(r"\b(?:not|never|ne|no|non|nao|nicht|niet|inte)\b|n't|\bn'")
_GROUPS = {pair.said: pair for pair in PAIRS}
_LOST = "The headline says who won; by the text they lost."
_WON = "The headline says who lost; by the text they won."
_DENIED = "The text denies what the headline says."


def opposite(story: Story) -> str | None:
    """Say how a story's headline says what its text excludes; None where it does not."""
    headline = story.title
    said = [*_turns(story, headline, 0), *_parted(story, 0, len(headline))]
    background = _BACKGROUND.search(headline)
    end = background.start() if background else len(headline)
    if _QUOTED.search(headline) or any(_is_hedge(story, hit) for hit in said):
        return None
    about = topic_words(headline)
    if not _is_about(story.folded[story.body_at :], about):
        return None
    text = story.folded[story.body_at : story.body_at + _LONGEST_READ]
    groups = {hit.group for hit in said}
    if not (groups & _SIDES or (_NOT_WORD.search(text) and _is_about(text, about))):
        return None
    told = [*_turns(story, text, story.body_at)]
    told += _parted(story, story.body_at, story.body_at + len(text))
    for hit in said:
        pair = _GROUPS.get(hit.group)
        if pair is None or hit.start >= end or groups.intersection(pair.against):
            continue
        own = _own(headline[hit.start : hit.end])
        words = [word for word in about if word not in own] if pair.borne_out else about
        first = topic_words(headline[: hit.start]) if pair.same else []
        if pair.said in _DIRECTIONS and passes_mark(headline, text, pair.said == "turn.up"):
            continue
        ways = [words]
        if pair.said in _DIRECTIONS and (nouns := _MEASURED.findall(headline)):
            ways.append(
                [each for each in words if any(noun.startswith(each) for noun in nouns)]
            )
        if any(way and _excludes(story, pair, told, way, first) for way in ways):
            return pair.why
    return _won_or_lost(story, headline[:end], said, told) or _denied(
        story, headline, about, told, groups
    )


def _is_hedge(story: Story, hit: Hit) -> bool:
    """Tell a word that leaves it open; what is "if" in Italian is a Spanish reflexive."""
    said = story.folded[hit.start : hit.end]
    return hit.group == "turn.hedge" and not (story.language == "es" and said == "se")


def _turns(story: Story, text: str, shift: int) -> Iterator[Hit]:
    """Give the words of either side, the longer ones where they overlap."""
    hits = [*story.turns(text, shift)]
    if story.language == "pt":
        hits = [hit for hit in hits if story.folded[hit.start : hit.end] != "no"]  # "em o"
    hits = [
        hit
        for hit in hits
        if not _NO_FALL.match(text, hit.start - shift)
        and not (
            hit.group == "turn.down" and text.endswith((" in ", " in a "), 0, hit.start - shift)
        )
    ]
    longest = 0
    for hit in sorted(hits, key=lambda hit: (hit.start, -hit.end)):
        if hit.end > longest or any(
            hit.start == other.start and hit.end == other.end and hit.group != other.group
            for other in hits
        ):
            yield hit
        longest = max(longest, hit.end)


_NO_FALL = re.compile(
    r"ris(?:e|es|ing) to the (?:occasion|challenge)"
    r"|f(?:alls?|ell|allen) (?:on (?:his |her |their )?sword|foul|ill|silent|asleep|apart"
    r"|through|into place|in love|victim|prey|under|for)\b|cleared (?:to|for)\b"
)
"""A fall by which nothing comes down, and who is free to do something."""
_LONGEST = 24
"""Signs of a verb; between the parts of a longer one stands what it is said of."""


def _own(said: str) -> str:
    words = said.split()
    return said if len(said) <= _LONGEST else f"{words[0]} {words[-1]}"


_PARTED: Mapping[str, Mapping[str, re.Pattern[str]]] = {
    "de": {
        "turn.cleared": re.compile(
            r"\bsprich?t\w*\b[^.]{2,60}\bfrei\b|\bsprach\w*\b[^.]{2,60}\bfrei\b"
            r"|\bkeine[rs]?\b[^.]{1,40}\bschuldig\b"
        ),
        "turn.goes_ahead": re.compile(r"\bfinde[tn]\b[^.]{2,90}\bstatt\b(?<!nicht statt)"),
        "turn.cancelled": re.compile(
            r"\bfind[e]?[tn]\b[^.]{2,90}\bnicht statt\b|\bf(?:all|iel)\w*\b[^.]{2,60}\baus\b"
            r"|\bsag\w*\b[^.]{2,60}\bab\b"
        ),
        "turn.accepts": re.compile(
            r"\b(?:nimmt|nehmen|nahm|nahmen)\b[^.]{2,60}\ban\b"
            r"|\bstimm\w*\b[^.]{2,60}\bzu\b(?! \w)"
        ),
        "turn.rejects": re.compile(
            r"\blehn\w*\b[^.]{2,90}\bab\b|\bwei?s\w*\b[^.]{2,60}\bzuruck\b"
        ),
        "turn.opposes": re.compile(r"\blehn\w*\b[^.]{2,90}\bab\b"),
        "turn.off": re.compile(r"\bsetz\w*\b[^.]{2,60}\baus\b"),
    },
    "nl": {
        "turn.cleared": re.compile(r"\b(?:spreekt|spreken|sprak|spraken)\b[^.]{2,60}\bvrij\b"),
        "turn.goes_ahead": re.compile(
            r"\bga(?:at|an)\b(?![^.]{0,60}\bniet\b)[^.]{0,60}\bdoor\b(?=[,.]| ondanks|$)"
        ),
        "turn.rejects": re.compile(r"\bwijst\b[^.]{2,60}\baf\b|\bwees\b[^.]{2,60}\baf\b"),
        "turn.accepts": re.compile(r"\bstem(?:t|men|de|den)\b[^.]{2,60}\bin\b(?=[,.]|$)"),
        "turn.off": re.compile(r"\bschort\w*\b[^.]{2,60}\bop\b"),
    },
    "sv": {
        "turn.cancelled": re.compile(r"\bställs\b[^.]{1,40}\bin\b|\bstalls\b[^.]{1,40}\bin\b"),
        "turn.rejects": re.compile(
            r"\bsager\b[^.]{1,30}\bnej\b|\brosta(?:de|r)\b[^.]{2,60}\bne[dr]\b"
        ),
    },
}
"""Verbs whose second part stands apart, by language and side."""


def _parted(story: Story, start: int, end: int) -> list[Hit]:
    return [
        Hit(group, match.start(), match.end())
        for group, pattern in _PARTED.get(story.language, {}).items()
        for match in pattern.finditer(story.folded, start, end)
    ]


def _excludes(
    story: Story, pair: Pair, told: list[Hit], words: list[str], first: list[str]
) -> bool:
    against = False
    for hit in told:
        if hit.group != pair.said and hit.group not in pair.against:
            continue
        start, end = story.sentence(hit.start)
        if _is_wished(story, hit, told, start) or _is_of_before(story, hit, start):
            continue
        if hit.group == "turn.blocked" and _LIFTED.search(story.folded, start, end):
            continue
        if pair.said == "turn.strike" != hit.group and _is_of_what_stops(
            story, hit, told, start
        ):
            continue
        negated = _is_negated(story, hit, told)
        if hit.group == pair.said and not negated:
            if pair.borne_out and _is_about(story.folded[start:end], words):
                return False
        elif hit.group == pair.said or not (negated or _is_expected(story, hit, start)):
            near = story.folded[max(start, hit.start - _BEFORE) : min(end, hit.end + _AFTER)]
            if hit.group == pair.said and not pair.negatable:
                continue
            if first and not _is_about(story.folded[start : hit.start], first):
                continue
            if _is_among(story, start, pair.lead) and _is_about(near, words):
                against = True
    return against


def _is_of_what_stops(story: Story, hit: Hit, told: list[Hit], start: int) -> bool:
    """Tell what is off because of a strike: "the strike goes on, and trains are cancelled"."""
    strikes = [
        other.end
        for other in told
        if other.group == "turn.strike" and start <= other.start and other.end <= hit.start
    ]
    return (
        bool(strikes) and _NEXT_CLAUSE.search(story.folded, max(strikes), hit.start) is not None
    )


_NEXT_CLAUSE = re.compile(r" (?:and|so|und|et|y|och|while|with) ")
_LIFTED = re.compile(
    r"\b(?:lift(?:s|ed|ing)|overturn\w*|quash\w*|set aside|struck down|aufgehoben|aufheb\w*"
    r"|(?:hebt|hob|heben|hoben)\b[^.;,]{2,60}\bauf|kippt\w*|gekippt|lev(?:e|ee|ent|er)|annul\w*"
    r"|levant\w*|anul\w*|revoc\w*|revog\w*|opgeheven|heft\b[^.;,]{2,60}\bop|vernietig\w*"
    r"|haver|havt\w*|upphav\w*)\b"
)
"""What becomes of a ban by which a thing is allowed."""
_WISHED = frozenset({"turn.guilty", "turn.cleared", "turn.goes_ahead", "turn.cancelled"})
_IN_BOOKS = frozenset({"turn.profit", "turn.loss"})
_FEW_SIGNS = 70
_COMPARED = re.compile(
    r"\b(?:after|compared|from|against|nach|gegenuber|statt|apres|contre|frente|tras"
    r"|contro|dopo|rispetto"
    r"|face a|apos|depois|tegen|tegenover|na|mot|efter|jamfort)\b[^.]{0,30}$"
)


def _is_wished(story: Story, hit: Hit, told: list[Hit], start: int) -> bool:
    """Tell what somebody asked for or feared, of what was decided."""
    return hit.group in _WISHED and any(
        other.group == "turn.demanded" and start <= other.start
        and abs(other.start - hit.start) <= _FEW_SIGNS
        and "," not in story.folded[min(other.end, hit.end) : max(other.start, hit.start)]
        for other in told
    )  # fmt: skip


def _is_of_before(story: Story, hit: Hit, start: int) -> bool:
    """Tell a profit or a loss of the year before, with which this year's is compared."""
    near = max(start, hit.start - _FEW_SIGNS)
    return hit.group in _IN_BOOKS and bool(_COMPARED.search(story.folded, near, hit.start))


def _is_expected(story: Story, hit: Hit, start: int) -> bool:
    near = max(start, hit.start - 30)
    return _IF.search(story.folded, near, hit.start) is not None or (
        _HAD.search(story.folded, near, hit.start) is not None
        and _REPORTS.search(story.folded, *story.sentence(hit.start)) is None
    )


def _is_among(story: Story, start: int, sentences: int) -> bool:
    """Tell whether a sentence is one of a text's first."""
    place = story.body_at
    for _ in range(sentences):
        first, last = story.sentence(place)
        if first <= start < last:
            return True
        if last >= len(story.folded):
            return False
        place = last
    return False


_VERB_FIRST = frozenset({"de", "nl", "sv"})


def _is_about(near: str, words: list[str]) -> bool:
    return any(word in near for word in words)


def _is_negated(story: Story, hit: Hit, told: list[Hit], between: int = 2) -> bool:
    """Tell whether "not" stands shortly before a word, or after a verb that comes first."""
    for other in told:
        if other.group != "turn.negates":
            continue
        ahead = _FAR_BEHIND if story.language in _VERB_FIRST else _NEGATED
        if 0 <= hit.start - other.end <= ahead:
            apart = story.folded[other.end : hit.start]
        elif story.language in _VERB_FIRST and 0 <= other.start - hit.end <= _FAR_BEHIND:
            apart = story.folded[hit.end : other.start]
        else:
            continue
        if not re.search(r"[,.;:]", apart) and (
            story.language in _VERB_FIRST or apart.count(" ") <= between + 1
        ):
            return True
    return False


_PLACED = re.compile(
    r" (?:in|im|at|on|en|em|i|na|no|nel|nella|au|dans|auf|beim|bei|zu|op|te|for|fur|pour|para"
    r"|per|voor|seat|title|medal|award|prize|wahl|prix|premio|titel|gold|silber)\b"
)
"""After a victory, where it was, or what it brought: no rival."""
_RIVALS = 2
"""Words right after the verb that may be a rival's name."""
_IF = re.compile(
    r"\b(?:would|could|might|may|should|konnte|konnten|wurde|wurden|durfte|pourrait"
    r"|devrait|serait"
    r"|podria|deberia|potrebbe|dovrebbe|poderia|deveria|zou|zouden|skulle|kunde)\b.{0,16}$"
)
"""Before what is only expected."""
_HAD = re.compile(
    r"\b(?:had|hatten?|avait|avaient|habian?|aveva|avevano|tinham?|havia|hadden"
    r"|hade) (?:\w+ ){0,2}$"
)
"""Before what came before."""
_REPORTS = re.compile(
    r"\b(?:reported|said|announced|showed|disclosed|told|admitted|teilte|berichtete|sagte"
    r"|annonce|indique|declare|comunico|anuncio|informo|ha comunicato|ha annunciato|comunicou"
    r"|anunciou|meldde|zei|meddelade)\b|\b(?:end of|fin de|ende) "
)
"""Verbs after which "had" tells what is so now."""


_BEHIND = re.compile(
    r"\b(?:behind|from|of|hinter|vom|derriere|du|del|al|dal|dietro|do|ao|achter|bakom)"
    r" (?:the |den |dem |le |el |la |il |de |o )?$"
)
"""Before a winner to whom somebody else came second."""
_NEAR = 40
_NEEDED = re.compile(
    r"\b(?:need(?:ed|ing|s)?|had to|must|hoped|hoping|failed to|brauch\w+|musste\w*"
    r"|reichte\w* nicht"
    r"|fallait|besoin|necesitaba\w*|debia\w*|no pudo|serviva|doveva|bisognava"
    r"|precisava\w*|moest\w*"
    r"|behovde)\b.{0,36}$"
)
"""Before a victory that somebody lacked."""


_YORE = re.compile(
    r"\b(?:last year|last season|a year ago|im vorjahr|letzte saison|l'an dernier|el ano pasado"
    r"|l'anno scorso|no ano passado|vorig jaar|vorig seizoen)\b"
)
"""Before a victory or a defeat of another season."""


_WHOSE = re.compile(r" (?:for|fur|pour|para|per|voor|of|de|du|des|del|di|do|da|van|der) ")
"""Behind a victory or a defeat, before whose it is."""
_IN_COURT = re.compile(
    r" (?:\w+ ){0,2}(?:appeal|lawsuit|case|claim|berufung|klage|revision|appel|proces|recours"
    r"|recurso|juicio|demanda|ricorso|causa|appello|processo|acao|beroep|zaak|rechtszaak)\b"
)
"""What is won or lost in court, where nobody is elected."""
_ELECTED = re.compile(r"(?:re-?)?(?:elected|elect|gewahlt|elu|elegid|elett|eleit|gekozen)\w*")


def _won_or_lost(story: Story, headline: str, said: list[Hit], told: list[Hit]) -> str | None:
    """Tell a winner who by the text lost, or two that changed places."""
    sides = [hit for hit in said if hit.group in ("turn.win", "turn.lose")]
    if len({hit.group for hit in sides}) != 1 or sides[0].start >= len(headline):
        return None
    first = sides[0]
    names = topic_words(headline[: first.start])
    rest = headline[first.end :]
    others = [] if _PLACED.match(rest) else topic_words(rest)[:_RIVALS]
    if not names or (first.group == "turn.win" and rest.startswith(BY)):
        return None
    against = False
    for hit in told:
        if hit.group not in ("turn.win", "turn.lose") or _is_negated(story, hit, told):
            continue
        if _IN_COURT.match(rest) and _ELECTED.fullmatch(story.folded, hit.start, hit.end):
            continue
        start, end = story.sentence(hit.start)
        if _NEEDED.search(story.folded, max(start, hit.start - _NEAR), hit.start):
            continue
        if _YORE.search(story.folded, max(start, hit.start - _NEAR), hit.start):
            continue
        if _HAD.search(story.folded, max(start, hit.start - _NEAR), hit.start):
            continue
        before, after = story.folded[start : hit.start], story.folded[hit.end : end]
        if _BEHIND.search(before):
            continue
        whose = _WHOSE.match(after) if hit.group == first.group else None
        if whose and _is_about(after[whose.end() : whose.end() + _NEAR], names):
            return None
        at = max((before.rfind(word) for word in names), default=-1)
        rival = max((before.rfind(word) for word in others), default=-1)
        if hit.group == first.group and at > rival:
            return None
        played = at >= 0 and _AGAINST.search(before[:at])
        if hit.group != first.group and at > rival and _is_among(story, start, LEAD):
            against = against or not played
        if (
            hit.group == first.group == "turn.win"
            and max(at, rival) < 0
            and _is_another_winner(story, start, hit, names)
        ):
            against = True
        if (
            hit.group == first.group == "turn.win"
            and rival >= 0 > at
            and _is_about(after, names)
            and not _AGAINST.search(before[:rival])
        ):
            against = True
    if not against:
        return None
    return _LOST if first.group == "turn.win" else _WON


def _is_another_winner(story: Story, start: int, hit: Hit, names: list[str]) -> bool:
    """Tell a first sentence that gives the victory to somebody else, whom it names."""
    _, end = story.sentence(hit.start)
    if start != story.body_at or _is_about(story.folded[start:end], names[-1:]):
        return False
    others = people.read(story, start, hit.start).people.values()
    at = story.folded.find(names[-1], end)
    if not others or at < 0:
        return False
    if story.language == "de":
        return _is_a_name(story, names[-1])
    return story.cased(at, at + 1).isupper()


def _is_a_name(story: Story, word: str) -> bool:
    """Tell a name from a noun, where both have capitals."""
    known = story.enrichment
    names = [
        *(person.name for person in known.people),
        *(firm.name for firm in known.organisations),
        *(place.name for place in known.places),
    ]
    return any(word in fold(name).text for name in names)


def _denied(
    story: Story, headline: str, about: list[str], told: list[Hit], groups: set[str]
) -> str | None:
    """Find a word of the headline that its text only has with "not" before it."""
    _, last = story.sentence(story.body_at)
    text = story.folded[story.body_at : story.body_at + _LONGEST_READ]
    if groups & _ENDS or _FREE_OF.search(headline):
        return None  # that it will not be is what the headline says as well
    if any(
        side_of(word.group) in _SAYS_NO for word in words_of_title(headline, story.language)
    ):
        return None
    for word in about:
        if word not in text:
            continue
        places = [match.start() for match in re.finditer(rf"\b{re.escape(word)}", text)]
        if not places or len(places) > _FEW or story.body_at + places[0] >= last:
            continue
        hits = [Hit("", story.body_at + at, story.body_at + at + len(word)) for at in places]
        if all(_is_denied(story, hit, told) for hit in hits):
            return _DENIED
    return None


_FREE_OF = re.compile(
    r"\b(?:livres?|libres?|liber[oaie]|frei|vrij|free|fri|(?:out|rid) of|hors de?|fuera de"
    r"|fuori|fora de|ausser|buiten|no longer|nicht mehr|ne plus"
    r"|secret\w*|geheim\w*|anonym\w*|anonim\w*|segret\w*|hemlig\w*)\b"
)
"""How a headline says "no" without the word: "out of danger"."""
_SAYS_NO = frozenset({"no", "nope", "refuse", "off", "ban", "vetoed"})
_ENDS = frozenset({"turn.cancelled", "turn.off", "turn.blocked", "turn.rejects", "turn.closes"})
_FEW = 3
_NOT = re.compile(r"not|n't|never|ne|n'|no|non|nao|nicht|niet|inte")
"""What denies a verb; "no strike" may only say that it is over."""
_NOT_YET = re.compile(
    r"\b(?:not only|not just|nicht nur|pas seulement|no solo|non solo|nao so|niet alleen"
    r"|inte bara"
    r"|no longer|nicht mehr|no mas|plus|de ne|de n'|di non|ne pas)\b"
)


def _is_denied(story: Story, hit: Hit, told: list[Hit]) -> bool:
    near = story.folded[max(hit.start - _NEGATED, 0) : hit.start]
    before = [
        other
        for other in told
        if other.start < hit.start and _NOT.fullmatch(story.folded, other.start, other.end)
    ]
    return _is_negated(story, hit, before, 1) and not _NOT_YET.search(near)
