"""Parties and clubs that only the copy's subject shows: “the Greens”, “Elmford's captain”."""

from __future__ import annotations

from collections.abc import Iterable

from services.enrichment.data.gazetteer import Spot
from services.enrichment.steps.entities.lexicon import Lexicon, facts_of
from services.enrichment.steps.entities.organisations.clubs import PLAYERS, names_a_club, plays
from services.enrichment.steps.entities.organisations.found import Organisations
from services.enrichment.steps.entities.people.found import People
from services.enrichment.steps.entities.tokens import Tokens

_SEVERAL = frozenset("greens nationals conservatives liberals".split())
_ONE = frozenset(("labour", "labor"))
_PARTIES = _SEVERAL | _ONE
_POLITICS = frozenset(
    "mp mps msp msps senator senators senate parliament election elections by-election vote"
    " votes voted voters bill party seat seats minister ministers government opposition"
    " coalition leader premier councillor councillors council ballot poll polls policy".split()
)
_FEW = 2
_MEMBERS = frozenset(
    "MP MPs MSP MSPs MS MLA MLAs TD TDs Senator Senators Leader Councillor Cllr Lord"
    " Premier Peer".split()
)
_DOES = frozenset(
    "has had is was are were will would holds held won lost wants says said did does have"
    " also may could can must should candidate candidates government leader source sources"
    " councillor councillors voters vote seat seats manifesto party policy".split()
)
_NATIONS = frozenset("Scottish Welsh English Irish Queensland Victorian NSW".split())
_LONGEST_BACK = 3


def parties(tokens: Tokens, lexicon: Lexicon, organisations: Organisations) -> None:
    """Count “the Greens” and “Labour” where the story is about politics."""
    words = tokens.words
    here = words.counts.keys() & _PARTIES
    if not here or words.counts.keys().isdisjoint(_POLITICS) or organisations.about_sport:
        return
    for at in words.those_in(here):
        if at < len(tokens.texts) and tokens.capital[at] and _is_party(tokens, at):
            begin = at
            before = tokens.texts[at - 1] if at else ""
            nation = before in lexicon.places.demonyms or before in _NATIONS
            if nation and tokens.touches(at - 1, at):
                begin = at - 1
            organisations.note(tokens.slice(begin, at + 1), begin)


def _is_party(tokens: Tokens, at: int) -> bool:
    texts = tokens.texts
    following = texts[at + 1] if at + 1 < len(texts) else ""
    goes_on = following and tokens.capital[at + 1] and tokens.joined(at, at + 1)
    if goes_on and following not in _MEMBERS:
        return False
    if following in ("and", "&") and at + _FEW < len(texts) and tokens.capital[at + 2]:
        behind = texts[at + 2].lower()
        if behind not in _PARTIES and tokens.joined(at + 1, at + 2):
            return tokens.words.lowers[at] not in _SEVERAL and behind not in _FIELDS
    before = texts[at - 1] if at else ""
    linked = bool(at) and tokens.touches(at - 1, at)
    if tokens.words.lowers[at].removesuffix("'s") in _SEVERAL:
        if linked and before not in ("the", "The"):
            return tokens.capital[at - 1] == 1 and at > 1 and texts[at - 2] in ("the", "The")
        return linked
    if linked and tokens.capital[at - 1]:
        return before in _NATIONS or before in (
            "A",
            "The",
            "But",
            "And",
            "While",
            "Both",
            "If",
            "When",
            "With",
        )
    if linked:
        ministry = before in ("of", "for", "and") and at > 1 and tokens.capital[at - 2] == 1
        return not ministry
    whose = tokens.words.texts[at] != texts[at]
    return bool(goes_on) or whose or following in _DOES or following in ("came", "took")


_FIELDS = frozenset("employment industry employment's social housing pensions".split())


def club_end(
    tokens: Tokens, organisations: Organisations, at: int, end: int, spots: tuple[Spot, ...]
) -> int:
    """Count the club that a town stands for in copy about sport; give its end, or `at`."""
    longer = names_a_club(tokens, end, spots[0])
    if not longer and not plays(tokens, at, end, spots[0], organisations.lexicon.surnames):
        return at
    if not organisations.about_sport:
        return at
    end += longer
    name = tokens.slice(at, end)
    organisations.note(name, at)
    organisations.clubs.add(name)
    return end


def clubs(
    tokens: Tokens,
    singles: Iterable[tuple[int, int]],
    people: People,
    organisations: Organisations,
) -> None:
    """Count clubs that no list knows by those who play for them or lead them."""
    if not organisations.about_sport:
        return
    found = {
        tokens.slice(at, end)
        for at, end in singles
        if end - at == 1 and _has_players(tokens, at, end)
    }
    meant = {
        name
        for name in found
        if name not in people.known
        and name not in people.by_family
        and not facts_of(name).ordinary
        and facts_of(name).country is None
        and name not in organisations.counted
    }
    for at, end in singles if meant else ():
        if (name := tokens.slice(at, end)) in meant:
            organisations.note(name, at)


def _has_players(tokens: Tokens, at: int, end: int) -> bool:
    """Tell the club in “Elmford's captain” and “face either Elmford or Oakham”."""
    texts = tokens.texts
    if end < len(texts) and texts[end] in PLAYERS and tokens.near(end - 1, end):
        return True
    if end < len(texts) and tokens.words.texts[at] != texts[at] and texts[end] in PLAYERS:
        return True
    if at and texts[at - 1] == "either":
        return "or" in texts[end : end + _LONGEST_BACK + 1]
    if at and texts[at - 1] == "or":
        return "either" in texts[max(0, at - 2 * _LONGEST_BACK) : at]
    return False
