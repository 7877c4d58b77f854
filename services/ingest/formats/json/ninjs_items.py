"""Reading ninjs 1.x, 2.x and 3.x, and what Superdesk and AP add (https://iptc.org/std/ninjs/).

The versions differ in case, in singular and plural, and in objects by name or lists; one
reader serves them all, because no key means two things. Shared by the JSON formats.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from functools import lru_cache, partial
from typing import Any, Literal, get_args

from services.ingest.formats.complete import EmbargoField, FieldsRead, Spot, complete
from services.ingest.formats.json.document import LARGEST_NUMBER, Json, Problems
from services.ingest.formats.json.envelopes import listed
from services.ingest.formats.json.fields import Fields
from services.ingest.formats.parsed import (
    Parsed,
    ParsedItem,
    Payload,
    UnreadableError,
    Words,
)
from services.ingest.formats.text.markup import (
    absolute_url,
    clean_html,
    has_words,
    html_to_text,
    looks_like_html,
    plain_line,
    tidy_text,
)
from services.ingest.formats.text.newscodes import concept_uri, is_uri, item_uri
from services.ingest.formats.text.xml_root import find_root
from services.ingest.formats.wording.datelines import dateline_in
from shared.articles import (
    AltId,
    Author,
    Concept,
    Extras,
    Group,
    GroupRef,
    InfoSource,
    Item,
    Link,
    PubStatus,
    Rendition,
    Text,
    WireDateline,
)

_ItemType = Literal[
    "text",
    "audio",
    "video",
    "picture",
    "graphic",
    "composite",
    "component",
    "event",
    "planning",
]
_TYPES: tuple[_ItemType, ...] = get_args(_ItemType)
MOST_ITEMS = 1_000
_DEEPEST_ASSOCIATION = 3
_STATUS: dict[str, PubStatus] = {
    "usable": "usable",
    "embargoed": "usable",  # AP's word; the date says until when
    "withheld": "withheld",
    "withhold": "withheld",
    "hold": "withheld",
    "onhold": "withheld",
    "canceled": "canceled",
    "cancelled": "canceled",
    "cancel": "canceled",
    "killed": "canceled",
    "kill": "canceled",
    "withdrawn": "canceled",
    "recalled": "canceled",
    "deleted": "canceled",
}


def finished(name: str, items: list[ParsedItem], problems: Problems) -> Parsed:
    """Give what was read, or raise with the reasons why there is nothing."""
    if not items:
        if not problems.found:
            problems.add("", "there are no items", "send at least one item", fatal=True)
        raise UnreadableError(*problems.found)
    return Parsed(format=name, items=tuple(items), problems=tuple(problems.found))


def item_fields(value: Json, problems: Problems) -> Iterator[Fields]:
    """Find the items: the value itself, or what it lists, in whatever envelope."""
    if not isinstance(value, (dict, list)):
        problems.add("", "an item is a JSON object", 'send {"uri": …}', fatal=True)
        return
    for index, (place, one) in enumerate(zip(*listed(value, most=MOST_ITEMS), strict=True)):
        if index == MOST_ITEMS:
            problems.add(
                place,
                f"there are more than {MOST_ITEMS} items; the rest was left out",
                "send fewer at a time, or one a line as application/x-ndjson",
                fatal=True,
            )
            return
        if isinstance(one, dict):
            yield Fields(one, place, problems)
        else:
            problems.add(
                place,
                "an item is an object; this one was left out",
                'send {"uri": …}',
                fatal=True,
            )


# --- one item ----------------------------------------------------------------------------


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
    headlines = _read_headlines(fields)
    bodies = _read_bodies(fields, payload)
    descriptions = _read_descriptions(fields, payload)
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
    signals = dict.fromkeys(_signals(fields))
    is_advisory = _is_advisory(fields)
    is_for_newsrooms = is_advisory or not signals.keys().isdisjoint({"advisory", "AVPUB"})
    place = fields.line("located") if not isinstance(fields.raw("located"), dict) else None
    source = fields.line("source")
    item = Item(
        uri=item_uri(guid) if guid else None,
        type=_item_type(fields),
        representation_type=_representation(fields),
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
        by=_byline(fields),
        headlines=headlines,
        descriptions=descriptions,
        bodies=bodies,
        subjects=_concepts(fields, "subjects", "subject", is_subject=True),
        genres=_concepts(fields, "genres", "genre"),
        people=_concepts(fields, "people", "person", "persons"),
        organisations=_concepts(fields, "organisations", "organisation", "organization"),
        places=_concepts(fields, "places", "place"),
        events=_concepts(fields, "events", "event"),
        objects=_concepts(fields, "objects", "object"),
        info_sources=_info_sources(fields, source),
        copyright_holder=fields.line("copyrightHolder"),
        copyright_notice=fields.line("copyrightNotice"),
        usage_terms=" ".join(texts(fields, "usageTerms")) or None,
        rights_info=_rights_info(fields),
        ed_note=tidy_text(note).strip() if note else None,
        digital_source_type=_digital_source_type(fields),
        trust_indicators=_trust_indicators(fields),
        alt_ids=alt_ids(fields, guid),
        renditions=_renditions(fields, payload.url),
        associations=associations(fields, payload, depth)
        if depth < _DEEPEST_ASSOCIATION
        else (),
    )
    extras = Extras(
        dateline=_dateline(fields, place),
        take_key=fields.line("takeKey", "anpaTakeKey"),
        sequence=fields.line("ingestProviderSequence", "sequence"),
        categories=categories(fields, "service", "anpaCategory", "categories"),
        original_source=source or fields.line("originalSource"),
        creditline=fields.line("creditLine", "credit"),
        authors=_authors(fields),
        keywords=fields.lines("keywords", "keyword"),
        word_count=_count(fields, "wordCount"),
        groups=_package_groups(item) if item.type == "composite" else (),
        signals=tuple(signals),
        evolved_from=fields.line("evolvedFrom", "rewriteOf")
        or next(iter(fields.lines("replacing")), None),
        notes=_notes(fields),
        url=_web_address(fields.line("canonicalUrl", "url", "link")),
    )
    return FieldsRead(
        item=item,
        extras=extras,
        words=other_words(fields, *_STORY_KEYS),
        embargoes=embargo_fields(fields),
        otherwise="withheld" if is_for_newsrooms else "usable",
        is_advisory=is_advisory,
        written_at=version_created,
        spot=partial(_where_an_embargo_belongs, fields),
    )


def _where_an_embargo_belongs(fields: Fields) -> Spot:
    return Spot(pointer=fields.at("embargoedUntil", "embargoed"))


def embargo_fields(fields: Fields) -> tuple[EmbargoField, ...]:
    """Read all that looks like an embargo, however it is spelled.

    What is there and no text, a list of two different values say, cannot be read as a time.
    """
    found = [_embargo_field(fields, key) for key in fields.keys if is_of_an_embargo(key)]
    for key in fields.keys:
        inner = fields.own(key)
        if isinstance(inner, dict) and any(map(is_of_an_embargo, inner)):
            within = Fields(inner, fields.place_of(key), fields.problems)
            found += [_embargo_field(within, one) for one in inner if is_of_an_embargo(one)]
    if (fields.line("pubStatus") or "").lower().rpartition(":")[2] == "embargoed":
        found.append(EmbargoField(None))
    return tuple(one for one in found if one is not None)


def _embargo_field(fields: Fields, key: str) -> EmbargoField | None:
    value = fields.own(key)
    if value is None or value is False or value == "":
        return None
    plain = re.sub(r"[^a-z]", "", key.lower())
    return EmbargoField(
        value if isinstance(value, str) else "",
        Spot(pointer=fields.place_of(key)),
        is_known=plain in ("embargoed", "embargoeduntil"),
    )


@lru_cache(maxsize=4096)
def is_of_an_embargo(key: str) -> bool:
    """Tell a key that looks like an embargo, however it is spelled."""
    plain = re.sub(r"[^a-z]", "", key[:_LONGEST_KEY].lower())
    return plain != "embargoedtext" and any(word in plain for word in _OF_AN_EMBARGO)


_OF_AN_EMBARGO = (
    "embarg", "sperrfrist", "holduntil", "holdforrelease", "donotpublish", "notbefore",
    "publishafter", "releaseafter", "releasetime", "notforpublication",
)  # fmt: skip


def other_words(fields: Fields, *taken: str) -> tuple[Words, ...]:
    """Give words in fields that an item has no place for, such as `embargoed_text`.

    `taken` are keys whose words are in the item.
    """
    extra = fields.raw("extra")
    beside = extra.values() if isinstance(extra, dict) else ()
    own = (fields.own(key) for key in fields.keys if _says_more(key) and key not in taken)
    return tuple(
        Words("aside", value)
        for value in (*own, *beside)
        if isinstance(value, str) and value.strip()
    )


_STORY_KEYS = (
    "body_html", "body_text", "body_xhtml", "body", "html", "text", "content", "ednote",
    "usageterms", "description_text", "description_html",
)  # fmt: skip


@lru_cache(maxsize=4096)
def _says_more(key: str) -> bool:
    head, suffix = _stem_and_suffix(key[:_LONGEST_KEY])
    return head in _MORE_WORDS or suffix in ("text", "html", "xhtml", "note", "notes", "line")


_MORE_WORDS = frozenset(
    re.findall(
        r"\w+",
        "note notes comment comments instructions instruction advisory message notice warning "
        "remarks kicker subhead subheadline subtitle teaser lead dek terms rights restrictions "
        "content text html body usage specialinstructions caption",
    )
)
"""What people put words into that newsrooms read, whatever the format calls it."""


def pub_status(fields: Fields, *names: str) -> PubStatus:
    """Read the wire's word for the item's state; one nobody knows is a hold, never a go."""
    word = fields.line(*(names or ("pubStatus",)))
    if word is None:
        if fields.has(*(names or ("pubStatus",))):
            return "withheld"
        return "usable"
    known = _STATUS.get(re.sub(r"[^a-z]", "", word.lower().rpartition(":")[2]))
    if known is None:
        fields.problems.add(
            fields.at(*(names or ("pubStatus",))),
            f"“{word[:40]}” is no publishing status; the item is withheld",
            "write usable, withheld or canceled",
        )
        return "withheld"
    return known


def _signals(fields: Fields) -> Iterator[str]:
    """Read signals, and TT's word for an update: corrected, changed, or no longer published."""
    if isinstance(fields.raw("signals"), dict):
        said = fields.object("signals")
        word = said.line("updateType") if said else None
        if word:
            yield {"KORR": "sig:correction", "RÄ": "sig:correction", "UV": "sig:update"}.get(
                word, word
            )
    else:
        yield from fields.lines("signals")
    yield from fields.lines("signal")


