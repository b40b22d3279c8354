"""How numbers, money, scales and units are spelled, and which unit a spelling stands for."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache

from index.types import Qualifier
from index.units import currencies

CURRENCY_SIGNS = {
    "US$": "USD", "$": "USD", "₹": "INR", "Rs.": "INR", "Rs": "INR", "€": "EUR", "£": "GBP", "₽": "RUB", "¥": "JPY",
    "KSh.": "KES", "KSh": "KES", "Ksh": "KES", "KShs": "KES", "KES": "KES", "₫": "VND", "₺": "TRY", "₩": "KRW",
    "R$": "BRL", "A$": "AUD",
    "C$": "CAD", "HK$": "HKD", "S$": "SGD", "NZ$": "NZD", "MX$": "MXN", "₦": "NGN", "₴": "UAH", "₸": "KZT", "฿": "THB",
}  # fmt: skip
"""Signs written before an amount. ISO codes are read as well."""

CURRENCY_WORDS = {
    "dollar": "USD", "rupee": "INR", "euro": "EUR", "pound": "GBP", "rouble": "RUB", "ruble": "RUB", "shilling": "KES",
    "yuan": "CNY", "renminbi": "CNY", "yen": "JPY", "dirham": "AED", "riyal": "SAR", "lira": "TRY", "peso": "MXN",
    "dong": "VND", "won": "KRW", "rand": "ZAR", "reais": "BRL", "franc": "CHF", "krona": "SEK", "krone": "NOK",
    "kroner": "NOK", "tenge": "KZT", "taka": "BDT", "baht": "THB", "ringgit": "MYR", "rupiah": "IDR", "birr": "ETB",
    "naira": "NGN", "zloty": "PLN", "hryvnia": "UAH", "forint": "HUF", "leu": "RON", "lei": "RON", "koruna": "CZK",
    "cedi": "GHS",
    "kwacha": "ZMW", "shekel": "ILS", "dinar": "KWD", "manat": "AZN", "lari": "GEL", "dram": "AMD",
}  # fmt: skip
"""Words written after an amount, singular; a nationality before the word overrides the country meant."""

NATIONAL_CURRENCY = {
    ("us", "dollar"): "USD", ("american", "dollar"): "USD", ("canadian", "dollar"): "CAD", ("australian",
    "dollar"): "AUD",
    ("hong kong", "dollar"): "HKD", ("singapore", "dollar"): "SGD", ("new zealand", "dollar"): "NZD",
    ("indian", "rupee"): "INR", ("pakistani", "rupee"): "PKR", ("sri lankan", "rupee"): "LKR", ("nepalese",
    "rupee"): "NPR",
    ("kenyan", "shilling"): "KES", ("ugandan", "shilling"): "UGX", ("tanzanian", "shilling"): "TZS",
    ("egyptian", "pound"): "EGP", ("mexican", "peso"): "MXN", ("philippine", "peso"): "PHP", ("argentine",
    "peso"): "ARS",
    ("swiss", "franc"): "CHF", ("danish", "krone"): "DKK", ("turkish", "lira"): "TRY", ("rwandan", "franc"): "RWF",
    ("serbian", "dinar"): "RSD", ("jordanian", "dinar"): "JOD", ("algerian", "dinar"): "DZD", ("iraqi", "dinar"): "IQD",
    ("brazilian", "real"): "BRL", ("swedish", "krona"): "SEK", ("icelandic", "krona"): "ISK", ("zambian",
    "kwacha"): "ZMW",
}  # fmt: skip

CURRENCY_AT_HOME = {
    "INR": {"Pakistan": "PKR", "Sri Lanka": "LKR", "Nepal": "NPR", "Mauritius": "MUR", "Seychelles": "SCR"},
    "AED": {"Morocco": "MAD"}, "KES": {"Uganda": "UGX", "Tanzania": "TZS", "Somalia": "SOS"},
    "GBP": {"Egypt": "EGP", "Lebanon": "LBP", "Sudan": "SDG", "Syria": "SYP"},
    "SAR": {"Qatar": "QAR", "Oman": "OMR", "Yemen": "YER", "Iran": "IRR"},
    "MXN": {"Philippines": "PHP", "Argentina": "ARS", "Chile": "CLP", "Colombia": "COP", "Uruguay": "UYU"},
    "KWD": {"Serbia": "RSD", "Jordan": "JOD", "Algeria": "DZD", "Iraq": "IQD", "Tunisia": "TND", "Bahrain": "BHD",
            "Libya": "LYD"},
    "CHF": {"Rwanda": "RWF", "Burundi": "BIF", "Guinea": "GNF", "Ivory Coast": "XOF", "Senegal": "XOF",
            "Cameroon": "XAF", "Mali": "XOF", "Burkina Faso": "XOF"},
    "NOK": {"Denmark": "DKK"}, "SEK": {"Iceland": "ISK"}, "ZMW": {"Malawi": "MWK"}, "RUB": {"Belarus": "BYN"},
    "RON": {"Moldova": "MDL"}, "KRW": {"North Korea": "KPW"},
}  # fmt: skip
"""What a word or sign that several countries have for their money means in each: Pakistan's rupees are PKR."""

