"""What an item says of its pictures: whose words count, and that none is left of what ended."""

from __future__ import annotations

from typing import Any, Literal

import orjson
import pytest

from services.publish.pictures.shown.keeping import retold
from services.publish.pictures.shown.reading import pictures_in
from services.publish.pictures.shown.showing import Kept, Known, shown_in
from services.publish.pictures.shown.slots import names_of_media
from services.publish.public_item.item import public_revision
from services.publish.publication import Publication, Revision
from services.publish.release import release
from shared.articles import Overlay, PictureEdit
from shared.media import Caption
from tests.factories import MONDAY
from tests.unit.publish.pictures.pictures import a_media, an_association
from tests.unit.publish.stories import SITE, an_approval

SECRET = "Zebra words"
KEY = "urn:wire:picture:1"


def known(ended: Literal["", "canceled", "recalled"] = "", **media: Any) -> Known:
    kept = a_media(**media)
    names = names_of_media(kept.source, kept.sha256, kept.hrefs, kept.guids)
    return dict.fromkeys(names, Kept(media=kept, ended=ended))


def shown(revision: Revision, pictures: Known) -> Revision:
    return shown_in(revision, pictures, MONDAY, site_url=SITE)


def a_story(**picture: Any) -> Revision:
    return public_revision(an_approval(associations=[an_association(**picture)]).data)


def of_a_picture_item() -> Revision:
    association = an_association()
    return public_revision(
        an_approval(
            uri=KEY,
            type="picture",
            descriptions=[
                {"role": "caption", "value": f"{SECRET} caption"},
                {"role": "altText", "value": f"{SECRET} alt"},
                {"role": "summary", "value": "A ferry comes."},
            ],
            copyright_notice=f"{SECRET} notice",
            renditions=association["renditions"],
            associations=[],
        ).data
    )


def test_no_password_in_a_pictures_address_or_words_is_published() -> None:
    address = "https://ann:s3cr@t@pictures.example/1"
    revision = a_story(uri=address)
    with_it = shown(revision, known(guids=(address,), says=Caption(caption=f"See {address}")))

    for each in (revision, with_it, shown(with_it, known(guids=(address,)))):
        assert "ann" not in each.item + "".join(slot.public for slot in each.slots)
        assert "t@pictures" not in each.item
    assert with_it.item.count("https://pictures.example/1") >= 1
    assert len(orjson.loads(shown(with_it, {}).item)["associations"]) == 1


@pytest.mark.parametrize(
    "role",
    [None, "caption", "drol:caption", "text", "description", "summary", "http://x/caption"],
)
def test_a_caption_is_one_whatever_role_a_wire_gives_it(role: str | None) -> None:
    said = {"role": role, "value": "A ferry in the story's words."}
    story = a_story(descriptions=[{k: v for k, v in said.items() if v}])

    [picture] = pictures_in(
        orjson.loads(shown(story, known(says=Caption(caption="The file's words."))).item)
    )

    assert picture.caption == "A ferry in the story's words."


@pytest.mark.parametrize("role", ["creditLine", "credit", "isrol:creditLine", "credit-line"])
def test_a_credit_is_said_once_whatever_its_role(role: str) -> None:
    sources = [{"name": "Coast Wire", "role": role}]

    revision = shown(a_story(infoSources=sources, creditline=None), known())

    [beside] = orjson.loads(revision.item)["associations"]
    assert [each["name"] for each in beside["infoSources"]] == ["Coast Wire"]


def test_of_several_texts_the_same_is_the_caption_in_every_process() -> None:
    texts = [{"role": r, "value": f"by {r}"} for r in ("summary", "description", "caption")]

    [picture] = pictures_in(orjson.loads(shown(a_story(descriptions=texts), known()).item))

    assert picture.caption == "by caption"


@pytest.mark.parametrize("ended", ["canceled", "recalled"])
def test_a_picture_item_says_nothing_of_a_picture_that_ended(
    ended: Literal["canceled", "recalled"],
) -> None:
    before = shown(of_a_picture_item(), known())
    assert SECRET in before.item

    after = shown(before, known(ended))

    assert SECRET not in after.item
    assert "A ferry comes." in after.item
    assert shown(after, known(ended)) is after


def test_no_word_of_a_recalled_picture_is_kept_in_its_place() -> None:
    edit = PictureEdit(picture=KEY, alt=f"{SECRET} alt", caption=f"{SECRET} caption")
    overlay = Overlay(number=1, by="ida", at=MONDAY, pictures=(edit,))
    said = [{"role": "caption", "value": f"{SECRET} wire"}]
    data = an_approval(associations=[an_association(descriptions=said)]).data
    approved = type(data).model_validate({**dict(data), "edit": 1, "overlay": overlay})
    before = shown(public_revision(approved), known())
    assert SECRET in before.model_dump_json()

    after = shown(before, known("recalled"))

    assert SECRET not in after.model_dump_json()
    assert after.slots[0].names == before.slots[0].names
    assert shown(after, known("recalled")) is after


def test_words_that_leave_the_place_of_a_picture_are_no_news() -> None:
    """A kill has told readers already; the recall after it only forgets."""
    event = an_approval(associations=[an_association()])
    first = release(event, None, MONDAY, site_url=SITE, pictures=known()).publication
    assert first is not None
    killed = retold(first, known("canceled"), MONDAY, site_url=SITE)
    assert killed is not None
    assert killed.publication is not None

    done = retold(killed.publication, known("recalled"), MONDAY, site_url=SITE)

    assert done is not None
    publication: Publication | None = done.publication
    assert publication is not None
    assert publication.outbox == killed.publication.outbox
