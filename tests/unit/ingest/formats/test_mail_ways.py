"""What mail programs, relays and lists make of a letter, and letters that nobody wrote."""

# ruff: noqa: E501  letters are told as they are sent

from __future__ import annotations

import base64

import pytest

from services.ingest.formats.parsed import Parsed, UnreadableError
from tests.unit.ingest.formats.carriers import HEADLINE, STORY
from tests.unit.ingest.formats.reading import read

_HTML = "".join(f"<p>{part}</p>" for part in STORY.split("\n\n"))


def mailed(
    content: str | bytes, *headers: str, subject: str = HEADLINE, kind: str = "text/plain"
) -> Parsed:
    lines = (
        "From: Press <press@quay.example>", f"Subject: {subject}", "Message-ID: <a@quay.example>",
        "Date: Mon, 23 Nov 2026 09:10:30 +0100", "MIME-Version: 1.0", f"Content-Type: {kind}",
        *headers,
    )  # fmt: skip
    body = content.encode() if isinstance(content, str) else content
    return read("\n".join(lines).encode() + b"\n\n" + body, media_type="message/rfc822")


def body_of(parsed: Parsed) -> str:
    return parsed.items[0].item.bodies[0].value


# --- on the way --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "sent", "meant"),
    [
        ("text/plain; format=flowed", "The quay \nis closed, \nthey said.\n\nMore.", "<p>The quay is closed, they said.</p>"),
        ("text/plain; format=flowed; delsp=yes", "Der Kai ist am Mon \ntag zu.", "am Montag zu"),
        ("text/plain; format=flowed", " From Monday on \nit is closed.", "From Monday on it is closed."),
    ],
)  # fmt: skip
def test_lines_that_flow_are_joined(kind: str, sent: str, meant: str) -> None:
    assert meant in body_of(mailed(sent, kind=kind))


@pytest.mark.parametrize(
    "sent", ["closed on Mon=  \nday.", "closed on Mon=\nday.", "closed on Mon=\t\r\nday."]
)
def test_a_soft_line_break_is_one_whatever_stands_behind_it(sent: str) -> None:
    parsed = mailed(sent, "Content-Transfer-Encoding: quoted-printable")

    assert "closed on Monday." in body_of(parsed)


@pytest.mark.parametrize(
    "kind",
    [
        "multipart/mixed",
        "text/plain (plain text); charset='utf-8'",
        "text/plain; charset=utf8mb4",
    ],
)
def test_a_text_with_a_faulty_type_is_a_text(kind: str) -> None:
    assert "Café" in body_of(mailed(f"Café quay. {STORY}", kind=kind))


def test_a_line_that_is_no_header_does_not_end_the_head() -> None:
    sent = f"From: a@b.example\nThis is no header\nSubject: {HEADLINE}\nDate: 23 Nov 2026 08:10 +0000\n\n{STORY}"
    parsed = read(sent, media_type="message/rfc822")

    assert parsed.items[0].item.headline() == HEADLINE
    assert "no header" not in body_of(parsed)


def test_pgps_frame_is_taken_off() -> None:
    signed = (
        f"-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA256\n\n{STORY}\n- - a dash\n"
        "-----BEGIN PGP SIGNATURE-----\n\niQEz\n-----END PGP SIGNATURE-----\n"
    )
    body = body_of(mailed(signed))

    assert "Ferries sailed again" in body
    assert not any(word in body for word in ("PGP", "iQEz", "Hash:", "- - a"))


def test_a_file_written_into_the_text_is_left_out() -> None:
    body = body_of(mailed(f"{STORY}\n\nbegin 644 a.txt\n#0V%T\n`\nend\n"))

    assert "begin 644" not in body
    assert "Nobody was hurt" in body


def test_what_a_newsletter_hides_and_says_of_its_list_is_no_story() -> None:
    letter = (
        '<div style="display:none;max-height:0">A line for the list of letters</div><table><tr><td>'
        f'<a href="https://x.example/v">View in browser</a></td></tr><tr><td>{_HTML}</td></tr>'
        '<tr><td>You get this because you subscribed. <a href="https://x.example/u">Unsubscribe</a>'
        "</td></tr></table>"
    )
    body = body_of(mailed(letter, kind="text/html"))

    assert "Nobody was hurt" in body
    assert not any(word in body for word in ("for the list", "browser", "Unsubscribe"))


