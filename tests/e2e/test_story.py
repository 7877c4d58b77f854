"""A story's journey: what a wire, a person and a reader would see of it."""

from __future__ import annotations

import html
import re
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from redis import Redis

from tests.e2e.room import Room, a_kill, a_newsroom, a_story

pytestmark = pytest.mark.timeout(240)
DESK = {"authorization": "Bearer desk"}


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Room]:
    with a_newsroom(tmp_path_factory.mktemp("room")) as room:
        yield room


@pytest.fixture(scope="module")
def key(room: Room) -> str:
    return room.add_source("own-wire", rights=["self"])


def receipt(room: Room, key: str, receipt_id: str) -> dict[str, Any]:
    answer = room.http.get(
        f"{room.url('ingest')}/v1/receipts/{receipt_id}",
        headers={"authorization": f"Bearer {key}"},
    )
    answer.raise_for_status()
    found: dict[str, Any] = answer.json()
    return found


def in_state(room: Room, key: str, receipt_id: str, *states: str) -> dict[str, Any]:
    def there() -> dict[str, Any] | None:
        found = receipt(room, key, receipt_id)
        return found if found["state"] in states else None

    found: dict[str, Any] = room.wait_for(there, what=f"the story is {states}")
    return found


def events_of(room: Room, article_id: str) -> list[str]:
    return [
        event["type"].split(".")[2] for event in room.log() if event["subject"] == article_id
    ]


def test_a_story_goes_from_wire_to_reader(room: Room, key: str) -> None:
    answer = room.post(key, a_story(1))
    assert answer.status_code == 202
    taken = answer.json()
    assert answer.headers["location"] == f"/v1/receipts/{taken['receipt']}"

    done = in_state(room, key, taken["receipt"], "published")

    assert done["verdict"] == "approved"
    assert done["published"]["sequence"] >= 1
    page = room.http.get(done["published"]["url"])
    assert page.status_code == 200
    assert a_story(1)["headline"] in page.text
    stages = [
        record["stage"] for record in room.life(taken["article_id"])["revisions"][0]["records"]
    ]
    assert [*dict.fromkeys(stages)] == ["ingest", "enrichment", "moderation", "publish"]
    again = room.post(key, a_story(1))
    assert again.status_code == 200
    assert again.json()["article_id"] == taken["article_id"]
    assert events_of(room, taken["article_id"]) == ["published"]


def test_an_update_keeps_the_address_and_an_older_revision_never_wins(
    room: Room, key: str
) -> None:
    first = room.post(key, a_story(2)).json()
    url = in_state(room, key, first["receipt"], "published")["published"]["url"]
    second = room.post(key, a_story(2, version=3)).json()
    in_state(room, key, second["receipt"], "published")
    older = room.post(key, a_story(2, version=2)).json()
    assert older["state"] == "superseded"

    assert second["article_id"] == first["article_id"]
    assert events_of(room, first["article_id"]) == ["published", "updated"]
    page = room.http.get(url, follow_redirects=True)
    assert "brought up to date for the 3. time" in page.text


def test_a_kill_after_publication_takes_the_story_from_every_channel(
    room: Room, key: str
) -> None:
    story = a_story(3)
    taken = room.post(key, story).json()
    url = in_state(room, key, taken["receipt"], "published")["published"]["url"]

    began = time.monotonic()
    killed = room.post(key, a_kill(story)).json()
    room.wait_for(lambda: room.http.get(url).status_code == 410, what="the page is gone")
    took = time.monotonic() - began

    assert killed["article_id"] == taken["article_id"]
    assert took < 10, "a kill is a matter of seconds"
    room.wait_for(
        lambda: events_of(room, taken["article_id"]) == ["published", "killed"], what="x"
    )
    site = room.url("publish")
    for path in ("/", "/feed.xml", "/atom.xml", "/feed.json", "/news-sitemap.xml"):
        assert story["headline"] not in room.http.get(site + path).text, path
    assert room.http.get(f"{site}/v1/articles/{taken['article_id']}").status_code == 410
    body = story["text"].split("\n\n")[1]
    assert all(body not in str(event) for event in room.log())
    redis: Any = Redis.from_url(room.servers.redis_url)
    stream = redis.xrange("article.published")
    assert all(body.encode() not in str(fields).encode() for _, fields in stream)
    replayed = room.post(key, {**story, "version": "99"}).json()
    assert replayed["state"] == "canceled"
    assert events_of(room, taken["article_id"]) == ["published", "killed"]


