from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.ingest.formats.parsed import ParsedItem
from services.ingest.identity.arrival import arrive
from services.ingest.identity.ids import article_id, named_id, receipt_id
from services.ingest.identity.names import other_names, stop_names
from services.ingest.identity.pages import canonical_url
from services.ingest.identity.versions import fingerprint, in_utc, version_number, written
from shared.articles import Article, Extras, SourceFacts
from shared.ninjs import AltId, Item, Text

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


def an_item(**changes: Any) -> Item:
    ordinary: dict[str, Any] = {
        "uri": "urn:wire:story-1",
        "headlines": (Text(value="Harbour reopens"),),
        "bodies": (Text(value="The harbour reopened on Monday."),),
    }
    return Item(**(ordinary | changes))


def _fingerprint(item: Item, extras: Extras) -> str:
    return fingerprint(item, written(item, extras))


@pytest.mark.parametrize(
    ("url", "canonical"),
    [
        ("HTTPS://News.Example.COM/World/", "https://news.example.com/World"),
        ("https://example.com:443/a", "https://example.com/a"),
        ("http://example.com:8080/a", "http://example.com:8080/a"),
        ("https://example.com/a?utm_source=x&id=7&fbclid=9", "https://example.com/a?id=7"),
        ("https://example.com/a?b=2&a=1", "https://example.com/a?a=1&b=2"),
        ("https://example.com/a#comments", "https://example.com/a"),
        ("https://user:secret@example.com/a", "https://example.com/a"),
        ("https://example.com/%7Eeva/caf%c3%a9", "https://example.com/~eva/caf%C3%A9"),
        ("https://example.com/a/./b/../c", "https://example.com/a/c"),
        ("https://example.com", "https://example.com"),
        ("  https://example.com./a ", "https://example.com/a"),
        ("https://example.com/a?flag=", "https://example.com/a?flag="),
        ("http://[2001:DB8::1]:80/a", "http://[2001:db8::1]/a"),
    ],
)
def test_one_page_has_one_spelling(url: str, canonical: str) -> None:
    assert canonical_url(url) == canonical


@pytest.mark.parametrize(
    "text",
    ["", "story-1", "urn:a:b", "mailto:a@example.com", "http://", "http://[", "http://a:99999/",
     "https://exa mple.com/", "javascript:alert(1)", "/relative"],
)  # fmt: skip
def test_what_is_no_web_address_has_no_spelling(text: str) -> None:
    assert canonical_url(text) is None


@given(st.one_of(st.text(), st.text().map(lambda text: f"https://example.com/{text}")))
def test_spelling_a_page_again_changes_nothing(url: str) -> None:
    once = canonical_url(url)

    assert once is None or canonical_url(once) == once


def test_a_story_has_the_same_id_whatever_its_words() -> None:
    first = article_id("wire", an_item(), None)
    corrected = article_id("wire", an_item(headlines=(Text(value="Port reopens"),)), None)

    assert first == corrected
    assert len(first) == 20
    assert set(first) <= set("abcdefghijklmnopqrstuvwxyz234567")


def test_two_wires_with_the_same_uri_tell_two_stories() -> None:
    assert article_id("north", an_item(), None) != article_id("south", an_item(), None)


def test_without_a_uri_the_page_names_the_story() -> None:
    nameless = an_item(uri=None)
    by_page = article_id("wire", nameless, "https://example.com/a?utm_medium=rss")

    assert by_page == article_id("wire", nameless, "http://EXAMPLE.com/a/")
    assert by_page != article_id("wire", nameless, "https://example.com/b")


def test_without_uri_and_page_the_words_name_the_story() -> None:
    nameless = an_item(uri=None)
    spaced = an_item(uri=None, bodies=(Text(value="<p>The harbour\n reopened on MONDAY.</p>"),))

    assert article_id("wire", nameless, None) == article_id("wire", spaced, None)


def test_an_alt_id_that_is_the_uri_of_a_story_names_it() -> None:
    assert named_id("wire", " urn:wire:story-1 ") == article_id("wire", an_item(), None)


