"""What mail programs and lists do to a letter on its way, undone; pure."""

from __future__ import annotations

import re
from email.message import Message

from lxml import etree
from lxml.html import HtmlElement, fragment_fromstring, tostring

_HEAD_ENDS = re.compile(rb"\r?\n[ \t]*\r?\n")
_A_HEADER = re.compile(rb"[!-9;-~]{1,80}[ \t]*:|[ \t]|From ")
_KNOWN = re.compile(
    rb"(?im)^(?:from|to|subject|date|message-id|content-type|mime-version|received)[ \t]*:"
)


def with_whole_head(content: bytes) -> bytes:
    """Take lines that are no headers out of the head: a parser would end it there."""
    end = _HEAD_ENDS.search(content)
    if end is None:
        return content
    lines = content[: end.start()].split(b"\n")
    if all(_A_HEADER.match(line) for line in lines):
        return content
    first = next(at for at, line in enumerate(lines) if not _A_HEADER.match(line))
    if not first or not _KNOWN.search(b"\n".join(lines[first + 1 :])):
        return content  # the head ends here, and a story begins
    kept = b"\n".join(line for line in lines if _A_HEADER.match(line))
    return kept + content[end.start() :]


def flows(part: Message) -> tuple[bool, bool]:
    """Tell whether a part's lines flow (RFC 3676), and whether their last blank goes."""

    def says(name: str, value: str) -> bool:
        said = part.get_param(name)
        return isinstance(said, str) and said.strip().lower() == value

    return says("format", "flowed"), says("delsp", "yes")


def unflowed(text: str, *, without_blank: bool) -> str:
    """Join lines that flow: those that end in a blank, but for the signature's `-- `."""
    pieces: list[str] = []
    goes_on = False
    for line in text.split("\n"):
        bare = line.removesuffix("\r").removeprefix(" ")
        stands_alone = bare == "-- " or bare.startswith(">")
        if pieces and (stands_alone or not goes_on):
            pieces.append("\n")
        goes_on = bare.endswith(" ") and not stands_alone
        pieces.append(bare[:-1] if goes_on and without_blank else bare)
    return "".join(pieces)


_SIGNED = "-----BEGIN PGP SIGNED MESSAGE-----"
_SIGNATURE = "\n-----BEGIN PGP SIGNATURE-----"
_SIGNATURE_ENDS = "-----END PGP SIGNATURE-----"
_HASHES = re.compile(r"[ \t]*\n(?:Hash:[^\n]*\n)*[ \t]*\n")


def without_armour(text: str) -> str:
    """Take PGP's frame off a signed text."""
    start = text.find(_SIGNED)
    head = _HASHES.match(text, start + len(_SIGNED)) if start >= 0 else None
    end = text.find(_SIGNATURE, head.end()) if head else -1
    if head is None or end < 0:
        return text
    after = text.find(_SIGNATURE_ENDS, end)
    rest = text[after + len(_SIGNATURE_ENDS) :] if after >= 0 else ""
    return text[:start] + re.sub(r"(?m)^- ", "", text[head.end() : end]) + rest


_ENCODED = re.compile(r"(?m)^begin(?:-base64)? [0-7]{3,4} [^\n]{1,200}\n")
_ENCODED_END = re.compile(r"(?m)^(?:end|====)[ \t]*$")


def without_uuencoded(text: str) -> str:
    """Take files out that an old program wrote into the text."""
    kept: list[str] = []
    at = 0
    while (begins := _ENCODED.search(text, at)) is not None:
        ends = _ENCODED_END.search(text, begins.end())
        if ends is None:
            break
        kept.append(text[at : begins.start()])
        at = ends.end()
    return "".join((*kept, text[at:])) if at else text


_HIDDEN = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|max-height\s*:\s*0(?:px)?\s*(?:;|$)",
    re.IGNORECASE,
)
_OF_THE_LIST = re.compile(
    r"(?i)\W*(?:view|read|open|see|trouble viewing|can['’]t (?:see|read)|problems viewing)\b"
    r".{0,60}(?:browser|online)\W*.{0,40}|.{0,200}\bunsubscribe\b.{0,100}"
    r"|.{0,60}(?:im browser (?:ansehen|öffnen|lesen)|newsletter abbestellen"
    r"|hier abmelden).{0,60}"
    r"|.{0,60}(?:version en ligne|se désabonner|désinscri|darse de baja|cancelar suscripción"
    r"|disiscriv|uitschrijven|cancelar inscrição).{0,60}"
)


def without_the_lists_words(markup: str) -> str:
    """Leave out what a newsletter hides, and its lines for readers of the list."""
    if not (_HIDDEN.search(markup) or "rowser" in markup or "ubscribe" in markup):
        return markup
    try:
        root = fragment_fromstring(markup, create_parent="div")
    except (etree.ParserError, etree.XMLSyntaxError, ValueError, AssertionError):
        return markup
    for element in [*root.iter()]:
        if not isinstance(element.tag, str) or element is root:
            continue
        is_hidden = element.get("style") and _HIDDEN.search(element.get("style", ""))
        if is_hidden or (element.tag in ("p", "td", "div", "a") and _is_the_lists(element)):
            element.drop_tree()
    return str(tostring(root, encoding="unicode"))


def _is_the_lists(element: HtmlElement) -> bool:
    text = ""
    for part in element.itertext():
        text += part
        if len(text) > _LONGEST_LINE:
            return False
    return _OF_THE_LIST.fullmatch(" ".join(text.split())) is not None


_LONGEST_LINE = 300
