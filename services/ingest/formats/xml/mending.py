"""What is wrong with XML and can be put right without guessing at a word of it; pure.

Each mend is told as a problem, with its line: the rest of the document is read.
"""

from __future__ import annotations

import re
from html.entities import name2codepoint

from services.ingest.formats.parsed import Problem
from services.ingest.formats.text.xml_root import document_start

XML_NAMES = frozenset({"amp", "lt", "gt", "quot", "apos"})
REFERENCE = re.compile(
    r"(?P<cdata><!\[CDATA\[.*?(?:\]\]>|\Z))|(?P<comment><!--.*?(?:-->|\Z))"
    r"|&(?P<name>[A-Za-z][A-Za-z0-9]{0,31});"
    r"|&#(?P<code>[xX][0-9A-Fa-f]{1,8}|[0-9]{1,8});|(?P<bare>&(?!#?\w{1,32};))",
    re.DOTALL,
)
_PREFIX_USED = re.compile(r"[<\s/]([A-Za-z_][\w.-]{0,40}):[A-Za-z_]")
_PREFIX_DECLARED = re.compile(r"\bxmlns:([A-Za-z_][\w.-]{0,40})\s*=")
_ROOT = re.compile(r"<[A-Za-z_][\w.:-]{0,60}")
_TAG = re.compile(r"<[/A-Za-z_][^<>]{0,5000}>")
_KNOWN_PREFIXES = {
    "atom": "http://www.w3.org/2005/Atom",
    "content": "http://purl.org/rss/1.0/modules/content/",
    "dc": "http://purl.org/dc/elements/1.1/",
    "dcterms": "http://purl.org/dc/terms/",
    "georss": "http://www.georss.org/georss",
    "itunes": "http://www.itunes.com/dtds/podcast-1.0.dtd",
    "media": "http://search.yahoo.com/mrss/",
    "slash": "http://purl.org/rss/1.0/modules/slash/",
    "sy": "http://purl.org/rss/1.0/modules/syndication/",
    "wfw": "http://wellformedweb.org/CommentAPI/",
    "xhtml": "http://www.w3.org/1999/xhtml",
    "xlink": "http://www.w3.org/1999/xlink",
}


def without_what_precedes(text: str) -> tuple[str, list[Problem]]:
    """Cut off what a server wrote before the document: a notice of PHP, a comment, a banner."""
    start = document_start(text)
    if not start or not text[:start].strip():
        return text, []
    told = Problem(
        detail="There is something before the XML document; it was passed over.",
        fix="Let the document begin with <?xml …?>, without anything before it.",
        line=1,
    )
    return "\n" * text.count("\n", 0, start) + text[start:], [told]


def mend_references(text: str) -> tuple[str, list[Problem]]:
    """Write HTML's named characters and bare ampersands as XML wants them.

    References to signs that XML does not allow are left out.
    """
    marks: list[Problem] = []

    def mend(match: re.Match[str]) -> str:
        name, code = match.group("name"), match.group("code")
        if name is not None and name not in XML_NAMES and name in name2codepoint:
            mended = f"&#{name2codepoint[name]};"
        elif code is not None and not _is_legal(code):
            mended = ""
        elif match.group("bare"):
            mended = "&amp;"
        else:
            return match.group()
        if not marks:
            detail = f"{match.group()!r} means nothing in XML; taken as HTML means it."
            if code is not None:
                detail = f"{match.group()!r} is no character of XML; it was left out."
            marks.append(
                Problem(
                    detail=detail,
                    fix="Write & as &amp;, and other characters as themselves.",
                    line=text.count("\n", 0, match.start()) + 1,
                )
            )
        return mended

    return REFERENCE.sub(mend, text), marks


def _is_legal(code: str) -> bool:
    point = int(code[1:], 16) if code[0] in "xX" else int(code)
    return (
        point in {0x9, 0xA, 0xD}
        or 0x20 <= point <= 0xD7FF
        or 0xE000 <= point <= 0xFFFD
        or 0x10000 <= point <= 0x10FFFF
    )


def declare_prefixes(text: str) -> tuple[str, list[Problem]]:
    """Declare the prefixes that nobody declared, at the root, as they are commonly meant."""
    root = _ROOT.search(text)
    if root is None:
        return text, []
    tags = " ".join(_TAG.findall(text))
    used = dict.fromkeys(_PREFIX_USED.findall(re.sub(r"\"[^\"]*\"|'[^']*'", '""', tags)))
    declared = {*_PREFIX_DECLARED.findall(tags), "xml", "xmlns"}
    missing = [prefix for prefix in used if prefix not in declared][:40]
    if not missing:
        return text, []
    written = "".join(
        f' xmlns:{prefix}="{_KNOWN_PREFIXES.get(prefix.lower(), f"urn:undeclared:{prefix}")}"'
        for prefix in missing
    )
    told = Problem(
        detail=f"Nobody declares the prefix {missing[0]}:; taken as it is commonly meant.",
        fix=f"Declare xmlns:{missing[0]} at the root element.",
        line=text.count("\n", 0, root.start()) + 1,
    )
    return text[: root.end()] + written + text[root.end() :], [told]
