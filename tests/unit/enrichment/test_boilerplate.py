from __future__ import annotations

import json
import time
from pathlib import Path

import pytest

from services.enrichment.copy import copy_of
from services.enrichment.steps.boilerplate import FARM, Separated, separate_boilerplate
from shared.ninjs import Item, Text

TITLE = "Ferries resume after long storm"
STORY = (
    (
        "PORTSMOUTH, Nov 23 (Example Wire) - Ferries sailed again on Monday after a two-day"
        " storm, the harbour board said."
    ),
    (
        "Passengers who had waited in the terminal since Saturday were taken first, and the"
        " board thanked them for their patience."
    ),
    (
        "“We have never seen waves of this height inside the breakwater,” said harbour master"
        " Ida Quill."
    ),
    (
        "The storm had closed the harbour, torn two buoys from their chains and flooded the"
        " road to the northern terminal."
    ),
    (
        "Fourteen sailings were cancelled, and the operator expects the timetable to be normal"
        " by Wednesday evening."
    ),
)
FARM_LINES = (
    f"{TITLE}https://cheap-shoes.example  https://best-casino.test  https://pills.invalid",
    "---",
    "What is a teapot? * Ten lamps for your attic * Watch the final live * Loans in a minute",
    f"https://garden-hoses.example.net  https://wigs.example.org  {TITLE}*{TITLE}",
)


def separated(*lines: str, title: str = TITLE, kind: str = "text/plain") -> Separated:
    body = "\n\n".join(lines)
    item = Item(headlines=(Text(value=title),), bodies=(Text(value=body, content_type=kind),))
    copy = copy_of(item)
    found = separate_boilerplate(copy.text, title, copy.paragraphs)
    for aside in found.set_aside:
        assert copy.text[aside.span.start : aside.span.end] == aside.text
    return found


def story(found: Separated) -> tuple[str, ...]:
    return tuple(paragraph.text for paragraph in found.story)


def kinds(found: Separated) -> list[str]:
    return [aside.kind for aside in found.set_aside]


def test_a_clean_story_is_left_alone() -> None:
    assert separated(*STORY).set_aside == ()
    assert story(separated(*STORY)) == STORY


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        (TITLE, "repeated_headline"),
        (f"news.example {TITLE}", "repeated_headline"),
        ("by admin", "machine_byline"),
        ("Posted by admin on November 23, 2026", "machine_byline"),
        ("By Webmaster", "machine_byline"),
        ("By Ann Roe and Joe Doe, Example Wire", "byline"),
        ("Home » World » Harbours", "breadcrumb"),
        ("Share on Facebook Tweet WhatsApp", "share"),
        ("Published: 23 November 2026, 08:10", "meta"),
        ("3 min read", "meta"),
        ("5 hours ago", "meta"),
        ("ADVERTISEMENT", "advertisement"),
        ("We use cookies to give you the best experience.", "cookies"),
        ("Tags: ferries, storm", "tags"),
    ],
)
def test_furniture_above_the_story_is_set_aside(line: str, kind: str) -> None:
    found = separated(line, *STORY)

    assert kinds(found) == [kind]
    assert story(found) == STORY


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("Writing by Ann Roe; Editing by Joe Doe", "credits"),
        ("(Reporting by Ann Roe in Paris; Editing by Joe Doe)", "credits"),
        ("Ann Roe in Paris contributed to this report.", "credits"),
        ("Our Standards: The Thomson Reuters Trust Principles.", "standards"),
        ("Source : Example Wire", "source"),
        ("Source: Reuters", "source"),
        ("The post Ferries resume appeared first on Quayside Blog.", "source"),
        ("© 2026 Example Wire. All rights reserved.", "copyright"),
        ("Sign up for our newsletter to get updates in your inbox", "subscribe"),
        ("Leave a Reply", "tail"),
        ("Tags: ferries, storm", "tail"),
        ("abc/de", "sign_off"),
        ("Share this:", "tail"),
    ],
)
def test_furniture_below_the_story_is_set_aside(line: str, kind: str) -> None:
    found = separated(*STORY, line)

    assert len(found.set_aside) == 1
    assert kinds(found)[0] in (kind, "share", "tags", "tail", "subscribe")
    assert story(found) == STORY


def test_credits_that_run_on_in_a_paragraph_are_parted_from_it() -> None:
    last = "The road stays closed. (Reporting by Ann Roe; editing by Joe Doe)"

    found = separated(*STORY, last)

    assert story(found) == (*STORY, "The road stays closed.")
    assert [aside.text for aside in found.set_aside] == [
        "(Reporting by Ann Roe; editing by Joe Doe)"
    ]


def test_standards_glued_to_the_credits_are_told_apart() -> None:
    glued = "Editing by Joe DoeOur Standards: The Thomson Reuters Trust Principles."

    assert kinds(separated(*STORY, glued)) == ["credits", "standards"]


