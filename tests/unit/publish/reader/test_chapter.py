"""What `docs/site.md` tells the site's operator is so."""

from __future__ import annotations

import re
from pathlib import Path

from services.publish.reader.catalogue.editions import editions, own_name
from services.publish.reader.config import SiteSettings
from services.publish.reader.export import _MARKERS, Export
from services.publish.reader.pages.front import _LEAD_IS_AMONG
from services.publish.settings import PublishSettings
from tests.unit.publish.reader.paper import Paper
from tests.unit.publish.reader.walk import files, in_step
from tests.unit.publish.stories import SITE, STORY, a_kill, a_recall, an_approval

PAGE = (Path(__file__).parents[4] / "docs" / "site.md").read_text("utf-8")
ENGLISH_NAMES = ("English", "German", "French", "Spanish", "Arabic")
NUMBERS = {8: "eight"}


def addresses() -> set[str]:
    """Give what the table of addresses names, each filled in."""
    table = PAGE.partition("## What there is")[2].partition("Where nothing is")[0]
    first_cells = [line.split("|")[1] for line in table.splitlines() if line.startswith("| `")]
    named = re.findall(r"`(?:GET )?([^`…]+)`", " ".join(first_cells))
    return {each if each.startswith("/") else f"/{each}" for each in named}


async def test_every_address_of_the_table_answers(tmp_path: Path) -> None:
    paper = await Paper(tmp_path, site_tdm="reserved").open()
    enrichment = {
        "section": "world",
        "topics": [{"qcode": "medtop:20000005", "name": "cinema", "relevance": 0.9}],
    }
    paper.hear(an_approval(1, enrichment=enrichment))
    story = paper.path_of(STORY)

    asked = addresses()
    assert len(asked) > 20
    for path in asked:
        filled = path.replace("/{section}/{slug}-{id}", story).replace("{section}", "world")
        answer = await paper.get(filled.replace("{article_id}", STORY))
        assert answer.status_code == 200, path
    await paper.readers.close()


def test_every_setting_it_names_exists() -> None:
    known = {*PublishSettings.model_fields, *SiteSettings.model_fields}
    named = re.findall(r"`(?:COPYDESK_)?((?:SITE|INDEXNOW|WEBSUB)_[A-Z_]+)\b", PAGE)

    assert len(set(named)) > 15
    assert {each.lower() for each in named} <= known


def test_the_languages_and_the_rule_of_the_front_are_those_of_the_code() -> None:
    spoken = editions("en", "auto").all
    assert len(spoken) == len(ENGLISH_NAMES)
    assert all(own_name(each) for each in spoken)
    words = " ".join(PAGE.split())
    assert ", ".join(ENGLISH_NAMES[:-1]) + f" and {ENGLISH_NAMES[-1]}" in words
    assert f"the most urgent of the {NUMBERS[_LEAD_IS_AMONG]} newest leads" in words


def test_an_export_leaves_the_markers_it_tells_of(tmp_path: Path) -> None:
    paper = Paper(tmp_path / "site")
    other = "b" * 20
    paper.hear(
        an_approval(1),
        an_approval(1, article_id=other),
        a_kill(1),
        a_recall(1, article_id=other),
    )
    export = Export(tmp_path / "export", SiteSettings(site_url=SITE))
    in_step(export, paper)
    export.close()

    for folder, article_id in zip(_MARKERS.values(), (STORY, other), strict=True):
        assert f"`{folder}/{{id}}`" in PAGE
        assert f"{folder}/{article_id[:10]}" in files(tmp_path / "export")
