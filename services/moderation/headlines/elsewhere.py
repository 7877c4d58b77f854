"""Pure: a headline whose words, in any form or meaning, and whose subject its text has not.

Words that no list knows tell nothing, for a headline may be wit; nor do roles ("student",
"councillor") whom a text may name, nor words of a realm (courts, police, violence) of which the
text has any other.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

from services.moderation import lexicon
from services.moderation.folding import fold
from services.moderation.headlines.counted.numbers import numbers
from services.moderation.headlines.forms import LETTERS, is_there, words_beside
from services.moderation.headlines.words import STEM, short_words, synonyms
from services.moderation.meanings.nearness import nearness
from services.moderation.meanings.vocabulary import COMPOUNDING
from services.moderation.story import Story

LONGEST_READ = 1_500
"""Signs of a body, from its start, in which a headline's words must turn up."""
_FEWEST_WORDS = 2
_SOME_WORDS, _MANY_WORDS = 3, 5
"""Words of substance of which one must be known to the lists, and none."""
_SHORTEST_BODY = 20
_WORD = re.compile(r"[^\W_]+")
_IDIOM = re.compile(
    r"\b(?:lev\w+ le camp|pli\w+ bagage|jett\w+ l'eponge|throw\w* in the towel|pack\w* up"
    r"|call\w* it a day|strik\w* camp|(?:wirft|werfen) das handtuch|brechen ihre zelte ab"
    r"|raumen das feld|zieht die reissleine|(?:tiran?|arrojan?) la toalla"
    r"|levantan? el campamento"
    r"|getta(?:no)? la spugna|levano le tende|(?:atiram?|jogam?) a toalha|levantam? acampamento"
    r"|baixam? os bracos|(?:gooit|gooien) de handdoek|breken? hun tenten op|bindt in"
    r"|binden in"
    r"|go(?:es)? down fighting|heads? held high|erhobenen hauptes|la tete haute|ca(?:e|en"
    r"|em) de pi?e"
    r"|(?:con la|de) (?:cabeza (?:alta|bien alta)|cabeca erguida)|a testa alta|cad(?:e"
    r"|ono) in piedi"
    r"|ferm(?:e|ent) la porte|shuts? the door|cierran? la puerta|chiud(?:e|ono) la porta"
    r"|fecham? a porta|(?:schlagt|schlagen) die tur|(?:sluit|sluiten|gooit) de deur"
    r"|opgeheven hoofd|strijdend ten onder|verdict on|review|kritik|rezension|critique|resena"
    r"|recensione|resenha|recensie)\w*"
)
"""What is said in a picture: who gave up, or left; and what judges a work, in its own words."""
_WIT = re.compile(r"[?\"“”„«»]")
"""What a headline asks or quotes."""
_SERVICE = re.compile(
    r"^(?:\w+ )?(?:ways|tips|tricks|ideas|recipes|tipps|ideen|rezepte|conseils|astuces|idees"
    r"|recettes|facons|consejos|trucos|recetas|formas|maneras|consigli|idee|ricette|trucchi"
    r"|modi"
    r"|dicas|ideias|receitas|maneiras|manieren|ideeen|recepten)\b"
    r"|\b(?:(?:garden|plant|recipe|dish) of the week|(?:garten|pflanze|rezept"
    r"|gericht) der woche"
    r"|(?:jardin|plante|recette|plat) de la semaine|(?:jardin|planta|receta|plato) de la semana"
    r"|(?:giardino|pianta|ricetta|piatto) della settimana|(?:jardim|planta|receita|prato)"
    r" da semana|(?:tuin|plant|recept|gerecht) van de week)\b"
)
"""What gives advice, and has the word for it in its text."""
_RECIPE = re.compile(r"(?:recipe|rezept|recette|receta|ricetta|receita|recept)\b ?:")
_LONG_ADVICE = 60
"""Words in which it must turn up."""
_STANDING = re.compile(
    r"\b(?:horosco\w+|horoskop\w*|sterrenbeeld\w*|sternzeichen|zodia\w+|loter\w+|lotter\w+"
    r"|lotari\w+|lotto\w*|sorteo\w*|crossword\w*|kreuzwort\w*|mots croises|crucigrama\w*"
    r"|cruciverb\w*|palavras cruzadas|kruiswoord\w*|korsord\w*|sudoku\w*)"
)
"""What stands in a paper every day, and is named in its own text."""
_STANDING_STEM = 5
_REALMS = (
    (9, 10, 11, 12, 13, 39),
    (14, 15, 16, 17),
    (17, 18, 19, 20),
    (22, 23, 24, 25),
    (26, 40),
    (27, 39),
    (28, 29),
    (29, 30),
    (10, 33),
)
"""Fields, by their number, of which one story has several: police, courts, violence."""
_PLAIN = frozenset({1, 3, 5, 21, 34})
"""Fields of which a story of theirs has always some word: sports, frost, flights, space."""


