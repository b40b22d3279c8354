"""Writes quantities for people: `Rs 1,374.3 crore`, `$75 million`, `26.2%`, `83.42 rupees per US dollar`.

What is written here, `index.numbers` reads back. There is never an exponent: numbers are made short with a scale word.
"""

from __future__ import annotations

from decimal import ROUND_HALF_EVEN, Decimal, localcontext
from functools import cache
from typing import Literal

from index.numbers import CURRENCY_SIGNS
from index.units import PRECISION, SCALES, Quantity, is_money

Style = Literal["international", "indian", "as written"]

SIGNIFICANT = 4
"""Significant digits of a computed value, where nobody asks for another number of them."""

SYMBOLS = {"USD": "$", "INR": "Rs", "EUR": "€", "GBP": "£", "KES": "KSh", "JPY": "¥"} | {
    code: code
    for code in ("CHF", "SEK", "NOK", "DKK", "ISK", "CZK", "PLN", "HUF", "AED", "XOF", "CLP", "COP", "ARS", "UYU")
}
"""What stands before an amount; other currencies have a sign of the reader's table or their ISO code."""

MONEY_WORDS = {
    "USD": ("US dollar", "US dollars"),
    "INR": ("rupee", "rupees"),
    "EUR": ("euro", "euros"),
    "GBP": ("pound", "pounds"),
    "KES": ("shilling", "shillings"),
    "JPY": ("yen", "yen"),
    "RUB": ("rouble", "roubles"),
    "CNY": ("yuan", "yuan"),
    "BDT": ("taka", "taka"),
}
"""Names of currencies, one and many, where they go without their country."""

AFTER = frozenset({"RUB", "CNY"})
"""Currencies written as a word after the amount: 70 billion roubles."""

UNIT_NAMES = {
    "kilogram": ("kg", "kg"),
    "kilometer": ("km", "km"),
    "metric_ton": ("tonne", "tonnes"),
    "meter": ("metre", "metres"),
    "meter**2": ("square metre", "square metres"),
    "meter**3": ("cubic metre", "cubic metres"),
    "(1000*meter**3)": ("thousand cubic metres", "thousand cubic metres"),
    "foot": ("foot", "feet"),
    "foot**2": ("square foot", "square feet"),
    "liter": ("litre", "litres"),
    "oil_barrel": ("barrel", "barrels"),
    "kilometer**2": ("square kilometre", "square kilometres"),
    "foot**3": ("cubic foot", "cubic feet"),
    "inch": ("inch", "inches"),
    "dozen": ("dozen", "dozen"),
    "troy_ounce": ("troy ounce", "troy ounces"),
    "tcf": ("tcf", "tcf"),
    "bcf": ("bcf", "bcf"),
    "TEU": ("TEU", "TEU"),
    "bcm": ("bcm", "bcm"),
    "mcm": ("mcm", "mcm"),
    "MMBtu": ("mmbtu", "mmbtu"),
    "megawatt": ("MW", "MW"),
    "gigawatt": ("GW", "GW"),
    "kilowatt_hour": ("kWh", "kWh"),
    "megawatt_hour": ("MWh", "MWh"),
    "gigawatt_hour": ("GWh", "GWh"),
    "terawatt_hour": ("TWh", "TWh"),
    "ratio": ("times", "times"),
    "percent": ("per cent", "per cent"),
    "count": ("unit", ""),
}
"""How a unit is written for one and for many; others by their own name and an s."""

CROWDS: tuple[tuple[str, Decimal], ...] = tuple((s, SCALES[s]) for s in ("trillion", "billion", "million"))
RUPEES: tuple[tuple[str, Decimal], ...] = tuple((s, SCALES[s]) for s in ("lakh crore", "crore", "lakh"))


def show(q: Quantity, *, style: Style = "international", digits: int | None = None) -> str:
    """Writes a quantity for people.

    Args:
        q: what to write. Its scale word is kept; money without one gets lakh and crore for rupees, else million,
            billion, trillion.
        style: `international` groups digits by three; `indian` groups rupees as 12,34,567; `as written` neither
            rounds nor chooses a scale word.
        digits: significant digits; without it as many as the source wrote, or four for a computed value, whose
            whole part is never rounded.

    >>> show(Quantity(Decimal("13743200000"), "INR")), show(Quantity(Decimal("26.164"), "percent"), digits=3)
    ('Rs 1,374 crore', '26.2%')
    """
    scale = q.scale or ("" if style == "as written" or q.places is not None else natural_scale(q))
    with localcontext(prec=PRECISION + abs(q.value.adjusted())):
        number = _rounded(q.value / SCALES.get(scale, Decimal(1)), q, scale, style, digits)
    text = group(plain(number), indian=style == "indian" and q.unit.startswith("INR"))
    return _with_unit(text, scale, q, one=abs(number) == 1 and not scale)


