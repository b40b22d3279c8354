"""Whether an answer is one to the question: nothing that the question fixes may be passed over.

The verifier makes sure that what is said is true; this makes sure that it is what was asked. A currency, a number, a
time ahead or a percentage that the question names and the answer takes no notice of means that the question was not
understood, and a true figure beside the point is a wrong one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.draft import Draft
from assistant.orderings import asks_for_growth
from assistant.query import Query
from assistant.units_wanted import describes_a_thing
from assistant.vocabulary import PERCENT, one_of, pattern
from index import lexicon, measures, numbers, periods
from index.names import places
from index.numbers import Mention
from index.types import Figure
from index.units import Quantity, dimension

_AHEAD = ("target", "projected")
_IN_PERCENT = pattern(rf"(?:\bin|\bhow many|\bwhat|\bby|,) {PERCENT}(?:age)?(?: terms)?\W*$", rf"^\W*{PERCENT}\W*$")
_SET_AGAINST = pattern(r"\bcompared? (?:with|to|against)\b", r"\bvs\b", r"\bversus\b", r"\bthan (?:in|the) ")
_CLAIM = pattern(r"^\W*(?:and |so |but )*(?:is|are|was|were|does|do|did|has|have)\b")
_NO_THING = one_of("the, an?, its, their, our, cent, year, annum, month, day, week, quarter, capita")
FOR_EACH = pattern(rf"\bper (?!{_NO_THING}\b)([a-z]{{3,}})\b")
"""Asks for so much for each of some things."""
SAID_OF_EACH = pattern(r"\b(?:each|apiece|a piece|per|every|an?)\b")
"""Says of an amount that it is for each of some things."""
_SUPPOSES = pattern(
    r"\b(?:if|suppose|supposing|assum\w+|imagine|were)\b[^?]*\b(?:would|could|what(?:'s| is)|how much|how many)\b",
    r"\b(?:would|could)\b[^?]*\b(?:if|suppos\w+|assum\w+)\b",
)
_MEASURES = (
    (pattern(r"\b(?:what|which) distance\b"), "[length]"),
    (pattern(r"\b(?:what|how) (?:weight|heavy)\b"), "[mass]"),
    (pattern(r"\bhow long (?:does|do|did|will|has|have|must)\b", r"\bwhat duration\b"), "[time]"),
)
"""Questions that say in their words what is measured."""
_GOAL = pattern(
    r"\b(?:target|goal|aim|forecast|projection)s? (?:for|of|is|set|was|in|by|to)\b", r"\bwhat (?:target|goal|aim)\b"
)
_LEVY = r"(?:tariff|dut(?:y|ies)|tax|levy|levies|premium|fee)s?"
_CHARGE = pattern(rf"\b(?:what|which|how (?:high|much|large|big)|the)\b(?: [\w-]+){{0,3}} {_LEVY}\b")
_CHARGED = pattern(rf"\b(?:{_LEVY}|taxe[ds]|levied|customs|charge[ds]?|rates?)\b")
_BEFORE_NOW = pattern(r"^\W*(?:and |so |but )*(?:how (?:many|much)|what|which)\b[^?]*\b(?:was|were|did|had)\b")
_COMPUTING = ("lookup", "sum", "average", "change", "difference", "ratio", "share")
_PERCENTAGES = ("percent", "percentage_point", "ratio")


def passes_over(query: Query, draft: Draft) -> str:
    """What the question fixes and the answer takes no notice of: one word for it, "" where there is nothing.

    Returns:
        `currency`, `number`, `future`, `percent`, `comparison`, `each`, `supposition`, `measure`,
        `charge`, `echo`, `past` or `growth`.
    """
    if draft.status != "answered" or not (draft.figures or draft.calculations):
        return ""
    checks = {
        "currency": _other_currency,
        "number": _unused_number,
        "future": _not_ahead,
        "percent": _no_percentage,
        "comparison": _nothing_compared,
        "each": _not_of_each,
        "supposition": _nothing_supposed,
        "measure": _other_measure,
        "charge": _no_charge,
        "echo": _said_by_question,
        "past": _not_yet,
        "growth": _nothing_grown,
    }
    return next((name for name, fails in checks.items() if fails(query, draft)), "")


def _other_currency(query: Query, draft: Draft) -> bool:
    """Does the question name a currency that nothing in the answer is in?"""
    named = {money for word in _currency_words(query.text) if (money := measures.money(word))}
    return bool(named) and not named & _units(draft)


def _currency_words(text: str) -> Iterator[str]:
    """The words for money in a question, apart from those of weight ("pounds") and within names."""
    for m in re.finditer(rf"(?i)(?<![\w'’-]){measures.currency_words()}(?![\w'’])", text):
        if not describes_a_thing(text, m.end()):
            yield m[0]


def _units(draft: Draft) -> set[str]:
    """The units of all that the answer says and rests on, of both sides of a rate."""
    quantities = [q for _, q in _read(" ".join(s.text for s in draft.sentences))]
    quantities += [f.quantity for f in draft.figures]
    quantities += [o.quantity for c in draft.calculations for o in c.operands]
    quantities += [c.result for c in draft.calculations]
    return {unit for q in quantities for unit in (q.unit, *q.unit.split("/"))}


def _read(text: str) -> list[tuple[str, Quantity]]:
    when = [(p.start, p.end) for p in periods.read(text)]
    return [(text[m.start : m.end], m.quantity) for m in numbers.read(text, when)]


def _unused_number(query: Query, draft: Draft) -> bool:
    """Does the question give a number in digits that is neither computed with nor found in what the answer cites?"""
    if query.operation not in _COMPUTING or _CLAIM.search(query.text):
        return False
    used = [o.quantity.value for c in draft.calculations for o in c.operands]
    cited = [f"{c.quote} {c.locator.heading} {c.title}" for c in draft.citations]
    told = " ".join([*(s.text for s in draft.sentences), *cited, *(f.label for f in draft.figures)])
    held = {_plain(d) for d in re.findall(r"\d[\d.,]*", told)}
    held |= {f"{day.year % 100:02d}" for p in query.periods for day in (p.start, p.end)}  # "and in 23?"
    return any(
        m.quantity.value not in used and not {_plain(d) for d in re.findall(r"\d[\d.,]*", _written(query, m))} <= held
        for m in query.given
        if not m.in_words and _is_of(query, m)
    )


def _is_of(query: Query, mention: Mention) -> bool:
    """Does a number stand in the question's own words, outside its dates and names?"""
    text = query.text
    skip = [*((p.start, p.end) for p in periods.read(text)), *((p.start, p.end) for p in places(text))]
    return mention.end <= len(text) and not any(s < mention.end and mention.start < e for s, e in skip)


