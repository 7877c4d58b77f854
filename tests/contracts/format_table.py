"""What each format says, and how it is known: the table in docs/wires.md.

Written by `python -m tests.contracts.format_table` from `ABOUT`; a test compares them, and that
every format of `FORMATS` has its row.
"""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

PAGE = Path(__file__).parents[2] / "docs" / "wires.md"
BEGINS, ENDS = (
    "<!-- formats: written by tests.contracts.format_table -->\n",
    "<!-- /formats -->\n",
)


class About(NamedTuple):
    """A row: what is read, by what the format is known, and what its own fields may say."""

    read: str
    known: str
    kills: str
    holds: str
    embargoes: str
    corrects: str


_WORDS = "words"
ABOUT = {
    "ninjs": About(
        "ninjs 1.x to 3.x, Superdesk's too", "JSON, none of the others", "`pubstatus`",
        "`pubstatus`, `profile: advisory`", "`embargoed(Until)`", "`signal`, headline",
    ),
    "simple_json": About(
        "headline, text or html", "only our ten keys", "`pubstatus`", "`pubstatus`",
        "`embargoed`", _WORDS,
    ),
    "ap_json": About(
        "AP's items, texts fetched", "`data.item`, `altids.itemid`", "`pubstatus`",
        "`pubstatus`, `signals`", "`embargoed`", "`signals`, headline",
    ),
    "digitalwires": About(
        "dpa's entries", "`format: digitalwires`", "`pubstatus`", "`pubstatus`", "`embargoed`",
        "`signal`",
    ),
    "json_feed": About("items", "`version` of jsonfeed.org", _WORDS, _WORDS, _WORDS, _WORDS),
    "cloudevents": About(
        "what is in `data`", "`specversion` and `type`", "as inside", "as inside", "as inside",
        "as inside",
    ),
    "wordpress_rest": About(
        "posts; `_embed`: authors, terms, picture", "`title.rendered`", "`status: trash`",
        "`draft`, `private`, a password", "`status: future`", _WORDS,
    ),
    "ghost": About(
        "posts of the content API and web hooks", "`title`, `html`, `comment_id` or such",
        _WORDS, "`status: draft`", "`status: scheduled`", _WORDS,
    ),
    "drupal": About(
        "nodes of JSON:API, what they `include`", "`type: node--…`", _WORDS, "`status: false`",
        "`publish_on`", _WORDS,
    ),
    "arc": About(
        "Arc XP's ANS: texts, lists, quotes, tables", "`headlines`, `content_elements`",
        _WORDS, "not `published`", "`scheduled_operations`", _WORDS,
    ),
    "schema_org": About(
        "NewsArticle and its kin in JSON-LD, graphs", "`@type`", _WORDS, _WORDS, _WORDS, _WORDS
    ),
    "plain_records": About(
        "a title and a text under usual names (Strapi, NewsAPI, the Guardian)",
        "`title` with `content`, `body` …", _WORDS, "`status` other than published", _WORDS,
        _WORDS,
    ),
    "activity_pub": About(
        "what an outbox tells: Article, Note, Page", "`type` and `object` or `attributedTo`",
        "`Delete`, Tombstone", "not addressed to the public", _WORDS, _WORDS,
    ),
    "newsml_g2": About(
        "newsItem, packageItem, newsMessage; SportsML's results as tables",
        "root element", "`pubStatus stat:canceled`", "`stat:withheld`", "`embargoed`",
        "`signal`, headline",
    ),
    "newsml_1_2": About(
        "NewsItems and their components", "root `NewsML`", "`Status Canceled`, `Instruction`",
        "`Status Embargoed` without an end, `Withheld`", "`StatusWillChange`, embargo fields",
        "`Instruction`, headline",
    ),
    "nitf": About(
        "head and body, tables", "root `nitf`", "`management-status`", "`management-status`",
        "`date.release`, `embargo` marks", "`correction`, headline",
    ),
    "iptc7901": About(
        "messages, dpa's and APA's habits", "SOH, or its header line", _WORDS, _WORDS, _WORDS,
        _WORDS,
    ),
    "anpa": About(
        "messages of ANPA 1312, tables", "SYN SOH, or its two header lines", _WORDS, _WORDS,
        "`ADV29`, `HFR`, words", "version and words",
    ),
    "rss": About(
        "items, content:encoded, media:", "root `rss`, `RDF`", _WORDS, _WORDS,
        "fields named embargo", _WORDS,
    ),
    "atom": About(
        "entries of every content type", "root `feed`, `entry`", "words, tombstones", _WORDS,
        "fields named embargo", _WORDS,
    ),
    "cap": About(
        "alerts: severity as urgency, areas, expiry, an item a language", "root `alert`",
        "`msgType Cancel`", "`status` other than `Actual`", _WORDS, _WORDS,
    ),
    "wordpress": About(
        "exports (WXR): posts, own types with text, blocks used again, co-authors",
        "its namespace in RSS", "`status: trash`", "`draft`, `private`, a password",
        "`status: future`", _WORDS,
    ),
    "web_page": About(
        "the one story of a page; Google Docs' and Word's HTML", "HTML", _WORDS, _WORDS,
        "meta named embargo", _WORDS,
    ),
    "plain_text": About("headline, then text", "text, none of the others", _WORDS, _WORDS,
                        _WORDS, _WORDS),
    "email": About(
        "letters, forms, boxes (mbox), what is attached", "headers", "words, `In-Reply-To`",
        "words; what is attached and not read", "words, headers", _WORDS,
    ),
    "zip": About(
        "each file as if it had come by itself; no archives in archives, none locked",
        "first bytes", "as inside", "as inside", "as inside", "as inside",
    ),
    "document": About(
        "DOCX, PDF, RTF, ODT, winmail.dat: text, headline, tables (none of PDFs)",
        "first bytes", _WORDS, _WORDS, _WORDS, _WORDS,
    ),
}  # fmt: skip


def table() -> str:
    """Write the table, a row for each format."""
    rows = [
        "| format | what is read | how it is known | kills | holds | embargoes | corrects |",
        "|---|---|---|---|---|---|---|",
        *(f"| {name} | {' | '.join(row)} |" for name, row in ABOUT.items()),
    ]
    return "\n".join(rows) + "\n"


def written(page: str) -> str:
    """Put the table where it belongs on the page."""
    before, _, rest = page.partition(BEGINS)
    _, _, after = rest.partition(ENDS)
    return f"{before}{BEGINS}{table()}{ENDS}{after}"


if __name__ == "__main__":
    PAGE.write_text(written(PAGE.read_text("utf-8")), "utf-8")
