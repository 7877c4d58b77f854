"""What says that it is pure stands in the import contract, and the other way round."""

from __future__ import annotations

import re

from tests.contracts.import_contracts import contract, modules_under

SAYS_SO = re.compile(r"(?:^|[;:.?]\s)pure[:;,.]", re.IGNORECASE)


def is_within(module: str, packages: set[str]) -> bool:
    return any(module == each or module.startswith(f"{each}.") for each in packages)


def test_every_module_that_says_it_is_pure_is_held_to_it() -> None:
    held = {*contract("pure")["source_modules"]}
    saying = {
        module
        for module, says in modules_under("services", "shared").items()
        if SAYS_SO.search(says)
    }
    assert saying
    assert {module for module in saying if not is_within(module, held)} == set()


def test_every_module_that_is_held_to_purity_says_so() -> None:
    modules = modules_under("services", "shared")
    silent = {
        module
        for module in contract("pure")["source_modules"]
        if not SAYS_SO.search(modules.get(module, ""))
    }
    assert silent == set()
