"""Wire copy we made up, one of each format; none of it is anybody's text."""

# ruff: noqa: E501  mark-up is told as wires send it

from __future__ import annotations

from datetime import UTC, datetime

from services.ingest.formats.parsed import Payload

RECEIVED_AT = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)


def a_payload(
    content: bytes | str, media_type: str = "application/xml", charset: str | None = None
) -> Payload:
    raw = content.encode() if isinstance(content, str) else content
    return Payload(content=raw, media_type=media_type, charset=charset, received_at=RECEIVED_AT)


NITF = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE nitf SYSTEM "nitf-3-5.dtd">
<nitf>
 <head>
  <title>BRIDGE REOPENS</title>
  <meta name="anpa-sequence" content="0417"/>
  <meta name="anpa-category" content="d"/>
  <meta name="anpa-keyword" content="Lowmarsh Bridge"/>
  <meta name="anpa-takekey" content="2ND LEAD"/>
  <tobject tobject.type="News">
   <tobject.property tobject.property.type="Feature"/>
   <tobject.subject tobject.subject.refnum="11000000" tobject.subject.type="Politics"/>
   <tobject.subject tobject.subject.refnum="20000523" tobject.subject.matter="Labour"/>
  </tobject>
  <docdata management-status="usable">
   <doc-id regsrc="LMW" id-string="lmw-2026-771"/>
   <urgency ed-urg="3"/>
   <date.issue norm="20261123T074500+0100"/>
   <date.expire norm="20261201T000000+0100"/>
   <evloc city="Lowmarsh" iso-cc="GB"/>
   <ed-msg info="Adds quote from the mayor."/>
   <del-list><from-src src-name="LMW" level-number="1"/></del-list>
   <doc.copyright year="2026" holder="Lowmarsh Wire"/>
   <doc.rights limitations="No archive use"/>
   <key-list><keyword key="bridge"/><keyword key="traffic"/></key-list>
   <identified-content>
    <person>Ida Okafor</person><org value="LTC">Lowmarsh Town Council</org>
   </identified-content>
  </docdata>
 </head>
 <body>
  <body.head>
   <hedline><hl1>Lowmarsh bridge opens again</hl1><hl2>Lorries stay banned</hl2></hedline>
   <byline>By <person>Tom Reed</person> <byttl>Transport Writer</byttl></byline>
   <dateline><location><city>Lowmarsh</city>, <country iso-cc="GB">England</country></location>
   </dateline>
   <abstract><p>The old bridge carries cars once more.</p></abstract>
  </body.head>
  <body.content>
   <block>
    <p>Cars crossed the Lowmarsh bridge on Monday, a year after cracks
       had closed it.</p>
    <hl2>Next steps</hl2>
    <table><tr><th>Day</th><th>Cars</th></tr><tr><td>Monday</td><td>1,204</td></tr></table>
    <pre>LEFT    RIGHT
1       2</pre>
    <p onclick="steal()">See <a href="javascript:alert(1)">this</a> &amp; that.<br/>Bye.</p>
    <script>alert(1)</script>
   </block>
   <media media-type="image">
    <media-reference mime-type="image/jpeg" source="https://pics.example.org/b.jpg" width="640"/>
    <media-caption>The bridge at dawn</media-caption>
   </media>
  </body.content>
  <body.end><tagline>Sam Field added to this report.</tagline></body.end>
 </body>
