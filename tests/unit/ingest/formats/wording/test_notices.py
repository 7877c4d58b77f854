"""What a kill or a hold names, in every format's own way: it is meant for these stories."""

from __future__ import annotations

import pytest

from services.ingest.identity.names import hold_names
from tests.unit.ingest.formats.reading import read

NITF = """<nitf><head><docdata management-status="{status}" management-doc-idref="w-7">
<doc-id id-string="w-9"/><date.issue norm="20261123T081030Z"/></docdata></head>
<body><body.head><hedline><hl1>Ferries</hl1></hedline></body.head></body></nitf>"""

NEWSML_1 = """<NewsML><NewsItem><Identification><NewsIdentifier>
<ProviderId>w.example</ProviderId><DateId>20261123</DateId><NewsItemId>9</NewsItemId><RevisionId>1</RevisionId></NewsIdentifier>
</Identification><NewsManagement><Status FormalName="{status}"/>
<ThisRevisionCreated>20261123T081030Z</ThisRevisionCreated></NewsManagement><NewsComponent>
<NewsLines><HeadLine>Ferries</HeadLine><NewsLine><NewsLineType FormalName="EditorNote"/>
<NewsLineText>About urn:newsml:w.example:20261123:7.</NewsLineText></NewsLine></NewsLines>
</NewsComponent></NewsItem></NewsML>"""

NEWSML_G2 = """<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="urn:newsml:w:9">
<itemMeta><itemClass qcode="ninat:text"/><versionCreated>2026-11-23T08:10:30Z</versionCreated>
<pubStatus qcode="stat:{status}"/><edNote>About urn:newsml:w:7.</edNote></itemMeta>
<contentMeta><headline>Ferries</headline><altId>4711</altId></contentMeta></newsItem>"""

TELEX = (
    "\x01bdt0415 2 wi 20\r\n\r\nFerries\r\n\x02{mark}: Ferries =\r\n\r\nAbout bdt0412.\r\n"
    "\x03230830 GMT Nov 26\r\n"
)
ANPA = (
    "\x16\x16\x01a0300 US\x1f\r\nu i\x13\x11 BC-EU--Ferries 11-23 0080\r\n"
    "\x02^BC-EU--Ferries, {mark}<\r\n^Ferries<\r\n\tAbout a0231.\r\n"
    "\x03EP-NY-11-23-26 0815GMT\r\n"
)
MAIL = (
    "From: desk@w.example\r\nSubject: {mark}: Ferries\r\nMessage-ID: <9@w.example>\r\n"
    "Date: Mon, 23 Nov 2026 08:10:30 +0000\r\nIn-Reply-To: <7@w.example>\r\n\r\n"
    "About our story on ferries.\r\n"
)
NAMES = {
    "NITF's doc-idref": (NITF, "application/xml", "w-7"),
    "a note in NewsML 1.2": (NEWSML_1, "application/xml", "urn:newsml:w.example:20261123:7"),
    "a note in NewsML-G2": (NEWSML_G2, "application/xml", "urn:newsml:w:7"),
    "an altId in NewsML-G2": (NEWSML_G2, "application/xml", "4711"),
    "a number in IPTC 7901": (TELEX, "text/plain", "bdt0412/2026-11-23"),
    "a number in ANPA 1312": (ANPA, "text/plain", "a0231/2026-11-23"),
    "the mail it answers": (MAIL, "message/rfc822", "mid:7@w.example"),
}


@pytest.mark.parametrize(
    ("status", "mark"), [("withheld", "HOLD"), ("canceled", "MANDATORY KILL")]
)
@pytest.mark.parametrize(("notice", "media_type", "name"), NAMES.values(), ids=NAMES)
def test_a_notice_names_its_story(
    notice: str, media_type: str, name: str, status: str, mark: str
) -> None:
    sent = notice.format(status=status, mark=mark).encode("latin-1")

    (item,) = (one.item for one in read(sent, media_type=media_type).items)

    assert item.pub_status == status
    assert name in hold_names(item)


@pytest.mark.parametrize(("notice", "media_type", "name"), NAMES.values(), ids=NAMES)
def test_a_story_does_not_take_what_it_cites_for_itself(
    notice: str, media_type: str, name: str
) -> None:
    sent = notice.format(status="usable", mark="Update").encode("latin-1")

    (item,) = (one.item for one in read(sent, media_type=media_type).items)

    assert item.pub_status == "usable"
    assert name == "4711" or name not in hold_names(item)


def test_a_hold_for_an_embargo_is_no_hold_of_what_it_cites() -> None:
    sent = TELEX.format(mark="SPERRFRIST").encode("latin-1")

    (item,) = (one.item for one in read(sent, media_type="text/plain").items)

    assert item.pub_status == "withheld"
    assert "bdt0412/2026-11-23" not in hold_names(item)


@pytest.mark.parametrize("mark", ["Advisory", "ADVISORY-Plans"])
@pytest.mark.parametrize("notice", [TELEX, ANPA], ids=["IPTC 7901", "ANPA 1312"])
def test_an_advisory_holds_nothing_of_what_it_cites(notice: str, mark: str) -> None:
    sent = notice.format(mark=mark).encode("latin-1")

    (item,) = (one.item for one in read(sent, media_type="text/plain").items)

    assert not {"bdt0412/2026-11-23", "a0231/2026-11-23"} & {*hold_names(item)}


def test_a_time_is_no_number_of_a_message() -> None:
    sent = TELEX.format(mark="KILL").replace("About", "Sent at 1015 GMT,").encode("latin-1")

    (item,) = (one.item for one in read(sent, media_type="text/plain").items)

    assert not any(name.startswith("at1015") for name in hold_names(item))
