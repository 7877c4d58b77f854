"""A line as it is looked at: in plain letters, without invisible signs; pure."""

from __future__ import annotations

import re
import unicodedata

_INVISIBLE = re.compile("[\xad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")
_TAGS = re.compile(r"(?i)</?(?:b|i|u|em|strong|span|font|mark|p|br|div|h\d)\b[^<>]{0,80}>")
_MAY_BE_SPACED_OUT = re.compile(r" [^\W\d_] [^\W\d_] [^\W\d_] ")
"""What begins with a sign of its own is found several times as fast."""
_SPACED_OUT = re.compile(r"\b(?:[^\W\d_] ){4,40}[^\W\d_]\b")
"""As `S P E R R F R I S T` is set to be seen."""

INLINE = frozenset(
    re.findall(
        r"\w+",
        "a abbr b bdi bdo cite code data del em font i ins kbd mark q s samp small span strong "
        "sub sup time u var",
    )
)
"""Elements that stand within a line."""
_ELEMENT = re.compile(r"<(/?)([a-z0-9]+)[^<>]*>")


def untagged(markup: str, between: str) -> str:
    """Take the tags out of a piece of markup; `between` stands where a block begins or ends."""
    return _ELEMENT.sub(lambda tag: "" if tag[2] in INLINE else between, markup)


def is_folded(lines: str) -> bool:
    """Tell that folding leaves these lines as they are, and that only ASCII has capitals."""
    return (
        "<" not in lines
        and "_" not in lines
        and (lines.isascii() or _AS_IT_IS.fullmatch(lines) is not None)
        and _MAY_BE_SPACED_OUT.search(lines) is None
    )


_AS_IT_IS = re.compile("[\x00-\x7f\xa1\xab\xbb\xbf\xdf-\xf6\xf8-\xff–—‘’‚“”„•€]*")


def folded(line: str) -> str:
    """Write a line without invisible signs, in plain letters, none of them spaced out."""
    if "<" in line or "_" in line:
        line = _TAGS.sub("", line).replace("_", " ")
    if not line.isascii():
        line = unicodedata.normalize("NFKC", line)
        if not line.isprintable():  # as no invisible sign is
            line = _INVISIBLE.sub("", line)
    if not _MAY_BE_SPACED_OUT.search(line):
        return line
    if "  " in line and _SPACED_OUT.search(line):
        line = re.sub(r"\s{2,}", "\n", line)  # `E M B A R G O   T O   1 1 0 0`, word by word
        line = re.sub(r"(?<=\b\w) (?=\w\b)", "", line).replace("\n", " ")
    return _SPACED_OUT.sub(lambda word: word[0].replace(" ", ""), line)
