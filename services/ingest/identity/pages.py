"""The one spelling of a page's address; pure."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit, urlunsplit

_DEFAULT_PORTS = {"http": 80, "https": 443}
_TRACKING = re.compile(
    r"(?:utm|mtm|pk|piwik|hsa|at|wt|mc|_hs)_?\w*|[dfgmty]?clid|fbclid|msclkid|yclid|gbraid"
    r"|wbraid|igshid|igsh|cmpid|cmp|ncid|ocid|smid|smtyp|ito|xtor|spm|sref|taid"
    r"|__twitter_impression|guccounter|guce_\w+|_ga|_gl",
    re.IGNORECASE,
)
"""Parameters that say how a reader came, never which page it is."""


def canonical_url(url: str) -> str | None:
    """Give the one spelling of a page's address, or None where it is no web address.

    Scheme and host in lower case, no credentials, default port, tracking parameters,
    fragment or trailing slash; parameters sorted. Doing it again changes nothing.
    """
    try:
        parts = urlsplit(url.strip())
        port = parts.port
        host = (parts.hostname or "").rstrip(".")
    except ValueError:
        return None
    scheme = parts.scheme.lower()
    if scheme not in _DEFAULT_PORTS or not host or re.search(r"[\s\x00-\x20\\%]", host):
        return None
    if ":" in host:
        host = f"[{host}]"
    if port is not None and port != _DEFAULT_PORTS[scheme]:
        host = f"{host}:{port}"
    kept = sorted(
        (name, value)
        for name, value in parse_qsl(
            parts.query, keep_blank_values=True, errors="surrogateescape", max_num_fields=None
        )
        if not _TRACKING.fullmatch(name)
    )
    query = urlencode(kept, errors="surrogateescape")
    return urlunsplit((scheme, host, _canonical_path(parts.path), query, ""))


def _canonical_path(path: str) -> str:
    segments: list[str] = []
    for segment in path.split("/"):
        plain = _one_quoting(segment)
        if plain == "..":
            segments = segments[:-1]
        elif plain not in ("", "."):
            segments.append(plain)
    return "/" + "/".join(segments) if segments else ""


def _one_quoting(segment: str) -> str:
    """Spell each character one way: `%7E` and `~`, `%c3` and `%C3` are the same."""
    raw = unquote(segment, errors="surrogateescape")
    return quote(raw, safe="!$&'()*+,;=:@~", errors="surrogateescape")
