"""Told sums: relations between amounts, of which a question gives all parts but the one that it asks for.

Growth binds start, end, rate and years; a change binds before, after, difference and per cent; a share binds part,
whole and per cent; a product binds amount, price and worth. Each frame finds its parts by the words around the marks
(see `assistant.wording`) and yields the operation that computes the missing one, where the question asks for that.
A frame that has a part too few, a part too many, or a number without a part does not fit.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

from assistant.grammar import Apply, Node, Number, plain_node
from assistant.phrases import together
from assistant.products import product
from assistant.tokens import NotArithmetic
from assistant.wording import ANNUAL, Mark, Wording, read
from index.units import Quantity

_I = re.I
_END = re.compile(
    r"(?:\bto|\breach\w*|\bhits?|\bhitting|\bbec[oa]m\w+|\bbe|\bthen|\buntil|\btill|\btowards|"
    r"\btarget(?: of)?|\bgoal of|\b(?:needed|required|time|takes?|long) for|\bends? (?:up )?at|\bget|→|->)"
    r"(?: (?:a|an|the|at))?$", _I,
)  # fmt: skip
_START = re.compile(r"(?:\bfrom|\bwas|\bwere|\bstarting (?:at|with|out at)|\bstood at|\bbefore that)(?: (?:a|an|the))?$", _I)
_UP = re.compile(
    r"\b(?:dearer|more|higher|up|r[io]s(?:e[sn]?|ing)|increas\w*|gr[eo]w\w*|jump\w*|gain\w*|climb\w*|surg\w*|expan\w+|"
    r"rais\w+|add(?:s|ed|ing)?|compound\w*|extra|pricier|markup|inflat\w*|costlier)\b", _I,
)  # fmt: skip
_DOWN = re.compile(
    r"\b(?:cheaper|less|lower|down|f[ae]ll(?:s|en|ing)?|drop\w*|cuts?|cutting|declin\w*|decreas\w*|reduc\w*|shr[aiu]nk\w*|"
    r"los[est]\w*|off|slump\w*|discount\w*|depreciat\w*|slid\w*)\b", _I,
)  # fmt: skip
_GROWTH = re.compile(
    r"\b(?:cagr|growth|gr[eo]w\w*|rates?|increas\w*|pace|fast|per ?cent(?:age)?|r[io]s(?:e|ing)|gains?|declin\w*|f[ae]ll\w*|"
    r"shrink\w*|decreas\w*)\b|%", _I,
)  # fmt: skip
_HOW_LONG = re.compile(
    r"\bhow long\b|\bhow many (?:more )?(?:years|yrs)\b|\byears?\s*\??$|\b(?:number of )?years (?:needed|required|until|to)\b|"
    r"\btime (?:needed|required|taken|to)\b|\bwhen (?:will|would|does|do|is)\b|\bin what time\b|\bafter how many\b|\bhow soon\b", _I,
)  # fmt: skip
_BEFORE = re.compile(
    r"\b(?:before|originally|original|previous(?:ly)?|old|initial(?:ly)?|at first|used to|beforehand|prior|earlier|"
    r"start(?:ed|ing)?|began|beginning|at the outset)\b", _I,
)  # fmt: skip
_AFTER = re.compile(r"\b(?:now|then|after(?:wards)?|new|left|leaves?|remain\w*|comes? to|today|end up|results?|makes?)\b", _I)
_PERCENT = re.compile(r"%|\bper ?cent(?:age)?\b|\bpct\b|\brelative\b", _I)
_SHARE = re.compile(r"%|\bper ?cent(?:age)?\b|\bpct\b|\bshare\b|\bproportion\b|\bwhat part\b|\bfraction\b", _I)
_TOTAL = re.compile(r"\b(?:add(?:s|ed)? up|add|in all|in total|altogether|sum|combined|together|total)\b", _I)
_AVERAGE = re.compile(r"\b(?:on average|average|mean)\b", _I)
_GAP = re.compile(r"\b(?:difference|gap|deficit|surplus|shortfall|apart|by how much|how (?:much|many) (?:more|less|fewer))\b", _I)
_WHOLE = re.compile(r"\b(?:whole|total|overall|full|all of it|of what|on what|how (?:big|large|much|many)|size|everything)\b", _I)
_LEVIES = re.compile(r"(?:[a-z]+ )?(?:margin|duty|levy|tax|tariff|commission|fee|VAT|GST)\b", _I)
_LABEL = r"(?: [\w’'-]+){0,4}?"


def told(text: str) -> Node:
    """A told sum as a tree.

    Raises:
        NotArithmetic: no frame fits.
    """
    wording = read(text)
    for frame in FRAMES:
        node = frame(wording)
        if node is not None:
            return node
    raise NotArithmetic("Cannot read this as a sum; write numbers, units and operations only.")


def _growth(w: Wording) -> Node | None:
    """Start, end, yearly rate and years."""
    years, rate = _years(w), _yearly(w)
    ends = _ends(w, w.of("a"))
    if set(w.kinds()) - set("apty") - ({"m"} if not w.of("a") else set()) or ends is None:
        return None
    start, end = ends
    if start and end and years and not w.of("p"):
        return Apply("cagr", (*_pair(start, end), years)) if w.says(ANNUAL) and w.says(_GROWTH) or _cagr(w) else None
    if start and end and rate and not years:
        return Apply("years_needed", (*_pair(start, end), rate)) if w.says(_HOW_LONG) else None
    if rate and years and w.asks() and (w.says(ANNUAL) or w.says(_UP) or w.says(_DOWN)) and not w.says(_HOW_LONG) and not w.of("m"):
        if start and not end and not _BEFORE.search(_question(w)):
            return Apply("projection", (start, rate, years))
        if end and not start and w.says(_BEFORE):
            return Apply("projection", (end, rate, Apply("negative", (years,))))
    return None


def _cagr(w: Wording) -> bool:
    return re.search(r"\bcagr\b", w.text, _I) is not None


def _yearly(w: Wording) -> Node | None:
    """The only percentage, negative where the words go down."""
    percents = w.of("p")
    if len(percents) != 1 or (w.says(_UP) and w.says(_DOWN)):
        return None
    return Apply("negative", (percents[0].node,)) if w.says(_DOWN) else percents[0].node


def _years(w: Wording) -> Node | None:
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


def _ends(w: Wording, amounts: tuple[Mark, ...]) -> tuple[Node | None, Node | None] | None:
    """(start, end) among one or two amounts; None where it is not sure which is which."""
    if not amounts and len(w.of("m")) == 1:  # triples: from 1 to 3
        return plain_node(1), Number(w.of("m")[0].node.text, _as_count(w.of("m")[0].node.quantity))
    if len(amounts) == 1:
        node = amounts[0].node
        return (None, node) if _is_end(w, amounts[0]) else (node, None)
    if len(amounts) != 2:
        return None
    first, second = amounts
    marked = _is_end(w, first), _is_end(w, second)
    dated = _dated(w, first), _dated(w, second)
    if dated[0] and dated[1]:
        return (first.node, second.node) if dated[0] < dated[1] else (second.node, first.node)
    if marked[0] == marked[1]:
        marked = _is_now(w, first) or _is_start(w, second), _is_now(w, second) or _is_start(w, first)
    if marked[0] == marked[1]:
        return None
    return (first.node, second.node) if marked[1] else (second.node, first.node)


def _as_count(q: Quantity) -> Quantity:
    return Quantity(q.value, "count", places=0)


def _is_end(w: Wording, mark: Mark) -> bool:
    return _END.search(re.sub(r"(?: (?:exports?|imports?|sales|turnover|output|value|volume|level|amount))? of$", "", w.before(mark))) is not None


def _is_now(w: Wording, mark: Mark) -> bool:
    now = r"(?:now|today|later|this (?:year|month|week|quarter|season|time))\b"
    return re.match(rf"(?:[a-z]+ )?{now}", w.after(mark), _I) is not None or re.search(rf"\b{now}$", w.before(mark), _I) is not None


def _is_start(w: Wording, mark: Mark) -> bool:
    then = r"(?:[a-z]+ )?(?:ago|earlier|before|then|(?:last|the previous) (?:year|month|week|quarter|season|time))\b"
    return _START.search(w.before(mark)) is not None or re.match(then, w.after(mark), _I) is not None


def _dated(w: Wording, mark: Mark) -> int:
    """The calendar year right behind an amount or before it ("in 2024: 11"), 0 for none."""
    near = [y for y in w.of("y") if re.fullmatch(r"\s*(?:in|by|of|for|at the end of|,|\()?\s*", w.text[mark.end : y.start])]
    if not near:
        near = [y for y in w.of("y") if re.fullmatch(r"\s*[:,]?\s*(?:it )?(?:was|is)?\s*", w.text[y.end : mark.start])]
    return int(near[0].node.quantity.value) if len(near) == 1 else 0


def _question(w: Wording) -> str:
    """The last sentence or clause, the one that asks."""
    return re.split(r"[.,;:]\s+(?=[a-z])", w.text, flags=_I)[-1]


def _pair(first: Node, second: Node) -> list[Node]:
    return list(together([first, second]))


def _change(w: Wording) -> Node | None:
    """Before, after, their difference, and the difference in per cent of what was before."""
    up, down = w.says(_UP), w.says(_DOWN)
    if w.kinds() == "ap":
        joined = _joined(w)
        if joined is not None:
            return joined
    if not w.asks():
        return None
    if len(w.marks) == 2 and not set(w.kinds()) - set("acr") and w.says(_PERCENT) and not w.says(ANNUAL):
        ends = _ends(w, _like(w.marks))
        sure = up or down or _moved(w) or any(_is_start(w, m) for m in w.marks)
        return Apply("percent_change", tuple(_pair(*ends))) if ends and ends[0] and ends[1] and sure else None
    if w.kinds() == "pp" and re.search(r"\bpoints?\b", w.text):
        ends = _ends(w, w.marks)
        return Apply("percentage_point_change", ends) if ends and ends[0] and ends[1] else None
    if w.kinds() != "ap" or up == down or w.says(ANNUAL):
        return None
    amount, percent = w.of("a")[0], w.of("p")[0].node
    before, after = _BEFORE.search(_question(w)) is not None, _AFTER.search(_question(w)) is not None
    if _is_difference(w, amount):
        whole = Apply("whole_from_share", (amount.node, percent))
        if before == after:
            return None
        return whole if before else Apply("plus" if up else "minus", (whole, amount.node))
    if _is_end(w, amount) or re.search(r"\b(?:costs?|pays?|worth) (?:now )?$", w.before(amount) + " ", _I) and before:
        return Apply("divided", (amount.node, Apply("plus" if up else "minus", (plain_node(1), percent)))) if before else None
    if before or (re.search(r"discount|rebate", w.text, _I) and not re.search(r"\boff\b", w.text, _I) and not after):
        return None  # "a discount of 10% on 800" may ask for either
    return Apply("more than", (percent, amount.node)) if up else Apply("less", (amount.node, percent))


def _like(marks: tuple[Mark, ...]) -> tuple[Mark, ...]:
    """Two prices as plain amounts, where only one says what it is per: from $2.10 to $2.36 a kilo."""
    tops = {m.node.quantity.unit.partition("/")[0] for m in marks}
    if len(tops) != 1 or len({m.node.quantity.unit for m in marks}) == 1:
        return marks
    return tuple(replace(m, node=replace(m.node, quantity=replace(m.node.quantity, unit=min(tops)))) for m in marks)


def _joined(w: Wording) -> Node | None:
    """An amount with a percentage put on, taken off or contained: KSh 850,000 plus 16% VAT."""
    amount, percent = w.of("a")[0], w.of("p")[0]
    link = w.text[amount.end : percent.start].strip(" ,").lower()
    tail = w.text[percent.end :].strip(" ?.")
    if amount.start > percent.start:
        return None
    if link in ("plus", "minus", "less") and re.fullmatch(r"(?:of )?(?:[\w-]+ ?){0,2}", tail):
        operation = ("more than", (percent.node, amount.node)) if link == "plus" else ("less", (amount.node, percent.node))
        return Apply(*operation)
    if re.fullmatch(r"(?:including|includes|incl\.?|inclusive of)(?: an?)?", link) and re.search(r"\b(?:without|net|before|excluding|ex)\b", tail):
        return Apply("divided", (amount.node, Apply("plus", (plain_node(1), percent.node))))
    return None


def _moved(w: Wording) -> bool:
    return re.search(r"\b(?:change|move|swing|difference|jump|growth)\b", w.text, _I) is not None


def _is_difference(w: Wording, amount: Mark) -> bool:
    """Is the amount by how much something changed?"""
    after = re.match(rf"(?:{_LABEL.strip()} )?(?:dearer|cheaper|more|less|higher|lower|extra|up|down|pricier|costlier)\b", w.after(amount), _I)
    before = re.search(
        r"\b(?:by|up|down|rose|fell|gained|lost|dropped|grew|(?:rise|increase|fall|drop|cut|jump|gain|decline) of)$", w.before(amount), _I
    )
    return after is not None or before is not None


def _share(w: Wording) -> Node | None:
    """Part, whole, and the part in per cent of the whole."""
    if w.kinds() == "ap" and not w.says(_UP) and not w.says(_DOWN) and not w.says(ANNUAL):
        amount, percent = w.of("a")[0], w.of("p")[0]
        between = w.text[min(amount.end, percent.end) : max(amount.start, percent.start)]
        if percent.start < amount.start and (w.asks() or amount.end == len(w.text)) and re.fullmatch(rf"{_LABEL} (?:on|of|from|in)(?: (?:a|an|the))?{_LABEL} ", between, _I):
            return Apply("of", (percent.node, amount.node))
        if amount.start < percent.start and re.search(r" at(?: an?)? $", between) and _LEVIES.match(w.after(percent)):
            return Apply("of", (percent.node, amount.node))
        makes = rf",?{_LABEL} (?:is|are|was|were|equals?|makes?(?: up)?|represents?|accounts? for|at)(?: just| only)? "
        if amount.start < percent.start and re.fullmatch(makes, between, _I) and _WHOLE.search(w.text[percent.end :]):
            return Apply("whole_from_share", (amount.node, percent.node))
    if w.kinds() == "aa" and w.says(_SHARE) and not w.says(ANNUAL) and not w.says(_UP) and not w.says(_DOWN):
        first, second = w.of("a")
        between = w.text[first.end : second.start]
        if re.fullmatch(rf"{_LABEL} (?:out of|of|from|in)(?: (?:a|an|the))?(?: total(?: of)?)?{_LABEL} ", between, _I):
            return Apply("share", (first.node, second.node))
        if re.search(r"\b(?:out of|of)(?: (?:a|an|the|total|all))*$", w.before(first), _I) and not re.search(r"\bto\b", between):
            return Apply("share", (second.node, first.node))
    return None


def _spread(w: Wording) -> Node | None:
    """An amount over a stretch of time, for each part of it: 1.5 million tonnes in 30 days, how much a day?"""
    if w.kinds() != "at":
        return None
    amount, time = w.of("a")[0], w.of("t")[0]
    each = re.search(r"\b(?:an?|per|each|every) (day|week|month|year|hour)\b", w.text)
    if each is None or each[1] != time.node.quantity.unit or w.says(_GROWTH):
        return None
    spread = re.search(r"\b(?:over|in|within|for|across|during|takes?|took)(?: the)?$", w.before(time)) is not None
    return Apply("even_split", (amount.node, time.node)) if spread and amount.start < time.start else None


def _several(w: Wording) -> Node | None:
    """Amounts of one kind together, on average, or one less the other."""
    marks, kinds = _listed(w), w.kinds()
    asked = [name for name, words in (("total", _TOTAL), ("average", _AVERAGE), ("gap", _GAP)) if w.says(words)]
    if len(marks) < 2 or set(kinds) not in ({"a"}, {"p"}) or w.says(ANNUAL) or w.says(_PERCENT) or len(asked) != 1:
        return None
    nodes = [m.node for m in marks]
    if asked[0] == "gap":
        return Apply("gap", tuple(_pair(*nodes))) if len(nodes) == 2 and kinds[0] == "a" else None
    other = any(_is_end(w, m) or _is_start(w, m) or re.search(r"\b(?:at|by|per|each)$", w.before(m)) for m in marks)
    return None if other or (asked[0] == "total" and kinds[0] == "p") else Apply(asked[0], tuple(together(nodes)))


def _listed(w: Wording) -> tuple[Mark, ...]:
    """The amounts of a list, without the number that says how many there are: "three shipments, 12, 14 and 9 tonnes".

    None at all where a plain number counts something that the others are not.
    """
    first, *others = w.marks
    units = {m.node.quantity.unit for m in w.marks}
    counted = re.match(r"[a-z]", w.after(first)) is not None and not re.match(r"and\b", w.after(first))
    if first.node.quantity.unit != "count" or units == {"count"} and first.node.quantity.value != len(others) or not counted:
        return w.marks
    return tuple(others) if first.node.quantity.value == len(others) else ()


FRAMES: tuple[Callable[[Wording], Node | None], ...] = (_growth, _change, _share, _spread, product, _several)
"""In this order: the first frame that fits is taken."""
