"""Checks question files against their documents: schema, evidence, arithmetic and rankings. Standard library only.

    python tests/briefs/validate.py [--acceptance DIR] [--spread FILE]

Every question must have exactly the fields of the acceptance questions. With `--acceptance`, the folder that holds
`questions.jsonl` and `score.py`, the set of fields is also compared with that file, the gold answer of every question
must be judged right by the scorer, a figure ten per cent off must be judged wrong, and no question may repeat an
acceptance question. `--spread` writes the paraphrases to FILE as single questions, ready to be asked and scored.
"""

import argparse
import collections
import importlib.util
import json
import math
import pathlib
import sys

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
FIELDS = (
    "id conversation question kind base_kind answers match value alt_values base_unit tolerance documents "
    "evidence gold_expr alt_exprs absent false_premise gold_rank rank_position note"
).split()
KINDS = {"lookup", "compute", "rank", "passage", "conflict", "unanswerable"}
NAMES = {"LAKH": 1e5, "CRORE": 1e7, "K": 1e3, "MN": 1e6, "BN": 1e9, "ln": math.log}


def evaluate(expression):
    """The value of a gold expression: numbers, arithmetic, the scale names and ln."""
    return eval(expression, {"__builtins__": {}}, NAMES)  # only our own files are read


def read(path):
    """The rows of a JSON Lines file."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line.strip()]


def faults_of_figures(row):
    """Does the arithmetic give the gold values?"""
    pairs = [(row["gold_expr"], row["value"])] if row["value"] is not None or row["gold_expr"] else []
    for expression, value in pairs + list(zip(row["alt_exprs"], row["alt_values"], strict=True)):
        if not expression or value is None or not math.isclose(evaluate(expression), value, rel_tol=1e-5):
            yield f"{expression} is not {value}"
    if (row["value"] is None) != (row["base_unit"] is None) or (row["value"] is None) != (row["tolerance"] is None):
        yield "value, base_unit and tolerance come together"


def faults_of_ranking(row):
    """Does the order of the gold figures put the gold answer at its place?"""
    if not row["gold_rank"]:
        return
    order = sorted(row["gold_rank"], key=lambda n: -evaluate(row["gold_rank"][n]))
    wanted = [part.lower() for a in row["answers"] for part in a.split("|")]

    def named(name):
        return any(w in part.lower() or part.lower() in w for w in wanted for part in name.split("|"))

    if row["rank_position"] == "order":
        firsts = [[part.lower() for part in a.split("|")] for a in row["answers"]]
        if len(firsts) > len(order) or not all(
            any(f in n.lower() for f in fs) for fs, n in zip(firsts, order, strict=False)
        ):
            yield f"order is {order}"
    elif not named(order[row["rank_position"] - 1]):
        yield f"place {row['rank_position']} is {order[row['rank_position'] - 1]}"


def faults_of_sources(row, texts):
    """Does every evidence string stand in a gold document, and every gold document hold some?"""
    held = {n: texts[n] for n in row["documents"] if n in texts}
    if len(held) != len(row["documents"]):
        yield f"unknown document in {row['documents']}"
    for string in row["evidence"]:
        if not any(string in text for text in held.values()):
            yield f"evidence not found: {string!r}"
    for name, text in held.items():
        if not any(string in text for string in row["evidence"]):
            yield f"no evidence from {name}"
    for term in row["absent"]:
        if any(term.lower() in text.lower() for text in texts.values()):
            yield f"{term!r} does occur"


def faults_of_kind(row):
    """Is what a kind needs there?"""
    kind, gold = row["base_kind"], row["value"] is not None or row["answers"]
    if list(row) != FIELDS:
        yield "fields are not those of the schema, in order"
    if kind not in KINDS or row["kind"] not in (kind, "followup"):
        yield "unknown kind"
    if kind == "unanswerable" and (gold or bool(row["documents"]) != row["false_premise"]):
        yield "an unanswerable question has no gold; it has documents exactly if it rests on a false premise"
    if kind != "unanswerable" and (not gold or row["false_premise"]):
        yield "no gold answer"
    if kind not in ("compute", "unanswerable") and not row["documents"]:
        yield "no documents"
    if kind == "conflict" and (row["match"] != "all" or len(row["documents"]) < 2 or len(row["answers"]) < 2):
        yield "a conflict has two documents and two sides"
    if bool(row["answers"]) != (row["match"] in ("any", "all", "order")):
        yield "answers and match come together"
    if row["kind"] == "followup" and not row["conversation"]:
        yield "a follow-up needs a conversation"


def gold_answer(row, factor=1.0):
    """What a perfect assistant could say: the gold number in base units, else the gold phrases."""
    blank = dict(id=row["id"], status="answered", citations=[], calculations=[])
    if row["base_kind"] == "unanswerable":
        return dict(blank, status="not_in_corpus", answer="Nothing on that.")
    if row["value"] is None:
        return dict(blank, answer=" ".join(a.split("|")[0] for a in row["answers"]))
    number = f"{row['value'] * factor:,.6f}"
    unit = {"count": "", "ratio": "times", "percent": "per cent"}.get(row["base_unit"], row["base_unit"])
    text = (
        f"It comes to {unit} {number}."
        if unit in ("INR", "USD", "EUR", "RUB", "GBP", "KES")
        else f"It comes to {number} {unit}."
    )
    return dict(blank, answer=text)


def faults_of_judging(row, scorer, texts):
    """Does the scorer take the gold answer for right, and a near miss for wrong?"""
    if not scorer.judge(row, gold_answer(row), texts)["correct"]:
        yield "the scorer does not accept the gold answer"
    near_alternative = any(abs(row["value"] * 1.1 / a - 1) < 0.04 for a in row["alt_values"])
    if (
        row["value"] is not None
        and not near_alternative
        and not row["answers"]
        and scorer.judge(row, gold_answer(row, 1.1), texts)["correct"]
    ):
        yield "the scorer accepts a figure ten per cent off"


def faults_of_file(rows, texts, scorer, known):
    """All faults of one question file."""
    seen = collections.Counter(row["id"] for row in rows)
    for identifier in (i for i, n in seen.items() if n > 1):
        yield f"{identifier}: twice"
    started, last = set(), None
    for row in rows:
        talk = row["conversation"]
        checks = [faults_of_kind(row), faults_of_figures(row), faults_of_ranking(row), faults_of_sources(row, texts)]
        if scorer:
            checks.append(faults_of_judging(row, scorer, texts))
        for check in checks:
            yield from (f"{row['id']}: {fault}" for fault in check)
        if row["kind"] == "followup" and talk not in started:
            yield f"{row['id']}: a follow-up opens the conversation"
        if talk in started and talk != last:
            yield f"{row['id']}: conversation {talk} is not in one piece"
        if row["kind"] != "followup" and row["question"].strip().lower() in known:
            yield f"{row['id']}: repeats an acceptance question"
        started.add(talk)
        started.discard(None)
        last = talk


def spread(row):
    """A paraphrase row as one question per wording, each a conversation of its own."""
    shared = {k: v for k, v in row.items() if k != "wordings"}
    for number, wording in enumerate(row["wordings"], 1):
        full = dict(shared, id=f"{row['id']}.{number}", conversation=None, question=wording)
        yield {k: full[k] for k in FIELDS if k in full}


def load(module_path):
    """The scorer as a module."""
    spec = importlib.util.spec_from_file_location("score", module_path)
    module = importlib.util.module_from_spec(spec)
    sys.modules["score"] = module  # its dataclass looks itself up
    spec.loader.exec_module(module)
    return module


def say(text):
    """One line on standard output."""
    sys.stdout.write(text + "\n")


def check(path, corpus, scorer, known, spread_to):
    """Reports on one question file and returns how many faults it has."""
    texts = {p.name: p.read_text(encoding="utf-8") for p in corpus.iterdir() if p.is_file()}
    rows, faults = read(path), []
    if rows and "wordings" in rows[0]:
        faults = [f"{row['id']}: five different wordings are needed" for row in rows if len(set(row["wordings"])) != 5]
        rows = [full for row in rows for full in spread(row)]
        if spread_to:
            lines = (json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
            spread_to.write_text("".join(lines), encoding="utf-8")
    faults += faults_of_file(rows, texts, scorer, known)
    typed = sum(row["base_kind"] == "compute" and not row["documents"] for row in rows)
    kinds = {**collections.Counter(row["base_kind"] for row in rows), "of these typed": typed}
    follow = sum(row["kind"] == "followup" for row in rows)
    say(f"{path.relative_to(ROOT)}: {len(rows)} questions, {follow} follow-ups, {kinds}, {len(faults)} faults")
    for fault in faults:
        say("  " + fault)
    return len(faults)


def main():
    """Exit status 1 when there is any fault."""
    parser = argparse.ArgumentParser(description="Checks the question files against their documents.")
    parser.add_argument("--acceptance", type=pathlib.Path, help="folder with questions.jsonl and score.py")
    parser.add_argument("--spread", type=pathlib.Path, help="file for the paraphrases as single questions")
    options = parser.parse_args()
    scorer, known = None, set()
    if options.acceptance:
        scorer = load(options.acceptance / "score.py")
        rows = read(options.acceptance / "questions.jsonl")
        known = {row["question"].strip().lower() for row in rows}
        if any(set(row) != set(FIELDS) for row in rows):
            say("The schema of the acceptance questions has changed: bring FIELDS up to date.")
            return 1
    folders = [f for f in sorted(HERE.iterdir()) if (f / "corpus").is_dir()]
    files = [(path, f / "corpus") for f in folders for path in sorted(f.glob("*.jsonl"), reverse=True)]
    files += [(p, ROOT / "corpus") for p in sorted((HERE.parent / "questions").glob("*.jsonl"))]
    return bool(sum(check(path, corpus, scorer, known, options.spread) for path, corpus in files))


if __name__ == "__main__":
    sys.exit(main())
