"""Names of fields, elements and headers that look like an embargo, in any format; pure.

Two kinds. What is *named* for an embargo counts whatever stands in it: a time, or words that
nobody can read. The name of a *beginning* (`release_at`, `goLive`) counts only with a time that
is still to come: systems also note in such fields when they did publish.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from itertools import chain, product

from ahocorasick_rs import BytesAhoCorasick, Implementation

_LONGEST = 80
_INVISIBLE = re.compile("[\xad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")
_EMBARGO = re.compile(
    "mbarg|embrago|enbargo|эмбарго|sperr?e?frist|sperrvermerk|spärrfrist|sparrfrist|klausul"
    "|gesperrtbis|sendesperr|(?:hold|held)until|(?:hold|held)till|holdforrelease|notbefore"
    "|(?:donot|not?|never)(?:tobe|for)?(?:publish|publication|releas|broadcast)"
    "|donot(?:use|print|run|air|post)"
    r"|(?:publish|publication|release|use)after$|releasetime|解禁|公開禁止|엠바고|حظرالنشر"
)
_BEGINNING = re.compile(
    r"(?:to(?:be)?)?(?:releas(?:e|es|ing)(?:at|on|from|date|datetime|date?time|when|utc)"
    r"|publish(?:es|ing)?(?:at|on|from|time|datetime|when)|publicationtime"
    r"|schedul(?:e|ed|ing)(?:for|at|on|time|date|datetime|release|publish\w*|publication\w*)"
    r"|publishschedule\w*|go(?:es)?live\w*|live(?:at|from|on|date|time)"
    r"|(?:available|visible|valid|usable|public|online)(?:at|from|on|after|ab)"
    r"|(?:lift|free)(?:s|ed)?(?:at|on|from|date|time)|freigabe\w*|frei(?:ab|um)"
    r"|(?:dc)?(?:date)?available|earliest\w*|first(?:use|release|publication)(?:at|on|from|after))"
)


def _spelled(*parts: str) -> Iterator[bytes]:
    """Give every name of one word each out of these, with whatever joins them."""
    for words in product(*(part.split() for part in parts)):
        for joints in product(("", "_", ".", "-"), repeat=len(words) - 1):
            yield "".join(chain(*zip(words, (*joints, ""), strict=True))).encode()


_TO_PUBLISH = "publ releas broadc use print run air post"
_PAYLOAD = BytesAhoCorasick(
    [
        b"sp\xe4rr",  # as ISO 8859-1 writes it
        b"sp\xc4rr",
        *_spelled(
            "mbarg embrago enbargo эмбарго Эмбарго ЭМБАРГО klausul 解禁 公開禁止 엠바고 حظر"
        ),
        *_spelled("sperr sparr spaerr spärr spÄrr spa\u0308rr"),
        *_spelled("sper", "frist efrist"),
        *_spelled("hold held", "til until"),
        *_spelled("hold", "for", "release"),
        *_spelled("not", "before"),
        *_spelled("no not never", _TO_PUBLISH),
        *_spelled("no not never", "for", _TO_PUBLISH),
        *_spelled("no not never", "to", "be", _TO_PUBLISH),
        *_spelled(
            "publish publishes publishing publication release releases releasing use",
            "after time at on from date when utc",
        ),
        *_spelled("schedul freigabe earliest .available :available"),
        *_spelled("go goes", "live"),
        *_spelled("live", "at from on date time"),
        *_spelled("available visible valid usable public online", "at from on after ab"),
        *_spelled("lift lifts lifted free frees", "at on from date time"),
        *_spelled("frei", "ab um"),
        *_spelled("first", "use release public"),
    ],
    implementation=Implementation.DFA,
)
"""All spellings that such a name may begin with: a pattern would try each at each byte."""


def plain_name(name: str) -> str:
    """Write a name in small plain letters, without what joins its words."""
    if not name.isascii():
        name = _INVISIBLE.sub("", unicodedata.normalize("NFKC", name[: 2 * _LONGEST]))
    return re.sub(r"[\W_\d]+", "", name[:_LONGEST].casefold())


def names_embargo(name: str) -> bool:
    """Tell a name that looks like an embargo's, however it is spelled."""
    return _names_embargo(name[: 2 * _LONGEST])


@lru_cache(maxsize=4096)
def _names_embargo(name: str) -> bool:
    plain = plain_name(name)
    return plain != "embargoedtext" and _EMBARGO.search(plain) is not None


def names_beginning(name: str) -> bool:
    """Tell a name that says since when copy may be used; a time to come is an embargo."""
    return _names_beginning(name[: 2 * _LONGEST])


@lru_cache(maxsize=4096)
def _names_beginning(name: str) -> bool:
    return _BEGINNING.fullmatch(plain_name(name)) is not None


def may_name_embargo(content: bytes) -> bool:
    """Tell whether such a name may be in a payload, so that most are not searched for it."""
    low = content.lower()
    low = low.replace(b"\0", b"") if b"\0" in low else low
    return bool(_PAYLOAD.find_matches_as_indexes(low))
