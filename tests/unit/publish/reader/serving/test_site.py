"""The site as its readers meet it, without servers."""

from __future__ import annotations

import asyncio
import contextlib
import json
import re
import sqlite3
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
from lxml import etree, html

from services.publish.reader.cache import Answer, Cache, Page
from services.publish.reader.pages import feeds
from services.publish.reader.serving.door import Door
from services.publish.release import reinstate, unpublish
from shared.articles import Extras, SourceFacts
from shared.payloads import Arranged, Pin
from tests.unit.publish.reader.paper import Paper, ids
from tests.unit.publish.stories import SITE, STORY, a_hold, a_kill, a_recall, an_approval

NASTY = "</script><script>alert(1)</script> & <b>\"' ]]> \u2028"
ARABIC = {"language": {"code": "ar", "confidence": 0.99}}
GERMAN = {"language": {"code": "de", "confidence": 0.99}}


@pytest.fixture
async def paper(tmp_path: Path) -> AsyncIterator[Paper]:
    paper = await Paper(tmp_path).open()
    yield paper
    await paper.readers.close()


def parsed(page: str) -> Any:
    """Read a page as a browser would; lxml's types allow for everything."""
    return html.document_fromstring(page)


def headlines(page: str) -> list[str]:
    found = parsed(page).xpath("//article//*[self::h2 or self::h3][a]")
    return [each.text_content().strip() for each in found]


