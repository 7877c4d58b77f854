"""FTP with TLS: a certificate that holds is needed, and a transfer is part of its session."""

from __future__ import annotations

from pathlib import Path

import pytest

from services.ingest.pulling.plan import make_plan
from services.ingest.pulling.web import PullFailedError
from tests.integration.ingest.pulling.ftps_server import FtpsServer, certificate
from tests.integration.ingest.pulling.test_drops import STORY, Looker


def looker(server: FtpsServer) -> Looker:
    return Looker(make_plan(f"ftps://desk@127.0.0.1:{server.port}/", secret="sesame"))


@pytest.mark.parametrize("says_goodbye", [True, False])
async def test_files_come_over_tls_whatever_ends_a_transfer(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, says_goodbye: bool
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate(tmp_path, "127.0.0.1")))
    (tmp_path / "a.txt").write_bytes(STORY)

    with FtpsServer(tmp_path, tmp_path / "server.pem", says_goodbye) as server:
        looking = looker(server)
        assert await looking.look() == []
        (found,) = await looking.look()

    assert found.content == STORY
    assert all(server.reused)
    assert server.heard.index("AUTH") < server.heard.index("USER")


@pytest.mark.parametrize(
    "case",
    [
        ("127.0.0.1", 30, False, "self"),
        ("127.0.0.2", 30, True, "IP address mismatch"),
        ("127.0.0.1", -1, True, "expired"),
    ],
)
async def test_a_certificate_that_does_not_hold_gets_no_password(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    case: tuple[str, int, bool, str],
) -> None:
    name, days, trusted, cause = case
    made = certificate(tmp_path, name, days=days)
    if trusted:
        monkeypatch.setenv("SSL_CERT_FILE", str(made))

    with FtpsServer(tmp_path, made) as server:
        with pytest.raises(PullFailedError, match=f"(?s){cause}.*SSL_CERT_FILE"):
            await looker(server).look()

        assert "USER" not in server.heard
        assert "PASS" not in server.heard
