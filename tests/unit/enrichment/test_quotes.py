import pytest

from services.enrichment.steps.entities import find_names
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
        (
            f"Solbakken said it was time. On the morning of May 5, she told us: “{PLAN}.”",
            "Anna Solbakken",
            "told",
        ),
        (
            f"In a note, the foreign ministry, a quiet house, said: “{PLAN}.”",
            "foreign ministry",
            "said",
        ),
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


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        (
            "Haugli told reporters that the plan had been his.\n\n“We will build it,” he said.",
            "Peter Haugli",
        ),
        (
            (
                "“It was late,” Haugli said.\n\nSolbakken, the mayor, could see the river.\n\n"
                "“We will build it now,” she said."
            ),
            "Anna Solbakken",
        ),
        ("“We saw it,” Haugli said.\n\n“We will never build it again.”", "Peter Haugli"),
        ("Haugli said it was late and added, “We will build it.”", "Peter Haugli"),
        ('“We will build it for all of you," Haugli said.', "Peter Haugli"),
        ('"We will build it for all of you,” said Haugli.', "Peter Haugli"),
        (
            (
                "“We will build it,” Haugli, an engineer at the old harbour works of the town,"
                " and its best swimmer, said in a statement."
            ),
            "Peter Haugli",
        ),
        ("“We will build it,” said U.S. Attorney Anna Solbakken.", "Anna Solbakken"),
    ],
    ids=[
        "indirect speech goes on",
        "who was named last",
        "a paragraph that is wholly a quote",
        "and added",
        "curly, straight",
        "straight, curly",
        "a long apposition",
        "an abbreviation before the name",
    ],
)  # fmt: skip
def test_a_speaker_is_carried_to_the_last_quote(text: str, speaker: str) -> None:
    assert quotes_in(text)[-1][1] == speaker


def test_a_role_means_the_person_who_holds_it() -> None:
    mayor = Person(name="Anna Solbakken", mentions=2, role="mayor of the town")

    found = read_quotes(read("“We will build it,” the mayor said."), [mayor])

    assert [quote.speaker for quote in found] == ["Anna Solbakken"]


@pytest.mark.parametrize(
    "text",
    [
        "The plan is “patently false,” and both readers and writers said so.",
        "“We will build it,” in the words of an old song, was said to be a lie.",
    ],
)
def test_what_only_stands_beside_a_verb_speaks_not(text: str) -> None:
    assert all(who is None for _, who, _ in quotes_in(text))


@pytest.mark.parametrize(
    "text",
    [
        "“I don’t regret it at all,” local papers quote Salinas as saying.",
        "“I don’t regret it at all,” Salinas was quoted as saying by papers.",
    ],
)
def test_whom_papers_quote_is_the_speaker(text: str) -> None:
    story = read(f"Ana Salinas Quintero met the police.\n\n{text}")
    [quote] = read_quotes(story, find_names(story, None).people)

    assert quote.speaker == "Ana Salinas Quintero"


def test_a_senator_is_whom_an_abbreviated_title_made_one() -> None:
    story = read(
        "State Sen. Jocasta Winslow called for an inquiry on Monday.\n\n"
        "“People have a right to know,” the senator said."
    )
    [quote] = read_quotes(story, find_names(story, None).people)

    assert quote.speaker == "Jocasta Winslow"


FAMILIES = ("Aune", "Bakke", "Dahl", "Eide", "Foss", "Gran", "Hauge", "Krog", "Lund", "Moen")


@pytest.mark.parametrize("near", FAMILIES)
def test_of_two_who_are_named_as_often_the_nearer_one_speaks(near: str) -> None:
    far = FAMILIES[FAMILIES.index(near) - 1]
    people = [Person(name=f"Kari {family}", mentions=1) for family in (near, far)]
    text = (
        f"At the trial on Monday the judge had heard Kari {far}, and had also heard"
        f" at length from Kari {near}.\n\n“{PLAN},” the 28-year-old said in court."
    )
    assert [quote.speaker for quote in read_quotes(read(text), people)] == [f"Kari {near}"]


