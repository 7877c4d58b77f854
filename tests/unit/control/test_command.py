"""The command as it is typed: what it prints and how it ends."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from services.control import main

REPOSITORY = Path(__file__).parents[3]
DEMO = REPOSITORY / "services" / "control" / "demo"


def copydesk(monkeypatch: pytest.MonkeyPatch, *words: str) -> int:
    monkeypatch.setattr("sys.argv", ["copydesk", *words])
    with pytest.raises(SystemExit) as ended:
        main.run()
    return int(ended.value.code or 0)


def test_what_parse_prints_is_ninjs_even_of_a_story_without_a_name(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    nameless = tmp_path / "nameless.txt"
    nameless.write_text("Ferries resume\n\nThey sail.")

    assert copydesk(monkeypatch, "parse", str(nameless)) == 0

    [parsed] = json.loads(capsys.readouterr().out)
    assert parsed["item"]["uri"].startswith("urn:copydesk:")


def test_parse_prints_items_and_extras(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert copydesk(monkeypatch, "parse", str(DEMO / "festival.json")) == 0

    [parsed] = json.loads(capsys.readouterr().out)
    assert parsed["item"]["headlines"][0]["value"].startswith("Winter festival")
    assert parsed["extras"]["url"] == "https://fjordpost.example/culture/winter-festival"


def test_a_file_that_cannot_be_read_fails_and_says_where(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    broken, good = str(DEMO / "broken.xml"), str(DEMO / "festival.json")

    assert copydesk(monkeypatch, "parse", broken, good) == 1

    said = capsys.readouterr()
    assert len(json.loads(said.out)) == 1
    assert "broken.xml: line" in said.err


@pytest.mark.parametrize(
    ("words", "code", "says"),
    [
        (["ps", "--data", __file__], 2, "is a file"),
        (["up", "--data", __file__], 2, "is a file"),
        (["up", "--workers", "enrichment=²"], 2, "say SERVICE=COUNT"),
        (["ps", "--data", "nowhere"], 1, "no newsroom is up on nowhere"),
        (["explain", "a\x01b"], 1, "cannot be asked for"),
        (["source", "add", "\udcff"], 1, "cannot be asked for"),
        (["send", "nowhere.xml"], 2, "nowhere.xml: No such file"),
        (["parse", "nowhere.xml"], 2, "nowhere.xml: No such file"),
    ],
    ids=[
        "a file for a directory",
        "a newsroom in a file",
        "a strange count",
        "nobody there",
        "a control character",
        "no text",
        "no such file to send",
        "no such file to parse",
    ],
)
def test_what_is_asked_wrongly_is_told_in_words(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    words: list[str],
    code: int,
    says: str,
) -> None:
    monkeypatch.setenv("COPYDESK_INGEST_URL", "http://127.0.0.1:1")
    monkeypatch.setenv("COPYDESK_OPERATOR_TOKEN", "operator")

    assert copydesk(monkeypatch, *words) == code

    assert says in " ".join(capsys.readouterr().err.replace("│", " ").split())


def test_problems_are_listed_for_programs(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert copydesk(monkeypatch, "parse", "--problems", str(DEMO / "broken.xml")) == 1

    [found] = json.loads(capsys.readouterr().out)
    assert found["items"] == 0
    assert found["problems"][0]["line"]


def test_enrich_prints_what_a_text_says_of_itself(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert copydesk(monkeypatch, "enrich", str(DEMO / "link-farm.txt")) == 0

    [enrichment] = json.loads(capsys.readouterr().out)
    assert enrichment["headline"] == "Coastal towns agree on shared flood barrier"
    assert "link_farm" in {part["kind"] for part in enrichment["set_aside"]}
    assert "slippers" not in enrichment["body"]


def test_judge_holds_a_link_farm_and_says_why(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert copydesk(monkeypatch, "judge", str(DEMO / "link-farm.txt")) == 0

    [verdict] = json.loads(capsys.readouterr().out)
    assert verdict["state"] == "held"
    assert "link_farm" in {reason["rule"] for reason in verdict["reasons"]}


@pytest.mark.parametrize(("status", "state"), [("withheld", "held"), ("canceled", "rejected")])
def test_judge_says_what_its_wire_withholds_or_kills(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
    status: str,
    state: str,
) -> None:
    story = tmp_path / "story.json"
    said = "The ferry sails again from Monday, the harbour board said on Friday afternoon."
    story.write_text(
        json.dumps(
            {"uri": "urn:a:1", "headline": "Ferry sails", "text": said, "pubstatus": status}
        )
    )

    assert copydesk(monkeypatch, "judge", str(story)) == 0

    [verdict] = json.loads(capsys.readouterr().out)
    assert verdict["state"] == state
    assert status in verdict["reasons"][0]["explanation"]


def test_a_policy_with_a_slip_is_refused_with_its_place(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    policy = tmp_path / "policy.toml"
    policy.write_text('version = "1"\n[rules.link_frm]\nhold_at = 0.5\n')

    assert copydesk(monkeypatch, "policy", "check", str(policy)) == 1

    said = capsys.readouterr().err
    assert "line 2, rules.link_frm" in said
    assert "link_farm" in said


@pytest.mark.parametrize(
    "words",
    [
        ["nothing-like-this"],
        ["parse"],
        ["up", "--workers", "enrichmant=2"],
        ["dead", "replay"],
        ["enrich"],
        ["enrich", "--dry-run"],
        ["enrich", "--since", "24h"],
        ["enrich", "--since", "yesterday", "--dry-run"],
        ["enrich", "--since", "24h", "--dry-run", "a-file"],
    ],
    ids=[
        "unknown command",
        "no file",
        "unknown service",
        "nothing named",
        "nothing to enrich",
        "no moment",
        "no dry run",
        "no such moment",
        "files and a moment",
    ],
)
def test_asked_wrongly_is_2(monkeypatch: pytest.MonkeyPatch, words: list[str]) -> None:
    assert copydesk(monkeypatch, *words) == 2


@pytest.mark.parametrize(
    "words",
    [["ps", "--json"], ["explain", "abc"], ["source", "list"], ["dead", "list"], ["watch"]],
    ids=" ".join,
)
def test_without_a_newsroom_it_fails_and_says_how_to_start_one(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
    words: list[str],
) -> None:
    assert copydesk(monkeypatch, *words, "--data", str(tmp_path)) == 1

    said = capsys.readouterr()
    assert said.out == ""
    assert f"copydesk up --data {tmp_path}" in said.err.replace("\n", "")


def test_it_starts_without_the_services_and_their_data() -> None:
    says = (
        "import sys, services.control.main; print(*(name for name in sys.modules"
        " if name.partition('.')[0] in ('fastapi', 'faststream', 'pymongo', 'lxml')"
        " or name.startswith('services.') and not name.startswith('services.control')))"
    )

    done = subprocess.run(
        [sys.executable, "-c", says], capture_output=True, text=True, check=True
    )

    assert done.stdout.split() == []
