"""Numbers that stand together lend each other currency and scale: "120 to 300 crore", "3.2bn and 900m dollars"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant.grammar import Node, Number
from index.errors import CalculationError
from index.units import SCALES, Quantity


class Unclear(CalculationError):
    """A sum that can be read in two ways; the message says how to tell them apart."""


def together(nodes: list[Node]) -> Sequence[Node]:
    """Lends plain numbers the currency and scale of their company: "120 to 300 crore", "3.2bn and 900m dollars".

    A number without a currency takes the only currency around; one without a scale word takes that of the last
    number, where that one has its scale in the same breath as the rest ("Rs 120 to 300 crore").
    """
    plain = [n for n in nodes if isinstance(n, Number)]
    if len(plain) != len(nodes):
        return nodes
    units = {n.quantity.unit for n in plain} - {"count"}
    unit = units.pop() if len(units) == 1 else "count"
    lent = [_lent(n, unit, plain[-1].quantity) for n in plain]
    small = [n for n in lent if not n.quantity.scale and abs(n.quantity.value) < 1000]
    if small and any(n.quantity.scale for n in lent):
        raise Unclear(f"Say whether “{small[0].text}” is meant without a scale word; write one after each amount.")
    return lent


def same_unit(first: Node, second: Node) -> Sequence[Node]:
    """Two numbers of which one lends the other its unit, where only one has any."""
    units = [n.quantity.unit for n in (first, second) if isinstance(n, Number)]
    return together([first, second]) if len(set(units)) == 2 and "count" in units else (first, second)


def _lent(node: Number, unit: str, last: Quantity) -> Number:
    q = node.quantity
    complete = q.unit == last.unit and q.unit != "count"  # "$500 and $3 million" are both whole as they stand
    scale = last.scale if not q.scale and not complete else q.scale
    if (scale, unit) == (q.scale, q.unit) or (unit != q.unit and q.unit != "count"):
        return node
    return replace(node, quantity=replace(q, value=q.value * SCALES[scale] / SCALES[q.scale], unit=unit, scale=scale))