def _is_advisory(fields: Fields) -> bool:
    """Tell by its profile what is for newsrooms only: PA's `advisory`, TT's `INFO`."""
    profile = fields.line("profile") or ""
    return profile.lower() == "advisory" or profile == "INFO"


def _byline(fields: Fields) -> str | None:
    """Read the byline, also where it is a list of names, or of who they are."""
    keys = ("by", "byline", "bylines")
    if not isinstance(fields.raw(*keys), (list, dict)):
        return fields.line(*keys)
    people = fields.objects(*keys, named="name")
    return (
        ", ".join(name for one in people if (name := one.line("byline", "name", "by"))) or None
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


def _item_type(fields: Fields) -> _ItemType:
    """Read what kind of item it is; an unknown kind with words is taken as text."""
    word = (fields.line("type") or "text").lower()
    if word in _TYPES:
        return _TYPES[_TYPES.index(word)]
    alias: dict[str, _ItemType] = {
        "photo": "picture",
        "image": "picture",
        "preformatted": "text",
        "article": "text",
        "story": "text",
        "complex": "composite",
    }
    if word not in alias:
        fields.problems.add(
            fields.at("type"),
            f"“{word[:40]}” is no type of item; it was taken as text",
            f"write one of {', '.join(_TYPES)}",
        )
    return alias.get(word, "text")


def language(fields: Fields, *names: str) -> str | None:
    """Read a BCP 47 tag, with the hyphens it should have."""
    tag = fields.line(*(names or ("language",)))
    if tag is None:
        return None
    tag = tag.replace("_", "-")
    if re.fullmatch(r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8}){0,5}", tag):
        return tag
    fields.problems.add(
        fields.at(*(names or ("language",))),
        f"“{tag[:40]}” is no language tag; it was left out",
        "write a BCP 47 tag such as en or en-GB",
    )
    return None


