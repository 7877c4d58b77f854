"""Press releases as documents, alone and attached to mail; all of it invented."""

from __future__ import annotations

import base64
import gzip

import pytest

from services.ingest.formats.parsed import Parsed, UnreadableError
from tests.unit.ingest.formats import office
from tests.unit.ingest.formats.reading import read, read_one

KINDS = sorted(office.ALL)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("said", ["its own", "application/octet-stream", "text/plain"])
def test_a_document_is_read_whatever_it_is_called(kind: str, said: str) -> None:
    media_type = office.TYPES[kind] if said == "its own" else said

    parsed = read(office.ALL[kind], media_type=media_type)
    ((item, _),) = parsed.items

    assert parsed.format == "document"
    assert item.headline() == office.HEADLINE
    assert item.ed_note == "\n".join(office.ABOVE)
    body = item.bodies[0].value
    assert office.LINES[0] in body
    assert "Mia Nord" in body
    assert office.HEADLINE not in body


@pytest.mark.parametrize("kind", ["docx", "odt"])
def test_tables_stay_tables(kind: str) -> None:
    body = read_one(office.ALL[kind], media_type=office.TYPES[kind]).item.bodies[0].value

    assert "<table>" in body
    assert "<td>Gull</td>" in body.replace("<td><p>", "<td>").replace("</p></td>", "</td>")


@pytest.mark.parametrize("make", [office.docx, office.odt, office.rtf, office.pdf])
def test_an_embargo_above_the_headline_counts(make: object) -> None:
    content = make(("EMBARGOED until 0600 GMT 1 January 2027",))  # type: ignore[operator]

    until = read_one(content, media_type="application/octet-stream").item.embargoed_until

    assert until is not None
    assert until.isoformat() == "2027-01-01T06:00:00+00:00"


ENTITIES = (
    '<?xml version="1.0"?><!DOCTYPE w:document [<!ENTITY a "aaaaaaaaaa">'
    + "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9))
    + ']><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
    "<w:body><w:p><w:r><w:t>&j;</w:t></w:r></w:p></w:body></w:document>"
)


