"""Reports about what carries stories: pages, letters, files of the wrong kind."""

from __future__ import annotations

import base64
import io
import zipfile
from email.message import EmailMessage

from tests.unit.ingest.formats.reports.report import Report

FERRY = (
    "The ferry to Northisle runs again from Monday, hourly from six, the harbour office says."
)
MORE = (
    "Two new boats of the yard at Minta take thirty cars each. Fares stay as they were last winter, "
    "and whoever bought a card for the season need not buy another one, said the harbour master."
)


def page(body: str, head: str = "<title>Ferry runs again - Shore Post</title>") -> str:
    return f"<!doctype html><html lang=en><head>{head}</head><body>{body}</body></html>"


def letter(text: str, **headers: str) -> EmailMessage:
    mail = EmailMessage()
    mail["From"] = headers.get("sender", "Press Office <press@harbour.example>")
    mail["To"] = "news@shore.example"
    mail["Subject"] = headers.get("subject", "Ferry runs again")
    mail["Date"] = "Mon, 23 Nov 2026 08:10:30 +0100"
    mail["Message-ID"] = "<m1@harbour.example>"
    mail.set_content(text)
    return mail


def with_file(
    mail: EmailMessage, name: str, content: bytes, kind: str = "application/pdf"
) -> bytes:
    main, _, sub = kind.partition("/")
    mail.add_attachment(content, maintype=main, subtype=sub, filename=name)
    return bytes(mail)


def zipped(**files: bytes) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in files.items():
            packed.writestr(name.replace("__", "."), content)
    return held.getvalue()


PNG = b"\x89PNG\r\n\x1a\n" + b"\x00\x00\x00\rIHDR" + bytes(40)
CHALLENGE = page(
    "<h1>shore.example</h1><p>Verifying you are human. This may take a few seconds.</p>"
    "<p>shore.example needs to review the security of your connection before proceeding.</p>",
    "<title>Just a moment...</title>",
)

