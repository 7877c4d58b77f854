"""The site's pages in a real browser, and what foreign readers make of them."""

from __future__ import annotations

import asyncio
import io
import re
from collections.abc import AsyncIterator, Iterator
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

import extruct
import feedparser
import httpx
import pytest
from axe_playwright_python.async_playwright import Axe
from fastapi import APIRouter
from fastapi.responses import Response
from httpx import AsyncClient
from PIL import Image
from playwright.async_api import Browser

from services.control.machine.ports import LOOPBACK, find_free
from tests.browsing import SCREENS, keep_shot
from tests.served import served
from tests.unit.publish.pictures.pictures import a_media, an_association
from tests.unit.publish.reader.paper import Paper
from tests.unit.publish.stories import STORY, a_kill, a_recall, an_approval

ARABIC = "ar" * 10
HEADLINES = (
    "Ferries resume after two-day storm closes the strait",
    "Rovers beat United 3-1 to go top on goal difference",
    "Parliament votes 212-198 for the coastal rail line",
    "Library opens its night reading rooms to students",
    "Herring quota cut by a fifth after a poor season",
    "A-headline-made-of-one-long-word-that-no-column-of-a-telephone-can-hold-" * 2,
)
SECTIONS = ("world", "sport", "politics", "culture", "business", "news")
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
REQUIRED = {
    # https://developers.google.com/search/docs/appearance/structured-data/article
    "NewsArticle": ("headline", "datePublished", "dateModified", "author", "publisher", "url"),
    # https://schema.org/LiveBlogPosting
    "LiveBlogPosting": ("headline", "coverageStartTime", "liveBlogUpdate", "datePublished"),
    # https://developers.google.com/search/docs/appearance/structured-data/image-license-metadata
    "ImageObject": (
        *("contentUrl", "creditText", "creator", "copyrightNotice", "license"),
        *("acquireLicensePage", "width", "height"),
    ),
    # https://developers.google.com/search/docs/appearance/structured-data/breadcrumb
    "BreadcrumbList": ("itemListElement",),
    "ListItem": ("position", "name", "item"),
    # https://developers.google.com/search/docs/appearance/structured-data/article
    "Person": ("name", "url"),
    "NewsMediaOrganization": ("name", "url"),
}
"""What Google requires, and for articles recommends, of each type that we write."""


def nodes(data: Any) -> Iterator[dict[str, Any]]:
    """Give everything in linked data that has a type."""
    for each in data if isinstance(data, list) else data.values():
        if isinstance(each, list | dict):
            yield from nodes(each)
    if isinstance(data, dict) and "@type" in data:
        yield data


NO_FEEDS = {
    *("/topics/", "/people/", "/organisations/", "/places/", "/authors/", "/sources/"),
    *("/archive/", "/archive/2026/", "/archive/2026/11/", "/ar/topics/", "/ar/corrections/"),
}
"""Lists of lists, and one that is empty."""