</nitf>"""

NEWSML_G2 = """<?xml version="1.0" encoding="UTF-8"?>
<newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/">
 <header><sent>2026-11-23T07:59:00Z</sent></header>
 <itemSet>
  <newsItem guid="urn:newsml:wire.example:20261123:ferry" version="3" xml:lang="en">
   <catalog><scheme alias="lmw" uri="http://codes.example.org/lmw/"/></catalog>
   <rightsInfo>
    <copyrightHolder literal="Example Wire"/>
    <copyrightNotice>(c) Example Wire 2026</copyrightNotice>
    <usageTerms>Print only</usageTerms>
   </rightsInfo>
   <itemMeta>
    <itemClass qcode="ninat:text"/>
    <provider literal="wire.example"/>
    <versionCreated>2026-11-23T07:58:00+01:00</versionCreated>
    <firstCreated>2026-11-23T06:00:00Z</firstCreated>
    <pubStatus qcode="stat:usable"/>
    <edNote>Picture follows</edNote>
    <edNote role="wirenote:private">Ring the desk first</edNote>
    <signal qcode="sig:update"/>
    <link rel="irel:seeAlso" residref="urn:newsml:wire.example:1"/>
    <link rel="irel:evolvedFrom" residref="urn:newsml:wire.example:0"/>
   </itemMeta>
   <contentMeta>
    <urgency>2</urgency>
    <located qcode="lmw:p1"><name>Port Ellis</name>
     <broader type="cptype:country" qcode="iso3166-1a2:GB"><name>Britain</name></broader></located>
    <creator qcode="lmw:ann"><name>Ann Bell</name></creator>
    <infoSource literal="Harbour News" role="isrol:originator"/>
    <altId type="idtype:short">FERRY7</altId>
    <language tag="en-GB"/>
    <genre qcode="genre:Current"><name>Current</name></genre>
    <keyword>ferry</keyword>
    <subject qcode="medtop:20000343"><name xml:lang="de">Seefahrt</name><name xml:lang="en">shipping</name></subject>
    <subject qcode="lmw:x9"><name>Harbours</name></subject>
    <subject qcode="zzz:7"/>
    <subject type="cpnat:person" qcode="lmw:joe"><name>Joe Quay</name></subject>
    <slugline>FERRY/ (UPDATE 2)</slugline>
    <headline>Ferry sails after two days</headline>
    <dateline>PORT ELLIS, Nov 23 (Harbour News) -</dateline>
    <by>By Ann Bell</by>
    <creditline>Harbour News</creditline>
    <description role="drol:summary">The ferry sails again.</description>
   </contentMeta>
   <contentSet>
    <inlineXML contenttype="application/xhtml+xml" wordcount="41">
     <html xmlns="http://www.w3.org/1999/xhtml"><head><title>x</title></head><body>
      <p>The ferry left Port Ellis at dawn.</p><ul><li>First sailing: 06:00</li></ul>
      <div class="nonpublic"><p>Contact: desk only.</p></div>
     </body></html>
    </inlineXML>
    <remoteContent href="https://pics.example.org/f.jpg" rendition="rnd:highRes" contenttype="image/jpeg" width="900" height="600"/>
   </contentSet>
  </newsItem>
  <packageItem guid="urn:newsml:wire.example:pack" version="1">
   <itemMeta><itemClass qcode="ninat:composite"/><versionCreated>2026-11-23T07:58:00Z</versionCreated></itemMeta>
   <contentMeta><headline>Top stories</headline></contentMeta>
   <groupSet root="r"><group id="r" role="grp:root">
    <groupRef idref="m"/></group><group id="m" role="grp:main">
    <itemRef residref="urn:newsml:wire.example:20261123:ferry" contenttype="application/vnd.iptc.g2.newsitem+xml">
     <itemClass qcode="ninat:text"/><headline>Ferry sails</headline></itemRef></group></groupSet>
  </packageItem>
  <conceptItem guid="urn:concept:1" version="1"><concept><conceptId qcode="lmw:joe"/></concept></conceptItem>
 </itemSet>
</newsMessage>"""

NEWSML_1_2 = """<?xml version="1.0" encoding="iso-8859-1"?>
<!DOCTYPE NewsML SYSTEM "NewsML_1.2.dtd">
<NewsML Version="1.2">
 <NewsEnvelope><TransmissionId>88</TransmissionId><Priority FormalName="5"/></NewsEnvelope>
 <NewsItem xml:lang="fr">
  <Identification><NewsIdentifier>
   <ProviderId>wire.example</ProviderId><DateId>20261123</DateId><NewsItemId>PONT7</NewsItemId>
   <RevisionId PreviousRevision="1" Update="U">2</RevisionId>
   <PublicIdentifier>urn:newsml:wire.example:20261123:PONT7:2U</PublicIdentifier>
  </NewsIdentifier><NameLabel>pont-trafic</NameLabel></Identification>
  <NewsManagement>
   <NewsItemType FormalName="News"/>
   <FirstCreated>20261123T060000+0100</FirstCreated>
   <ThisRevisionCreated>20261123T070000+0100</ThisRevisionCreated>
   <Status FormalName="Usable"/><Urgency FormalName="3"/>
  </NewsManagement>
  <NewsComponent>
   <NewsLines><HeadLine>Le pont est rouvert</HeadLine><ByLine>Par Luc Martin</ByLine>
    <DateLine>LYON, 23 nov 2026 (EXW) -</DateLine><SlugLine>Pont-trafic</SlugLine>
    <CopyrightLine>EXW 2026</CopyrightLine><KeywordLine>pont</KeywordLine>
    <NewsLine><NewsLineType FormalName="EditorNote"/><NewsLineText>Photo suit</NewsLineText></NewsLine>
   </NewsLines>
   <AdministrativeMetadata><Provider><Party FormalName="EXW"/></Provider></AdministrativeMetadata>
   <RightsMetadata><UsageRights><UsageType>Presse</UsageType></UsageRights></RightsMetadata>
   <DescriptiveMetadata><Language FormalName="fr"/><Genre FormalName="Papier"/>
    <SubjectCode><SubjectDetail FormalName="04015003" cat="TRA"/></SubjectCode>
    <SubjectCode><Subject FormalName="04000000" cat="TRA"/></SubjectCode>
    <SubjectCode><Subject FormalName="04000000" cat="TRA"/></SubjectCode>
    <Location HowPresent="Origin"><Property FormalName="Country" Value="FRA"/>
     <Property FormalName="City" Value="Lyon"/></Location>
   </DescriptiveMetadata>
   <NewsComponent><Role FormalName="Main"/>
    <ContentItem><MediaType FormalName="Text"/><Format FormalName="NITF3.1"/>
     <Characteristics><Property FormalName="Words" Value="9"/></Characteristics>
     <DataContent><nitf><body><body.content><p>Le pont a rouvert lundi, un an apr\xe8s.</p>
     </body.content></body></nitf></DataContent></ContentItem>
   </NewsComponent>
   <NewsComponent><Role FormalName="Photo"/>
    <NewsLines><HeadLine>Le pont, lundi</HeadLine></NewsLines>
    <ContentItem Href="pont.jpg"><MediaType FormalName="Photo"/><MimeType FormalName="image/jpeg"/>
     <Characteristics><Property FormalName="Width" Value="512"/></Characteristics></ContentItem>
   </NewsComponent>
  </NewsComponent>
 </NewsItem>
