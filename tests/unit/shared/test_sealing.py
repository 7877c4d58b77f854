from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.sealing import Seal, SealedError, is_sealed, new_key

OLD, NEW = new_key(), new_key()


@given(st.text(max_size=200))
def test_what_is_sealed_is_opened_and_does_not_show(secret: str) -> None:
    seal = Seal(OLD)

    kept = seal.close(secret)

    assert seal.open(kept) == secret
    assert is_sealed(kept)
    assert len(secret) < 5 or secret not in kept


def test_the_newest_key_seals_and_each_opens() -> None:
    before = Seal(OLD).close("sesame")
    both = Seal(f"{NEW},{OLD}")

    assert both.open(before) == "sesame"
    assert not both.is_current(before)
    assert both.is_current(both.close("sesame"))
    assert Seal(NEW).open(both.close("sesame")) == "sesame"


@pytest.mark.parametrize("keys", ["", NEW], ids=["no key", "another key"])
def test_without_the_key_nothing_is_opened(keys: str) -> None:
    with pytest.raises(SealedError):
        Seal(keys).open(Seal(OLD).close("sesame"))


def test_any_secret_will_do_as_a_key() -> None:
    assert Seal("a phrase of ours").open(Seal("a phrase of ours").close("x")) == "x"


def test_without_a_key_secrets_lie_open_as_before() -> None:
    assert Seal("").close("sesame") == "sesame" == Seal(OLD).open("sesame")
