"""Where a story is from, as its first line says it: `BERLIN, Germany (dpa) -`; pure."""

from __future__ import annotations

import html
import re

from services.ingest.formats.wording.embargo.ends import A_DATE
from services.ingest.formats.wording.markers import is_marker
from shared.articles import WireDateline

_DATELINE = re.compile(
    r"^\s*(?P<text>(?:\d{1,2}\.\d{1,2}\.\s)?(?P<place>[^\W\d_][^()\n–—]{1,60}?)(?:\s\((?P<country>[^()\n]{2,30})\)(?=,))?"
    r"(?:[,\s]+(?P<date>(?:[A-Z][^\W\d_]{2,8}\.?\s\d{1,2}|\d{1,2}\.?\s[^\W\d_]{3,9}\.?)"
    r"(?:,?\s\d{4})?))?,?"
    r"\s*\((?P<agency>[^\W\d_][\w./& -]{0,30})\)\s?(?P<dash>\.?--?|_|–|—|:)?)"
    r"(?=\s|(?<=\)--)\w)"  # press releases leave no blank: `DENVER--(AGENCY)--Ferry Inc. has`
)


_AGENCY_FIRST = re.compile(
    r"^\s*(?P<text>\((?P<agency>[A-Z][\w./& -]{0,30})\)\s?(?P<dash>--?|–|—)\s?"
    r"(?P<place>[A-Z][^()\n\d–—,]{1,40}?)(?:,?\s+(?P<date>\d{1,2}\s[^\W\d_]{3,9}))?\s(?:--?|–|—))(?=\s)"
)
"""As Italian wires write it: `(ANSA) - ROMA, 02 MAR - …`."""


_IN_SLASHES = re.compile(
    r"^\s*(?P<text>(?P<place>[^\W\d_][^()/\n\d–—,]{1,40}?)"
    r"(?:,\s(?P<date>(?:\d{1,2}\.?\s)?[^\W\d_]{3,12}))?\.?"
    r"\s/(?P<agency>[^\W\d_]{2,12})/\.?)(?=\s)"
)
"""As Denmark's and Russia's wires write it: `ODENSE, mandag /ritzau/`."""


_FIGURES = re.compile(r"[,\s]+(?=\d{4}\.|\d{1,2}[./]\d)")


def dateline_of(paragraph: str) -> WireDateline | None:
    """Read `BERLIN, Germany (dpa) -` off the beginning of a story; None where there is none.

    An agency in parentheses is required: without one this is a matter for enrichment.
    """
    top = paragraph[:200]
    if "(" not in top and "/" not in top:  # as most paragraphs have none
        return None
    found = _DATELINE.match(top) or _AGENCY_FIRST.match(top) or _IN_SLASHES.match(top)
    if found is None:
        return None
    where, date = found["place"].strip(" ,-"), found["date"]
    if date is None and (figures := _FIGURES.search(where)):  # `2026. november 23.`, `23/11`
        where, date = where[: figures.start()], where[figures.end() :]
    place, _, region = where.partition(",")
    if not place[:1].isupper() or len(place.split()) > 5:
        return None
    if A_DATE.fullmatch(place):  # `Nov 23 (RTX) -`, where a wire leaves the place out
        return WireDateline(
            text=found["text"].strip(), date=place, agency=found["agency"].strip()
        )
    if not found.groupdict().get("dash", "/") and not re.fullmatch(
        r"[A-Z]{2,8}|dpa|epd|kna|sda|ats|ntb", found["agency"]
    ):
        return None
    return WireDateline(
        text=found["text"].strip(),
        place=place.strip(),
        region=region.strip() or None,
        country=found.groupdict().get("country"),
        date=date,
        agency=found["agency"].strip(),
    )


_MONTH_AND_DAY = (
    r"(?:[A-Z][^\W\d_]{2,8}\.?\s\d{1,2}|\d{1,2}\.?\s[^\W\d_]{3,9}\.?)(?:,?\s\d{4})?"
)


_AGENCY_BARE = re.compile(
    rf"^\s*(?P<text>(?P<place>[A-Z][^()\n\d–—]{{1,40}}?),(?:\s(?P<date>{_MONTH_AND_DAY}),?)?"
    r"\s(?P<agency>[A-Z]{2,8})\s?(?:--?|_|–|—))(?=\s)"
)
"""As Australia's wire writes it: `BALLINA, March 2 AAP - …`."""


_IN_CAPITALS = re.compile(
    rf"^\s*(?P<text>(?P<place>[^\W\d_a-z](?:[^\W\d_a-z]|[ .'’-]){{2,30}}?)"
    rf"(?:,\s(?P<region>[A-Z][\w.]{{1,15}}(?:\s[A-Z][\w.]{{1,15}})?))?"
    rf"(?:,\s(?P<date>{_MONTH_AND_DAY}))?\s(?:--?|_|–|—))(?=\s)"
)


