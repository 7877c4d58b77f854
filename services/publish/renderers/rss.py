"""RSS 2.0 (https://www.rssboard.org/rss-specification), with full content."""

from __future__ import annotations

from datetime import UTC, datetime
from email.utils import format_datetime

from lxml import etree

from services.publish.pictures.shown.reading import Shown
from services.publish.renderers.channel import Channel, categories, writers, xml_text
from services.publish.story import Site

_ATOM = "http://www.w3.org/2005/Atom"
_CONTENT = "http://purl.org/rss/1.0/modules/content/"
_DC = "http://purl.org/dc/elements/1.1/"
_MEDIA = "http://search.yahoo.com/mrss/"


def render(channel: Channel) -> bytes:
    """Write the feed. A guid is no address: it stays when a headline changes."""
    root = etree.Element(
        "rss",
        {"version": "2.0"},
        nsmap={"atom": _ATOM, "content": _CONTENT, "dc": _DC, "media": _MEDIA},
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
        for shown in story.pictures:
            _add_picture(item, shown, channel.site)
        source = etree.SubElement(item, f"{{{_ATOM}}}updated")
        source.text = story.modified_at.isoformat()
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8"))


def _add_picture(item: etree._Element, shown: Shown, site: Site) -> None:
    """Add a picture as Media RSS has it (https://www.rssboard.org/media-rss)."""
    _, width, height = shown.largest()
    said = {
        "url": xml_text(site.absolute(shown.path())),
        "medium": "image",
        "type": "image/jpeg",
        "width": str(width),
        "height": str(height),
    }
    content = etree.SubElement(item, f"{{{_MEDIA}}}content", said)
    if text := shown.caption or shown.alt:
        description = etree.SubElement(content, f"{{{_MEDIA}}}description", {"type": "plain"})
        description.text = xml_text(text)
    if shown.credit:
        credit = etree.SubElement(
            content, f"{{{_MEDIA}}}credit", {"role": "photographer", "scheme": "urn:ebu"}
        )
        credit.text = xml_text(shown.credit)
    if shown.copyright_notice:
        _add(content, f"{{{_MEDIA}}}copyright", shown.copyright_notice)
    thumbnail = {"url": xml_text(site.absolute(shown.path(320)))}
    etree.SubElement(content, f"{{{_MEDIA}}}thumbnail", thumbnail)


def _add(parent: etree._Element, name: str, text: str) -> None:
    etree.SubElement(parent, name).text = xml_text(text)


def _date(moment: datetime) -> str:
    return format_datetime(moment.astimezone(UTC))
