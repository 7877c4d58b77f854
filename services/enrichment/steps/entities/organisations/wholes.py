"""Names that are whole by what stands in them: “Snail & Daughters”, “Tourism Elmland”."""

from __future__ import annotations

from bisect import bisect_left

from services.enrichment.steps.entities.lexicon import SENTENCE_STARTERS, Lexicon, facts_of
from services.enrichment.steps.entities.places.found import Places
from services.enrichment.steps.entities.tokens import Tokens

_FIELDS = frozenset(
    "tourism athletics cycling swimming football cricket rugby basketball badminton tennis"
    " rowing gymnastics boxing hockey netball volleyball golf sailing paralympics sport sports"
    " screen film music arts creative historic heritage farmers growers nurses teachers doctors"
    " builders cotton dairy wine meat grain racing police care health ambulance estate water"
    " infrastructure transport universities colleges volunteering dementia diabetes carers"
    " disability autism fisheries forestry enterprise invest skills biosecurity hospitality"
    " retail relief legal environment education energy business policing".split()
)
"""What bodies of a country or a state are for: “Athletics Elmland”, “Snails Elmshire”."""
_ACTS = frozenset("has had is was will would also are were".split())
_SAINTS = frozenset(("st", "st.", "saint"))
_PAPERS = frozenset(("daily", "evening", "sunday"))
_SINGLE_PAPERS = frozenset(
    "advertiser herald mercury courier gazette chronicle echo argus observer bookseller"
    " examiner tribune scotsman economist".split()
)
_REPORTS = frozenset(("reported", "said", "wrote", "newspaper", "reports"))
_NO_PAPERS = frozenset(
    "Show Mass Mile Prayer Service Supplement Allowance Edition Express-Service Night Morning"
    " Standard-Time League School Roast Lunch".split()
)
_TRIGGERS = _FIELDS | _SAINTS | _PAPERS | _SINGLE_PAPERS | {"radio"}
_VERBS_TOO = frozenset(("invest", "care", "estate", "relief", "legal"))
_CHURCHES = frozenset(("Basilica", "Church", "Chapel", "Cathedral", "Churchyard"))
_MOST_OF_A_SAINT = 6
_FIRMS = frozenset("Co Co. Company LLP LLC Inc Ltd LP PLC Sons Partners Associates".split())
_AND_SIGN = " & "
_MOST_BEFORE = 2
_MOST_BEHIND = 2
_FEW = 2


def whole_names(tokens: Tokens, lexicon: Lexicon, places: Places) -> dict[int, int]:
    """Give where such names begin and end, by token; most texts have none."""
    found: dict[int, int] = {}
    words = tokens.words
    fields = words.counts.keys() & _TRIGGERS
    if not fields and _AND_SIGN not in words.text:
        return found
    reader = _Wholes(tokens, lexicon, places)
    lowers = words.lowers
    last = len(tokens.texts) - 1
    for at in [at for at in tokens.capitals if lowers[at] in fields] if fields else ():
        word = lowers[at]
        if at == last:
            break
        if word in _SINGLE_PAPERS:
            reader.single_paper(at, found)
        elif not tokens.capital[at + 1]:
            continue
        elif word in _SAINTS:
            reader.of_a_saint(at, found)
        elif word in _PAPERS:
            reader.paper(at, found)
        elif word == "radio":
            reader.station(at, found)
        else:
            reader.of_a_land(at, found)
    sign = words.text.find(_AND_SIGN)
    while sign >= 0:
        at = bisect_left(words.ends, sign)
        if at < last and words.ends[at] == sign and tokens.capital[at]:
            reader.pair(at, found)
        sign = words.text.find(_AND_SIGN, sign + 1)
    return found


