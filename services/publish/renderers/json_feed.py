"""JSON Feed 1.1 (https://www.jsonfeed.org/version/1.1/)."""

from __future__ import annotations

from typing import Any

import orjson

from services.publish.renderers.channel import Channel, categories
from services.publish.story import Site, Story


def render(channel: Channel) -> bytes:
    """Write the feed."""
    return orjson.dumps(
        {
            "version": "https://jsonfeed.org/version/1.1",
            "title": channel.title,
            "home_page_url": channel.url,
            "feed_url": channel.feed_url,
            "description": channel.site.description,
            "language": channel.language or channel.site.language,
            "authors": [{"name": channel.site.title, "url": channel.site.absolute("/")}],
            "items": [_item(story, channel.site) for story in channel.stories],
        }
    )


def _item(story: Story, site: Site) -> dict[str, Any]:
    written = {
        "id": story.id,
        "url": story.url,
        "external_url": story.origin,
        "title": story.headline,
        "content_html": story.content_html,
        "content_text": story.body_text,
        "summary": story.summary,
        "date_published": story.published_at.isoformat(),
        "date_modified": story.modified_at.isoformat(),
        "authors": [{"name": name} for name in story.authors],
        "tags": list(categories(story)),
        "language": story.language,
        "image": site.absolute(story.picture.path()) if story.picture else None,
        "attachments": [
            {
                "url": each.href,
                "mime_type": each.media_type or f"{each.kind}/*",
                "title": each.title or None,
                "duration_in_seconds": each.seconds,
            }
            for each in story.playing
        ],
    }
    return {key: value for key, value in written.items() if value}