</NewsML>""".encode("latin-1")

IPTC_7901 = (
    b"\x01xya0417 3 pl 58  dpa 0417\r\n\r\nHarbour/\r\nFerries/\r\n"
    b"\x022ND LEAD\r\n\r\nFerry sails again after two days in port,\r\nsays harbour master =\r\n\r\n"
    b"   By Ann Bell, dpa =\r\n\r\n"
    b"   Port Ellis (dpa) - The ferry left at dawn on Monday, two days\r\nlater than planned.\r\n\r\n"
    b'   "We waited for M\xfcller," the harbour master said.\r\n\r\n'
    b"Team        Won   Lost\r\nPort          3      1\r\nEllis         2      2\r\n\r\n"
    b"* * * *\r\nThe following information is not for publication\r\nTel: 555 0100\r\n"
    b"\x03230730 GMT Nov 26\r\n\x7f\r\n\x7f\x04"
)

ANPA = (
    b"\x16\x16\x01a0417\x1f_asian\r\n"
    b"u d\x13\x11 BC-US--Lowmarsh Bridge 1stLd-Writethru   11-23 0312\r\n"
    b"\x02^BC-US--Lowmarsh Bridge, 1st Ld-Writethru,312<\r\n"
    b"^Old bridge carries cars again<\r\n"
    b"^AP Photo LM101<\r\n"
    b"^Eds: UPDATES with quote.<\r\n"
    b"^By IDA OKAFOR=\r\n^Example Press=\r\n"
    b"\t   LOWMARSH, Ohio (AP) _ Cars crossed the bridge Monday.\r\n\r\n"
    b"\t   ``It holds,'' the mayor said.\r\n\r\n"
    b"\t   ^\x03AP-NY-11-23-26 0230EST<\r\n\r\n\x0c\r\n\x04"
)

ANPA_TABLE = (
    b"\x16\x16\x01s0901\x1f_sport\r\n"
    b"r s\x14\x12 BC-BBA--Standings   11-22 0040\r\n"
    b"\x02^BC-BBA--Standings,40<\r\n^Standings<\r\n"
    b"\tEast          W    L\r\nLowmarsh      9    2\r\nPort Ellis    7    4\r\n"
    b"\x03AP-WF-11-22 2300CST<\r\n\x04"
)

MAIL = (
    b"Received: from x by y; Mon, 23 Nov 2026 07:40:00 +0000\r\n"
    b"Message-ID: <abc.1@news.example>\r\nDate: Mon, 23 Nov 2026 08:40:00 +0100\r\n"
    b"Subject: =?iso-8859-1?Q?F=E4hre_f=E4hrt_wieder?=\r\n"
    b"From: =?utf-8?B?SsO8cmdlbiBLYWk=?= <jk@news.example>\r\nTo: desk@site.example\r\n"
    b"MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=outer\r\n\r\n"
    b"--outer\r\nContent-Type: multipart/alternative; boundary=inner\r\n\r\n"
    b"--inner\r\nContent-Type: text/plain; charset=iso-8859-1\r\n"
    b"Content-Transfer-Encoding: quoted-printable\r\n\r\n"
    b"Die F=E4hre f=E4hrt wieder.\r\n\r\nDer Hafen ist frei.\r\n-- \r\nJ. Kai, 555 0100\r\n"
    b"--inner\r\nContent-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n"
    b"PHA+RGllIEbDpGhyZSBmw6RocnQgd2llZGVyLjwvcD48cD5EZXIgSGFmZW4gaXN0IGZyZWkuPC9wPjxz\r\n"
    b"Y3JpcHQ+YWxlcnQoMSk8L3NjcmlwdD4=\r\n--inner--\r\n"
    b'--outer\r\nContent-Type: application/pdf; name="../plan.pdf"\r\n'
    b'Content-Disposition: attachment; filename="../plan.pdf"\r\n'
    b"Content-Transfer-Encoding: base64\r\n\r\nJVBERg==\r\n--outer--\r\n"
)

RSS = """<?xml version="1.0"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:media="http://search.yahoo.com/mrss/"
 xmlns:at="http://purl.org/atompub/tombstones/1.0">
 <channel><title>Lowmarsh Post</title><link>https://post.example/</link><language>en-gb</language>
 <item><title>Bridge &amp;amp; ferry open</title><link>/a/1?x=1</link>
  <guid isPermaLink="false">post-771</guid>
  <description>Both are open.</description>
  <content:encoded><![CDATA[<p>The bridge and the ferry are open again.</p><p onclick="x()">Cars go. <a href="/b">More</a></p>]]></content:encoded>
  <dc:creator>Ida Okafor and Tom Reed</dc:creator><category>Transport</category>
  <pubDate>Mon, 23 Nov 2026 07:00:00 EST</pubDate>
  <media:content url="https://pics.example.org/1.jpg" type="image/jpeg" width="100"><media:description>Dawn</media:description></media:content>
  <source url="https://wire.example/">Harbour News</source></item>
 <item><title>Undated</title><description>Words without a date.</description></item>
 <item/>
 <at:deleted-entry ref="post-700" when="2026-11-23T07:30:00Z"><at:comment>Wrong man named</at:comment></at:deleted-entry>
 </channel></rss>"""

ATOM = """<?xml version="1.0"?>
<feed xmlns="http://www.w3.org/2005/Atom" xmlns:at="http://purl.org/atompub/tombstones/1.0" xml:lang="en">
 <title>Lowmarsh Post</title><id>tag:post.example,2026:feed</id>
 <author><name>The Post</name></author>
 <entry><id>tag:post.example,2026:1</id><title type="html">Bridge &lt;b&gt;open&lt;/b&gt;</title>
  <link rel="alternate" href="https://post.example/a/1"/><link rel="enclosure" href="https://pics.example.org/1.mp3" type="audio/mpeg"/>
  <updated>2026-11-23T07:00:00+01:00</updated><published>2026-11-22T07:00:00Z</published>
  <category term="transport" label="Transport"/>
  <summary>It is open.</summary>
  <content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>The bridge is open to cars again, a year on.</p></div></content>
 </entry>
 <at:deleted-entry ref="tag:post.example,2026:0" when="2026-11-23T07:30:00Z"/>
