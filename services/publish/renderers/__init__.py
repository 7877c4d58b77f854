"""Forms that stories go out in: pure, stories in, bytes out."""

from __future__ import annotations

from services.publish.renderers import atom, json_feed, rss
from services.publish.renderers.channel import Render

FEEDS: dict[str, tuple[str, Render]] = {
    "feed.xml": ("application/rss+xml; charset=utf-8", rss.render),
    "atom.xml": ("application/atom+xml; charset=utf-8", atom.render),
    "feed.json": ("application/feed+json; charset=utf-8", json_feed.render),
}
"""File name -> media type and renderer; each is served for the site and for every section."""
