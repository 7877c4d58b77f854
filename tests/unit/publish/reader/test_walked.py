"""What a walk through the site found wanting, each held here as the kind of thing it was."""

from __future__ import annotations

import asyncio
import re
import shutil
import threading
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import extruct
import pytest
from lxml import etree, html

from services.publish.reader.catalogue import follower
from services.publish.reader.config import SiteSettings
from services.publish.reader.export import Export
from services.publish.reader.search import indexing
from services.publish.reader.search.index import SearchIndex
from services.publish.release import unpublish
from tests.unit.publish.reader.paper import Paper, ids
from tests.unit.publish.reader.walk import ends_in, files, in_step
from tests.unit.publish.stories import SITE, STORY, a_hold, a_kill, a_recall, an_approval

STORM = (
    "Ferries resumed crossing the strait on Monday after a storm that closed every harbour.",
    "Fourteen sailings would leave before midnight, the harbour board told the waiting crowd.",
    "Waves of eleven metres were measured at the lighthouse, the highest for sixty years.",
)


@pytest.fixture
async def paper(tmp_path: Path) -> AsyncIterator[Paper]:
    paper = await Paper(tmp_path, site_tdm="reserved").open()
    yield paper
    await paper.readers.close()


def parsed(page: str) -> Any:
    """Read a page as a browser would; lxml's types allow for everything."""
    return html.document_fromstring(page)


def about(*, person: str, topic: str = "cinema", code: str = "20000005") -> dict[str, Any]:
    return {
        "section": "world",
        "topics": [{"qcode": f"medtop:{code}", "name": topic, "relevance": 0.9}],
        "people": [{"name": person, "mentions": 1}],
    }


@pytest.mark.parametrize(
    "ends", [a_kill, a_recall, a_hold, unpublish], ids=["kill", "recall", "hold", "act"]
)
async def test_a_lists_feed_names_the_ends_of_what_stood_on_it(paper: Paper, ends: Any) -> None:
    theirs, others, gone = ids(3)
    paper.hear(
        an_approval(1, article_id=theirs, enrichment=about(person="Grace Sample")),
        an_approval(1, article_id=others, enrichment=about(person="Ada Example")),
        an_approval(1, article_id=gone, enrichment=about(person="Grace Sample")),
    )
    assert ends_in(await paper.text("/people/grace-sample/atom.xml")) == set()

    if ends is unpublish:
        paper.act(unpublish, gone)
    else:
        paper.hear(ends(1, article_id=gone))

    for path in ("/", "/world/", "/people/grace-sample/", "/topics/cinema-20000005/"):
        assert ends_in(await paper.text(f"{path}atom.xml")) == {gone}, path
    # Nobody knows any more where a recalled story stood.
    elsewhere = {gone} if ends is a_recall else set()
    assert ends_in(await paper.text("/people/ada-example/atom.xml")) == elsewhere


async def test_what_is_live_again_is_no_end_any_more(paper: Paper) -> None:
    stays, back = ids(2)
    for each in (stays, back):
        paper.hear(an_approval(1, article_id=each, enrichment=about(person="Grace Sample")))
    paper.hear(a_hold(1, article_id=back))
    assert ends_in(await paper.text("/people/grace-sample/atom.xml")) == {back}

    paper.hear(an_approval(2, article_id=back, enrichment=about(person="Ada Example")))

    assert ends_in(await paper.text("/people/grace-sample/atom.xml")) == set()


async def test_an_end_is_of_its_own_edition(paper: Paper) -> None:
    german = {"language": {"code": "de", "confidence": 0.99}, "section": "world"}
    stays, gone = ids(2)
    for each in (stays, gone):
        paper.hear(an_approval(1, article_id=each, language="de", enrichment=german))
    assert ends_in(await paper.text("/de/atom.xml")) == set()

    paper.hear(an_approval(1, article_id="e" * 20), a_kill(1, article_id=gone))

    assert ends_in(await paper.text("/de/atom.xml")) == {gone}
    assert ends_in(await paper.text("/atom.xml")) == set()


