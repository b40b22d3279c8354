"""Which operation a question asks for.

The first rule of `assistant.rules` that matches decides, unless a guard says that its words mean something else here;
then come conversions and claims, which are told by their amounts; then a look-up where a number is asked for, else a
passage.
"""

from __future__ import annotations

import re

from assistant.comparison_rules import MOVED, OF_WHAT, SET_APART
from assistant.rules import RULES
from assistant.units_wanted import unit_class, unit_named
from assistant.vocabulary import ANY, CURRENCY, PERCENT, YEARLY, one_of, pattern
from index import numbers
from index.numbers import Mention

OPERATIONS = (*(name for name, _ in RULES), "convert", "verify_figure", "lookup", "passage")
"""What a question may ask for. `verify_share` is any claim to be checked against the figures."""

_AND = r"^\W*(?:and |so )?"
_AMOUNT = one_of(
    r"\d, export, import, price, figure, value(?!-), worth, amount, \brate, cost, volume, total, dollars?, "
    "rupees?, euros?, tonnes?, how (?:much|big|large|far)"
)
_THE_MOST = one_of(
    "most, least, largest, smallest, biggest, highest, lowest, greatest, (?:fast|slow|quick|strong|weak)est"
)
_SUPERLATIVE = r"(?:most|least|faster|slower|more|less|\w{3,}est)"

_GUARDS: tuple[tuple[tuple[str, ...], re.Pattern[str], re.Pattern[str] | None], ...] = (
    # The difference between two notions, not two amounts.
    (("difference", "points"), pattern(r"\bdifference between\b"), pattern(_AMOUNT)),
    # "Who first began ..." asks when something started.
    (
        ("rank",),
        pattern(
            rf"{_AND}(?:which|what|who)\b{ANY}"
            r"\b(?:first|last) (?:began|begin|start|sign|open|appl|set|announce|introduc)\w*"
        ),
        None,
    ),
    (
        ("rank",),
        pattern(r"\bmore than\b", r"\bless than\b", r"\bat least\b", r"\bat most\b", r"\bno more\b", r"\bonce more\b"),
        pattern(r"\bwhich\b", r"\bwho\b", r"\blist\b"),
    ),
    (("rank",), pattern(r"\b(?:why|who said|when did|how did|how come)\b"), None),
    (("rank",), pattern(r"\b(?:happen|change|do|done|place|come|go|settled|agreed) first\W*$"), None),
    # Nothing is supposed without a number.
    (("projection", "what_if"), pattern(r"^\D*\Z"), None),
    # What is grown on a field has not grown by that.
    (("change", "cagr"), pattern(r"\b(?:is|are|was|were) grown\b"), None),
    # "Which grew fastest" ranks the changes.
    (
        ("change", "cagr", "difference"),
        pattern(rf"^\W*(?:and |so |of [^,?]*, )?(?:which|who|whose)\b{ANY}\b{_SUPERLATIVE}\b"),
        None,
    ),
    (
        ("sum",),
        pattern(
            r"\b(?:agree\w*|do|work\w*|act|decid\w*|plan\w*|come) together\b",
            r"\bbring\w* together\b",
            r"\badds? (?:up )?(?:checks|requirements)",
        ),
        None,
    ),
    # What is done together with somebody is not added up.
    (("sum",), pattern(r"\btogether with\b"), pattern(r"\bhow (?:much|many)\b", r"\b(?:totals?|sum|add)\b")),
    (
        ("share",),
        pattern(
            r"\b(?:t[ao]k\w*|took) part\b",
            rf"\bwh(?:ich|at) (?:part|share|portion)\b{ANY}\b{_SUPERLATIVE}\b",
            rf"^\W*(?:and |so )?(?:which|whose) (?!(?:share|part|portion)\b){ANY}\b{_THE_MOST}\b",
            r"\b(?:agree\w*|promise\w*|undert\w+|willing|decid\w+|want\w*) to share\b",
            r"\bshare under\b",
        ),
        None,
    ),
    # "Down by what percent", "by how many per cent is it dearer" ask how far two things lie apart.
    (("share",), pattern(rf"\b(?:{MOVED}|{SET_APART}|by)(?: by)? {OF_WHAT} {PERCENT}(?:age)?\b"), None),
    # "What percentage is that up on the year before" asks for a change.
    (
        ("share",),
        pattern(rf"\b{OF_WHAT} {PERCENT}(?:age)?\b{ANY}\b(?:up|down|{SET_APART}) (?:on|than|from|against|over)\b"),
        None,
    ),
    # "What is paid for one on average" asks for a price.
    (
        ("average",),
        pattern(
            rf"\b(?:for|per|of) (?:one|an?|each|every|a single) (?!{ANY}\bof (?:the|all|these)\b){ANY}\bon average\b"
        ),
        None,
    ),
    # Reasons and people are in words.
    (
        ("change", "what_if", "share", "average", "sum", "remainder", "verify_share"),
        pattern(r"^\W*(?:and |so |but )?(?:why|who|what drove|what caused|what explains|what led)\b"),
        None,
    ),
    (("table",), pattern(r"\bwhy\b"), None),
    (("conflict",), pattern(r"^\W*why\b"), None),
)
"""(operations, the words that mean something else, the words that make them mean it after all)."""

