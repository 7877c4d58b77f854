"""NITF 3.x (https://iptc.org/standards/nitf/): one <nitf>, or several in a wrapper.

NITF's `date.release` later than its `date.issue` is an embargo, whatever the status says, and
`management-status="embargoed"` is one even where it has no date: then the item is withheld.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import datetime

from services.ingest.formats.complete import EmbargoField, FieldsRead, Spot, complete
from services.ingest.formats.parsed import (
    Parsed,
    ParsedItem,
    Payload,
    Problem,
    Words,
)
from services.ingest.formats.text.markup import plain_line
from services.ingest.formats.text.names import concept, named
from services.ingest.formats.text.newscodes import is_uri, item_uri
from services.ingest.formats.wording import dates
from services.ingest.formats.wording.bylines import signed_by
from services.ingest.formats.wording.datelines import dateline_in, dateline_of_story
from services.ingest.formats.xml.document import (
    MOST_ITEMS,
    Element,
    attribute,
    children,
    descendants,
    find,
    find_all,
    language_of,
    left_out,
    local_name,
    nothing_in,
    place,
    read_xml,
    words,
)
from services.ingest.formats.xml.embargo_marks import embargo_marks, may_say_embargo
from services.ingest.formats.xml.story_markup import (
    dateline_words,
    key_list,
    private_notes,
    story_html,
)
from shared.articles import (
    AltId,
    Author,
    Concept,
    Extras,
    InfoSource,
    Item,
    PubStatus,
    Text,
    WireDateline,
)

_FORMAT = "nitf"

_STATUSES: dict[str, PubStatus] = {
    "usable": "usable",
    "embargoed": "usable",  # and not before its time, see `_embargo`
    "withheld": "withheld",
    "hold": "withheld",
    "canceled": "canceled",
    "cancelled": "canceled",
    "killed": "canceled",
    "kill": "canceled",
    "withdrawn": "canceled",
    "retracted": "canceled",
}
_SIGNED = re.compile(r"(?i)(?:by|von|par|por|door|av|af|di)\s")
_KINDS = {"person": "people", "org": "organisations", "location": "places", "event": "events"}


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
    for nitf in roots[:MOST_ITEMS]:
        parsed, found = _item(nitf, payload)
        items.append(parsed)
        items.extend(_also_stopped(nitf, parsed.item))
        problems.extend(found)
    return Parsed(format=_FORMAT, items=tuple(items), problems=tuple(problems))


def _item(nitf: Element, payload: Payload) -> tuple[ParsedItem, list[Problem]]:
    problems: list[Problem] = []
    head, docdata = find(nitf, "head"), find(nitf, "head/docdata")
    top, contents = find(nitf, "body/body.head"), [*find_all(nitf, "body/body.content")]
    meta = _meta(head)

    def dated(name: str) -> datetime | None:
        element = find(docdata, name)
        return _date(element, problems) if element is not None else None

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
    made = issued or _published(head) or _story_date(top)
    title = plain_line(words(find(head, "title")))
    lines = (words(find(top, f"hedline/{name}")) for name in ("hl1", "hl2"))
    headline = next((plain_line(line) for line in lines if line), "")
    headline = headline or plain_line(words(find(top, "hedline"))) or title
    keys = key_list(find_all(docdata, "key-list/keyword"))
    slugline = _slugline(docdata, meta, keys)
    ed_note, notes = _notes(nitf, docdata, contents, meta)
    said_to_editors = [*(ed_note or "").splitlines(), *notes]
    bodies, word_count = _bodies(nitf, contents, meta)
    byline, authors = _byline(top, meta)
    dateline = _signed(_dateline(top), bodies[0].value if bodies else "")
    correction = find(docdata, "correction")
    replaced = attribute(docdata, "management-doc-idref") or attribute(correction, "id-string")
    concepts = _concepts(head, docdata)
    source = _source(docdata)
    item = Item(
        uri=uri,
        version=attribute(find(docdata, "du-key"), "version") or meta.get("version"),
        first_created=made,
        version_created=made,
        content_created=_story_date(top),
        expires=dated("date.expire"),
        pub_status=_status(docdata, problems),
        urgency=_urgency(find(docdata, "urgency"), meta, problems),
        language=_language(nitf, contents),
        title=title or None,
        slugline=slugline,
        by=byline,
        headlines=_headlines(headline, top),
        descriptions=_descriptions(top, correction),
        bodies=bodies,
        subjects=concepts["subjects"],
        genres=concepts["genres"],
        people=concepts["people"],
        organisations=concepts["organisations"],
        places=concepts["places"],
        events=concepts["events"],
        info_sources=tuple(_info_sources(docdata, top)),
        copyright_holder=attribute(find(docdata, "doc.copyright"), "holder"),
        copyright_notice=_copyright(docdata, nitf),
        usage_terms=_usage_terms(docdata, top),
        ed_note=ed_note,
        alt_ids=alt_ids,
        associations=tuple(_media(find(nitf, "body"))),
    )
    sequence = _ending(meta, "sequence") or _ending(meta, "transref")
    extras = Extras(
        dateline=dateline,
        take_key=_ending(meta, "takekey"),
        sequence=sequence,
        categories=_categories(docdata, meta),
        original_source=source or words(find(top, "distributor")) or None,
        creditline=words(find(top, "distributor")) or source,
        authors=authors,
        keywords=_keywords(keys, meta),
        word_count=word_count,
        preserved=bool(bodies) and meta.get("anpa-format") == "t",
        signals=tuple(dict.fromkeys(_signals(docdata, correction))),
        evolved_from=replaced,
        notes=notes,
        url=_page(head),
    )
    read = FieldsRead(
        item=item,
        extras=extras,
        words=tuple(_words(nitf, said_to_editors)),
        embargoes=(
            *_embargoes(docdata, issued, issued or payload.received_at),
            *(embargo_marks(nitf) if may_say_embargo(payload) else ()),
        ),
        written_at=issued,
        spot=lambda: Spot(xpath=place(docdata if docdata is not None else nitf)),
        stops_too=lambda status: _also_named(docdata, correction, status),
    )
    parsed, doubts = complete(read, payload)
    return parsed, [*problems, *doubts]


def _words(nitf: Element, said_to_editors: Sequence[str]) -> Iterator[Words]:
    """Give what the item's own fields do not show: notes line by line, and what is around."""
    for line in said_to_editors or [""]:
        yield Words("note", line)
    for name in ("body/body.head/distributor", "body/body.head/series", "body/body.end"):
        for element in find_all(nitf, name):
            if said := words(element):
                yield Words("aside", said)


