"""How well an ordering answers a ranking question, as numbers; `assistant.order_choice` weighs them.

Each ordering becomes a row of features between about -1 and 1, named in `FEATURES`. Nothing here decides.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from assistant.bind import RAREST, Evidence
from assistant.figure_choice import Ranking
from assistant.fitting import fits_time, fits_unit
from assistant.likeness import digits_of, kind_of_unit
from assistant.order_asked import Asked
from assistant.order_types import Group, Ordering
from assistant.orderings import measured
from assistant.query import Query
from index import lexicon
from index.names import GROUPINGS, places
from index.types import Hit, Period

Features = NDArray[np.float64]
"""(n_orderings, n_features)"""

FEATURES = (
    "said_head",
    "said_measure",
    "said_own",
    "said_frame",
    "said",
    "said_names",
    "missing",
    "missing_name",
    "missing_term",
    "strange",
    "missing_elsewhere",
    "measure_unasked",
    "held_unasked",
    "number_unasked",
    "place_unasked",
    "place_missing",
    "place_member",
    "by_fits",
    "by_other",
    "by_place",
    "by_period",
    "length_fits",
    "kind_of_unit",
    "unit_fits",
    "unit_other",
    "cue_fits",
    "cue_other",
    "period_fits",
    "period_unsaid",
    "period_other",
    "period_newest",
    "period_older",
    "part_unasked",
    "flow_same",
    "flow_other",
    "future",
    "many",
    "pair_only",
    "whole",
    "row",
    "prose",
    "grows",
    "stands_still",
    "grown",
    "ends_fit",
    "dense",
    "dense_best",
    "lexical_best",
    "hit_rank",
    "figure_best",
    "figure_mean",
    "strict",
)
_FUTURE = ("target", "projected", "hypothetical")
_NEAR = 0.5
"""How closely a word must belong to a figure to be met."""


def features(
    evidence: Evidence,
    query: Query,
    found: Sequence[Ordering],
    hits: Sequence[Hit],
    ranking: Ranking,
    kinds: Mapping[str, float],
    strict: frozenset[str],
) -> Features:
    """A row of `FEATURES` for each ordering, in their order.

    Args:
        evidence: the corpus.
        query: the question.
        found: what may be set in order.
        hits: the passages found for the question.
        ranking: the figures that the question may mean.
        kinds: how likely each kind of unit answers.
        strict: the ids of the figures that the strict search sets in order.
    """
    if not found:
        return np.zeros((0, len(FEATURES)))
    asked = Asked(evidence, query, hits, ranking, kinds, strict)
    newest = _newest(found)
    for o in found:
        asked.elsewhere |= asked.said(" ".join((o.group.head, o.group.measure, *(m.name for m in o.group.members))))
    return np.array([[*_row(evidence, asked, o, newest)] for o in found], np.float64)


def _row(evidence: Evidence, asked: Asked, ordering: Ordering, newest: Mapping[object, int]) -> Iterator[float]:
    group = ordering.group
    yield from _words(evidence, asked, ordering)
    yield from _places(evidence, asked, ordering)
    yield from _ranging(asked, group)
    yield from _unit(asked, ordering)
    yield from _time(asked, ordering, newest)
    flows = {m.figure.flow for m in group.members}
    wanted = asked.request.flow
    yield float(bool(wanted) and flows == {wanted})
    yield float(bool(wanted) and bool(flows - {"", wanted}))
    yield float(group.members[0].figure.status in _FUTURE and asked.request.status != "future")
    yield min(len(ordering.entries), 8) / 8
    yield float(len(ordering.entries) == 2)
    yield float(group.whole)
    yield float(group.form == "row")
    yield float(group.form == "prose")
    yield from _growth(asked, ordering)
    yield from _found(asked, group)
    near = [asked.figures.get(e.figure.id, -1.0) for e in ordering.entries]
    yield max(near)
    yield sum(near) / len(near)
    yield len({e.figure.id for e in ordering.entries} & asked.strict) / len(asked.strict) if asked.strict else 0.0


def _words(evidence: Evidence, asked: Asked, ordering: Ordering) -> Iterator[float]:
    group = ordering.group
    head, frame = asked.said(group.head), asked.said(_framed(group))
    measure = asked.said(f"{group.measure} {group.held}")
    names = asked.said(" ".join(m.name for m in group.members))
    named = asked.said(" ".join(ordering.named))
    everything = head | measure | frame
    for said in (head, measure, head | measure, frame, everything, names):
        yield asked.share(said, named)
    missing = asked.stems.keys() - everything - names
    yield max((asked.stems[s] for s in missing), default=0.0) / RAREST
    yield max((asked.stems[s] for s in missing & asked.names), default=0.0) / RAREST
    first = group.members[0].figure
    lacking = (w for s, w in asked.terms if evidence.level(s, first) < _NEAR and s in missing)
    yield max(lacking, default=0.0) / RAREST
    yield asked.strange
    yield max((asked.stems[s] for s in missing & asked.elsewhere), default=0.0) / RAREST
    if group.form == "prose":
        yield from (0.0, 0.0, 0.0)
        return
    yield _unasked(evidence, asked, group.measure)
    yield _unasked(evidence, asked, group.held)
    numbers = set(digits_of(measured(f"{group.measure} {group.held}")))
    yield float(bool(numbers - set(digits_of(asked.query.text))))


def _unasked(evidence: Evidence, asked: Asked, text: str) -> float:
    """The weight of the most telling word of a heading that the question does not say."""
    said = [t for t in lexicon.tokens(measured(text).replace("_", " ")) if t.word.isalpha()]
    unasked = [t.stem for t in said if t.stem not in asked.meant and not lexicon.is_stop(t)]
    return max((evidence.weight(s) for s in unasked), default=0.0) / RAREST


def _framed(group: Group) -> str:
    document = group.place[0].rpartition("/")[2].rpartition(".")[0]
    return f"{group.frame} {document.replace('-', ' ')}"


def _places(evidence: Evidence, asked: Asked, ordering: Ordering) -> Iterator[float]:
    """Places that the heading of a group names and nobody asked for, and the other way round."""
    group = ordering.group
    of_order = {p.name for name in ordering.named for p in places(name, any_case=True)}
    own = (
        {p.name for p in places(f"{group.measure} {group.held}", any_case=True)}
        if group.form != "prose"
        else set[str]()
    )
    around = {p.name for p in places(group.frame, any_case=True)} | own
    members = {e for m in group.members for e in m.figure.entities} if group.by == "place" else set[str]()
    shared = set.intersection(*({*m.figure.entities, *m.figure.background} for m in group.members))
    yield float(bool(own - asked.places - {evidence.home} - GROUPINGS))
    missing = asked.places - around - shared - (members & GROUPINGS) - of_order
    yield len(missing - members) / len(asked.places) if asked.places else 0.0
    yield float(bool(missing & members))


def _ranging(asked: Asked, group: Group) -> Iterator[float]:
    over = asked.ranging.over
    yield float(bool(over) and over == group.by)
    yield float(bool(over) and over != group.by)
    yield float(group.by == "place")
    yield float(group.by == "period" and over != "period")
    told = bool(asked.ranging.longest) and group.by == "period"
    fit = [asked.ranging.fits(m.days) for m in group.members if m.days]
    yield sum(fit) / len(fit) if told and fit else 0.0


def _unit(asked: Asked, ordering: Ordering) -> Iterator[float]:
    figure = ordering.entries[0].figure
    kind = kind_of_unit(figure)
    unit = asked.query.unit or asked.request.unit
    if asked.grows and unit == "percent":
        unit = ""
    yield asked.kinds.get(kind, 0.0)
    yield float(bool(unit) and fits_unit(figure, unit))
    yield float(bool(unit) and not fits_unit(figure, unit))
    yield float(any(kind in cue for cue in asked.cues))
    yield float(bool(asked.cues) and not any(kind in cue for cue in asked.cues))


def _time(asked: Asked, ordering: Ordering, newest: Mapping[object, int]) -> Iterator[float]:
    group, request = ordering.group, asked.request
    period = group.period
    if group.by == "period" and request.periods:
        inside = sum(_within(request.periods, m.figure.period) for m in group.members) / len(group.members)
        yield inside
        yield 0.0
        yield 1 - inside
        yield from (0.0, 0.0, 0.0)
        return
    fits = period is not None and fits_time(request, period)
    dated = bool(request.periods)
    yield float(dated and fits)
    yield float(dated and period is None)
    yield float(dated and period is not None and not fits)
    latest = newest.get(_kin(ordering))
    single = not dated and period is not None and group.by != "period" and latest is not None
    yield float(single and _ends(group) == latest)
    yield float(single and _ends(group) != latest)
    yield float(not dated and period is not None and period.kind not in ("year", "fiscal_year"))


def _within(asked: Sequence[Period], given: Period | None) -> bool:
    return given is not None and min(p.start for p in asked) <= given.start and given.end <= max(p.end for p in asked)


def _ends(group: Group) -> int:
    return group.period.end.toordinal() if group.period else 0


def _kin(ordering: Ordering) -> tuple[object, ...]:
    group = ordering.group
    return (
        group.place,
        group.form,
        group.head,
        group.unit,
        measured(group.measure),
        measured(group.held),
        ordering.earlier is None,
    )


def _newest(found: Sequence[Ordering]) -> dict[object, int]:
    """The last day of each measure."""
    out: dict[object, int] = {}
    for o in found:
        out[_kin(o)] = max(out.get(_kin(o), 0), _ends(o.group))
    return out


def _growth(asked: Asked, ordering: Ordering) -> Iterator[float]:
    """Whether an ordering by growth is asked for, and whether it is from and to the periods that are."""
    changes = ordering.earlier is not None or ordering.group.members[0].figure.kind == "change"
    yield float(asked.grows and changes)
    yield float(asked.grows and not changes)
    yield float(not asked.grows and ordering.group.members[0].figure.kind == "change")
    before, after = ordering.earlier, ordering.group
    wanted = sorted(asked.query.periods or asked.request.periods, key=lambda p: p.end)
    if before is None or before.period is None or after.period is None or not wanted:
        yield 0.0
        return
    starts = len(wanted) < 2 or _same_end(before.period, wanted[0])
    yield 1.0 if starts and _same_end(after.period, wanted[-1]) else -1.0


def _same_end(a: Period, b: Period) -> bool:
    return a.same_as(b) or a.end == b.end


def _found(asked: Asked, group: Group) -> Iterator[float]:
    """The best of the passages found that the group's table or paragraph holds."""
    best = [0.0, 0.0, 0.0, 0.0]
    for rank, hit in enumerate(asked.hits):
        span, why = hit.passage.span, dict(hit.why)
        if span.document == group.place[0] and span.start < group.end and group.start < span.end:
            dense, lexical = why.get("dense", 0.0), why.get("bm25", 0.0)
            mine = (dense, dense / asked.best_dense, lexical / asked.best_lexical, 1 / (1 + rank))
            best = [max(a, b) for a, b in zip(best, mine, strict=True)]
    yield from best
