"""A live story as renderers see it: its public item, read once and named in our words."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo
from typing import Any

import orjson

from services.publish.outcomes.released import absolute
from services.publish.pictures.shown.reading import Playing, Shown, pictures_in, playing_in
from services.publish.publication import Correction, short_id
from services.publish.reader.catalogue.entry import Entry

_WORDS_A_MINUTE = 230
_OPENING_PARAGRAPHS = 6

RIGHT_TO_LEFT = frozenset({"ar", "ckb", "dv", "fa", "he", "ps", "sd", "ug", "ur", "yi"})
_BY = re.compile(r"(?i)^\s*by\s+")
_SENTENCE_ENDS = re.compile(r"(?<=[.!?…؟。])[”»\"]*\s+")
_BETWEEN_NAMES = re.compile(r"\s*(?:,|;|&|\band\b)\s*", re.IGNORECASE)
_NOT_INDEXED = re.compile(r"(?i)\bno ?index\b|\bnot? (?:for )?search(?:able| engines?)\b")
_NOT_MINED = re.compile(
    r"(?i)\b(?:text (?:and|&) data mining|tdm|ai training|machine learning)\b[^.]{0,80}"
    r"\b(?:reserved|prohibited|not (?:permitted|allowed)|forbidden)\b"
    r"|\bno (?:text (?:and|&) data mining|tdm|ai training)\b"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """What every page and feed says of the site itself."""

    url: str
    title: str
    description: str
    language: str
    principles: str | None = None
    zone: tzinfo = UTC
    hub: str = ""

    def absolute(self, path: str) -> str:
        """Give the full address of a path."""
        return absolute(self.url, path)


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """One live story."""

    article_id: str
    revision: int
    path: str
    url: str
    canonical: str
    origin: str | None
    headline: str
    summary: str
    by: str
    authors: tuple[str, ...]
    located: str
    section: str
    language: str
    urgency: int | None
    published_at: datetime
    modified_at: datetime
    body_html: str
    body_text: str
    word_count: int
    topics: tuple[tuple[str, str], ...]
    """(name, uri) of what it is about, most relevant first."""
    places: tuple[str, ...]
    people: tuple[str, ...]
    organisations: tuple[str, ...]
    sources: tuple[str, ...]
    """Who supplied it: the originator, its carrier."""
    originator: str
    copyright_holder: str
    copyright_notice: str
    usage_terms: str
    corrections: tuple[Correction, ...]
    cluster: str | None = None
    live_since: int = 0
    """The row of the log by which it came to readers."""
    pictures: tuple[Shown, ...] = ()
    """What it shows, its lead picture first."""
    playing: tuple[Playing, ...] = ()

    @property
    def id(self) -> str:
        """Name the story for feeds: the same for all its revisions and addresses."""
        return f"urn:copydesk:{self.article_id}"

    @property
    def short_id(self) -> str:
        """Give the end of its address."""
        return short_id(self.article_id)

    @property
    def picture(self) -> Shown | None:
        """Give its lead picture, or else the still of its film."""
        stills = (each.poster for each in self.playing)
        return next((each for each in (*self.pictures, *stills) if each), None)

    @property
    def direction(self) -> str:
        """Tell which way its script runs."""
        return "rtl" if self.language.partition("-")[0] in RIGHT_TO_LEFT else "ltr"

    @property
    def minutes(self) -> int:
        """Estimate how long it takes to read."""
        return max(1, round(self.word_count / _WORDS_A_MINUTE))

    @property
    def is_updated(self) -> bool:
        """Tell whether readers may have seen it otherwise."""
        return self.modified_at - self.published_at >= timedelta(minutes=1)

    @property
    def has_own_summary(self) -> bool:
        """Tell whether its summary is in words of its own, and none of the text's."""
        return bool(self.summary) and self.summary[:60] not in self.body_text

    @property
    def opening(self) -> list[str]:
        """Give the first paragraphs, without the sentences that the summary has already."""
        said = [_said(each) for each in _SENTENCE_ENDS.split(self.summary) if each.strip()]
        paragraphs = self.body_text.split("\n\n")[:_OPENING_PARAGRAPHS]
        kept = (
            " ".join(
                sentence
                for sentence in _SENTENCE_ENDS.split(paragraph)
                if not any(each in sentence and 2 * len(each) > len(sentence) for each in said)
            )
            for paragraph in paragraphs
        )
        return [paragraph for paragraph in kept if paragraph.strip()]

    @property
    def dateline(self) -> str:
        """Give the place it was written at, unless the text itself begins with it."""
        place = self.located.partition(",")[0].casefold()
        begins = self.body_text[: len(place) + 2].casefold()
        return "" if place and begins.startswith(place) else self.located

    @property
    def credit(self) -> str:
        """Name who stands for it: its writers, else where it came from."""
        return _BY.sub("", self.by) or self.originator

    @property
    def is_indexed(self) -> bool:
        """Tell whether its terms let search engines list it."""
        return not _NOT_INDEXED.search(self.usage_terms)

    @property
    def is_reserved(self) -> bool:
        """Tell whether its terms forbid text and data mining."""
        return bool(_NOT_MINED.search(self.usage_terms))

    @property
    def content_html(self) -> str:
        """Give the story for feeds: notes of correction first, then the body."""
        notes = "".join(
            f"<p><strong>Correction, {each.at:%d %B %Y}:</strong> {_escape(each.note)}</p>"
            for each in self.corrections
        )
        return notes + self.body_html


