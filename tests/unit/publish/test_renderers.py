"""What a renderer writes, a foreign parser reads back."""

from __future__ import annotations

import email.utils
import json
from datetime import datetime, timedelta
from typing import Any

import fastfeedparser
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from services.publish.publication import Publication
from services.publish.reader.catalogue.entry import Entry, after
from services.publish.release import release
from services.publish.renderers import FEEDS, atom, json_feed, json_ld, rss, sitemap
from services.publish.renderers.channel import Channel, Gone
from services.publish.rows import rows_of
from services.publish.story import Site, Story, story_of
from shared.events import Event
from tests.factories import MONDAY
from tests.unit.publish.stories import SITE, an_approval

NOW = MONDAY + timedelta(minutes=1)
OURS = Site(url=SITE, title="The Post & Co", description="News <here>", language="en")
NASTY = "</script><script>alert(1)</script> & <b>\"' ]]> \u2028"


def a_story(*events: Event) -> Story:
    publication: Publication | None = None
    entry: Entry | None = None
    for minute, event in enumerate(events or (an_approval(1),)):
        at = NOW + timedelta(minutes=minute)
        publication = release(event, publication, at, site_url=SITE).publication
        assert publication is not None
        for row in rows_of(publication.outbox, after=minute):
            entry = after(row, entry) or entry
    assert entry is not None
    return story_of(entry, OURS)


def a_channel(*stories: Story) -> Channel:
    return Channel(
        site=OURS,
        title=OURS.title,
        path="/",
        feed_path="/feed",
        updated_at=NOW,
        stories=stories,
        gone=(Gone(id="urn:copydesk:gone", at=NOW),),
    )


def a_correction() -> Story:
    descriptions = [{"role": "correction", "value": "Fourteen, not <forty>."}]
    return a_story(an_approval(1), an_approval(2, descriptions=descriptions))


class TestFeeds:
    @pytest.mark.parametrize("name", ["feed.xml", "atom.xml"])
    def test_a_foreign_parser_reads_the_story_back(self, name: str) -> None:
        story = a_story(an_approval(1, headline="Ferries & trains <resume>"))

        read = fastfeedparser.parse(FEEDS[name][1](a_channel(story)))

        [entry] = read.entries
        assert entry.title == "Ferries & trains <resume>"
        assert entry.link == story.url
        assert entry.id == story.id
        assert story.body_html in entry.content[0]["value"]
        assert datetime.fromisoformat(entry.published) == story.published_at

    def test_rss_has_what_readers_ask_for(self) -> None:
        story = a_story(an_approval(1, by="By Ada Example"))

        root = etree.fromstring(rss.render(a_channel(story)))

        [item] = root.findall("channel/item")
        guid = item.find("guid")
        assert guid is not None
        assert (guid.get("isPermaLink"), guid.text) == ("false", story.id)
        date = email.utils.parsedate_to_datetime(item.findtext("pubDate", ""))
        assert date == story.published_at
        own = root.find("channel/{http://www.w3.org/2005/Atom}link")
        assert own is not None
        assert (own.get("rel"), own.get("href")) == ("self", f"{SITE}/feed")
        assert item.findtext("{http://purl.org/dc/elements/1.1/}creator") == "Ada Example"

    def test_atom_has_tombstones(self) -> None:
        root = etree.fromstring(atom.render(a_channel()))

        gone = root.find("{http://purl.org/atompub/tombstones/1.0}deleted-entry")
        assert gone is not None
        assert gone.get("ref") == "urn:copydesk:gone"
        assert datetime.fromisoformat(gone.get("when", "")) == NOW

    def test_json_feed_is_one(self) -> None:
        story = a_story()

        feed = json.loads(json_feed.render(a_channel(story)))

        assert feed["version"] == "https://jsonfeed.org/version/1.1"
        [item] = feed["items"]
        assert (item["id"], item["url"]) == (story.id, story.url)
        assert item["content_html"] == story.content_html

    @pytest.mark.parametrize("name", FEEDS)
    def test_a_correction_is_part_of_the_content(self, name: str) -> None:
        written = FEEDS[name][1](a_channel(a_correction())).decode()

        assert "Correction" in written
        assert "Fourteen" in written

    @pytest.mark.parametrize("name", FEEDS)
    def test_an_empty_feed_is_a_feed(self, name: str) -> None:
        assert FEEDS[name][1](a_channel())

    @pytest.mark.parametrize("name", FEEDS)
    @given(text=st.text(max_size=60))
    def test_any_words_leave_a_feed_that_parses(self, name: str, text: str) -> None:
        words = text.encode("utf-8", "ignore").decode()
        story = a_story(an_approval(1, headline=words, body=f"{words}\n\nBody", by=words))

        written = FEEDS[name][1](a_channel(story))

        if name.endswith("json"):
            json.loads(written)
        else:
            etree.fromstring(written)

    def test_the_sitemap_names_each_story(self) -> None:
        story = a_story(an_approval(1, language="pt-BR", enrichment={"language": _unknown()}))

        root = etree.fromstring(sitemap.render([story], OURS))

        names = {"s": sitemap.SITEMAP, "n": sitemap.NEWS}
        assert root.findtext("s:url/s:loc", "", names) == story.url
        news = root.find("s:url/n:news", names)
        assert news is not None
        assert news.findtext("n:title", "", names) == story.headline
        assert news.findtext("n:publication/n:language", "", names) == "pt"
        date = news.findtext("n:publication_date", "", names)
        assert datetime.fromisoformat(date) == story.published_at


def _unknown() -> dict[str, Any]:
    return {"code": "und", "confidence": 0}


class TestLinkedData:
    def test_it_is_a_news_article(self) -> None:
        story = a_correction()

        data = json.loads(json_ld.render(story, OURS))

        assert data["@type"] == "NewsArticle"
        assert data["headline"] == story.headline
        assert datetime.fromisoformat(data["datePublished"]) == story.published_at
        assert datetime.fromisoformat(data["dateModified"]) == story.modified_at
        assert data["correction"][0]["@type"] == "CorrectionComment"
        assert data["correction"][0]["text"] == "Fourteen, not <forty>."
        assert data["publisher"]["name"] == OURS.title

    def test_a_running_story_is_a_live_blog(self) -> None:
        story = a_story()

        data = json.loads(json_ld.render(story, OURS, updates=[story, story, story]))

        assert data["@type"] == "LiveBlogPosting"
        assert len(data["liveBlogUpdate"]) == 3
        assert data["coverageStartTime"] == story.modified_at.isoformat()


@given(st.text(max_size=80))
def test_linked_data_never_ends_its_script(text: str) -> None:
    words = text.encode("utf-8", "ignore").decode() + NASTY
    story = a_story(an_approval(1, headline=words, by=words))

    written = json_ld.render(story, OURS)

    assert "<" not in written
    assert json.loads(written)["@type"] == "NewsArticle"
