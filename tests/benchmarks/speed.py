"""Speed, as ratios measured in one run, since machines differ: `make bench`.

A question is held against one bare `SentenceTransformer.encode` of the same question, indexing against a bare batched
encode of the same passages, start-up against an empty Python program. Nothing is asserted.
"""

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from assistant.settings import stay_local  # noqa: E402  the project is imported from its folder, installed or not

QUESTIONS = ROOT / "tests" / "acceptance" / "questions.jsonl"
CORPUS = ROOT / "corpus"
AT_ONCE = 8
REPEATS = 5


def seconds(work):
    """How long the work takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def percentile(values, p):
    """By nearest rank."""
    ordered = sorted(values)
    return ordered[max(0, -(-len(ordered) * p // 100) - 1)]


def row(name, *cells):
    print(f"{name:44}", *(f"{cell:>14}" for cell in cells))


def questions():
    """The acceptance questions that stand alone, each asked once: a second time would be answered from memory."""
    rows = map(json.loads, QUESTIONS.read_text(encoding="utf-8").splitlines())
    return list(dict.fromkeys(r["question"] for r in rows if r["kind"] != "followup"))


def bare_model():
    from sentence_transformers import SentenceTransformer

    from index.embed import MAX_TOKENS, model_folder

    model = SentenceTransformer(str(model_folder()), device="cpu", local_files_only=True)
    model.max_seq_length = MAX_TOKENS
    return model


def measure_questions(assistant, model, asked):
    """One at a time, each right after the bare encode that it is held against."""
    ratios, encodes, asks = [], [], []
    for question in asked:
        encode = statistics.median(seconds(lambda q=question: model.encode(q)) for _ in range(REPEATS))
        ask = seconds(lambda q=question: assistant.ask(q))
        encodes.append(encode)
        asks.append(ask)
        ratios.append(ask / encode)
    row("question, one at a time", "p50", "p95")
    row("  bare encode, ms", *(f"{1000 * percentile(encodes, p):.1f}" for p in (50, 95)))
    row("  answer, ms", *(f"{1000 * percentile(asks, p):.1f}" for p in (50, 95)))
    row("  answer / bare encode of the same question", *(f"{percentile(ratios, p):.2f}" for p in (50, 95)))
    return statistics.median(encodes), asks


def measure_at_once(assistant, asked, encode):
    """Eight threads, each with its own questions; none was asked before."""
    with ThreadPoolExecutor(AT_ONCE) as pool:
        whole = time.perf_counter()
        asks = list(pool.map(lambda q: seconds(lambda: assistant.ask(q)), asked))
        whole = time.perf_counter() - whole
    row(f"question, {AT_ONCE} at once", "p50", "p95", "questions/s")
    row("  answer, ms", *(f"{1000 * percentile(asks, p):.1f}" for p in (50, 95)), f"{len(asks) / whole:.0f}")
    row("  answer / median bare encode, quiet", *(f"{percentile(asks, p) / encode:.2f}" for p in (50, 95)))


def measure_indexing(model, folder):
    """A store from nothing, after the model has been loaded once, against the encoding alone."""
    from index.library import Library
    from index.split import searchable

    passages = [searchable(p) for p in Library.open([CORPUS], folder / "first").passages]  # imports and warms up
    model.encode(passages[:32])
    encodes, builds = [], []
    for n in range(3):
        encodes.append(seconds(lambda: model.encode(passages, batch_size=32)))
        builds.append(seconds(lambda n=n: Library.open([CORPUS], folder / f"store{n}")))
    encode, build = min(encodes), min(builds)
    again = seconds(lambda: Library.open([CORPUS], folder / "store0"))
    row(f"indexing {len(passages)} passages", "passages/s", "ratio")
    row("  bare batched encode", f"{len(passages) / encode:.0f}", "1.00")
    row("  load, split, figures, encode, store", f"{len(passages) / build:.0f}", f"{encode / build:.2f}")
    row("  nothing to do, s", f"{again:.2f}")


def measure_start_up(folder):
    """Whole commands, best of three."""
    environ = os.environ | {"TRADE_BRIEF_STORE": str(folder / "store0")}

    def best(*arguments):
        command = [sys.executable, *arguments]
        run = lambda: subprocess.run(command, cwd=ROOT, env=environ, capture_output=True, check=True)  # noqa: E731
        return min(seconds(run) for _ in range(3))

    empty = best("-c", "pass")
    row("start-up", "s", "empty Python")
    for arguments in (["--help"], ["calc", "2 * 3"], ["documents"], ["ask", questions()[0]]):
        took = best("-m", "assistant", *arguments)
        row(f"  {arguments[0]}", f"{took:.2f}", f"x {took / empty:.1f}")


def main():
    stay_local(os.environ)
    asked = questions()
    warm, single, many = asked[:6], asked[6 : len(asked) // 2], asked[len(asked) // 2 :]
    print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f} before the run\n")
    with suppress(KeyboardInterrupt), tempfile.TemporaryDirectory() as name:
        model = bare_model()
        measure_indexing(model, Path(name))
        from assistant.assistant import Assistant

        assistant = Assistant.open([CORPUS], Path(name) / "store0")
        assistant.warm_up()  # as every program does that goes on to answer many
        for question in warm:
            model.encode(question)
            assistant.ask(question)
        print()
        encode, _ = measure_questions(assistant, model, single)
        print()
        measure_at_once(assistant, many, encode)
        print()
        measure_start_up(Path(name))


if __name__ == "__main__":
    main()
