from __future__ import annotations

from datetime import UTC, datetime, timedelta

from services.enrichment.steps.kin import Candidate, Similar, find_kin
from services.enrichment.steps.sketch import Sketch, make_sketch
from services.enrichment.words import read
from tests.unit.enrichment.stories import a_text, half, sentences_of, with_footer

MONDAY = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)


def sketch(text: str) -> Sketch:
    found = make_sketch(read(text))
    assert found is not None
    return found


OURS = sketch(a_text(1))


def candidate(
    article_id: str,
    made: Sketch | None = OURS,
    *,
    revision: int = 1,
    minutes: int = 0,
    cluster: str | None = None,
    bands: int = 10,
) -> Candidate:
    at = MONDAY - timedelta(minutes=minutes)
    return Candidate(article_id, revision, at, cluster, made, bands)


def test_alone_a_story_begins_its_own_cluster() -> None:
    kin = find_kin("ours", OURS, Similar.nothing())

    assert (kin.cluster, kin.copies, kin.related) == ("ours", (), ())


def test_a_copy_joins_the_cluster_of_the_oldest() -> None:
    kin = find_kin(
        "ours",
        OURS,
        Similar((candidate("later", cluster="x"), candidate("first", minutes=5, cluster="c"))),
    )

    assert kin.cluster == "c"
    assert {copy.article_id for copy in kin.copies} == {"first", "later"}


def test_a_version_of_the_same_story_is_no_copy_but_keeps_its_cluster() -> None:
    kin = find_kin("ours", OURS, Similar((candidate("ours", cluster="c"),)))

    assert (kin.cluster, kin.copies) == ("c", ())


def test_of_several_revisions_of_a_story_the_nearest_is_named() -> None:
    other = sketch(with_footer(a_text(1), 9))

    kin = find_kin(
        "ours",
        sketch(a_text(1)),
        Similar((candidate("first", sketch(half(sentences_of(1)))),
                 candidate("first", other, revision=2))),
    )  # fmt: skip

    assert [(copy.article_id, copy.revision) for copy in kin.copies] == [("first", 2)]


def test_a_chance_meeting_in_a_band_is_no_kin() -> None:
    kin = find_kin("ours", OURS, Similar((candidate("stranger", sketch(a_text(2))),)))

    assert (kin.copies, kin.related) == ((), ())


def test_a_story_that_shares_a_little_is_related() -> None:
    mixed = sketch(a_text(1, 9) + "\n\n" + a_text(4, 21))

    kin = find_kin("ours", OURS, Similar((candidate("cousin", mixed),)))

    assert (kin.copies, kin.related) == ((), ("cousin",))


def test_common_bands_stand_in_for_a_sketch_that_is_not_there_yet() -> None:
    many = find_kin("ours", OURS, Similar((candidate("twin", None, bands=6),)))
    few = find_kin("ours", OURS, Similar((candidate("other", None, bands=1),)))

    assert [copy.article_id for copy in many.copies] == ["twin"]
    assert few.copies == ()


def test_a_text_too_short_to_sketch_has_no_kin() -> None:
    kin = find_kin("ours", None, Similar((candidate("first"),)))

    assert (kin.cluster, kin.copies) == ("ours", ())
