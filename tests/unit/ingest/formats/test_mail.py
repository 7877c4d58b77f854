"""E-mail: the story, and what was sent with it."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from services.ingest.formats.mail import letter as mail
from services.ingest.formats.parsed import Parsed, UnreadableError
from tests.unit.ingest.formats.samples import MAIL, a_payload


def parse(content: bytes = MAIL) -> Parsed:
    return mail.parse(a_payload(content, "message/rfc822"))


def a_mail(body: bytes, *headers: bytes) -> bytes:
    head = (b"From: Ann Bell <ann@news.example>", b"Subject: Ferry sails", *headers)
    return b"\r\n".join(head) + b"\r\n\r\n" + body


def test_headers_are_decoded() -> None:
    item, extras = parse().items[0]

    assert item.headline() == "Fähre fährt wieder"
    assert extras.original_source == "Jürgen Kai <jk@news.example>"
    assert item.first_created == datetime(2026, 11, 23, 7, 40, tzinfo=UTC)
    assert item.uri == "mid:abc.1@news.example"
    assert item.alt_ids[0].value == "<abc.1@news.example>"


def test_the_body_is_clean_and_the_signature_private() -> None:
    item, extras = parse().items[0]

    assert item.bodies[0].value == "<p>Die Fähre fährt wieder.</p><p>Der Hafen ist frei.</p>"
    assert extras.notes == ("J. Kai, 555 0100",)


def test_attachments_are_named_without_their_path() -> None:
    (plan,) = parse().items[0].item.associations

    assert plan["name"] == "plan.pdf"
    assert plan["uri"] == "mid:abc.1@news.example/plan.pdf"


def test_the_fuller_text_wins() -> None:
    thin = MAIL.replace(
        b"PHA+RGllIEbDpGhyZSBmw6RocnQgd2llZGVyLjwvcD48cD5EZXIgSGFmZW4gaXN0IGZyZWkuPC9wPjxz\r\n"
        b"Y3JpcHQ+YWxlcnQoMSk8L3NjcmlwdD4=",
        b"PHA+U2llaGU8L3A+",
    )

    assert "Hafen" in parse(thin).items[0].item.bodies[0].value


def test_a_picture_is_an_item_in_a_package() -> None:
    pictured = MAIL.replace(b"application/pdf", b"image/jpeg").replace(b"plan.pdf", b"dawn.jpg")

    items = parse(pictured).items

    assert [one.item.type for one in items] == ["text", "picture", "composite"]
    assert [ref.residref for ref in items[2].extras.groups[1].refs] == [
        items[0].item.uri, items[1].item.uri,
    ]  # fmt: skip


def test_a_charset_that_lies_is_told() -> None:
    parsed = parse(a_mail(b"M\xfcller", b"Content-Type: text/plain; charset=utf-8"))

    assert parsed.items[0].item.bodies[0].value == "<p>Müller</p>"
    assert any(problem.line and "utf-8" in problem.detail for problem in parsed.problems)


def test_html_alone_with_breaks_becomes_paragraphs() -> None:
    parsed = parse(
        a_mail(b"<div>One.</div><div><br></div><div>Two.</div>", b"Content-Type: text/html")
    )

    assert parsed.items[0].item.bodies[0].value == "<p>One.</p>\n<p>Two.</p>"


def test_a_form_in_json_is_read_field_by_field() -> None:
    answers = {
        "Headline": "Ferry sails again", "Slugline": "Ferry", "Abstract": "It sails.",
        "Body": "The ferry left.\nAll is well.", "Dateline": "Port Ellis", "Category": "a, t",
        "Priority": "3", "Username": "ann@news.example",
    }  # fmt: skip

    item, extras = parse(
        a_mail(json.dumps(answers).encode(), b"Content-Type: text/plain")
    ).items[0]

    assert (item.headline(), item.slugline, item.urgency) == ("Ferry sails again", "Ferry", 3)
    assert item.bodies[0].value == "<p>The ferry left.</p>\n<p>All is well.</p>"
    assert item.descriptions[0].value == "It sails."
    assert extras.categories == ("a", "t")
    assert extras.dateline is not None
    assert extras.dateline.place == "Port Ellis"
    assert extras.original_source == "ann@news.example"


def test_a_form_in_lines_is_read_field_by_field() -> None:
    lines = (
        b"Headline: Ferry sails again\r\nSlugline: Ferry\r\n"
        b"Body: The ferry left.\r\nAll is well.\r\n"
    )

    item = parse(a_mail(lines)).items[0].item

    assert (item.headline(), item.slugline) == ("Ferry sails again", "Ferry")
    assert "All is well." in item.bodies[0].value


def test_a_kill_in_the_subject_is_a_kill() -> None:
    killed = a_mail(b"Please do not use it.").replace(
        b"Ferry sails", b"MANDATORY KILL: Ferry sails"
    )

    assert parse(killed).items[0].item.pub_status == "canceled"


def test_an_undated_mail_is_dated_by_its_arrival() -> None:
    parsed = parse(a_mail(b"Words."))

    assert parsed.items[0].item.version_created == datetime(2026, 11, 23, 8, tzinfo=UTC)
    assert "Date" in parsed.problems[0].detail


def test_a_forwarded_message_is_an_attachment() -> None:
    inner = b"From: x@y.example\r\nSubject: inner\r\n\r\nInner words"
    outer = a_mail(
        b"--b\r\nContent-Type: text/plain\r\n\r\nSee below.\r\n"
        b"--b\r\nContent-Type: message/rfc822"
        b"\r\n\r\n" + inner + b"\r\n--b--",
        b"Content-Type: multipart/mixed; boundary=b",
    )

    item = parse(outer).items[0].item

    assert item.bodies[0].value == "<p>See below.</p>"
    assert len(item.associations) == 1


def test_what_has_no_headers_is_no_mail() -> None:
    with pytest.raises(UnreadableError):
        parse(b"just words")


def test_marked_up_words_parted_by_breaks_become_paragraphs() -> None:
    letter = a_mail(b"<div>One <b>bold</b>.<br><br>Two.</div>", b"Content-Type: text/html")

    assert parse(letter).items[0].item.bodies[0].value == "<p>One <b>bold</b>.</p>\n<p>Two.</p>"
