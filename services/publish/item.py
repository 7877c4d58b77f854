"""The public item: what readers and sites get of an approved revision, as ninjs 3.1.

Made anew from what enrichment found to be the story. What was set aside, what is meant for
editors (`ed_note`, private notes, contacts) and what no field of ninjs allows stays behind;
only a correction's note leaves an editor's note, because it is meant for readers.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator
from datetime import datetime, timedelta
from typing import Any

import orjson
from pydantic import ValidationError

from services.publish.about import about_story
from services.publish.markup import paragraphs_as_html, without_controls, without_tags
from services.publish.overlaid import due_at, overlaid
from services.publish.pictures.slots import Slot, slots_of
from services.publish.publication import Revision, short_id
from services.publish.slugs import section_slug, slug, story_path
from shared.articles import (
    AltId,
    Article,
    Concept,
    Enrichment,
    InfoSource,
    Item,
    Rendition,
    Text,
)
from shared.events import Approved
from shared.media import pictures_of
from shared.written import without_credentials

CORRECTION_NOTE = "An earlier version of this story has been corrected."
_MEDIA_TOPICS = "http://cv.iptc.org/newscodes/mediatopic/"

_CORRECTS = re.compile(
    r"\b(?:correct(?:s|ed|ion|ions|ing)|clarif(?:ies|ied|ication))\b", re.IGNORECASE
)
_SENTENCE = re.compile(r"(?<=[.!?])\s+|\n+|(?<=:)\s+(?=[A-Z]{6})")
_MEDIA_TOPIC = re.compile(r"medtop:(\d{8})")
_URI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[!#-;=?-\[\]_a-z~%]+")
_TAG = re.compile(r"</?(?:a|b|br|div|em|h[1-6]|i|li|p|span|strong|ul)\b[^>]*>", re.IGNORECASE)
_TOO_SHORT = 3
"""Letters of a text like “By”, which says nothing wherever it stands."""
_LEAK_WORDS = 5
"""So many words in a row that were set aside, and are not in the story, are a leak."""


def public_revision(
    approved: Approved, correlation_id: str = "", traceparent: str = ""
) -> Revision:
    """Make the public face of an approved revision: its item, its address, its times."""
    article, enrichment = overlaid(approved)
    wire, overlay = article.item, approved.overlay
    public_note = overlay.public_note if overlay else None
    is_correction = public_note is not None or _is_correction(article, enrichment)
    section = section_slug(enrichment.section)
    item = public_item(article, enrichment)
    slots = slots_of(wire, item.associations, article.source.id, overlay)
    item = _without_pictures(item, slots)
    written = without_credentials(_canonical_json(item.to_ninjs()))
    headline = _line(enrichment.headline)
    return Revision(
        revision=approved.revision,
        edit=approved.edit,
        item=written,
        hash=hashlib.sha256(written.encode()).hexdigest(),
        headline=headline,
        language=_language(wire, enrichment) or "",
        section=section,
        about=about_story(
            source=article.source.id,
            section=section,
            language=item.language,
            urgency=item.urgency,
            subjects=item.subjects,
            places=wire.places,
            countries=_countries(enrichment),
        ),
        path=story_path(
            section,
            slug((overlay.slug if overlay else None) or headline, enrichment.language.code),
            short_id(approved.article_id),
        ),
        canonical=_origin(article),
        cluster=enrichment.kin.cluster if enrichment.kin else None,
        slots=slots,
        is_correction=is_correction,
        correction=public_note or (_note_to_readers(wire) if is_correction else None),
        due_at=_never_early(due_at(approved, wire.embargoed_until)),
        expires_at=_whole_ms(wire.expires),
        received_at=article.received_at if approved.by == "policy" else None,
        correlation_id=correlation_id,
        traceparent=traceparent,
    )


def _without_pictures(item: Item, slots: Iterable[Slot]) -> Item:
    """Leave out what a slot stands for: it is put there by what is known of its picture."""
    taken = {slot.named.uri for slot in slots if slot.public}
    if not taken:
        return item
    kept = tuple(each for each in item.associations if each["uri"] not in taken)
    return Item.model_validate({**dict(item), "associations": kept})


def _countries(enrichment: Enrichment) -> Iterator[str | None]:
    if enrichment.dateline is not None:
        yield enrichment.dateline.country
    for place in enrichment.places:
        yield place.country


def _canonical_json(value: dict[str, Any]) -> str:
    """Write JSON one way only: sorted keys, no spaces, UTF-8."""
    return orjson.dumps(value, option=orjson.OPT_SORT_KEYS).decode()


def public_item(article: Article, enrichment: Enrichment) -> Item:
    """Build the item that leaves the house."""
    wire = article.item
    private = _SetAsideText(enrichment)
    still = {href for picture in pictures_of(wire) for href in picture.hrefs}
    headline = _line(enrichment.headline)
    body = without_controls(enrichment.body)
    markup = paragraphs_as_html(
        enrichment.body, wire.body(), keep_line_breaks=article.extras.preserved
    )
    return Item(
        uri=_uri(article),
        type=wire.type,
        representation_type=wire.representation_type,
        profile=wire.profile,
        version=str(article.revision),
        first_created=wire.first_created,
        version_created=wire.version_created or article.received_at,
        content_created=wire.content_created,
        embargoed_until=wire.embargoed_until,
        expires=wire.expires,
        pub_status="usable",
        urgency=wire.urgency,
        language=_language(wire, enrichment),
        title=_title(wire, enrichment, private),
        slugline=private.keep(wire.slugline),
        located=_located(wire, enrichment),
        by=_by(wire, enrichment, private),
        headlines=(
            Text(role="main", content_type="text/plain", value=headline),
            *_others(wire.headlines, private),
        ),
        descriptions=_descriptions(wire, enrichment, private),
        bodies=(
            Text(
                role="main",
                content_type="text/html",
                char_count=len(body),
                word_count=enrichment.word_count or len(body.split()),
                value=markup,
            ),
            Text(role="plain", content_type="text/plain", value=body),
        ),
        subjects=_subjects(wire, enrichment),
        genres=tuple(
            Concept(name=genre.name, uri=_good_uri(genre.uri), literal=genre.literal)
            for genre in wire.genres
        ),
        people=_people(article, enrichment),
        organisations=_organisations(wire, enrichment),
        places=_places(wire, enrichment),
        events=tuple(_named(event) for event in wire.events),
        objects=tuple(_named(object_) for object_ in wire.objects),
        info_sources=_info_sources(wire, enrichment),
        copyright_holder=wire.copyright_holder,
        copyright_notice=wire.copyright_notice,
        usage_terms=wire.usage_terms,
        rights_info=_rights(wire),
        digital_source_type=_known_keys(wire.digital_source_type, ("name", "uri", "literal")),
        trust_indicators=tuple(
            link for link in wire.trust_indicators if link.href and _is_web(link.href)
        ),
        alt_ids=(*wire.alt_ids, AltId(role="copydesk", value=article.article_id)),
        renditions=_references(wire.renditions, still),
        associations=tuple(_associations(wire, private, still)),
    )


# --- what it is called and where it stands ---------------------------------------------------


def _uri(article: Article) -> str:
    uri = article.item.uri or ""
    return uri if _URI.fullmatch(uri) else f"urn:copydesk:{article.article_id}"


def _origin(article: Article) -> str | None:
    """Find the page that syndicated copy should point to as its original, if any."""
    if article.source.canonical != "origin":
        return None
    candidates = (article.extras.url, article.item.uri)
    found = next((url for url in candidates if url and _is_web(url)), None)
    return without_credentials(found) if found else None


def _title(wire: Item, enrichment: Enrichment, private: _SetAsideText) -> str:
    """Keep the marker for those who work by it; the headline has lost it."""
    if wire.title and (kept := private.keep(_line(wire.title))):
        return kept
    headline = _line(enrichment.headline)
    marker = _line(enrichment.marker or "")
    if not marker:
        return headline
    return f"{marker}{headline}" if marker[-1] in "-:" else f"{marker} {headline}"


def _language(wire: Item, enrichment: Enrichment) -> str | None:
    """Believe the wire unless the text is plainly in another language."""
    found = enrichment.language
    said = wire.language
    sure_from = 0.8
    if said and (
        found.code == "und"
        or found.confidence < sure_from
        or said.partition("-")[0].casefold() == found.code.partition("-")[0].casefold()
    ):
        return said
    return said if found.code == "und" else found.code


def _located(wire: Item, enrichment: Enrichment) -> str | None:
    if wire.located:
        return _line(wire.located)
    dateline = enrichment.dateline
    if dateline is None:
        return None
    return ", ".join(part for part in (dateline.place, dateline.region) if part)


def _by(wire: Item, enrichment: Enrichment, private: _SetAsideText) -> str | None:
    """Give the byline people wrote: never “admin”, whom a machine put there."""
    machine = [
        aside.text.casefold()
        for aside in enrichment.set_aside
        if aside.kind == "machine_byline"
    ]
    said = _line(wire.by or "")
    if said and not any(said.casefold() in text for text in machine) and private.keep(said):
        return said
    writers = [
        credit.name for credit in enrichment.credits if credit.role in ("writing", "reporting")
    ]
    return ", ".join(dict.fromkeys(writers)) or None


def _others(texts: Iterable[Text], private: _SetAsideText) -> Iterator[Text]:
    for text in texts:
        if text.role in ("main", None):
            continue
        if kept := private.keep(_line(_plain(text))):
            yield Text(role=text.role, content_type="text/plain", value=kept)


def _descriptions(
    wire: Item, enrichment: Enrichment, private: _SetAsideText
) -> tuple[Text, ...]:
    kept = [
        Text(role=text.role or "summary", content_type="text/plain", value=value)
        for text in wire.descriptions
        if (value := private.keep(_line(_plain(text))))
    ]
    if enrichment.summary and not any(text.role == "summary" for text in kept):
        summary = _line(enrichment.summary)
        kept.insert(0, Text(role="summary", content_type="text/plain", value=summary))
    return tuple(kept)


# --- what it is about ------------------------------------------------------------------------


def _subjects(wire: Item, enrichment: Enrichment) -> tuple[Concept, ...]:
    ours = [
        Concept(
            name=topic.name,
            rel="about",
            uri=_MEDIA_TOPICS + found[1],
            creator="copydesk",
            relevance=max(0, min(100, round(topic.relevance * 100))),
        )
        for topic in enrichment.topics
        if (found := _MEDIA_TOPIC.fullmatch(topic.qcode))
    ]
    theirs = (
        Concept(
            name=subject.name,
            rel=subject.rel,
            uri=_good_uri(subject.uri),
            literal=subject.literal,
            creator=subject.creator,
            relevance=subject.relevance,
            confidence=subject.confidence,
        )
        for subject in wire.subjects
    )
    return _once((*theirs, *ours))


def _people(article: Article, enrichment: Enrichment) -> tuple[Concept, ...]:
    authors = [
        Concept(name=author.name, rel="author")
        for author in article.extras.authors
        if author.name
    ]
    authors += [
        Concept(name=credit.name, rel="author" if credit.role == "writing" else "contributor")
        for credit in enrichment.credits
    ]
    mentioned = (Concept(name=person.name, rel="mentions") for person in enrichment.people)
    return _once((*map(_named, article.item.people), *authors, *mentioned))


def _organisations(wire: Item, enrichment: Enrichment) -> tuple[Concept, ...]:
    ours = (Concept(name=found.name, rel="mentions") for found in enrichment.organisations)
    theirs = (
        Concept(
            **{
                **_named(organisation).model_dump(exclude_none=True),
                "symbols": tuple(
                    kept
                    for symbol in organisation.symbols
                    if (kept := _known_keys(symbol, ("exchange", "symbolType", "symbol")))
                ),
            }
        )
        for organisation in wire.organisations
    )
    return _once((*theirs, *ours))


def _places(wire: Item, enrichment: Enrichment) -> tuple[Concept, ...]:
    ours = (
        Concept(
            name=place.name,
            rel="mentions",
            geo_json=(
                {"type": "Point", "coordinates": [place.lon, place.lat]}
                if place.lat is not None and place.lon is not None
                else None
            ),
        )
        for place in enrichment.places
    )
    return _once((*map(_named, wire.places), *ours))


def _info_sources(wire: Item, enrichment: Enrichment) -> tuple[InfoSource, ...]:
    provenance = enrichment.provenance
    # Whoever re-hosts a story is no source of it that readers should be sent to.
    carrier = None if provenance.rehosted else provenance.carrier
    found = (
        InfoSource(name=name, role=role)
        for name, role in ((provenance.agency, "originator"), (carrier, "carrier"))
        if name
    )
    said = (
        InfoSource(
            name=source.name,
            role=source.role,
            uri=_good_uri(source.uri),
            literal=source.literal,
        )
        for source in wire.info_sources
    )
    names: set[str] = set()
    kept = []
    for source in (*said, *found):
        name = (source.name or source.literal or source.uri or "").casefold()
        if name and name not in names:
            names.add(name)
            kept.append(source)
    return tuple(kept)


def _named(concept: Concept) -> Concept:
    """Keep what names a concept; contacts are nobody's business."""
    return Concept(
        name=concept.name,
        rel=concept.rel,
        uri=_good_uri(concept.uri),
        literal=concept.literal,
    )


