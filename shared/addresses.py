"""Which addresses are out in the world, for whoever calls what an outsider named; pure.

A source's URL or a site's webhook must not lead us into our own networks. The list is ours:
what Python's `ipaddress` calls global changes with its patch level.
"""

from __future__ import annotations

import ipaddress
from typing import TypeAlias

Address: TypeAlias = ipaddress.IPv4Address | ipaddress.IPv6Address

_NOT_IN_THE_WORLD_4 = tuple(
    map(
        ipaddress.IPv4Network,
        (
            "0.0.0.0/8",  # this network
            "10.0.0.0/8",  # private
            "100.64.0.0/10",  # carriers' NAT; some clouds' metadata
            "127.0.0.0/8",  # this machine
            "168.63.129.16/32",  # Azure's own, in every machine there
            "169.254.0.0/16",  # link; most clouds' metadata
            "172.16.0.0/12",  # private
            "192.0.0.0/24",  # protocols; one cloud's metadata
            "192.0.2.0/24",  # documentation
            "192.88.99.0/24",  # relays of 6to4
            "192.168.0.0/16",  # private
            "198.18.0.0/15",  # benchmarks
            "198.51.100.0/24",  # documentation
            "203.0.113.0/24",  # documentation
            "224.0.0.0/4",  # multicast
            "240.0.0.0/4",  # reserved, and broadcast
        ),
    )
)
"""By IANA's registry of special-purpose addresses, and what clouds keep for themselves."""

_WORLD_6 = ipaddress.IPv6Network("2000::/3")
"""All that IANA has given out; the rest is local, multicast, or nobody's."""
_NOT_IN_THE_WORLD_6 = tuple(
    map(
        ipaddress.IPv6Network,
        (
            "2001::/23",  # protocols, Teredo among them
            "2001:db8::/32",  # documentation
            "3fff::/20",  # documentation
        ),
    )
)
_V4_MAPPED = ipaddress.IPv6Network("::ffff:0:0/96")
_V4_TRANSLATED = ipaddress.IPv6Network("64:ff9b::/96")
_6TO4 = ipaddress.IPv6Network("2002::/16")
_LAST_32 = 0xFFFFFFFF


def is_public(address: Address) -> bool:
    """Tell whether an address is out in the world; those inside others are looked into."""
    within = inner(address)
    if isinstance(within, ipaddress.IPv4Address):
        return not any(within in network for network in _NOT_IN_THE_WORLD_4)
    return within in _WORLD_6 and not any(within in network for network in _NOT_IN_THE_WORLD_6)


def inner(address: Address) -> Address:
    """Give the IPv4 address that an IPv6 one stands for, or the address itself."""
    if isinstance(address, ipaddress.IPv4Address):
        return address
    if address in _V4_MAPPED or address in _V4_TRANSLATED:
        return ipaddress.IPv4Address(int(address) & _LAST_32)
    if address in _6TO4:
        return ipaddress.IPv4Address(int(address) >> 80 & _LAST_32)
    return address