_NO_PLACE_IN_A_LIST = pattern(
    r"\b(?:first|second|third|fourth|last|final) (?:half|quarter|\w+ months?|nine months)\b",
    r"\bat (?:first|last|least|most)\b",
)
_INTO = pattern(
    r"^\W*(?:and |so |ok |no,? |but )*(?:what(?:'s| is| about) (?:that |this |it )?)?"
    rf"(?:in|as) (?:terms of )?{CURRENCY}\b[^?]{{0,40}}\??\W*$"
)
_AT_A_RATE = pattern(
    rf"\b(?:convert|in|into) {CURRENCY}\b{ANY}\bat (?:the |a |an )?(?:[\w-]+ )*(?:rate|\d)",
)
_CONVERT = pattern(rf"^\W*(?:please |now |can you |could you )*convert\b{ANY}\b(?:to|into|in) {CURRENCY}(?!\w)")
_YES_OR_NO = pattern(r"^\W*(?:and |so |but )*(?:is|are|was|were|does|do|did)\b")
_REASON_OR_PERSON = pattern(r"^\W*(?:who|why|how come)\b")

_AMOUNT_NOUN = one_of(
    "worth, value, amount, figure, number, price, cost, total, rate, volume, size, level, length, distance, "
    "outlay, budget, fee, duty, tariff, yield, capacity, output, population, gdp, turnover, weight, quantity, "
    "duration"
)
_AMOUNT_VERB = one_of(
    "come to, amount to, total, stand at, add up, reach, earn, pay, cost, fetch, exports?, imports?, purchases, "
    "sales, trade, deficit, surplus, buy, sell, spend, bring in, make"
)
_HOLD = one_of(
    "puts?, pegs?, pegged, sees?, saw, seen, values?, valued, estimates?, estimated, prices?, priced, reckons?, "
    "reckoned, sets?, assess(?:es|ed)?, expects?, expected, foresees?, forecasts?, projects?, projected, places?, "
    "placed, quotes?, quoted"
)
PUT_AT = (
    rf"\bwhat (?:do|does|did|would|will|has|have|is|are|was|were)\b{ANY}\b{_HOLD}\b{ANY}\bat\b"
    r"(?=\W*$| (?:for|in|by|on|as of|now|today)\b)"
)
"""Asks for the figure that somebody gives: "what do they put it at?"."""
_QUANTITY = pattern(
    r"\bhow (?:much|many|long|far|big|large|high|heavy|old|wide|deep|fast|expensive|costly|strong|low|small)\b",
    r"\bwhat (?:(?:is|was|are|were|did|do|does|would|will) (?:the |an? |its |their )?)?(?:[\w’'-]+ ){0,6}?"
    rf"{_AMOUNT_NOUN}\b",
    rf"\bwhat (?:did|do|does|were|was|are|is)\b{ANY}\b{_AMOUNT_VERB}\b",
    r"\bamount to\b",
    rf"\bwhere (?:do|does|did|would|will)\b{ANY}\b(?:want|hope|aim|plan|expect|like) to (?:be|get|stand|arrive)\b",
    r"\bcome to\b",
    r"\bwhat (?:sum|figure)\b",
    rf"\bwhat(?:['’]s| is| was| does) (?:that|this|it)(?: make| come to)? {YEARLY}\W*$",
    PUT_AT,
    rf"\b(?:exports?|imports?|sales|purchases|trade|deficit|outlay|price|volume|output)\b(?={ANY}"
    r"(?:\d{4}|FY|fiscal|\?\s*$|$))",
)