def _representation(fields: Fields) -> Literal["full", "partial"] | None:
    word = (fields.line("representationType") or "").lower()
    if word in {"full", "complete"}:
        return "full"
    return "partial" if word in {"partial", "incomplete"} else None


# --- words -------------------------------------------------------------------------------


def _read_headlines(fields: Fields) -> tuple[Text, ...]:
    """Read `headlines[]`, or `headline` and `headline_*`; the main one comes first."""
    found: list[Text] = []
    for one in fields.objects("headlines", named="value"):
        value = one.line("value", "headline", "text")
        if value:
            kind = one.line("contentType")
            found.append(
                Text(role=one.line("role"), content_type=kind and "text/plain", value=value)
            )
    if not found:
        main = fields.line("headline", "title")
        if main:
            found.append(Text(role="main", content_type="text/plain", value=main))
        for key, suffix in _suffixed(fields, "headline"):
            value = fields.line(key)
            if value and value not in {text.value for text in found}:
                found.append(Text(role=suffix, content_type="text/plain", value=value))
    return tuple(sorted(found, key=lambda text: text.role not in {"main", None}))


def _read_descriptions(fields: Fields, payload: Payload) -> tuple[Text, ...]:
    """Read `descriptions[]`, or `description_*` and `abstract`; plain before HTML."""
    found: list[Text] = []
    for one in fields.objects("descriptions", named="value"):
        kind = one.line("contentType")
        text = _text_of(one, payload, role=one.line("role"), key="value", kind=kind)
        if text is not None:
            found.append(text)
    said = fields.line("altText", "alt")
    alt = (Text(role="altText", value=said),) if said else ()
    if found:
        return (*found, *alt)
    names = [("abstract", "summary"), ("description", "summary"), ("summary", "summary")]
    names += [one for one in _suffixed(fields, "description") if one[1] != "usage"]  # edNote
    for key, role in names:
        text = _text_of(fields, payload, role=role, key=key, kind=_kind_by_suffix(key))
        if text is not None:
            found.append(text)
    found.sort(key=lambda text: text.content_type == "text/html")
    return (*found, *alt)


