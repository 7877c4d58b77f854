"""The full-text index of one process, beside its catalogue and never ahead of it.

It knows numbers and words only: what is shown of a story comes from the catalogue, which has
taken a kill in before the index has. Whatever is lost of it is indexed again from there, from
the row on that its last commit names; a broken one is made anew.
"""

from __future__ import annotations

import shutil
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

import tantivy

from services.publish.reader.catalogue.catalog import Catalog
from services.publish.reader.catalogue.editions import base_language
from services.publish.reader.catalogue.entry import Entry
from services.publish.reader.catalogue.shelves import parents
from services.publish.reader.search.asked import Asked, Term, named_topic, spaced
from services.publish.story import Site, story_of
from shared.clock import milliseconds

_STEMMED = {"en": "english", "de": "german", "fr": "french", "es": "spanish", "ar": "arabic"}
_PLAIN = "xx"
"""The field of languages that have no stemmer here."""
_LANGUAGES = (*_STEMMED, _PLAIN)
_UNMARKED = {"fr": "fr_unmarked", "es": "es_unmarked"}
"""Languages whose stems depend on accents, and the fields where none has any: who searches
without accents finds what was written with them."""
_HEADLINE_WEIGHS = 4.0
_RANKED = 200
_HALF_LIFE_DAYS = 30.0
_AT_ONCE = 500
_IN_A_COMMIT = 5000
_WRITER_BYTES = 30_000_000
_POSITION = "position"
_LONGEST_WORD = 60
_STEMS_KEPT = 50_000
_VERSION = "2"
_TAINTED = "copydesk-recalled"


@dataclass(frozen=True, slots=True)
class _Found:
    """A story that was found, by its number in the catalogue."""

    number: int
    score: float


@dataclass(frozen=True, slots=True)
class _Answered:
    """What a search gave: some of what was found, and how much there is."""

    found: tuple[_Found, ...]
    total: int


@dataclass(slots=True)
class _Volume:
    """One directory of the index; `position` is the row of the log that its commit covers."""

    directory: Path
    index: Any
    writer: Any
    position: int
    holds_recalled: bool = False

    def taint(self) -> None:
        """Note for whoever opens it next, too, that it holds words which were recalled."""
        (self.directory / _TAINTED).touch()
        self.holds_recalled = True

    def commit(self, sequence: int) -> None:
        """Keep what was written, up to a row."""
        self.writer.delete_documents_by_term("article_id", _POSITION)
        self.writer.add_document(
            tantivy.Document(article_id=_POSITION, sequence=sequence, number=0)
        )
        self.writer.commit()
        self.index.reload()
        self.position = sequence


