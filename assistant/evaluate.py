"""Asks a file of questions with checked answers and reports how well they were answered.

    questions ──► answers (as JSON) ──► verdicts ──► report, failures by stage

tests/acceptance/README.md explains the question schema and every figure of the report.
"""

from __future__ import annotations

import json
import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from assistant.batch import Asks, BatchLine, answer_lines, as_row
from assistant.grading import GoldQuestion, Texts, Verdict, judge
from index.errors import SettingsError

TEXT_SUFFIXES = (".md", ".txt", ".csv")
"""Formats whose canonical text is the file itself, so that a quote can be checked against the file."""
STATUSES = ("answered", "not_in_corpus", "needs_clarification")

Report = dict[str, Any]


def read_gold(path: Path) -> tuple[GoldQuestion, ...]:
    """The questions of a file, in order.

    Raises:
        SettingsError: the file cannot be read, or a line is not a question with its answer.
    """
    try:
        lines = path.read_text(encoding="utf-8").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(f"Cannot read {path}; give a JSONL file of questions with their answers.") from error
    questions = []
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            questions.append(GoldQuestion.model_validate(json.loads(line)))
        except (ValueError, RecursionError) as error:
            what = _fields(error) if isinstance(error, ValidationError) else "JSON"
            raise SettingsError(f"Line {number} of {path.name} has no usable {what}; correct it.") from error
    if not questions:
        raise SettingsError(f"There are no questions in {path}; give a JSONL file of questions with their answers.")
    return tuple(questions)


def _fields(error: ValidationError) -> str:
    return ", ".join(dict.fromkeys(str(e["loc"][0]) if e["loc"] else "object" for e in error.errors()))


def read_texts(corpus: Sequence[Path]) -> Texts:
    """The documents' texts straight from their files, so that quotes are checked against what is on disk."""
    files = {path.relative_to(folder).as_posix(): path for folder in corpus for path in sorted(folder.rglob("*"))}
    return {
        name: path.read_text(encoding="utf-8", errors="replace") if path.suffix.lower() in TEXT_SUFFIXES else None
        for name, path in files.items()
        if path.is_file()
    }


def evaluate(assistant: Asks, questions: Sequence[GoldQuestion], texts: Texts) -> tuple[Report, list[Verdict]]:
    """Asks every question in order, and reports."""
    lines = [BatchLine(id=q.id, question=q.question, conversation=q.conversation) for q in questions]
    rows = map(as_row, answer_lines(assistant, lines))
    answers, counts = sort_rows(rows, {q.id for q in questions})
    verdicts = [judge(q, answers.get(q.id), texts) for q in questions]
    return report(verdicts, counts), verdicts


def sort_rows(rows: Iterable[Any], ids: set[str]) -> tuple[dict[str, Mapping[str, Any]], dict[str, int]]:
    """(answers by id, how many rows were malformed, errors, duplicate or unknown, and questions without an answer)."""
    answers: dict[str, Mapping[str, Any]] = {}
    counts = dict.fromkeys(("malformed", "errors", "duplicate", "unknown"), 0)
    for row in rows:
        if isinstance(row, dict) and row.get("error"):
            counts["errors"] += 1
        elif not well_formed(row):
            counts["malformed"] += 1
        elif row["id"] in answers:
            counts["duplicate"] += 1
        elif row["id"] not in ids:
            counts["unknown"] += 1
        else:
            answers[row["id"]] = {"citations": [], "calculations": [], **row}
    return answers, {**counts, "missing": len(ids - answers.keys())}


def well_formed(row: Any) -> bool:
    """Does an answer keep to the contract as far as judging needs it?"""
    if not isinstance(row, dict) or not isinstance(row.get("id"), str) or not isinstance(row.get("answer"), str):
        return False
    lists = [row.get(key, []) for key in ("citations", "calculations")]
    return row.get("status") in STATUSES and all(
        isinstance(entries, list) and all(isinstance(entry, dict) for entry in entries) for entries in lists
    )


