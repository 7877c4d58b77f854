"""Everything we can work out from a story's own words, in order; pure. Read this first.

`read` takes the copy apart and sketches it; what the newsroom has that is similar can then be
looked up; `enrich_read` does the rest. `enrich` is both, for whoever has no newsroom at hand.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import ParamSpec, TypeVar

from services.enrichment import words as words_of
from services.enrichment.copy import Copy, copy_of, tidy
from services.enrichment.steps import (
    amounts,
    boilerplate,
    dateline,
    dates,
    entities,
    genre,
    headline,
    keywords,
    kin,
    language,
    length,
    provenance,
    quotes,
    readability,
    section,
    sketch,
    style,
    summary,
    topics,
)
from services.enrichment.steps import credits as credits_of
from services.enrichment.steps.kin import Similar
from services.enrichment.steps.sketch import Sketch
from services.enrichment.words import Words
from shared.articles import (
    Article,
    Dateline,
    Enrichment,
    Kin,
    Language,
    Provenance,
    SetAside,
    SourceFacts,
    Topic,
)
from shared.ninjs import Item, Text

STEPS: dict[str, str] = {
    "boilerplate": "4",
    "headline": "3",
    "dateline": "4",
    "credits": "2",
    "provenance": "2",
    "language": "3",
    "length": "1",
    "entities": "12",
    "quotes": "9",
    "amounts": "3",
    "dates": "1",
    "readability": "3",
    "genre": "1",
    "urgency": "1",
    "topics": "7",
    "keywords": "3",
    "summary": "4",
    "section": "3",
    "style": "1",
    "sketch": "3",
    "kin": "2",
}
"""Every step and its version, as the timeline and `explain` tell it; raised with each change
that may change what a step finds."""

LONGEST_ANALYSED = 200_000
"""Code points of a body that steps look at; the rest is kept and carried, unread."""

_P = ParamSpec("_P")
_Given = TypeVar("_Given")


@dataclass(slots=True)
class _Attempts:
    """Runs steps so that one that fails costs its own result and not the story's way."""

    degraded: list[str] = field(default_factory=list)

    def at(
        self,
        step: str,
        otherwise: _Given,
        work: Callable[_P, _Given],
        *given: _P.args,
        **named: _P.kwargs,
    ) -> _Given:
        """Give what the step works out, or what stands for it where it fails."""
        try:
            return work(*given, **named)
        except Exception as error:  # noqa: BLE001 - the one place where a step may fail
            self.degraded.append(f"{step}: {type(error).__name__}")
            return otherwise


@dataclass(frozen=True, slots=True)
class Reading:
    """A copy taken apart: what the later steps, and the look-up of similar stories, work on."""

    copy: Copy
    headline: str
    marker: str | None
    paragraphs: tuple[str, ...]
    body: str
    set_aside: tuple[SetAside, ...]
    words: Words
    sketch: Sketch | None
    degraded: tuple[str, ...]


def enrich(article: Article, similar: Similar, now: datetime) -> Enrichment:
    """Work out what one revision says about itself."""
    return enrich_read(article, read(article), similar, now)


def warm_up() -> None:
    """Read the word lists and the language model, so that no story waits for them.

    More than once: the interpreter writes its code anew for the types that it has met.
    """
    at = datetime(2000, 1, 1, tzinfo=UTC)
    for text in _WARMING * _TIMES_WARMED:
        item = Item(headlines=(Text(value="Ferries of Oslo"),), bodies=(Text(value=text),))
        source = SourceFacts(id="warm-up")
        article = Article(
            article_id="warm-up", revision=1, source=source, received_at=at, item=item
        )
        enrich(article, Similar.nothing(), at)


