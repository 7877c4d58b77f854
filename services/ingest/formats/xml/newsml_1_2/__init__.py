"""NewsML 1.0 to 1.2 (https://iptc.org/standards/newsml-1/): one item for each <NewsItem>.

A NewsItem's PublicIdentifier ends in its revision (`…:TX-PAR-ABC:2U`), so the story is named by
what comes before it, and the whole of it is kept as an alternative id.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import partial
from itertools import islice

from services.ingest.formats.complete import complete
from services.ingest.formats.fields import FieldsRead, Spot
from services.ingest.formats.parsed import (
    Parsed,
    ParsedItem,
    Payload,
    Problem,
    UnreadableError,
)
from services.ingest.formats.xml.document import (
    MOST_ITEMS,
    Element,
    attribute,
    children,
    descendants,
    find,
    has_elements,
    left_out,
    local_name,
    nothing_in,
    place,
    read_xml,
    words,
)
from services.ingest.formats.xml.embargo_marks import may_say_embargo
from services.ingest.formats.xml.newsml_1_2.concepts import (
    categories_of,
    concepts_of,
    info_sources_of,
    keywords_of,
)
from services.ingest.formats.xml.newsml_1_2.media import (
    associations_of,
    groups_of,
    renditions_of,
    type_of,
)
from services.ingest.formats.xml.newsml_1_2.parts import NewsItem, is_story, role
from services.ingest.formats.xml.newsml_1_2.standing import (
    embargoes_of,
    expires_of,
    identity_of,
    language_said,
    moment_of,
    replaced_of,
    sent_at,
    signals_of,
    status_of,
    urgency_of,
)
from services.ingest.formats.xml.newsml_1_2.wording import (
    abstracts_of,
    authors_of,
    by_role,
    bylines_of,
    captions_of,
    copyright_of,
    date_of_the_dateline,
    dateline_of,
    first_words,
    label_of,
    lines_named,
    notes_of,
    sub_headlines_of,
    usage_terms_of,
    word_count_of,
    words_beside,
)
from shared.articles import Extras
from shared.ninjs import Item, Text

_FORMAT = "newsml_1_2"
_NITF_AS_TEXT = re.compile(
    r"\s*(?:<\?xml\b[^>]{0,300}\?>\s*)?(?:<!DOCTYPE\b[^>]{0,500}>\s*)?<nitf\b"
)
_MOST_TOPICS = 5_000


def parse(payload: Payload) -> Parsed:
    """Read every NewsItem in a payload, in order."""
    document = read_xml(payload)
    root = document.root
    _unwrap(root, payload)
    own = [root] if local_name(root) == "NewsItem" else []
    found = [*own, *descendants(root, "NewsItem")]
    if not found:
        raise nothing_in(document, "NewsItem", "Send NewsML 1.2 with at least one NewsItem.")
    problems = [*document.problems, *left_out(found)]
    envelope = find(root, "NewsEnvelope")
    topics = {
        duid: topic
        for topic in islice(descendants(root, "Topic"), _MOST_TOPICS)
        if (duid := attribute(topic, "Duid"))
    }
    items: list[ParsedItem] = []
    is_marked = may_say_embargo(payload)
    for element in found[:MOST_ITEMS]:
        for part in _stories(element):
            news = NewsItem(element, envelope, topics, part, payload, is_marked=is_marked)
            item, marks = _read(news)
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
            stories = [part for part in inner if is_story(part)]
            if len(stories) > 1 and len({role(part) for part in stories}) == 1:
                return [*stories]
        waiting += inner
    return [None]


def _read(news: NewsItem) -> tuple[ParsedItem, list[Problem]]:
    uri, version, alt_ids = identity_of(news)
    texts = news.texts()
    body = texts[0] if texts else ""
    headline = (
        lines_named(news, "HeadLine")
        or by_role(news, "title", "headline")
        or next((text for e in news.inside("hl1") if (text := words(e))), "")
    )
    slugline = lines_named(news, "SlugLine") or label_of(news)
    heads = [headline] if headline else []
    ed_note, notes = notes_of(news)
    said_to_editors = [*(ed_note or "").splitlines(), *notes]
    byline = "; ".join(bylines_of(news)) or None
    dateline = dateline_of(news, body)
    concepts = concepts_of(news)
    parties = tuple(info_sources_of(news))
    item = Item(
        uri=uri,
        type=type_of(news, bool(body)),
        version=version,
        first_created=moment_of(news, "FirstCreated"),
        version_created=moment_of(news, "ThisRevisionCreated") or sent_at(news),
        content_created=date_of_the_dateline(news),
        expires=expires_of(news),
        pub_status=status_of(news),
        urgency=urgency_of(news),
        language=language_said(news),
        title=label_of(news),
        slugline=slugline or None,
        by=byline,
        headlines=tuple(
            [Text(role="main", content_type="text/plain", value=text) for text in heads]
            + [
                Text(role="sub", content_type="text/plain", value=text)
                for text in sub_headlines_of(news)
                if text != headline
            ]
        ),
        descriptions=(
            *(
                Text(role="summary", content_type="text/plain", value=text)
                for text in abstracts_of(news)
            ),
            *(
                Text(role="caption", content_type="text/plain", value=text)
                for text in captions_of(news)
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
        copyright_holder=first_words(news, "CopyrightHolder"),
        copyright_notice=lines_named(news, "CopyrightLine") or copyright_of(news),
        usage_terms=usage_terms_of(news),
        ed_note=ed_note,
        alt_ids=alt_ids,
        renditions=tuple(renditions_of(news)),
        associations=tuple(associations_of(news)),
    )
    extras = Extras(
        dateline=dateline,
        sequence=words(find(news.envelope, "TransmissionId")) or None,
        categories=tuple(categories_of(news)),
        original_source=parties[0].name if parties else None,
        creditline=lines_named(news, "CreditLine") or None,
        authors=authors_of(news, byline),
        keywords=keywords_of(news),
        word_count=word_count_of(news),
        signals=tuple(dict.fromkeys(signals_of(news))),
        groups=tuple(groups_of(news)),
        evolved_from=attribute(find(news.management, "DerivedFrom"), "NewsItem"),
        notes=notes,
    )
    read = FieldsRead(
        item=item,
        extras=extras,
        words=tuple(words_beside(news, said_to_editors)),
        embargoes=tuple(embargoes_of(news)),
        written_at=moment_of(news, "ThisRevisionCreated"),
        spot=lambda: Spot(xpath=place(news.element)),
        stops_too=partial(replaced_of, news),
    )
    parsed, doubts = complete(read, news.payload)
    return parsed, [*news.problems, *doubts]
