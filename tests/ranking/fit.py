"""Fits the weights by which a figure is chosen (`assistant/figure_weights.json`) on the question sets under tests/.

    .venv/bin/python tests/ranking/fit.py            says how good the choice is on topics left out, then fits on all
    .venv/bin/python tests/ranking/fit.py --check    only says

Every question is asked of the documents of its topic; the gold figure is known from its evidence. A topic is left out,
the weights are fitted on the others, and the topic's questions are answered: so every line tells of an unseen topic.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assistant import answer, figure_choice, fitted, likeness
from assistant.assistant import Assistant, Conversation
from assistant.fitted import softmax
from assistant.pick import pick
from assistant.query import Query
from index.types import Figure
from tests import fitting

ROOT = Path(__file__).parents[2]
OUT = ROOT / "assistant" / "figure_weights.json"
_NAMED_UNITS = ("percent", "count", "ratio", "USD", "INR", "EUR")
OPERATIONS = ("lookup", "convert")
Array = NDArray[np.float64]


@dataclass
class Case:
    """One question: its candidates as rows, which of them are gold, and what the strict search picks."""

    topic: str
    question: str
    query: Query
    vector: Array
    rows: Array
    figures: list[Figure]
    gold: NDArray[np.bool_]
    strict: Figure | None
    wants_figure: bool

    @property
    def kind(self) -> str | None:
        """The kind of unit of the gold figure, None where there is none."""
        found = [likeness.kind_of_unit(f) for f, is_gold in zip(self.figures, self.gold, strict=True) if is_gold]
        return max(sorted(set(found)), key=found.count) if found else None


def files() -> Iterator[tuple[str, Path, list[Path]]]:
    """(topic, documents, question files)."""
    questions = [ROOT / "tests/acceptance/questions.jsonl", *sorted((ROOT / "tests/questions").glob("corpus_*.jsonl"))]
    yield "corpus", ROOT / "corpus", questions
    for brief in sorted([*(ROOT / "tests/briefs").iterdir(), *(ROOT / "tests/ranking/topics").iterdir()]):
        if (brief / "questions.jsonl").is_file():
            yield brief.name, brief / "corpus", [brief / "questions.jsonl"]
    for brief in sorted((ROOT / "tests/ranking/briefs").iterdir()):  # asked about in lookups.jsonl and computed.jsonl
        yield brief.name, brief / "corpus", []


def cases() -> Iterator[Case]:
    """All questions of all topics."""
    lookups = [json.loads(line) for line in (Path(__file__).parent / "lookups.jsonl").read_text("utf-8").splitlines()]
    for topic, documents, question_files in files():
        with tempfile.TemporaryDirectory() as store:
            assistant = Assistant.open([documents], Path(store))
            rows = [json.loads(line) for f in question_files for line in f.read_text("utf-8").splitlines() if line]
            mine = [row for row in lookups if ROOT / row["corpus"] == documents]
            yield from _asked(topic, assistant, rows, gold_of_row)
            yield from _asked(topic, assistant, mine, gold_of_lookup)
        sys.stderr.write(f"{topic} ")


def _asked(
    topic: str, assistant: Assistant, rows: Sequence[dict[str, Any]], is_gold: Callable[..., bool]
) -> Iterator[Case]:
    desk = assistant.desk
    plain = replace(desk, embed=None)
    talks: dict[str, Conversation] = {}
    for row in rows:
        key = row.get("conversation")
        talk = talks.setdefault(key, Conversation()) if key else Conversation()
        query = answer._understand(desk, " ".join(row["question"].split()), talk)
        if key:
            answer.answer(plain, row["question"], talk)  # without the weights that are being fitted
        text = likeness.wording(query)
        hits = desk.search(text, figure_choice.PASSAGES)
        figures = likeness.candidates(desk.evidence, query, hits)
        found = pick(desk.evidence, query.request)
        yield Case(
            topic,
            row["question"],
            query,
            np.asarray(desk.embed(text) if desk.embed else (), np.float64),
            likeness.features(desk.evidence, query, figures, hits, {}),
            figures,
            np.array([is_gold(desk.evidence.documents, f, row) for f in figures], np.bool_),
            found.figure if found else None,
            row.get("base_kind", "lookup" if row.get("figure") else "") == "lookup",
        )


def gold_of_lookup(documents: Any, figure: Figure, row: dict[str, Any]) -> bool:
    """Is a figure the one that a line of lookups.jsonl names?"""
    document = documents[figure.span.document]
    printed = document.quote(figure.span)
    if row["figure"] is None:
        return False
    if document.id == row["document"]:
        at = document.text.find(row["quote"]) + row["quote"].find(row["figure"])
        if at - 2 <= figure.span.start <= at + len(row["figure"]) and (
            printed in row["figure"] or row["figure"] in printed
        ):
            return True
    return any(document.id == d and (printed in f or f in printed) for d, f in row["also"])


def gold_of_row(documents: Any, figure: Figure, row: dict[str, Any]) -> bool:
    """Does a figure give the answer of an acceptance question of one figure, in a sentence named as evidence?"""
    if row["base_kind"] not in ("lookup", "conflict"):
        return False
    document = documents[figure.span.document]
    spots = [(document.text.find(e), len(e)) for e in row["evidence"]]
    if not any(at >= 0 and at < figure.context.end and figure.context.start < at + size for at, size in spots):
        return False
    if row["base_unit"] is not None:
        return _is_worth(figure, row)
    printed = document.quote(figure.span).lower()
    wanted = [p for a in row["answers"] for p in a.lower().split("|") if any(map(str.isdigit, p))]
    return any(map(str.isdigit, printed)) and any(p in printed or p.startswith(printed) for p in wanted)


def _is_worth(figure: Figure, row: dict[str, Any]) -> bool:
    value, unit = figure.quantity.base
    wanted = row["base_unit"]
    alike = {"count": ("count", ""), "ratio": ("ratio", "count"), "percent": ("percent", "percentage_point")}
    if unit not in alike.get(wanted, (wanted,)) and (unit in _NAMED_UNITS or wanted in _NAMED_UNITS):
        return False
    slack = row["tolerance"] or 0.005
    values = (float(value), float(figure.quantity.value))
    return any(abs(abs(v) - abs(x)) <= slack * abs(x) for x in (row["value"], *row["alt_values"]) for v in values)


def fit_kinds(told: Sequence[Case], penalty: float = 0.15) -> Array:
    """Weights of the kind of unit that answers, (dim + 1, n_kinds)."""
    known = [
        (c.vector * figure_choice._SCALE, figure_choice.KINDS.index(c.kind)) for c in told if c.wants_figure and c.kind
    ]
    x = np.c_[np.array([v for v, _ in known]), np.ones(len(known))]
    found: Array = fitting.fit_classes(x, np.eye(len(figure_choice.KINDS))[[k for _, k in known]], penalty)
    return found


def with_kinds(told: Sequence[Case], weights: Array) -> list[Case]:
    """The cases with the feature that tells how well each candidate's unit answers."""
    column = likeness.FEATURES.index("kind_of_unit")
    for case in told:
        chances = softmax(np.r_[case.vector * figure_choice._SCALE, 1.0] @ weights)
        for row, figure in zip(case.rows, case.figures, strict=True):
            row[column] = chances[figure_choice.KINDS.index(likeness.kind_of_unit(figure))]
    return list(told)


