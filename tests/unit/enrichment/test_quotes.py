import pytest

from services.enrichment.steps.quotes import read_quotes
from services.enrichment.words import read
from shared.articles import Person

PEOPLE = (
    Person(name="Anna Solbakken", mentions=1),
    Person(name="Peter Haugli", mentions=1),
    Person(name="Wang Liwei", mentions=1),
)


def quotes_in(text: str) -> list[tuple[str, str | None, str | None]]:
    found = read_quotes(read(text), PEOPLE)
    assert all(text[each.span.start : each.span.end] == each.text for each in found)
    assert all(each.span.of == "body" for each in found)
    return [(each.text, each.speaker, each.verb) for each in found]


PLAN = "We will build the bridge"


@pytest.mark.parametrize(
    ("text", "speaker", "verb"),
    [
        (f"“{PLAN},” Solbakken said.", "Anna Solbakken", "said"),
        (f'"{PLAN}," said Anna Solbakken, the mayor.', "Anna Solbakken", "said"),
        (f"“{PLAN},” Solbakken, the mayor, told reporters.", "Anna Solbakken", "told"),
        (f"Solbakken said: “{PLAN}.”", "Anna Solbakken", "said"),
        (
            f"Solbakken said on Friday that it was time. “{PLAN},” she added.",
            "Anna Solbakken",
            "added",
        ),
        (f"“{PLAN},” Russia’s foreign ministry said.", "Russia’s foreign ministry", "said"),
        (
            f"“{PLAN},” said a spokesman for the company on Monday.",
            "a spokesman for the company",
            "said",
        ),
        (f"According to Solbakken, “{PLAN}” was a promise.", "Anna Solbakken", "according to"),
        (f"„{PLAN}“, sagte Haugli am Montag.", "Peter Haugli", "sagte"),
        (f"»{PLAN}«, sagte Haugli.", "Peter Haugli", "sagte"),
        (f"« {PLAN} », a déclaré Anna Solbakken.", "Anna Solbakken", "déclaré"),
        (f"«{PLAN}», dijo Solbakken.", "Anna Solbakken", "dijo"),
        (f"“{PLAN}”, ha detto Solbakken.", "Anna Solbakken", "detto"),
        (f"”{PLAN}”, säger Haugli.", "Peter Haugli", "säger"),
        (f"‘{PLAN},’ Haugli said.", "Peter Haugli", "said"),
        (f"«{PLAN}», — заявил представитель МИД.", "представитель МИД", "заявил"),
        ("外交部发言人表示：“我们愿意同各方一道努力。”", "外交部发言人", "表示"),
    ],
    ids=lambda value: value[:24] if isinstance(value, str) else "",
)
def test_the_speaker_and_the_verb_stand_beside_the_quote(
    text: str, speaker: str, verb: str
) -> None:
    assert [(who, how) for _, who, how in quotes_in(text)] == [(speaker, verb)]


@pytest.mark.parametrize(
    "text",
    [
        "Ties reached a “new level” and the “no limits” pact.",
        "The minister called on the “West” to answer.",
        "He read “The Long Night” twice.",
        "It casts the war as “a special operation”.",
        "An unfinished “quote",
    ],
)
def test_words_in_marks_are_no_quote_without_a_voice(text: str) -> None:
    assert quotes_in(text) == []


def test_one_word_is_a_quote_beside_its_verb() -> None:
    assert quotes_in("“Nonsense,” Haugli said.") == [("Nonsense", "Peter Haugli", "said")]


def test_a_second_sentence_is_the_same_speaker() -> None:
    text = f"“{PLAN},” Haugli said. “It will take us three years.”"

    assert [speaker for _, speaker, _ in quotes_in(text)] == ["Peter Haugli"] * 2


def test_she_is_the_last_woman_who_spoke() -> None:
    text = (
        f"“{PLAN},” Solbakken said.\n\n“No, you will not,” Haugli replied."
        "\n\n“I will,” she said."
    )

    assert quotes_in(text)[-1][1] == "Anna Solbakken"


def test_nobody_is_guessed_for_a_pronoun_without_a_speaker() -> None:
    assert quotes_in(f"“{PLAN},” she said.") == [(PLAN, None, "said")]


def test_it_is_no_person() -> None:
    assert (
        quotes_in(f"“{PLAN},” Haugli said.\n\n“The plan costs nothing,” it said.")[1][1] is None
    )


def test_a_quote_may_run_on_in_the_next_paragraph() -> None:
    text = (
        f"“{PLAN},” Haugli said. “It is the first of several."
        "\n\n“The next ones will be longer.”"
    )

    assert [speaker for _, speaker, _ in quotes_in(text)] == ["Peter Haugli"] * 3
