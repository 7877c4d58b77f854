"""Pure: what a text's sentences say of a claim: it, or what is against it, or nothing.

What was before, may be, is wished, quoted, or is said of another counts for neither.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from services.moderation.headlines.senses.aside import (
    denies_another,
    had_been,
    is_a_belief,
    is_conceded,
    is_put_off,
)
from services.moderation.headlines.senses.claimed import Claim
from services.moderation.headlines.senses.leanings import LEANINGS
from services.moderation.headlines.senses.roles import ROLES, side_for
from services.moderation.headlines.senses.spoken import (
    AGAINST,
    Word,
    has_its_noun,
    is_a_name,
    side_of,
)
from services.moderation.story import Story

_DENIES = 30
"""Signs in which stands what is of one clause for sure."""
_SINCE = re.compile(
    r"\b(?:after|following|despite|as|when|who|nach|nachdem|trotz|apres|malgre|tras|pese"
    r"|despues|dopo|nonostante|apos|apesar|depois|nadat|ondanks|though|although|obwohl|obgleich"
    r"|bien que|quoique|aunque|benche|sebbene|embora|hoewel|efter|trots|nar"
    r"|sedan (?:han|hon|den|det|de|en|ett|man)|aven om)\b"
)
"""After these, in a sentence, stands what was before."""
_CLAUSE = re.compile(r"[.;:]|, (?:but|aber|mais|pero|ma|mas|maar|sondern|sino|bensi|men|utan) ")
_FAR = 60
_NEAR = 80
_OBJECT = 16
"""Signs between "lifts" or "rejects" and the ban that it is of."""
_CLAUSE_OF_TIME = 45
"""Signs of a clause in which "after" still makes what it tells of before."""
_YEAR = re.compile(
    r"(?<!since )(?<!seit )(?<!depuis )(?<!desde )(?<!dal )(?<!sinds )(?<!bis )(?<!until )"
    r"(?<!hasta )(?<!ate )(?<!tot )(?<!sedan )(?<!till )\b(?:19\d\d|20[01]\d|202[0-5])\b"
)
_OPENS = {"de": ("„»", "“«")}
_CLOSES_AS_OPENS = frozenset({"sv"})
"""Languages that quote between two signs that are the same, or after a dash."""
_SPOKEN = re.compile(
    r"(?:^|[.!?:] ?) *- (?![^.!?]*, (?:sager|sa|sade|skriver|berattar)\b)[^.!?]*$"
)
_FAR_BACK = 300
_DENYING = frozenset({"unlinked", "unhurt", "noloot", "unproven", "vetoed"})
"""Sides that are a denial themselves."""
_UNDENIED = frozenset({"refuse", "charged", "freed", "stay", "ban"})
"""Sides of whose own words a "not" nearby mostly is of another verb."""
_SAID_BY_THOSE_WHO_KNOW = frozenset({"unproven"})
"""Sides that a quotation may tell as well: what a study shows its authors say."""
_OF_THE_PAST = frozenset({"up", "down", "same", "high", "low", "profit", "loss"})
"""Sides of figures, which come out a year later."""
_DECIDED = frozenset({"adopt", "refuse", "cleared", "guilty", "deal", "nodeal"})
"""Sides that are the news even where the sentence puts them behind what came of them."""
_STATE = re.compile(
    r" (?:depuis|since|seit|desde|da|dal|sinds|hace"
    r"|sedan (?:i|19\d\d|20\d\d|lange|forra|borjan))\b"
)
_SINCE_A_YEAR = re.compile(
    r" (?:depuis|since|seit|desde|da|dal|dall['a-z]*|sinds|sedan) (?:\w+ ){0,2}?"
    r"(?:(?:19|20)\d\d|last|letzt\w*|vergangen\w*|derni\w*|pasad[oa]|scors[oa]|passad[oa]|vorig\w*"
    r"|forra)\b"
)
_RATHER = re.compile(r"[^.;]{0,40}, (?:but|sondern|mais|sino|pero|ma|bensi|mas|maar|utan)\b")
"""After what is denied, where only one kind of it is."""


class Said(NamedTuple):
    """A word, what it comes to (its side, or what denies it), and where."""

    word: Word
    side: str
    denied: Word | None
    sentence: int


def told(
    story: Story,
    title: str,
    claim: Claim,
    words: list[Word],
    sentences: Sequence[tuple[int, int]],
) -> Iterator[Said]:
    """Give the words of a side and of what is against it, and what each comes to."""
    against = AGAINST[claim.side]
    for word in words:
        its = side_of(word.group)
        if (its != claim.side and its not in against) or word.group.endswith(".head"):
            continue
        number = next(at for at, (_, last) in enumerate(sentences) if word.start < last)
        start, end = sentences[number]
        beside = [other for other in words if start <= other.start < end]
        if not has_its_noun(word, beside) or is_a_name(story, word, start):
            continue
        if _is_open(story, word, beside, number, (start, end)):
            continue
        denied = (
            None
            if its in _DENYING or _denies_itself(word, beside)
            else _denial(story.folded, word, beside, far=story.language in _VERB_LAST)
        )
        if denied is not None and denies_another(story.folded, word, denied):
            denied = None
        if its == "open" and is_put_off(story.folded, word, start, end):
            continue
        comes_to = its
        if denied is not None:
            if claim.side in LEANINGS or word.group == "dead.told":
                continue
            if its != claim.side and len(AGAINST.get(its, ())) > 1:
                continue
            if claim.side == its and its in _UNDENIED:
                continue
            if _RATHER.match(story.folded, word.end):
                continue
            comes_to = against[0] if its == claim.side else claim.side
        if its in ROLES:
            whose = side_for(story, title, claim.word, word, (start, end), first=number <= 1)
            if whose is None:
                continue
            comes_to = comes_to if whose else AGAINST[comes_to][0]
        if comes_to != claim.side and not _counts(story, word, (start, end)):
            continue
        if (
            comes_to != claim.side
            and denied is None
            and (
                is_a_belief(story.folded, word, start, end)
                or had_been(story.folded, word, start, story.language)
            )
        ):
            continue
        yield Said(word, comes_to, denied, number)


def _counts(story: Story, word: Word, sentence: tuple[int, int]) -> bool:
    """Tell what a sentence says itself, from a quotation and from what was before."""
    text, start = story.folded, sentence[0]
    if is_conceded(text, start, word.start):
        return False
    since = _SINCE.search(text, start, word.start)
    decided = side_of(word.group) in _DECIDED
    if (
        since
        and not decided
        and since.start() > start
        and _is_short(text[since.end() : word.start])
    ):
        return False
    if side_of(word.group) not in _OF_THE_PAST and _STATE.match(text, word.end):
        return False
    return side_of(word.group) in _SAID_BY_THOSE_WHO_KNOW or not is_quoted(story, word.start)


def _is_short(apart: str) -> bool:
    return "," not in apart and len(apart) <= _CLAUSE_OF_TIME


def is_quoted(story: Story, at: int) -> bool:
    """Tell what stands within quotation marks."""
    before = story.folded[story.body_at : at]
    if before.count('"') % 2:
        return True
    if story.language in _CLOSES_AS_OPENS:
        return bool(before.count("”") % 2) or _SPOKEN.search(before[-_FAR_BACK:]) is not None
    opens, closes = _OPENS.get(story.language, ("«“", "»”"))
    return max(map(before.rfind, opens)) > max(map(before.rfind, closes))


def _is_open(
    story: Story, word: Word, beside: list[Word], number: int, sentence: tuple[int, int]
) -> bool:
    """Tell what was before, may be, or is said of another."""
    text, (start, end) = story.folded, sentence
    if leaves_open(text, word):
        return True
    voted = number > 0 and side_of(word.group) in _VOTED
    if voted and _BY_ONE.search(text, max(start, word.start - _ONE), word.start):
        return True
    figures = number == 0 and side_of(word.group) in _OF_THE_PAST
    if figures and _COMPARED.search(text, start, word.start):
        return True
    if side_of(word.group) in _OF_THE_PAST and _ENDED.search(text, start, word.start):
        return True
    for other in beside:
        if other.group == "other" and number and other.start < word.start:
            return True
        if other.group == "maybe" and _leads_to(text, other, word):
            if story.language == "sv" and _has_its_own_verb(text, other, word):
                continue
            if _WOULD.match(text, other.start) and _SAID.search(text, start, other.start):
                continue
            if side_of(word.group) == "unlinked" and _HAD.match(text, other.start):
                continue
            if _HAD_NONE.match(text, other.start):
                continue
            if side_of(word.group) == "nope" and _PLANNED.match(text, other.start):
                continue
            if side_of(word.group) == "cleared" and _SUSPECTED.match(text, other.start):
                continue
            return True
        if (
            other.group == "before"
            and not figures
            and _is_beside(text, word, other.start, other.end, start)
        ):
            return True
        if (
            other.group in ("appeal", "ban")
            and side_of(word.group) in ("adopt", "refuse")
            and 0 <= other.start - word.end <= (_FAR if other.group == "appeal" else _OBJECT)
        ):
            return True
    return not figures and any(
        _is_beside(text, word, year.start(), year.end(), start)
        and year.start() - word.end <= _OF_A_YEAR
        for year in _YEAR.finditer(text, start, end)
    )


_OF_A_YEAR = 40
"""Signs between a word and the year behind it of which it is told."""
_VOTED = frozenset({"adopt", "refuse"})
_ONE = 24
_BY_ONE = re.compile(
    r", (?:who|qui|que|che|die|der|welche[rn]?|som)"
    r"(?: (?:had|has|have|himself|herself|avait|a|ont|ha|habia|hanno|aveva|tinha|hatte|hat"
    r"|hade|har|sjalva?|sig|heeft|se|si)){0,2} $"
)
"""Before the vote of a member, which is not the whole's: ", who voted against"."""