def _also_named(
    docdata: Element | None, correction: Element | None, status: PubStatus
) -> Iterator[AltId]:
    """Name the document that a kill, or a hold, says that it is about."""
    stopped = attribute(docdata, "management-doc-idref")
    if status == "canceled":
        stopped = stopped or attribute(correction, "id-string")
    if stopped:
        yield AltId(role="management-doc-idref", value=stopped)


def _also_stopped(nitf: Element, item: Item) -> Iterator[ParsedItem]:
    """Give a kill or hold for another document that a usable one says is canceled or held."""
    docdata = find(nitf, "head/docdata")
    other = attribute(docdata, "management-doc-idref")
    said = _STATUSES.get((attribute(docdata, "management-idref-status") or "").lower())
    if other and said in ("canceled", "withheld") and item.pub_status == "usable":
        uri, alt_ids = named(other)
        if uri != item.uri:
            stop = Item(
                uri=uri,
                version_created=item.version_created,
                pub_status=said,
                slugline=item.slugline,
                alt_ids=alt_ids,
            )
            yield ParsedItem(stop, Extras())


def _meta(head: Element | None) -> dict[str, str]:
    said: dict[str, str] = {}
    for element in find_all(head, "meta"):
        name = attribute(element, "name", "http-equiv")
        content = attribute(element, "content")
        if name and content:
            said.setdefault(name.lower(), content)
    return said


def _ending(meta: dict[str, str], name: str) -> str | None:
    """Give what a wire says under its own name for this: `anpa-category`, `ap-category`."""
    own = next((said for key, said in meta.items() if key.endswith(f"-{name}")), None)
    return meta.get(f"anpa-{name}") or meta.get(name) or own


