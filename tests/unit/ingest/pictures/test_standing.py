"""What is kept of a picture, and what may end it or bring it back."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.ingest.pictures.facts import PictureFacts
from services.ingest.pictures.standing import (
    KeptPicture,
    Statement,
    end,
    event_of,
    first_kept,
    heard,
    hold,
    release,
    renumbered,
    resume,
)
from shared.events import MediaStored, MediaWithdrawn
from shared.media import Caption
from tests.factories import MONDAY

SHA = "a" * 64
FILE = Caption(caption="In the file", credit="File Wire", alt="In the file")


def a_kept() -> KeptPicture:
    facts = PictureFacts(media_type="image/jpeg", width=10, height=10, says=FILE)
    return first_kept(facts, source="wire", sha256=SHA, size=10, rights=(), at=MONDAY)


def says(
    article_id: str = "story", revision: int = 1, *, own: bool = False, **more: object
) -> Statement:
    return Statement.model_validate(
        {
            "article_id": article_id,
            "revision": revision,
            "is_own": own,
            "at": MONDAY + timedelta(minutes=revision),
            **more,
        }
    )


def test_what_its_item_says_goes_before_the_file() -> None:
    own = says("picture", own=True, says=Caption(caption="By its item"))

    media = heard(a_kept(), [own]).media

    assert (media.says.caption, media.says.credit) == ("By its item", "File Wire")


def test_a_story_does_not_speak_for_the_picture() -> None:
    own = says("picture", own=True, says=Caption(caption="By its item"))
    story = says("story", 9, embargoed_until=MONDAY + timedelta(days=1))

    media = heard(a_kept(), [own, story]).media

    assert (media.says.caption, media.embargoed_until) == ("By its item", None)


def test_a_story_may_say_an_embargo_where_no_item_is_the_picture() -> None:
    until = MONDAY + timedelta(days=1)

    media = heard(a_kept(), [says(embargoed_until=until)]).media

    assert media.embargoed_until == until
    assert not media.is_shown_at(MONDAY)
    assert media.is_shown_at(until)


def test_any_item_of_its_source_may_kill_it_and_none_brings_it_back() -> None:
    killed = heard(a_kept(), [says(pub_status="canceled")])

    again = heard(killed, [says("picture", 5, own=True)])

    assert (killed.ended, again.ended) == ("canceled", "canceled")
    assert resume(again).ended == "canceled"


def test_what_is_withheld_comes_back_by_its_own_item() -> None:
    withheld = heard(a_kept(), [says("picture", 1, own=True, pub_status="withheld")])

    assert withheld.ended == "withheld"
    assert heard(withheld, [says("story", 9)]).ended == "withheld"
    assert heard(withheld, [says("picture", 2, own=True)]).ended is None


def test_an_older_revision_does_not_undo_a_newer() -> None:
    newer = says("picture", 2, own=True, says=Caption(alt="new"))
    older = says("picture", 1, own=True, says=Caption(alt="old"))

    assert heard(a_kept(), [newer, older]).media.says.alt == "new"


def test_the_same_bytes_are_held_until_a_person_has_looked() -> None:
    held = hold(a_kept(), "another withdrew them")

    assert event_of(held).data.state == "held"
    assert not held.media.is_shown_at(MONDAY)
    released = release(held)
    assert isinstance(event_of(released), MediaStored)
    assert hold(released, "again") == released


@pytest.mark.parametrize("how", ["withheld", "canceled", "recalled"])
def test_an_end_is_told_on_the_kill_lane(how: str) -> None:
    ended = end(a_kept(), how, reason="wrong", by="ada")  # type: ignore[arg-type]

    event = event_of(ended)

    assert isinstance(event, MediaWithdrawn)
    assert (event.stream, event.data.state, event.data.reason) == (
        "article.canceled",
        how,
        "wrong",
    )


statements = st.builds(
    says,
    st.sampled_from(["picture", "story", "other"]),
    st.integers(1, 4),
    own=st.booleans(),
    pub_status=st.sampled_from(["usable", "withheld", "canceled"]),
)


@given(st.lists(statements, max_size=6))
def test_hearing_again_changes_nothing(said: list[Statement]) -> None:
    once = heard(a_kept(), said)

    assert renumbered(once, heard(once, said), MONDAY).ended == once.ended
    assert (once.ended == "canceled") == any(each.pub_status == "canceled" for each in said)


@given(st.lists(statements, min_size=1, max_size=6))
def test_numbers_rise_with_what_is_told_and_only_then(said: list[Statement]) -> None:
    kept = a_kept()
    for each in said:
        after = renumbered(kept, heard(kept, [each]), MONDAY + timedelta(hours=1))
        is_same = (after.media, after.ended) == (kept.media, kept.ended)
        assert after.media.number == kept.media.number + (not is_same)
        kept = after
