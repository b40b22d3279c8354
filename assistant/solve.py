"""Answers questions about figures: one function for each operation, from a query to a draft.

Every number said is a printed figure or the result of a calculation over printed figures and numbers the user gave.
A function returns None where the evidence for its operation is not there; the caller then tries another reading or
declines.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from assistant import calculator, question, rates
from assistant.bind import Evidence, fits_unit
from assistant.conversation import Conversation, Turn
from assistant.draft import Draft
from assistant.notation import given as given_operand
from assistant.pick import Pick, agrees, pick, pick_all
from assistant.query import Query, Request
from assistant.types import Calculation, Operand
from index import numbers, periods
from index.errors import CalculationError
from index.format import show
from index.numbers import Mention
from index.types import Figure, Period
from index.units import Quantity, is_money


@dataclass(frozen=True, slots=True)
class Context:
    """What a question is answered from."""

    query: Query
    evidence: Evidence
    conversation: Conversation

    @property
    def last(self) -> Turn | None:
        """The turn before."""
        return self.conversation.last


Solver = Callable[[Context], Draft | None]


def solve(context: Context) -> Draft | None:
    """The draft for a question about figures, or None where no reading of it has evidence."""
    draft = again(context)
    if draft is not None:
        return draft
    for solver in _SOLVERS.get(context.query.operation, (lookup,)):
        try:
            draft = solver(context)
        except CalculationError:
            continue
        if draft is not None:
            return draft
    return None


# ---- the same again ------------------------------------------------------------------------------------------------


def again(c: Context) -> Draft | None:
    """"And Germany?", "and the year before?": what was just said, for another place or period.

    Every figure of the last answer is replaced by the one that differs from it in that respect alone.
    """
    q, last = c.query, c.last
    own: Request | None = q.notes.get("own_request")
    if last is None or own is None or not q.follow_up or c.conversation.turns[-1] is not last:
        return None
    shift = question.period_shift(q.text)
    reverse = bool(re.search(r"(?i)\bother way(?: a)?round\b|\bvice versa\b|\bopposite direction\b|\b(?:in|the) reverse\b|\bother direction\b", q.text))
    if reverse and last.result and last.result.figure:
        back = {"export": "import", "import": "export"}.get(last.result.figure.flow, "")
        other = alike(c.evidence, last.result.figure, "", (), None, flow=back) if back else None
        if other is None:
            return None
        draft = Draft(c.evidence)
        _tell(draft, Pick(other), replace(c, query=c.query.with_request(unit=other.quantity.unit)))
        return draft
    if shift is None and not own.periods and last.result and last.result.figure and last.result.figure.period:
        short = question.short_year(q.text, (last.result.figure.period,))
        own = replace(own, periods=short) if short else own
    swaps = [p for p in own.places]
    if any(t.hard for t in own.terms) or own.flow or (own.unit and own.unit.isupper()) or q.given or len(swaps) > 1:
        return None
    if not swaps and not own.periods and shift is None:
        return None
    if q.operation not in ("lookup", last.query.operation):
        return None
    if last.calculations:
        return _repeated(c, last, swaps, own.periods, shift)
    if len(last.figures) >= 1 and last.result and last.result.figure:
        other = alike(c.evidence, last.result.figure, swaps[0] if swaps else "", own.periods, shift)
        if other is not None:
            draft = Draft(c.evidence)
            request = c.query.with_request(unit=other.quantity.unit)
            _tell(draft, Pick(other, rivals=_contradicting(c.evidence, other)), replace(c, query=replace(request, unit=q.unit)))
            return draft
    return None


def alike(
    evidence: Evidence, figure: Figure, place: str = "", when: Sequence[Period] = (), shift: int | None = None,
    *, flow: str = "", any_status: bool = False,
) -> Figure | None:  # fmt: skip
    """The figure that differs from another in place or period alone; the nearest one where several do."""
    wanted = [periods.shift(figure.period, shift)] if shift is not None and figure.period else list(when)
    entities = {place} if place else set(figure.entities)
    found = []
    for f in evidence.figures:
        if f.id == figure.id or not f.bound or f.quantity.unit != figure.quantity.unit or f.kind != figure.kind or f.flow != (flow or figure.flow) or (f.status != figure.status and not any_status):
            continue
        if set(f.entities) != entities or (not place and set(f.background) != set(figure.background)):
            continue
        if wanted and not (f.period and any(f.period.same_as(w) for w in wanted)):
            continue
        if not wanted and not (f.period is figure.period or (f.period and figure.period and f.period.same_as(figure.period))):
            continue
        apart = {s for s in set(f.item) ^ set(figure.item) if not evidence.is_topic(s) and evidence.weight(s) > 1.5}
        if apart:
            continue
        found.append(f)
    return max(found, key=lambda f: (f.span.document == figure.span.document, f.locator.heading == figure.locator.heading, _cells_alike(f, figure), f.quantity.places or 0, f.id)) if found else None


def _cells_alike(a: Figure, b: Figure) -> bool:
    return a.label.rpartition(" / ")[2] == b.label.rpartition(" / ")[2]


def _contradicting(evidence: Evidence, figure: Figure) -> tuple[Figure, ...]:
    """Figures that give another value for exactly the same."""
    out = []
    for f in evidence.figures:
        if f.id != figure.id and f.bound and f.quantity.unit == figure.quantity.unit and f.kind == figure.kind and f.flow == figure.flow and f.status == figure.status \
                and f.entities == figure.entities and f.item == figure.item and f.period and figure.period and f.period.same_as(figure.period) and not agrees(f, figure):  # fmt: skip
            out.append(f)
    return tuple(out[:2])


def _repeated(c: Context, last: Turn, swaps: list[str], when: Sequence[Period], shift: int | None) -> Draft | None:
    """The last calculation over other figures."""
    done = last.calculations[-1]
    function = calculator.OPERATIONS.get(done.operation)
    if function is None or done.operation in ("sum", "average", "median", "minimum", "maximum", "rank", "remainder", "weighted_average"):
        return None
    operands: list[Operand] = []
    changed = False
    for i, o in enumerate(done.operands):
        if o.figure is None:
            operands.append(o)
            continue
        swap = swaps and (o.figure.entities or (i == 0 and len(done.operands) == 1))
        other = alike(c.evidence, o.figure, swaps[0] if swap else "", when, shift) if (swap or when or shift is not None) else None
        if other is None and (swap or when or shift is not None):
            if not swap and not o.figure.entities and swaps:
                other = o.figure
            else:
                return None
        operands.append(Draft(c.evidence).operand(other) if other else o)
        changed = changed or (other is not None and other.id != o.figure.id)
    if not changed:
        return None
    result = function(*operands)
    if result.result.unit != done.result.unit and result.result.measures_same_as(done.result):
        again_in = calculator.in_unit(calculator.carried(result), done.result.unit)
        result = replace(again_in, operation=result.operation, expression=result.expression, operands=result.operands, working=(*result.working, *again_in.working))
    return _said(c, result, " and ".join(_name(c, o) for o in operands), absolute=done.operation == "percent_change")


# ---- one figure --------------------------------------------------------------------------------------------------


def lookup(c: Context) -> Draft | None:
    """A figure as printed."""
    found = pick(c.evidence, c.query.request, prefer=_prefer(c))
    if found is None:
        return _both_counts(c) or _timeless(c) or _parts_summed(c) or _per_unit(c) or _balance(c) or _converted_lookup(c)
    draft = Draft(c.evidence)
    _tell(draft, found, c)
    return draft


def _both_counts(c: Context) -> Draft | None:
    """"How many accounts, and for how many countries?": all the counts of the one row or sentence that fits."""
    asked = len(re.findall(r"(?i)\bhow many\b", c.query.text))
    if asked < 2:
        return None
    found = pick(c.evidence, c.query.request, prefer=_prefer(c), decisive=False)
    if found is None:
        return None
    beside = [f for f in c.evidence.figures if f.context == found.figure.context and f.quantity.unit == found.figure.quantity.unit]
    if len(beside) != asked:
        return None
    draft = Draft(c.evidence)
    draft.say(f"{' and '.join(draft.printed(f) for f in beside)}: {draft.described(found.figure)}.", beside)
    draft.result = draft.operand(found.figure)
    return draft


def _timeless(c: Context) -> Draft | None:
    """A figure without a period (a distance, a duty) for a follow-up that inherits a period it did not name."""
    own: Request | None = c.query.notes.get("own_request")
    if not c.query.follow_up or own is None or own.periods:
        return None
    found = pick(c.evidence, replace(c.query.request, periods=()), prefer=_prefer(c))
    if found is None or found.figure.period is not None:
        return None
    draft = Draft(c.evidence)
    _tell(draft, found, c)
    return draft


def _parts_summed(c: Context) -> Draft | None:
    """A period that no figure covers, summed from its parts: a half-year from its quarters, a quarter from its months."""
    r = c.query.request
    if len(r.periods) != 1 or r.periods[0].kind in ("day", "horizon"):
        return None
    whole = r.periods[0]
    parts: dict[tuple[object, ...], dict[object, Figure]] = {}
    for m in c.evidence.find(replace(r, kind="level"), limit=400, ranging=True):
        f = m.figure
        if f.period is None or f.period.same_as(whole) or f.kind != "level" or (f.entities and set(f.entities) != set(r.places)):
            continue
        column = f.label.rpartition(" / ")[2] if f.label else ""
        key = (f.span.document, f.quantity.unit, f.flow, f.item, column if not periods.read(column) else "")
        parts.setdefault(key, {}).setdefault((f.period.start, f.period.end), f)
    for group in parts.values():
        members = sorted(group.values(), key=lambda f: f.period.start if f.period else whole.start)
        if len(members) >= 2 and _tiles(whole, [f.period for f in members if f.period]):
            operands = [Draft(c.evidence).operand(f) for f in members]
            return _said(c, calculator.total(operands), f"the sum of {', '.join(_name(c, o) for o in operands)}")
    return None


def _tiles(whole: Period, parts: Sequence[Period]) -> bool:
    """Do the parts, in order, cover the whole without gap or overlap?"""
    if parts[0].start != whole.start or parts[-1].end != whole.end:
        return False
    return all((b.start - a.end).days == 1 for a, b in zip(parts, parts[1:], strict=False))


def _per_unit(c: Context) -> Draft | None:
    """A price per unit that no document prints: value over volume of the same thing."""
    wanted = c.query.request.unit
    above, _, below = wanted.partition("/") if "/" in wanted else ("", "", wanted[4:] if wanted.startswith("per ") else "")
    if not below or is_money(below):
        return None
    classes = ("count",) if below == "count" else ("mass", "volume", below)
    r = replace(c.query.request, kind="level")
    money = above or (c.query.unit if is_money(c.query.unit) else "money")
    last = c.last
    asked: Request = c.query.notes.get("own_request", r)
    pointing = c.query.follow_up and not any(t.hard for t in asked.terms) and not asked.places and not asked.flow
    near = last.result.figure if last and last.result and pointing else None
    for unit in classes:
        if near is not None:
            beside = [f for f in c.evidence.figures if f.context == near.context and f.entities == near.entities and (not near.period or not f.period or f.period.same_as(near.period))]
            values = [f for f in (near, *beside) if is_money(f.quantity.unit) and (money == "money" or f.quantity.unit == money)]
            amounts = [f for f in (near, *beside) if fits_unit(f, unit)]
            if values and amounts:
                return _divided(c, values[0], amounts[0], below)
        picks = pick_all(c.evidence, [replace(r, unit=money), replace(r, unit=unit)], prefer=_prefer(c), one_measure=False)
        if picks:
            return _divided(c, picks[0].figure, picks[1].figure, below)
    return None


def _divided(c: Context, value: Figure, amount: Figure, below: str) -> Draft:
    draft = Draft(c.evidence)
    done = calculator.per_unit(draft.operand(value), draft.operand(amount))
    wanted = f"{value.quantity.unit}/{below}"
    if below != "count" and done.result.unit != wanted:
        whole = done
        done = calculator.in_unit(calculator.carried(whole), wanted)
        done = replace(done, operation="per_unit", expression=whole.expression, operands=whole.operands, working=(*whole.working, *done.working))
    return _said(c, done, f"{_name(c, draft.operand(value))} over {_name(c, draft.operand(amount))}")


def _balance(c: Context) -> Draft | None:
    """A surplus or deficit that no document prints: exports less imports."""
    if c.query.request.flow != "balance":
        return None
    r = replace(c.query.request, kind="level")
    picks = pick_all(c.evidence, [replace(r, flow="export"), replace(r, flow="import")], prefer=_prefer(c))
    if not picks:
        return None
    a, b = _op(c, picks[0]), _op(c, picks[1])
    return _said(c, calculator.difference(a, b, absolute=True), f"{_name(c, a)} less {_name(c, b)}")


def _tell(draft: Draft, found: Pick, c: Context) -> None:
    """Says a figure, its equivalent, and who disagrees."""
    figure = found.figure
    value = draft.printed(figure)
    twin = c.evidence.by_id.get(figure.equivalent or "")
    if twin and not c.query.unit:
        value = f"{value} ({draft.printed(twin)})"
    what = draft.described(figure)
    future = {"target": ", a target", "projected": ", a projection", "provisional": ", provisional"}.get(figure.status, "")
    draft.say(f"{value}{future}{': ' + what if what else ''}.", [figure])
    draft.result = draft.operand(figure)
    _tell_rivals(draft, found, c)


def _tell_rivals(draft: Draft, found: Pick, c: Context) -> None:
    """Says which other values the documents give for the same thing, each with its source."""
    for rival in found.rivals[:3]:
        who = rival.attribution or c.evidence.documents[rival.span.document].publisher
        draft.say(f"Another value for the same is given{f' by {who}' if who else ''}: {draft.printed(rival)}.", [rival])


def _converted_lookup(c: Context) -> Draft | None:
    """A figure held in another currency than the one asked for: said as held, and converted where a rate is at hand."""
    wanted = c.query.request.unit
    if not is_money(wanted):
        return None
    found = pick(c.evidence, replace(c.query.request, unit="money"), prefer=_prefer(c))
    if found is None:
        return None
    rate = _rate_for(c, found.figure, wanted)
    if rate is None:
        draft = Draft(c.evidence)
        draft.say(f"The documents give this only as {draft.printed(found.figure)}: {draft.described(found.figure)}.", [found.figure])
        draft.result = draft.operand(found.figure)
        return draft
    draft = Draft(c.evidence)
    _say_conversion(draft, draft.operand(found.figure), rate, draft.described(found.figure))
    return draft


# ---- conversion --------------------------------------------------------------------------------------------------


def convert(c: Context) -> Draft | None:
    """An amount in another currency or unit: as the documents print it, else at a rate that is named."""
    wanted, last = c.query.unit or c.query.request.unit, c.last
    rate_day = _rate_day(c)
    request = replace(c.query.request, unit=wanted, periods=tuple(p for p in c.query.request.periods if p is not rate_day))
    asked: Request = c.query.notes.get("own_request", c.query.request)
    own = any(t.hard for t in asked.terms) or bool(asked.places or asked.flow) or (not c.query.follow_up and bool(c.query.request.places))
    explicit = rate_day is not None or any("/" in m.quantity.unit for m in c.query.given) or _typed_rate(c.query.text) is not None
    if last and last.result and not own:
        amount = last.result
        twin = c.evidence.by_id.get(amount.figure.equivalent or "") if amount.figure else None
        if twin and twin.quantity.unit == wanted and not explicit:
            draft = Draft(c.evidence)
            _tell(draft, Pick(twin), replace(c, query=replace(c.query, unit=wanted)))
            return draft
        if amount.quantity.unit == wanted:
            draft = Draft(c.evidence)
            draft.say(f"It is {amount.text} already.", [amount.figure] if amount.figure else [])
            draft.result = amount
            return draft
        if amount.figure and not explicit:
            again = pick(c.evidence, replace(last.query.request, unit=wanted), prefer=amount.figure)
            if again and _about_same(again.figure, amount.figure):
                draft = Draft(c.evidence)
                _tell(draft, again, replace(c, query=replace(c.query, unit=wanted)))
                return draft
    else:
        if not explicit:
            direct = pick(c.evidence, request, prefer=_prefer(c))
            if direct:
                draft = Draft(c.evidence)
                _tell(draft, direct, c)
                return draft
        money = [m for m in c.query.given if is_money(m.quantity.unit)]
        if money and not own:
            amount = _from_question(c, money[0])
        else:
            other = pick(c.evidence, replace(request, unit="money"), prefer=_prefer(c))
            if other is None or (other.figure.quantity.unit == wanted and not explicit):
                return None
            if other.figure.quantity.unit == wanted:
                units = {m.figure.quantity.unit for m in c.evidence.find(replace(request, unit="money"))} - {wanted}
                held = next((p for u in sorted(units) if (p := pick(c.evidence, replace(request, unit=u)))), None)
                if held is None:
                    return None
                other = held
            amount = Draft(c.evidence).operand(other.figure)
    if not is_money(amount.quantity.unit):
        draft = Draft(c.evidence)
        done = calculator.in_unit(amount, wanted)
        draft.say(f"{done.shown}.", calculations=[done])
        draft.result = calculator.carried(done)
        return draft
    rate = _rate_for(c, amount.figure, wanted, amount.quantity.unit, rate_day)
    if rate is None:
        return None
    draft = Draft(c.evidence)
    _say_conversion(draft, amount, rate, draft.described(amount.figure) if amount.figure else "")
    return draft


def _say_conversion(draft: Draft, amount: Operand, rate: Operand, what: str) -> None:
    done = calculator.convert(amount, rate)
    when = f", {rate.figure.period.label}" if rate.figure and rate.figure.period else ""
    draft.say(f"{done.shown}: {amount.text}{f' ({what})' if what else ''} converted at {rate.text}{when}.", calculations=[done])
    draft.result = calculator.carried(done)


def _rate_day(c: Context) -> Period | None:
    """The day whose rate a question asks to use ("at the closing rate of 23 April 2024")."""
    m = re.search(r"(?i)\b(?:at|using|with|by) ((?:the |a |that )?[\w/' -]*?\b(?:rate|price|close|fixing|mean|average)\b.*)$", c.query.text)
    if not m:
        return None
    named = [p.period for p in periods.read(m[1]) if p.year_given]
    return next((p for p in c.query.periods if named and p.same_as(named[0])), named[0] if named else None)


def _rate_for(c: Context, figure: Figure | None, wanted: str, unit: str = "", when: Period | None = None) -> Operand | None:
    """The rate to convert with: given by the user, printed for the day asked for, stated in the figure's own document, or a dated reference rate."""
    unit = unit or (figure.quantity.unit if figure else "")
    pairs = {f"{unit}/{wanted}", f"{wanted}/{unit}"}
    for m in c.query.given:
        if m.quantity.unit in pairs:
            return _from_question(c, m)
    typed = _typed_rate(c.query.text)
    if typed:
        digits = next(g for g in typed.groups() if g).rstrip(".,")
        value = Decimal(digits.replace(",", ""))
        direction = rates.quoted_as(value, unit, wanted)
        q = Quantity(value, direction, places=len(digits.partition(".")[2]))
        return Operand(f"{show(q, style='as written')} (your rate)", q, origin="question")
    day = when or (figure.period if figure else None)
    printed = [f for f in c.evidence.figures if f.quantity.unit in pairs and f.bound and f.period]
    if when is not None:
        printed = [f for f in printed if f.period and f.period.start <= when.end and when.start <= f.period.end]
        if printed:
            best = min(printed, key=lambda f: (not (f.period and f.period.same_as(when)), f.period.end - f.period.start if f.period else 0, f.id))
            return Draft(c.evidence).operand(best)
        found = rates.reference_rate(*_major(unit, wanted), when.end)
        return found
    if figure is not None:
        twins = [(f, c.evidence.by_id[f.equivalent]) for f in c.evidence.figures
                 if f.equivalent and f.span.document == figure.span.document and {f.quantity.unit, c.evidence.by_id[f.equivalent].quantity.unit} == {unit, wanted}
                 and f.id < f.equivalent]  # fmt: skip
        if twins:
            a, b = twins[0]
            draft = Draft(c.evidence)
            implied = calculator.implied_rate(draft.operand(a), draft.operand(b))
            return Operand(f"{implied.shown}, the rate implied by {draft.printed(a)} and {draft.printed(b)}", implied.result, origin="calculation")
    if day is not None:
        whole = [f for f in printed if f.period and f.period.same_as(day)]  # the average of the very year
        if whole:
            return Draft(c.evidence).operand(whole[0])
    if day is not None and printed:
        inside = [f for f in printed if f.period and f.period.kind == "day" and day.start <= f.period.end <= day.end]
        if inside:
            last = max(inside, key=lambda f: (f.period.end if f.period else 0, f.id))
            return Draft(c.evidence).operand(last)
    if day is not None:
        return rates.reference_rate(*_major(unit, wanted), day.end)
    return None


