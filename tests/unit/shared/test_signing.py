from __future__ import annotations

import pytest

from shared.signing import BadSecretError, sign


class TestSigning:
    VECTOR = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="

    def test_signs_as_standard_webhooks_does(self) -> None:
        signature = sign(
            ["whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"],
            "msg_p5jXN8AQM9LWM0D4loKWxJek",
            1614265330,
            b'{"test": 2432232314}',
        )

        assert signature == self.VECTOR

    def test_two_secrets_sign_side_by_side(self) -> None:
        both = sign(["whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "whsec_AAAA"], "a", 1, b"")

        assert len(both.split(" ")) == 2

    def test_a_secret_that_is_none_is_told(self) -> None:
        with pytest.raises(BadSecretError):
            sign(["whsec_***"], "msg_1", 1614265330, b"")