def _date(element: Element | None, problems: list[Problem]) -> datetime | None:
    if element is None:
        return None
    written = attribute(element, "norm") or words(element)
    read = dates.moment(written)
    if written and read is None:
        problems.append(
            Problem(
                detail=f"{written[:60]!r} is no date-time.",
                fix="Write it in ISO 8601 with an offset, such as 20261123T081030+0000.",
                xpath=place(element) + "/@norm",
            )
        )
    return read


def _status(docdata: Element | None, problems: list[Problem]) -> PubStatus:
    said = (attribute(docdata, "management-status") or "usable").lower()
    status = _STATUSES.get(said)
    if status is None:
        problems.append(
            Problem(
                detail=f"{said[:40]!r} is no management-status; the item is withheld.",
                fix="Use usable, embargoed, withheld or canceled.",
                xpath=f"{place(docdata)}/@management-status" if docdata is not None else None,
            )
        )
    return status or "withheld"


def _embargoes(
    docdata: Element | None, issued: datetime | None, written: datetime
) -> Iterator[EmbargoField]:
    """Read a release that lies after the issue, or that nobody can read, and the status.

    A release of the day of issue, as most have it, is no embargo.
    """
    is_embargoed = (attribute(docdata, "management-status") or "").lower() == "embargoed"
    release, rights = find(docdata, "date.release"), find(docdata, "doc.rights")
    said = (
        [(release, attribute(release, "norm") or words(release))] if release is not None else []
    )
    start = attribute(rights, "startdate")
    if rights is not None and start and release is None:
        said = [(rights, start)]
    for element, release_said in said:
        at = dates.moment(release_said)
        if at is None or at > written or (is_embargoed and issued is None):
            yield EmbargoField(release_said, Spot(xpath=place(element)))
    if is_embargoed:
        where = f"{place(docdata)}/@management-status" if docdata is not None else None
        yield EmbargoField(None, Spot(xpath=where))


def _slugline(docdata: Element | None, meta: dict[str, str], keys: Sequence[str]) -> str | None:
    candidates = (
        meta.get("anpa-keyword"),
        _ending(meta, "slugline"),
        _ending(meta, "slug"),
        attribute(find(docdata, "du-key"), "key"),
        attribute(find(docdata, "doc-name"), "name-string"),
        meta.get("subject"),
        " ".join(keys[:3]),
    )
    return next((text.strip() for text in candidates if text and text.strip()), None)


def _keywords(keys: Sequence[str], meta: dict[str, str]) -> tuple[str, ...]:
    keys = keys or [key.strip() for key in meta.get("keywords", "").split(",")]
    return tuple(dict.fromkeys(key for key in keys if key))


def _categories(docdata: Element | None, meta: dict[str, str]) -> tuple[str, ...]:
    """Give the wire's own categories; AP has them among what it identified."""
    category = _ending(meta, "category") or meta.get("categoria")
    coded = (
        attribute(one, "value") or words(one)
        for one in find_all(docdata, "identified-content/classifier")
        if _is_a_category(one)
    )
    return tuple(dict.fromkeys(said for said in (category, *coded) if said))


def _is_a_category(classifier: Element) -> bool:
    return (attribute(classifier, "type") or "").lower().endswith("categorycode")


def _notes(
    nitf: Element,
    docdata: Element | None,
    contents: list[Element],
    meta: dict[str, str],
) -> tuple[str | None, tuple[str, ...]]:
    """Give the editor's note, and private notes beside it."""
    said = ((attribute(e, "info"), words(e)) for e in find_all(docdata, "ed-msg"))
    messages = [text for told in said for text in told if text]
    correction = find(docdata, "correction")
    if correction is not None and attribute(correction, "info"):
        messages.append(f"CORRECTION: {attribute(correction, 'info')}")
    beside = [text for e in find_all(nitf, "body/body.head/note") if (text := words(e))]
    beside += [note for note in (meta.get("ednote"), meta.get("editor-note")) if note]
    if not messages and beside:
        messages, beside = beside[:1], beside[1:]
    inside = [note for content in contents for note in private_notes(content)]
    below = [
        text
        for e in find_all(nitf, "body/body.end/tagline")
        if _is_for_newsrooms(e) and (text := words(e))
    ]
    return "\n".join(messages) or None, (*beside, *inside, *below)