def test_a_tail_is_set_aside_with_its_titles() -> None:
    found = separated(*STORY, "You may also like", "Ten lamps for your attic", "Teapots: why?")

    assert kinds(found) == ["tail"]
    assert story(found) == STORY


def test_a_teaser_about_something_else_is_part_of_a_tail() -> None:
    teaser = (
        "Gardeners across seven counties compare marrows, trowels and compost while judges"
        " whisper about ribbons awarded since nineteen fifty."
    )

    found = separated(*STORY, "Related posts", "Marrows of the year", teaser)

    assert story(found) == STORY


def test_a_trigger_in_the_middle_of_a_story_is_no_tail() -> None:
    lines = (*STORY[:3], "Read more", *STORY[3:])

    assert story(separated(*lines)) == lines


def test_a_link_farm_is_kept_and_scored() -> None:
    found = separated(*STORY, "You may also like", *FARM_LINES)

    assert story(found) == STORY
    assert kinds(found) == ["tail", "link_farm"]
    assert found.set_aside[-1].score > 0.9


def test_a_link_farm_needs_no_header() -> None:
    found = separated(*STORY, *FARM_LINES)

    assert story(found) == STORY
    assert found.set_aside[-1].score > 0.9


@pytest.mark.parametrize(
    "footer",
    [
        ("cheap-shoes.com  best-casino.net  foot.biz  garden-hoses.org  wigs.co.uk",),
        ("cheap-shoes.com", "best-casino.net", "foot.biz", "garden-hoses.org"),
        ("cheap-shoes.com * best-casino.net * foot.biz * wigs.info *", f"{TITLE}*{TITLE}"),
        (
            "Ten lamps for your attic cheap-lamps.shop",
            "Watch the final live sport-live.xyz",
            "Loans in a minute best-loans.biz",
        ),
        (f"{TITLE}cheap-shoes.com best-casino.net foot.biz", f"foot-news.asia {TITLE}"),
    ],
    ids=["a line", "a line each", "stars", "headlines", "glued to the title"],
)
def test_a_link_farm_may_list_bare_domains(footer: tuple[str, ...]) -> None:
    found = separated(*STORY, *footer)

    assert story(found) == STORY
    assert found.set_aside


def test_sites_that_a_story_names_make_no_link_farm() -> None:
    named = "The board sells its tickets on ferries.com and harbour.org, and no longer by post."

    found = separated(*STORY, named)

    assert story(found) == (*STORY, named)


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("by admin 2 weeks ago 12 views", "machine_byline"),
        ("Ana Sayfa > Dünya", "breadcrumb"),
        ("Главная > Новости > Мир", "breadcrumb"),
        ("By Ann Roe 2 weeks ago 12 views", "byline"),
    ],
)
def test_furniture_above_a_story(line: str, kind: str) -> None:
    found = separated(line, *STORY)

    assert story(found) == STORY
    assert kinds(found) == [kind]


@pytest.mark.parametrize(
    "line",
    [
        "Follow us on Facebook",
        "Suivez-nous sur Facebook",
        "The views expressed in this article are those of the author.",
        "We may earn a commission from links on this page.",
    ],
)
def test_furniture_below_a_story(line: str) -> None:
    assert story(separated(*STORY, line)) == STORY
    assert story(separated(STORY[0], line, *STORY[1:])) == (STORY[0], line, *STORY[1:])


def test_what_a_company_says_of_itself_is_no_part_of_its_story() -> None:
    about = ("About Quill Ferries", "Quill Ferries is a shipping line with nine boats.")

    found = separated(*STORY, *about)

    assert story(found) == STORY
    assert kinds(found) == ["about", "about"]


def test_what_an_event_costs_and_where_it_is_stay_in_the_story() -> None:
    lines = ("Tickets: £12 to £30", "Venue: Harbour Hall, Portsmouth", "Dates: 3 to 9 May")

    assert story(separated(*STORY[:3], *lines, *STORY[3:])) == (*STORY[:3], *lines, *STORY[3:])


def test_links_of_an_html_footer_count_though_their_targets_are_not_shown() -> None:
    story_html = "".join(f"<p>{line}</p>" for line in STORY)
    farm = "".join(
        f"<p><a href='https://shop-{at}.example{at}.test/'>cheap lamps {at}</a></p>"
        for at in range(7)
    )

    found = separated(story_html + f"<p>Related</p>{farm}", kind="text/html")

    assert story(found) == STORY
    assert max(aside.score for aside in found.set_aside if aside.kind == "link_farm") >= FARM


def test_one_link_at_the_end_of_a_story_is_no_farm() -> None:
    found = separated(*STORY, "For timetables see https://ferries.example/timetable.")

    assert all(aside.kind != "link_farm" for aside in found.set_aside)


