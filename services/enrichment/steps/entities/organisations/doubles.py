"""One organisation that a text calls by several names: “Snail Mining Ltd” and “Snail”.

Papers give a name in full and go on with half of it, or with its letters. Each such name is
looked up by what it begins or ends with, so that many names cost no more than their words.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from services.enrichment.data.gazetteer import gazetteer

_FORMS = frozenset(
    "Inc Inc. Corp Corp. Ltd Ltd. Limited Co Co. LLC LLP LP L.P. PLC Plc plc AG SA S.A. SE SpA"
    " S.p.A. NV N.V. BV GmbH AB ASA Oyj KGaA Bhd Berhad KK Pty".split()
)
_OF_FIRMS = _FORMS | frozenset(
    "Group Groups Holding Holdings Corporation Company Companies Securities Industries Mining"
    " Motors Motor Airlines Airways Universal International Energy Oil Petroleum Resources"
    " Pharmaceuticals Pharmaceutical Electronics Systems Technologies Technology Stores"
    " Telecom Telecommunications Communications Broadcasting Partnership Enterprises Chemical"
    " Chemicals Foods Steel Railways Insurance Tobacco Breweries Entertainment".split()
)
"""What a firm's name in full has behind the name that copy goes on with."""
_SMALL = frozenset(("of", "and", "for", "the", "&", "de", "in", "on", "to"))
_SEVERAL = 2
_MOST_LETTERS = 7
_FEWEST_LETTERS = 2
_PARTIES = (
    (
        "Conservative Party",
        "Conservative party",
        "Conservatives",
        "Tory Party",
        "Tory party",
        "Tories",
    ),
    ("Labour Party", "Labour party", "Labour", "New Labour"),
    ("Labor Party", "Labor party", "Labor"),
    ("Liberal Democrats", "Lib Dems", "Lib Dem"),
    ("Democratic Party", "Democratic party", "Democrats"),
    ("Republican Party", "Republican party", "Republicans", "GOP"),
    ("Liberal Party", "Liberal party", "Liberals"),
    ("National Party", "National party", "Nationals"),
    ("Green Party", "Green party", "Greens"),
)
_OTHERS_OF = {name: party for party in _PARTIES for name in party}


def letters_of(name: str) -> str:
    """Give “UKIP” for “UK Independence Party”, or nothing where they are too few or many."""
    words = [word for word in name.replace("-", " ").split() if word not in _SMALL]
    if len(words) < _FEWEST_LETTERS or not words[0][0].isupper():
        return ""
    letters = "".join([word if word.isupper() else word[0] for word in words])
    return letters.upper() if len(letters) <= _MOST_LETTERS else ""


def is_short_for(short: str, name: str) -> bool:
    """Tell whether the letters of “Nymex” stand in “New York Mercantile Exchange” in order."""
    left = iter(name.casefold())
    return short[0] == name[0] and all(letter in left for letter in short.casefold())


def doubles(
    names: Collection[str],
    first_seen: Mapping[str, int],
    shortened: Mapping[str, str],
    listed: Collection[str],
) -> dict[str, str]:
    """Give for each name that means the same as another the one that stands for both.

    `shortened` has what the text itself puts in brackets behind a name; of names that are
    `listed` a longer one is another body, unless firms are called so.
    """
    found: dict[str, str] = {}
    parts = [name.partition(" ") for name in names]
    if len({first for first, _, _ in parts}) < len(parts):
        for name in names:
            short = _shorter(name, names, first_seen, listed) if " " in name else ""
            if short:
                bare = _FORMS.issuperset(name[len(short) :].split())
                found[name if bare else short] = short if bare else name
    wholes = _wholes(names, parts)
    for name in wholes.keys() | shortened.keys() if wholes or shortened else ():
        whole = shortened.get(name) or wholes[name]
        if name in names and whole in names and found.get(whole) != name:
            letters = name in shortened or name.isupper()
            if letters or first_seen[whole] < first_seen[name]:
                found[name] = whole
    for name in () if _OTHERS_OF.keys().isdisjoint(names) else names:
        if name in _OTHERS_OF and name not in found:
            party = next(other for other in _OTHERS_OF[name] if other in names)
            if party != name and party not in found:
                found[name] = party
    return found


def _shorter(
    name: str, names: Collection[str], first_seen: Mapping[str, int], listed: Collection[str]
) -> str:
    """Give the name with which the text goes on instead of a longer one, or nothing."""
    for short in _beginnings(name):
        if short in names and _is_same_firm(short, name, first_seen, listed):
            return short
    return ""


def _wholes(names: Collection[str], parts: Sequence[tuple[str, str, str]]) -> dict[str, str]:
    """Give the one name that another has the letters of, or ends with behind a land's."""
    shorts = {first[0] for first, space, _ in parts if not space and first[1:2].isupper()}
    if len(shorts) == len(parts):
        return {}
    several: dict[str, list[str]] = {}
    for whose, space, ending in parts:
        if not space:
            continue
        name = f"{whose} {ending}"
        if ending in names and _is_land(whose):
            several.setdefault(ending, []).append(name)
        if whose[0] in shorts and (letters := letters_of(name)):
            several.setdefault(letters, []).append(name)
        if ending[0] in shorts and _is_land(whose) and (letters := letters_of(ending)):
            several.setdefault(letters, []).append(name)  # “US Snail Commission (SC)”
    return {short: wholes[0] for short, wholes in several.items() if len(wholes) < _SEVERAL}


def _beginnings(name: str) -> list[str]:
    """Give what a name may be cut down to, the longest first."""
    words = name.split()
    return [
        short
        for count in range(len(words) - 1, max(0, len(words) - 4), -1)
        if not (short := " ".join(words[:count])).endswith((" of", " and", " &", " for"))
    ]


def _is_same_firm(
    short: str, name: str, first_seen: Mapping[str, int], listed: Collection[str]
) -> bool:
    """Tell “Snail” from “Snail Mining Ltd”, and “the BBC” from “BBC Persian”."""
    rest = name[len(short) :].split()
    if _FORMS.issuperset(rest):
        return True
    if first_seen[name] > first_seen[short]:
        return False
    if rest[-1] in _OF_FIRMS and (len(rest) == 1 or _OF_FIRMS.issuperset(rest)):
        return True
    return short not in listed and " " not in short and not _is_land(short)


def _is_land(word: str) -> bool:
    """Know whose a ministry is: “Elmland”, “Elmish”, “U.S.”."""
    places = gazetteer()
    return word in places.demonyms or word in places.spots