def _is_for_newsrooms(element: Element) -> bool:
    """Tell what NITF calls a non-publishable advisory."""
    return (attribute(element, "type") or "").lower() == "npa"


def _bodies(
    nitf: Element, contents: list[Element], meta: dict[str, str]
) -> tuple[tuple[Text, ...], int | None]:
    written = "".join(_story(content) for content in contents)
    for tagline in find_all(nitf, "body/body.end/tagline"):
        if not _is_for_newsrooms(tagline):
            written += story_html(tagline)
    if not written:
        return (), None
    counted = _ending(meta, "wordcount") or ""
    length = find(nitf, "head/pubdata")
    if not counted and (attribute(length, "unit-of-measure") or "").lower().startswith("word"):
        counted = attribute(length, "item-length") or ""
    count = int(counted) if re.fullmatch(r"\d{1,6}", counted, re.ASCII) else None
    text = Text(role="main", content_type="text/html", value=written)
    return (text,), count


def _story(content: Element) -> str:
    """Write a story; where blocks have its lead and then all of it, the lead once."""
    blocks = [*children(content)]
    if any(_class(block) == "full_text" for block in blocks):
        return "".join(
            story_html(block)
            for block in blocks
            if not _class(block).endswith("lead_paragraph")
        )
    return story_html(content)


def _class(element: Element) -> str:
    return (attribute(element, "class") or "").lower()


def _headlines(headline: str, top: Element | None) -> tuple[Text, ...]:
    others = [
        Text(role="sub", content_type="text/plain", value=text)
        for name in ("hl2", "hl3", "hl4")
        for element in find_all(top, f"hedline/{name}")
        if (text := plain_line(words(element))) and text != headline
    ]
    if not headline:
        return tuple(others)
    return (Text(role="main", content_type="text/plain", value=headline), *others)


def _descriptions(top: Element | None, correction: Element | None) -> tuple[Text, ...]:
    abstracts = [
        Text(role="summary", content_type="text/plain", value=text)
        for element in find_all(top, "abstract")
        if (text := plain_line(words(element)))
    ]
    info = attribute(correction, "info")
    if info:
        abstracts.append(Text(role="correction", content_type="text/plain", value=info))
    return tuple(abstracts)


def _byline(top: Element | None, meta: dict[str, str]) -> tuple[str | None, tuple[Author, ...]]:
    lines: list[str] = []
    authors: list[Author] = []
    bylines = [*find_all(top, "byline")]
    # Archives add the same names as their index has them: `Lee, Ann`.
    bylines = [one for one in bylines if "normalized" not in _class(one)] or bylines
    for byline in bylines:
        title = words(find(byline, "byttl")) or words(next(descendants(byline, "byttl"), None))
        line = words(byline)
        if title and line.endswith(title):
            line = line[: -len(title)].rstrip(" ,")
        elif title:
            line = " ".join(line.replace(title, " ", 1).split())
        if not line and _SIGNED.match(title):  # PA signs in the title alone
            line, title = title, ""
        people = [words(person) for person in descendants(byline, "person") if words(person)]
        authors += [Author(name=name, role=title or None) for name in people]
        # Where some are marked as persons, others may stand beside them.
        authors += [
            author
            for author in signed_by(line, role=title or None)
            if not any(author.name in name or name in author.name for name in people)
        ]
        if line or title:
            lines.append(line or title)
    if not lines and (said := plain_line(meta.get("byline") or meta.get("author") or "")):
        return said, signed_by(said)
    return "; ".join(lines) or None, tuple(dict.fromkeys(authors))