def report(verdicts: Sequence[Verdict], lines: Mapping[str, int]) -> Report:
    """All figures: overall, by kind of question, on declining, quoting and speed, and failures by stage."""
    groups: dict[str, list[Verdict]] = defaultdict(list)
    for verdict in verdicts:
        for name in verdict.gold.groups:
            groups[name].append(verdict)
    declined = [v for v in verdicts if v.status == "not_in_corpus"]
    refusable = [v for v in verdicts if v.gold.refuses]
    conflicts = groups.get("conflict", [])
    quotes = sum(v.cited.quotes for v in verdicts)
    stages: dict[str, int] = defaultdict(int)
    for verdict in verdicts:
        if verdict.stage:
            stages[verdict.stage] += 1
    return {
        "overall": totals(verdicts),
        "by_kind": {name: totals(group) for name, group in sorted(groups.items())},
        "abstention": {
            "precision": _share(sum(v.gold.refuses for v in declined), len(declined)),
            "recall": _share(sum(v.correct for v in refusable), len(refusable)),
        },
        "conflict_both_sides": _share(sum(v.correct for v in conflicts), len(conflicts)),
        "quotes": {"checked": quotes, "exact": _share(sum(v.cited.exact for v in verdicts), quotes)},
        "latency_ms": _percentiles(sorted(v.milliseconds for v in verdicts if v.milliseconds is not None)),
        "lines": dict(lines),
        "failed_at": dict(sorted(stages.items(), key=lambda item: -item[1])),
    }


def totals(verdicts: Sequence[Verdict]) -> dict[str, float | int | None]:
    """The figures of one group of verdicts; shares are from 0 to 1, None of nothing."""
    answered = sum(v.status == "answered" for v in verdicts)
    correct = sum(v.correct for v in verdicts)
    wrong = sum(v.wrong_figure for v in verdicts)
    cited = [v.cited for v in verdicts if v.cites]
    return {
        "n": len(verdicts),
        "answered": answered,
        "correct": correct,
        "correct_share": _share(correct, len(verdicts)),
        "wrong_figure": wrong,
        "wrong_figure_share": _share(wrong, answered),
        "first_document": _share(sum(c.first_document for c in cited), len(cited)),
        "any_document": _share(sum(c.any_document for c in cited), len(cited)),
        "evidence": _share(sum(c.evidence for c in cited), len(cited)),
    }


def _share(part: int, whole: int) -> float | None:
    return round(part / whole, 4) if whole else None


def _percentiles(times: Sequence[float]) -> dict[str, float | None]:
    """The 50th and 95th percentile of sorted times, by nearest rank."""
    return {f"p{p}": times[math.ceil(p / 100 * len(times)) - 1] if times else None for p in (50, 95)}


def failures(verdicts: Iterable[Verdict]) -> list[dict[str, Any]]:
    """What was not answered right, by stage, with how the question was understood."""
    wrong = sorted((v for v in verdicts if v.stage), key=lambda v: v.stage)
    return [
        {
            "stage": v.stage,
            "id": v.gold.id,
            "question": v.gold.question,
            "status": v.status,
            "wrong_figure": v.wrong_figure,
            "answer": v.answer,
            "understood": dict(v.understood or {}),
        }
        for v in wrong
    ]


def table(report: Report) -> str:
    """The report as text: counts as they are, shares in per cent."""
    groups = {"all": report["overall"], **report["by_kind"]}
    rows = [["", *report["overall"]], *([name, *map(_cell, group.values())] for name, group in groups.items())]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = ["  ".join(cell.rjust(width) for cell, width in zip(row, widths, strict=True)) for row in rows]
    for name in ("abstention", "quotes"):
        lines.append(f"{name}: " + ", ".join(f"{key} {_cell(value)}" for key, value in report[name].items()))
    lines.append(f"conflict, both sides named: {_cell(report['conflict_both_sides'])}")
    for name in ("latency_ms", "lines", "failed_at"):
        lines.append(f"{name}: " + (", ".join(f"{key} {value}" for key, value in report[name].items()) or "none"))
    return "\n".join(lines)


def _cell(value: float | int | None) -> str:
    if value is None:
        return "-"
    return f"{100 * value:.1f}%" if isinstance(value, float) else str(value)


def failure_list(failures: Iterable[Mapping[str, Any]]) -> str:
    """The failures as text, under a heading for each stage."""
    lines: list[str] = []
    stage = None
    for failure in failures:
        if failure["stage"] != stage:
            stage = failure["stage"]
            lines.append(f"\n== {stage}")
        verdict = "WRONG FIGURE" if failure["wrong_figure"] else failure["status"] or "no answer"
        lines.append(f"\n{failure['id']}  {failure['question']}\n  {verdict}: {failure['answer']}")
        read = ", ".join(f"{key}={value}" for key, value in failure["understood"].items() if value)
        if read:
            lines.append(f"  understood: {read}")
    return "\n".join(lines)
