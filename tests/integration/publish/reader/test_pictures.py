"""A front page with thirty pictures, in a real browser: its weight, and how still it is."""

from __future__ import annotations

import functools
import io
import random
from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

import pytest
import structlog
from fastapi import APIRouter
from fastapi.responses import Response
from PIL import Image, ImageDraw, ImageFilter
from playwright.async_api import Browser, Page

from services.control.machine.ports import LOOPBACK, find_free
from services.publish.pictures.darkroom.renditions import Darkroom
from services.publish.pictures.shown.recipes import MEDIA_TYPES, wanted
from tests.browsing import SCREENS, keep_shot, violations
from tests.served import served
from tests.unit.publish.pictures.pictures import a_media, an_association
from tests.unit.publish.reader.paper import Paper
from tests.unit.publish.stories import an_approval

STORIES = 34
SECTIONS = ("world", "politics", "business", "sport", "culture", "science")
HEADLINES = (
    "Ferries resume after two-day storm closes the strait",
    "Rovers beat United 3-1 to go top on goal difference",
    "Parliament votes 212-198 for the coastal rail line",
    "Library opens its night reading rooms to students",
    "Herring quota cut by a fifth after a poor season",
    "Council sells the old harbour cranes to a museum",
)
GALLERY = "/world/pictures-of-every-shape-zzzzzzzzzz"
SHAPES = ((3000, 500), (1800, 1200), (600, 3000), (1000, 1000), (120, 80))
"""Width and height: a panorama, what cameras make, a column, a square, a stamp."""
_MOST_BYTES = 500_000
_MISSHOWN = """[...document.querySelectorAll("figure img")].map((each) => [
  each.clientWidth, Number(each.getAttribute("width")),
  each.clientWidth / each.getAttribute("width") * each.getAttribute("height") /
    each.clientHeight,
]).filter(([shown, has, shape]) => shown > has || Math.abs(shape - 1) > 0.05)"""
"""Pictures of a story that are shown larger than they are, or out of shape."""
_OBSERVE = """() => {
  window.moved = 0;
  window.movers = [];
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) {
      window.moved += entry.value;
      window.movers = [...(window.movers ?? []), ...entry.sources.map((each) =>
        `${each.node?.nodeName}.${each.node?.className}: ${JSON.stringify(each.previousRect)} ${
          JSON.stringify(each.currentRect)}`)];
    }
  }).observe({ type: "layout-shift", buffered: true });
}"""


