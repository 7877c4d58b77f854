"""Concepts as URIs: IPTC's schemes by their aliases, and what else names a thing for good.

Aliases and scheme URIs are IPTC's (https://cv.iptc.org/newscodes/).
"""

from __future__ import annotations

import re
from urllib.parse import quote, urlsplit

_CV = "http://cv.iptc.org/newscodes/"
_SCHEMES = {
    "medtop": f"{_CV}mediatopic/",
    "mediatopic": f"{_CV}mediatopic/",
    "mediatop": f"{_CV}mediatopic/",
    "subj": f"{_CV}subjectcode/",
    "subjectcode": f"{_CV}subjectcode/",
    "genre": f"{_CV}genre/",
    "ninat": f"{_CV}ninature/",
    "nature": f"{_CV}ninature/",
    "stat": f"{_CV}pubstatusg2/",
    "sig": f"{_CV}signal/",
    "cpnat": f"{_CV}cpnature/",
    "scene": f"{_CV}scene/",
    "drol": f"{_CV}descriptionrole/",
    "hltype": f"{_CV}headlinetype/",
}
_URI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|\\^`\x00-\x20\x7f-\U0010ffff]+")
_PLAIN_URI = re.compile(
    r"(?:https?://[A-Za-z0-9.-]+(?=[/?]|\Z)|urn:[A-Za-z0-9-]+:|tag:[A-Za-z0-9.-]+,)"
    r"[A-Za-z0-9._~/?:@!$&'()*+,;=-]*"
)
"""What nearly every URI looks like: nothing in it needs a closer look."""
_MADE = "urn:copydesk:guid:"


_LONGEST_PATH = 1000


def is_uri(text: str) -> bool:
    """Tell whether this is an absolute URI (RFC 3986), as ninjs wants its identifiers."""
    if _PLAIN_URI.fullmatch(text):
        return True
    if not _URI.fullmatch(text) or re.search(r"%(?![0-9A-Fa-f]{2})", text):
        return False
    if text.count("#") > 1:
        return False
    try:
        parts = urlsplit(text)
        _ = parts.port
    except ValueError:
        return False
    # A bracket stands only around an IP address; a drive letter is no scheme.
    return not re.search(r"[\[\]]", parts.path + parts.query + parts.fragment) and (
        len(parts.scheme) > 1
    )


def item_uri(guid: str) -> str:
    """Give the URI of an item that its wire calls `guid`; the same word gives the same URI.

    A guid that is no URI goes into a `urn:` of ours, readable and reversible.
    """
    guid = guid.strip()
    return guid if is_uri(guid) else _MADE + quote(guid, safe="")


_PICTURE_FILE = re.compile(
    r"(?:[^\x00-\x1f]*[/\\])?([^/\\\x00-\x1f]{1,200}\.(?:jpe?g|png|webp|avif|gif|hei[cf]))",
    re.IGNORECASE,
)


def uri_of_file(href: str) -> str | None:
    """Give the URI of a picture that a story means by its file's name; None for other words."""
    found = _PICTURE_FILE.fullmatch(href.strip()) if len(href) < _LONGEST_PATH else None
    return item_uri(found[1]) if found and not is_uri(href.strip()) else None


def concept_uri(scheme: str | None, code: str | None) -> str | None:
    """Join scheme and code where they name the concept for good, else give None."""
    if not code:
        return None
    if code.startswith(("http://", "https://", "urn:")) and is_uri(code):
        return code
    if scheme is None:
        alias, _, rest = code.partition(":")
        if rest and alias.lower() in _SCHEMES:
            return _joined(_SCHEMES[alias.lower()], rest)
        return None
    if scheme.lower() in _SCHEMES:
        return _joined(_SCHEMES[scheme.lower()], code.rpartition(":")[2])
    if scheme.startswith(("http://", "https://", "urn:")):
        alias, _, rest = code.partition(":")
        if rest and _SCHEMES.get(alias.lower()) == scheme:
            code = rest  # `medtop:…` in the scheme that the alias stands for
        separator = "" if scheme.endswith(("/", "#", ":", "=")) else "/"
        if scheme.startswith("urn:") and separator:
            separator = ":"
        return _joined(scheme + separator, code)
    return None


def _joined(scheme: str, code: str) -> str | None:
    uri = scheme + quote(code, safe="-._~:@!$&'()*+,;=")
    return uri if is_uri(uri) else None
