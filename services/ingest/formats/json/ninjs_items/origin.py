"""Where an item comes from: dateline, authors, sources, rights, further names; pure."""

from __future__ import annotations

from typing import Any

from services.ingest.formats.json.fields import Fields
from services.ingest.formats.json.ninjs_items.concepts import concept_of
from services.ingest.formats.text.markup import (
    absolute_url,
    plain_line,
)
from services.ingest.formats.text.newscodes import concept_uri, is_uri
from services.ingest.formats.wording.datelines import dateline_in
from shared.articles import Author, WireDateline
from shared.ninjs import AltId, InfoSource, Link


def byline(fields: Fields) -> str | None:
    """Read the byline, also where it is a list of names, or of who they are."""
    keys = ("by", "byline", "bylines")
    if not isinstance(fields.raw(*keys), (list, dict)):
        return fields.line(*keys)
    people = fields.objects(*keys, named="name")
    return (
        ", ".join(name for one in people if (name := one.line("byline", "name", "by"))) or None
    )


def dateline(fields: Fields, place: str | None) -> WireDateline | None:
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


def notes(fields: Fields) -> tuple[str, ...]:
    """Read Superdesk's `extra`, the fields that a newsroom added; what is nested stays out."""
    extra = fields.raw("extra")
    if not isinstance(extra, dict):
        return ()
    return tuple(
        f"{plain_line(key)}: {plain_line(str(value))}"
        for key, value in extra.items()
        if isinstance(value, (str, int, float)) and not isinstance(value, bool) and value != ""
    )


def authors(fields: Fields) -> tuple[Author, ...]:
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
                    avatar_url=web_address(one.line("avatarUrl", "avatar", "pictureUrl")),
                )
            )
    return tuple(found)


def _role(one: Fields) -> str | None:
    role = one.raw("role")
    if isinstance(role, (str, int)) and not isinstance(role, bool):
        return plain_line(str(role)) or None
    named = one.object("role") if isinstance(role, dict) else None
    return named.line("name", "code", "qcode") if named else None


def info_sources(fields: Fields, source: str | None) -> tuple[InfoSource, ...]:
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


def rights_info(fields: Fields) -> dict[str, Any] | None:
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


def digital_source_type(fields: Fields) -> dict[str, Any] | None:
    """Read how the content came about (an IPTC code, with AI-made ones among them)."""
    raw = fields.raw("digitalSourceType")
    if isinstance(raw, str):
        return {"uri": raw} if is_uri(raw) else {"literal": plain_line(raw)}
    one = fields.object("digitalSourceType")
    if one is None:
        return None
    concept = concept_of(one, is_subject=False, group="genres")
    if concept is None:
        return None
    return concept.model_dump(include={"name", "uri", "literal"}, exclude_none=True)


def trust_indicators(fields: Fields) -> tuple[Link, ...]:
    """Read links to policies and corrections pages."""
    found: list[Link] = []
    for one in fields.objects("trustIndicators", "trustIndicator"):
        role = one.line("role")
        if role is None or not is_uri(role):
            role = concept_uri(one.line("scheme"), one.line("code"))
        href = web_address(one.line("href"))
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


def web_address(url: str | None) -> str | None:
    """Make a link whole, or leave out what is none."""
    resolved = absolute_url(url, pictures=True) if url else None
    return resolved if resolved and is_uri(resolved) else None
