"""What a feed is made of, whatever its form."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from services.publish.story import Site, Story, section_title

_TOPICS = 5
_ILLEGAL_IN_XML = {
    **dict.fromkeys((*range(9), 11, 12, *range(14, 32), 0xFFFE, 0xFFFF)),
    **dict.fromkeys(range(0xD800, 0xE000)),
}
"""For `str.translate`: characters that no XML document may hold."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Gone:
    """A story that was in the feed and is not any more."""

    id: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Channel:
    """One feed: of the whole site, or of a section."""

    site: Site
    language: str = ""
    title: str
    path: str
    feed_path: str
    updated_at: datetime
    stories: Sequence[Story]
    gone: Sequence[Gone] = ()

    @property
    def url(self) -> str:
        """Give the address of the pages that the feed is about."""
        return self.site.absolute(self.path)

    @property
    def feed_url(self) -> str:
        """Give the feed's own address."""
        return self.site.absolute(self.feed_path)


def writers(story: Story) -> tuple[str, ...]:
    """Name who wrote it, else who supplied it."""
    return story.authors or ((story.originator,) if story.originator else ())


def categories(story: Story) -> tuple[str, ...]:
    """Give its section, then what it is most about."""
    return (section_title(story.section), *(name for name, _ in story.topics[:_TOPICS]))


Render = Callable[[Channel], bytes]


def xml_text(text: str) -> str:
    """Give a text without what XML cannot hold."""
    return text.translate(_ILLEGAL_IN_XML)