_TYPED_RATE = re.compile(
    r"(?i)(?:\bat|@)\s*(?:(?:the|a|an) )?(?:[\w' -]{0,30}?\brate (?:of )?)?(\d+(?:,\d{3})*(?:\.\d+)?)(?![.,]?\d)(?! ?(?:per ?cent|%|of\b))|\b(?:one|a|1) (?:US )?(?:dollar|euro|pound) (?:is|=|at|being|costs?|was) (\d+(?:\.\d+)?)(?![.,]?\d)"
)


def _typed_rate(text: str) -> re.Match[str] | None:
    """A bare rate that the question gives ("at 83.4"); a day of the month is none."""
    when = [(p.start, p.end) for p in periods.read(text)]
    for m in _TYPED_RATE.finditer(text):
        at = m.start(1) if m[1] else m.start(2)
        if not any(s <= at < e for s, e in when):
            return m
    return None


def _major(a: str, b: str) -> tuple[str, str]:
    """(base, quote) of a currency pair as markets quote it."""
    order = rates.BASES
    return (a, b) if a in order and (b not in order or order.index(a) < order.index(b)) else (b, a)


def implied_rate(c: Context) -> Draft | None:
    """The exchange rate behind two amounts that are said to be the same."""
    money = [m for m in c.query.given if is_money(m.quantity.unit)]
    draft = Draft(c.evidence)
    if len(money) >= 2 and money[0].quantity.unit != money[1].quantity.unit:
        pairs = [_printed_or_given(c, m) for m in money[:2]]
    else:
        own: Request = c.query.notes.get("own_request", c.query.request)
        request = replace(c.query.request, unit="money", kind="", periods=own.periods if own.status == "future" else c.query.request.periods, terms=tuple(t for t in c.query.request.terms if t.stem not in ("exchang", "rate", "convers", "hidden", "hide", "impli", "convert")))
        figure = None
        if money:
            figure = next((f for f in c.evidence.figures if f.equivalent and f.quantity.value == money[0].quantity.value and f.quantity.unit == money[0].quantity.unit), None)
        if figure is None:
            near = c.last.figures[0] if c.last and c.last.figures and c.query.follow_up else None
            twins = [m for m in c.evidence.find(request) if m.figure.equivalent and (m.figure.status in ("target", "projected") or request.status != "future")]
            if not twins and near is not None:
                future = request.status == "future"
                beside = [f for f in c.evidence.figures if f.equivalent and f.span.document == near.span.document and f.context != near.context and (f.status in ("target", "projected")) == future]
                figure = min(beside, key=lambda f: abs(f.span.start - near.span.start)) if beside else None
            if figure is None:
                figure = max(twins, key=lambda m: (near is not None and m.figure.span.document == near.span.document, m.score)).figure if twins else None
        if figure is None:
            return None
        pairs = [draft.operand(figure), draft.operand(c.evidence.by_id[figure.equivalent or ""])]
    done = calculator.implied_rate(pairs[0], pairs[1])
    draft.say(f"{done.shown}: the rate implied by {pairs[0].text} and {pairs[1].text}.", calculations=[done])
    draft.result = calculator.carried(done)
    return draft


