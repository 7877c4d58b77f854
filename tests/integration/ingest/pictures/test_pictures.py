"""Pictures from the wire into the object store: text first, the picture as it comes."""

from __future__ import annotations

import base64
import email.message
import hashlib
import json
from collections.abc import AsyncIterator
from typing import Any

import pytest

from shared.events import Event
from shared.objects import open_objects
from shared.settings import Settings
from tests.eventually import eventually
from tests.hostile.pictures import hostile_pictures
from tests.integration.ingest.intake_room import Intake, Newsroom
from tests.integration.ingest.pulled_from import Reply, WebServer, a_web_server, ok
from tests.pictures import a_jpeg, a_picture

LOOPBACK = {"POLL_ALLOW_NETWORKS": "127.0.0.0/8"}


@pytest.fixture
async def web() -> AsyncIterator[WebServer]:
    async with a_web_server() as server:
        yield server


@pytest.fixture
async def room(intake: Intake) -> AsyncIterator[Newsroom]:
    async with intake(**LOOPBACK) as newsroom:
        yield newsroom


def a_ninjs(href: str, **more: Any) -> dict[str, Any]:
    picture = {
        "name": "lead",
        "uri": "urn:wire:picture-1",
        "type": "picture",
        "altText": "A ferry under a low sun.",
        "descriptions": [{"role": "caption", "value": "The ferry on Monday."}],
        "renditions": [{"name": "main", "href": href, "contentType": "image/jpeg"}],
    }
    return {
        "standard": {"name": "ninjs", "version": "3.1"},
        "uri": "urn:wire:story-9",
        "type": "text",
        "headlines": [{"role": "main", "value": "Ferries resume after the storm"}],
        "bodies": [{"role": "main", "contentType": "text/plain", "value": "They sail. " * 30}],
        "associations": [{**picture, **more}],
    }


async def stored(room: Newsroom, count: int = 1) -> list[Event]:
    async def there() -> bool:
        return len(await room.sent("media.stored")) >= count

    await eventually(there, within_s=60)
    return await room.sent("media.stored")


async def withdrawn(room: Newsroom, count: int = 1) -> list[Event]:
    async def all_() -> list[Event]:
        sent = await room.sent("article.canceled")
        return [each for each in sent if each.type == "copydesk.media.withdrawn.v1"]

    async def there() -> bool:
        return len(await all_()) >= count

    await eventually(there, within_s=60)
    return await all_()


