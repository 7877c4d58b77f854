from services.enrichment.steps.keywords import pick_keywords
from services.enrichment.words import read

STORY = (
    "OSLO, Jan 30 (Reuters) – The coast guard found the Golden Snail, a ferry, off Hammerfest."
    " The ferry had lost its rudder. “The ferry was adrift,” the coast guard said."
    "\n\nThe Golden Snail carries mail to Hammerfest."
)


def test_what_comes_back_is_a_keyword_as_the_text_writes_it() -> None:
    keywords = pick_keywords(read(STORY))

    assert {"Golden Snail", "ferry", "coast guard", "Hammerfest"} <= set(keywords)
    assert len(keywords) <= 8


def test_the_run_in_and_empty_words_are_none() -> None:
    keywords = {keyword.lower() for keyword in pick_keywords(read(STORY))}

    assert not keywords & {"oslo", "reuters", "jan", "the", "said", "a"}


def test_a_word_is_in_one_keyword_only() -> None:
    words = [word for keyword in pick_keywords(read(STORY)) for word in keyword.lower().split()]

    assert len(words) == len(set(words))


def test_scripts_without_spaces_have_keywords_too() -> None:
    text = "地震局正在调查。云南发生地震。地震造成房屋受损，专家说地震可能还会发生。"

    assert "地震" in pick_keywords(read(text))


def test_nothing_gives_nothing() -> None:
    assert pick_keywords(read("")) == ()
