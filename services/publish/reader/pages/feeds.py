"""What machines read: feeds, sitemaps, and the files that tell crawlers what they may."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from services.publish.reader.cache import Page
from services.publish.reader.catalogue.shelves import EVERYTHING, shelf_path
from services.publish.reader.catalogue.view import View
from services.publish.reader.printing.addresses import Wanted
from services.publish.reader.printing.press import HEADERS, XML, Moved, Press, Request
from services.publish.renderers import FEEDS, sitemap
from services.publish.renderers.channel import Channel, Gone
from services.publish.story import Story, story_of

_STORIES_IN_A_FEED = 50
_TOMBSTONES_IN_A_FEED = 50
STORIES_IN_A_SITEMAP = 5000
_BEGINNING = datetime(1970, 1, 1, tzinfo=UTC)
_TEXT = "text/plain; charset=utf-8"


def feed(press: Press, view: View, wanted: Wanted, request: Request) -> Page | Moved | None:
    """Give the feed of the edition or of a shelf."""
    kind, _, key = wanted.shelf.partition(":")
    section = key if kind == "section" else None
    label = view.label(wanted.shelf)
    stories = view.newest(wanted.shelf, _STORIES_IN_A_FEED)
    down = view.gone(wanted.shelf, _TOMBSTONES_IN_A_FEED)
    stood_here = any(each.section == section for each in down) if section else False
    if not (stories or stood_here or wanted.shelf == EVERYTHING):
        return None
    gone = [
        Gone(id=f"urn:copydesk:{each.article_id}", at=each.gone_at)
        for each in down
        if each.gone_at and each.article_id not in view.hidden
    ]
    base = press.editions.base(view.edition)
    path = shelf_path(wanted.shelf, label.label if label else "")
    if kind == "topic" and request.path != f"{base}{path}{wanted.name}":
        return Moved(f"{base}{path}{wanted.name}")
    title = press.site.title
    named = label.label if label and label.label else key
    changed = max(
        (*(s.modified_at for s in stories), *(each.at for each in gone)), default=None
    )
    media_type, render = FEEDS[wanted.name]
    channel = Channel(
        site=press.site,
        language=view.edition if base else press.site.language,
        title=f"{title}: {named[:1].upper()}{named[1:]}" if named else title,
        path=base + path,
        feed_path=f"{base}{path}{wanted.name}",
        updated_at=changed or _BEGINNING,
        stories=stories,
        gone=gone,
    )
    headers = dict(HEADERS)
    if press.site.hub:
        headers["Link"] = f'<{press.site.hub}>; rel="hub", <{channel.feed_url}>; rel="self"'
    headers |= press.rights.headers(reserved=press.rights.is_reserved(stories))
    dated: datetime | None = None
    if wanted.shelf == EVERYTHING:
        # Also of what left for another edition, and of how we write a feed.
        left = (each for each in (changed, view.changed_at(wanted.shelf)) if each)
        dated = max((press.made_at, *left))
    settled = dated is not None and request.now - dated >= timedelta(seconds=1)
    return Page(
        body=render(channel),
        media_type=media_type,
        headers=headers,
        tags=frozenset(view.tags),
        shown=dict(view.shown),
        last_modified=dated if settled else None,
        until=dated + timedelta(seconds=1) if dated and not settled else None,
    )


def news_sitemap(
    press: Press, view: View, wanted: Wanted, request: Request
) -> Page | Moved | None:
    """Give the stories of the last two days, of all editions or of a section's."""
    if wanted.shelf != EVERYTHING and view.label(wanted.shelf) is None:
        return None
    since = request.now - sitemap.WINDOW
    everywhere = wanted.shelf == EVERYTHING and view.edition == press.editions.main
    listed: list[Story] = []
    for edition in press.editions.all if everywhere else (view.edition,):
        listed += _listed_since(press, view.on(edition), wanted.shelf, since)
    listed.sort(key=lambda each: each.published_at, reverse=True)
    listed = listed[: sitemap.MOST]
    oldest = listed[-1].published_at + sitemap.WINDOW if listed else None
    return _xml(view, sitemap.render(listed, press.site), until=oldest)


