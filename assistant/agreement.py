"""Sets sources side by side: all the values that the documents give for one thing, and whether they agree."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal

from assistant import calculator, rates
from assistant.bind import Match
from assistant.context import Context
from assistant.draft import Draft
from assistant.lookup import is_sure
from assistant.patterns import only
from assistant.pick import Pick, agrees, pick
from assistant.query import Request, Term
from assistant.scope import Scopes
from assistant.types import Calculation
from index.types import Figure
from index.units import is_money

_DOUBT = only(
    r"agree\w*", r"differ\w*", r"disagree\w*", r"conflict\w*", r"contradict\w*", r"consisten\w*", r"inconsisten\w*",
    r"discrepan\w*", r"reconcil\w*", "right", "correct", "true", "seen", "see", "values?", "versions?", "one",
    "everything", "everywhere", "supposed", r"suppose\w*", r"match\w*", r"trust\w*", r"believ\w*", r"quot\w*",
    r"reliab\w*", "same", "use", "single", "answers?", r"cite\w*", r"mention\w*", "saw", "read", "heard", "get",
    "getting", "find", "found", "two", "three",
)  # fmt: skip
"""Words that ask whether something is so, and say nothing of what it is."""
_MOST_SEEN, _MOST_VALUES, _MOST_NAMES = 60, 6, 3
_ALIKE = 0.2
"""Scores this close may be of the same thing."""
_TWO = 2

_OPINION = Decimal(5)
"""A value so many times another is of something else, and no other opinion of it."""
_FAR = Decimal("0.15")
"""So far apart two currencies' values of one thing are told as different; nearer, the rate may explain it."""

_LIKELY = 6
"""Figures that a question on agreement may mean."""
Group = list[Figure]
"""Figures of one value, rounding allowed, the most exact first."""


def without_doubt(terms: Iterable[Term]) -> tuple[Term, ...]:
    """The terms that say what is asked about, without those that only ask whether it is so."""
    return tuple(t for t in terms if not _DOUBT.match(t.word))


def compare_sources(c: Context) -> Draft | None:
    """All values for one thing, those told by most documents first, each with who says so."""
    request = replace(c.query.request, terms=without_doubt(c.query.request.terms))
    matches = _matches(c, request)
    lead = pick(c.evidence, request, decisive=False) if matches else None
    if lead is None:
        return None
    scopes = Scopes(c.evidence)
    own, others = _of_one_scope(scopes, lead.figure, _same_time(matches, lead.figure))
    groups = _groups_of_one_unit(own, lead.figure)
    draft = _disagreed(c, groups) if len(groups) > 1 else _in_other_money(c, lead.figure, own) or _agreed(c, lead)
    if draft is None:
        return None
    _say_others(draft, scopes, lead.figure, others)
    return draft if len(draft.figures) > 1 or is_sure(c, lead) else None


def _of_one_scope(scopes: Scopes, lead: Figure, figures: Iterable[Figure]) -> tuple[Group, list[Group]]:
    """The figures that are of the lead's scope, and the groups of those that look like it and are not."""
    alike = [f for f in figures if f.kind == lead.kind and f.id != lead.id]
    by_unit: dict[str, Group] = defaultdict(list)
    for f in (lead, *alike):
        by_unit[f.quantity.unit].append(f)
    own, others = list[Figure](), list[Group]()
    for figures_of_unit in by_unit.values():
        first, *rest = scopes.groups(figures_of_unit)
        own += first
        others += rest
    return own, others


def _in_other_money(c: Context, lead: Figure, own: Group) -> Draft | None:
    """Says so where a value in another currency is far from the lead at the average rate of its time."""
    for f in own:
        moved = _converted(lead, f, Draft(c.evidence))
        if moved is None:
            continue
        draft = _disagreed(c, [[g for g in own if g.quantity.unit == h.quantity.unit] for h in (lead, f)])
        draft.say(f"At the average rate of the time the first is {moved.shown}.", calculations=[moved])
        return draft
    return None


def _converted(lead: Figure, other: Figure, draft: Draft) -> Calculation | None:
    """The lead in another figure's currency, where the two are then far apart; None where not, or without a rate."""
    one, two, when = lead.quantity, other.quantity, lead.period
    if not (is_money(one.unit) and is_money(two.unit)) or one.unit == two.unit or when is None:
        return None
    base = next((b for b in rates.BASES if b in (one.unit, two.unit)), one.unit)
    rate = rates.average_rate(base, two.unit if base == one.unit else one.unit, when.start, when.end)
    if rate is None:
        return None
    made = calculator.convert(draft.operand(lead), rate)
    off = made.result.base[0] / two.base[0] if two.base[0] else Decimal(0)
    return None if 1 - _FAR < off < 1 + _FAR else made


def _say_others(draft: Draft, scopes: Scopes, lead: Figure, others: Iterable[Group]) -> None:
    """Tells values that look alike and are of another scope, which is why they do not count as a disagreement."""
    alike = [
        g
        for g in others
        if g[0].quantity.measures_same_as(lead.quantity)
        and not (g[0].entities and set(g[0].entities) != set(lead.entities))
    ]
    for f in (_best(g) for g in alike[:_MOST_NAMES]):
        what = draft.described(scopes.named(f))
        draft.say(f"Of another scope, so no contradiction: {draft.printed(f)} ({what}).", [f])


