"""Where an item stood on a page, and its pictures, sounds and films; pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime

from services.ingest.formats.text.newscodes import is_uri, item_uri
from services.ingest.formats.wording import dates
from services.ingest.formats.wording.written_dates import Near
from services.ingest.formats.xml.document import (
    Element,
    attribute,
    descendants,
    find,
    find_all,
    words,
)


def page(head: Element | None) -> str | None:
    """Give where it stands on the web."""
    for pubdata in find_all(head, "pubdata"):
        reference = attribute(pubdata, "ex-ref")
        if reference and is_uri(reference) and reference.startswith("http"):
            return reference
    return None


def published(head: Element | None, near: Near) -> datetime | None:
    """Read when a newspaper printed the story; archives have no other date."""
    printed = (attribute(e, "date.publication") for e in find_all(head, "pubdata"))
    return next((read for date in printed if (read := dates.moment(date, near))), None)


def media_of(body: Element | None) -> Iterator[dict[str, object]]:
    """Give pictures, sound and films that go with the story, by reference."""
    found = descendants(body, "media") if body is not None else ()
    for number, media in enumerate(found, start=1):
        renditions: list[dict[str, object]] = []
        for reference in find_all(media, "media-reference"):
            source = attribute(reference, "source", "data-location", "name")
            if source is None:
                continue
            rendition: dict[str, object] = {"name": attribute(reference, "name") or "original"}
            if is_uri(source):
                rendition["href"] = source
            else:
                rendition["title"] = source
            mime = attribute(reference, "mime-type")
            if mime:
                rendition["contentType"] = mime
            for side in ("width", "height"):
                size = attribute(reference, side) or ""
                if re.fullmatch(r"\d{1,6}", size, re.ASCII):
                    rendition[side] = int(size)
            renditions.append(rendition)
        references = [*find_all(media, "media-reference")]
        source = (
            attribute(references[0], "source", "data-location", "name") if references else None
        )
        association: dict[str, object] = {
            "name": f"media{number}",
            "uri": item_uri(source or f"media{number}"),
            "type": {"image": "picture", "video": "video", "audio": "audio"}.get(
                (attribute(media, "media-type") or "image").lower(), "picture"
            ),
        }
        caption = words(find(media, "media-caption"))
        alt = next((t for r in references if (t := attribute(r, "alternate-text"))), None)
        texts = [("caption", caption), ("altText", alt)]
        if caption or alt:
            association["descriptions"] = [{"role": r, "value": t} for r, t in texts if t]
        producer = words(find(media, "media-producer"))
        if producer:
            association["by"] = producer
        if renditions:
            association["renditions"] = renditions
        yield association