class _Shared(NamedTuple):
    """What a headline has in common with its text, and what not."""

    there: list[str]
    """Words that the text has, in any form or meaning."""
    kin: list[str]
    """Words of realms that are the text's as well."""
    strange: list[str]
    """Words of other realms."""
    plain: list[str]
    """Those of them without which no story of their field is told."""
    unnamed: int
    """How many names the text never has any part of."""
    full: bool
    """Whether one of them has several words."""
    said: int
    """How many words of substance the headline has."""
    meant: bool
    """Whether the text has a word that means the same as one of them."""


def told_elsewhere(story: Story) -> tuple[float, str] | None:
    """Say that a headline is about something else than its text, and how surely."""
    title = story.title
    text = story.folded[story.body_at : story.body_at + LONGEST_READ]
    said = _of_substance(title, story.language)
    there = sum(word in text for word in said)
    if len(said) < _FEWEST_WORDS or there > 1:
        return None
    if _IDIOM.search(title) or _WIT.search(title):
        return None
    body = _WORD.findall(text)
    if len(body) < _SHORTEST_BODY:
        return None
    # one word may stand there by chance, where two names do not
    by_chance = there > 0 and len(_names(story)) < _FEWEST_WORDS
    if by_chance and len(said) < _SOME_WORDS:
        return None
    shared = _shared(story, said, text, body)
    if shared is None:
        return None
    standing = _STANDING.search(title)
    if standing and not shared.there and standing[0][:_STANDING_STEM] not in text:
        return _HOW_SURELY_FAR, _NOT_TOLD.format(len(said))
    near = _nearness(story, said, body)
    if near is not None and near > _NEAR:
        return None
    elsewhere = None if by_chance else _of_other_fields(story, said, shared, body)
    if elsewhere and elsewhere[0] > _HOW_SURELY:
        return elsewhere
    if (
        _is_far(near, shared, len(body))
        or _is_of_another(story, said, near, unnamed=shared.unnamed > 0)
    ) and not _has_of_its_own(title, text, story.language, above=_SMALL):
        return _HOW_SURELY_FAR, _FAR_SAID
    return elsewhere


def _of_other_fields(
    story: Story, said: list[str], shared: _Shared, body: list[str]
) -> tuple[float, str] | None:
    """Say that a headline's words are known to be about what the text is not."""
    title = story.title
    text = story.folded[story.body_at : story.body_at + LONGEST_READ]
    advises = _RECIPE.match(title) is not None or (
        len(body) >= _LONG_ADVICE and _SERVICE.search(title) is not None
    )
    if not (_is_elsewhere(shared) or (advises and not shared.there)):
        if _is_nowhere(story, said, shared) and not _has_of_its_own(
            title, text, story.language
        ):
            return _HOW_SURELY, _NOWHERE_SAID.format(len(said))
        return None
    if not shared.there and _has_of_its_own(title, text, story.language):
        return None
    if not advises and _is_of_a_feature(title, shared):
        return None
    why = (_HARDLY_TOLD if shared.there else _NOT_TOLD).format(len(said))
    return 0.9 if shared.kin or shared.there else 1.0, why


