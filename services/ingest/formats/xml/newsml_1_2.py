"""NewsML 1.0 to 1.2 (https://iptc.org/standards/newsml-1/): one item for each <NewsItem>.

A NewsItem's PublicIdentifier ends in its revision (`…:TX-PAR-ABC:2U`), so the story is named by
what comes before it, and the whole of it is kept as an alternative id.
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from itertools import islice, takewhile
from typing import NamedTuple

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
    has_elements,
    language_of,
    local_name,
    place,
    raw_text,
    read_xml,
    words,
)
from services.ingest.formats.xml.embargo_marks import embargo_marks, may_say_embargo
from services.ingest.formats.xml.story_markup import (
    dateline_words,
    key_list,
    plain_html,
    private_notes,
    story_html,
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

_FORMAT = "newsml_1_2"

_STATUSES: dict[str, PubStatus] = {
    "usable": "usable",
    "embargoed": "usable",  # and not before its time, see `_status`
    "withheld": "withheld",
    "canceled": "canceled",
    "cancelled": "canceled",
    "killed": "canceled",
    "kill": "canceled",
    "deleted": "canceled",
    "withdrawn": "canceled",
    "retracted": "canceled",
    "hold": "withheld",
}
_CAREFUL: tuple[PubStatus, ...] = ("usable", "withheld", "canceled")
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
_NITF_AS_TEXT = re.compile(
    r"\s*(?:<\?xml\b[^>]{0,300}\?>\s*)?(?:<!DOCTYPE\b[^>]{0,500}>\s*)?<nitf\b"
)
_A_SIZE = re.compile(r"\d{1,9}", re.ASCII)
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
    _unwrap(root, payload)
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
            reader = _Reader(element, envelope, topics, part, payload)
            item, marks = reader.read()
            if item.item.pub_status == "usable" and _is_mere_change(element):
                marks = [*marks, _passed_over(element)]
            else:
                items.append(item)
            problems += dict.fromkeys(marks)
    return Parsed(format=_FORMAT, items=tuple(items), problems=tuple(problems))


def _is_mere_change(item: Element) -> bool:
    """Tell an item that only changes parts of the one before it: alone it is an empty story."""
    return find(item, "Update") is not None and find(item, "NewsComponent") is None


def _passed_over(item: Element) -> Problem:
    return Problem(
        detail="This item only changes parts of an earlier one, which is not read here; what "
        "came before stays as it is.",
        fix="Send the whole item, with its NewsComponent.",
        xpath=f"{place(item)}/Update",
        fatal=True,
    )


def _unwrap(root: Element, payload: Payload) -> None:
    """Put NITF that came as text (CDATA) in its place as mark-up."""
    for data in [*descendants(root, "DataContent")]:
        text = data.text or ""
        if has_elements(data) or not _NITF_AS_TEXT.match(text):
            continue
        inner = replace(payload, content=text.encode(), charset="utf-8")
        try:
            nitf = read_xml(inner).root
        except UnreadableError:
            continue
        data.text = None
        data.append(nitf)


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
        _is_text(content) and words(next(descendants(content, "DataContent"), None))
        for content in find_all(component, "ContentItem")
    )


def _is_text(content: Element) -> bool:
    kind = (_formal_name(content, "MediaType") or "text").lower()
    mime = (_formal_name(content, "MimeType") or "").lower()
    return kind in _TEXTS or mime.startswith("text/")


class _Picture(NamedTuple):
    """A picture, sound or film, and the components that have a form of it each."""

    component: Element
    """The one with its headline and all its forms, or its only form."""
    forms: list[Element]
    beside: list[Element]
    """Where its caption may be, if not within it."""


class _Reader:
    """Reads one NewsItem, or one story of several in it (`part`)."""

    def __init__(
        self,
        item: Element,
        envelope: Element | None,
        topics: Mapping[str, Element],
        part: Element | None,
        payload: Payload,
    ) -> None:
        self.element = item
        self.envelope = envelope
        self.topics = topics
        self.part = part
        self.payload = payload
        self.problems: list[Problem] = []
        self.management = find(item, "NewsManagement")
        self.components = [*self._own_components()]
        self.text_of = {c: self._component_text(c) for c in self.components}
        self.main = self._main_component()
        self.is_picture = self._is_picture()
        self.pictures = [*self._pictures()]
        self.about_pictures = {
            one
            for picture in self.pictures
            for one in (picture.component, *descendants(picture.component, "NewsComponent"))
        }
        self.chain = self._chain()

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
        said_to_editors = [*(ed_note or "").splitlines(), *notes]
        byline = "; ".join(self._bylines()) or None
        dateline = self._dateline(body)
        concepts = self._concepts()
        parties = tuple(self._info_sources())
        item = Item(
            uri=uri,
            type=self._type(bool(body)),
            version=version,
            first_created=self._moment("FirstCreated"),
            version_created=self._moment("ThisRevisionCreated") or self._sent(),
            content_created=self._date_of_the_dateline(),
            expires=self._expires(),
            pub_status=self._status(),
            urgency=self._urgency(),
            language=self._language(),
            title=self._label(),
            slugline=slugline or None,
            by=byline,
            headlines=tuple(
                [Text(role="main", content_type="text/plain", value=text) for text in heads]
                + [
                    Text(role="sub", content_type="text/plain", value=text)
                    for text in self._sub_headlines()
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
            alt_ids=alt_ids,
            renditions=tuple(self._renditions()),
            associations=tuple(self._associations()),
        )
        extras = Extras(
            dateline=dateline,
            sequence=words(find(self.envelope, "TransmissionId")) or None,
            categories=tuple(self._categories()),
            original_source=parties[0].name if parties else None,
            creditline=lines("CreditLine") or None,
            authors=self._authors(byline),
            keywords=self._keywords(),
            word_count=self._word_count(),
            signals=tuple(dict.fromkeys(self._signals())),
            groups=tuple(self._groups()),
            evolved_from=attribute(find(self.management, "DerivedFrom"), "NewsItem"),
            notes=notes,
        )
        read = FieldsRead(
            item=item,
            extras=extras,
            words=tuple(self._words(said_to_editors)),
            embargoes=tuple(self._embargoes()),
            written_at=self._moment("ThisRevisionCreated"),
            spot=lambda: Spot(xpath=place(self.element)),
            stops_too=self._replaced,
        )
        parsed, doubts = complete(read, self.payload)
        return parsed, [*self.problems, *doubts]

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
        texts = [c for c in self.components if self.text_of[c]]
        for component in texts:
            if _role(component) in _STORY_ROLES:
                return component
        texts = [c for c in texts if not _is_side(c)] or texts
        if texts:
            return max(texts, key=lambda component: len(self.text_of[component]))
        return self.components[0] if self.components else None

    def _by_role(self, *roles: str) -> str:
        for component in self.components:
            if component is not self.main and _role(component) in roles:
                return self._line_of(component)
        return ""

    def _line_of(self, component: Element) -> str:
        return " ".join(html_to_text(self.text_of.get(component, "")).split())

    def _sub_headlines(self) -> list[str]:
        inside = (plain_line(words(e)) for e in self._inside("hedline/hl2"))
        said = self._every("SubHeadLine") or [self._by_role("subheadline"), *inside]
        return list(dict.fromkeys(text for text in said if text))

    def _chain(self) -> list[Element]:
        """Give the main component, then those around it, then all others."""
        chain: list[Element] = []
        at = self.main
        while at is not None and local_name(at) == "NewsComponent":
            chain.append(at)
            at = at.getparent()
        others = (c for c in self.components if c not in chain and not _is_media(c))
        return [*chain, *(c for c in others if c not in self.about_pictures)]

    def _under(self, path: str) -> Iterator[Element]:
        """Give elements at a path, the main component's before its surroundings'."""
        for component in self.chain:
            yield from find_all(component, path)

    def _every(self, name: str) -> list[str]:
        for component in self.chain:
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
            suffix = re.search(r":(\d+)[NUA]?$", public)
            stem = public[: suffix.start()] if suffix is not None else public
            ours = all(parts) and stem == "urn:newsml:" + ":".join(parts)
            same = suffix is not None and suffix[1] == revision.rstrip("NUA")
            story = stem if revision and (ours or (same and public.count(":") > 4)) else public
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

    def _replaced(self, status: PubStatus) -> Iterator[AltId]:
        """Name what a kill says it replaces, so that it reaches that as well."""
        before = attribute(find(self.management, "DerivedFrom"), "NewsItem")
        if status == "canceled" and before:
            yield AltId(role="derivedFrom", value=before)

    def _label(self) -> str | None:
        return words(find(self.element, "Identification/NameLabel")) or None

    def _moment(self, name: str) -> datetime | None:
        element = find(self.management, name)
        if element is None:
            return None
        read = dates.moment(words(element))
        if read is None and words(element):
            self._say(
                element,
                f"{words(element)[:60]!r} is no date-time.",
                "Write it in ISO 8601 with an offset, such as 20261123T081030+0000.",
            )
        return read

    def _status(self) -> PubStatus:
        """Give the most careful of what the item, its NITF and its instructions say."""
        element = find(self.management, "Status")
        status = _STATUSES.get((attribute(element, "FormalName") or "Usable").lower())
        if status is None and element is not None:
            self._say(
                element,
                f"NewsML knows no status {(attribute(element, 'FormalName') or '')[:40]!r}; "
                "the item is withheld.",
                "Use Usable, Embargoed, Withheld or Canceled.",
            )
        instructions = (
            (attribute(e, "FormalName") or "").lower()
            for e in find_all(self.management, "Instruction")
        )
        if any(re.sub(r"\W", "", text) in _KILLS for text in instructions):
            return "canceled"
        known = [_STATUSES[mark] for mark in self._marks_inside() if mark in _STATUSES]
        return max(status or "withheld", *known, "usable", key=_CAREFUL.index)

    def _marks_inside(self) -> list[str]:
        return [
            (attribute(e, "management-status") or "").lower() for e in self._inside("docdata")
        ]

    def _changes(self) -> dict[PubStatus | None, tuple[str, Element]]:
        """Give when the status will change to which, as written."""
        changes: dict[PubStatus | None, tuple[str, Element]] = {}
        for will_change in find_all(self.management, "StatusWillChange"):
            future = _formal_name(will_change, "FutureStatus") or ""
            written = words(find(will_change, "DateAndTime"))
            changes.setdefault(_STATUSES.get(future.lower()), (written, will_change))
        return changes

    def _expires(self) -> datetime | None:
        changes = self._changes()
        told = (changes[status][0] for status in ("canceled", "withheld") if status in changes)
        return next((end for written in told if (end := dates.moment(written))), None)

    def _embargoes(self) -> Iterator[EmbargoField]:
        """Read the change to usable, a start of use after the making, and the NITF inside."""
        status = find(self.management, "Status")
        said = (attribute(status, "FormalName") or "").lower()
        is_embargoed = "embargoed" in (said, *self._marks_inside())
        if is_embargoed:
            yield EmbargoField(
                None, Spot(xpath=place(status)) if status is not None else Spot()
            )
        change = self._changes().get("usable")
        if change is not None:
            yield EmbargoField(change[0], Spot(xpath=place(change[1])))
        made = self._moment("ThisRevisionCreated")
        for element in self._under("RightsMetadata/UsageRights/StartDate"):
            start = dates.moment(words(element))
            if start is None or (made is not None and start > made):
                yield EmbargoField(words(element), Spot(xpath=place(element)))
        for docdata in self._inside("docdata"):
            release = find(docdata, "date.release")
            written = attribute(release, "norm") or words(release)
            at = dates.moment(written)
            since = made or self.payload.received_at
            if release is not None and (at is None or is_embargoed or at > since):
                yield EmbargoField(written, Spot(xpath=place(release)))
        if may_say_embargo(self.payload):
            yield from embargo_marks(self.element, "Embargo")

    def _words(self, notes: Sequence[str]) -> Iterator[Words]:
        """Give notes line by line, and what else would be read: labels, lines, other texts."""
        for note in notes or [""]:
            yield Words("note", note)
        for component in self.components:
            if component is not self.main and (text := self.text_of[component]):
                yield Words("aside", text, is_markup=True)
        for line in self._under("NewsLines/NewsLine/NewsLineText"):
            if said := words(line):
                yield Words("aside", said)

    def _sent(self) -> datetime | None:
        return dates.moment(words(find(self.envelope, "DateAndTime")))

    def _date_of_the_dateline(self) -> datetime | None:
        told = self._under("DescriptiveMetadata/DateLineDate")
        return next((read for e in told if (read := dates.moment(words(e)))), None)

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
            kind = (_formal_name(line, "NewsLineType") or "").lower()
            if re.search(r"note|advisory|instruction|editor|embargo", kind):
                said += [text for e in find_all(line, "NewsLineText") if (text := words(e))]
        for name in ("EditorNote", "EdNote"):
            said += [text for e in self._under(f"NewsLines/{name}") if (text := words(e))]
        said += [info for e in self._inside("ed-msg") if (info := attribute(e, "info"))]
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
            is_abstract = component is not self.main and _role(component) in _ABSTRACT_ROLES
            if is_abstract and (text := self._line_of(component)):
                found.append(text)
        for line in self._under("NewsLines/NewsLine"):
            kind = (_formal_name(line, "NewsLineType") or "").lower()
            if kind in ("abstract", "summary", "lead"):
                found += [text for e in find_all(line, "NewsLineText") if (text := words(e))]
        main = self.main
        abstract = next(descendants(main, "abstract"), None) if main is not None else None
        if text := plain_line(words(abstract)):
            found.append(text)
        return list(dict.fromkeys(found))

    def _authors(self, byline: str | None) -> tuple[Author, ...]:
        title = next(iter(self._every("ByLineTitle")), None)
        if byline is None:
            return ()
        return tuple(
            dict.fromkeys(
                author for line in self._bylines() for author in signed_by(line, role=title)
            )
        )

    def _dateline(self, body: str) -> WireDateline | None:
        inside = (dateline_words(e) for e in self._inside("body.head/dateline"))
        text = (self._every("DateLine") or [text for text in inside if text] or [""])[0]
        read = dateline_in(text) if text else None
        where: dict[str, str] = {}
        for location in self._under("DescriptiveMetadata/Location"):
            how = (attribute(location, "HowPresent") or "").lower()
            if how in ("origin", "fromlocation", "dateline", "") or not where:
                for prop in find_all(location, "Property"):
                    key, value = attribute(prop, "FormalName"), attribute(prop, "Value")
                    if key and value:
                        where.setdefault(key.lower(), value)
        if read is None and not text:
            read = dateline_of_story(body)
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
        if not found["subjects"]:
            for element in self._inside("tobject.subject"):
                code = attribute(element, "tobject.subject.refnum")
                if code:
                    add("subjects", concept(code.rpartition(":")[2]))
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
        kind = (_formal_name(topic, "TopicType") or kind).lower()
        said = _name_of(topic) or code
        return kind, concept(code or said, said) if said else None

    def _keywords(self) -> tuple[str, ...]:
        found = self._every("KeywordLine")
        for prop in self._under("DescriptiveMetadata/Property"):
            if (attribute(prop, "FormalName") or "").lower() in ("keyword", "keywords"):
                value = attribute(prop, "Value") or words(prop)
                if value:
                    found.append(value)
        found += key_list(self._inside("key-list/keyword"))
        return tuple(dict.fromkeys(key for key in found if key))

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
        if main is None or self.is_picture:
            return []
        own = self.text_of[main]
        return [own] if own else []

    def _component_text(self, component: Element) -> str:
        """Give the story in a component's own content, not that of components within."""
        found: list[str] = []
        for content in find_all(component, "ContentItem"):
            if not _is_text(content):
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
            first = next(descendants(data, name), None)
            if first is not None:
                stories = [first, *first.itersiblings("{*}" + name)]
                return "".join(story_html(story) for story in stories)
        if has_elements(data):
            return story_html(data)
        text = raw_text(data)
        if "base64" in (notation or "").lower():
            try:
                text = decode(base64.b64decode("".join(text.split()), validate=True)).text
            except (binascii.Error, ValueError):
                self._say(data, "The data are not base64.", "Encode them anew, or send text.")
                return ""
        mime = (_formal_name(content, "MimeType") or "").lower()
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
        """Tell an item that is a picture: it says so, or has one and no words but a caption."""
        kind = _formal_name(self.management, "NewsItemType") or ""
        texts = [component for component in self.components if self.text_of[component]]
        return (
            bool(texts)
            and any(_media_in(component) for component in self.components)
            and (
                all("caption" in _role(component) for component in texts)
                or _TYPES.get(kind.lower(), "text") not in ("text", "composite")
            )
        )

    def _captions(self) -> Iterator[str]:
        if self.is_picture:
            yield from (text for c in self.components if (text := self._line_of(c)))

    def _pictures(self) -> Iterator[_Picture]:
        """Find the pictures, sounds and films; some wires give each form a component."""
        around: set[Element] = set()
        at = None if self.is_picture or not self._texts() else self.main
        while at is not None:
            around.add(at)
            at = at.getparent()
        forms: dict[Element, list[Element]] = {}
        for component in self.components:
            above = component.getparent()
            if above is not None and _media_in(component):
                forms.setdefault(above, []).append(component)
        for above, found in forms.items():
            within = local_name(above) == "NewsComponent" and above not in around
            if within and _are_forms_of_one(above, found):
                yield _Picture(above, found, [])
                continue
            for one in found:
                beside = [*children(above, "NewsComponent")] if len(found) == 1 else []
                yield _Picture(one, [one], beside)

    def _renditions(self) -> Iterator[Rendition]:
        """Give the forms of the picture that the item is."""
        if not self.is_picture:
            return
        for one in self._associations():
            for rendition in one.get("renditions", ()):  # type: ignore[attr-defined]  # a list
                yield Rendition.model_validate(rendition)

    def _associations(self) -> Iterator[dict[str, object]]:
        number = 0
        for picture in self.pictures:
            number += 1
            yield self._association(picture, number)
        for related in find_all(self.management, "AssociatedWith"):
            target = attribute(related, "NewsItem")
            if target:
                number += 1
                yield {
                    "name": f"associated{number}",
                    "uri": item_uri(target),
                    "rel": "associatedWith",
                }

    def _association(self, picture: _Picture, number: int) -> dict[str, object]:
        contents = [(form, one) for form in picture.forms for one in _media_in(form)]
        roles = [_formal_name(form, "Role") for form, _ in contents]
        tell_apart = len(contents) > 1 and len({*roles}) == len(roles)
        renditions = [
            _rendition(content, name=role if tell_apart else None, number=position)
            for position, ((_, content), role) in enumerate(
                zip(contents, roles, strict=True), start=1
            )
        ]
        kinds = [
            _TYPES.get((_formal_name(content, "MediaType") or "").lower(), "picture")
            for _, content in contents
        ]
        role = _formal_name(picture.component, "Role") or _formal_name(picture.forms[0], "Role")
        association: dict[str, object] = {
            "name": f"{(role or 'media').lower()}{number}",
            "uri": item_uri(attribute(contents[0][1], "Href") or f"media{number}"),
            "type": next((kind for kind in ("video", "audio") if kind in kinds), kinds[0]),
            "renditions": renditions,
        }
        told = [picture.component, *picture.forms]
        headline = next((t for c in told if (t := words(find(c, "NewsLines/HeadLine")))), "")
        if headline:
            association["headlines"] = [{"role": "main", "value": headline}]
        caption = self._caption_of(picture)
        if caption:
            association["descriptions"] = [{"role": "caption", "value": caption}]
        byline = next((t for c in told if (t := words(find(c, "NewsLines/ByLine")))), "")
        if byline:
            association["by"] = byline
        credit = next((t for c in told if (t := words(find(c, "NewsLines/CreditLine")))), "")
        if credit:
            association["infoSources"] = [{"name": credit, "role": "creditLine"}]
        return association

    def _caption_of(self, picture: _Picture) -> str:
        for part in (*descendants(picture.component, "NewsComponent"), *picture.beside):
            if "caption" in _role(part) and (text := self._line_of(part)):
                return text
        for line in find_all(picture.component, "NewsLines/NewsLine"):
            if (_formal_name(line, "NewsLineType") or "").lower() == "caption":
                return words(find(line, "NewsLineText"))
        return ""

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
                role = _formal_name(component, "Role")
                name = attribute(component, "Duid") or f"group{number}"
                yield Group(id=name, role=role, refs=tuple(refs))

    def _say(self, element: Element, detail: str, fix: str) -> None:
        self.problems.append(Problem(detail=detail, fix=fix, xpath=place(element)))