def _printed_or_given(c: Context, m: Mention) -> Operand:
    """A number of the question as the figure the documents print, where they print it; else as given."""
    held = [f for f in c.evidence.figures if f.quantity.value == m.quantity.value and f.quantity.unit == m.quantity.unit]
    held.sort(key=lambda f: (c.evidence.documents[f.span.document].kind != "article", f.equivalent is None, f.id))
    twin = next(iter(held), None)
    return Draft(c.evidence).operand(twin) if twin else _from_question(c, m)


def _from_question(c: Context, m: Mention) -> Operand:
    return given_operand(c.query.text[m.start : m.end].strip(), m.quantity)


# ---- two figures -------------------------------------------------------------------------------------------------


def _pair(c: Context) -> list[Operand] | None:
    """The two operands that a comparison sets against each other, in the question's order."""
    q, r = c.query, c.query.request
    r = replace(r, kind=r.kind or "level")
    amounts = [m for m in q.given if m.quantity.unit not in ("percent", "ratio", "count", "percentage_point") or m.quantity.scale]
    requests: list[Request] = []
    foreign = tuple(p for p in q.places if p != c.evidence.home)
    if len(q.items) == 2:
        requests = [replace(r, terms=item) for item in q.items]
    elif len(foreign) >= 2:
        for held in ([replace(r, places=(p,)) for p in foreign[:2]],):
            if pick_all(c.evidence, held):
                requests = held
    if not requests and len(q.flows) >= 2:
        requests = [replace(r, flow=f) for f in q.flows[:2]]
    if not requests and len(q.periods) >= 2:
        requests = [replace(r, periods=(p,)) for p in q.periods[:2]]
    if requests:
        picks = pick_all(c.evidence, requests, prefer=_prefer(c))
        return [_op(c, p) for p in picks] if picks else None
    if len(amounts) >= 2:
        return [_printed_or_given(c, m) for m in amounts[:2]]
    last = c.last
    asked: Request = q.notes.get("own_request", r)
    if q.follow_up and last and last.result and last.result.figure and asked.periods and not asked.places and not any(t.hard for t in asked.terms):
        other = alike(c.evidence, last.result.figure, "", asked.periods, None, any_status=True)
        if other is not None:
            return [last.result, Draft(c.evidence).operand(other)]
    if _FUTURE_GAP.search(q.text) or q.request.status == "future":
        start, target, _ = _level_and_target(c)
        if start and target:
            return [target, start]
    own = bool(r.places or r.terms or r.flow) and _own_words(c)
    if amounts and own:
        found = pick(c.evidence, replace(r, unit=amounts[0].quantity.unit), prefer=_prefer(c))
        return [_op(c, found), _printed_or_given(c, amounts[0])] if found else None
    if last and last.result and own and q.follow_up:
        unit = last.result.quantity.unit
        found = pick(c.evidence, replace(r, unit=unit), prefer=_prefer(c))
        if found and found.figure is not last.result.figure:
            return [last.result, _op(c, found)]
    if q.follow_up and not own:
        two = _two_turns(c) or _two_of_last(c)
        if two:
            return list(two)
    if last and len(last.figures) >= 2 and not own:
        return [Draft(c.evidence).operand(f) for f in last.figures[:2]]
    if last and last.result and amounts:
        return [last.result, _printed_or_given(c, amounts[0])]
    return None


