"""Stories as content management systems give them; all of it invented."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from tests.unit.ingest.formats.cms.stories import (
    ACTIVITY,
    ALL,
    ARC,
    GHOST,
    SCHEMA_ORG,
    WORDPRESS,
)
from tests.unit.ingest.formats.reading import read, read_one


@pytest.mark.parametrize("name", ALL)
def test_a_systems_story_is_read_as_it_gives_it(name: str) -> None:
    parsed = read(ALL[name])
    ((item, extras),) = parsed.items

    assert parsed.format == name
    assert parsed.problems == ()
    assert item.headline() == "Ferries “Tern” run"
    assert item.by == "Ann Lee"
    assert item.version_created == datetime(2026, 11, 23, 8, 40, tzinfo=UTC)
    assert item.first_created == datetime(2026, 11, 23, 8, 10, 30, tzinfo=UTC)
    assert item.descriptions[0].value == "After two days."
    assert item.bodies[0].value.startswith(("<p>It runs again.</p>", "It runs again."))
    assert "[ad_slot" not in item.bodies[0].value
    assert item.uri
    if name != "arc":
        assert (extras.url or "").rstrip("/") == "https://post.example/ferry-runs"
    assert item.associations[0]["renditions"][0]["href"] == "https://post.example/1.jpg"
    assert "ships" in extras.keywords or item.subjects[0].name == "ships"


@pytest.mark.parametrize(
    "envelope",
    [
        lambda one: one,
        lambda one: [one],
        lambda one: {"data": {"items": [one]}},
        lambda one: {"total": 1, "results": [one]},
    ],
    ids=["alone", "a list", "an envelope in one", "an envelope"],
)
@pytest.mark.parametrize(
    "story", [WORDPRESS, GHOST, ARC, SCHEMA_ORG], ids=["WordPress", "Ghost", "Arc", "JSON-LD"]
)
def test_a_systems_story_may_come_in_any_envelope(story: Any, envelope: Any) -> None:
    assert read_one(envelope(story)).item.headline() == "Ferries “Tern” run"


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        (WORDPRESS | {"status": "draft"}, "withheld"),
        (WORDPRESS | {"status": "trash"}, "canceled"),
        (GHOST | {"status": "draft"}, "withheld"),
        (ARC | {"revision": {"published": False}}, "withheld"),
        (SCHEMA_ORG | {"embargoedUntil": "some day"}, "withheld"),
    ],
)
def test_what_a_system_has_not_published_is_not_usable(sent: Any, status: str) -> None:
    assert read_one(sent).item.pub_status == status


def test_a_scheduled_post_is_under_embargo_until_its_date() -> None:
    later = WORDPRESS | {"status": "future", "date_gmt": "2026-12-24T08:00:00"}

    until = read_one(later).item.embargoed_until

    assert until is not None
    assert until.isoformat() == "2026-12-24T08:00:00+00:00"


def test_a_story_that_came_without_its_text_is_told() -> None:
    parsed = read(GHOST | {"html": None, "lexical": "{}"})

    assert parsed.items
    assert any("without its text" in problem.detail for problem in parsed.problems)


def test_each_story_of_a_graph_is_read() -> None:
    graph = {"@context": "https://schema.org", "@graph": [{"@type": "WebSite"}, SCHEMA_ORG]}

    assert read_one(graph).item.headline() == "Ferries “Tern” run"


@pytest.mark.parametrize(
    "told",
    [
        {
            "type": "Delete",
            "actor": "https://post.example/desk",
            "object": "https://post.example/1",
        },
        {
            "type": "Delete",
            "id": "x",
            "object": {"type": "Tombstone", "id": "https://post.example/1"},
        },
        {
            "type": "Tombstone",
            "id": "https://post.example/1",
            "deleted": "2026-11-23T09:00:00Z",
        },
    ],
    ids=["by name", "a tombstone", "a tombstone alone"],
)
def test_what_an_outbox_deletes_is_killed(told: Any) -> None:
    item = read_one({"type": "OrderedCollectionPage", "orderedItems": [told]}).item

    assert (item.uri, item.pub_status) == (read_one(ACTIVITY).item.uri, "canceled")


def test_what_is_not_for_the_public_is_withheld() -> None:
    private = ACTIVITY | {"to": ["https://post.example/followers"]}

    assert read_one(private).item.pub_status == "withheld"