class TestWhatIsShown:
    async def test_a_killed_headline_does_not_stay_behind_a_304(self, paper: Paper) -> None:
        other = "b" * 20
        paper.hear(an_approval(1), an_approval(1, article_id=other, headline="Zebra escapes"))
        path = paper.path_of(STORY)
        before = await paper.get(path)
        assert "Zebra escapes" in before.text

        paper.hear(a_kill(1, article_id=other))
        after = await paper.get(path, if_none_match=before.headers["etag"])

        assert after.status_code == 200
        assert "Zebra" not in after.text
        again = await paper.get(path, if_none_match=after.headers["etag"])
        assert again.status_code == 304

    async def test_a_hold_a_recall_and_an_act_take_a_story_off(self, paper: Paper) -> None:
        a, b, c = ids(3)
        for each in (a, b, c):
            paper.hear(an_approval(1, article_id=each, headline=f"Zebra {each[0]}"))
        paths = [paper.path_of(each) for each in (a, b, c)]

        paper.hear(a_hold(1, article_id=a), a_recall(1, article_id=b))
        paper.act(unpublish, c)

        assert [(await paper.get(path)).status_code for path in paths] == [404, 451, 404]
        assert "Zebra" not in await paper.text("/")
        paper.act(reinstate, c)
        assert "Zebra c" in await paper.text("/")

    async def test_a_story_that_moves_leaves_its_section(self, paper: Paper) -> None:
        paper.hear(an_approval(1, enrichment={"section": "sport"}))
        assert "Ferries" in await paper.text("/sport/")

        paper.hear(an_approval(2, enrichment={"section": "world"}))

        assert (await paper.get("/sport/")).status_code == 404
        assert "Ferries" in await paper.text("/world/")

    @pytest.mark.parametrize(
        "path",
        ["/nothing", "/nothing/", "/world/nothing", "/v1/nothing", "/topics/none/", "/a/b/c/d"],
    )
    async def test_a_reader_gets_a_page_with_a_search_box_where_nothing_is(
        self, paper: Paper, path: str
    ) -> None:
        answer = await paper.get(path)

        assert answer.status_code == 404
        assert answer.headers["content-type"].startswith("text/html")
        assert parsed(answer.text).xpath("//main//form[@role='search']")
        machine = await paper.get(path, accept="application/json")
        assert machine.headers["content-type"] == "application/problem+json"

    async def test_nothing_a_wire_writes_becomes_markup_of_ours(self, paper: Paper) -> None:
        paper.hear(
            *(
                an_approval(
                    1,
                    article_id=each,
                    headline=NASTY,
                    by=NASTY,
                    copyright_notice=NASTY,
                    usage_terms=NASTY,
                    descriptions=[{"role": "correction", "value": "Corrected: alert(1)"}],
                    places=[{"name": NASTY}],
                    organisations=[{"name": NASTY}],
                    enrichment={
                        "body": NASTY,
                        "summary": NASTY,
                        "section": "wo<rld",
                        "topics": [{"qcode": "medtop:20000343", "name": NASTY, "relevance": 1}],
                    },
                )
                for each in ids(7)
            )
        )
        paths = ("/", "/wo-rld/", "/topics/", "/places/", "/corrections/", "/search?q=script")

        for path in (*paths, paper.path_of(ids(1)[0])):
            page = parsed(await paper.text(path))
            for script in page.xpath("//script[not(@src)]"):
                assert script.get("type") == "application/ld+json"
                json.loads(script.text)
            assert not page.xpath("//b")
            assert page.xpath("//script[@src]/@src") in ([], ["/static/live.js"])
            assert not page.xpath("//*[@onclick or @onerror]")

    async def test_pages_load_nothing_from_elsewhere(self, paper: Paper) -> None:
        paper.hear(an_approval(1))

        for path in ("/", paper.path_of(STORY), "/nothing"):
            answer = await paper.get(path)
            page = parsed(answer.text)
            assert not page.xpath("//img | //iframe | //link[@rel='stylesheet']")
            assert all(each.startswith("/static/") for each in page.xpath("//script/@src"))
            policy = answer.headers["content-security-policy"]
            assert "'unsafe" not in policy
            assert "default-src 'none'" in policy

    async def test_a_score_stays_on_one_line(self, paper: Paper) -> None:
        paper.hear(an_approval(1, headline="Rovers beat United 3-1 in Leeds"))

        page = parsed(await paper.text(paper.path_of(STORY)))

        assert page.xpath("string(//h1)") == "Rovers beat United 3-1 in Leeds"
        assert page.xpath("string(//h1/span[@class='whole'])") == "3-1"

    async def test_times_are_told_on_the_sites_own_clock(self, tmp_path: Path) -> None:
        paper = await Paper(tmp_path, site_zone="Asia/Tokyo").open()
        paper.hear(an_approval(1))

        page = await paper.text(paper.path_of(STORY))

        assert "6:00" in page  # 09:00 UTC is 18:00 in Tokyo
        assert "JST" in page
        await paper.readers.close()

    async def test_a_story_with_many_words_of_a_corrected_one(self, paper: Paper) -> None:
        descriptions = [{"role": "correction", "value": "Fourteen, not <forty>."}]
        paper.hear(an_approval(1), an_approval(2, descriptions=descriptions))

        for path in (paper.path_of(STORY), "/corrections/"):
            page = parsed(await paper.text(path))
            assert "Fourteen, not <forty>." in page.xpath("string(//*[@class='correction'])")

    async def test_what_changed_is_shown_where_the_operator_lets_it(
        self, tmp_path: Path
    ) -> None:
        first, second = "Ten sailed.\n\nAll is well.", "Ten sailed.\n\nOne sank."
        events = (
            an_approval(1, enrichment={"body": first}),
            an_approval(2, enrichment={"body": second}),
        )
        closed = await Paper(tmp_path / "closed").open()
        opened = await Paper(tmp_path / "open", site_versions=True).open()
        for paper in (closed, opened):
            paper.hear(*events)
        path = opened.path_of(STORY) + "/changes"

        assert (await closed.get(path)).status_code == 404
        page = parsed(await opened.text(path))
        assert page.xpath("string(//del)") == "All is well."
        assert page.xpath("string(//ins)") == "One sank."
        opened.hear(a_kill(2))
        assert "well" not in (await opened.get(path)).text
        for paper in (closed, opened):
            await paper.readers.close()