_FUTURE_GAP = re.compile(r"(?i)\b(?:still|to go|remain\w*|missing|left|short of|shy of|off|away from)\b[^?]*\b(?:target|goal|aim|number|plan|ambition)\b|\b(?:target|goal|aim|plan|ambition)\b")


def _own_words(c: Context) -> bool:
    """Does the question itself, not only the conversation, say what is compared?"""
    return not c.query.follow_up or bool(c.query.places or [m for m in c.query.given]) or bool(c.query.notes.get("own_terms"))


def _op(c: Context, found: Pick) -> Operand:
    return Draft(c.evidence).operand(found.figure)


def _name(c: Context, o: Operand) -> str:
    """An operand with what it is about."""
    what = Draft(c.evidence).described(o.figure) if o.figure else ""
    return f"{o.text} ({what})" if what else o.text


def difference(c: Context) -> Draft | None:
    """How far one figure is above or below another."""
    if c.query.request.flow == "balance" and len(c.query.places) < 2:
        draft = lookup(replace(c, query=c.query.with_request(kind="level")))
        if draft is not None:
            return draft
    pair = _pair(c)
    if not pair:
        return None
    a, b = pair
    if a.quantity.unit == "percent" and b.quantity.unit == "percent":
        return _points(c, a, b)
    done = calculator.difference(a, b, absolute=True)
    return _said(c, done, f"the difference between {_name(c, a)} and {_name(c, b)}")


def ratio(c: Context) -> Draft | None:
    """How many times one figure is another."""
    pair = _pair(c)
    if not pair:
        return None
    a, b = pair
    text = c.query.text.lower()
    if re.search(r"\bsize of\b|\bas (?:big|large) as\b|\bmake up\b|\bgo into\b|\bfit in", text) and not re.search(r"\bhow many times\b", text):
        a, b = b, a
    elif a.quantity.measures_same_as(b.quantity) and a.quantity.base[0] < b.quantity.base[0] and not re.search(r"\bsmaller|\blower|\bless\b|\bfraction", text):
        a, b = b, a
    done = calculator.ratio(a, b)
    return _said(c, done, f"{_name(c, a)} against {_name(c, b)}")