def _read_bodies(fields: Fields, payload: Payload) -> tuple[Text, ...]:
    """Read `bodies[]`, or `body_*`: HTML first and main, as it has the paragraphs."""
    found: list[Text] = []
    in_other_xml: list[Text] = []
    for one in fields.objects("bodies", named="value"):
        kind = one.line("contentType")
        text = _text_of(one, payload, role=one.line("role"), key="value", kind=kind)
        if text is not None:
            kept = in_other_xml if _is_other_xml(one, kind) else found
            kept.append(_with_counts(text, one))
    found = found or in_other_xml
    if found:
        if not any(text.role in {"main", None} for text in found):
            found.sort(key=lambda text: text.content_type != "text/html")
        return tuple(found)
    named = (one for one in _suffixed(fields, "body") if one[1] not in _NO_STORIES)
    for key, role in [*named, *_BODIES]:
        kind = _kind_by_suffix(key) or ("text/html" if key == "html" else None)
        text = _text_of(fields, payload, role=role, key=key, kind=kind)
        if text is not None and text.value not in {other.value for other in found}:
            found.append(text)
    found.sort(key=lambda text: (text.content_type != "text/html", text.role == "xhtml"))
    if found:
        first = Text(role="main", content_type=found[0].content_type, value=found[0].value)
        found[0] = _with_counts(first, fields)
    return tuple(found)


def _is_other_xml(body: Fields, kind: str | None) -> bool:
    """Tell a body in a wire's own XML, such as TT's, of which cleaning leaves but the words."""
    if "xml" not in (kind or "") or "html" in (kind or ""):
        return False
    root = find_root((body.text("value") or "")[:2000].encode())
    return root is not None and root.name.lower() not in _STORIES


_STORIES = frozenset({"html", "body", "article", "section", "div", "p", "nitf", "body.content"})
"""Elements that a story in HTML or NITF begins with."""


def _with_counts(body: Text, fields: Fields) -> Text:
    if not fields.has("charCount", "wordCount"):
        return body
    counts = {
        "char_count": _count(fields, "charCount"),
        "word_count": _count(fields, "wordCount"),
    }
    return body.model_copy(update={name: n for name, n in counts.items() if n is not None})


_NO_STORIES = frozenset({"sportsml", "event", "pages"})
"""TT's bodies with results, dates and page sizes in them."""
_BODIES = (("body", "main"), ("content", "main"), ("html", "main"), ("text", "main"))
"""What is no ninjs, and yet the story: our simple JSON's keys among items of ninjs, say."""