_WOULD = re.compile(r"would\b(?! have)")
_SAID = re.compile(
    r"\b(?:said|announced|confirmed|told \w+|pledged|revealed)\b[^.;,]{0,45}(?<! if )$"
)
"""Before a "would" that is a "will" as it was said."""
_MODAL = re.compile(
    r" (?:som |that )?(?:would|could|might|zou|zouden|wurde[nt]?|konnte[nt]?|pourrai\w*"
    r"|serai\w*|couterai\w*"
    r"|podria\w*|costaria\w*|seria\w*|potrebb\w*|sarebb\w*|coster(?:ebbe|ia)|poderia\w*"
    r"|custaria\w*|hatten?|hadden|skulle|kunde)\b"
)
"""Right behind a word, what makes it but thought of, or past: "a cut would cost"."""


def is_of_yore(text: str, word: Word) -> bool:
    """Tell what has been so for long, by "since" right behind: "shut since 2019"."""
    return _SINCE_A_YEAR.match(text, word.end) is not None


def leaves_open(text: str, word: Word) -> bool:
    """Tell a word behind which stands that it may be, or had been, or is for the last time."""
    return (
        _MODAL.match(text, word.end) is not None or _LAST_TIME.match(text, word.end) is not None
    )


_LAST_TIME = re.compile(
    r"[^.,;]{0,30} (?:for the (?:last|final) time|zum letzten mal|pour la derniere fois"
    r"|por ultima vez|per l'ultima volta|pela ultima vez|voor (?:het|de) laatst\w*(?: keer)?"
    r"|for sista gangen)\b"
)


