"""NewsML 1.0 to 1.2 (https://iptc.org/standards/newsml-1/): one item for each <NewsItem>.

A NewsItem's PublicIdentifier ends in its revision (`…:TX-PAR-ABC:2U`), so the story is named by
what comes before it, and the whole of it is kept as an alternative id.
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from functools import partial
from itertools import islice, takewhile

from services.ingest import wire_dates, wire_text
from services.ingest.charsets import decode
from services.ingest.markup import clean_html, html_to_text, looks_like_html, plain_line
from services.ingest.newscodes import is_uri, item_uri
from services.ingest.parsed import Parsed, ParsedItem, Payload, Problem, UnreadableError
from services.ingest.story_markup import plain_html, private_notes, story_html
from services.ingest.wire_names import concept, named
from services.ingest.xml import (
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

FORMAT = "newsml_1_2"

_STATUSES: dict[str, PubStatus] = {
    "usable": "usable",
    "embargoed": "usable",  # and not before its time, see `_status`
    "withheld": "withheld",
    "canceled": "canceled",
    "cancelled": "canceled",
    "killed": "canceled",
    "deleted": "canceled",
}
_KILLS = frozenset({"delete", "kill", "cancel", "mandatorykill", "retract"})
_TYPES = {
    "text": "text",
    "photo": "picture",
    "picture": "picture",
    "graphic": "graphic",
    "complexdata": "graphic",
    "video": "video",
    "audio": "audio",
    "animation": "graphic",
    "composite": "composite",
}
_TEXTS = frozenset({"text", "complexdata", "formattedtext"})
_MOST_TOPICS = 5_000
_SUBJECTS = frozenset({"Subject", "SubjectMatter", "SubjectDetail"})
_STORY_ROLES = frozenset({"main", "body", "text", "main text", "maintext"})
_ABSTRACT_ROLES = frozenset({"abstract", "summary", "synopsis", "lead"})
_SIDE_ROLES = _ABSTRACT_ROLES | {"title", "headline", "caption", "supporting", "sidebar"}
_TOPICS = {
    "person": "people",
    "people": "people",
    "organisation": "organisations",
    "organization": "organisations",
    "company": "organisations",
    "country": "places",
    "city": "places",
    "location": "places",
    "place": "places",
    "event": "events",
}


def parse(payload: Payload) -> Parsed:
    """Read every NewsItem in a payload, in order."""
    document = read_xml(payload)
    root = document.root
    own = [root] if local_name(root) == "NewsItem" else []
    found = [*own, *descendants(root, "NewsItem")]
    if not found:
        raise UnreadableError(
            *document.problems,
            Problem(
                detail=f"There is no NewsItem here; the root is <{local_name(root)}>.",
                fix="Send NewsML 1.2 with at least one NewsItem.",
                xpath=place(root),
                fatal=True,
            ),
        )
    problems = [*document.problems]
    if len(found) > MOST_ITEMS:
        problems.append(
            Problem(
                detail=f"Only the first {MOST_ITEMS:,} of {len(found):,} items are taken.",
                fix="Send the rest in further deliveries.",
                xpath=place(found[MOST_ITEMS]),
            )
        )
    envelope = find(root, "NewsEnvelope")
    topics = {
        duid: topic
        for topic in islice(descendants(root, "Topic"), _MOST_TOPICS)
        if (duid := attribute(topic, "Duid"))
    }
    items: list[ParsedItem] = []
    for element in found[:MOST_ITEMS]:
        for part in _stories(element):
            reader = _Reader(element, envelope, topics, part, payload.received_at)
            item, marks = reader.read()
            items.append(item)
            problems += dict.fromkeys(marks)
    return Parsed(format=FORMAT, items=tuple(items), problems=tuple(problems))


def _stories(item: Element) -> list[Element | None]:
    """Find the stories in one NewsItem: mostly one, which is given as None.

    Some wires (Belga) put a story in each of their languages, or several that belong together,
    into components side by side, each with headline and text of its own.
    """
    waiting = [*children(item, "NewsComponent")]
    while waiting:
        component = waiting.pop(0)
        inner = [*children(component, "NewsComponent")]
        if (attribute(component, "EquivalentsList") or "no").lower() != "yes":
            stories = [part for part in inner if _is_story(part)]
            if len(stories) > 1 and len({_role(part) for part in stories}) == 1:
                return [*stories]
        waiting += inner
    return [None]


def _is_story(component: Element) -> bool:
    """Tell a component with a headline and a text of its own, none of them a caption's."""
    if _is_side(component) or not words(find(component, "NewsLines/HeadLine")):
        return False
    parts = [component, *children(component, "NewsComponent")]
    texts = [part for part in parts if not _is_side(part) and _has_text(part)]
    return bool(texts) and not any(_is_media(part) for part in parts)


