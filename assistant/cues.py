"""What the words around the numbers of a told sum say: which is the start and which the end, and what is asked."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from assistant.grammar import Apply, Node, Number, plain_node
from assistant.lending import together
from assistant.wording import Mark, Wording
from index.units import Quantity


def _words(*patterns: str) -> re.Pattern[str]:
    """Any of these as whole words."""
    return re.compile(rf"\b(?:{'|'.join(patterns)})\b", re.I)


UP = _words(
    "dearer", "more", "higher", "(?<!make )(?<!makes )(?<!made )(?<!add )(?<!adds )up",
    "r[io]s(?:e[sn]?|ing)", r"increas\w*", r"gr[eo]w\w*", r"jump\w*", r"gain\w*",
    r"climb\w*", r"surg\w*", r"expan\w+", r"rais\w+", "add(?:s|ed|ing)?", r"compound\w*", "extra", "pricier", "markup",
    r"inflat\w*", "costlier",
)  # fmt: skip
DOWN = _words(
    "cheaper", "less", "lower", "down", "f[ae]ll(?:s|en|ing)?", r"drop\w*", "cuts?", "cutting", r"declin\w*",
    r"decreas\w*", r"reduc\w*", r"shr[aiu]nk\w*", r"los[est]\w*", "off", r"slump\w*", r"discount\w*",
    r"depreciat\w*", r"slid\w*",
)  # fmt: skip
MOVED = _words("change", "move", "swing", "difference", "jump", "growth")
GROWTH = re.compile(
    r"\b(?:cagr|growth|gr[eo]w\w*|rates?|increas\w*|pace|fast|per ?cent(?:age)?|r[io]s(?:e|ing)|gains?|declin\w*|"
    r"f[ae]ll\w*|shrink\w*|decreas\w*)\b|%",
    re.I,
)
HOW_LONG = re.compile(
    r"\bhow long\b|\bhow many (?:more )?(?:years|yrs)\b|"
    r"\byears?\s*\??$|\bafter how many\b|\bhow soon\b|\bin what time\b|"
    r"\b(?:number of )?years (?:needed|required|until|to)\b|\btime (?:needed|required|taken|to)\b|"
    r"\bwhen (?:will|would|does|do|is)\b",
    re.I,
)
BEFORE = _words(
    "before", "originally", "original", "previous(?:ly)?", "old", "initial(?:ly)?", "at first", "used to", "beforehand",
    "prior", "earlier", "start(?:ed|ing)?", "began", "beginning", "at the outset",
)  # fmt: skip
AFTER = _words(
    "now", "then", "after(?:wards)?", "new", "left", "leaves?", r"remain\w*", "comes? to", "today", "end up",
    "results?", "makes?",
)  # fmt: skip
PERCENT = re.compile(r"%|\bper ?cent(?:age)?\b|\bpct\b|\brelative\b", re.I)
SHARE = re.compile(rf"{PERCENT.pattern}|\bshare\b|\bproportion\b|\bwhat part\b|\bfraction\b", re.I)
TOTAL = _words("add(?:s|ed)? up", "add", "in all", "in total", "altogether", "sum", "combined", "together", "total")
AVERAGE = _words("on average", "average", "mean")
GAP = _words(
    "difference", "gap", "deficit", "surplus", "shortfall", "apart", "by how much",
    "how (?:much|many) (?:more|less|fewer)",
)  # fmt: skip
WHOLE = _words(
    "whole", "total", "overall", "full", "all of it", "of what", "on what", "how (?:big|large|much|many)", "size",
    "everything",
)  # fmt: skip

_END = re.compile(
    r"(?:(?<!do )(?<!does )(?<!happens )\bto|"
    r"\breach\w*|\bhits?|\bhitting|\bbec[oa]m\w+|\bbe|\bthen|\buntil|\btill|\btowards|\btarget(?: of)?|"
    r"\bgoal of|\b(?:needed|required|time|takes?|long) for|\bends? (?:up )?at|\bget|→|->)(?: (?:a|an|the|at))?$",
    re.I,
)
_START = re.compile(
    r"(?:\bfrom|\bwas|\bwere|\bstarting (?:at|with|out at)|\bstood at|\bbefore that)(?: (?:a|an|the))?$", re.I
)
_STRETCH = r"(?:year|month|week|quarter|season|time)"
_NOW = rf"(?:now|today|later|this {_STRETCH})\b"
_THEN = rf"(?:[a-z]+ )?(?:ago|earlier|before|then|(?:last|the previous) {_STRETCH})\b"
_IN_YEAR = re.compile(r"\s*(?:in|by|of|for|at the end of|,|\()?\s*")
_YEAR_WAS = re.compile(r"\s*[:,]?\s*(?:it )?(?:was|is)?\s*")
_UNTIL = re.compile(r"\b(?:until|till)$", re.I)
_NOUN_OF = re.compile(r"(?: (?:exports?|imports?|sales|turnover|output|value|volume|level|amount))? of$")


def years(w: Wording) -> Node | None:
    """The only stretch of time: "five years", or from one calendar year to another."""
    times, calendar = w.of("t"), w.of("y")
    if len(times) == 1 and not calendar:
        return times[0].node
    if len(calendar) != 2 or times:
        return None
    first, last = (int(m.node.quantity.value) for m in calendar)
    span = abs(last - first)
    label = f"{min(first, last)} to {max(first, last)}"
    return Number(label, Quantity(Decimal(span), "year", places=0)) if span else None


def yearly(w: Wording) -> Node | None:
    """The only percentage, negative where the words go down."""
    percents = w.of("p")
    if len(percents) != 1 or (w.says(UP) and w.says(DOWN)):
        return None
    return Apply("negative", (percents[0].node,)) if w.says(DOWN) else percents[0].node


def ends(w: Wording, amounts: tuple[Mark, ...]) -> tuple[Node | None, Node | None] | None:
    """(start, end) among one or two amounts; None where it is not sure which is which."""
    if not amounts and len(w.of("m")) == 1:  # triples: from 1 to 3
        return plain_node(1), Number(w.of("m")[0].node.text, _as_count(w.of("m")[0].node.quantity))
    if len(amounts) == 1:
        node = amounts[0].node
        return (None, node) if is_end(w, amounts[0]) else (node, None)
    if len(amounts) != 2:
        return None
    first, second = amounts
    marked = is_end(w, first), is_end(w, second)
    dated = _dated(w, first), _dated(w, second)
    if dated[0] and dated[1]:
        return (first.node, second.node) if dated[0] < dated[1] else (second.node, first.node)
    if all(marked) and _UNTIL.search(w.before(first)):  # until 45 becomes 60
        marked = False, True
    if marked[0] == marked[1]:
        marked = _is_now(w, first) or is_start(w, second), _is_now(w, second) or is_start(w, first)
    if marked[0] == marked[1]:
        return None
    return (first.node, second.node) if marked[1] else (second.node, first.node)


def is_end(w: Wording, mark: Mark) -> bool:
    """Do the words lead to this amount: to 95, would reach 50,000 crore?"""
    return _END.search(_NOUN_OF.sub("", w.before(mark))) is not None


def _is_now(w: Wording, mark: Mark) -> bool:
    after = re.match(rf"(?:[a-z]+ )?{_NOW}", w.after(mark), re.I)
    return after is not None or re.search(rf"\b{_NOW}$", w.before(mark), re.I) is not None


def is_start(w: Wording, mark: Mark) -> bool:
    """Do the words lead away from this amount: from 40, 450 tonnes last month?"""
    return _START.search(w.before(mark)) is not None or re.match(_THEN, w.after(mark), re.I) is not None


def _dated(w: Wording, mark: Mark) -> int:
    """The calendar year right behind an amount or before it ("in 2024: 11"), 0 for none."""
    near = [y for y in w.of("y") if _IN_YEAR.fullmatch(w.text[mark.end : y.start])]
    if not near:
        near = [y for y in w.of("y") if _YEAR_WAS.fullmatch(w.text[y.end : mark.start])]
    return int(near[0].node.quantity.value) if len(near) == 1 else 0


def question(w: Wording) -> str:
    """The last sentence or clause, the one that asks."""
    return re.split(r"[.,;:]\s+(?=[a-z])", w.text, flags=re.I)[-1]


def pair(first: Node, second: Node) -> Sequence[Node]:
    """Two amounts that lend each other currency and scale."""
    return together([first, second])


def like(marks: tuple[Mark, ...]) -> tuple[Mark, ...]:
    """Two prices as plain amounts, where only one says what it is per: from $2.10 to $2.36 a kilo."""
    tops = {m.node.quantity.unit.partition("/")[0] for m in marks}
    if len(tops) != 1 or len({m.node.quantity.unit for m in marks}) == 1:
        return marks
    return tuple(replace(m, node=replace(m.node, quantity=replace(m.node.quantity, unit=min(tops)))) for m in marks)


def _as_count(q: Quantity) -> Quantity:
    return Quantity(q.value, "count", places=0)
