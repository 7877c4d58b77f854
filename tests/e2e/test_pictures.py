"""Pictures from wire to reader: four ways in, one page out, and a kill that takes it down."""

from __future__ import annotations

import email.message
import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import extruct
import feedparser
import httpx
import pytest

from tests.e2e.room import Room, a_newsroom, a_story
from tests.pictures import a_jpeg

pytestmark = pytest.mark.timeout(240)
ALT, CAPTION, CREDIT = "A ferry under a low sun", "The first ferry for two days", "Ada Example"
SAYS = {"alt": ALT, "caption": CAPTION, "credit": CREDIT, "copyright_notice": "© Ada Example"}


@contextmanager
def an_agency(pictures: dict[str, bytes]) -> Iterator[str]:
    class Pictures(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            data = pictures.get(self.path)
            self.send_response(200 if data else 404)
            self.send_header("Content-Type", "image/jpeg")
            self.send_header("Content-Length", str(len(data or b"")))
            self.end_headers()
            self.wfile.write(data or b"")

        def log_message(self, *_said: object) -> None: ...

    server = ThreadingHTTPServer(("127.0.0.1", 0), Pictures)
    serving = threading.Thread(target=server.serve_forever, daemon=True)
    serving.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        serving.join()


PICTURES = {
    f"/{name}.jpg": a_jpeg(1200, 800, seed=n, says=SAYS)
    for n, name in enumerate(("ninjs", "g2", "rss", "killed"), 20)
}


@pytest.fixture(scope="module")
def agency() -> Iterator[str]:
    with an_agency(PICTURES) as address:
        yield address


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Room]:
    data = tmp_path_factory.mktemp("room")
    with a_newsroom(
        data,
        COPYDESK_OBJECTS=str(data / "objects"),
        COPYDESK_POLL_ALLOW_NETWORKS="127.0.0.0/8",
        COPYDESK_PICTURE_LOOK_EVERY_S="0.1",
    ) as room:
        yield room


@pytest.fixture(scope="module")
def key(room: Room) -> str:
    return room.add_source("own-wire", rights=["self"])


def words(number: int, part: str = "text") -> str:
    return str(a_story(number)[part])


def a_ninjs(href: str, *, number: int = 901, name: str = "ninjs") -> dict[str, Any]:
    lead = {"uri": f"urn:wire:picture-{name}", "type": "picture", "name": "lead"}
    return {
        "standard": {"name": "ninjs", "version": "3.1"},
        "uri": f"urn:wire:{name}",
        "type": "text",
        "language": "en",
        "headlines": [{"role": "main", "value": words(number, "headline")}],
        "bodies": [{"role": "main", "contentType": "text/plain", "value": words(number)}],
        "associations": [{**lead, "renditions": [{"name": "main", "href": href}]}],
    }


def a_g2(href: str) -> bytes:
    def item(guid: str, kind: str, link: str, meta: str, content: str) -> str:
        return (
            f'<newsItem guid="{guid}" version="1" standard="NewsML-G2" standardversion="2.34" '
            'conformance="power"><itemMeta>'
            f'<itemClass qcode="ninat:{kind}"/><provider literal="own"/>'
            "<versionCreated>2026-11-23T08:00:00Z</versionCreated>"
            f'<pubStatus qcode="stat:usable"/>{link}</itemMeta>'
            f"<contentMeta>{meta}</contentMeta><contentSet>{content}</contentSet></newsItem>"
        )

    to_picture = (
        '<link rel="irel:hasPicture" residref="urn:g2:picture">'
        '<itemClass qcode="ninat:picture"/></link>'
    )
    body = "".join(f"<p>{part}</p>" for part in words(902).split("\n\n"))
    html = f'<html xmlns="http://www.w3.org/1999/xhtml"><body>{body}</body></html>'
    inline = f'<inlineXML contenttype="application/xhtml+xml">{html}</inlineXML>'
    remote = f'<remoteContent rendition="rnd:highRes" href="{href}" contenttype="image/jpeg"/>'
    headline = f"<headline>{words(902, 'headline')}</headline>"
    story = item("urn:g2:story", "text", to_picture, f"<language tag='en'/>{headline}", inline)
    picture = item("urn:g2:picture", "picture", "", "<headline>A ferry</headline>", remote)
    return (
        '<newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"><header>'
        f"<sent>2026-11-23T08:00:00Z</sent></header><itemSet>{story}{picture}</itemSet>"
        "</newsMessage>"
    ).encode()