class TestLists:
    async def test_shelves_of_topics_people_places_authors_sources_and_days(
        self, paper: Paper
    ) -> None:
        paper.hear(
            an_approval(
                1,
                by="By Ada Example",
                info_sources=[{"name": "Example Wire", "role": "originator"}],
                enrichment={
                    "section": "world",
                    "topics": [
                        {"qcode": "medtop:20000005", "name": "cinema", "relevance": 0.9}
                    ],
                    "people": [{"name": "Grace Sample", "mentions": 2}],
                    "organisations": [{"name": "Harbour Board", "mentions": 1}],
                    "places": [{"name": "Portsmouth", "mentions": 1}],
                },
            )
        )
        story = parsed(await paper.text(paper.path_of(STORY)))
        links = set(story.xpath("//a/@href"))

        for path in (
            "/topics/cinema-20000005/",
            "/people/grace-sample/",
            "/organisations/harbour-board/",
            "/places/portsmouth/",
            "/authors/ada-example/",
            "/sources/example-wire/",
        ):
            assert path in links, path
            page = await paper.text(path)
            assert "Ferries resume after storm" in headlines(page)
            for name in ("feed.xml", "atom.xml", "feed.json"):
                assert "Ferries" in await paper.text(path + name)
        # The broader topic has it too.
        assert "Ferries" in await paper.text("/topics/arts-and-entertainment-20000002/")
        assert "Cinema" in await paper.text("/topics/arts-and-entertainment-20000002/")
        for path in ("/archive/2026/11/23/", "/archive/2026/11/23/feed.xml"):
            assert "Ferries" in await paper.text(path)
        for path, leads_to in (
            ("/archive/", "/archive/2026/"),
            ("/archive/2026/", "/archive/2026/11/"),
            ("/archive/2026/11/", "/archive/2026/11/23/"),
            ("/topics/", "/topics/cinema-20000005/"),
            ("/people/", "/people/grace-sample/"),
        ):
            assert leads_to in parsed(await paper.text(path)).xpath("//main//a/@href")
        assert (await paper.get("/archive/2026/13/")).status_code == 404

    async def test_older_stories_are_found_page_by_page(self, paper: Paper) -> None:
        for number in range(70):
            paper.hear(
                an_approval(
                    1,
                    article_id=f"{number:a<20}".translate(
                        str.maketrans("0123456789", "bcdefghijk")
                    ),
                    headline=f"Story no. {number}",
                )
            )
        found: list[str] = []
        path = "/archive/2026/11/23/"
        while path:
            page = parsed(await paper.text(path))
            found += [each.text_content().strip() for each in page.xpath("//main//h2")]
            path = page.xpath("string(//p[@class='older']/a/@href)")

        assert found == [f"Story no. {number}" for number in reversed(range(70))]

    async def test_sitemaps_name_every_story(self, paper: Paper) -> None:
        paper.hear(*(an_approval(1, article_id=each) for each in ids(3)))
        names = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}

        index = etree.fromstring((await paper.text("/sitemap.xml")).encode())

        maps = [each.text or "" for each in index.findall("s:sitemap/s:loc", names)]
        assert maps[0].endswith("/news-sitemap.xml")
        listed = etree.fromstring((await paper.text(maps[1])).encode())
        urls = {each.text for each in listed.findall("s:url/s:loc", names)}
        live = (paper.publications[each].live for each in ids(3))
        assert urls == {f"http://site.example{each.path}" for each in live if each}


