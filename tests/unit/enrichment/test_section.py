import pytest

from services.enrichment.steps.section import choose_section
from shared.articles import Topic
from shared.ninjs import Concept


def a_topic(qcode: str, relevance: float = 0.8) -> Topic:
    return Topic(qcode=qcode, name="…", relevance=relevance)


BUSINESS = [a_topic("medtop:04000000")]


@pytest.mark.parametrize(
    ("subject", "section"),
    [
        (Concept(uri="medtop:15000000"), "sport"),
        (Concept(uri="http://cv.iptc.org/newscodes/mediatopic/20000082"), "crime"),
        (Concept(uri="http://cv.iptc.org/newscodes/subjectcode/15054000"), "sport"),
        (Concept(literal="11006000"), "politics"),
        (Concept(uri="subj:07001004"), "health"),
    ],
    ids=["media topic", "media topic by URL", "subject code by URL", "bare code", "qcode"],
)
def test_the_wires_own_code_decides(subject: Concept, section: str) -> None:
    assert choose_section(BUSINESS, subjects=[Concept(literal="x"), subject]) == section


@pytest.mark.parametrize(
    "subject",
    [
        Concept(uri="medtop:20999999"),
        Concept(literal="sports"),
        Concept(uri="urn:agency:1234567890123456"),
        Concept(name="Tennis"),
    ],
    ids=["a topic nobody knows", "a word", "another code", "a name alone"],
)
def test_codes_that_nobody_knows_leave_it_to_the_text(subject: Concept) -> None:
    assert choose_section(BUSINESS, subjects=[subject]) == "business"


def test_a_category_decides_where_the_text_does_not() -> None:
    assert choose_section([], categories=["a", "S"]) == "sport"
    assert choose_section(BUSINESS, categories=["s"]) == "business"
    assert choose_section([], categories=["a"]) == "news"


def test_topics_that_are_as_near_decide_together() -> None:
    topics = [
        a_topic("medtop:11000000", 0.80),
        a_topic("medtop:04000000", 0.79),
        a_topic("medtop:20000209", 0.78),
        a_topic("medtop:15000000", 0.30),
    ]

    assert choose_section(topics) == "business"


def test_what_says_it_is_opinion_is_opinion() -> None:
    assert choose_section(BUSINESS, "Comment: Who pays for the bridge?") == "opinion"
