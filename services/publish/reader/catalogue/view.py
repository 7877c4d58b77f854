"""The catalogue as one page reads it, with a note of all that was read: it is kept by that."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

from services.publish.reader.catalogue.catalog import Catalog, Change, Label
from services.publish.reader.catalogue.entry import Entry
from services.publish.story import Site, Story, story_of
from shared.payloads import Arranged

GONE = "gone:"
SECTIONS = "sections:"
FRONTS = "fronts:"
LOG = "log:"
"""What changes with every row."""


def story_tag(short_id: str) -> str:
    """Name what changes with one article."""
    return f"story:{short_id}"


def names_tag(edition: str, kind: str) -> str:
    """Name what changes with the shelves of a kind."""
    return f"names:{edition}|{kind}"


def changed_tags(change: Change) -> set[str]:
    """Name all that a change changes, but for which sections there are."""
    tags = {LOG, *change.shelves, *(story_tag(each.short_id) for each in change.entries)}
    for shelf in change.shelves:
        edition, _, rest = shelf.partition("|")
        tags.add(names_tag(edition, rest.partition(":")[0]))
    if change.ends_changed:
        tags.add(GONE)
    return tags


@dataclass(slots=True)
class View:
    """What one page reads, in one edition. `hidden` is left out: it changed since."""

    catalog: Catalog
    site: Site
    edition: str
    arrangements: Sequence[Arranged] = ()
    hidden: frozenset[str] = frozenset()
    tags: set[str] = field(default_factory=set)
    shown: dict[str, str] = field(default_factory=dict)

    def on(self, edition: str) -> View:
        """Read another edition for the same page."""
        return View(
            self.catalog,
            self.site,
            edition,
            self.arrangements,
            self.hidden,
            self.tags,
            self.shown,
        )

    def newest(self, shelf: str, limit: int) -> list[Story]:
        """Give the newest on a shelf."""
        return [story for _, story in self.numbered(shelf, limit)]

    def numbered(
        self, shelf: str, limit: int, before: int | None = None
    ) -> list[tuple[int, Story]]:
        """Give the newest on a shelf before a number, with theirs."""
        name = f"{self.edition}|{shelf}"
        self.tags.add(name)
        found = self.catalog.numbered(name, limit + len(self.hidden), before)
        kept = [each for each in found if each[1].article_id not in self.hidden][:limit]
        return [(number, self.story(entry)) for number, entry in kept]

    def article(self, short_id: str) -> Entry | None:
        """Give what is known of an article, live or not."""
        self.tags.add(story_tag(short_id))
        return self.catalog.by_short_id(short_id)

    def live(self, article_ids: Sequence[str]) -> list[Story]:
        """Give what is live of these."""
        self.tags |= {story_tag(each[:10]) for each in article_ids}
        found = self.catalog.by_ids(article_ids)
        return [self.story(each) for each in found if each.article_id not in self.hidden]

    def story(self, entry: Entry) -> Story:
        """Read a live article, and note that it is shown."""
        self.tags.add(story_tag(entry.short_id))
        self.shown[entry.article_id] = entry.hash
        return story_of(entry, self.site)

    def label(self, shelf: str) -> Label | None:
        """Give a shelf's name and size."""
        name = f"{self.edition}|{shelf}"
        self.tags.add(name)
        return self.catalog.label(name)

    def changed_at(self, shelf: str) -> datetime | None:
        """Give when a shelf last changed."""
        name = f"{self.edition}|{shelf}"
        self.tags.add(name)
        found = self.catalog.changed_at(name)
        return datetime.fromtimestamp(found / 1000, UTC) if found else None

    def labels(self, start: str, limit: int) -> list[Label]:
        """Give shelves by how their names begin, the fullest first."""
        self.tags.add(names_tag(self.edition, start.partition(":")[0]))
        return self.catalog.labels(f"{self.edition}|{start}", limit)

    def gone(self, shelf: str, limit: int) -> list[Entry]:
        """Give what readers had on a shelf and have no more."""
        self.tags.add(GONE)
        return self.catalog.gone(f"{self.edition}|{shelf}", limit)

    def sections(self, limit: int) -> tuple[str, ...]:
        """Give the sections with most stories."""
        self.tags.add(f"{SECTIONS}{self.edition}")
        return tuple(
            each.shelf.partition(":")[2]
            for each in self.catalog.labels(f"{self.edition}|section:", limit)
        )

    def arranged(self, name: str) -> Arranged | None:
        """Give how people arranged a front."""
        self.tags.add(FRONTS)
        return next((each for each in self.arrangements if each.article_id == name), None)

    def has_stories(self, editions: Iterable[str]) -> list[str]:
        """Give the editions that have any."""
        self.tags.add(f"{SECTIONS}*")
        return [each for each in editions if self.catalog.label(f"{each}|all:")]

    def chunks(self, size: int) -> list[int]:
        """Give where each chunk of all live stories begins."""
        self.tags |= {LOG}
        return self.catalog.chunks(size)

    def chunk(self, start: int, size: int) -> list[Entry]:
        """Give a chunk of all live stories, of every edition."""
        self.tags |= {LOG}
        found = self.catalog.chunk(start, size)
        self.shown |= {each.article_id: each.hash for each in found}
        return [each for each in found if each.article_id not in self.hidden]
