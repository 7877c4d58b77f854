"""WordPress' export (WXR): posts and pages; attachments are referred to, menus passed over.

WordPress keeps paragraphs as blank lines (“autop”), shortcodes in brackets, and times in GMT
beside local ones. `future` posts are embargoed until their date, `trash` is a kill.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import NamedTuple

from services.ingest.formats.complete import complete
from services.ingest.formats.fields import EmbargoField, FieldsRead, Spot
from services.ingest.formats.parsed import Parsed, ParsedItem, Payload, Problem, UnreadableError
from services.ingest.formats.text.markup import (
    absolute_url,
    clean_html,
    html_to_text,
    plain_line,
)
from services.ingest.formats.text.names import concept, named
from services.ingest.formats.text.newscodes import item_uri
from services.ingest.formats.text.shortcodes import without_shortcodes
from services.ingest.formats.wording import dates
from services.ingest.formats.wording.written_dates import NOWHERE, Near
from services.ingest.formats.xml.document import (
    MOST_ITEMS,
    Element,
    attribute,
    children,
    descendants,
    find,
    local_name,
    place,
    read_xml,
    words,
)
from services.ingest.formats.xml.embargo_marks import embargo_marks, may_say_embargo
from services.ingest.formats.xml.feed_entries import first_text, other_words
from shared.articles import Author, Extras
from shared.ninjs import Concept, Item, PubStatus, Text

_FORMAT = "wordpress"

_STATUSES: dict[str, PubStatus] = {
    "publish": "usable",
    "future": "usable",
    "inherit": "usable",
    "": "usable",
    "draft": "withheld",
    "pending": "withheld",
    "private": "withheld",
    "auto-draft": "withheld",
    "trash": "canceled",
}
_NO_STORIES = frozenset(
    {
        "attachment", "revision", "nav_menu_item", "custom_css", "customize_changeset",
        "oembed_cache", "user_request", "wp_block", "wp_template", "wp_template_part",
        "wp_global_styles", "wp_navigation", "wp_font_family", "wp_font_face", "guest-author",
        "acf-field", "acf-field-group", "acf-post-type", "acf-taxonomy", "acf-ui-options-page",
        "wpcf7_contact_form", "wpforms", "shop_order", "shop_order_refund", "shop_coupon",
        "product_variation", "scheduled-action", "elementor_library", "jetpack-portfolio",
        "mc4wp-form", "forum", "reply", "feedback", "ad", "adsense", "popup",
        "custom-logo", "sidebar", "tablepress_table", "ml-slider", "ml-slide", "wprss_feed",
    }
)  # fmt: skip
"""What WordPress and its plug-ins keep among the posts and no reader sees as one.