def _once(concepts: Iterable[Concept]) -> tuple[Concept, ...]:
    """Drop what is there twice by uri or by name; the first says it best."""
    seen: set[str] = set()
    kept = []
    for concept in concepts:
        names = {
            name.casefold() for name in (concept.uri, concept.name or concept.literal) if name
        }
        if names and not names & seen:
            seen |= names
            kept.append(concept)
    return tuple(kept)


# --- pictures and packages -------------------------------------------------------------------


def _references(
    renditions: Iterable[Rendition], still: Collection[str]
) -> tuple[Rendition, ...]:
    """Keep references to film and sound; pictures are ours to serve, once they are there."""
    return tuple(
        each
        for each in renditions
        if (each.href is None or _is_web(each.href)) and each.href not in still
    )


def _associations(
    wire: Item, private: _SetAsideText, still: Collection[str]
) -> Iterator[dict[str, Any]]:
    """Keep the pictures and related items that can be named, with nothing for editors only."""
    for association in wire.associations:
        try:
            item = Item.model_validate(association)
        except ValidationError:
            continue
        name = association.get("name")
        if not isinstance(name, str) or not item.uri or not _URI.fullmatch(item.uri):
            continue
        public = Item(
            uri=item.uri,
            type=item.type,
            pub_status=item.pub_status,
            title=private.keep(item.title),
            by=item.by,
            headlines=tuple(_others_and_main(item.headlines, private)),
            descriptions=tuple(_others_and_main(item.descriptions, private)),
            copyright_holder=item.copyright_holder,
            copyright_notice=item.copyright_notice,
            usage_terms=item.usage_terms,
            renditions=_references(item.renditions, still),
        ).to_ninjs()
        del public["standard"]
        if item.pub_status == "usable":
            yield {"name": name, **public}


