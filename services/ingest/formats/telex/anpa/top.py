"""The lines above a story in ANPA: keyword, headline, byline, notes; pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from services.ingest.formats.wording.datelines import dateline_of
from services.ingest.formats.wording.embargo.embargoes import says_embargo
from services.ingest.formats.wording.markers import is_marker

_MOST_HEADS = 40
_MOST_HEADS_OF_A_TABLE = 2
"""Keyword and headline; a table's own heads follow."""
_LONGEST_HEAD = 1000
"""Characters; what runs on further is no head."""
_LONGEST_BYLINE = 80
_CYCLE = re.compile(r"^(?:BC|AM|PM|AP)-{1,2}(?=\S)")
_REGION = re.compile(r"^[A-Z]{2}--(?=\S)")
_RELEASE = re.compile(r"(?i)^(?:\$?adv[ -]?\d{1,2}\b|for release\b|\$?eadv\b)")
"""What stands above AP's advances: `$adv 24`, `For release Tuesday, Nov. 24`."""
_PHOTOS = re.compile(
    r"^(?:With|AP|CP|(?:With )?(?:AP|CP))\s+(?:Photos?|Graphics?|Video|Audio|Interactive)\b",
    re.IGNORECASE,
)
_EDS = re.compile(
    r"^(?P<open>\(?)\s*(?:Eds|Editors|Editor's note|Editors' note)\s*:\s*", re.IGNORECASE
)
_SERVICE = re.compile(r"(?i)\b(?:Press|Service|Writer|Correspondent|News|Agency)$")
_LABEL = re.compile(r"(?P<label>HL|UPDATE|INDEX|SYMBOL|CODE)\s?:\s*(?P<said>.*)", re.IGNORECASE)
"""What Canada's wire puts before its heads."""
_COPYRIGHT = re.compile(r"(?i)(?:\(c\)|c\.|©)\s?(?:19|20)\d{2}\b")
_PART = re.compile(
    r"(?i)\b(?:\d{1,2}(?:st|nd|rd|th)|first|second|third)\s+(?:add|sub|ins(?:ert)?)\b"
)
"""What adds to a story, or puts other paragraphs into it."""


@dataclass(slots=True)
class Top:
    """What the `^` lines above a story say."""

    keyword: str = ""
    version: str | None = None
    words: int | None = None
    headline: str = ""
    byline: list[str] = field(default_factory=list)
    byline_title: str | None = None
    ed_notes: list[str] = field(default_factory=list)
    photos: list[str] = field(default_factory=list)
    abstract: list[str] = field(default_factory=list)
    index: list[str] = field(default_factory=list)
    copyright_notice: str | None = None


def top_of(lines: Sequence[str], *, tabular: bool) -> tuple[Top, list[str]]:
    """Read the `^` lines above the story; what follows them is the story."""
    top = Top()
    start = 0
    heads: list[str] = []
    signed = False
    for number, line in enumerate(lines):
        if line.startswith("^"):
            signed = signed or bool(heads and _is_byline(heads[-1]))
            below = signed or (tabular and len(heads) >= _MOST_HEADS_OF_A_TABLE)
            if (below and not _is_above_a_story(line)) or len(heads) == _MOST_HEADS:
                break
            heads.append(line[1:].strip())
            start = number + 1
        elif heads and _LABEL.match(line) and _closed(line):
            heads.append(line.strip())
            start = number + 1
        elif line.startswith("\t") or (line.strip() and heads and _closed(heads[-1])):
            break
        elif line.strip() and heads and len(heads[-1]) < _LONGEST_HEAD:
            # a long head runs on without a caret
            heads[-1] += f" {line.strip()}"
            start = number + 1
        elif line.strip():
            break
        else:
            start = number + 1
    for position, head in enumerate(heads):
        _read_head(top, position, head)
    return top, [*lines[start:]]


_A_KEYWORD = re.compile(r"(?:(?:BC|AM|PM|AP)-|[A-Z]{2}--)\S.*|.*,\s?\d{2,5}\s*<?\s*|.*<\s*")
_MOST_BARE_HEADS = 12


def with_carets(lines: Sequence[str]) -> list[str]:
    """Write the heads as AP does, each behind a `^`, where a system on the way took that off.

    They are the lines above the first indented one, if the first of them is a keyword line.
    """
    start = next((i for i, line in enumerate(lines) if line.strip(" <\t")), len(lines))
    above: list[str] = []
    for line in lines[start : start + _MOST_BARE_HEADS]:
        if line[:1] == "\t" or line.startswith("  "):
            break
        above.append(line)
    else:
        return [*lines]
    if (
        not above
        or any("^" in line for line in above)
        or not _A_KEYWORD.fullmatch(above[0])
        or dateline_of(above[0])
    ):
        return [*lines]
    heads = [f"^{line}" for line in above if line.strip(" <")]
    return [*lines[:start], *heads, *lines[start + len(above) :]]


