"""Organisations' names taken whole: where one really begins, and how far it goes on."""

from __future__ import annotations

from services.enrichment.lines.agencies import agency_named
from services.enrichment.steps.entities.lexicon import Lexicon
from services.enrichment.steps.entities.places.found import Places
from services.enrichment.steps.entities.places.namesakes import in_brackets_too
from services.enrichment.steps.entities.tokens import Tokens

_PAIR = 2
_MOST = 9
_LONGEST_LIST = 5

_CITIES = frozenset("City Borough County Town District State Port Municipality Islands".split())
_MINISTRIES = frozenset(
    "Ministry Department Ministerio Ministère Ministério Ministero Ministerie Ministerium"
    " Secretaría Secretaria".split()
)
_OF_STATES = frozenset(
    "Ministry Department Parliament Embassy Consulate Office Foreign Court Ministries".split()
)
"""“the Chinese Ministry of Justice” is the ministry, “Indian Society of X” the whole."""
_SMALL_MINISTRIES = frozenset(
    "foreign defence defense finance interior health energy education justice trade economy"
    " agriculture transport labour labor environment culture industry commerce".split()
)
_ANDS = frozenset("and & y e et und en".split())
_LINKS = frozenset(
    "of for de del della dei degli delle di du des der dos das do da van von für zu y e et the"
    " la el las los le les aux em em".split()
)
_HEADS = frozenset(
    "Amtsgericht Landgericht Oberlandesgericht Verwaltungsgericht Sozialgericht Arbeitsgericht"
    " Staatsanwaltschaft Polizeipräsidium Polizeiinspektion Universität Universiteit"
    " Universitat"
    " Universidad Universidade Università Université Hochschule Klinikum Stadtwerke Ysgol Teatr"
    " Teatro Théâtre Librairie Librería Livraria Libreria Éditions Edições Ediciones Edizioni"
    " Verlag Instituto Istituto Fundación Fundação Fondazione Fondation Stiftung"
    " Stichting Grupo"
    " Gruppo Groupe Banco Banca Banque Ospedale Hôpital Clínica Cooperativa Coopérative Museu"
    " Musée Associação Asociación Associazione Prefeitura Ayuntamiento Rechtbank Gerechtshof"
    " Politie Procura Questura Prefettura Uitgeverij Szkoła Uniwersytet Univerzita Koninklijke"
    " Landeskriminalamt Bundesamt Handwerkskammer Sparkasse Volksbank Kreissparkasse Bistum"
    " Erzbistum Feuerwehr Bergwacht Wasserwacht Toneelgroep Theatergroep Dansgroep".split()
)
"""What stands before a name without a word between: “Amtsgericht Kempten”."""
_GERMAN = (
    "gericht", "schaft", "präsidium", "inspektion", "versität", "schule", "kum", "werke", "ung",
    "amt", "anstalt", "direktion", "kammer", "kasse", "Volksbank",
    "tum", "wehr", "wacht", "Verlag",
)  # fmt: skip
"""German writes all its nouns like names: one word belongs to such a head."""
_ADJECTIVES = frozenset(
    "national nationale nationaux primaire générale général régional régionale départemental"
    " départementale supérieur supérieure central centrale superior nacional regional general"
    " provincial federal municipal estatal popular paysanne ouvrière européenne française"
    " generale nazionale regionale provinciale superiore suprema supremo constitucional"
    " constitutionnel administratif administrativa civile civil judiciaire"
    " correctionnel electoral"
    " estadual territorial métropolitaine interprofessionnelle".split()
)
_ADJECTIVES |= {"Foral", "Nacional", "Regional", "Provincial", "Autonómica", "Autonómico"}
_SECOND_NOUNS = frozenset(
    "maladie vieillesse chômage civile social sociale pública público civil".split()
)
_BETWEEN_STATES = frozenset(
    "NATO Nato UN U.N. EU E.U. G7 G20 IMF WHO OPEC OPEC+ ASEAN Senate Congress Parliament"
    " Kremlin Pentagon FIFA UEFA IOC ICC GOP FBI CIA NSA Fed Treasury".split()
)
"""“the UN Elmland mission”: what is between states has no branches that are called so."""
_LOCAL_KINDS = frozenset(("media", "charity"))
_LOCAL = frozenset("College University School Institute Radio Academy Museum".split())
_CLAUSES = frozenset(
    "and or but to in on at for from with by as of has had have is was are were will would"
    " fell rose led won lost called sent made took came went gave cut raised posted plans"
    " expects wants can could may that which who said also after before when while".split()
)
_FIRMS = (
    "hersteller", "investor", "konzern", "unternehmen", "händler", "anbieter", "betreiber",
    "versicherer", "bauer", "riese", "firma", "zulieferer", "produzent", "verlag", "kette",
    "dienstleister", "brauerei", "reederei", "bank", "startup", "start-up", "gesellschaft",
    "fabrikant", "bedrijf", "uitgever", "keten", "sender", "vermieter", "entwickler", "agentur",
)  # fmt: skip
"""Ends of the nouns that German and Dutch put before a firm's name."""
_SHORTEST_FIRM = 5
_PRESENTED = frozenset(
    "Rival Insurer Lender Miner Brewer Retailer Chipmaker Drugmaker Automaker Carmaker Airline"
    " Fintech Startup Housebuilder Shipbuilder Planemaker Brokerage Steelmaker"
    " Firma Bouwbedrijf"
    " Uitgever Supermarktketen Luchtvaartmaatschappij".split()
)
"""What opens a sentence before the name of what is called so."""
_RED = frozenset(("Cross", "Crescent"))
_HAVE_PRODUCTS = frozenset(
    "Google Apple Microsoft Amazon Sony Nintendo Ford Toyota Honda Nissan Volkswagen"
    " VW BMW Audi"
    " Renault Peugeot Fiat Chevrolet Tesla Boeing Airbus Netflix Disney Marvel Twitter Facebook"
    " Instagram Meta Adobe Nike Adidas Puma Lego NASA Nasa FIFA UEFA NBA NFL NHL MLB Congress"
    " Parliament Senate Pentagon Kremlin GOP BMX Intel AMD Nvidia Reuters AP AFP dpa"
    " EFE ANSA Lusa CNN BBC White Xiaomi Huawei Oppo".split()
)
"""Behind whose name that of a thing may stand, or of something else."""
_NO_PART = frozenset(
    "Chief Director President Secretary Chairman Chairwoman Minister General Day Week Award"
    " Awards Prize Cup Championship Championships League Open".split()
)


