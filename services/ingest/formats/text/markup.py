"""Safe HTML and tidy text: what every format makes of other people's words.

Bodies are HTML with void elements written as in XML (`<br/>`), so that the same string goes
into a page, a feed and an XML item.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from html.parser import HTMLParser
from itertools import islice
from urllib.parse import urljoin, urlsplit

import nh3

from services.ingest.formats.text.signs import signs_of

_DEEPEST_MARKUP = 200
"""Open elements at once. Real copy has under 40; the parser's time grows with the square."""

_LONGEST_LINE = 10_000

_INLINE = frozenset(
    re.findall(
        r"\w+",
        "a abbr b bdi bdo cite code data del dfn em i ins kbd mark q rp rt ruby s samp small "
        "span strong sub sup time u var",
    )
)
_BLOCKS = frozenset(
    re.findall(
        r"\w+",
        "address article aside blockquote caption dd details div dl dt figcaption figure "
        "footer h1 h2 h3 h4 h5 h6 header hgroup li main ol p pre section summary table tbody "
        "td tfoot th thead tr ul",
    )
)
_VOID = frozenset({"br", "hr", "img", "col", "wbr"})
_TAGS = _INLINE | _BLOCKS | _VOID | {"colgroup"}
_SILENT = frozenset(
    re.findall(
        r"\w+",
        "applet audio button canvas embed form frame frameset head iframe input map math nav "
        "noembed noframes noscript object script select style svg template textarea title "
        "video",
    )
)
_ATTRIBUTES: dict[str, set[str]] = {
    "*": {"lang", "dir", "title"},
    "a": {"href", "hreflang"},
    "abbr": {"title"},
    "blockquote": {"cite"},
    "q": {"cite"},
    "del": {"datetime", "cite"},
    "ins": {"datetime", "cite"},
    "time": {"datetime"},
    "img": {"src", "alt", "width", "height"},
    "ol": {"start", "reversed", "type"},
    "li": {"value"},
    "td": {"colspan", "rowspan", "headers"},
    "th": {"colspan", "rowspan", "scope", "headers"},
    "col": {"span"},
    "colgroup": {"span"},
}
_URL_ATTRIBUTES = frozenset({"href", "src", "cite"})
_LINK_SCHEMES = frozenset({"http", "https", "mailto", "tel"})
_PICTURE_SCHEMES = frozenset({"http", "https"})
_BYTES_THAT_CAME = re.compile(r"urn:sha256:[0-9a-f]{64}")

_EMPTY_PICTURE = re.compile(
    r"<img(?:(?![^<>]*\ssrc=)|(?=[^<>]*\s(?:width|height)=\"[01]\"))[^<>]*>"
)
"""One that shows nothing: without an address, or a dot that counts who reads."""
_VOID_TAG = re.compile(r"<(br|hr|img|col|wbr)((?:\s[^<>]*)?)>")
_ANY_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9:-]*)")
_PLAIN_TAG = re.compile(
    r"<(/?)([a-z][a-z0-9]*)(?:\s+[a-z-]+=\"[^\"<]*\")*\s*(/?)>"  # as `clean_html` writes them
)
_CLEAN_TAG = re.compile(r"<[^<>\"]*(?:\"[^\"]*\"[^<>\"]*)*>")
_CLEAN_TAG_IN_BYTES = re.compile(_CLEAN_TAG.pattern.encode())
_LOOKS_LIKE_HTML = re.compile(
    r"<(?:!doctype\s+html|/?(?:p|br|div|span|a|b|i|em|strong|ul|ol|li|h[1-6]|table|tr|td|"
    r"blockquote|pre|img|figure|section|article|body|html|hl2|block)\b[^<>]*)>",
    re.IGNORECASE,
)


# --- text --------------------------------------------------------------------------------

_LINE_ENDS = re.compile(r"\r\n?|[\x85\u2028\u2029\x0b\x0c]")
_NOT_TEXT = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ufeff\ufffe\uffff\ufff9-\ufffb]")
_SURROGATES = re.compile(r"[\ud800-\udfff]")


def tidy_text(text: str) -> str:
    """Keep the lines, drop what is not text: NFC, LF line ends, plain spaces for NBSP."""
    return text if _is_washed(text) else _washed_closely(text).replace("\xa0", " ")


def _washed(text: str) -> str:
    return text if _is_washed(text) else _washed_closely(text)


def _is_washed(text: str) -> bool:
    """Tell, at little cost, that there is nothing to wash out; most texts are so."""
    return (text.isascii() and text.isprintable()) or signs_of(text).are_plain


def _washed_closely(text: str) -> str:
    if not text.isprintable() and not _without_breaks(text).isprintable():
        text = _LINE_ENDS.sub("\n", _SURROGATES.sub("\ufffd", text))
        text = _NOT_TEXT.sub("", text)
    return text if text.isascii() else unicodedata.normalize("NFC", text)