_TIMES_WARMED = 20
_WARMING = (
    (
        "OSLO (AP) - Ann Roe of Snail Ferries said on Monday that “ferries sail again”"
        " for $1.5 million a year, down 3%. See ferries.example.com.\n\n(Reporting by Ann Roe)"
    ),
    (
        "By Ann Roe\n\n“The ferries will sail from May 3, 2021,” Norwegian transport minister"
        " Kari Doe, 51, told reporters in Bergen, Norway. “Not all of them,” she added, and"
        " critics say that 10-15% of 2,400 jobs may go.\n\nThe Ministry of Slow Transport (MST)"
        " and the World Snail Union, which makes maps, didn't answer. According to Dr. Jim Poe,"
        " a researcher at the University of Snails, shares of Snail Bank Corp fell 3.2 percent"
        " to €12 a share last week; U.S. and Chinese rivals lost $5-billion.\n\nRoe’s ferry,"
        " the “Slow Boat”, is 40 km (25 miles) from Elmdale, Texas. The minister said, “We"
        " won't wait.” Yesterday the European Union's spokesman Max Moe denied it: “No.”"
        "\n\nTwo women - one of them aged 80 - died in March, police said.\n\nSNAILS AND BOATS"
        "\n\nElm 3, Oak 2; Ash 14-7\n\nRead more: Snails on strike\n\nShare on Facebook"
        "\n\nhttps://news.example.org/snails www.boats.example\n\n© 2021 Snail Times"
    ),
    "Die Fähren nach Bergen fahren wieder, sagte Ann Roe am Montag.",
    "Паромы в Москву снова ходят, сказала Анна Роу в понедельник.",
    "渡轮星期一恢复通航。",
)
"""Copy of several kinds and scripts: what only one of them needs is read by it."""


def read(article: Article) -> Reading:
    """Tell the story from what surrounds it, and sketch it."""
    attempts = _Attempts()
    copy = copy_of(article.item, preserved=article.extras.preserved)
    title = attempts.at(
        "headline",
        headline.CleanHeadline(text=" ".join(copy.headline.split())),
        headline.clean_headline,
        copy.headline,
        [paragraph.text for paragraph in copy.paragraphs[:_FIRST_LINES]],
    )
    parted = attempts.at(
        "boilerplate",
        boilerplate.Separated(story=copy.paragraphs, set_aside=()),
        boilerplate.separate_boilerplate,
        copy.text,
        title.text,
        copy.paragraphs,
    )
    paragraphs = tuple(paragraph.text for paragraph in parted.story)
    body = "\n\n".join(paragraphs)
    analysed = body if len(body) <= LONGEST_ANALYSED else _beginning(body)
    if len(analysed) < len(body):
        attempts.degraded.append("text_too_long")
    words = words_of.read(analysed)
    return Reading(
        copy=copy,
        headline=title.text,
        marker=title.marker,
        paragraphs=paragraphs,
        body=body,
        set_aside=(*title.set_aside, *parted.set_aside),
        words=words,
        sketch=attempts.at("sketch", None, sketch.make_sketch, words),
        degraded=tuple(attempts.degraded),
    )


def read_beside(article: Article) -> tuple[Sketch, ...]:
    """Sketch descriptions as long as a story: what was killed may come back as one."""
    found: list[Sketch] = []
    for text in article.item.descriptions:
        if len(text.value) >= _SHORTEST_STORY:
            copy = copy_of(Item(bodies=(text,)))
            shown = "\n\n".join(paragraph.text for paragraph in copy.paragraphs)
            made = sketch.make_sketch(words_of.read(shown[:LONGEST_ANALYSED]))
            found += [made] if made is not None else []
    return tuple(found)


_SHORTEST_STORY = 100
"""Code points; in signs that need no spaces, a paragraph."""


