"""Names of fields by which an embargo is known, in any format."""

from __future__ import annotations

import pytest

from services.ingest.formats.wording.embargo.names import (
    may_name_embargo,
    names_beginning,
    names_embargo,
)

OF_EMBARGOES = [
    "embargoed",
    "embargo",
    "embargo_until",
    "EMBARGO_END",
    "embargo-lift",
    "em\u200bbargoed",
    "ｅｍｂａｒｇｏ",
    "embargó",
    "under_embargo",
    "Sperrfrist",
    "sperrfrist_bis",
    "Spärrfrist",
    "klausul",
    "эмбарго",
    "解禁",
    "報道解禁日時",
    "holdUntil",
    "hold_till",
    "hold-for-release",
    "notBefore",
    "do_not_publish",
    "do_not_use_before",
    "noPublishBefore",
    "notForPublicationUntil",
    "not_for_release_before",
    "neverPublish",
    "publishAfter",
    "releaseAfter",
    "release-time",
    "ambargo",
    "fecha_embargo",
    "X-Embargo",
]
OF_BEGINNINGS = [
    "release_at",
    "releaseDate",
    "release-date-time",
    "publish_at",
    "publishOn",
    "publishes_at",
    "releasingFrom",
    "frees_on",
    "scheduled_for",
    "schedulingTime",
    "scheduledAt",
    "go_live",
    "goLiveAt",
    "available_from",
    "visibleFrom",
    "valid_from",
    "usable_from",
    "lift_time",
    "freigabe_ab",
    "earliestPublication",
    "publicationTime",
    "online_ab",
]
OF_NEITHER = [
    "headline",
    "text",
    "html",
    "uri",
    "version",
    "published",
    "publishedAt",
    "published_at",
    "date_published",
    "pubDate",
    "updated",
    "firstCreated",
    "versionCreated",
    "publisher",
    "publication",
    "release",
    "expires",
    "useBefore",
    "embargoed_text",
    "doNotTrack",
    "doNotIndex",
    "notes",
    "notification",
    "household",
    "threshold",
    "before",
    "after",
    "holder",
    "copyrightHolder",
    "keynote",
    "broadcaster",
    "public",
    "startDate",
    "liveblog",
    "schedule",
    "free",
    "lift",
]


@pytest.mark.parametrize("name", OF_EMBARGOES)
def test_an_embargos_name_is_known_however_it_is_spelled(name: str) -> None:
    assert names_embargo(name)
    assert names_embargo(name.upper())


@pytest.mark.parametrize("name", OF_BEGINNINGS)
def test_a_name_that_says_since_when(name: str) -> None:
    assert names_beginning(name)
    assert not names_embargo(name)


@pytest.mark.parametrize("name", OF_NEITHER)
def test_what_every_story_has_is_neither(name: str) -> None:
    assert not names_embargo(name)
    assert not names_beginning(name)


@pytest.mark.parametrize(
    "name",
    [x for x in (*OF_EMBARGOES, *OF_BEGINNINGS) if x.isascii() or x.startswith("Spä")],
)
@pytest.mark.parametrize("charset", ["utf-8", "utf-16"])
def test_no_payload_with_such_a_name_is_passed_over(name: str, charset: str) -> None:
    assert may_name_embargo(f"<a><{name}>soon</{name}></a>".encode(charset))


def test_most_payloads_are_passed_over() -> None:
    assert not may_name_embargo(b"<rss><item><title>Ferries sail</title></item></rss>")