UNIT_WORDS = {
    r"%|per ?cent(?!age)|percent(?!age)|pct\.?|p\.c\.": "percent",
    r"percentage[ -]points?|per ?cent points?|%[ -]?points?|pp\b|ppts?\b": "percentage_point",
    r"basis[ -]points?|bps": "basis_point",
    r"times|-?fold\b|x(?![\w-])|×": "ratio",
    r"kg|kgs|kilograms?|kilos?": "kilogram",
    r"(?-i:Mt)|megatonnes?": "megatonne",
    r"(?-i:kt)|kilotonnes?": "kilotonne",
    r"(?:metric )?tonnes?|(?:metric )?tons?|MT|(?-i:t)": "metric_ton",
    r"quintals?": "quintal",
    r"bcm|billion cubic met(?:re|er)s?": "bcm",
    r"mcm|million cubic met(?:re|er)s?": "mcm",
    r"cubic met(?:re|er)s?|m3|m³|cu\.? ?m": "meter**3",
    r"lit(?:re|er)s?": "liter",
    r"barrels?|bbl": "oil_barrel",
    r"TWh|terawatt[ -]hours?": "terawatt_hour",
    r"GWh|gigawatt[ -]hours?": "gigawatt_hour",
    r"MWh|megawatt[ -]hours?": "megawatt_hour",
    r"kWh|kilowatt[ -]hours?": "kilowatt_hour",
    r"GW|gigawatts?": "gigawatt",
    r"MW|megawatts?": "megawatt",
    r"mmbtu|million btu": "MMBtu",
    r"kW|kilowatts?": "kilowatt",
    r"horsepower|hp": "horsepower",
    r"TEUs?|twenty-foot equivalent units?": "TEU",
    r"nautical miles?|nmi": "nautical_mile",
    r"km|kms|kilomet(?:re|er)s?": "kilometer",
    r"miles?": "mile",
    r"met(?:re|er)s?": "meter",
    r"sq(?:uare|\.)? ?(?:ft|feet|foot)\.?": "foot**2",
    r"sq(?:uare|\.)? ?(?:m|met(?:re|er)s?)\b": "meter**2",
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
    r"barrel|bbl": "oil_barrel",
    r"MWh|megawatt[ -]hour": "megawatt_hour", r"kWh": "kilowatt_hour", r"mmbtu|million btu": "MMBtu",
    r"lit(?:re|er)": "liter",
    r"cubic met(?:re|er)|m3": "meter**3", r"thousand cubic met(?:re|er)s|1,?000 cubic met(?:re|er)s": "(1000*meter**3)",
    r"pound|lb": "pound", r"square met(?:re|er)|sq m": "meter**2", r"hectare": "hectare",
    r"(?:\d+[ -]?kg )?bag": "sack", r"day": "day", r"unit|piece|item|pair|head|person": "count",
}  # fmt: skip
"""What may stand under a price."""

SCALE_WORDS = {
    "lakh crore": r"lakhs?[ -]crores?|lac[ -]crores?", "thousand crore": r"thousand crores?",
    "thousand": r"thousands?|k(?![\w])",
    "lakh": r"lakhs?|lacs?", "crore": r"crores?|crs?\b\.?", "million": r"millions?|mn\b\.?|mln\b|mio\b|m(?![\w²³])",
    "billion": r"billions?|bn\b|bln\b|b(?![\w])", "trillion": r"trillions?|tn\b|trn\b", "hundred": r"hundreds?",
}  # fmt: skip
"""Spelling of each scale word."""