def enrich_read(
    article: Article, reading: Reading, similar: Similar, now: datetime
) -> Enrichment:
    """Work out the rest; each step is given just what it needs, which explains the order."""
    attempts = _Attempts([*reading.degraded])
    item, extras = article.item, article.extras
    words = reading.words
    filed = attempts.at(
        "dateline",
        None,
        dateline.read_dateline,
        reading.paragraphs[:_LEADS],
        item_dates=_own_dates(article),
        now=now,
        wire=extras.dateline,
    )
    credited = attempts.at(
        "credits",
        (),
        credits_of.read_credits,
        _texts(reading.set_aside, "credits"),
        captions=_texts(reading.set_aside, "caption"),
        bylines=[*_texts(reading.set_aside, "byline"), *filter(None, [item.by])],
        authors=extras.authors,
    )
    traced = attempts.at(
        "provenance",
        Provenance(carrier=article.source.id),
        provenance.trace_provenance,
        carrier=article.source.id,
        carries=article.source.rights,
        dateline_agency=filed.agency if filed else None,
        claims=_claims(article),
        bylines=[*filter(None, [item.by]), *(author.name for author in extras.authors)],
        story=_ends(reading.paragraphs),
        set_aside=reading.set_aside,
    )
    written_in = attempts.at(
        "language",
        Language(code="und", confidence=0.0),
        language.detect_language,
        reading.headline,
        reading.body[:_ENOUGH_FOR_LANGUAGE],
        stated=item.language,
    )
    word_count = attempts.at("length", len(words), length.count_words, words)
    names = attempts.at(
        "entities", entities.Names(), entities.find_names, words, filed, reading.headline
    )
    about = attempts.at(
        "topics",
        (),
        topics.pick_topics,
        reading.headline,
        words,
        [organisation.name for organisation in names.organisations],
    )
    key = attempts.at("keywords", (), keywords.pick_keywords, words, written_in.code)
    titled = f"{reading.marker}: {reading.headline}" if reading.marker else reading.headline
    return Enrichment(
        article_id=article.article_id,
        revision=article.revision,
        headline=reading.headline,
        marker=reading.marker,
        body=reading.body,
        set_aside=reading.set_aside,
        dateline=filed,
        credits=credited,
        provenance=traced,
        language=written_in,
        word_count=word_count,
        reading_minutes=length.estimate_reading_minutes(word_count),
        people=names.people,
        organisations=names.organisations,
        places=names.places,
        quotes=attempts.at(
            "quotes", (), quotes.read_quotes, words, names.people, names.organisations
        ),
        amounts=attempts.at("amounts", (), amounts.read_amounts, words),
        dates=attempts.at("dates", (), dates.read_dates, words, _day_of(filed, article)),
        readability=attempts.at("readability", None, readability.measure_readability, words),
        genre=attempts.at(
            "genre", None, genre.suggest_genre, reading.headline, reading.marker, traced.agency
        ),
        urgency=attempts.at("urgency", None, genre.suggest_urgency, reading.marker, about),
        topics=about,
        keywords=key,
        summary=attempts.at("summary", "", summary.summarise, words, key),
        section=attempts.at(
            "section",
            "news",
            section.choose_section,
            about,
            titled,
            article.item.subjects,
            article.extras.categories,
        ),
        style=attempts.at("style", (), style.find_style, reading.headline, words),
        kin=attempts.at(
            "kin",
            Kin(cluster=article.article_id, killed=similar.killed),
            kin.find_kin,
            article.article_id,
            reading.sketch,
            similar,
        ),
        unfound=_unfound(reading, about, names, attempts),
        degraded=tuple(attempts.degraded),
        steps=STEPS,
    )


_FIRST_LINES = 6
_LEADS = 8
"""Notes to editors and the points in short stand above a lead, at most so many paragraphs."""
_ENOUGH_FOR_LANGUAGE = 1000


def _unfound(
    reading: Reading, about: Sequence[Topic], names: entities.Names, attempts: _Attempts
) -> dict[str, str]:
    """Say why a story of some length has no topic."""
    if about or len(reading.words) < topics.LONG_ENOUGH:
        return {}
    why = attempts.at(
        "topics",
        "",
        topics.why_no_topic,
        reading.headline,
        reading.words,
        [organisation.name for organisation in names.organisations],
    )
    return {"topics": why} if why else {}


def _texts(set_aside: Sequence[SetAside], kind: str) -> list[str]:
    return [tidy(each.text) for each in set_aside if each.kind == kind]


def _day_of(filed: Dateline | None, article: Article) -> date | None:
    """Give the day that “on Monday” counts from: the dateline's, or else the item's own."""
    if filed is not None and filed.date:
        return date.fromisoformat(filed.date)
    own = _own_dates(article)
    return own[0].date() if own else None


def _own_dates(article: Article) -> list[datetime]:
    """Give what the item says of its own time, best first."""
    item = article.item
    dates = (item.content_created, item.version_created, item.first_created)
    return [each for each in dates if each is not None]


def _claims(article: Article) -> list[str]:
    """Give what the wire says of where its words are from, best first."""
    item, extras = article.item, article.extras
    said = (
        extras.creditline,
        extras.original_source,
        *(source.name for source in item.info_sources),
        item.copyright_holder,
        item.copyright_notice,
    )
    return [each for each in said if each]


def _ends(paragraphs: Sequence[str]) -> Sequence[str]:
    """Give a story's first paragraphs and its last, where agencies name themselves."""
    return paragraphs if len(paragraphs) <= _LEADS else (*paragraphs[:_LEADS], paragraphs[-1])


def _beginning(body: str) -> str:
    """Cut a body that is too long at the end of a paragraph, if one ends near the limit."""
    end = body.rfind("\n\n", LONGEST_ANALYSED // 2, LONGEST_ANALYSED)
    return body[: end if end > 0 else LONGEST_ANALYSED]