def story_of(entry: Entry, site: Site) -> Story:
    """Read what is live of an article."""
    item: dict[str, Any] = orjson.loads(entry.item) if entry.item else {}
    bodies: Mapping[str, Mapping[str, Any]] = {
        b.get("role", ""): b for b in _list(item, "bodies")
    }
    main, plain = bodies.get("main", {}), bodies.get("plain", {})
    sources = {s.get("role"): s.get("name", "") for s in _list(item, "infoSources")}
    by = str(item.get("by", ""))
    url = site.absolute(entry.path)
    people = _list(item, "people")
    authors = _authors(by, people)
    return Story(
        article_id=entry.article_id,
        revision=entry.revision,
        path=entry.path,
        url=url,
        canonical=entry.canonical or url,
        origin=entry.canonical,
        headline=_text_with_role(_list(item, "headlines"), "main"),
        summary=_text_with_role(_list(item, "descriptions"), "summary"),
        by=by,
        authors=authors,
        located=str(item.get("located", "")),
        section=entry.section,
        language=str(item.get("language") or site.language),
        urgency=item.get("urgency"),
        published_at=entry.published_at or entry.modified_at,
        modified_at=entry.modified_at,
        body_html=str(main.get("value", "")),
        body_text=str(plain.get("value", "")),
        word_count=int(main.get("wordCount", 0)),
        topics=_topics(_list(item, "subjects")),
        places=_names(_list(item, "places")),
        people=_names(
            each for each in people if each.get("rel") not in ("author", "contributor")
        ),
        organisations=_names(_list(item, "organisations")),
        sources=tuple(
            dict.fromkeys(name for s in _list(item, "infoSources") if (name := s.get("name")))
        ),
        originator=str(sources.get("originator") or next(iter(sources.values()), "")),
        copyright_holder=str(item.get("copyrightHolder", "")),
        copyright_notice=str(item.get("copyrightNotice", "")),
        usage_terms=str(item.get("usageTerms", "")),
        corrections=entry.corrections,
        cluster=entry.cluster,
        live_since=entry.live_since,
        pictures=pictures_in(item),
        playing=playing_in(item),
    )


def _said(sentence: str) -> str:
    """Give a sentence without the dots that say it was cut."""
    return sentence.strip().rstrip("… .") or sentence


def section_title(section: str) -> str:
    """Write a section's name for people."""
    words = section.replace("-", " ")
    return words[:1].upper() + words[1:]


def _list(item: Mapping[str, Any], key: str) -> list[dict[str, Any]]:
    return [each for each in item.get(key, []) if isinstance(each, dict)]


def _names(concepts: Any) -> tuple[str, ...]:
    return tuple(dict.fromkeys(str(each["name"]) for each in concepts if each.get("name")))


def _text_with_role(texts: Sequence[Mapping[str, Any]], role: str) -> str:
    return next((str(text["value"]) for text in texts if text.get("role") == role), "")


def _authors(by: str, people: Sequence[Mapping[str, Any]]) -> tuple[str, ...]:
    named = [person["name"] for person in people if person.get("rel") == "author"]
    if not named and by:
        named = [name for name in _BETWEEN_NAMES.split(_BY.sub("", by)) if name]
    return tuple(dict.fromkeys(named))


def _topics(subjects: Sequence[Mapping[str, Any]]) -> tuple[tuple[str, str], ...]:
    named = [subject for subject in subjects if subject.get("name")]
    named.sort(key=lambda subject: -subject.get("relevance", 50))
    return tuple((str(each["name"]), str(each.get("uri", ""))) for each in named)


def _escape(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