def _suffixed(fields: Fields, stem: str) -> Iterator[tuple[str, str]]:
    for key in fields.keys:
        head, suffix = _stem_and_suffix(key[:_LONGEST_KEY])
        if head == stem and suffix:
            yield key, suffix


_LONGEST_KEY = 60


@lru_cache(maxsize=1024)
def _stem_and_suffix(key: str) -> tuple[str, str]:
    """Part `body_html`, which Reuters writes `bodyHtml`, into what it is and in which form."""
    head, _, suffix = re.sub(r"(?<=[a-z])(?=[A-Z])", "_", key).lower().partition("_")
    return head, suffix


def _kind_by_suffix(key: str) -> str | None:
    suffix = _stem_and_suffix(key[:_LONGEST_KEY])[1]
    return {"text": "text/plain", "html": "text/html", "xhtml": "text/html"}.get(suffix)


def _text_of(
    fields: Fields, payload: Payload, *, role: str | None, key: str, kind: str | None
) -> Text | None:
    """Read words that say, or show, whether they are HTML."""
    value = fields.text(key)
    if value is None:
        return None
    kind = (kind or "").partition(";")[0].strip().lower()
    is_html = "html" in kind or "xml" in kind or "nitf" in kind
    if not is_html and looks_like_html(value):
        # Wires that label HTML as plain text are many; a story with `<p>` in its words is rare.
        is_html = kind != "text/plain" or value.lstrip().lower().startswith(("<p", "<div"))
    if is_html:
        if "<" not in value and "&lt;" in value and looks_like_html(html.unescape(value)):
            value = html.unescape(value)  # mark-up that was escaped once too often
        cleaned = clean_html(_content_of_nitf(value), base=payload.url, is_washed=True)
        if not has_words(cleaned):
            return None
        return Text(role=role, content_type="text/html", value=cleaned)
    plain = tidy_text(value).strip("\n")
    said = "text/plain" if kind else None
    return Text(role=role, content_type=said, value=plain) if plain.strip() else None


def _content_of_nitf(markup: str) -> str:
    """Give the story in a NITF document, whose head would be read as part of it."""
    begin = _NITF_CONTENT.search(markup) if "<body.content" in markup else None
    if begin is None:
        return markup
    end = markup.rfind("</body.content")
    return markup[begin.end() : end if end > begin.end() else None]


_NITF_CONTENT = re.compile(r"<body\.content\b[^<>]*>")


def texts(fields: Fields, *names: str) -> tuple[str, ...]:
    """Read one text or a list of them."""
    value = fields.raw(*names)
    if isinstance(value, list):
        parts = [str(part) for part in value if isinstance(part, (str, int, float))]
        return tuple(filter(None, map(plain_line, parts)))
    line = fields.text(*names)
    return (tidy_text(line).strip(),) if line else ()


def _count(fields: Fields, *names: str) -> int | None:
    if not fields.has(*names):
        return None
    return fields.whole(*names, least=0, most=100_000_000)


# --- concepts ----------------------------------------------------------------------------


def _concepts(fields: Fields, *names: str, is_subject: bool = False) -> tuple[Concept, ...]:
    """Read subjects, people, places and the like, each with its code, in the wire's order."""
    found: list[Concept] = []
    for one in fields.objects(*names, named="name"):
        concept = _concept(one, is_subject=is_subject, group=names[0])
        if concept is not None:
            found.append(concept)
    return tuple(found)


def _concept(one: Fields, *, is_subject: bool, group: str) -> Concept | None:
    if one.has_only("name", "uri"):  # as most have; what else may be in it costs to look for
        name, uri = one.line("name"), one.line("uri")
        if name and (uri is None or is_uri(uri)):
            return Concept(name=name, uri=uri)
    code = one.line("code", "qcode", "literal")
    name = one.line("name", "title", "value") or _translated(one)
    uri = one.line("uri")
    if uri is None or not is_uri(uri):
        uri = concept_uri(one.line("scheme"), code) or concept_uri(None, uri)
        if uri is None and is_subject and code:
            uri = _newscode(code, one.line("scheme") or "")
    if name is None and code is None and uri is None:
        return None
    relations = one.lines("rel", "rels")
    kept: dict[str, Any] = {}
    if is_subject:
        kept = {
            "creator": one.line("creator"),
            "relevance": _percent(one, "relevance"),
            "confidence": _percent(one, "confidence"),
        }
    if group in {"people", "organisations", "places"}:
        kept["contact_info"] = _contacts(one)
    if group == "organisations":
        kept["symbols"] = _symbols(one)
    if group == "places":
        kept["geo_json"] = _geo_json(one)
    return Concept(
        name=name,
        rel=relations[0] if relations else None,
        uri=uri,
        literal=code,
        **kept,
    )