class SearchIndex:
    """One volume at a time. One thread writes; any thread searches."""

    def __init__(self, directory: Path, site: Site) -> None:
        self._home = directory
        self._site = site
        self._schema = _schema()
        self._analyzers = {
            **{language: _analyzer(language) for language in _LANGUAGES},
            **{field: _analyzer(each, is_unmarked=True) for each, field in _UNMARKED.items()},
        }
        self._stemmers = {
            language: _stemmer([self._analyzers[each] for each in _fields_of(language)])
            for language in _LANGUAGES
        }
        self._writing = threading.Lock()
        self._is_catching_up = False
        self._volume = self._opened(self._newest())

    @property
    def position(self) -> int:
        """Give the row of the log that its last commit covers."""
        return self._volume.position

    @property
    def holds_recalled(self) -> bool:
        """Tell whether its files may hold words of what was recalled since they were made."""
        return self._volume.holds_recalled

    def follow(self, catalog: Catalog) -> None:
        """Index what the catalogue has changed since the last commit."""
        if not self._is_catching_up:
            with self._writing:
                self._follow(self._volume, catalog)

    def catch_up(self, catalog: Catalog) -> None:
        """Index what is behind by much; meanwhile nobody who follows waits for that."""
        self._is_catching_up = True
        try:
            with self._writing:
                self._follow(self._volume, catalog, every=True)
        finally:
            self._is_catching_up = False
        self.follow(catalog)

    def rebuild(self, catalog: Catalog) -> None:
        """Make it anew: nothing of what was taken back stays in its files.

        The old one answers, and follows, until the new one knows as much.
        """
        anew = self._opened(self._home / f"index-{time.time_ns()}")
        self._follow(anew, catalog, every=True)
        with self._writing:
            self._follow(anew, catalog, every=True)
            old, self._volume = self._volume, anew
            old.writer = None
        shutil.rmtree(old.directory, ignore_errors=True)

    def close(self) -> None:
        """Let go of the files."""
        with self._writing:
            self._volume.writer = None

    def search(self, asked: Asked, *, limit: int, offset: int, now: datetime) -> _Answered:
        """Find stories: the best first, newer ones before older of the same worth."""
        query = self._query(asked)
        searcher = self._volume.index.searcher()
        if asked.sort == "newest" or not asked.terms:
            result = searcher.search(
                query, limit, offset=offset, order_by_field="number", count=True
            )
            order: Sequence[tuple[float, Any]] = [(0.0, at) for _, at in result.hits]
        else:
            ranked = max(_RANKED, offset + limit)
            result = searcher.search(query, ranked, count=True)
            order = result.hits
        numbers = [int(searcher.doc(at).get_first("number")) for _, at in order]
        found = [_Found(n, float(s)) for n, (s, _) in zip(numbers, order, strict=True)]
        if asked.terms and asked.sort == "relevance":
            found = [_Found(each.number, _with_age(each, now)) for each in found]
            found.sort(key=lambda each: (-each.score, -each.number))
            found = found[offset : offset + limit]
        return _Answered(tuple(found), result.count or 0)

    def stemmer(self, language: str) -> Callable[[str], frozenset[str]]:
        """Give what finds what a word of a text is indexed by."""
        return self._stemmers[_field_of(language)]

    def stems_of(self, asked: Asked) -> frozenset[str]:
        """Give what the words of a search are indexed by, in every language."""
        texts = [term.text for term in asked.terms if not term.is_excluded]
        return frozenset(
            stem
            for text in texts
            for analyzer in self._analyzers.values()
            for stem in analyzer.analyze(text)
        )

    # --- parts ---------------------------------------------------------------------------

    def _newest(self) -> Path:
        kept = sorted(self._home.glob("index-*"))
        for older in kept[:-1]:
            shutil.rmtree(older, ignore_errors=True)
        return kept[-1] if kept else self._home / f"index-{time.time_ns()}"

    def _opened(self, directory: Path) -> _Volume:
        directory.mkdir(parents=True, exist_ok=True)
        version = directory / "copydesk-version"
        if version.exists() and version.read_text("utf-8") != _VERSION:
            shutil.rmtree(directory)
            return self._opened(self._home / f"index-{time.time_ns()}")
        try:
            volume = self._read(directory)
        except ValueError:  # it is broken: what it knew is in the catalogue
            shutil.rmtree(directory)
            directory.mkdir()
            volume = self._read(directory)
        version.write_text(_VERSION, "utf-8")
        return volume

    def _read(self, directory: Path) -> _Volume:
        index = tantivy.Index(self._schema, path=str(directory))
        for language, analyzer in self._analyzers.items():
            index.register_tokenizer(f"words_{language}", analyzer)
        writer = index.writer(_WRITER_BYTES, 1)
        index.reload()
        searcher = index.searcher()
        query = tantivy.Query.term_query(self._schema, "article_id", _POSITION)
        hits = searcher.search(query, 1).hits
        found: Any = searcher.doc(hits[0][1]).get_first("sequence") if hits else 0
        is_tainted = (directory / _TAINTED).exists()
        return _Volume(directory, index, writer, int(found), is_tainted)

    def _follow(self, volume: _Volume, catalog: Catalog, *, every: bool = False) -> None:
        at, indexed = volume.position, 0
        clean_to = 0 if at else catalog.sequence
        while changed := catalog.changed_after(at, _AT_ONCE):
            for number, shelves, entry in changed:
                volume.writer.delete_documents_by_term("article_id", entry.article_id)
                if entry.is_live:
                    volume.writer.add_document(self._document(number, shelves, entry))
                elif entry.state == "recalled" and entry.sequence > clean_to:
                    volume.taint()
            at = changed[-1][2].sequence
            indexed += len(changed)
            if indexed >= _IN_A_COMMIT:
                volume.commit(at)
                indexed = 0
            if not every and len(changed) < _AT_ONCE:
                break
        if indexed:
            volume.commit(at)

    def _document(self, number: int, shelves: Sequence[str], entry: Entry) -> Any:
        story = story_of(entry, self._site)
        language = _field_of(story.language)
        facets = [shelf.partition("|")[2] for shelf in shelves]
        names = [name for name, _ in story.topics]
        names += [parents().get(each.partition("topic:")[2], ("", ""))[0] for each in facets]
        facets += {named_topic(name) for name in names if name}
        headline, body = spaced(story.headline), spaced(f"{story.summary}\n{story.body_text}")
        words = {
            f"{part}_{field}": text
            for field in _fields_of(language)
            for part, text in (("headline", headline), ("body", body))
        }
        return tantivy.Document(
            article_id=entry.article_id,
            sequence=entry.sequence,
            number=number,
            published=milliseconds(story.published_at),
            facets=[*facets, f"language:{base_language(story.language)}", "live:"],
            **words,
        )

    def _query(self, asked: Asked) -> tantivy.Query:
        parts = [(tantivy.Occur.Must, self._facet("live:"))]
        parts += [(tantivy.Occur.Must, self._facet(shelf)) for shelf in asked.shelves]
        if asked.language:
            parts.append((tantivy.Occur.Must, self._facet(f"language:{asked.language}")))
        if asked.since or asked.until:
            low = milliseconds(asked.since) if asked.since else 0
            high = milliseconds(asked.until) if asked.until else 2**60
            within = tantivy.Query.range_query(
                self._schema,
                "published",
                tantivy.FieldType.Integer,
                low,
                high,
                include_upper=False,
            )
            parts.append((tantivy.Occur.Must, tantivy.Query.const_score_query(within, 0.0)))
        languages = [_field_of(asked.language)] if asked.language else list(_LANGUAGES)
        for term in asked.terms:
            query = self._term(term, languages)
            occur = tantivy.Occur.MustNot if term.is_excluded else tantivy.Occur.Must
            if query is not None:
                parts.append((occur, query))
        return tantivy.Query.boolean_query(parts)

    def _facet(self, value: str) -> tantivy.Query:
        term = tantivy.Query.term_query(self._schema, "facets", value)
        return tantivy.Query.const_score_query(term, 0.0)

    def _term(self, term: Term, languages: Sequence[str]) -> tantivy.Query | None:
        fields = [
            field
            for language in languages
            for field in (_fields_of(language) if term.text.isascii() else [language])
        ]
        either = [query for each in fields for query in self._in_field(term, each)]
        return tantivy.Query.disjunction_max_query(either) if either else None

    def _in_field(self, term: Term, name: str) -> Iterator[tantivy.Query]:
        stems: list[Any] = [*self._analyzers[name].analyze(term.text)]
        if not stems:
            return
        for field, weight in ((f"headline_{name}", _HEADLINE_WEIGHS), (f"body_{name}", 1)):
            if len(stems) > 1:
                query = tantivy.Query.phrase_query(self._schema, field, stems)
            else:
                query = tantivy.Query.term_query(self._schema, field, stems[0])
            yield tantivy.Query.boost_query(query, weight)


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("article_id", tokenizer_name="raw", index_option="basic")
    builder.add_integer_field("sequence", stored=True)
    builder.add_integer_field("number", stored=True, fast=True)
    builder.add_integer_field("published", indexed=True, fast=True)
    builder.add_text_field("facets", tokenizer_name="raw", index_option="basic")
    for field in (*_LANGUAGES, *_UNMARKED.values()):
        for part in ("headline", "body"):
            builder.add_text_field(f"{part}_{field}", tokenizer_name=f"words_{field}")
    return builder.build()


