"""Which addresses a feed may be fetched from: public ones only. Pure; the fetcher asks for every socket it opens."""

from __future__ import annotations

import ipaddress
from functools import lru_cache
from urllib.parse import urlsplit

_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")
_NAT64_LOCAL = ipaddress.IPv6Network("64:ff9b:1::/48")
_COMPATIBLE = ipaddress.IPv6Network("::/96")  # deprecated, but still an IPv4 address in other clothes


class UnsafeAddress(OSError):
    """A URL or address never connected to. An OSError, so that a mixed DNS answer goes on to its next address."""


def embedded(address: ipaddress.IPv4Address | ipaddress.IPv6Address) -> ipaddress.IPv4Address | ipaddress.IPv6Address:
    """The IPv4 address an IPv6 one stands for (mapped, compatible, 6to4, Teredo, NAT64), else the address itself."""
    if isinstance(address, ipaddress.IPv4Address):
        return address
    if address.ipv4_mapped:
        return address.ipv4_mapped
    if address.sixtofour:
        return address.sixtofour
    if address.teredo:
        return address.teredo[1]
    if address in _NAT64 or (address in _COMPATIBLE and int(address) > 1):
        return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    return address


@lru_cache(maxsize=4096)
def is_public(ip: str) -> bool:
    """Whether anybody on the internet could be meant by this address."""
    address = embedded(ipaddress.ip_address(ip.partition("%")[0]))
    if address.is_multicast or not address.is_global:
        return False
    return isinstance(address, ipaddress.IPv4Address) or not (address.is_site_local or address in _NAT64_LOCAL)


@lru_cache(maxsize=4096)
def is_loopback(ip: str) -> bool:
    """Whether this is the machine itself."""
    return embedded(ipaddress.ip_address(ip.partition("%")[0])).is_loopback


def check_address(ip: str, *, allow_loopback: bool = False) -> None:
    """Raise UnsafeAddress unless `ip` (a literal, scope allowed) is public, or loopback where that is allowed."""
    try:
        if is_public(ip) or (allow_loopback and is_loopback(ip)):
            return
    except ValueError:
        raise UnsafeAddress("not an IP address") from None
    raise UnsafeAddress("not a public address")


def check_url(url: str, *, allow_loopback: bool = False) -> None:
    """Raise UnsafeAddress unless `url` is http(s) with a host, no password, and not a private address spelt out."""
    fault, literal = _spelling(url)
    if fault:
        raise UnsafeAddress(fault)
    if literal:  # a name is judged by the addresses it leads to, when the socket is opened
        check_address(literal, allow_loopback=allow_loopback)


@lru_cache(maxsize=4096)
def _spelling(url: str) -> tuple[str, str]:
    """What is wrong with the URL as written, and the IP address it spells out; "" for neither."""
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname, parts.port
    except ValueError:
        return "not a valid address", ""
    if parts.scheme not in {"http", "https"}:
        return "not an http or https address", ""
    if not host:
        return "an address without a host", ""
    if parts.username is not None or parts.password is not None:
        return "an address with a user name or password in it", ""
    try:
        ipaddress.ip_address(host.partition("%")[0])
    except ValueError:
        return "", ""
    return "", host
