"""A headline over another story."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from services.moderation import lexicon
from services.moderation.findings import doubt
from services.moderation.folding import fold
from services.moderation.headlines.claims import denied_claim
from services.moderation.headlines.contradictions import contradiction
from services.moderation.headlines.counted.figures import another_figure
from services.moderation.headlines.counted.measures import another_measure
from services.moderation.headlines.counted.shares import another_share
from services.moderation.headlines.counted.terms import another_term
from services.moderation.headlines.counted.tolls import tells_another_toll
from services.moderation.headlines.doers.actors import another_did_it
from services.moderation.headlines.doers.departures import another_goes
from services.moderation.headlines.doers.siding import sides_with_another
from services.moderation.headlines.doers.swapped import swapped
from services.moderation.headlines.doers.winners import another_won
from services.moderation.headlines.events import another_event
from services.moderation.headlines.named import another_name
from services.moderation.headlines.opposites import opposite
from services.moderation.headlines.others import another_of_its_kind
from services.moderation.headlines.rumours import called_untrue
from services.moderation.headlines.senses.reading import read_senses
from services.moderation.headlines.unsettled import unsettled
from services.moderation.policy import Policy
from services.moderation.story import Story
from shared.articles import Finding, Span

_FEWEST_WORDS = 2
_SOME_WORDS, _MANY_WORDS = 3, 5
"""Words of substance of which one must be known to the lists, and none."""
_LONG_STEM = 5
"""Letters by which words are looked up that mean the same."""
_SHORTEST_BODY = 20
_LONGEST_READ = 1_500
"""Signs of a body, from its start, in which a headline's words must turn up."""
_WORTH_A_WORD = 0.85
_STEM = 4
"""Letters that two forms of a word share at least."""
_UNSPACED = frozenset({"zh", "ja", "th", "lo", "km", "my"})
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
    r"|opgeheven hoofd|strijdend ten onder|verdict on|review|kritik|rezension|critique|resena"
    r"|recensione|resenha|recensie)\b"
)
"""What is said in a picture: who gave up, or left; and what judges a work, in its own words."""
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
_LONG_ADVICE = 60
"""Words in which it must turn up."""
_WORD = re.compile(r"[^\W_]+")
_COMPOUND = 5
"""Letters of a word that may be a part of a longer one ("Hafen", "Hafenbehörde")."""


def headline_mismatch(story: Story, policy: Policy) -> Iterator[Finding]:
    """Doubt a headline about something else than its text.

    Its words, in any form or meaning, are not in the text, and neither is the field of life
    they belong to; or it counts other dead, or says the opposite. Words that no list knows tell
    nothing, for a headline may be wit.
    """
    del policy
    if story.language in _UNSPACED:
        return
    headline = story.enrichment.headline
    where = Span(start=0, end=len(headline), of="headline")
    title = story.folded[: max(story.body_at - 2, 0)]
    text = story.folded[story.body_at : story.body_at + _LONGEST_READ]
    if tells_another_toll(title, text):
        why = "Headline and text tell different numbers of dead; check which is right."
        yield doubt("headline_mismatch", 0.9, why, [where])
        return
    senses = read_senses(story)
    plainly = (
        None
        if senses.borne_out
        else (
            contradiction(title, story.folded[story.body_at :])
            or denied_claim(title, story.folded[story.body_at :])
            or opposite(story)
        )
    )
    against = (
        plainly
        or another_won(story)
        or another_figure(title, text, story.language)
        or another_event(title, story.folded[story.body_at :])
        or another_goes(story)
        or another_measure(title, text)
        or another_share(title, text, story.language)
        or called_untrue(story)
        or another_name(story)
        or another_term(title, text, story.language)
        or another_did_it(story)
        or swapped(story)
        or unsettled(story)
        or sides_with_another(title, text)
        or another_of_its_kind(title, text, story.language)
        or senses.against
    )
    if against:
        yield doubt("headline_mismatch", 0.9, f"{against} Check which is right.", [where])
        return
    fields = _fields(story.language)
    said = [
        word
        for word in dict.fromkeys(_WORD.findall(title))
        if word not in lexicon.words("headline.filler")
        and (len(word) >= _STEM or word.isdigit() or word in fields)
    ]
    if len(said) < _FEWEST_WORDS or _IDIOM.search(title):
        return
    if sum(word in text for word in said) > (1 - _WORTH_A_WORD) * len(said):
        return  # as they stand, which is quick to see
    body = _WORD.findall(text)
    if len(body) < _SHORTEST_BODY:
        return
    compared = _compared(said, body, story.language)
    if compared is None:
        return
    kin, strange = compared
    advises = len(body) >= _LONG_ADVICE and _SERVICE.search(title) is not None
    if not advises and not _is_elsewhere(len(said), len(kin), len(strange)):
        return
    why = (
        f"The text has none of the headline's {len(said)} main words, and nothing that means "
        "the same; check that they belong together."
    )
    yield doubt("headline_mismatch", 0.9 if kin else 1.0, why, [where])


