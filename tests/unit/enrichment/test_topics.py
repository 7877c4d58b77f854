import pytest

from services.enrichment.data import rows
from services.enrichment.steps.section import choose_section
from services.enrichment.steps.topics import pick_topics
from services.enrichment.words import read
from shared.articles import Topic

TALKS = (
    "The foreign minister met the ambassador for bilateral talks at the embassy. Diplomats said"
    " the summit would come next month."
)


def test_a_topic_comes_with_its_evidence_and_its_broader_ones() -> None:
    topics = pick_topics("Diplomats meet", read(TALKS))

    by_id = {topic.qcode: topic for topic in topics}
    assert topics[0].qcode == "medtop:20000639"
    assert "foreign minister" in topics[0].evidence
    assert {"medtop:20000638", "medtop:11000000"} <= by_id.keys()
    assert all(0 < topic.relevance < 1 for topic in topics)
    assert by_id["medtop:11000000"].relevance < topics[0].relevance


@pytest.mark.parametrize(
    "text",
    [
        "",
        "The war on weeds is won with patience.",
        "A village council has banned leaf blowers after a long debate.",
        "She baked a cake, and everybody had a piece of it in the sun.",
    ],
)
def test_a_word_by_chance_makes_no_topic(text: str) -> None:
    assert pick_topics("", read(text)) == ()


def test_the_headline_counts() -> None:
    body = read("A magnitude 6 shock woke the coast and damaged a wall before dawn.")

    assert pick_topics("", body) == ()
    assert pick_topics("Earthquake: an earthquake shook the coast", body)


def test_every_topic_of_the_table_is_complete() -> None:
    table = {row[0]: row for row in rows("topics.tsv")}

    for qcode, name, broader, section, strong, _ in table.values():
        assert qcode.startswith("medtop:")
        assert name
        assert section
        assert not broader or broader in table
        assert strong or any(row[2] == qcode for row in table.values())


@pytest.mark.parametrize(
    ("qcode", "section"),
    [
        ("medtop:20000639", "world"),
        ("medtop:20000574", "politics"),
        ("medtop:20001065", "sport"),
        ("medtop:20000385", "business"),
        ("medtop:20000718", "science"),
        ("medtop:20000763", "tech"),
        ("medtop:20000448", "health"),
        ("medtop:20000418", "environment"),
        ("medtop:20001129", "weather"),
        ("medtop:20000005", "culture"),
    ],
)
def test_the_section_follows_the_topic(qcode: str, section: str) -> None:
    assert choose_section([Topic(qcode=qcode, name="", relevance=0.8)]) == section


def test_without_topics_it_is_news() -> None:
    assert choose_section([]) == "news"


def test_a_headline_that_says_opinion_decides() -> None:
    topic = Topic(qcode="medtop:20001065", name="", relevance=0.8)

    assert choose_section([topic], "Opinion: Let them play") == "opinion"
