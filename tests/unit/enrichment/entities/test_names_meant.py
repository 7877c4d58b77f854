"""What a name means where it stands: which organisation, once, or none at all."""

from __future__ import annotations

import pytest

from services.enrichment.steps.entities import find_names
from services.enrichment.steps.entities.organisations.doubles import doubles
from services.enrichment.words import read


def organisations_in(text: str, headline: str = "") -> dict[str, int]:
    return {
        each.name: each.mentions
        for each in find_names(read(text), None, headline).organisations
    }


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("It was bought by Volkswagen AG on Friday. Volkswagen said so.", "Volkswagen"),
        ("Zolwick Mining Ltd rose. Shares in Zolwick were at a high.", "Zolwick Mining Ltd"),
        ("Staff at Daiwa Securities were told. Daiwa has lost money.", "Daiwa Securities"),
        ("The American Forests Board said no. The AFB had told us.", "American Forests Board"),
        (
            "It was United Parcel Services (UPS) that won. UPS said it was pleased.",
            "United Parcel Services",
        ),
        ("It was UBS AG (UBS) that lost. UBS said that it knew.", "UBS"),
        (
            "The US Securities and Snails Commission knew it. The SSC said so.",
            "US Securities and Snails Commission",
        ),
        ("Talks with America Online (AOL) failed. AOL said no.", "America Online"),
        (
            "The Oakland Evening Chronicle had it. He told the Evening Chronicle so.",
            "Oakland Evening Chronicle",
        ),
        (
            "The Syrian Oil Ministry was there. Then the Oil Ministry said no.",
            "Syrian Oil Ministry",
        ),
        ("The Liberal Democrats won. One Lib Dem voter was pleased.", "Liberal Democrats"),
    ],
    ids=[
        "a legal form",
        "a firm's full name",
        "a listed firm's full name",
        "its letters",
        "letters of a listed firm",
        "a legal form, in brackets without it",
        "letters without the country",
        "letters that are no initials",
        "a paper's town",
        "a ministry's country",
        "a party's short name",
    ],
)
def test_an_organisation_of_several_names_is_counted_once(text: str, name: str) -> None:
    assert list(organisations_in(text)) == [name]
    assert organisations_in(text)[name] > 1


@pytest.mark.parametrize(
    "names",
    [
        ("BBC", "BBC World Service"),
        ("Foreign Ministry", "Syrian Foreign Ministry", "Iraqi Foreign Ministry"),
        ("GM", "General Motors", "General Mills"),
        ("Bank", "Bank of Elmland"),
        ("Ford", "Ford Foundation"),
        ("Union", "Union of Snails"),
    ],
    ids=[
        "a listed one's branch",
        "of two countries",
        "letters of two",
        "a head of a name",
        "another body of a founder's name",
        "members",
    ],
)
def test_names_that_may_mean_another_body_stay_apart(names: tuple[str, ...]) -> None:
    seen = {name: place for place, name in enumerate(reversed(names))}

    assert doubles(names, seen, {}, {"BBC", "Ford", "Bank", "Union"}) == {}


def test_a_headline_names_no_body_twice() -> None:
    text = "The Reserve Bank of India has cut its rate on Friday, as the market had hoped."

    assert list(organisations_in(text, "RBI cuts rate")) == ["Reserve Bank of India"]
    assert organisations_in("It rained.", "RTRS - Rain in town") == {}
    assert organisations_in("It rained.", "Rain in town | BBC News") == {}
    assert organisations_in("A rise at WorldCom came late.", "Worldcom up") == {"WorldCom": 2}


