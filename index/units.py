"""Quantities with units: money by currency, shares, times, counts and physical measures.

A `Quantity` is an exact `Decimal` in a *unit*, a string that the pint registry below understands: an ISO 4217 code
(`INR`), `percent`, `percentage_point`, `ratio`, `count`, a time (`day`, `year`), a pint unit (`kilogram`,
`kilometer`), or one of these per another (`INR/USD`, `KES/kilogram`). Every currency is a dimension of its own, so
that adding rupees to dollars is an error and not a number. Percent and percentage points are kept apart by name:
pint would add them without complaint.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import ROUND_HALF_EVEN, Decimal
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from index.errors import UnitMismatchError

if TYPE_CHECKING:
    import pint

SCALES: dict[str, Decimal] = {
    "": Decimal(1),
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


@cache
def currencies() -> frozenset[str]:
    """All ISO 4217 codes known to the country library."""
    import pycountry

    return frozenset(c.alpha_3 for c in pycountry.currencies)


@cache
def registry() -> pint.UnitRegistry:
    """The unit registry: exact decimals, one dimension per currency, trade measures added."""
    import pint

    ureg: pint.UnitRegistry = pint.UnitRegistry(non_int_type=Decimal, cache_folder=None)
    for code in sorted(currencies()):
        ureg.define(f"{code} = [money_{code}]")
    ureg.define("percentage_point = 0.01")
    ureg.define("ratio = 1")
    ureg.define("bcm = 1e9 * meter ** 3")
    ureg.define("TEU = [container]")
    ureg.define("square_foot_area = foot ** 2")
    return ureg


@lru_cache(maxsize=4096)
def _to_base(unit: str) -> tuple[Decimal, str]:
    """(factor, base unit name) of a unit; money and plain numbers are their own base."""
    if unit in currencies() or unit in DIMENSIONLESS:
        return Decimal(1), "percent" if unit == "percentage_point" else unit
    if unit in TIMES:
        return Decimal(str(registry().Quantity(1, unit).to("year").magnitude)), "years"
    quantity = registry().Quantity(Decimal(1), unit).to_base_units()
    return Decimal(str(quantity.magnitude)), str(quantity.units).replace(" ", "") or "count"


@lru_cache(maxsize=4096)
def dimension(unit: str) -> str:
    """What a unit measures, as a comparable name: `[money_INR]`, `[length]`, `percent`.

    Percent, percentage points, ratios and counts are dimensions of their own here.
    """
    if unit in DIMENSIONLESS:
        return unit
    return str(registry().Quantity(1, unit).dimensionality)


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
        factor, unit = _to_base(self.unit)
        return self.value * factor, unit

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
            factor = Decimal(100) if unit == "percent" else Decimal("0.01")
            return Quantity(self.value * factor, unit)
        if dimension(unit) != dimension(self.unit):
            raise UnitMismatchError(self.unit, unit, "convert between")
        factor = Decimal(str(registry().Quantity(Decimal(1), self.unit).to(unit).magnitude))
        return Quantity(self.value * factor, unit)

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