def _without_breaks(text: str) -> str:
    return text.replace("\n", "").replace("\t", "")


def tidy_line(text: str) -> str:
    """Make one line of it: NFC, no control characters, runs of blanks folded."""
    if text.isascii() and text.isprintable():
        return " ".join(text.split())
    return " ".join(tidy_text(text).split())


def plain_line(text: str) -> str:
    """Make one plain line of a field that may hold mark-up or entities, such as a headline.

    What is longer than any headline or name is cut.
    """
    text = text[:_LONGEST_LINE]
    if text.isascii() and text.isprintable() and "<" not in text and "&" not in text:
        return " ".join(text.split()) if " " in text else text
    if "<" in text and _LOOKS_LIKE_HTML.search(text):
        return tidy_line(html_to_text(clean_html(text)))
    if "&" in text:
        text = html.unescape(text)
    return tidy_line(text)


# --- HTML --------------------------------------------------------------------------------


def looks_like_html(text: str) -> bool:
    """Tell HTML from plain text by a tag that only HTML has."""
    return _LOOKS_LIKE_HTML.search(text) is not None


def clean_html(markup: str, *, base: str | None = None, is_washed: bool = False) -> str:
    """Keep paragraphs, tables, lists, preformatted text and safe links; drop all else.

    Links are made absolute against `base`; those that cannot be, or that are no web, mail or
    telephone address, lose their `href` and keep their words. `is_washed`: the text went
    through `tidy_text` already.
    """
    text = markup if is_washed else _washed(markup)
    if "<img" in text and _MAY_BE_LARGER.search(text):
        text = _PICTURE.sub(_at_its_largest, text)
    if "<figcaption" in text:
        text = _CREDIT.sub(r"<cite>\2</cite>", text)
    if text.count("<") > _DEEPEST_MARKUP and _nesting(text) > _DEEPEST_MARKUP:
        return text_to_html(_text_without_tags(text))
    if len(text) > _SHORTEST_SLOW and _is_slow(text):
        cleaned = _shown_again(_cleaner(base).clean(_put_by(text)))
    else:
        cleaned = _cleaner(base).clean(text)
    if "<img" in cleaned:  # of what is no web address, nothing is left to show
        cleaned = _EMPTY_PICTURE.sub("", cleaned)
    cleaned = _VOID_TAG.sub(r"<\1\2/>", cleaned).strip()
    return text if cleaned == text else cleaned  # the same one, whose signs are known


_CREDIT = re.compile(
    r"<(span|div|p|em|i|small)\b[^<>]{0,200}\b(?:class|itemprop)\s*=\s*[\"'][^\"'<>]{0,80}"
    r"(?:credit|copyright|photographer)[^<>]{0,200}>([^<>]{1,200})</\1>",
    re.IGNORECASE,
)
"""Whose a picture is, which only a class says that is dropped; `cite` says the same."""
_PICTURE = re.compile(r"<img\b(?=[\s/])([^<>]{0,20000})>", re.IGNORECASE)
_MAY_BE_LARGER = re.compile(r"\b(?:srcset|data-(?:lazy-)?src)\s*=", re.IGNORECASE)
_SOURCES = re.compile(
    r"(?<![\w-])(data-)?(lazy-)?(src(?:set)?)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')", re.IGNORECASE
)


def _at_its_largest(picture: re.Match[str]) -> str:
    """Name the largest form of a picture first, which is the one that counts."""
    told = {
        (found[3].lower(), bool(found[1] or found[2])): html.unescape(
            found[4] or found[5] or ""
        )
        for found in _SOURCES.finditer(picture[1])
    }
    sets = [told.get(("srcset", is_lazy), "") for is_lazy in (False, True)]
    sizes = sorted((one for text in sets for one in srcset_of(text)), key=lambda one: -one[0])
    href = next((href for _, href in sizes), "") or told.get(("src", True), "")
    return f'<img src="{html.escape(href)}"{picture[1]}>' if href else picture[0]


_CANDIDATE = re.compile(r"\s*(\S+?)(?:\s+(\d{1,6}(?:\.\d{1,6})?)([wx]))?\s*(?:,(?=\s|$)|$)")
_MOST_CANDIDATES = 40


def srcset_of(text: str) -> Iterator[tuple[float, str]]:
    """Give width and address of each form; a density counts as so many screens' widths."""
    for match in islice(_CANDIDATE.finditer(text[:20_000]), _MOST_CANDIDATES):
        href, size, unit = match.groups()
        if not href.lower().startswith("data:"):
            yield float(size or 1) * (1 if unit == "w" else 800), href


