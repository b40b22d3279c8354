"""Cuts typed arithmetic into tokens: numbers with their units, operators in signs and in words, function names.

A piece between two operators has to be one number as a whole, read by `index.numbers`; nothing is skipped over.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from index import measures, numbers
from index.errors import CalculationError
from index.units import SCALES, Quantity

MOST_CHARACTERS = 2000
MOST_DIGITS = 40
MOST_TOKENS = 200


class NotArithmetic(CalculationError):
    """The text, or a part of it, is not a sum that can be read."""


@dataclass(frozen=True, slots=True)
class Token:
    """`kind` is an operator's name, `number`, `call`, `in` or `end`."""

    kind: str
    text: str = ""
    quantity: Quantity | None = None
    unit: str = ""
    scale: str = ""


FUNCTIONS = {
    "sum": "total", "total": "total", "avg": "average", "average": "average", "mean": "average", "median": "median",
    "min": "minimum", "max": "maximum", "cagr": "cagr", "share": "share", "growth": "percent_change", "pow": "power",
    "sqrt": "root", "ln": "ln", "rank": "rank", "rank_from_least": "rank_from_least",
}  # fmt: skip

_AMOUNT_AHEAD = r"(?=\s*[-−]?\s*(?:[\d(.₹$€£¥]|Rs\b|KSh\b|[A-Z]{3}\s?\d|a\b|one\b|two\b|three\b|four\b|five\b|ten\b))"
_SLASH_IN_UNIT = r"(?<=[A-Za-z\d$₹€£¥])\s?/\s?(?!(?:Rs|KSh|[A-Z]{2,3})?[$₹€£¥]?\.?\s?[\d(])(?=[A-Za-z$₹€£¥])"
OPERATORS = (
    ("power", r"\*\*|\^|\b(?:raised )?to the power(?: of)?\b"),
    (
        "times",
        rf"[*×·⋅]|\bmultiplied by\b|\btimes\b{_AMOUNT_AHEAD}|(?<=[\d)])\s*x(?=\s*[\d(])|(?<=\s)x(?=\s+[\d(₹$€£R])",
    ),
    ("slash in unit", _SLASH_IN_UNIT),
    ("divided", r"/|÷|\bdivided by\b"),
    ("plus", r"\+|\bplus\b"),
    ("hyphen", r"(?<=[A-Za-z])-(?=[A-Za-z])|(?<=\d)-(?=[A-Za-z])"),
    ("minus", r"[-−–—]|\bminus\b"),
    ("less", r"\bless\b(?! than)"),
    ("of", r"\bof\b"),
    ("more than", r"\b(?:more|greater|higher|larger) than\b"),
    ("less than", r"\b(?:less|lower|smaller|fewer) than\b"),
    ("squared", r"\bsquared\b|²"),
    ("cubed", r"\bcubed\b|³"),
    ("root", r"√|\bsquare root of\b"),
    ("open", r"\("),
    ("close", r"\)"),
    ("at", r"[,;]?\s*\b(?:with |by )?(?:an? |the )?(?:exchange |conversion )?rate(?: of| is|:| =)? (?=\d)"),
    ("grouping", r"(?<=\d),(?=\d{2,3}(?!\d))"),
    ("comma", r"[,;]"),
    ("at", r"\bat (?:a |the )?(?:exchange )?(?:rate(?: of)? )?|@|\busing (?:a |the )?(?:rate of )?"),
    ("in", r"\b(?:(?:expressed|worth) in|converted (?:in)?to|in(?:to)?|to|as)\b"),
)
_OPERATOR = re.compile("|".join(f"(?P<o{i}>{p})" for i, (_, p) in enumerate(OPERATORS)), re.I)
_PART_OF_NUMBER = frozenset({"slash in unit", "hyphen", "grouping"})
_CALL = re.compile(rf"({'|'.join(FUNCTIONS)})\s*\(", re.I)
_RATE = re.compile(r"(.*\S)\s*(?:\bper\b|/)\s*([a-z ]+)", re.I)
_TARGET = re.compile(r"\s+(?:a |an |the |terms of )?([^\d()+*^,;?=]+?)(?=\s+(?:at|@|using)\s|\s*[),;]|\s*$)", re.I)


@lru_cache(maxsize=512)
def target(phrase: str) -> tuple[str, str] | None:
    """(unit, scale) that an amount is to be said in: "billions" is ("", "billion"), "US dollars" ("USD", "").

    None where the phrase names no unit.
    """
    text = " ".join(phrase.split())
    mentions = numbers.read(f"2 {text}")
    if len(mentions) != 1 or mentions[0].upper is not None:
        return None
    m = mentions[0]
    if m.start == 0 and m.end == len(text) + 2 and not m.bare:
        if re.fullmatch(r"b(?:asis[ -]points?|ps)", text, re.I):
            return "basis_point", ""
        return ("" if m.quantity.unit == "count" else m.quantity.unit), m.quantity.scale
    words = re.fullmatch(r"(\S+) (?:of )?(\S+)", text)  # "rupees crore", "billions of dollars"
    if words:
        first, second = target(words[1]), target(words[2])
        if first and second:
            units, scales = [x[0] for x in (first, second) if x[0]], [x[1] for x in (first, second) if x[1]]
            if len(units) == len(scales) == 1:
                return units[0], scales[0]
    unit = numbers.unit_of(text) if text.lower() not in SCALES else None
    return (unit, "") if unit else None


