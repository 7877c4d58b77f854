"""What a message is called, and which others a kill means; pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from services.ingest.formats.text.newscodes import item_uri
from shared.ninjs import AltId

_CITED = re.compile(
    r"\b(?!(?:at|am|pm|by|to|of|on|in|um|vom|von|le|les|du|de|el|las?|gmt|utc|jan|feb|mar|apr|may"
    r"|jun|jul|aug|sep|sept|oct|okt|nov|dec|dez)\b)([a-z]{2,4})[ -]?(\d{3,5})\b"
    r"(?!\s?(?:gmt|utc|uhr|cet|mez))"
)
"""Service and number in lower case, `bdt0412`; neither a time nor a date."""
_KILL_REACHES_BACK_DAYS = 3
_NUMBERS_COME_AGAIN_DAYS = 1
"""Further back, a number that a kill cites would be another story's."""


def message_uri(service: str, number: str, day: datetime) -> str:
    """Name a message by service, number and day."""
    return item_uri(f"{service}{number}/{day:%Y-%m-%d}")


def names_of(
    message: str, slugline: str | None, headline: str, day: datetime
) -> Iterator[AltId]:
    """Give the names that others may cite."""
    yield AltId(role="message", value=f"{message}/{day:%Y-%m-%d}".lower())
    if slugline and headline:
        yield AltId(role="story", value=_story_name(slugline, headline, day))


def stopped_names(
    message: str,
    slugline: str | None,
    headline: str,
    story: Sequence[str],
    day: datetime,
) -> Iterator[AltId]:
    """Give the names a kill or hold may mean: its own, those it cites, that day and before."""
    yield from names_of(message, slugline, headline, day)
    cited = dict.fromkeys(_CITED.findall("\n".join([headline, *story])[:5000].lower()))
    for back in range(_KILL_REACHES_BACK_DAYS + 1):
        then = day - timedelta(days=back)
        for other, digits in [*cited][:10] if back <= _NUMBERS_COME_AGAIN_DAYS else ():
            yield AltId(role="message", value=f"{other}{digits}/{then:%Y-%m-%d}")
        if slugline and headline and back:
            yield AltId(role="story", value=_story_name(slugline, headline, then))


def _story_name(slugline: str, headline: str, day: datetime) -> str:
    plain = re.sub(r"(?i)^\W*(?:mandatory\s+kill|kill|hold|storno|withdrawn)\W+", "", headline)
    return f"{slugline.lower()}/{' '.join(plain.lower().split())}/{day:%Y-%m-%d}"