READ = "reads old maps"
HAUGLI = "Peter Haugli"
SOLBAKKEN = "Anna Solbakken"


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        # whose name stands before a role is not who holds it
        (f"“{PLAN},” said Solbakken biographer Peter Haugli.", HAUGLI),
        (f"“{PLAN},” said Solbakken and Wang executive producer Peter Haugli.", HAUGLI),
        (f"“{PLAN},” said Solbakken in a letter to director Peter Haugli.", SOLBAKKEN),
        # in “he said Haugli had …” he is the subject
        (f"Solbakken {READ}. She told the paper that Haugli had left. “{PLAN},” she said.",
         SOLBAKKEN),
        (f"Haugli {READ}. Over lunch, he asked Solbakken for it: “{PLAN}.”", HAUGLI),
        # what he did before he spoke
        (f"Haugli {READ}. Commenting on the maps, he added: “{PLAN}.”", HAUGLI),
        (f"Haugli {READ}. He accused the town of sloth and said it was “too late now”.",
         HAUGLI),
        # others' papers, lawyers and officials
        (f"“{PLAN},” the Ekby Times quoted Haugli as saying.", HAUGLI),
        ("Haugli’s letter said that it was “far too late to build bridges”.", HAUGLI),
        (f"As for Haugli, 82, his lawyer said: “{PLAN}.”", "his lawyer"),
        (f"The plan, said Peter Haugli of the Ekby Bridge Trust, was “{PLAN.lower()}”.",
         HAUGLI),
        (f"“{PLAN},” the Ekby mission to the Council of the Northern Towns in Oslo said.",
         "Ekby mission"),
    ],
)  # fmt: skip
def test_of_several_who_are_named_the_one_who_said_it_speaks(text: str, speaker: str) -> None:
    assert quotes_in(text)[-1][1] == speaker


def test_an_unnamed_official_is_nobody_who_has_been_named() -> None:
    governor = Person(name=HAUGLI, role="Governor", mentions=1)
    text = f"Governor Peter Haugli {READ}. “{PLAN},” the town hall official told reporters."
    assert read_quotes(read(text), [governor])[0].speaker == "town hall official"


OTHERS = (
    *PEOPLE,
    Person(name="Anna Roe", mentions=1),
    Person(name="Luis Doe", mentions=3),
)


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        # a first name of two people
        (f"“{PLAN},” said Anna Roe, a nurse.", "Anna Roe"),
        (f"“{PLAN},” said Anna J. Roe.", "Anna Roe"),
        (f"Anna Roe {READ}. “{PLAN},” she said.", "Anna Roe"),
        (f"“{PLAN},” said Anna. However, nobody heard her.", SOLBAKKEN),
        (f"“{PLAN},” said Haugli biographer Anna Roe.", "Anna Roe"),
        (f"“{PLAN}”, disse à Lusa a médica Anna Roe.", "Anna Roe"),
        (f"It is time, said Anna Roe. “{PLAN},” she added.", "Anna Roe"),
        # who did it to whom
        ("Haugli told Doe to write to him “because you are far too late”.", HAUGLI),
        ("Haugli joined Solbakken in a protest and warned Doe that it was “far too late now”.",
         HAUGLI),
        (f"“{PLAN},” former Haugli campaign chief Luis Doe said.", "Luis Doe"),
        # who speaks for somebody
        (f"“{PLAN},” a lawyer for Haugli said.", "a lawyer for Haugli"),
        (f"“{PLAN},” said a spokeswoman for Peter Haugli.", "a spokeswoman for Peter Haugli"),
        (f"“{PLAN}”, dijo un portavoz de Luis Doe.", "un portavoz de Luis Doe"),
        (f"„{PLAN}“, sagte ein Sprecher von Haugli.", "ein Sprecher von Haugli"),
        (f"“{PLAN},” said the head of the bridge trust Luis Doe.", "Luis Doe"),
    ],
)  # fmt: skip
def test_who_is_named_beside_the_one_who_speaks_does_not(text: str, speaker: str) -> None:
    assert read_quotes(read(text), OTHERS)[-1].speaker == speaker
