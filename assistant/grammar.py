"""Reads typed arithmetic into a tree.

Precedence, loosest first: `in` a unit (`at` a rate); plus and minus; times and divided by; `of` and `more than`;
unary minus; powers, which group to the right.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeGuard

from assistant.tokens import FUNCTIONS, NotArithmetic, Token, tokens
from index.units import Quantity

DEEPEST = 40
ARITY = {"cagr": 3, "share": 2, "percent_change": 2, "power": 2, "root": 1, "ln": 1}


@dataclass(frozen=True, slots=True)
class Number:
    """A number as typed."""

    text: str
    quantity: Quantity


@dataclass(frozen=True, slots=True)
class Apply:
    """An operation on what it is applied to; `unit`, `scale` and `text`, its words, say what a conversion is into."""

    operation: str
    arguments: tuple[Node, ...]
    unit: str = ""
    scale: str = ""
    text: str = ""


Node = Number | Apply


class Parser:
    """Recursive descent over the tokens of one sum."""

    def __init__(self, found: list[Token]) -> None:
        """Takes tokens that are closed by `end`."""
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
            part = self._part()
            if operator.kind == "divided" and _is_plain_of(part):  # 2/3 of Rs 90 crore
                below, whole = part.arguments
                node = Apply("times", (Apply("divided", (node, below)), whole))
            else:
                node = Apply(operator.kind, (node, part))
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


def _is_plain_of(node: Node) -> TypeGuard[Apply]:
    """Is it "3 of" something, the lower half of a fraction?"""
    if not isinstance(node, Apply) or node.operation != "of":
        return False
    below = node.arguments[0]
    return isinstance(below, Number) and below.quantity.unit == "count"


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
