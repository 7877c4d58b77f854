"""Reports about feeds: RSS, Atom and JSON Feed."""

from __future__ import annotations

from tests.unit.ingest.formats.reports.report import Report

FERRY = (
    "The ferry to Northisle runs again from Monday, hourly from six, the harbour office says."
)


def rss(items: str, *, channel: str = "", attributes: str = "", head: str = "") -> str:
    return (
        f'{head}<rss version="2.0" {attributes}><channel><title>Shore Post</title>'
        f"<link>https://shore.example/</link>{channel}{items}</channel></rss>"
    )


def item(inner: str, title: str = "Ferry runs again", guid: str = "tag:shore.example,1") -> str:
    return f'<item><title>{title}</title><guid isPermaLink="false">{guid}</guid>{inner}</item>'


def told(text: str = FERRY) -> str:
    return f"<description>{text}</description>"


def dated(date: str, tag: str = "pubDate") -> str:
    return rss(item(f"<{tag}>{date}</{tag}>{told()}"))


def atom(entry: str, attributes: str = "") -> str:
    return (
        f'<feed xmlns="http://www.w3.org/2005/Atom" {attributes}><id>tag:shore.example,feed</id>'
        "<title>Shore Post</title><updated>2026-11-23T07:00:00Z</updated><entry>"
        "<id>tag:shore.example,1</id><updated>2026-11-23T07:00:00Z</updated>"
        f"{entry}</entry></feed>"
    )


HEAD = "<title>Ferry runs again</title>"
CONTENT_NS = 'xmlns:content="http://purl.org/rss/1.0/modules/content/"'

