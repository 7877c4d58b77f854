"""The lines above a story in IPTC 7901: markers, headline, notes, byline; pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from services.ingest.formats.wording.datelines import dateline_of
from services.ingest.formats.wording.markers import is_marker

IN_BRACKETS = re.compile(r"\(.*\)$")
"""A keyword line such as dpa's `(Zusammenfassung 1430)`: the version, no slugline."""
LONGEST_VERSION = 40
_MOST_LINES_IN_BRACKETS = 12
MOST_LINES_OF_A_HEAD = 20
_MOST_ABOVE_A_HEADLINE = 12
_ATTENTION_PLEASE = re.compile(r"\(Achtung\)")
"""With nothing else in the brackets: dpa's mark of what is taken back, the reason behind it."""
_BYLINE = re.compile(r"(?:By|Von) [^\W\d_]")
_SUBTITLE = re.compile(r"^(?:Utl|Uz|Unterzeile|Untertitel)\.?:\s*")
_SIGNED = re.compile(
    r"(?:By|Von|Por|Par) (?!\W)(?:[^a-z\W]\S* [^a-z\W][\w.'’-]+|\S.{0,80},\s?[\w-]{2,12}$)"
)
"""A byline among the lines of a head, where a headline may go on with `Von der Küste …`."""
OF_AN_EMBARGO = re.compile(r"(?i)sperrfrist|embarg")
_LONGEST_BYLINE = 100
_LONGEST_SUBTITLE = 160
_ATTENTION = re.compile(r"ATTENTION - (?P<said>[^\n]{3,200}?)\s*///")
"""AFP's note to newsrooms above a story: `ATTENTION - ADDS details ///`."""


def attention_of(story: list[str]) -> tuple[str | None, list[str]]:
    """Take a note to newsrooms off the beginning of a story."""
    for number, line in enumerate(story[:4]):
        found = _ATTENTION.fullmatch(line.strip())
        if found:
            return found["said"], [*story[:number], *story[number + 1 :]]
    return None, story


def subtitle_of(story: list[str]) -> tuple[str | None, list[str]]:
    """Part a second headline, which ends with `=` too (APA's `Utl.: … =`), from the story."""
    top = next((number for number, line in enumerate(story[:3]) if line.strip()), None)
    if top is None or _BYLINE.match(story[top].strip()):
        return None, story
    line = story[top].strip()
    if not line.endswith("=") or len(line) > _LONGEST_SUBTITLE or dateline_of(line):
        return None, story
    bare = _SUBTITLE.sub("", line.rstrip("= "))
    return bare or None, [*story[:top], *story[top + 1 :]]


def slugline_of(keywords: Sequence[str]) -> str | None:
    """Give the slugline, of several keywords one."""
    text = ""
    for line in keywords:
        glue = "" if not text or text[-1] in "/-" else " "
        text += glue + " ".join(line.split())
    return text.rstrip("/ ") or None


@dataclass(slots=True)
class _Head:
    """What stands above a story."""

    markers: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    headline: str = ""
    byline: str | None = None
    subtitle: str | None = None
    reason: str | None = None
    """Why it is taken back, where it is."""


