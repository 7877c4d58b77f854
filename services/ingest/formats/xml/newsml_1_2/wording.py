"""What people read in a NewsItem: headlines, bylines, dateline, notes, texts; pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import datetime

from services.ingest.formats.parsed import (
    Words,
)
from services.ingest.formats.text.markup import (
    html_to_text,
    plain_line,
)
from services.ingest.formats.wording import dates
from services.ingest.formats.wording.bylines import signed_by
from services.ingest.formats.wording.datelines import dateline_in, dateline_of_story
from services.ingest.formats.xml.document import (
    Element,
    attribute,
    descendants,
    find,
    find_all,
    words,
)
from services.ingest.formats.xml.newsml_1_2.parts import (
    ABSTRACT_ROLES,
    NewsItem,
    Picture,
    formal_name,
    role,
)
from services.ingest.formats.xml.story_markup import (
    dateline_words,
    private_notes,
)
from shared.articles import Author, WireDateline


def by_role(news: NewsItem, *roles: str) -> str:
    """Give the words of the component with such a role."""
    for component in news.components:
        if component is not news.main and role(component) in roles:
            return _line_of(news, component)
    return ""


def _line_of(news: NewsItem, component: Element) -> str:
    return " ".join(html_to_text(news.text_of.get(component, "")).split())


def sub_headlines_of(news: NewsItem) -> list[str]:
    """Give the headlines below the main one."""
    inside = (plain_line(words(e)) for e in news.inside("hedline/hl2"))
    said = news.every("SubHeadLine") or [by_role(news, "subheadline"), *inside]
    return list(dict.fromkeys(text for text in said if text))


def lines_named(news: NewsItem, name: str) -> str:
    """Give the words of the first NewsLines element of a name."""
    return "; ".join(news.every(name)[:1])


def bylines_of(news: NewsItem) -> list[str]:
    """Give the bylines, each once."""
    return news.every("ByLine") or [
        text for e in news.inside("body.head/byline") if (text := words(e))
    ]


def label_of(news: NewsItem) -> str | None:
    """Give its label."""
    return words(find(news.element, "Identification/NameLabel")) or None


def words_beside(news: NewsItem, notes: Sequence[str]) -> Iterator[Words]:
    """Give notes line by line, and what else would be read: labels, lines, other texts."""
    for note in notes or [""]:
        yield Words("note", note)
    for component in news.components:
        if component is not news.main and (text := news.text_of[component]):
            yield Words("aside", text, is_markup=True)
    for line in news.under("NewsLines/NewsLine/NewsLineText"):
        if said := words(line):
            yield Words("aside", said)


def date_of_the_dateline(news: NewsItem) -> datetime | None:
    """Give the moment that its DateLine is said to be of."""
    told = news.under("DescriptiveMetadata/DateLineDate")
    return next(
        (read for e in told if (read := dates.moment(words(e), news.payload.near))), None
    )


def notes_of(news: NewsItem) -> tuple[str | None, tuple[str, ...]]:
    """Give the note to editors, and further notes."""
    said: list[str] = []
    for line in news.under("NewsLines/NewsLine"):
        kind = (formal_name(line, "NewsLineType") or "").lower()
        if re.search(r"note|advisory|instruction|editor|embargo", kind):
            said += [text for e in find_all(line, "NewsLineText") if (text := words(e))]
    for name in ("EditorNote", "EdNote"):
        said += [text for e in news.under(f"NewsLines/{name}") if (text := words(e))]
    said += [info for e in news.inside("ed-msg") if (info := attribute(e, "info"))]
    private = [
        note
        for c in news.components
        for data in find_all(c, "ContentItem/DataContent")
        for note in private_notes(data)
    ]
    return "\n".join(dict.fromkeys(said)) or None, tuple(private)


def abstracts_of(news: NewsItem) -> list[str]:
    """Give its summaries, each once."""
    found: list[str] = []
    for component in news.components:
        is_abstract = component is not news.main and role(component) in ABSTRACT_ROLES
        if is_abstract and (text := _line_of(news, component)):
            found.append(text)
    for line in news.under("NewsLines/NewsLine"):
        kind = (formal_name(line, "NewsLineType") or "").lower()
        if kind in ("abstract", "summary", "lead"):
            found += [text for e in find_all(line, "NewsLineText") if (text := words(e))]
    main = news.main
    abstract = next(descendants(main, "abstract"), None) if main is not None else None
    if text := plain_line(words(abstract)):
        found.append(text)
    return list(dict.fromkeys(found))


def authors_of(news: NewsItem, byline: str | None) -> tuple[Author, ...]:
    """Give who wrote it."""
    title = next(iter(news.every("ByLineTitle")), None)
    if byline is None:
        return ()
    return tuple(
        dict.fromkeys(
            author for line in bylines_of(news) for author in signed_by(line, role=title)
        )
    )


def dateline_of(news: NewsItem, body: str) -> WireDateline | None:
    """Give its dateline, out of a field or off its text."""
    inside = (dateline_words(e) for e in news.inside("body.head/dateline"))
    text = (news.every("DateLine") or [text for text in inside if text] or [""])[0]
    read = dateline_in(text) if text else None
    where: dict[str, str] = {}
    for location in news.under("DescriptiveMetadata/Location"):
        how = (attribute(location, "HowPresent") or "").lower()
        if how in ("origin", "fromlocation", "dateline", "") or not where:
            for prop in find_all(location, "Property"):
                key, value = attribute(prop, "FormalName"), attribute(prop, "Value")
                if key and value:
                    where.setdefault(key.lower(), value)
    if read is None and not text:
        read = dateline_of_story(body)
    made = WireDateline(
        text=text or (read.text if read else None),
        place=where.get("city") or (read.place if read else None),
        region=where.get("countryarea") or (read.region if read else None),
        country=where.get("country"),
        date=read.date if read else None,
        agency=read.agency if read else None,
    )
    return made if made != WireDateline() else None


def first_words(news: NewsItem, name: str) -> str | None:
    """Give the words of the first such line."""
    found = (words(e) for e in news.under(f"RightsMetadata/Copyright/{name}"))
    return next((text for text in found if text), None)


def copyright_of(news: NewsItem) -> str | None:
    """Give its copyright."""
    said = (first_words(news, "CopyrightDate"), first_words(news, "CopyrightHolder"))
    text = " ".join(part for part in said if part)
    return f"© {text}" if text else None


def usage_terms_of(news: NewsItem) -> str | None:
    """Give how it may be used."""
    said = [
        words(e)
        for name in ("UsageType", "Geography", "Limitations")
        for e in news.under(f"RightsMetadata/UsageRights/{name}")
    ]
    said += news.every("RightsLine")
    return "\n".join(dict.fromkeys(text for text in said if text)) or None


def word_count_of(news: NewsItem) -> int | None:
    """Give the count of words that its wire says."""
    main = news.main
    for content in find_all(main, "ContentItem/Characteristics/Property"):
        value = attribute(content, "Value") or ""
        name = (attribute(content, "FormalName") or "").lower()
        if name in ("words", "wordcount") and re.fullmatch(r"\d{1,6}", value, re.ASCII):
            return int(value)
    return None


def captions_of(news: NewsItem) -> Iterator[str]:
    """Give the captions."""
    if news.is_picture:
        yield from (text for c in news.components if (text := _line_of(news, c)))


def caption_of(news: NewsItem, picture: Picture) -> str:
    """Give the caption of a picture."""
    for part in (*descendants(picture.component, "NewsComponent"), *picture.beside):
        if "caption" in role(part) and (text := _line_of(news, part)):
            return text
    for line in find_all(picture.component, "NewsLines/NewsLine"):
        if (formal_name(line, "NewsLineType") or "").lower() == "caption":
            return words(find(line, "NewsLineText"))
    return ""
