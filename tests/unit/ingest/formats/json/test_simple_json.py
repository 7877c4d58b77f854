from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from services.ingest.formats.parsed import UnreadableError
from tests.unit.ingest.formats.reading import at, read, read_one

STORY = {"headline": "Ferries resume", "text": "They sail again.\n\nFrom Monday."}


def test_headline_and_text_are_enough() -> None:
    item = read_one(STORY).item

    body = item.body()
    assert item.headline() == "Ferries resume"
    assert body is not None
    assert (body.content_type, body.value) == ("text/plain", STORY["text"])
    assert item.pub_status == "usable"


def test_everything_it_may_say_arrives() -> None:
    item, extras = read_one(
        {
            "uri": "urn:x:1",
            "version": 3,
            "url": "https://example.org/1",
            "headline": "Ferries <b>resume</b>",
            "html": '<p>They sail.</p><script>x()</script><a href="/more">more</a>',
            "language": "en_GB",
            "pubstatus": "withheld",
            "embargoed": "2026-11-24T09:00:00+01:00",
        }
    )

    assert (item.uri, item.version, item.language) == ("urn:x:1", "3", "en-GB")
    assert item.pub_status == "withheld"
    assert item.embargoed_until == datetime(2026, 11, 24, 8, tzinfo=UTC)
    assert item.headline() == "Ferries resume"
    assert extras.url == "https://example.org/1"
    assert "script" not in item.bodies[0].value
    assert 'href="https://example.org/more"' in item.bodies[0].value


@pytest.mark.parametrize(
    ("change", "pointer"),
    [
        ({"headline": None}, "/headline"),
        ({"headline": "  "}, "/headline"),
        ({"headline": 5.5 * 10**300}, "/headline"),
        ({"headline": ["a"]}, "/headline"),
        ({"text": ""}, "/text"),
        ({"text": {"a": 1}}, "/text"),
    ],
    ids=["none", "blank", "absurd number", "a list", "no text", "text is an object"],
)
def test_what_is_missing_is_named_with_its_place_and_the_way_out(
    change: dict[str, object], pointer: str
) -> None:
    with pytest.raises(UnreadableError) as refused:
        read({**STORY, **change})

    places = {problem.pointer for problem in refused.value.problems}
    assert pointer in places
    assert all(problem.detail and problem.fix for problem in refused.value.problems)


def test_an_unknown_key_is_a_note_and_the_item_is_taken() -> None:
    parsed = read({**STORY, "state": "approved", "trust": "high"})

    assert len(parsed.items) == 1
    assert not at(parsed.problems, "/state").fatal
    assert not at(parsed.problems, "/trust").fatal


def test_a_kill_needs_a_uri_and_no_words() -> None:
    item = read_one({"uri": "urn:x:1", "pubstatus": "canceled"}).item

    assert (item.uri, item.pub_status, item.bodies) == ("urn:x:1", "canceled", ())


def test_an_embargo_that_cannot_be_read_holds_the_item_back() -> None:
    parsed = read({**STORY, "embargoed": "next Tuesday"})

    assert parsed.items[0].item.pub_status == "withheld"
    assert {problem.pointer for problem in parsed.problems} == {"/embargoed"}


def test_a_status_nobody_knows_holds_the_item_back() -> None:
    parsed = read({**STORY, "pubstatus": "draft"})

    assert parsed.items[0].item.pub_status == "withheld"
    assert at(parsed.problems, "/pubstatus")


def test_keys_that_a_database_takes_for_operators_are_left_out() -> None:
    parsed = read({**STORY, "$where": "1", "a": {"$gt": ""}})

    assert at(parsed.problems, "/$where")
    assert at(parsed.problems, "/a/$gt")


def test_a_guid_that_is_no_uri_becomes_one_and_stays_an_alternative() -> None:
    item = read_one({**STORY, "uri": "AAP 115/7"}).item

    assert item.uri == "urn:copydesk:guid:AAP%20115%2F7"
    assert [(alt.role, alt.value) for alt in item.alt_ids] == [("guid", "AAP 115/7")]


def test_one_bad_item_of_a_list_does_not_fail_the_others() -> None:
    parsed = read([STORY, {"headline": "No story"}, 7, STORY])

    assert len(parsed.items) == 2
    assert at(parsed.problems, "/1/text").fatal
    assert at(parsed.problems, "/2").fatal


@pytest.mark.parametrize("name", ["headline", "text"])
@pytest.mark.parametrize("value", [5, 2.5, True, ["x"], {"x": "y"}])
def test_words_that_are_none_are_refused_with_their_place(name: str, value: object) -> None:
    item = {"headline": "Ferries resume", "text": "They sail again.", name: value}

    with pytest.raises(UnreadableError) as error:
        read(item)

    assert f"/{name}" in {problem.pointer for problem in error.value.problems}


@pytest.mark.parametrize("several", [[STORY, STORY], {"items": [STORY, STORY]}])
def test_several_are_taken_bare_or_under_items(several: Any) -> None:
    parsed = read(several)

    assert parsed.format == "simple_json"
    assert [item.item.bodies[0].value for item in parsed.items] == [STORY["text"]] * 2


def test_among_ninjs_none_loses_its_story() -> None:
    ninjs = {"uri": "urn:x:1", "headlines": [{"value": "A"}], "bodies": [{"value": "B"}]}

    parsed = read([STORY, ninjs])

    assert [item.item.bodies[0].value for item in parsed.items] == [STORY["text"], "B"]


@pytest.mark.parametrize(
    ("headline", "status"),
    [("HOLD: Ferries", "withheld"), ("MANDATORY KILL: Ferries", "canceled")],
)
def test_holds_and_kills_in_words_are_heard(headline: str, status: str) -> None:
    assert read_one({**STORY, "headline": headline}).item.pub_status == status
