"""Pages for people, in the language of their edition: templates filled, nothing decided."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from jinja2 import Environment, StrictUndefined
from markupsafe import Markup

from services.publish.reader.catalogue.editions import base_language, own_name
from services.publish.reader.catalogue.shelves import shelf_path, topic_of
from services.publish.reader.printing.look import FooterPage, Look
from services.publish.renderers import json_ld
from services.publish.renderers.words import Writer, translations
from services.publish.slugs import SECTION_OF_NONE, slug
from services.publish.story import RIGHT_TO_LEFT, Site, Story, section_title

_LONGEST_KICKER = 28


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """What surrounds every page: the site, its edition and sections, today, other languages.

    `base` is what paths of the edition begin with, `path` the page's own; `alternates` are
    the (language, path) of the same page in other editions; `feeds` is the path of its feeds.
    """

    site: Site
    edition: str
    base: str = ""
    sections: Sequence[str] = ()
    now: datetime
    section: str | None = None
    path: str = "/"
    query: str = ""
    """What names one page of a list that has several."""
    alternates: Sequence[tuple[str, str]] = ()
    feeds: str = ""
    title: str = ""
    footer: Sequence[FooterPage] = ()
    reserved: bool = False
    tdm_policy: str = ""
    is_indexed: bool = True
    is_static: bool = False
    """A file: it holds no search, and does not know what day it is read on."""

    @property
    def locale(self) -> str:
        """Give whose dates and numbers it has: the site's own region's where that is known."""
        own = self.site.language
        return own if base_language(own) == self.edition else self.edition

    @property
    def direction(self) -> str:
        """Tell which way the edition's script runs."""
        return "rtl" if self.edition in RIGHT_TO_LEFT else "ltr"


class Pages:
    """Renders pages; every text in them is escaped but the sanitised body."""

    def __init__(self, look: Look, is_indexed: Callable[[Story], bool]) -> None:
        """Make pages in a look; `is_indexed` is whether search engines may list a story."""
        self._look = look
        self._is_indexed = is_indexed
        self._environments: dict[tuple[str, bool], Environment] = {}

    def render(self, template: str, frame: Frame, **values: object) -> bytes:
        """Fill a template."""
        found = self._environment(frame).get_template(template)
        return found.render(frame=frame, site=frame.site, **values).encode()

    def story(self, story: Story, frame: Frame, **values: object) -> bytes:
        """Show one story, and where to read on."""
        live: Any = values.get("updates") or ()
        section = self.word(frame, section_title(story.section))
        trail = (
            (self.word(frame, "Front page"), f"{frame.base}/"),
            (section, f"{frame.base}/{story.section}/"),
            (story.headline, story.path),
        )
        logo = f"/static/{self._look.logo}" if self._look.logo else ""
        written = json_ld.render(
            story, frame.site, updates=live, trail=trail, base=frame.base, logo=logo
        )
        linked_data = Markup(written)  # noqa: S704 - escapes < > &
        body = Markup(story.body_html)  # noqa: S704 - sanitised when the item was made
        return self.render(
            "story.html", frame, story=story, json_ld=linked_data, body=body, **values
        )

    def word(self, frame: Frame, text: str, **values: object) -> str:
        """Give one of our phrases in the edition's language."""
        said = translations(frame.edition).gettext(text)
        return said % values if values else said

    def _environment(self, frame: Frame) -> Environment:
        key = (frame.edition, frame.is_static)
        if key not in self._environments:
            self._environments[key] = self._made(frame)
        return self._environments[key]

    def _made(self, frame: Frame) -> Environment:
        environment = Environment(
            loader=self._look.loader,
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            extensions=["jinja2.ext.i18n"],
            auto_reload=False,
        )
        words = translations(frame.edition)
        writer = Writer(frame.locale, frame.site.zone, knows_today=not frame.is_static)
        i18n: Any = environment
        i18n.install_gettext_translations(words, newstyle=True)
        site = frame.site

        def link(path: str, base: str = frame.base) -> str:
            return site.absolute(base + path).removeprefix(site.url.rstrip("/"))

        def trail(crumbs: Sequence[tuple[str, str]], title: str, path: str) -> Markup:
            led = [(name, frame.base + each) for name, each in crumbs]
            written = json_ld.render_trail([*led, (title, path)], site)
            return Markup(written)  # noqa: S704 - escapes < > &

        environment.filters |= writer.filters()
        environment.filters |= {
            "section_title": lambda section: words.gettext(section_title(section)),
            "absolute": site.absolute,
            "link": link,
            "own_name": own_name,
            "kicker": _kicker,
            "is_indexed": self._is_indexed,
        }
        names: Mapping[str, Any] = {
            "css": Markup(self._look.css),  # noqa: S704 - our own file, or the operator's
            "logo": self._look.logo,
            "shelf_path": shelf_path,
            "trail": trail,
            "topic_of": topic_of,
            "named": lambda kind, name: shelf_path(f"{kind}:{slug(name)}"),
        }
        environment.globals.update(names)
        return environment


def _kicker(story: Story) -> tuple[str, str]:
    """Give the word above a headline, and the shelf it names: never just “News”."""
    if story.section != SECTION_OF_NONE:
        return "", f"section:{story.section}"
    for name, uri in story.topics:
        if len(name) <= _LONGEST_KICKER:
            return name[:1].upper() + name[1:], topic_of(name, uri)
    if story.places:
        return story.places[0], f"place:{slug(story.places[0])}"
    return "", f"section:{story.section}"