_ENDED = re.compile(
    r"\b(?:ending|snapping|(?:an|the) end to|beendet\w*|(?:mettant|mis|met) fin a"
    r"|(?:pone|puso|poniendo) fin a|(?:pone|mettendo|ponendo) fine a|(?:poe|pos|pondo) fim a"
    r"|einde aan|bryter|bryta|brutit|slut pa|punkt for)\b[^.,;]{0,40}$"
)
"""Before a run that is over: "ending two quarters of sharp falls"."""
_HAD = re.compile(r"(?:had|hatten?|avai\w+|habian?|tenian?|avev\w+|tinham?|hadden|hade)\b")
_HAD_NONE = re.compile(
    rf"{_HAD.pattern} (?:(?:also|auch|aussi|tambien|anche|tambem|ook) )?"
    r"(?:no|nothing|not (?:the|an?y?)|kein\w*|nichts|pas|aucune?|ningun[oa]?|nada|nessun[oa]?"
    r"|nenhum|geen|niets|ingen|inga|inget)\b"
)
"""What somebody did not have, which is no time before: "had no intention of"."""
_PLANNED = re.compile(
    r"(?:plan|propos|prev|projet|proget|projec|previst|geplant|voorgen|foresl|forslag)\w*"
)
"""What was planned, before what came to nothing."""
_SUSPECTED = re.compile(
    r"(?:accus|charged|suspect|beschuldigt|verdachtigt|angeklagt|soupconn|poursuivi|prevenu|acusad"
    r"|imputad|sospechos|imputat|sospettat|arguid|suspeit|beschuldigd|verdacht|misstankt|atalad)"
)
"""What somebody was held to have done, before the verdict that it was not so."""
_COMPARED = re.compile(
    r"\b(?:from|against|compared (?:with|to)|nach|gegenuber|contre|frente a|contro"
    r"|rispetto a\w*|face a|tegenover|tegen|after|fran|jamfort med|mot)"
    r" (?:an? |einem |einer |un |une |una |um |uma |een |ett |en )?$"
)
"""Before a figure with which this one is compared."""


