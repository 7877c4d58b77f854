"""Pure: a share beyond the mark that its headline names, as the text's first figure has it."""

from __future__ import annotations

import re

_PER_CENT = r" ?(?:%|per cent|percent|prozent|pour cent|por ciento|per cento|por cento|procent)"
_SAID = {
    **dict.fromkeys(("two", "zwei", "deux", "dos", "due", "dois", "twee"), 2),
    **dict.fromkeys(("three", "drei", "trois", "tres", "tre", "drie"), 3),
    **dict.fromkeys(("four", "vier", "quatre", "cuatro", "quattro", "quatro"), 4),
    **dict.fromkeys(("five", "funf", "cinq", "cinco", "cinque", "vijf"), 5),
    **dict.fromkeys(("six", "sechs", "seis", "sei", "zes"), 6),
    **dict.fromkeys(("ten", "zehn", "dix", "diez", "dieci", "dez", "tien"), 10),
}
_FIGURE = rf"(\d+(?:[.,]\d+)?|{'|'.join(_SAID)})"
_ARTICLE = r"(?: (?:the|die|der|den|le|la|les|el|los|il|o|a|de|het))?"
_BELOW = re.compile(
    rf"\b(?:under|below|unter|sous|por debajo del?|del?|sotto|abaixo d[eo]s?|onder){_ARTICLE} "
    rf"{_FIGURE}{_PER_CENT}"
)
_OVER = re.compile(
    rf"\b(?:over|above|past|uber|au-dessus d[eu]s?|por encima del?|sopra|acima d[eo]s?|boven)"
    rf"{_ARTICLE} {_FIGURE}{_PER_CENT}"
)
_FOUND = re.compile(rf"\b(\d+(?:[.,]\d+)?){_PER_CENT}")
_LEAD = 350


def passes_mark(title: str, text: str, upwards: bool) -> bool:  # noqa: FBT001 - one of two ways
    """Tell whether a folded text's first share lies beyond the mark that its headline names."""
    mark = (_OVER if upwards else _BELOW).search(title)
    found = _FOUND.search(text, 0, _LEAD)
    if mark is None or found is None:
        return False
    return _value(found[1]) > _value(mark[1]) if upwards else _value(found[1]) < _value(mark[1])


def _value(said: str) -> float:
    return float(_SAID.get(said, 0) or said.replace(",", "."))
