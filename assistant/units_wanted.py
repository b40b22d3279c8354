"""The unit in which a question wants its answer: one that it names, or the class of units that would answer it."""

from __future__ import annotations

import re

from assistant.vocabulary import CURRENCY, one_of, pattern
from index import lexicon, measures, numbers
from index.units import TIMES, is_money

_SCALES = one_of(
    "terms of, billions? of, millions? of, crores? of, crore, million, billion, lakh, thousand, US, Indian, "
    "Kenyan, American"
)
_MEASURES = "|".join(words for words, unit in measures.UNIT_WORDS.items() if unit not in ("ratio", "percent"))
_UNIT = rf"(?:{CURRENCY}|crores?|lakhs?|{_MEASURES})"
_BELOW = "|".join(measures.PER_UNITS)
_IN_UNIT = pattern(
    rf"\b(?:in|into|as) (?:{_SCALES} )*(?P<unit>{_UNIT}|per ?cent|percent)(?!\w)"
    r"(?! (?:terms|per|to|a|for) (?:kg|tonne|dollar|barrel|the))(?! (?:\d|ago|time))"
)
_CONVERT_TO = pattern(rf"\b(?:convert|change|turn|switch)\b[^?]*? to (?:{_SCALES} )*(?P<unit>{_UNIT})(?!\w)")
_HOW_MANY_UNITS = pattern(rf"\bhow many (?:(?:million|billion|thousand|US|Indian) )*(?P<unit>{_UNIT})(?!\w)")
_AT_THE_END = pattern(rf"(?:[,:;?(–—-]|\s-)\s*(?:in |as )?(?:{_SCALES} )*(?P<unit>{_UNIT})[\s)?.!]*$")
_PRICE = pattern(
    rf"(?<!\w)(?P<above>{CURRENCY}|(?:US )?cents?|¢|pence|paise)(?: ?/ ?| (?:per|an?|for an?|for one|each) )"
    rf"(?P<below>{_BELOW})s?(?!\w)"
)
"""What is paid for how much: cents/lb, US$ per dozen, yuan a tonne."""
_AMOUNT_BEFORE = re.compile(r"(?<![\d.,])(?!(?:19|20)\d\d ?$)[\d.,]*\d ?$")
_UNIT_WORTH = pattern(
    r"\b(?P<unit>dollar|rupee|euro|shilling|pound|rouble|ruble|lira)(?:'s|s'|s)? ?"
    r"(?:worth|value|figure|amount|terms|equivalent|total)\b",
    rf"\b(?P<other>{CURRENCY}) (?:value|figure|amount|equivalent)\b",
)
_CODES = pattern(r"\b(?=([A-Z]{3}) ?[/-]? ?([A-Z]{3})\b)")
_BETWEEN = pattern(
    rf"(?<!\w)(?P<a>{CURRENCY})(?: ?[-–/] ?| to | )(?P<b>{CURRENCY}) (?:exchange |conversion |"
    rf"cross )?rates?\b"
)
_BASES = ("GBP", "EUR", "USD")
"""Currencies that are priced in others, the first of them in all."""
_PAIRS = (
    pattern(
        r"\b(?P<below>dollar|euro|pound|USD|EUR|GBP)s?(?:['’]s)? (?:exchange )?rate\b"
        rf"[^?]{{0,15}} in (?P<above>{CURRENCY})\b"
    ),
    pattern(
        rf"^\W*(?:and |so )?(?:the )?(?P<below>dollar|euro|pound|USD|EUR|GBP)s? (?:rate )?in (?P<above>{CURRENCY})\b"
    ),
    pattern(
        rf"\b(?P<above>{CURRENCY}) (?:per|to the|to an?|to one|for an?|for one|against the|/) (?P<below>{CURRENCY})\b"
    ),
    pattern(
        rf"\bhow many (?P<above>{CURRENCY})\b[^?]{{0,40}}\b(?:for|to|per|against|in|make|makes|buy|buys) "
        rf"(?:an?|one|each|the|every) (?P<below>{CURRENCY})\b"
    ),
    pattern(
        rf"\b(?P<above>{CURRENCY})(?:'s)? (?:exchange )?(?:rate|value) (?:against|to|versus|per) (?:the |"
        rf"an? )?(?P<below>{CURRENCY})\b"
    ),
    pattern(
        rf"\b(?:an?|one|the) (?P<below>{CURRENCY}) (?:worth|buy|fetch|cost|trade|traded|stand|quoted)?[^?]{{0,20}}"
        rf"\bin (?P<above>{CURRENCY})\b"
    ),
)
_THING = re.compile(
    r" (?!(?:per|exports?|imports?|sales|purchases|trade|revenues?|incomes?|receipts|earnings|turnover|costs?|prices?|"
    r"bill|values?|amounts?|figures?|totals?|terms|worth|equivalents?|rates?|exchange|conversion|deficit|surplus|balance|market|"
    r"ones?)\b)([a-z]{4,})\b"
)
"""What is settled, lent or counted in a currency, but not an amount of it."""
_NOT_FOR_A_NUMBER = pattern(r"^\W*(?:who|why|how do|how does|how did|how is|how are|when|where)\b")
_INDIAN_SCALE = pattern(r"^(?:crore|lakh)")