GERMAN_BODIES = ("schaftsamt", "gericht", "skammer", "sanstalt", "präsidium", "direktion")
BEGINNINGS = _HEADS | _CITIES
SECOND = _ADJECTIVES | {"Red"}
"""The first or the second word of what `Bodies.named` may know."""


class Bodies:
    """Tells how far the name of an organisation goes."""

    def __init__(self, tokens: Tokens, lexicon: Lexicon) -> None:
        self.tokens = tokens
        self.lexicon = lexicon

    def named(self, at: int, last: int) -> int:
        """Give the end of a name that its first words show to be one, or `at`."""
        texts = self.tokens.texts
        token, following = texts[at], texts[at + 1]
        if (
            (token in _HEADS or token.endswith(GERMAN_BODIES))
            and self.tokens.capital[at + 1]
            and self.tokens.joined(at, at + 1)
        ):
            return self._through(at + 1, at + _PAIR if token.endswith(_GERMAN) else last)
        if following in _ADJECTIVES and token in self.lexicon.org_first:
            return self._described(at, last)
        if following == "of" and token in _CITIES:
            end = self._capitals(at + _PAIR, last)
            return end if end > at + 3 and texts[end - 1] in self.lexicon.org_last else at
        for red in (at, at + 1):
            if red + 1 < last and texts[red] == "Red" and texts[red + 1] in _RED:
                if red == at or not self.tokens.joined(red - 1, red):
                    return at
                society = red + _PAIR
                return society + (society < last and texts[society] == "Society")
        return at

    def _capitals(self, at: int, last: int) -> int:
        """Give the end of the run of capitals that begins here."""
        end = at
        while end < last and self.tokens.capital[end]:
            if end > at and not self.tokens.joined(end - 1, end):
                break
            end += 1
        return end

    def _through(self, at: int, last: int) -> int:
        """Give the end of capitals that small words link."""
        texts, capital = self.tokens.texts, self.tokens.capital
        end = at + 1
        best = end
        while end < min(last, at + _MOST) and self.tokens.joined(end - 1, end):
            if texts[end] in self.lexicon.never or self.lexicon.is_title(texts[end]):
                break
            if capital[end]:
                best = end + 1
            elif texts[end] not in _LINKS or (
                texts[end] in _ANDS and (end + 1 >= last or texts[end + 1] not in _LINKS)
            ):
                break
            end += 1
        return best

    def _described(self, at: int, last: int) -> int:
        """Give the end of “Caisse primaire d'assurance maladie”."""
        texts, capital = self.tokens.texts, self.tokens.capital
        end = best = at + _PAIR
        while end < min(last, at + _MOST) and self.tokens.near(end - 1, end):
            token = texts[end]
            if token in _ANDS:
                break
            if token in _LINKS:
                end += 1
                continue
            linked = texts[end - 1] in _LINKS or token[:2] in ("d'", "d’", "l'", "l’")
            if not (linked or (capital[end] and best == end) or token in _SECOND_NOUNS):
                break
            end += 1
            best = end
        return best

    def end(self, at: int, taken: int, last: int) -> int:
        """Give where a name goes on to: “Ministry of Trade, Industry and X”, “X & Y”."""
        tokens, texts = self.tokens, self.tokens.texts
        if taken >= last:
            return taken
        if texts[taken] == "in":  # “United Nations Mission in Elmland (UNMEL)”
            return taken + _PAIR * in_brackets_too(tokens, taken)
        words = tokens.words
        gap = words.text[words.ends[taken - 1] : words.starts[taken]]
        if gap == " & " and tokens.capital[taken]:
            return self._capitals(taken, last)
        if gap == ", " and tokens.capital[taken] and texts[at] in _MINISTRIES:
            for link in range(taken + 1, min(last - 1, taken + _LONGEST_LIST)):
                if texts[link] in _ANDS:
                    return link + _PAIR if tokens.capital[link + 1] else taken
                if not tokens.capital[link]:
                    break
        return taken

    def start(self, at: int, taken: int) -> int:
        """Give where a name begins behind what is only called so: “Chiphersteller X AG”."""
        begin = at
        texts = self.tokens.texts
        while begin < taken - 1:
            if self._is_firm(texts[begin]) or texts[begin] in _PRESENTED:
                begin += 1
            elif (
                begin < taken - _PAIR
                and texts[begin].endswith(("er", "e"))
                and self._is_firm(texts[begin + 1])
            ):
                begin += _PAIR
            else:
                break
        return begin

    def _is_firm(self, token: str) -> bool:
        lower = token.lower()
        return len(lower) > _SHORTEST_FIRM and lower.endswith(_FIRMS) and token[1:].islower()

    def whole(self, at: int, head: int) -> bool:
        """Tell whether a people's name in front belongs to it: “Indian Society of X”."""
        texts = self.tokens.texts
        return _OF_STATES.isdisjoint(texts[at + 1 : head])

    def national(self, at: int, last: int) -> int:
        """Give the end of “Chinese foreign ministry”, after its country, or `at`."""
        end = at + 1
        if (
            end < last
            and self.tokens.near(at, end)
            and self.tokens.texts[end].lower() in _SMALL_MINISTRIES
        ):
            end += 1
            if (
                end < last
                and self.tokens.near(end - 1, end)
                and self.tokens.texts[end].lower() == "ministry"
            ):
                return end + 1
        return at

    def branch(self, name_end: int, end: int, places: Places, kind: str = "") -> int:
        """Give the end of “Snail Motor Elmland”, the branch in a country or a state.

        Broadcasters, charities and colleges have such in towns too: “Snail Radio Elmford”.
        """
        tokens, lexicon = self.tokens, self.lexicon
        if not (name_end < end and tokens.touches(name_end - 1, name_end)):
            return name_end
        if tokens.texts[name_end - 1] in _BETWEEN_STATES:
            return name_end
        spots, stop = places.known(name_end, end)
        local = kind in _LOCAL_KINDS or tokens.texts[name_end - 1] in _LOCAL
        if not spots or (spots[0].kind == "city" and not local) or stop < end:
            return name_end
        short = tokens.texts[name_end]
        if len(short) <= _PAIR and short not in ("UK", "US", "NZ"):
            return name_end  # “Snail ID”
        if agency_named(tokens.texts[name_end - 1]) is not None:
            return name_end
        words = tokens.words
        if stop >= len(tokens.texts) or not words.text.startswith(" ", words.ends[stop - 1]):
            return stop
        following = tokens.texts[stop].lower()
        return stop if following in _CLAUSES or following in lexicon.says else name_end

    def beyond(self, at: int, name_end: int, end: int) -> int:
        """Give the end of a longer name that a known one begins: “Greenpeace Brasil”."""
        texts, lexicon = self.tokens.texts, self.lexicon
        if name_end - at > 1 or not 0 < end - name_end <= _PAIR or texts[at] in _HAVE_PRODUCTS:
            return name_end
        if not all(self.tokens.joined(each - 1, each) for each in range(name_end, end)):
            return name_end
        if self.tokens.words.texts[name_end - 1] != texts[name_end - 1]:
            return name_end
        for each in range(name_end, end):
            token = texts[each]
            if each == end - 1 and token in lexicon.place_lengths and token[1:].islower():
                continue
            if (
                not self.tokens.capital[each]
                or not token[1:].islower()
                or len(token) <= _PAIR
                or token in _NO_PART
                or token in lexicon.not_person
                or token in lexicon.never
                or lexicon.is_role(token)
                or token in lexicon.organisation_lengths
                or token in lexicon.first_names
                or token in lexicon.surnames
                or token.lower() in lexicon.common
                or token in lexicon.places.demonyms
            ):
                return name_end
        return end