@pytest.mark.parametrize(
    "text",
    [
        "She was received in the Kremlin on Friday by her host.",
        "The president returned to the White House after a week.",
        "The Downing Street talks covered a range of matters.",
        "On his way back he would visit the Vatican on Sunday.",
        "In New York the Dow Jones industrial average was lower.",
        "Shares were mixed, and the Nasdaq composite was down.",
        "By noon the Dow had lost all that it had won before.",
        "An old Airbus A310 had landed in the rain before dawn.",
        "The film is about Apollo 13 and its crew of three.",
        "The plant won the ISO 9002 mark for its quality.",
        "He played at the JCPenney Classic in the rain that year.",
        "In May they won the Heineken Cup for a second time.",
        "She is a Member of Parliament and has been for years.",
        "It will be law by the end of the next Parliament.",
        "It was done under the 1949 Parliament Act by the lords.",
        "It was signed by the Minister of Foreign Affairs that day.",
    ],
)
def test_a_known_name_may_mean_no_organisation(text: str) -> None:
    assert organisations_in(text) == {}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("A statement from the Kremlin said that nobody was hurt.", "Kremlin"),
        ("According to the White House, nobody was told of it.", "White House"),
        ("Officials at the White House said that nobody was told.", "White House"),
        ("Shares of Dow Jones rose, and the market was pleased.", "Dow Jones"),
        ("Shares in Airbus 2005 were low; Airbus had said why.", "Airbus"),
        ("It was put to Parliament on Friday, and it was lost.", "Parliament"),
        ("The Sony Awards are new, but Sony said they will stay.", "Sony"),
    ],
)
def test_the_same_name_means_it_elsewhere(text: str, name: str) -> None:
    assert name in organisations_in(text)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (
            "It led to the creation of the Police Complaints Authority.",
            "Police Complaints Authority",
        ),
        ("She is head of the Victims of Fraud Trust in the town.", "Victims of Fraud Trust"),
        ("He is a pastor at the Fullness of Hope Church in town.", "Fullness of Hope Church"),
        (
            "Pupils of the Elm School for the Deaf and the Blind sang.",
            "Elm School for the Deaf and the Blind",
        ),
        (
            "The Office of the Deputy Prime Minister said it was so.",
            "Office of the Deputy Prime Minister",
        ),
        (
            "The Mines and Energy Ministry said that nobody was hurt.",
            "Mines and Energy Ministry",
        ),
        (
            "It remained closed, the International Freight Exchange said.",
            "International Freight Exchange",
        ),
        ("She has links with a start-up called Snelbio in town.", "Snelbio"),
        ("A bank, named Wagro, is reported to have won it in May.", "Wagro"),
        ("The ailing Sidek airline headed those that lost most.", "Sidek"),
        (
            "The court told the Orange Freedom Movement of Rui Nkwame no.",
            "Orange Freedom Movement",
        ),
        ("The Rail, Tram and Bus Union said that it would strike.", "Rail, Tram and Bus Union"),
        (
            "The Korea Disease Control and Prevention Agency knew it.",
            "Korea Disease Control and Prevention Agency",
        ),
        (
            "The Court of Appeals for the 9th Circuit blocked it.",
            "Court of Appeals for the 9th Circuit",
        ),
        ("The Transport Workers Union Local 100 was not pleased.", "Transport Workers Union"),
        (
            "The Independent National Voting Commission said it was so.",
            "Independent National Voting Commission",
        ),
        (
            "The Ministry for the Propagation of Virtue and the Prevention of Vice closed it.",
            "Ministry for the Propagation of Virtue and the Prevention of Vice",
        ),
        (
            "The United Nations Help Mission in Elmland (UNHEM) said no.",
            "United Nations Help Mission in Elmland",
        ),
        (
            "The Elmland Prosecutor General's Office said nobody was hurt.",
            "Elmland Prosecutor General's Office",
        ),
        (
            "He is of the Major Investigation Team in the town, it said.",
            "Major Investigation Team",
        ),
        (
            "The Australian Rivers and Forests Commission sued the firm.",
            "Australian Rivers and Forests Commission",
        ),
        ("The Army Corps of Engineers was late, as it has been.", "Army Corps of Engineers"),
        (
            "The Bishops' Conference of the Isles prayed for them all.",
            "Bishops' Conference of the Isles",
        ),
        ("The Prison Reform Trust had been told of it on Friday.", "Prison Reform Trust"),
        ("He was told by Education Scotland on Friday, he said.", "Education Scotland"),
        ("It was seen on KSNL-TV by some of those who had been there.", "KSNL-TV"),
        ("Figures of the Commerce Department for November were low.", "Commerce Department"),
        (
            "Roe met the House Intelligence Committee on Nov. 14 in private.",
            "House Intelligence Committee",
        ),
        (
            "A bill of U.S. House of Representatives Republicans hurts clubs.",
            "U.S. House of Representatives",
        ),
        (
            "The U.S. House of Representatives Republican leadership is sure of it.",
            "U.S. House of Representatives",
        ),
        (
            "The Virginia House Democratic Caucus met to hear of it on Friday.",
            "Virginia House Democratic Caucus",
        ),
        (
            "The Elm County State's Attorney's Office dropped the case.",
            "Elm County State's Attorney's Office",
        ),
        (
            "The Roundtable on Sustainable Palm Oil had its say on it.",
            "Roundtable on Sustainable Palm Oil",
        ),
        (
            "The University and College Union struck on Friday at ten.",
            "University and College Union",
        ),
        ("The House of Councillors said no to it on Friday at noon.", "House of Councillors"),
        ("The Order of Preachers said that it would not come to it.", "Order of Preachers"),
        (
            "The analysts of Banc of America Securities knew of it.",
            "Banc of America Securities",
        ),
        ("The bidders are DHL-owner Deutsche Post and a small firm.", "Deutsche Post"),
    ],
)
def test_a_body_of_an_unusual_name_is_taken_whole(text: str, name: str) -> None:
    assert list(organisations_in(text)) == [name]