def sha(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


async def test_a_pictures_bytes_follow_the_text(room: Newsroom, web: WebServer) -> None:
    data = a_jpeg(says={"credit": "Example Wire", "caption": "From the file"})
    web.pages["/p.jpg"] = lambda _: ok(data, "image/jpeg")

    answer = await room.post(a_ninjs(web.url("/p.jpg")))
    [event] = await stored(room)

    assert answer.status_code == 202
    media = event.data
    assert (media.source, media.sha256, media.width, media.height) == (
        "wire",
        sha(data),
        640,
        400,
    )
    assert media.hrefs == (web.url("/p.jpg"),)
    assert media.guids == ("urn:wire:picture-1",)
    assert media.says.credit == "Example Wire"
    assert media.media_type == "image/jpeg"


async def test_a_form_brings_its_picture_along(room: Newsroom) -> None:
    data = a_jpeg(seed=2)
    story = a_ninjs("cid:photo1")
    head = b"--frontier\r\nContent-Disposition: form-data; name="
    item = (
        head + b'"item"\r\nContent-Type: application/json\r\n\r\n' + json.dumps(story).encode()
    )
    photo = head + b'"photo1"; filename="a.jpg"\r\nContent-Type: image/jpeg\r\n\r\n' + data
    body = b"\r\n".join([item, photo, b"--frontier--\r\n"])

    answer = await room.post(body, Content_Type="multipart/form-data; boundary=frontier")
    [event] = await stored(room)
    [received] = await room.sent("article.received")

    assert answer.status_code == 202, answer.text
    assert event.data.sha256 == sha(data)
    [association] = received.data.article.item.associations
    assert association["renditions"][0]["href"] == f"urn:sha256:{sha(data)}"


async def test_a_picture_sent_before_its_story_is_found(room: Newsroom) -> None:
    data = a_jpeg(seed=3)

    answer = await room.post(data, "/v1/media", Content_Type="image/jpeg")
    again = await room.post(data, "/v1/media", Content_Type="image/jpeg")
    await room.post(a_ninjs(f"urn:sha256:{sha(data)}"))
    first, second = await stored(room, 2)

    assert answer.json() == {
        "media": sha(data),
        "width": 640,
        "height": 400,
        "media_type": "image/jpeg",
    }
    assert (again.status_code, again.json()) == (answer.status_code, answer.json())
    assert first.data.number == 1
    assert second.data.guids == ("urn:wire:picture-1",)


async def test_a_picture_by_itself_is_an_item(room: Newsroom) -> None:
    data = a_jpeg(says={"headline": "A low sun", "alt": "A ferry.", "guid": "urn:wire:pic"})

    answer = await room.post(data, Content_Type="image/jpeg")
    [event] = await stored(room)
    [received] = await room.sent("article.received")

    assert answer.status_code == 202, answer.text
    item = received.data.article.item
    assert (item.type, item.uri, item.headline()) == ("picture", "urn:wire:pic", "A low sun")
    assert event.data.says.alt == "A ferry."


async def test_a_kill_of_the_pictures_own_item_ends_it(room: Newsroom) -> None:
    data = a_jpeg(says={"headline": "A low sun", "guid": "urn:wire:pic"})
    await room.post(data, Content_Type="image/jpeg")
    await stored(room)

    await room.post({"uri": "urn:wire:pic", "pubstatus": "canceled", "headline": "KILL"})
    [event] = await withdrawn(room)

    assert (event.data.state, event.data.sha256) == ("canceled", sha(data))


async def test_a_kill_by_the_uri_a_story_gives_its_picture_ends_it(
    room: Newsroom, web: WebServer
) -> None:
    data = a_jpeg(seed=13)
    web.pages["/p.jpg"] = lambda _: ok(data, "image/jpeg")
    await room.post(a_ninjs(web.url("/p.jpg")))
    await stored(room)

    await room.post({"uri": "urn:wire:picture-1", "pubstatus": "canceled", "headline": "KILL"})
    [event] = await withdrawn(room)

    assert (event.data.state, event.data.sha256) == ("canceled", sha(data))


async def test_a_story_may_withdraw_its_picture(room: Newsroom, web: WebServer) -> None:
    data = a_jpeg(seed=4)
    web.pages["/p.jpg"] = lambda _: ok(data, "image/jpeg")
    await room.post(a_ninjs(web.url("/p.jpg")))
    await stored(room)

    killed = a_ninjs(web.url("/p.jpg"), pubStatus="canceled")
    await room.post({**killed, "version": "2"})
    [event] = await withdrawn(room)

    assert (event.data.state, event.data.hrefs) == ("canceled", (web.url("/p.jpg"),))


async def test_anothers_use_of_killed_bytes_is_held_and_released(room: Newsroom) -> None:
    data = a_jpeg(says={"guid": "urn:wire:pic", "headline": "A low sun"})
    added = await room.operate("POST", "/v1/sources", {"source": "other", "rights": ["self"]})
    key = {"Authorization": f"Bearer {added.json()['key']}"}
    await room.post(data, "/v1/media", Content_Type="image/jpeg", **key)
    await room.post(data, Content_Type="image/jpeg")
    await stored(room, 2)

    await room.post({"uri": "urn:wire:pic", "pubstatus": "canceled", "headline": "KILL"})
    ends = {each.data.source: each.data.state for each in await withdrawn(room, 2)}
    released = await room.operate(
        "POST", f"/v1/media/other/{sha(data)}/release", {"note": "It is ours."}
    )
    events = await stored(room, 3)

    assert ends == {"wire": "canceled", "other": "held"}
    assert released.json()["state"] == "usable"
    assert (events[-1].data.source, events[-1].data.held) == ("other", None)


async def test_what_is_no_picture_is_told_in_the_receipt(
    room: Newsroom, web: WebServer
) -> None:
    web.pages["/p.jpg"] = lambda _: ok(b"<svg onload='x()'></svg>", "image/jpeg")

    answer = await room.post(a_ninjs(web.url("/p.jpg")))

    async def told() -> bool:
        receipt = (await room.get(answer.headers["location"])).json()
        return any("SVG" in each.get("reason", "") for each in receipt.get("pictures", []))

    await eventually(told)


async def test_every_hostile_file_that_is_refused_has_its_reason_in_the_receipt(
    room: Newsroom, web: WebServer
) -> None:
    refused = [each for each in hostile_pictures() if each.fate == "refused"]
    sent = {}
    for begin in range(0, len(refused), 10):
        story = a_ninjs("")
        [picture] = story["associations"]
        story["uri"] = f"urn:wire:hostile-{begin}"
        story["associations"] = []
        for n, each in enumerate(refused[begin : begin + 10], begin):
            web.pages[f"/{n}"] = lambda _, data=each.data: ok(data, "image/jpeg")  # type: ignore[misc]
            renditions = [{"name": "main", "href": web.url(f"/{n}")}]
            own = {"name": f"p{n}", "uri": f"urn:wire:hostile-picture-{n}"}
            story["associations"].append({**picture, **own, "renditions": renditions})
        answer = await room.post(story)
        sent[answer.headers["location"]] = len(story["associations"])

    async def all_told() -> bool:
        for receipt, count in sent.items():
            told = (await room.get(receipt)).json().get("pictures", [])
            if len([each for each in told if len(each.get("reason") or "") >= 10]) < count:
                return False
        return True

    assert len(refused) >= 60
    await eventually(all_told, within_s=100)
    assert await room.sent("media.stored") == []


async def test_a_server_that_is_away_is_asked_again(room: Newsroom, web: WebServer) -> None:
    data = a_jpeg(seed=5)
    statuses = [503, 404]
    web.pages["/p.jpg"] = lambda _: (
        Reply(statuses.pop(0), {"Retry-After": "0"}) if statuses else ok(data, "image/jpeg")
    )

    await room.post(a_ninjs(web.url("/p.jpg")))

    async def tried() -> bool:
        return web.count("/p.jpg") == 1

    await eventually(tried)
    [errand] = await room.database["pictures"].find({}).to_list(None)
    await room.database["pictures"].update_one({"_id": errand["_id"]}, {"$set": {"due_at": 1}})

    async def tried_again() -> bool:
        return web.count("/p.jpg") == 2

    await eventually(tried_again)


async def test_a_mail_brings_its_picture(room: Newsroom) -> None:
    data = a_jpeg(seed=6, says={"credit": "Ada Example"})
    mail = email.message.EmailMessage()
    mail["From"] = "Ada Example <ada@example.org>"
    mail["Subject"] = "Ferries resume"
    mail["Date"] = "Mon, 23 Nov 2026 08:00:00 +0000"
    mail["Message-ID"] = "<m1@example.org>"
    mail.set_content("The ferries sail again after the storm.\n" * 20)
    mail.add_attachment(data, "image", "jpeg", filename="ferry.jpg")

    answer = await room.post(mail.as_bytes(), Content_Type="message/rfc822")
    events = await stored(room)

    assert answer.status_code == 202, answer.text
    assert events[-1].data.sha256 == sha(data)


async def test_the_largest_that_can_be_read_is_taken(room: Newsroom, web: WebServer) -> None:
    data = a_picture("PNG")
    web.pages["/original.tif"] = lambda _: ok(b"II*\x00" + b"\x00" * 100, "image/tiff")
    web.pages["/web.png"] = lambda _: ok(data, "image/png")
    renditions = [
        {"name": "web", "href": web.url("/web.png"), "width": 320, "height": 200},
        {"name": "original", "href": web.url("/original.tif"), "width": 6000, "height": 4000},
    ]

    await room.post(a_ninjs("", renditions=renditions))
    [event] = await stored(room)

    assert event.data.sha256 == sha(data)
    assert event.data.hrefs == (web.url("/original.tif"), web.url("/web.png"))


def a_mail_with(*attached: tuple[bytes, str, str, str], text: str) -> bytes:
    mail = email.message.EmailMessage()
    mail["From"] = "Ada Example <ada@example.org>"
    mail["Subject"] = "Ferries resume"
    mail["Date"] = "Mon, 23 Nov 2026 08:00:00 +0000"
    mail["Message-ID"] = "<m2@example.org>"
    mail.set_content(text)
    for data, kind, subtype, name in attached:
        mail.add_attachment(data, kind, subtype, filename=name)
    return mail.as_bytes()


async def test_wire_copy_in_a_mail_names_the_picture_beside_it_by_its_file(
    room: Newsroom,
) -> None:
    data = a_jpeg(seed=7)
    nitf = (
        "<nitf><head><title>Ferries</title><docdata><doc-id id-string='n7'/></docdata></head>"
        "<body><body.head><hedline><hl1>Ferries resume</hl1></hedline></body.head>"
        f"<body.content><p>{'They sail again. ' * 20}</p><media media-type='image'>"
        "<media-reference mime-type='image/jpeg' source='ferry.jpg' alternate-text='A ferry'/>"
        "</media></body.content></body></nitf>"
    ).encode()

    answer = await room.post(
        a_mail_with(
            (nitf, "application", "xml", "story.xml"),
            (data, "image", "jpeg", "ferry.jpg"),
            text="See attached.",
        ),
        Content_Type="message/rfc822",
    )
    events = await stored(room)
    received = await room.sent("article.received")

    assert answer.status_code == 202, answer.text
    story = next(each.data.article.item for each in received if each.data.article.item.bodies)
    assert story.associations[0]["uri"] in events[-1].data.guids


async def test_a_recall_deletes_bytes_that_nobody_else_has(room: Newsroom) -> None:
    data = a_jpeg(seed=8, says={"caption": "Secret words", "guid": "urn:wire:pic8"})
    await room.post(data, Content_Type="image/jpeg")
    await stored(room)
    objects = open_objects(Settings(), "originals")

    recalled = await room.operate(
        "POST", f"/v1/media/wire/{sha(data)}/recall", {"note": "By order of a court."}
    )
    ends = await withdrawn(room)
    [document] = await room.database["media"].find({}).to_list(None)

    assert recalled.json()["state"] == "recalled"
    assert ends[-1].data.state == "recalled"
    assert not await objects.exists(sha(data))
    assert "Secret words" not in str(document)


async def test_a_kill_before_its_picture_stops_it(room: Newsroom, web: WebServer) -> None:
    data = a_jpeg(seed=9)
    web.pages["/p.jpg"] = lambda _: ok(data, "image/jpeg")
    picture = {
        "standard": {"name": "ninjs", "version": "3.1"},
        "uri": "urn:wire:picture-1",
        "type": "picture",
        "headlines": [{"role": "main", "value": "A low sun"}],
        "renditions": [{"name": "main", "href": "https://127.0.0.1:1/gone.jpg"}],
    }
    await room.post(picture)
    await room.post({**picture, "version": "2", "pubStatus": "canceled"})

    await room.post(a_ninjs(web.url("/p.jpg")))
    [event] = await withdrawn(room)

    assert (event.data.state, event.data.sha256) == ("canceled", sha(data))


@pytest.mark.parametrize("name", ["uri", "address"])
async def test_a_kill_by_any_name_stops_what_comes_under_it_later(
    room: Newsroom, web: WebServer, name: str
) -> None:
    """A story withdrew it before its bytes were there, under a name of which no errand ran."""
    data = a_jpeg(seed=17)
    web.pages["/later.jpg"] = lambda _: ok(data, "image/jpeg")
    killed = a_ninjs(web.url("/later.jpg"), pubStatus="canceled")
    [lead] = killed["associations"]
    if name == "uri":
        del lead["renditions"]
    else:
        lead["uri"] = "urn:wire:another-name"
    await room.post({**killed, "uri": "urn:wire:first"})

    story = a_ninjs(web.url("/later.jpg"))
    if name == "address":  # beside a larger one, so that this is another errand
        first = {"name": "original", "href": web.url("/larger.jpg"), "width": 4000}
        web.pages["/larger.jpg"] = lambda _: ok(data, "image/jpeg")
        [beside] = story["associations"]
        beside["renditions"] = [first, *beside["renditions"]]
    await room.post(story)
    [event] = await withdrawn(room)

    assert (event.data.state, event.data.sha256) == ("canceled", sha(data))


@pytest.fixture
async def tidy_room(intake: Intake) -> AsyncIterator[Newsroom]:
    times = {"PICTURE_JANITOR_EVERY_S": "0.1", "PICTURE_GRACE_S": "0.2"}
    async with intake(**times, **LOOPBACK) as newsroom:
        yield newsroom


async def test_what_lies_there_without_a_document_is_cleared_up(tidy_room: Newsroom) -> None:
    objects = open_objects(Settings(), "originals")
    orphan = await objects.put(b"left by a process that died")
    answer = await tidy_room.post(a_jpeg(seed=10), "/v1/media", Content_Type="image/jpeg")

    async def gone() -> bool:
        return not await objects.exists(orphan)

    await eventually(gone)
    assert await objects.exists(answer.json()["media"])


async def test_a_picture_whose_object_is_lost_is_fetched_again(
    tidy_room: Newsroom, web: WebServer
) -> None:
    data = a_jpeg(seed=11)
    web.pages["/p.jpg"] = lambda _: ok(data, "image/jpeg")
    objects = open_objects(Settings(), "originals")
    await tidy_room.post(a_ninjs(web.url("/p.jpg")))
    await stored(tidy_room)

    await objects.delete(sha(data))

    async def back() -> bool:
        return await objects.exists(sha(data))

    await eventually(back)


async def test_a_picture_hashed_in_an_older_way_is_hashed_anew(tidy_room: Newsroom) -> None:
    """Pictures that a camera had turned were hashed as they lay, and looked like no other."""
    await tidy_room.post(a_jpeg(seed=23), Content_Type="image/jpeg")
    [event] = await stored(tidy_room)
    media = tidy_room.database["media"]
    old = {"picture.media.perceptual_hash": "0123456789abcdef", "picture.media.number": 1}

    await media.update_one({}, {"$set": old, "$unset": {"picture.hashed_as": ""}})
    _, anew = (await stored(tidy_room, 2))[-2:]

    assert anew.data.number == event.data.number + 1
    assert anew.data.perceptual_hash == event.data.perceptual_hash


async def test_a_source_without_pictures_of_its_own_shows_nobody_elses(
    room: Newsroom,
) -> None:
    data = a_jpeg(seed=12)
    added = await room.operate("POST", "/v1/sources", {"source": "other", "rights": ["self"]})
    other = {"Authorization": f"Bearer {added.json()['key']}"}
    await room.post(data, "/v1/media", Content_Type="image/jpeg")

    answer = await room.post(a_ninjs(f"urn:sha256:{sha(data)}"), **other)

    async def told() -> bool:
        receipt = await room.http.get(answer.headers["location"], headers=other)
        return any(
            "not kept" in p.get("reason", "") for p in receipt.json().get("pictures", [])
        )

    await eventually(told)
    assert {each.data.source for each in await room.sent("media.stored")} == {"wire"}


async def test_a_kill_by_mistake_is_taken_back_with_what_it_held(
    room: Newsroom, web: WebServer
) -> None:
    data = a_jpeg(seed=31)
    web.pages["/p.jpg"] = lambda _: ok(data, "image/jpeg")
    added = await room.operate("POST", "/v1/sources", {"source": "other", "rights": ["self"]})
    key = {"Authorization": f"Bearer {added.json()['key']}"}
    await room.post(data, "/v1/media", Content_Type="image/jpeg", **key)
    await room.post(a_ninjs(web.url("/p.jpg")))
    await stored(room, 2)
    await room.post(a_ninjs(web.url("/p.jpg"), pubStatus="canceled"))
    await withdrawn(room, 2)

    back = await room.operate(
        "POST", f"/v1/media/wire/{sha(data)}/reinstate", {"note": "It was the right one."}
    )
    events = await stored(room, 4)
    # Its wire names it again, usable: what it said before the person did counts no more.
    await room.post(a_ninjs(web.url("/p.jpg"), title="Anew"))
    await room.post(a_ninjs(web.url("/p.jpg"), pubStatus="canceled", title="Anew"))
    await withdrawn(room, 3)

    assert back.json()["state"] == "usable"
    told = {each.data.source: each.data for each in events[-2:]}
    assert (told["wire"].reinstated, told["other"].held) == (2, None)


async def test_what_was_recalled_is_not_taken_back(room: Newsroom) -> None:
    data = a_jpeg(seed=32)
    await room.post(data, "/v1/media", Content_Type="image/jpeg")
    await room.operate("POST", f"/v1/media/wire/{sha(data)}/recall", {"note": "court order"})

    back = await room.operate("POST", f"/v1/media/wire/{sha(data)}/reinstate", {"note": "x"})

    assert back.status_code == 409
    assert "recall" in back.json()["detail"]


@pytest.mark.parametrize("way", ["form", "mail", "itself"])
async def test_a_recall_leaves_the_bytes_nowhere(room: Newsroom, way: str) -> None:
    data = a_jpeg(seed=33, says={"caption": "A face of somebody."})
    if way == "form":
        head = b"--frontier\r\nContent-Disposition: form-data; name="
        story = json.dumps(a_ninjs("cid:photo1")).encode()
        item = head + b'"item"\r\nContent-Type: application/json\r\n\r\n' + story
        photo = head + b'"photo1"\r\nContent-Type: image/jpeg\r\n\r\n' + data
        body = b"\r\n".join([item, photo, b"--frontier--\r\n"])
        await room.post(body, Content_Type="multipart/form-data; boundary=frontier")
    elif way == "mail":
        text = "The ferries sail again after the storm.\n" * 20
        mail = a_mail_with((data, "image", "jpeg", "ferry.jpg"), text=text)
        await room.post(mail, Content_Type="message/rfc822")
    else:
        await room.post(data, Content_Type="image/jpeg")
    await stored(room)

    await room.operate("POST", f"/v1/media/wire/{sha(data)}/recall", {"note": "court order"})

    middle = data[len(data) // 2 :][:60]
    kept = [doc async for doc in room.database["raw_items"].find({})]
    bodies = [bytes(doc.get("body") or b"") for doc in kept]
    packed = base64.b64encode(data)[200:240]
    assert kept
    assert not any(middle in body for body in bodies)
    assert not any(packed in body.replace(b"\n", b"").replace(b"\r", b"") for body in bodies)
    media = [doc async for doc in room.database["media"].find({})]
    assert "somebody" not in str(media)
