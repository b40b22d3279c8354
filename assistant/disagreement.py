"""Sources that give different dates or terms for one thing, side by side."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal

from assistant import thesaurus
from assistant.conversation import Conversation
from assistant.desk import Desk
from assistant.draft import Draft
from assistant.matcher import Matcher, by_coverage, question_terms
from assistant.query import Query
from assistant.quoting import quoted
from assistant.sentences import Unit
from index import numbers, periods
from index.figures import SOURCE_MARK
from index.types import Period
from index.units import Quantity, is_money

_ASKS = re.compile(
    r"(?i)\b(?:agree\w*|sources?|reports?|dates?|suppos\w+|happen\w*|due|planned|meant|"
    r"expected|figures?|documents?|right|one|single|same|everyone|hear\w*|"
    r"sorts?|several|different|true|correct|which|year|day|last)\b"
)
_DATED = re.compile(r"(?i)\b(?:when|dates?|deadlines?|until|which year|what year|day|by when|20\d\d or 20\d\d)\b")
_KINDS = ("day", "horizon", "year", "month", "fiscal_year", "range")
_TIME = re.compile(r"(?i)\b(?:19|20)\d\d\b|\bFY ?\d|\byears?\b|\bmonths?\b")
_TONNE = Quantity(Decimal(1), "tonne")
_CREDIT = re.compile(r"(?i)source|url|link|publish|report|note|title|said|says")
_NEAR = 0.28
_LOOK, _MOST_ROWS = 8, 6
_CONTRAST = re.compile(
    r"(?i)\b(?:instead|different|another|whereas|still has|but|earlier|later|before that|"
    r"same (?:sum|goal|figure|amount))\b"
)
_ISSUE = re.compile(
    r"(?i)\b(?:signed on|published on|(?:note|review|newsletter|report|article|letter|post|"
    r"press|standard|target) of)\s*$"
)


@dataclass(frozen=True, slots=True)
class _Told:
    """A sentence or row with the dates it gives."""

    score: float
    unit: Unit
    when: tuple[tuple[str, Period], ...]


def conflict(desk: Desk, query: Query, conversation: Conversation) -> Draft | None:
    """The dates that the documents give for one thing, each with its document; None where fewer than two tell it."""
    if not asks_for_dates(query):
        return None
    told = _told(desk, query)
    if len(told) < 2:
        return None
    draft = Draft(desk.evidence)
    printed: dict[tuple[object, object], str] = {}
    for t in told:
        for words, p in t.when:
            printed.setdefault((p.start, p.end), words)
    spans = [t.unit.span for t in told]
    said = "; ".join(printed.values())
    draft.say(f"Yes, they agree: {said}." if len(printed) == 1 else f"No, the documents differ: {said}.", spans=spans)
    for t in told:
        draft.say(quoted(t.unit, desk), spans=[t.unit.span])
    return draft


def asks_for_dates(query: Query) -> bool:
    """Does a question ask whether sources agree on a date?"""
    several = query.operation == "conflict" or bool(
        re.search(
            r"(?i)\bone (?:agreed |single )?(?:last )?(?:day|date|year)\b|\ball sorts\b|\b20\d\d or 20\d\d\b",
            query.text,
        )
    )
    return several and bool(_DATED.search(query.text))


def _told(desk: Desk, query: Query) -> list[_Told]:
    """What answers best and tells a date: a table that sets the dates side by side, else sentences, best first."""
    scored = _dated(desk, query)
    if not scored:
        return []
    tables = [g for t in scored[:_LOOK] if t.score >= scored[0].score - _NEAR and len(g := _rows(desk, t)) > 1]
    if tables and tables[0][0].score >= scored[0].score - 0.15:
        newest = max(tables, key=lambda g: (_date(desk, g[0]), g[0].score, -g[0].unit.index))
        return newest[:_MOST_ROWS]
    out: list[_Told] = []
    for t in scored:
        if t.score < scored[0].score - _NEAR or len(out) == 4:
            break
        if not any(_same(t, o) for o in out):
            out.append(t)
    return out


def _dated(desk: Desk, query: Query) -> list[_Told]:
    """Sentences and rows about it that tell a date, best first; what contrasts with the best comes nearer to it."""
    text = _ASKS.sub(" ", query.text)
    terms = tuple(t for t in question_terms(query) if t.word in text or t.stem.startswith("@"))
    matcher = Matcher(desk.sentences, terms)
    ranked = by_coverage(query, matcher, desk.sentences, desk.search(query.text, 8), _TIME)
    same_sum = _of_amount(desk, query)
    found = []
    for s in ranked:
        when = _when(desk, s.unit)
        if len(query.periods) > 1:  # "is it 2028 or 2030?"
            when = tuple(w for w in when if any(w[1].same_as(p) for p in query.periods))
        if when and (not same_sum or s.unit.index in same_sum):
            side_by_side = s.unit.kind == "row" and len({p.label for _, p in when}) > 1
            found.append(_Told(s.score + (0.25 if side_by_side else 0.0), s.unit, when))
    found.sort(key=lambda t: (-round(t.score, 6), t.unit.index))
    best = found[0].unit if found else None
    lifted = [replace(t, score=t.score + 0.25) if best and _contrasts(best, t.unit) else t for t in found]
    return sorted(lifted, key=lambda t: (-round(t.score, 6), t.unit.index))


def _when(desk: Desk, unit: Unit) -> tuple[tuple[str, Period], ...]:
    """The dates of a sentence as printed, without the date of a report that it quotes."""
    plain = _told_text(desk, unit)
    date = desk.evidence.documents[unit.span.document].date
    return tuple(
        (plain[p.start : p.end], p.period)
        for p in periods.read(plain, date)
        if p.period.kind in _KINDS and not _ISSUE.search(plain[: p.start])
    )


def _told_text(desk: Desk, unit: Unit) -> str:
    """A sentence, or a row without the columns that only name its source."""
    document = desk.evidence.documents[unit.span.document]
    block = document.blocks[unit.block]
    if block.table is None or block.row is None:
        return quoted(unit)
    table = document.tables[block.table]
    cells = zip(table.columns, table.rows[block.row], strict=False)
    return SOURCE_MARK.sub("", " | ".join(c.text for head, c in cells if not _CREDIT.search(head.text)))


def _of_amount(desk: Desk, query: Query) -> set[int]:
    """Where the amount stands that a question gives ("the $50 billion"), with its neighbours; empty for none."""
    text = thesaurus.plain(query.text)
    given = [m.quantity for m in numbers.read(text, [(p.start, p.end) for p in periods.read(text)])]
    amounts = [q for q in given if is_money(q.unit) or q.measures_same_as(_TONNE)]
    bare = [q.base[0] for q in given if q.unit == "count" and q.base[0] >= 10_000]
    out: set[int] = set()
    index = desk.evidence.index
    for value in dict.fromkeys([*bare, *(q.base[0] for q in amounts)]):
        alike = [q for q in amounts if q.base[0] == value]
        for f in index.worth(value):
            if value not in bare and not any(f.quantity.measures_same_as(q) for q in alike):
                continue
            for unit in desk.sentences.at(f.context):
                near = (unit, desk.sentences.near(unit, 1), desk.sentences.near(unit, -1))
                out |= {u.index for u in near if u and u.headings == unit.headings}
    return out


def _contrasts(best: Unit, other: Unit) -> bool:
    return other is not best and other.headings == best.headings and bool(_CONTRAST.search(other.text))


def _rows(desk: Desk, told: _Told) -> list[_Told]:
    """The rows of a row's table, where they tell different dates."""
    if told.unit.kind != "row":
        return []
    blocks = desk.evidence.documents[told.unit.span.document].blocks
    table = blocks[told.unit.block].table
    rows = [u for u in desk.sentences.section(told.unit) if u.kind == "row" and blocks[u.block].table == table]
    out = [_Told(told.score, u, when) for u in rows if (when := _when(desk, u))]
    return out if len({t.when[0][1].label for t in out}) > 1 else []


def _date(desk: Desk, told: _Told) -> str:
    return str(desk.evidence.documents[told.unit.span.document].date or "")


def _same(a: _Told, b: _Told) -> bool:
    return {p.label for _, p in a.when} == {p.label for _, p in b.when} and a.unit.span.document == b.unit.span.document
