"""Drupal's JSON:API: nodes with their attributes, and beside them what they refer to; pure.

https://www.drupal.org/docs/core-modules-and-themes/core-modules/jsonapi-module. A node that
is not published (`status` false) is withheld.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from services.ingest.formats.cms.reading import (
    Cms,
    Object,
    objects_at,
    parse,
    parse_value,
    picture,
    text_at,
)
from services.ingest.formats.json.document import Json

_BODIES = ("body", "field_body", "field_text", "field_content")
_LEADS = ("field_summary", "field_teaser", "field_lead", "field_intro", "field_description")
_PICTURES = ("field_image", "field_media_image", "field_media", "field_lead_image")
_MOST_RELATED = 500


def is_drupal(one: Object) -> bool:
    """Tell a node by its type, `node--article`, and its attributes."""
    return isinstance(one.get("attributes"), dict) and "--" in str(one.get("type"))


def _as_ninjs(node: Object, whole: Json) -> Object:
    attributes = node.get("attributes")
    beside = _Beside(node, whole)
    body = next(
        (
            found
            for name in _BODIES
            for key in (("processed",), ("value",), ())
            if (found := text_at(attributes, name, *key))
        ),
        None,
    )
    summary = text_at(attributes, "body", "summary") or next(
        (
            found
            for name in _LEADS
            for key in (("processed",), ("value",), ())
            if (found := text_at(attributes, name, *key))
        ),
        None,
    )
    name = text_at(node, "id")
    alias = text_at(attributes, "path", "alias")
    is_published = not isinstance(attributes, dict) or attributes.get("status") is not False
    return {
        "uri": f"urn:uuid:{name}" if name else None,
        "url": _address(node, alias),
        "firstcreated": text_at(attributes, "created"),
        "versioncreated": text_at(attributes, "changed") or text_at(attributes, "created"),
        "pubstatus": "usable" if is_published else "withheld",
        "embargoed": text_at(attributes, "publish_on"),
        "language": text_at(attributes, "langcode"),
        "headline": text_at(attributes, "title"),
        "description_text": summary,
        "body_html": body,
        "slugline": alias.rpartition("/")[2] if alias else None,
        "byline": text_at(attributes, "field_byline") or ", ".join(beside.authors()) or None,
        "subject": [{"name": term} for term in beside.terms()],
        "associations": [*beside.pictures()],
    }


def _address(node: Object, alias: str | None) -> str | None:
    """Give the page's address: its alias on the host that answered."""
    told = text_at(node, "links", "self", "href") or text_at(node, "links", "self") or ""
    scheme, _, rest = told.partition("://")
    return f"{scheme}://{rest.partition('/')[0]}{alias}" if rest and alias else None


class _Beside:
    """What a node refers to, of what came with it."""

    def __init__(self, node: Object, whole: Json) -> None:
        included = {
            (text_at(one, "type"), text_at(one, "id")): one
            for one in objects_at(whole, "included")
        }
        self._host = (text_at(node, "links", "self", "href") or "").partition("/jsonapi")[0]
        self._by_field: dict[str, list[tuple[Object, Object]]] = {}
        related = node.get("relationships")
        for name in [*related][:_MOST_RELATED] if isinstance(related, dict) else ():
            found = [
                (included[key], one)
                for one in objects_at(related, name, "data")
                if (key := (text_at(one, "type"), text_at(one, "id"))) in included
            ]
            self._by_field[name] = found[:_MOST_RELATED]

    def authors(self) -> list[str]:
        """Give by-lines: a field's before the account's that typed it in."""
        for names in (("field_author", "field_authors", "field_byline"), ("uid",)):
            found = [
                text_at(one, "attributes", "title")
                or text_at(one, "attributes", "display_name")
                or text_at(one, "attributes", "name")
                for name in names
                for one, _ in self._by_field.get(name, ())
            ]
            if any(found):
                return [name for name in found if name]
        return []

    def terms(self) -> list[str]:
        """Give the names of the terms it is filed under."""
        found = (
            text_at(one, "attributes", "name")
            for related in self._by_field.values()
            for one, _ in related
            if str(one.get("type")).startswith("taxonomy_term--")
        )
        return list(dict.fromkeys(name for name in found if name))

    def pictures(self) -> Iterator[Object]:
        """Give its pictures; what is said of one stands with the reference."""
        for name in _PICTURES:
            for one, said in self._by_field.get(name, ()):
                address = text_at(one, "attributes", "uri", "url")
                if address:
                    whole = f"{self._host}{address}" if address.startswith("/") else address
                    alt, title = (text_at(said, "meta", key) for key in ("alt", "title"))
                    yield picture(whole, alt=alt, caption=title)


_CMS = Cms("drupal", _as_ninjs)
parse_drupal = partial(parse, _CMS)
drupal_value = partial(parse_value, _CMS)
