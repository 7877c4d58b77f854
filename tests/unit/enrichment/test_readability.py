from services.enrichment.steps.readability import measure_readability
from services.enrichment.words import read

EASY = "The cat sat on the mat and ate a fish. " * 5
HARD = "Interdepartmental representatives subsequently acknowledged considerable delays. " * 6


def test_long_words_and_long_sentences_are_harder() -> None:
    easy, hard = measure_readability(read(EASY)), measure_readability(read(HARD))

    assert easy is not None
    assert hard is not None
    assert easy.lix < 40
    assert hard.lix > 60
    assert easy.words_a_sentence == 10


def test_a_short_text_and_one_without_spaces_have_no_measure() -> None:
    assert measure_readability(read("Too short to tell.")) is None
    assert measure_readability(read("青海湖水位连续五年上升" * 20)) is None
