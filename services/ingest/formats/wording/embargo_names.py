"""Names of fields, elements and headers that look like an embargo, in any format; pure.

Two kinds. What is *named* for an embargo counts whatever stands in it: a time, or words that
nobody can read. The name of a *beginning* (`release_at`, `goLive`) counts only with a time that
is still to come: systems also note in such fields when they did publish.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

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
_JOINT = "[_.-]?"
_PAYLOAD = re.compile(
    (
        "mbarg|embrago|enbargo|эмбарго|sp.{1,2}rr|klausul|解禁|公開禁止|엠바고|حظر"
        f"|h[eo]ld{_JOINT}(?:un)?til|hold{_JOINT}for{_JOINT}release|not{_JOINT}before"
        f"|(?:do)?not?{_JOINT}(?:to{_JOINT}be|for)?{_JOINT}(?:publ|releas|broadc|use|print|run|air|post)"
        f"|(?:publish|publication|release|use){_JOINT}(?:after|time|at|on|from|date|when|utc)"
        f"|schedule|go(?:es)?{_JOINT}live|live{_JOINT}(?:at|from|on|date|time)"
        f"|(?:available|visible|valid|usable|public|online){_JOINT}(?:at|from|on|after|ab)"
        f"|lift(?:s|ed)?{_JOINT}(?:at|on|from|date|time)|freigabe|frei{_JOINT}(?:ab|um)"
        f"|[:.]available|earliest|first{_JOINT}(?:use|release|public)"
    ).encode()
)


def plain_name(name: str) -> str:
    """Write a name in small plain letters, without what joins its words."""
    if not name.isascii():
        name = _INVISIBLE.sub("", unicodedata.normalize("NFKC", name[: 2 * _LONGEST]))
    return re.sub(r"[\W_\d]+", "", name[:_LONGEST].casefold())


@lru_cache(maxsize=4096)
def names_embargo(name: str) -> bool:
    """Tell a name that looks like an embargo's, however it is spelled."""
    plain = plain_name(name)
    return plain != "embargoedtext" and _EMBARGO.search(plain) is not None


@lru_cache(maxsize=4096)
def names_beginning(name: str) -> bool:
    """Tell a name that says since when copy may be used; a time to come is an embargo."""
    return _BEGINNING.fullmatch(plain_name(name)) is not None


def may_name_embargo(content: bytes) -> bool:
    """Tell whether such a name may be in a payload, so that most are not searched for it."""
    low = content.lower()
    return _PAYLOAD.search(low.replace(b"\0", b"") if b"\0" in low else low) is not None