class TestEditions:
    async def test_each_language_has_a_front_of_its_own(self, paper: Paper) -> None:
        german, arabic = ids(2)
        paper.hear(
            an_approval(1),
            an_approval(
                1,
                article_id=german,
                headline="Die Fähre fährt",
                language="de",
                enrichment=GERMAN,
            ),
            an_approval(
                1, article_id=arabic, headline="العبّارة تعود", language="ar", enrichment=ARABIC
            ),
        )

        main, de, ar = [parsed(await paper.text(path)) for path in ("/", "/de/", "/ar/")]

        assert [page.get("lang") for page in (main, de, ar)] == ["en", "de", "ar"]
        assert ar.get("dir") == "rtl"
        assert "Fähre" not in main.text_content()
        assert "Fähre" in de.text_content()
        assert "Startseite" in de.text_content()
        assert "Montag, 23. November 2026" in de.text_content()
        assert "الصفحة الأولى" in ar.text_content()
        alternates = dict(
            zip(
                main.xpath("//link[@hreflang]/@hreflang"),
                main.xpath("//link[@hreflang]/@href"),
                strict=True,
            )
        )
        assert alternates["de"] == "http://site.example/de/"
        assert alternates["x-default"] == "http://site.example/"
        assert "Fähre" in await paper.text("/de/feed.xml")
        assert "Fähre" not in await paper.text("/feed.xml")
        story = parsed(await paper.text(paper.path_of(german)))
        assert story.get("lang") == "de"
        assert (await paper.get("/fr/")).status_code == 404

    async def test_one_edition_for_all_languages_where_that_is_wanted(
        self, tmp_path: Path
    ) -> None:
        paper = await Paper(tmp_path, site_editions="none").open()
        paper.hear(an_approval(1, headline="Die Fähre", language="de", enrichment=GERMAN))

        assert "Fähre" in await paper.text("/")
        await paper.readers.close()


class TestFront:
    async def test_people_pin_stories_until_a_time(self, paper: Paper) -> None:
        a, b, c = ids(3)
        for each in (a, b, c):
            paper.hear(an_approval(1, article_id=each, headline=f"Story {each[0]}"))
        assert headlines(await paper.text("/"))[0] == "Story c"

        until = paper.now + timedelta(hours=2)
        pin = Pin(article_id=a, place=1, until=until)
        paper.arrange(Arranged(number=1, by="ada", at=paper.now, pins=(pin,)))
        paper.told.ring()
        assert headlines(await paper.text("/"))[0] == "Story a"
        why = (await paper.get("/v1/front")).json()["places"][0]["why"]
        assert why.startswith("Put in place 1 by ada until 2026-11-23")

        paper.pass_time(timedelta(hours=3))
        assert headlines(await paper.text("/"))[0] == "Story c"

    async def test_the_most_urgent_of_the_newest_leads_and_says_why(self, paper: Paper) -> None:
        a, b = ids(2)
        paper.hear(
            an_approval(1, article_id=a, headline="Urgent", urgency=1),
            an_approval(1, article_id=b, headline="Ordinary"),
        )

        front = (await paper.get("/v1/front")).json()

        assert front["places"][0]["headline"] == "Urgent"
        on = (await paper.get(f"/v1/front/{a}")).json()["fronts"]
        assert [(each["section"], each["place"]) for each in on] == [("", 1), ("news", 1)]
        assert on[0]["why"] == front["places"][0]["why"]
        assert (await paper.get(f"/v1/front/{'c' * 20}")).json()["fronts"] == []
        assert "most urgent" in front["places"][0]["why"]
        assert headlines(await paper.text("/"))[0] == "Urgent"

    async def test_a_newsroom_without_news_says_so(self, paper: Paper) -> None:
        assert "Nothing has been published yet" in await paper.text("/")

    async def test_a_full_front_is_below_100_kb(self, paper: Paper) -> None:
        sections = ("world", "sport", "business", "culture", "science", "politics", "health")
        for number in range(90):
            name = f"{number:a<20}".translate(str.maketrans("0123456789", "bcdefghijk"))
            summary = "A sentence of ordinary length that says what has happened. " * 4
            section = sections[number % 7]
            paper.hear(
                an_approval(
                    1,
                    article_id=name,
                    headline="A headline of the usual length about something " + str(number),
                    enrichment={"section": section, "summary": summary},
                )
            )

        assert len((await paper.get("/")).content) < 100_000