def test_a_kill_that_comes_first_blocks_its_story(room: Room, key: str) -> None:
    story = a_story(4)
    killed = room.post(key, a_kill(story)).json()

    late = room.post(key, story).json()

    assert late["article_id"] == killed["article_id"]
    assert late["state"] == "canceled"
    room.wait_for(
        lambda: events_of(room, killed["article_id"]) == ["killed"], what="a row says so"
    )


def test_a_kill_while_its_story_is_enriched_wins(room: Room, key: str) -> None:
    """Enrichment is stopped, so that the story waits before it when the kill comes."""
    story = a_story(5)
    room.kill("enrichment")
    taken = room.post(key, story).json()
    room.post(key, a_kill(story))
    room.wait_for(lambda: events_of(room, taken["article_id"]) == ["killed"], what="the kill")
    room.start("enrichment")
    room.wait_until_ready("enrichment")
    after = room.post(key, a_story(6)).json()
    in_state(room, key, after["receipt"], "published")

    assert receipt(room, key, taken["receipt"])["state"] == "canceled"
    assert events_of(room, taken["article_id"]) == ["killed"]


def test_a_killed_story_starts_anew_by_two_persons_words_and_the_old_one_stays_gone(
    room: Room, key: str
) -> None:
    story = a_story(9)
    taken = room.post(key, story).json()
    url = in_state(room, key, taken["receipt"], "published")["published"]["url"]
    room.post(key, a_kill(story))
    in_state(room, key, taken["receipt"], "canceled")

    signed = room.http.post(
        f"{room.url('ingest')}/v1/articles/{taken['article_id']}/reinstate",
        json={"by": "ada", "note": "The wire meant another story."},
        headers=DESK,
    )
    anew = room.post(key, a_story(9, version=3)).json()
    held = in_state(room, key, anew["receipt"], "held")
    case = f"{anew['article_id']}:{anew['revision']}"
    room.http.post(f"{room.url('moderation')}/v1/cases/{case}/approve", json={}, headers=DESK)
    back = in_state(room, key, anew["receipt"], "published")["published"]["url"]

    assert signed.json()["successor"] == anew["article_id"]
    assert "reinstated" in {reason["rule"] for reason in held["reasons"]}
    assert room.http.get(back).status_code == 200
    assert room.http.get(url).status_code == 410
    assert events_of(room, taken["article_id"]) == ["published", "killed"]
    assert events_of(room, anew["article_id"]) == ["published"]


def test_a_held_back_story_comes_back_with_the_next_usable_revision(
    room: Room, key: str
) -> None:
    story = a_story(7)
    taken = room.post(key, story).json()
    url = in_state(room, key, taken["receipt"], "published")["published"]["url"]

    room.post(key, {**story, "version": "2", "pubstatus": "withheld"})
    room.wait_for(lambda: room.http.get(url).status_code in (404, 410), what="it is down")
    back = room.post(key, a_story(7, version=3)).json()
    in_state(room, key, back["receipt"], "published")

    assert room.http.get(url, follow_redirects=True).status_code == 200
    assert events_of(room, taken["article_id"]) == ["published", "unpublished", "published"]


def test_nothing_embargoed_leaves_early(room: Room, key: str) -> None:
    until = datetime.now(UTC) + timedelta(seconds=15)
    story = a_story(8, embargoed=until.isoformat())
    taken = room.post(key, story).json()
    in_state(room, key, taken["receipt"], "scheduled")
    body = story["text"].split("\n\n")[1]

    def leaked() -> bool:
        site = room.url("publish")
        channels = (
            "/",
            "/feed.xml",
            "/atom.xml",
            "/feed.json",
            "/v1/manifest",
            "/v1/events?limit=1000",
        )
        said = "".join(room.http.get(site + path).text for path in channels)
        stream = str(Redis.from_url(room.servers.redis_url).xrange("article.published"))
        return body in said or story["headline"] in said or taken["article_id"] in said + stream

    looks = 0
    while datetime.now(UTC) < until - timedelta(milliseconds=700):
        assert not leaked()
        looks += 1
    assert looks >= 3
    in_state(room, key, taken["receipt"], "published")