def _dateline(top: Element | None) -> WireDateline | None:
    dateline = find(top, "dateline")
    if dateline is None:
        return None
    location = find(dateline, "location")
    where = location if location is not None else dateline
    city = words(next(descendants(where, "city"), None))
    region = words(next(descendants(where, "state"), None)) or words(
        next(descendants(where, "region"), None)
    )
    country = next(descendants(where, "country"), None)
    date = find(dateline, "story.date")
    text = re.sub(r"\s+(?=[,.)])|(?<=\()\s+", "", dateline_words(dateline))
    found = dateline_in(text)
    if location is not None and words(location) and not city:
        where_only = dateline_in(words(location))
        city, region = where_only.place or "", region or where_only.region or ""
    agency = found.agency if found.agency != words(country) else None
    read = WireDateline(
        text=text or None,
        place=city or found.place,
        region=region or (None if city else found.region),
        country=attribute(country, "iso-cc") or words(country) or None,
        date=attribute(date, "norm") or words(date) or found.date,
        agency=agency,
    )
    return read if read != WireDateline() else None


def _signed(dateline: WireDateline | None, body: str) -> WireDateline | None:
    """Complete a dateline by the one that the story begins with, if it is of the same place."""
    above = dateline_of_story(body)
    if dateline is None or above is None:
        return dateline or above
    if (dateline.place or "").casefold() != (above.place or "").casefold():
        return dateline
    told = {"agency": dateline.agency or above.agency, "date": dateline.date or above.date}
    return WireDateline(**{**dict(dateline), **told})


def _story_date(top: Element | None) -> datetime | None:
    """Read when the story was written; a date in words (`2 mar`) is the dateline's alone."""
    return dates.moment(attribute(find(top, "dateline/story.date"), "norm"))


def _urgency(
    element: Element | None, meta: dict[str, str], problems: list[Problem]
) -> int | None:
    written = attribute(element, "ed-urg") or meta.get("urgency") or ""
    if written in {"1", "2", "3", "4", "5", "6", "7", "8", "9"}:
        return int(written)
    if written and written != "0" and element is not None:
        problems.append(
            Problem(
                detail=f"{written[:20]!r} is no urgency.",
                fix="Give ed-urg a number from 1 (most urgent) to 8.",
                xpath=place(element) + "/@ed-urg",
            )
        )
    return None


def _language(nitf: Element, contents: list[Element]) -> str | None:
    content = contents[0] if contents else None
    for element in (content, find(nitf, "body"), nitf):
        said = language_of(element) if element is not None else None
        if said:
            return said
    said = attribute(nitf, "baselang") or _meta(find(nitf, "head")).get("language")
    if said:
        return said
    paragraphs = {language_of(p) for p in find_all(content, "p")}
    return paragraphs.pop() if len(paragraphs) == 1 else None


def _concepts(head: Element | None, docdata: Element | None) -> dict[str, tuple[Concept, ...]]:
    identified = [
        element
        for group in find_all(docdata, "identified-content")
        for element in children(group)
    ]
    found: dict[str, list[Concept]] = {
        "subjects": [], "genres": [], "people": [], "organisations": [], "places": [],
        "events": [],
    }  # fmt: skip
    for subject in find_all(head, "tobject/tobject.subject"):
        code = attribute(subject, "tobject.subject.refnum", "tobject.subject.code")
        code = code.rsplit(":", 1)[-1] if code and re.search(r":\d{8}$", code) else code
        name = _subject_name(subject, code or "")
        if code or name:
            found["subjects"].append(concept(code or name, name))
    for prop in find_all(head, "tobject/tobject.property"):
        genre = attribute(prop, "tobject.property.type")
        if genre:
            found["genres"].append(concept(genre, genre))
    for place_element in find_all(docdata, "evloc"):
        found["places"] += _event_places(place_element)
    for element in identified:
        kind, name = local_name(element), words(element)
        code = attribute(element, "value", "location-code", "city-code")
        if kind == "location":
            parts = [*descendants(element, "city"), *descendants(element, "country")]
            name = words(parts[0] if parts else None) or name
            code = code or next((iso for p in parts if (iso := attribute(p, "iso-cc"))), None)
        if kind in _KINDS and name:
            found[_KINDS[kind]].append(concept(code, name))
        elif (
            kind == "classifier"
            and (attribute(element, "value") or name)
            and not _is_a_category(element)
        ):
            found["subjects"].append(
                concept(
                    attribute(element, "value") or name, name or attribute(element, "value")
                )
            )
    return {kind: tuple(dict.fromkeys(_keyed(concepts))) for kind, concepts in found.items()}


