"""Names that the words beside them show to be an organisation's: “shares of X”."""

from __future__ import annotations

import re

from services.enrichment.steps.entities.lexicon import SHORT_NAME, Lexicon
from services.enrichment.steps.entities.tokens import Tokens, is_capital

_FARTHEST_NOUN = 9
_ARTICLES = frozenset(("a", "an", "the"))
_WHICH_DOES = frozenset(
    "makes operates owns provides sells runs produces employs manufactures publishes builds"
    " develops designs offers represents advises supplies manages publishes markets distributes"
    " regulates oversees".split()
)
_PART_OF = frozenset(
    "shares stake stock employees executives workers ceo cfo owner owners founder co-founder"
    " cofounder subsidiary division unit customers headquarters maker parent analyst analysts"
    " strategist economist board".split()
)
_OWNED = frozenset("owned published acquired founded made produced commissioned".split())
_WORKS = frozenset("works worked working analyst analysts employees workers strategist".split())
_ONCE_TOLD = frozenset("told tells".split())
_NO_NAMES = frozenset(
    "Congress Parliament Monday Tuesday Wednesday Thursday Friday Saturday Sunday Republicans"
    " Democrats Mr Mrs Ms Dr".split()
)


class Introductions:
    """Looks at what stands before and behind a name that no list knows."""

    def __init__(self, tokens: Tokens, lexicon: Lexicon) -> None:
        self.tokens = tokens
        self.lexicon = lexicon
        self.no_bodies: set[str] = set()
        """Letters that the text itself gives to something else."""

    def sure(self, at: int, end: int) -> bool:
        """Tell whether the name is called an organisation here."""
        tokens, words = self.tokens, self.tokens.words
        more = end < len(tokens.texts)
        gap = words.text[words.ends[end - 1] : words.starts[end]] if more else ""
        before = tokens.texts[at - 1].lower()
        if not (
            gap in _GOES_ON
            or before in _BEFORE
            or before in self.lexicon.org_noun
            or (more and tokens.texts[end].lower() in _BEHIND)
            or before in _CALLED
            or (more and tokens.texts[end] in _SAID_OR_KINDS)
            or tokens.texts[at].isupper()
        ):
            return False  # as of most names: nothing beside it says anything
        if (
            tokens.texts[end - 1] in _ROOMS
            or tokens.texts[at] in _IN_TITLES
            or self._holds_office(at, end)
        ):
            return False
        return (
            self._called_before(at)
            or (gap == ", " and self._called_behind(end))
            or self._owned(at, end)
            or self._listed(at, end, gap)
            or (tokens.texts[at].isupper() and self._shortened(at, end))
            or (more and tokens.texts[end] == "said" and self._speaks_as_it(end))
            or (more and tokens.texts[end] in _MEDIA and self._is_paper(at, end))
            or (more and tokens.texts[end] in _KINDS and self._is_of_its_kind(at, end))
        )

    def _holds_office(self, at: int, end: int) -> bool:
        """Know the person in “But the official, Aryeh Roe, said it …”."""
        words = self.tokens.words
        return (
            end - at > 1
            and at > 0
            and words.text[words.ends[at - 1] : words.starts[at]] == ", "
            and self.lexicon.is_role(self.tokens.texts[at - 1])
        )

    def called(self, at: int, end: int) -> bool:
        """Tell whether a noun before letters says that they are an organisation's."""
        texts = self.tokens.texts
        if at == 0 or len(texts[at]) < _LETTERS or texts[at - 1].isupper():
            return False
        words = self.tokens.words
        more = end < len(texts)
        gap = words.text[words.ends[end - 1] : words.starts[end]] if more else ""
        return self._called_before(at) or self._listed(at, end, gap)

    def likely(self, at: int, end: int) -> bool:
        """Tell whether organisations, and few others, stand like this: “told X”."""
        tokens = self.tokens
        if at == 0 or not tokens.near(at - 1, at):
            return False
        told = tokens.texts[at - 1]
        if told == "the" and at > 1 and tokens.near(at - _FEWEST, at - 1):
            told = tokens.texts[at - _FEWEST]
            if self.lexicon.is_role(tokens.texts[end - 1]):
                return False  # “told the Elmland Minister”
        if told == "by" and at > 1 and tokens.texts[at - _FEWEST] in _FIRMS_DO:
            return self._ends(end)
        if self._has_a_part(at, end):
            return self._ends(end)
        return told.lower() in _ONCE_TOLD and self._ends(end)

    def _has_a_part(self, at: int, end: int) -> bool:
        """Know “SNEL Transmission” by the letters that another word goes on from."""
        texts = self.tokens.texts
        first = texts[at]
        if end - at != _FEWEST or not (first.isupper() and first.isalpha()):
            return False
        if len(first) < _LETTERS or first in _NO_ORGANISATIONS or first in _SHIPS:
            return False
        following = texts[end] if end < len(texts) else ""
        return texts[at + 1][1:].islower() and (
            texts[at - 1] in ("by", "from", "with", "of", "and", "at") or following in _SPEAKS
        )

    def acronym(self, at: int, end: int) -> tuple[str, int, int] | None:
        """Give the “WSU” behind “World Snail Union”, if its letters are the name's.

        The whole run of capitals is the name, with the place behind it and the word that
        opens the sentence: “National Farms Sweden, or NFS,”.
        """
        tokens = self.tokens
        count = len(tokens.texts)
        last = end
        while (
            last < min(count, end + _FEWEST)
            and tokens.capital[last]
            and tokens.joined(last - 1, last)
        ):
            last += 1
        after = tokens.finishes[last - 1]
        if not tokens.words.text.startswith((" (", ", or "), after):
            return None
        match = _SHORT_FORM.match(tokens.words.text, after)
        if match is None:
            return None
        short = match.group(1) or match.group(2)
        while True:
            initials = "".join([token[0] for token in tokens.texts[at:last]])
            if len(initials) >= len(short):
                break
            if at == 0 or not (tokens.capital[at - 1] and tokens.joined(at - 1, at)):
                break
            at -= 1
        ending = tokens.texts[last - 1].lower()
        if ending in _NO_BODIES or ending.endswith(_ILLNESSES):
            self.no_bodies.add(short)
            return None  # “Bovine Spongiform Encephalopathy (BSE)”
        letters = "".join(filter(str.isupper, initials))
        return (short, at, last) if letters == short else None

    def _called_before(self, at: int) -> bool:
        """Know “the gas company X”, “a retailer, X”."""
        tokens, texts = self.tokens, self.tokens.texts
        if at > 1 and texts[at - 1] in _CALLED:
            return texts[at - _FEWEST] in self.lexicon.org_noun
        if at == 0 or texts[at - 1].lower() not in self.lexicon.org_noun:
            return False
        if is_capital(texts[at - 1]) and not self._opens(at - 1):
            return False
        gap = tokens.words.text[tokens.words.ends[at - 1] : tokens.words.starts[at]]
        if gap == " (":  # “the federation (ESF)”
            letters = texts[at].isupper() and len(texts[at]) >= _LETTERS
            return letters and tokens.words.text.startswith(")", tokens.words.ends[at])
        if gap == ", " and at > _FEWEST and texts[at - _FEWEST] in _ARTICLES:
            closed = tokens.words.text[tokens.words.ends[at] : tokens.words.ends[at] + 1]
            return closed in (".", ",", ";")  # “with a start-up, Snelbio.”
        if not tokens.near(at - 1, at):
            return False
        return tokens.words.text[tokens.words.ends[at - 1]] in " \u00a0"

    def _opens(self, at: int) -> bool:
        """Tell whether a sentence begins here, or the text."""
        words = self.tokens.words
        before = words.text[max(0, words.starts[at] - _FEWEST) : words.starts[at]]
        return not before or before[-1] == "\n" or before[0] in ".!?"

    def _called_behind(self, end: int) -> bool:
        """Know “X, a start-up that …”, “X, which makes …”, by what is behind the comma."""
        words, texts = self.tokens.words, self.tokens.texts
        count = len(texts)
        if end + 1 >= count:
            return False
        if texts[end] == "which":
            return texts[end + 1] in _WHICH_DOES
        if texts[end] not in _ARTICLES:
            return False
        for at in range(end + 1, min(count, end + _FARTHEST_NOUN)):
            lower = texts[at].lower()
            if self.lexicon.is_role(lower):
                return False
            if texts[at] in self.lexicon.org_noun:
                following = texts[at + 1] if at + 1 < count else ""
                return not self.lexicon.is_role(following)
            gap = words.text[words.ends[at] : words.starts[at + 1]] if at + 1 < count else "."
            if gap not in (" ", "\u00a0") or lower in ("of", "in", "for", "who", "that"):
                return False
        return False

    def _listed(self, at: int, end: int, behind: str) -> bool:
        """Know the makers in “makers such as X (India), Y and Z”."""
        tokens, texts = self.tokens, self.tokens.texts
        text, starts, ends = tokens.words.text, tokens.words.starts, tokens.words.ends
        if texts[at - 1] not in _ANDS and not (
            behind in (", ", " (") or (behind == " " and texts[end] in _ANDS)
        ):
            return False
        for before in range(at - 1, max(-1, at - _LONGEST_LIST), -1):
            gap = text[ends[before] : starts[before + 1]]
            token = texts[before]
            if gap not in _IN_LISTS:
                return False
            named = texts[before + 1] in _SUCH_AS or (
                gap in (" ", ", ") and not tokens.capital[before]
            )
            lower = token.lower()
            if named and (lower in _SEVERAL or _one_of(lower) in self.lexicon.org_noun):
                return True
            if not (tokens.capital[before] or token in _ANDS or token in _SUCH_AS):
                return False
        return False

    def _shortened(self, at: int, end: int) -> bool:
        """Know “the RFS said” and “XYZB analyst”: letters that speak, or that people are of."""
        tokens, texts = self.tokens, self.tokens.texts
        short = texts[at]
        if end - at > 1 or not short.isupper() or not short.isalpha() or len(short) < _LETTERS:
            return False
        if self.lexicon.is_role(short) or short in _NO_ORGANISATIONS or short in self.no_bodies:
            return False
        before = texts[at - 1] if at else ""
        ordinary = short.lower() in self.lexicon.common
        if before.lower() in _THE and not ordinary and self._belongs(at):
            return True
        if end >= len(texts) or not tokens.touches(at, end):
            return False
        following = texts[end]
        if following in _SPEAKS or (following in _ACTS and before in ("the", "The")):
            return True
        if before.lower() in _THE and not ordinary:
            return texts.count(short) >= _FEWEST
        return (
            following in self.lexicon.org_behind
            or following in _OF_HOUSES
            or (following.islower() and self.lexicon.is_role(following))
        )

    def _belongs(self, at: int) -> bool:
        """Know “entre la ABC”, “Roe, del ABC” and “informó la ABC” by what is before them."""
        if at <= 1:
            return False
        before = self.tokens.texts[at - 2].lower()
        words = self.tokens.words
        return (
            before in _OF_BODIES
            or before in self.lexicon.says
            or (
                self.tokens.texts[at - 1] in ("del", "della", "du", "do", "da", "der")
                and words.text.startswith(", ", words.ends[at - 2])
            )
        )

    def _speaks_as_it(self, end: int) -> bool:
        """Know “X said it would …”, “X said its …”."""
        texts = self.tokens.texts
        return end + 1 < len(texts) and texts[end + 1] in ("it", "its")

    def _is_paper(self, at: int, end: int) -> bool:
        """Know “the Elmland Snail newspaper”, “Uitgang daily”: a name, and what it is."""
        tokens, texts = self.tokens, self.tokens.texts
        return (
            tokens.touches(end - 1, end)
            and (at == 0 or texts[at - 1].lower() in _PAPERS_OF or not tokens.capital[at - 1])
            and texts[end - 1] not in self.lexicon.places.demonyms
        )

    def _is_of_its_kind(self, at: int, end: int) -> bool:
        """Know “the Snail group” and “the ailing Snail airline” by what is behind them."""
        tokens, texts = self.tokens, self.tokens.texts
        if end - at > 1 or at < _FEWEST or not tokens.touches(at, end):
            return False
        article = at - 1 if texts[at - 1] in _DEFINITE else at - _FEWEST
        return (
            texts[article] in _DEFINITE
            and not tokens.capital[at - 1 if article < at - 1 else at - _FEWEST]
            and texts[at][1:].islower()
            and texts[at] not in self.lexicon.first_names
        )

    def _owned(self, at: int, end: int) -> bool:
        """Know “shares of X”, “X shares”, “X CEO”, “owned by X”, “works for X”."""
        tokens, texts = self.tokens, self.tokens.texts
        count = len(texts)
        if end < count and tokens.near(end - 1, end) and end - at <= SHORT_NAME:
            following = texts[end]
            whose = tokens.words.texts[end - 1] != texts[end - 1]
            small = not is_capital(following) or following.isupper()
            if small and not whose and following.lower() in _BEHIND_ALONE:
                return True
        if at < _FEWEST or not (tokens.near(at - 1, at) and tokens.near(at - 2, at - 1)):
            return False
        link, before = texts[at - 1], texts[at - 2].lower()
        return (
            (link in ("of", "in", "at") and before in _PART_OF)
            or (link == "by" and before in _OWNED)
            or (link in ("at", "for", "with") and before in _WORKS)
        )

    def _ends(self, end: int) -> bool:
        """Tell whether a name that was told something ends here, and is no person's."""
        texts = self.tokens.texts
        last = texts[end - 1]
        if last in _NO_NAMES or last in self.lexicon.not_person:
            return False
        if last[-1] == "s" and last[:-1].isupper():
            return False  # “told TDs”
        following = texts[end] if end < len(texts) else ""
        return not is_capital(following) or not self.tokens.joined(end - 1, end)