def _others_and_main(texts: Iterable[Text], private: _SetAsideText) -> Iterator[Text]:
    for text in texts:
        if kept := private.keep(_line(_plain(text))):
            yield Text(role=text.role, content_type="text/plain", value=kept)


# --- rights ----------------------------------------------------------------------------------


def _rights(wire: Item) -> dict[str, Any] | None:
    """Keep rights that ninjs can say: by link or encoded, not both."""
    kept = _known_keys(wire.rights_info, ("langId", "linkedRights", "encodedRights"))
    if kept is None or len(kept.keys() & {"linkedRights", "encodedRights"}) != 1:
        return None
    return kept


def _known_keys(value: dict[str, Any] | None, keys: tuple[str, ...]) -> dict[str, str] | None:
    kept = {key: value[key] for key in keys if isinstance(value.get(key), str)} if value else {}
    return kept or None


# --- corrections -----------------------------------------------------------------------------


def _is_correction(article: Article, enrichment: Enrichment) -> bool:
    wire = article.item
    genres = " ".join(
        filter(None, (part for g in wire.genres for part in (g.name, g.uri, g.literal)))
    )
    return (
        bool(_CORRECTS.search(enrichment.marker or ""))
        or any(text.role == "correction" for text in wire.descriptions)
        or any(_CORRECTS.search(signal.rpartition(":")[2]) for signal in article.extras.signals)
        or bool(_CORRECTS.search(genres))
        or bool(_sentences_that_correct(wire.ed_note or ""))
    )