@pytest.mark.parametrize(
    "sentence",
    [
        "By the time the ferry sailed, half the passengers had gone home by bus.",
        "Sources: three of them, all close to the board, said the storm was no surprise to it.",
        "Reporting by state media is restricted in the country, the group said on Monday.",
        "Copyright law protects the harbour master's drawings, a judge said in a ruling.",
        "Editing by committee is never a good idea, said the author of the harbour's history.",
        "Share prices of ferry operators fell by 3 percent on Monday in early trading.",
        "Updated figures showed that 14 sailings were cancelled, three more than on Sunday.",
    ],
)
def test_sentences_that_begin_like_furniture_are_story(sentence: str) -> None:
    for at in (0, 2, 5):
        lines = (*STORY[:at], sentence, *STORY[at:])
        assert story(separated(*lines)) == lines


def test_white_space_of_all_kinds_breaks_nothing() -> None:
    lines = ("by\u00a0admin", *STORY, "You\u00a0may also\u00a0like", *FARM_LINES)
    body = "\n".join(lines).replace("  ", "\u00a0\u00a0")
    item = Item(
        headlines=(Text(value=TITLE),),
        bodies=(Text(value=body, content_type="text/plain"),),
    )
    copy = copy_of(item)

    assert story(separate_boilerplate(copy.text, TITLE, copy.paragraphs)) == STORY


def test_nothing_real_is_lost_from_real_stories(corpus: Path) -> None:
    """Of the true bodies of real pages, at most one word in a hundred is set aside."""
    pages = json.loads((corpus / "html" / "ground-truth.json").read_text(encoding="utf-8"))
    words = lost = 0
    for page in pages.values():
        found = separated(page["articleBody"], title="")
        words += len(page["articleBody"].split())
        lost += sum(len(aside.text.split()) for aside in found.set_aside)
        scores = [aside.score for aside in found.set_aside if aside.kind == "link_farm"]
        assert max(scores, default=0) <= 0.4

    assert lost <= words / 100


def test_a_whole_page_on_one_line_is_taken_apart() -> None:
    title = "Ferry to the outer islands sails again"
    story = (
        "BERGEN (AP) - The ferry to the outer islands sailed again on Monday, two years after"
        " a storm had closed its harbour, the islands' council said. The first crossing was"
        " free for anybody who brought a sheep."
    )
    page = (
        f"Home » Norway » {title} {story} Also Read | Nine hats for rain"
        " Follow us on Facebook © 2024 Daily Snail. All rights reserved."
    )
    copy = copy_of(Item(headlines=(Text(value=title),), bodies=(Text(value=page),)))

    found = separate_boilerplate(copy.text, title, copy.paragraphs)

    assert [part.text for part in found.story] == [story]
    assert [each.kind for each in found.set_aside] == [
        "breadcrumb", "repeated_headline", "related", "subscribe", "copyright", "copyright",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "page",
    [
        "Ferry to the outer islands sails again, its owner said on Monday. " * 5,
        "It was a long story. Share the blame, they said. Read more books, she said. " * 5,
        "He signed up. Follow us, the pilot had told them. Copyright was a word for later. "
        * 4,
    ],
)
def test_a_story_on_one_line_stays_whole(page: str) -> None:
    title = "Ferry to the outer islands sails again"
    copy = copy_of(Item(headlines=(Text(value=title),), bodies=(Text(value=page),)))

    found = separate_boilerplate(copy.text, title, copy.paragraphs)

    assert " ".join(part.text for part in found.story) == page.strip()


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("A gull waits for the ferry. (Photo: Ann Roe/PA Wire)", "caption"),
        ("Read more: Nine hats for rain", "related"),
        ("($1 = 0.9091 euros)", "exchange_rate"),
    ],
)
def test_what_stands_between_paragraphs_is_set_aside(line: str, kind: str) -> None:
    prose = "The ferry sailed again on Monday, two years after a storm had closed its harbour."
    body = f"{prose}\n\n{line}\n\n{prose[:-1]} for good, the islands' council said."
    copy = copy_of(Item(headlines=(Text(value="Ferry sails"),), bodies=(Text(value=body),)))

    found = separate_boilerplate(copy.text, "Ferry sails", copy.paragraphs)

    assert [each.kind for each in found.set_aside] == [kind]


HOSTILE = {
    "titles": "Ferry to the islands " * 8_000,
    "footers": "He said. Follow us Read More Copyright © " * 4_000,
    "crumbs": "Home » " * 20_000,
    "brackets": "(Photo: " * 20_000,
    "photographs": "\n\n".join(["Photo: A (" * 40] * 400),
    "by": " by " * 30_000,
    "short lines": "By Ann Roe\n\n" * 10_000,
    "reserved": "\n\n".join(["© all rights reserve " * 15] * 500),
    "capitals": "OSLO (AP) " * 10_000,
    "dates": "1 May 2024 | " * 10_000,
    "links": "https://a.example " * 8_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_copy_takes_time_in_proportion(name: str) -> None:
    title = "Ferry to the islands sails"
    item = Item(headlines=(Text(value=title),), bodies=(Text(value=HOSTILE[name]),))

    began = time.process_time()
    copy = copy_of(item)
    separate_boilerplate(copy.text, title, copy.paragraphs)

    assert time.process_time() - began < 3
