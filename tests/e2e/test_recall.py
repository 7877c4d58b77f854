"""A recall leaves no word: every store is read through for one that only the story had."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import httpx
import pytest
from pymongo import MongoClient
from redis import Redis

from shared.events import ArticleRecalled
from shared.payloads import Stopped
from tests.e2e.room import Room, a_newsroom, a_story

pytestmark = pytest.mark.timeout(240)
DESK = {"authorization": "Bearer desk"}
WORD = "Zanzabarquil"
TOLD = {
    1: ("opens its harbour", f"The harbour of {WORD} was opened on Monday, the mayor said."),
    2: ("sells its trams", f"Nine trams that ran in {WORD} until May go to museums abroad."),
}


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Room]:
    with a_newsroom(tmp_path_factory.mktemp("recall")) as room:
        yield room


def a_telling_story(number: int, **more: Any) -> dict[str, Any]:
    """Write a story that says the word wherever a wire can say something."""
    story = a_story(number, url=f"https://wire.example.org/{WORD}-{number}", **more)
    text = story["text"].replace("before the", f"with {WORD} Holdings before the")
    return {**story, "headline": f"{WORD}: {story['headline']}", "text": text}


def a_telling_item(number: int) -> dict[str, Any]:
    """Write an item that says the word in its names and concepts as well."""
    photo = {
        "name": WORD,
        "uri": f"urn:photo:{WORD}:{number}",
        "type": "picture",
        "descriptions": [{"role": "caption", "value": f"{WORD} at night"}],
        "renditions": [{"name": "o", "href": f"http://127.0.0.1:9/{WORD}-{number}.jpg"}],
    }
    return {
        "standard": {"name": "ninjs", "version": "3.1"},
        "uri": f"urn:wire:{WORD}:{number}",
        "headlines": [{"value": f"{WORD} {TOLD[number][0]}"}],
        "slugline": f"{WORD}-{number}",
        "by": f"By {WORD} Writer",
        "edNote": f"{WORD}, as agreed",
        "usageTerms": f"Not without {WORD}",
        "url": f"https://{WORD}.example.org/{WORD}/{number}",
        "evolvedFrom": f"urn:old:{WORD}",
        "altIds": [{"role": "system", "value": f"{WORD}-ALT-{number}"}],
        "keywords": [WORD],
        "subjects": [{"name": WORD, "uri": f"https://topics.example/{WORD}"}],
        "people": [{"name": f"Ada {WORD}"}],
        "infoSources": [{"name": WORD}],
        "associations": [photo],
        "bodies": [{"value": TOLD[number][1]}],
    }


def kept_in_mongo(room: Room) -> dict[str, str]:
    """Give every document of every collection, as it is written."""
    with MongoClient[dict[str, Any]](room.servers.mongo_url) as client:
        database = client["copydesk"]
        return {
            f"mongo {name} {document['_id']}": repr(document)
            for name in database.list_collection_names()
            for document in database[name].find()
        }


def kept_in_redis(room: Room) -> dict[str, str]:
    """Give every key's content."""
    with Redis.from_url(room.servers.redis_url) as redis:
        read: dict[bytes, Any] = {
            b"stream": redis.xrange,
            b"hash": redis.hgetall,
            b"string": redis.get,
            b"zset": lambda key: redis.zrange(key, 0, -1),
            b"set": redis.smembers,
            b"list": lambda key: redis.lrange(key, 0, -1),
        }
        return {
            f"redis {key.decode()}": repr(read[redis.type(key)](key))
            for key in redis.scan_iter()
        }


def places_of_the_word(room: Room) -> list[str]:
    kept = {**kept_in_mongo(room), **kept_in_redis(room)}
    return [where for where, text in kept.items() if WORD.lower() in text.lower()]


def wait_for_state(room: Room, article_id: str, *states: str) -> None:
    room.wait_for(
        lambda: room.life(article_id)["state"] in states, what=f"{article_id} is {states}"
    )


def post_under_a_key(room: Room, key: str, story: dict[str, Any]) -> httpx.Response:
    """Post what is answered alike each time."""
    headers = {"authorization": f"Bearer {key}", "idempotency-key": "one"}
    return room.http.post(f"{room.url('ingest')}/v1/articles", json=story, headers=headers)


def files_with_the_word(room: Room) -> list[str]:
    """Read through every file that servers and services have, whatever is in it."""
    folded = WORD.lower().encode()
    return sorted(
        str(path.relative_to(room.data))
        for path in room.data.rglob("*")
        if path.is_file() and folded in path.read_bytes().lower()
    )


