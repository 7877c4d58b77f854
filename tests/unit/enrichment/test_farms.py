"""Farms and scrapers' dress, in eight languages: the story is found, all else is set aside."""

from __future__ import annotations

import time
from collections import Counter

import pytest

from services.enrichment.copy import tidy
from services.enrichment.enrich import read
from services.enrichment.lines.furniture import kind_of
from tests.labelled.farms import Farm, farms

FARMS = [*farms()]


@pytest.mark.parametrize("farm", FARMS, ids=[farm.name for farm in FARMS])
def test_the_story_is_told_from_its_dress(farm: Farm) -> None:
    reading = read(farm.story().article())

    wanted = Counter(word for part in farm.body for word in tidy(part).split())
    given = Counter(reading.body.split())
    both = (wanted & given).total()
    assert 2 * both / (wanted.total() + given.total()) >= 0.985, given - wanted


def test_a_page_that_lists_other_sites_is_a_farm() -> None:
    linked = [farm for farm in FARMS if farm.linked]
    missed = [
        farm.name
        for farm in linked
        if all(each.kind != "link_farm" for each in read(farm.story().article()).set_aside)
    ]

    assert len(missed) <= 0.02 * len(linked), missed


@pytest.mark.parametrize(
    "line",
    [
        "by admin 2 weeks ago 12 views",
        "Posted by admin 12/12/2024 3 comments",
        "von admin vor 3 Tagen 48 Aufrufe",
        "par admin il y a 2 semaines 31 vues",
        "por admin hace 2 semanas 77 vistas",
        "di admin 2 settimane fa 19 visualizzazioni",
        "door admin 2 weken geleden 40 keer bekeken",
        "admin 2 недели назад 33 просмотра",
    ],
)
def test_a_content_system_signs_in_any_language(line: str) -> None:
    assert kind_of(line, "") == "machine_byline"


@pytest.mark.parametrize("line", ["By Day", "By May Week", "By Ann Roe 2 weeks ago 12 views"])
def test_a_name_that_is_also_a_time_signs(line: str) -> None:
    assert kind_of(line, "") == "byline"


OPENINGS = (
    "", "by admin ", "By Ann Roe ", "admin ", "source: ", "copyright ", "published ", "tags: ",
    "read more: ", "follow us on ", "this article was ", "the views ", "(adds ", "photo: ",
    "Home » ", "we ", "©",
)  # fmt: skip
RUNS = (
    "1", "1 ", "a", "a ", ". ", "in a ", "day ", "1 day ", "no comment ", "x, ", "by ",
    "1 views ", "(", "» ", "share ", "- ", "_", "photo ",
)  # fmt: skip


@pytest.mark.parametrize("opening", OPENINGS)
def test_no_line_is_read_over_and_over(opening: str) -> None:
    """The longest lines that are looked at: tens of microseconds each, never seconds."""
    began = time.process_time()
    for run in RUNS:
        kind_of((opening + run * 400)[:398] + "x", "")
        kind_of((opening + run * 400)[:138] + "x", "")

    assert time.process_time() - began < 0.5


def test_a_story_that_shows_posts_lists_no_other_sites() -> None:
    body = (
        "The ferry company said on Monday that its boats would not sail before the weekend.",
        "We are sorry for all who wait https://t.co/sn4il by @ferries pic.twitter.com/sn4il",
        "— Ferries of the North (@ferries) https://twitter.com/ferries/status/1",
        "Passengers who had booked for Tuesday were told to wait at home for a message.",
    )
    farm = Farm("posts", "Boats stay in port", "\n\n".join(body), body, linked=False)

    assert read(farm.story().article()).body == "\n\n".join(body)


def test_lists_venues_and_prices_are_the_storys_own() -> None:
    body = (
        "The harbour fair opens on Friday, and the town expects twenty thousand guests.",
        "What to bring:",
        "* a warm coat",
        "* two litres of water",
        "* 10 euros in coins",
        "When: Friday to Sunday, 10 a.m. to 9 p.m.",
        "Where: Old Harbour Hall, 12 Quay Street",
        "Tickets: $12, children $5, at harbourfair.com",
        "The mayor said that all trams would be free for the length of the fair.",
    )
    farm = Farm("fair", "Harbour fair opens", "\n\n".join(body), body, linked=False)

    assert read(farm.story().article()).body == "\n\n".join(body)
