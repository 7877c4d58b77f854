"""Which pictures an item names, and when they are asked for again."""

from __future__ import annotations

from datetime import timedelta

from services.ingest.pictures.errands import errands_of, merged, wait_s, withdrawn_by
from shared.articles import Extras
from shared.media import href_of, pictures_of
from shared.ninjs import AltId
from tests.factories import an_article, an_item

SMALL = {"name": "small", "href": "https://a.example.org/s.jpg", "width": 100, "height": 60}
LARGE = {"name": "large", "href": "https://a.example.org/l.jpg", "width": 3000, "height": 2000}
LEAD = {
    "name": "lead",
    "uri": "urn:wire:pic",
    "type": "picture",
    "renditions": [SMALL, LARGE],
    "descriptions": [
        {"role": "caption", "value": "The ferry."},
        {"role": "altText", "value": "A ferry."},
    ],
    "infoSources": [{"name": "Example Wire", "role": "creditLine"}],
}


def test_each_picture_is_one_errand_for_its_largest_form() -> None:
    [errand] = errands_of(an_article(associations=(LEAD,)), "receipt")

    assert errand.hrefs == (LARGE["href"], SMALL["href"])
    assert errand.guids == ("urn:wire:pic",)
    assert errand.receipt is None


def test_bytes_that_came_along_are_found_in_their_delivery() -> None:
    lead = {**LEAD, "renditions": [{"name": "main", "href": href_of("b" * 64)}]}

    [errand] = errands_of(an_article(associations=(lead,)), "receipt")

    assert (errand.sha256, errand.receipt) == ("b" * 64, "receipt")


def test_a_picture_item_speaks_for_itself_by_all_its_names() -> None:
    article = an_article(
        type="picture",
        renditions=(LARGE,),
        alt_ids=(AltId(role="file", value="photo.jpg"),),
        extras=Extras(creditline="Example Wire"),
    )

    [errand] = errands_of(article, "receipt")
    [said] = errand.statements

    assert said.is_own
    assert said.says.credit == "Example Wire"
    assert errand.guids == (article.item.uri, "urn:copydesk:guid:photo.jpg")


def test_a_storys_own_name_is_not_its_pictures() -> None:
    [errand] = errands_of(an_article(renditions=({**LARGE, "name": "image"},)), "receipt")

    assert errand.guids == ()
    assert not errand.statements[0].is_own


def test_what_a_story_says_of_a_picture_is_read() -> None:
    [picture] = pictures_of(an_item(associations=(LEAD,)))

    assert (picture.says.caption, picture.says.alt, picture.says.credit) == (
        "The ferry.",
        "A ferry.",
        "Example Wire",
    )


def test_a_films_still_is_a_poster() -> None:
    film = {
        "name": "film",
        "uri": "urn:wire:film",
        "type": "video",
        "renditions": [
            {"name": "main", "href": "https://a.example.org/f.mp4", "contentType": "video/mp4"},
            {"name": "poster", "href": "https://a.example.org/f.jpg"},
        ],
    }

    [picture] = pictures_of(an_item(associations=(film,)))

    assert (picture.kind, picture.hrefs) == ("poster", ("https://a.example.org/f.jpg",))


def test_a_withdrawn_picture_is_named_also_without_an_address() -> None:
    gone = {"name": "lead", "uri": "urn:wire:pic", "type": "picture", "pubStatus": "canceled"}

    [(said, names)] = withdrawn_by(an_article(associations=(gone,)))

    assert (said.pub_status, names) == ("canceled", ("urn:wire:pic",))


def test_only_the_web_and_bytes_that_came_are_asked_for() -> None:
    odd = [
        {"name": "x", "href": href} for href in ("file:///etc/passwd", "cid:x", "ftp://a/b.jpg")
    ]

    assert errands_of(an_article(associations=({**LEAD, "renditions": odd},)), "r") == ()


def test_waits_double_and_end() -> None:
    waits = [wait_s(failures, None, 0.5) for failures in range(1, 13)]

    assert waits[:3] == [timedelta(seconds=20), timedelta(seconds=40), timedelta(seconds=80)]
    assert waits[-1] is None
    assert wait_s(1, 600, 0.5) == timedelta(seconds=600)


def test_of_each_item_the_newest_revision_counts() -> None:
    first = errands_of(an_article(associations=(LEAD,)), "r")[0].statements
    second = errands_of(an_article(revision=2, associations=(LEAD,)), "r")[0].statements

    assert merged((*second, *first)) == second
