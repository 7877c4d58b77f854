"""An export and an index whose process is killed at any moment: nothing lost, nothing stale."""

from __future__ import annotations

import asyncio
import os
import random
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from services.control.machine.tethered import start_tethered
from services.publish.reader.config import SiteSettings
from services.publish.reader.export import Export
from services.publish.release import reinstate, unpublish
from tests.integration.publish.reader.far_paper import Served, a_far_paper
from tests.unit.publish.reader.paper import Paper, ids
from tests.unit.publish.reader.walk import (
    Shown,
    Walker,
    files,
    in_step,
    reread,
    without_ends,
)
from tests.unit.publish.stories import SITE, a_hold, a_kill, a_recall, an_approval

ROOT = Path(__file__).parents[4]
DEATHS = 6
STORIES = ids(12)


class Newsroom:
    """Lets stories come, change, move and go, each revision with a word of its own."""

    def __init__(self, paper: Paper) -> None:
        self._chance = random.Random(16)
        self._paper = paper
        self._revisions = dict.fromkeys(STORIES, 0)

    def work(self, acts: int = 25) -> None:
        for _ in range(acts):
            which = self._chance.choice(STORIES)
            at = max(1, self._revisions[which])
            match self._chance.randrange(12):
                case 0:
                    self._paper.hear(a_kill(at, article_id=which))
                case 1:
                    self._paper.hear(a_recall(at, article_id=which))
                case 2:
                    self._paper.hear(a_hold(at, number=at, article_id=which))
                case 3:
                    self._paper.act(unpublish, which)
                case 4:
                    self._paper.act(reinstate, which)
                case _:
                    self._approve(which)

    def _approve(self, which: str) -> None:
        self._revisions[which] += 1
        word = f"{which[0]}{self._revisions[which]}"
        self._paper.hear(
            an_approval(
                self._revisions[which],
                article_id=which,
                headline=f"Zebra {word} escapes",
                enrichment={
                    "section": self._chance.choice(("world", "sport")),
                    "body": f"A story of zebra {word}.",
                    "people": [{"name": f"Person {word}", "mentions": 1}],
                    "topics": [
                        {"qcode": "medtop:20000005", "name": f"zebra {word}", "relevance": 1}
                    ],
                },
            )
        )


async def dies_at(room: Served, start: Callable[[], subprocess.Popen[bytes]], at: int) -> None:
    """Start a reader and kill it when it asks for the log for the n-th time."""
    process: subprocess.Popen[bytes] | None = None
    left = at
    dead = asyncio.Event()

    def asked() -> None:
        nonlocal left
        left -= 1
        if left == 0 and process is not None:
            process.kill()
            dead.set()

    room.asked = asked
    process = start()
    await asyncio.wait_for(dead.wait(), 60)
    process.wait()
    room.asked = lambda: None


@pytest.mark.crash
@pytest.mark.long
async def test_an_export_that_is_killed_at_any_moment_loses_nothing(tmp_path: Path) -> None:
    paper = Paper(tmp_path / "site")
    newsroom = Newsroom(paper)
    folder = tmp_path / "export"
    command = [str(Path(sys.executable).with_name("copydesk")), "export", str(folder)]

    async with a_far_paper(paper) as room:
        environment = {
            **os.environ,
            "COPYDESK_PUBLISH_URL": room.url,
            "COPYDESK_SITE_URL": SITE,
            "COPYDESK_SITE_TITLE": "The Post & Co",
        }

        def start(*more: str) -> subprocess.Popen[bytes]:
            return start_tethered(
                [*command, *more],
                log=tmp_path / "log",
                directory=ROOT,
                environment=environment,
            )

        for death in range(DEATHS):
            newsroom.work()
            await dies_at(room, lambda: start("--follow"), 2 + death % 5)
        newsroom.work()
        last = start()
        assert await asyncio.to_thread(last.wait, 60) == 0, (tmp_path / "log").read_text()

    known = SiteSettings(site_url=SITE, site_title="The Post & Co")
    anew = Export(tmp_path / "anew", known)
    in_step(anew, paper)
    anew.close()
    kept, expected = files(folder), files(tmp_path / "anew")
    for path in set(kept) - set(expected):
        # Where stories stood before: who begins now cannot know of that.
        assert b'<meta http-equiv="refresh"' in kept.pop(path) or path.endswith(
            ("feed.xml", "atom.xml", "feed.json")
        ), path
    assert kept.keys() == expected.keys()
    for path, body in kept.items():
        one, other = Shown(200, body, ()), Shown(200, expected[path], ())
        assert without_ends(one) == without_ends(other), path
    for gone in (each for each in paper.publications.values() if each.is_gone):
        word = f"Zebra {gone.article_id[0]}".encode()
        assert not [path for path, body in kept.items() if word in body]


@pytest.mark.crash
@pytest.mark.long
async def test_an_index_that_is_killed_at_any_moment_is_as_one_made_anew(
    tmp_path: Path,
) -> None:
    paper = Paper(tmp_path / "site")
    newsroom = Newsroom(paper)
    async with a_far_paper(paper) as room:

        def start() -> subprocess.Popen[bytes]:
            module = "tests.integration.publish.reader.far_paper"
            return start_tethered(
                [sys.executable, "-m", module, str(paper.home), room.url],
                log=tmp_path / "log",
                directory=ROOT,
            )

        for death in range(DEATHS):
            newsroom.work()
            await dies_at(room, start, 2 + death % 5)

    await paper.open()
    walked = await Walker().walk(paper)
    anew = await reread(paper, walked, tmp_path / "anew")
    for path, page in walked.items():
        assert without_ends(page) == without_ends(anew[path]), path
    for which in STORIES:
        found = (await paper.get(f"/v1/search?q={which[0]}{1}")).json()
        assert found["total"] == len(found["results"])
    await paper.readers.close()