def _has_text(component: Element) -> bool:
    return any(
        (attribute(find(content, "MediaType"), "FormalName") or "text").lower() in _TEXTS
        and words(next(descendants(content, "DataContent"), None))
        for content in find_all(component, "ContentItem")
    )


class _Reader:
    """Reads one NewsItem, or one story of several in it (`part`)."""

    def __init__(
        self,
        item: Element,
        envelope: Element | None,
        topics: Mapping[str, Element],
        part: Element | None,
        received_at: datetime,
    ) -> None:
        self.element = item
        self.envelope = envelope
        self.topics = topics
        self.part = part
        self.received_at = received_at
        self.problems: list[Problem] = []
        self.management = find(item, "NewsManagement")
        self.components = [*self._own_components()]
        self.main = self._main_component()

    def read(self) -> tuple[ParsedItem, list[Problem]]:
        uri, version, alt_ids = self._identity()
        texts = self._texts()
        body = texts[0] if texts else ""
        lines = self._lines
        headline = (
            lines("HeadLine")
            or self._by_role("title", "headline")
            or next((text for e in self._inside("hl1") if (text := words(e))), "")
        )
        slugline = lines("SlugLine") or self._label()
        heads = [headline] if headline else []
        ed_note, notes = self._notes()
        status, embargoed_until, expires = self._status(headline, slugline, ed_note, body)
        byline = "; ".join(self._bylines()) or None
        dateline = self._dateline(body)
        concepts = self._concepts()
        parties = tuple(self._info_sources())
        located = dateline.place if dateline else None
        item = Item(
            uri=uri,
            type=self._type(bool(body)),
            version=version,
            first_created=self._moment("FirstCreated"),
            version_created=self._moment("ThisRevisionCreated"),
            embargoed_until=embargoed_until,
            expires=expires,
            pub_status=status,
            urgency=self._urgency(),
            language=self._language(),
            title=self._label(),
            slugline=slugline or None,
            located=located,
            by=byline,
            headlines=tuple(
                [Text(role="main", content_type="text/plain", value=text) for text in heads]
                + [
                    Text(role="sub", content_type="text/plain", value=text)
                    for text in self._every("SubHeadLine")
                    if text != headline
                ]
            ),
            descriptions=(
                *(
                    Text(role="summary", content_type="text/plain", value=text)
                    for text in self._abstracts()
                ),
                *(
                    Text(role="caption", content_type="text/plain", value=text)
                    for text in self._captions()
                ),
            ),
            bodies=tuple(
                Text(
                    role="main" if position == 0 else "alternative",
                    content_type="text/html",
                    value=text,
                )
                for position, text in enumerate(texts)
            ),
            subjects=concepts["subjects"],
            genres=concepts["genres"],
            people=concepts["people"],
            organisations=concepts["organisations"],
            places=concepts["places"],
            events=concepts["events"],
            info_sources=parties,
            copyright_holder=self._first_words("CopyrightHolder"),
            copyright_notice=lines("CopyrightLine") or self._copyright(),
            usage_terms=self._usage_terms(),
            ed_note=ed_note,
            alt_ids=(
                *alt_ids,
                *self._replaced(killed=status == "canceled"),
                *wire_text.cited_by_a_stop(status, headline, ed_note, body),
            ),
            renditions=tuple(self._renditions()),
            associations=tuple(self._associations()),
        )
        extras = Extras(
            dateline=dateline,
            take_key=wire_text.marker_of(headline, slugline),
            sequence=words(find(self.envelope, "TransmissionId")) or None,
            categories=tuple(self._categories()),
            original_source=parties[0].name if parties else None,
            creditline=lines("CreditLine") or None,
            authors=self._authors(byline),
            keywords=self._keywords(),
            word_count=self._word_count() or (wire_text.count_words(body) if body else None),
            preserved=body.startswith("<pre"),
            signals=tuple(
                dict.fromkeys(
                    (*self._signals(), *wire_text.signals_of(wire_text.marker_of(headline)))
                )
            ),
            groups=tuple(self._groups()),
            evolved_from=attribute(find(self.management, "DerivedFrom"), "NewsItem"),
            notes=notes,
        )
        return ParsedItem(item, extras), self.problems

    # --- which parts ---

    def _own_components(self) -> Iterator[Element]:
        """Give the item's components, outermost first, without those of items inside it."""
        if self.part is not None:
            around = self.part.iterancestors("{*}NewsComponent", "{*}NewsItem")
            yield from takewhile(lambda one: local_name(one) == "NewsComponent", around)
        waiting = (
            [self.part] if self.part is not None else [*children(self.element, "NewsComponent")]
        )
        while waiting:
            component = waiting.pop(0)
            yield component
            waiting += children(component, "NewsComponent")

    def _main_component(self) -> Element | None:
        """Find the component with the text: the one whose role says Main, else the fullest."""
        texts = [c for c in self.components if self._component_text(c)]
        for component in texts:
            if _role(component) in _STORY_ROLES:
                return component
        texts = [c for c in texts if not _is_side(c)] or texts
        if texts:
            return max(texts, key=lambda component: len(self._component_text(component)))
        return self.components[0] if self.components else None

    def _by_role(self, *roles: str) -> str:
        for component in self.components:
            if component is not self.main and _role(component) in roles:
                text = self._component_text(component)
                return " ".join(html_to_text(text).split())
        return ""

    def _chain(self) -> list[Element]:
        """Give the main component, then those around it, then all others."""
        chain: list[Element] = []
        at = self.main
        while at is not None and local_name(at) == "NewsComponent":
            chain.append(at)
            at = at.getparent()
        return [*chain, *(c for c in self.components if c not in chain and not _is_media(c))]

    def _under(self, path: str) -> Iterator[Element]:
        """Give elements at a path, the main component's before its surroundings'."""
        for component in self._chain():
            yield from find_all(component, path)

    def _every(self, name: str) -> list[str]:
        for component in self._chain():
            lines = find_all(component, f"NewsLines/{name}")
            found = [text for line in lines if (text := plain_line(words(line)))]
            if found:
                return list(dict.fromkeys(found))
        return []

    def _lines(self, name: str) -> str:
        return "; ".join(self._every(name)[:1])

    def _bylines(self) -> list[str]:
        return self._every("ByLine") or [
            text for e in self._inside("body.head/byline") if (text := words(e))
        ]

    # --- identity and management ---

    def _identity(self) -> tuple[str | None, str | None, tuple[AltId, ...]]:
        identifier = find(self.element, "Identification/NewsIdentifier")
        public = words(find(identifier, "PublicIdentifier"))
        revision = words(find(identifier, "RevisionId"))
        parts = [
            words(find(identifier, name)) for name in ("ProviderId", "DateId", "NewsItemId")
        ]
        alt_ids: list[AltId] = []
        story = ""
        if public:
            alt_ids.append(AltId(role="guid", value=public))
            suffix = re.search(r":\d+[NUA]?$", public)
            cut = suffix is not None and bool(revision) and public.count(":") > 4
            story = public[: suffix.start()] if cut and suffix is not None else public
        elif all(parts):
            story = "urn:newsml:" + ":".join(parts)
        if not story:
            self._say(
                identifier if identifier is not None else self.element,
                "The item has no identifier; its next version will not be known as the same.",
                "Give Identification/NewsIdentifier with a PublicIdentifier.",
            )
            return None, revision or None, ()
        uri, more = named(story)
        if uri == public:
            alt_ids = []
        if self.part is not None and uri is not None:
            # What takes the NewsItem back takes all its stories back.
            alt_ids.append(AltId(role="newsItem", value=uri))
            same = [*self._siblings()]
            number = attribute(self.part, "Duid") or str(same.index(self.part) + 1)
            return item_uri(f"{uri}#{number}"), revision or None, (*alt_ids, *more)
        return uri, revision or None, (*alt_ids, *(alt for alt in more if alt not in alt_ids))

    def _siblings(self) -> Iterator[Element]:
        above = self.part.getparent() if self.part is not None else None
        yield from children(above, "NewsComponent") if above is not None else ()

    def _replaced(self, *, killed: bool) -> Iterator[AltId]:
        """Name what a kill says it replaces, so that it reaches that as well."""
        before = attribute(find(self.management, "DerivedFrom"), "NewsItem")
        if killed and before:
            yield AltId(role="derivedFrom", value=before)

    def _label(self) -> str | None:
        return words(find(self.element, "Identification/NameLabel")) or None

    def _moment(self, name: str) -> datetime | None:
        element = find(self.management, name)
        if element is None:
            return None
        read = wire_dates.moment(words(element))
        if read is None and words(element):
            self._say(
                element,
                f"{words(element)[:60]!r} is no date-time.",
                "Write it in ISO 8601 with an offset, such as 20261123T081030+0000.",
            )
        return read

    def _status(
        self, headline: str, slugline: str | None, ed_note: str | None, body: str
    ) -> tuple[PubStatus, datetime | None, datetime | None]:
        """Give the status, the end of its embargo and its expiry."""
        element = find(self.management, "Status")
        written = (attribute(element, "FormalName") or "Usable").lower()
        status = _STATUSES.get(written)
        if status is None and element is not None:
            self._say(
                element,
                f"NewsML knows no status {written[:40]!r}; the item is withheld.",
                "Use Usable, Embargoed, Withheld or Canceled.",
            )
        said: PubStatus = status or "withheld"
        made = self._moment("ThisRevisionCreated") or self.received_at
        instructions = [
            (attribute(e, "FormalName") or "").lower()
            for e in find_all(self.management, "Instruction")
        ]
        if any(re.sub(r"\W", "", text) in _KILLS for text in instructions):
            said = "canceled"
        future = find(self.management, "StatusWillChange/FutureStatus")
        change = wire_dates.moment(words(find(self.management, "StatusWillChange/DateAndTime")))
        coming = (attribute(future, "FormalName") or "").lower()
        expires = change if coming in ("canceled", "cancelled", "withheld") else None
        until = change if coming == "usable" else None
        until = until or self._start_of_use()
        if written == "embargoed" and until is None:
            for line in (ed_note or "").splitlines():
                until = until or wire_text.embargo_end(line, made)
            if until is None:
                self.problems.append(
                    wire_text.embargo_without_end(
                        xpath=place(element) if element is not None else None
                    )
                )
                return "withheld", None, expires
        said, until, doubts = wire_text.status_of(
            said,
            headlines=[headline, slugline],
            notes=(ed_note or "").splitlines(),
            body=body,
            embargoed_until=until,
            received_at=made,
            where=partial(place, self.element),
        )
        self.problems += doubts
        return said, until, expires

    def _start_of_use(self) -> datetime | None:
        """Read the start of use where it lies after the item's making: an embargo."""
        made = self._moment("ThisRevisionCreated")
        for element in self._under("RightsMetadata/UsageRights/StartDate"):
            start = wire_dates.moment(words(element))
            if start is not None and made is not None and start > made:
                return start
        return None

    def _urgency(self) -> int | None:
        for element in (
            find(self.management, "Urgency"),
            find(self.envelope, "Priority"),
        ):
            written = attribute(element, "FormalName") or ""
            if re.fullmatch(r"[1-9]", written):
                return int(written)
        return None

    def _signals(self) -> Iterator[str]:
        for name in ("Instruction", "NewsItemType"):
            for element in find_all(self.management, name):
                said = attribute(element, "FormalName")
                if said and name == "Instruction":
                    yield f"instruction:{said}"
                    if re.match(r"(?i)correct|rectif", said):
                        yield "sig:correction"
                elif said and said.lower() != "news":
                    yield f"type:{said}"

    # --- lines and metadata ---

    def _notes(self) -> tuple[str | None, tuple[str, ...]]:
        said: list[str] = []
        for line in self._under("NewsLines/NewsLine"):
            kind = (attribute(find(line, "NewsLineType"), "FormalName") or "").lower()
            if re.search(r"note|advisory|instruction|editor", kind):
                said += [text for e in find_all(line, "NewsLineText") if (text := words(e))]
        for name in ("EditorNote", "EdNote"):
            said += [text for e in self._under(f"NewsLines/{name}") if (text := words(e))]
        private = [
            note
            for c in self.components
            for data in find_all(c, "ContentItem/DataContent")
            for note in private_notes(data)
        ]
        return "\n".join(dict.fromkeys(said)) or None, tuple(private)

    def _abstracts(self) -> list[str]:
        found: list[str] = []
        for component in self.components:
            if component is not self.main and _role(component) in _ABSTRACT_ROLES:
                text = self._component_text(component)
                if text:
                    found.append(" ".join(html_to_text(text).split()))
        for line in self._under("NewsLines/NewsLine"):
            kind = (attribute(find(line, "NewsLineType"), "FormalName") or "").lower()
            if kind in ("abstract", "summary", "lead"):
                found += [text for e in find_all(line, "NewsLineText") if (text := words(e))]
        main = self.main
        abstract = next(descendants(main, "abstract"), None) if main is not None else None
        if abstract is not None and words(abstract):
            found.append(words(abstract))
        return list(dict.fromkeys(found))

    def _authors(self, byline: str | None) -> tuple[Author, ...]:
        title = next(iter(self._every("ByLineTitle")), None)
        if byline is None:
            return ()
        return tuple(
            dict.fromkeys(
                author
                for line in self._bylines()
                for author in wire_text.signed_by(line, role=title)
            )
        )

    def _dateline(self, body: str) -> WireDateline | None:
        inside = (words(e) for e in self._inside("body.head/dateline"))
        text = (self._every("DateLine") or [*inside] or [""])[0]
        read = wire_text.dateline_in(text) if text else None
        where: dict[str, str] = {}
        for location in self._under("DescriptiveMetadata/Location"):
            how = (attribute(location, "HowPresent") or "").lower()
            if how in ("origin", "fromlocation", "") or not where:
                for prop in find_all(location, "Property"):
                    key, value = attribute(prop, "FormalName"), attribute(prop, "Value")
                    if key and value:
                        where.setdefault(key.lower(), value)
        if read is None and not text:
            read = wire_text.dateline_of_story(body)
        made = WireDateline(
            text=text or (read.text if read else None),
            place=where.get("city") or (read.place if read else None),
            region=where.get("countryarea") or (read.region if read else None),
            country=where.get("country"),
            date=read.date if read else None,
            agency=read.agency if read else None,
        )
        return made if made != WireDateline() else None

    def _language(self) -> str | None:
        for element in self._under("DescriptiveMetadata/Language"):
            said = attribute(element, "FormalName")
            if said:
                return said
        return language_of(self.element)

    def _concepts(self) -> dict[str, tuple[Concept, ...]]:
        found: dict[str, dict[tuple[str | None, str | None], Concept]] = {
            "subjects": {}, "genres": {}, "people": {}, "organisations": {}, "places": {},
            "events": {},
        }  # fmt: skip

        def add(kind: str, made: Concept) -> None:
            found[kind].setdefault((made.uri, made.literal or made.name), made)

        for subject in self._under("DescriptiveMetadata/SubjectCode"):
            for element in children(subject):
                code = attribute(element, "FormalName")
                if code and local_name(element) in _SUBJECTS:
                    add("subjects", concept(code.removeprefix("IPTC:"), _name_of(element)))
        for element in self._under("DescriptiveMetadata/Genre"):
            code = attribute(element, "FormalName")
            if code:
                add("genres", concept(code, _name_of(element) or code))
        for element in self._under("DescriptiveMetadata/TopicOccurrence"):
            kind, topic = self._topic(element)
            if topic is not None:
                add(_TOPICS.get(kind, "subjects"), topic)
        for location in self._under("DescriptiveMetadata/Location"):
            said = {
                (attribute(p, "FormalName") or "").lower(): attribute(p, "Value")
                for p in find_all(location, "Property")
            }
            where = said.get("city") or said.get("countryarea") or said.get("country")
            if where:
                rel = attribute(location, "HowPresent")
                add("places", Concept(name=where, rel=rel, literal=said.get("country")))
        return {kind: tuple(made.values()) for kind, made in found.items()}

    def _topic(self, occurrence: Element) -> tuple[str, Concept | None]:
        """Give a topic and its kind: from the delivery's TopicSet, else as it is named here."""
        name = attribute(occurrence, "FormalName", "Topic") or words(occurrence)
        kind = (attribute(occurrence, "HowPresent", "TopicType") or "").lower()
        topic = self.topics.get((attribute(occurrence, "Topic") or "").lstrip("#"))
        if topic is None:
            known = name and not name.startswith("#")
            return kind, Concept(name=name, literal=name) if known else None
        code = words(find(topic, "FormalName"))
        kind = (attribute(find(topic, "TopicType"), "FormalName") or kind).lower()
        said = _name_of(topic) or code
        return kind, concept(code or said, said) if said else None

    def _keywords(self) -> tuple[str, ...]:
        found = self._every("KeywordLine")
        for prop in self._under("DescriptiveMetadata/Property"):
            if (attribute(prop, "FormalName") or "").lower() in ("keyword", "keywords"):
                value = attribute(prop, "Value") or words(prop)
                if value:
                    found.append(value)
        found += [
            key
            for element in self._inside("key-list/keyword")
            if (key := attribute(element, "key") or words(element))
        ]
        return tuple(dict.fromkeys(found))

    def _inside(self, path: str) -> Iterator[Element]:
        """Give elements of the NITF that a component's text is in."""
        first, _, rest = path.partition("/")
        for element in descendants(self.main, first) if self.main is not None else ():
            if next(element.iterancestors("{*}NewsItem"), None) is not self.element:
                continue  # of an item within this one
            if rest:
                yield from find_all(element, rest)
            else:
                yield element

    def _categories(self) -> Iterator[str]:
        seen: set[str] = set()
        for subject in self._under("DescriptiveMetadata/SubjectCode"):
            for element in children(subject):
                category = attribute(element, "cat")
                if category and category not in seen:
                    seen.add(category)
                    yield category

    def _info_sources(self) -> Iterator[InfoSource]:
        seen: set[str] = set()
        for name, role in (
            ("Source", "source"),
            ("Provider", "provider"),
            ("Creator", "creator"),
            ("Contributor", "contributor"),
        ):
            for party in self._under(f"AdministrativeMetadata/{name}/Party"):
                said = attribute(party, "FormalName") or words(party)
                if said and said not in seen:
                    seen.add(said)
                    yield InfoSource(name=said, role=role)

    def _first_words(self, name: str) -> str | None:
        found = (words(e) for e in self._under(f"RightsMetadata/Copyright/{name}"))
        return next((text for text in found if text), None)

    def _copyright(self) -> str | None:
        said = (self._first_words("CopyrightDate"), self._first_words("CopyrightHolder"))
        text = " ".join(part for part in said if part)
        return f"© {text}" if text else None

    def _usage_terms(self) -> str | None:
        said = [
            words(e)
            for name in ("UsageType", "Geography", "Limitations")
            for e in self._under(f"RightsMetadata/UsageRights/{name}")
        ]
        said += self._every("RightsLine")
        return "\n".join(dict.fromkeys(text for text in said if text)) or None

    # --- content ---

    def _type(self, has_text: bool) -> str:  # noqa: FBT001  one caller
        if has_text:
            return "text"
        for component in self.components:
            for media in find_all(component, "ContentItem/MediaType"):
                kind = (attribute(media, "FormalName") or "").lower()
                if kind in _TYPES and kind != "text":
                    return _TYPES[kind]
        return "composite" if any(self._groups()) else "text"

    def _texts(self) -> list[str]:
        main = self.main
        if main is None or self._is_picture():
            return []
        own = self._component_text(main)
        return [own] if own else []

    def _component_text(self, component: Element) -> str:
        """Give the story in a component's own content, not that of components within."""
        found: list[str] = []
        for content in find_all(component, "ContentItem"):
            kind = (attribute(find(content, "MediaType"), "FormalName") or "text").lower()
            if kind not in _TEXTS:
                continue
            data = find(content, "DataContent")
            encoding = find(content, "Encoding")
            if data is None and encoding is not None:
                data = find(encoding, "DataContent")
            if data is not None:
                found.append(self._data(content, data, attribute(encoding, "Notation")))
        return max(found, key=len, default="")

    def _data(self, content: Element, data: Element, notation: str | None) -> str:
        for name in ("body.content", "body"):
            story = next(descendants(data, name), None)
            if story is not None:
                return story_html(story)
        if has_elements(data):
            return story_html(data)
        text = raw_text(data)
        if "base64" in (notation or "").lower():
            try:
                text = decode(base64.b64decode("".join(text.split()), validate=True)).text
            except (binascii.Error, ValueError):
                self._say(data, "The data are not base64.", "Encode them anew, or send text.")
                return ""
        mime = (attribute(find(content, "MimeType"), "FormalName") or "").lower()
        if "html" in mime or looks_like_html(text):
            return clean_html(text)
        return plain_html(text)

    def _word_count(self) -> int | None:
        main = self.main
        for content in find_all(main, "ContentItem/Characteristics/Property"):
            value = attribute(content, "Value") or ""
            name = (attribute(content, "FormalName") or "").lower()
            if name in ("words", "wordcount") and re.fullmatch(r"\d{1,6}", value, re.ASCII):
                return int(value)
        return None

    def _is_picture(self) -> bool:
        """Tell an item that is a picture: it has one, and no words but its caption."""
        texts = [component for component in self.components if self._component_text(component)]
        return (
            bool(texts)
            and all("caption" in _role(component) for component in texts)
            and any(_is_media(component) for component in self.components)
        )

    def _captions(self) -> Iterator[str]:
        if self._is_picture():
            for component in self.components:
                text = html_to_text(self._component_text(component))
                if text:
                    yield " ".join(text.split())

    def _renditions(self) -> Iterator[Rendition]:
        """Give the forms of the picture that the item is."""
        if not self._is_picture():
            return
        for one in self._associations():
            for rendition in one.get("renditions", ()):  # type: ignore[attr-defined]  # a list
                yield Rendition.model_validate(rendition)

    def _associations(self) -> Iterator[dict[str, object]]:
        number = 0
        for component in self.components:
            contents = [c for c in find_all(component, "ContentItem") if attribute(c, "Href")]
            if contents:
                number += 1
                yield self._picture(component, contents, number)
        for related in find_all(self.management, "AssociatedWith"):
            target = attribute(related, "NewsItem")
            if target:
                number += 1
                yield {
                    "name": f"associated{number}",
                    "uri": item_uri(target),
                    "rel": "associatedWith",
                }

    def _picture(
        self, component: Element, contents: list[Element], number: int
    ) -> dict[str, object]:
        renditions: list[dict[str, object]] = []
        kind = "picture"
        for content in contents:
            href = attribute(content, "Href") or ""
            rendition: dict[str, object] = {
                "name": attribute(find(content, "Format"), "FormalName")
                or f"rendition{len(renditions) + 1}"
            }
            rendition["href" if is_uri(href) else "title"] = href
            mime = attribute(find(content, "MimeType"), "FormalName")
            if mime:
                rendition["contentType"] = mime
            for prop in find_all(content, "Characteristics/Property"):
                name = (attribute(prop, "FormalName") or "").lower()
                value = attribute(prop, "Value") or ""
                if name in ("width", "height") and re.fullmatch(r"\d{1,6}", value, re.ASCII):
                    rendition[name] = int(value)
            media = (attribute(find(content, "MediaType"), "FormalName") or "").lower()
            kind = _TYPES.get(media, kind)
            renditions.append(rendition)
        role = attribute(find(component, "Role"), "FormalName")
        association: dict[str, object] = {
            "name": f"{(role or 'media').lower()}{number}",
            "uri": item_uri(attribute(contents[0], "Href") or f"media{number}"),
            "type": kind,
            "renditions": renditions,
        }
        headline = words(find(component, "NewsLines/HeadLine"))
        if headline:
            association["headlines"] = [{"role": "main", "value": headline}]
        caption = next(
            (
                " ".join(html_to_text(self._component_text(part)).split())
                for part in _around(component)
                if "caption" in _role(part)
            ),
            "",
        )
        if caption:
            association["descriptions"] = [{"role": "caption", "value": caption}]
        return association

    def _groups(self) -> Iterator[Group]:
        for number, component in enumerate(self.components):
            refs = [
                GroupRef(residref=target)
                for e in find_all(component, "NewsItemRef")
                if (target := attribute(e, "NewsItem"))
            ]
            refs += [
                GroupRef(residref=name)
                for item in children(component, "NewsItem")
                if (name := _public_name(item))
            ]
            if refs:
                role = attribute(find(component, "Role"), "FormalName")
                name = attribute(component, "Duid") or f"group{number}"
                yield Group(id=name, role=role, refs=tuple(refs))

    def _say(self, element: Element, detail: str, fix: str) -> None:
        self.problems.append(Problem(detail=detail, fix=fix, xpath=place(element)))


