"""Whatever happens, in any order: site, search, feeds, sitemaps and export say the same."""

from __future__ import annotations

import asyncio
import re
import shutil
import tempfile
from collections.abc import Coroutine
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import quote

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
from shared.articles import Extras, SourceFacts
from shared.events import ArticleKilled, ArticleUnpublished
from shared.payloads import Arranged, Pin
from tests.eventually import eventually
from tests.unit.publish.reader.paper import Paper, ids
from tests.unit.publish.reader.walk import (
    Shown,
    Walker,
    ends_in,
    files,
    in_step,
    reread,
    without_ends,
)
from tests.unit.publish.stories import SITE, a_hold, a_kill, a_recall, an_approval

T = TypeVar("T")
STORIES = ids(4)
LANGUAGES = ("en", "de")
SECTIONS = ("world", "sport")
SOURCES = ("Example Wire", "Second Wire")
TERMS = ("", "", "No TDM. Noindex.")
PLACES = ("Portsmouth", "PORTSMOUTH")
story = st.sampled_from(STORIES)


@dataclass(frozen=True, slots=True)
class Facts:
    """What a revision was approved with."""

    word: str
    language: str
    section: str
    source: str
    terms: str
    running: bool
    carried: bool

    @property
    def is_listed(self) -> bool:
        """Tell whether a sitemap has it."""
        return not self.terms and not self.carried


GONE = {ArticleKilled.type, ArticleUnpublished.type}