_RATE = pattern(
    r"\b(?:exchange|conversion|currency) rate",
    r"\bdollar worth in",
    rf"(?<!\w){CURRENCY} (?:exchange )?rate\b",
    rf"(?<!\w){CURRENCY}\b[^?]{{0,20}}\bworth in {CURRENCY}(?!\w)",
    rf"(?<!\w){CURRENCY} (?:per|to the|to an?) (?:dollar|euro|pound)\b",
    r"\b(?:dollar|euro|pound)s? (?:buy|fetch|cost) in\b",
    rf"(?<!\w){CURRENCY} (?:to|per|for) (?:an?|the|one|each) (?:dollar|euro|pound)\b",
)
_SHARE = pattern(r"\bwhat (?:share|percentage|proportion|per ?cent)", r"\bwhich percentage")
_TONNES = r"(?<!per )(?<!a )tonnes"
_AMOUNTS = pattern(rf"\b(?:tonnages?|{_TONNES}|volumes?|quantit(?:y|ies))\b")
_MONEY_GAP = pattern(r"\b(?:cost|worth|bill|dollars|euros|price)\b")
_ONE = one_of("one, a, an, each, single")
_NO_UNIT = r"(?!year|month|day|week|lot|dollar|euro|rupee|shilling|pound)"
_OF_ONE = pattern(
    rf"\b{_ONE} {_NO_UNIT}[\w-]+(?: [\w-]+)? (?:costs?|fetch\w*|sells? for|go(?:es)? for)\b",
    r"\b(?:price|cost|value) (?:of|for) (?:an?|one|each|every) [\w-]+",
    r"\b(?:cost|costs|price) (?:per|a|each) (?:unit|piece|head|machine|tractor|item)\b",
    r"\bdo(?:es)? (?:one|a|an|each) [\w-]+(?: [\w-]+)? cost\b",
)
_PER = pattern(
    rf"(?:\b(?:per|a|each|an|every) |/ ?)((?!day\b|head\b|pound\b|acre\b|person\b){_BELOW})s?\b",
    r"\bper (head|person|acre|pound)\b",
)
_LONG_THING = one_of(
    "corridor, route, road, pipeline, line, railway, border, network, coast, cable, canal, river, bridge, journey"
)
_CLASSES: tuple[tuple[re.Pattern[str], str], ...] = (
    (pattern(rf"\bhow long (?:is|are|was) (?:the |a |an )?(?:[\w-]+ )*{_LONG_THING}\b"), "length"),
    (pattern(r"\bhow long\b"), "time"),
    (pattern(r"\bhow far (?:is|are|was|from)\b"), "length"),
    (  # a duty may be a percentage, an amount, or an amount for a piece
        pattern(
            r"^(?!.*\bhow much (?:money|less|more)).*"
            r"\b(?:dut(?:y|ies)|tariffs?|tax(?:es)?|levy|levies|interest|premium|quota)\b"
        ),
        "",
    ),
    (
        pattern(
            r"\bnumber of (?!days|months|weeks|years|hours|tonnes)\w",
            r"\bheadcount\b",
            r"\bstaff\b",
            r"\bhow many (?:people|workers|employees|staff)\b",
        ),
        "count",
    ),
    (pattern(r"\b(?:by|in) value\b"), "money"),
    (pattern(r"\bby (?:volume|quantity)\b"), "physical"),
    (pattern(rf"\b(?:tonnages?|weight|{_TONNES}?|how heavy)\b"), "mass"),
    (pattern(r"\bvolumes?\b", r"\bquantit(?:y|ies)\b"), "physical"),
    (pattern(r"\bprices?\b", r"\bfetch\w*\b", r"\bcharges?\b"), "price"),
    (pattern(r"\bper\b"), ""),
    (
        pattern(
            r"\bhow much (?:money|cash)",
            r"\bwhat (?:sum|amount) of money",
            r"\bhow expensive",
            r"\bworth\b",
            r"\bvalue of\b",
            r"\bcosts?\b",
            r"\bfees?\b",
            r"\boutlay\b",
            r"\bbudget\b",
            r"\bspen[dt]\b",
            r"\bpay\b",
            r"\bpaid\b",
            r"\bbill\b",
            r"\bearn\w*\b",
            r"\brevenues?\b",
        ),
        "money",
    ),
)
"""(words, the class of units that answers); the first that matches decides, "" for none."""
_HOW_MANY = pattern(r"\bhow many (?:\w+ ){0,2}?\w+")


