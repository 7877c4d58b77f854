"""A story's life in words."""

from datetime import UTC, datetime

from rich.text import Text

from services.control.answers import Life, OnFront, Reason, Record, Revision
from services.control.commands.stories.explain import lay_out


def test_a_life_is_told_revision_by_revision_with_reasons_versions_and_who() -> None:
    at = datetime(2026, 11, 23, 8, 10, 30, 412000, tzinfo=UTC)
    reason = Reason(
        rule="link_farm", severity="doubt", score=0.98, explanation="12 sites [odd]"
    )
    life = Life(
        article_id="abc",
        state="held",
        revisions=(
            Revision(
                revision=3,
                records=(
                    Record(
                        stage="moderation",
                        at=at,
                        outcome="held",
                        by="policy",
                        reasons=(reason,),
                        versions={"policy": "1+5f0c2a91"},
                    ),
                ),
            ),
        ),
    )

    told = "\n".join(Text.from_markup(line).plain for line in lay_out(life))

    assert "abc is held" in told
    assert "revision 3" in told
    assert "2026-11-23 08:10:30.412  moderation held by policy  (policy 1+5f0c2a91)" in told
    assert "link_farm doubt 0.98: 12 sites [odd]" in told


def test_a_live_revision_is_named_beside_the_newer_one_that_waits() -> None:
    life = Life(
        article_id="abc",
        state="held",
        live_revision=1,
        revisions=(
            Revision(revision=1, state="published"),
            Revision(revision=2, state="held"),
        ),
    )

    first = Text.from_markup(lay_out(life)[0]).plain

    assert first == "abc is held (r1 live, r2 held)"


def test_a_story_on_a_front_is_told_with_its_place_and_why() -> None:
    places = (
        OnFront(edition="en", place=1, why="The most urgent of the 8 newest (urgency 1)."),
        OnFront(edition="en", section="sport", place=2, why="Put in place 2 by ada [odd]."),
    )

    told = [Text.from_markup(line).plain for line in lay_out(Life(article_id="abc"), places)]

    assert told[1:] == [
        "  en front, place 1: The most urgent of the 8 newest (urgency 1).",
        "  en front of sport, place 2: Put in place 2 by ada [odd].",
    ]