def natural_scale(q: Quantity) -> str:
    """The scale word that a computed amount of money is best said with; "" for small ones and all else.

    >>> natural_scale(Quantity(Decimal("6.5e9"), "INR")), natural_scale(Quantity(Decimal("6.5e9"), "USD"))
    ('crore', 'billion')
    """
    top = q.unit.partition("/")[0]
    if not is_money(top):
        return ""
    return next((word for word, size in (RUPEES if top == "INR" else CROWDS) if abs(q.value) >= size), "")


def significant(value: Decimal, digits: int) -> Decimal:
    """Rounds half to even at so many significant digits: 13743.2 at 3 is 13700.

    >>> significant(Decimal("0.26164"), 3)
    Decimal('0.262')
    """
    if not value:
        return value
    return value.quantize(Decimal(1).scaleb(value.adjusted() - digits + 1), rounding=ROUND_HALF_EVEN)


def plain(number: Decimal) -> str:
    """Digits without an exponent, such as 1250000 or 0.0003."""
    return f"{number:f}"


def group(digits: str, *, indian: bool = False) -> str:
    """Sets commas: 1,234,567.8, or in the Indian way 12,34,567.8."""
    sign, digits = ("-", digits[1:]) if digits.startswith("-") else ("", digits)
    whole, point, decimals = digits.partition(".")
    head, tail = whole[:-3], whole[-3:]
    width = 2 if indian else 3
    groups = [head[max(0, end - width) : end] for end in range(len(head), 0, -width)][::-1]
    return sign + ",".join([*groups, tail]) + point + decimals


def money_words(code: str) -> tuple[str, str]:
    """The name of a currency for one and for many: ("rupee", "rupees"), ("Ugandan shilling", "Ugandan shillings")."""
    return MONEY_WORDS.get(code) or _babel_names(code)


@cache
def _babel_names(code: str) -> tuple[str, str]:
    from babel.numbers import get_currency_name

    return get_currency_name(code, count=1, locale="en"), get_currency_name(code, count=2, locale="en")


@cache
def symbol(code: str) -> str:
    """What stands before an amount of a currency: $, Rs, KSh, or its ISO code."""
    signs = (sign for sign, meaning in CURRENCY_SIGNS.items() if meaning == code)
    return SYMBOLS.get(code) or next(signs, code)


def unit_words(unit: str) -> tuple[str, str]:
    """The name of a unit that is not money, for one and for many: ("tonne", "tonnes")."""
    if unit in UNIT_NAMES:
        return UNIT_NAMES[unit]
    if is_money(unit):
        return money_words(unit)
    name = unit.replace("_", " ").replace("**2", " squared").replace("**3", " cubed").replace("*", " ")
    return name, name if " " in name and name.endswith(("squared", "cubed")) else name + "s"


def _rounded(number: Decimal, q: Quantity, scale: str, style: Style, digits: int | None) -> Decimal:
    """The number to be written, in its scale, rounded as `show` says."""
    if digits is not None:
        return _trimmed(significant(number, digits))
    if q.places is not None and scale == q.scale:
        written = number.quantize(Decimal(1).scaleb(-q.places), rounding=ROUND_HALF_EVEN)
        return number if style == "as written" and written != number else written
    if style == "as written" or (q.unit == "count" and number == number.to_integral_value()):
        return _trimmed(number)
    return _trimmed(significant(number, max(SIGNIFICANT, number.adjusted() + 1)))


def _trimmed(number: Decimal) -> Decimal:
    """Without zeros at the end of the decimals: 16.50 is 16.5, and 120 stays 120."""
    whole = number.to_integral_value()
    return whole.quantize(Decimal(1)) if number == whole else number.normalize()


def _with_unit(text: str, scale: str, q: Quantity, *, one: bool) -> str:
    """Puts scale and unit to the digits."""
    top, _, below = q.unit.partition("/")
    if scale == "cent":
        top, text, scale = "count", f"{text} {_cents(top)}", ""
    amount = f"{text} {scale}" if scale else text
    per = f" per {unit_words(below)[0]}" if below else ""
    if is_money(top):
        per = " per lb" if below == "pound" else per  # "$2 per pound" would be read as a rate of exchange
        in_words = top in AFTER or is_money(below) or (below and not scale and symbol(top).isalpha())
        return (f"{amount} {money_words(top)[0 if one else 1]}" if in_words else _before(symbol(top), amount)) + per
    if top == "percent":
        return f"{amount}%{per}"
    if top in ("count", "1"):
        return (f"{amount} {q.noun}" if q.noun else amount) + per
    return f"{amount} {unit_words(top)[0 if one else 1]}{per}"


def _cents(code: str) -> str:
    """What a hundredth of a currency is called: US cents, pence, paise."""
    return {"USD": "US cents", "EUR": "euro cents", "GBP": "pence", "INR": "paise"}.get(code, f"{code} cents")


def _before(sign: str, amount: str) -> str:
    """The sign before the digits, with a space where it ends in a letter or a point, and the minus before all."""
    minus, amount = ("-", amount[1:]) if amount.startswith("-") else ("", amount)
    return f"{minus}{sign}{' ' if sign[-1].isalpha() or sign[-1] == '.' else ''}{amount}"