def unit_wanted(text: str, operation: str) -> str:
    """The unit or class of units of the figure that a question asks about; "" for any.

    A rate between two things that the question names comes first, then a class that a rate or a price for one thing
    belongs to, then a unit that is named, then any other class.
    """
    named, by_class = unit_named(text), unit_class(text, operation)
    if "/" in named:
        return named
    if by_class.startswith("per ") and named and not is_money(named):
        return named  # "how long does a container wait, in days" asks for no price of one
    if by_class.startswith("per "):
        told = {unit for m in re.finditer(rf"(?i)\b{CURRENCY}(?!\w)", text) if (unit := _currency(m[0]))}
        return f"{told.pop()}/{by_class[4:]}" if len(told) == 1 else by_class
    return by_class if by_class.startswith("rate") else named or by_class


def unit_named(text: str) -> str:
    """The unit that a question names for its answer: "in rupees", "how many dollars", "what is it in km"; else "".

    >>> unit_named("How many rupees to the dollar?")
    'INR/USD'
    """
    rate = _pair_of_codes(text) or _pair_of_words(text)
    if rate:
        return rate
    price = _PRICE.search(text)
    if price and not _AMOUNT_BEFORE.search(text[: price.start()]):
        above = "USD" if re.match("(?i)(?:us )?cent|¢", price["above"]) else numbers.unit_of(price["above"].lower())
        below = measures.per_unit(price["below"])
        if above and below not in TIMES:
            return f"{above}/{below}"
    asked = (_IN_UNIT, _CONVERT_TO, _HOW_MANY_UNITS, _UNIT_WORTH, _AT_THE_END)
    m = next((m for words in asked if (m := words.search(text))), None)
    if not m:
        return _only_currency(text)
    word = next(group for group in m.groups() if group)
    if _INDIAN_SCALE.search(word):
        return "INR"  # crores and lakhs are counted in rupees
    return numbers.unit_of(word.rstrip("'’")) or numbers.unit_of(word.lower()) or ""


