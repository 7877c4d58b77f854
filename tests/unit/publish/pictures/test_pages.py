"""A picture's way to readers: on pages, in feeds, in the log; and away from there again."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import extruct
import feedparser
import orjson
import pytest
from jsonschema import Draft202012Validator
from lxml import etree, html
from lxml.html import HtmlElement

from shared.articles import Overlay, PictureEdit
from shared.events import ArticleApproved
from shared.payloads import Approved
from tests.unit.publish.pictures.pictures import HREF, a_media, an_association
from tests.unit.publish.reader.paper import Paper
from tests.unit.publish.stories import STORY, a_kill, an_approval

SCHEMA = Path(__file__).parents[5] / "shared/corpus/ninjs/schema/ninjs-schema_3.1.json"


@pytest.fixture
async def paper(tmp_path: Path) -> AsyncIterator[Paper]:
    paper = await Paper(tmp_path).open()
    yield paper
    await paper.readers.close()


async def page_of(paper: Paper, path: str) -> HtmlElement:
    return html.fromstring(await paper.text(path))


def found(element: HtmlElement, path: str) -> list[Any]:
    """Give what an XPath finds; lxml's stubs cannot know what that is."""
    result: Any = element.xpath(path)
    return list(result)


def item_of(paper: Paper) -> dict[str, Any]:
    row = paper.log[-1]
    assert row.item is not None
    found: dict[str, Any] = orjson.loads(row.item)
    return found


async def with_a_picture(paper: Paper) -> None:
    paper.keep(a_media())
    paper.hear(an_approval(associations=[an_association()]))


async def test_a_story_shows_its_picture_with_its_words(paper: Paper) -> None:
    await with_a_picture(paper)

    page = await page_of(paper, paper.path_of(STORY))

    [figure] = found(page, "//article//figure")
    [image] = found(figure, ".//img")
    sha = a_media().sha256
    assert image.get("alt") == "A white ferry between two piers."
    assert (image.get("width"), image.get("height")) == ("1600", "1067")
    assert f"/media/{sha}/960.jpg 960w" in image.get("srcset")
    assert image.get("sizes")
    assert image.get("loading") is None
    [caption] = found(figure, ".//figcaption")
    assert "The first ferry enters the harbour" in caption.text_content()
    assert "Example Wire" in caption.text_content()


async def test_only_what_is_at_once_in_sight_is_loaded_at_once(paper: Paper) -> None:
    paper.keep(a_media(1), a_media(2))
    paper.hear(an_approval(associations=[an_association(1), an_association(2)]))

    page = await page_of(paper, paper.path_of(STORY))

    assert found(page, "//figure//img/@loading") == ["lazy"]
    assert len(found(page, "//figure//img")) == 2


async def test_the_front_page_has_a_teaser_with_the_picture(paper: Paper) -> None:
    await with_a_picture(paper)

    page = await page_of(paper, "/")

    [image] = found(page, "//article//img")
    assert image.get("alt")
    assert "-auto.jpg" in image.get("src")
    assert int(image.get("width")) * 2 == int(image.get("height")) * 3 - 1


async def test_our_policy_lets_our_own_pictures_in(paper: Paper) -> None:
    await with_a_picture(paper)

    policy = (await paper.get("/")).headers["content-security-policy"]

    assert "img-src 'self'" in policy


async def test_a_stranger_reads_it_from_the_linked_data(paper: Paper) -> None:
    await with_a_picture(paper)

    told = extruct.extract(
        await paper.text(paper.path_of(STORY)), syntaxes=["json-ld", "opengraph"]
    )

    [image] = told["json-ld"][0]["image"]
    assert image["@type"] == "ImageObject"
    assert image["contentUrl"] == f"http://site.example/media/{a_media().sha256}/1600.jpg"
    assert image["creditText"] == "Example Wire"
    assert image["copyrightNotice"] == "© 2026 Example Wire"
    assert image["license"].startswith("http://site.example/")
    assert image["caption"].startswith("The first ferry")
    graph = dict(told["opengraph"][0]["properties"])
    assert graph["og:image"].startswith("http://site.example/media/")
    assert "summary_large_image" in await paper.text(paper.path_of(STORY))


