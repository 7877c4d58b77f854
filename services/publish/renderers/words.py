"""The words of our pages in the reader's language, and its dates, times and numbers."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from datetime import date, datetime, tzinfo
from functools import cache
from pathlib import Path
from typing import Any

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_time
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_decimal
from babel.support import NullTranslations, Translations
from markupsafe import Markup, escape

LOCALES = Path(__file__).parent.parent / "locale"
_WHOLE = re.compile(r"(?<![\w-])[^\W_]{1,8}(?:[-–:][^\W_]{1,8}){1,2}(?![\w-])")


@cache
def translations(language: str) -> NullTranslations:
    """Give our words in a language; English where we do not speak it."""
    path = LOCALES / f"{language}.po"
    if not path.is_file():
        return NullTranslations()
    with path.open("rb") as file:
        catalog = read_po(file, locale=language)
    written = io.BytesIO()
    write_mo(written, catalog)
    written.seek(0)
    return Translations(written)


class Writer:
    """Writes dates, times and numbers in one language and one time zone."""

    def __init__(self, language: str, zone: tzinfo, *, knows_today: bool = True) -> None:
        self._knows_today = knows_today
        try:
            self.locale = Locale.parse(language.replace("-", "_"))
        except (ValueError, UnknownLocaleError):
            self.locale = Locale("en")
        self._zone = zone

    def filters(self) -> dict[str, Callable[..., Any]]:
        """Give these as filters for templates."""
        return {
            "clock": self.clock,
            "day": self.day,
            "time": self.time,
            "number": self.number,
            "month": self.month,
            "moment": self.moment,
            "iso": self.iso,
            "unbroken": _unbroken,
        }

    def clock(self, moment: datetime, now: datetime) -> str:
        """Say when, as briefly as can be understood today: the time, or the day."""
        local, today = moment.astimezone(self._zone), now.astimezone(self._zone).date()
        if self._knows_today and local.date() == today:
            return format_time(local, "short", tzinfo=self._zone, locale=self.locale)
        return format_date(local.date(), "medium", locale=self.locale)

    def day(self, moment: datetime | date) -> str:
        """Write a day in full."""
        if isinstance(moment, datetime):
            moment = moment.astimezone(self._zone).date()
        return format_date(moment, "full", locale=self.locale)

    def time(self, moment: datetime) -> str:
        """Write the time of day, and in which zone."""
        local = moment.astimezone(self._zone)
        written = format_time(local, "short", tzinfo=self._zone, locale=self.locale)
        return f"{written} {local.tzname()}"

    def moment(self, moment: datetime) -> str:
        """Write a day in full and the time."""
        comma = "، " if self.locale.text_direction == "rtl" else ", "
        return f"{self.day(moment)}{comma}{self.time(moment)}"

    def month(self, day: date) -> str:
        """Write a month and its year."""
        return format_date(day, "LLLL yyyy", locale=self.locale)

    def number(self, number: int) -> str:
        """Write a number with its separators."""
        return format_decimal(number, locale=self.locale)

    def iso(self, moment: datetime) -> str:
        """Write a moment for machines, as it is on the site's clock."""
        return moment.astimezone(self._zone).isoformat()


def _unbroken(text: str) -> Markup:
    """Write a headline so that no line ends within a score or a short joined word."""
    written, at = Markup(), 0
    for found in _WHOLE.finditer(text):
        written += escape(text[at : found.start()])
        written += Markup('<span class="whole">{}</span>').format(found[0])
        at = found.end()
    return written + escape(text[at:])
