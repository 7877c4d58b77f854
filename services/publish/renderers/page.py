"""Pages for people: the front page, a section, a story, and a word where there is none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from services.publish.renderers import json_ld
from services.publish.story import Site, Story, section_title

LEAD_IS_AMONG = 8
ORDINARY_URGENCY = 5
"""For choosing a lead only: where a wire says nothing, nothing is what it means."""
TEMPLATES = Path(__file__).parent.parent / "templates"


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """What surrounds every page: the site, its sections, today, and the CSP's nonce."""

    site: Site
    sections: Sequence[str]
    now: datetime
    nonce: str
    section: str | None = None


class Pages:
    """Renders with our own templates; every text in them is escaped but the sanitised body."""

    def __init__(self) -> None:
        environment = Environment(
            loader=FileSystemLoader(TEMPLATES),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        environment.filters["section_title"] = section_title
        environment.filters["clock"] = _clock
        environment.filters["day"] = _day
        environment.filters["percent_encoded"] = lambda path, site: site.absolute(path)
        environment.globals["css"] = Markup((TEMPLATES / "site.css").read_text("utf-8"))  # noqa: S704 - our own file
        self._environment = environment

    def front(self, stories: Sequence[Story], frame: Frame) -> bytes:
        """Show the newest stories of the site, or of the frame's section."""
        return self._render("front.html", frame, stories=_with_lead(stories))

    def story(self, story: Story, related: Sequence[Story], frame: Frame) -> bytes:
        """Show one story, and where to read on."""
        linked_data = Markup(json_ld.render(story, frame.site))  # noqa: S704 - escapes < > &
        body = Markup(story.body_html)  # noqa: S704 - sanitised when the item was made
        return self._render(
            "story.html", frame, story=story, related=related, json_ld=linked_data, body=body
        )

    def note(self, title: str, text: str, frame: Frame) -> bytes:
        """Say why there is no story here."""
        return self._render("note.html", frame, title=title, text=text)

    def _render(self, template: str, frame: Frame, **values: object) -> bytes:
        found = self._environment.get_template(template)
        return found.render(frame=frame, site=frame.site, **values).encode()


def _with_lead(stories: Sequence[Story]) -> list[Story]:
    """Put the most urgent of the newest stories first; the rest stay in order."""
    newest = stories[:LEAD_IS_AMONG]
    lead = min(newest, key=lambda story: story.urgency or ORDINARY_URGENCY, default=None)
    rest = [story for story in stories if story is not lead]
    return [lead, *rest] if lead else []


def _clock(moment: datetime, now: datetime) -> str:
    """Say when, as briefly as can be understood now."""
    minutes = int((now - moment).total_seconds() // 60)
    hour, day = 60, 24 * 60
    if minutes < 1:
        return "just now"
    if minutes < hour:
        return f"{minutes} min ago"
    if minutes < day:
        return f"{minutes // hour} h ago"
    return f"{moment.day} {moment:%b %Y}"


def _day(moment: datetime) -> str:
    return f"{moment:%A}, {moment.day} {moment:%B %Y}"