def tokens(text: str) -> list[Token]:
    """The tokens of a typed sum, closed by `end`.

    Raises:
        NotArithmetic: a part of the text is neither number nor operator.
    """
    if len(text) > MOST_CHARACTERS:
        raise NotArithmetic(f"This is too long for a sum; use at most {MOST_CHARACTERS} characters.")
    out: list[Token] = []
    position = 0
    while position < len(text):
        if text[position].isspace():
            position += 1
            continue
        call = _CALL.match(text, position)
        if call and not text[position - 1 : position].isalpha():
            if call[1].lower() not in ("ln", "sqrt"):
                _check_commas(text, call.end())
            out.append(Token("call", FUNCTIONS[call[1].lower()]))
            position = call.end()
            continue
        token, position = _next(text, position, after_value=bool(out) and out[-1].kind in ("number", "close"))
        out.append(token)
        if len(out) > MOST_TOKENS:
            raise NotArithmetic(f"This sum has more than {MOST_TOKENS} numbers and signs; do it in parts.")
    return [*out, Token("end")]


def _next(text: str, position: int, *, after_value: bool) -> tuple[Token, int]:
    """The operator, conversion or number at a position, and where it ends."""
    found = _OPERATOR.match(text, position)
    kind = OPERATORS[int(found.lastgroup[1:])][0] if found and found.lastgroup else ""
    if kind == "in" and found:
        goal = _TARGET.match(text, found.end())
        named = target(goal[1]) if goal else None
        if goal is None or named is None:
            raise _unread(text[position:])
        return Token("in", goal[1], unit=named[0], scale=named[1]), goal.end()
    if found and kind not in _PART_OF_NUMBER:
        return Token(kind, found[0]), found.end()
    if after_value and text[position] == "%":
        return Token("percent", "%"), position + 1
    end = _number_end(text, position)
    before_of = re.match(r"\s*of\b", text[end:], re.I) is not None
    return _number(text[position:end].strip(), before_of), end


def _number_end(text: str, position: int) -> int:
    """Where the number that starts here ends: at the next operator that is not part of it."""
    for found in _OPERATOR.finditer(text, position):
        kind = OPERATORS[int((found.lastgroup or "o0")[1:])][0]
        if kind in _PART_OF_NUMBER or found.start() == position:
            continue
        if kind == "in" and re.match(r"\s(?:the|an?)\s", text[found.end() :]) and found[0].lower() == "to":
            continue  # 83.42 to the dollar
        return found.start()
    return len(text)


def _number(text: str, before_of: bool) -> Token:
    """A whole piece of text as one quantity."""
    if re.search(rf"\d{{{MOST_DIGITS},}}", text.replace(",", "")):
        raise NotArithmetic(f"This number has more than {MOST_DIGITS} digits; use smaller numbers.")
    if before_of and text.lower() in measures.FRACTIONS:
        return Token("number", text, Quantity(measures.FRACTIONS[text.lower()], "percent"))
    found = numbers.read(f"{text} of" if before_of else text)
    if len(found) == 1 and (found[0].start, found[0].end) == (0, len(text)) and found[0].upper is None:
        return Token("number", text, found[0].quantity)
    bare = numbers.parse_plain(text)
    if bare is not None:  # the reader of prose takes 2000 for a year; in a sum it is a number
        return Token("number", text, Quantity(bare[0], "count", places=bare[1]))
    rate = _RATE.fullmatch(text)
    below = numbers.unit_of(rate[2]) if rate else None
    if rate is None or below is None:
        raise _unread(text)
    above = _number(rate[1], False).quantity
    if above is None or "/" in above.unit:
        raise _unread(text)
    unit = f"{'1' if above.unit == 'count' else above.unit}/{below}"
    return Token("number", text, replace(above, unit=unit))


def _check_commas(text: str, start: int) -> None:
    """Refuses avg(120,300), where nobody knows whether the comma groups digits or separates numbers."""
    inside = text[start : text.find(")", start) if ")" in text[start:] else len(text)]
    if re.search(r"\d,\d{2,3}(?!\d)", inside) and not re.search(r"[,;]\s|;", inside):
        raise NotArithmetic("Put a space after each comma that separates two numbers, as in avg(120, 300).")


def _unread(text: str) -> NotArithmetic:
    piece = " ".join(text.split())
    piece = piece if len(piece) <= 60 else piece[:57] + "..."
    return NotArithmetic(f"Cannot read “{piece}” as part of a sum; write numbers, units and operations only.")
