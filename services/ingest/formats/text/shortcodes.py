"""WordPress' shortcodes, `[name …]` and `[name …]…[/name]`, that only plug-ins can fill; pure.

What stands between the two marks of a pair stays; the marks go, as does a mark alone that has
a name only a plug-in would have (`[newsletter_form]`, `[ad_slot id="3"]`). Brackets with words
of the story in them, `[sic]` and `[her] house`, stay.
"""

from __future__ import annotations

import re

_MARK = re.compile(
    r"\[(?P<open>\[)?(?P<slash>/)?(?P<name>[a-zA-Z][a-zA-Z0-9_-]{1,60})"
    r"(?P<said>(?:\s[^\]\[<>]{0,2000})?)(?P<ends>/)?\](?(open)\])"
)
_ATTRIBUTE = re.compile(
    r"""\s[\w-]{1,60}\s*=\s*(?:["'“”″]|&(?:quot|#8220|#8221|#8243);|[\w#%./:-])"""
)
_KNOWN = re.compile(
    r"(?i)caption|gallery|embed|audio|video|playlist|youtube|vimeo|tweet|twitter|instagram"
    r"|facebook|soundcloud|googlemaps?|map|contact-form\S*|contact|form|gravityform|ninja_form"
    r"|recaptcha|subscribe|newsletter|login|register|shortcode|slider|carousel|sidebar|widget"
    r"|ads?|advert|adsense|poll|quiz|button|divider|spacer|row|column|col|toc|iframe|more"
    r"|nextpage|donate|paywall|share|social|related"
)
_PLUGINS_NAME = re.compile(
    r"(?i)[a-z][a-z0-9]*(?:[a-z0-9-]*_[a-z0-9_-]+|-(?:[a-z0-9]+-){0,4}"
    r"(?:forms?|sliders?|gallery|ads?|widgets?|maps?|banners?|players?|lists?|box|blocks?"
    r"|signup|embed))"
)
"""With an underscore, or what only a plug-in shows: `[co-founder]` is an editor's word."""


def without_shortcodes(text: str) -> str:
    """Take the marks out of a text; a paragraph that held nothing else goes with them."""
    if "[" not in text:
        return text
    closed = {found["name"].lower() for found in _MARK.finditer(text) if found["slash"]}

    def bare(found: re.Match[str]) -> str:
        if found["open"]:  # `[[name]]` speaks of a shortcode
            return found[0][1:-1]
        name = found["name"]
        is_code = (
            found["slash"]
            or found["ends"]
            or name.lower() in closed
            or (_KNOWN.fullmatch(name) and (found["said"] or _is_alone(found)))
            or _PLUGINS_NAME.fullmatch(name)
            or _ATTRIBUTE.search(found["said"])
        )
        return "" if is_code else found[0]

    return _EMPTY.sub("", _MARK.sub(bare, text))


def _is_alone(found: re.Match[str]) -> bool:
    """Tell a mark on a line or in a paragraph of its own: `[more]` in a sentence is a word."""
    before = found.string[max(0, found.start() - 40) : found.start()].rstrip(" \t")
    after = found.string[found.end() : found.end() + 40].lstrip(" \t")
    return before[-1:] in {"", ">", "\n", "]"} and after[:1] in {"", "<", "\n", "[", "\r"}


_EMPTY = re.compile(r"<p(?:\s[^<>]{0,200})?>\s*(?:<br\s*/?>\s*)?</p>")