_ILLNESSES = ("pathy", "itis", "osis", "emia", "aemia")
_NO_BODIES = frozenset(
    "syndrome disease disorder virus meditation product index indicators treaty agreement act"
    " imaging therapy rate test tax intelligence learning reality vehicle device devices fuel"
    " gas understanding plan scheme method technique injury infection deficiency dystrophy"
    " sclerosis palsy surgery language languages value shares bonds notes zone zones area"
    " system number protocol convention pact deal accord ratio code standard degree diploma"
    " exam certificate strategy framework threshold account policy allowance benefit pension"
    " day week festival championship championships championship cup award awards vehicle drug"
    " weapons missile missiles aircraft memory display engine format".split()
)
"""Last words of what letters stand for too, and that is no body."""
_MEDIA = frozenset(
    "newspaper daily tabloid broadsheet weekly magazine newsmagazine broadcaster"
    " website".split()
)
_ROOMS = frozenset(
    "HQ Headquarters County City Town Township Parish Province Valley Island Islands Street"
    " Road Avenue Heights Hills Beach Bay".split()
)
_IN_TITLES = frozenset("Are Is Was Do Be Have Will Can Your My Me You".split())
"""What begins no body's name, but the rest of a song's: “We Are The Snails”."""
_KINDS = frozenset("group bank airline union conglomerate cartel militia gang faction".split())
_SAID_OR_KINDS = _MEDIA | _KINDS | {"said"}
_CALLED = frozenset(("called", "named", "dubbed"))
_DEFINITE = frozenset(("the", "The"))
_PAPERS_OF = frozenset("the a to by in".split())
_FIRMS_DO = frozenset(
    "compiled distributed supplied operated manufactured marketed insured underwritten provided"
    " audited".split()
)
_SHIPS = frozenset("HMS USS RMS INS HMAS HMCS SMS USNS".split())
_FEWEST = 2
_SHORT_FORM = re.compile(r" \(([A-Z]{2,9})\)|, or ([A-Z]{2,9}),")
_LETTERS = 3
_LONGEST_LIST = 24
_ANDS = frozenset(("and", "&", "or", "und", "et", "y"))
_SUCH_AS = frozenset(("such", "as", "including", "like", "include", "includes"))
_IN_LISTS = frozenset((" ", ", ", " (", ") ", "), "))
_SPEAKS = frozenset(
    "said says told reported announced warned confirmed urged welcomed rejected denied"
    " estimates"
    " estimated teilte meldete berichtete warnte a-annoncé anunció informó advirtió annunciò"
    " informou anunciou meldde meldt liet".split()
)
_ACTS = frozenset(
    "has had will would is was found called published launched wants plans did does can could"
    " also".split()
)
_THE = frozenset("the la le il lo del della der die das dem do da het el".split())
_OF_BODIES = frozenset(
    "de del entre con por portavoz presidente miembro líder diputado diputada secretario di tra"
    " portavoce membro segretario par avec membre porte-parole président von mit bei zwischen"
    " van met tussen tegen por com entre membro porta-voz".split()
)
_OF_HOUSES = frozenset(
    "economist economists strategist strategists stores shops conference congress fighters"
    " rebels guerrillas troops leaders negotiators delegates".split()
)
_NO_ORGANISATIONS = frozenset(
    "MVP VIP DJ CEO CFO COO CTO CIO SUV DNA RNA HIV ESG GPS SEO LNG GDP CPI IPO ETF FAQ PDF"
    " PHD CCTV COVID BREXIT AIDS SARS MERS PCR MRI ICU USB LED LCD CPU GPU RAM API URL"
    " GMT UTC EST"
    " PST CET BST USD EUR GBP JPY CHF AUD CAD NZD INR CNY EBIT EBITDA EPS LPG VAR PTSD ADHD IVF"
    " NGO ONG MBA GCSE STEM DIY VIP SOS UFO WMD IED ICBM NFT VPN PIN ATM ISBN DVD TVA"
    " PIB IVA PIL"
    " BIP BNP DAX SMIC RSA CSG IRPF DNI NIE ADN ARN SIDA VIH UCI IRM TGV AVE LKW PKW"
    " KFZ BTW AOW"
    " ZZP HBO MBO EBA USA UAE DDR LGBT LGBTQ LGBTI BAME KPI PPE RPM MPH FTSE CAC MIB"
    " IBEX AEX SMI"
    " NYC ULEZ HGV QR WIRE NEWS LIVE WWI WWII MMA BMX DUI DWI ESL ATV SAT GPA TNT CBD THC LSD"
    " IPC OPA ERE ERTE DANA ESO EBAU MIR TAC IBI IAE SMI IMV NIF CIF UVI PGOU TDT DOP IGP"
    " IMU IRPEF ZTL DDL DPCM TAV PNRR SPID IRS IRC UTI CPI IMI IPTU PEC ICMS CPF IPVA IPCA"
    " CDD CDI RTT TER HLM PMA GPA ZFE QPC MWST ICE EEG ABS ESP WLAN WM EM OLG HIV SOS"
    " MDMA AI VR AR PHD JD MD CPR EKG ECG HPV RSV UTI BMI BBQ RV USB LGBTQ+ DEI"
    " PMI PPI RPI".split()
)
"""Letters that stand for somebody or something else."""


_SEVERAL = frozenset(
    "bedrijven banken partijen zenders kranten konzerne firmen parteien sender zeitungen"
    " gewerkschaften entreprises sociétés banques partis syndicats journaux empresas compañías"
    " bancos partidos sindicatos diarios aziende società banche partiti sindacati giornali"
    " companhias jornais företagen bolagen partierna".split()
)


def _one_of(plural: str) -> str:
    """Give “company” for “companies”, “maker” for “makers”, and nothing for “maker”."""
    if plural.endswith("ies"):
        return plural[:-3] + "y"
    return plural[:-1] if plural.endswith("s") else ""


_BEFORE = _ANDS | frozenset(("of", "in", "at", "by", "for", "with"))
_GOES_ON = frozenset((", ", " ("))
_BEHIND_ALONE = frozenset(
    "shares stock ceo cfo cto coo spokesman spokeswoman spokesperson shareholders subsidiary"
    " executives employees investors customers".split()
)
_BEHIND = _BEHIND_ALONE | _ANDS
