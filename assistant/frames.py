"""Told sums: relations between amounts, of which a question gives all parts but the one that it asks for.

Growth binds start, end, rate and years; a change binds before, after, difference and per cent; parts and wholes are
in `assistant.wholes`, prices and packages in `assistant.products`. Each frame finds its parts by the words around the
marks (see `assistant.wording`) and yields the operation that computes the missing one, where the question asks for
that. A frame that has a part too few, a part too many, or a number without a part does not fit.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from assistant.cues import (
    AFTER,
    BEFORE,
    DOWN,
    GROWTH,
    HOW_LONG,
    MOVED,
    PERCENT,
    UP,
    ends,
    is_end,
    is_start,
    like,
    pair,
    question,
    yearly,
    years,
)
from assistant.grammar import Apply, Node, plain_node
from assistant.products import product
from assistant.tokens import NotArithmetic
from assistant.wholes import LABEL, several, share, spread
from assistant.wording import ANNUAL, Mark, Wording, read

_CAGR = re.compile(r"\bcagr\b", re.I)
_PRICED = re.compile(r"\b(?:costs?|pays?|worth|is|are|stands? at|now)(?: now)?$", re.I)
_DISCOUNT = re.compile(r"discount|rebate", re.I)
_OFF = re.compile(r"\boff\b", re.I)
_WITHIN = re.compile(r"(?:including|includes|incl\.?|inclusive of)(?: an?)?", re.I)
_WITHOUT = re.compile(r"\b(?:without|net|before|excluding|ex)\b", re.I)
_MORE = re.compile(
    rf"(?:{LABEL.strip()} )?(?:dearer|cheaper|more|less|higher|lower|extra|up|down|pricier|costlier)\b", re.I
)
_BY = re.compile(
    r"\b(?:by|up|down|rose|fell|gained|lost|dropped|grew|"
    r"(?:rise|increase|fall|drop|cut|jump|gain|decline|difference) (?:of|is|was))$",
    re.I,
)


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


def growth(w: Wording) -> Node | None:
    """Start, end, yearly rate and years."""
    amounts = w.of("a")
    found = ends(w, amounts)
    if found is None or set(w.kinds()) - set("apty" if amounts else "mpty"):
        return None
    (start, end), time, rate = found, years(w), yearly(w)
    if start and end and time and not w.of("p"):
        asked = (w.says(ANNUAL) and w.says(GROWTH)) or w.says(_CAGR)
        return Apply("cagr", (*pair(start, end), time)) if asked else None
    if start and end and rate and not time:
        return Apply("years_needed", (*pair(start, end), rate)) if w.says(HOW_LONG) else None
    moving = w.says(ANNUAL) or w.says(UP) or w.says(DOWN)
    if not (rate and time and amounts and moving and w.asks()) or w.says(HOW_LONG):
        return None
    if start and not BEFORE.search(question(w)):
        return Apply("projection", (start, rate, time))
    return Apply("projection", (end, rate, Apply("negative", (time,)))) if end and w.says(BEFORE) else None


def change(w: Wording) -> Node | None:
    """Before, after, and their difference in per cent of what was before."""
    if len(w.marks) != 2 or w.says(ANNUAL) or not w.asks():
        return None
    percents = w.kinds() == "pp" and re.search(r"\bpoints?\b", w.text)
    if not percents and (set(w.kinds()) - set("acr") or not w.says(PERCENT)):
        return None
    start, end = ends(w, like(w.marks)) or (None, None)
    if start is None or end is None:
        return None
    if percents:
        return Apply("percentage_point_change", (start, end))
    sure = w.says(UP) or w.says(DOWN) or w.says(MOVED) or any(is_start(w, m) for m in w.marks)
    return Apply("percent_change", tuple(pair(start, end))) if sure else None


def raised(w: Wording) -> Node | None:
    """By how many per cent something went up or down, and what it was before or after, or the difference."""
    if w.kinds() != "ap":
        return None
    joined = _joined(w)
    up = w.says(UP)
    if joined is not None or up == w.says(DOWN) or w.says(ANNUAL) or not w.asks():
        return joined
    amount, percent, way = w.of("a")[0], w.of("p")[0].node, "plus" if up else "minus"
    before, after = BEFORE.search(question(w)) is not None, AFTER.search(question(w)) is not None
    if _MORE.match(w.after(amount)) or _BY.search(w.before(amount)):
        whole = Apply("whole_from_share", (amount.node, percent))
        return None if before == after else whole if before else Apply(way, (whole, amount.node))
    if is_end(w, amount) or (before and _PRICED.search(w.before(amount))):
        return Apply("divided", (amount.node, Apply(way, (plain_node(1), percent)))) if before else None
    if not _moves(w, w.of("p")[0]):
        return None
    if before or (w.says(_DISCOUNT) and not w.says(_OFF) and not after):
        return None  # "a discount of 10% on 800" may ask for either
    return Apply("more than", (percent, amount.node)) if up else Apply("less", (amount.node, percent))


def _moves(w: Wording, percent: Mark) -> bool:
    """Is it by this percentage that something goes up or down: 8 percent cheaper, fell by 12%?"""
    near = re.match(r"(?:[a-z]+ )?[a-z]*", w.after(percent), re.I)
    words = [near[0] if near else "", " ".join(w.before(percent).split()[-3:])]
    return any(pattern.search(part) for pattern in (UP, DOWN) for part in words)


def _joined(w: Wording) -> Node | None:
    """An amount with a percentage put on, taken off or contained: KSh 850,000 plus 16% VAT."""
    amount, percent = w.of("a")[0], w.of("p")[0]
    if amount.start > percent.start:
        return None
    link, tail = w.text[amount.end : percent.start].strip(" ,").lower(), w.text[percent.end :].strip(" ?.")
    if link in ("plus", "minus", "less") and re.fullmatch(r"(?:of )?(?:[\w-]+ ?){0,2}", tail):
        more = Apply("more than", (percent.node, amount.node))
        return more if link == "plus" else Apply("less", (amount.node, percent.node))
    if _WITHIN.fullmatch(link) and _WITHOUT.search(tail):
        return Apply("divided", (amount.node, Apply("plus", (plain_node(1), percent.node))))
    return None


FRAMES: tuple[Callable[[Wording], Node | None], ...] = (growth, change, raised, share, spread, product, several)
"""In this order: the first frame that fits is taken."""