@pytest.fixture(scope="module")
async def address(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[str]:
    port = find_free()
    url = f"http://{LOOPBACK}:{port}"
    look = tmp_path_factory.mktemp("look")
    (look / "pages").mkdir()
    (look / "pages" / "about.md").write_text("# About us\n\nWe *write*.\n\n- Who\n- Why\n")
    paper = Paper(
        tmp_path_factory.mktemp("site"), site_url=url, site_versions=True, site_look=look
    )
    await paper.open()
    fill(paper)
    paper.app.router.routes[:0] = pictures().routes
    async with served(paper.app, port):
        yield url
    await paper.readers.close()


def pictures() -> APIRouter:
    """Give every rendition, as a grey one."""
    router = APIRouter()

    @router.get("/media/{sha256}/{name}")
    async def media(sha256: str, name: str) -> Response:
        del sha256
        grey, form = io.BytesIO(), "WEBP" if name.endswith("webp") else "JPEG"
        Image.new("RGB", (300, 200), "#888").save(grey, form)
        return Response(grey.getvalue(), media_type=f"image/{form.lower()}")

    return router


def fill(paper: Paper) -> None:
    """Publish stories of every kind: corrected, running, Arabic, full of names, pictured."""
    paper.keep(a_media(1), a_media(2, width=900, height=1400))
    for number, (headline, section) in enumerate(zip(HEADLINES, SECTIONS, strict=True)):
        facts: dict[str, Any] = {
            "section": section,
            "word_count": 400,
            "summary": "What has happened, in a sentence of the usual length for a teaser.",
            "topics": [{"qcode": "medtop:20000005", "name": "cinema", "relevance": 0.9}],
            "people": [{"name": "Grace Sample", "mentions": 2}],
            "places": [{"name": "Portsmouth", "mentions": 1}],
            "organisations": [{"name": "Harbour Board", "mentions": 1}],
            "kin": {"cluster": "c1"} if number < 3 else None,
        }
        article_id = STORY if number == 0 else f"{'bcdefg'[number]}" * 20
        paper.hear(
            an_approval(
                1,
                article_id=article_id,
                headline=headline,
                by="Ada Example",
                info_sources=[{"name": "Example Wire", "role": "originator"}],
                associations=[an_association(1), an_association(2)] if number == 3 else [],
                enrichment=facts,
            )
        )
    for article_id, ends in (("k" * 20, a_kill), ("r" * 20, a_recall)):
        facts = {"section": "world"}
        paper.hear(
            an_approval(1, article_id=article_id, headline="Zebra", enrichment=facts),
            ends(1, article_id=article_id),
        )
    corrected = [{"role": "correction", "value": "Fourteen sailings, not forty."}]
    running = {"section": "world", "kin": {"cluster": "c1"}}
    paper.hear(
        an_approval(2, headline=HEADLINES[0], descriptions=corrected, enrichment=running)
    )
    arabic = {
        "language": {"code": "ar", "confidence": 0.99},
        "section": "world",
        "topics": [{"qcode": "medtop:20000005", "name": "سينما", "relevance": 0.9}],
        "places": [{"name": "القاهرة", "mentions": 1}],
    }
    paper.hear(
        an_approval(
            1,
            article_id=ARABIC,
            headline="العبّارات تستأنف رحلاتها بعد عاصفة",
            language="ar",
            body="استأنفت العبّارات رحلاتها يوم الاثنين.",
            enrichment=arabic,
        )
    )


KILLED, RECALLED = "/world/zebra-kkkkkkkkkk", "/world/zebra-rrrrrrrrrr"
PICTURED = "/culture/library-opens-its-night-reading-rooms-to-students-eeeeeeeeee"
FERRIES = "/world/ferries-resume-after-two-day-storm-closes-the-strait-abcdefghij"
PAGES = (
    "/",
    "/ar/",
    "/world/",
    FERRIES,
    f"{FERRIES}/changes",
    "/world/العبارات-تستأنف-رحلاتها-بعد-عاصفة-ararararar",
    *(f"/{each}/" for each in ("topics", "people", "organisations", "places", "authors")),
    *("/sources/", "/topics/cinema-20000005/", "/people/grace-sample/", "/places/portsmouth/"),
    *("/organisations/harbour-board/", "/authors/ada-example/", "/sources/example-wire/"),
    *("/archive/", "/archive/2026/", "/archive/2026/11/", "/archive/2026/11/23/"),
    *("/corrections/", "/search", "/search?q=ferries", "/search?q=nothingofthekind"),
    *("/about", "/ar/archive/2026/11/23/", "/ar/search?q=%D8%B9%D8%A7%D8%B5%D9%81%D8%A9"),
    *(PICTURED, "/culture/", "/ar/world/", "/ar/topics/", "/ar/places/القاهرة/"),
    *("/ar/corrections/", "/ar/nothing-here", "/nothing-here", "/v1/nothing", KILLED, RECALLED),
)
"""Every kind of page."""
PARTS = 5
"""So many tests share them, that none takes long on a busy machine."""
STATUS = {
    "/nothing-here": 404,
    "/ar/nothing-here": 404,
    "/v1/nothing": 404,
    KILLED: 410,
    RECALLED: 451,
}


@pytest.mark.browser
@pytest.mark.parametrize(("width", "scheme"), SCREENS)
@pytest.mark.parametrize("part", range(PARTS))
async def test_every_kind_of_page_is_accessible_and_fits(
    address: str, browser: Browser, width: int, scheme: Any, part: int
) -> None:
    context = await browser.new_context(
        viewport={"width": width, "height": 900}, color_scheme=scheme
    )
    page = await context.new_page()
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", lambda said: faults.append(said.text) if said.type == "error" else None)

    for path in PAGES[part::PARTS]:
        answer = await page.goto(address + path)
        assert answer is not None
        assert answer.status == STATUS.get(path, 200), path
        found = await Axe().run(page, options=RULES)
        assert found.violations_count == 0, (path, found.generate_report())
        is_wide = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
        assert not await page.evaluate(is_wide), path
        await keep_shot(page, f"{path}-{width}-{scheme}")

    refusals = tuple(f"status of {each}" for each in STATUS.values())
    assert [fault for fault in faults if not any(each in fault for each in refusals)] == []
    await context.close()


@pytest.mark.browser
async def test_a_page_is_painted_within_googles_good_time_and_prints_its_address(
    address: str, browser: Browser
) -> None:
    page = await browser.new_page(color_scheme="dark")
    await page.goto(address + FERRIES)

    painted = await page.evaluate(
        "new Promise(done => new PerformanceObserver(list =>"
        " done(list.getEntries().at(-1).startTime))"
        ".observe({type: 'largest-contentful-paint', buffered: true}))"
    )
    await page.emulate_media(media="print")

    assert painted < 2500
    assert await page.locator(".printed").is_visible()
    await page.close()


@pytest.mark.browser
@pytest.mark.parametrize("part", range(PARTS))
async def test_every_kind_of_page_is_legible_on_paper(
    address: str, browser: Browser, part: int
) -> None:
    # Paper is light, whatever the screen was, and goes from right to left where words do.
    page = await browser.new_page(color_scheme="dark")
    await page.emulate_media(media="print")
    for path in PAGES[part::PARTS]:
        await page.goto(address + path)
        found = await Axe().run(page, options=RULES)
        assert found.violations_count == 0, (path, found.generate_report())
        assert not await page.locator(".sections").is_visible()
        assert await page.locator(".printed").is_visible(), path
        await keep_shot(page, f"{path}-print")
    await page.close()


@pytest.mark.browser
async def test_a_page_needs_no_script(address: str, browser: Browser) -> None:
    context = await browser.new_context(java_script_enabled=False)
    page = await context.new_page()

    await page.goto(address)
    await page.get_by_role("link", name="Rovers beat").first.click()

    assert await page.get_by_role("heading", level=1).inner_text() == HEADLINES[1]
    await context.close()


async def test_a_second_foreign_parser_reads_all_feeds(address: str) -> None:
    shelves = [each for each in PAGES if each.endswith("/") and each not in NO_FEEDS]
    assert len(shelves) > 10
    for shelf in shelves:
        for name in ("feed.xml", "atom.xml"):
            path = f"{shelf}{name}"
            read = await asyncio.to_thread(feedparser.parse, address + path)
            assert not read.bozo, (path, read.get("bozo_exception"))
            assert read.feed.title
            assert read.entries, path
            for entry in read.entries:
                assert entry.title
                assert entry.link.startswith(address)
                assert entry.id.startswith("urn:copydesk:")
                assert entry.published_parsed.tm_year == 2026
        async with AsyncClient(base_url=address) as client:
            written = (await client.get(f"{shelf}feed.json")).raise_for_status().json()
        # https://www.jsonfeed.org/version/1.1/: what is required, and what readers rely on.
        assert written["version"] == "https://jsonfeed.org/version/1.1"
        assert written["title"]
        assert written["feed_url"] == str(httpx.URL(f"{address}{shelf}feed.json"))
        for item in written["items"]:
            assert item["id"].startswith("urn:copydesk:")
            assert item["content_html"]
            assert datetime.fromisoformat(item["date_published"]).tzinfo is not None


async def test_linked_data_has_what_search_engines_require(address: str) -> None:
    kinds, met = set(), set()
    async with AsyncClient(base_url=address) as client:
        listed = (await client.get("/news-sitemap.xml")).text
        paths = re.findall(rf"<loc>{address}([^<]+)</loc>", listed)
        assert len(paths) == len(HEADLINES) + 1
        for path in paths:
            page = (await client.get(path)).raise_for_status().text
            [data] = extruct.extract(page, base_url=address, syntaxes=["json-ld"])["json-ld"]
            kinds.add(data["@type"])
            found = list(nodes(data))
            for each in found:
                met.add(each["@type"])
                for name in REQUIRED.get(each["@type"], ()):
                    assert each.get(name), (path, each["@type"], name)
            for each in (each for each in found if each["@type"] == "ImageObject"):
                shown = (await client.get(each["contentUrl"])).raise_for_status()
                assert shown.headers["content-type"] == each["encodingFormat"]
                assert urlsplit(each["license"]).path == urlsplit(data["url"]).path
            [trail] = [each for each in found if each["@type"] == "BreadcrumbList"]
            last = trail["itemListElement"][-1]
            assert last["name"].startswith(data["headline"])
            assert last["item"] == data["url"]
            for name in ("datePublished", "dateModified"):
                assert datetime.fromisoformat(data[name]).tzinfo is not None
            authors = data["author"] if isinstance(data["author"], list) else [data["author"]]
            assert all(each["@type"] and each["name"] for each in authors)
            updates = data.get("liveBlogUpdate", [])
            assert bool(updates) == (data["@type"] == "LiveBlogPosting")
            for each in updates:
                assert each["headline"]
                assert each["articleBody"]
                assert datetime.fromisoformat(each["datePublished"]).tzinfo is not None
    assert kinds == {"LiveBlogPosting", "NewsArticle"}
    assert met >= REQUIRED.keys(), "a row of the table was asked of nothing"


async def test_every_list_says_where_it_stands(address: str) -> None:
    async with AsyncClient(base_url=address) as client:
        for path in (
            *("/topics/cinema-20000005/", "/people/grace-sample/", "/archive/2026/11/23/"),
            *("/corrections/", "/topics/", "/ar/archive/2026/11/23/"),
        ):
            page = (await client.get(path)).raise_for_status().text
            [data] = extruct.extract(page, base_url=address, syntaxes=["json-ld"])["json-ld"]
            assert data["@type"] == "BreadcrumbList"
            items = data["itemListElement"]
            assert len(items) >= 2
            assert [each["position"] for each in items] == list(range(1, len(items) + 1))
            for each in items:
                assert all(each.get(name) for name in REQUIRED["ListItem"]), path
                answer = await client.get(each["item"])
                assert answer.status_code == 200, (path, each)
            assert items[-1]["item"] == f"{address}{path}"