def _newscode(code: str, scheme: str) -> str | None:
    """Name IPTC's codes, eight digits, which Superdesk sends without a scheme or with its own.

    `scheme` may be such as `iptc_subject_codes` or `mediatopics`; others are somebody's own.
    """
    if re.fullmatch(r"[01]\d{7}", code, re.ASCII) and re.fullmatch(_OF_SUBJECTS, scheme):
        return concept_uri("subj", code)
    if re.fullmatch(r"2\d{7}", code, re.ASCII) and re.fullmatch(_OF_TOPICS, scheme):
        return concept_uri("medtop", code)
    return None


_OF_SUBJECTS = r"(?i)(?:|.*(?:iptc|subject[ _-]?codes?|subj).*)"
_OF_TOPICS = r"(?i)(?:|.*(?:iptc|media[ _-]?topics?|medtop).*)"


def _translated(one: Fields) -> str | None:
    translations = one.object("translations")
    names = translations.object("name") if translations else None
    return names.line(*names.keys) if names and names.keys else None


def _percent(one: Fields, name: str) -> int | None:
    if not one.has(name):
        return None
    number = one.number(name)
    if number is None:
        return None
    scaled = number * 100 if isinstance(number, float) and 0 < number <= 1 else number
    if 0 <= scaled <= 100:
        return round(scaled)
    one.problems.add(one.at(name), f"“{name}” is not from 0 to 100", "write 0 to 100")
    return None


def _contacts(one: Fields) -> tuple[dict[str, Any], ...]:
    found: list[dict[str, Any]] = []
    for contact in one.objects("contactInfo"):
        read: dict[str, Any] = {
            key: value
            for key in ("type", "role", "lang", "name", "value")
            if (value := contact.line(key)) is not None
        }
        address = contact.object("address") if "value" not in read else None
        if address is not None:
            parts: dict[str, Any] = {
                key: value
                for key in ("locality", "area", "postalCode", "country")
                if (value := address.line(key)) is not None
            }
            lines = address.lines("lines")
            read["address"] = {**parts, **({"lines": [*lines]} if lines else {})}
        if "value" in read or read.get("address"):
            found.append(read)
    return tuple(found)


def _symbols(one: Fields) -> tuple[dict[str, Any], ...]:
    found: list[dict[str, Any]] = []
    for symbol in one.objects("symbols", named="symbol"):
        read = {
            name: value
            for name, names in {
                "exchange": ("exchange",),
                "symbol": ("symbol", "ticker"),
                "symbolType": ("symbolType",),
            }.items()
            if (value := symbol.line(*names)) is not None
        }
        if read.get("symbolType") and not is_uri(read["symbolType"]):
            del read["symbolType"]
        if read:
            found.append(read)
    return tuple(found)


_GEOMETRIES = {"Point": 0, "MultiPoint": 1, "LineString": 1, "MultiLineString": 2, "Polygon": 2}


def _geo_json(one: Fields) -> dict[str, Any] | None:
    """Read where a place is: a point, line or area in GeoJSON (RFC 7946), else nothing."""
    shape = one.raw("geoJSON", "geometryGeojson", "geometryPoint")
    if not isinstance(shape, dict):
        latitude, longitude = one.raw("lat", "latitude"), one.raw("lon", "longitude", "lng")
        shape = {"type": "Point", "coordinates": [longitude, latitude]}
    kind, coordinates = shape.get("type"), shape.get("coordinates")
    if not isinstance(kind, str) or kind not in _GEOMETRIES:
        return None
    if not _are_coordinates(coordinates, _GEOMETRIES[kind]):
        return None
    if kind == "LineString" and len(coordinates) < 2:  # type: ignore[arg-type]  # a list
        return None
    return {"type": kind, "coordinates": coordinates}


def _are_coordinates(value: Json, depth: int) -> bool:
    if not isinstance(value, list):
        return False
    if depth == 0:
        return 2 <= len(value) <= 3 and all(
            isinstance(number, (int, float)) and not isinstance(number, bool)
            for number in value
        )
    # A ring has four positions, a line two; shorter ones are no shape.
    least = 4 if depth == 2 else 1
    return len(value) >= 1 and all(
        _are_coordinates(part, depth - 1)
        and (depth != 2 or not isinstance(part, list) or len(part) >= least)
        for part in value
    )


