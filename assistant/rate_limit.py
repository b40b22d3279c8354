"""How often one address may ask, for what other machines can reach."""

from __future__ import annotations

import ipaddress
import threading
from collections import OrderedDict
from collections.abc import Callable
from time import monotonic

_MOST = 10_000
"""Addresses remembered; beyond it those are forgotten that have not asked for longest."""


class RateLimit:
    """So many requests a minute from one address, and as many at once where it has been quiet. Thread-safe.

    An IPv6 client commands 2^64 addresses, so those of one network (/64) count as one.
    """

    def __init__(self, per_minute: int, clock: Callable[[], float] = monotonic) -> None:
        """Nobody has asked yet.

        Args:
            per_minute: requests, at least 1.
            clock: seconds, for tests.
        """
        self.per_minute, self._clock = per_minute, clock
        self._lock = threading.Lock()
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()  # requests left, and when that was so

    def wait(self, address: str) -> float:
        """Counts a request, and gives the seconds to wait before it may be made; 0 where it may be made now."""
        who, now, speed = _network(address), self._clock(), self.per_minute / 60
        with self._lock:
            left, then = self._left.pop(who, (float(self.per_minute), now))
            left = min(float(self.per_minute), left + (now - then) * speed)
            allowed = left >= 1
            self._left[who] = (left - allowed, now)
            if len(self._left) > _MOST:
                self._left.popitem(last=False)
        return 0.0 if allowed else (1 - left) / speed


def _network(address: str) -> str:
    try:
        ip = ipaddress.ip_address(address)
    except ValueError:
        return address
    if isinstance(ip, ipaddress.IPv6Address):
        return str(ip.ipv4_mapped or ipaddress.ip_network((ip, 64), strict=False))
    return str(ip)
