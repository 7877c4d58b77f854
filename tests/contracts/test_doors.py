"""`shared/` has two doors, and every module of it stands behind one of them."""

from __future__ import annotations

import re

import pytest

import shared
from tests.contracts.import_contracts import contract, modules_under


def described(door: str) -> set[str]:
    """Give the modules that the package's docstring names behind a door."""
    text = (shared.__doc__ or "").partition(f"*{door}*")[2].partition("*")[0]
    rows = re.findall(r"^    (.+)$", text, re.MULTILINE)
    if door == "Contract":
        return {row.split()[0] for row in rows}
    names = (re.sub(r"\(.*?\)", "", row.split("  ", 1)[1]) for row in rows)
    return {name.strip() for row in names for name in row.split(",")}


@pytest.mark.parametrize(
    ("door", "named"),
    [("Contract", "source_modules"), ("Runtime", "forbidden_modules")],
)
def test_a_newcomer_is_told_of_every_module_behind_a_door(door: str, named: str) -> None:
    kept_apart = {name.removeprefix("shared.") for name in contract("doors")[named]}
    assert described(door) == kept_apart


def test_every_module_stands_behind_one_door() -> None:
    doors = contract("doors")
    behind = [*doors["source_modules"], *doors["forbidden_modules"]]
    rooms = {".".join(name.split(".")[:2]) for name in modules_under("shared")}
    new = rooms - {"shared"} - {*behind}
    assert not new, "name them in shared/__init__.py and in .importlinter's contract `doors`"
    assert len(behind) == len({*behind})
