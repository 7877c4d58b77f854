"""Towns that play: in copy about sport, “Elmford beat Oakham 2-1” names two clubs."""

from __future__ import annotations

from services.enrichment.data.gazetteer import Spot
from services.enrichment.steps.entities.tokens import Tokens

_PLAYS = frozenset(
    "led leads sit sits"
    " beat beats lost lose loses drew draw draws won win wins face faces faced host"
    " hosts hosted"
    " play plays played trail trailed signed scored thrashed hammered defeated edged stunned"
    " equalised equalized conceded conquered overcame dominated qualified ganó perdió empató"
    " venció gewann verlor schlug siegte gewinnt verliert vinse batte perde vince ha-vinto"
    " venceu perdeu empatou wint verloor won versloeg bat affronte reçoit".split()
)
_AGAINST = frozenset(
    "against beat beats beating versus v vs thrashed hammered defeated defeating edged joined"
    " face faced facing meet met host hosting contra contre gegen tegen contro thumped stunned"
    " outplayed overcame".split()
)
_RESULTS = frozenset(
    "lost defeat loss losing drew draw drawing win victory loan move switch transfer"
    " wins triumph"
    " signed joined".split()
)
_TRAVELS = frozenset("travel travels travelled trip away visit journey".split())
_BEHIND_RESULTS = frozenset(("to", "with", "over", "by", "from"))
PLAYERS = frozenset(
    "striker midfielder defender coach manager boss captain goalkeeper winger forward side fans"
    " fan supporters scrum-half fly-half full-back lock hooker flanker prop keeper"
    " head-coach players"
    " bench dressing defence attack skipper squad".split()
)
_NO_CLUBS = frozenset(
    "England Scotland Wales Ireland Catalonia Europe Asia Africa Oceania Tahiti Guam".split()
) | {"Northern Ireland", "Puerto Rico", "Great Britain", "Faroe Islands", "Hong Kong"}
_LONGEST_SCORE = 2
_PAIR = 2


_LARGE = 150
"""Thousands of people from which a town is rather meant than somebody of its name."""


_ENDINGS = frozenset(
    "Town City County Athletic Rovers Wanderers Albion Argyle Alexandra Orient Rangers"
    " Borough".split()
)


_NICKNAMES = frozenset(
    "Titans Royals Kings Knights Lions Tigers Sharks Bulls Warriors Dragons Hurricanes Rebels"
    " Blues Reds Sixers Stars Strikers Renegades Scorchers Capitals Giants Raiders Roosters"
    " Panthers Eagles Storm Broncos Cowboys Indians Gladiators Qalandars Zalmi Sultans Falcons"
    " Hawks Wolves Bears Devils Phoenix Jets".split()
)


def names_a_club(tokens: Tokens, end: int, spot: Spot) -> bool:
    """Tell whether the word behind a town is one that clubs are called by: “Elmford Town”."""
    texts = tokens.texts
    return (
        end < len(texts)
        and (
            texts[end] in _NICKNAMES
            or (texts[end] in _ENDINGS and spot.kind == "city" and spot.country != "US")
        )
        and tokens.joined(end - 1, end)
    )


def plays(tokens: Tokens, at: int, end: int, spot: Spot, names: frozenset[str]) -> bool:
    """Tell whether a place stands here as those who play for it do.

    `names` are people's; American papers call a team by its nickname, or the place is meant.
    """
    texts = tokens.texts
    following = texts[end] if end < len(texts) else ""
    before = texts[at - 1] if at else ""
    if not (
        following in _PLAYS
        or following in PLAYERS
        or before in _AGAINST
        or before in _BEHIND_RESULTS
        or following.isdigit()
    ):
        return False  # as of most places
    if spot.kind == "country" or spot.country == "US" or tokens.slice(at, end) in _NO_CLUBS:
        return False
    if texts[at] in names and spot.thousands < _LARGE:
        return False
    before = before.lower() if at and tokens.near(at - 1, at) else ""
    following = following if end < len(texts) and tokens.near(end - 1, end) else ""
    if following == "side" and end + 1 < len(texts) and tokens.capital[end + 1]:
        return False  # “Elmford side Rovers”
    if before in ("in", "near", "outside") or (before == "at" and texts[at - 2] != "away"):
        return False
    if following in _PLAYS or following in PLAYERS or before in _AGAINST:
        return True
    if before == "to" and following == "in" and at > 1 and texts[at - _PAIR] in _TRAVELS:
        return True
    if before in _BEHIND_RESULTS and at > 1:
        told = at - _PAIR
        if told and texts[told][0].isdigit():
            told -= 1  # “lost 3-1 to X”
        if texts[told].lower() in _RESULTS:
            return True
    score = following.isdigit() and len(following) <= _LONGEST_SCORE
    return score and (not before or before.isdigit() or before == "and")
