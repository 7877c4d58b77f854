"""Wrapped lines as paragraphs, tables and lists; pure."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence

from services.ingest.formats.text.signs import signs_of, words_in_plain

_COLUMNS = re.compile(r"\S {3,}\S|\S\t+\S|\.{4,}")


_MORE = re.compile(
    r"(?i)^\W{0,2}(?:\d+ ?- ?)?(?:more|mehr|forts|end|ende|schluss|fin|fine|-30-|-0-|ends)"
    r"\W{0,2}(?:[a-zäöü]{2,4}(?:/[a-zäöü]{2,4}){0,3})?$"
)


_AT_THE_END = re.compile(r"NNNN|[A-Z]{2,4}\d{3,5}\s+\d{4}-\d\d-\d\d/\d\d:\d\d")
"""What networks and APA (`APA0123    2026-11-23/10:11`) put below a message."""


def without_end_mark(lines: Sequence[str]) -> list[str]:
    """Leave out the last line where it says to the desk that more comes, or no more."""
    kept = [*lines]
    while kept and (not kept[-1].strip(" \t\r<") or _AT_THE_END.fullmatch(kept[-1].strip())):
        kept.pop()
    bare = kept[-1].strip(" \t<") if kept else ""
    if bare == "MORE" or (bare[:1] in ("(", "-") and _MORE.match(bare)):
        kept.pop()
    return kept


def looks_tabular(lines: Sequence[str]) -> bool:
    """Tell a table set with blanks from running text: most of its lines have columns."""
    full = [line for line in lines if line.strip()]
    return len(full) > 1 and sum(
        bool(_COLUMNS.search(line.strip())) for line in full
    ) * 2 > len(full)


def paragraphs(lines: Sequence[str], *, indent: int = 2) -> Iterator[list[str]]:
    """Group lines of wrapped text: a blank or indented line, or a bullet, begins one."""
    current: list[str] = []
    for line in lines:
        bare = line.strip()
        begins = line[:1] == "\t" or len(line) - len(line.lstrip(" ")) >= indent
        begins = begins or bare.startswith(("* ", "• "))
        if current and (not bare or (begins and not looks_tabular([*current[-4:], line]))):
            yield current
            current = []
        if bare:
            current.append(line.rstrip())
    if current:
        yield current


def to_html(lines: Sequence[str], *, indent: int = 2) -> str:
    """Write wrapped lines as paragraphs, and what is set in columns as preformatted text."""
    written: list[str] = []
    for part in paragraphs(lines, indent=indent):
        if looks_tabular(part):
            written.append(f"<pre>{html.escape(chr(10).join(part), quote=False)}</pre>")
        else:
            glue = "<br/>" if _looks_listed(part) else " "
            written_lines = (html.escape(" ".join(line.split()), quote=False) for line in part)
            text = _WRAPPED_WITHOUT_BLANKS.sub("", "\n".join(written_lines)).replace("\n", glue)
            written.append(f"<p>{text}</p>")
    return "".join(written)


_IDEOGRAPH = r"[\u3000-\u30ff\u3400-\u9fff\uff00-\uffef]"


_WRAPPED_WITHOUT_BLANKS = re.compile(rf"(?<={_IDEOGRAPH})\n(?={_IDEOGRAPH})")
"""Chinese and Japanese have no blanks between words, so none where a line ends."""


def _looks_listed(lines: Sequence[str]) -> bool:
    """Tell results and lists from wrapped text: short lines, most of them with figures."""
    return (
        len(lines) > 2
        and all(len(line.strip()) < _SHORTEST_WRAPPED for line in lines)
        and sum(bool(re.search(r"\d", line)) for line in lines) * 2 >= len(lines)
    )


_SHORTEST_WRAPPED = 45
"""Characters; telex lines are wrapped at 60 to 69, columns of newspapers are no wire's."""


def count_words(markup: str) -> int:
    """Count the words of a body, as wires without a count of their own leave it to us."""
    signs = signs_of(markup)
    if not signs.are_plain:
        return len(_TAG.sub(" ", _TAG_IN_A_LINE.sub("", markup)).split())
    return words_in_plain(_TAG_IN_BYTES.sub(b" ", _TAG_IN_A_LINE_OF_BYTES.sub(b"", signs.data)))


def lines_matter(text: str) -> bool:
    """Tell tables and results from prose: most lines in columns, set apart by blanks."""
    if "   " not in text and "\t" not in text:
        return False
    lines = [line for line in text[:20_000].splitlines() if line.strip()]
    columns = sum("   " in line.strip() or "\t" in line.strip() for line in lines)
    return len(lines) >= _FEWEST_ROWS and columns * 2 > len(lines)


_FEWEST_ROWS = 4


_TAG = re.compile(r"<[^<>]*>")


_IN_A_LINE = r"</?(?:a|abbr|b|cite|em|i|q|s|small|span|strong|sub|sup|u)"
_TAG_IN_A_LINE = re.compile(_IN_A_LINE + r"\b[^<>]*>")
_TAG_IN_BYTES = re.compile(rb"<[^<>]*>")
_TAG_IN_A_LINE_OF_BYTES = re.compile(_IN_A_LINE.encode() + rb"(?![\w\x80-\xff])[^<>]*>")
