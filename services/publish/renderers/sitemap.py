"""Sitemaps: of the last two days' stories for news search engines, and of all stories."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from lxml import etree

from services.publish.renderers.channel import xml_text
from services.publish.story import Site, Story

SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
NEWS = "http://www.google.com/schemas/sitemap-news/0.9"
_IMAGE = "http://www.google.com/schemas/sitemap-image/1.1"
# lxml-stubs do not know that a default name space has no prefix.
_PREFIXES: Any = {None: SITEMAP, "news": NEWS, "image": _IMAGE}
WINDOW = timedelta(days=2)
MOST = 1000


def render(stories: Sequence[Story], site: Site) -> bytes:
    """Write the sitemap; the stories are those of the window, without their bodies."""
    root = etree.Element(f"{{{SITEMAP}}}urlset", nsmap=_PREFIXES)
    for story in stories[:MOST]:
        url = _add(root, story, site)
        news = etree.SubElement(url, f"{{{NEWS}}}news")
        publication = etree.SubElement(news, f"{{{NEWS}}}publication")
        etree.SubElement(publication, f"{{{NEWS}}}name").text = xml_text(site.title)
        language = story.language.partition("-")[0] if story.language else site.language
        etree.SubElement(publication, f"{{{NEWS}}}language").text = language
        date = etree.SubElement(news, f"{{{NEWS}}}publication_date")
        date.text = story.published_at.isoformat()
        etree.SubElement(news, f"{{{NEWS}}}title").text = xml_text(story.headline)
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8"))


def render_all(stories: Sequence[Story], site: Site) -> bytes:
    """Write a sitemap of any stories."""
    root = etree.Element(f"{{{SITEMAP}}}urlset", nsmap={None: SITEMAP, "image": _IMAGE})  # type: ignore[dict-item]
    for story in stories:
        _add(root, story, site)
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8"))


def render_index(paths: Sequence[str], site: Site) -> bytes:
    """Write the index of sitemaps."""
    root = etree.Element(f"{{{SITEMAP}}}sitemapindex", nsmap={None: SITEMAP})  # type: ignore[dict-item]
    for path in paths:
        each = etree.SubElement(root, f"{{{SITEMAP}}}sitemap")
        etree.SubElement(each, f"{{{SITEMAP}}}loc").text = site.absolute(path)
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8"))


def _add(root: etree._Element, story: Story, site: Site) -> etree._Element:
    url = etree.SubElement(root, f"{{{SITEMAP}}}url")
    etree.SubElement(url, f"{{{SITEMAP}}}loc").text = story.url
    etree.SubElement(url, f"{{{SITEMAP}}}lastmod").text = story.modified_at.isoformat()
    for shown in story.pictures:
        image = etree.SubElement(url, f"{{{_IMAGE}}}image")
        etree.SubElement(image, f"{{{_IMAGE}}}loc").text = site.absolute(shown.path())
    return url