@pytest.mark.parametrize(
    ("language", "written", "asked"),
    [
        ("fr", "La traversée reprend", "traversee"),
        ("fr", "Trois traversées annulées", "TRAVERSEES"),
        ("fr", "Les opérateurs protestent", "operateur"),
        ("es", "La compañía despidió a cien", "compania"),
        ("es", "Después de la tormenta", "despues"),
        ("de", "Die Fähren fahren", "faehre"),
        ("de", "Die Hafenbehörde warnt", "hafenbehorde"),
        ("en", "A café by the sea", "cafes"),
        ("ar", "العبّارات تعود", "العبارات"),
        ("pt", "A cidade de São Tomé", "sao tome"),
    ],
)
async def test_a_search_without_marks_finds_what_was_written_with_them(
    paper: Paper, language: str, written: str, asked: str
) -> None:
    spoken = {"language": {"code": language, "confidence": 0.99}, "body": f"{written}."}
    paper.hear(
        an_approval(1, headline=written, language=language, enrichment=spoken),
        an_approval(1, article_id="b" * 20, headline="Nothing of the kind"),
    )

    for query in (asked, asked.split(maxsplit=1)[0], *written.split()[1:2]):
        found = (await paper.get(f"/v1/search?q={query}")).json()
        assert [each["article_id"] for each in found["results"]] == [STORY], query
        assert "<mark>" in found["results"][0]["snippet"]


@pytest.mark.parametrize(
    "topic",
    [
        *("cinema", "Cinema", "medtop:20000005", "20000005", "cinema-20000005"),
        *("arts and entertainment", "20000002"),
        "http://cv.iptc.org/newscodes/mediatopic/20000005",
    ],
)
async def test_a_topic_is_searched_by_code_or_by_any_name_it_has(
    paper: Paper, topic: str
) -> None:
    paper.hear(
        an_approval(1, enrichment=about(person="Grace Sample")),
        an_approval(
            1,
            article_id="b" * 20,
            enrichment=about(person="A B", topic="soccer", code="20001065"),
        ),
    )

    found = (await paper.reader.get("/v1/search", params={"topic": topic})).json()

    assert [each["article_id"] for each in found["results"]] == [STORY]


@pytest.mark.parametrize(
    ("query", "at"),
    [
        ("from=yesterday", ["/query/from"]),
        ("to=2026-13-01", ["/query/to"]),
        ("after=zzz", ["/query/after"]),
        ("q=a&from=x&to=y", ["/query/from", "/query/to"]),
    ],
)
async def test_a_machine_is_told_what_of_its_search_cannot_be_read(
    paper: Paper, query: str, at: list[str]
) -> None:
    answer = await paper.get(f"/v1/search?{query}", accept="application/json")

    assert answer.status_code == 422
    assert [each["pointer"] for each in answer.json()["errors"]] == at
    assert all(each["fix"] for each in answer.json()["errors"])
    # A person's form only finds nothing of it.
    assert (await paper.get(f"/search?{query}")).status_code == 200


@pytest.mark.parametrize(
    ("summary", "body"),
    [
        (STORM[0], f"PORTSMOUTH (Example) - {STORM[0]}\n\n{STORM[1]}\n\n{STORM[2]}"),
        (f"{STORM[0]} {STORM[2]}", f"{STORM[0]} {STORM[1]}\n\n{STORM[2]}"),
        (STORM[0][:70] + "…", f"{STORM[0]}\n\n{STORM[1]} {STORM[2]}"),
        (
            "بدأت الرحلات من جديد بعد العاصفة.",
            "القاهرة - بدأت الرحلات من جديد بعد العاصفة. عاد الجميع.",
        ),
        ("Something else entirely was said of it.", " ".join(STORM)),
    ],
    ids=["a dateline", "taken out of the middle", "cut short", "Arabic", "words of its own"],
)
async def test_a_lead_says_nothing_twice(paper: Paper, summary: str, body: str) -> None:
    paper.hear(an_approval(1, enrichment={"summary": summary, "body": body}))

    page = parsed(await paper.text("/"))

    lead = " ".join(page.xpath("string(//div[@class='lead'])").split())
    for sentence in (*STORM, summary):
        assert lead.count(sentence.rstrip("… .")[:60]) <= 1, lead
    assert page.xpath("//div[@class='opening']/p")


