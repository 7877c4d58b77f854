from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from services.ingest.sources.signatures import (
    NoPepperError,
    fault_of,
    live_secrets,
    secret_of,
)
from shared.signing import sign

# The check vector of Standard Webhooks 1.0.
SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
ID = "msg_p5jXN8AQM9LWM0D4loKWxJek"
TIMESTAMP = 1614265330
BODY = b'{"test": 2432232314}'
SIGNATURE = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="
THEN = datetime.fromtimestamp(TIMESTAMP, UTC)


def headers(**changes: str) -> dict[str, str]:
    given = {
        "webhook-id": ID,
        "webhook-timestamp": str(TIMESTAMP),
        "webhook-signature": SIGNATURE,
    }
    return given | {name.replace("_", "-"): value for name, value in changes.items()}


def test_a_right_signature_holds() -> None:
    assert fault_of([SECRET], headers(), BODY, THEN) is None


def test_one_of_several_is_enough_while_a_secret_changes() -> None:
    given = headers(webhook_signature=f"v1,AAAA {SIGNATURE}")

    assert fault_of([SECRET], given, BODY, THEN) is None


@pytest.mark.parametrize(
    ("changes", "body", "late_s"),
    [
        ({"webhook_signature": ""}, BODY, 0),
        ({"webhook_signature": "v1,AAAA"}, BODY, 0),
        ({"webhook_id": "another"}, BODY, 0),
        ({"webhook_timestamp": "soon"}, BODY, 0),
        ({}, BODY + b" ", 0),
        ({}, BODY, 301),
        ({}, BODY, -301),
    ],
    ids=["none", "wrong", "another id", "no time", "another body", "too late", "too early"],
)
def test_anything_else_is_a_fault(changes: dict[str, str], body: bytes, late_s: int) -> None:
    now = THEN + timedelta(seconds=late_s)

    assert fault_of([SECRET], headers(**changes), body, now)


def test_a_secret_is_the_same_each_time_and_anothers_is_another() -> None:
    first = secret_of("wire", 1, b"pepper")

    assert first == secret_of("wire", 1, b"pepper")
    others = [("wire", 2, b"pepper"), ("other", 1, b"pepper"), ("wire", 1, b"salt")]
    assert first not in {secret_of(*each) for each in others}
    assert first != secret_of("wire", 1, b"pepper", "webhook secret")
    assert first.startswith("whsec_")
    assert sign([first], ID, TIMESTAMP, BODY).startswith("v1,")


def test_the_secret_before_is_good_until_the_next() -> None:
    second, third = secret_of("wire", 2, b"pepper"), secret_of("wire", 3, b"pepper")

    assert live_secrets("wire", 3, b"pepper") == (third, second)
    assert live_secrets("wire", 1, b"pepper") == (secret_of("wire", 1, b"pepper"),)
    given = headers(webhook_signature=sign([second], ID, TIMESTAMP, BODY))
    assert fault_of([third, second], given, BODY, THEN) is None
    assert fault_of([third], given, BODY, THEN) == "no signature holds"


def test_without_a_pepper_there_is_no_secret() -> None:
    with pytest.raises(NoPepperError):
        secret_of("wire", 1, b"")