def an_rss(href: str) -> bytes:
    return (
        '<rss version="2.0" xmlns:media="http://search.yahoo.com/mrss/"><channel><title>t</title>'
        "<link>https://own.example.org/</link><language>en</language><item>"
        f"<title>{words(903, 'headline')}</title><guid>https://own.example.org/night</guid>"
        f"<description>{words(903)}</description>"
        f'<media:content url="{href}" type="image/jpeg" width="1200" height="800">'
        f"<media:description>{CAPTION}</media:description>"
        f"<media:credit>{CREDIT}</media:credit></media:content></item></channel></rss>"
    ).encode()


def a_mail() -> bytes:
    mail = email.message.EmailMessage()
    mail["From"] = "Ada Example <ada@example.org>"
    mail["Subject"] = words(904, "headline")
    mail["Date"] = "Mon, 23 Nov 2026 08:00:00 +0000"
    mail["Message-ID"] = "<boat@example.org>"
    mail.set_content(words(904))
    data = a_jpeg(1200, 800, seed=30, says=SAYS)
    mail.add_attachment(data, "image", "jpeg", filename="boat.jpg")
    return mail.as_bytes()


def post(room: Room, key: str, body: bytes, media_type: str) -> dict[str, Any]:
    answer = room.http.post(
        f"{room.url('ingest')}/v1/articles",
        content=body,
        headers={"Authorization": f"Bearer {key}", "Content-Type": media_type},
    )
    assert answer.status_code in (200, 202), answer.text
    taken: dict[str, Any] = answer.json()
    return taken


def page_of(room: Room, article_id: str) -> httpx.Response | None:
    """Give a story's page once its picture is on it; lists beside it show others' pictures."""
    for event in reversed(room.log()):
        if event["subject"] == article_id and event["data"].get("url"):
            page = room.http.get(event["data"]["url"])
            return page if page.status_code == 200 and CAPTION in page.text else None
    return None


WAYS: dict[str, tuple[Callable[[str], bytes], str]] = {
    "ninjs": (lambda at: json.dumps(a_ninjs(f"{at}/ninjs.jpg")).encode(), "application/json"),
    "g2": (lambda at: a_g2(f"{at}/g2.jpg"), "application/vnd.iptc.g2.newsmessage+xml"),
    "rss": (lambda at: an_rss(f"{at}/rss.jpg"), "application/rss+xml"),
    "mail": (lambda _at: a_mail(), "message/rfc822"),
}


@pytest.mark.parametrize("way", WAYS)
def test_a_picture_goes_from_wire_to_reader(
    room: Room, key: str, agency: str, way: str
) -> None:
    make, media_type = WAYS[way]

    taken = post(room, key, make(agency), media_type)
    page = room.wait_for(
        lambda: page_of(room, taken["article_id"]), what="the page has its picture"
    )

    assert ALT in page.text
    assert CREDIT in page.text
    [image] = images_in(page.text)[:1]
    assert room.http.get(image).headers["content-type"].startswith("image/")
    feed = feedparser.parse(room.http.get(f"{room.url('publish')}/feed.xml").text)
    entry = next(each for each in feed.entries if each.link == str(page.url))
    assert entry.media_content[0]["url"].startswith(room.url("publish"))


def images_in(page: str) -> list[str]:
    """Give the addresses of a page's pictures, as a foreign reader finds them in JSON-LD."""
    found = extruct.extract(page, syntaxes=["json-ld"])["json-ld"]
    images = [each.get("image") for each in found if each.get("image")]
    flat = [one for each in images for one in (each if isinstance(each, list) else [each])]
    return [str(one.get("url") or one.get("contentUrl")) for one in flat]


def test_a_picture_that_its_wire_withdraws_is_gone_from_its_story(
    room: Room, key: str, agency: str
) -> None:
    story = json.dumps(a_ninjs(f"{agency}/killed.jpg", number=905, name="killed")).encode()
    taken = post(room, key, story, "application/json")
    page = room.wait_for(
        lambda: page_of(room, taken["article_id"]), what="the page has its picture"
    )
    [image] = images_in(page.text)[:1]
    kill = {
        "standard": {"name": "ninjs", "version": "3.1"},
        "uri": "urn:wire:picture-killed",
        "type": "picture",
        "pubStatus": "canceled",
        "headlines": [{"role": "main", "value": "PICTURE KILL"}],
    }

    post(room, key, json.dumps(kill).encode(), "application/json")

    room.wait_for(lambda: room.http.get(image).status_code == 410, what="it answers 410")
    url = str(page.url)
    its_bytes = image.partition("/media/")[2].partition("/")[0]
    room.wait_for(lambda: its_bytes not in room.http.get(url).text, what="the page lost it")