def change(c: Context) -> Draft | None:
    """The percentage by which a figure grew or fell: computed from the two values, or as printed."""
    q, r = c.query, replace(c.query.request, kind="", unit=c.query.unit)
    own = q.notes.get("own_request", r)
    if q.follow_up and not own.places and not own.flow and not any(t.hard for t in own.terms):
        pair = _last_and_before(c) if question.period_shift(q.text) is not None or own.periods else _two_turns(c) or _two_of_last(c) or _last_and_before(c)
        if pair:
            return _change_of(c, *pair)
    if len(q.periods) >= 2:
        ends = sorted(q.periods[:2], key=lambda p: p.end)
        picks = pick_all(c.evidence, [replace(r, periods=(p,)) for p in ends], prefer=_prefer(c))
        if picks:
            return _change_of(c, _op(c, picks[0]), _op(c, picks[1]))
    elif len(r.periods) == 1 and r.periods[0].kind != "day":
        end = r.periods[0]
        computed = pick_all(c.evidence, [replace(r, periods=(periods.shift(end, -1),)), replace(r, periods=(end,))], prefer=_prefer(c))
        if computed and (computed[0].figure.context == computed[1].figure.context or computed[0].figure.span.document == computed[1].figure.span.document):
            return _change_of(c, _op(c, computed[0]), _op(c, computed[1]))
    printed = pick(c.evidence, replace(c.query.request, kind="change", unit=""), prefer=_prefer(c))
    if printed:
        draft = Draft(c.evidence)
        _tell(draft, printed, c)
        return draft
    if len(r.periods) == 1 and r.periods[0].kind != "day":
        if computed:
            return _change_of(c, _op(c, computed[0]), _op(c, computed[1]))
    pair2 = _two_turns(c) if q.follow_up else None
    return _change_of(c, *pair2) if pair2 else None


def _two_turns(c: Context) -> tuple[Operand, Operand] | None:
    """The figures of the last two answers, earlier period first: "by what percentage did they go up?" """
    turns = [t for t in c.conversation.turns if t.answered and t.figures]
    if len(turns) < 2:
        return None
    a, b = turns[-2].figures[0], turns[-1].figures[0]
    if a.quantity.unit != b.quantity.unit or a.id == b.id:
        return None
    if a.period and b.period and a.period.end > b.period.end:
        a, b = b, a
    draft = Draft(c.evidence)
    return draft.operand(a), draft.operand(b)


def _two_of_last(c: Context) -> tuple[Operand, Operand] | None:
    """The first two figures of the last answer, of one unit and two periods, the earlier first."""
    last = c.last
    level = [f for f in (last.figures if last else ()) if f.kind == "level" and f.period]
    if len(level) != 2 or level[0].quantity.unit != level[1].quantity.unit:
        return None
    a, b = sorted(level, key=lambda f: f.period.end if f.period else f.id)
    return Draft(c.evidence).operand(a), Draft(c.evidence).operand(b)


def _last_and_before(c: Context) -> tuple[Operand, Operand] | None:
    """The last figure and the same for the period the question names, or for the one before."""
    last = c.last
    figure = last.result.figure if last and last.result else None
    if figure is None or figure.period is None:
        return None
    own: Request = c.query.notes.get("own_request", c.query.request)
    other = alike(c.evidence, figure, "", own.periods, None) if own.periods else alike(c.evidence, figure, "", (), -1)
    if other is None or other.period is None:
        return None
    a, b = sorted((figure, other), key=lambda f: f.period.end if f.period else f.id)
    return Draft(c.evidence).operand(a), Draft(c.evidence).operand(b)


def _change_of(c: Context, start: Operand, end: Operand) -> Draft | None:
    if start.quantity.unit == "percent":
        return _points(c, end, start)
    done = calculator.percent_change(start, end)
    word = "up" if done.result.value > 0 else "down" if done.result.value < 0 else "no change"
    return _said(c, done, f"{word} from {_name(c, start)} to {_name(c, end)}", absolute=True)


def points(c: Context) -> Draft | None:
    """The change of a share in percentage points."""
    r = replace(c.query.request, kind="share", unit="percent")
    if len(c.query.periods) >= 2:
        picks = pick_all(c.evidence, [replace(r, periods=(p,)) for p in sorted(c.query.periods[:2], key=lambda p: p.end)])
        if picks:
            return _points(c, _op(c, picks[1]), _op(c, picks[0]))
    for request in (r, replace(r, periods=())):
        for m in c.evidence.find(request):
            pair = _from_to(c.evidence, m.figure)
            if pair:
                return _points(c, Draft(c.evidence).operand(pair[1]), Draft(c.evidence).operand(pair[0]))
    stated = pick(c.evidence, replace(r, kind="change", unit="percentage_point"))
    if stated:
        draft = Draft(c.evidence)
        _tell(draft, stated, c)
        return draft
    pair3 = _pair(replace(c, query=c.query.with_request(kind="share", unit="percent")))
    return _points(c, pair3[0], pair3[1]) if pair3 else None


def _from_to(evidence: Evidence, figure: Figure) -> tuple[Figure, Figure] | None:
    """The two ends of "from 1.27 per cent to 3.54 per cent" when a figure is one of them."""
    text = evidence.documents[figure.span.document].text
    for other in evidence.figures:
        if other.context != figure.context or other.id == figure.id or other.quantity.unit != figure.quantity.unit:
            continue
        first, second = sorted((figure, other), key=lambda f: f.span.start)
        if re.search(r"(?i)\bfrom (?:about |around |nearly |some )?$", text[max(0, first.span.start - 20) : first.span.start]) and re.match(r"(?i)[^.;]{0,30}?\bto (?:about |around |nearly |some |over )?$", text[first.span.end : second.span.start]):
            return first, second
    return None


def _points(c: Context, a: Operand, b: Operand) -> Draft | None:
    done = calculator.percentage_point_change(b, a)
    word = "up" if done.result.value > 0 else "down"
    return _said(c, done, f"{word} from {_name(c, b)} to {_name(c, a)}", absolute=True)


def share(c: Context) -> Draft | None:
    """A share of a whole: as printed where it is, else computed from part and whole."""
    q, r = c.query, c.query.request
    last = c.last
    if last and last.result and q.follow_up and _of_last(q.text):
        draft = _share_of_last(c)
        if draft:
            return draft
    stated = pick(c.evidence, replace(r, kind="share", unit="percent"), prefer=_prefer(c))
    computed = _computed_share(c)
    if stated and (stated.score > 0.78 or computed is None):
        draft = Draft(c.evidence)
        _tell(draft, stated, c)
        return draft
    return computed


def _of_last(text: str) -> bool:
    """Does the question ask what share the last figure is of something?"""
    return bool(re.search(r"(?i)\b(?:is|are|was|would|does) (?:that|this|it|they)\b|\bas an? (?:percentage|share|proportion|part|fraction|per ?cent)\b|\b(?:that|this|it) (?:is|was|as|be|make|represent|account)", text))


def _share_of_last(c: Context) -> Draft | None:
    """"How much of the whole is that?": the last result over the figure the question names."""
    assert c.last is not None and c.last.result is not None
    part = c.last.result
    own: Request = c.query.notes.get("own_request", c.query.request)
    figure = part.figure or next((o.figure for k in reversed(c.last.calculations) for o in k.operands if o.figure), None)
    when = own.periods or ((figure.period,) if figure and figure.period else ())
    base = replace(own, kind="level", status="", flow=own.flow or (figure.flow if figure else ""))
    found: list[tuple[int, Operand, Operand]] = []
    for periods_asked in (when,) if when else ((),):
        for top in filter(None, (part, _twin(c, part))):
            whole = pick(c.evidence, replace(base, unit=top.quantity.unit, periods=periods_asked), prefer=figure)
            if whole is not None and not (figure and whole.figure.id == figure.id and part.figure):
                told = len({f.span.document for f in (whole.figure, *whole.same)})
                found.append((told, top, _op(c, whole)))
    if not found:
        return None
    _, top, over = max(found, key=lambda x: x[0])  # the whole that most documents tell
    return _said(c, calculator.share(top, over), f"{_name(c, top)} of {_name(c, over)}")


def _twin(c: Context, o: Operand) -> Operand | None:
    twin = c.evidence.by_id.get(o.figure.equivalent or "") if o.figure else None
    return Draft(c.evidence).operand(twin) if twin else None