</feed>"""

WORDPRESS = """<?xml version="1.0"?>
<rss version="2.0" xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/"
 xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:wp="http://wordpress.org/export/1.2/"><channel><title>P</title><language>en</language>
 <wp:author><wp:author_login>ida</wp:author_login><wp:author_display_name>Ida Okafor</wp:author_display_name></wp:author>
 <item><title>Bridge opens</title><link>https://blog.example/bridge</link><dc:creator>ida</dc:creator>
  <guid isPermaLink="false">https://blog.example/?p=7</guid>
  <content:encoded><![CDATA[First paragraph
with two lines.

[caption id="a"]<img src="https://blog.example/b.jpg"/> Dawn[/caption]

Second one.]]></content:encoded>
  <excerpt:encoded><![CDATA[In short]]></excerpt:encoded>
  <wp:post_id>7</wp:post_id><wp:post_date>2026-11-23 09:00:00</wp:post_date>
  <wp:post_date_gmt>2026-11-23 08:00:00</wp:post_date_gmt><wp:post_name>bridge-opens</wp:post_name>
  <wp:status>publish</wp:status><wp:post_type>post</wp:post_type>
  <category domain="category" nicename="transport">Transport</category>
  <category domain="post_tag" nicename="bridges">Bridges</category>
  <wp:postmeta><wp:meta_key>_thumbnail_id</wp:meta_key><wp:meta_value>9</wp:meta_value></wp:postmeta></item>
 <item><title>b</title><wp:post_id>9</wp:post_id><wp:post_type>attachment</wp:post_type>
  <wp:attachment_url>https://blog.example/b.jpg</wp:attachment_url></item>
 <item><title>Later</title><guid>https://blog.example/?p=8</guid><wp:post_date_gmt>2026-12-24 08:00:00</wp:post_date_gmt>
  <wp:status>future</wp:status><wp:post_type>post</wp:post_type><content:encoded>Soon.</content:encoded></item>
 <item><title>Gone</title><guid>https://blog.example/?p=6</guid><wp:status>trash</wp:status><wp:post_type>post</wp:post_type></item>
 <item><title>Menu</title><wp:post_type>nav_menu_item</wp:post_type></item>
 </channel></rss>"""
