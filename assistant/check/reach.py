"""What a printed number allows: the interval that rounding and words such as "about" leave open."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from index.types import Figure
from index.units import SCALES, Quantity

_UPWARD = Decimal("1.25")
"""How far above its number "over" is taken to reach."""
_ABOUT, _ROUGH = Decimal("0.015"), Decimal("0.1")
"""How far "about" reaches either way for amounts, and for multiples."""
_BELOW = Decimal("0.9")
"""How far below its number "almost" is taken to reach."""


@dataclass(frozen=True, slots=True)
class Reach:
    """All values from `low` to `high`, both inclusive."""

    low: Decimal
    high: Decimal

    def __add__(self, other: Reach) -> Reach:
        """Every sum of a value of each."""
        return Reach(self.low + other.low, self.high + other.high)

    def __sub__(self, other: Reach) -> Reach:
        """Every difference of a value of each."""
        return Reach(self.low - other.high, self.high - other.low)

    def __truediv__(self, other: Reach) -> Reach:
        """Every quotient of a value of each; both must be positive."""
        return Reach(self.low / other.high, self.high / other.low)

    def meets(self, other: Reach) -> bool:
        """Do the two share a value?"""
        return self.low <= other.high and other.low <= self.high

    def overlaps(self, other: Reach) -> bool:
        """Do the two share more than an end: 393 and 394 are no roundings of one value, though both reach 393.5?"""
        touch = (self.high == other.low or other.high == self.low) and self.low < self.high and other.low < other.high
        return self.meets(other) and not touch

    def times(self, by: Decimal) -> Reach:
        """Scaled by a positive number."""
        return Reach(self.low * by, self.high * by)

    def shifted(self, by: Decimal) -> Reach:
        """Moved by a number."""
        return Reach(self.low + by, self.high + by)

    def widened(self, share: Decimal) -> Reach:
        """Stretched on both sides by a share of its ends, 0.02 for two per cent."""
        return Reach(self.low - abs(self.low) * share, self.high + abs(self.high) * share)


def total(parts: Iterable[Reach]) -> Reach:
    """Every sum of one value of each."""
    out = Reach(Decimal(0), Decimal(0))
    for part in parts:
        out = out + part
    return out


def reach(figure: Figure, *, loose: bool = False) -> Reach:
    """What a figure allows, in its unit: half of its last written digit either way, and what its words add.

    With `loose` zeros at the end may come from rounding too: 63,000 then stands for 62,500 to 63,500, while 63,200
    stands for 63,150 to 63,250.

    >>> reach(figure)  # Rs 625.68 crore
    Reach(low=Decimal('6256750000'), high=Decimal('6256850000'))
    """
    low, high = figure.quantity, figure.upper or figure.quantity
    ends = Reach(low.value - slack(low, loose=loose), high.value + slack(high, loose=loose))
    if figure.qualifier == "about":
        near = _about(low)
        ends = Reach(min(ends.low, low.value - near), max(ends.high, high.value + near))
    if figure.qualifier == "over":
        return Reach(ends.low, max(ends.high, high.value * _UPWARD))
    if figure.qualifier in ("under", "up to", "almost"):
        return Reach(min(ends.low, low.value * _BELOW), ends.high)
    return ends


def _about(q: Quantity) -> Decimal:
    """How far "about" reaches: "about 32%" one point, "about 60%" two and a half, "about three times" a tenth."""
    if q.unit == "percent":
        return Decimal(1) if q.value % 5 else Decimal("2.5")
    return q.value * (_ROUGH if q.unit == "ratio" else _ABOUT)


def slack(q: Quantity, *, loose: bool = False) -> Decimal:
    """Half a unit of the last digit that a quantity was written with; with `loose`, of its last digit but zeros."""
    if q.places is None and not loose:
        return Decimal(0)
    half = Decimal(5) * Decimal(10) ** (-(q.places or 0) - 1) * SCALES.get(q.scale, Decimal(1))
    if q.unit == "count" and q.places in (None, 0) and not q.scale:
        half = Decimal(0)
    if loose and q.value and not q.places:
        written = (q.value / SCALES.get(q.scale, Decimal(1))).normalize()
        exponent = int(written.as_tuple().exponent)
        half = max(half, Decimal(5) * Decimal(10) ** (exponent - 1) * SCALES.get(q.scale, Decimal(1)))
    return half
