"""Days that a text names, resolved: “on Monday”, “yesterday”, “Nov. 12”, “3 May 2021”.

They are counted from the day of the dateline, or else of the item. A weekday is the latest one
that has come, unless “next” stands before it; a day without a year is the nearest one.
"""

from __future__ import annotations

from datetime import date, timedelta

from services.enrichment.days import MONTHS, WEEKDAYS
from services.enrichment.words import Words
from shared.articles import DateMention, Span


def read_dates(words: Words, day: date | None) -> tuple[DateMention, ...]:
    """Find named days in the order of the text; without `day` only those with a year."""
    found: list[DateMention] = []
    until = 0
    for at in words.those_in(_SIGNS):
        if at >= _MOST_TOKENS:
            break
        if at < until:
            continue
        read = _month(words, at, day) or _relative(words, at, day)
        if read is None:
            continue
        first, until, resolved, method = read
        start, end = words.starts[first], words.ends[until - 1]
        found.append(
            DateMention(
                text=words.text[start:end],
                date=resolved.isoformat(),
                method=method,
                span=Span(start=start, end=end, of="body"),
            )
        )
        if len(found) == _MOST:
            break
    return tuple(found)


_MOST_TOKENS = 20_000
_MOST = 200
_Read = tuple[int, int, date, str]
"""First token, the one after the last, the day, and how it is known."""
_RELATIVE = {
    "yesterday": -1, "today": 0, "tomorrow": 1, "gestern": -1, "heute": 0, "hier": -1,
    "aujourd'hui": 0, "demain": 1, "ayer": -1, "hoy": 0, "ieri": -1, "oggi": 0, "domani": 1,
    "ontem": -1, "hoje": 0, "amanhã": 1, "gisteren": -1, "vandaag": 0,
}  # fmt: skip
_COMING = frozenset("next coming nächsten kommenden prochain próximo prossimo".split())
_PASSED = frozenset("last past".split())
_NO_MONTH = frozenset("may march mar mai sep set dic gen ago die fev ott out maio".split())
"""Everyday words too; they are months only beside a number and in capitals."""
_SIGNS = frozenset({*MONTHS, *WEEKDAYS, *_RELATIVE})
_LAST_DAY = 31
_YEARS = range(1800, 2200)
_LONGEST_GAP = 2


def _near(words: Words, left: int, right: int) -> bool:
    if left < 0 or right >= len(words.texts):
        return False
    gap = words.text[words.ends[left] : words.starts[right]]
    return len(gap) <= _LONGEST_GAP and gap.strip(" \u00a0.,") == "" and "\n" not in gap


def _number(words: Words, at: int) -> int:
    token = words.texts[at].rstrip("stndrh")
    return int(token) if token.isascii() and token.isdigit() and len(token) <= 4 else 0


def _month(words: Words, at: int, day: date | None) -> _Read | None:
    month = MONTHS.get(words.lowers[at])
    if month is None:
        return None
    if words.lowers[at] in _NO_MONTH and not words.texts[at][0].isupper():
        return None
    first, end, number = at, at + 1, 0
    if _near(words, at - 1, at) and 1 <= _number(words, at - 1) <= _LAST_DAY:
        first, number = at - 1, _number(words, at - 1)
    elif _near(words, at, at + 1) and 1 <= _number(words, at + 1) <= _LAST_DAY:
        end, number = at + 2, _number(words, at + 1)
    if not number:
        return None
    if _near(words, end - 1, end) and _number(words, end) in _YEARS:
        resolved = _day(_number(words, end), month, number)
        return (first, end + 1, resolved, "stated") if resolved else None
    if day is None:
        return None
    near = [
        each
        for year in (day.year - 1, day.year, day.year + 1)
        if (each := _day(year, month, number))
    ]
    return (
        (first, end, min(near, key=lambda each: abs(each - day)), "nearest") if near else None
    )


def _relative(words: Words, at: int, day: date | None) -> _Read | None:
    lower = words.lowers[at]
    if day is None:
        return None
    if lower in _RELATIVE:
        return at, at + 1, day + timedelta(days=_RELATIVE[lower]), "relative"
    weekday = WEEKDAYS.get(lower)
    if weekday is None or words.texts[at] in ("segunda", "terça", "quarta", "quinta", "sexta"):
        return None
    before = words.lowers[at - 1] if _near(words, at - 1, at) else ""
    back = (day.weekday() - weekday) % 7
    if before in _COMING:
        return at - 1, at + 1, day + timedelta(days=7 - back), "weekday"
    if before in _PASSED and back == 0:
        back = 7
    first = at - 1 if before in _PASSED else at
    return first, at + 1, day - timedelta(days=back), "weekday"


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