def _is_beside(text: str, word: Word, start: int, end: int, sentence: int) -> bool:
    """Tell what stands in a word's own clause, or at its sentence's start."""
    if end <= word.start:
        apart = text[end : word.start]
        return start - sentence <= _DENIES // 2 or (len(apart) <= _NEAR and "," not in apart)
    apart = text[word.end : start]
    return len(apart) <= _NEAR and "," not in apart


def _has_its_own_verb(text: str, other: Word, word: Word) -> bool:
    """Tell a Swedish clause, with no comma at its end, behind which the word is of the next.

    "The feast that should have been on Monday | is called off".
    """
    if not _WHICH.search(text, max(0, other.start - _ONE), other.start):
        return False
    between = text[other.end : word.start]
    if _AUXILIARY.search(between):
        return True
    return _RUN.match(between) is not None and _FINITE.match(text, word.start) is not None


_WHICH = re.compile(r"\bsom (?:\w+ )?$")
_AUXILIARY = re.compile(r"\b(?:har|ar|blir|blev|far|fick|ska)\b")
_RUN = re.compile(r" (?:inte )?(?:ha \w+|\w+as?)\b")
_FINITE = re.compile(r"(?!\w+ts\b)\w+(?:s|r|de|te)\b")


def _leads_to(text: str, other: Word, word: Word) -> bool:
    return 0 <= word.start - other.end <= _FAR and not _CLAUSE.search(
        text[other.end : word.start]
    )


def _denies_itself(word: Word, beside: list[Word]) -> bool:
    """Tell a word that is a denial, to which "ne" or "non" ahead adds nothing: "no victims"."""
    return not word.parted and any(
        other.group in ("no", "no_behind") and word.start <= other.start < other.end < word.end
        for other in beside
    )


def _opens_another(no: Word, word: Word, beside: list[Word]) -> bool:
    """Tell a "not" behind a word with which another sense begins: "found him not guilty"."""
    return any(
        other is not word
        and not other.parted
        and other.start == no.start
        and other.end > no.end
        for other in beside
    )


def _denial(text: str, word: Word, beside: list[Word], *, far: bool) -> Word | None:
    for other in beside:
        if other.group == "no" and _is_but(text, other, beside):
            continue
        if other.group == "no" and (
            (word.parted and word.start < other.start < word.end)
            or (
                other.end <= word.start
                and _reaches(text[other.end : word.start], far=far)
                and not _is_of_infinitive(text, other, word)
            )
        ):
            return other
        if (
            other.group == "no_behind"
            and 0 <= other.start - word.end <= _FAR
            and not _APART.search(text[word.end : other.start])
            and not _opens_another(other, word, beside)
        ):
            return other
    return None


def _is_but(text: str, no: Word, beside: list[Word]) -> bool:
    """Tell the Swedish for "without" where it is "but": "inte stängs utan byggs ut"."""
    return _UTAN.match(text, no.start, no.end) is not None and any(
        other.group == "no" and 0 <= no.start - other.end <= _FAR for other in beside
    )


def _is_of_infinitive(text: str, no: Word, word: Word) -> bool:
    """Tell "without", whose infinitive ends before another verb: "sem se enganar e abriu"."""
    without = _WITHOUT.fullmatch(text, no.start, no.end)
    return without is not None and _NEXT_VERB.search(text, no.end, word.start) is not None


_UTAN = re.compile(r"utan\b")
_WITHOUT = re.compile(r"without|ohne|sans|sin|senza|sem|zonder|utan")
_NEXT_VERB = re.compile(r"(?:\w(?:[aei]r|re|ing|en)) (?:\w+ )?(?:and|und|et|y|e|en) $")
_APART = re.compile(
    r"[.,;:]| (?:and|but|und|et|mais|y|pero|e|ma|mas|en|maar|och) (?:\w+ )?$"
    r"| (?:who|which|that|qui|que|che|som)\b"
)
"""Between a word and "not", what makes this of the next verb."""
_VERB_LAST = frozenset({"de", "nl"})
_VERB = re.compile(r"[a-z]{3} (?:was|were|is|are|has|have|had) ")
"""A verb behind another: "that did not exist was jailed"."""
_REACH = {False: (36, 5), True: (60, 8)}
"""Signs and words over which "no" reaches, and further where verbs come last."""


def _reaches(apart: str, *, far: bool) -> bool:
    if _VERB.search(apart):
        return False
    signs, words = _REACH[far]
    return len(apart) <= signs and apart.count(" ") <= words and not re.search(r"[.,;:]", apart)
