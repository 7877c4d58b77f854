"""What wires fill and we drop is counted by its place, and what we keep is not."""

from __future__ import annotations

from pathlib import Path

from tests.contracts.dropped_fields import dropped


def test_what_turns_up_nowhere_is_counted_by_its_place(tmp_path: Path) -> None:
    file = tmp_path / "story.xml"
    file.write_text(
        "<nitf><head><docdata><doc-id id-string='ab1'/><date.issue norm='20261123T081030Z'/>"
        "</docdata></head><body><body.head><hedline><hl1>Ferry runs again</hl1></hedline>"
        "</body.head><body.content><p>It runs.</p></body.content></body>"
        "<odd code='x9'>nowhere to be seen</odd></nitf>"
    )

    assert dropped(file) == {"/nitf/odd": 1, "/nitf/odd/@code": 1}


def test_what_is_neither_xml_nor_json_is_not_counted(tmp_path: Path) -> None:
    file = tmp_path / "story.txt"
    file.write_text("Ferry runs again\n\nIt runs.\n")

    assert dropped(file) is None