_HARDLY_TOLD = (
    "The text has hardly any of the headline's {} main words, and nothing that means the same; "
    "check that they belong together."
)
_NOT_TOLD = _HARDLY_TOLD.replace("hardly any", "none")
_FAR, _NEAR = 0.2, 0.6
"""How near in meaning words of another subject come at most, and those of the same at least.

Of right headlines of the labelled cases that share no word with their text one in seventeen is
not as near as the first; of headlines put over another text three in five are not.
"""
_FAR_OF_LONG = 0.3
"""The same for texts of more than `_LONG_TEXT` words: of 47 pages' own headlines none."""
_NEARER = 0.1
"""Where a text has one of the words, another subject's are not even so near by so much."""
_SMALL = 12
"""Numbers up to which two stories may have the same by chance."""
_HOW_SURELY, _HOW_SURELY_FAR = 0.8, 0.9
_FAR_SAID = (
    "What the headline's words mean is far from what the text tells; check that they belong "
    "together."
)
_NOWHERE_SAID = (
    "None of the headline's {} main words stands anywhere in the text, in any form; check that "
    "they belong together."
)
_SOME_TEXT = 80
"""Words of a text that has two or more of its headline's four, or words that mean the same.

Of 455 stories of agencies and the BBC 452 have, of 1,320 ordinary ones 1,200; of headlines put
over another story 7 in 100 have. Where meanings are as far apart as the two figures below say,
none of the first, six of the second and two in three of the third are left.
"""
_NEAR_NONE, _NEAR_ONE = 0.5, 0.35
"""How near in meaning a headline may be of which a text has no word, and has one of five.

One of six may be as near as none, and one of five beside a name that the text has not still
nearer (`_NEAR`).
"""
_LONG_TEXT, _LONGEST_LOOKED_AT = 120, 20_000
"""Words of a text in which a headline has some of its own, and signs of it that are read.

Of 48 pages of the press all have; of 235 headlines put over another one's text, 146 have none.
"""
_READ_IN = frozenset({"en", "de", "fr", "es", "it", "pt", "nl", "sv"})


def _nearness(story: Story, said: list[str], body: list[str]) -> float | None:
    if len(said) < _SOME_WORDS:
        return None
    filler = lexicon.words("headline.filler")
    return nearness(said, [word for word in body if word not in filler], story.language)


def _is_far(near: float | None, shared: _Shared, words: int) -> bool:
    """Tell words that mean something else than a text's of so many words."""
    if near is None or shared.meant:
        return False
    far = _FAR_OF_LONG if words > _LONG_TEXT else _FAR
    return near < (far - _NEARER if shared.there else far)


def _is_of_another(story: Story, said: list[str], near: float | None, *, unnamed: bool) -> bool:
    """Tell a text of some length that has none of a headline's words, or one of many.

    Nor may it have more than one that means the same as another. See `_SOME_TEXT`.
    """
    if near is None:
        return False
    text = story.folded[story.body_at : story.body_at + _LONGEST_LOOKED_AT]
    body = dict.fromkeys(words := _WORD.findall(text))
    if len(words) < _SOME_TEXT:
        return False
    beside = words_beside(said, text, body)
    begun = {word[:STEM] for word in body}
    means = synonyms(story.language)
    there = [
        word
        for word in said
        if is_there(word, beside) or not means.get(word[:STEM], _NONE).isdisjoint(begun)
    ]
    if not there:
        return near < _NEAR_NONE
    if len(there) > 1 or len(said) < _MANY_WORDS:
        return False
    many = _NEAR_NONE if len(said) > _MANY_WORDS else _NEAR_ONE
    return near < (_NEAR if unnamed else many)


def _is_nowhere(story: Story, said: list[str], shared: _Shared) -> bool:
    """Tell a headline of which a long text has no word, from its start to its end."""
    if shared.there or story.language not in _READ_IN:
        return False
    if len(said) <= (_MANY_WORDS if shared.meant else _SOME_WORDS):
        return False  # one of few words may be told by another; one of many is so by chance
    text = story.folded[story.body_at : story.body_at + _LONGEST_LOOKED_AT]
    body = _WORD.findall(text)
    if len(body) < _LONG_TEXT:
        return False
    beside = words_beside(said, text, dict.fromkeys(body))
    return not any(is_there(word, beside) for word in said)


