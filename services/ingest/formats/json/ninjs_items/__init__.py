"""Reading ninjs 1.x, 2.x and 3.x, and what Superdesk and AP add (https://iptc.org/std/ninjs/).

The versions differ in case, in singular and plural, and in objects by name or lists; one
reader serves them all, because no key means two things. Shared by the JSON formats.
"""

from __future__ import annotations

from functools import partial
from typing import Any

from services.ingest.formats.complete import complete
from services.ingest.formats.fields import FieldsRead
from services.ingest.formats.json.fields import Fields
from services.ingest.formats.json.ninjs_items.concepts import concepts_of
from services.ingest.formats.json.ninjs_items.media import renditions, with_points
from services.ingest.formats.json.ninjs_items.origin import (
    alt_ids,
    authors,
    byline,
    categories,
    dateline,
    digital_source_type,
    info_sources,
    notes,
    rights_info,
    trust_indicators,
    web_address,
)
from services.ingest.formats.json.ninjs_items.standing import (
    embargo_fields,
    is_advisory_of,
    item_type,
    language,
    pub_status,
    representation,
    signals_of,
    where_an_embargo_belongs,
)
from services.ingest.formats.json.ninjs_items.wording import (
    STORY_KEYS,
    count,
    other_words,
    read_bodies,
    read_descriptions,
    read_headlines,
    texts,
)
from services.ingest.formats.parsed import (
    ParsedItem,
    Payload,
)
from services.ingest.formats.text.markup import (
    clean_html,
    html_to_text,
    looks_like_html,
    tidy_text,
)
from services.ingest.formats.text.newscodes import is_uri, item_uri
from shared.articles import Extras, Group, GroupRef
from shared.ninjs import Item

_DEEPEST_ASSOCIATION = 3


def read_item(fields: Fields, payload: Payload) -> ParsedItem | None:
    """Read one item, what its words say with it, or note why it is none."""
    read = read_fields(fields, payload)
    return completed(read, fields, payload) if read else None


def completed(read: FieldsRead, fields: Fields, payload: Payload) -> ParsedItem:
    """Let the words of an item have their say, and tell its problems."""
    parsed, problems = complete(read, payload)
    for problem in problems:
        fields.problems.add(problem.pointer, problem.detail, problem.fix)
    return parsed


def read_fields(fields: Fields, payload: Payload, depth: int = 0) -> FieldsRead | None:
    """Read what the fields of one item say, or note why it is none."""
    guid = fields.line("uri", "guid")
    headlines = read_headlines(fields)
    bodies = read_bodies(fields, payload)
    descriptions = read_descriptions(fields, payload)
    if guid is None and not headlines and not bodies:
        fields.problems.add(
            fields.at("uri"),
            "this names no item and tells none: there is no uri, no headline and no body",
            "send at least “uri”, and for a story “headlines” and “bodies” (ninjs 3.1)",
            fatal=True,
        )
        return None
    status = pub_status(fields)
    note = fields.text("edNote", "descriptionUsage")
    if note and looks_like_html(note):
        note = html_to_text(clean_html(note))
    version_created = fields.moment("versionCreated") or fields.moment("contentModified")
    signals = dict.fromkeys(signals_of(fields))
    is_advisory = is_advisory_of(fields)
    is_for_newsrooms = is_advisory or not signals.keys().isdisjoint({"advisory", "AVPUB"})
    place = fields.line("located") if not isinstance(fields.raw("located"), dict) else None
    source = fields.line("source")
    item = Item(
        uri=item_uri(guid) if guid else None,
        type=item_type(fields),
        representation_type=representation(fields),
        profile=fields.line("profile"),
        version=fields.line("version"),
        first_created=fields.moment("firstCreated"),
        version_created=version_created,
        content_created=fields.moment("contentCreated"),
        expires=fields.moment("expires", "expiry"),
        pub_status=status,
        urgency=fields.whole("urgency", least=1, most=9),
        language=language(fields),
        title=fields.line("title", "name") if depth == 0 else fields.line("title"),
        slugline=fields.line("slugline"),
        located=place,
        by=byline(fields),
        headlines=headlines,
        descriptions=descriptions,
        bodies=bodies,
        subjects=concepts_of(fields, "subjects", "subject", is_subject=True),
        genres=concepts_of(fields, "genres", "genre"),
        people=concepts_of(fields, "people", "person", "persons"),
        organisations=concepts_of(fields, "organisations", "organisation", "organization"),
        places=concepts_of(fields, "places", "place"),
        events=concepts_of(fields, "events", "event"),
        objects=concepts_of(fields, "objects", "object"),
        info_sources=info_sources(fields, source),
        copyright_holder=fields.line("copyrightHolder"),
        copyright_notice=fields.line("copyrightNotice"),
        usage_terms=" ".join(texts(fields, "usageTerms")) or None,
        rights_info=rights_info(fields),
        ed_note=tidy_text(note).strip() if note else None,
        digital_source_type=digital_source_type(fields),
        trust_indicators=trust_indicators(fields),
        alt_ids=alt_ids(fields, guid),
        renditions=renditions(fields, payload.url),
        associations=associations(fields, payload, depth)
        if depth < _DEEPEST_ASSOCIATION
        else (),
    )
    extras = Extras(
        dateline=dateline(fields, place),
        take_key=fields.line("takeKey", "anpaTakeKey"),
        sequence=fields.line("ingestProviderSequence", "sequence"),
        categories=categories(fields, "service", "anpaCategory", "categories"),
        original_source=source or fields.line("originalSource"),
        creditline=fields.line("creditLine", "credit"),
        authors=authors(fields),
        keywords=fields.lines("keywords", "keyword"),
        word_count=count(fields, "wordCount"),
        groups=_package_groups(item) if item.type == "composite" else (),
        signals=tuple(signals),
        evolved_from=fields.line("evolvedFrom", "rewriteOf")
        or next(iter(fields.lines("replacing")), None),
        notes=notes(fields),
        url=web_address(fields.line("canonicalUrl", "url", "link")),
    )
    return FieldsRead(
        item=item,
        extras=extras,
        words=other_words(fields, *STORY_KEYS),
        embargoes=embargo_fields(fields),
        otherwise="withheld" if is_for_newsrooms else "usable",
        is_advisory=is_advisory,
        written_at=version_created,
        spot=partial(where_an_embargo_belongs, fields),
    )