class TestSearch:
    async def test_words_phrases_exclusions_and_filters(self, paper: Paper) -> None:
        a, b, c = ids(3)
        paper.hear(
            an_approval(
                1, article_id=a, headline="Ferries run again", enrichment={"section": "world"}
            ),
            an_approval(
                1,
                article_id=b,
                headline="Storm surge floods harbour",
                enrichment={"section": "sport"},
            ),
            an_approval(
                1,
                article_id=c,
                headline="Die Fähren fahren wieder",
                language="de",
                enrichment={**GERMAN, "body": "Am Montag liefen die Schiffe aus."},
            ),
        )

        async def found(query: str) -> list[str]:
            answer = (await paper.get(f"/v1/search?{query}")).json()
            assert answer["total"] >= len(answer["results"])
            return [each["article_id"][0] for each in answer["results"]]

        assert await found("q=ferry&language=en") == ["a"] or set(
            await found("q=ferry&language=en")
        ) == {"a", "b"}
        assert (await found("q=ferry"))[0] == "a"
        assert await found('q="storm surge"') == ["b"]
        assert await found('q="surge storm"') == []
        assert await found("q=ferries -surge") == ["a"]
        assert await found("q=ferries&section=sport") == ["b"]
        assert await found("q=schiff") == ["c"]
        assert await found("language=de") == ["c"]
        assert await found("from=2026-11-24") == []
        assert await found("to=2026-11-23&sort=newest") == ["c", "b", "a"]

    async def test_what_was_killed_is_not_found(self, paper: Paper) -> None:
        paper.hear(an_approval(1, headline="Zebra escapes"))
        page = parsed(await paper.text("/search?q=zebras"))
        assert page.xpath("//main//article//h2/a")

        paper.hear(a_kill(1))

        assert "Zebra" not in await paper.text("/search?q=zebra")
        answer = (await paper.get("/v1/search?q=zebra")).json()
        assert (answer["results"], answer["total"]) == ([], 0)

    async def test_a_snippet_marks_what_was_asked_for(self, paper: Paper) -> None:
        paper.hear(an_approval(1))

        [hit] = (await paper.get("/v1/search?q=sailing")).json()["results"]

        assert "<mark>sailings.</mark>" in hit["snippet"]

    async def test_pages_follow_one_another(self, paper: Paper) -> None:
        paper.hear(*(an_approval(1, article_id=each) for each in ids(5)))
        found: list[str] = []
        after = ""
        while after is not None:
            query = f"q=ferries&limit=2&sort=newest{f'&after={after}' if after else ''}"
            answer = (await paper.get(f"/v1/search?{query}")).json()
            found += [each["article_id"][0] for each in answer["results"]]
            after = answer["next"]

        assert found == ["e", "d", "c", "b", "a"]


