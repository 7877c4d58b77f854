"""Pure: a picture that comes by itself, from a photo wire say, as an item of class picture."""

from __future__ import annotations

import hashlib

from services.ingest.formats.parsed import Parsed, ParsedItem, Payload, Problem, UnreadableError
from services.ingest.formats.text.newscodes import item_uri
from services.ingest.pictures.facts import PictureFacts, RefusedError
from shared.articles import Extras
from shared.media import href_of
from shared.ninjs import AltId, InfoSource, Item, Rendition, Text

_FORMAT = "picture"


def item_of(payload: Payload, facts: PictureFacts) -> Parsed:
    """Make an item of a picture, by what its file says of it."""
    says = facts.says
    sha256 = hashlib.sha256(payload.content).hexdigest()
    texts = [Text(role="caption", value=says.caption)] if says.caption else []
    texts += [Text(role="altText", value=says.alt)] if says.alt else []
    item = Item(
        uri=item_uri(facts.guid or payload.file_name or href_of(sha256)),
        type="picture",
        version_created=payload.received_at,
        by=says.by,
        headlines=(Text(role="main", value=says.headline),) if says.headline else (),
        descriptions=tuple(texts),
        info_sources=(InfoSource(name=says.credit, role="creditLine"),) if says.credit else (),
        copyright_notice=says.copyright_notice,
        usage_terms=says.usage_terms,
        digital_source_type={"uri": says.digital_source_type}
        if (says.digital_source_type or "").startswith("http")
        else None,
        rights_info={"linkedRights": says.licence} if says.licence else None,
        alt_ids=(AltId(role="file", value=payload.file_name),) if payload.file_name else (),
        renditions=(
            Rendition(
                name="original",
                href=href_of(sha256),
                content_type=facts.media_type,
                width=facts.width,
                height=facts.height,
                size_in_bytes=len(payload.content),
            ),
        ),
    )
    extras = Extras(creditline=says.credit)
    return Parsed(format=_FORMAT, items=(ParsedItem(item, extras),))


def refused(error: RefusedError) -> UnreadableError:
    """Say why a picture is not taken, as formats do."""
    return UnreadableError(
        Problem(
            detail=f"this picture is not taken: {error}",
            fix="send a JPEG, PNG, WebP, AVIF, GIF or HEIC as a camera or an editor saves it",
            pointer="",
            fatal=True,
        )
    )