# --- people behind it, rights, names -----------------------------------------------------


def _dateline(fields: Fields, place: str | None) -> WireDateline | None:
    """Read Superdesk's `dateline`, text or object; else the place is `located`."""
    raw = fields.raw("dateline")
    if raw is None and place is None and not fields.has("located"):
        return None
    if isinstance(raw, str):
        said = dateline_in(fields.line("dateline") or "")
        return said.model_copy(update={"place": place}) if place else said
    holder = fields.object("dateline") if isinstance(raw, dict) else None
    located = (holder or fields).raw("located")
    where = (holder or fields).object("located") if isinstance(located, dict) else None
    read = WireDateline(
        text=holder.line("text") if holder else None,
        place=(where.line("city", "name") if where else None) or place,
        region=where.line("state", "region") if where else None,
        country=where.line("country") if where else None,
        date=holder.line("date") if holder else None,
        agency=holder.line("source") if holder else None,
    )
    return read if read != WireDateline() else None


def _notes(fields: Fields) -> tuple[str, ...]:
    """Read Superdesk's `extra`, the fields that a newsroom added; what is nested stays out."""
    extra = fields.raw("extra")
    if not isinstance(extra, dict):
        return ()
    return tuple(
        f"{plain_line(key)}: {plain_line(str(value))}"
        for key, value in extra.items()
        if isinstance(value, (str, int, float)) and not isinstance(value, bool) and value != ""
    )


def _authors(fields: Fields) -> tuple[Author, ...]:
    """Read Superdesk's `authors`: who they are, beside the by-line."""
    found: list[Author] = []
    for one in fields.objects("authors", "author", "bylines", named="name"):
        parts = filter(None, (one.line("firstName"), one.line("lastName")))
        name = one.line("name", "displayName") or " ".join(parts) or one.line("byline")
        if name:
            found.append(
                Author(
                    name=name,
                    role=_role(one),
                    email=one.line("email"),
                    biography=one.line("biography", "bio"),
                    avatar_url=_web_address(one.line("avatarUrl", "avatar", "pictureUrl")),
                )
            )
    return tuple(found)


def _role(one: Fields) -> str | None:
    role = one.raw("role")
    if isinstance(role, (str, int)) and not isinstance(role, bool):
        return plain_line(str(role)) or None
    named = one.object("role") if isinstance(role, dict) else None
    return named.line("name", "code", "qcode") if named else None


def _info_sources(fields: Fields, source: str | None) -> tuple[InfoSource, ...]:
    """Read who supplied information; Superdesk's `source` counts as the originator."""
    found: list[InfoSource] = []
    for one in fields.objects("infoSources", "infoSource", named="name"):
        code, uri = one.line("code", "literal"), one.line("uri")
        if uri is None or not is_uri(uri):
            uri = concept_uri(one.line("scheme"), code)
        name = one.line("name")
        if name or code or uri:
            roles = one.lines("role", "rel")
            found.append(
                InfoSource(name=name, role=roles[0] if roles else None, uri=uri, literal=code)
            )
    if source and source not in {one.name for one in found}:
        found.append(InfoSource(name=source, role="originator"))
    return tuple(found)


def categories(fields: Fields, *names: str) -> tuple[str, ...]:
    """Read service and category codes, in order; a name where there is no code."""
    found = (one.line("code", "qcode", "name") for one in fields.objects(*names, named="code"))
    return tuple(dict.fromkeys(code for code in found if code))


def _rights_info(fields: Fields) -> dict[str, Any] | None:
    """Read `rightsInfo`: exactly one of linked and encoded rights, and its language."""
    rights = fields.object("rightsInfo")
    if rights is None:
        return None
    read: dict[str, Any] = {}
    language_id = rights.line("langId")
    if language_id and is_uri(language_id):
        read["langId"] = language_id
    linked = rights.line("linkedRights")
    encoded = rights.text("encodedRights")
    if linked and is_uri(linked):
        return {**read, "linkedRights": linked}
    return {**read, "encodedRights": encoded} if encoded else None