def _package_groups(package: Item) -> tuple[Group, ...]:
    """Give a package's members in groups, as NewsML-G2 has them, by their names in ninjs."""
    refs: dict[str, list[GroupRef]] = {}
    for member in package.associations:
        headline = next((str(one["value"]) for one in member.get("headlines", ())), None)
        kind = f"ninat:{member['type']}" if "type" in member else None
        ref = GroupRef(residref=str(member["uri"]), item_class=kind, headline=headline)
        refs.setdefault(str(member["name"]), []).append(ref)
    root = Group(id="root", refs=tuple(GroupRef(idref=name) for name in refs))
    groups = (Group(id=name, role=name, refs=tuple(found)) for name, found in refs.items())
    return (root, *groups) if refs else ()


def associations(fields: Fields, payload: Payload, depth: int) -> tuple[dict[str, Any], ...]:
    """Read what goes with the item, each as ninjs 3.1 with the name it has here."""
    found: list[dict[str, Any]] = []
    for outer in fields.objects("associations", "association"):
        name = outer.line("name") or f"association{len(found) + 1}"
        known = len(outer.problems.found)
        one = _unwrapped(outer)
        parsed = _read_association(one, payload, depth + 1)
        if parsed is None:
            continue
        del one.problems.found[known:]  # a fault in a picture's caption is not the story's
        uri = parsed.uri or next((r.href for r in parsed.renditions if r.href), None)
        if uri is None:
            parent = fields.line("uri", "guid")
            uri = f"{item_uri(parent)}#{len(found) + 1}" if parent else None
        if uri is None or not is_uri(uri):
            one.problems.add(
                one.pointer, "this has no uri; it was left out", "send its uri, or its guid"
            )
            continue
        written = parsed.to_ninjs()
        written.pop("standard", None)
        with_points(written.get("renditions", []), one)
        if credit := one.line("creditLine", "credit"):
            written.setdefault("infoSources", []).append({"name": credit, "role": "creditLine"})
        relation = one.lines("rel", "rels")
        found.append(
            {"name": name, **({"rel": relation[0]} if relation else {}), **written, "uri": uri}
        )
    return tuple(found)


def _unwrapped(one: Fields) -> Fields:
    """Go into AP's wrapper, where an association has one."""
    data = one.object("data") if isinstance(one.raw("data"), dict) else None
    item = data.object("item") if data and isinstance(data.raw("item"), dict) else None
    return item or one


def _read_association(fields: Fields, payload: Payload, depth: int) -> Item | None:
    """Read an associated item; it may consist of nothing but a picture's address."""
    if not fields.has("uri", "guid") and not fields.has("renditions", "headline", "headlines"):
        href = fields.line("href")
        return Item(uri=href) if href and is_uri(href) else None
    read = read_fields(fields, payload, depth)
    if read is not None:
        return completed(read, fields, payload).item
    return Item(type=item_type(fields), renditions=renditions(fields, payload.url))