def _note_to_readers(wire: Item) -> str:
    """Say what was wrong: in the wire's words to readers, else to editors, else in ours."""
    for text in wire.descriptions:
        if text.role == "correction" and (note := _line(_plain(text))):
            return note
    return " ".join(_sentences_that_correct(wire.ed_note or "")) or CORRECTION_NOTE


def _sentences_that_correct(ed_note: str) -> list[str]:
    sentences = (_line(part) for part in _SENTENCE.split(ed_note))
    starts = 24
    return [each for each in sentences if (m := _CORRECTS.search(each)) and m.start() < starts]


# --- text ------------------------------------------------------------------------------------


class _SetAsideText:
    """Recognises what enrichment set aside when it turns up in another field."""

    def __init__(self, enrichment: Enrichment) -> None:
        asides = [aside.text for aside in enrichment.set_aside if aside.text.strip()]
        self._windows: set[str] = set()
        self._short: list[str] = []
        if not asides:
            return
        story = _folded(f"{enrichment.headline}\n{enrichment.body}")
        self._windows = {window for text in asides for window in _windows(_folded(text))}
        self._windows -= _windows(story)
        short = (
            text for aside in asides if len((text := _folded(aside)).split()) < _LEAK_WORDS
        )
        self._short = [text for text in short if len(text) > _TOO_SHORT and text not in story]

    def keep(self, text: str | None) -> str | None:
        """Give the text back, or None where it holds something that was set aside."""
        if not text:
            return None
        if not self._windows and not self._short:
            return text
        folded = _folded(text)
        if any(f" {short} " in f" {folded} " for short in self._short):
            return None
        return None if _windows(folded) & self._windows else text


