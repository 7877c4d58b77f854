"""Pure: what tells whether a headline and a text are about the same."""

from __future__ import annotations

import re
from math import log

from services.moderation import lexicon
from services.moderation.headlines.counted.numbers import numbers
from services.moderation.headlines.elsewhere.fields import (
    fields_of,
    realms_of,
    words_of_fields,
)
from services.moderation.headlines.elsewhere.names import names_of
from services.moderation.headlines.forms import LETTERS, is_there, words_beside
from services.moderation.headlines.words import STEM, short_words, synonyms
from services.moderation.meanings.nearness import nearness
from services.moderation.meanings.vocabulary import LANGUAGES, rows_of
from services.moderation.story import Story

LONGEST_READ = 1_500
"""Signs of a body, from its start, in which a headline's words must turn up."""
_FEWEST_WORDS, _SHORTEST_BODY, _USUAL_BODY = 2, 20, 60
_SEVERAL = 2
"""Words of a headline with which a text is about the same, whatever else it has."""
_MOST_OF_NAMES = 4
"""More words that stand in the text cannot all be names."""
_LEAD = 25
"""Words of substance with which a text begins: they tell what its headline does."""
_SMALL = 12
"""Numbers up to which two stories may have the same by chance."""
_FEW = 2
"""Whatever is counted in a headline tells no more from here on."""
_NONE: frozenset[str] = frozenset()
_NOWHERE: frozenset[int] = frozenset()
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
"""What gives advice."""
_RECIPE = re.compile(r"(?:recipe|rezept|recette|receta|ricetta|receita|recept)\b ?:")


def signs_of(story: Story) -> dict[str, float] | None:
    """Give what `told.WEIGHTS` weighs; None where a text has several of its headline's words.

    None as well where either is too short, or in a language whose words are not known.
    """
    title, language = story.title, story.language
    if language not in LANGUAGES:
        return None
    text = story.folded[story.body_at : story.body_at + LONGEST_READ]
    said = _of_substance(title, language)
    stands = [word for word in said if word in text]
    if len(said) < _FEWEST_WORDS or len(stands) > _SEVERAL + _MOST_OF_NAMES:
        return None
    names = names_of(story)
    own = {part for name in names for part in name.parts}
    rest = [word for word in said if word not in own]
    body = _WORD.findall(text)
    if (
        not rest
        or sum(word not in own for word in stands) >= _SEVERAL
        or len(body) < _SHORTEST_BODY
    ):
        return None
    distinct = dict.fromkeys(body)
    beside = words_beside(rest, text, distinct)
    there = [word for word in rest if is_there(word, beside)]
    if len(there) >= _SEVERAL:
        return None
    absent = [word for word in rest if word not in there]
    filler = lexicon.words("headline.filler")
    told = [word for word in body if word not in filler and word not in own]
    near = nearness(rest, told, language)
    lead = nearness(rest, told[:_LEAD], language)
    named = [name.is_in(text) for name in names]
    return {
        "whatever": 1.0,
        "words": len(said),
        "place": any(here and name.place for here, name in zip(named, names, strict=True)),
        "name": any(here and not name.place for here, name in zip(named, names, strict=True)),
        "unnamed": min(named.count(False), _FEW),
        "there": len(there),
        "alike": min(_alike(absent, distinct, language), _FEW),
        "length": log(len(body) / _USUAL_BODY),
        "near": near or 0.0,
        "lead": near or 0.0 if lead is None else lead,
        "unknown": near is None,
        "strangers": sum(not rows_of(word, language) for word in rest),
        **_of_fields(absent, distinct, language),
        **_of_figures(title, text, language),
        "short": any(re.search(rf"\b{word}\b", text) for word in short_words(title)),
        "wit": _WIT.search(title) is not None,
        "idiom": _IDIOM.search(title) is not None,
        "advice": _SERVICE.search(title) is not None or _RECIPE.match(title) is not None,
    }


def _of_substance(title: str, language: str) -> list[str]:
    filler, fields = lexicon.words("headline.filler"), words_of_fields(language)
    return [
        word
        for word in dict.fromkeys(_WORD.findall(title))
        if word not in filler and (len(word) >= LETTERS or word.isdigit() or word in fields)
    ]


def _alike(absent: list[str], distinct: dict[str, None], language: str) -> int:
    """Count words that mean the same as one of the text's."""
    means = synonyms(language)
    begun = {word[:STEM] for word in distinct}
    return sum(not means.get(word[:STEM], _NONE).isdisjoint(begun) for word in absent)


def _of_fields(absent: list[str], distinct: dict[str, None], language: str) -> dict[str, float]:
    """Count words of fields beside the text's own, and of others."""
    fields = fields_of(language)
    own = _NOWHERE.union(*map(fields, distinct))
    realms = realms_of(own)
    of_fields = [its for word in absent if (its := fields(word)) and its.isdisjoint(own)]
    strange = sum(its.isdisjoint(realms) for its in of_fields)
    return {
        "kin": min(len(of_fields) - strange, _FEW),
        "strange": min(strange, _FEW + 1),
    }


def _of_figures(title: str, text: str, language: str) -> dict[str, float]:
    said = {each.value for each in numbers(title, language)}
    if not said:
        return {"figure": 0.0, "no figure": 0.0}
    told = {each.value for each in numbers(text, language)}
    return {
        "figure": any(value > _SMALL for value in said & told),
        "no figure": any(value > _FEW for value in said - told),
    }