_SCORE = re.compile(r"(?<!\d)\d{1,2} ?[-–:] ?\d{1,2}(?!\d)")
"""Of whose figures any text may have one."""


def _has_of_its_own(title: str, text: str, language: str, *, above: float = -1) -> bool:
    """Tell a text that has a headline's figure, or one of its short words: "hip", "bus"."""
    figures = numbers(_SCORE.sub(" ", title), language)
    said = {each.value for each in figures if each.value > above}
    if said and not said.isdisjoint(each.value for each in numbers(text, language)):
        return True
    return any(re.search(rf"\b{word}\b", text) for word in short_words(title))


_WHO = re.compile(r"\b(?:who|that|qui|che|die|dat|som)\b|, (?:der|die|das) |^\w+ \w+ que\b")
"""Whom a headline only describes: "the choir that lost its voice"."""


def _is_of_a_feature(title: str, shared: _Shared) -> bool:
    """Tell a headline that paints somebody, and of which too few words are strange."""
    few = len(shared.strange) <= _FEWEST_WORDS and shared.unnamed < _FEWEST_WORDS
    return few and not shared.plain and _WHO.search(title) is not None


def _of_substance(title: str, language: str) -> list[str]:
    filler, fields = lexicon.words("headline.filler"), _fields(language)
    return [
        word
        for word in dict.fromkeys(_WORD.findall(title))
        if word not in filler and (len(word) >= LETTERS or word.isdigit() or word in fields)
    ]


def _is_elsewhere(shared: _Shared) -> bool:
    """Tell whether enough words are known to be about something that the text is not."""
    strange, unnamed = len(shared.strange), shared.unnamed
    if shared.there:
        few = len(shared.there) == 1 and not shared.kin and strange > 0
        of_many = strange >= _FEWEST_WORDS and shared.said > _MANY_WORDS
        return few and (unnamed >= _FEWEST_WORDS or of_many)
    if shared.kin:
        one_of_many = len(shared.kin) == 1 and shared.said > _MANY_WORDS
        return (
            (strange >= _FEWEST_WORDS and strange > len(shared.kin))
            or unnamed >= _FEWEST_WORDS >= len(shared.kin)
            or (one_of_many and unnamed > 0 and strange > 0)
        )
    if strange >= _FEWEST_WORDS or unnamed >= _FEWEST_WORDS:
        return True
    if shared.plain and shared.said >= _SOME_WORDS:
        return True
    if unnamed and strange:
        return shared.said >= _SOME_WORDS
    if strange and shared.said > _MANY_WORDS + 1:
        return True
    return shared.full and shared.said > _SOME_WORDS


def _shared(story: Story, said: list[str], text: str, body: list[str]) -> _Shared | None:
    """Give what of a headline's words a text has; None where it has several of them.

    What only one word of many may mean in another word's sense ("storm", where somebody winds
    up a clock) is but kin.
    """
    language = story.language
    distinct = dict.fromkeys(body)
    beside = words_beside(said, text, distinct)
    names = _names(story)
    full = any(len(name) > 1 for name in names)
    own = {part for name in names for part in name}
    found = (word for word in said if word not in own and is_there(word, beside))
    there = [*islice(found, _SEVERAL)]
    if len(there) == _SEVERAL:
        return None
    means = synonyms(language)
    others = [
        (word, same)
        for word in said
        if word not in there and (same := means.get(word[:STEM], _NONE))
    ]
    begun = {word[:STEM] for word in distinct} if others else set()
    alike = [word for word, same in others if not same.isdisjoint(begun)]
    if len(alike) > 1 or (alike and len(said) <= _FEW_WORDS):
        there += alike
        alike = []
    if len(there) >= _SEVERAL:
        return None
    kin: list[str] = [*alike]
    strange: list[str] = []
    plain: list[str] = []
    fields = _fields_of(language)
    of_fields = [
        (word, its)
        for word in said
        if (its := fields(word)) and word not in there and word not in alike
    ]
    if not of_fields:
        return _Shared(there, kin, strange, plain, len(names), full, len(said), bool(alike))
    realms = _realms_of(_NOWHERE.union(*map(fields, distinct)))
    roles = lexicon.words("headline.roles", language)
    for word, its in of_fields:
        if not its.isdisjoint(realms):
            kin.append(word)
        elif word in own:
            continue
        elif its & _PLAIN or not any(word.startswith(role) for role in roles):
            strange.append(word)
            if its & _PLAIN:
                plain.append(word)
    return _Shared(there, kin, strange, plain, len(names), full, len(said), bool(alike))


