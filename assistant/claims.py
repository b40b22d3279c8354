"""Checks what a question claims against the documents' figures, and sets sources that disagree side by side."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from assistant import calculator
from assistant.draft import Draft
from assistant.pick import agrees, pick, pick_all
from assistant.query import Request
from assistant.types import Calculation, Operand
from index import lexicon, periods
from index.errors import CalculationError
from index.numbers import Mention
from index.types import Figure
from index.units import is_money

if TYPE_CHECKING:
    from assistant.solve import Context

_CONFLICT_WORDS = re.compile(r"(?i)^(?:agree\w*|differ\w*|disagree\w*|conflict\w*|contradict\w*|consisten\w*|inconsisten\w*|discrepan\w*|reconcil\w*|right|correct|true|seen|see|values?|versions?|one|everything|everywhere|supposed|suppose\w*|match\w*|trust\w*|believ\w*|quot\w*|reliab\w*|same|use|single|answers?|cite\w*|mention\w*|saw|read|heard|get|getting|find|found|two|three)$")


def check(c: Context, claim: Mention) -> Draft | None:
    """Does a claimed multiple, share or change follow from the figures it is about?"""
    for compute in (_claimed_multiple, _printed_claim, _claimed_share, _claimed_change):
        try:
            done = compute(c, claim)
        except CalculationError:
            continue
        if done is not None:
            return _verdict(c, claim, *done)
    return None


Checked = tuple[Calculation, Figure | None] | None


def _claimed_multiple(c: Context, claim: Mention) -> Checked:
    """"Is that really triple what it is now?": the later or future value over the present one."""
    if claim.quantity.unit != "ratio":
        return None
    from assistant.solve import _level_and_target, _pair

    pair = None
    if len(c.query.periods) >= 2:
        ends = sorted(c.query.periods[:2], key=lambda p: p.end)
        picks = pick_all(c.evidence, [replace(c.query.request, kind="", unit="amount", periods=(p,)) for p in ends])
        pair = [Draft(c.evidence).operand(p.figure) for p in picks] if picks else None
    if pair is None and len(c.query.request.periods) == 1 and re.search(r"(?i)\b(?:since|from|compared (?:with|to)|against|over|than)\b", c.query.text):
        pair = since(c, replace(c.query.request, kind="level", unit="amount"))
    if pair is None:
        ahead = c.query.request.status == "future" or (c.last is not None and any(f.status in ("target", "projected") for f in c.last.figures))
        start, target, _ = _level_and_target(c) if ahead else (None, None, None)
        pair = [start, target] if start and target else _over_years(c)
    if pair is None:
        named = len(c.query.places) >= 2 or len(c.query.periods) >= 2 or len(c.query.items) == 2 or c.query.follow_up
        two = _pair(c) if named else None
        pair = sorted(two, key=lambda o: o.quantity.base[0]) if two else None
    if pair is None or not pair[0].quantity.measures_same_as(pair[1].quantity):
        return None
    return calculator.ratio(pair[1], pair[0]), None


def since(c: Context, request: Request) -> list[Operand] | None:
    """The value of the period asked for and the latest one of the same measure after it."""
    start = request.periods[0]
    held = {(m.figure.period.start, m.figure.period.end): m.figure.period for m in c.evidence.find(replace(request, periods=()), limit=200)
            if m.figure.period and m.figure.period.kind == start.kind and m.figure.period.end > start.end and m.figure.status in ("reported", "provisional")}  # fmt: skip
    for period in sorted(held.values(), key=lambda p: p.end, reverse=True):
        picks = pick_all(c.evidence, [request, replace(request, periods=(period,))])
        if picks:
            return [Draft(c.evidence).operand(p.figure) for p in picks]
    return None


def _over_years(c: Context) -> list[Operand] | None:
    """"Doubled in three seasons": the latest value and the one so many years before."""
    m = re.search(r"(?i)\b(?:in|over|within|during) (?:the )?(?:last |past )?(\w+) (?:years?|seasons?)\b", c.query.text)
    from index.numbers import NUMBER_WORDS

    count = NUMBER_WORDS.get(m[1].lower(), 0) or (int(m[1]) if m[1].isdigit() else 0) if m else 0
    if not count:
        return None
    request = replace(c.query.request, kind="level", unit="amount", terms=tuple(t for t in c.query.request.terms if not t.hard or c.evidence.occurs(t.stem)))
    latest = pick(c.evidence, request)
    if latest is None or latest.figure.period is None:
        return None
    before = pick(c.evidence, replace(request, unit=latest.figure.quantity.unit, periods=(periods.shift(latest.figure.period, -count),)), prefer=latest.figure)
    return [Draft(c.evidence).operand(before.figure), Draft(c.evidence).operand(latest.figure)] if before else None


def _printed_claim(c: Context, claim: Mention) -> Checked:
    """A claim the documents print, recomputed from the amounts that stand beside it."""
    printed = [f for f in c.evidence.figures if f.quantity.unit in ("percent", "ratio") and _equal(f, claim)]
    terms = [t for t in c.query.request.terms if not _CONFLICT_WORDS.match(t.word)]
    scored = sorted(printed, key=lambda f: (-_overlap(c, f, terms), f.id))
    for figure in scored[:4]:
        if terms and _overlap(c, figure, terms) < 0.5:
            break
        done = recompute(c, figure)
        if done is not None:
            return done, figure
    return None


def _equal(figure: Figure, claim: Mention) -> bool:
    a, b = figure.quantity, claim.quantity
    if a.unit != b.unit:
        return False
    return abs(a.value - b.value) <= max(a.half_ulp(), b.half_ulp(), Decimal("0.01"))


def _overlap(c: Context, figure: Figure, terms: Sequence) -> float:  # type: ignore[type-arg]
    if not terms:
        return 0.5
    got, _, hard = c.evidence.coverage(tuple(terms), figure)
    places = [p for p in c.query.request.places if p not in (*figure.entities, *figure.background)]
    return got - 0.1 * len(hard) - 0.3 * len(places)


def recompute(c: Context, claim: Figure) -> Calculation | None:
    """A printed share or change, computed again from amounts in its own sentence or from the totals it refers to."""
    beside = [f for f in c.evidence.figures if f.span.document == claim.span.document and f.id != claim.id and f.kind in ("level", "rate")
              and f.quantity.unit not in ("count", "year", "day", "month", "percent", "ratio") and f.context == claim.context]  # fmt: skip
    if len(beside) < 2:
        beside = [f for f in c.evidence.figures if f.span.document == claim.span.document and f.id != claim.id and f.kind in ("level", "rate") and f.locator.heading == claim.locator.heading
                  and f.quantity.unit not in ("count", "year", "day", "month", "percent", "ratio") and -450 < f.span.start - claim.span.start < 200 and f.locator.row is None]  # fmt: skip
    draft = Draft(c.evidence)
    if claim.kind == "share":
        for part in sorted(beside, key=lambda f: abs(f.span.start - claim.span.start)):
            for other in beside:
                if other.id != part.id and other.quantity.measures_same_as(part.quantity) and other.quantity.base[0] > part.quantity.base[0]:
                    return calculator.share(draft.operand(part), draft.operand(other))
            request = Request(flow=part.flow, periods=(part.period,) if part.period else (), unit=part.quantity.unit, home=False)
            whole = _whole(c, part, claim, request)
            if whole is not None and whole.quantity.base[0] > part.quantity.base[0]:
                return calculator.share(draft.operand(part), draft.operand(whole))
        return None
    pairs = [(a, b) for a in beside for b in beside if a.span.start < b.span.start and a.quantity.measures_same_as(b.quantity) and a.equivalent != b.id and a.flow == b.flow]
    if any(a.period and b.period and not a.period.same_as(b.period) for a, b in pairs):  # growth leads from one period to another
        pairs = [(a, b) if a.period.end < b.period.end else (b, a) for a, b in pairs if a.period and b.period and not a.period.same_as(b.period)]
    if not pairs:
        return None
    a, b = min(pairs, key=lambda p: abs(p[0].span.start - claim.span.start) + abs(p[1].span.start - claim.span.start))
    text = c.evidence.documents[claim.span.document].text
    if re.search(r"(?i)\b(?:up|down) from (?:about |around |some )?$|\bagainst (?:about |around )?$", text[max(0, b.span.start - 24) : b.span.start]):
        a, b = b, a
    if claim.quantity.unit == "ratio":
        return calculator.ratio(draft.operand(b), draft.operand(a))
    return calculator.percent_change(draft.operand(a), draft.operand(b))


def _whole(c: Context, part: Figure, claim: Figure, request: Request) -> Figure | None:
    """The total that a claimed share is of: same flow, period, unit, and told by the same source where it is."""
    matches = [m.figure for m in c.evidence.find(replace(request, terms=()), limit=400, ranging=True)]
    totals = [f for f in matches if not f.entities and f.id != part.id and f.status == "reported" and f.kind == "level" and f.quantity.base[0] > part.quantity.base[0] and len(set(f.item) - set(part.item) - set(claim.item)) == 0]
    same_source = [f for f in totals if f.span.document == part.span.document and set(f.sources) & set(claim.sources)]
    same_document = [f for f in totals if f.span.document == part.span.document]
    for group in (same_source, same_document, totals):
        if group:
            return max(group, key=lambda f: (f.quantity.places or 0, -f.span.start))
    return None


def _claimed_share(c: Context, claim: Mention) -> Checked:
    if claim.quantity.unit != "percent" or not re.search(r"(?i)\bof\b|\bshare\b|\baccounts?\b|\bmakes? up\b|\bfor\b", c.query.text):
        return None
    from assistant.solve import _computed_share

    draft = _computed_share(c)
    return (draft.calculations[-1], None) if draft and draft.calculations else None


def _claimed_change(c: Context, claim: Mention) -> Checked:
    if claim.quantity.unit not in ("percent",):
        return None
    from assistant.solve import change

    draft = change(c)
    return (draft.calculations[-1], None) if draft and draft.calculations else None


def _verdict(c: Context, claim: Mention, done: Calculation, printed: Figure | None) -> Draft:
    """Yes or no, with what the calculator gets."""
    wanted = abs(claim.quantity.to("percent").value if claim.quantity.unit == "ratio" and done.result.unit == "percent" else claim.quantity.value)
    got = abs(done.result.value)
    slack = claim.quantity.half_ulp() if claim.quantity.places is not None else Decimal("0.05") * wanted
    if claim.qualifier != "exact" or (printed and printed.qualifier != "exact"):
        slack = max(slack, Decimal("1.5") if claim.quantity.unit == "percent" else Decimal("0.1") * wanted)
    fits = abs(got - wanted) <= max(slack, Decimal("0.5") if claim.quantity.unit == "percent" else Decimal(0))
    roughly = not fits and abs(got - wanted) <= Decimal("0.1") * wanted
    word = "Yes" if fits else "Roughly" if roughly else "No"
    draft = Draft(c.evidence)
    operands = " and ".join(f"{o.text}{_about(c, o)}" for o in done.operands)
    shown = done.shown.lstrip("-−")
    direction = "" if done.operation != "percent_change" else " less" if done.result.value < 0 else " more"
    draft.say(f"{word}: {shown}{direction}, by {operands}.", [printed] if printed else [], calculations=[done])
    if roughly:
        draft.say(f"That is {'a little more' if got > wanted else 'a little less'} than claimed.")
    draft.result = calculator.carried(done)
    return draft


def _about(c: Context, o: Operand) -> str:
    what = Draft(c.evidence).described(o.figure) if o.figure else ""
    return f" ({what})" if what else ""


# ---- what a number is -------------------------------------------------------------------------------------------


def identify(c: Context) -> Draft | None:
    """Is a number what the question says it is?"""
    mention = next((m for m in c.query.given if not m.bare), None)
    if mention is None:
        return None
    held = [f for f in c.evidence.figures if f.quantity.unit == mention.quantity.unit and abs(f.quantity.value - mention.quantity.value) <= mention.quantity.half_ulp() and f.bound]
    asked = replace(c.query.request, unit=mention.quantity.unit, kind="")
    true = pick(c.evidence, asked) or pick(c.evidence, replace(asked, unit="money" if is_money(mention.quantity.unit) else ""))
    draft = Draft(c.evidence)
    text = c.query.text[mention.start : mention.end].strip()
    fitting = [m.figure for m in c.evidence.find(asked) if agrees(m.figure, held[0])] if held else []
    others = [f for f in held if f not in fitting and _named(c, f) not in {_named(c, g) for g in fitting}]
    if fitting and not others:
        draft.say(f"Yes: {draft.printed(fitting[0])} is {draft.described(fitting[0])}.", [fitting[0]])
        return draft
    if others:
        distinct: dict[str, Figure] = {}
        for f in sorted(others, key=lambda f: (c.evidence.documents[f.span.document].kind != "article", f.id)):
            distinct.setdefault(_named(c, f), f)
        first = next(iter(distinct.values()))
        if not (first.entities or first.flow) or not first.period:
            return None  # too little is known of it to say what it is
        draft.say(f"No: {text} is {draft.described(first)}.", [first])
        for f in fitting[:2]:
            who = f.attribution or _source_name(c, f)
            draft.say(f"{who or 'One source'} does give it for {draft.described(f) or 'this'}.", [f])
        if true and not agrees(true.figure, first):
            draft.say(f"For what you ask the documents give {draft.printed(true.figure)} ({draft.described(true.figure)}).", [true.figure])
        draft.result = draft.operand(first)
        return draft
    if true:
        draft.say(f"No: the documents give {draft.printed(true.figure)} for {draft.described(true.figure)}, not {text}.", [true.figure])
        draft.result = draft.operand(true.figure)
        return draft
    return None


def _named(c: Context, f: Figure) -> str:
    return f"{f.entities}|{f.flow}|{f.period.label if f.period else ''}"


def _source_name(c: Context, f: Figure) -> str:
    document = c.evidence.documents[f.span.document]
    sources = [s.publisher for i in f.sources if (s := document.source(i))]
    return sources[0] if sources else document.publisher


# ---- disagreement ------------------------------------------------------------------------------------------------


def compare_sources(c: Context) -> Draft | None:
    """All values for one thing, most told first, each with who says so."""
    r = c.query.request
    terms = tuple(t for t in r.terms if not _CONFLICT_WORDS.match(t.word))
    request = replace(r, terms=terms, kind=r.kind if r.kind != "share" else "share", status=r.status)
    matches = [m for m in c.evidence.find(request, limit=60)]
    if not any(t.hard for t in terms):  # the whole is asked about, not its parts
        matches = [m for m in matches if all(c.evidence.is_topic(s) for s in m.figure.item)] or matches
    if not matches:
        return None
    pool = [m for m in matches if matches[0].score - m.score <= 0.2]
    lead = pick(c.evidence, request, decisive=False)
    if lead is None:
        return None
    same_period = [m.figure for m in pool if (m.figure.period is None and lead.figure.period is None) or (m.figure.period and lead.figure.period and m.figure.period.same_as(lead.figure.period))]
    groups: list[list[Figure]] = []
    for f in sorted(same_period, key=lambda f: (-(f.quantity.places or 0), f.id)):
        home = next((g for g in groups if agrees(g[0], f)), None)
        if home:
            home.append(f)
        else:
            groups.append([f])
    units: dict[str, list[list[Figure]]] = {}
    for g in groups:
        units.setdefault(g[0].quantity.unit, []).append(g)
    chosen = units.get(lead.figure.quantity.unit, [])
    if len(chosen) < 2:
        bigger = max(units.values(), key=len)
        chosen = bigger if len(bigger) > len(chosen) else chosen
    draft = Draft(c.evidence)
    if len(chosen) < 2:
        figures = (lead.figure, *lead.same[:2])
        count = len({f.span.document for f in (lead.figure, *lead.same)})
        draft.say(f"Yes, as far as the documents go: {draft.printed(lead.figure)} ({draft.described(lead.figure)}), in {count} {'document' if count == 1 else 'documents'}.", figures)
        draft.result = draft.operand(lead.figure)
        return draft
    chosen.sort(key=lambda g: (-len({f.span.document for f in g}), g[0].id))
    what = draft.described(chosen[0][0])
    values = "; ".join(f"{draft.printed(_best(c, g))} ({_whose(c, g)})" for g in chosen[:6])
    draft.say(f"No, the documents give {len(chosen)} values{f' for {what}' if what else ''}: {values}.", [f for g in chosen[:6] for f in _shown(c, g)])
    draft.result = draft.operand(chosen[0][0])
    return draft


def _best(c: Context, group: Sequence[Figure]) -> Figure:
    return max(group, key=lambda f: (bool(f.attribution or f.sources), f.quantity.places or 0, f.id))


def _shown(c: Context, group: Sequence[Figure]) -> list[Figure]:
    """One figure of a group for each of two documents."""
    by_document: dict[str, Figure] = {}
    for f in group:
        by_document.setdefault(f.span.document, f)
    return list(by_document.values())[:2]


def _whose(c: Context, group: Sequence[Figure]) -> str:
    names: list[str] = []
    for f in group:
        name = f.attribution or _source_name(c, f)
        if name and name not in names:
            names.append(name)
    return ", ".join(names[:3]) or "no source named"


_ = lexicon