class TestAStaleReader:
    async def test_who_cannot_read_the_log_serves_nothing_it_keeps(
        self, paper: Paper, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        paper.hear(an_approval(1, headline="Zebra escapes"))
        path = paper.path_of(STORY)
        assert (await paper.get(path)).status_code == 200

        # The log has no end for this reader, and the store knows of a kill.
        paper.hear(an_approval(1, article_id="b" * 20, headline="Rovers win"), a_kill(1))

        async def for_ever(sequence: int, limit: int) -> list[Any]:
            del sequence
            return [paper.log[0]] * limit

        monkeypatch.setattr(paper, "rows_after", for_ever)
        paper.readers.follower.fresh_s = -1.0
        front = await paper.get("/")
        story = await paper.get(path)

        assert "Zebra" not in front.text
        assert story.status_code != 200

    async def test_a_restart_goes_on_where_it_was(self, paper: Paper) -> None:
        paper.hear(an_approval(1))
        await paper.text("/")

        await paper.restart()
        paper.hear(a_kill(1), an_approval(1, article_id="b" * 20, headline="Rovers win"))

        assert headlines(await paper.text("/")) == ["Rovers win"]
        assert (await paper.get("/v1/search?q=ferries")).json()["total"] <= 1

    async def test_a_catalogue_of_another_log_is_made_anew(self, paper: Paper) -> None:
        paper.hear(an_approval(1, headline="Zebra escapes"))
        await paper.text("/")

        paper.log.clear()
        paper.publications.clear()
        paper.hear(an_approval(1, article_id="b" * 20, headline="Rovers win"))
        await paper.restart()

        assert headlines(await paper.text("/")) == ["Rovers win"]

    def test_an_answer_made_before_a_change_is_not_kept_after_it(self) -> None:
        cache = Cache(1_000_000)
        moment = cache.moment
        cache.changed(["story:a"])

        cache.put(
            "/", Answer(Page(body=b"old", media_type="x", tags=frozenset({"story:a"}))), moment
        )

        assert cache.get("/") is None


class TestRights:
    async def test_mining_is_reserved_for_the_site_a_source_or_a_story(
        self, tmp_path: Path
    ) -> None:
        paper = await Paper(
            tmp_path,
            site_tdm="open",
            site_tdm_sources="Example Wire=reserved",
            site_tdm_policy="https://site.example/mining",
            site_refused_crawlers="ai, Nosy",
        ).open()
        a, b, c = ids(3)
        source = [{"name": "Example Wire", "role": "originator"}]
        paper.hear(
            an_approval(1, article_id=a),
            an_approval(1, article_id=b, info_sources=source),
            an_approval(
                1, article_id=c, usage_terms="Text and data mining prohibited. Noindex."
            ),
        )

        open_, by_source, by_terms = [
            await paper.get(paper.path_of(each)) for each in (a, b, c)
        ]

        assert open_.headers["tdm-reservation"] == "0"
        assert by_source.headers["tdm-reservation"] == "1"
        assert by_source.headers["tdm-policy"] == "https://site.example/mining"
        assert by_terms.headers["tdm-reservation"] == "1"
        assert by_terms.headers["x-robots-tag"] == "noindex"
        assert paper.path_of(c) not in await paper.text("/news-sitemap.xml")
        robots = await paper.text("/robots.txt")
        assert "User-agent: GPTBot" in robots
        assert "User-agent: Nosy" in robots
        assert "License: http://site.example/license.xml" in robots
        etree.fromstring((await paper.text("/license.xml")).encode())
        assert (await paper.get("/.well-known/tdmrep.json")).json()[0]["tdm-reservation"] == 0
        await paper.readers.close()

    async def test_a_source_that_is_not_to_be_indexed_is_not_quoted_in_lists_either(
        self, tmp_path: Path
    ) -> None:
        paper = await Paper(tmp_path, site_noindex_sources="Example Wire").open()
        a, b, c = ids(3)
        source = [{"name": "Example Wire", "role": "originator"}]
        person = {"section": "sport", "people": [{"name": "Grace Sample", "mentions": 1}]}
        topics = [{"qcode": "medtop:20000005", "name": "cinema", "relevance": 0.9}]
        paper.hear(
            an_approval(1, article_id=a, enrichment={"section": "world", "topics": topics}),
            an_approval(
                1,
                article_id=b,
                headline="Zebra",
                info_sources=source,
                enrichment={"section": "world", "topics": topics},
            ),
            an_approval(
                1, article_id=c, headline="Zebra", info_sources=source, enrichment=person
            ),
        )

        # Pages of nothing else are not indexed; on the others it is not quoted.
        for path, is_indexed in (
            ("/", True),
            ("/world/", True),
            ("/topics/cinema-20000005/", True),
            ("/sport/", False),
            ("/people/grace-sample/", False),
            ("/sources/example-wire/", False),
        ):
            answer = await paper.get(path)
            page = parsed(answer.text)
            assert ("x-robots-tag" in answer.headers) != is_indexed, path
            assert bool(page.xpath("//meta[@name='robots']")) != is_indexed, path
            for teaser in page.xpath("//article"):
                is_theirs = "Zebra" in teaser.text_content()
                assert bool(teaser.xpath(".//div[@data-nosnippet]//a")) == is_theirs, path
        await paper.readers.close()

    async def test_each_source_of_a_story_counts_whatever_else_its_dateline_says(
        self, tmp_path: Path
    ) -> None:
        paper = await Paper(
            tmp_path,
            site_noindex_sources="Example Wire",
            site_tdm_sources="Example Wire=reserved",
        ).open()
        [a] = ids(1)
        paper.hear(
            an_approval(
                1,
                article_id=a,
                info_sources=[{"name": "Example Wire", "role": "originator"}],
                enrichment={"provenance": {"agency": "Quiet News"}},
            )
        )

        answer = await paper.get(paper.path_of(a))

        assert answer.headers["x-robots-tag"] == "noindex"
        assert answer.headers["tdm-reservation"] == "1"
        for path in ("/sources/example-wire/", "/sources/quiet-news/"):
            assert (await paper.get(path)).status_code == 200
        await paper.readers.close()

    async def test_a_carrier_points_to_the_origin(self, paper: Paper) -> None:
        paper.hear(
            an_approval(
                1,
                uri="https://origin.example/ferries",
                source=SourceFacts(id="example-wire", canonical="origin"),
            )
        )

        page = parsed(await paper.text(paper.path_of(STORY)))

        assert (
            page.xpath("string(//link[@rel='canonical']/@href)")
            == "https://origin.example/ferries"
        )


class TestTheOperatorsLook:
    async def test_a_folder_takes_the_place_of_ours_file_by_file(self, tmp_path: Path) -> None:
        look = tmp_path / "look"
        for path, text in (
            ("templates/site.css", "body { color: teal }"),
            (
                "templates/footer_page.html",
                "{% extends 'base.html' %}{% block main %}<hr>{{ body }}{% endblock %}",
            ),
            ("static/logo.svg", "<svg/>"),
            ("pages/about.md", "# About us\n\nWe *write*. <script>alert(1)</script>"),
        ):
            (look / path).parent.mkdir(parents=True, exist_ok=True)
            (look / path).write_text(text)
        paper = await Paper(
            tmp_path, site_look=look, site_logo="logo.svg", site_accent="#123456"
        ).open()

        front = await paper.text("/")
        about = await paper.text("/about")

        assert "color: teal" in front
        assert "--accent: #123456" in front
        assert 'src="/static/logo.svg"' in front
        assert ">About us</a>" in front
        assert "<hr>" in about
        assert "<em>write</em>" in about
        assert "<script>alert" not in about
        assert (await paper.get("/static/logo.svg")).headers["content-type"] == "image/svg+xml"
        await paper.readers.close()


class TestHowItIsSent:
    @pytest.mark.parametrize("encoding", ["br", "zstd", "gzip"])
    async def test_packed_by_negotiation(self, paper: Paper, encoding: str) -> None:
        paper.hear(an_approval(1))

        answer = await paper.get("/", accept_encoding=encoding)

        assert answer.headers["content-encoding"] == encoding
        assert "Ferries" in answer.text
        assert answer.headers["vary"] == "Accept-Encoding"
        again = await paper.get("/", accept_encoding="", if_none_match=answer.headers["etag"])
        assert again.status_code == 304

    async def test_a_known_page_is_answered_before_anything_is_asked(
        self, paper: Paper, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        paper.hear(an_approval(1))
        first = await paper.text("/")

        async def nothing(*_: object, **__: object) -> None:
            raise AssertionError("the cache has it")

        monkeypatch.setattr(paper.readers.site, "known", nothing)

        assert await paper.text("/") == first
        head = await paper.reader.head("/")
        assert (head.status_code, head.content) == (200, b"")

    async def test_of_many_that_make_the_same_open_call_one_is_answered_by_the_app(
        self,
    ) -> None:
        calls, is_fresh = 0, False
        begun = asyncio.Event()

        async def app(_scope: Any, _receive: Any, send: Any) -> None:
            nonlocal calls
            calls += 1
            await begun.wait()
            headers = [(b"content-length", b"2"), (b"content-type", b"application/json")]
            await send({"type": "http.response.start", "status": 200, "headers": headers})
            await send({"type": "http.response.body", "body": b"{}"})

        async def soon_fresh() -> None:
            nonlocal is_fresh
            is_fresh = True

        door = Door(
            app,
            cache=Cache(1_000_000),
            is_fresh=lambda: is_fresh,
            soon_fresh=soon_fresh,
            kept=lambda _path: frozenset({"log:"}),
        )
        client = httpx.AsyncClient(transport=httpx.ASGITransport(door), base_url="http://s")
        asking = [asyncio.ensure_future(client.get("/v1/events?after=3")) for _ in range(20)]
        with_token = asyncio.ensure_future(
            client.get("/v1/events?after=3", headers={"Authorization": "Bearer x"})
        )
        await asyncio.sleep(0)
        begun.set()

        answers = await asyncio.gather(*asking, with_token)

        assert {each.content for each in answers} == {b"{}"}
        assert calls == 2


async def test_sitemaps_come_in_chunks_and_name_every_story_once(
    paper: Paper, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(feeds, "STORIES_IN_A_SITEMAP", 2)
    paper.hear(*(an_approval(1, article_id=each) for each in ids(5)))
    gone = paper.path_of(ids(5)[1])
    paper.hear(a_kill(1, article_id=ids(5)[1]))

    index = await paper.text("/sitemap.xml")
    chunks = re.findall(r"(/sitemap-\d+\.xml)", index)
    listed = [
        path
        for chunk in chunks
        for path in re.findall(rf"<loc>{SITE}([^<]+)</loc>", await paper.text(chunk))
    ]

    assert len(chunks) == 2
    assert sorted(listed) == sorted(paper.path_of(each) for each in ids(5) if each[0] != "b")
    assert gone not in listed


async def test_what_stands_first_elsewhere_is_in_no_sitemap(tmp_path: Path) -> None:
    carried = SourceFacts(id="carrier", canonical="origin")
    paper = await Paper(tmp_path).open()
    ours, theirs, hidden = ids(3)
    paper.hear(
        an_approval(1, article_id=ours),
        an_approval(
            1,
            article_id=theirs,
            source=carried,
            extras=Extras(url="https://first.example/ferries"),
        ),
        an_approval(1, article_id=hidden, usage_terms="Noindex."),
    )
    page = await paper.text(paper.path_of(theirs))
    assert '<link rel="canonical" href="https://first.example/ferries">' in page

    [chunk] = re.findall(r"/sitemap-\d+\.xml", await paper.text("/sitemap.xml"))
    for file in ("/news-sitemap.xml", "/news/news-sitemap.xml", chunk):
        listed = re.findall(r"<loc>([^<]+)</loc>", await paper.text(file))
        assert listed == [f"{SITE}{paper.path_of(ours)}"], file
    await paper.readers.close()


async def test_a_catalogue_that_an_older_version_made_is_made_anew(tmp_path: Path) -> None:
    paper = await Paper(tmp_path).open()
    paper.hear(an_approval(1))
    before = await paper.text("/")
    await paper.readers.close()
    with contextlib.closing(sqlite3.connect(tmp_path / "reader-0" / "catalog.db")) as older:
        older.execute("UPDATE facts SET value = '2 UTC' WHERE name = 'shape'")
        older.execute("DROP INDEX by_change")
        older.execute("ALTER TABLE names DROP COLUMN sequence")
        older.commit()

    await paper.restart()

    assert await paper.text("/") == before
    await paper.readers.close()