def _computed_share(c: Context) -> Draft | None:
    """Part over whole: the figure asked for over the same without its most special restriction."""
    q, r = c.query, replace(c.query.request, kind="", unit=c.query.unit if c.query.unit not in ("percent", "ratio") else "")
    wholes: list[tuple[Request, Request]] = []
    foreign = r.places
    of = _after_of(q, c)
    if of is not None:
        wholes.append((r, of))
    if len(foreign) == 1:
        wholes.append((r, replace(r, places=(), total=True)))
    if len(foreign) >= 2:
        wholes += [(replace(r, places=(p,)), replace(r, places=tuple(x for x in foreign if x != p))) for p in foreign]
    if len(r.terms) >= 1 and not foreign:
        specials = sorted(r.terms, key=lambda t: -c.evidence.weight(t.stem))
        for n in range(1, min(3, len(specials)) + 1):
            dropped = {t.stem for t in specials[:n]}
            rest = tuple(t for t in r.terms if t.stem not in dropped)
            wholes.append((r, replace(r, terms=rest)))
    for part_request, whole_request in wholes:
        picks = pick_all(c.evidence, [part_request, whole_request], prefer=_prefer(c))
        if not picks or picks[0].figure.id == picks[1].figure.id:
            continue
        part, whole = _op(c, picks[0]), _op(c, picks[1])
        if part.quantity.unit in ("percent", "percentage_point", "ratio"):
            continue
        if part.quantity.measures_same_as(whole.quantity) and abs(part.quantity.base[0]) < abs(whole.quantity.base[0]) * Decimal("0.9995"):
            return _said(c, calculator.share(part, whole), f"{_name(c, part)} of {_name(c, whole)}")
    return None


def _after_of(q: Query, c: Context) -> Request | None:
    """The whole that "share of ..." names, read on its own, where the rest of the question names the part."""
    return q.notes.get("whole")  # type: ignore[no-any-return]


# ---- shares of a whole, what is left -------------------------------------------------------------------------------


def whole_from_share(c: Context) -> Draft | None:
    """The whole of which a known part is a known share."""
    amounts = [m for m in c.query.given if is_money(m.quantity.unit) or m.quantity.scale or (m.quantity.unit not in ("percent", "count", "ratio", "year"))]
    percents = [m for m in c.query.given if m.quantity.unit == "percent"]
    last = c.last
    percent = _printed_or_given(c, percents[0]) if percents else None
    if percent is None and last and last.result and last.result.quantity.unit == "percent":
        percent = last.result
    if percent is None:
        found = pick(c.evidence, replace(c.query.request, kind="share", unit="percent"))
        percent = _op(c, found) if found else None
    part: Operand | None = _printed_or_given(c, amounts[0]) if amounts else None
    if part is None:
        found = pick(c.evidence, replace(c.query.request, kind="", unit=c.query.unit or "amount"), prefer=_prefer(c))
        part = _op(c, found) if found else last.result if last and last.result and last.result.quantity.unit != "percent" else None
    if percent is None or part is None:
        return None
    done = calculator.whole_from_share(part, percent)
    return _said(c, done, f"the whole of which {_name(c, part)} is {percent.text}")


def remainder(c: Context) -> Draft | None:
    """What is left of a whole when a part is taken away."""
    last = c.last
    if last and last.calculations and last.calculations[-1].operation in ("whole_from_share", "share", "remainder"):
        calc = last.calculations[-1]
        if calc.operation == "whole_from_share":
            done = calculator.remainder(calculator.carried(calc), [calc.operands[0]])
            return _said(c, done, f"{calc.shown} less {_name(c, calc.operands[0])}")
        if calc.operation == "share" and len(calc.operands) == 2:
            done = calculator.remainder(calc.operands[1], [calc.operands[0]])
            return _said(c, done, f"{_name(c, calc.operands[1])} less {_name(c, calc.operands[0])}")
    r = replace(c.query.request, kind="")
    if r.places:
        picks = pick_all(c.evidence, [replace(r, places=()), *[replace(r, places=(p,)) for p in r.places]], prefer=_prefer(c))
        if picks:
            done = calculator.remainder(_op(c, picks[0]), [_op(c, p) for p in picks[1:]])
            return _said(c, done, f"{_name(c, _op(c, picks[0]))} less {', '.join(_name(c, _op(c, p)) for p in picks[1:])}")
    if last and last.result and last.result.quantity.unit == "percent":
        done = calculator.difference(given_operand("100%", Quantity(Decimal(100), "percent", places=0)), last.result)
        shown = replace(done, result=replace(done.result, unit="percent"), shown=done.shown.replace(" percentage points", "%"))
        return _said(c, shown, f"100% less {last.result.text}")
    return None


# ---- growth --------------------------------------------------------------------------------------------------------


def required_rate(c: Context) -> Draft | None:
    """The yearly growth that leads from the present level to a target."""
    start, target, years = _level_and_target(c)
    if not (start and target and years):
        return None
    done = calculator.required_rate(start, target, years)
    return _said(c, done, f"a year for {years.text}, from {_name(c, start)} to {_name(c, target)}")


def _level_and_target(c: Context) -> tuple[Operand | None, Operand | None, Operand | None]:
    """(present level, target, years between) from the question, the conversation and the documents."""
    q, r, last = c.query, replace(c.query.request, kind="", status="", unit=c.query.unit), c.last
    amounts = [m for m in q.given if is_money(m.quantity.unit) or m.quantity.scale]
    spans = [m for m in q.given if m.quantity.unit == "year"]
    used = [f for f in (last.figures if last else ())]
    target_figure = next((f for f in used if f.status in ("target", "projected") and f.quantity.unit != "year"), None)
    level_figure = next((f for f in used if f.status == "reported" and f.kind == "level" and (target_figure is None or f.quantity.measures_same_as(target_figure.quantity))), None)
    target: Operand | None = _from_question(c, amounts[-1]) if amounts else None
    if target is not None:
        held = next((f for f in c.evidence.figures if f.status in ("target", "projected") and f.quantity.value == target.quantity.value and f.quantity.unit == target.quantity.unit), None)
        target_figure = held or target_figure
    if target is None and target_figure is None or (q.periods and target is None):
        base = replace(r, periods=tuple(p for p in q.periods), status="future")
        found = _find_target(c, base, level_figure)
        target_figure = found or target_figure
    if target is None and target_figure is not None:
        target = Draft(c.evidence).operand(target_figure)
    if target is None:
        return None, None, None
    if target_figure is not None:  # "can rise from $1.68 billion in 2024 to $2.5 billion in 2028"
        ends = _from_to(c.evidence, target_figure)
        if ends and ends[1].id == target_figure.id and ends[0].status != "target":
            level_figure = ends[0]
    own: Request = q.notes.get("own_request", r)
    if level_figure is not None and r.flow and level_figure.flow and r.flow != level_figure.flow and (own.flow or own.total or re.search(r"(?i)\bthe total\b", q.text)):
        level_figure = None  # "the total" after exports and imports
    if level_figure is None or not level_figure.quantity.measures_same_as(target.quantity):
        unit = target.quantity.unit
        own = tuple(p for p in r.periods if not (q.periods and p in q.periods and p.end.year >= 2025 and target_figure and target_figure.period and p.same_as(target_figure.period)))
        base = replace(r, unit=unit, periods=own)
        if target_figure is not None and not (r.terms or r.places):
            base = replace(base, places=tuple(p for p in (*target_figure.entities, *target_figure.background) if p != c.evidence.home), flow=target_figure.flow or r.flow)
        found_level = pick(c.evidence, replace(base, terms=_without_future(base)), prefer=target_figure)
        level_figure = found_level.figure if found_level else None
    if level_figure is None:
        return None, None, None
    start = Draft(c.evidence).operand(level_figure)
    years = _from_question(c, spans[0]) if spans else _years_between(level_figure, target_figure, q)
    return start, target, years


