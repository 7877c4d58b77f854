"""Places that the gazetteer leaves open: small towns, and names in a list of places."""

from __future__ import annotations

from collections.abc import Callable, Container, Mapping

from services.enrichment.data.gazetteer import Spot
from services.enrichment.data.towns import Town, towns_called
from services.enrichment.steps.entities.lexicon import Lexicon
from services.enrichment.steps.entities.tokens import Tokens

_FEW = 2
PREPOSITIONS = frozenset(
    "in at near from outside around across toward towards into via through inside over between"
    " aus nach bei bis aan te à en dans vers depuis près a al desde hacia cerca di da nel nella"
    " em na no para w z v i til fra från till ved hos within beyond off under utanför uit"
    " nabij près chez above below oberhalb unterhalb zwischen entre tra fra tussen between"
    " surrounding bij richting rund um rond boven onder sopra sotto sobre bajo"
    " в из под к около близ у".split()
)
LINKS_TO = frozenset(("of", "de", "a", "di", "da", "do", "van"))
TOWN_OF = frozenset(
    "near près cerca vicino perto ciudad ville città cidade province provincia city town"
    " towns villages cities ports suburbs"
    " village port capital suburb region state north south east west northeast northwest"
    " southeast southwest outskirts hamlet island isle district mayor people residents coast"
    " norte sur sul nord sud est ouest oeste norden süden osten westen noorden zuiden oosten"
    " pueblo localidad localidade municipio município commune comune paese frazione gemeente"
    " gemeinde stadt dorf dorp isola isla ilha île bassin vallée valle vale alcalde prefeito"
    " sindaco maire".split()
)
_ENGLISH_TOWNS = frozenset(
    "town village hamlet city port suburb towns villages hamlets cities ports suburbs".split()
)
_LANDS_BEHIND = frozenset(
    "province prefecture port village township county district peninsula valley governorate"
    " municipality archipelago".split()
)
"""What stands behind a place's name in small letters: “Elmshire province”."""
_SOFT_LINKS = frozenset("of to de di da do von".split())
_ENGLISH_LINKS = frozenset(("of", "to"))
_ELIDED_OF = frozenset(("d'", "d’", "D'", "D’"))
_PEOPLE_TOO = frozenset("De Di Da Do Von Van".split())
_ANDS = frozenset("and & y e et und en och og i ou oder or".split())
_TOWNS = frozenset(
    "dorf stadt gemeinde ort dorp stad gemeente village town frazione comune gmina".split()
)
"""“in dem Dorf X”: what stands before a town's name without a word between."""
_CALLED = (", a city ", ", a town ", ", a village ", ", a port ", ", a suburb ")
_LANDS = frozenset(
    "County Island Islands River Valley Bay Peninsula Mountains Desert Reef Glacier Creek"
    " Canyon Archipelago Province Prefecture Oblast Governorate".split()
)
MOUNTS = frozenset(
    ("Mount", "Lake", "Cape", "Gulf", "County", "Lough", "Loch", "Mont", "Monte")
)
"""“Elm County”, “Lake Elm”: what the gazetteer need not know."""
BEFORE_TOWNS = PREPOSITIONS | _TOWNS
_ANY_BEFORE = PREPOSITIONS | LINKS_TO | _SOFT_LINKS | _ANDS | _TOWNS | {"county"}


