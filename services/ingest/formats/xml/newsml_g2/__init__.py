"""NewsML-G2 (https://iptc.org/std/NewsML-G2/): newsItem, packageItem, newsMessage.

Concept, knowledge, planning and catalogue items are no news; they are passed over, and that is
said. An `<embargoed/>` without a time means “until we say otherwise”: the item is withheld.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from services.ingest.formats.complete import complete
from services.ingest.formats.fields import FieldsRead, Spot
from services.ingest.formats.parsed import (
    Parsed,
    ParsedItem,
    Payload,
    Problem,
)
from services.ingest.formats.text.names import local_code, named
from services.ingest.formats.wording import dates
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
from services.ingest.formats.xml.embargo_marks import may_say_embargo
from services.ingest.formats.xml.newsml_g2.concepts import (
    categories_of,
    concept_in,
    info_sources_of,
    original_source_of,
    party_named,
    subjects_of,
)
from services.ingest.formats.xml.newsml_g2.media import (
    associations_of,
    bodies_of,
    groups_of,
    renditions_of,
)
from services.ingest.formats.xml.newsml_g2.parts import NewsItem, lines_in
from services.ingest.formats.xml.newsml_g2.standing import (
    alt_ids_of,
    embargoes_of,
    evolved_from_of,
    killed_too,
    made_once,
    page_of,
    rights_end,
    says_advisory,
    status_of,
    type_of,
    urgency_of,
)
from services.ingest.formats.xml.newsml_g2.together import with_pictures_beside
from services.ingest.formats.xml.newsml_g2.wording import (
    abstract,
    authors_of,
    dateline_of,
    descriptions_of,
    headlines_of,
    located_of,
    words_beside,
)
from services.ingest.formats.xml.story_markup import private_notes
from shared.articles import Extras
from shared.ninjs import Item

_FORMAT = "newsml_g2"
_NEWS = frozenset({"newsItem", "packageItem"})
_NO_NEWS = frozenset({"conceptItem", "knowledgeItem", "planningItem", "catalogItem"})
_NAMESPACE = "http://iptc.org/std/nar/2006-10-01/"


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
        raise nothing_in(
            document, "newsItem", "Send newsItem or packageItem, alone or in a newsMessage."
        )
    problems += left_out(found)
    problems += _strange_namespace(document.root)
    sent = dates.moment(words(find(document.root, "header/sent")), payload.near)
    items: list[ParsedItem] = []
    is_marked = may_say_embargo(payload)
    for element in found[:MOST_ITEMS]:
        item, marks = _read(NewsItem(element, sent, payload, is_marked=is_marked))
        items.append(item)
        problems += dict.fromkeys(marks)
    together = with_pictures_beside(items)
    return Parsed(format=_FORMAT, items=together, problems=tuple(problems))


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


def _is_private(note: Element) -> bool:
    """Tell a note that its wire does not want to go further.

    STT says so by the role (`sttnote:private`), dpa by a constraint on its publication.
    """
    role = local_code(attribute(note, "role")).lower()
    return role in ("private", "internal") or attribute(note, "pubconstraint") is not None


def _read(news: NewsItem) -> tuple[ParsedItem, list[Problem]]:
    item, meta, content = news.element, news.meta, news.content
    uri, alt_ids = named(attribute(item, "guid"))
    if uri is None:
        news.say(
            item,
            "The item has no guid; its next version will not be known as the same.",
            "Give every item a guid that stays with the story.",
        )
    kind = type_of(news)
    bodies, counted, notes, inner = bodies_of(news)
    headlines = headlines_of(news, inner)
    headline = next((text.value for text in headlines if text.role == "main"), "")
    slugline = words(find(content, "slugline")) or None
    ed_notes = [*find_all(meta, "edNote")]
    notes += [lines_in(note) for note in ed_notes if _is_private(note)]
    open_notes = [note for note in ed_notes if not _is_private(note)]
    notes += [said for note in open_notes for said in private_notes(note)]
    lines = (line for note in open_notes for line in lines_in(note).splitlines())
    ed_note = "\n".join(dict.fromkeys(lines))
    body = bodies[0].value if bodies else ""
    signals = news.codes(meta, "signal")
    all_notes = [line for note in ed_notes for line in lines_in(note).splitlines()]
    is_advisory = says_advisory(news, signals)
    authors, byline = authors_of(news, inner)
    dateline = dateline_of(news, inner, body)
    subjects = subjects_of(news)
    sources = tuple(info_sources_of(news, authors))
    read = Item(
        uri=uri,
        type=kind,
        profile=words(find(meta, "profile")) or None,
        version=attribute(item, "version"),
        first_created=news.moment("firstCreated") or made_once(news),
        version_created=news.moment("versionCreated")
        or news.moment("contentModified", news.content)
        or news.sent,
        content_created=news.moment("contentCreated", news.content),
        expires=news.moment("expires") or rights_end(news),
        pub_status=status_of(news),
        urgency=urgency_of(news),
        language=news.language(),
        title=words(find(meta, "title")) or None,
        slugline=slugline,
        located=located_of(news),
        by=byline,
        headlines=headlines,
        descriptions=tuple(descriptions_of(news, kind, slugline, headline, notes))
        or abstract(inner),
        bodies=bodies,
        subjects=subjects["subjects"],
        genres=tuple(dict.fromkeys(concept_in(news, e) for e in find_all(content, "genre"))),
        people=subjects["people"],
        organisations=subjects["organisations"],
        places=subjects["places"],
        events=subjects["events"],
        objects=subjects["objects"],
        info_sources=sources,
        copyright_holder=party_named(news, find(item, "rightsInfo/copyrightHolder")),
        copyright_notice=words(find(item, "rightsInfo/copyrightNotice")) or None,
        usage_terms="\n".join(
            text for e in find_all(item, "rightsInfo/usageTerms") if (text := words(e))
        )
        or None,
        ed_note=ed_note or None,
        alt_ids=(*alt_ids, *alt_ids_of(news)),
        renditions=tuple(renditions_of(news)),
        associations=tuple(associations_of(news)),
    )
    extras = Extras(
        dateline=dateline,
        sequence=None,
        categories=tuple(dict.fromkeys(categories_of(news))),
        original_source=original_source_of(sources),
        creditline=words(find(content, "creditline")) or None,
        authors=authors,
        keywords=tuple(
            dict.fromkeys(w for e in find_all(content, "keyword") if (w := words(e)))
        ),
        word_count=counted,
        signals=signals,
        groups=tuple(groups_of(news)),
        evolved_from=evolved_from_of(news),
        notes=tuple(notes),
        url=page_of(news),
    )
    fields = FieldsRead(
        item=read,
        extras=extras,
        words=tuple(words_beside(all_notes, inner)),
        embargoes=tuple(embargoes_of(news)),
        otherwise="withheld" if is_advisory else "usable",
        is_advisory=is_advisory,
        written_at=news.moment("versionCreated") or news.sent,
        spot=lambda: Spot(xpath=place(item)),
        stops_too=partial(killed_too, news),
    )
    parsed, doubts = complete(fields, news.payload)
    return parsed, [*news.problems, *doubts]
