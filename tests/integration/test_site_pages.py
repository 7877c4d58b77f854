"""The site's pages in a real browser, and what foreign readers make of them."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import AsyncIterator
from datetime import datetime
from pathlib import Path
from typing import Any

import extruct
import feedparser
import pytest
import uvicorn
from axe_playwright_python.async_playwright import Axe
from httpx import AsyncClient
from playwright.async_api import Browser, async_playwright

from services.control.ports import LOOPBACK, find_free
from tests.eventually import eventually
from tests.unit.publish.reader.paper import Paper
from tests.unit.publish.stories import STORY, an_approval

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
}


@pytest.fixture(scope="module")
async def address(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[str]:
    port = find_free()
    url = f"http://{LOOPBACK}:{port}"
    paper = Paper(tmp_path_factory.mktemp("site"), site_url=url, site_versions=True)
    await paper.open()
    fill(paper)
    config = uvicorn.Config(paper.app, port=port, log_level="warning", lifespan="off")
    server = uvicorn.Server(config)
    task = asyncio.create_task(server.serve())

    async def is_up() -> bool:
        return server.started

    await eventually(is_up)
    yield url
    server.should_exit = True
    await task
    await paper.readers.close()


def fill(paper: Paper) -> None:
    """Publish stories of every kind: corrected, running, Arabic, full of names."""
    for number, (headline, section) in enumerate(zip(HEADLINES, SECTIONS, strict=True)):
        facts: dict[str, Any] = {
            "section": section,
            "word_count": 400,
            "summary": "What has happened, in a sentence of the usual length for a teaser.",
            "topics": [{"qcode": "medtop:20000005", "name": "cinema", "relevance": 0.9}],
            "people": [{"name": "Grace Sample", "mentions": 2}],
            "places": [{"name": "Portsmouth", "mentions": 1}],
            "kin": {"cluster": "c1"} if number < 3 else None,
        }
        article_id = STORY if number == 0 else f"{'bcdefg'[number]}" * 20
        paper.hear(
            an_approval(
                1, article_id=article_id, headline=headline, by="Ada Example", enrichment=facts
            )
        )
    corrected = [{"role": "correction", "value": "Fourteen sailings, not forty."}]
    running = {"section": "world", "kin": {"cluster": "c1"}}
    paper.hear(
        an_approval(2, headline=HEADLINES[0], descriptions=corrected, enrichment=running)
    )
    arabic = {"language": {"code": "ar", "confidence": 0.99}, "section": "world"}
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


@pytest.fixture(scope="module")
async def browser() -> AsyncIterator[Browser]:
    chromium = shutil.which("chromium")
    if chromium is None:
        pytest.skip("no chromium on this machine")
    async with async_playwright() as playwright:
        started = await playwright.chromium.launch(
            executable_path=chromium, args=["--no-sandbox"]
        )
        yield started
        await started.close()


PAGES = (
    "/",
    "/ar/",
    "/world/",
    "/world/ferries-resume-after-two-day-storm-closes-the-strait-abcdefghij",
    "/world/ferries-resume-after-two-day-storm-closes-the-strait-abcdefghij/changes",
    "/world/العبارات-تستأنف-رحلاتها-بعد-عاصفة-ararararar",
    "/topics/",
    "/topics/cinema-20000005/",
    "/archive/2026/",
    "/corrections/",
    "/search?q=ferries",
    "/nothing-here",
)


@pytest.mark.browser
@pytest.mark.parametrize(
    ("width", "scheme"), [(390, "dark"), (1440, "light")], ids=["narrow, dark", "wide, light"]
)
async def test_every_kind_of_page_is_accessible_and_fits(
    address: str, browser: Browser, width: int, scheme: Any
) -> None:
    context = await browser.new_context(
        viewport={"width": width, "height": 900}, color_scheme=scheme
    )
    page = await context.new_page()
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", lambda said: faults.append(said.text) if said.type == "error" else None)

    for path in PAGES:
        await page.goto(address + path)
        found = await Axe().run(page, options=RULES)
        assert found.violations_count == 0, (path, found.generate_report())
        is_wide = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
        assert not await page.evaluate(is_wide), path

    assert [fault for fault in faults if "404" not in fault] == []
    await context.close()


@pytest.mark.browser
async def test_a_page_is_painted_within_googles_good_time_and_prints_its_address(
    address: str, browser: Browser
) -> None:
    page = await browser.new_page()
    await page.goto(address + PAGES[3])

    painted = await page.evaluate(
        "new Promise(done => new PerformanceObserver(list =>"
        " done(list.getEntries().at(-1).startTime))"
        ".observe({type: 'largest-contentful-paint', buffered: true}))"
    )
    await page.emulate_media(media="print")

    assert painted < 2500
    assert await page.locator(".printed").is_visible()
    assert not await page.locator(".sections").is_visible()
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
    for path in ("/feed.xml", "/atom.xml", "/ar/feed.xml", "/topics/cinema-20000005/atom.xml"):
        read = await asyncio.to_thread(feedparser.parse, address + path)
        assert not read.bozo, (path, read.get("bozo_exception"))
        assert read.entries
        for entry in read.entries:
            assert entry.title
            assert entry.link.startswith(address)
            assert entry.id.startswith("urn:copydesk:")


async def test_linked_data_has_what_search_engines_require(address: str) -> None:
    kinds = set()
    async with AsyncClient(base_url=address) as client:
        for path in (
            PAGES[3],
            "/business/herring-quota-cut-by-a-fifth-after-a-poor-season-ffffffffff",
        ):
            page = (await client.get(path)).raise_for_status().text
            [data] = extruct.extract(page, base_url=address, syntaxes=["json-ld"])["json-ld"]
            kinds.add(data["@type"])
            for name in REQUIRED[data["@type"]]:
                assert data.get(name), (path, name)
            assert datetime.fromisoformat(data["datePublished"]).tzinfo is not None
    assert kinds == {"LiveBlogPosting", "NewsArticle"}


async def test_an_open_page_is_told_of_new_stories(tmp_path: Path) -> None:
    paper = await Paper(tmp_path).open()
    bar = paper.readers.bar
    frames = bar.frames("en", "")
    assert await anext(frames) == b"retry: 5000\n\n"
    waiting = asyncio.ensure_future(anext(frames))
    await asyncio.sleep(0)

    paper.hear(
        an_approval(
            1,
            language="de",
            article_id="d" * 20,
            enrichment={"language": {"code": "de", "confidence": 1}},
        )
    )
    paper.hear(an_approval(1))
    await paper.readers.follower.catch_up()

    said = await asyncio.wait_for(waiting, 10)
    assert said.startswith(b"event: story\n")
    assert b"Ferries" in said
    await paper.readers.close()