async def test_a_snippet_says_nothing_twice(paper: Paper) -> None:
    body = f"PORTSMOUTH (Example) - {STORM[0]}"
    paper.hear(an_approval(1, enrichment={"summary": STORM[0], "body": body}))

    [hit] = (await paper.get("/v1/search?q=harbour")).json()["results"]

    assert hit["snippet"].count("<mark>") == 1


async def test_a_page_of_older_stories_is_known_by_its_own_address(paper: Paper) -> None:
    letters = "bcdefghijklmnopqrstuvwxyz234567"
    for a in letters[:2]:
        for each in letters:
            paper.hear(an_approval(1, article_id=(a + each) * 10))
    first = "/archive/2026/11/23/"
    second = parsed(await paper.text(first)).xpath("string(//p[@class='older']/a/@href)")

    canonical = "string(//link[@rel='canonical']/@href)"
    assert parsed(await paper.text(first)).xpath(canonical) == f"{SITE}{first}"
    assert parsed(await paper.text(second)).xpath(canonical) == f"{SITE}{second}"


async def test_every_page_says_on_paper_where_it_was(paper: Paper) -> None:
    paper.hear(an_approval(1, enrichment=about(person="Grace Sample")))
    paths = ("/", "/world/", "/people/", "/people/grace-sample/", "/archive/", "/corrections/")

    for path in (*paths, "/search", paper.path_of(STORY)):
        page = parsed(await paper.text(path))
        assert page.xpath("string(//p[@class='printed'])") == f"{SITE}{path}"


@pytest.mark.parametrize(
    "terms", ["https://site.example/terms", "https://s.example/?a=1&b=<2>"]
)
async def test_the_licence_names_the_terms_whatever_their_address(
    tmp_path: Path, terms: str
) -> None:
    paper = await Paper(tmp_path, site_tdm="reserved", site_tdm_policy=terms).open()

    licence = etree.fromstring((await paper.text("/license.xml")).encode())

    assert licence.findtext(".//{*}terms") == terms
    await paper.readers.close()


async def test_linked_data_leads_to_the_pages_of_writers_and_to_the_logo(
    tmp_path: Path,
) -> None:
    look = tmp_path / "look"
    (look / "static").mkdir(parents=True)
    (look / "static" / "logo.svg").write_text("<svg/>")
    (look / "static" / "terms.txt").write_text("Fähren")
    paper = await Paper(tmp_path, site_look=look, site_logo="logo.svg").open()
    german = {"language": {"code": "de", "confidence": 0.99}}
    paper.hear(
        an_approval(1, by="By Ada Example and Tom Field"),
        an_approval(
            1, article_id="d" * 20, by="Von Anna Möller", language="de", enrichment=german
        ),
    )
    links = re.compile(r'"(http://site\.example/[^"]*)"')

    for which in (STORY, "d" * 20):
        page = await paper.text(paper.path_of(which))
        [data] = extruct.extract(page, base_url=SITE, syntaxes=["json-ld"])["json-ld"]
        assert data["author"]
        for writer in data["author"]:
            there = await paper.text(writer["url"].removeprefix(SITE))
            assert writer["name"] in there
        assert data["publisher"]["logo"] == f"{SITE}/static/logo.svg"
        for link in links.findall(str(data).replace("'", '"')):
            assert (await paper.get(link.removeprefix(SITE))).status_code == 200, link
    said = (await paper.get("/static/terms.txt")).headers["content-type"]
    assert said == "text/plain; charset=utf-8"
    await paper.readers.close()


