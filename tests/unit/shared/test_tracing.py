from __future__ import annotations

import pytest

from shared.tracing import trace_of, traceparent

A_TRACE = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"


def test_an_incoming_trace_goes_on_in_a_span_of_our_own() -> None:
    ours = traceparent(A_TRACE)
    assert trace_of(ours) == "4bf92f3577b34da6a3ce929d0e0e4736"
    assert ours != A_TRACE


@pytest.mark.parametrize(
    "incoming",
    [None, "", "junk", "00-" + "0" * 32 + "-00f067aa0ba902b7-01", A_TRACE + "\r\nx: y"],
    ids=["none", "empty", "junk", "all zero", "with another header in it"],
)
def test_what_is_no_trace_begins_a_new_one(incoming: str | None) -> None:
    assert trace_of(traceparent(incoming)) not in (None, "0" * 32)
