"""NewsML-G2 (https://iptc.org/std/NewsML-G2/): newsItem, packageItem, newsMessage.

Concept, knowledge, planning and catalogue items are no news; they are passed over, and that is
said. An `<embargoed/>` without a time means “until we say otherwise”: the item is withheld.
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterator, Sequence
from datetime import datetime

from services.ingest.formats.complete import EmbargoField, FieldsRead, Spot, complete
from services.ingest.formats.parsed import (
    Parsed,
    ParsedItem,
    Payload,
    Problem,
    UnreadableError,
    Words,
)
from services.ingest.formats.text.charsets import decode
from services.ingest.formats.text.markup import (
    clean_html,
    html_to_text,
    looks_like_html,
    plain_line,
)
from services.ingest.formats.text.names import concept, local_code, named
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
    has_elements,
    language_of,
    local_name,
    place,
    raw_text,
    read_xml,
    words,
)
from services.ingest.formats.xml.embargo_marks import embargo_marks, may_say_embargo
from services.ingest.formats.xml.sports_ml import sports_tables
from services.ingest.formats.xml.story_markup import plain_html, private_notes, story_html
from shared.articles import (
    AltId,
    Author,
    Concept,
    Extras,
    Group,
    GroupRef,
    InfoSource,
    Item,
    PubStatus,
    Rendition,
    Text,
    WireDateline,
)

_FORMAT = "newsml_g2"

_NEWS = frozenset({"newsItem", "packageItem"})
_NO_NEWS = frozenset({"conceptItem", "knowledgeItem", "planningItem", "catalogItem"})
_TYPES = {
    "text": "text",
    "picture": "picture",
    "photo": "picture",
    "graphic": "graphic",
    "animated": "graphic",
    "audio": "audio",
    "video": "video",
    "composite": "composite",
    "package": "composite",
    "component": "component",
}
_STATUSES: dict[str, PubStatus] = {
    "usable": "usable",
    "withheld": "withheld",
    "canceled": "canceled",
    "cancelled": "canceled",
    "withdrawn": "canceled",  # LSEG's, of what its source took back
}
_WRITES = re.compile(
    r"(?i)(?<!description)(?<!caption)(?:writer|report|author|corresp|photog|edit)"
)
"""Roles of contributors who are named with a story; who wrote its caption is not."""
_KILLS = frozenset({"kill", "mandatorykill", "storykill"})
_ENTITIES = {
    "person": "people",
    "organisation": "organisations",
    "organization": "organisations",
    "geoarea": "places",
    "poi": "places",
    "event": "events",
    "object": "objects",
}
_NO_STORY = re.compile(r"sports|events|[rt]tml|smil|svg|math|rdf|json", re.IGNORECASE)
"""Inline XML with results, events or drawings; what it says is no running text."""
_CATEGORIES = frozenset({"a1312cat", "a1312", "anpacat", "anpa", "iptccat"})
_PICTURE_ROLES = {"caption"}
_MAIN_HEADLINES = frozenset({"", "main", "title", "headline"})
"""Roles of the headline that readers see, the other ones being below or beside it."""
_SHORT_NAMES = frozenset({"mnemonic", "abbreviation", "acronym", "short"})
_NUMBER_OF_THE_DAY = re.compile(r"[A-Z]{2,4}[ -]?\d{3,4}", re.ASCII)
"""As APA's (`APA0123`), which tomorrow is another story's."""


_NAMESPACE = "http://iptc.org/std/nar/2006-10-01/"
_NO_OFFSET = re.compile(r"\d{4}-\d{2}-\d{2}T[\d:.]+", re.ASCII)


def parse(payload: Payload) -> Parsed:
    """Read every news and package item in a payload, in order."""
    document = read_xml(payload)
    problems = [*document.problems]
    found = [*_news(document.root)]
    passed_over = [
        element for name in sorted(_NO_NEWS) for element in _selves(document.root, name)
    ]
    problems += [_passed_over(element) for element in passed_over[:20]]
    if not found and not passed_over:
        raise UnreadableError(
            *problems,
            Problem(
                detail=f"There is no newsItem here; the root is <{local_name(document.root)}>.",
                fix="Send newsItem or packageItem, alone or in a newsMessage.",
                xpath=place(document.root),
                fatal=True,
            ),
        )
    if len(found) > MOST_ITEMS:
        problems.append(
            Problem(
                detail=f"Only the first {MOST_ITEMS:,} of {len(found):,} items are taken.",
                fix="Send the rest in further deliveries.",
                xpath=place(found[MOST_ITEMS]),
            )
        )
    problems += _strange_namespace(document.root)
    sent = dates.moment(words(find(document.root, "header/sent")))
    items: list[ParsedItem] = []
    for element in found[:MOST_ITEMS]:
        item, marks = _Reader(element, sent, payload).read()
        items.append(item)
        problems += dict.fromkeys(marks)
    return Parsed(format=_FORMAT, items=tuple(items), problems=tuple(problems))


def _strange_namespace(root: Element) -> list[Problem]:
    """Doubt a root that only by its name is NewsML-G2; it is read as that all the same."""
    namespace = str(root.tag).rpartition("}")[0].lstrip("{")
    if namespace == _NAMESPACE:
        return []
    where = f"the namespace {namespace[:80]!r}" if namespace else "no namespace"
    return [
        Problem(
            detail=f"<{local_name(root)}> is in {where}; it was read as NewsML-G2.",
            fix=f'Declare xmlns="{_NAMESPACE}" on the root.',
            xpath=place(root),
        )
    ]


def _selves(root: Element, name: str) -> Iterator[Element]:
    if local_name(root) == name:
        yield root
    yield from descendants(root, name)


def _news(root: Element) -> Iterator[Element]:
    for element in root.iter():
        if local_name(element) in _NEWS:
            yield element


def _passed_over(element: Element) -> Problem:
    return Problem(
        detail=f"A <{local_name(element)}> is no news; it was passed over.",
        fix="Nothing, if it was sent for information; else send a newsItem.",
        xpath=place(element),
    )


class _Reader:
    """Reads one item; holds what several of its parts need."""

    def __init__(self, item: Element, sent: datetime | None, payload: Payload) -> None:
        self.element = item
        self.sent = sent
        self.payload = payload
        self.problems: list[Problem] = []
        self.meta = find(item, "itemMeta")
        self.content = find(item, "contentMeta")
        self.schemes = {
            alias: uri
            for scheme in descendants(item, "scheme")
            if (alias := attribute(scheme, "alias")) and (uri := attribute(scheme, "uri"))
        }
        self.names = {
            key: name
            for asserted in children(item, "assert")
            if (key := attribute(asserted, "qcode", "uri", "literal"))
            and (name := words(find(asserted, "name")))
        }

    def read(self) -> tuple[ParsedItem, list[Problem]]:
        item, meta, content = self.element, self.meta, self.content
        uri, alt_ids = named(attribute(item, "guid"))
        if uri is None:
            self._say(
                item,
                "The item has no guid; its next version will not be known as the same.",
                "Give every item a guid that stays with the story.",
            )
        kind = self._type()
        bodies, counted, notes, inner = self._bodies()
        headlines = self._headlines(inner)
        headline = next((text.value for text in headlines if text.role == "main"), "")
        slugline = words(find(content, "slugline")) or None
        ed_notes = [*find_all(meta, "edNote")]
        notes += [_lines(note) for note in ed_notes if _is_private(note)]
        open_notes = [note for note in ed_notes if not _is_private(note)]
        notes += [said for note in open_notes for said in private_notes(note)]
        lines = (line for note in open_notes for line in _lines(note).splitlines())
        ed_note = "\n".join(dict.fromkeys(lines))
        body = bodies[0].value if bodies else ""
        signals = self._codes(meta, "signal")
        all_notes = [line for note in ed_notes for line in _lines(note).splitlines()]
        is_advisory = self._is_advisory(signals)
        authors, byline = self._authors(inner)
        dateline = self._dateline(inner, body)
        subjects = self._subjects()
        sources = tuple(self._info_sources(authors))
        read = Item(
            uri=uri,
            type=kind,
            profile=words(find(meta, "profile")) or None,
            version=attribute(item, "version"),
            first_created=self._moment("firstCreated") or self._made_once(),
            version_created=self._moment("versionCreated")
            or self._moment("contentModified", self.content)
            or self.sent,
            content_created=self._moment("contentCreated", self.content),
            expires=self._moment("expires") or self._rights_end(),
            pub_status=self._status(),
            urgency=self._urgency(),
            language=self._language(),
            title=words(find(meta, "title")) or None,
            slugline=slugline,
            located=self._located(),
            by=byline,
            headlines=headlines,
            descriptions=tuple(self._descriptions(kind, slugline, headline, notes))
            or _abstract(inner),
            bodies=bodies,
            subjects=subjects["subjects"],
            genres=tuple(dict.fromkeys(self._concept(e) for e in find_all(content, "genre"))),
            people=subjects["people"],
            organisations=subjects["organisations"],
            places=subjects["places"],
            events=subjects["events"],
            objects=subjects["objects"],
            info_sources=sources,
            copyright_holder=self._party(find(item, "rightsInfo/copyrightHolder")),
            copyright_notice=words(find(item, "rightsInfo/copyrightNotice")) or None,
            usage_terms="\n".join(
                text for e in find_all(item, "rightsInfo/usageTerms") if (text := words(e))
            )
            or None,
            ed_note=ed_note or None,
            alt_ids=(*alt_ids, *self._alt_ids()),
            renditions=tuple(self._renditions()),
            associations=tuple(self._associations()),
        )
        extras = Extras(
            dateline=dateline,
            sequence=None,
            categories=tuple(dict.fromkeys(self._categories())),
            original_source=self._original_source(sources),
            creditline=words(find(content, "creditline")) or None,
            authors=authors,
            keywords=tuple(
                dict.fromkeys(w for e in find_all(content, "keyword") if (w := words(e)))
            ),
            word_count=counted,
            signals=signals,
            groups=tuple(self._groups()),
            evolved_from=self._evolved_from(),
            notes=tuple(notes),
            url=self._page(),
        )
        fields = FieldsRead(
            item=read,
            extras=extras,
            words=tuple(self._words(all_notes, inner)),
            embargoes=tuple(self._embargoes()),
            otherwise="withheld" if is_advisory else "usable",
            is_advisory=is_advisory,
            written_at=self._moment("versionCreated") or self.sent,
            spot=lambda: Spot(xpath=place(item)),
            stops_too=self._killed_too,
        )
        parsed, doubts = complete(fields, self.payload)
        return parsed, [*self.problems, *doubts]

    # --- itemMeta ---

    def _type(self) -> str:
        code = local_code(attribute(find(self.meta, "itemClass"), "qcode", "uri", "literal"))
        if code.lower() in _TYPES:
            return _TYPES[code.lower()]
        return "composite" if local_name(self.element) == "packageItem" else "text"

    def _moment(self, name: str, within: Element | None = None) -> datetime | None:
        element = find(within if within is not None else self.meta, name)
        if element is None or not words(element):
            return None
        read = dates.moment(words(element))
        if read is not None and _NO_OFFSET.fullmatch(words(element)):
            self._say(
                element,
                f"{words(element)!r} has no offset; it was read as UTC.",
                "Write the offset: 2026-11-23T08:10:30Z or …+01:00.",
            )
        if read is None and not re.fullmatch(r"\d{4}(-\d{2})?", words(element)):
            self._say(
                element,
                f"{words(element)[:60]!r} is no date-time.",
                "Write it in ISO 8601 with an offset, such as 2026-11-23T08:10:30Z.",
            )
        return read

    def _made_once(self) -> datetime | None:
        """Give when a first version was made: then was the item, too."""
        first = (attribute(self.element, "version") or "1") == "1"
        return self._moment("versionCreated") if first else None

    def _status(self) -> PubStatus:
        element = find(self.meta, "pubStatus")
        code = local_code(attribute(element, "qcode", "uri", "literal")).lower()
        status = _STATUSES.get(code or "usable")
        if status is None and element is not None:
            self._say(
                element,
                f"G2 knows no publishing status {code[:40]!r}; the item is withheld.",
                "Use stat:usable, stat:withheld or stat:canceled.",
            )
        if any(local_code(one).lower() in _KILLS for one in self._codes(self.meta, "signal")):
            return "canceled"
        return status or "withheld"

    def _embargoes(self) -> Iterator[EmbargoField]:
        for element in find_all(self.meta, "embargoed"):
            yield EmbargoField(words(element), Spot(xpath=place(element)))
        if may_say_embargo(self.payload):
            yield from embargo_marks(self.element, "embargoed")

    def _words(self, notes: Sequence[str], inner: Element | None) -> Iterator[Words]:
        """Give notes, also those that go no further, line by line, and what is around."""
        for note in notes or [""]:
            yield Words("note", note)
        for name in ("hedline", "byline", "distributor", "note", "dateline", "abstract"):
            element = find(inner, name)
            if element is not None and (said := words(element)):
                yield Words("aside", said)

    def _is_advisory(self, signals: tuple[str, ...]) -> bool:
        """Tell what is for newsrooms only: by its profile, or AP's by no `newscontent`."""
        if words(find(self.meta, "profile")).lower() == "advisory":
            return True
        is_ap = (attribute(self.element, "guid") or "").startswith("tag:ap.org,")
        return is_ap and bool(signals) and "newscontent" not in map(local_code, signals)

    def _codes(self, within: Element | None, name: str) -> tuple[str, ...]:
        codes = (attribute(e, "qcode", "uri", "literal") for e in find_all(within, name))
        return tuple(dict.fromkeys(code for code in codes if code))

    def _evolved_from(self) -> str | None:
        for link in find_all(self.meta, "link"):
            if local_code(attribute(link, "rel")) in (
                "evolvedFrom",
                "previousVersion",
                "translatedFrom",
            ):
                before = attribute(link, "residref", "guidref", "href")
                return before if before != attribute(self.element, "guid") else None
        return None

    def _page(self) -> str | None:
        for link in find_all(self.meta, "link"):
            href = attribute(link, "href")
            if local_code(attribute(link, "rel")) in ("isA", "canonical", "webstory") and href:
                return href if is_uri(href) and href.startswith("http") else None
        return None

    def _associations(self) -> Iterator[dict[str, object]]:
        taken = {
            "evolvedFrom",
            "previousVersion",
            "translatedFrom",
            "isA",
            "canonical",
            "webstory",
        }
        for number, link in enumerate(find_all(self.meta, "link"), start=1):
            target = attribute(link, "residref", "guidref", "href")
            rel = local_code(attribute(link, "rel")) or "related"
            if target is None or rel in taken:
                continue
            association: dict[str, object] = {
                "name": f"{rel}{number}",
                "uri": item_uri(target),
                "rel": attribute(link, "rel") or rel,
            }
            kind = local_code(attribute(find(link, "itemClass"), "qcode")).lower()
            if kind in _TYPES:
                association["type"] = _TYPES[kind]
            headline = words(find(link, "headline")) or words(find(link, "title"))
            if headline:
                association["headlines"] = [{"role": "main", "value": headline}]
            yield association

    # --- contentMeta ---

    def _urgency(self) -> int | None:
        element = find(self.content, "urgency")
        written = words(element)
        if re.fullmatch(r"[1-9]", written):
            return int(written)
        if written not in ("", "0") and element is not None:
            self._say(element, f"{written[:20]!r} is no urgency.", "Give a number from 1 to 9.")
        return None

    def _language(self) -> str | None:
        tag = attribute(find(self.content, "language"), "tag")
        return tag or language_of(self.element)

    def _located(self) -> str | None:
        located = find(self.content, "located")
        return self._name(located) if located is not None else None

    def _dateline(self, inner: Element | None, body: str) -> WireDateline | None:
        located = find(self.content, "located")
        text = words(find(self.content, "dateline"))
        if not text and inner is not None:
            text = words(find(inner, "dateline"))
        read = dateline_in(text) if text else dateline_of_story(body)
        city = self._name(located) if located is not None else None
        region = country = None
        for broader in descendants(located, "broader") if located is not None else ():
            kind = local_code(attribute(broader, "type")).lower()
            code = attribute(broader, "qcode") or ""
            if kind == "country" or re.match(r"(?i)iso3166|N2:|country", code):
                country = country or self._name(broader)
            elif kind in ("statprov", "state", "region") or region is None:
                region = region or self._name(broader)
        made = WireDateline(
            text=text or (read.text if read else None),
            place=city or (read.place if read else None),
            region=region or (read.region if read else None),
            country=country,
            date=read.date if read else None,
            agency=read.agency if read else None,
        )
        return made if made != WireDateline() else None

    def _authors(self, inner: Element | None) -> tuple[tuple[Author, ...], str | None]:
        authors: list[Author] = []
        lines: list[str] = []
        for kind in ("creator", "contributor"):
            for element in find_all(self.content, kind):
                name = words(find(element, "name"))
                if name.startswith(("By ", "BY ")):  # AP
                    lines.append(name)
                    continue
                if not name or self._is_organisation(element, name):
                    continue
                email = next((words(e) for e in descendants(element, "email")), None)
                role = local_code(attribute(element, "role")) or None
                if kind == "contributor" and not _WRITES.search(role or ""):
                    continue
                note = next((words(e) for e in descendants(element, "definition")), None)
                authors.append(
                    Author(name=name, role=role, email=email or None, biography=note or None)
                )
        lines = [text for e in find_all(self.content, "by") if (text := words(e))] or lines
        if not lines and inner is not None:
            lines = [text for e in find_all(inner, "byline") if (text := words(e))]
        byline = "; ".join(lines) or None
        if not authors and byline:
            authors = [author for line in lines for author in signed_by(line)]
        return tuple(dict.fromkeys(authors)), byline

    def _is_organisation(self, element: Element, name: str) -> bool:
        type_ = local_code(attribute(element, "type")).lower()
        return (
            type_.startswith("organi")
            or find(element, "organisationDetails") is not None
            or name == self._name(find(self.meta, "provider"))
        )

    def _headlines(self, inner: Element | None) -> tuple[Text, ...]:
        texts: list[Text] = []
        wanted = (self._language() or "").lower()[:2]
        elements = [*find_all(self.content, "headline")]
        elements.sort(
            key=lambda one: (
                not (_own_language(one) or wanted).startswith(wanted),
                local_code(attribute(one, "role")).lower() not in _MAIN_HEADLINES,
                _rank(one),
            )
        )
        for element in elements:
            value = _line(element)
            role = local_code(attribute(element, "role")) or "main"
            if value:
                if role == "main" and any(text.role == "main" for text in texts):
                    role = "alternative"
                texts.append(Text(role=role, content_type="text/plain", value=value))
        if not texts and inner is not None:
            value = _line(find(inner, "hedline/hl1")) or _line(find(inner, "hedline"))
            if value:
                texts.append(Text(role="main", content_type="text/plain", value=value))
        if not any(text.role == "main" for text in texts) and texts:
            first = texts[0]
            texts[0] = Text(role="main", content_type=first.content_type, value=first.value)
        if not texts:
            value = _line(find(self.meta, "title")) or _line(self._inner_title())
            if value:
                texts.append(Text(role="main", content_type="text/plain", value=value))
        return tuple(sorted(texts, key=lambda text: text.role != "main"))

    def _inner_title(self) -> Element | None:
        """Find the title of the NITF or XHTML that is the content."""
        heads = (
            head
            for content in find_all(self.element, "contentSet/inlineXML")
            for head in descendants(content, "head")
        )
        return next((title for head in heads for title in children(head, "title")), None)

    def _descriptions(
        self, kind: str, slugline: str | None, headline: str, notes: list[str]
    ) -> Iterator[Text]:
        for element in find_all(self.content, "description"):
            value = _lines(element)
            if value and looks_like_html(value):
                value = words(element)
            role = local_code(attribute(element, "role")) or "summary"
            if not value:
                continue
            if kind == "text" and role in _PICTURE_ROLES:
                # Reuters gives texts a “caption” of slugline and headline; no abstract.
                if value not in (f"{slugline}:{headline}", headline):
                    notes.append(value)
                continue
            yield Text(role=role, content_type="text/plain", value=value)

    def _subjects(self) -> dict[str, tuple[Concept, ...]]:
        found: dict[str, dict[Concept, None]] = {
            "subjects": {}, "people": {}, "organisations": {}, "places": {}, "events": {},
            "objects": {},
        }  # fmt: skip
        for element in find_all(self.content, "subject"):
            kind = local_code(attribute(element, "type")).lower()
            made = self._concept(element)
            if made == Concept():
                continue
            list_name = _ENTITIES.get(kind, "subjects")
            if list_name != "subjects" and made.name is None and made.uri is None:
                list_name = "subjects"
            if list_name != "subjects":  # ninjs says only of subjects how much they matter
                made = Concept(name=made.name, uri=made.uri, literal=made.literal)
            found[list_name].setdefault(made)
        return {name: tuple(made) for name, made in found.items()}

    def _concept(self, element: Element) -> Concept:
        code = attribute(element, "qcode", "literal")
        uri = attribute(element, "uri")
        name = self._name(element)
        if name == code and find(element, "name") is None:
            name = None
        made = concept(code, name, uri=uri, schemes=self.schemes)
        if made.uri is None and made.literal is None and name:
            made = Concept(name=name, literal=name)
        if made.uri is None:
            made = Concept(name=name, uri=self._same_as(element), literal=made.literal)
        relevance = attribute(element, "relevance")
        confidence = attribute(element, "confidence")
        return Concept(
            name=made.name,
            uri=made.uri,
            literal=made.literal,
            relevance=_percent(relevance),
            confidence=_percent(confidence),
        )

    def _same_as(self, element: Element) -> str | None:
        """Find IPTC's name for a concept of the wire's own vocabulary."""
        for same in children(element, "sameAs"):
            known = concept(
                attribute(same, "qcode"), uri=attribute(same, "uri"), schemes=self.schemes
            )
            if known.uri is not None and "cv.iptc.org" in known.uri:
                return known.uri
        return None

    def _name(self, element: Element | None) -> str | None:
        """Give a concept's name in the item's language, else the first, else its code."""
        if element is None:
            return None
        wanted = (self._language() or "en").lower()[:2]
        names = [*children(element, "name")]
        names.sort(
            key=lambda name: (
                not (language_of(name) or wanted).lower().startswith(wanted),
                local_code(attribute(name, "role")).lower() in _SHORT_NAMES,
            )
        )
        text = next((text for name in names if (text := words(name))), None)
        code = attribute(element, "qcode", "uri", "literal")
        if text or code is None:
            return text
        return self.names.get(code) or attribute(element, "literal")

    def _categories(self) -> Iterator[str]:
        for subject in find_all(self.content, "subject"):
            alias, _, category = (attribute(subject, "qcode") or "").partition(":")
            is_category = local_code(attribute(subject, "type")).lower() == "category"
            if category and (is_category or alias.lower() in _CATEGORIES):
                yield category

    def _killed_too(self, status: PubStatus) -> Iterator[AltId]:
        """Name what a kill replaces; a hold of an update leaves what was before it."""
        before = self._evolved_from()
        if status == "canceled" and before:
            yield AltId(role="evolvedFrom", value=before)

    def _alt_ids(self) -> Iterator[AltId]:
        """Give the item's other names."""
        for element in find_all(self.content, "altId"):
            value = words(element) or attribute(element, "id")
            role = local_code(attribute(element, "type")) or None
            if value and _NUMBER_OF_THE_DAY.fullmatch(value):
                role = "transref"
            if value:
                yield AltId(role=role, value=value)
        for element in find_all(self.meta, "versionedId"):  # Reuters
            versioned = attribute(element, "guid")
            if versioned:
                yield AltId(role="versionedId", value=versioned)

    def _party(self, element: Element | None) -> str | None:
        if element is None:
            return None
        found = self._name(element) or attribute(element, "literal")
        code = local_code(attribute(element, "qcode", "uri"))
        if code.isdigit():  # a number says nothing without its vocabulary
            code = attribute(element, "qcode", "uri") or code
        return found or code or words(element) or None

    def _info_sources(self, authors: tuple[Author, ...]) -> Iterator[InfoSource]:
        """Give who supplied information; who wrote it is an author."""
        people = {author.name for author in authors}
        seen: set[tuple[str, str | None]] = set()
        parties = (
            (find(self.meta, "provider"), "provider"),
            *((e, None) for e in find_all(self.content, "infoSource")),
            *(
                (e, kind)
                for kind in ("creator", "contributor")
                for e in find_all(self.content, kind)
            ),
        )
        for element, default in parties:
            name = self._party(element)
            role = local_code(attribute(element, "role")) or default
            if name and name not in people and (name, role) not in seen:
                seen.add((name, role))
                uri = attribute(element, "uri")
                yield InfoSource(name=name, role=role, uri=uri if uri and is_uri(uri) else None)

    def _original_source(self, sources: tuple[InfoSource, ...]) -> str | None:
        for role in ("origprov", "originator", "originfo", "source", ""):
            for source in sources:
                if (source.role or "").lower() == role and source.name:
                    return source.name
        return next((one.name for one in sources if one.role in ("provider", "creator")), None)

    def _rights_end(self) -> datetime | None:
        for element in find_all(self.element, "rightsInfo/timeconstraint"):
            end = attribute(element, "end", "validto")
            if end:
                return dates.moment(end)
        return None

    # --- contentSet and groupSet ---

    def _bodies(self) -> tuple[tuple[Text, ...], int | None, list[str], Element | None]:
        """Give bodies (fullest first), the wire's word count, private notes, NITF's head."""
        found: list[tuple[str, int | None]] = []
        notes: list[str] = []
        inner: Element | None = None
        for content in find_all(self.element, "contentSet/inlineXML"):
            story = self._story(content)
            if story is None or _NO_STORY.search(attribute(content, "contenttype") or ""):
                continue
            head = next(descendants(content, "body.head"), None)
            inner = head if head is not None and inner is None else inner
            notes += private_notes(story)
            written = story_html(story)
            if written:
                found.append((written, _count(content)))
        for content in find_all(self.element, "contentSet/inlineData"):
            written = self._inline_data(content)
            if written:
                found.append((written, _count(content)))
        if not found:
            found += ((written, None) for written in self._other_content())
        found.sort(key=lambda one: -len(one[0]))
        texts = tuple(
            Text(
                role="main" if position == 0 else "alternative",
                content_type="text/html",
                value=written,
            )
            for position, (written, _) in enumerate(found)
        )
        return texts, found[0][1] if found else None, notes, inner

    def _other_content(self) -> Iterator[str]:
        """Write what is no text as tables where it can be, and tell what cannot be read."""
        for content in find_all(self.element, "contentSet/inlineXML"):
            written = clean_html(sports_tables(content))
            if written:
                yield written
            kind = attribute(content, "contenttype") or "an unsaid type"
            what = "only names and results are read of" if written else "nothing is read of"
            self._say(
                content,
                f"{what} inlineXML of {kind[:80]}",
                "send the story as XHTML or NITF too, or a text that tells of it",
            )

    def _story(self, content: Element) -> Element | None:
        for name in ("body.content", "body"):
            story = next(descendants(content, name), None)
            if story is not None:
                return story
        return content if has_elements(content) or words(content) else None

    def _inline_data(self, content: Element) -> str:
        text = raw_text(content)
        kind = (attribute(content, "contenttype") or "text/plain").lower()
        if not kind.startswith("text/"):
            return ""
        if "base64" in (attribute(content, "encoding") or "").lower():
            try:
                text = decode(base64.b64decode("".join(text.split()), validate=True)).text
            except (binascii.Error, ValueError):
                self._say(
                    content, "The data are not base64.", "Encode them anew, or send text."
                )
                return ""
        if "html" in kind or looks_like_html(text):
            return clean_html(text)
        return plain_html(text)

    def _renditions(self) -> Iterator[Rendition]:
        for number, remote in enumerate(
            find_all(self.element, "contentSet/remoteContent"), start=1
        ):
            href = attribute(remote, "href", "residref")
            sizes = {
                key: int(value)
                for key in ("width", "height", "size")
                if re.fullmatch(r"\d{1,12}", value := attribute(remote, key) or "", re.ASCII)
            }
            duration = attribute(remote, "duration") or ""
            name = local_code(attribute(remote, "rendition")) or f"rendition{number}"
            yield Rendition(
                name=name,
                href=href if href and is_uri(href) else None,
                title=href if href and not is_uri(href) else None,
                content_type=attribute(remote, "contenttype"),
                width=sizes.get("width"),
                height=sizes.get("height"),
                size_in_bytes=sizes.get("size"),
                duration=float(duration)
                if re.fullmatch(r"\d{1,6}(\.\d+)?", duration)
                else None,
                format=attribute(remote, "format"),
            )

    def _groups(self) -> Iterator[Group]:
        for group in find_all(self.element, "groupSet/group"):
            refs: list[GroupRef] = []
            for member in children(group):
                kind = local_name(member)
                if kind == "groupRef":
                    refs.append(GroupRef(idref=attribute(member, "idref")))
                elif kind == "itemRef":
                    refs.append(
                        GroupRef(
                            residref=attribute(member, "residref", "guidref", "href"),
                            content_type=attribute(member, "contenttype"),
                            item_class=attribute(find(member, "itemClass"), "qcode"),
                            headline=words(find(member, "headline"))
                            or words(find(member, "title"))
                            or None,
                        )
                    )
            name = attribute(group, "id")
            if name:
                yield Group(id=name, role=attribute(group, "role"), refs=tuple(refs))

    def _say(self, element: Element, detail: str, fix: str) -> None:
        self.problems.append(Problem(detail=detail, fix=fix, xpath=place(element)))