def _without_future(r: Request) -> tuple:  # type: ignore[type-arg]
    return tuple(t for t in r.terms if not re.match(r"(?i)^(?:goals?|targets?|aims?|ambitions?|aspirations?|plan\w*|forecast\w*|total)$", t.word))


def _find_target(c: Context, base: Request, level: Figure | None = None) -> Figure | None:
    """The target that a question about "the goal" means."""
    terms = _without_future(base)
    for request in (replace(base, terms=terms), replace(base, terms=terms, periods=()), replace(base, terms=terms, unit="amount", periods=base.periods)):
        found = [m for m in c.evidence.find(request) if m.figure.status in ("target", "projected") and m.figure.quantity.unit not in ("percent", "year", "count", "ratio")]
        sane = [m for m in found if level is None or _within_reach(level, m.figure, c.query.text)]
        if sane:
            return sane[0].figure
    return None


def _within_reach(level: Figure, target: Figure, text: str) -> bool:
    """Can a target be one for this level: the same measure, higher unless a fall is spoken of, not fifty times as high?"""
    if not level.quantity.measures_same_as(target.quantity):
        return True
    a, b = level.quantity.base[0], target.quantity.base[0]
    if a <= 0:
        return False
    return (b > a or bool(re.search(rf"(?i){question._FALL}", text))) and Decimal("0.02") < b / a < 50


def _years_between(level: Figure, target: Figure | None, q: Query) -> Operand | None:
    """Whole years from the end of the level's period to the target's; a horizon counts from when it was said."""
    goal = target.period if target and target.period else None
    asked = next((p for p in q.periods if p.kind in ("year", "fiscal_year") and (level.period is None or p.end > level.period.end)), None)
    goal = asked or goal
    if goal is None:
        return None
    if goal.kind == "horizon":
        count = goal.end.year - goal.start.year
        return Operand(f"{count} years", Quantity(Decimal(count), "year", places=0), figure=None, origin="question" if target is None else "document")
    if level.period is None:
        return None
    count = goal.end.year - level.period.end.year
    if count <= 0:
        return None
    return Operand(f"{count} years ({level.period.label} to {goal.label})", Quantity(Decimal(count), "year", places=0), origin="document")


def cagr(c: Context) -> Draft | None:
    """The compound yearly growth between two values."""
    q, r = c.query, replace(c.query.request, kind="", unit=c.query.unit)
    if len(q.periods) >= 2:
        ends = sorted(q.periods, key=lambda p: p.end)
        first, final = ends[0], ends[-1]
        picks = pick_all(c.evidence, [replace(r, periods=(first,), status=""), replace(r, periods=(final,))], prefer=_prefer(c)) or \
            pick_all(c.evidence, [replace(r, periods=(first,), status=""), replace(r, periods=(final,), status="future")], prefer=_prefer(c))  # fmt: skip
        if picks:
            count = final.end.year - first.end.year
            years = Operand(f"{count} years", Quantity(Decimal(count), "year", places=0), origin="question")
            a, b = _op(c, picks[0]), _op(c, picks[1])
            return _said(c, calculator.cagr(a, b, years), f"a year over {count} years, from {_name(c, a)} to {_name(c, b)}")
    last = c.last
    if last and last.calculations and last.calculations[-1].operation in ("percent_change", "ratio", "growth_multiple"):
        a, b = last.calculations[-1].operands[:2]
        if a.figure and b.figure and a.figure.period and b.figure.period:
            a, b = sorted((a, b), key=lambda o: o.figure.period.end)  # type: ignore[union-attr]
            count = b.figure.period.end.year - a.figure.period.end.year  # type: ignore[union-attr]
            if count > 0:
                years = Operand(f"{count} years", Quantity(Decimal(count), "year", places=0), origin="document")
                return _said(c, calculator.cagr(a, b, years), f"a year over {count} years, from {_name(c, a)} to {_name(c, b)}")
    return required_rate(c)


def projection(c: Context) -> Draft | None:
    """Where a level gets to at a yearly rate."""
    q = c.query
    percent = next((m for m in q.given if m.quantity.unit == "percent"), None)
    years = next((m for m in q.given if m.quantity.unit == "year"), None)
    if percent is None:
        return None
    r = replace(q.request, kind="", status="", unit=q.unit, periods=tuple(p for p in q.request.periods if p.kind != "horizon"))
    end = next((p for p in q.periods if p.kind in ("year", "fiscal_year")), None) if years is None else None
    if end is not None:
        r = replace(r, periods=())
    amounts = [m for m in q.given if is_money(m.quantity.unit)]
    start: Operand | None = _printed_or_given(c, amounts[0]) if amounts else None
    if start is None:
        found = pick(c.evidence, r, prefer=_prefer(c)) if (r.terms or r.places or r.flow) else None
        start = _op(c, found) if found else c.last.result if c.last else None
    if start is None:
        return None
    if years is not None:
        span = _from_question(c, years)
    elif end is not None and start.figure and start.figure.period:
        count = end.end.year - start.figure.period.end.year
        span = Operand(f"{count} years", Quantity(Decimal(count), "year", places=0), origin="question")
    else:
        return None
    rate = _signed(c, percent)
    done = calculator.projection(start, rate, span)
    return _said(c, done, f"{_name(c, start)} growing by {rate.text} a year for {span.text}")


def _signed(c: Context, percent: Mention) -> Operand:
    """The user's rate, negative where the question speaks of a fall."""
    rate = _from_question(c, percent)
    falls = re.search(r"(?i)\b(?:f[ae]ll\w*|shr[aiu]nk\w*|declin\w+|drop\w*|decreas\w+|los[est]\w*|less|lower|fewer|cut)\b", c.query.text)
    return replace(rate, quantity=replace(rate.quantity, value=-rate.quantity.value)) if falls else rate


def years_needed(c: Context) -> Draft | None:
    """How many years a level needs to reach a target at a yearly rate."""
    q, last = c.query, c.last
    percent = next((m for m in q.given if m.quantity.unit == "percent"), None)
    rate = _from_question(c, percent) if percent else None
    start: Operand | None = None
    if last and last.calculations and last.calculations[-1].operation in ("projection", "cagr", "required_rate", "years_needed"):
        calc = last.calculations[-1]
        start = calc.operands[0]
        if rate is None:
            rate = next((o for o in calc.operands if o.quantity.unit == "percent"), None) or (calculator.carried(calc) if calc.result.unit == "percent" else None)
    if rate is None and last and last.result and last.result.quantity.unit == "percent":
        rate = last.result
    if rate is None:
        found_rate = pick(c.evidence, replace(q.request, kind="change", unit="percent"))
        rate = _op(c, found_rate) if found_rate else None
    amounts = [m for m in q.given if is_money(m.quantity.unit) or m.quantity.scale]
    r = replace(q.request, kind="", status="", unit="", periods=())
    target: Operand | None = None
    if amounts:
        target = _from_question(c, amounts[-1])
    elif re.search(r"(?i)\bdoubl", q.text) or re.search(r"(?i)\btripl", q.text):
        factor = 2 if re.search(r"(?i)\bdoubl", q.text) else 3
        base = start or (_op(c, p) if (p := pick(c.evidence, r, prefer=_prefer(c))) else None)
        if base is None or rate is None:
            return None
        product = replace(base.quantity, value=base.quantity.value * factor, places=None)
        target, start = Operand(f"{factor} × {base.text}", product, origin="calculation"), base
    else:
        figure = _find_target(c, replace(r, status="future"))
        target = Draft(c.evidence).operand(figure) if figure else None
    if target is None or rate is None:
        return None
    if start is None or not start.quantity.measures_same_as(target.quantity):
        found = pick(c.evidence, replace(r, unit=target.quantity.unit, terms=_without_future(r)), prefer=_prefer(c))
        start = _op(c, found) if found else None
    if start is None:
        return None
    done = calculator.years_needed(start, target, rate)
    return _said(c, done, f"from {_name(c, start)} to {_name(c, target)} at {rate.text} a year")