def fit_score(told: Sequence[Case]) -> Array:
    """Weights that put the gold figures of each question before its other candidates."""
    found: Array = fitting.fit_score([(c.rows, c.gold) for c in told if c.wants_figure and c.gold.any()])
    return found


def told_by(case: Case, score: Array) -> tuple[Array, bool, int] | None:
    """What is known of a case's best candidate, whether it is right, and which it is; None without candidates."""
    if not case.figures or case.query.operation not in OPERATIONS:
        return None
    scores = case.rows @ score
    best = int(np.argmax(scores))
    x = figure_choice.confidence_features(case.query, case.rows, scores, case.figures)
    return x, bool(case.wants_figure and case.gold[best]), best


def fit(told: Sequence[Case]) -> tuple[Array, Array, Array]:
    """The three sets of weights; the chance is fitted on halves of the topics that the other weights have not seen."""
    topics = sorted({c.topic for c in told})
    halves = [[c for c in told if (topics.index(c.topic) % 2) == half] for half in (0, 1)]
    seen: list[tuple[Array, bool]] = []
    for mine, other in (halves, halves[::-1]):
        with_kinds(other, fit_kinds(mine))
    for mine, other in (halves, halves[::-1]):
        score = fit_score(other)
        seen += [(found[0], found[1]) for c in mine if (found := told_by(c, score))]
    return fit_kinds(told), fit_score(told), fitting.fit_chance(seen)


def left_out(told: Sequence[Case]) -> None:
    """Prints how often the first candidate is right, and how sure one may be, each topic left out in turn."""
    judged: list[tuple[float, bool, str]] = []
    for topic in sorted({c.topic for c in told}):
        kinds, score, chance = fit([c for c in told if c.topic != topic])
        mine = with_kinds([c for c in told if c.topic == topic], kinds)
        asked = [c for c in mine if c.wants_figure and c.gold.any()]
        first = sum(bool(c.gold[int(np.argmax(c.rows @ score))]) for c in asked)
        sys.stdout.write(f"{topic}: the first candidate is right in {first} of {len(asked)}\n")
        for case in mine:
            found = told_by(case, score)
            if found:
                x, right, best = found
                sure = fitted.chance(x, chance)
                judged.append((sure, right, _beside(case, best)))
    for beside in sorted({b for _, _, b in judged}):
        group = [(sure, right) for sure, right, b in judged if b == beside]
        sys.stdout.write(f"where the strict search {beside}:\n")
        for low in (0.9, 0.8, 0.7, 0.6, 0.5, 0.0):
            held = [right for sure, right in group if low <= sure < (1.1 if low == 0.9 else low + 0.1 if low else 0.5)]
            sys.stdout.write(f"  chance from {low}: {sum(held)} of {len(held)} right\n")


def _beside(case: Case, best: int) -> str:
    if case.strict is None:
        return "finds nothing"
    return "agrees" if figure_choice.alike(case.strict, case.figures[best]) else "differs"


def main() -> None:
    """Says how good the choice is, and writes the weights."""
    parser = argparse.ArgumentParser(description="Fits the weights by which a figure is chosen.")
    parser.add_argument("--check", action="store_true", help="only say how good the choice is on topics left out")
    options = parser.parse_args()
    told = list(cases())
    left_out(told)
    if not options.check:
        kinds, score, chance = fit(told)
        held = {
            "features": list(likeness.FEATURES),
            "score": [round(float(w), 4) for w in score],
            "chance": [round(float(w), 4) for w in chance],
            "kinds": [[round(float(w), 3) for w in row] for row in kinds],
        }
        OUT.write_text(json.dumps(held, separators=(",", ":")).replace('],"', '],\n"') + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
