"""NITF 3.x (https://iptc.org/standards/nitf/): one <nitf>, or several in a wrapper.

NITF's `date.release` later than its `date.issue` is an embargo, whatever the status says, and
`management-status="embargoed"` is one even where it has no date: then the item is withheld.
"""

from __future__ import annotations

from datetime import datetime

from services.ingest.formats.complete import complete
from services.ingest.formats.fields import FieldsRead, Spot
from services.ingest.formats.parsed import (
    Parsed,
    ParsedItem,
    Payload,
    Problem,
)
from services.ingest.formats.text.markup import plain_line
from services.ingest.formats.text.names import named
from services.ingest.formats.xml.document import (
    MOST_ITEMS,
    Element,
    attribute,
    descendants,
    find,
    find_all,
    left_out,
    local_name,
    nothing_in,
    place,
    read_xml,
    words,
)
from services.ingest.formats.xml.embargo_marks import embargo_marks, may_say_embargo
from services.ingest.formats.xml.nitf.concepts import (
    categories,
    concepts_of,
    copyright_of,
    info_sources,
    keywords,
    source_of,
    usage_terms,
)
from services.ingest.formats.xml.nitf.media import media_of, page, published
from services.ingest.formats.xml.nitf.standing import (
    also_named,
    also_stopped,
    date_of,
    embargoes,
    ending,
    language,
    meta_of,
    signals,
    status_of,
    urgency,
)
from services.ingest.formats.xml.nitf.wording import (
    bodies_of,
    byline_of,
    dateline_of,
    descriptions,
    headlines,
    notes_of,
    signed,
    slugline_of,
    story_date,
    words_of,
)
from services.ingest.formats.xml.story_markup import (
    key_list,
)
from shared.articles import Extras
from shared.ninjs import Item

_FORMAT = "nitf"


def parse(payload: Payload) -> Parsed:
    """Read every NITF document in a payload."""
    document = read_xml(payload)
    root = document.root
    roots = [root] if local_name(root) == "nitf" else [*descendants(root, "nitf")]
    if not roots:
        raise nothing_in(
            document, "<nitf>", "Send NITF, or name the format that this is in Content-Type."
        )
    problems = [*document.problems, *left_out(roots)]
    items: list[ParsedItem] = []
    is_marked = may_say_embargo(payload)
    for nitf in roots[:MOST_ITEMS]:
        parsed, found = _item(nitf, payload, is_marked=is_marked)
        items.append(parsed)
        items.extend(also_stopped(nitf, parsed.item))
        problems.extend(found)
    return Parsed(format=_FORMAT, items=tuple(items), problems=tuple(problems))


def _item(
    nitf: Element, payload: Payload, *, is_marked: bool
) -> tuple[ParsedItem, list[Problem]]:
    problems: list[Problem] = []
    head, docdata = find(nitf, "head"), find(nitf, "head/docdata")
    top, contents = find(nitf, "body/body.head"), [*find_all(nitf, "body/body.content")]
    meta = meta_of(head)

    def dated(name: str) -> datetime | None:
        element = find(docdata, name)
        return date_of(element, problems, payload.near) if element is not None else None

    doc_id = find(docdata, "doc-id")
    uri, alt_ids = named(attribute(doc_id, "id-string") or words(doc_id))
    if uri is None:
        problems.append(
            Problem(
                detail="The item has no doc-id; its next version will seem a new story.",
                fix="Give head/docdata/doc-id an id-string that stays with the story.",
                xpath=place(docdata if docdata is not None else nitf),
            )
        )
    issued = dated("date.issue")
    made = issued or published(head, payload.near) or story_date(top, payload.near)
    title = plain_line(words(find(head, "title")))
    lines = (words(find(top, f"hedline/{name}")) for name in ("hl1", "hl2"))
    headline = next((plain_line(line) for line in lines if line), "")
    headline = headline or plain_line(words(find(top, "hedline"))) or title
    keys = key_list(find_all(docdata, "key-list/keyword"))
    slugline = slugline_of(docdata, meta, keys)
    ed_note, notes = notes_of(nitf, docdata, contents, meta)
    said_to_editors = [*(ed_note or "").splitlines(), *notes]
    bodies, word_count = bodies_of(nitf, contents, meta)
    byline, authors = byline_of(top, meta)
    dateline = signed(dateline_of(top), bodies[0].value if bodies else "")
    correction = find(docdata, "correction")
    replaced = attribute(docdata, "management-doc-idref") or attribute(correction, "id-string")
    concepts = concepts_of(head, docdata)
    source = source_of(docdata)
    item = Item(
        uri=uri,
        version=attribute(find(docdata, "du-key"), "version") or meta.get("version"),
        first_created=made,
        version_created=made,
        content_created=story_date(top, payload.near),
        expires=dated("date.expire"),
        pub_status=status_of(docdata, problems),
        urgency=urgency(find(docdata, "urgency"), meta, problems),
        language=language(nitf, contents),
        title=title or None,
        slugline=slugline,
        by=byline,
        headlines=headlines(headline, top),
        descriptions=descriptions(top, correction),
        bodies=bodies,
        subjects=concepts["subjects"],
        genres=concepts["genres"],
        people=concepts["people"],
        organisations=concepts["organisations"],
        places=concepts["places"],
        events=concepts["events"],
        info_sources=tuple(info_sources(docdata, top)),
        copyright_holder=attribute(find(docdata, "doc.copyright"), "holder"),
        copyright_notice=copyright_of(docdata, nitf),
        usage_terms=usage_terms(docdata, top),
        ed_note=ed_note,
        alt_ids=alt_ids,
        associations=tuple(media_of(find(nitf, "body"))),
    )
    sequence = ending(meta, "sequence") or ending(meta, "transref")
    extras = Extras(
        dateline=dateline,
        take_key=ending(meta, "takekey"),
        sequence=sequence,
        categories=categories(docdata, meta),
        original_source=source or words(find(top, "distributor")) or None,
        creditline=words(find(top, "distributor")) or source,
        authors=authors,
        keywords=keywords(keys, meta),
        word_count=word_count,
        preserved=bool(bodies) and meta.get("anpa-format") == "t",
        signals=tuple(dict.fromkeys(signals(docdata, correction))),
        evolved_from=replaced,
        notes=notes,
        url=page(head),
    )
    read = FieldsRead(
        item=item,
        extras=extras,
        words=tuple(words_of(nitf, said_to_editors)),
        embargoes=(
            *embargoes(docdata, issued, payload),
            *(embargo_marks(nitf) if is_marked else ()),
        ),
        written_at=issued,
        spot=lambda: Spot(xpath=place(docdata if docdata is not None else nitf)),
        stops_too=lambda status: also_named(docdata, correction, status),
    )
    parsed, doubts = complete(read, payload)
    return parsed, [*problems, *doubts]
