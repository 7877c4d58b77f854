"""The public item: what readers and sites get of an approved revision, as ninjs 3.1.

Made anew from what enrichment found to be the story. What was set aside, what is meant for
editors (`ed_note`, private notes, contacts) and what no field of ninjs allows stays behind;
only a correction's note leaves an editor's note, because it is meant for readers.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection, Iterable, Iterator
from datetime import datetime, timedelta
from typing import Any

import orjson
from pydantic import ValidationError

from services.publish.about import about_story
from services.publish.pictures.shown.slots import Slot, slots_of
from services.publish.public_item.concepts import (
    URI,
    good_uri,
    info_sources,
    known_keys,
    named,
    organisations,
    people,
    places,
    subjects,
)
from services.publish.public_item.markup import paragraphs_as_html, without_controls
from services.publish.public_item.overlaid import due_at, overlaid
from services.publish.public_item.texts import SetAsideText, line, plain
from services.publish.publication import Revision, short_id
from services.publish.slugs import section_slug, slug, story_path
from shared.articles import Article, Enrichment
from shared.media import pictures_of
from shared.ninjs import AltId, Concept, Item, Rendition, Text
from shared.payloads import Approved
from shared.written import without_credentials

CORRECTION_NOTE = "An earlier version of this story has been corrected."
_CORRECTS = re.compile(
    r"\b(?:correct(?:s|ed|ion|ions|ing)|clarif(?:ies|ied|ication))\b", re.IGNORECASE
)
_SENTENCE = re.compile(r"(?<=[.!?])\s+|\n+|(?<=:)\s+(?=[A-Z]{6})")


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
    headline = line(enrichment.headline)
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
    private = SetAsideText(enrichment)
    still = {href for picture in pictures_of(wire) for href in picture.hrefs}
    headline = line(enrichment.headline)
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
        subjects=subjects(wire, enrichment),
        genres=tuple(
            Concept(name=genre.name, uri=good_uri(genre.uri), literal=genre.literal)
            for genre in wire.genres
        ),
        people=people(article, enrichment),
        organisations=organisations(wire, enrichment),
        places=places(wire, enrichment),
        events=tuple(named(event) for event in wire.events),
        objects=tuple(named(object_) for object_ in wire.objects),
        info_sources=info_sources(wire, enrichment),
        copyright_holder=wire.copyright_holder,
        copyright_notice=wire.copyright_notice,
        usage_terms=wire.usage_terms,
        rights_info=_rights(wire),
        digital_source_type=known_keys(wire.digital_source_type, ("name", "uri", "literal")),
        trust_indicators=tuple(
            link for link in wire.trust_indicators if link.href and _is_web(link.href)
        ),
        alt_ids=(*wire.alt_ids, AltId(role="copydesk", value=article.article_id)),
        renditions=_references(wire.renditions, still),
        associations=tuple(_associations(wire, private, still)),
    )


def _uri(article: Article) -> str:
    uri = article.item.uri or ""
    return uri if URI.fullmatch(uri) else f"urn:copydesk:{article.article_id}"


def _origin(article: Article) -> str | None:
    """Find the page that syndicated copy should point to as its original, if any."""
    if article.source.canonical != "origin":
        return None
    candidates = (article.extras.url, article.item.uri)
    found = next((url for url in candidates if url and _is_web(url)), None)
    return without_credentials(found) if found else None


def _title(wire: Item, enrichment: Enrichment, private: SetAsideText) -> str:
    """Keep the marker for those who work by it; the headline has lost it."""
    if wire.title and (kept := private.keep(line(wire.title))):
        return kept
    headline = line(enrichment.headline)
    marker = line(enrichment.marker or "")
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
        return line(wire.located)
    dateline = enrichment.dateline
    if dateline is None:
        return None
    return ", ".join(part for part in (dateline.place, dateline.region) if part)


def _by(wire: Item, enrichment: Enrichment, private: SetAsideText) -> str | None:
    """Give the byline people wrote: never “admin”, whom a machine put there."""
    machine = [
        aside.text.casefold()
        for aside in enrichment.set_aside
        if aside.kind == "machine_byline"
    ]
    said = line(wire.by or "")
    if said and not any(said.casefold() in text for text in machine) and private.keep(said):
        return said
    writers = [
        credit.name for credit in enrichment.credits if credit.role in ("writing", "reporting")
    ]
    return ", ".join(dict.fromkeys(writers)) or None


def _others(texts: Iterable[Text], private: SetAsideText) -> Iterator[Text]:
    for text in texts:
        if text.role in ("main", None):
            continue
        if kept := private.keep(line(plain(text))):
            yield Text(role=text.role, content_type="text/plain", value=kept)


def _descriptions(
    wire: Item, enrichment: Enrichment, private: SetAsideText
) -> tuple[Text, ...]:
    kept = [
        Text(role=text.role or "summary", content_type="text/plain", value=value)
        for text in wire.descriptions
        if (value := private.keep(line(plain(text))))
    ]
    if enrichment.summary and not any(text.role == "summary" for text in kept):
        summary = line(enrichment.summary)
        kept.insert(0, Text(role="summary", content_type="text/plain", value=summary))
    return tuple(kept)


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
    wire: Item, private: SetAsideText, still: Collection[str]
) -> Iterator[dict[str, Any]]:
    """Keep the pictures and related items that can be named, with nothing for editors only."""
    for association in wire.associations:
        try:
            item = Item.model_validate(association)
        except ValidationError:
            continue
        name = association.get("name")
        if not isinstance(name, str) or not item.uri or not URI.fullmatch(item.uri):
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


def _others_and_main(texts: Iterable[Text], private: SetAsideText) -> Iterator[Text]:
    for text in texts:
        if kept := private.keep(line(plain(text))):
            yield Text(role=text.role, content_type="text/plain", value=kept)


def _rights(wire: Item) -> dict[str, Any] | None:
    """Keep rights that ninjs can say: by link or encoded, not both."""
    kept = known_keys(wire.rights_info, ("langId", "linkedRights", "encodedRights"))
    if kept is None or len(kept.keys() & {"linkedRights", "encodedRights"}) != 1:
        return None
    return kept


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
        if text.role == "correction" and (note := line(plain(text))):
            return note
    return " ".join(_sentences_that_correct(wire.ed_note or "")) or CORRECTION_NOTE


def _sentences_that_correct(ed_note: str) -> list[str]:
    sentences = (line(part) for part in _SENTENCE.split(ed_note))
    starts = 24
    return [each for each in sentences if (m := _CORRECTS.search(each)) and m.start() < starts]


def _is_web(url: str) -> bool:
    return url.startswith(("https://", "http://")) and bool(URI.fullmatch(url))


def _whole_ms(moment: datetime | None) -> datetime | None:
    """Cut to what MongoDB keeps."""
    if moment is None:
        return None
    return moment.replace(microsecond=moment.microsecond // 1000 * 1000)


def _never_early(moment: datetime | None) -> datetime | None:
    """Round up to what MongoDB keeps: an embargo does not end a part of a millisecond early."""
    cut = _whole_ms(moment)
    return cut if cut is None or cut == moment else cut + timedelta(milliseconds=1)