def what_if(c: Context) -> Draft | None:
    """An amount some per cent larger or smaller than it is, or that difference alone."""
    q = c.query
    percent = next((m for m in q.given if m.quantity.unit == "percent"), None)
    if percent is None:
        return None
    if re.search(r"(?i)\b(?:per|a|each|every) (?:year|annum)\b", q.text) and any(m.quantity.unit == "year" for m in q.given):
        return projection(c)
    r = replace(q.request, kind="", status="", unit=q.unit or ("amount" if q.request.unit not in ("", "percent") else ""), periods=tuple(p for p in q.request.periods if p.kind != "horizon"))
    own = bool(r.places or r.terms or r.flow)
    r = replace(r, terms=tuple(t for t in r.terms if not re.match(r"(?i)^(?:los[est]\w*|gain\w*|mean\w*|cost\w*|left|earn\w*|miss\w*|happen\w*)$", t.word)))
    found = pick(c.evidence, r, prefer=_prefer(c)) if own else None
    base = _op(c, found) if found else (c.last.result if c.last and q.follow_up else None)
    if base is None or base.quantity.unit in ("percent", "ratio"):
        return None
    rate = _from_question(c, percent)
    less = re.search(r"(?i)\b(?:f[ae]ll\w*|shr[aiu]nk\w*|declin\w+|drop\w*|decreas\w+|los[est]\w*|less|lower|fewer|cut|down)\b", q.text)
    if re.search(r"(?i)\b(?:los[est]\w*|gain\w*|extra|additional|more would|miss\w*|how much (?:more|less)|difference|save)\b", q.text):
        done = calculator.part_from_share(rate, base)
        return _said(c, done, f"{rate.text} of {_name(c, base)}")
    done = calculator.scale_by_percent(base, rate, "less" if less else "more")
    return _said(c, done, f"{_name(c, base)} {'less' if less else 'plus'} {rate.text}")


# ---- several figures -----------------------------------------------------------------------------------------------


def _several(c: Context) -> list[Operand] | None:
    """The figures that a sum or an average is over."""
    q, r = c.query, replace(c.query.request, kind="")
    foreign = tuple(p for p in q.places if p != c.evidence.home)
    if len(foreign) >= 2:
        picks = pick_all(c.evidence, [replace(r, places=(p,)) for p in foreign], prefer=_prefer(c))
        if picks:
            return [_op(c, p) for p in picks]
    if len(q.periods) >= 2:
        picks = pick_all(c.evidence, [replace(r, periods=(p,)) for p in q.periods], prefer=_prefer(c))
        if picks:
            return [_op(c, p) for p in picks]
    if len(q.flows) >= 2:
        picks = pick_all(c.evidence, [replace(r, flow=f) for f in q.flows], prefer=_prefer(c))
        if picks:
            return [_op(c, p) for p in picks]
    groups = q.notes.get("list") or ()
    if len(groups) >= 2:
        picks = pick_all(c.evidence, [replace(r, terms=g) for g in groups], prefer=_prefer(c))
        if picks:
            return [_op(c, p) for p in picks]
    rows = _family(c, r)
    return [Draft(c.evidence).operand(f) for f in rows] if rows and len(rows) >= 2 else None


def _family(c: Context, r: Request) -> list[Figure]:
    """The figures of one table column or one list that a question ranges over: countries, groups, items."""
    from assistant.families import family

    return family(c.evidence, c.query, r, c.last)


def total(c: Context) -> Draft | None:
    """A sum."""
    if c.query.unit in ("percent", "ratio"):
        return None
    operands = _several(c)
    if not operands:
        return None
    done = calculator.total(operands)
    return _said(c, done, f"the sum of {', '.join(_name(c, o) for o in operands)}")


def average(c: Context) -> Draft | None:
    """A mean or median; a printed average first."""
    median = re.search(r"(?i)\bmedian\b", c.query.text)
    stated = None if median else pick(c.evidence, c.query.request) if c.query.request.terms and not c.query.places[1:] and re.search(r"(?i)\baverage\b", c.query.text) else None
    if stated and any(s in ("averag", "mean") for s in stated.figure.own):
        draft = Draft(c.evidence)
        _tell(draft, stated, c)
        return draft
    operands = _several(c)
    if not operands:
        return None
    done = calculator.median(operands) if median else calculator.average(operands)
    return _said(c, done, f"the {'median' if median else 'average'} of {', '.join(_name(c, o) for o in operands)}")


def _said(c: Context, done: Calculation, how: str, *, absolute: bool = False) -> Draft:
    """A draft that says one result, then how it comes about."""
    draft = Draft(c.evidence)
    shown = done.shown.lstrip("-−") if absolute else done.shown
    draft.say(f"{shown}: {how}.", calculations=[done])
    draft.result = calculator.carried(done)
    return draft


# ---- checks ------------------------------------------------------------------------------------------------------


def verify(c: Context) -> Draft | None:
    """Does a claim agree with the figures it is about: a multiple, a share, a growth, an equality?"""
    claim = next((m for m in c.query.given if m.quantity.unit in ("percent", "ratio", "percentage_point")), None)
    if claim is None:
        return verify_figure(c)
    from assistant.claims import check

    return check(c, claim)


def verify_figure(c: Context) -> Draft | None:
    """Is a number what the question says it is? What the documents say it is."""
    from assistant.claims import identify

    return identify(c)


def _about_same(a: Figure, b: Figure) -> bool:
    """Are two figures of the same thing, in other units?"""
    if a.period and b.period and not a.period.same_as(b.period):
        return False
    return set(a.entities) == set(b.entities) and a.flow == b.flow and a.status == b.status


def _prefer(c: Context) -> Figure | None:
    """The figure that a follow-up stays near to."""
    last = c.last
    return last.figures[0] if last and last.figures and c.query.follow_up else None


def rank(c: Context) -> Draft | None:
    """A place in a ranking, or the ranking."""
    from assistant.families import ranked

    return ranked(c)


def table(c: Context) -> Draft | None:
    """Figures side by side."""
    from assistant.families import tabled

    return tabled(c)


def conflict(c: Context) -> Draft | None:
    """All the values that the documents give for one thing, and whether they agree."""
    from assistant.claims import compare_sources

    return compare_sources(c)


_SOLVERS: dict[str, tuple[Solver, ...]] = {
    "lookup": (lookup,),
    "convert": (convert,),
    "implied_rate": (implied_rate,),
    "difference": (difference,),
    "ratio": (ratio,),
    "change": (change,),
    "points": (points, difference),
    "share": (share,),
    "whole_from_share": (whole_from_share,),
    "remainder": (remainder,),
    "required_rate": (required_rate, cagr),
    "cagr": (cagr,),
    "projection": (projection, what_if),
    "years_needed": (years_needed, lookup),
    "what_if": (what_if, projection),
    "sum": (total, lookup),
    "average": (average, lookup),
    "verify_share": (verify,),
    "verify_figure": (verify_figure,),
    "rank": (rank,),
    "table": (table,),
    "conflict": (conflict,),
}
_ = (numbers, agrees, fits_unit)