class Newsroom(RuleBasedStateMachine):
    """The model is what `release` decided; each revision has a word that no other has."""

    def __init__(self) -> None:
        super().__init__()
        self.loop = asyncio.new_event_loop()
        self.home = Path(tempfile.mkdtemp())
        self.words: dict[str, tuple[str, int]] = {}
        self.revisions = dict.fromkeys(STORIES, 0)
        self.facts: dict[tuple[str, int], Facts] = {}
        self.said: list[str] = []
        self.heard: int | None = None
        self.listener: asyncio.Task[None] | None = None
        self.told_up_to = 0
        self.stands_on: dict[str, set[str]] = {}
        self.stood_on: dict[str, set[str]] = {}
        self.holds = 0
        self.fronts = 0
        self.walks = 0
        self.walker = Walker()

    @initialize(versions=st.booleans(), editions=st.sampled_from(("auto", "none", "de")))
    def begin(self, *, versions: bool, editions: str) -> None:
        self.settings = {"site_versions": versions, "site_editions": editions}
        self.paper = self.do(Paper(self.home / "site", **self.settings).open())
        self.export = self.opened(self.home / "export")
        self.listen()

    def listen(self) -> None:
        """Be an open page, which is told of what comes, and of what came while it was away."""
        frames = self.paper.readers.bar.frames("en", "", self.heard)

        async def hear() -> None:
            async for frame in frames:
                if found := re.search(rb"^id: (\d+)$", frame, re.MULTILINE):
                    self.heard = int(found[1])
                if b"event: story" in frame:
                    self.said.append(frame.decode())

        async def is_heard() -> bool:
            return self.heard is not None

        self.listener = self.loop.create_task(hear())
        self.do(eventually(is_heard))

    def stop_listening(self) -> None:
        if self.listener:
            self.listener.cancel()
            self.do(asyncio.wait([self.listener]))
            self.listener = None

    def teardown(self) -> None:
        try:
            self.everything_is_as_if_read_anew()
        finally:
            self.stop_listening()
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
        carried=st.sampled_from((False, False, True)),
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
        carried: bool,
    ) -> None:
        self.revisions[which] += 1
        revision = self.revisions[which]
        word = f"zebra{len(self.words):03d}x"
        self.words[word] = (which, revision)
        self.facts[which, revision] = Facts(
            word, language, section, source, terms, running, carried
        )
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
                source=SourceFacts(id="wire", canonical="origin" if carried else "us"),
                extras=Extras(url=f"https://first.example/{len(self.words)}"),
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
        was_listening = self.listener is not None
        self.stop_listening()
        self.do(self.paper.restart())
        if was_listening:
            self.listen()

    @rule()
    def go_away_or_come_back(self) -> None:
        """Be a page whose stream broke off, and that asks again."""
        if self.listener:
            self.stop_listening()
        else:
            self.listen()

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
            listed = any(path in text for file, text in texts.items() if "sitemap-" in file)
            assert listed == self.facts[which, revision].is_listed
        for path, words in self.lists(live).items():
            standing = [each for each in walked if re.fullmatch(path, each)]
            found = "".join(texts[each] for each in standing if walked[each].status == 200)
            assert {word for word in shown if word in found} == words, path
        self.check_running(texts, live)
        self.check_search(shown)
        self.check_just_in(live, shown)
        self.check_ends(texts, live)
        self.check_gone()
        self.check_export(never, live)

    def base_of(self, language: str) -> str:
        editions = self.paper.readers.site.press.editions
        return editions.base(editions.of(language))

    def lists(self, live: dict[str, int]) -> dict[str, set[str]]:
        """Give the words of each list, which may stand at more than one address."""
        expected: dict[str, set[str]] = {}
        zone = self.paper.readers.site.press.zone
        for which, revision in live.items():
            facts = self.facts[which, revision]
            publication = self.paper.publications[which]
            base = self.base_of(facts.language)
            assert publication.published_at is not None
            day = f"{publication.published_at.astimezone(zone):%Y/%m/%d}"
            paths = [
                *(f"{base}/{facts.section}/", f"{base}/archive/{day}/"),
                *(f"{base}/topics/[a-z0-9-]+-20000005/", f"{base}/places/portsmouth/"),
                *(f"{base}/people/person-{facts.word}/", f"{base}/authors/ada-{facts.word}/"),
                f"{base}/organisations/board-{facts.word}/",
                f"{base}/sources/{facts.source.lower().replace(' ', '-')}/",
                *([f"{base}/corrections/"] if publication.corrections else ()),
            ]
            for path in paths:
                expected.setdefault(path, set()).add(facts.word)
        expected.setdefault("/corrections/", set())
        feeds = {f"{path}atom.xml": words for path, words in expected.items() if words}
        return expected | feeds

    def check_running(self, texts: dict[str, str], live: dict[str, int]) -> None:
        """A story with enough said of it lately is a live blog, and no other."""
        if self.settings["site_versions"]:
            return
        for which, revision in live.items():
            mine = self.facts[which, revision]
            base = self.base_of(mine.language)
            said = [
                each
                for each, other in live.items()
                if each == which
                or (
                    mine.running
                    and self.facts[each, other].running
                    and self.base_of(self.facts[each, other].language) == base
                )
            ]
            told = (self.paper.publications[each].modified_at for each in said)
            since = self.paper.now - timedelta(hours=6)
            lately = [at for at in told if at and at > since]
            is_running = '"LiveBlogPosting"' in texts[self.paper.path_of(which)]
            assert is_running == (len(lately) >= 3)

    def live_since(self, which: str) -> int:
        """Give the row of the log by which a live story came to readers the last time."""
        since = 0
        for row in self.paper.log:
            if row.article_id == which and row.type in GONE:
                since = 0
            elif row.article_id == which:
                since = since or row.sequence
        return since

    def check_just_in(self, live: dict[str, int], shown: set[str]) -> None:
        """An open page is told of what came behind the row it knows, and of nothing else.


        That may be a story that came before, to another edition, and has moved to this one.
        """
        if self.listener is None:
            return
        owed = {
            which
            for which, revision in live.items()
            if not self.base_of(self.facts[which, revision].language)
            and self.live_since(which) > self.told_up_to
        }

        async def all_are_told() -> bool:
            return all(
                any(f"Headline {self.facts[which, live[which]].word}" in f for f in self.said)
                for which in owed
            )

        self.do(eventually(all_are_told))
        for frame in self.said:
            [word] = [word for word in shown if f"Headline {word}" in frame]
            assert self.words[word][0] in owed, frame
            assert sum(word in each for each in self.said) == 1, frame
        self.said.clear()
        self.told_up_to = self.heard or 0

    def check_ends(self, texts: dict[str, str], live: dict[str, int]) -> None:
        """A list's feed names the ends of what stood on it, and of nothing else."""
        stands_on: dict[str, set[str]] = {}
        for path, words in self.lists(live).items():
            if path.endswith("/"):
                for word in words:
                    stands_on.setdefault(self.words[word][0], set()).add(path)
        for which in self.stands_on.keys() - live.keys():
            self.stood_on[which] = self.stands_on[which]
        for which in live:
            self.stood_on.pop(which, None)
        self.stands_on = stands_on
        recalled = {
            each.article_id
            for each in self.paper.publications.values()
            if each.state == "recalled" and each.published_at
        }
        for path in set().union(*stands_on.values()):
            standing = [each for each in texts if re.fullmatch(f"{path}atom.xml", each)]
            expected = {which for which, paths in self.stood_on.items() if path in paths}
            for feed in standing:
                if "<entry" in texts[feed]:
                    assert ends_in(texts[feed]) == expected | recalled, feed

    def everything_is_as_if_read_anew(self) -> None:
        """What a site shows that has lived through it all, one shows that begins now."""
        in_step(self.export, self.paper)
        walked = self.do(self.walker.walk(self.paper))
        self.walks += 1
        anew = self.do(reread(self.paper, walked, self.home / f"anew{self.walks}"))
        for path, page in walked.items():
            assert without_ends(page) == without_ends(anew[path]), path
            assert ends_in(page.body.decode()) <= ends_in(anew[path].body.decode()), path
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
        begun = files(self.home / f"export{self.walks}")
        assert kept.keys() == begun.keys()
        for path, body in kept.items():
            assert without_ends(Shown(200, body, ())) == without_ends(
                Shown(200, begun[path], ())
            ), path

    def check_search(self, shown: set[str]) -> None:
        for word in list(self.words)[-4:]:
            found = self.do(self.paper.get(f"/v1/search?q={word}")).json()
            expected = [f"Headline {word}" for _ in range(word in shown)]
            assert [hit["headline"] for hit in found["results"]] == expected
            facts = self.facts[self.words[word]]
            for name, right, wrong in (
                ("section", facts.section, "weather"),
                ("language", facts.language, "fr"),
                ("topic", "20000005", "20000344"),
                ("place", "Portsmouth", "Bergen"),
                ("person", f"Person {word}", "Grace Sample"),
            ):
                for value, hits in ((right, expected), (wrong, [])):
                    query = f"q={word}&{name}={quote(value)}"
                    found = self.do(self.paper.get(f"/v1/search?{query}")).json()
                    assert [hit["headline"] for hit in found["results"]] == hits, query

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
            assert listed == self.facts[which, revision].is_listed
        for path, words in self.lists(live).items():
            file = f"{path[1:]}index.html" if path.endswith("/") else path[1:]
            found = "".join(texts[each] for each in texts if re.fullmatch(file, each))
            assert {word for word in self.words if word in found} >= words, path
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
