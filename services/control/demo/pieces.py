"""What the demo sends and what must become of it. Pure.

Every name, number and event is invented; any likeness is chance.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from importlib import resources

from services.control.demo.drawing import DRAWINGS

EMBARGO = timedelta(seconds=20)
"""How long the embargoed story waits: short enough to see it released."""

LIVE = frozenset({"published", "corrected"})


@dataclass(frozen=True, slots=True)
class _Wire:
    """A source of the demo."""

    id: str
    trust: str
    rights: tuple[str, ...]


WIRES = (
    _Wire("northwire", "high", ("self",)),
    _Wire("fjordpost", "normal", ("self", "Northwire")),
    _Wire("news9", "low", ("self",)),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """One delivery: a file, who sends it, as what, and which stories it tells."""

    file: str
    wire: str
    media_type: str
    about: str
    stories: tuple[str, ...]
    status: int = 202
    """What intake must answer: 202, 200 for an exact repeat, 422 for what it cannot read."""
    picture: str = ""
    """The drawing that comes along with it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ending:
    """Where a story must be when an act is over, and why, if it was held or refused."""

    states: frozenset[str]
    revision: int = 1
    rules: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """A part of the demo: what is sent, what people decide, and how each story must end."""

    title: str
    pieces: tuple[Piece, ...] = ()
    approved: tuple[str, ...] = ()
    rejected: tuple[str, ...] = ()
    policy: str | None = None
    """A policy that is put in force before the pieces are sent, and taken back afterwards."""
    endings: Mapping[str, Ending]


def _live(revision: int = 1) -> Ending:
    return Ending(states=LIVE, revision=revision)


def _held(*rules: str) -> Ending:
    return Ending(states=frozenset({"held"}), rules=frozenset(rules))


_JSON, _XML, _TEXT = "application/json", "application/xml", "text/plain"
_G2 = "application/vnd.iptc.g2.newsitem+xml"