def _rank(element: Element) -> int:
    written = attribute(element, "rank") or ""
    return int(written) if re.fullmatch(r"\d{1,4}", written, re.ASCII) else 1


def _abstract(inner: Element | None) -> tuple[Text, ...]:
    """Give the abstract in NITF's head, for an item that has no description of its own."""
    element = find(inner, "abstract")
    value = _lines(element) if element is not None else ""
    return (Text(role="summary", content_type="text/plain", value=value),) if value else ()


def _own_language(element: Element) -> str:
    said = element.get("{http://www.w3.org/XML/1998/namespace}lang") or ""
    return said.strip().lower()


def _line(element: Element | None) -> str:
    """Give a field that is one line, without the mark-up that some wires escape into it."""
    return plain_line(words(element))


def _is_private(note: Element) -> bool:
    """Tell a note that its wire does not want to go further.

    STT says so by the role (`sttnote:private`), dpa by a constraint on its publication.
    """
    role = local_code(attribute(note, "role")).lower()
    return role in ("private", "internal") or attribute(note, "pubconstraint") is not None


def _lines(element: Element) -> str:
    """Give an element's text, line by line where it has paragraphs or lines of its own.

    Parts of it that are for newsrooms only are left out; see `private_notes`.
    """
    if not has_elements(element):
        text = words(element)
        return html_to_text(text) if looks_like_html(text) else text
    lines = html_to_text(story_html(element)).splitlines()
    return "\n".join(folded for line in lines if (folded := " ".join(line.split())))


def _count(content: Element) -> int | None:
    written = attribute(content, "wordcount") or ""
    return int(written) if re.fullmatch(r"\d{1,7}", written, re.ASCII) else None


def _percent(written: str | None) -> int | None:
    if written is None or not re.fullmatch(r"\d{1,3}", written, re.ASCII):
        return None
    return min(int(written), 100)
