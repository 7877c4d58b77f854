"""Which addresses a poller may call: out in the world, and what the operator allows; pure.

A source's URL, or a redirect of its server, must not lead a poller into our own networks.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import TypeAlias

Address: TypeAlias = ipaddress.IPv4Address | ipaddress.IPv6Address
Network: TypeAlias = ipaddress.IPv4Network | ipaddress.IPv6Network

PORTS: Mapping[str, tuple[int, ...]] = MappingProxyType(
    {"http": (80, 8080), "https": (443, 8443), "imap": (143,), "imaps": (993,)}
)
"""The ports a scheme may be called on, the usual one first."""

_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")


def read_networks(text: str) -> tuple[Network, ...]:
    """Read networks in CIDR form, divided by commas; raises ValueError naming the bad one."""
    return tuple(ipaddress.ip_network(each.strip()) for each in text.split(",") if each.strip())


def refusal(scheme: str, address: Address, port: int, allowed: Sequence[Network]) -> str | None:
    """Say why an address may not be called; None where it may."""
    usual = PORTS.get(scheme)
    if usual is None:
        return f"{scheme}: is not called; it may be {', '.join(PORTS)}"
    if any(each in network for each in (address, _inner(address)) for network in allowed):
        return None
    if not is_public(address):
        return f"{address} is no public address (COPYDESK_POLL_ALLOW_NETWORKS allows others)"
    if port not in usual:
        return f"port {port} is none of {scheme}'s ({', '.join(map(str, usual))})"
    return None


def is_public(address: Address) -> bool:
    """Tell whether an address is out in the world; those inside others are looked into."""
    inner = _inner(address)
    if inner is not address:
        return is_public(inner)
    return address.is_global and not (
        address.is_multicast
        or address.is_reserved
        or address.is_unspecified
        or (isinstance(address, ipaddress.IPv6Address) and address.is_site_local)
    )


def _inner(address: Address) -> Address:
    """Give the IPv4 address that an IPv6 one stands for, or the address itself."""
    if isinstance(address, ipaddress.IPv4Address):
        return address
    if address in _NAT64:
        return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    teredo = address.teredo
    return address.ipv4_mapped or address.sixtofour or (teredo[1] if teredo else address)