def _public_name(item: Element) -> str:
    """Give the whole name of an item that stands in another one, its package."""
    return words(find(item, "Identification/NewsIdentifier/PublicIdentifier"))


def _role(component: Element) -> str:
    return (attribute(find(component, "Role"), "FormalName") or "").lower()


def _is_side(component: Element) -> bool:
    """Tell a component that goes with the story (`Caption`, `Photo Caption`) and is not it."""
    return _role(component) in _SIDE_ROLES or "caption" in _role(component)


def _around(picture: Element) -> Iterator[Element]:
    """Give the components in a picture's, then, where it is the only one, those beside it."""
    yield from descendants(picture, "NewsComponent")
    above = picture.getparent()
    if above is None or local_name(above) != "NewsComponent":
        return
    beside = [*children(above, "NewsComponent")]
    if [one for one in beside if _is_media(one)] == [picture]:
        yield from beside


def _is_media(component: Element) -> bool:
    """Tell a picture's component, whose lines are a caption and no part of the story."""
    kinds = [
        (attribute(media, "FormalName") or "").lower()
        for media in find_all(component, "ContentItem/MediaType")
    ]
    return bool(kinds) and all(kind not in ("text", "") for kind in kinds)


def _name_of(element: Element) -> str | None:
    return next((text for d in children(element, "Description") if (text := words(d))), None)