def is_headline(top: Top, keyword: str) -> bool:
    """Tell that the first line is the headline: it has nothing of the header's keyword."""
    stems = {word[:5].casefold() for word in re.findall(r"\w{3,}", keyword)}
    own = {word[:5].casefold() for word in re.findall(r"\w{3,}", top.keyword)}
    return (
        not top.headline
        and top.version is None
        and top.words is None
        and " " in top.keyword
        and top.keyword != keyword
        and not _CYCLE.match(top.keyword)
        and (not stems & own or len(own) > 2 * len(stems))
    )


_CLOSERS = "<=>@ \t"
_SIGNED = re.compile(r"By [A-Z][A-Z.'’-]+(?: [A-Z][A-Z.'’-]+)+(?:,? (?:and|AND) [A-Z .'’-]+)?")
_A_PERSON = r"[A-ZÀ-Þ][\w.'’-]*(?: [A-ZÀ-Þ][\w.'’-]*){1,3}"
_SIGNED_BELOW = re.compile(
    rf"(?:By|Par) {_A_PERSON}(?:(?:, | and |, and | et ){_A_PERSON}){{0,5}}"
)
"""Below a headline, names need no capitals to be a byline."""


def _is_byline(head: str) -> bool:
    if _SIGNED.fullmatch(head.rstrip(_CLOSERS).strip()):
        return True
    return re.match(r"(?i)by\s+[^\W\d_]", head) is not None and head.rstrip().endswith("=")


def _is_above_a_story(line: str) -> bool:
    """Tell what may follow a byline from a subhead, with which a table begins."""
    bare = line[1:].strip()
    return (
        not bare
        or bare.endswith("=")
        or bool(_EDS.match(bare) or _PHOTOS.match(bare) or _SERVICE.search(bare.rstrip("< ")))
    )


def _closed(head: str) -> bool:
    return head.rstrip()[-1:] in ("<", "=", ">", "@")


def _read_head(top: Top, position: int, head: str) -> None:
    text = typography(head.rstrip(_CLOSERS))
    labelled = _LABEL.fullmatch(text) if position else None
    if labelled is not None:
        _read_labelled(top, labelled["label"].upper(), labelled["said"])
        return
    eds = _EDS.match(text)
    if not text:
        return
    if position == 0 and not eds:
        top.keyword, top.version, top.words = _keyword(text)
    elif eds:
        top.ed_notes.append(eds["open"] + text[eds.end() :].strip())
    elif _RELEASE.match(text) or says_embargo(text, anywhere=False):
        top.ed_notes.append(text)
    elif _PHOTOS.match(text):
        top.photos.append(text)
    elif _is_byline(head):
        top.byline.append(text)
    elif _COPYRIGHT.match(text):
        top.copyright_notice = top.copyright_notice or text
    elif top.byline and (
        head.rstrip().endswith("=") or _SERVICE.search(text) or text.isupper()
    ):
        top.byline_title = top.byline_title or text
    elif text.startswith("(") and text.endswith(")"):  # `(HAS TRIMS)`
        top.ed_notes.append(text)
    elif is_marker(text):
        top.version = top.version or text.strip(" :-")
    elif not top.headline:
        top.headline = text
    elif (re.match(r"By\s+(?:[A-Z]{2}|The\b)", text) or _SIGNED_BELOW.fullmatch(text)) and len(
        text
    ) < _LONGEST_BYLINE:
        top.byline.append(text)
    else:
        top.abstract.append(text)


def _read_labelled(top: Top, label: str, said: str) -> None:
    if label == "HL":
        top.headline = said
    elif label == "UPDATE":
        top.ed_notes.append(said)
    elif label == "INDEX":
        top.index += [part.strip() for part in said.split(",") if part.strip()]


def _keyword(text: str) -> tuple[str, str | None, int | None]:
    """Part `BC-EU--Storm, 1st Ld-Writethru,466` into keyword, version and words."""
    parts = [part.strip() for part in text.split(",") if part.strip()]
    count = None
    if len(parts) > 1 and re.fullmatch(r"\d{1,5}", parts[-1], re.ASCII):
        count = int(parts.pop())
    return parts[0] if parts else "", ", ".join(parts[1:]) or None, count


def story_part(top: Top) -> str:
    """Name what a message is: the story, or a part of it, which must not replace it."""
    part = _PART.search(top.version or "")
    return f"{top.keyword}, {part.group()}" if part else top.keyword


def slugline_of(keyword: str) -> str | None:
    """Give the story's name, without cycle (`BC-`) and region (`LT--`).

    Of `Budget-Vote Preview` only the hyphenated word names the story; what follows tells its
    part.
    """
    bare = _REGION.sub("", _CYCLE.sub("", keyword)).strip()
    first = bare.partition(" ")[0]
    if _REGION.match(_CYCLE.sub("", keyword)) and "-" in first:
        bare = first
    return bare or None


def typography(text: str) -> str:
    """Write quotes and dashes as they were meant."""
    text = text.replace("``", '"').replace("''", '"').replace("`", "'")
    return " ".join(re.sub(r"(?<= )_(?= )", "-", text).split())