def _subject_name(subject: Element, code: str) -> str | None:
    """Name a subject on the level of its code: 04000000 a type, 04015000 a matter of it."""
    levels = ["detail", "matter", "type"]
    if re.fullmatch(r"\d{2}0{6}", code):
        levels.reverse()
    elif re.fullmatch(r"\d{5}000", code):
        levels = ["matter", "detail", "type"]
    return attribute(subject, *(f"tobject.subject.{level}" for level in levels))


def _keyed(concepts: list[Concept]) -> Iterator[Concept]:
    seen: set[tuple[str | None, str | None, str | None]] = set()
    for one in concepts:
        key = (one.uri, one.literal, None if one.uri else one.name)
        if key not in seen:
            seen.add(key)
            yield one


def _event_places(evloc: Element) -> Iterator[Concept]:
    """Give the city; where none is said, region and county, each for itself."""
    code = attribute(evloc, "iso-cc")
    city = attribute(evloc, "city")
    wider = [attribute(evloc, name) for name in ("state-prov", "county-dist")]
    names = [city] if city else [name for name in wider if name]
    names = names or [words(evloc) or code or ""]
    for name in names:
        if name:
            yield Concept(name=name, rel="event", literal=code)


def _source(docdata: Element | None) -> str | None:
    sources = [*find_all(docdata, "del-list/from-src")]
    sources.sort(key=lambda source: attribute(source, "level-number") or "")
    return attribute(sources[0], "src-name") if sources else None


def _info_sources(docdata: Element | None, top: Element | None) -> Iterator[InfoSource]:
    for source in find_all(docdata, "del-list/from-src"):
        name = attribute(source, "src-name")
        if name:
            yield InfoSource(name=name, role="provider")
    distributor = words(find(top, "distributor"))
    if distributor:
        yield InfoSource(name=distributor, role="distributor")


def _copyright(docdata: Element | None, nitf: Element) -> str | None:
    rights = find(nitf, "body/body.head/rights")
    parts = [words(part) for part in children(rights)] if rights is not None else []
    notice = "; ".join(part for part in parts if part) or words(rights)
    notice = notice or words(find(nitf, "body/body.head/rights.owner"))
    notice = notice or words(next(descendants(nitf, "copyrite"), None))
    if notice:
        return notice
    mark = find(docdata, "doc.copyright")
    said = " ".join(part for n in ("year", "holder") if (part := attribute(mark, n)))
    return f"© {said}" if said else None


def _usage_terms(docdata: Element | None, top: Element | None) -> str | None:
    rights = find(docdata, "doc.rights")
    told = ("type", "geography", "limitations")
    said = [attribute(rights, name) for name in told]
    said += [words(find(top, f"rights/rights.{name}")) for name in told]
    said.append(words(rights))
    return "\n".join(dict.fromkeys(text for text in said if text)) or None


def _signals(docdata: Element | None, correction: Element | None) -> Iterator[str]:
    if correction is not None:
        yield "sig:correction"
    for name, key, mark in (
        ("fixture", "fix-id", "fixture"),
        ("doc-scope", "scope", "scope"),
        ("series", "series.name", "series"),
    ):
        for element in find_all(docdata, name):
            said = attribute(element, key)
            if said:
                yield f"{mark}:{said}"


def _page(head: Element | None) -> str | None:
    for pubdata in find_all(head, "pubdata"):
        reference = attribute(pubdata, "ex-ref")
        if reference and is_uri(reference) and reference.startswith("http"):
            return reference
    return None


def _published(head: Element | None) -> datetime | None:
    """Read when a newspaper printed the story; archives have no other date."""
    printed = (attribute(e, "date.publication") for e in find_all(head, "pubdata"))
    return next((read for date in printed if (read := dates.moment(date))), None)


def _media(body: Element | None) -> Iterator[dict[str, object]]:
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
