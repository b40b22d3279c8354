"""Told products: amounts by prices, packages by their content, and what comes of dividing one by the other."""

from __future__ import annotations

import re
from dataclasses import replace

from assistant.grammar import Apply, Node, Number, plain_node
from assistant.tokens import target
from assistant.wording import Mark, Wording
from index.numbers import unit_of
from index.units import TIMES, Quantity, dimension, is_money

_GOAL = re.compile(
    r"\b(?:how many|in(?:to)?|in terms of) (?:a |the )?([a-z$₹€£ ]+?)"
    r"(?= (?:is|are|does|do|would|will|that|it|this)\b|[?.,;]|$)",
    re.I,
)
_PRICE_OF_ONE = re.compile(
    r"\b(?:prices?|costs?|values?|worth|how (?:much|many [a-z]+)|rate|average|what|that|comes?)\b.*?"
    r"\b(?:per|an?|each|for (?:one|each|every|a)) ([a-z ]+?)\s*(?:$|[?.,;]|(?=\b(?:is|does|are)\b))",
    re.I,
)
_OTHER_ASKS = re.compile(r"%|\b(?:per ?cent|share|gr[eo]w\w*|increas\w*|difference|more|less|average|left)\b", re.I)
_HOLDING = re.compile(r"\b(?:of|with|at|by|x|times|worth|holding|carrying|weighing|containing)(?: up to)?$", re.I)


def product(w: Wording) -> Node | None:
    """Amounts times rates or contents; a total over what its price goes by; a price from total and amount."""
    kinds = w.kinds()
    if not kinds.strip("acr") and w.says(_OTHER_ASKS):
        return _price(w) if kinds == "aa" else None
    if kinds.strip("acrt") or len(kinds) < 2 or ("t" in kinds and not _flows(w)):
        return None
    node, unit = _chain(w)
    if node is None:
        return _price(w) if kinds == "aa" else None
    return _in_goal(w, node, unit)


def _flows(w: Wording) -> bool:
    """Is one of the numbers so much a week, month or year?"""
    return any(m.below is not None and m.below.quantity.unit in TIMES for m in w.marks)


def _chain(w: Wording) -> tuple[Node | None, str]:
    """All numbers as one product, with the unit that it comes in; (None, "") where one of them has no place."""
    first, *others = w.marks
    if first.kind != "a":
        return _rate_first(w)
    node: Node = first.node
    unit, label = first.node.quantity.unit, _label(w, first)
    for mark in others:
        step = _step(w, node, unit, label, mark)
        if step is None:
            return None, ""
        node, unit = step
        label = _label(w, mark) or label
    return node, unit


def _rate_first(w: Wording) -> tuple[Node | None, str]:
    """At $6.40 a kilo, what are 19.2 tonnes worth: the price before the amount."""
    if len(w.marks) != 2 or w.marks[1].kind not in "at" or w.marks[0].kind not in "rc":
        return None, ""
    rate, amount = w.marks
    step = _step(w, amount.node, amount.node.quantity.unit, _label(w, amount), rate)
    return step or (None, "")


def _step(w: Wording, node: Node, unit: str, label: str, mark: Mark) -> tuple[Node, str] | None:
    """The product so far with one more factor, and the unit that it comes in then."""
    if mark.below is not None:
        return _over(node, unit, mark.node, mark.below)
    if mark.kind == "r":
        return _priced(node, unit, label, mark)
    q = mark.node.quantity
    if mark.kind == "c":
        fits = unit == "count" and _same_noun(mark.per, label)
    else:
        each = re.search(r"\beach\b", f"{w.before(mark)} {w.after(mark)}") is not None
        fits = unit == "count" and (each or (q.unit != "count" and _HOLDING.search(w.before(mark)) is not None))
    return (Apply("times", (node, mark.node)), q.unit) if fits else None


