"""Atom (RFC 4287), with the tombstones of RFC 6721 for stories that are gone."""

from __future__ import annotations

from typing import Any

from lxml import etree

from services.publish.renderers.channel import Channel, categories, writers, xml_text

_ATOM = "http://www.w3.org/2005/Atom"
_TOMBSTONES = "http://purl.org/atompub/tombstones/1.0"
# lxml-stubs do not know that a default name space has no prefix.
_PREFIXES: Any = {None: _ATOM, "at": _TOMBSTONES}


def render(channel: Channel) -> bytes:
    """Write the feed."""
    feed = etree.Element(f"{{{_ATOM}}}feed", nsmap=_PREFIXES)
    feed.set(
        "{http://www.w3.org/XML/1998/namespace}lang", channel.language or channel.site.language
    )
    _add(feed, "title", channel.title)
    _add(feed, "id", channel.url)
    _add(feed, "updated", channel.updated_at.isoformat())
    _add(feed, "generator", "Copydesk")
    _link(feed, channel.feed_url, "self", "application/atom+xml")
    _link(feed, channel.url, "alternate", "text/html")
    author = etree.SubElement(feed, f"{{{_ATOM}}}author")
    _add(author, "name", channel.site.title)
    for gone in channel.gone:
        etree.SubElement(
            feed,
            f"{{{_TOMBSTONES}}}deleted-entry",
            {"ref": xml_text(gone.id), "when": gone.at.isoformat()},
        )
    for story in channel.stories:
        entry = etree.SubElement(feed, f"{{{_ATOM}}}entry")
        entry.set("{http://www.w3.org/XML/1998/namespace}lang", xml_text(story.language))
        _add(entry, "title", story.headline)
        _add(entry, "id", story.id)
        _link(entry, story.url, "alternate", "text/html")
        for shown in story.pictures:
            href = channel.site.absolute(shown.path())
            _link(entry, href, "enclosure", "image/jpeg", title=shown.caption or shown.alt)
        _add(entry, "published", story.published_at.isoformat())
        _add(entry, "updated", story.modified_at.isoformat())
        for name in writers(story):
            person = etree.SubElement(entry, f"{{{_ATOM}}}author")
            _add(person, "name", name)
        for term in categories(story):
            etree.SubElement(entry, f"{{{_ATOM}}}category", {"term": xml_text(term)})
        if story.summary:
            _add(entry, "summary", story.summary)
        if story.copyright_notice:
            _add(entry, "rights", story.copyright_notice)
        content = etree.SubElement(entry, f"{{{_ATOM}}}content", {"type": "html"})
        content.text = xml_text(story.content_html)
    return bytes(etree.tostring(feed, xml_declaration=True, encoding="UTF-8"))


def _add(parent: etree._Element, name: str, text: str) -> None:
    etree.SubElement(parent, f"{{{_ATOM}}}{name}").text = xml_text(text)


def _link(parent: etree._Element, href: str, rel: str, type_: str, *, title: str = "") -> None:
    said = {"href": href, "rel": rel, "type": type_}
    if title:
        said["title"] = xml_text(title)
    etree.SubElement(parent, f"{{{_ATOM}}}link", said)