def test_the_seed_story_is_cleaned_held_approved_and_published(
    room: Room, corpus: Path
) -> None:
    """The copy that started it: a wire story scraped and re-hosted by a link farm."""
    [path] = sorted((corpus / "seed").glob("*.txt"))
    raw = path.read_bytes()
    lines = [line.strip() for line in raw.decode().splitlines() if line.strip()]
    key = room.add_source("scraper-feed")
    taken = room.post(key, raw, "text/plain").json()

    held = in_state(room, key, taken["receipt"], "held")
    assert held["verdict"] == "held"
    assert {"link_farm", "republished", "rights"} <= {
        reason["rule"] for reason in held["reasons"]
    }
    assert held["published"] is None
    case_id = f"{taken['article_id']}:{taken['revision']}"
    desk = f"{room.url('moderation')}/v1/cases"
    listed = room.http.get(desk, params={"state": "held"}, headers=DESK).json()["cases"]
    case = next(case for case in listed if case["article_id"] == taken["article_id"])
    spans = {reason["rule"]: reason["spans"] for reason in case["reasons"]}
    assert spans["link_farm"]
    assert case_id.startswith(taken["article_id"])

    refused = room.http.post(f"{desk}/{case_id}/approve", json={"note": "mine"})
    assert refused.status_code == 401
    approved = room.http.post(
        f"{desk}/{case_id}/approve", json={"note": "Cleared"}, headers=DESK
    )
    assert approved.status_code == 200
    done = in_state(room, key, taken["receipt"], "published")

    headline, paragraphs = lines[1], lines[3:12]
    page = room.http.get(done["published"]["url"]).text
    item = room.http.get(f"{room.url('publish')}/v1/articles/{taken['article_id']}").json()
    feed = room.http.get(f"{room.url('publish')}/feed.xml").text
    [event] = [event for event in room.log() if event["subject"] == taken["article_id"]]
    redis: Any = Redis.from_url(room.servers.redis_url)
    entry = room.wait_for(
        lambda: redis.xrange("article.published", f"{int(event['sequence'])}-0", "+", 1),
        what="the public stream has it",
    )
    assert item["headlines"][0]["value"] == headline
    body = next(b["value"] for b in item["bodies"] if b.get("contentType") == "text/html")
    told = [
        re.sub(r"<[^>]+>", "", part)
        for part in re.findall(r"<p[^>]*>(.*?)</p>", body, re.DOTALL)
    ]
    assert [_plain(part) for part in told] == [_plain(part) for part in paragraphs]
    everywhere = (page, str(item), feed, str(event), entry[0][1][b"data"].decode())
    for text in everywhere:
        assert headline in _plain(text)
        for dirt in (
            "HomeNews",
            "by admin",
            "mmmtrail",
            "raccoon",
            "You may also like",
            "news7.asia",
        ):
            assert dirt not in text


def _plain(text: str) -> str:
    return html.unescape(text).replace("\xa0", " ").strip()


def test_a_chief_releases_what_our_own_doubt_withholds(room: Room, key: str) -> None:
    story = a_story(70, embargo="until the minister has spoken")
    taken = room.post(key, story).json()
    case = f"{room.url('moderation')}/v1/cases/{taken['article_id']}:1"

    held = room.wait_for(
        lambda: room.http.get(case, headers=DESK).is_success, what="it is listed at the desk"
    )
    waiting = receipt(room, key, taken["receipt"])
    note = {"note": "The minister has spoken."}
    room.http.post(f"{case}/approve", json=note, headers=DESK).raise_for_status()
    done = in_state(room, key, taken["receipt"], "published")

    assert held
    assert waiting["state"] == "withheld"
    assert room.http.get(done["published"]["url"]).is_success
    assert events_of(room, taken["article_id"]) == ["published"]


def test_what_bears_a_name_that_is_killed_meanwhile_does_not_leave_the_desk(
    room: Room, key: str
) -> None:
    story = a_story(71)
    original = room.post(key, story).json()
    in_state(room, key, original["receipt"], "published")
    other = room.add_source("other-wire", rights=["self"])
    loud = a_story(72, uri=story["uri"], headline="MINISTER LEAVES OFFICE AFTER FERRY VOTE")
    copy = room.post(other, loud).json()
    in_state(room, other, copy["receipt"], "held")
    case = f"{room.url('moderation')}/v1/cases/{copy['article_id']}:1"

    killed = room.post(key, a_kill(story)).json()
    in_state(room, key, killed["receipt"], "canceled")
    room.wait_for(
        lambda: any(
            record["stage"] == "moderation" and record["state"] == "canceled"
            for each in room.life(original["article_id"])["revisions"]
            for record in each["records"]
        ),
        what="moderation has heard of the kill",
    )
    refused = room.http.post(f"{case}/approve", json={"note": "fine"}, headers=DESK)
    looked_again = room.http.post(f"{case}/approve", json={"note": "it is not"}, headers=DESK)

    assert refused.status_code == 409
    assert "was killed" in refused.json()["detail"]
    assert looked_again.is_success