_SHORTEST_SLOW = 20_000
"""Characters; a shorter text is cleaned soon, whatever is in it."""
_MANY = 1_000
"""Of signs that slow the cleaner; stories of a usual length have a few dozen."""
_AMPERSAND = "\U0001fffe"
_LATIN_SIGNS: dict[int, str | int | None] = {0xA0 + n: 0xFDD0 + n for n in range(32)}
"""No-break space to inverted question mark, and what stands for them while they are cleaned.

Unicode gives these code points to nobody, nor the one for an ampersand.
"""
_BACK: dict[int, str | int | None] = {
    ord(_AMPERSAND): "&amp;",
    0xFDD0: "&nbsp;",
    **{0xFDD0 + n: 0xA0 + n for n in range(1, 32)},
}
_NOBODYS: dict[int, str | int | None] = dict.fromkeys(_BACK)
_A_REFERENCE = re.compile(
    r"&(?:#\d{1,7};?|#[xX][0-9a-fA-F]{1,6};?|[A-Za-z][A-Za-z0-9]{1,31};?)?"
)


def _is_slow(text: str) -> bool:
    """Tell what the cleaner would take a time for that grows with the square of its length.

    Ampersands do that, and all whose UTF-8 begins as a no-break space's does.
    """
    return text.count("&") > _MANY or text.encode("utf-8", "replace").count(b"\xc2") > _MANY


def _put_by(text: str) -> str:
    """Let other signs stand for those that slow the cleaner, however they are written."""
    return _A_REFERENCE.sub(_referred_to, text.translate(_NOBODYS).translate(_LATIN_SIGNS))


def _referred_to(reference: re.Match[str]) -> str:
    written = reference[0]
    meant = html.unescape(written)
    if meant == written:  # a stray one
        return _AMPERSAND + written[1:]
    if len(meant) == 1 and (meant == "&" or ord(meant) in _LATIN_SIGNS):
        return _AMPERSAND if meant == "&" else meant.translate(_LATIN_SIGNS)
    return written


def _shown_again(cleaned: str) -> str:
    return cleaned.translate(_BACK)


def absolute_url(url: str, base: str | None = None, *, pictures: bool = False) -> str | None:
    """Resolve a link as a browser would, or give None for what no page should link to."""
    if pictures and _BYTES_THAT_CAME.fullmatch(url.strip()):
        return url.strip()
    # Browsers drop tabs and line ends inside URLs, and take a backslash for a slash.
    url = re.sub(r"[\x00-\x20\x7f-\xa0]+", "", url.strip()).replace("\\", "/")
    try:
        resolved = urljoin(base or "", url)
        if resolved.startswith("//"):
            resolved = f"https:{resolved}"
        parts = urlsplit(resolved)
        _ = parts.port
    except ValueError:
        return None
    allowed = _PICTURE_SCHEMES if pictures else _LINK_SCHEMES
    if parts.scheme.lower() not in allowed:
        return None
    if parts.scheme.lower() in _PICTURE_SCHEMES and not parts.hostname:
        return None
    return resolved


@lru_cache(maxsize=64)
def _cleaner(base: str | None) -> nh3.Cleaner:
    def keep(tag: str, attribute: str, value: str) -> str | None:
        if attribute in _URL_ATTRIBUTES:
            return absolute_url(value, base, pictures=tag == "img")
        return value

    return nh3.Cleaner(
        tags=set(_TAGS),
        clean_content_tags=set(_SILENT),
        attributes={tag: set(names) for tag, names in _ATTRIBUTES.items()},
        attribute_filter=keep,
        strip_comments=True,
        link_rel="noopener noreferrer nofollow",
        url_schemes={*_LINK_SCHEMES, "urn"},  # of which `keep` lets one kind pass
    )


def _nesting(text: str) -> int:
    deepest = depth = 0
    for slash, name in _ANY_TAG.findall(text):
        if slash:
            depth = max(0, depth - 1)
        elif name.lower() not in _VOID and name.lower() not in {"p", "li", "input", "meta"}:
            depth += 1
            deepest = max(deepest, depth)
    return deepest


def _text_without_tags(text: str) -> str:
    text = re.sub(r"(?is)<(script|style)\b.*?(?:</\1\s*>|\Z)", " ", text)
    return html.unescape(re.sub(r"(?:</?[a-zA-Z!][^<>]*>\s*)+", "\n\n", text)).strip()


# --- from one to the other ---------------------------------------------------------------


def text_to_html(text: str, *, preserved: bool = False) -> str:
    """Write paragraphs (a blank line between) as HTML, or all of it as preformatted text."""
    text = tidy_text(text)
    if preserved:
        return f"<pre>{html.escape(text.strip(chr(10)), quote=False)}</pre>"
    paragraphs = (part.strip() for part in re.split(r"\n[ \t]*\n\s*", text))
    return "\n".join(
        f"<p>{'<br/>'.join(html.escape(line, quote=False) for line in part.splitlines())}</p>"
        for part in paragraphs
        if part
    )