CARRIERS = (
    Report(
        "a picture that says it is a page",
        "a CMS's mistake",
        PNG,
        {"len": 0, "told has": "PNG"},
        media_type="text/html",
    ),
    Report(
        "a ZIP archive posted as JSON is read file by file",
        "agencies' night packs",
        zipped(a__txt=f"Ferry runs again\n\n{FERRY}\n\n{MORE}".encode(), b__png=PNG),
        {
            "len": 1,
            "format": "zip",
            "0.headlines.0.value": "Ferry runs again",
            "told has": "b.png",
        },
        media_type="application/json",
    ),
    Report(
        "a path in an archive is only a name",
        "zip slip",
        zipped(**{"../../etc/cron.d/x.txt": f"Ferry runs again\n\n{FERRY}\n\n{MORE}".encode()}),
        {"len": 1, "0.headlines.0.value": "Ferry runs again"},
    ),
    Report(
        "an archive in an archive",
        "zip quines",
        zipped(inner__zip=zipped(a__txt=FERRY.encode())),
        {"len": 0, "told has": "inner.zip"},
        media_type="application/zip",
    ),
    Report(
        "a bomb",
        "zip bombs",
        zipped(a__txt=bytes(60_000_000)),
        {"len": 0, "told has": "inflates beyond"},
        media_type="application/zip",
    ),
    Report(
        "a locked archive",
        "mail gateways",
        zipped(a__txt=FERRY.encode())
        .replace(b"PK\x03\x04\x14\x00\x00", b"PK\x03\x04\x14\x00\x01")
        .replace(b"PK\x01\x02\x14\x03\x14\x00\x00", b"PK\x01\x02\x14\x03\x14\x00\x01"),
        {"len": 0, "told has": "password"},
        media_type="application/zip",
    ),
    Report(
        "a workbook",
        "press desks",
        zipped(**{"[Content_Types].xml": b"<x/>", "xl/workbook.xml": b"<x/>"}),
        {"len": 0, "told has": "Excel"},
    ),
    Report(
        "MP3 as text",
        "feeds of sound whose address is the file",
        b"ID3\x04\x00" + bytes(range(256)),
        {"len": 0, "told has": "MP3"},
        media_type="text/plain",
    ),
    Report(
        "a check of the visitor, in another firm's words",
        "PerimeterX, DataDome, Akamai",
        page(
            "<h1>Press & Hold to confirm you are a human (and not a bot).</h1><p>Reference ID 4471-ab</p>",
            "<title>Access to this page has been denied</title>",
        ),
        {"len": 0, "told lacks": "[]"},
    ),
    Report(
        "a consent page",
        "guce, didomi",
        page(
            "<h1>Before you continue</h1><p>We and our 812 partners store and access information on your device,"
            " such as cookies. Choose whether you accept all.</p><button>Accept all</button><button>Reject all</button>",
            "<title>Your privacy</title>",
        ),
        {"len": 0, "told lacks": "[]"},
    ),
    Report(
        "a page to log in",
        "paywalled feeds",
        page(
            "<h1>Log in</h1><form><label>E-mail</label><input name=user><label>Password</label>"
            "<input type=password><button>Log in</button></form><p>Forgot your password? Create an account.</p>",
            "<title>Log in | Shore Post</title>",
        ),
        {"len": 0, "told lacks": "[]"},
    ),
    Report(
        "not found, in German",
        "404 pages with status 200",
        page(
            "<h1>Seite nicht gefunden</h1><p>Die gewünschte Seite existiert leider nicht mehr.</p>",
            "<title>Fehler 404 – Küstenpost</title>",
        ),
        {"len": 0, "told lacks": "[]"},
    ),
    Report(
        "a story about a page that is not found is a story",
        "the other way round",
        page(
            f"<article><h1>Why 404 pages amuse the islanders</h1><p>{FERRY}</p><p>{MORE}</p><p>{MORE} {FERRY}</p>"
            "<p>The harbour office's page said “not found” for three days.</p></article>",
            "<title>Why 404 pages amuse the islanders</title>",
        ),
        {"len": 1, "text has": "not found"},
    ),
    Report(
        "a page that only JavaScript can show",
        "single-page applications",
        page(
            '<div id="root"></div><noscript>You need to enable JavaScript to run this app.</noscript>',
            "<title>App</title>",
        ),
        {"len": 0, "told lacks": "[]"},
    ),
    Report(
        "a frame of a server's fault",
        "502 pages with status 200",
        page(
            "<center><h1>502 Bad Gateway</h1></center><hr><center>nginx</center>",
            "<title>502 Bad Gateway</title>",
        ),
        {"len": 0, "told lacks": "[]"},
    ),
    Report(
        "a site that is being maintained",
        "WordPress' .maintenance",
        page(
            "<h1>Briefly unavailable for scheduled maintenance. Check back in a minute.</h1>",
            "<title>Maintenance</title>",
        ),
        {"len": 0, "told lacks": "[]"},
    ),
    Report(
        "Google Docs' HTML with the title as a paragraph of its class",
        "Google Docs",
        page(
            f'<p class="c1 title" id="h.x"><span>Ferry runs again</span></p><p class="c0"><span>{FERRY}</span></p>'
            f'<p class="c0"><span>{MORE}</span></p>',
            '<meta content="text/html; charset=UTF-8" http-equiv="content-type"><style>@import url(https://themes.googleusercontent.com/fonts/css);</style>',
        ),
        {"0.headlines.0.value": "Ferry runs again", "text has": MORE},
    ),
    Report(
        "a PDF and three words of letter",
        "half of all press releases",
        with_file(letter("Please see attached.\n"), "release.pdf", b"%PDF-1.7 broken"),
        {"told has": "release.pdf"},
    ),
    Report(
        "RTF attached is the story",
        "press desks",
        with_file(
            letter("Dear editors, find our release attached.\n\nKind regards\nAnn\n"),
            "release.rtf",
            rb"{\rtf1\ansi\ansicpg1252 {\b Ferry runs again}\par "
            + f"{FERRY}\\par {MORE}\\par }}".encode(),
            "application/rtf",
        ),
        {"text has": "hourly from six", "text lacks": "Dear editors"},
    ),
    Report(
        "an encrypted ZIP attached is named, and its letter is held",
        "mail gateways",
        with_file(
            letter("The release is in the archive.\n"),
            "release.zip",
            zipped(a__txt=b"x"),
            "application/zip",
        ),
        {"told has": "release.zip"},
    ),
    Report(
        "a boundary without quotes, and a charset behind it",
        "znuny/Znuny#476",
        b"From: a@b.example\r\nTo: c@d.example\r\nSubject: Ferry runs again\r\nMIME-Version: 1.0\r\n"
        b"Content-Type: multipart/alternative; boundary=----=_Part_1; charset=utf-8\r\n\r\n------=_Part_1\r\n"
        b"Content-Type: text/plain; charset=utf-8\r\n\r\n"
        + f"{FERRY}\n\n{MORE}\r\n".encode()
        + b"------=_Part_1--\r\n",
        {"text has": "hourly from six", "text lacks": "Part_1"},
    ),
    Report(
        "encoded words within quotes",
        "zbateson/mail-mime-parser#159",
        b'From: "Amt =?utf-8?q?N=C3=B6rdinsel?=" <amt@harbour.example>\r\nTo: c@d.example\r\n'
        b"Subject: =?utf-8?q?F=C3=A4hre_f=C3=A4hrt?=\r\n =?utf-8?q?_wieder?=\r\n"
        b"Content-Type: text/plain; charset=utf-8\r\n\r\n" + f"{FERRY}\n\n{MORE}\r\n".encode(),
        {"0.headlines.0.value": "Fähre fährt wieder"},
    ),
    Report(
        "quoted-printable in an unknown charset",
        "espocrm/espocrm#2",
        b"From: a@b.example\r\nTo: c@d.example\r\nSubject: Ferry runs again\r\nMIME-Version: 1.0\r\n"
        b"Content-Type: text/plain; charset=x-unknown\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n"
        b"The harbour office=92s ferry runs again from Monday. That=92s what it says.\r\n\r\n"
        + MORE.encode()
        + b"\r\n",
        {"text has": "office\u2019s ferry"},
    ),
    Report(
        "base64 that its type calls HTML though the part is plain",
        "jhillyerd/enmime#52",
        b"From: a@b.example\r\nTo: c@d.example\r\nSubject: Ferry runs again\r\nMIME-Version: 1.0\r\n"
        b"Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n"
        + base64.encodebytes(f"<html><body><p>{FERRY}</p><p>{MORE}</p></body></html>".encode()),
        {"text has": "hourly from six", "text lacks": "<p>"},
    ),
    Report(
        "a signature and a legal notice at the end of a letter",
        "mail importers",
        bytes(
            letter(
                f"{FERRY}\n\n{MORE}\n\n-- \nAnn Lee\nPress Officer\n+44 20 7946 0000\n\n"
                "This e-mail and any attachments are confidential and intended solely for the addressee.\n"
            )
        ),
        {"text has": "harbour master", "text lacks": "7946"},
    ),
    Report(
        "an answer that quotes what it answers",
        "mail importers",
        bytes(
            letter(
                f"{FERRY}\n\n{MORE}\n\nOn Mon, 23 Nov 2026 at 07:00, Desk <d@shore.example> wrote:\n> Do you have news?\n> Desk\n"
            )
        ),
        {"text has": "harbour master", "text lacks": "Do you have news"},
    ),
    Report(
        "text in GB18030 that says gb2312",
        "WHATWG supersets",
        b'<?xml version="1.0" encoding="gb2312"?><rss version="2.0"><channel><title>x</title><item><title>'
        + "渡轮恢复通航镕".encode("gb18030")
        + b"</title><guid isPermaLink='false'>g:1</guid><description>"
        + "北岛渡轮周一起恢复通航，每小时一班。".encode("gb18030")
        + b"</description></item></channel></rss>",
        {"0.headlines.0.value": "渡轮恢复通航镕"},
    ),
    Report(
        "Korean text without a charset",
        "issue 17, kind 5",
        "여객선이 다시 운항한다\n\n북섬을 오가는 여객선이 월요일부터 다시 운항한다고 항만청이 밝혔다. 배는 매시간 출발한다.\n".encode(
            "euc-kr"
        ),
        {"0.headlines.0.value": "여객선이 다시 운항한다"},
    ),
    Report(
        "Cyrillic text in KOI8-R without a charset",
        "issue 17, kind 5",
        "Паром снова ходит\n\nПаром на Северный остров снова ходит с понедельника, сообщила портовая служба.\n".encode(
            "koi8-r"
        ),
        {"0.headlines.0.value": "Паром снова ходит"},
    ),
    Report(
        "UTF-16 text without a mark",
        "Windows' Notepad",
        f"Ferry runs again\r\n\r\n{FERRY}\r\n\r\n{MORE}\r\n".encode("utf-16-le"),
        {"0.headlines.0.value": "Ferry runs again"},
        media_type="text/plain",
    ),
    Report(
        "a challenge page in place of XML",
        "techempower-org/candela#1443",
        CHALLENGE,
        {"len": 0, "told lacks": "[]"},
        media_type="application/rss+xml",
    ),
)