_FEW_WORDS = 4
_SEVERAL = 2
"""Words of a headline with which a text is about the same, whatever else it has."""
_LINKS = frozenset(
    {
        *("de", "del", "della", "delle", "di", "do", "da", "dos", "van", "von", "der", "den"),
        *("la", "le", "les", "of", "the", "sur"),
    }
)
"""Small words within a name."""
_ENDS = ":.?!,;"


def _names(story: Story) -> list[list[str]]:
    """Give a headline's names of which its text has no part; none where all has capitals."""
    title = story.cased(0, max(story.body_at - 2, 0))
    if title.istitle() or title.isupper():
        return []
    if story.language == "de":
        known = story.enrichment
        said = [*(each.name for each in known.people), *(each.name for each in known.places)]
        found = [name.split() for name in said if name in title]
    else:
        found = _runs(title.split())
    text = story.folded[story.body_at :]
    names = [
        [part for each in name if len(part := fold(each).text) >= LETTERS] for name in found
    ]
    return [name for name in names if name and not any(_stem(part) in text for part in name)]


def _runs(words: list[str]) -> list[list[str]]:
    """Give the words with capitals that stand together, but for a sentence's first alone."""
    runs: list[list[str]] = []
    run: list[str] = []
    opens = first = True
    for word in [*words, ""]:
        bare = word.strip("'’\"()" + _ENDS).removesuffix("'s").removesuffix("’s")
        if bare[:1].isupper():
            first = opens if not run else first
            run.append(bare)
        elif first and len(run) == 1 and bare in _LINKS:
            run = []
        if run and (word[-1:] in _ENDS or not (bare[:1].isupper() or bare in _LINKS)):
            if len(run) > 1 or not first:
                runs.append([part for each in run for part in re.split(r"['’-]", each)])
            run = []
        opens = word[-1:] in _ENDS
    return runs


def _stem(name: str) -> str:
    return name[: max(LETTERS, len(name) - 1)]


def _realms_of(fields: frozenset[int]) -> frozenset[int]:
    """Give fields, and those that one story has beside them."""
    return fields.union(*(realm for realm in _REALMS if not fields.isdisjoint(realm)))


_NONE: frozenset[str] = frozenset()
_NOWHERE: frozenset[int] = frozenset()
_SHORT = 3
"""Letters of words that stand in the lists as they are; longer ones may go on."""


@lru_cache(maxsize=32)
def _fields(language: str) -> dict[str, frozenset[int]]:
    """Give the fields of life that words belong to, by how these words begin."""
    found: dict[str, set[int]] = {}
    said = lexicon.groups()["headline.fields"].get(language, ())
    for number, field in enumerate(said):
        for word in field.split():
            found.setdefault(fold(word).text, set()).add(number)
    return {word: frozenset(fields) for word, fields in found.items()}


@lru_cache(maxsize=32)
def _fields_of(language: str) -> Callable[[str], frozenset[int]]:
    """Give what tells a word's fields, which is asked of every word of a text."""
    fields = _fields(language)

    @lru_cache(maxsize=8192)
    def of(word: str) -> frozenset[int]:
        """Tell them by its beginning, or in compounding languages by any part."""
        found = fields.get(f"{word}.") or _begins(word, fields)
        if language not in COMPOUNDING or len(word) < 2 * LETTERS:
            return found
        for start in range(3, len(word) - LETTERS + 1):
            found |= _begins(word[start:], fields)
        return found

    return of


def _begins(word: str, fields: dict[str, frozenset[int]]) -> frozenset[int]:
    for end in range(len(word), 1, -1):
        known = fields.get(word[:end])
        if known and (end > _SHORT or end == len(word)):
            return known
    return _NOWHERE
