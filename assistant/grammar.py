"""Reads typed arithmetic into a tree: numbers with units, operators in signs and in words, functions, `in` a unit.

Precedence, loosest first: `in` a unit (`at` a rate); plus and minus; times and divided by; `of` and `more than`;
unary minus; powers, which group to the right. Numbers themselves are read by `index.numbers`, nowhere else.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from index import numbers
from index.errors import CalculationError
from index.units import SCALES, Quantity

MOST_CHARACTERS = 2000
DEEPEST = 40
MOST_DIGITS = 40


class NotArithmetic(CalculationError):
    """The text, or a part of it, is not a sum that can be read."""


@dataclass(frozen=True, slots=True)
class Number:
    """A number as typed."""

    text: str
    quantity: Quantity


@dataclass(frozen=True, slots=True)
class Apply:
    """An operation on what it is applied to; `unit` and `scale` say what a conversion is into, `text` in which words."""

    operation: str
    arguments: tuple[Node, ...]
    unit: str = ""
    scale: str = ""
    text: str = ""


Node = Number | Apply


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
ARITY = {"cagr": 3, "share": 2, "percent_change": 2, "power": 2, "root": 1, "ln": 1}

_AMOUNT_AHEAD = r"(?=\s*[-−]?\s*(?:[\d(.₹$€£¥]|Rs\b|KSh\b|[A-Z]{3}\s?\d|a\b|one\b|two\b|three\b|four\b|five\b|ten\b))"
_SLASH_IN_UNIT = r"(?<=[A-Za-z$₹€£¥])\s?/\s?(?!(?:Rs|KSh|[A-Z]{2,3})?[$₹€£¥]?\.?\s?[\d(])(?=[A-Za-z$₹€£¥])"
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
    ("grouping", r"(?<=\d),(?=\d{2,3}(?!\d))"),
    ("comma", r"[,;]"),
    ("at", r"\bat (?:a |the )?(?:exchange )?(?:rate(?: of)? )?|@"),
    ("in", r"\b(?:expressed in|converted (?:in)?to|in(?:to)?|to|as)\b"),
)
_OPERATOR = re.compile("|".join(f"(?P<o{i}>{p})" for i, (_, p) in enumerate(OPERATORS)), re.I)
_PART_OF_NUMBER = frozenset({"slash in unit", "hyphen", "grouping"})
_CALL = re.compile(rf"({'|'.join(FUNCTIONS)})\s*\(", re.I)
_TARGET = re.compile(r"\s+(?:a |an |the |terms of )?([^\d()+*^,;?=]+?)(?=\s+(?:at|@)\s|\s*[),;]|\s*$)", re.I)


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
            _check_commas(text, call.end())
            out.append(Token("call", FUNCTIONS[call[1].lower()]))
            position = call.end()
            continue
        token, position = _next(text, position, after_value=bool(out) and out[-1].kind in ("number", "close"))
        out.append(token)
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
    found = numbers.read(f"{text} of" if before_of else text)
    if len(found) == 1 and (found[0].start, found[0].end) == (0, len(text)) and found[0].upper is None:
        return Token("number", text, found[0].quantity)
    bare = numbers.parse_plain(text)
    if bare is None:  # the reader of prose takes 2000 for a year; in a sum it is a number
        raise _unread(text)
    return Token("number", text, Quantity(bare[0], "count", places=bare[1]))


def _check_commas(text: str, start: int) -> None:
    """Refuses avg(120,300), where nobody knows whether the comma groups digits or separates numbers."""
    inside = text[start : text.find(")", start) if ")" in text[start:] else len(text)]
    if re.search(r"\d,\d{2,3}(?!\d)", inside) and not re.search(r"[,;]\s|;", inside):
        raise NotArithmetic("Put a space after each comma that separates two numbers, as in avg(120, 300).")


def _unread(text: str) -> NotArithmetic:
    piece = " ".join(text.split())
    piece = piece if len(piece) <= 60 else piece[:57] + "..."
    return NotArithmetic(f"Cannot read “{piece}” as part of a sum; write numbers, units and operations only.")


class Parser:
    """Recursive descent over the tokens of one sum."""

    def __init__(self, found: list[Token]) -> None:
        self._tokens, self._at, self._depth = found, 0, 0

    def parse(self) -> Node:
        """The whole text as one tree.

        Raises:
            NotArithmetic: something is missing or left over.
        """
        node = self._conversion()
        if self._kind != "end":
            raise NotArithmetic(f"Nothing is expected at “{self._token.text}”; check the sum there.")
        return node

    @property
    def _token(self) -> Token:
        return self._tokens[self._at]

    @property
    def _kind(self) -> str:
        return self._token.kind

    def _take(self, *kinds: str) -> Token | None:
        if self._kind not in kinds:
            return None
        self._at += 1
        return self._tokens[self._at - 1]

    def _conversion(self) -> Node:
        self._depth += 1
        if self._depth > DEEPEST:
            raise NotArithmetic(f"Parentheses go deeper than {DEEPEST}; write the sum in parts.")
        node = self._sum()
        while goal := self._take("in"):
            if self._take("at"):
                node = Apply("convert at", (node, self._sum()), goal.unit, goal.scale)
            else:
                node = Apply("in", (node,), goal.unit, goal.scale, goal.text)
        if self._kind == "at":  # Rs 2,000 crore at 83.4 in dollars
            self._at += 1
            rate = self._sum()
            wanted = self._take("in")
            if wanted is None:
                raise NotArithmetic("Say which currency it is to be converted into, as in “in dollars”.")
            node = Apply("convert at", (node, rate), wanted.unit, wanted.scale)
        self._depth -= 1
        return node

    def _sum(self) -> Node:
        node = self._product()
        while operator := self._take("plus", "minus", "less"):
            node = Apply(operator.kind, (node, self._product()))
        return node

    def _product(self) -> Node:
        node = self._part()
        while operator := self._take("times", "divided"):
            node = Apply(operator.kind, (node, self._part()))
        return node

    def _part(self) -> Node:
        node = self._signed()
        operator = self._take("of", "more than", "less than")
        return Apply(operator.kind, (node, self._part())) if operator else node

    def _signed(self) -> Node:
        signs = 0
        negative = False
        while sign := self._take("minus", "plus"):
            signs, negative = signs + 1, negative != (sign.kind == "minus")
            if signs > DEEPEST:
                raise NotArithmetic("There are too many signs in a row; write one.")
        node = self._power()
        return Apply("negative", (node,)) if negative else node

    def _power(self) -> Node:
        self._depth += 1
        if self._depth > DEEPEST:
            raise NotArithmetic(f"This goes deeper than {DEEPEST} levels; write the sum in parts.")
        node = self._atom()
        while postfix := self._take("squared", "cubed", "percent"):
            if postfix.kind == "percent":
                node = Apply("as percent", (node,))
            else:
                node = Apply("power", (node, plain_node(2 if postfix.kind == "squared" else 3)))
        if self._take("power"):
            node = Apply("power", (node, self._signed()))
        self._depth -= 1
        return node

    def _atom(self) -> Node:
        if token := self._take("number"):
            assert token.quantity is not None
            return Number(token.text, token.quantity)
        if self._take("root"):
            return Apply("root", (self._power(),))
        if self._take("open"):
            node = self._conversion()
            self._close()
            return node
        if call := self._take("call"):
            return self._call(call.text)
        raise NotArithmetic("A number is missing in this sum; write one on both sides of each operation.")

    def _call(self, name: str) -> Node:
        arguments = [self._conversion()]
        while self._take("comma"):
            arguments.append(self._conversion())
        self._close()
        if len(arguments) != ARITY.get(name, len(arguments)) or (name.startswith("rank") and len(arguments) < 2):
            raise NotArithmetic(f"{name} takes {ARITY.get(name, 'two or more')} numbers; {len(arguments)} are given.")
        return Apply(name, tuple(arguments))

    def _close(self) -> None:
        if not self._take("close"):
            raise NotArithmetic("A closing parenthesis is missing; add it.")


def plain_node(number: int | Decimal) -> Number:
    """A plain number as a node."""
    return Number(str(number), Quantity(Decimal(number), "count", places=0))


def arithmetic(text: str) -> Node:
    """Reads a sum in signs and operator words.

    Raises:
        NotArithmetic: the text is not a sum, wholly.
    """
    return Parser(tokens(text)).parse()


_SIGNS = {
    "plus": ("+", 1),
    "minus": ("-", 1),
    "times": ("*", 2),
    "divided": ("/", 2),
    "of": ("of", 3),
    "power": ("^", 5),
}
_NAMES = {operation: name for name, operation in FUNCTIONS.items() if name not in ("total", "average", "mean")}


def written(node: Node, exact: Callable[[Quantity], str], loosest: int = 0) -> str:
    """A tree as text with no more parentheses than it needs; `arithmetic` reads it back to the same tree.

    Args:
        node: of the operations that signs and functions write.
        exact: writes a number.
        loosest: the loosest operator that may stand here without parentheses.
    """
    if isinstance(node, Number):
        text = exact(node.quantity)
        return f"({text})" if loosest >= 5 and not text.replace(".", "").isdigit() else text
    parts = node.arguments
    if node.operation in _SIGNS:
        sign, level = _SIGNS[node.operation]
        right_first = node.operation in ("power", "of")
        left = written(parts[0], exact, level + right_first)
        right = written(parts[1], exact, level + (not right_first))
        text = f"{left}^{right}" if sign == "^" else f"{left} {sign} {right}"
    elif node.operation == "negative":
        level, text = 4, f"-{written(parts[0], exact, 5)}"
    elif node.operation == "in":
        level, text = 0, f"{written(parts[0], exact)} in {node.text}"
    else:
        return f"{_NAMES[node.operation]}({', '.join(written(p, exact) for p in parts)})"
    return f"({text})" if level < loosest else text
