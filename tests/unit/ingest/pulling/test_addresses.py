"""A poller is not led into our own networks."""

from __future__ import annotations

import ipaddress

import pytest

from services.ingest.pulling.addresses import read_networks, refusal


@pytest.mark.parametrize(
    ("scheme", "address", "port", "allowed", "because"),
    [
        ("https", "93.184.216.34", 443, "", None),
        ("http", "93.184.216.34", 8080, "", None),
        ("imaps", "93.184.216.34", 993, "", None),
        ("http", "93.184.216.34", 22, "", "port 22"),
        ("https", "93.184.216.34", 6379, "", "port 6379"),
        ("gopher", "93.184.216.34", 70, "", "gopher: is not called"),
        ("ftp", "93.184.216.34", 21, "", None),
        ("sftp", "93.184.216.34", 2222, "", "port 2222 is none"),
        ("http", "10.1.2.3", 80, "", "no public address"),
        ("http", "10.1.2.3", 5000, "192.168.0.0/16, 10.0.0.0/8", None),
        ("http", "10.1.2.3", 80, "192.168.0.0/16", "no public address"),
        ("http", "::ffff:10.1.2.3", 80, "10.0.0.0/8", None),
        ("http", "::1", 80, "127.0.0.0/8", "no public address"),
        ("gopher", "10.1.2.3", 70, "10.0.0.0/8", "gopher: is not called"),
    ],
)
def test_an_address_is_called_for_its_scheme_on_its_ports_or_where_allowed(
    *, scheme: str, address: str, port: int, allowed: str, because: str | None
) -> None:
    said = refusal(scheme, ipaddress.ip_address(address), port, read_networks(allowed))

    assert said is None if because is None else because in (said or "")


def test_what_is_no_network_is_refused() -> None:
    with pytest.raises(ValueError, match=r"10\.0\.0\.1/8"):
        read_networks("127.0.0.0/8, 10.0.0.1/8")
