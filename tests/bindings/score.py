"""Scores the extracted figures against a hand-checked table of bindings.

    python tests/bindings/score.py [--failures FIELD] [--claimed] [--table FILE] [--corpus DIR]

Each line of the table is one figure as a careful reader binds it. A figure of the extractor matches where the spans
overlap; it is *bound right* when value, unit, kind, entities, flow and period all agree. Recall is bound right of all
gold figures, precision bound right of those gold figures that the extractor claims with `bound=True`. Status,
qualifier and item are reported beside them.

Fields of a line: `document`, `start`, `text` (exact), `value` in base units (the lower end of a range), `unit`, `kind`,
`entities` ([] for a figure of the reporting country itself or of all partners), `flow` ("" is not judged), `item`,
`period` (null: the text fixes none, and claiming one is an error), `status`, `qualifier`, `attribution`; and, where a
careful reader may differ: `accept_kinds`, `accept_flows`, `accept_units`, `accept_statuses`, `accept_qualifiers`,
`accept_periods`, `also` (places that may but need not be named) and `period_free` (the period is not judged).
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from index.figures import extract  # noqa: E402
from index.load import load_folder  # noqa: E402
from index.names import WORLD, is_place  # noqa: E402
from index.types import Document, Figure  # noqa: E402
from index.units import Quantity  # noqa: E402

TABLE = Path(__file__).with_name("corpus.jsonl")
CORPUS = ROOT / "corpus"
HOME = {"india", "indian"} | WORLD
"""Not a binding of their own: the reporting country, and everything together."""
GENERIC = {"goods", "trade", "india", "indian", "exchange", "rate", "same", "sales", "after"}
"""Words in gold's item that tell no figure from another."""

Gold = Mapping[str, Any]


def read(path: Path) -> list[dict[str, Any]]:
    """The table, one object a line."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line.strip()]


def base(value: Any, unit: str) -> tuple[Decimal, str]:
    """(size, unit) in base units; a unit that the registry does not know stays as it is."""
    try:
        size, name = Quantity(Decimal(str(value)), unit).base
    except Exception:  # noqa: BLE001 - pint raises many kinds of error for a unit it does not know
        return abs(Decimal(str(value))), unit
    return abs(size), name


def units(gold: Gold) -> list[str]:
    return [gold["unit"], *gold.get("accept_units", ())]


def value_right(gold: Gold, figure: Figure) -> bool:
    """The sign does not count: "fell by 11.6 per cent" is printed as 11.6."""
    got = base(figure.quantity.value, figure.quantity.unit)[0]
    wanted = [base(gold["value"], unit)[0] for unit in units(gold)]
    return any(abs(got - w) <= Decimal("1e-9") * max(abs(w), Decimal(1)) for w in wanted)


def unit_right(gold: Gold, figure: Figure) -> bool:
    got = figure.quantity.unit
    return got in units(gold) or any(base(1, got)[1] == base(1, unit)[1] for unit in units(gold))


def kind_right(gold: Gold, figure: Figure) -> bool:
    return figure.kind == gold["kind"] or figure.kind in gold.get("accept_kinds", ())


def entities_right(gold: Gold, figure: Figure) -> bool:
    """All of gold's places are there, and no other place is named as nearer than the background."""
    wanted, background = {e.lower() for e in gold["entities"]}, {e.lower() for e in figure.background}
    named = {e.lower() for e in figure.entities}
    others = {e for e in named - wanted - HOME - background if is_place(e)}
    return wanted <= named | background and others <= {e.lower() for e in gold.get("also", ())}


def flow_right(gold: Gold, figure: Figure) -> bool:
    return not gold["flow"] or figure.flow == gold["flow"] or figure.flow in gold.get("accept_flows", ())


def period_right(gold: Gold, figure: Figure) -> bool:
    period = figure.period
    if gold.get("period_free"):
        return True
    if period is None:
        return gold["period"] is None
    if period.kind == "horizon":  # "by 2030" ends with 2030, whenever it begins
        return gold["period"] is None or period.end.isoformat() == gold["period"][1]
    days = [period.start.isoformat(), period.end.isoformat()]
    return days == gold["period"] or days in gold.get("accept_periods", [])


def status_right(gold: Gold, figure: Figure) -> bool:
    return figure.status == gold["status"] or figure.status in gold.get("accept_statuses", ())


def qualifier_right(gold: Gold, figure: Figure) -> bool:
    return figure.qualifier == gold["qualifier"] or figure.qualifier in gold.get("accept_qualifiers", ())


def item_right(gold: Gold, figure: Figure) -> bool:
    """The beginning of each telling word of gold's item is among the figure's stems, its own or those around it."""
    stems = " ".join((*figure.item, *figure.own, *figure.near, *figure.frame)).lower()
    words = [w for w in re.findall(r"[a-z]{4,}", gold["item"]) if w not in GENERIC]
    return all(word[: min(5, len(word) - 1)] in stems for word in words)


