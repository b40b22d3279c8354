"""Quantities with units: money by currency, shares, times, counts and physical measures.

A `Quantity` is an exact `Decimal` in a *unit*, a string that the pint registry below understands: an ISO 4217 code
(`INR`), `percent`, `percentage_point`, `ratio`, `count`, a time (`day`, `year`), a pint unit (`kilogram`,
`kilometer`), or one of these per another (`INR/USD`, `KES/kilogram`). Every currency is a dimension of its own, so
that adding rupees to dollars is an error and not a number. Percent and percentage points are kept apart by name:
pint would add them without complaint.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_EVEN, Decimal, localcontext
from fractions import Fraction
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

from index.errors import UnitMismatchError

if TYPE_CHECKING:
    import pint

SCALES: dict[str, Decimal] = {
    "": Decimal(1),
    "cent": Decimal("0.01"),
    "hundred": Decimal(100),
    "thousand": Decimal(10**3),
    "lakh": Decimal(10**5),
    "million": Decimal(10**6),
    "crore": Decimal(10**7),
    "billion": Decimal(10**9),
    "thousand crore": Decimal(10**10),
    "lakh crore": Decimal(10**12),
    "trillion": Decimal(10**12),
}
"""How many units one of each scale word stands for."""

DIMENSIONLESS = frozenset({"percent", "percentage_point", "ratio", "count"})
TIMES = ("day", "week", "month", "year", "hour")
POINTS = {"percentage_point": Decimal(1), "basis_point": Decimal("0.01")}
"""Differences between percentages, in percentage points; never to be taken for percentages of something."""

DEFINITIONS = {
    "percentage_point": "0.01",
    "basis_point": "0.0001",
    "ratio": "1",
    "bcm": "1e9 * meter ** 3",
    "mcm": "1e6 * meter ** 3",
    "kilotonne": "1e3 * metric_ton",
    "megatonne": "1e6 * metric_ton",
    "sack": "[sack]",  # pint's bag is one of cement; how much a trade puts in a bag, it says itself
    "quintal": "100 * kilogram",
    "MMBtu": "1e6 * Btu",
    "TEU": "[container]",
    "dozen": "12 * count",
    "gross": "144 * count",
    "bcf": "1e9 * foot ** 3",
    "tcf": "1e12 * foot ** 3",
    "square_foot_area": "foot ** 2",
}
"""What trade documents measure in and pint does not know."""

PRECISION = 60
"""Digits kept where a result does not come out even."""


@cache
def currencies() -> frozenset[str]:
    """All ISO 4217 codes known to the country library."""
    import pycountry

    return frozenset(c.alpha_3 for c in pycountry.currencies)


@cache
def registry() -> pint.UnitRegistry[Fraction]:
    """The unit registry: exact fractions, so that twelve months are one year; one dimension per currency."""
    import pint

    ureg: pint.UnitRegistry[Fraction] = pint.UnitRegistry(non_int_type=Fraction, cache_folder=None)
    for code in sorted(currencies()):
        ureg.define(f"{code} = [money_{code}]")
    for name, definition in DEFINITIONS.items():
        ureg.define(f"{name} = {definition}")
    return ureg


@lru_cache(maxsize=4096)
def factor(unit: str, to: str) -> Fraction:
    """How many `to` one `unit` is, exactly.

    >>> factor("kilometer", "mile"), factor("month", "year")
    (Fraction(15625, 25146), Fraction(1, 12))
    """
    there = registry().parse_expression(to)  # which may hold a number, as in a price per 1,000 cubic metres
    return Fraction(registry().parse_expression(unit).to(there.units).magnitude) / Fraction(there.magnitude)


@lru_cache(maxsize=4096)
def _to_base(unit: str) -> tuple[Fraction, str]:
    """(factor, base unit name) of a unit; money and plain numbers are their own base, a time is in years."""
    if unit in currencies() or unit in DIMENSIONLESS:
        return Fraction(1), "percent" if unit == "percentage_point" else unit
    if unit in POINTS:
        return Fraction(POINTS[unit]), "percent"
    if unit in TIMES:
        return factor(unit, "year"), "years"
    above, slash, below = unit.partition("/")
    if slash and (below in TIMES or above in currencies()) and "(" not in below and "/" not in below:
        (size, top), (divisor, bottom) = _to_base(above) if above != "1" else (Fraction(1), "1"), _to_base(below)
        return size / divisor, f"{top}/{'year' if bottom == 'years' else bottom}"
    quantity = registry().parse_expression(unit).to_base_units()
    return Fraction(quantity.magnitude), unit_name(dict(quantity.unit_items())) or "count"


def unit_name(parts: Mapping[str, Any]) -> str:
    """Writes powers of units as one unit: {"KES": 1, "kilogram": -1} is `KES/kilogram`; "" for none."""
    above = [_power(name, power) for name, power in sorted(parts.items()) if power > 0]
    below = "".join(f"/{_power(name, -power)}" for name, power in sorted(parts.items()) if power < 0)
    return ("*".join(above) or "1") + below if parts else ""


def _power(name: str, power: Any) -> str:
    return name if power == 1 else f"{name}**{power}"


def times(value: Decimal, by: Fraction) -> Decimal:
    """A value times a fraction, exact where the result is a finite decimal."""
    with localcontext(prec=PRECISION):
        return value * by.numerator / by.denominator


@lru_cache(maxsize=4096)
def dimension(unit: str) -> str:
    """What a unit measures, as a comparable name: `[money_INR]`, `[length]`, `percent`.

    Percent, percentage points, ratios and counts are dimensions of their own here.
    """
    if unit in POINTS:
        return "percentage_point"
    if unit in DIMENSIONLESS:
        return unit
    return unit_name(dict(registry().parse_expression(unit).dimensionality.items()))


def is_money(unit: str) -> bool:
    """Is the unit a currency, not a rate between two things?"""
    return unit in currencies()


@dataclass(frozen=True, slots=True)
class Quantity:
    """An exact amount of something.

    Attributes:
        value: the number in `unit`, with the scale word multiplied out (Rs 2,000 crore is 20000000000).
        unit: see the module's docstring.
        scale: the scale word it was written with, for writing it again the same way; a key of `SCALES`.
        noun: what is counted, for a count ("manufacturers"); empty otherwise.
        places: decimals after the point as written, in its scale (625.68 crore has 2); None for a computed value.
    """

    value: Decimal
    unit: str
    scale: str = ""
    noun: str = ""
    places: int | None = None

    @property
    def base(self) -> tuple[Decimal, str]:
        """(value, unit) in base units: ISO code, `percent`, `ratio`, `years`, `count` or a pint base unit."""
        size, unit = _to_base(self.unit)
        return times(self.value, size), unit

    def measures_same_as(self, other: Quantity) -> bool:
        """Can the two be added: same currency, same physical dimension, both percent, ...?"""
        return dimension(self.unit) == dimension(other.unit)

    def to(self, unit: str) -> Quantity:
        """The same amount in another unit of its dimension.

        Raises:
            UnitMismatchError: the units measure different things.
        """
        if unit == self.unit:
            return self
        if {unit, self.unit} == {"percent", "ratio"}:
            return Quantity(self.value * (100 if unit == "percent" else Decimal("0.01")), unit)
        if dimension(unit) != dimension(self.unit):
            raise UnitMismatchError(self.unit, unit, "convert between")
        return Quantity(times(self.value, factor(self.unit, unit)), unit)

    def with_scale(self, scale: str) -> Quantity:
        """The same amount, to be written with another scale word."""
        return replace(self, scale=scale, places=None)

    def half_ulp(self) -> Decimal:
        """Half a unit of the last written digit: what rounding may have hidden. 0 for a computed value.

        Rs 625.68 crore gives 50000 rupees; a count gives 0.
        """
        if self.places is None or self.unit == "count":
            return Decimal(0)
        return Decimal(5) * Decimal(10) ** (-self.places - 1) * SCALES.get(self.scale, Decimal(1))


def rounded(value: Decimal, places: int) -> Decimal:
    """Rounds half to even at `places` decimals."""
    return value.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_EVEN)
