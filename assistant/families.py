"""Figures that belong together: one column of a table, one list in prose. Rankings, sums and tables range over them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from assistant import calculator
from assistant.bind import Evidence
from assistant.draft import Draft
from assistant.pick import agrees, pick, pick_all
from assistant.query import Query, Request
from index import lexicon
from index.names import GROUPINGS, places
from index.types import Figure, Period

if TYPE_CHECKING:
    from assistant.conversation import Turn
    from assistant.solve import Context

_PLACE_WORDS = re.compile(r"(?i)\b(?:countr(?:y|ies)|nations?|states?|markets?|buyers?|customers?|destinations?|suppliers?|sellers?|partners?|importers?|exporters?|who|whom|economies|sources?|purchasers?|places?|where)\b")
_ITEM_WORDS = re.compile(r"(?i)\b(?:items?|products?|groups?|categor(?:y|ies)|components?|parts?|types?|kinds?|classes|grades?|routes?|lines?|goods|basis|bases|segments?|sectors?|commodit(?:y|ies)|machines?|models?|schemes?|sizes?|ports?|months?|years?|quarters?|regions?|counties|terminals?|pipelines?|units?|measures?|steps?|varieties)\b")
_BY_CHANGE = re.compile(r"(?i)\b(?:gr[eo]w\w*|ris(?:e|en|ing)|rose|increas\w+|gain\w*|f[ae]ll\w*|drop\w*|declin\w+|shr[aiu]nk\w*|decreas\w+|collaps\w+|los[est]\w*|chang\w+|jump\w*|climb\w*|expand\w*|shr[aiu]nk\w*)\b")
_FALLING = re.compile(r"(?i)\b(?:f[ae]ll\w*|drop\w*|declin\w+|shr[aiu]nk\w*|decreas\w+|collaps\w+|los[est]\w*)\b")
_FILLER = re.compile(r"(?i)^(?:countr\w+|nations?|item\w*|products?|groups?|categor\w+|component\w*|parts?|types?|kinds?|buyers?|customers?|destinations?|suppliers?|partners?|money|figures?|value|basis|terms|ranked|ranks?|comes?|get\w*|brought|bring\w*|right|behind|ahead|largest|biggest|single|list\w*|top|member\w*|goods|steep\w*|heav\w*|strong\w*|share)$")


@dataclass(frozen=True, slots=True)
class Family:
    """Figures of one measure that differ in one respect. `by` is what they differ in: `place` or `item`."""

    members: tuple[Figure, ...]
    by: str
    score: float


def name_of(evidence: Evidence, figure: Figure, by: str) -> str:
    """What tells a member from the others: its country, or its row label."""
    if by == "place" and figure.entities:
        return figure.entities[0]
    if figure.label:
        return figure.label.rsplit(" / ", 1)[0]
    return Draft(evidence).described(figure, period=False) or (figure.entities[0] if figure.entities else figure.id)


def families(evidence: Evidence, request: Request, wanted: str, ranging: Sequence[str] = ()) -> list[Family]:
    """The families that a request ranges over, best first.

    Args:
        evidence: the corpus.
        request: what the members have in common.
        wanted: `place`, `item` or "": what they should differ in.
        ranging: places that must be among them.
    """
    terms = tuple(t for t in request.terms if not _FILLER.match(t.word))
    base = replace(request, terms=terms)
    groups: dict[tuple[object, ...], list[Figure]] = defaultdict(list)
    scores: dict[str, float] = {}
    for match in evidence.find(base, limit=4000, ranging=True):
        f = match.figure
        scores[f.id] = match.score
        column = f.label.rsplit(" / ", 1)[-1] if f.label else ""
        period = (f.period.start, f.period.end) if f.period else None
        groups[f.span.document, f.locator.heading, f.quantity.unit, period, f.flow, f.kind, f.status, column].append(f)
    out = []
    for members in groups.values():
        for by in ("place", "item"):
            distinct = _distinct(evidence, members, by)
            if len(distinct) < 2 or (wanted and by != wanted):
                continue
            if ranging and not all(any(p in f.entities for f in distinct) for p in ranging):
                continue
            mean = sum(scores[f.id] for f in distinct) / len(distinct)
            out.append(Family(tuple(distinct), by, mean + 0.02 * min(len(distinct), 8)))
    out.sort(key=lambda f: (-round(f.score, 3), -_end(f.members[0]), -len(f.members), f.members[0].id))
    return out


def _end(figure: Figure) -> int:
    return figure.period.end.toordinal() if figure.period else 0


def _distinct(evidence: Evidence, members: Sequence[Figure], by: str) -> list[Figure]:
    """One figure for each place or item; totals and groupings are no members."""
    out: dict[object, Figure] = {}
    for f in members:
        if by == "place":
            if len(f.entities) != 1 or f.entities[0] == evidence.home:
                continue
            if f.entities[0] in GROUPINGS and not all(g.entities and g.entities[0] in GROUPINGS for g in members if g.entities):
                continue  # a region among countries is no rival of theirs
            key: object = f.entities[0]
            if any(f.item != g.item for g in out.values()):
                continue
        else:
            key = f.label.split(" / ")[0] if f.label else ""
            if not key or (not f.item and not f.entities) or _is_place(str(key)):
                continue
            if _TOTAL.search(f.label):
                continue
        out.setdefault(key, f)
    return list(out.values())


_TOTAL = re.compile(r"(?i)^(?:all\b|sum\b)|\b(?:grand )?total\b|\ball (?:destinations|countries|groups|products|markets)\b")


def _is_place(label: str) -> bool:
    """Is a row label the name of a place and nothing else?"""
    spots = places(label)
    return bool(spots) and len(spots) == 1 and spots[0].end - spots[0].start >= len(label.strip()) - 1


def family(evidence: Evidence, query: Query, request: Request, last: Turn | None) -> list[Figure]:
    """The figures that "the four countries", "all of them" or "each month" stand for."""
    if last and last.figures and query.follow_up:
        kin = _kin(evidence, last.figures[0], query.unit or request.unit)
        count = next((int(m.quantity.value) for m in _counts(query)), 0)
        if kin and (not count or len(kin) == count):
            return kin
        if kin and count and len(kin) > count:
            return sorted(kin, key=lambda f: -f.quantity.base[0])[:count]
    wanted = "place" if _PLACE_WORDS.search(query.text) else "item" if _ITEM_WORDS.search(query.text) else ""
    found = families(evidence, replace(request, kind=""), wanted)
    if not found and wanted:
        found = families(evidence, replace(request, kind=""), "")
    if not found:
        return []
    members = list(found[0].members)
    count = query.top or next((int(m.quantity.value) for m in _counts(query)), 0)
    if count and count < len(members):
        members = sorted(members, key=lambda f: -f.quantity.base[0])[:count]
    return members


def _counts(query: Query) -> list:  # type: ignore[type-arg]
    from index import numbers

    return [m for m in numbers.read(query.text) if m.bare and 2 <= m.quantity.value <= 30]


def _kin(evidence: Evidence, figure: Figure, unit: str) -> list[Figure]:
    """The family of one figure in its own document."""
    unit = unit if unit and unit.isupper() else figure.quantity.unit
    pool = [f for f in evidence.figures if f.span.document == figure.span.document and f.quantity.unit == unit and f.flow == figure.flow
            and f.kind == figure.kind and f.status == figure.status and f.bound
            and (f.period == figure.period or (f.period and figure.period and f.period.same_as(figure.period)))]  # fmt: skip
    near = [f for f in pool if f.locator.heading == figure.locator.heading and (f.locator.row is None) == (figure.locator.row is None)]
    by = "place" if figure.entities else "item"
    if figure.locator.row is None:  # a list in prose: neighbours in the same or the next sentence
        near = [f for f in near if abs(f.span.start - figure.span.start) < 600]
        listed = _distinct(evidence, [f for f in near if f.item == figure.item], by)
        return [f for f in listed if _adjacent(listed, f)]
    return _distinct(evidence, near, by)


def _adjacent(listed: Sequence[Figure], figure: Figure) -> bool:
    return any(g is not figure and abs(g.span.start - figure.span.start) < 250 for g in listed)


# ---- rankings ----------------------------------------------------------------------------------------------------


def ranked(c: Context) -> Draft | None:
    """A place in a ranking, the neighbour of a member, or the whole list."""
    q, r = c.query, replace(c.query.request, kind="", status=c.query.request.status)
    if len(q.items) == 2:
        return _of_two(c)
    foreign = [p for p in q.places if p != c.evidence.home]
    if len(foreign) == 2 and re.search(r"(?i)\bor\b|\bbetween\b|\bof the two\b|\bmore\b", q.text):
        return _of_two_places(c, foreign)
    by_time = _ranked_by_time(c)
    if by_time is not None:
        return by_time
    neighbour = re.search(r"(?i)\b(?:behind|after|below|ahead of|before|above|next to|follow\w*)\s+(?:the )?", q.text)
    base = replace(r, places=(), unit=q.unit or ("" if r.unit in ("count", "percent") else r.unit))
    anchor = next((p for p in places(q.text, any_case=True) if neighbour and p.start >= neighbour.end() - 1 and p.name != c.evidence.home), None)
    others = tuple(p for p in r.places if not anchor or p != anchor.name)
    if others and not anchor:
        base = replace(base, places=others)
    wanted = "place" if _PLACE_WORDS.search(q.text) and not others else "item" if _ITEM_WORDS.search(q.text) else ""
    if _BY_CHANGE.search(q.text) and (len(q.periods) >= 2 or re.search(r"(?i)\bfaster|slower|in percentage|per ?cent|growth|fastest|most\b", q.text)):
        draft = _ranked_by_change(c, base, wanted)
        if draft:
            return draft
    found = _best_family(c, base, wanted, (anchor.name,) if anchor else ())
    if found is None:
        return None
    order = sorted(found.members, key=lambda f: (f.quantity.base[0], f.id), reverse=q.descending or bool(anchor))
    return _say_rank(c, order, found.by, anchor.name if anchor else "", bool(neighbour and re.match(r"(?i)\W*(?:ahead|before|above)", neighbour[0])))


_WHEN = re.compile(r"(?i)\b(?:which|what|in what|in which|on which|on what)(?: [\w-]+){0,2}? (?:year|quarter|month|day|date|week|season|half|sale|auction|session)s?\b|^\W*(?:and )?when\b|\b(?:strongest|weakest|best|worst|busiest|highest|lowest|\w+est) (?:year|quarter|month|day|week|season|half)\b")


def _ranked_by_time(c: Context) -> Draft | None:
    """Which year, month or day had the highest or lowest value of one measure."""
    q = c.query
    if not _WHEN.search(q.text):
        return None
    terms = tuple(t for t in q.request.terms if not _FILLER.match(t.word) and not re.match(r"(?i)^(?:sale|auction|session|week|month|day|table|\w+est)s?$", t.word))
    unit = "" if q.request.unit in ("percent", "count", "time") else q.request.unit
    spans = list(q.periods)
    if len(spans) >= 2:
        spans = [Period(min(p.start for p in spans), max(p.end for p in spans), "", "range")]
    request = replace(q.request, kind="", terms=terms, unit=unit, periods=tuple(spans))
    groups: dict[tuple[object, ...], dict[object, Figure]] = defaultdict(dict)
    for m in c.evidence.find(request, limit=4000, ranging=True):
        f = m.figure
        if f.period is None or f.status not in ("reported", "provisional") or f.quantity.unit == "percent" and not unit:
            continue
        if not q.request.places and f.entities and f.flow:
            continue
        column = f.label.rsplit(" / ", 1)[-1] if f.label else ""
        days = (f.period.end - f.period.start).days
        length = next(n for n in (1, 7, 31, 92, 184, 370, 100_000) if days < n)
        groups[f.span.document, f.locator.heading, f.quantity.unit, f.flow, f.kind, f.entities, column, length].setdefault((f.period.start, f.period.end), f)
    sized = [(sum(c.evidence.coverage(terms, f)[0] for f in g.values()) / len(g), len(g), list(g.values())) for g in groups.values() if len(g) >= 2]
    if not sized:
        return None
    _, _, members = max(sized, key=lambda x: (round(x[0], 2), x[1], x[2][0].id))
    order = sorted(members, key=lambda f: (f.quantity.base[0], f.id), reverse=q.descending)
    place = q.rank if q.rank >= 1 else 1
    if place > len(order):
        return None
    figure = order[place - 1]
    draft = Draft(c.evidence)
    label = figure.period.label if figure.period else ""
    draft.say(f"{label}: {draft.printed(figure)}, {_ordinal(place)} of {len(order)}.", [figure])
    shown = "; ".join(f"{f.period.label if f.period else ''} {draft.printed(f)}" for f in order[:6])
    draft.say(f"In order: {shown}.", order[:6])
    draft.result = draft.operand(figure)
    return draft


def _best_family(c: Context, base: Request, wanted: str, ranging: Sequence[str]) -> Family | None:
    options = [base]
    if not base.periods and c.last and c.query.follow_up and c.last.query.request.periods:
        options.insert(0, replace(base, periods=c.last.query.request.periods))
    for request in options:
        for want in dict.fromkeys((wanted, "")):
            found = families(c.evidence, request, want, ranging)
            if found:
                top = [f for f in found if found[0].score - f.score < 0.08]
                return max(top, key=lambda f: (_end(f.members[0]) if not request.periods else 0, min(len(f.members), 6), f.score))
    return None


def _say_rank(c: Context, order: Sequence[Figure], by: str, anchor: str, ahead: bool) -> Draft | None:
    q = c.query
    draft = Draft(c.evidence)
    names = [name_of(c.evidence, f, by) for f in order]
    if len(set(names)) < len(names):
        return None  # what they differ in is not known
    place = q.rank
    if anchor:
        at = next((i for i, f in enumerate(order) if anchor in f.entities), None)
        if at is None:
            return None
        place = at + (0 if ahead else 2)
        if not 1 <= place <= len(order):
            draft.say(f"{anchor} is {'first' if ahead else 'last'} of the {len(order)} given.", [order[at]])
            return draft
    if q.top or q.rank == 0:
        chosen = order[: q.top] if q.top else order
        if q.top and q.top > len(order):
            draft.say(f"The documents rank only {len(order)}: " + _listing(draft, chosen, names) + ".", chosen)
        else:
            draft.say(_listing(draft, chosen, names) + ".", chosen)
        draft.result = draft.operand(chosen[0])
        return draft
    if not 1 <= place <= len(order):
        return None
    figure = order[place - 1]
    what = draft.described(figure)
    draft.say(f"{names[place - 1]}: {draft.printed(figure)}{f' ({what})' if what else ''}, {_ordinal(place)} of {len(order)}.", [figure])
    draft.say("In order: " + _listing(draft, order[:8], names) + ".", order[:8])
    draft.result = draft.operand(figure)
    return draft


def _listing(draft: Draft, order: Sequence[Figure], names: Sequence[str]) -> str:
    return "; ".join(f"{n} {draft.printed(f)}" for f, n in zip(order, names, strict=False))


def _ordinal(n: int) -> str:
    words = "first second third fourth fifth sixth seventh eighth ninth tenth".split()
    return words[n - 1] if n <= len(words) else f"number {n}"


def _ranked_by_change(c: Context, base: Request, wanted: str) -> Draft | None:
    """Which member grew or fell most between two periods."""
    whens = sorted(c.query.periods[:2], key=lambda p: p.end)
    best: list[tuple[Figure, Figure]] = []
    options = [whens] if len(whens) == 2 else _period_pairs(c, replace(base, periods=()))
    if len(whens) == 1 and re.search(r"(?i)\bsince\b|\bfrom\b", c.query.text):
        options = [[whens[0], p] for pair in _period_pairs(c, replace(base, periods=()), any_two=True) for p in pair[1:] if p.end > whens[0].end and p.kind == whens[0].kind]
    for pair in options:
        start, end = ([f for f in families(c.evidence, replace(base, periods=(p,)), wanted)] for p in pair)
        for a in start[:12]:
            for b in end[:12]:
                matched = _matched(c.evidence, a, b)
                if len(matched) > len(best):
                    best = matched
        if best:
            break
    if len(best) < 2:
        return None
    draft = Draft(c.evidence)
    done = [(calculator.percent_change(draft.operand(a), draft.operand(b)), a, b) for a, b in best]
    falling = bool(_FALLING.search(c.query.text))
    slowest = bool(re.search(r"(?i)\b(?:least|slowest|slower|smallest)\b", c.query.text))
    done.sort(key=lambda x: x[0].result.value, reverse=falling == slowest)
    place = c.query.rank if c.query.rank >= 1 else 1
    if place > len(done):
        return None
    calculation, a, b = done[place - 1]
    by = "place" if a.entities and a.entities != best[0][0].entities or (len(best) > 1 and best[0][0].entities != best[1][0].entities) else "item"
    draft.say(f"{name_of(c.evidence, b, by)}: {calculation.shown}, from {draft.printed(a)} to {draft.printed(b)}.", calculations=[calculation])
    rest = "; ".join(f"{name_of(c.evidence, y, by)} {x.shown}" for x, _, y in done)
    draft.say(f"All {len(done)}: {rest}.", calculations=[x for x, _, _ in done if x is not calculation])
    draft.calculations.append(draft.calculations.pop(0))  # the one asked for is the last
    draft.sentences = [replace(s, calculations=tuple((i - 1) % len(draft.calculations) for i in s.calculations)) for s in draft.sentences]
    draft.result = calculator.carried(calculation)
    return draft


def _period_pairs(c: Context, base: Request, *, any_two: bool = False) -> list[list[Period]]:
    """The latest two periods for which the documents hold families."""
    held = {(m.figure.period.start, m.figure.period.end): m.figure.period for m in c.evidence.find(base, limit=4000, ranging=True) if m.figure.period and m.figure.period.kind in ("fiscal_year", "year")}
    ordered = sorted(held.values(), key=lambda p: p.end, reverse=True)
    if any_two:
        return [[p, p] for p in ordered]
    return [[b, a] for a, b in zip(ordered, ordered[1:], strict=False)]


def _matched(evidence: Evidence, a: Family, b: Family) -> list[tuple[Figure, Figure]]:
    """Members of two families that are of the same thing."""
    if a.by != b.by or a.members[0].quantity.unit != b.members[0].quantity.unit or a.members[0].flow != b.members[0].flow:
        return []
    def key(f: Figure) -> object:
        return f.entities if a.by == "place" else f.item

    later = {key(f): f for f in b.members}
    return [(f, later[key(f)]) for f in a.members if key(f) in later]


def _of_two(c: Context) -> Draft | None:
    """Which of two named things is larger, or grew faster."""
    q, r = c.query, replace(c.query.request, kind="")
    if _BY_CHANGE.search(q.text) and len(q.periods) >= 2:
        ends = sorted(q.periods[:2], key=lambda p: p.end)
        requests = [replace(r, terms=item, periods=(p,)) for item in q.items for p in ends]
        picks = pick_all(c.evidence, requests)
        if picks is None:
            return None
        draft = Draft(c.evidence)
        done = [calculator.percent_change(draft.operand(picks[i].figure), draft.operand(picks[i + 1].figure)) for i in (0, 2)]
        falling = bool(_FALLING.search(q.text))
        slower = bool(re.search(r"(?i)\b(?:slower|less)\b", q.text))
        first = (done[0].result.value > done[1].result.value) != (falling != slower)
        order = (0, 1) if first else (1, 0)
        names = [" ".join(t.word for t in item) for item in q.items]
        draft.say(f"{_cap(names[order[0]])}: {done[order[0]].shown}, against {done[order[1]].shown}.", calculations=[done[order[1]], done[order[0]]])
        draft.result = calculator.carried(done[order[0]])
        return draft
    found = pick_all(c.evidence, [replace(r, terms=item + tuple(t for t in r.terms if t.stem not in {x.stem for i in q.items for x in i})) for item in q.items]) or pick_all(c.evidence, [replace(r, terms=item) for item in q.items])
    return _larger(c, [p.figure for p in found], [" ".join(t.word for t in item) for item in q.items]) if found else None


def _of_two_places(c: Context, foreign: Sequence[str]) -> Draft | None:
    found = pick_all(c.evidence, [replace(c.query.request, kind="", places=(p,)) for p in foreign])
    return _larger(c, [p.figure for p in found], list(foreign)) if found else None


def _larger(c: Context, figures: Sequence[Figure], names: Sequence[str]) -> Draft | None:
    a, b = figures
    if not a.quantity.measures_same_as(b.quantity):
        return None
    first = (a.quantity.base[0] > b.quantity.base[0]) == c.query.descending
    order = [(a, names[0]), (b, names[1])] if first else [(b, names[1]), (a, names[0])]
    draft = Draft(c.evidence)
    draft.say(f"{_cap(order[0][1])}: {draft.printed(order[0][0])} ({draft.described(order[0][0])}), against {draft.printed(order[1][0])} ({draft.described(order[1][0])}).", [f for f, _ in order])
    draft.result = draft.operand(order[0][0])
    return draft


def _cap(text: str) -> str:
    return text[:1].upper() + text[1:]


# ---- tables ------------------------------------------------------------------------------------------------------


def tabled(c: Context) -> Draft | None:
    """Figures in a table: periods down, flows or places across; or a family with its values."""
    q, r = c.query, replace(c.query.request, kind="", status="")
    flows = list(q.flows)
    if len(flows) >= 2 and re.search(r"(?i)\btotals?\b", q.text) and "trade" not in flows:
        flows.append("trade")
    foreign = [p for p in q.places if p != c.evidence.home]
    rows: list[Period] = list(q.periods)
    columns: list[tuple[str, Request]] = [(_flow_title(f), replace(r, flow=f)) for f in flows] if len(flows) >= 2 else [(p, replace(r, places=(p,))) for p in foreign] if len(foreign) >= 2 else [("", r)]
    if not rows and len(columns) == 1:
        return _family_table(c, r) or _series(c, r)
    if not rows:
        found = pick_all(c.evidence, [request for _, request in columns])
        return _draw(c, [("", [p.figure for p in found])], [t for t, _ in columns]) if found else None
    lines = []
    for period in rows:
        picks = [pick(c.evidence, replace(request, periods=(period,)), prefer=lines[0][1][0] if lines else None) for _, request in columns]
        if any(p is None for p in picks):
            continue
        lines.append((period.label, [p.figure for p in picks if p]))
    if len(lines) < 1 or len(lines) * len(columns) < 2:
        return None
    return _draw(c, lines, [t or "Value" for t, _ in columns])


def _flow_title(flow: str) -> str:
    return {"export": "Exports", "import": "Imports", "trade": "Total", "balance": "Balance"}.get(flow, flow)


def _series(c: Context, r: Request) -> Draft | None:
    """One measure over all the years held."""
    matches = c.evidence.find(r, limit=200)
    if not matches:
        return None
    unit = matches[0].figure.quantity.unit
    seen: dict[tuple[object, object], Figure] = {}
    for m in matches:
        f = m.figure
        if f.period and f.period.kind in ("fiscal_year", "year", "quarter", "month") and f.quantity.unit == unit and f.status == "reported" and matches[0].score - m.score < 0.1:
            seen.setdefault((f.period.start, f.period.end), f)
    lines = [(f.period.label, [f]) for f in sorted(seen.values(), key=lambda f: f.period.start.toordinal() if f.period else 0) if f.period]
    return _draw(c, lines, ["Value"]) if len(lines) >= 2 else None


def _family_table(c: Context, r: Request) -> Draft | None:
    members = family(c.evidence, c.query, r, None)
    if len(members) < 2:
        return None
    by = "place" if members[0].entities and members[0].entities != members[1].entities else "item"
    return _draw(c, [(name_of(c.evidence, f, by), [f]) for f in members], ["Value"])


def _draw(c: Context, lines: Sequence[tuple[str, Sequence[Figure]]], titles: Sequence[str]) -> Draft:
    draft = Draft(c.evidence)
    head = "| " + " | ".join(["", *titles]) + " |"
    rule = "|" + " --- |" * (len(titles) + 1)
    body = ["| " + " | ".join([label, *(draft.printed(f) for f in figures)]) + " |" for label, figures in lines]
    draft.say("\n".join([head, rule, *body]), [f for _, figures in lines for f in figures])
    draft.result = draft.operand(lines[0][1][0])
    return draft


_ = (agrees, lexicon)