def _public_name(item: Element) -> str:
    """Give the whole name of an item that stands in another one, its package."""
    return words(find(item, "Identification/NewsIdentifier/PublicIdentifier"))


def _role(component: Element) -> str:
    return (_formal_name(component, "Role") or "").lower()


def _is_side(component: Element) -> bool:
    """Tell a component that goes with the story (`Caption`, `Photo Caption`) and is not it."""
    return _role(component) in _SIDE_ROLES or "caption" in _role(component)


def _formal_name(element: Element | None, name: str) -> str | None:
    return attribute(find(element, name), "FormalName")


def _media_in(component: Element) -> list[Element]:
    """Give what a component refers to; a text that is here may have an address as well."""
    return [
        content
        for content in find_all(component, "ContentItem")
        if attribute(content, "Href")
        and not (_is_text(content) and find(content, "DataContent") is not None)
    ]


def _are_forms_of_one(above: Element, found: list[Element]) -> bool:
    """Tell components that have one picture in several sizes each from several pictures."""
    if len(found) == 1 or (attribute(above, "EquivalentsList") or "").lower() == "yes":
        return True
    roles = {_role(one) for one in found}
    return (
        "" not in roles
        and len(roles) == len(found)
        and not any(words(find(one, "NewsLines/HeadLine")) for one in found)
    )


def _rendition(content: Element, *, name: str | None, number: int) -> dict[str, object]:
    href = attribute(content, "Href") or ""
    rendition: dict[str, object] = {
        "name": name or _formal_name(content, "Format") or f"rendition{number}",
        "href" if is_uri(href) else "title": href,
    }
    if mime := _formal_name(content, "MimeType"):
        rendition["contentType"] = mime
    sizes = [("sizeInBytes", words(find(content, "Characteristics/SizeInBytes")))]
    sizes += [
        ((attribute(prop, "FormalName") or "").lower(), attribute(prop, "Value") or "")
        for prop in find_all(content, "Characteristics/Property")
    ]
    for key, value in sizes:
        if key in ("sizeInBytes", "width", "height") and _A_SIZE.fullmatch(value):
            rendition[key] = int(value)
    return rendition


def _is_media(component: Element) -> bool:
    """Tell a picture's component, whose lines are a caption and no part of the story."""
    kinds = [
        (attribute(media, "FormalName") or "").lower()
        for media in find_all(component, "ContentItem/MediaType")
    ]
    return bool(kinds) and all(kind not in ("text", "") for kind in kinds)


def _name_of(element: Element) -> str | None:
    return next((text for d in children(element, "Description") if (text := words(d))), None)