ACTS = (
    Act(
        title="The morning's copy comes in, each wire in its own format",
        pieces=(
            Piece(file="bridge.json", wire="northwire", media_type=_JSON,
                  picture="bridge",
                  about="an agency story, ninjs 3.1", stories=("bridge",)),
            Piece(file="tram-order.xml", wire="northwire", media_type=_G2,
                  about="an agency story, NewsML-G2", stories=("tram order",)),
            Piece(file="herring.xml", wire="northwire", media_type=_XML,
                  about="an agency story, NITF", stories=("herring",)),
            Piece(file="glacier.txt", wire="northwire", media_type=_TEXT,
                  about="an agency story, IPTC 7901", stories=("cemetery",)),
            Piece(file="handball.txt", wire="northwire", media_type=_TEXT,
                  about="an agency story, ANPA 1312", stories=("handball",)),
            Piece(file="mine-sale.json", wire="northwire", media_type=_JSON,
                  picture="mine",
                  about="a scoop that will not hold, ninjs", stories=("mine sale",)),
            Piece(file="feed.xml", wire="fjordpost", media_type="application/rss+xml",
                  about="two stories of a local paper, RSS",
                  stories=("diary", "canteens")),
            Piece(file="library.html", wire="fjordpost", media_type="text/html",
                  about="a web page, HTML", stories=("night library",)),
            Piece(file="ferry.txt", wire="fjordpost", media_type="message/rfc822",
                  about="an e-mail", stories=("ferry",)),
            Piece(file="festival.json", wire="fjordpost", media_type=_JSON,
                  about="a short item, simple JSON", stories=("festival",)),
            Piece(file="heat-pumps.json", wire="northwire", media_type=_JSON,
                  about="makers in a list, letters that speak", stories=("heat pumps",)),
            Piece(file="grid-report.json", wire="northwire", media_type=_JSON,
                  picture="pylons",
                  about="embargoed for some seconds", stories=("grid report",)),
        ),
        endings={
            "bridge": _live(), "tram order": _live(), "herring": _live(),
            "cemetery": _live(), "handball": _live(), "mine sale": _live(),
            "diary": _live(), "canteens": _live(), "night library": _live(),
            "ferry": _live(), "festival": _live(), "heat pumps": _live(),
            "grid report": Ending(states=frozenset({"scheduled"})),
        },
    ),
    Act(
        title="Copy that a person should see, and copy that nobody can read",
        pieces=(
            Piece(file="link-farm.txt", wire="news9", media_type=_TEXT,
                  about="agency copy, scraped, over a link farm", stories=("flood barrier",)),
            Piece(file="tram-order-copy.txt", wire="fjordpost", media_type=_TEXT,
                  about="the tram story again, by another wire", stories=("tram copy",)),
            Piece(file="shouting.json", wire="fjordpost", media_type=_JSON,
                  about="A HEADLINE IN CAPITALS", stories=("harbour master",)),
            Piece(file="private.json", wire="fjordpost", media_type=_JSON,
                  about="a private phone number and account", stories=("cyclist",)),
            Piece(file="broken.xml", wire="northwire", media_type=_G2,
                  about="cut off in mid-sentence", stories=("budget",), status=422),
        ),
        endings={
            "flood barrier": _held("link_farm"),
            "tram copy": _held("duplicate"),
            "harbour master": _held("shouting"),
            "cyclist": _held("personal_data"),
            "budget": Ending(states=frozenset({"quarantined"}), revision=0),
        },
    ),
    Act(
        title="Copy that would hurt somebody, or that the law forbids",
        pieces=(
            Piece(file="protect/court-order.json", wire="news9", media_type=_JSON,
                  about="names a court's ban", stories=("witness",)),
            Piece(file="protect/minors.json", wire="news9", media_type=_JSON,
                  about="names a boy in a crime story", stories=("boathouse",)),
            Piece(file="protect/victims.json", wire="news9", media_type=_JSON,
                  about="names a victim of rape", stories=("rowing coach",)),
            Piece(file="protect/suicide.json", wire="news9", media_type=_JSON,
                  about="a suicide with its method, no help line", stories=("lighthouse",)),
            Piece(file="protect/attribution.json", wire="news9", media_type=_JSON,
                  about="a grave charge that is nobody's", stories=("choir's cash",)),
            Piece(file="protect/insults.json", wire="news9", media_type=_JSON,
                  about="calls people vermin", stories=("camp",)),
            Piece(file="protect/hidden-text.json", wire="news9", media_type=_JSON,
                  about="Unicode tags spell what nobody sees", stories=("ferries",)),
            Piece(file="protect/test.json", wire="news9", media_type=_JSON,
                  about="a test of the line", stories=("test",)),
            Piece(file="protect/headline.json", wire="news9", media_type=_JSON,
                  about="a headline over another story", stories=("sourdough",)),
            Piece(file="protect/made.json", wire="fjordpost", media_type=_JSON,
                  about="made by a machine, its picture unlicensed", stories=("tides",)),
        ),
        endings={
            "witness": _held("court_order"),
            "boathouse": _held("minors"),
            "rowing coach": _held("victims"),
            "lighthouse": _held("suicide"),
            "choir's cash": _held("attribution"),
            "camp": _held("insults"),
            "ferries": _held("hidden_text"),
            "test": _held("test_copy"),
            "sourdough": _held("headline_mismatch"),
            "tides": _live(),
        },
    ),
    Act(
        title="A chief puts a stricter policy in force for the night, and takes it back",
        policy="protect/night-policy.toml",
        pieces=(
            Piece(file="protect/link.json", wire="news9", media_type=_JSON,
                  about="links to a blocked domain", stories=("tickets",)),
            Piece(file="protect/language.json", wire="news9", media_type=_JSON,
                  about="in a language that the site does not carry", stories=("bathhouse",)),
        ),
        endings={
            "tickets": _held("blocked_links"),
            "bathhouse": _held("language_not_carried"),
        },
    ),
    Act(
        title="The wires change their minds",
        pieces=(
            Piece(file="bridge-update.json", wire="northwire", media_type=_JSON,
                  picture="bridge",
                  about="an update", stories=("bridge",)),
            Piece(file="bridge-update.json", wire="northwire", media_type=_JSON,
                  picture="bridge",
                  about="the same once more", stories=("bridge",), status=200),
            Piece(file="tram-order-corrected.xml", wire="northwire", media_type=_G2,
                  about="a correction", stories=("tram order",)),
            Piece(file="festival-hold.json", wire="fjordpost", media_type=_JSON,
                  about="a hold", stories=("festival",)),
            Piece(file="mine-sale-kill.json", wire="northwire", media_type=_JSON,
                  about="a kill", stories=("mine sale",)),
        ),
        endings={
            "bridge": _live(2),
            "tram order": Ending(states=frozenset({"corrected"}), revision=2),
            "festival": Ending(states=frozenset({"withheld"}), revision=2),
            "mine sale": Ending(states=frozenset({"canceled"}), revision=2),
        },
    ),
    Act(
        title="A late revision of the killed story; the desk decides about two others",
        pieces=(
            Piece(file="mine-sale-late.json", wire="northwire", media_type=_JSON,
                  about="too late: a kill wins", stories=("mine sale",)),
            Piece(file="protect/killed-copy.json", wire="fjordpost", media_type=_JSON,
                  about="the killed words from another wire", stories=("mine copy",)),
        ),
        approved=("harbour master",),
        rejected=("cyclist",),
        endings={
            "mine sale": Ending(states=frozenset({"canceled"}), revision=3),
            "mine copy": _held("killed_before"),
            "harbour master": _live(),
            "cyclist": Ending(states=frozenset({"rejected"})),
        },
    ),
    Act(
        title="The embargo ends",
        endings={"grid report": _live()},
    ),
)  # fmt: skip