def _listed_since(press: Press, view: View, shelf: str, since: datetime) -> list[Story]:
    """Read as far as it takes: what search engines find elsewhere takes no place here."""
    listed: list[Story] = []
    before: int | None = None
    while len(listed) < sitemap.MOST:
        found = view.numbered(shelf, sitemap.MOST, before)
        stories = [story for _, story in found if story.published_at >= since]
        listed += [each for each in stories if press.rights.is_listed(each)]
        if len(stories) < sitemap.MOST:
            break
        before = found[-1][0]
    return listed


def sitemap_index(
    press: Press, view: View, wanted: Wanted, request: Request
) -> Page | Moved | None:
    """Give the sitemaps of all stories, the oldest first."""
    del wanted, request
    starts = view.chunks(STORIES_IN_A_SITEMAP)
    paths = [f"/sitemap-{start}.xml" for start in starts]
    return _xml(view, sitemap.render_index(["/news-sitemap.xml", *paths], press.site))


def sitemap_chunk(
    press: Press, view: View, wanted: Wanted, request: Request
) -> Page | Moved | None:
    """Give a part of all stories."""
    del request
    entries = view.chunk(int(wanted.name), STORIES_IN_A_SITEMAP)
    stories = [story_of(each, press.site) for each in entries]
    listed = [each for each in stories if press.rights.is_listed(each)]
    return _xml(view, sitemap.render_all(listed, press.site)) if stories else None


def robots(press: Press, view: View, wanted: Wanted, request: Request) -> Page | Moved | None:
    """Tell crawlers where the news is, and what they may."""
    del view, wanted, request
    return Page(body=press.rights.robots(press.site), media_type=_TEXT, headers=HEADERS)


def tdmrep(press: Press, view: View, wanted: Wanted, request: Request) -> Page | Moved | None:
    """Tell whether mining is reserved."""
    del view, wanted, request
    return Page(body=press.rights.tdmrep(), media_type="application/json", headers=HEADERS)


def static(press: Press, view: View, wanted: Wanted, request: Request) -> Page | Moved | None:
    """Give a file of the site's look."""
    del view, request
    found = press.look.static.get(wanted.name)
    if found is None:
        return None
    return Page(body=found[1], media_type=found[0], headers=HEADERS)


def favicon(press: Press, view: View, wanted: Wanted, request: Request) -> Page | Moved | None:
    """Lead to the icon."""
    del press, view, wanted, request
    return Moved("/static/favicon.svg")


def file(press: Press, view: View, wanted: Wanted, request: Request) -> Page | Moved | None:
    """Give a page of the operator's, a licence, a key; or lead a section to its slash."""
    if wanted.name == "license.xml" and press.rights.mining:
        return Page(
            body=press.rights.license(press.site),
            media_type="application/rsl+xml; charset=utf-8",
        )
    if press.indexnow_key and wanted.name == f"{press.indexnow_key}.txt":
        return Page(body=press.indexnow_key.encode(), media_type=_TEXT)
    if page := press.look.pages.get(wanted.name):
        frame = press.frame(view, request, path=f"/{page.name}", title=page.title, others=False)
        body = press.pages.render("footer_page.html", frame, body=page.body)
        return press.page(view, request, frame, body)
    edition = wanted.name if wanted.name in press.editions.others else None
    if edition or "." not in wanted.name:
        base = press.editions.base(wanted.edition)
        return Moved(f"{base}/{wanted.name}/")
    return None


def _xml(view: View, body: bytes, until: datetime | None = None) -> Page:
    return Page(
        body=body,
        media_type=XML,
        headers=HEADERS,
        tags=frozenset(view.tags),
        shown=dict(view.shown),
        until=until,
    )
