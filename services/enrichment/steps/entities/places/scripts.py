"""Places in texts without capitals to go by: other scripts, other cases, all in capitals."""

from __future__ import annotations

import re
from functools import cache

from services.enrichment.data.gazetteer import gazetteer
from services.enrichment.steps.entities.lexicon import SHORT_NAME, Lexicon
from services.enrichment.steps.entities.places.found import Places
from services.enrichment.steps.entities.tokens import Tokens
from services.enrichment.words import SOLO

_ADJECTIVES = ("ский", "ская", "ское", "ские", "ского", "ской", "ских", "ским", "скую", "скими")

_OTHER_SCRIPT = re.compile("[\u0400-\u1fff\u2e80-\U0003ffff]")


class OtherScripts:
    """Reads places where capitals tell nothing."""

    def __init__(self, tokens: Tokens, lexicon: Lexicon, places: Places) -> None:
        self.tokens = tokens
        self.lexicon = lexicon
        self.places = places

    def read_shouted(self) -> None:
        """In a text all in capitals only places can be told."""
        at, count = 0, len(self.tokens.texts)
        while at < count:
            step = 1
            if self.tokens.texts[at][:1].isupper() and len(self.tokens.texts[at]) >= SHORT_NAME:
                for length in (3, 2, 1):
                    if at + length <= count:
                        spots = self.lexicon.places.find(self.tokens.slice(at, at + length))
                        if spots and spots[0].alone:
                            self.places.count(spots[0].name, spots, at)
                            step = length
                            break
            at += step

    def read(self) -> None:
        """Places in scripts without capitals or without spaces, and in Russian's cases."""
        words = self.tokens.words
        if not _OTHER_SCRIPT.search(words.text):
            return  # nothing but curly quotation marks and accents
        spots = self.lexicon.places.spots
        at, count = 0, len(self.tokens.texts)
        while at < count:
            token = self.tokens.texts[at]
            letter = token[0]
            step = 1
            if letter >= "\u0400":
                if SOLO.match(letter):
                    for length in (6, 5, 4, 3, 2):
                        end = at + length
                        if (
                            end > count
                            or words.starts[end - 1] - words.starts[at] != length - 1
                        ):
                            continue
                        name = words.text[words.starts[at] : words.ends[end - 1]]
                        if name in spots and (length > 2 or not _KANA.match(name)):
                            self.places.count(name, spots[name], at)
                            step = length
                            break
                elif "\u0400" <= letter <= "\u04ff":
                    if letter.isupper() and token not in spots:
                        self._russian(token, at)
                elif not letter.isupper():
                    least = 2 if letter >= "\uac00" else SHORT_NAME - 1
                    for name in _without_particles(token):
                        if name in spots and name not in _NO_PLACES and len(name) >= least:
                            self.places.count(name, spots[name], at)
                            break
            at += step

    def _russian(self, token: str, at: int) -> None:
        if token.isupper() and len(token) >= SHORT_NAME:
            token = token.title()
        stem = _stem(token)
        name = _cyrillic_stems().get(stem) if len(stem) >= SHORT_NAME - 1 else None
        if name and not token.endswith(_ADJECTIVES):
            self.places.count(name, self.lexicon.places.spots[name], at)


@cache
def _cyrillic_stems() -> dict[str, str]:
    found: dict[str, str] = {}
    for name in gazetteer().spots:
        if "\u0400" <= name[0] <= "\u04ff" and " " not in name:
            stem = _stem(name)
            if len(stem) >= SHORT_NAME and len(found.get(stem, "")) < len(name):
                found[stem] = name
    return found


_KANA = re.compile(r"[\u3040-\u30ff]{2}")


_ENDING = re.compile(
    r"(?:ами|ями|ого|ому|ой|ей|ом|ем|ью|ах|ях|ию|ии|ия|ие|ы|и|а|я|у|ю|е|о|ь|й)$"
)


def _stem(token: str) -> str:
    return _ENDING.sub("", token)


_NO_PLACES = frozenset({"위해"})
"""Everyday words that are cities as well (“for”, Weihai)."""


_KOREAN = (
    "에서는",
    "에서",
    "에는",
    "으로",
    "에",
    "은",
    "는",
    "이",
    "가",
    "을",
    "를",
    "의",
    "와",
    "과",
    "도",
    "로",
    "서",
    "시",
)


def _without_particles(token: str) -> tuple[str, ...]:
    """Give an Arabic, Hebrew or Korean word, and what is left without its particles."""
    found = [token]
    if token[0] in "وفبلكובלמהש" and len(token) > SHORT_NAME:
        found.append(token[1:])
    if token.endswith(_KOREAN):
        found += [token.removesuffix(suffix) for suffix in _KOREAN if token.endswith(suffix)]
    return tuple(found)
