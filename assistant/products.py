"""Told products: amounts by prices, packages by their content, and what comes of dividing one by the other."""

from __future__ import annotations

import re

from assistant.grammar import Apply, Node, Number
from assistant.tokens import target
from assistant.wording import Mark, Wording
from index.numbers import unit_of
from index.units import TIMES, Quantity, dimension, is_money

_GOAL = re.compile(r"\b(?:how many|in(?:to)?|in terms of) (?:a |the )?([a-z$₹€£ ]+?)(?= (?:is|are|does|do|would|will|that|it|this)\b|[?.,;]|$)", re.I)
_PRICE_OF_ONE = re.compile(
    r"\b(?:prices?|cost|costs|value|values?|worth|how (?:much|many [a-z]+)|rate|average|what|that|come[s]?)\b.*?\b(?:per|an?|each|for (?:one|each|every|a)) "
    r"([a-z ]+?)\s*(?:$|[?.,;]|(?=\b(?:is|does|are)\b))", re.I,
)  # fmt: skip
_OTHER_ASKS = re.compile(r"%|\bper ?cent|\bshare\b|\bgr[eo]w\w*|\bincreas\w*|\bdifference\b|\bmore\b|\bless\b|\baverage\b|\bleft\b", re.I)


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
    """The product so far with one more factor."""
    q = mark.node.quantity
    if mark.kind == "c":
        return (Apply("times", (node, mark.node)), q.unit) if unit == "count" and _same_noun(mark.per, label) else None
    if mark.kind == "a":
        joined = re.search(r"\b(?:of|with|at|by|x|times|worth|holding|carrying|weighing|containing)(?: (?:about|up to))?$", w.before(mark), re.I)
        each = re.search(r"\beach\b", w.before(mark) + " " + w.after(mark))
        if unit != "count" or q.unit == "count" and not each or not joined and not each:
            return None
        return Apply("times", (node, mark.node)), q.unit
    if mark.below is not None:
        return _over(node, unit, mark.node, mark.below)
    above, _, below = q.unit.partition("/")
    if is_money(above) and is_money(below):
        return (Apply("convert at", (node, mark.node), below if unit == above else above), below if unit == above else above) if unit in (above, below) else None
    if below in ("count", "bag", "TEU"):
        fits = unit == "count" and (below == "count" or _same_noun(_last_word(mark.node.text), label) or below == "TEU" and label == "")
        return (Apply("times", (node, Number(mark.node.text, _stripped(q, above)))), above) if fits else None
    if dimension(unit) == dimension(below):
        return Apply("times", (node, mark.node)), above
    return (Apply("divided", (node, mark.node)), below) if dimension(unit) == dimension(above) and unit != "count" else None


def _over(node: Node, unit: str, above: Number, below: Number) -> tuple[Node, str] | None:
    """By 1.36 bcm per million tonnes, or the other way round."""
    if dimension(unit) == dimension(below.quantity.unit):
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
            return Apply("in", (Apply("divided", (total.node, amount.node)),), f"{money}/{below}", text=f"{money}/{asked[1]}")
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


def _last_word(text: str) -> str:
    return text.split()[-1].lower()


def _same_noun(one: str, other: str) -> bool:
    return bool(one) and _singular(one) == _singular(other)


def _singular(noun: str) -> str:
    lowered = noun.strip().lower()
    if lowered.endswith("ies"):
        return lowered[:-3] + "y"
    return lowered[:-2] if re.search(r"(?:ch|sh|x|ss|go)es$", lowered) else lowered.removesuffix("s")


def _stripped(q: Quantity, unit: str) -> Quantity:
    return Quantity(q.value, unit, q.scale, places=q.places)