@pytest.mark.parametrize(
    "content",
    [
        office.docx(xml="<w>" + "0" * 150_000_000),
        office.docx(xml=ENTITIES),
        office.docx()[:900],
        office.pdf()[:300],
        office.odt()[:200],
        b"{\\rtf1" + b"{" * 100_000,
        b"\x78\x9f\x3e\x22" + b"\xff" * 200,
        office.packed({"word/document.xml": "x", "[Content_Types].xml": "<"}),
    ],
    ids=[
        "a zip bomb", "an XML bomb", "half a DOCX", "half a PDF", "half an ODT",
        "RTF without an end", "TNEF of nothing", "no DOCX inside",
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_refused_by_name(content: bytes) -> None:
    with pytest.raises(UnreadableError) as refused:
        read(content, media_type="application/octet-stream")

    assert any(
        word in refused.value.problems[0].detail
        for word in ("Word", "PDF", "ODT", "OpenDocument", "RTF", "TNEF", "ZIP")
    )


@pytest.mark.parametrize(
    "content",
    [
        office.docx(xml="<w:document"),
        office.docx(xml="<w:document xmlns:w='x'>&nothing;</w:document>"),
        office.packed(
            {"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<"}
        ),
    ],
    ids=["DOCX cut off", "DOCX with an entity", "ODT cut off"],
)
def test_damaged_parts_are_called_that(content: bytes) -> None:
    with pytest.raises(UnreadableError, match="damaged"):
        read(content, media_type="application/octet-stream")


# --- by mail -----------------------------------------------------------------------------


def a_mail(text: str, *files: tuple[str, str, bytes]) -> bytes:
    parts = "".join(
        f"--b\r\nContent-Type: {kind}; name={name}\r\n"
        f"Content-Disposition: attachment; filename={name}\r\n"
        "Content-Transfer-Encoding: base64\r\n\r\n"
        f"{base64.encodebytes(content).decode()}\r\n"
        for name, kind, content in files
    )
    return (
        "From: Press <press@quay.example>\r\nTo: desk@post.example\r\n"
        "Date: Mon, 23 Nov 2026 09:10:30 +0100\r\nMessage-ID: <g1@quay.example>\r\n"
        "Subject: Press release\r\nMIME-Version: 1.0\r\n"
        "Content-Type: multipart/mixed; boundary=b\r\n\r\n"
        f"--b\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n{text}\r\n{parts}--b--\r\n"
    ).encode()


def mailed(text: str, *files: tuple[str, str, bytes]) -> Parsed:
    return read(a_mail(text, *files), media_type="message/rfc822")


@pytest.mark.parametrize("kind", KINDS)
def test_the_document_is_the_letters_story(kind: str) -> None:
    parsed = mailed("Please see attached.", (f"r.{kind}", office.TYPES[kind], office.ALL[kind]))
    ((item, extras),) = parsed.items

    assert item.headline() == office.HEADLINE
    assert item.uri == "mid:g1@quay.example"
    assert item.version_created is not None
    assert extras.unread == ()


def test_a_document_under_an_unsaid_type_is_known() -> None:
    parsed = mailed("Anbei.", ("r.bin", "application/octet-stream", office.ALL["pdf"]))

    assert parsed.items[0].item.headline() == office.HEADLINE


def test_an_embargo_in_the_letter_counts_for_the_document() -> None:
    parsed = mailed(
        "Embargoed until 0600 GMT 1 January 2027. See attached.",
        ("r.docx", office.TYPES["docx"], office.docx(())),
    )

    assert parsed.items[0].item.embargoed_until is not None


@pytest.mark.parametrize(
    ("name", "kind", "content"),
    [
        ("r.docx", office.TYPES["docx"], b"PK\x03\x04" + b"\0" * 20),
        ("r.pdf", "application/pdf", b"%PDF-1.7\n%%EOF"),
        ("r.doc", "application/msword", b"\xd0\xcf\x11\xe0\xa1\xb1" + bytes(100)),
        ("r.zip", "application/zip", office.packed({"a.bin": "\0\1" * 60})),
        ("r.rar", "application/x-rar", b"Rar!\x1a\x07" + bytes(60)),
        ("r.xlsx", "application/octet-stream", office.packed({"xl/workbook.xml": "x"})),
        ("r.dat", "application/octet-stream", b"\x01\x02" * 30),
    ],
)
def test_what_is_attached_and_not_read_is_named_and_held(
    name: str, kind: str, content: bytes
) -> None:
    parsed = mailed("Please see attached.", (name, kind, content))

    assert any(name in problem.detail for problem in parsed.problems)
    assert parsed.items[0].extras.unread == (name,)


_TEXT = f"{office.HEADLINE}\n\n{office.LINES[0]}\n\n{office.LINES[1]}\n"
_NITF = (
    '<nitf><head><docdata><doc-id id-string="q1"/></docdata></head><body><body.head><hedline>'
    f"<hl1>{office.HEADLINE}</hl1></hedline></body.head><body.content><p>{office.LINES[0]}</p>"
    "</body.content></body></nitf>"
)


@pytest.mark.parametrize(
    ("name", "content"),
    [(f"r.{kind}", office.ALL[kind]) for kind in KINDS]
    + [("r.txt", _TEXT.encode()), ("r.xml", _NITF.encode())],
)
@pytest.mark.parametrize("said", ["application/zip", "application/octet-stream"])
def test_what_is_zipped_and_attached_is_read(name: str, content: bytes, said: str) -> None:
    packed = office.zipped({f"release/{name}": content, "__MACOSX/._x": b"\0"})
    parsed = mailed("Please see attached.", ("release.zip", said, packed))
    ((item, extras),) = parsed.items

    assert item.headline() == office.HEADLINE
    assert item.uri == ("urn:copydesk:guid:q1" if name == "r.xml" else "mid:g1@quay.example")
    assert extras.unread == ()


def test_what_is_gzipped_and_attached_is_read() -> None:
    parsed = mailed("Anbei.", ("r.xml.gz", "application/gzip", gzip.compress(_NITF.encode())))

    assert [one.item.uri for one in parsed.items] == ["urn:copydesk:guid:q1"]


def test_several_stories_in_a_zip_are_several_and_its_pictures_hold_nothing() -> None:
    packed = office.zipped(
        {"a.docx": office.docx(), "b.txt": _TEXT.encode(), "c.jpg": b"\xff\xd8\xff" + bytes(99)}
    )
    parsed = mailed("Please see attached.", ("r.zip", "application/zip", packed))

    assert [one.item.headline() for one in parsed.items] == [office.HEADLINE] * 2
    assert [one.extras.unread for one in parsed.items] == [(), ()]
    assert any("c.jpg" in problem.detail for problem in parsed.problems)


def test_a_file_in_a_zip_that_cannot_be_read_holds_the_others() -> None:
    packed = office.zipped({"a.txt": _TEXT.encode(), "b.doc": b"\xd0\xcf\x11\xe0\xa1\xb1" * 9})
    parsed = mailed("Please see attached.", ("r.zip", "application/zip", packed))

    assert [one.extras.unread for one in parsed.items] == [("r.zip",)]
    assert any("b.doc" in problem.detail for problem in parsed.problems)


def test_no_archive_within_an_archive_is_opened_whatever_lies_between() -> None:
    inner = office.zipped({"a.txt": _TEXT.encode()})
    letter = a_mail("Please see attached.", ("inner.zip", "application/zip", inner))
    outer = office.zipped({"m.eml": letter})
    parsed = mailed("Please see attached.", ("outer.zip", "application/zip", outer))

    assert office.HEADLINE not in [one.item.headline() for one in parsed.items]
    assert any("within another" in problem.detail for problem in parsed.problems)
    assert all(one.extras.unread for one in parsed.items)


def test_no_more_than_five_archives_of_a_letter_are_opened() -> None:
    files = [
        (
            f"{n}.zip",
            "application/zip",
            office.zipped({"a.txt": f"Gull {n}\n\n{_TEXT}".encode()}),
        )
        for n in range(6)
    ]
    parsed = mailed("Please see attached.", *files)

    assert len(parsed.items) == 5
    assert parsed.items[0].extras.unread == ("5.zip",)


@pytest.mark.parametrize("text", ["Please see attached.", "Text anbei, Gruß", "Ver adjunto"])
def test_a_letter_that_only_speaks_of_what_did_not_come_is_held(text: str) -> None:
    parsed = mailed(text)

    assert parsed.items[0].extras.unread
    assert any("attached" in problem.detail for problem in parsed.problems)


def test_a_document_that_repeats_the_letter_is_no_second_story() -> None:
    text = "\n\n".join((*office.LINES, *office.LINES, *office.LINES))
    parsed = mailed(text, ("r.docx", office.TYPES["docx"], office.ALL["docx"]))

    assert len(parsed.items) == 1
    assert parsed.items[0].item.headline() == "Press release"


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("x.ics", "text/calendar"),
        ("x.p7s", "application/pkcs7-signature"),
        ("x.jpg", "image/jpeg"),
    ],
)
def test_what_mail_carries_beside_any_story_holds_nothing(name: str, kind: str) -> None:
    text = " ".join(office.LINES)

    assert mailed(text, (name, kind, b"\xff\xd8\xff")).items[0].extras.unread == ()