_NO_PLACES = frozenset(
    re.findall(
        r"\w+",
        "ADDS ADVISORY ANALYSIS ATTENTION AUDIO BACKGROUND BREAKING BRIEF BRIEFS CHRONOLOGY "
        "CORRECTION CORRECTED CORRECTS DETAILS EDITORS EDS EXCLUSIVE EXPLAINER FACTBOX "
        "FEATURE FLASH GRAPHIC HIGHLIGHTS INTERVIEW LEAD LIVE MORE NEWS NOTE NOTES OPINION "
        "PHOTO PHOTOS "
        "PREVIEW PROFILE QUOTES RECASTS RESULTS REVIEW ROUNDUP SUMMARY TIMELINE UPDATE UPDATES "
        "URGENT VIDEO WATCH WRAP",
    )
)


def dateline_of_story(body: str) -> WireDateline | None:
    """Read the dateline off the beginning of a story, in HTML, where no field has it.

    Below headings, an `(Adds quote)`, points and a byline it has to name its agency.
    """
    top = body[:_TOP_OF_A_STORY]
    above, begun, rest = top.partition("<p>")
    read = dateline_above(
        _as_text(
            rest.partition("<p>")[0].partition("</p>")[0]
            if begun
            else above.partition("</p>")[0]
        )
    )
    if read is not None or not begun or not _may_name_an_agency(rest):
        return read
    below = (part.partition("</p>")[0] for part in rest.split("<p>")[1 : _PARAGRAPHS_ABOVE - 1])
    may_name = (part for part in below if "(" in part or "/" in part or "&" in part)
    return next(filter(None, map(dateline_of, map(_as_text, may_name))), None)


def _may_name_an_agency(markup: str) -> bool:
    """Tell that there is a parenthesis, or a slash that is no closing tag's."""
    return "(" in markup or "&" in markup or markup.count("/") > markup.count("</")


def _as_text(paragraph: str) -> str:
    return html.unescape(_TAG.sub("", paragraph))


def dateline_of_text(text: str) -> WireDateline | None:
    """Read the dateline off the beginning of a story in plain text."""
    top = text[:_TOP_OF_A_STORY]
    if "(" not in top and "/" not in top:  # so that no line below names its agency
        top = top.lstrip().partition("\n")[0]
    lines = [line.strip() for line in top.splitlines() if line.strip()]
    first, *below = [f"{line} " for line in lines[:_PARAGRAPHS_ABOVE]] or [""]
    return dateline_above(first) or next(filter(None, map(dateline_of, below)), None)


_TAG = re.compile(r"<[^<>]*>")
_TOP_OF_A_STORY = 4_000


_PARAGRAPHS_ABOVE = 9


def dateline_above(paragraph: str) -> WireDateline | None:
    """Read a story's dateline, also one whose agency has no parentheses or is left out.

    Without an agency only a place in capitals counts: `OTTAWA - …`, `RICHMOND, Va. _ …`.
    """
    read = dateline_of(paragraph)
    if read is not None:
        return read
    found = _AGENCY_BARE.match(paragraph[:200]) or _IN_CAPITALS.match(paragraph[:200])
    if found is None or not _NO_PLACES.isdisjoint(re.findall(r"\w+", found["place"])):
        return None
    said = found.groupdict()
    place, _, region = found["place"].strip(" ,").partition(",")
    if is_marker(place) or len(place.split()) > 4:
        return None
    return WireDateline(
        text=found["text"].strip(),
        place=place.strip(),
        region=said.get("region") or region.strip() or None,
        date=found["date"],
        agency=said.get("agency"),
    )


def dateline_in(text: str) -> WireDateline:
    """Read a field that is a dateline, with or without date and agency: `BALLINA, March 2`."""
    found = dateline_of(f"{text} ")
    if found is not None:
        return found
    agency = re.search(
        r"\(([A-Z][\w./& -]{1,30}|[a-z]{2,8}(?:/[a-z]{2,8})?)\)\s*[^\w\s]*\s*$", text
    )
    bare = (text[: agency.start()] if agency else text).strip(" -–—_.,:=")
    date = A_DATE.search(bare)
    parts = [part.strip(" ,") for part in bare[: date.start() if date else None].split(",")]
    place, region = ([part for part in parts if part] + ["", ""])[:2]
    return WireDateline(
        text=text or None,
        place=place or None,
        region=region or None,
        date=date.group() if date else None,
        agency=agency.group(1) if agency else None,
    )