_A_WORD = re.compile(r"(?:\A|>)[^<&\w]*+\w")
"""A letter or figure outside of tags, none of an entity."""


_NO_NEW_SIGN = b" \t\n" + bytes(range(0x80, 0xC0))
"""Bytes of UTF-8 that begin no sign, and the blanks of a plain text."""


def has_words(cleaned: str, *, more_than: int = 0) -> bool:
    """Tell whether cleaned HTML has words, of more than so many characters without blanks.

    What has them is longer than that as text too; finding out costs a tenth of writing it.
    """
    if not more_than and _A_WORD.search(cleaned):
        return True
    signs = signs_of(cleaned)
    if "&" not in cleaned and signs.are_plain:
        words_in_bytes = _CLEAN_TAG_IN_BYTES.sub(b"", signs.data)
        return len(words_in_bytes.translate(None, _NO_NEW_SIGN)) > more_than
    words = _without_breaks(html.unescape(_CLEAN_TAG.sub("", cleaned)))
    if words.isprintable():  # so the only blanks in it are spaces
        return len(words) - words.count(" ") > more_than
    return len("".join(_washed(words).split())) > more_than


def html_to_text(markup: str) -> str:
    """Write HTML as paragraphs with a blank line between; rows and preformatted lines stay."""
    reader = _TextOf()
    tokens = _PLAIN_TAG.split(markup)
    if any("<" in words for words in tokens[::4]) or not _SILENT.isdisjoint(tokens[2::4]):
        reader.feed(markup)
        reader.close()
    else:
        reader.feed_plain(tokens)
    return reader.text()


class _TextOf(HTMLParser):
    """Collects the words of HTML, one paragraph a block."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._paragraphs: list[str] = []
        self._open: list[str] = []
        self._preformatted = 0
        self._silent = 0
        self._row = 0

    def parse_marked_section(self, i: int, report: int = 1) -> int:  # noqa: ARG002
        """Pass over `<![if …` and a spoilt `<![CDATA`, at which the parser would raise."""
        end = self.rawdata.find(">", i)
        return end + 1 if end >= 0 else -1

    def feed_plain(self, tokens: list[str]) -> None:
        """Read words and plain tags in turn, at a fifth of what looking for all else costs."""
        words = iter(tokens)
        self._words(next(words))
        for slash, tag, empty, after in zip(words, words, words, words, strict=True):
            if slash:
                self.handle_endtag(tag)
            elif empty:
                self.handle_startendtag(tag, [])
            else:
                self.handle_starttag(tag, [])
            self._words(after)

    def _words(self, text: str) -> None:
        if text:
            self.handle_data(html.unescape(text) if "&" in text else text)

    def handle_starttag(self, tag: str, _: list[tuple[str, str | None]]) -> None:
        if tag in _SILENT and tag not in {"input", "embed", "frame"}:
            self._silent += 1
        elif tag == "br":
            self._open.append("\n")
        elif tag in {"td", "th"}:
            if self._open and self._open[-1] != "\t":
                self._open.append("\t")
        elif tag in _BLOCKS or tag == "hr":
            self._end_paragraph()
            self._preformatted += tag == "pre"
            self._row += tag == "tr"

    def handle_startendtag(self, tag: str, _: list[tuple[str, str | None]]) -> None:
        if tag == "br":
            self._open.append("\n")
        elif tag in _BLOCKS or tag == "hr":
            self._end_paragraph()

    def handle_endtag(self, tag: str) -> None:
        if tag in _SILENT:
            self._silent = max(0, self._silent - 1)
        elif tag in _BLOCKS and tag not in {"td", "th"}:
            self._end_paragraph()
            if tag == "pre":
                self._preformatted = max(0, self._preformatted - 1)

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self._open.append(data if self._preformatted else _blanks_folded(data))

    def text(self) -> str:
        self._end_paragraph()
        return "\n\n".join(self._paragraphs)

    def _end_paragraph(self) -> None:
        text = tidy_text("".join(self._open))
        self._open.clear()
        if not self._preformatted:
            text = text.strip() if _is_one_line(text) else "\n".join(_lines(text))
        if text.strip():
            self._paragraphs.append(text.strip("\n"))


def _lines(text: str) -> Iterator[str]:
    for line in text.strip().split("\n"):
        yield "\t".join(" ".join(cell.split()) for cell in line.split("\t")).strip()


def _is_one_line(text: str) -> bool:
    """Tell, as of most paragraphs, that its only blanks are single spaces."""
    return text.isprintable() and "  " not in text


def _blanks_folded(text: str) -> str:
    if _is_one_line(text):
        return text
    folded = " ".join(text.split())
    before = " " if text[0].isspace() else ""
    after = " " if folded and text[-1].isspace() else ""
    return f"{before}{folded}{after}"
