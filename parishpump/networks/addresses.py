"""Which addresses a network may have: whole web addresses, and only machines on the public internet."""

import socket
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from threading import Thread
from urllib.parse import urlsplit

from parishpump.networks.contract import NetworkError

IPAddress = IPv4Address | IPv6Address

# What `is_global` lets through in some releases of Python, from the IANA special-purpose registry.
_NEVER = tuple(
    ip_network(net) for net in ("0.0.0.0/8", "100.64.0.0/10", "192.0.0.0/24", "192.88.99.0/24", "240.0.0.0/4")
)
# Only this part of IPv6 is handed out; 6to4 and Teredo inside it carry an IPv4 address that could be a private one.
_GLOBAL_UNICAST = ip_network("2000::/3")
_TUNNELS = (ip_network("2002::/16"), ip_network("2001::/32"))


class NotPublicError(Exception):
    """A host name leads to machines inside somebody's own network, which we do not call."""


class NoSuchNameError(Exception):
    """A host name leads nowhere, or the name server did not answer in time."""


def base_address(said: str, *, allow_private: bool) -> str:
    """The address of a network as a clerk typed it, made whole: `social.example/` becomes `https://social.example`.

    Raises NetworkError for what is no web address, holds a password, or would send one unencrypted.
    """
    address = said.strip()
    if "://" not in address:
        address = f"https://{address}"
    address = address.rstrip("/")
    problem = _problem_with(address, allow_private)
    if problem:
        raise NetworkError(permanent=True, outcome_known=True, reason="unreachable", detail=problem)
    return address


def _problem_with(address: str, allow_private: bool) -> str:
    try:
        parts = urlsplit(address)
        host, _ = parts.hostname, parts.port
    except ValueError:
        return "That is not a web address."
    if not host or any(character <= " " for character in address):
        return "That is not a web address."
    if parts.username or parts.password or parts.query or parts.fragment:
        return "Give the plain address of the site, without a name, password or question mark in it."
    if parts.scheme != "https" and not (parts.scheme == "http" and allow_private):
        return "The address must begin with https, so that nobody on the way can read the password."
    return ""


def is_public(address: IPAddress) -> bool:
    """Whether an address belongs to the public internet, looking inside the IPv6 forms that carry an IPv4 address."""
    if isinstance(address, IPv6Address):
        if address.ipv4_mapped is not None:
            return is_public(address.ipv4_mapped)
        return address in _GLOBAL_UNICAST and address.is_global and not any(address in net for net in _TUNNELS)
    return address.is_global and not address.is_multicast and not any(address in net for net in _NEVER)


def machines_of(host: str, port: int, *, allow_private: bool, within: float) -> list[str]:
    """The addresses of a host that we may call, found within so many seconds.

    The caller connects to these and asks no name server again, so that a name cannot change in between (DNS rebinding).
    Raises NoSuchNameError, or NotPublicError where every address is inside somebody's own network.
    """
    found = _resolve(host, port, within)
    allowed = [address for address in found if allow_private or is_public(ip_address(address))]
    if not allowed:
        raise NotPublicError(host)
    return allowed


def _resolve(host: str, port: int, within: float) -> list[str]:
    """Ask the name server from a thread of its own: the system's resolver keeps to no time-out of ours."""
    found: list[str] = []

    def look_up() -> None:
        try:
            answers = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError):
            return
        found.extend(str(where[0]).partition("%")[0] for *_, where in answers)

    asking = Thread(target=look_up, daemon=True, name="look up a host name")
    asking.start()
    asking.join(within)
    if asking.is_alive() or not found:
        raise NoSuchNameError(host)
    return list(dict.fromkeys(found))