@pytest.mark.parametrize(
    "above",
    [
        ("<p>Please run this.</p><div><p><b>From:</b> Press &lt;p@quay.example&gt;<br><b>Sent:</b> Monday"
        ", November 23, 2026 8:00 AM<br><b>To:</b> Bo &lt;b@post.example&gt;<br><b>Subject:</b> x</p></div>"),
        ('<div>Please run this.<br><br><div class="gmail_quote"><div>---------- Forwarded message '
        "---------<br>From: <b>Press</b> &lt;p@quay.example&gt;<br>Date: Mon, 23 Nov 2026 at 08:00<br>"
        "Subject: x<br>To: Bo &lt;b@post.example&gt;<br></div></div></div>"),
    ],
)  # fmt: skip
def test_a_story_passed_on_in_html_alone_is_the_story(above: str) -> None:
    parsed = mailed(above + _HTML, subject=f"FW: {HEADLINE}", kind="text/html; charset=utf-8")
    item, extras = parsed.items[0]

    assert item.headline() == HEADLINE
    assert "Nobody was hurt" in body_of(parsed)
    assert not any(word in body_of(parsed) for word in ("run this", "From:", "Forwarded"))
    assert any("run this" in note for note in extras.notes)


# --- no stories --------------------------------------------------------------------------

_AWAY = "Thank you for your message. I am out of the office until 30 November."


@pytest.mark.parametrize(
    ("subject", "header"),
    [
        ("Out of office: Storm", "Auto-Submitted: auto-replied"),
        ("Re: Storm", "Precedence: auto_reply"),
        ("Storm", "X-Autoreply: yes"),
        ("Automatic reply: Your release", "X-Any: x"),
        ("Abwesenheitsnotiz: Sturm", "X-Any: x"),
        ("Réponse automatique : Tempête", "X-Any: x"),
    ],
)
def test_an_automatic_reply_is_refused_by_name(subject: str, header: str) -> None:
    with pytest.raises(UnreadableError, match="automatic reply"):
        mailed(_AWAY, header, subject=subject)


@pytest.mark.parametrize("report", ["delivery-status", "disposition-notification"])
def test_a_report_on_a_letter_is_refused_by_name(report: str) -> None:
    content = f"--r\nContent-Type: text/plain\n\nIt was not.\n--r\nContent-Type: message/{report}\n\nX: y\n--r--\n"

    with pytest.raises(UnreadableError, match="a letter"):
        mailed(content, kind=f"multipart/report; report-type={report}; boundary=r")


@pytest.mark.parametrize(
    ("subject", "header"),
    [
        (HEADLINE, "Auto-Submitted: auto-generated"),
        (HEADLINE, "Precedence: bulk"),
        ("Out of office: why the harbour master left", "X-Any: x"),
    ],
)
def test_what_a_program_sends_for_people_is_a_letter(subject: str, header: str) -> None:
    assert mailed(STORY, header, subject=subject).items[0].item.headline() == subject


_PGP = "-----BEGIN PGP MESSAGE-----\n\nhQE\n-----END PGP MESSAGE-----\n"
_SEALED = {
    "S/MIME": ("application/pkcs7-mime; smime-type=enveloped-data; name=smime.p7m", base64.b64encode(b"0\x80" * 9).decode()),
    "PGP": ("text/plain", _PGP),
    "PGP/MIME": (
        'multipart/encrypted; protocol="application/pgp-encrypted"; boundary=e',
        ("--e\nContent-Type: application/pgp-encrypted\n\nVersion: 1\n--e\n"
        f"Content-Type: application/octet-stream; name=encrypted.asc\n\n{_PGP}\n--e--\n"),
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", _SEALED)
def test_an_encrypted_letter_is_named_and_held(name: str) -> None:
    kind, content = _SEALED[name]
    parsed = mailed(content, kind=kind)

    assert parsed.items[0].extras.unread
    assert any("encrypted" in problem.detail for problem in parsed.problems)


def test_an_invitation_is_named_and_held() -> None:
    content = (
        "--c\nContent-Type: text/plain\n\nPress conference, 24 Nov 10:00\n--c\nContent-Type: "
        "text/calendar; method=REQUEST\n\nBEGIN:VCALENDAR\nEND:VCALENDAR\n--c--\n"
    )
    parsed = mailed(content, kind="multipart/alternative; boundary=c")

    assert parsed.items[0].extras.unread
    assert any("invitation" in problem.detail for problem in parsed.problems)