async def test_a_stranger_reads_it_from_every_feed(paper: Paper) -> None:
    await with_a_picture(paper)
    sha = a_media().sha256

    rss = feedparser.parse(await paper.text("/feed.xml"))
    atom = feedparser.parse(await paper.text("/atom.xml"))
    feed = json.loads(await paper.text("/feed.json"))
    sitemap = etree.fromstring((await paper.text("/news-sitemap.xml")).encode())

    [media] = rss.entries[0].media_content
    assert media["url"] == f"http://site.example/media/{sha}/1600.jpg"
    assert media["medium"] == "image"
    assert rss.entries[0].media_credit[0]["content"] == "Example Wire"
    assert "The first ferry" in (await paper.text("/feed.xml"))
    [enclosure] = atom.entries[0].enclosures
    assert (enclosure["href"], enclosure["type"]) == (media["url"], "image/jpeg")
    assert feed["items"][0]["image"] == media["url"]
    namespace = "{http://www.google.com/schemas/sitemap-image/1.1}"
    assert [each.text for each in sitemap.iter(f"{namespace}loc")] == [media["url"]]


async def test_the_log_has_our_addresses_and_none_of_the_agencys(paper: Paper) -> None:
    await with_a_picture(paper)

    item = item_of(paper)

    renditions = item["associations"][0]["renditions"]
    assert [each["width"] for each in renditions] == [320, 640, 960, 1600]
    assert all(each["href"].startswith("http://site.example/media/") for each in renditions)
    assert HREF not in json.dumps(item)
    if SCHEMA.is_file():
        schema = Draft202012Validator(json.loads(SCHEMA.read_text()))
        assert [error.message for error in schema.iter_errors(item)] == []


async def test_a_picture_that_comes_later_is_an_update_of_the_same_revision(
    paper: Paper,
) -> None:
    paper.hear(an_approval(associations=[an_association()]))
    assert "<figure" not in await paper.text(paper.path_of(STORY))

    paper.keep(a_media())

    assert [row.type.split(".")[2] for row in paper.log] == ["published", "updated"]
    assert [(row.revision, row.step) for row in paper.log] == [(1, 1), (1, 2)]
    assert paper.log[0].hash != paper.log[1].hash
    assert "<figure" in await paper.text(paper.path_of(STORY))


async def test_a_killed_picture_leaves_every_page_feed_and_item(paper: Paper) -> None:
    await with_a_picture(paper)
    paths = (paper.path_of(STORY), "/", "/feed.xml", "/atom.xml", "/feed.json")
    assert all([a_media().sha256 in await paper.text(path) for path in paths])

    paper.end(a_media())

    assert not any([a_media().sha256 in await paper.text(path) for path in paths])
    assert paper.log[-1].type == "copydesk.article.updated.v1"
    assert "associations" not in item_of(paper)


@pytest.mark.parametrize(
    "changes",
    [
        {"pub_status": "withheld"},
        {"held": "another source killed it"},
        {"expires": "2020-01-01T00:00:00Z"},
        {"embargoed_until": "2100-01-01T00:00:00Z"},
    ],
    ids=lambda each: next(iter(each)),
)
async def test_what_may_not_be_seen_is_not_spoken_of(
    paper: Paper, changes: dict[str, Any]
) -> None:
    paper.keep(a_media(**changes))
    paper.hear(an_approval(associations=[an_association()]))

    assert "associations" not in item_of(paper)
    assert a_media().sha256 not in await paper.text(paper.path_of(STORY))


async def test_a_picture_whose_embargo_ends_is_told_then(paper: Paper) -> None:
    until = paper.now + timedelta(hours=1)
    paper.keep(a_media(embargoed_until=until))
    paper.hear(an_approval(associations=[an_association()]))
    assert len(paper.log) == 1

    paper.now = until
    paper.keep()

    assert a_media().sha256 in await paper.text(paper.path_of(STORY))


async def test_a_killed_story_stays_killed_when_its_picture_comes(paper: Paper) -> None:
    paper.hear(an_approval(associations=[an_association()]), a_kill())
    rows = len(paper.log)

    paper.keep(a_media())

    assert len(paper.log) == rows
    assert (await paper.get(f"/v1/articles/{STORY}")).status_code in (404, 410)


def edited(*pictures: PictureEdit, associations: list[dict[str, Any]]) -> ArticleApproved:
    data = an_approval(decision=2, associations=associations).data
    overlay = Overlay(number=1, by="Ada", at=data.at, pictures=pictures)
    changed = Approved.model_validate({**dict(data), "edit": 1, "overlay": overlay})
    return ArticleApproved.of(changed, at=data.at, nth=2)