def _written(query: Query, mention: Mention) -> str:
    return query.text[mention.start : mention.end]


def _plain(digits: str) -> str:
    plain = digits.replace(",", "").strip(".")
    return plain.rstrip("0").rstrip(".") if "." in plain else plain


def _not_ahead(query: Query, draft: Draft) -> bool:
    """Is the question about what is to come, and the one figure said about what was?"""
    if query.operation != "lookup" or query.request.status != "future" or draft.calculations:
        return False
    lead = draft.figures[0]
    later = lead.period is not None and any(p.end > lead.period.end for p in query.request.periods)
    goal = bool(_GOAL.search(query.text))
    return lead.status not in _AHEAD and (later or goal or not _says_ahead(lead, draft))


def _says_ahead(figure: Figure, draft: Draft) -> bool:
    """Do the words around a figure speak of the future, though it was not read as such?"""
    words = draft.evidence.documents[figure.span.document].quote(figure.context)
    return bool(re.search(r"(?i)\b(?:will|would|could|can|may|might|aim|plan|target|goal|expect|forecast)", words))


def _no_percentage(query: Query, draft: Draft) -> bool:
    """Is a percentage asked for, and none given?"""
    return bool(_IN_PERCENT.search(query.text)) and not _units(draft) & {*_PERCENTAGES}


def _nothing_compared(query: Query, draft: Draft) -> bool:
    """Is one thing set against another, and only one figure given?"""
    if query.operation != "lookup" or draft.calculations or not _SET_AGAINST.search(query.text):
        return False
    return len(draft.figures) < 2 and not lexicon.is_stop(lexicon.tokens(query.text)[0])


def _not_of_each(query: Query, draft: Draft) -> bool:
    """Is so much for each of some things asked for, and what is said neither divided nor said to be for each?"""
    m = FOR_EACH.search(query.text)
    if not m or draft.calculations or numbers.unit_of(m[1].lower()) or not draft.figures:
        return False
    figure = draft.figures[0]
    if "/" in figure.quantity.unit:
        return False
    document = draft.evidence.documents[figure.span.document]
    around = document.text[max(0, figure.span.start - 40) : figure.span.end + 40]
    stem = lexicon.stem(m[1].lower())
    labelled = any(t.stem == stem for t in lexicon.tokens(f"{figure.label} {figure.locator.heading}"))
    return not (labelled or SAID_OF_EACH.search(around))


def _nothing_supposed(query: Query, draft: Draft) -> bool:
    """Is something supposed with a number of its own, and a printed figure told as if it were the outcome?"""
    return bool(query.given) and bool(_SUPPOSES.search(query.text)) and not draft.calculations and bool(draft.figures)


def _other_measure(query: Query, draft: Draft) -> bool:
    """Is a distance, a weight or a time asked for, and something else measured?"""
    wanted = next((name for words, name in _MEASURES if words.search(query.text)), "")
    if not wanted or query.operation not in _COMPUTING:
        return False
    return not any(dimension(unit) == wanted for unit in _units(draft) if unit)


def _no_charge(query: Query, draft: Draft) -> bool:
    """Is a tariff, a duty or a fee asked for, and a figure told where nothing is charged?"""
    if query.operation != "lookup" or draft.calculations or not draft.figures or not _CHARGE.search(query.text):
        return False
    figure = draft.figures[0]
    said = draft.evidence.documents[figure.span.document].quote(figure.context)
    return not _CHARGED.search(f"{said} {figure.label} {figure.locator.heading}")


def _nothing_grown(query: Query, draft: Draft) -> bool:
    """Is it asked what grew or fell most, and sizes are told?"""
    if query.operation != "rank" or draft.calculations or not asks_for_growth(query.text):
        return False
    return not any(f.kind == "change" or f.quantity.unit in _PERCENTAGES for f in draft.figures)


def _said_by_question(query: Query, draft: Draft) -> bool:
    """Is all that is told a number that the question gives itself?"""
    if query.operation != "lookup" or draft.calculations or len(draft.figures) != 1:
        return False
    told = draft.figures[0].quantity
    return any(_is_of(query, m) and (m.quantity.value, m.quantity.unit) == (told.value, told.unit) for m in query.given)


def _not_yet(query: Query, draft: Draft) -> bool:
    """Is the question about what was, and the one figure said about what is to come?"""
    if query.operation != "lookup" or query.request.status == "future" or draft.calculations or not draft.figures:
        return False
    return draft.figures[0].status in _AHEAD and bool(_BEFORE_NOW.search(query.text))