class _Wholes:
    def __init__(self, tokens: Tokens, lexicon: Lexicon, places: Places) -> None:
        self.tokens = tokens
        self.lexicon = lexicon
        self.places = places

    def of_a_land(self, at: int, found: dict[int, int]) -> None:
        """Know “Master Builders Elmshire” by its field and its country or state."""
        tokens = self.tokens
        if not tokens.touches(at, at + 1):
            return
        spots, end = self.places.known(at + 1, len(tokens.texts))
        if not spots or spots[0].kind == "city" or self._goes_on(end):
            return
        begin = self._begins(at)
        if begin == at and tokens.texts[at].lower() in _VERBS_TOO:
            return
        if self._opens_a_sentence(at) and self._says_nothing(end):
            return
        found[begin] = end

    def paper(self, at: int, found: dict[int, int]) -> None:
        """Know “the Daily Snail”, of which nothing but the article need be known."""
        tokens = self.tokens
        before = tokens.texts[at - 1] if at else ""
        name = tokens.texts[at + 1]
        if (
            before not in ("the", "The")
            or not tokens.touches(at, at + 1)
            or self._goes_on(at + 2)
        ):
            return
        if name not in self.lexicon.not_person | _NO_PAPERS:
            found[at] = at + _FEW

    def single_paper(self, at: int, found: dict[int, int]) -> None:
        """Know “The Advertiser reported” and “told the Echo”."""
        texts = self.tokens.texts
        if not at or texts[at - 1] not in ("the", "The") or self._goes_on(at + 1):
            return
        if texts[at + 1] in _REPORTS or (at > 1 and texts[at - _FEW] == "told"):
            found[at] = at + 1

    def station(self, at: int, found: dict[int, int]) -> None:
        """Know “Radio Snail”, unless “Radio” itself goes on from a name."""
        tokens = self.tokens
        goes_on = at and tokens.capital[at - 1] and tokens.touches(at - 1, at)
        name = tokens.texts[at + 1]
        if goes_on or not tokens.touches(at, at + 1) or self._goes_on(at + _FEW):
            return
        if name not in self.lexicon.not_person and name.lower() not in self.lexicon.common:
            found[at] = at + _FEW

    def of_a_saint(self, at: int, found: dict[int, int]) -> None:
        """Know “St Ann's Catholic School”, but for cathedrals, streets and parks."""
        tokens = self.tokens
        end = at + 1
        while end < len(tokens.texts) and tokens.capital[end]:
            if not tokens.joined(end - 1, end) or end - at > _MOST_OF_A_SAINT:
                break
            end += 1
        possessed = tokens.words.texts[at + 1] != tokens.texts[at + 1]
        last = tokens.texts[end - 1]
        if end - at > _FEW and possessed and last not in self.lexicon.not_person | _CHURCHES:
            found[at] = end

    def _goes_on(self, end: int) -> bool:
        tokens = self.tokens
        return (
            end < len(tokens.texts) and tokens.capital[end] and tokens.touches(end - 1, end)
        ) or tokens.words.texts[end - 1].endswith(("'s", "’s"))

    def _opens_a_sentence(self, at: int) -> bool:
        words = self.tokens.words
        before = words.text[max(0, words.starts[at] - 2) : words.starts[at]]
        return not before or before[-1] == "\n" or before[0] in ".!?:"

    def _says_nothing(self, end: int) -> bool:
        """Tell that no verb of an acting body follows: “Football England loved”."""
        texts = self.tokens.texts
        following = texts[end].lower() if end < len(texts) else ""
        acts = following in _ACTS or following in self.lexicon.says
        return not acts and not self.lexicon.is_role(following)

    def _begins(self, at: int) -> int:
        """Give where a name begins whose last but one word is here."""
        tokens = self.tokens
        begin = at
        while begin and at - begin < _MOST_BEFORE and tokens.capital[begin - 1]:
            token = tokens.texts[begin - 1]
            if not tokens.touches(begin - 1, begin) or not self._may_stand_before(token):
                break
            if token in SENTENCE_STARTERS:
                break
            begin -= 1
        return begin

    def _partners(self, begin: int) -> int:
        """Give where “Roe, Doe & Poe LLP” begins, whose last two partners begin here."""
        tokens = self.tokens
        words = tokens.words
        for _ in range(_MOST_BEFORE):
            if not begin or words.text[words.ends[begin - 1] : words.starts[begin]] != ", ":
                break
            if not tokens.capital[begin - 1] or facts_of(tokens.texts[begin - 1]).ordinary:
                break
            begin -= 1
        return begin

    def _may_stand_before(self, word: str) -> bool:
        lexicon = self.lexicon
        return word == "Crown" or not (
            facts_of(word).passed or word in lexicon.places.demonyms or lexicon.is_role(word)
        )

    def pair(self, at: int, found: dict[int, int]) -> None:
        """Know “Snail & Daughters”, but neither two countries nor two first names."""
        tokens, lexicon = self.tokens, self.lexicon
        right = at + 1
        if not tokens.capital[right] or not tokens.joined(at, right):
            return
        if len(tokens.texts[at]) == 1 and len(tokens.texts[right]) == 1:
            return  # “R & D”
        begin, end = self._begins(at), right + 1
        while end < len(tokens.texts) and end - right <= _MOST_BEHIND and tokens.capital[end]:
            linked = tokens.words.text.startswith(_AND_SIGN, tokens.words.ends[end - 1])
            if not (tokens.touches(end - 1, end) or linked):
                break
            token = tokens.texts[end]
            if lexicon.is_role(token) or token in lexicon.never or facts_of(token).country:
                break
            if token.lower() in lexicon.common and token not in lexicon.org_last:
                break
            end += 1
        if tokens.texts[end - 1] in _FIRMS:
            begin = self._partners(begin)
        names = (tokens.texts[at], tokens.texts[right])
        if end - begin == _FEW and all(name in lexicon.first_names for name in names):
            return
        if self.places.known(begin, end)[1] == end or all(
            self.places.namesakes.is_plain(where) for where in (at, right)
        ):
            return
        if all(name.lower() in lexicon.common for name in names):
            if tokens.texts[end : end + 1] == ["of"]:
                return  # “The Life & Death of Ann Roe”
            called = begin and tokens.texts[begin - 1].lower() == "the"
            opens = self._opens_a_sentence(begin) and not self._says_nothing(end)
            if not (called or opens) and tokens.texts[right] not in lexicon.org_last:
                return  # “Medicine & Biology”
        found[begin] = end
