"""Which addresses a poller may call: out in the world, and what the operator allows; pure.

A source's URL, or a redirect of its server, must not lead a poller into our own networks.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import TypeAlias

from shared.addresses import Address, inner, is_public

Network: TypeAlias = ipaddress.IPv4Network | ipaddress.IPv6Network

PORTS: Mapping[str, tuple[int, ...]] = MappingProxyType(
    {
        "http": (80, 8080),
        "https": (443, 8443),
        "imap": (143,),
        "imaps": (993,),
        "ftp": (21,),
        "ftps": (21,),
        "sftp": (22,),
    }
)
"""The ports a scheme may be called on, the usual one first."""


def read_networks(text: str) -> tuple[Network, ...]:
    """Read networks in CIDR form, divided by commas; raises ValueError naming the bad one."""
    return tuple(ipaddress.ip_network(each.strip()) for each in text.split(",") if each.strip())


def refusal(scheme: str, address: Address, port: int, allowed: Sequence[Network]) -> str | None:
    """Say why an address may not be called; None where it may."""
    usual = PORTS.get(scheme)
    if usual is None:
        return f"{scheme}: is not called; it may be {', '.join(PORTS)}"
    if any(each in network for each in (address, inner(address)) for network in allowed):
        return None
    if not is_public(address):
        return f"{address} is no public address (COPYDESK_POLL_ALLOW_NETWORKS allows others)"
    if port not in usual:
        return f"port {port} is none of {scheme}'s ({', '.join(map(str, usual))})"
    return None