def head_of(lines: Sequence[str]) -> tuple[_Head, list[str]]:
    """Part the text into what stands above the story, and the story.

    The headline ends with `=`; where none does, it is the first line, if a blank one follows.
    """
    head = _Head()
    rest = _without_blanks([*lines])
    for _ in range(_MOST_ABOVE_A_HEADLINE):
        if len(rest) < 2:
            break
        length = 1
        if is_marker(rest[0]) and len(head.markers) < 3:
            head.markers.append(rest[0].strip(" =:-()"))
        elif _ATTENTION_PLEASE.match(rest[0].strip()):
            length = _lines_of_a_note(rest)
            head.reason = " ".join(line.strip() for line in rest[:length])
        elif (length := _lines_in_brackets(rest)) > 0:
            _read_brackets(head, " ".join(line.strip() for line in rest[:length])[1:-1])
        else:
            break
        rest = _without_blanks(rest[length:])
    if not rest:
        return head, []
    blank = next((i for i, line in enumerate(rest) if not line.strip()), len(rest))
    end = _end_of_a_head(rest[:blank])
    if end is not None:
        _read_top(head, [line.strip() for line in rest[: end + 1]])
        return head, rest[end + 1 :]
    story = next(
        (i for i, line in enumerate(rest[:3]) if dateline_of(f"{line.strip()} ")),
        None,
    )
    if story != 0 and not rest[0].startswith("   ") and len(rest[0].strip()) <= 160:
        two = blank == 2 and not rest[1].startswith("  ")
        length = story or (blank if blank == 1 or two else 1)
        head.headline = " ".join(" ".join(rest[:length]).split())
        return head, rest[length:]
    return head, rest


def _without_blanks(lines: list[str]) -> list[str]:
    return lines[next((i for i, line in enumerate(lines) if line.strip()), len(lines)) :]


def _end_of_a_head(lines: Sequence[str]) -> int | None:
    ends = (
        i for i, line in enumerate(lines[:MOST_LINES_OF_A_HEAD]) if line.rstrip()[-1:] == "="
    )
    return next(ends, None)


def _lines_in_brackets(lines: Sequence[str]) -> int:
    """Count the lines at the top that one pair of brackets holds, and holds whole; else 0."""
    depth = 0
    for number, line in enumerate(lines[:_MOST_LINES_IN_BRACKETS], start=1):
        bare = line.strip()
        if not bare or (number == 1 and not bare.startswith("(")):
            return 0
        for position, sign in enumerate(bare, start=1):
            depth += (sign == "(") - (sign == ")")
            if depth == 0:
                return number if position == len(bare) else 0
    return 0


def _read_brackets(head: _Head, said: str) -> None:
    """Tell a version, `(KORR-Bericht)`, from a note, `(Berichtigung: Es muss heißen …)`."""
    said = " ".join(said.split())
    if len(said) <= LONGEST_VERSION and not OF_AN_EMBARGO.search(said):
        head.markers.append(said)
        return
    head.notes.append(said)
    kind = said.partition(":")[0].strip()
    if is_marker(kind):
        head.markers.append(kind)


def _lines_of_a_note(lines: Sequence[str]) -> int:
    """Count the lines of a note that no brackets hold: up to the end of its last sentence."""
    end = _end_of_a_head(lines)
    above = lines[: end if end is not None else 1]
    sentences = (i for i, line in enumerate(above, start=1) if line.rstrip()[-1:] in (".", "!"))
    return max(sentences, default=1)


def _read_top(head: _Head, lines: list[str]) -> None:
    """Read the headline, and what stands below it in front of the `=`: byline, brackets."""
    lines[-1] = lines[-1].rstrip("= ")
    lines = [line for line in lines if line]
    while len(lines) > 1 and IN_BRACKETS.fullmatch(lines[-1]):
        head.notes.append(lines.pop()[1:-1])
    below = next((i for i, line in enumerate(lines) if i and _SUBTITLE.match(line)), len(lines))
    head.subtitle = _SUBTITLE.sub("", " ".join(lines[below:])) or None
    lines = lines[:below]
    signed = next((i for i, line in enumerate(lines) if i and _SIGNED.match(line)), len(lines))
    head.byline = " ".join(lines[signed:]) or None
    head.headline = " ".join(" ".join(lines[:signed]).split())


def byline_of(story: list[str]) -> tuple[str | None, list[str]]:
    """Part a byline (dpa's `By Ann Writer, dpa =`) from the story below it."""
    top = [number for number, line in enumerate(story[:8]) if line.strip()][:2]
    for number in top:
        line = story[number].strip()
        if _BYLINE.match(line) and len(line) < _LONGEST_BYLINE and not line.endswith("."):
            return line.rstrip("= ") or None, [*story[:number], *story[number + 1 :]]
    return None, story
