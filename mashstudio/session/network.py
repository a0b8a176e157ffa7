"""Check for a network by the computer's own interfaces; nothing is sent."""

import ipaddress
import socket

import psutil


def has_network() -> bool:
    """Return True if an interface is up and has an address that can reach other computers."""
    up = {name for name, state in psutil.net_if_stats().items() if state.isup}
    return any(
        address.family in {socket.AF_INET, socket.AF_INET6} and _leads_elsewhere(address.address)
        for name, addresses in psutil.net_if_addrs().items()
        if name in up
        for address in addresses
    )


def _leads_elsewhere(text: str) -> bool:
    try:
        address = ipaddress.ip_address(text.partition("%")[0])
    except ValueError:
        return False
    return not (address.is_loopback or address.is_link_local or address.is_unspecified)
