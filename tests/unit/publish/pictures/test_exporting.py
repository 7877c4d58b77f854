"""A site of files has the pictures of its live stories, and loses them with a kill."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from services.publish.reader.config import SiteSettings
from services.publish.reader.export import Export
from tests.unit.publish.pictures.pictures import a_media, an_association
from tests.unit.publish.reader.paper import Paper
from tests.unit.publish.stories import SITE, STORY, a_kill, an_approval


def files_of(folder: Path) -> list[str]:
    return sorted(str(each.relative_to(folder)) for each in (folder / "media").rglob("*.*"))


async def test_pictures_come_with_their_stories_and_go_first(tmp_path: Path) -> None:
    paper = await Paper(tmp_path / "site").open()
    paper.keep(a_media(width=500, height=400))
    paper.hear(an_approval(associations=[an_association()]))
    asked: list[str] = []

    def fetch(path: str) -> bytes:
        asked.append(path)
        return path.encode()

    folder = tmp_path / "files"
    exported = Export(folder, SiteSettings(site_url=SITE), fetch)

    exported.take(paper.log)
    exported.flush(paper.now)
    page = next(folder.glob(f"*/*-{STORY[:10]}.html")).read_text()
    named = {name for name in files_of(folder) if f"/{name}" in page}

    assert {f"media/{a_media().sha256}/320.jpg", f"media/{a_media().sha256}/640.webp"} <= named
    assert all(path.startswith("/media/") for path in asked)

    rows = len(paper.log)
    paper.hear(a_kill())
    exported.take(paper.log[rows:])
    assert files_of(folder) == []

    exported.flush(paper.now + timedelta(seconds=1))
    assert files_of(folder) == []
    exported.close()
    await paper.readers.close()


async def test_a_killed_picture_leaves_the_files_of_a_story_that_stays(tmp_path: Path) -> None:
    paper = await Paper(tmp_path / "site").open()
    paper.keep(a_media(1), a_media(2))
    paper.hear(an_approval(associations=[an_association(1), an_association(2)]))
    folder = tmp_path / "files"
    exported = Export(folder, SiteSettings(site_url=SITE), lambda path: path.encode())
    exported.take(paper.log)
    exported.flush(paper.now)
    rows = len(paper.log)

    paper.end(a_media(1))
    exported.take(paper.log[rows:])

    left = {name.split("/")[1] for name in files_of(folder)}
    assert left == {a_media(2).sha256}
    exported.close()
    await paper.readers.close()