def test_a_winmail_dat_is_opened() -> None:
    parsed = mailed(
        "", ("winmail.dat", "application/ms-tnef", office.tnef("", {"r.docx": office.docx()}))
    )

    assert [one.item.headline() for one in parsed.items if one.item.type == "text"] == [
        office.HEADLINE
    ]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("r.txt", _TEXT.encode()),
        ("r.xml", _NITF.encode()),
        ("r.zip", office.zipped({"a.txt": _TEXT.encode()})),
    ],
)
def test_texts_wire_copy_and_archives_in_a_winmail_dat_are_read(
    name: str, content: bytes
) -> None:
    parsed = mailed(
        "", ("winmail.dat", "application/ms-tnef", office.tnef("", {name: content}))
    )

    assert office.HEADLINE in [one.item.headline() for one in parsed.items]


def test_the_letter_in_a_winmail_dat_is_read() -> None:
    parsed = read(
        office.tnef("Gulls return\r\n\r\nThey came back."), media_type="application/ms-tnef"
    )

    assert parsed.items[0].item.headline() == "Gulls return"


# --- boxes -------------------------------------------------------------------------------


def test_each_message_of_a_box_is_read() -> None:
    one = "From: a@quay.example\nDate: Mon, 23 Nov 2026 09:10:30 +0100\nSubject: {}\n\n{}\n\n"
    box = "".join(
        "From a@quay.example Mon Nov 23 08:10:30 2026\n" + one.format(subject, text)
        for subject, text in (
            ("Gulls return", "They came.\n\nFrom Monday on they stay.\n>From the quay."),
            ("Gulls leave", "They went."),
        )
    )
    items = read(box, media_type="application/mbox").items

    assert [each.item.headline() for each in items] == ["Gulls return", "Gulls leave"]
    assert "From the quay" in items[0].item.bodies[0].value


def test_a_bad_message_does_not_fail_the_others_and_its_line_is_told() -> None:
    box = (
        "From a@quay.example Mon Nov 23 08:10:30 2026\nFrom: a@quay.example\n"
        "Date: Mon, 23 Nov 2026 09:10:30 +0100\nSubject: Gulls\n\nThey came.\n\n"
        "From b@quay.example Mon Nov 23 08:11:30 2026\nX-Nothing: 1\n\nx\n"
    )
    parsed = read(box, media_type="application/mbox")

    assert len(parsed.items) == 1
    assert any(problem.line == 8 for problem in parsed.problems)


def test_press_release_is_no_headline_of_a_mail() -> None:
    item = mailed(f"Gulls return to the quay\n\n{office.LINES[0]}").items[0].item

    assert item.headline() == "Gulls return to the quay"
    assert "Gulls return" not in item.bodies[0].value
