"""How numbers, money, scales and units are spelled, and which unit a spelling stands for."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache

from index import money as money_table
from index.types import Qualifier
from index.units import currencies

CURRENCY_SIGNS = money_table.SIGNS
CURRENCY_WORDS = money_table.WORDS

UNIT_WORDS = {
    r"%|per ?cent(?!age)|percent(?!age)|pct\.?|p\.c\.": "percent",
    r"percentage[ -]points?|per ?cent points?|%[ -]?points?|pp\b|ppts?\b": "percentage_point",
    r"basis[ -]points?|bps": "basis_point",
    r"times|-?fold\b|x(?![\w-])|×": "ratio",
    r"(?-i:l/s)|lit(?:re|er)s? (?:per|a|/) ?(?:second|sec\.?)|lps": "liter/second",
    r"m[3³]/s|cumecs?|cubic met(?:re|er)s? (?:per|a) (?:second|sec\.?)": "meter**3/second",
    r"m[3³]/h|cubic met(?:re|er)s? (?:per|an) hour": "meter**3/hour",
    r"bpd|b/d|bbl/d|bopd|barrels? (?:per|a) day": "oil_barrel/day",
    r"tpd|t/d|tonnes? (?:per|a) day": "metric_ton/day",
    r"kg/ha|kgs? (?:per|a) hectare": "kilogram/hectare",
    r"t/ha|tonnes? (?:per|a) hectare": "metric_ton/hectare",
    r"kg|kgs|kilograms?|kilos?": "kilogram",
    r"lbs?|pounds? weight": "pound",
    r"(?:troy|fine) (?:ounces?|oz)|ozt": "troy_ounce",
    r"ounces?|oz": "ounce",
    r"cwt|hundredweights?": "hundredweight",
    r"long tons?": "long_ton",
    r"short tons?": "short_ton",
    r"carats?|(?-i:ct)": "carat",
    r"(?-i:[Mm]tpa|MTPA)|million tonnes per annum|(?-i:MMT|mmt)": "megatonne",
    r"(?-i:ktpa)": "kilotonne",
    r"(?-i:Mt)|megatonnes?": "megatonne",
    r"(?-i:kt)|kilotonnes?": "kilotonne",
    r"(?:metric )?tonnes?|(?:metric )?tons?|MT|(?-i:t)": "metric_ton",
    r"quintals?": "quintal",
    r"bcm|billion cubic met(?:re|er)s?": "bcm",
    r"mcm|million cubic met(?:re|er)s?": "mcm",
    r"cubic met(?:re|er)s?|m3|m³|cu\.? ?m": "meter**3",
    r"tcf|trillion cubic feet": "tcf",
    r"bcf|billion cubic feet": "bcf",
    r"cubic (?:feet|foot)|cu\.? ?ft|cft": "foot**3",
    r"lit(?:re|er)s?|ltrs?": "liter",
    r"gallons?": "gallon",
    r"bushels?": "bushel",
    r"barrels?|bbls?": "oil_barrel",
    r"TWh|terawatt[ -]hours?": "terawatt_hour",
    r"GWh|gigawatt[ -]hours?": "gigawatt_hour",
    r"MWh|megawatt[ -]hours?": "megawatt_hour",
    r"kWh|kilowatt[ -]hours?": "kilowatt_hour",
    r"GW|gigawatts?": "gigawatt",
    r"MW|megawatts?": "megawatt",
    r"mmbtu|million btu": "MMBtu",
    r"(?-i:PJ)|petajoules?": "petajoule",
    r"(?-i:TJ)|terajoules?": "terajoule",
    r"(?-i:GJ)|gigajoules?": "gigajoule",
    r"kW|kilowatts?": "kilowatt",
    r"horsepower|hp": "horsepower",
    r"TEUs?|twenty-foot equivalent units?": "TEU",
    r"nautical miles?|nmi": "nautical_mile",
    r"km|kms|kilomet(?:re|er)s?": "kilometer",
    r"miles?": "mile",
    r"met(?:re|er)s?": "meter",
    r"sq(?:uare|\.)? ?(?:ft|feet|foot)\.?": "foot**2",
    r"sqm|m²|m2|sq(?:uare|\.)? ?(?:m|met(?:re|er)s?)\b": "meter**2",
    r"km²|km2|sq(?:uare|\.)? ?(?:km|kilomet(?:re|er)s?)\b": "kilometer**2",
    r"sq(?:uare|\.)? ?miles?": "mile**2",
    r"yards?|yds?": "yard",
    r"inch(?:es)?": "inch",
    r"hectares?|ha": "hectare",
    r"acres?": "acre",
    r"feet|foot": "foot",
    r"knots?": "knot",
    r"(?:working |calendar |business )?days?": "day",
    r"weeks?": "week",
    r"months?": "month",
    r"years?|yrs?": "year",
    r"hours?|hrs?": "hour",
    r"minutes?": "minute",
}
"""Spelling (regular expression, case ignored but for capitals of units) to unit."""

PER_UNITS = {
    r"kg|kilogram|kilo": "kilogram", r"tonne|ton|metric ton|mt|(?-i:t)": "metric_ton", r"TEU|container": "TEU",
    r"dozen|doz\.?": "dozen", r"bushel|bu\.?": "bushel", r"(?:troy |fine )?(?:ounce|oz)": "troy_ounce",
    r"carat": "carat", r"short ton": "short_ton", r"long ton": "long_ton", r"quintal": "quintal", r"gallon": "gallon",
    r"cwt|hundredweight": "hundredweight", r"acre": "acre", r"GJ|gigajoule": "gigajoule",
    r"barrel|bbl": "oil_barrel",
    r"MWh|megawatt[ -]hour": "megawatt_hour", r"kWh": "kilowatt_hour", r"mmbtu|million btu": "MMBtu",
    r"lit(?:re|er)": "liter",
    r"cubic met(?:re|er)|m3": "meter**3", r"thousand cubic met(?:re|er)s|1,?000 cubic met(?:re|er)s": "(1000*meter**3)",
    r"pounds?(?! sterling)|lbs?": "pound", r"square met(?:re|er)|sq m": "meter**2", r"hectare": "hectare",
    r"(?:\d+[ -]?kg )?(?:bag|sack)": "sack", r"day": "day", r"unit|piece|item|pair|head|person": "count",
}  # fmt: skip
"""What may stand under a price."""

SCALE_WORDS = {
    "lakh crore": r"lakhs?[ -]crores?|lac[ -]crores?", "thousand crore": r"thousand crores?",
    "thousand": r"thousands?|k(?![\w])", "cent": r"(?:(?:US|euro|Euro)[ -]?)?cents?|(?:US)?¢|pence|paise|paisa|"
                                                 r"kopecks?|centavos?",
    "lakh": r"lakhs?|lacs?", "crore": r"crores?|crs?\b\.?", "million": r"millions?|mn\b\.?|mln\b|mio\b|m(?![\w²³])",
    "billion": r"billions?|bn\b|bln\b|b(?![\w])", "trillion": r"trillions?|tn\b|trn\b", "hundred": r"hundreds?",
}  # fmt: skip
"""Spelling of each scale word."""

CENTS = {"pence": "GBP", "pai": "INR", "kop": "RUB", "cen": "USD", "euro": "EUR", "¢": "USD", "us": "USD"}
"""How a hundredth begins, and what it is a hundredth of where nothing else says it."""

NUMBER_WORDS: dict[str, int] = {
    w: n
    for n, w in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
        "seventeen "
        "eighteen nineteen twenty".split()
    )
} | {"thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90, "dozen": 12}
NUMBER_WORDS |= {
    f"{ten}-{one}": NUMBER_WORDS[ten] + NUMBER_WORDS[one]
    for ten in "twenty thirty forty fifty sixty seventy eighty ninety".split()
    for one in "one two three four five six seven eight nine".split()
}

GROWTH_WORDS: dict[str, int | Decimal] = {
    "doubled": 2, "doubling": 2, "double": 2, "doubles": 2, "twice": 2, "tripled": 3, "tripling": 3, "triple": 3,
    "triples": 3, "trebled": 3, "treble": 3, "thrice": 3, "quadrupled": 4, "quadruple": 4, "quintupled": 5,
    "halved": Decimal("0.5"), "halving": Decimal("0.5"),
}  # fmt: skip
"""Words that say a multiple of what was before."""

FRACTIONS = {
    "half": Decimal(50), "a half": Decimal(50), "one half": Decimal(50), "a third": Decimal(100) / 3,
    "one third": Decimal(100) / 3,
    "one-third": Decimal(100) / 3, "two thirds": Decimal(200) / 3, "two-thirds": Decimal(200) / 3,
    "a quarter": Decimal(25),
    "one quarter": Decimal(25), "one-quarter": Decimal(25), "three quarters": Decimal(75),
    "three-quarters": Decimal(75),
    "a fifth": Decimal(20), "one fifth": Decimal(20), "one-fifth": Decimal(20), "two-fifths": Decimal(40),
    "two fifths": Decimal(40),
    "three-fifths": Decimal(60), "a tenth": Decimal(10), "three fifths": Decimal(60), "four fifths": Decimal(80),
    "four-fifths": Decimal(80), "one-tenth": Decimal(10), "one tenth": Decimal(10),
}  # fmt: skip

QUALIFIERS: dict[Qualifier, str] = {
    "about": r"about|around|approximately|approx\.?|roughly|some|circa|ca\.|c\.|near|close to|an estimated|"
    r"estimated|~",
    "over": r"over|more than|above|at least|in excess of|exceed(?:s|ed|ing)?|upwards of|greater than|beyond|passed|"
    r"topped|>|≥",
    "under": r"under|less than|below|fewer than|<",
    "up to": r"up to|at most|as (?:much|many|long) as|a maximum of|maximum|no more than|limited to",
    "almost": r"almost|nearly|just under|just short of|close on",
}


@cache
def iso_codes() -> str:
    """ISO codes that may stand before or after an amount, as an alternation; case matters."""
    return money_table.alternation(currencies())


currency_words = money_table.words
"""Words for money, with a nationality or without, as an alternation."""

_ANY_CASE = {k.lower(): v for k, v in CURRENCY_SIGNS.items() if not k.isalpha() or k in ("Rs", "KSh", "Tk")}


@cache
def unit_of(word: str) -> str | None:
    """The unit that a word or phrase names, money included: "rupees" is INR, "per cent" is percent."""
    text = " ".join(word.split())
    if text in CURRENCY_SIGNS or text.lower() in _ANY_CASE:
        return CURRENCY_SIGNS.get(text) or _ANY_CASE[text.lower()]
    if text.upper() in currencies() and (text.isupper() or re.fullmatch(money_table.SMALL_CODES, text.lower())):
        return text.upper()
    currency = money(text)
    if currency:
        return currency
    return next((u for p, u in UNIT_WORDS.items() if re.fullmatch(p, text, re.I)), None)


def money(word: str) -> str | None:
    """The currency that a word after an amount names."""
    text = word.strip()
    if text.upper() in currencies() and (text.isupper() or re.fullmatch(money_table.SMALL_CODES, text)):
        return text.upper()
    return CURRENCY_SIGNS.get(text) or CURRENCY_SIGNS.get(f"{text}.") or money_table.named(text)


def at_home(unit: str, words: str, home: str) -> str:
    """The unit that an amount's words mean in a document of a country: "Rs 41 billion" of Pakistan is in PKR.

    A code, a sign of its own ("₹") or a nationality ("Indian rupees") leaves no choice. Dollars are those of the United
    States: trade is counted in them.
    """
    above, slash, below = unit.partition("/")
    meant = money_table.at_home(above, home)
    if meant in ("USD", above) or above == "USD" or money_table.told_apart(above, words):
        return unit
    shared = money_table.shared().search(words)
    return meant + slash + below if shared else unit


def sign(sign: str) -> str:
    """A currency sign whose capitals differ from the table ("rs", "ksh", "Us$")."""
    lowered = {k.lower(): v for k, v in CURRENCY_SIGNS.items()}
    return lowered.get(sign.lower(), sign.upper())


@cache
def scale_name(word: str) -> str:
    """The key of `SCALES` that a scale word stands for."""
    return next((s for s, p in SCALE_WORDS.items() if re.fullmatch(p, word, re.I)), "")


def hundredth_of(word: str) -> str:
    """The currency that a word for a hundredth belongs to: "euro cents" to EUR."""
    lowered = word.lower()
    return next((code for start, code in CENTS.items() if lowered.startswith(start)), "USD")


@cache
def per_unit(word: str) -> str:
    """The unit that stands under a price or rate."""
    return next(u for p, u in PER_UNITS.items() if re.fullmatch(p, word, re.I))