async def test_what_a_person_chose_is_what_readers_see(paper: Paper) -> None:
    three = [an_association(1), an_association(2), an_association(3)]
    paper.keep(a_media(1), a_media(2), a_media(3))
    paper.hear(an_approval(associations=three))

    paper.hear(
        edited(
            PictureEdit(
                picture="urn:wire:picture:2",
                alt="Two piers.",
                caption="The ferry, seen from the sea.",
                focus="25x60",
                lead=True,
            ),
            PictureEdit(picture="urn:wire:picture:3", dropped=True),
            associations=three,
        )
    )

    page = await page_of(paper, paper.path_of(STORY))
    first, second = found(page, "//figure//img")
    assert a_media(2).sha256 in first.get("src")
    assert a_media(1).sha256 in second.get("src")
    assert first.get("alt") == "Two piers."
    assert "The ferry, seen from the sea." in page.text_content()
    assert f"{a_media(2).sha256}/640-25x60.jpg" in await paper.text("/")
    assert a_media(3).sha256 not in await paper.text(paper.path_of(STORY))


async def test_a_held_picture_is_shown_once_a_person_releases_it(paper: Paper) -> None:
    held = a_media(held="Another source has withdrawn the same bytes.")
    paper.keep(held)
    paper.hear(an_approval(associations=[an_association()]))
    assert held.sha256 not in await paper.text(paper.path_of(STORY))

    release = PictureEdit(picture="urn:wire:picture:1", released=True)
    paper.hear(edited(release, associations=[an_association()]))

    assert held.sha256 in await paper.text(paper.path_of(STORY))


async def test_an_item_that_is_a_picture_is_shown_as_one(paper: Paper) -> None:
    picture = an_association()
    paper.keep(a_media(width=1000, height=1500))
    paper.hear(an_approval(type="picture", renditions=picture["renditions"]))

    assert item_of(paper)["renditions"][-1]["width"] == 1000
    assert a_media().sha256 in await paper.text(paper.path_of(STORY))
    assert HREF not in json.dumps(item_of(paper))


async def test_film_passes_through_by_reference_with_its_still(paper: Paper) -> None:
    film = an_association(
        type="video",
        headlines=[{"role": "main", "value": "The ferry at sea"}],
        renditions=[
            {
                "name": "film",
                "href": "https://wire.example/ferry.mp4",
                "contentType": "video/mp4",
                "duration": 65.2,
            },
            {
                "name": "subtitles",
                "href": "https://wire.example/ferry.vtt",
                "contentType": "text/vtt",
            },
            {"name": "poster", "href": f"{HREF}&n=1", "contentType": "image/jpeg"},
        ],
    )
    paper.keep(a_media())
    paper.hear(an_approval(associations=[film]))

    page = await page_of(paper, paper.path_of(STORY))
    links = found(page, "//figure//a/@href")
    feed = json.loads(await paper.text("/feed.json"))

    assert links == ["https://wire.example/ferry.mp4", "https://wire.example/ferry.vtt"]
    assert "1:05" in page.text_content()
    assert a_media().sha256 in found(page, "//figure//img/@src")[0]
    assert feed["items"][0]["attachments"][0]["duration_in_seconds"] == 65.2
    assert a_media().sha256 in feed["items"][0]["image"]


async def test_a_picture_that_comes_is_no_other_version_of_the_text(tmp_path: Path) -> None:
    paper = await Paper(tmp_path, site_versions=True).open()
    paper.hear(an_approval(associations=[an_association()]))
    paper.keep(a_media())

    assert "/changes" not in await paper.text(paper.path_of(STORY))
    await paper.readers.close()


async def test_wires_cannot_show_what_they_have_not_sent(paper: Paper) -> None:
    """An address of ours in a wire's item shows nothing, nor anybody else's bytes."""
    theirs = a_media(source="other-wire")
    paper.keep(theirs)
    ours = f"http://site.example/media/{theirs.sha256}/1600"
    forged = an_association(
        renditions=[
            {
                "name": "w1600",
                "href": ours,
                "contentType": "image/jpeg",
                "width": 9,
                "height": 9,
            }
        ]
    )

    paper.hear(an_approval(associations=[forged]))

    assert theirs.sha256 not in json.dumps(item_of(paper))
    assert theirs.sha256 not in await paper.text(paper.path_of(STORY))


async def test_terms_that_pictures_share_are_said_once(paper: Paper) -> None:
    for number in (1, 2, 3):
        paper.keep(a_media(number))
    unnamed = {"infoSources": [], "creditline": "", "copyrightNotice": ""}
    paper.hear(
        an_approval(
            associations=[an_association(1), an_association(2), an_association(3, **unnamed)]
        )
    )

    page = await page_of(paper, paper.path_of(STORY))

    said = [
        " ".join(each.text_content().split()) for each in found(page, "//*[@id='rights']/p")
    ]
    assert [each for each in said if each.startswith("Picture")] == [
        "Picture: Example Wire. © 2026 Example Wire. No sales.",
        "Picture: No sales.",
    ]