FEEDS = (
    Report(
        "a summary inside a details element is the story's, not the entry's",
        "Ranchero-Software/RSParser#72",
        atom(
            f'{HEAD}<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>{FERRY}</p>'
            "<details><summary>Timetable</summary><p>Six to ten.</p></details></div></content>"
        ),
        {"len": 1, "text has": FERRY, "text lacks": "undefined", "0.bodies.0.value has": "Six"},
    ),
    Report(
        "XHTML under a prefix of its own",
        "macieklamberski/feedsmith#329",
        atom(
            f'{HEAD}<content type="xhtml"><h:div xmlns:h="http://www.w3.org/1999/xhtml">'
            f"<h:p>{FERRY}</h:p><h:p>A <h:b>bold</h:b> plan.</h:p></h:div></content>"
        ),
        {"0.bodies.0.value has": f"<p>{FERRY}</p>", "text has": "A bold plan."},
    ),
    Report(
        "an empty content, and a summary that has the story",
        "aurelg/feedspora#19",
        atom(
            f'{HEAD}<content type="html"></content><summary type="html">&lt;p>{FERRY}&lt;/p></summary>'
        ),
        {"text": FERRY},
    ),
    Report(
        "XHTML in the title",
        "feedjira/feedjira#248",
        atom(
            '<title type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">Ferry <em>runs</em> again</div>'
            f"</title><content>{FERRY}</content>"
        ),
        {"0.headlines.0.value": "Ferry runs again"},
    ),
    Report(
        "dates with blanks and line breaks around them",
        "bubelov/vesti#65",
        dated("\n   Mon, 23 Nov 2026 06:10:30 -0200 \n"),
        {"0.versionCreated": "2026-11-23T08:10:30Z"},
    ),
    Report(
        "an item without a title takes no other's; the desk is asked for a headline",
        "Etuldan/spaRSS#23",
        rss(f"<item><link>https://shore.example/1</link>{told()}</item>"),
        {"len": 1, "text": FERRY, "0.headlines": None},
    ),
    Report(
        "a link that begins with two slashes",
        "Etuldan/spaRSS#155, golang/go#9587",
        atom(
            f'{HEAD}<link rel="alternate" href="//shore.example/ferry"/>'
            f'<content type="html">&lt;p>{FERRY} &lt;a href="//shore.example/map">Map&lt;/a>&lt;/p></content>'
        ),
        {
            "0.extras.url": "https://shore.example/ferry",
            "0.bodies.0.value has": "https://shore.example/map",
        },
        url="https://shore.example/feed.atom",
    ),
    Report(
        "xml:base on the content alone, relative to the feed's",
        "prof18/feed-flow#347",
        atom(
            f'{HEAD}<link href="/2026/ferry"/><content type="html" xml:base="/2026/ferry">'
            f'&lt;p>{FERRY} &lt;img src="map.png">&lt;/p></content>',
            'xml:base="https://shore.example/"',
        ),
        {
            "0.extras.url": "https://shore.example/2026/ferry",
            "0.bodies.0.value has": "https://shore.example/2026/map.png",
        },
    ),
    Report(
        "a relative link, and only the channel's to tell where from",
        "osmoscraft/osmosfeed#82",
        rss(item(f"<link>/n/1.html</link>{told()}")),
        {"0.extras.url": "https://shore.example/n/1.html"},
    ),
    Report(
        "a guid that is a number, in JSON Feed",
        "jsonfeed.org 1.1: coerce numbers",
        '{"version":"https://jsonfeed.org/version/1.1","title":"Post","items":[{"id":4471,'
        '"title":"Ferry runs again","content_text":"' + FERRY + '","date_published":'
        '"2026-11-23T08:10:30+01:00","authors":[{"name":"Ann Lee"}]}]}',
        {"len": 1, "0.uri has": "4471", "0.by": "Ann Lee", "text": FERRY},
    ),
    Report(
        "authors as one object in place of a list",
        "miniflux/v2#3988",
        '{"version":"https://jsonfeed.org/version/1.1","title":"Post","items":[{"id":"a1",'
        '"title":"Ferry runs again","content_html":"<p>' + FERRY + '</p>",'
        '"authors":{"name":"Ann Lee"}}]}',
        {"len": 1, "0.by": "Ann Lee"},
    ),
    Report(
        "author of version 1 beside an empty list of authors",
        "nextcloud/news#572",
        '{"version":"https://jsonfeed.org/version/1","title":"Post","items":[{"id":"a1",'
        '"title":"Ferry runs again","content_html":"<p>' + FERRY + '</p>",'
        '"author":{"name":"Ann Lee","url":"https://shore.example"},"authors":[]}]}',
        {"0.by": "Ann Lee"},
    ),
    Report(
        "raw line breaks within strings of JSON",
        "NSHipster/nshipster.com#38",
        '{"version":"https://jsonfeed.org/version/1","title":"Post","items":[{"id":"a1",'
        '"title":"Ferry runs again","content_html":"\n<p>' + FERRY + '</p>\n\t"}]}',
        {"len": 1, "text": FERRY, "told has": "control"},
    ),
    Report(
        "the whole channel's language, and an item of another",
        "feedparser dc:language",
        rss(
            item(f"<dc:language>de</dc:language>{told('Die Fähre fährt wieder ab Montag.')}"),
            channel="<language>en-gb</language>",
            attributes='xmlns:dc="http://purl.org/dc/elements/1.1/"',
        ),
        {"0.language": "de"},
    ),
    Report(
        "author as mail address and name",
        "rometools/rome author",
        rss(item(f"<author>ann@shore.example (Ann Lee)</author>{told()}")),
        {"0.by": "Ann Lee"},
    ),
    Report(
        "author with the name before the address",
        "miniflux/v2 author",
        rss(item(f"<author>Ann Lee &lt;ann@shore.example&gt;</author>{told()}")),
        {"0.by": "Ann Lee"},
    ),
    Report(
        "entities escaped twice in a title",
        "FreshRSS/FreshRSS double escaped titles",
        rss(item(told(), title="Smith &amp;amp; Sons keep the ferry")),
        {"0.headlines.0.value": "Smith & Sons keep the ferry"},
    ),
    Report(
        "mark-up in a title",
        "miniflux/v2 html in titles",
        rss(item(told(), title="&lt;b&gt;Ferry&lt;/b&gt; runs again&lt;br/&gt;")),
        {"0.headlines.0.value": "Ferry runs again"},
    ),
    Report(
        "a less-than sign in a title is none of mark-up",
        "FreshRSS/FreshRSS titles with <",
        rss(item(told(), title="Fares &lt; 5 crowns, and &gt; 3")),
        {"0.headlines.0.value": "Fares < 5 crowns, and > 3"},
    ),
    Report(
        "named entities of HTML in XML",
        "kurtmckee/feedparser undeclared entities",
        rss(item(told("Caf&eacute; by the ferry &ndash; open&nbsp;again, " + FERRY))),
        {"len": 1, "text has": "Café by the ferry – open"},
    ),
    Report(
        "an ampersand alone in a link and in a text",
        "rbren/rss-parser unescaped ampersand",
        rss(
            item(f"<link>https://shore.example/?a=1&b=2</link>{told('Fish & chips. ' + FERRY)}")
        ),
        {
            "len": 1,
            "0.extras.url": "https://shore.example/?a=1&b=2",
            "text has": "Fish & chips.",
        },
    ),
    Report(
        "content:encoded and description in any order, the longer one told first",
        "RSS profile: content:encoded",
        rss(
            item(
                f"<content:encoded><![CDATA[<p>{FERRY}</p>]]></content:encoded>{told('In short.')}"
            ),
            attributes=CONTENT_NS,
        ),
        {"text": FERRY, "0.descriptions.0.value": "In short."},
    ),
    Report(
        "CDATA within CDATA, as exporters split it",
        "simplepie nested CDATA",
        rss(item(f"<description><![CDATA[<p>{FERRY} ]]]]><![CDATA[> end</p>]]></description>")),
        {"len": 1, "text has": FERRY},
    ),
    Report(
        "a feed cut off in the middle of its last item",
        "truncated feeds (miniflux, newsboat)",
        rss(item(told()) + item(told("Second."), "Second", "tag:shore.example,2"))[:-60],
        {"0.headlines.0.value": "Ferry runs again", "told lacks": "[]"},
    ),
    Report(
        "what follows the end of the document",
        "rbren/rss-parser#trailing content",
        rss(item(told())) + "\n<!-- cached --><script>track()</script>",
        {"len": 1, "text": FERRY},
    ),
    Report(
        "RSS 1.0 with items beside the channel",
        "RSS 1.0",
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="https://shore.example/">'
        '<title>Post</title></channel><item rdf:about="https://shore.example/1"><title>Ferry runs again</title>'
        f"<link>https://shore.example/1</link>{told()}<dc:date>2026-11-23T08:10:30+01:00</dc:date>"
        "<dc:creator>Ann Lee</dc:creator></item></rdf:RDF>",
        {"len": 1, "0.versionCreated": "2026-11-23T07:10:30Z", "0.by": "Ann Lee"},
    ),
    Report(
        "a guid that is a link, another each time by its session",
        "FreshRSS/FreshRSS session ids in guids",
        rss(
            f"<item><title>Ferry runs again</title><link>https://shore.example/1</link>"
            f"<guid>https://shore.example/1?utm_source=rss&amp;utm_medium=feed</guid>{told()}</item>"
        ),
        {"len": 1, "0.extras.url": "https://shore.example/1"},
    ),
    Report(
        "an item with neither link nor guid: two of one title are two",
        "feedbin/support#604",
        rss(
            f"<item><title>Weather</title>{told('Rain on Monday in all of the islands.')}</item>"
            f"<item><title>Weather</title>{told('Sun on Tuesday in all of the islands.')}</item>"
        ),
        {"len": 2, "names": 2},
    ),
    Report(
        "epoch seconds and milliseconds as dates",
        "NetNewsWire#2109",
        rss(
            item(f"<pubDate>1795421430</pubDate>{told()}")
            + item(f"<pubDate>1795421430000</pubDate>{told()}", guid="tag:shore.example,2")
        ),
        {
            "0.versionCreated": "2026-11-23T08:10:30Z",
            "1.versionCreated": "2026-11-23T08:10:30Z",
        },
    ),
    Report(
        "a month's name in Russian, Polish, Turkish and Portuguese",
        "rss dates in languages",
        rss(
            item(f"<pubDate>23 ноября 2026 08:10</pubDate>{told()}")
            + item(f"<pubDate>Pn, 23 lis 2026 08:10:00 +0100</pubDate>{told()}", guid="b:2")
            + item(f"<pubDate>23 Kasım 2026 08:10:00 +0300</pubDate>{told()}", guid="b:3")
            + item(f"<pubDate>seg, 23 nov 2026 08:10:00 -0300</pubDate>{told()}", guid="b:4")
        ),
        {
            "0.versionCreated": "2026-11-23T08:10:00Z",
            "1.versionCreated": "2026-11-23T07:10:00Z",
            "2.versionCreated": "2026-11-23T05:10:00Z",
            "3.versionCreated": "2026-11-23T11:10:00Z",
        },
    ),
    Report(
        "day and month by slashes, told by the source's other dates",
        "date order by habit (feedparser)",
        rss(
            item(f"<pubDate>05/11/2026 08:10</pubDate>{told()}")
            + item(f"<pubDate>23/11/2026 08:10</pubDate>{told()}", guid="b:2")
        ),
        {
            "0.versionCreated": "2026-11-05T08:10:00Z",
            "1.versionCreated": "2026-11-23T08:10:00Z",
        },
    ),
    Report(
        "a zone of the source for dates that have none",
        "issue 17, kind 7",
        dated("2026-11-23 08:10:30"),
        {"0.versionCreated": "2026-11-23T07:10:30Z"},
        zone="Europe/Berlin",
    ),
    Report(
        "dates with am and pm and a zone in words",
        "miniflux date forms",
        dated("Monday, November 23, 2026 - 3:10 PM EST"),
        {"0.versionCreated": "2026-11-23T20:10:00Z"},
    ),
    Report(
        "Go's print of a time",
        "issue 17, kind 7",
        dated("2026-11-23 08:10:30.123456 +0100 CET m=+0.0001"),
        {"0.versionCreated": "2026-11-23T07:10:30Z"},
    ),
    Report(
        "Java's and JavaScript's prints of a time",
        "Date.toString() in feeds",
        rss(
            item(f"<pubDate>Mon Nov 23 08:10:30 UTC 2026</pubDate>{told()}")
            + item(
                "<pubDate>Mon Nov 23 2026 08:10:30 GMT+0100 (Central European Standard Time)</pubDate>"
                + told(),
                guid="b:2",
            )
        ),
        {
            "0.versionCreated": "2026-11-23T08:10:30Z",
            "1.versionCreated": "2026-11-23T07:10:30Z",
        },
    ),
    Report(
        "midnight as 24:00",
        "issue 17, kind 7",
        dated("Mon, 23 Nov 2026 24:00:00 +0000"),
        {"0.versionCreated": "2026-11-24T00:00:00Z"},
    ),
    Report(
        "no date, and a date that is none: told, and never the year 1970",
        "bookwyrm-social/bookwyrm#2888",
        dated("soon"),
        {"len": 1, "0.versionCreated lacks": "1970", "told has": "soon"},
    ),
    Report(
        "the text in itunes:summary alone",
        "podcast feeds",
        rss(
            item(f"<itunes:summary>{FERRY}</itunes:summary>"),
            attributes='xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd"',
        ),
        {"text": FERRY},
    ),
    Report(
        "a picture in media:content, credited and described",
        "media RSS",
        rss(
            item(
                f'{told()}<media:content url="https://shore.example/f.jpg" medium="image">'
                "<media:description>The ferry at noon</media:description>"
                "<media:credit>Bo Ek</media:credit></media:content>"
            ),
            attributes='xmlns:media="http://search.yahoo.com/mrss/"',
        ),
        {"text": FERRY, "0.associations.0.renditions.0.href": "https://shore.example/f.jpg"},
    ),
    Report(
        "a posted Atom feed whose links are relative to where it says it is",
        "RFC 4287, 4.2.7.2: rel=self",
        atom(
            f'{HEAD}<link href="/n/1"/><content type="html">{FERRY} '
            '&lt;a href="/map"&gt;Map&lt;/a&gt;</content>'
        ).replace(
            "<title>Shore",
            '<link rel="self" href="https://shore.example/feed.atom"/><title>Shore',
        ),
        {
            "0.extras.url": "https://shore.example/n/1",
            "0.bodies.0.value has": 'href="https://shore.example/map"',
        },
    ),
    Report(
        "the story in yandex:full-text, its lead in the description",
        "TASS' and other Russian wires' RSS",
        rss(
            item(f"{told('It runs hourly.')}<yandex:full-text>{FERRY}</yandex:full-text>"),
            attributes='xmlns:yandex="http://news.yandex.ru"',
        ),
        {"text": FERRY, "0.descriptions.0.value": "It runs hourly."},
    ),
    Report(
        "a site's home page where its feed was",
        "issue 17, kind 1: HTML in a feed's place is never a story",
        f"<!DOCTYPE html><html><body><article><h1>Ferry</h1><p>{FERRY}</p></article></body></html>",
        {"len": 0, "told has": "application/rss+xml"},
        media_type="application/rss+xml",
    ),
    *(
        Report(
            f"a month's name: {date}",
            "issue 17, kind 7; Unicode CLDR",
            dated(date),
            {"0.versionCreated": f"2026-{month:02}-23T08:10:30Z"},
        )
        for date, month in (
            ("ma, 23 lok 2026 08:10:30 +0000", 10),
            ("ma 23. marraskuu 2026 08:10:30 +0000", 11),
            ("23 setembre 2026 08:10:30 +0000", 9),
            ("23. nóvember 2026 08:10:30 +0000", 11),
            ("23 avgust 2026 08:10:30 +0000", 8),
            ("23 августа 2026 08:10:30 +0000", 8),
            ("23 вересень 2026 08:10:30 +0000", 9),
            ("23 desembre 2026 08:10:30 +0000", 12),
            ("23 disyembre 2026 08:10:30 +0000", 12),
            ("23 spalio 2026 08:10:30 +0000", 10),
        )
    ),
)