FIELDS: dict[str, Callable[[Gold, Figure], bool]] = {
    "value": value_right,
    "unit": unit_right,
    "kind": kind_right,
    "entities": entities_right,
    "flow": flow_right,
    "period": period_right,
    "status": status_right,
    "qualifier": qualifier_right,
    "item": item_right,
}
BINDING = ("value", "unit", "kind", "entities", "flow", "period")
"""What must agree for a figure to be bound right."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """One gold figure with the figure found for it, if any, and the fields in which the two differ."""

    gold: Gold
    figure: Figure | None
    wrong: frozenset[str]

    @property
    def right(self) -> bool:
        """Is it found and bound right?"""
        return self.figure is not None and not self.wrong & set(BINDING)

    @property
    def claimed(self) -> bool:
        """Does the extractor say it is sure?"""
        return self.figure is not None and self.figure.bound


@dataclass(frozen=True, slots=True)
class Report:
    """All verdicts of a table."""

    verdicts: tuple[Verdict, ...]

    @property
    def recall(self) -> float:
        """Bound right and claimed, of all gold figures."""
        return share(sum(v.right and v.claimed for v in self.verdicts), len(self.verdicts))

    @property
    def precision(self) -> float:
        """Bound right, of those claimed."""
        claimed = [v for v in self.verdicts if v.claimed]
        return share(sum(v.right for v in claimed), len(claimed))

    @property
    def found(self) -> float:
        """Any figure at the place, of all gold figures."""
        return share(sum(v.figure is not None for v in self.verdicts), len(self.verdicts))

    def field(self, name: str) -> float:
        """How many of the figures found agree in one field."""
        found = [v for v in self.verdicts if v.figure]
        return share(sum(name not in v.wrong for v in found), len(found))


def share(part: int, whole: int) -> float:
    """Part of a whole; of nothing, 0."""
    return part / whole if whole else 0.0


def match(gold: Gold, figures: Iterable[Figure]) -> Figure | None:
    """The figure that shares most characters with the gold span, the tighter one of two."""
    start, end = gold["start"], gold["start"] + len(gold["text"])

    def shared(figure: Figure) -> tuple[int, int]:
        span = figure.span
        return min(end, span.end) - max(start, span.start), span.start - span.end

    overlapping = [f for f in figures if f.span.start < end and start < f.span.end]
    return max(overlapping, key=shared, default=None)


def judge(table: Sequence[Gold], documents: Iterable[Document]) -> Report:
    """Verdicts for all lines of the table, in its order."""
    figures = {d.id: extract(d) for d in documents}
    verdicts = []
    for gold in table:
        figure = match(gold, figures[gold["document"]])
        wrong = frozenset(name for name, agrees in FIELDS.items() if figure and not agrees(gold, figure))
        verdicts.append(Verdict(gold, figure, wrong))
    return Report(tuple(verdicts))


def score(table: Path = TABLE, corpus: Path = CORPUS) -> Report:
    """Reads the documents, extracts their figures and judges them."""
    return judge(read(table), load_folder([corpus])[0])


def summary(report: Report) -> str:
    """The report as text."""
    lines = [
        f"gold figures {len(report.verdicts)}   found {report.found:.1%}   "
        f"recall {report.recall:.1%}   precision {report.precision:.1%}   "
        f"claimed {sum(v.claimed for v in report.verdicts)}",
        "of those found: " + "   ".join(f"{name} {report.field(name):.1%}" for name in FIELDS),
        "",
        f"{'document':<40}{'gold':>6}{'found':>7}{'right':>7}{'claimed wrong':>15}",
    ]
    for name in sorted({v.gold["document"] for v in report.verdicts}):
        own = [v for v in report.verdicts if v.gold["document"] == name]
        counts = (len(own), sum(v.figure is not None for v in own), sum(v.right for v in own))
        wrong = sum(v.claimed and not v.right for v in own)
        lines.append(f"{name[:38]:<40}{counts[0]:>6}{counts[1]:>7}{counts[2]:>7}{wrong:>15}")
    return "\n".join(lines)


def failure(verdict: Verdict, field: str) -> str:
    """One failure on one line: where, gold, and what was found instead."""
    gold, figure = verdict.gold, verdict.figure
    where = f"{gold['document'][:12]}@{gold['start']} {gold['text']!r}"
    if figure is None:
        return f"{where}: not found"
    got: Any
    if field == "value":
        got = figure.quantity.value
    elif field == "unit":
        got = figure.quantity.unit
    elif field == "period":
        got = figure.period and (figure.period.start.isoformat(), figure.period.end.isoformat(), figure.period.kind)
    elif field == "entities":
        got = f"{list(figure.entities)} background {list(figure.background)}"
    else:
        got = getattr(figure, field)
    sure = "" if figure.bound else " (not claimed)"
    return f"{where}: gold {gold[field]!r}, found {got!r}{sure}"


def failures(report: Report, field: str) -> list[str]:
    """The failures in one field; `found` for what was not found, `all` for every field of a binding."""
    if field == "found":
        return [failure(v, field) for v in report.verdicts if v.figure is None]
    names = BINDING if field == "all" else (field,)
    return [f"{name}: {failure(v, name)}" for name in names for v in report.verdicts if name in v.wrong]


def main(arguments: Sequence[str] | None = None) -> int:
    """Prints the report."""
    parser = argparse.ArgumentParser(description="Scores the extracted figures against a table of bindings.")
    parser.add_argument(
        "--failures", choices=[*FIELDS, "found", "all"], metavar="FIELD", help="list failures in a field"
    )
    parser.add_argument("--claimed", action="store_true", help="list only failures of figures with bound=True")
    parser.add_argument("--table", type=Path, default=TABLE)
    parser.add_argument("--corpus", type=Path, default=CORPUS)
    options = parser.parse_args(arguments)
    report = score(options.table, options.corpus)
    lines = [summary(report)]
    if options.failures:
        lines += [
            "",
            *(x for x in failures(report, options.failures) if not options.claimed or "(not claimed)" not in x),
        ]
    sys.stdout.write("\n".join(lines) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
