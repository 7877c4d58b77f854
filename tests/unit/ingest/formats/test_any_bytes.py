"""Whatever arrives, a format gives items or says why not, soon."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.ingest.formats.mail import letter as mail
from services.ingest.formats.parsed import Parsed, Payload, UnreadableError
from services.ingest.formats.telex import anpa, iptc7901
from services.ingest.formats.xml import atom, newsml_1_2, newsml_g2, nitf, rss, wordpress
from tests.unit.ingest.formats.samples import (
    ANPA,
    ANPA_TABLE,
    ATOM,
    IPTC_7901,
    MAIL,
    NEWSML_1_2,
    NEWSML_G2,
    NITF,
    RSS,
    WORDPRESS,
    a_payload,
)

Parse = Callable[[Payload], Parsed]
FORMATS: dict[str, tuple[Parse, bytes]] = {
    "nitf": (nitf.parse, NITF.encode()),
    "newsml_g2": (newsml_g2.parse, NEWSML_G2.encode()),
    "newsml_1_2": (newsml_1_2.parse, NEWSML_1_2),
    "iptc7901": (iptc7901.parse, IPTC_7901),
    "anpa": (anpa.parse, ANPA + ANPA_TABLE),
    "mail": (mail.parse, MAIL),
    "rss": (rss.parse, RSS.encode()),
    "atom": (atom.parse, ATOM.encode()),
    "wordpress": (wordpress.parse, WORDPRESS.encode()),
}
LONGEST = 2.0  # seconds of CPU


def what_it_makes(parse: Parse, content: bytes) -> Parsed | UnreadableError:
    try:
        return parse(a_payload(content))
    except UnreadableError as refused:
        return refused


def reads(parse: Parse, content: bytes) -> None:
    started = time.process_time()

    made = what_it_makes(parse, content)

    assert made.problems or isinstance(made, Parsed)
    for item, extras in made.items if isinstance(made, Parsed) else ():
        item.to_ninjs()
        extras.to_json()
        assert item.model_dump_json()
    for fault in made.problems:
        assert fault.detail
        assert fault.fix
        assert fault.xpath or fault.line or fault.pointer
    assert time.process_time() - started < LONGEST


@pytest.mark.parametrize("name", FORMATS)
@given(content=st.binary(max_size=300))
def test_any_bytes(name: str, content: bytes) -> None:
    reads(FORMATS[name][0], content)


@pytest.mark.parametrize("name", FORMATS)
@settings(max_examples=150)
@given(data=st.data())
def test_a_message_that_was_damaged(name: str, data: st.DataObject) -> None:
    parse, content = FORMATS[name]
    for _ in range(data.draw(st.integers(1, 5))):
        at = data.draw(st.integers(0, len(content)))
        to = data.draw(st.integers(at, min(len(content), at + 60)))
        put = data.draw(
            st.one_of(
                st.binary(max_size=8),
                st.sampled_from(
                    [b"\x01", b"\x02", b"\x03", b"<", b">", b"&", b'"', b"\r\n\r\n", b"\xff"]
                ),
                st.just(content[at:to] * 2),
            )
        )
        content = content[:at] + put + content[to:]
    reads(parse, content)


@pytest.mark.parametrize("name", FORMATS)
@given(data=st.data())
def test_a_value_that_is_odd(name: str, data: st.DataObject) -> None:
    parse, content = FORMATS[name]
    quotes = [i for i, byte in enumerate(content) if byte in b"\"'>"]
    if not quotes:
        return
    start = data.draw(st.sampled_from(quotes)) + 1
    end = next((i for i in range(start, len(content)) if content[i] in b"\"'<"), start)
    odd = data.draw(
        st.one_of(
            st.text(max_size=12).map(lambda text: text.encode("utf-8", "replace")),
            st.sampled_from(
                [
                    b"9" * 40,
                    b"-1",
                    b"0000-00-00T99:99:99Z",
                    b"20261399T256199+9999",
                    b"::",
                    b"javascript:x",
                    b"a b:c%",
                ]
            ),
        )
    )
    reads(parse, content[:start] + odd + content[end:])


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize(
    "content",
    [
        b"<a>" * 100_000,
        b"<nitf>" + b"<p>" * 5_000,
        b"<!DOCTYPE a [" + b"<!ENTITY x 'y'>" * 1000 + b"]><a>&x;</a>",
        b"<a " + b" ".join(b"b%d='c'" % i for i in range(50_000)) + b"/>",
        b"\x01" * 200_000,
        b"\x01abc1 1 a 1\r\n" * 5_000,
        b"From: a\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n"
        + b"--b\r\n\r\n" * 20_000,
        b"Subject: " + b"=?utf-8?q?a?= " * 20_000 + b"\r\n\r\nx",
        b"\x16\x16\x01a0001\x1f\r\nr a\x13\x11 BC-X 1-1 1\r\n\x02" + b"^a<\r\n" * 50_000,
    ],
    ids=[
        "depth",
        "depth in nitf",
        "entities",
        "attributes",
        "starts",
        "headers",
        "parts",
        "words",
        "heads",
    ],
)
def test_a_bomb_goes_off_softly(name: str, content: bytes) -> None:
    reads(FORMATS[name][0], content)


@pytest.mark.parametrize(
    "content",
    [
        b"<nitf><body><body.content><p>" + b"<em>" * 240 + b"x" + b"</em>" * 240
        + b"</p></body.content></body></nitf>",
        b"<nitf><body><body.content>" + b"<block>" * 240 + b"x" + b"</block>" * 240
        + b"</body.content></body></nitf>",
        b"<nitf><head><title>" + b"a" * 1_000_000 + b"</title></head></nitf>",
        b"<nitf><head><title>" + b"x KILL " * 100_000 + b"</title></head></nitf>",
        b"<!DOCTYPE nitf [" + b"<!--" * 200_000 + b"]><nitf/>",
        b"<nitf><body><body.content><p>" + b"   a   b\n" * 50_000
        + b"</p></body.content></body></nitf>",
    ],
    ids=["inline depth", "block depth", "long word", "many kills", "comments", "columns"],
)  # fmt: skip
def test_nitf_made_to_be_slow_is_not(content: bytes) -> None:
    reads(nitf.parse, content)


def test_a_feed_of_unfinished_items_is_not_slow() -> None:
    reads(rss.parse, b"<rss><channel><item><title>a</title></item>" + b"<item a='" * 200_000)


def test_mail_within_mail_without_end_is_refused_or_read() -> None:
    nested = b"".join(
        b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n" % (i, i)
        for i in range(3_000)
    )
    reads(mail.parse, b"From: a\r\n" + nested)


def test_telex_made_to_be_slow_is_not() -> None:
    reads(iptc7901.parse, b"\x01abc1 1 a 1\r\nX/\r\n\x02H =\r\n" + b"   a    b\r\n" * 50_000)
    reads(
        anpa.parse,
        b"\x16\x16\x01a0001\x1f\r\n" + b"r a " * 50_000 + b"\x02" + b"\t  x\r\n" * 50_000,
    )
