"""One figure as printed; where none is, what makes it up: parts of a period, value and volume, exports and imports."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant import calculator
from assistant.context import Context
from assistant.conversion import converted_lookup
from assistant.draft import Draft
from assistant.figure_choice import Ranking, alike
from assistant.fitting import fits_period, fits_unit
from assistant.patterns import words
from assistant.pick import Pick, pick, pick_all
from assistant.query import Request
from assistant.saying import listed, named, restated, said, tell
from assistant.types import Operand
from index import periods
from index.types import Figure, Period
from index.units import is_money

_HOW_MANY = words("how many")
TOGETHER, ALONE = 0.5, 0.85
"""How sure the ranking must be to tell a figure that the strict search finds as well, and one that it does not."""
_PARTLY, _FULLY = 0.6, 0.85
"""How sure it must be of one that meets the request less than fully, and how well a figure meets it that does."""
_FEW = 4
"""The likeliest figures, one of which the start of a supposition must be."""
_MOST_PARTS = 400
"""Figures looked through for the parts of a period."""


def lookup(c: Context) -> Draft | None:
    """A figure as printed, or what comes to the same."""
    found = pick(c.evidence, c.query.request, prefer=c.near)
    if found is not None:
        return tell(c, found) if is_sure(c, found) else None
    for instead in (_counted_together, _timeless, _parts_summed, _per_unit, _balance, converted_lookup):
        draft = instead(c)
        if draft is not None:
            return draft
    ranking = c.rank(c.query) if c.rank else Ranking()
    likeliest = ranking.best if ranking.chance >= ALONE else None
    return tell(c, Pick(likeliest)) if likeliest and not _contradicts(c.query.request, likeliest) else None


def _contradicts(request: Request, figure: Figure) -> bool:
    """Does a figure say another flow, place or period than a request, however like it is otherwise?"""
    if request.flow and figure.flow != request.flow:
        return True
    if not {*request.places} <= {*figure.entities, *figure.background}:
        return True
    return figure.period is not None and not fits_period(request, figure)


def is_sure(c: Context, found: Pick) -> bool:
    """Is the figure that meets the request to the letter also the likeliest, or does the request leave nothing open?"""
    if c.rank is None or is_all_said(c, found.figure):
        return True
    if _is_said_of_another(c, found.figure):
        return False
    ranking = c.rank(c.query)
    needed = TOGETHER if found.score >= _FULLY else _PARTLY
    return ranking.agrees(found.figure) and ranking.chance >= needed


def _is_said_of_another(c: Context, figure: Figure) -> bool:
    """Is all that a question names said of a share in the same sentence, and nothing of it of the figure?

    "Public health bodies accounted for 82 per cent of the 255.3 billion roubles" does not tell what theirs came to.
    """
    stems = {t.stem for t in c.query.request.terms if t.hard}
    if not stems or figure.label or stems & {*figure.own, *figure.item}:
        return False
    shares = (f for f in c.evidence.index.beside(figure) if f.kind == "share")
    return any(stems <= {*f.own, *f.item} for f in shares)


def is_likely(c: Context, figure: Figure) -> bool:
    """Is a figure that meets a request to the letter among the likeliest, or is nothing left open by the request?"""
    if c.rank is None or is_all_said(c, figure):
        return True
    return any(alike(figure, f) for f in c.rank(c.query).figures[:_FEW])


def is_all_said(c: Context, figure: Figure) -> bool:
    """Does a question name flow and place, and is a figure bound to all that it says, its period and words too?"""
    request = c.query.request
    named = bool(request.flow and request.places)
    return (
        named
        and request.flow == figure.flow
        and {*request.places} <= {*figure.entities}
        and fits_period(request, figure)
        and not c.evidence.coverage(request.terms, figure)[2]
    )


def _counted_together(c: Context) -> Draft | None:
    """All the counts of one row or sentence: "how many accounts, and for how many countries?"."""
    asked = len(_HOW_MANY.findall(c.query.text))
    if asked < 2:
        return None
    found = pick(c.evidence, c.query.request, prefer=c.near, decisive=False)
    if found is None:
        return None
    figure = found.figure
    beside = [f for f in c.evidence.index.beside(figure) if f.quantity.unit == figure.quantity.unit]
    if len(beside) != asked:
        return None
    draft = Draft(c.evidence)
    draft.say(f"{' and '.join(draft.printed(f) for f in beside)}: {draft.described(figure)}.", beside)
    draft.result = draft.operand(figure)
    return draft


def _timeless(c: Context) -> Draft | None:
    """A figure without a period (a distance, a duty) for a follow-up that inherits a period it did not name."""
    if not c.query.follow_up or c.own.periods:
        return None
    found = pick(c.evidence, replace(c.query.request, periods=()), prefer=c.near)
    return tell(c, found) if found is not None and found.figure.period is None else None


def _parts_summed(c: Context) -> Draft | None:
    """A period that no figure covers, summed from its parts: a half-year from quarters, a quarter from months."""
    asked = c.query.request.periods
    if len(asked) != 1 or asked[0].kind in ("day", "horizon"):
        return None
    for members in _parts(c, asked[0]):
        covered = [f.period for f in members if f.period]
        if len(members) >= 2 and _tiles(asked[0], covered):
            operands = [c.operand(f) for f in members]
            return said(c, calculator.total(operands), f"the sum of {listed(c, operands)}")
    return None


def _parts(c: Context, whole: Period) -> list[list[Figure]]:
    """Levels of one measure, one a period, in order of time: a list for each measure, the best fitting first."""
    request = replace(c.query.request, kind="level")
    measures: dict[tuple[object, ...], dict[object, Figure]] = {}
    for match in c.evidence.find(request, limit=_MOST_PARTS, ranging=True):
        f = match.figure
        elsewhere = f.entities and set(f.entities) != set(request.places)
        if f.period is None or f.period.same_as(whole) or f.kind != "level" or elsewhere:
            continue
        column = f.label.rpartition(" / ")[2]
        measure = (f.span.document, f.quantity.unit, f.flow, f.item, "" if periods.read(column) else column)
        measures.setdefault(measure, {}).setdefault((f.period.start, f.period.end), f)
    return [
        sorted(by_period.values(), key=lambda f: f.period.start if f.period else whole.start)
        for by_period in measures.values()
    ]


def _tiles(whole: Period, parts: Sequence[Period]) -> bool:
    """Do the parts, in order, cover the whole without gap or overlap?"""
    if parts[0].start != whole.start or parts[-1].end != whole.end:
        return False
    return all((b.start - a.end).days == 1 for a, b in zip(parts, parts[1:], strict=False))


def _per_unit(c: Context) -> Draft | None:
    """A price per unit that no document prints: value over volume of the same thing."""
    currency, below = _price_unit(c.query.request.unit)
    if not below or is_money(below):
        return None
    money = currency or (c.query.unit if is_money(c.query.unit) else "money")
    for unit in ("count",) if below == "count" else ("mass", "volume", below):
        beside = _beside_last(c, money, unit)
        if beside:
            return divided(c, c.operand(beside[0]), c.operand(beside[1]), below)
        request = replace(c.query.request, kind="level")
        both = [replace(request, unit=money), replace(request, unit=unit)]
        picks = pick_all(c.evidence, both, prefer=c.near, one_measure=False)
        if picks:
            return divided(c, c.operand(picks[0].figure), c.operand(picks[1].figure), below)
    return None


def _price_unit(unit: str) -> tuple[str, str]:
    """(currency, what it is per): ("USD", "kilogram") for "USD/kilogram", ("", "kilogram") for "per kilogram"."""
    if "/" in unit:
        currency, _, below = unit.partition("/")
        return currency, below
    return "", unit.removeprefix("per ") if unit.startswith("per ") else ""


def _beside_last(c: Context, money: str, unit: str) -> tuple[Figure, Figure] | None:
    """The value and the volume told of the same thing where the last figure stands, for "how much is that a kilo?"."""
    last = c.last
    pointing = c.query.follow_up and not c.names_subject and not c.own.places and not c.own.flow
    near = last.result.figure if last and last.result and pointing else None
    if near is None:
        return None
    beside = [near] + [
        f
        for f in c.evidence.index.beside(near)
        if f.entities == near.entities and (not near.period or not f.period or f.period.same_as(near.period))
    ]
    values = [f for f in beside if is_money(f.quantity.unit) and money in ("money", f.quantity.unit)]
    amounts = [f for f in beside if fits_unit(f, unit)]
    return (values[0], amounts[0]) if values and amounts else None


def divided(c: Context, over: Operand, under: Operand, below: str, resting: Sequence[Figure] = ()) -> Draft:
    """A price: what a value is for each unit of an amount; `resting` are the figures that a computed value stands on.

    Raises:
        CalculationError: the amount is zero, or is not measured in what the price is per.
    """
    done = calculator.per_unit(over, under)
    wanted = f"{over.quantity.unit}/{below}"
    if below != "count" and done.result.unit != wanted:
        done = restated(done, wanted)
    return said(c, done, f"{named(c, over)} over {named(c, under)}", resting=resting)


def _balance(c: Context) -> Draft | None:
    """A surplus or deficit that no document prints: exports less imports."""
    if c.query.request.flow != "balance":
        return None
    request: Request = replace(c.query.request, kind="level")
    both = [replace(request, flow="export"), replace(request, flow="import")]
    picks = pick_all(c.evidence, both, prefer=c.near)
    if not picks:
        return None
    sold, bought = c.operands(picks)
    done = calculator.difference(sold, bought, absolute=True)
    word = "a surplus" if sold.quantity.base[0] >= bought.quantity.base[0] else "a deficit"
    return said(c, done, f"{word}, {named(c, sold)} less {named(c, bought)}")