def _priced(node: Node, unit: str, label: str, mark: Mark) -> tuple[Node, str] | None:
    """By a price or an exchange rate, or what an amount of money buys at a price."""
    q = mark.node.quantity
    above, _, below = q.unit.partition("/")
    if is_money(above) and is_money(below):
        goal = below if unit == above else above
        return (Apply("convert at", (node, mark.node), goal), goal) if unit in (above, below) else None
    if unit == "count" and below == "dozen":  # 2,500 dozen, or 600 shirts, at $25.80 a dozen
        each = Number(mark.node.text, Quantity(q.value, above, q.scale, places=q.places))
        return Apply("divided", (Apply("times", (node, each)), plain_node(12))), above
    if unit == "count":
        noun = mark.node.text.split()[-1]
        if not (below == "count" or _same_noun(noun, label) or (below == "TEU" and not label)):
            return None
        plain = Number(mark.node.text, replace(q, unit=above))
        return Apply("times", (node, plain)), above
    if dimension(unit) == dimension(below):
        return Apply("times", (node, mark.node)), above
    return (Apply("divided", (node, mark.node)), below) if unit == above else None


def _over(node: Node, unit: str, above: Number, below: Number) -> tuple[Node, str] | None:
    """By 1.36 bcm per million tonnes, or the other way round."""
    size = below.quantity
    if isinstance(node, Number) and size.unit == unit and size.value == 1:  # 8 weeks at 3 cargoes a week
        times = replace(node, quantity=replace(node.quantity, unit="count"))
        return Apply("times", (times, above)), above.quantity.unit
    if dimension(unit) == dimension(size.unit):
        return Apply("times", (Apply("divided", (node, below)), above)), above.quantity.unit
    if unit != "count" and dimension(unit) == dimension(above.quantity.unit):
        return Apply("times", (Apply("divided", (node, above)), below)), below.quantity.unit
    return None


def _price(w: Wording) -> Node | None:
    """The price of one unit from a total and an amount: $5 million for 4,000 tonnes, how much is that a kilo?"""
    first, second = w.marks
    asked = _PRICE_OF_ONE.search(w.text[max(first.end, second.end) :]) or _PRICE_OF_ONE.match(w.text)
    if asked is None:
        return None
    for total, amount in ((first, second), (second, first)):
        money, measure = total.node.quantity.unit, amount.node.quantity.unit
        if not is_money(money) or is_money(measure):
            continue
        if measure == "count":
            same = _same_noun(asked[1], _label(w, amount))
            return Apply("even_split", (total.node, amount.node)) if same else None
        below = unit_of(asked[1])
        if below and dimension(below) == dimension(measure):
            per = Apply("divided", (total.node, amount.node))
            return Apply("in", (per,), f"{money}/{below}", text=f"{money}/{asked[1]}")
    return None


def _in_goal(w: Wording, node: Node, unit: str) -> Node | None:
    """The product in the unit that is asked for; None where it does not come in that."""
    for found in _GOAL.finditer(w.text):
        named = target(found[1].strip())
        if named is None or found[1].strip().lower() in ("all", "total"):
            continue
        goal = named[0] or unit
        if dimension(goal) != dimension(unit):
            return None
        return node if goal == unit and not named[1] else Apply("in", (node,), named[0], named[1], found[1].strip())
    return node


def _label(w: Wording, mark: Mark) -> str:
    """The noun right behind a number: 32 lakh «bags»."""
    found = re.match(r"([a-z]+)\b", w.after(mark), re.I)
    return found[1].lower() if found and mark.node.quantity.unit == "count" else ""


def _same_noun(one: str, other: str) -> bool:
    return bool(one) and _singular(one) == _singular(other)


def _singular(noun: str) -> str:
    lowered = noun.strip().lower()
    if lowered.endswith("ies"):
        return lowered[:-3] + "y"
    return lowered[:-2] if re.search(r"(?:ch|sh|x|ss|go)es$", lowered) else lowered.removesuffix("s")
