"""Whatever happens, in any order: site, search, feeds, sitemaps and export say the same."""

from __future__ import annotations

import asyncio
import re
import shutil
import tempfile
from collections.abc import Coroutine
from datetime import timedelta
from pathlib import Path
from typing import Any, TypeVar

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
)

from services.publish.reader.config import SiteSettings
from services.publish.reader.export import Export
from services.publish.release import reinstate, unpublish
from shared.events import Arranged, Pin
from tests.unit.publish.reader.paper import Paper, ids
from tests.unit.publish.reader.walk import Walker, files, in_step, reread
from tests.unit.publish.stories import SITE, a_hold, a_kill, a_recall, an_approval

T = TypeVar("T")
STORIES = ids(4)
LANGUAGES = ("en", "de")
SECTIONS = ("world", "sport")
SOURCES = ("Example Wire", "Second Wire")
TERMS = ("", "", "No TDM. Noindex.")
PLACES = ("Portsmouth", "PORTSMOUTH")
story = st.sampled_from(STORIES)


class Newsroom(RuleBasedStateMachine):
    """The model is what `release` decided; each revision has a word that no other has."""

    def __init__(self) -> None:
        super().__init__()
        self.loop = asyncio.new_event_loop()
        self.home = Path(tempfile.mkdtemp())
        self.words: dict[str, tuple[str, int]] = {}
        self.revisions = dict.fromkeys(STORIES, 0)
        self.terms: dict[tuple[str, int], str] = {}
        self.holds = 0
        self.fronts = 0
        self.walks = 0
        self.walker = Walker()

    @initialize(versions=st.booleans(), editions=st.sampled_from(("auto", "none", "de")))
    def begin(self, *, versions: bool, editions: str) -> None:
        self.settings = {"site_versions": versions, "site_editions": editions}
        self.paper = self.do(Paper(self.home / "site", **self.settings).open())
        self.export = self.opened(self.home / "export")

    def teardown(self) -> None:
        try:
            self.everything_is_as_if_read_anew()
        finally:
            self.export.close()
            self.do(self.paper.readers.close())
            self.loop.close()
            shutil.rmtree(self.home)

    def do(self, work: Coroutine[Any, Any, T]) -> T:
        return self.loop.run_until_complete(work)

    def opened(self, home: Path) -> Export:
        known: dict[str, Any] = {
            "site_url": SITE,
            "site_title": "The Post & Co",
            **self.settings,
        }
        return Export(home, SiteSettings(**known))

    # --- what may happen -----------------------------------------------------------------

    @rule(
        which=story,
        language=st.sampled_from(LANGUAGES),
        section=st.sampled_from(SECTIONS),
        source=st.sampled_from(SOURCES),
        terms=st.sampled_from(TERMS),
        urgency=st.sampled_from((None, 1)),
        when=st.sampled_from(("now", "now", "now", "embargoed", "expires")),
        corrects=st.booleans(),
        running=st.booleans(),
    )
    def approve(
        self,
        *,
        which: str,
        language: str,
        section: str,
        source: str,
        terms: str,
        urgency: int | None,
        when: str,
        corrects: bool,
        running: bool,
    ) -> None:
        self.revisions[which] += 1
        revision = self.revisions[which]
        word = f"zebra{len(self.words):03d}x"
        self.words[word] = (which, revision)
        self.terms[which, revision] = terms
        more: dict[str, Any] = {"usage_terms": terms or None, "urgency": urgency}
        if when == "embargoed":
            more["embargoed_until"] = self.paper.now + timedelta(minutes=20)
        if when == "expires":
            more["expires"] = self.paper.now + timedelta(minutes=20)
        if corrects:
            more["descriptions"] = [{"role": "correction", "value": f"It was {word}."}]
        body = f"A story of {word}.\n\nIt goes on."
        self.paper.hear(
            an_approval(
                revision,
                article_id=which,
                headline=f"Headline {word}",
                by=f"By Ada {word}",
                language=language,
                info_sources=[{"name": source, "role": "originator"}],
                enrichment={
                    "section": section,
                    "body": body,
                    "summary": f"The summary of {word}.",
                    "language": {"code": language, "confidence": 0.99},
                    # Both names of the topic and of the place are one page's.
                    "topics": [
                        {"qcode": "medtop:20000005", "name": f"cinema {word}", "relevance": 1}
                    ],
                    "people": [{"name": f"Person {word}", "mentions": 1}],
                    "organisations": [{"name": f"Board {word}", "mentions": 1}],
                    "places": [{"name": PLACES[revision % 2], "mentions": 1}],
                    "kin": {"cluster": "c1"} if running else None,
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

    @rule(
        which=story,
        place=st.integers(1, 4),
        front=st.sampled_from(("front", "frontde", "front-world")),
        lasts=st.booleans(),
    )
    def pin(self, which: str, place: int, front: str, *, lasts: bool) -> None:
        self.fronts += 1
        until = None if lasts else self.paper.now + timedelta(minutes=30)
        pins = (Pin(article_id=which, place=place, until=until),)
        self.paper.arrange(
            Arranged(
                article_id=front, number=self.fronts, by="ada", at=self.paper.now, pins=pins
            )
        )
        self.paper.told.ring()

    @rule(minutes=st.sampled_from((1, 25, 7 * 60, 50 * 60)))
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
        self.export = self.opened(self.home / "export")

    @rule()
    def walk(self) -> None:
        """Be a reader: from now on there are answers that are known."""
        self.do(self.walker.walk(self.paper))

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
        if self.settings["site_versions"]:
            never = {word for word in never if self.words[word][0] not in live}
        walked = self.do(self.walker.walk(self.paper))
        texts = {path: page.body.decode() for path, page in walked.items()}
        for path, text in texts.items():
            if "zebra" not in path:
                assert not [word for word in never if word in text], path
        for which, revision in live.items():
            [word] = [w for w, known in self.words.items() if known == (which, revision)]
            path = self.paper.path_of(which)
            assert word in texts[path]
            for feed in ("feed.xml", "atom.xml", "feed.json"):
                assert word in texts[f"/{feed}"] + texts.get(f"/de/{feed}", ""), feed
            assert {f"/people/person-{word}/", f"/de/people/person-{word}/"} & walked.keys()
            listed = any(path in text for file, text in texts.items() if "sitemap-" in file)
            assert listed == (not self.terms[which, revision])
        self.check_search(shown)
        self.check_gone()
        self.check_export(never, live)

    def everything_is_as_if_read_anew(self) -> None:
        """What a site shows that has lived through it all, one shows that begins now."""
        in_step(self.export, self.paper)
        walked = self.do(self.walker.walk(self.paper))
        self.walks += 1
        anew = self.do(reread(self.paper, walked, self.home / f"anew{self.walks}"))
        for path, page in walked.items():
            assert page == anew[path], path
        export = self.opened(self.home / f"export{self.walks}")
        in_step(export, self.paper)
        export.close()
        kept = files(self.home / "export")
        for path in set(kept) - set(files(self.home / f"export{self.walks}")):
            # Addresses that stories had before, and feeds that only say what is gone: who
            # begins now cannot know of them.
            body = kept.pop(path)
            is_bare = not re.search(rb"<item>|<entry|content_html", body)
            assert b'<meta http-equiv="refresh"' in body or is_bare, path
        assert kept == files(self.home / f"export{self.walks}")

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
        in_step(self.export, self.paper)
        texts = {path: body.decode() for path, body in files(self.home / "export").items()}
        for path, text in texts.items():
            assert not [word for word in never if word in text and word not in path], path
        for which, revision in live.items():
            path = self.paper.path_of(which)
            [word] = [w for w, known in self.words.items() if known == (which, revision)]
            assert word in texts[f"{path[1:]}.html"]
            listed = any(path in text for file, text in texts.items() if "sitemap-" in file)
            assert listed == (not self.terms[which, revision])
        for each in self.paper.publications.values():
            markers = {"canceled": "_gone", "recalled": "_recalled"}
            for state, marker in markers.items():
                is_marked = f"{marker}/{each.article_id[:10]}" in texts
                assert is_marked == (each.state == state)
            if each.is_gone:
                mine = [
                    word for word, (which, _) in self.words.items() if which == each.article_id
                ]
                assert not [path for path in texts for word in mine if word in path]


TestTheNewsroom = Newsroom.TestCase
TestTheNewsroom.settings = settings(
    max_examples=6,
    stateful_step_count=12,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