def _digital_source_type(fields: Fields) -> dict[str, Any] | None:
    """Read how the content came about (an IPTC code, with AI-made ones among them)."""
    raw = fields.raw("digitalSourceType")
    if isinstance(raw, str):
        return {"uri": raw} if is_uri(raw) else {"literal": plain_line(raw)}
    one = fields.object("digitalSourceType")
    if one is None:
        return None
    concept = _concept(one, is_subject=False, group="genres")
    if concept is None:
        return None
    return concept.model_dump(include={"name", "uri", "literal"}, exclude_none=True)


def _trust_indicators(fields: Fields) -> tuple[Link, ...]:
    """Read links to policies and corrections pages."""
    found: list[Link] = []
    for one in fields.objects("trustIndicators", "trustIndicator"):
        role = one.line("role")
        if role is None or not is_uri(role):
            role = concept_uri(one.line("scheme"), one.line("code"))
        href = _web_address(one.line("href"))
        if href:
            found.append(Link(role=role, title=one.line("title"), href=href))
    return tuple(found)


def alt_ids(fields: Fields, guid: str | None) -> tuple[AltId, ...]:
    """Read the item's other names: `altIds[]`, `altids{}`, a guid that is not the uri."""
    found: list[AltId] = []
    raw = fields.raw("altIds", "altId")
    if isinstance(raw, dict):
        named = fields.object("altIds", "altId")
        for role in named.keys if named else ():
            value = named.line(role) if named else None
            if value:
                found.append(AltId(role=role, value=value))
    else:
        for one in fields.objects("altIds", "altId", named="value"):
            value = one.line("value", "id", "literal")
            if value:
                found.append(AltId(role=one.line("role", "name"), value=value))
    other = fields.line("guid")
    if other and other != guid:
        found.append(AltId(role="guid", value=other))
    if guid and not is_uri(guid):
        found.append(AltId(role="guid", value=guid))
    return tuple(dict.fromkeys(found))


def _web_address(url: str | None) -> str | None:
    resolved = absolute_url(url, pictures=True) if url else None
    return resolved if resolved and is_uri(resolved) else None


# --- what goes with it -------------------------------------------------------------------


def _renditions(fields: Fields, base: str | None) -> tuple[Rendition, ...]:
    """Read renditions by reference, from a list or from an object by name."""
    found: list[Rendition] = []
    for one in fields.objects("renditions", "rendition"):
        href = one.line("href", "url")
        resolved = absolute_url(href, base, pictures=True) if href else None
        if href and (resolved is None or not is_uri(resolved)):
            one.problems.add(
                one.at("href", "url"),
                f"“{href[:60]}” is no web address; the rendition is kept without it",
                "send it whole: https://…",
            )
            resolved = None
        name = one.line("name", "role", "rel") or "rendition"
        found.append(
            Rendition(
                name=name,
                href=resolved,
                content_type=one.line("contentType", "mimeType"),
                title=one.line("title"),
                width=_size(one, "width"),
                height=_size(one, "height"),
                size_in_bytes=_size(one, "sizeInBytes"),
                duration=one.number("duration") if one.has("duration") else None,
                format=one.line("format"),
            )
        )
    return tuple(found)


def _size(one: Fields, name: str) -> int | None:
    if not one.has(name):
        return None
    number = one.number(name)
    return None if number is None or not 0 <= number < LARGEST_NUMBER else round(number)


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
        _with_points(written.get("renditions", []), one)
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


def _with_points(written: list[dict[str, Any]], one: Fields) -> None:
    """Keep each picture's point of interest, by which sites crop it."""
    for rendition, read in zip(written, one.objects("renditions", "rendition"), strict=False):
        point = read.object("poi") if isinstance(read.raw("poi"), dict) else None
        if point is None or not (point.has("x") and point.has("y")):
            continue
        x, y = (point.whole(axis, least=0, most=10**6) for axis in ("x", "y"))
        if x is not None and y is not None:
            rendition["poi"] = {"x": x, "y": y}


def _read_association(fields: Fields, payload: Payload, depth: int) -> Item | None:
    """Read an associated item; it may consist of nothing but a picture's address."""
    if not fields.has("uri", "guid") and not fields.has("renditions", "headline", "headlines"):
        href = fields.line("href")
        return Item(uri=href) if href and is_uri(href) else None
    read = read_fields(fields, payload, depth)
    if read is not None:
        return completed(read, fields, payload).item
    return Item(type=_item_type(fields), renditions=_renditions(fields, payload.url))