NEVER_PUBLIC = (
    "flood barrier",
    "tram copy",
    "cyclist",
    "budget",
    "mine sale",
    "witness",
    "boathouse",
    "rowing coach",
    "lighthouse",
    "choir's cash",
    "camp",
    "ferries",
    "test",
    "tickets",
    "bathhouse",
    "sourdough",
    "mine copy",
)
"""Stories that no row of the log may show the text of at the end, killed ones included."""

NOT_ON_SITE = (*NEVER_PUBLIC, "festival")
"""Stories that no page or feed may show at the end."""

_BETWEEN = "between-the-parts-of-the-demo"
_MARK = re.compile(r"@([A-Z0-9]+)@")


def content_of(file: str, *, now: datetime, embargo: datetime) -> bytes:
    """Read a file of the demo, with the times in it set as if it were written now."""
    text = (resources.files("services.control.demo") / file).read_bytes().decode("utf-8")
    return _MARK.sub(lambda mark: _times(now, embargo)[mark[1]], text).encode("utf-8")


def delivery_of(piece: Piece, *, now: datetime, embargo: datetime) -> tuple[bytes, str]:
    """Give what is sent, and its media type: a form where a picture comes along."""
    content = content_of(piece.file, now=now, embargo=embargo)
    if not piece.picture:
        return content, piece.media_type
    drawing = DRAWINGS[piece.picture]
    item = json.loads(content) | {
        "associations": [
            {
                "name": "main picture",
                "uri": f"tag:northwire.example,2026:drawing-{piece.picture}",
                "type": "picture",
                "pubStatus": "usable",
                "descriptions": [
                    {"role": "caption", "value": drawing.caption},
                    {"role": "altText", "value": drawing.alt},
                ],
                "by": "Copydesk",
                "copyrightHolder": "Northwire",
                "copyrightNotice": "Drawn by a program, free to use",
                "renditions": [
                    {"name": "main", "href": "cid:drawing", "contentType": "image/jpeg"}
                ],
            }
        ]
    }
    parts = (
        ("item", piece.media_type, json.dumps(item).encode()),
        ("drawing", "image/jpeg", drawing.jpeg()),
    )
    body = b"".join(
        f"--{_BETWEEN}\r\n"
        f'Content-Disposition: form-data; name="{name}"; filename="{name}"\r\n'
        f"Content-Type: {media_type}\r\n\r\n".encode()
        + part
        + b"\r\n"
        for name, media_type, part in parts
    )
    return body + f"--{_BETWEEN}--\r\n".encode(), f"multipart/form-data; boundary={_BETWEEN}"


def _times(now: datetime, embargo: datetime) -> dict[str, str]:
    now = now.astimezone(UTC)
    return {
        "NOW": _rfc3339(now),
        "EMBARGO": _rfc3339(embargo),
        "RFC822": format_datetime(now),
        "DATE": f"{now:%Y%m%dT%H%M%SZ}",
        "DAY": f"{now:%b} {now.day}",
        "WEEKDAY": f"{now:%A}",
        "IPTC7901": f"{now:%d%H%M} GMT {now:%b %y}",
        "ANPADATE": f"{now:%m-%d}",
        "ANPATIME": f"{now:%m-%d-%y %H%M}GMT",
    }


def _rfc3339(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