def _matches(c: Context, request: Request) -> list[Match]:
    """The best fitting figures; those of the whole alone where no part of it is named."""
    matches = list(c.evidence.find(request, limit=_MOST_SEEN))
    if not any(t.hard for t in request.terms):
        matches = [m for m in matches if all(c.evidence.is_topic(s) for s in m.figure.item)] or matches
    return [m for m in matches if matches[0].score - m.score <= _ALIKE]


def _same_time(matches: Iterable[Match], lead: Figure) -> list[Figure]:
    """The figures of the lead's period, or without one as it is."""
    return [
        f
        for f in (m.figure for m in matches)
        if (f.period is None and lead.period is None) or (f.period and lead.period and f.period.same_as(lead.period))
    ]


def _groups_of_one_unit(figures: Iterable[Figure], lead: Figure) -> list[Group]:
    """The values told, in the lead's unit; in the unit with most values where the lead's has but one."""
    groups: list[Group] = []
    for f in sorted(figures, key=lambda f: (-(f.quantity.places or 0), f.id)):
        home = next((g for g in groups if agrees(g[0], f)), None)
        if home is None:
            groups.append([f])
        else:
            home.append(f)
    units: dict[str, list[Group]] = defaultdict(list)
    for g in (g for g in groups if not _other_matter(g[0], lead)):
        units[g[0].quantity.unit].append(g)
    chosen = units.get(lead.quantity.unit, [])
    return chosen if len(chosen) >= _TWO else max(chosen, *units.values(), key=len)


def _other_matter(figure: Figure, lead: Figure) -> bool:
    """Is a value so many times another that it cannot be another opinion of it?"""
    one, two = figure.quantity, lead.quantity
    if one.unit != two.unit or not (one.value and two.value):
        return False
    return not 1 / _OPINION < one.base[0] / two.base[0] < _OPINION


def _is_rival(lead: Figure, other: Figure) -> bool:
    """Is it another value of the same measure, place and time, which the question's words alone keep apart?"""
    of = [
        (f.flow, f.kind, f.entities, f.item, f.status, f.quantity.unit, f.period and f.period.label)
        for f in (lead, other)
    ]
    return of[0] == of[1] and not agrees(lead, other) and not _other_matter(other, lead)


def _agreed(c: Context, lead: Pick) -> Draft | None:
    """That several documents say the same, or that one alone does; None where another value is as likely meant."""
    draft = Draft(c.evidence)
    told = len(_documents((lead.figure, *lead.same)))
    if any(_is_rival(lead.figure, f) for f in (c.rank(c.query).figures[:_LIKELY] if c.rank else ())):
        return None
    value = f"{draft.printed(lead.figure)} ({draft.described(lead.figure)})"
    held = f"in {told} documents" if told >= _TWO else "in one document alone, which no other confirms"
    opening = "Yes, as far as the documents go" if told >= _TWO else "There is nothing to compare it with"
    draft.say(f"{opening}: {value}, {held}.", (lead.figure, *lead.same[:2]))
    draft.result = draft.operand(lead.figure)
    return draft


def _disagreed(c: Context, groups: Sequence[Group]) -> Draft:
    draft = Draft(c.evidence)
    order = sorted(groups, key=lambda g: (-len(_documents(g)), g[0].id))
    what = draft.described(order[0][0])
    told = order[:_MOST_VALUES]
    values = "; ".join(f"{draft.printed(_best(g))} ({_whose(c, g)})" for g in told)
    about = f" for {what}" if what else ""
    cited = [f for g in told for f in _one_a_document(g)]
    draft.say(f"No, the documents give {len(order)} values{about}: {values}.", cited)
    draft.result = draft.operand(order[0][0])
    return draft


def _documents(figures: Iterable[Figure]) -> set[str]:
    return {f.span.document for f in figures}


def _best(group: Group) -> Figure:
    """The figure to print for a value: one that names its source, the most exact."""
    return max(group, key=lambda f: (bool(f.attribution or f.sources), f.quantity.places or 0, f.id))


def _one_a_document(group: Group) -> list[Figure]:
    """One figure of a group for each of the first two documents that tell it."""
    by_document: dict[str, Figure] = {}
    for f in group:
        by_document.setdefault(f.span.document, f)
    return list(by_document.values())[:_TWO]


def _whose(c: Context, group: Group) -> str:
    """Who gives a value, between commas."""
    names = dict.fromkeys(f.attribution or source_name(c, f) for f in group)
    return ", ".join([n for n in names if n][:_MOST_NAMES]) or "no source named"


def source_name(c: Context, figure: Figure) -> str:
    """The publisher of the first source that a figure's document cites for it, else of the document."""
    document = c.evidence.documents[figure.span.document]
    cited = (s.publisher for i in figure.sources if (s := document.source(i)))
    return next(cited, document.publisher)