@pytest.mark.parametrize(
    "text",
    [
        "Pro-hunt supporters are set to protest in the town on Friday.",
        "He spoke at the party's Westminster HQ on Monday morning.",
        "Elm Valley Financial Secretary Ann Roe was there on Friday.",
        "It won the Snowdrop International Critics Awards in Elmford.",
        "They use British Sign Language (BSL) at home. The BSL users are proud.",
        "Holders of Permanent Income Shares (PIS) may vote in June.",
        "The law was passed by a Democratic Congress in the end.",
        "The board of schools in Elmbury County met on Friday at ten.",
        "The film is called The Life & Death of Rui Doe, it was said.",
        "The anthem We Are The World, the American record, is out.",
        "The series House of Cards was seen by all who were there.",
        "She was given the Order of the British Empire on Friday.",
        "On Friday it was Thomas Haden Church who was asked to act.",
        "The Duke of Edinburgh was there with two of his horses.",
        "Three other ex-Columbia executives agreed to it on Friday.",
        "The purchasing managers' index (PMI) fell, and the PMI said why.",
        "The venue is on the other side of the River Tyne in town.",
    ],
)
def test_what_is_called_like_an_organisation_is_none(text: str) -> None:
    assert organisations_in(text) == {}


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (
            "Men of the Orange County Sheriff's Office and Phoenix Police Department came.",
            ["Orange County Sheriff's Office", "Phoenix Police Department"],
        ),
        (
            "The Elmshire Department of Education and Moms for Liberty fought over it.",
            ["Elmshire Department of Education", "Moms for Liberty"],
        ),
        (
            "Friends of the Earth and Extinction Rebellion blocked the road on Friday.",
            ["Friends of the Earth", "Extinction Rebellion"],
        ),
        (
            "The Utah Jazz and Brigham Young University gave staff leave in the spring.",
            ["Utah Jazz", "Brigham Young University"],
        ),
        (
            "The Writers Guild of America and SAG-AFTRA went on strike in the summer.",
            ["Writers Guild of America", "SAG-AFTRA"],
        ),
    ],
)
def test_two_bodies_are_no_one(text: str, names: list[str]) -> None:
    assert list(organisations_in(text)) == names


@pytest.mark.parametrize("ship", ["HMS Queen Elizabeth", "USS Abraham Lincoln", "HMAS Perth"])
def test_a_ship_is_nobody(ship: str) -> None:
    found = find_names(read(f"On Friday the {ship} sailed with 700 sailors."), None)

    assert (found.people, found.organisations, found.places) == ((), (), ())


def test_a_clubs_name_that_is_somebodys_first_name_is_hers() -> None:
    text = "Chelsea Clinton was on the train. On Friday Chelsea, who is 16, spoke of the tax."
    found = find_names(read(text), None, "Chelsea makes her debut")

    assert [each.name for each in found.people] == ["Chelsea Clinton"]
    assert found.organisations == ()


def test_a_towns_side_is_its_own_name() -> None:
    text = (
        "The match was won by a late goal. The captain scored, and the coach praised the team."
        " He may join London side Saracens before the final."
    )

    assert "London" not in organisations_in(text)


@pytest.mark.parametrize("name", ["Samantha Power", "Charlotte Church", "Natalie Press"])
def test_a_person_may_be_called_like_a_body(name: str) -> None:
    found = find_names(read(f"On Friday it was {name} who was asked to open the fair."), None)

    assert [each.name for each in found.people] == [name]
    assert found.organisations == ()