def _is_elsewhere(said: int, kin: int, strange: int) -> bool:
    """Tell whether enough words are known to be about something that the text is not."""
    if kin:
        return strange >= _FEWEST_WORDS and strange > kin
    known = strange >= _FEWEST_WORDS or (strange > 0 and said >= _SOME_WORDS)
    return known or said >= _MANY_WORDS


def _compared(
    said: list[str], body: list[str], language: str
) -> tuple[list[str], list[str]] | None:
    """Give the headline's words of the text's fields, and of others.

    None where the text means any of them too. What only one word of many may mean in another
    word's sense ("storm", where somebody winds up a clock) is but kin.
    """
    distinct = dict.fromkeys(body)
    meant = {word for word in distinct if len(word) >= _STEM or word.isdigit()}
    stems: dict[str, list[str]] = {}
    for word in meant:
        stems.setdefault(word[:_STEM], []).append(word)
    begun = {word[:_LONG_STEM] for word in distinct}
    if any(_is_there(word, meant, stems) for word in said):
        return None
    alike = [word for word in said if _means_another(word, begun, language)]
    if len(alike) > 1 or (alike and len(said) < _MANY_WORDS):
        return None
    there = {field for word in distinct for field in _of_fields(word, language)}
    owns = [(word, own) for word in said if (own := _of_fields(word, language))]
    kin = [*alike, *(word for word, own in owns if own & there and word not in alike)]
    return kin, [word for word, own in owns if not own & there and word not in alike]


_NONE: frozenset[str] = frozenset()
_NOWHERE: frozenset[int] = frozenset()
_COMPOUNDING = frozenset({"de", "nl", "sv", "da", "nb", "no"})
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


@lru_cache(maxsize=8192)
def _of_fields(word: str, language: str) -> frozenset[int]:
    """Give a word's fields: by its beginning, or in compounding languages by any part."""
    fields = _fields(language)
    found = fields.get(f"{word}.") or _begins(word, fields)
    if language not in _COMPOUNDING or len(word) < 2 * _STEM:
        return found
    for start in range(3, len(word) - _STEM + 1):
        found |= _begins(word[start:], fields)
    return found


def _begins(word: str, fields: dict[str, frozenset[int]]) -> frozenset[int]:
    for end in range(len(word), 1, -1):
        known = fields.get(word[:end])
        if known and (end > _SHORT or end == len(word)):
            return known
    return _NOWHERE


def _is_there(word: str, meant: set[str], stems: dict[str, list[str]]) -> bool:
    """Tell whether a word stands in the text, in any form or as a part."""
    if word in meant:
        return True
    if word.isdigit():
        return False
    if any(_same(word, other) for other in stems.get(word[:_STEM], ())):
        return True
    return len(word) > _COMPOUND and (_has_a_part(word, stems) or word in " ".join(meant))


def _means_another(word: str, begun: set[str], language: str) -> bool:
    """Tell whether the text has a word that means the same."""
    return not _alike(language).get(word[:_LONG_STEM], _NONE).isdisjoint(begun)


def _has_a_part(word: str, stems: dict[str, list[str]]) -> bool:
    return any(
        len(part) >= _COMPOUND and word.startswith(part, at)
        for at in range(len(word) - _COMPOUND + 1)
        for part in stems.get(word[at : at + _STEM], ())
    )


def _same(word: str, other: str) -> bool:
    """Tell forms of one word: they share all but an ending."""
    shorter = min(len(word), len(other))
    shared = next((at for at in range(shorter) if word[at] != other[at]), shorter)
    return shared >= max(_STEM, -(-shorter * 3 // 5))


@lru_cache(maxsize=32)
def _alike(language: str) -> dict[str, frozenset[str]]:
    """Give for each stem the stems of words that mean the same, in a language and English."""
    found: dict[str, set[str]] = {}
    said = lexicon.groups()["headline.alike"]
    for each in dict.fromkeys((language, "en")) if language in said else said:
        for phrase in said.get(each, ()):
            words = [fold(word).text.strip() for word in phrase.split("=")]
            stems = {word[:_LONG_STEM] for word in words}
            for stem in stems:
                found.setdefault(stem, set()).update(stems)
    return {stem: frozenset(stems) for stem, stems in found.items()}
