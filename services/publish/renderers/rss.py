"""RSS 2.0 (https://www.rssboard.org/rss-specification), with full content."""

from __future__ import annotations

from datetime import UTC, datetime
from email.utils import format_datetime

from lxml import etree

from services.publish.renderers.channel import Channel, categories, writers, xml_text

_ATOM = "http://www.w3.org/2005/Atom"
_CONTENT = "http://purl.org/rss/1.0/modules/content/"
_DC = "http://purl.org/dc/elements/1.1/"


def render(channel: Channel) -> bytes:
    """Write the feed. A guid is no address: it stays when a headline changes."""
    root = etree.Element(
        "rss", {"version": "2.0"}, nsmap={"atom": _ATOM, "content": _CONTENT, "dc": _DC}
    )
    head = etree.SubElement(root, "channel")
    _add(head, "title", channel.title)
    _add(head, "link", channel.url)
    _add(head, "description", channel.site.description or channel.title)
    _add(head, "language", channel.language or channel.site.language)
    _add(head, "lastBuildDate", _date(channel.updated_at))
    _add(head, "generator", "Copydesk")
    etree.SubElement(
        head,
        f"{{{_ATOM}}}link",
        {"href": channel.feed_url, "rel": "self", "type": "application/rss+xml"},
    )
    for story in channel.stories:
        item = etree.SubElement(head, "item")
        _add(item, "title", story.headline)
        _add(item, "link", story.url)
        guid = etree.SubElement(item, "guid", {"isPermaLink": "false"})
        guid.text = story.id
        _add(item, "pubDate", _date(story.published_at))
        _add(item, "description", story.summary or story.body_text[:300])
        for name in writers(story):
            _add(item, f"{{{_DC}}}creator", name)
        for name in categories(story):
            _add(item, "category", name)
        content = etree.SubElement(item, f"{{{_CONTENT}}}encoded")
        content.text = etree.CDATA(xml_text(story.content_html).replace("]]>", "]]&gt;"))
        source = etree.SubElement(item, f"{{{_ATOM}}}updated")
        source.text = story.modified_at.isoformat()
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8"))


def _add(parent: etree._Element, name: str, text: str) -> None:
    etree.SubElement(parent, name).text = xml_text(text)


def _date(moment: datetime) -> str:
    return format_datetime(moment.astimezone(UTC))
