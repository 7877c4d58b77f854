from __future__ import annotations

from services.moderation.rules.links.link_farm import link_farm
from shared.articles import SetAside, Span
from tests.unit.moderation.rules.hearing import ask, marked, said
from tests.unit.moderation.stories import BODY, a_story

FARM = SetAside(
    kind="link_farm",
    text="Ferry timetable https://shoes.example https://toys.example https://pills.example",
    span=Span(start=900, end=980),
    score=0.97,
)


def test_repeats_the_score_of_what_was_set_aside_and_marks_it() -> None:
    (finding,) = ask(link_farm, a_story(set_aside=(FARM,)))

    assert (finding.severity, finding.score) == ("doubt", 0.97)
    assert finding.spans == (Span(start=900, end=980),)
    assert "3 different sites" in finding.explanation


def test_leaves_other_things_set_aside_alone() -> None:
    tail = SetAside(kind="tail", text="Read more", span=Span(start=0, end=9), score=1)

    assert ask(link_farm, a_story(set_aside=(tail,))) == []


def test_looks_itself_at_links_left_in_the_text() -> None:
    links = " ".join(f"https://shop{n}.example/cheap" for n in range(12))
    story = a_story(body=f"{BODY}\n\n{links}")

    ((severity, score),) = said(link_farm, story)

    assert severity == "doubt"
    assert score >= 0.6
    assert len(marked(link_farm, story)) == 12


def test_a_story_may_name_its_sources() -> None:
    body = f"{BODY} The report is at https://harbour.example/report and www.region.example."

    assert all(score < 0.4 for _, score in said(link_farm, a_story(body=body)))


def test_many_links_to_one_site_are_no_farm() -> None:
    links = " ".join(f"https://harbour.example/minutes/{n}" for n in range(12))

    assert all(score <= 0.4 for _, score in said(link_farm, a_story(body=f"{BODY} {links}")))