def end_at_the_desk(room: Room, article_id: str, act: str, slug: str) -> None:
    said = {"note": "a court order", "slug": slug}
    address = f"{room.url('moderation')}/v1/articles/{article_id}/{act}"
    room.http.post(address, json=said, headers=DESK).raise_for_status()


def compact_everything(room: Room) -> None:
    """Do what docs/operators.md says takes deleted words out of files at once."""
    with Redis.from_url(room.servers.redis_url) as redis:
        redis.bgrewriteaof()
        room.wait_for(
            lambda: not redis.info("persistence")["aof_rewrite_in_progress"], what="rewritten"
        )
    for name in list(room.processes):
        room.processes[name].terminate()
        room.processes[name].wait(20)
    room.servers.stop()
    for path in (room.data / "servers").rglob("*"):
        if path.is_file() and path.read_bytes()[:15] == b"SQLite format 3":
            with contextlib.closing(sqlite3.connect(path)) as database:
                database.execute("VACUUM")
                database.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def a_letter(story: str) -> dict[str, str]:
    """Write a dead letter as a stage leaves it that could make nothing of an entry."""
    return {
        "id": f"{story}:1:copydesk.article.enriched.v1",
        "type": "copydesk.article.enriched.v1",
        "subject": story,
        "data": f'{{"headline": "{WORD}"',
        "dead_reason": "unreadable",
        "dead_error": f"data/: {WORD}",
        "dead_stage": "moderation",
    }


def test_a_recall_leaves_no_word_of_what_was_published_held_corrected_or_dead(
    room: Room,
) -> None:
    key = room.add_source("own-wire", rights=["self"])
    articles = []
    for number, more in enumerate([{}, {"embargoed": "2090-01-01T00:00:00Z"}]):
        for version in (1, 2):
            story = a_telling_story(number, version=version, **more)
            articles.append(room.post(key, story).json()["article_id"])
    answered = post_under_a_key(
        room, key, unclear := a_telling_story(3, embargo="later", **{WORD: 1})
    )
    assert WORD in answered.text, "an answer quotes what was sent"
    articles.append(answered.json()["article_id"])
    shouting = a_telling_story(7) | {"headline": f"{WORD} SHOUTS ABOUT ALL ITS GOODS AND GAINS"}
    articles.append(room.post(key, shouting).json()["article_id"])
    named = room.post(key, a_telling_item(1)).json()["article_id"]
    killed = room.post(key, a_telling_item(2)).json()["article_id"]
    wait_for_state(room, named, "published")
    wait_for_state(room, killed, "published", "held")
    end_at_the_desk(room, killed, "kill", f"{WORD}-2")
    wait_for_state(room, killed, "canceled")
    wait_for_state(room, articles[0], "published")
    wait_for_state(room, articles[2], "scheduled")
    wait_for_state(room, articles[-1], "held", "published")
    held = f"{room.url('moderation')}/v1/cases/{articles[-2]}:1"
    room.wait_for(lambda: room.http.get(held, headers=DESK).is_success, what="at the desk")
    edit = {"headline": f"{WORD} edited", "note": f"{WORD} noted"}
    room.http.post(f"{held}/edit", json=edit, headers=DESK).raise_for_status()
    with Redis.from_url(room.servers.redis_url) as redis:
        redis.xadd("article.enriched.dead", a_letter(articles[0]))
        assert places_of_the_word(room)

        for article_id in {*articles}:
            recall = Stopped(
                article_id=article_id, revision=2, source="own-wire", by="ida",
                reason="a court order", at=datetime.now(UTC),
            )  # fmt: skip
            event = ArticleRecalled.of(recall, at=recall.at)
            redis.xadd("article.canceled", dict(event.to_fields()))
    end_at_the_desk(room, named, "recall", f"{WORD}-1")
    end_at_the_desk(room, killed, "recall", f"{WORD}-2")

    for article_id in {*articles, named, killed}:
        wait_for_state(room, article_id, "recalled")
    try:
        room.wait_for(lambda: not places_of_the_word(room), what="purged", within_s=20)
    except AssertionError:
        assert places_of_the_word(room) == []
    again = post_under_a_key(room, key, unclear)
    assert again.json() == {
        name: answered.json()[name] for name in ("receipt", "article_id", "revision")
    }
    assert "a court order" in repr(kept_in_mongo(room)), "why it was recalled stays"

    assert files_with_the_word(room), "files keep deleted words for a while"
    compact_everything(room)
    assert files_with_the_word(room) == []
