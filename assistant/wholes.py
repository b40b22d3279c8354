"""Told parts and wholes: a share of something, the whole that it is of, an amount by the day, sums and averages."""

from __future__ import annotations

import re

from assistant.cues import AVERAGE, DOWN, GAP, GROWTH, PERCENT, SHARE, TOTAL, UP, WHOLE, is_end, is_start, pair
from assistant.grammar import Apply, Node
from assistant.lending import same_unit, together
from assistant.wording import ANNUAL, Mark, Wording

LABEL = r"(?: [\w’'-]+){0,4}?"
"""A few words that name what a number is about."""

_LEVIES = re.compile(r"(?:[a-z]+ )?(?:margin|duty|levy|tax|tariff|commission|fee|VAT|GST)\b", re.I)
_ON = re.compile(rf"{LABEL} (?:on|of|from|in)(?: (?:a|an|the))?{LABEL} ", re.I)
_AT = re.compile(r" at(?: an?)? $", re.I)
_MAKES = re.compile(
    rf",?{LABEL} (?:is|are|was|were|equals?|makes?(?: up)?|represents?|accounts? for|at)(?: just| only)? ", re.I
)
_OUT_OF = re.compile(rf"{LABEL} (?:out of|of|from|in)(?: (?:a|an|the))?(?: total(?: of)?)?{LABEL} ", re.I)
_HOW_MANY_TIMES = re.compile(r"\bhow many times\b|\bwhat multiple\b|\bratio\b", re.I)
_VERSUS = re.compile(r"\s*,?\s*(?:vs\.?|versus|against|compared (?:to|with)|to)\s*", re.I)
_EACH = re.compile(r"\b(?:at|by|per|each)$", re.I)
_OF_ALL = re.compile(r"\b(?:out of|of)(?: (?:a|an|the|total|all))*$", re.I)


def share(w: Wording) -> Node | None:
    """Part, whole, and the part in per cent of the whole."""
    if w.kinds() == "ap" and not w.says(UP) and not w.says(DOWN) and not w.says(ANNUAL):
        amount, percent = w.of("a")[0], w.of("p")[0]
        between = w.text[min(amount.end, percent.end) : max(amount.start, percent.start)]
        first = percent.start < amount.start
        if first and (w.asks() or amount.end == len(w.text)) and _ON.fullmatch(between):
            return Apply("of", (percent.node, amount.node))
        if not first and _AT.search(between) and _LEVIES.match(w.after(percent)):
            return Apply("of", (percent.node, amount.node))
        if not first and _MAKES.fullmatch(between) and WHOLE.search(w.text[percent.end :]):
            return Apply("whole_from_share", (amount.node, percent.node))
    if w.kinds() == "aa" and w.says(SHARE) and not w.says(ANNUAL) and not w.says(UP) and not w.says(DOWN):
        one, other = w.of("a")
        between = w.text[one.end : other.start]
        if _OUT_OF.fullmatch(between):
            return Apply("share", tuple(same_unit(one.node, other.node)))
        if _OF_ALL.search(w.before(one)) and not re.search(r"\bto\b", between):
            return Apply("share", tuple(same_unit(other.node, one.node)))
    return None


def spread(w: Wording) -> Node | None:
    """An amount over a stretch of time, for each part of it: 1.5 million tonnes in 30 days, how much a day?"""
    if w.kinds() != "at":
        return None
    amount, time = w.of("a")[0], w.of("t")[0]
    each = re.search(r"\b(?:an?|per|each|every) (day|week|month|year|hour)\b", w.text)
    if each is None or each[1] != time.node.quantity.unit or w.says(GROWTH):
        return None
    spread = re.search(r"\b(?:over|in|within|for|across|during|takes?|took)(?: the)?$", w.before(time)) is not None
    return Apply("even_split", (amount.node, time.node)) if spread and amount.start < time.start else None


def several(w: Wording) -> Node | None:
    """Amounts of one kind together, on average, or one less the other."""
    if w.kinds() == "aa" and w.says(_HOW_MANY_TIMES):
        one, other = w.marks
        beside = _VERSUS.fullmatch(w.text[one.end : other.start])
        return Apply("ratio", tuple(pair(one.node, other.node))) if beside else None
    marks, kinds = _listed(w), w.kinds()
    asked = [name for name, words in (("total", TOTAL), ("average", AVERAGE), ("gap", GAP)) if w.says(words)]
    if len(marks) < 2 or set(kinds) not in ({"a"}, {"p"}) or len(asked) != 1:
        return None
    if w.says(ANNUAL) or w.says(PERCENT) or not w.asks():
        return None
    nodes: list[Node] = [m.node for m in marks]
    if asked[0] == "gap":
        return Apply("gap", tuple(pair(*nodes))) if len(nodes) == 2 and kinds[0] == "a" else None
    placed = any(is_end(w, m) or is_start(w, m) or _EACH.search(w.before(m)) for m in marks)
    if placed or _mixed(marks, w) or (asked[0] == "total" and kinds[0] == "p"):
        return None
    return Apply(asked[0], tuple(together(nodes)))


def _listed(w: Wording) -> tuple[Mark, ...]:
    """The amounts of a list, without the number that says how many there are: "three shipments, 12, 14 and 9 tonnes".

    None at all where a plain number counts something that the others are not.
    """
    first, *others = w.marks
    units = {m.node.quantity.unit for m in w.marks}
    counted = re.match(r"[a-z]", w.after(first)) is not None and not re.match(r"and\b", w.after(first))
    says_how_many = first.node.quantity.value == len(others)
    if first.node.quantity.unit != "count" or not counted or (units == {"count"} and not says_how_many):
        return w.marks
    return tuple(others) if says_how_many else ()


def _mixed(marks: tuple[Mark, ...], w: Wording) -> bool:
    """Do plain numbers count different things: 70 manufacturers and 5 ports?"""
    found = (re.match(r"(?!(?:and|plus|in|for|from|what|total|on|of)\b)[a-z]+", w.after(m)) for m in marks)
    nouns = {f[0].removesuffix("s") for f, m in zip(found, marks, strict=True) if f and m.node.quantity.unit == "count"}
    return len(nouns) > 1