Any other type is a newsroom's own (`noticia`, `liveblog`), and a story where it has text.
"""
_BLOCK = re.compile(
    r"^\s*</?(?:p|div|ul|ol|li|table|thead|tbody|tr|td|th|blockquote|pre|h[1-6]|figure|hr|section)\b",
    re.IGNORECASE,
)
_SET_APART = re.compile(
    r"(?P<opens><(?:blockquote|ul|ol|table|h[1-6]|figure)\b)"
    r"|(?P<closes></(?:blockquote|ul|ol|table|h[1-6]|figure)>)",
    re.IGNORECASE,
)
_CLOSES_ANOTHER = re.compile(
    r"(?:</(?:blockquote|div|section|ul|ol|li|table|tbody|tr|td|figure)>\s*)+$", re.IGNORECASE
)
_LONGEST_CLOSING = 200
_PREFORMATTED = re.compile(r"(<pre\b.*?</pre>)", re.DOTALL | re.IGNORECASE)
_CAPTION = re.compile(r"\[caption\b[^\]]{0,500}\](.*?)\[/caption\]", re.DOTALL)
_BLOCK_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)


def parse(payload: Payload) -> Parsed:
    """Read every post and page of an export, in its order."""
    document = read_xml(payload, refuse_doctype=True, stop_after="item")
    root = document.root
    if local_name(root) not in ("rss", "channel"):
        raise UnreadableError(
            *document.problems,
            Problem(
                detail=f"This is no WordPress export; its root is <{local_name(root)}>.",
                fix="Send the file that WordPress writes under Tools, Export.",
                xpath=place(root),
                fatal=True,
            ),
        )
    problems = [*document.problems]
    elements = [*descendants(root, "item")][:MOST_ITEMS]
    by_kind: dict[str, list[Element]] = {}
    kinds = [*map(_kind, elements)]
    for kind, element in zip(kinds, elements, strict=True):
        by_kind.setdefault(kind, []).append(element)
    export = _Export(
        people={**_people(root), **_guests(by_kind.get("guest-author", ()))},
        attachments={words(find(e, "post_id")): e for e in by_kind.get("attachment", ())},
        blocks={words(find(e, "post_id")): e for e in by_kind.get("wp_block", ())},
    )
    items: list[ParsedItem] = []
    others: dict[str, list[Element]] = {}
    is_marked = may_say_embargo(payload)
    for kind, element in zip(kinds, elements, strict=True):
        if kind in _NO_STORIES or (kind not in _USUAL and not _has_text(element)):
            others.setdefault(kind, []).append(element)
            continue
        item, marks = _item(element, root, export, payload, is_marked=is_marked)
        items.append(item)
        problems += marks
    problems += [
        Problem(
            detail=f"{len(found)} of type {kind[:40]!r} are no stories; they were passed over.",
            fix="Nothing, if that is meant; else export them as posts.",
            xpath=place(found[0]),
        )
        for kind, found in others.items()
        if kind not in _WITH_THEIR_POSTS
    ]
    return Parsed(format=_FORMAT, items=tuple(items), problems=tuple(problems))


_USUAL = frozenset({"post", "page", "article", "news", "story", ""})
_WITH_THEIR_POSTS = frozenset({"attachment", "wp_block", "guest-author"})
"""Pictures, blocks used again and by-lines are read where a post refers to them."""


class _Export(NamedTuple):
    """What posts of an export refer to, by login or slug, and by number."""

    people: dict[str, Author]
    attachments: dict[str, Element]
    blocks: dict[str, Element]


def _has_text(element: Element) -> bool:
    return bool(_BLOCK_COMMENT.sub("", _content(element, "content")).strip())


def _kind(element: Element) -> str:
    return words(find(element, "post_type")).lower()


def _people(root: Element) -> dict[str, Author]:
    found: dict[str, Author] = {}
    for author in descendants(root, "author"):
        login = words(find(author, "author_login"))
        names = (words(find(author, f"author_{part}")) for part in ("first_name", "last_name"))
        name = words(find(author, "author_display_name")) or " ".join(
            part for part in names if part
        )
        if login:
            found[login] = Author(
                name=name or login, email=words(find(author, "author_email")) or None
            )
    return found


def _item(
    element: Element, root: Element, export: _Export, payload: Payload, *, is_marked: bool
) -> tuple[ParsedItem, list[Problem]]:
    problems: list[Problem] = []
    title = plain_line(words(find(element, "title")))
    link = absolute_url(words(find(element, "link")))
    content, missing = _with_blocks(_content(element, "content"), export.blocks)
    problems += (_missing(number, element) for number in missing)
    body = _autop(content, link)
    teaser = _content(element, "excerpt")
    excerpt = " ".join(html_to_text(clean_html(teaser)).split()) if teaser else ""
    published = _gmt(element, "post_date", payload.near) or dates.moment(
        words(find(element, "pubDate")), payload.near
    )
    modified = _gmt(element, "post_modified", payload.near)
    post_id = words(find(element, "post_id"))
    uri, alt_ids = named(words(find(element, "guid")) or link)
    said = words(find(element, "status")).lower()
    status = _STATUSES.get(said)
    if status is None:
        problems.append(
            Problem(
                detail=f"WordPress knows no status {said[:40]!r}; the item is withheld.",
                fix="Export posts that are published, or scheduled (future).",
                xpath=place(element) + "/status",
            )
        )
        status = "withheld"
    embargoes = (
        (EmbargoField(_gmt_written(element), Spot(xpath=place(element))),)
        if said == "future"
        else ()
    )
    if words(find(element, "post_password")) and status == "usable":
        status = "withheld"
    authors = tuple(_authors(element, export.people))
    subjects, categories, keywords = _terms(element)
    item = Item(
        uri=uri,
        first_created=published,
        version_created=modified or published,
        pub_status=status,
        language=words(find(root, "channel/language")) or None,
        slugline=words(find(element, "post_name")) or None,
        by=", ".join(author.name for author in authors) or None,
        headlines=(Text(role="main", content_type="text/plain", value=title),) if title else (),
        descriptions=(Text(role="summary", content_type="text/plain", value=excerpt),)
        if excerpt
        else (),
        bodies=(Text(role="main", content_type="text/html", value=body),) if body else (),
        subjects=subjects,
        alt_ids=alt_ids,
        associations=tuple(_pictures(element, export.attachments, post_id)),
    )
    extras = Extras(
        categories=categories,
        authors=authors,
        keywords=keywords,
        url=link if link and link.startswith("http") else None,
    )
    read = FieldsRead(
        item=item,
        extras=extras,
        words=other_words(element, "excerpt"),
        embargoes=(
            *embargoes,
            *(embargo_marks(element) if is_marked else ()),
        ),
        written_at=item.version_created if said != "future" else None,
        spot=lambda: Spot(xpath=place(element)),
    )
    parsed, doubts = complete(read, payload)
    return parsed, [*problems, *doubts]


def _guests(elements: Iterable[Element]) -> dict[str, Author]:
    """Read Co-Authors Plus' guests, who have no login: by the slug that categories name."""
    found: dict[str, Author] = {}
    for element in elements:
        said = {
            words(find(meta, "meta_key")): words(find(meta, "meta_value"))
            for meta in children(element, "postmeta")
        }
        name = said.get("cap-display_name") or plain_line(words(find(element, "title")))
        slug = words(find(element, "post_name")) or said.get("cap-user_login", "")
        if name and slug:
            found[slug.removeprefix("cap-")] = Author(
                name=name, email=said.get("cap-user_email") or None
            )
    return found


