"""Fits the weights by which two figures and their operation are chosen (`assistant/pair_weights.json`).

    .venv/bin/python -m tests.pairs.fit            says how good the choice is on topics left out, then fits on all
    .venv/bin/python -m tests.pairs.fit --check    only says

The operands of a question are known from the line that it stands in: `computed.jsonl` names them, and the question sets
under tests/ give the formula of their answers. Some topics are left out, the weights are fitted on the others, and the
questions on them are answered: so every line tells of an unseen topic.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assistant import answer, figure_choice, fitted, likeness, pair_choice, pair_likeness
from assistant.assistant import Assistant, Conversation
from assistant.bind import Evidence
from assistant.fitted import softmax
from assistant.pair_likeness import Pair
from assistant.query import Query
from index.types import Figure
from tests import fitting
from tests.ranking.fit import files

ROOT = Path(__file__).parents[2]
OUT = ROOT / "assistant" / "pair_weights.json"
HERE = Path(__file__).parent
_AS = {
    "cagr": "growth", "required": "growth", "convert": "product", "more_than": "change",
}  # fmt: skip
"""Operations of computed.jsonl that come to one of `OPERATIONS` under another name."""
_NUMBER = re.compile(r"(?<![\w.])\d+(?:\.\d+)?")
_OFTEN = 4
"""Questions that must say a word for it to tell an operation."""
_FOLDS = 6
"""Parts of the topics that are left out in turn."""
Array = NDArray[np.float64]


@dataclass
class Case:
    """One question: its candidates, their pairs, and which are gold."""

    topic: str
    question: str
    query: Query
    vector: Array
    operation: str
    figures: list[Figure]
    scores: list[float]
    last: list[Figure]
    pairs: list[Pair]
    gold: NDArray[np.bool_]
    rows: Array
    kind: str = ""
    id: str = ""


def cases() -> Iterator[Case]:
    """All questions of all topics."""
    computed = [json.loads(line) for line in (HERE / "computed.jsonl").read_text("utf-8").splitlines()]
    lookups = [json.loads(line) for line in (ROOT / "tests/ranking/lookups.jsonl").read_text("utf-8").splitlines()]
    for topic, documents, question_files in files():
        with tempfile.TemporaryDirectory() as store:
            assistant = Assistant.open([documents], Path(store))
            rows = [json.loads(line) for f in question_files for line in f.read_text("utf-8").splitlines() if line]
            for told, gold in (
                (rows, of_formula),
                ([r for r in computed if ROOT / r["corpus"] == documents], of_operands),
                ([r for r in lookups if ROOT / r["corpus"] == documents], lambda *_: ("none", lambda *_: False)),
            ):
                yield from _asked(topic, assistant, told, gold)
        sys.stderr.write(f"{topic} ")


def _asked(
    topic: str, assistant: Assistant, rows: Sequence[dict[str, Any]], reads: Callable[..., Any]
) -> Iterator[Case]:
    desk = assistant.desk
    plain = replace(desk, embed=None)
    talks: dict[str, Conversation] = {}
    for row in rows:
        key = row.get("conversation")
        talk = talks.setdefault(key, Conversation()) if key else Conversation()
        query = answer._understand(desk, " ".join(row["question"].split()), talk)
        turn = talk.last
        last = [o.figure for done in turn.calculations for o in done.operands if o.figure] if turn else []
        last += [f for f in (turn.figures if turn else ()) if f not in last]
        if key:
            answer.answer(plain, row["question"], talk)  # without the weights that are being fitted
        ranking = figure_choice.rank(desk.evidence, query, desk.search, desk.embed)
        figures, scores = pair_choice.candidates(desk.evidence, ranking, last if query.follow_up else ())
        found = list(pair_likeness.pairs(figures, pair_choice.BEST))
        operation, is_gold = reads(desk.evidence, row)
        gold = np.array([is_gold(p.operation, figures[p.first], figures[p.second]) for p in found], np.bool_)
        if gold.any():
            operation = found[int(np.argmax(gold))].operation
        yield Case(
            topic,
            row["question"],
            query,
            np.asarray(desk.embed(likeness.wording(query)), np.float64),
            operation,
            figures,
            scores,
            last,
            found,
            gold,
            pair_choice.rows_of(
                desk.evidence, query, dict.fromkeys(pair_choice.CLASSES, 0.0), figures, scores, last, found
            ),
            kind=row.get("base_kind", "computed" if "operands" in row else "look-up"),
            id=row.get("id", ""),
        )


def of_operands(evidence: Evidence, row: dict[str, Any]) -> tuple[str, Callable[..., bool]]:
    """The operation of a line of computed.jsonl, and whether two figures are its operands in order."""
    operation = _AS.get(row["operation"], row["operation"])
    operands = row["operands"]
    if operands is None or len(operands) != 2:
        return (operation if operation in pair_likeness.OPERATIONS else "none"), lambda *_: False

    x, y = ([f for f in evidence.figures if _is_operand(evidence.documents, f, told)] for told in operands)

    def are(a: Figure, b: Figure) -> bool:
        return any(figure_choice.alike(a, f) for f in x) and any(figure_choice.alike(b, f) for f in y)

    def is_gold(name: str, a: Figure, b: Figure) -> bool:
        either = name in ("difference", "sum", "rate", "product")
        return name == operation and (are(a, b) or (either and are(b, a)))

    return operation, is_gold


def _is_operand(documents: Any, figure: Figure, told: dict[str, Any]) -> bool:
    """Is a figure the one that a line names, or the same value where the line says it is printed again?"""
    document = documents[figure.span.document]
    digits = _NUMBER.findall(document.quote(figure.span).replace(",", ""))
    if document.id == told["document"]:
        at = document.text.find(told["quote"]) + told["quote"].find(told["figure"])
        if at - 4 <= figure.span.start <= at + len(told["figure"]):
            return bool(digits) and digits[0] in _NUMBER.findall(told["figure"].replace(",", ""))
    return any(document.id == d and digits == _NUMBER.findall(f.replace(",", "")) for d, f in told["also"])


def of_formula(_: Evidence, row: dict[str, Any]) -> tuple[str, Callable[..., bool]]:
    """Whether two figures under an operation give the answer of an acceptance question, by its own formula."""
    if row["base_kind"] != "compute" or not row["documents"] or not row["gold_expr"]:
        return "none", lambda *_: False
    leaves = [float(n) for n in _NUMBER.findall(row["gold_expr"])]
    values = [row["value"], *row["alt_values"]]

    def is_leaf(figure: Figure) -> bool:
        sizes = (1, 1e3, 1e5, 1e6, 1e7, 1e9, 1e12)
        v, w = float(figure.quantity.value), float(figure.quantity.base[0])
        return any(abs(x / s - n) <= 1e-9 * n for n in leaves for s in sizes for x in (v, w) if n)

    def is_gold(name: str, a: Figure, b: Figure) -> bool:
        if not (is_leaf(a) and is_leaf(b)):
            return False
        result = _worth(name, a, b)
        slack = max(row["tolerance"] or 0.0, 0.005)
        unit = row["base_unit"] == "percent"
        if unit != (name in ("share", "change", "growth")):
            return False
        results = (result, 1 / result) if name == "rate" else (result,)
        return any(
            abs(abs(result) / s - abs(v)) <= slack * abs(v)
            for result in results
            for v in values
            for s in (1, 1e3, 1e6, 1e9, 1e-3)
            if v
        )

    return "unknown", is_gold


def _worth(name: str, a: Figure, b: Figure) -> float:
    x, y = float(a.quantity.base[0]), float(b.quantity.base[0])
    years = (b.period.end.year - a.period.end.year) if a.period and b.period else 0
    match name:
        case "share":
            return x / y * 100
        case "change":
            return (y - x) / x * 100
        case "difference":
            return x - y
        case "sum":
            return x + y
        case "ratio" | "price" | "rate":
            return x / y
        case "product":
            return x * y / (100 if b.quantity.unit == "percent" else 1)
        case "growth":
            return ((y / x) ** (1 / years) - 1) * 100 if years else 0.0
    raise ValueError(name)


@dataclass(frozen=True)
class Reader:
    """What tells how likely each operation is: its weights, (n, n_classes), and the words among its features."""

    words: list[str]
    weights: Array

    def chances(self, case: Case) -> dict[str, float]:
        """How likely each of `CLASSES` is what a question wants."""
        p = softmax(pair_choice.operation_features(case.query, case.vector, self.words) @ self.weights)
        return dict(zip(pair_choice.CLASSES, map(float, p), strict=True))


def fit_operations(told: Sequence[Case], penalty: float = 0.3) -> Reader:
    """The reader of operations."""
    known = [c for c in told if c.operation in pair_choice.CLASSES]
    words = telling_words(known)
    x = np.array([pair_choice.operation_features(c.query, c.vector, words) for c in known])
    target = np.eye(len(pair_choice.CLASSES))[[pair_choice.CLASSES.index(c.operation) for c in known]]

    return Reader(words, fitting.fit_classes(x, target, penalty, steps=200))


def telling_words(told: Sequence[Case]) -> list[str]:
    """Words and pairs of words that several questions to be computed say, of more than one topic."""
    topics: dict[str, list[str]] = {}
    for c in told:
        if c.operation != "none":
            for word in pair_choice.wordings(c.query.text):
                topics.setdefault(word, []).append(c.topic)
    return sorted(w for w, said in topics.items() if len(said) >= _OFTEN and len(set(said)) > 1)


def with_operations(told: Sequence[Case], reader: Reader) -> None:
    """Fills in the features of each case, which the chances of its operations are part of."""
    column = pair_likeness.FEATURES.index("operation")
    for c in told:
        chances = reader.chances(c)
        for row, pair in zip(c.rows, c.pairs, strict=True):
            row[column] = np.log(chances[pair.operation] + 1e-3) / 4


def fit_score(told: Sequence[Case]) -> Array:
    """Weights that put the gold pairs of each question before its others."""
    found: Array = fitting.fit_score([(c.rows, c.gold) for c in told if c.gold.any()])
    return found


def judged(case: Case, score: Array, reader: Reader) -> Judged | None:
    """The best pair of a case; None without pairs."""
    if not case.pairs:
        return None
    marks = case.rows @ score
    x = pair_choice.confidence_features(case.query, reader.chances(case), case.rows, marks, case.figures, case.pairs)
    return Judged(case, int(np.argmax(marks)), x)


@dataclass(frozen=True)
class Judged:
    """What is known of the best pair of a case, of a topic that the weights were not fitted on."""

    case: Case
    best: int
    features: Array

    @property
    def right(self) -> bool:
        """Is it the operation, and are these the operands, that the question wants?"""
        return bool(self.case.gold[self.best])


def left_out(told: Sequence[Case]) -> list[Judged]:
    """The best pair of each case by weights fitted on other topics."""
    found: list[Judged] = []
    topics = sorted({c.topic for c in told})
    for away in (topics[start::_FOLDS] for start in range(_FOLDS)):
        rest, mine = [c for c in told if c.topic not in away], [c for c in told if c.topic in away]
        reader = fit_operations(rest)
        with_crossed_operations(rest)
        score = fit_score(rest)
        with_operations(mine, reader)
        found += [j for c in mine if (j := judged(c, score, reader))]
    return found


def with_crossed_operations(told: Sequence[Case]) -> None:
    """Chances of operations as on an unseen topic: of either half of the topics by a reader of the other."""
    topics = sorted({c.topic for c in told})
    halves = [[c for c in told if (topics.index(c.topic) % 2) == half] for half in (0, 1)]
    for mine, other in (halves, halves[::-1]):
        with_operations(mine, fit_operations(other))


def fit(told: Sequence[Case], seen: Sequence[Judged]) -> tuple[Reader, Array, Array]:
    """The three sets of weights; the chance is fitted on topics that the others had not seen."""
    with_crossed_operations(told)
    return fit_operations(told), fit_score(told), fitting.fit_chance([(j.features, j.right) for j in seen])


def chances(seen: Sequence[Judged]) -> list[float]:
    """How likely each is right, as told by the other topics."""
    out: dict[int, float] = {}
    for topic in sorted({j.case.topic for j in seen}):
        weights = fitting.fit_chance([(j.features, j.right) for j in seen if j.case.topic != topic])
        for k, j in enumerate(seen):
            if j.case.topic == topic:
                out[k] = fitted.chance(j.features, weights)
    return [out[k] for k in range(len(seen))]


def tell(seen: Sequence[Judged]) -> None:
    """Prints how often the first pair is right, and how sure one may be."""
    for topic in sorted({j.case.topic for j in seen}):
        asked = [j for j in seen if j.case.topic == topic and j.case.gold.any()]
        sys.stdout.write(f"{topic}: the first pair is right in {sum(j.right for j in asked)} of {len(asked)}\n")
    sure = chances(seen)
    for low in (0.9, 0.8, 0.7, 0.6, 0.5, 0.4):
        held = [j.right for j, s in zip(seen, sure, strict=True) if s >= low]
        sys.stdout.write(f"chance from {low}: {sum(held)} of {len(held)} right\n")


def write(reader: Reader, score: Array, chance: Array) -> None:
    """Writes the weights where the program reads them."""
    held = {
        "features": list(pair_likeness.FEATURES),
        "score": [round(float(w), 4) for w in score],
        "chance": [round(float(w), 4) for w in chance],
        "words": reader.words,
        "operations": [[round(float(w), 3) for w in row] for row in reader.weights],
    }
    OUT.write_text(json.dumps(held, separators=(",", ":")).replace('],"', '],\n"') + "\n", encoding="utf-8")


def main() -> None:
    """Says how good the choice is, and writes the weights."""
    parser = argparse.ArgumentParser(description="Fits the weights by which two figures are chosen.")
    parser.add_argument("--check", action="store_true", help="only say how good the choice is on topics left out")
    options = parser.parse_args()
    told = list(cases())
    seen = left_out(told)
    tell(seen)
    if not options.check:
        write(*fit(told, seen))


if __name__ == "__main__":
    main()