@pytest.mark.parametrize(
    "url",
    [
        "http://example-news.org/2026/ferry",
        "https://m.example-news.org/2026/ferry/",
        "https://amp.example-news.org/2026/ferry?utm_source=x#top",
        "https://www.example-news.org/2026/ferry/amp/",
        "https://WWW.example-news.org/2026/%66erry/index.html",
        "https://www.example-news.org/2026/ferry\u200b",
    ],
)
def test_a_killed_page_is_known_however_it_is_shown(url: str) -> None:
    killed = stop_names(
        an_item(uri=None), Extras(url="https://www.example-news.org/2026/ferry")
    )

    assert {*killed} & {*stop_names(an_item(uri=url), Extras())}


@pytest.mark.parametrize(
    "url",
    [
        "https://www.example-news.org/2026/ferry.html",
        "https://example-news.org/2026/ferry/print",
        "https://example-news.org/2026/ferry?amp=1",
        "https://example-news.org/2026/ferry?outputType=amp&ref=home",
        "//example-news.org/2026/ferry",
        "feed:https://example-news.org/2026/ferry",
        "https://example--news-org.cdn.ampproject.org/c/s/www.example-news.org/2026/ferry",
        "https://web.archive.org/web/20261123081030/https://example-news.org/2026/ferry",
        "https://example-news.org/2026/ferr\u0443",
    ],
)
def test_nor_does_it_matter_who_shows_it(url: str) -> None:
    killed = stop_names(
        an_item(uri=None), Extras(url="https://www.example-news.org/2026/ferry")
    )

    assert {*killed} & {*stop_names(an_item(uri=url), Extras())}


@pytest.mark.parametrize(
    "again",
    [
        "urn:wire:stоry–2026‑11−1",
        "urn:wıre:ꜱᴛᴏʀʏ-٢٠٢٦-11-1",
        "urn:wire:s\u0307tory-2026-11-1",
        "URN%253AWIRE%253Astory-2026-11-1",
        "<urn:wire:story-2026-11-1>",
        '"urn:wire:story-2026-11-1".',
        "urn:wire:story-2026-11-1/",
        "urn:wire:story-2026-11-1#2",
        "urn:wire:story-2026-11-1\u2800",
    ],
)
def test_signs_that_look_alike_make_no_other_name(again: str) -> None:
    first = {*stop_names(an_item(uri="urn:wire:story-2026-11-1"), Extras())}

    assert first & {*stop_names(an_item(uri=again), Extras())}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("urn:wire:story-11-1", "urn:wire:story-1-11"),
        ("https://example.org/show?id=1", "https://example.org/show?id=2"),
        ("https://example.org/show?view=1", "https://example.org/show?view=2"),
        ("https://example.org/2026/print", "https://example.org/2027/print"),
        ("https://example.org/amp?ref=1", "https://example.org/print?ref=1"),
        ("https://web.archive.org/web/2026/", "https://web.archive.org/web/2027/"),
    ],
)
def test_other_stories_keep_their_own_names(one: str, other: str) -> None:
    first = {*stop_names(an_item(uri=one), Extras())}

    assert not first & {*stop_names(an_item(uri=other), Extras())}


def test_home_pages_are_no_names_however_they_are_shown() -> None:
    for page in ("https://www.example-news.org/amp", "https://m.example-news.org/index.html"):
        assert "example-news.org/" not in stop_names(an_item(uri=page), Extras())
        assert "example-news.org" not in stop_names(an_item(uri=page), Extras())


def test_a_quoted_name_is_known_unquoted() -> None:
    assert "urn:wire:story-1" in stop_names(an_item(uri="urn%3Awire%3Astory-1"), Extras())


def test_slugs_are_no_names() -> None:
    alt_ids = (
        AltId(role="slug", value="BC-Weather"),
        AltId(role="internal", value="4711"),
        AltId(value="4711"),
        AltId(value="urn:wire:story-1"),
    )

    assert other_names(an_item(alt_ids=alt_ids)) == ("4711",)