NUMBER_WORDS: dict[str, int] = {
    w: n
    for n, w in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
        "seventeen "
        "eighteen nineteen twenty".split()
    )
} | {"thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90, "dozen": 12}

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
    "about": r"about|around|approximately|approx\.?|roughly|some|circa|ca\.|c\.|near|close to|an estimated|estimated|~",
    "over": r"over|more than|above|at least|in excess of|exceed(?:s|ed|ing)?|upwards of|greater than|beyond|passed|"
    r"topped|>|≥",
    "under": r"under|less than|below|fewer than|<",
    "up to": r"up to|at most|as (?:much|many|long) as|a maximum of|maximum|no more than|limited to",
    "almost": r"almost|nearly|just under|just short of|close on",
}


@cache
def iso_codes() -> str:
    """ISO codes that may stand before or after an amount, as an alternation; case matters."""
    return "|".join(sorted(currencies()))


@cache
def currency_words() -> str:
    """Words for money, with a nationality or without, as an alternation."""
    words = "|".join(sorted(CURRENCY_WORDS, key=len, reverse=True))
    nations = "|".join(sorted({n for n, _ in NATIONAL_CURRENCY}, key=len, reverse=True))
    return rf"(?:(?:{nations})[ -])?(?:{words})(?:e?s)?"


@cache
def unit_of(word: str) -> str | None:
    """The unit that a word or phrase names, money included: "rupees" is INR, "per cent" is percent."""
    text = " ".join(word.split())
    lowered = {k.lower(): v for k, v in CURRENCY_SIGNS.items()}
    if text.lower() in lowered:
        return lowered[text.lower()]
    if text.upper() in currencies() and (
        text.isupper() or len(text) == 3 and text.lower() in {"usd", "inr", "eur", "gbp", "kes", "rub"}
    ):
        return text.upper()
    currency = money(text)
    if currency:
        return currency
    return next((u for p, u in UNIT_WORDS.items() if re.fullmatch(p, text, re.I)), None)


def money(word: str) -> str | None:
    """The currency that a word after an amount names."""
    text = word.strip()
    if text in currencies():
        return text
    if text in CURRENCY_SIGNS:
        return CURRENCY_SIGNS[text]
    lowered = text.lower()
    singular = re.sub(r"s$", "", lowered)
    nation, _, last = singular.replace("-", " ").rpartition(" ")
    for name in (last, re.sub(r"e$", "", last)):
        if name in CURRENCY_WORDS:
            return NATIONAL_CURRENCY.get((nation, name), CURRENCY_WORDS[name])
    return CURRENCY_WORDS.get(lowered.rpartition(" ")[2])


def at_home(unit: str, words: str, home: str) -> str:
    """The unit that an amount's words mean in a document of a country: "Rs 41 billion" of Pakistan is in PKR.

    A code, a sign of its own ("₹") or a nationality ("Indian rupees") leaves no choice.
    """
    above, slash, below = unit.partition("/")
    meant = CURRENCY_AT_HOME.get(above, {}).get(home)
    if meant is None or above in words or meant not in currencies():
        return unit
    shared = re.search(rf"(?i)(?<!\w)(?:{currency_words()}|Rs\.?)(?!\w)", words)
    named = any(nation in words.lower() for nation, _ in NATIONAL_CURRENCY)
    return meant + slash + below if shared and not named else unit


def sign(sign: str) -> str:
    """A currency sign whose capitals differ from the table ("rs", "ksh", "Us$")."""
    lowered = {k.lower(): v for k, v in CURRENCY_SIGNS.items()}
    return lowered.get(sign.lower(), sign.upper())


@cache
def scale_name(word: str) -> str:
    """The key of `SCALES` that a scale word stands for."""
    return next((s for s, p in SCALE_WORDS.items() if re.fullmatch(p, word, re.I)), "")


@cache
def per_unit(word: str) -> str:
    """The unit that stands under a price or rate."""
    return next(u for p, u in PER_UNITS.items() if re.fullmatch(p, word, re.I))
