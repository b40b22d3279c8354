"""Whether a figure's place, period, unit and kind are those that a request asks for."""

from __future__ import annotations

from assistant.query import Request
from index import lexicon
from index.names import GROUPINGS
from index.periods import contains
from index.types import Figure, Period
from index.units import dimension, is_money

_CLASSES = {"time": "[time]", "length": "[length]", "mass": "[mass]", "volume": "[length] ** 3"}
"""Classes of units by their dimension."""
_PHYSICAL = ("[mass]", "[length] ** 3", "[mass] * [length] ** 2 / [time] ** 2")
_PERCENTAGES = ("percent", "percentage_point")
_YEARS = ("year", "fiscal_year")
_GAP_WORDS = (
    "save saves saved saving rise fall increase decrease drop decline jump gain growth difference gap reduction cut "
    "shorter longer more less fewer higher lower cheaper dearer"
)
_GAPS = frozenset(map(lexicon.stem, _GAP_WORDS.split()))
"""Words by which a question asks how far two amounts lie apart, and not for either."""
_NEXT_YEAR = 366
"""Days within which a horizon and a year end together."""


def fits_places(request: Request, figure: Figure, home: str, *, ranging: bool = False) -> bool:
    """Do all places asked for belong to the figure, and is it bound to none besides them?

    Args:
        request: what is asked for.
        figure: what the documents give.
        home: the corpus's own country, which need not be said; "" where it has none.
        ranging: whether a figure more special than the request will do.
    """
    around = {*figure.entities, *figure.background}
    if any(p not in around for p in request.places):
        return False
    if request.home and home and figure.background and home not in around:
        return False
    if ranging:
        return True
    foreign = [e for e in figure.entities if e != home]
    if not request.places:
        return not foreign or (not request.flow and not figure.flow and all(e in GROUPINGS for e in foreign))
    titled = [b for b in figure.background if b != home]
    if not foreign and len(titled) >= 2 and len(request.places) < len(titled):
        return False  # a title that names two places does not say which one a figure is about
    extra = [e for e in foreign if e not in request.places]
    if all(e in GROUPINGS for e in extra):
        return True
    return foreign[0] in request.places and figure.kind != "level"


def fits_period(request: Request, figure: Figure, *, ranging: bool = False) -> bool:
    """Is the figure of one of the periods asked for, or where it ranges of a part of one? True where none is."""
    return fits_time(request, figure.period, ranging=ranging)


def fits_time(request: Request, given: Period | None, *, ranging: bool = False) -> bool:
    """Does a period answer for one of those asked for, or where figures range for a part of one?"""
    if not request.periods:
        return True
    if given is None:
        return False
    return any(_covers(asked, given) or (ranging and contains(asked, given)) for asked in request.periods)


def _covers(asked: Period, given: Period) -> bool:
    """Does a figure of one period answer for another: the same days, a horizon's last year, a day of a month?"""
    if asked.same_as(given):
        return True
    if "horizon" in (asked.kind, given.kind):
        end_together = abs((asked.end - given.end).days) < _NEXT_YEAR
        return asked.kind == given.kind or (asked.kind == "year" and end_together)
    return asked.kind in (*_YEARS, "month") and given.kind == "day" and contains(asked, given)


def fits_unit(figure: Figure, wanted: str) -> bool:
    """Does a figure's unit answer a wanted unit or class of units? "" is any."""
    unit = figure.quantity.unit
    if not wanted or wanted == unit:
        return True
    answer = _fits_class(unit, wanted)
    if answer is not None:
        return answer
    if wanted.startswith("per "):
        return unit.endswith("/" + wanted.removeprefix("per "))
    if wanted.startswith("rate of "):
        return "/" in unit and wanted.removeprefix("rate of ") in unit.split("/")
    if "/" in wanted and unit == "/".join(reversed(wanted.split("/"))):
        return is_money(wanted.split("/")[0])  # "INR/USD" and "USD/INR" are said for one rate
    if is_money(wanted) or is_money(unit) or "/" in wanted + unit:
        return False
    return dimension(wanted) == dimension(unit)


def _fits_class(unit: str, wanted: str) -> bool | None:
    """Does a unit belong to a class of units? None where `wanted` is no class."""
    above, slash, below = unit.partition("/")
    match wanted:
        case "money":
            return is_money(unit)
        case "percent":
            return unit in _PERCENTAGES
        case "count":
            return unit == "count"
        case "physical":
            return not slash and dimension(unit) in _PHYSICAL
        case "price":
            return is_money(above) and not is_money(below)
        case "rate":
            return bool(slash)
        case "amount":
            pure = bool(slash) or unit in (*_PERCENTAGES, "ratio")
            return is_money(unit) or (not pure and dimension(unit) != _CLASSES["time"])
        case "time" | "length" | "mass" | "volume":
            return not slash and dimension(unit) == _CLASSES[wanted]
    return None


def fits_kind(request: Request, figure: Figure) -> bool:
    """Is a figure a share, a change, a multiple or a level where one of these is asked for?"""
    percentage = figure.quantity.unit in _PERCENTAGES
    if request.flow and figure.quantity.unit == "count" and not (figure.flow or figure.item or figure.quantity.noun):
        return False  # a bare number that says neither what it counts nor that it is traded
    if figure.kind == "change" and not percentage:  # "a saving of 5,608 km" is no distance
        return any(t.stem in _GAPS for t in request.terms)
    if request.kind in ("share", "change"):
        if request.kind == "change" and figure.kind == "multiple":
            return True
        return percentage and figure.kind in (request.kind, "level")
    if request.kind == "multiple":
        return figure.kind == "multiple"
    if request.kind == "level" and request.unit != "percent":
        return figure.kind in ("level", "rate") and not percentage
    return True