def test_a_copy_that_waits_for_its_time_does_not_go_live_once_its_original_is_killed(
    room: Room, key: str
) -> None:
    story = a_story(73)
    original = room.post(key, story).json()
    in_state(room, key, original["receipt"], "published")
    other = room.add_source("patient-wire", rights=["self"])
    until = datetime.now(UTC) + timedelta(seconds=15)
    waiting = a_story(74, uri=story["uri"], embargoed=until.isoformat())
    copy = room.post(other, waiting).json()
    in_state(room, other, copy["receipt"], "scheduled")

    killed = room.post(key, a_kill(story)).json()
    in_state(room, key, killed["receipt"], "canceled")
    in_state(room, other, copy["receipt"], "withheld")
    case = f"{room.url('moderation')}/v1/cases/{copy['article_id']}:1"
    held = room.http.get(case, headers=DESK).json()
    room.wait_for(lambda: datetime.now(UTC) > until + timedelta(seconds=1), what="its time")

    assert held["state"] == "held"
    assert held["reasons"][0]["rule"] == "killed_before"
    assert events_of(room, copy["article_id"]) == []
    note = {"note": "The kill was about another place."}
    room.http.post(f"{case}/approve", json=note, headers=DESK).raise_for_status()
    in_state(room, other, copy["receipt"], "published")
    assert events_of(room, copy["article_id"]) == ["published"]


def test_a_story_killed_before_it_was_read_is_known_by_its_copy(room: Room, key: str) -> None:
    """Enrichment is away: story, its copy and the kill wait in line."""
    room.kill("enrichment")
    story = a_story(75)
    by_name, by_words = (
        room.add_source("wire-c", rights=["self"]),
        room.add_source("wire-d", rights=["self"]),
    )
    original = room.post(key, story).json()
    named = room.post(by_name, a_story(76, uri=story["uri"])).json()
    said = room.post(by_words, {**story, "uri": "urn:wire-d:76"}).json()
    killed = room.post(key, a_kill(story)).json()
    assert killed["article_id"] == original["article_id"]

    room.start("enrichment")

    in_state(room, by_name, named["receipt"], "held")
    in_state(room, by_words, said["receipt"], "held")
    for copy in (named, said):
        case = f"{room.url('moderation')}/v1/cases/{copy['article_id']}:1"
        reasons = room.http.get(case, headers=DESK).json()["reasons"]
        assert "killed_before" in [reason["rule"] for reason in reasons]
        assert events_of(room, copy["article_id"]) == []


@pytest.mark.parametrize("known_by", ["uri", "text"])
@pytest.mark.parametrize("life", ["withheld, then killed", "killed before it came"])
def test_killed_words_that_were_never_passed_on_are_known(
    life: str, known_by: str, room: Room, key: str
) -> None:
    """Nobody but ingest ever had them: withheld from the start, or dead on arrival."""
    at = 80 + 2 * ("uri" in known_by) + 4 * ("came" in life)
    story = a_story(at)
    if life == "withheld, then killed":
        held = room.post(key, story | {"pubstatus": "withheld"}).json()
        in_state(room, key, held["receipt"], "withheld")
        killed = room.post(key, a_kill(story)).json()
    else:
        killed = room.post(key, a_kill(story)).json()
        late = room.post(key, story).json()
        in_state(room, key, late["receipt"], "canceled")
    in_state(room, key, killed["receipt"], "canceled")

    def said() -> set[str]:
        return {
            record["outcome"]
            for each in room.life(killed["article_id"])["revisions"]
            for record in each["records"]
            if record["stage"] == "enrichment"
        }

    room.wait_for(
        lambda: "canceled" in said() and said() & {"stopped", "kept_out"},
        what="enrichment knows its words, and of the kill",
    )

    other = room.add_source(f"{known_by}-{at}", rights=["self"])
    again = story | {"uri": f"urn:again:{at}"} if known_by == "text" else a_story(at + 1)
    copy = room.post(other, again | ({"uri": story["uri"]} if known_by == "uri" else {})).json()
    in_state(room, other, copy["receipt"], "held")

    case = f"{room.url('moderation')}/v1/cases/{copy['article_id']}:1"
    reasons = room.http.get(case, headers=DESK).json()["reasons"]
    assert "killed_before" in [reason["rule"] for reason in reasons]
    assert events_of(room, copy["article_id"]) == []
