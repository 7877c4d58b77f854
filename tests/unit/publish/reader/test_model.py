"""Whatever happens, in any order: site, search, feeds, sitemaps and export say the same."""

from __future__ import annotations

import asyncio
import shutil
import tempfile
from collections.abc import Coroutine
from datetime import timedelta
from pathlib import Path
from typing import Any, TypeVar

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from services.publish.reader.config import SiteSettings
from services.publish.reader.export import Export
from services.publish.release import reinstate, unpublish
from shared.events import Arranged, Pin
from tests.unit.publish.reader.paper import Paper, ids
from tests.unit.publish.stories import SITE, a_hold, a_kill, a_recall, an_approval

T = TypeVar("T")
STORIES = ids(4)
LANGUAGES = ("en", "de")
SECTIONS = ("world", "sport")
LISTS = (
    "/",
    "/de/",
    "/world/",
    "/sport/",
    "/archive/2026/11/23/",
    "/archive/",
    "/corrections/",
)
FILES = (
    "/feed.xml",
    "/atom.xml",
    "/feed.json",
    "/news-sitemap.xml",
    "/sitemap.xml",
    "/world/feed.xml",
)
story = st.sampled_from(STORIES)


class Newsroom(RuleBasedStateMachine):
    """The model is what `release` decided; each revision has a word that no other has."""

    def __init__(self) -> None:
        super().__init__()
        self.loop = asyncio.new_event_loop()
        self.home = Path(tempfile.mkdtemp())
        self.paper = self.do(Paper(self.home / "site").open())
        self.words: dict[str, tuple[str, int]] = {}
        self.revisions = dict.fromkeys(STORIES, 0)
        self.holds = 0
        self.fronts = 0
        self.seen: dict[str, tuple[str, bytes]] = {}
        self.export = self.opened()

    def teardown(self) -> None:
        self.export.close()
        self.do(self.paper.readers.close())
        self.loop.close()
        shutil.rmtree(self.home)

    def do(self, work: Coroutine[Any, Any, T]) -> T:
        return self.loop.run_until_complete(work)

    def opened(self) -> Export:
        known = SiteSettings(site_url=SITE, site_title="The Post & Co")
        return Export(self.home / "export", known)

    # --- what may happen -----------------------------------------------------------------

    @rule(
        which=story,
        language=st.sampled_from(LANGUAGES),
        section=st.sampled_from(SECTIONS),
        embargoed=st.booleans(),
        corrects=st.booleans(),
    )
    def approve(
        self, which: str, language: str, section: str, *, embargoed: bool, corrects: bool
    ) -> None:
        self.revisions[which] += 1
        revision = self.revisions[which]
        word = f"zebra{len(self.words):03d}x"
        self.words[word] = (which, revision)
        more: dict[str, Any] = {}
        if embargoed:
            more["embargoed_until"] = self.paper.now + timedelta(minutes=20)
        if corrects:
            more["descriptions"] = [{"role": "correction", "value": f"It was {word}."}]
        body = f"A story of {word}.\n\nIt goes on."
        self.paper.hear(
            an_approval(
                revision,
                article_id=which,
                headline=f"Headline {word}",
                language=language,
                people=[{"name": f"Person {word}"}],
                enrichment={
                    "section": section,
                    "body": body,
                    "language": {"code": language, "confidence": 0.99},
                    "topics": [{"qcode": "medtop:20000005", "name": "cinema", "relevance": 1}],
                },
                **more,
            )
        )

    @rule(which=story)
    def withhold(self, which: str) -> None:
        self.holds += 1
        self.paper.hear(
            a_hold(max(1, self.revisions[which]), number=self.holds, article_id=which)
        )

    @rule(which=story)
    def kill(self, which: str) -> None:
        self.paper.hear(a_kill(max(1, self.revisions[which]), article_id=which))

    @rule(which=story)
    def recall(self, which: str) -> None:
        self.paper.hear(a_recall(max(1, self.revisions[which]), article_id=which))

    @rule(which=story)
    def take_down(self, which: str) -> None:
        self.paper.act(unpublish, which)

    @rule(which=story)
    def bring_back(self, which: str) -> None:
        self.paper.act(reinstate, which)

    @rule(which=story, place=st.integers(1, 4))
    def pin(self, which: str, place: int) -> None:
        self.fronts += 1
        until = self.paper.now + timedelta(minutes=30)
        pins = (Pin(article_id=which, place=place, until=until),)
        self.paper.arrange(Arranged(number=self.fronts, by="ada", at=self.paper.now, pins=pins))
        self.paper.told.ring()

    @rule(minutes=st.sampled_from((1, 25)))
    def wait(self, minutes: int) -> None:
        self.paper.pass_time(timedelta(minutes=minutes))

    @rule()
    def restart(self) -> None:
        self.do(self.paper.restart())

    @precondition(lambda self: self.paper.log)
    @rule()
    def export_and_die(self) -> None:
        """Read the log and end before a file of it is written, as a SIGKILL would."""
        if rows := self.paper.log[self.export.sequence :]:
            self.export.take(rows)
        self.export.close()
        self.export = self.opened()

    # --- what holds then -----------------------------------------------------------------

    @invariant()
    def everything_says_the_same(self) -> None:
        live = {
            each.article_id: each.live.revision
            for each in self.paper.publications.values()
            if each.live
        }
        shown = {
            word
            for word, (which, revision) in self.words.items()
            if live.get(which) == revision
        }
        corrections = {
            word
            for each in self.paper.publications.values()
            if each.live
            for note in each.corrections
            for word in self.words
            if word in note.note
        }
        never = self.words.keys() - shown - corrections
        texts = {path: self.read(path) for path in (*LISTS, *FILES)}
        for which in live:
            texts[self.paper.path_of(which)] = self.read(self.paper.path_of(which))
        for path, text in texts.items():
            assert not [word for word in never if word in text], path
        for which, revision in live.items():
            [word] = [w for w, known in self.words.items() if known == (which, revision)]
            path = self.paper.path_of(which)
            assert word in texts[path]
            assert word in texts["/archive/2026/11/23/"] + self.read("/de/archive/2026/11/23/")
            assert word in texts["/feed.xml"] + self.read("/de/feed.xml")
            assert f"{SITE}{path}<" in texts["/news-sitemap.xml"]
        self.check_search(shown)
        self.check_gone()
        self.check_export(never, live)

    def read(self, path: str) -> str:
        """Ask as somebody who has it already: what comes is what is there."""
        plain = self.do(self.paper.get(path, accept_encoding="identity"))
        etag, body = self.seen.get(path, ("", b""))
        if etag and plain.status_code == 200:
            again = self.do(
                self.paper.get(path, accept_encoding="identity", if_none_match=etag)
            )
            assert (again.status_code == 304) == (plain.content == body), path
        if plain.status_code == 200 and "etag" in plain.headers:
            self.seen[path] = (plain.headers["etag"], plain.content)
        return plain.text

    def check_search(self, shown: set[str]) -> None:
        for word in list(self.words)[-6:]:
            found = self.do(self.paper.get(f"/v1/search?q={word}")).json()
            assert [hit["headline"] for hit in found["results"]] == [
                f"Headline {word}" for _ in range(word in shown)
            ]

    def check_gone(self) -> None:
        for each in self.paper.publications.values():
            if each.is_gone and each.path:
                answer = self.do(self.paper.get(each.path))
                assert answer.status_code == (451 if each.state == "recalled" else 410)

    def check_export(self, never: set[str], live: dict[str, int]) -> None:
        if rows := self.paper.log[self.export.sequence :]:
            self.export.take(rows)
        self.export.arrange(tuple(self.paper.fronts.values()))
        self.export.flush(self.paper.now)
        folder = self.home / "export"
        files = [
            path
            for path in folder.rglob("*")
            if path.is_file() and ".copydesk" not in path.parts
        ]
        texts = {path.relative_to(folder).as_posix(): path.read_text("utf-8") for path in files}
        for path, text in texts.items():
            assert not [word for word in never if word in text], path
        for which, revision in live.items():
            path = self.paper.path_of(which)
            [word] = [w for w, known in self.words.items() if known == (which, revision)]
            assert word in texts[f"{path[1:]}.html"]
            assert path in texts["news-sitemap.xml"]
        for each in self.paper.publications.values():
            markers = {"canceled": "_gone", "recalled": "_recalled"}
            for state, marker in markers.items():
                is_marked = (folder / marker / each.article_id[:10]).is_file()
                assert is_marked == (each.state == state)


TestTheNewsroom = Newsroom.TestCase
TestTheNewsroom.settings = settings(
    max_examples=10,
    stateful_step_count=12,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