def unit_class(text: str, operation: str) -> str:
    """The class of units that would answer: `money`, `percent`, `count`, `time`, `per kilogram`, `rate of INR`, ...

    It is "" where the words say nothing of it, or where the operation takes any.
    """
    if operation in ("convert", "summary", "working", "source"):
        return ""
    if _RATE.search(text):
        return _rate_of(text)
    if operation in ("lookup", "passage", "table") and _SHARE.search(text):
        return "percent"
    if operation == "difference":
        return "physical" if _AMOUNTS.search(text) else "money" if _MONEY_GAP.search(text) else ""
    per = _per_what(text, operation)
    if per:
        return f"per {per}"
    found = next((name for words, name in _CLASSES if words.search(text)), None)
    if found is not None:
        return found
    return "count" if operation in ("lookup", "passage") and _HOW_MANY.search(text) else ""


def _currency(word: str) -> str:
    """The code of a currency as spelled in a question; "" where the word is none."""
    unit = numbers.unit_of(word.lower()) or numbers.unit_of(word) or ""
    return unit if unit in numbers.currencies() else ""


def _pair_of_codes(text: str) -> str:
    """`USD/EUR` for "EURUSD" and "EUR/USD": the second for one of the first; "" for none."""
    for m in _CODES.finditer(text):
        below, above = _currency(m[1]), _currency(m[2])
        as_codes = m[1].upper() == below and m[2].upper() == above
        if below and above and below != above and as_codes:
            return f"{above}/{below}"
    return ""


def _pair_of_words(text: str) -> str:
    """`INR/USD` for "rupees per dollar" and "what is a dollar worth in rupees"; "" for none."""
    between = _BETWEEN.search(text)
    if between and (a := _currency(between["a"])) != (b := _currency(between["b"])) and a and b:
        base = next((code for code in _BASES if code in (a, b)), b)  # taka-dollar, dollar-taka: taka for a dollar
        return f"{a if base == b else b}/{base}"
    m = next((m for words in _PAIRS if (m := words.search(text))), None)
    if not m:
        return ""
    above, below = (numbers.unit_of(m[part].lower()) or numbers.unit_of(m[part]) for part in ("above", "below"))
    return f"{above}/{below}" if above and below and above != below else ""


def _only_currency(text: str) -> str:
    """The one currency that a question without amounts names; "" where it names none, or more."""
    if numbers.read(text) or _NOT_FOR_A_NUMBER.search(text):
        return ""
    found = re.finditer(rf"(?i)(?<!\w){CURRENCY}(?!\w)", text)
    words = (m[0] for m in found if not describes_a_thing(text, m.end()))
    told = {unit for word in words if not word.istitle() and (unit := _currency(word))}
    return told.pop() if len(told) == 1 else ""


def describes_a_thing(text: str, end: int) -> bool:
    """Does a currency that ends there say of what kind the next word is ("rupee settlements"), and no unit?"""
    following = _THING.match(text, end)
    return text[end - 1 : end] != "s" and following is not None and not lexicon.is_stop(lexicon.tokens(following[1])[0])


def _per_what(text: str, operation: str) -> str:
    """The unit that a price is for: `kilogram`, or `count` for a price of one thing; "" for no such price."""
    m = _PER.search(text)
    word = next(filter(None, m.groups()), "") if m else ""
    if word and operation in ("lookup", "passage", "rank", "average", "table", "conflict", "difference", "ratio"):
        unit = next((unit for words, unit in numbers.PER_UNITS.items() if re.fullmatch(words, word, re.I)), "")
        if unit:
            return unit
    return "count" if operation in ("lookup", "passage", "average") and _OF_ONE.search(text) else ""


def _rate_of(text: str) -> str:
    """An exchange rate, of the one currency the question names besides the dollar where it names one."""
    words = re.finditer(rf"(?i)\b{measures.currency_words()}\b", text)
    codes = {unit for m in words if (unit := numbers.unit_of(m[0].lower()))}
    named = sorted(codes - {"USD"}) or sorted(codes)
    return f"rate of {named[0]}" if len(named) == 1 else "rate"