@pytest.mark.parametrize(
    ("version", "number"),
    [("1", 1), (" 42 ", 42), ("007", 7), ("0", 0), (None, None), ("", None), ("1.0", None),
     ("-1", None), ("²", None), ("١", None), ("9" * 19, None),
     ("20261123120000", 20261123120000)],
)  # fmt: skip
def test_a_version_is_a_whole_number_or_none(version: str | None, number: int | None) -> None:
    assert version_number(version) == number


@pytest.mark.parametrize(
    "changes",
    [
        {"version": "9"},
        {"version_created": NOON},
        {"first_created": NOON},
        {"content_created": NOON},
    ],
    ids=["version", "version created", "first created", "content created"],
)
def test_transmission_is_no_news(changes: dict[str, Any]) -> None:
    assert _fingerprint(an_item(**changes), Extras()) == _fingerprint(an_item(), Extras())


def test_the_wires_own_counter_is_no_news() -> None:
    assert _fingerprint(an_item(), Extras(sequence="0815")) == _fingerprint(an_item(), Extras())


@pytest.mark.parametrize(
    "changes",
    [
        {"pub_status": "withheld"},
        {"embargoed_until": NOON},
        {"expires": NOON},
        {"usage_terms": "not in the north"},
        {"rights_info": {"geographicScope": "DE"}},
        {"headlines": (Text(value="Port reopens"),)},
        {"urgency": 1},
        {"ed_note": "Corrects day"},
    ],
    ids=["status", "embargo", "expiry", "terms", "rights", "headline", "urgency", "note"],
)
def test_everything_else_is_news(changes: dict[str, Any]) -> None:
    assert _fingerprint(an_item(**changes), Extras()) != _fingerprint(an_item(), Extras())


@pytest.mark.parametrize("uri", ["urn:wire:story-1", " urn:wire:story-1 ", None])
@pytest.mark.parametrize(
    "extras", [Extras(), Extras(sequence="0815", url="https://example.com/a", signals=("x",))]
)
def test_what_is_hashed_is_what_is_stored(uri: str | None, extras: Extras) -> None:
    arrival = arrive(ParsedItem(an_item(uri=uri), extras), source="wire", receipt="r")
    article = Article(
        article_id=arrival.article_id,
        revision=1,
        source=SourceFacts(id="wire"),
        received_at=NOON,
        item=arrival.item,
        extras=arrival.extras,
    )

    stored = article.model_dump(mode="json", exclude_defaults=True)
    assert stored["item"] == arrival.written.item
    assert stored.get("extras", {}) == arrival.written.extras


def test_an_embargo_in_another_time_zone_is_the_same_embargo() -> None:
    cologne = NOON.astimezone(timezone(timedelta(hours=1)))

    assert _fingerprint(an_item(embargoed_until=NOON), Extras()) == _fingerprint(
        an_item(embargoed_until=cologne), Extras()
    )


def test_the_order_of_keys_in_foreign_json_is_no_news() -> None:
    one = an_item(rights_info={"a": 1, "b": 2})
    other = an_item(rights_info={"b": 2, "a": 1})

    assert _fingerprint(one, Extras()) == _fingerprint(other, Extras())


def test_a_moment_at_the_end_of_the_calendar_is_none() -> None:
    last = datetime.max.replace(tzinfo=timezone(timedelta(hours=-12)))

    assert in_utc(last) is None


@given(
    st.datetimes(min_value=datetime(2000, 1, 1), max_value=datetime(2200, 1, 1)),  # noqa: DTZ001  hypothesis
    st.integers(min_value=1, max_value=10**9),
    st.integers(min_value=0, max_value=2**80 - 1),
)
def test_receipts_sort_by_time(moment: datetime, later_ms: int, chance: int) -> None:
    now = moment.replace(tzinfo=UTC)
    first = receipt_id(now, 2**80 - 1)
    second = receipt_id(now + timedelta(milliseconds=later_ms), chance)

    assert first < second
    assert len(first) == 26
    assert first.isalnum()