def _analyzer(language: str, *, is_unmarked: bool = False) -> tantivy.TextAnalyzer:
    builder = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple())
    builder = builder.filter(tantivy.Filter.remove_long(_LONGEST_WORD))
    builder = builder.filter(tantivy.Filter.lowercase())
    if is_unmarked:
        builder = builder.filter(tantivy.Filter.ascii_fold())
    if stemmer := _STEMMED.get(language):
        builder = builder.filter(tantivy.Filter.stemmer(stemmer))
    return builder.filter(tantivy.Filter.ascii_fold()).build()


def _stemmer(analyzers: Sequence[tantivy.TextAnalyzer]) -> Callable[[str], frozenset[str]]:
    """Give what knows the stems of the words it met last: a search looks at thousands."""

    @lru_cache(maxsize=_STEMS_KEPT)
    def stem(word: str) -> frozenset[str]:
        found = (analyzer.analyze(spaced(word)) for analyzer in analyzers)
        return frozenset(stems[0] for stems in found if stems)

    return stem


def _fields_of(language: str) -> list[str]:
    """Give the fields that hold the words of a language that we know."""
    return [language, *([_UNMARKED[language]] if language in _UNMARKED else ())]


def _field_of(language: str) -> str:
    base = base_language(language)
    return base if base in _STEMMED else _PLAIN


def _with_age(found: _Found, now: datetime) -> float:
    """Let a story lose up to half of its score as it ages."""
    days = max(0.0, (milliseconds(now) - found.number / 4096) / 86_400_000)
    half: float = 0.5 ** (days / _HALF_LIFE_DAYS)
    return found.score * (0.5 + 0.5 * half)
