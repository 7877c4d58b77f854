import pytest

from services.enrichment.lines.run_in import run_in_end
from services.enrichment.steps.summary import summarise
from services.enrichment.words import read

LEAD = "The coast guard towed a drifting ferry into port on Monday."
MORE = "The ferry had lost its rudder in a storm off the northern coast."


def test_it_is_the_opening_sentence_and_one_that_adds_to_it() -> None:
    text = f"OSLO, Jan 30 (Reuters) – {LEAD} It was late. {MORE}"

    assert summarise(read(text), ("rudder", "storm")) == f"{LEAD} {MORE}"


def test_sentences_are_the_texts_own_and_whole() -> None:
    text = f"{LEAD}\n\n“We were cold,” Qux said. {MORE} " + "He slept. " * 10

    summary = summarise(read(text), ("storm",))

    assert summary.startswith(LEAD)
    assert summary.removeprefix(LEAD).strip() in text


def test_a_heading_is_passed_over() -> None:
    assert summarise(read(f"Key points\n\n{LEAD}"), ()) == LEAD


@pytest.mark.parametrize("text", ["", " \n ", "…"])
def test_nothing_gives_nothing(text: str) -> None:
    assert summarise(read(text), ()) == ""


@pytest.mark.parametrize(
    ("text", "run_in"),
    [
        ("MOSCOW, Jan 30 (Reuters) – Russia", "MOSCOW, Jan 30 (Reuters) – "),
        ("BERLIN (dpa) - Der", "BERLIN (dpa) - "),
        ("Dekalb, Ill. — Mike", "Dekalb, Ill. — "),
        ("Lima, 12 oct (EFE).- Un", "Lima, 12 oct (EFE).- "),
        ("COLOMBO: Sri Lanka", "COLOMBO: "),
        ("(Reuters) - The", "(Reuters) - "),
        ("新华社北京1月30日电 外交部", "新华社北京1月30日电 "),
        ("The ferry – a small one – sank", ""),
        ("He said: no", ""),
        ("", ""),
    ],
)
def test_the_run_in_is_measured(text: str, run_in: str) -> None:
    assert text[: run_in_end(text)] == run_in


NEWS = "Ferries to the island sail again on Monday, the harbour board said."


@pytest.mark.parametrize(
    "before",
    ["Who has not dreamt of the sea?", "“It was the longest week of my whole life.”"],
    ids=["a question", "a pull quote"],
)
def test_a_summary_begins_with_the_news(before: str) -> None:
    assert summarise(read(f"{before}\n\n{NEWS}"), ("ferries", "harbour")).startswith(NEWS)


def test_a_scene_is_passed_over_for_the_sentence_with_the_keywords() -> None:
    scene = "Ida Quill put down her cup and looked out of the window for a while."

    assert summarise(read(f"{scene}\n\n{NEWS}"), ("ferries", "harbour")).startswith(NEWS)
