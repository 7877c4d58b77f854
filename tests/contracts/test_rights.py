"""A service's user of MongoDB may use the collections of that service, and no other's."""

from __future__ import annotations

from itertools import combinations

from tests.contracts.rights import EVERYBODYS, FILE, rights, written


def test_the_deployments_file_is_what_the_code_uses() -> None:
    assert FILE.read_text(encoding="utf-8") == written(), "python -m tests.contracts.rights"


def test_no_service_uses_anothers_collections() -> None:
    for (_, mine), (_, theirs) in combinations(rights().items(), 2):
        assert {*mine} & {*theirs} == {EVERYBODYS}