def _authors(element: Element, people: dict[str, Author]) -> Iterator[Author]:
    """Give the by-lines of a post: its co-authors, else the account that it belongs to."""
    slugs = [
        (attribute(category, "nicename") or "").removeprefix("cap-") or words(category)
        for category in children(element, "category")
        if attribute(category, "domain") == "author"
    ]
    known = {login.lower().replace(" ", "-"): author for login, author in people.items()}
    named = {author.name.lower().replace(" ", "-"): author for author in people.values()}
    for slug in dict.fromkeys(slugs):
        yield known.get(slug) or named.get(slug) or Author(name=slug.replace("-", " ").title())
    login = words(find(element, "creator"))
    if login and not slugs:
        yield people.get(login) or Author(name=login)


_REUSED = re.compile(
    r'<!--\s{0,9}wp:block\s[^>]{0,200}?"ref"\s{0,9}:\s{0,9}(\d{1,18})[^>]{0,200}?/?-->'
)
_MOST_BLOCKS = 200


def _with_blocks(content: str, blocks: dict[str, Element]) -> tuple[str, list[str]]:
    """Put blocks used again where a post refers to them; tell those that are not here."""
    missing: list[str] = []
    put = 0

    def found(mark: re.Match[str]) -> str:
        nonlocal put
        block = blocks.get(mark[1])
        put += 1
        if block is None or put > _MOST_BLOCKS:
            missing.append(mark[1])
            return ""
        return _content(block, "content")

    return (_REUSED.sub(found, content) if "wp:block" in content else content), missing


def _missing(number: str, element: Element) -> Problem:
    return Problem(
        detail=f"This post uses block {number}, which is not in the export; its words are "
        "missing here.",
        fix="Export all content, patterns (wp_block) with it.",
        xpath=place(element),
    )


def _gmt_written(element: Element) -> str:
    """Give when a post is to be published, as WordPress writes it in UTC, or locally."""
    written = words(find(element, "post_date_gmt"))
    if written and not written.startswith("0000"):
        return f"{written}Z"
    return words(find(element, "post_date")) or words(find(element, "pubDate"))


def _content(element: Element, kind: str) -> str:
    """Give `content:encoded` or `excerpt:encoded`, told apart by their namespaces."""
    for child in children(element, "encoded"):
        is_excerpt = "excerpt" in str(child.tag)
        if is_excerpt == (kind == "excerpt"):
            return child.text or ""
    return first_text(element, "description") if kind == "excerpt" else ""