def _folded(text: str) -> str:
    return " ".join(re.findall(r"\w+", unicodedata.normalize("NFKC", text).casefold()))


def _windows(folded: str) -> set[str]:
    words = folded.split()
    return {
        " ".join(words[at : at + _LEAK_WORDS]) for at in range(len(words) - _LEAK_WORDS + 1)
    }


def _plain(text: Text) -> str:
    """Give the words of a short text; where a wire does not say, only known tags are tags."""
    if text.content_type == "text/plain":
        return text.value
    if text.content_type == "text/html" or _TAG.search(text.value):
        return without_tags(text.value)
    return text.value


def _line(text: str) -> str:
    return " ".join(without_controls(text.replace("\r", " ")).split())


def _good_uri(uri: str | None) -> str | None:
    return uri if uri and _URI.fullmatch(uri) else None


def _is_web(url: str) -> bool:
    return url.startswith(("https://", "http://")) and bool(_URI.fullmatch(url))


def _whole_ms(moment: datetime | None) -> datetime | None:
    """Cut to what MongoDB keeps."""
    if moment is None:
        return None
    return moment.replace(microsecond=moment.microsecond // 1000 * 1000)


def _never_early(moment: datetime | None) -> datetime | None:
    """Round up to what MongoDB keeps: an embargo does not end a part of a millisecond early."""
    cut = _whole_ms(moment)
    return cut if cut is None or cut == moment else cut + timedelta(milliseconds=1)
