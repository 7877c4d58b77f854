"""A schema.org NewsArticle in JSON-LD, sent without its page; pure.

https://schema.org/NewsArticle. Of a graph, each node that is a story is read.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import islice

from services.ingest.formats.cms.reading import (
    Cms,
    Object,
    names_at,
    objects_at,
    parse_value,
    picture,
    text_at,
)
from services.ingest.formats.json.document import Json, Problems, read_json
from services.ingest.formats.json.ninjs_items.listing import MOST_ITEMS
from services.ingest.formats.parsed import Parsed, Payload
from services.ingest.formats.text.schema_org import rank


def is_schema_org(one: Object) -> bool:
    """Tell a story, or a graph of them, by the types that schema.org has for them."""
    graph = one.get("@graph")
    nodes = graph if isinstance(graph, list) else [one]
    return any(isinstance(node, dict) and rank(node) is not None for node in nodes[:500])


def _stories(value: Json) -> Json:
    """Take the stories out of a graph, and put in names where they only refer to them."""
    if not isinstance(value, dict) or not isinstance(value.get("@graph"), list):
        return value
    nodes = [*objects_at(value, "@graph")][:MOST_ITEMS]
    by_id = {name: node for node in nodes if (name := text_at(node, "@id"))}
    return [
        {key: _looked_up(told, by_id) for key, told in node.items()}
        for node in nodes
        if rank(node) is not None
    ]


def _looked_up(told: Json, by_id: Mapping[str, Object]) -> Json:
    if isinstance(told, list):
        return [_looked_up(one, by_id) for one in told]
    if isinstance(told, dict) and told.keys() == {"@id"}:
        return by_id.get(text_at(told, "@id") or "", told)
    return told


def _as_ninjs(story: Object, _: Json) -> Object:
    published = text_at(story, "datePublished") or text_at(story, "dateCreated")
    page = story.get("mainEntityOfPage")
    link = text_at(story, "url") or text_at(page, "@id") or text_at({"page": page}, "page")
    return {
        "uri": text_at(story, "@id") or text_at(story, "identifier") or link,
        "url": link,
        "firstcreated": published,
        "versioncreated": text_at(story, "dateModified") or published,
        "expires": text_at(story, "expires"),
        "language": text_at(story, "inLanguage"),
        "headline": text_at(story, "headline") or text_at(story, "name"),
        "description_text": text_at(story, "description") or text_at(story, "abstract"),
        "body_text": _body(story.get("articleBody")) or text_at(story, "text"),
        "byline": ", ".join(map(str, names_at(story, "author") or names_at(story, "creator")))
        or None,
        "source": next(map(str, names_at(story, "publisher")), None),
        "copyrightholder": next(map(str, names_at(story, "copyrightHolder")), None),
        "usageterms": text_at(story, "usageInfo"),
        "service": [{"name": name} for name in names_at(story, "articleSection")],
        "keywords": _keywords(story.get("keywords")),
        "located": text_at(story, "dateline") or text_at(story, "locationCreated", "name"),
        "associations": [*islice(_pictures(story), 1)],
    }


def _pictures(story: Object) -> Iterator[Object]:
    """Give a story's pictures: addresses, or objects with whose they are and what they show."""
    told = story.get("image")
    for one in told if isinstance(told, list) else [told]:
        if isinstance(one, str) and one:
            yield picture(one)
        address = text_at(one, "contentUrl") or text_at(one, "url")
        if address is None:
            continue
        caption = text_at(one, "caption") or text_at(one, "caption", "text")
        alt = text_at(one, "alternateName") or text_at(one, "description")
        licence = text_at(one, "license") or text_at(one, "license", "url")
        holder = next(map(str, names_at(one, "copyrightHolder")), None)
        yield picture(
            address,
            alt=alt if alt != caption else None,
            caption=caption,
            credit=text_at(one, "creditText"),
            more={
                "byline": ", ".join(
                    map(str, names_at(one, "creator") or names_at(one, "author"))
                )
                or None,
                "copyrightnotice": text_at(one, "copyrightNotice") or holder,
                "rightsinfo": {"linkedrights": licence} if licence else None,
            },
        )


def _body(told: Json) -> str | None:
    if isinstance(told, list):
        return "\n\n".join(part for part in told if isinstance(part, str)) or None
    return told if isinstance(told, str) else None


def _keywords(told: Json) -> list[Json]:
    if isinstance(told, str):
        return [word.strip() for word in told.split(",") if word.strip()]
    return names_at({"keywords": told}, "keywords")


_CMS = Cms("schema_org", _as_ninjs)


def parse_schema_org(payload: Payload) -> Parsed:
    """Read one story, a list of them, or those of a graph."""
    problems = Problems()
    value = read_json(payload.content, problems, payload.charset)
    return schema_org_value(value, problems, payload)


def schema_org_value(value: Json, problems: Problems, payload: Payload) -> Parsed:
    """Read what is JSON already."""
    return parse_value(_CMS, _stories(value), problems, payload)