def _gmt(element: Element, name: str, near: Near) -> datetime | None:
    """Read a post's time: the GMT one, which drafts leave at zero, else the local one."""
    for written, clocks in (
        (words(find(element, f"{name}_gmt")), NOWHERE),
        (words(find(element, name)), near),
    ):
        is_said = written and not written.startswith("0000")
        read = dates.moment(written, clocks) if is_said else None
        if read is not None:
            return read.astimezone(UTC)
    return None


def _autop(content: str, base: str | None) -> str:
    """Write WordPress' text as HTML: blank lines part paragraphs, line ends are line ends."""
    text = _sub(_CAPTION, r"\n\n\1\n\n", content, closing="[/caption]")
    text = without_shortcodes(text)
    has_blocks = "<!-- wp:" in text
    text = _sub(_BLOCK_COMMENT, "", text, closing="-->").replace("\r\n", "\n").strip()
    if has_blocks:
        return clean_html(text, base=base)
    end = max(text.rfind("</pre>"), text.rfind("</PRE>")) + len("</pre>")
    pieces = _PREFORMATTED.split(text[:end])
    pieces[-1] += text[end:]
    written: list[str] = []
    for position, piece in enumerate(pieces):
        written += [piece] if position % 2 else _paragraphs(piece)
    return clean_html("".join(written), base=base)


def _sub(pattern: re.Pattern[str], put: str, text: str, *, closing: str) -> str:
    """Replace what ends with `closing`, without a look for it where there is none any more."""
    end = text.rfind(closing) + len(closing)
    return pattern.sub(put, text[:end]) + text[end:]


def _paragraphs(text: str) -> list[str]:
    """Put each part between blank lines, or between lists and the like, into a paragraph."""
    written: list[str] = []
    parted = _SET_APART.sub(
        lambda tag: f"\n\n{tag[0]}" if tag["opens"] else f"{tag[0]}\n\n", text
    )
    for part in re.split(r"\n\s*\n", parted):
        part = part.strip()  # noqa: PLW2901  the same part
        if _BLOCK.match(part):
            written.append(part)
        elif part:
            # what an earlier part has opened
            closes = _CLOSES_ANOTHER.search(part, max(0, len(part) - _LONGEST_CLOSING))
            lines = part[: closes.start() if closes else None].replace("\n", "<br/>")
            written.append(f"<p>{lines}</p>{closes.group() if closes else ''}")
    return written


_NO_SUBJECTS = frozenset({"post_format", "author", "nav_menu", "post_translations"})
"""`post_format` is how a theme shows it (`Video`), `author` a by-line of Co-Authors Plus."""


def _terms(element: Element) -> tuple[tuple[Concept, ...], tuple[str, ...], tuple[str, ...]]:
    subjects: dict[Concept, None] = {}
    categories: dict[str, None] = {}
    keywords: dict[str, None] = {}
    for category in children(element, "category"):
        name = plain_line(words(category))
        nice = attribute(category, "nicename") or name
        domain = attribute(category, "domain")
        if not name or domain in _NO_SUBJECTS:
            continue
        if domain in ("post_tag", "tag"):
            keywords.setdefault(name)
        else:
            subjects.setdefault(concept(nice, name))
            categories.setdefault(nice)
    return tuple(subjects), tuple(categories), tuple(keywords)


def _pictures(
    element: Element, attachments: dict[str, Element], post_id: str
) -> list[dict[str, object]]:
    """Give the post's own attachments, its featured picture first."""
    featured = next(
        (
            words(find(meta, "meta_value"))
            for meta in children(element, "postmeta")
            if words(find(meta, "meta_key")) == "_thumbnail_id"
        ),
        "",
    )
    own = [
        number
        for number, attachment in attachments.items()
        if post_id and words(find(attachment, "post_parent")) == post_id and number != featured
    ]
    found: list[dict[str, object]] = []
    for number in [featured, *own]:
        attachment = attachments.get(number)
        address = (
            absolute_url(words(find(attachment, "attachment_url")))
            if attachment is not None
            else None
        )
        if address is None or attachment is None:
            continue
        association: dict[str, object] = {
            "name": "featuremedia" if number == featured else f"media{len(found) + 1}",
            "uri": item_uri(address),
            "type": "picture",
            "renditions": [{"name": "original", "href": address}],
        }
        caption = plain_line(
            _content(attachment, "excerpt") or words(find(attachment, "title"))
        )
        if caption:
            association["descriptions"] = [{"role": "caption", "value": caption}]
        found.append(association)
    return found