async def found(paper: Paper, query: str) -> list[str]:
    answer = (await paper.get(f"/v1/search?q={query}")).json()
    return [each["article_id"] for each in answer["results"]]


async def test_what_was_read_but_not_indexed_is_found_after_the_restart(
    paper: Paper, monkeypatch: pytest.MonkeyPatch
) -> None:
    paper.hear(an_approval(1, headline="Zebra escapes"))
    monkeypatch.setattr(SearchIndex, "follow", lambda *_: None)  # the process ends before that
    await paper.text("/")
    monkeypatch.undo()

    await paper.restart()

    assert await found(paper, "zebra") == [STORY]


@pytest.mark.parametrize("lost", ["all of it", "its version", "its parts"])
async def test_an_index_that_lost_what_it_knew_is_filled_again(
    paper: Paper, tmp_path: Path, lost: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    paper.hear(an_approval(1, headline="Zebra escapes"))
    assert await found(paper, "zebra") == [STORY]
    await paper.readers.close()
    [directory] = (tmp_path / "reader-0").glob("index-*")
    match lost:
        case "all of it":
            shutil.rmtree(directory)
        case "its version":
            (directory / "copydesk-version").write_text("0", "utf-8")
        case _:
            for each in directory.iterdir():
                if each.name != "copydesk-version":
                    each.write_bytes(b"")
    for soon in (5000, -1):  # before the site answers, or while it does
        monkeypatch.setattr(indexing, "_SOON_INDEXED", soon)
        await paper.restart()
        await paper.readers.index()
        assert await found(paper, "zebra") == [STORY]


async def test_an_index_made_anew_keeps_nobody_from_reading_and_has_what_came_meanwhile(
    paper: Paper, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    words = b"quagga"
    paper.hear(an_approval(1, article_id="b" * 20, enrichment={"body": "A quagga was seen."}))
    assert await found(paper, "quagga") == ["b" * 20]
    follow, waits, goes_on = SearchIndex._follow, threading.Event(), threading.Event()

    def slowly(self: SearchIndex, volume: Any, catalog: Any, *, every: bool = False) -> None:
        follow(self, volume, catalog, every=every)
        if every and not waits.is_set():
            waits.set()
            assert goes_on.wait(30)

    monkeypatch.setattr(SearchIndex, "_follow", slowly)
    paper.hear(a_recall(1, article_id="b" * 20))
    await paper.text("/")
    making = asyncio.create_task(paper.readers.index())
    assert await asyncio.to_thread(waits.wait, 30)

    paper.hear(an_approval(1, headline="Zebra escapes"))
    assert await found(paper, "zebra") == [STORY]
    goes_on.set()
    await making

    assert await found(paper, "zebra") == [STORY]
    assert await found(paper, "quagga") == []
    [directory] = (tmp_path / "reader-0").glob("index-*")
    assert not [each for each in directory.iterdir() if words in each.read_bytes()]


async def test_who_reads_does_not_wait_for_the_index_and_who_searches_does(
    paper: Paper, monkeypatch: pytest.MonkeyPatch
) -> None:
    follow, waits, goes_on = SearchIndex.follow, threading.Event(), threading.Event()

    def slowly(self: SearchIndex, catalog: Any) -> None:
        waits.set()
        assert goes_on.wait(30)
        follow(self, catalog)

    monkeypatch.setattr(SearchIndex, "follow", slowly)
    paper.hear(an_approval(1, headline="Zebra escapes"))
    search = asyncio.create_task(found(paper, "zebra"))
    assert await asyncio.to_thread(waits.wait, 30)

    paper.hear(an_approval(1, article_id="b" * 20, headline="Ibex escapes"))
    assert "Ibex" in await paper.text("/")
    assert "Ibex" in await paper.text("/feed.xml")
    assert not search.done()
    goes_on.set()

    assert await search == [STORY]
    assert await found(paper, "ibex") == ["b" * 20]


async def test_what_was_recalled_before_a_restart_leaves_the_files_of_the_index_after_it(
    paper: Paper, tmp_path: Path
) -> None:
    paper.hear(an_approval(1, article_id="b" * 20, enrichment={"body": "A quagga was seen."}))
    assert await found(paper, "quagga") == ["b" * 20]
    paper.hear(a_recall(1, article_id="b" * 20))
    assert await found(paper, "quagga") == []

    await paper.restart()
    await paper.readers.index()

    [directory] = (tmp_path / "reader-0").glob("index-*")
    assert not [each for each in directory.iterdir() if b"quagga" in each.read_bytes()]
    await paper.readers.index()
    assert [*(tmp_path / "reader-0").glob("index-*")] == [directory]  # made anew once


async def test_a_search_finds_nothing_of_a_log_that_was_set_back(
    paper: Paper, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(follower, "_CHECK_EVERY_S", -1.0)
    first, second, third = ids(3)
    for each in (first, second):
        paper.hear(an_approval(1, article_id=each, headline=f"Zebra {each[0]} escapes"))
    assert await found(paper, "zebra") == [second, first]

    paper.log.clear()
    paper.publications.clear()
    paper.hear(an_approval(1, article_id=third, headline="Another zebra escapes"))

    assert await found(paper, "zebra") == [third]


async def test_a_story_leads_on_to_what_has_its_topics_or_names_before_its_section(
    paper: Paper,
) -> None:
    story, topic, person, place, section = ids(5)
    paper.hear(
        an_approval(1, article_id=section, headline="Same section"),
        an_approval(
            1,
            article_id=place,
            headline="Same place",
            enrichment={"section": "sport", "places": [{"name": "Portsmouth", "mentions": 1}]},
        ),
        an_approval(
            1,
            article_id=person,
            headline="Same person",
            enrichment=about(person="Grace Sample", topic="soccer", code="20001065"),
        ),
        an_approval(1, article_id=topic, headline="Same topic", enrichment=about(person="A B")),
        an_approval(
            1,
            article_id=story,
            enrichment={
                **about(person="Grace Sample"),
                "section": "news",
                "places": [{"name": "Portsmouth", "mentions": 1}],
            },
        ),
    )

    page = parsed(await paper.text(paper.path_of(story)))

    led = page.xpath("//section[@class='related']//h3")
    assert [each.text_content().strip() for each in led] == [
        *("Same topic", "Same person", "Same place", "Same section"),
    ]


@pytest.mark.parametrize("setting", ["indexnow_key", "site_tdm", "site_look"])
async def test_an_export_has_what_the_settings_add_to_the_site(
    tmp_path: Path, setting: str
) -> None:
    look = tmp_path / "look"
    (look / "pages").mkdir(parents=True)
    (look / "pages" / "about.md").write_text(
        "# About us\n\n| who | what |\n|---|---|\n| A | B |\n"
    )
    values = {"indexnow_key": "abcdef0123", "site_tdm": "reserved", "site_look": str(look)}
    adds = {"indexnow_key": "abcdef0123.txt", "site_tdm": "license.xml", "site_look": "about"}
    settings: dict[str, Any] = {setting: values[setting]}
    paper = await Paper(tmp_path / "site", **settings).open()
    paper.hear(an_approval(1))
    export = Export(tmp_path / "export", SiteSettings(site_url=SITE, **settings))
    in_step(export, paper)
    export.close()

    served = await paper.text(f"/{adds[setting]}")

    [written] = [
        body for path, body in files(tmp_path / "export").items() if adds[setting] in path
    ]
    if setting == "site_look":
        assert "<td>A</td>" in served
        assert b"<td>A</td>" in written
    else:
        assert written.decode() == served
    await paper.readers.close()
