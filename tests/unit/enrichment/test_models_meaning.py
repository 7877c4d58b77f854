from __future__ import annotations

import pytest

from services.enrichment.models.meaning import piece_ids

CLS, SEP, UNKNOWN = 101, 102, 100


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("", []),
        ("the Harbour", [1996, 7440]),
        ("Café", [7668]),
        ("won't", [2180, 1005, 1056]),
        ("harbourmaster", [7440, 8706]),
        ("\U0001f984" * 2, [UNKNOWN]),
        ("x" * 200, [UNKNOWN]),
    ],
    ids=["nothing", "capitals", "accents", "marks", "pieces", "unknown", "too long"],
)
def test_text_is_cut_into_the_pieces_that_the_model_learned(text: str, ids: list[int]) -> None:
    assert piece_ids(text) == [CLS, *ids, SEP]


def test_a_long_text_is_cut_to_what_the_model_reads() -> None:
    ids = piece_ids("word " * 1000)

    assert len(ids) == 128
    assert (ids[0], ids[-1]) == (CLS, SEP)