@functools.cache
def a_photograph(seed: int, height: int, width: int = 1800) -> bytes:
    """Draw something as hard to pack as a photograph: soft shapes, hard edges, grain."""
    chance = random.Random(seed)
    image = Image.linear_gradient("L").resize((width, height)).convert("RGB")
    pen = ImageDraw.Draw(image)
    for _ in range(90):
        x, y, size = (
            chance.randrange(width),
            chance.randrange(height),
            chance.randrange(30, 420),
        )
        colour = tuple(chance.randrange(30, 226) for _ in "rgb")
        pen.ellipse((x - size, y - size // 2, x + size, y + size // 2), fill=colour)
    grain = Image.effect_noise((width, height), 36).convert("RGB")
    image = Image.blend(image.filter(ImageFilter.GaussianBlur(1.5)), grain, 0.12)
    out = io.BytesIO()
    image.save(out, "JPEG", quality=90)
    return out.getvalue()


def fill(paper: Paper) -> dict[str, bytes]:
    """Publish stories, each with a picture of its own; give the bytes of each."""
    originals = _fill_gallery(paper)
    for number in range(STORIES):
        height = 1200 if number % 5 else 2000
        media = a_media(number, width=1800, height=height)
        originals[media.sha256] = a_photograph(number % 6, height)
        paper.keep(media)
        paper.now += timedelta(minutes=2)
        paper.hear(
            an_approval(
                1,
                article_id=f"{'abcdefghijklmnopqrstuvwxyz234567'[number % 32]}"
                f"{'abcdefgh'[number // 32]}" * 10,
                headline=f"{HEADLINES[number % len(HEADLINES)]}, part {number + 1}",
                by="Ada Example",
                associations=[an_association(number)],
                enrichment={
                    "section": SECTIONS[number % len(SECTIONS)],
                    "word_count": 400,
                    "summary": "What has happened, in a sentence of the usual length.",
                },
            )
        )
    return originals


def _fill_gallery(paper: Paper) -> dict[str, bytes]:
    """Publish one story with a picture of each shape; the last one has no words at all."""
    originals = {}
    for number, (width, height) in enumerate(SHAPES, start=100):
        media = a_media(number, width=width, height=height)
        originals[media.sha256] = a_photograph(number, height, width)
        paper.keep(media)
    *worded, last = range(100, 100 + len(SHAPES))
    without = {"descriptions": [], "creditline": "", "infoSources": [], "copyrightNotice": ""}
    agency = "AveryverylongnameofanagencythatnocolumncanholdAveryverylongname"
    long = {"infoSources": [{"name": agency, "role": "creditLine"}], "creditline": agency}
    paper.hear(
        an_approval(
            1,
            article_id="z" * 20,
            headline="Pictures of every shape",
            by="Ada Example",
            associations=[
                *(an_association(each, **long) for each in worded),
                an_association(last, **without),
            ],
            enrichment={"section": "world", "word_count": 400},
        )
    )
    return originals


@pytest.fixture(scope="module")
async def address(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[str]:
    port = find_free()
    url = f"http://{LOOPBACK}:{port}"
    paper = Paper(tmp_path_factory.mktemp("site"), site_url=url)
    await paper.open()
    originals = fill(paper)
    darkroom = Darkroom(1024, structlog.get_logger())
    router = APIRouter()

    @router.get("/media/{sha256}/{name}")
    async def media(sha256: str, name: str) -> Response:
        asked = wanted(name)
        assert asked is not None
        made = await darkroom.make(originals[sha256], asked)
        return Response(made, media_type=MEDIA_TYPES[asked.form])

    paper.app.router.routes[:0] = router.routes
    async with served(paper.app, port):
        yield url
    await darkroom.stop()
    await paper.readers.close()


async def opened(browser: Browser, url: str, width: int, scheme: Any) -> tuple[Page, list[int]]:
    """Open a page and scroll to its end, slowly enough for everything to load."""
    context = await browser.new_context(
        viewport={"width": width, "height": 844}, color_scheme=scheme
    )
    page = await context.new_page()
    weights: list[int] = []

    async def weigh(event: dict[str, Any]) -> None:
        weights.append(int(event["encodedDataLength"]))

    session = await context.new_cdp_session(page)
    await session.send("Network.enable")
    session.on("Network.loadingFinished", weigh)
    await page.add_init_script(f"({_OBSERVE})()")
    await page.goto(url, wait_until="networkidle")
    height = await page.evaluate("document.body.scrollHeight")
    for top in range(0, height, 500):
        await page.evaluate(f"scrollTo(0, {top})")
        await page.evaluate("new Promise((done) => requestAnimationFrame(() => done()))")
    await page.wait_for_load_state("networkidle")
    await page.evaluate("Promise.all([...document.images].map((each) => each.decode()))")
    return page, weights


@pytest.mark.browser
async def test_a_front_page_with_thirty_pictures_is_light_and_keeps_still(
    address: str, browser: Browser
) -> None:
    page, weights = await opened(browser, f"{address}/", 390, "light")

    pictures = await page.evaluate("document.querySelectorAll('article img').length")
    moved = await page.evaluate("window.moved")
    too_wide = await page.evaluate("document.documentElement.scrollWidth > innerWidth")

    assert pictures >= 30
    assert sum(weights) < _MOST_BYTES, (sum(weights), len(weights))
    assert moved == 0, await page.evaluate("window.movers")
    assert not too_wide
    print(f"{pictures} pictures, {sum(weights)} bytes, shifted {moved}")  # noqa: T201 - measured
    await page.context.close()


@pytest.mark.browser
@pytest.mark.parametrize(("width", "scheme"), SCREENS)
async def test_pictures_fit_and_are_accessible_on_every_kind_of_page(
    address: str, browser: Browser, width: int, scheme: str
) -> None:
    first, _ = await opened(browser, f"{address}/world/", width, scheme)
    story = await first.evaluate("document.querySelector('.lead h2 a').href")
    await first.context.close()
    for name, url in (
        ("front", f"{address}/"),
        ("section", f"{address}/world/"),
        ("story", story),
        ("gallery", f"{address}{GALLERY}"),
    ):
        page, _ = await opened(browser, url, width, scheme)
        assert await page.evaluate("document.querySelectorAll('article img').length")
        assert await page.evaluate("window.moved") == 0, await page.evaluate("window.movers")
        assert not await page.evaluate("document.documentElement.scrollWidth > innerWidth")
        assert await page.evaluate(_MISSHOWN) == []
        assert await violations(page, name) == []
        await keep_shot(page, f"{name}-{width}-{scheme}")
        await page.context.close()