class SmallTowns:
    """Tells the small towns of one text, by where the words around them place them."""

    def __init__(
        self,
        tokens: Tokens,
        lexicon: Lexicon,
        known: Callable[[int, int], tuple[tuple[Spot, ...], int]],
        found: Container[str],
        evidence: Mapping[str, int],
    ) -> None:
        self.tokens = tokens
        self.lexicon = lexicon
        self.known = known
        self.found = found
        self.evidence = evidence

    def may_place(self, at: int, end: int) -> bool:
        """Tell whether the words beside a name may place it, as those of most do not."""
        tokens = self.tokens
        texts, words = tokens.texts, tokens.words
        text = words.text
        return (
            (at > 0 and texts[at - 1].lower() in _ANY_BEFORE)
            or text[words.ends[end - 1] : words.ends[end - 1] + 1] == ","
            or (end < len(texts) and texts[end] in _ANDS)
            or (at > 0 and text[words.ends[at - 1]] == ",")
            or words.texts[at][:_FEW] in _ELIDED_OF
            or (end < len(texts) and texts[end] in _LANDS_BEHIND)
        )

    def unlisted(self, at: int, end: int) -> Spot | None:
        """Know “Elm County” for a place, and the town in “near Elmdale”, “Elmdale, Texas”."""
        tokens = self.tokens
        texts, words = tokens.texts, tokens.words
        if end - at > 1 and (
            texts[end - 1] in _LANDS
            or (texts[at] in MOUNTS and texts[end - 1] not in self.lexicon.not_person)
        ):
            return unlisted_spot(tokens.slice(at, end), "")
        if at == 0:
            return None
        if self._is_land(at, end):
            return self._town_here(tokens.slice(at, end)) or unlisted_spot(
                tokens.slice(at, end), ""
            )
        common = texts[at].lower() in self.lexicon.common
        if texts[at - 1] in ("County", "Co") and not common and tokens.joined(at - 1, at):
            return unlisted_spot(tokens.slice(at - 1, end), "")
        count = len(texts)
        before = texts[at - 1].lower()
        placed = (
            before in PREPOSITIONS
            or before in _TOWNS
            or (before in LINKS_TO and at > 1 and texts[at - 2].lower() in TOWN_OF)
        ) and tokens.near(at - 1, at)
        if words.text.startswith(", ", words.ends[end - 1]) and end < count:
            if placed and words.text.startswith(_CALLED, words.ends[end - 1]):
                name = tokens.slice(at, end)
                return self._town_here(name) or unlisted_spot(name, "")
            spots, _ = self.known(end, count) if tokens.capital[end] else ((), end)
            if spots and spots[0].kind != "city":
                if town := _town(tokens.slice(at, end), spots[0]):
                    return town
                if placed or (before in ("to", "for", "of") and tokens.near(at - 1, at)):
                    return unlisted_spot(tokens.slice(at, end), spots[0].country)
        if not placed:
            return None
        name = tokens.slice(at, end)
        return self._town_here(name) or self._called_town(at, name)

    def _is_land(self, at: int, end: int) -> bool:
        """Know “in Elmshire province”, by the noun behind and what stands before."""
        texts = self.tokens.texts
        return (
            end < len(texts)
            and texts[end] in _LANDS_BEHIND
            and not (self.tokens.capital[at - 1] and self.tokens.near(at - 1, at))
            and self.tokens.touches(end - 1, end)
            and not any(token.lower() in self.lexicon.common for token in texts[at:end])
        )

    def _called_town(self, at: int, name: str) -> Spot | None:
        """Know “the Snailish town of X” for one, wherever it is."""
        texts = self.tokens.texts
        if at < _FEW or texts[at - 1] != "of" or texts[at - 2] not in _ENGLISH_TOWNS:
            return None
        demonym = texts[at - 3] if at > _FEW else ""
        return unlisted_spot(name, self.lexicon.places.demonyms.get(demonym, ""))

    def _town_here(self, name: str) -> Spot | None:
        """Give a small town of that name, in a country that the text speaks of if it can be.

        Of American towns there are so many that their country must be spoken of.
        """
        towns = [_spot_of(town) for town in towns_called(name)]
        towns.sort(key=lambda town: self.evidence.get(town.country, 0) <= 0)
        for town in towns:
            if town.country != "US" or self.evidence.get("US", 0) > 0:
                return town
        return None

    def hinted(self, at: int, end: int) -> tuple[Spot, ...]:
        """Give what a name can mean that stands in a list of places, or as in “maire de X”."""
        texts, words = self.tokens.texts, self.tokens.words
        link = texts[at - 1] if at > 1 else ""
        opened = words.texts[at][:_FEW] in _ELIDED_OF
        name = self.tokens.slice(at, end)
        listed = self._listed(at, end)
        if not listed:
            opened = opened and self.tokens.begins[at] > words.starts[at]
            if not opened and (
                link not in _SOFT_LINKS
                or self._named_before(at - 2)
                or texts[at] in _PEOPLE_TOO
            ):
                return ()
            lexicon = self.lexicon
            if texts[at] in lexicon.first_names or texts[at] in lexicon.surnames:
                return ()
            if texts[at].lower() in lexicon.common:
                return ()
        spots = self.lexicon.places.spots.get(name, ())
        if spots or (not listed and link in _ENGLISH_LINKS):
            return spots
        town = self._town_here(name)
        return (town,) if town else ()

    def _named_before(self, at: int) -> bool:
        """Tell whether a capital stands here that is no sentence's."""
        words = self.tokens.words
        before = words.text[max(0, words.starts[at] - 2) : words.starts[at]]
        return bool(self.tokens.capital[at]) and before not in ("", "\n\n", ". ")

    def _listed(self, at: int, end: int) -> bool:
        """Tell whether a name stands in one list with a place: “tra Bologna e Rimini”."""
        tokens, found = self.tokens, self.found
        texts, words, count = tokens.texts, tokens.words, len(tokens.texts)
        if at > 1:
            gap = words.text[words.ends[at - 1] : words.starts[at]]
            if gap == " " and texts[at - 1] in _ANDS:
                if texts[at - 2] in found or (
                    at > _FEW and tokens.slice(at - 3, at - 1) in found
                ):
                    return True
            elif gap == ", " and (texts[at - 1] in found or tokens.slice(at - 2, at) in found):
                return True
        if end + 1 < count:
            gap = words.text[words.ends[end - 1] : words.starts[end]]
            if gap == " " and texts[end] in _ANDS:
                return texts[end + 1] in found or tokens.slice(end + 1, end + _FEW) in found
            return gap == ", " and texts[end] in found
        return False


def _town(name: str, within: Spot) -> Spot | None:
    """Give the small town of that name in a country or a state."""
    for town in towns_called(name):
        if town.country == within.country and (
            within.kind == "country" or town.region in ("", within.region)
        ):
            return _spot_of(town)
    return None


def _spot_of(town: Town) -> Spot:
    return Spot(
        town.name, "city", town.country, town.region, town.lat, town.lon, 0, alone=False
    )


def unlisted_spot(name: str, country: str) -> Spot:
    """Give a place that no list has."""
    return Spot(name, "city", country, "", None, None, 0, alone=False)