_CALL = r"(?:(?:and|so|but|ok|okay|please|then|now|well|hi|hello)[, ]+)*"
_REQUEST = r"(?:can you |could you |please |tell me |i(?:'d| would) like to know |do you know |remind me |explain )*"
_WHAT_IS = one_of(
    "is, are, was, were, does, do, did, happens?, happened, kind, kinds, sort, type, types, made, makes, led, "
    "caused, drove, prompted, would happen, must, should, can, could, has, have"
)
_PASSAGE = pattern(
    rf"^\W*{_CALL}{_REQUEST}(?:"
    + "|".join(
        (
            r"who\b",
            r"whom\b",
            r"whose\b",
            r"why\b",
            r"how come\b",
            r"what for\b",
            r"for what\b",
            r"how (?:does|do|is|are|was|were|did|can|could|should|would|will|might|has|have)\b(?! (?:much|many))",
            rf"what {_WHAT_IS}\b",
            r"which\b",
            r"where\b",
            r"when\b",
            r"under (?:what|which)\b",
            r"on what\b",
            r"in what\b",
            r"what\b",
            r"describe\b",
            r"explain\b",
            r"define\b",
            r"meaning\b",
            r"tell me about\b",
            r"(?:is|are|does|do|did|was|were|can|has|have|must|may|will)\b",
            r"with (?:whom|which|what)\b",
            r"from (?:which|what|when)\b",
            r"by (?:whom|which|what|when)\b",
            r"until when\b",
            r"since when\b",
            r"to (?:whom|which|what)\b",
            r"for (?:whom|which|what)\b",
            r"at (?:which|what)\b",
            r"through (?:which|what)\b",
        )
    )
    + ")"
)


def operation_of(text: str, mentions: tuple[Mention, ...]) -> str:
    """What a question asks to be done: one of `OPERATIONS`.

    Args:
        text: the question.
        mentions: the numbers in it, besides its dates.
    """
    for name, asked in RULES:
        words = _NO_PLACE_IN_A_LIST.sub(" ", text) if name == "rank" else text
        if asked.search(words) and not _guarded(name, text):
            return name
    if _INTO.search(text) or _AT_A_RATE.search(text) or _CONVERT.search(text):
        return "convert"
    if _YES_OR_NO.search(text) and any(not m.bare for m in mentions):
        return "verify_figure"
    unit = unit_named(text)
    by_amounts = _by_amounts(unit, {m.quantity.unit for m in mentions})
    if by_amounts:
        return by_amounts
    if unit or asks_for_a_quantity(text) or _class_alone_asks(text):
        return "lookup"
    return "passage" if _PASSAGE.search(text) else "lookup"


def asks_for_a_quantity(text: str) -> bool:
    """Does a question ask for a number rather than for words?"""
    return bool(_QUANTITY.search(text))


def _guarded(name: str, text: str) -> bool:
    """Do the words of a rule mean something else in this question?"""
    return any(
        name in names and words.search(text) and not (unless and unless.search(text))
        for names, words, unless in _GUARDS
    )


def _by_amounts(unit: str, given: set[str]) -> str:
    """`implied_rate` or `convert`, where the amounts given and the unit wanted say so; else ""."""
    currencies = numbers.currencies()
    if "/" in unit and len(given & {*unit.split("/")}) == 2:
        return "implied_rate"
    return "convert" if unit in currencies and (given & currencies) - {unit} else ""


def _class_alone_asks(text: str) -> bool:
    """Does a noun such as "tonnage" or "headcount" ask for a number by itself?"""
    return unit_class(text, "lookup") in ("mass", "count", "physical", "percent") and not _REASON_OR_PERSON.search(text)
