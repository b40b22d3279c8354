"""The commands over a stand-in for the assistant: what they print, and what they do when something is wrong."""

import csv
import io
import json
import subprocess
import sys
from datetime import date
from decimal import Decimal

import pytest

from assistant.assistant import Assistant
from assistant.program import main
from assistant.settings import ROOT
from assistant.types import Answer, Calculation, Citation, Operand, Sentence
from index.database import Counts
from index.errors import StoreError
from index.library import Library
from index.load import Notice
from index.types import Document, Figure, Hit, Locator, Passage, Source, Span
from index.units import Quantity

TEXT = "Sales to Peru\nPeru bought $5 million.\n"
SPAN = Span("a.md", 26, 36)
FIVE = Quantity(Decimal(5_000_000), "USD", "million", places=0)
FIGURE = Figure("a.md#26", SPAN, Span("a.md", 14, 37), FIVE, entities=("Peru",), flow="export")
DOCUMENT = Document("a.md", "Sales", TEXT, "text/markdown", "0" * 64, date(2024, 5, 1))
SOURCE = Source("S1", "The Post", "Peru buys", "2024-04-01", "https://post.example/peru")
CITED = Citation(
    1, SPAN, "$5 million", "Sales", Locator(None, 2, "Sales to Peru"), "The Desk", "2024-05-01", "", (SOURCE,)
)
DOUBLED = Calculation(
    "multiply",
    "5000000 * 2",
    (Operand("$5 million", FIVE, FIGURE, citation=1), Operand("2", Quantity(Decimal(2), "ratio"), origin="question")),
    ("$5 million × 2 = $10 million",),
    Quantity(Decimal(10_000_000), "USD"),
    "$10 million",
    "not rounded",
)


class StandIn:
    """Holds one document, and answers everything alike."""

    documents = (DOCUMENT,)
    counts = Counts(documents=1, passages=3, figures=1)
    notices = (
        Notice("a.md", "A row was ragged."),
        Notice("b.md", "It was left out: it is empty."),
        Notice("", "No model."),
    )

    def ask(self, question, conversation=None):
        if question == "break":
            raise StoreError("The store is damaged; run index.")
        return Answer(question, "answered", (Sentence("It is $10 million.", (1,), (0,)),), (CITED,), (DOUBLED,))

    def search(self, query, top_k=5):
        passage = Passage(
            "p", Span("a.md", 14, 37), "Peru bought $5 million.", ("Sales to Peru",), "Sales", Locator(row=2)
        )
        return (Hit(passage, 0.5, (("bm25", 1.0),)),) * (0 if query == "nothing" else top_k)

    def figures(self, query=""):
        return () if query == "nothing" else (FIGURE,)


@pytest.fixture
def opened(monkeypatch):
    """Opens the stand-in in place of the assistant; what it was opened with is kept."""
    calls = []

    def open_stand_in(corpus, store, *, progress=None, **rest):
        calls.append((tuple(corpus), store))
        progress("embedding", 1, 2)
        progress("embedding", 2, 2)
        return StandIn()

    monkeypatch.setattr(Assistant, "open", open_stand_in)
    monkeypatch.setattr(Library, "open", open_stand_in)
    return calls


@pytest.fixture
def run(capsys, opened):
    """Runs a command; gives (status, stdout, stderr)."""

    def run(*arguments):
        status = main(list(arguments))
        return status, *capsys.readouterr()

    return run


def test_an_answer_for_people_has_working_and_numbered_sources(run):
    status, out, _ = run("ask", "What is twice Peru?")
    assert status == 0
    lines = out.splitlines()
    assert lines[0] == "It is $10 million [1]."
    assert "  $5 million × 2 = $10 million" in lines
    assert "[1] $5 million" in lines
    assert "    Sales · The Desk · 2024-05-01 · row 2, Sales to Peru" in lines
    assert "    source S1: The Post, Peru buys, 2024-04-01, https://post.example/peru" in lines


def test_square_brackets_of_a_document_are_printed_as_they_are(run, monkeypatch):
    monkeypatch.setattr(StandIn, "ask", lambda *_: Answer("", "answered", (Sentence("See [bold]x[/bold] and [/]."),)))
    assert run("ask", "q")[1].startswith("See [bold]x[/bold] and [/].")


def test_an_answer_as_json_is_one_line_of_the_contract(run):
    status, out, _ = run("ask", "What is twice Peru? 🙂 कितना", "--json")
    answer = json.loads(out)
    assert status == 0 and out.count("\n") == 1 and "कितना" in out
    assert answer.keys() >= {"id", "question", "answer", "status", "citations", "calculations", "timings_ms"}
    locator = answer["citations"][0]["locator"]
    assert locator.items() >= {"page": None, "row": 2, "heading": "Sales to Peru"}.items()
    assert (locator["slide"], locator["sheet"], locator["cell"]) == (None, None, None)


def test_a_batch_is_answered_line_by_line_in_order(run, tmp_path):
    path = tmp_path / "q.jsonl"
    path.write_text(
        '{"id": "1", "question": "a"}\noops\n{"id": "2", "question": "break"}\n{"id": "3", "question": "b"}'
    )
    status, out, err = run("ask", "--batch", str(path), "--json")
    rows = [json.loads(line) for line in out.splitlines()]
    assert status == 0
    assert [r["id"] for r in rows] == ["1", None, "2", "3"]
    assert rows[2] == {"id": "2", "error": "The store is damaged; run index."}
    status, out, err = run("ask", "--batch", str(path))
    assert status == 0 and out.count("It is $10 million [1].") == 2 and "2: The store is damaged" in err


def test_search_cites_passages(run):
    status, out, _ = run("search", "Peru", "-k", "2", "--json")
    hits = json.loads(out)
    assert status == 0 and len(hits) == 2
    assert hits[0]["quote"] == TEXT[hits[0]["start"] : hits[0]["end"]]
    assert "[2] Peru bought $5 million." in run("search", "Peru", "-k", "2")[1]
    assert run("search", "nothing")[1] == "Nothing in the documents matches.\n"
    assert run("search", "nothing", "--json")[1] == "[]\n"


def test_figures_are_listed_for_people_programs_and_spreadsheets(run):
    record = json.loads(run("figures", "--json")[1])[0]
    assert (record["text"], record["base_value"], record["base_unit"]) == ("$5 million", 5e6, "USD")
    assert record["context"] == "Peru bought $5 million."
    assert "$5 million" in run("figures", "peru")[1]
    row = next(csv.DictReader(io.StringIO(run("figures", "--csv")[1])))
    assert (row["text"], row["entities"], row["base_value"]) == ("$5 million", "Peru", "5000000.0")
    assert run("figures", "nothing")[1] == "No figure matches.\n"
    assert run("figures", "nothing", "--csv")[:2] == (0, "")


def test_a_cell_that_a_spreadsheet_would_run_is_made_text():
    from assistant.records import as_csv

    assert as_csv([{"a": "=1+1", "b": ["x", "y"], "c": -1.5, "d": {"row": 2, "page": None}}]) == (
        "a,b,c,d\n'=1+1,x; y,-1.5,row 2\n"
    )


def test_index_says_what_there_is_and_what_was_odd(run):
    record = json.loads(run("index", "--json")[1])
    assert (record["documents"], record["passages"], record["figures"]) == (1, 3, 1)
    assert record["notices"][0] == {"document": "a.md", "notice": "A row was ragged."}
    out = run("index")[1]
    assert out.startswith("1 documents, 3 passages, 1 figures are ready in ") and "a.md: A row was ragged." in out


def test_documents_are_listed_with_what_was_odd_and_what_was_left_out(run):
    status, out, _ = run("documents", "--json")
    first, second = json.loads(out)
    assert status == 0
    assert (first["id"], first["date"], first["indexed"]) == ("a.md", "2024-05-01", True)
    assert first["notices"] == ["A row was ragged."]
    assert (second["id"], second["indexed"], second["notices"]) == ("b.md", False, ["It was left out: it is empty."])
    assert "A row was ragged." in run("documents")[1]


def test_eval_reports_and_lists_failures(run, tmp_path):
    (tmp_path / "a.md").write_text(TEXT)
    gold = {"kind": "lookup", "base_kind": "lookup", "base_unit": "USD", "tolerance": 0.0, "documents": ["a.md"]}
    rows = [
        gold | {"id": "right", "question": "q", "value": 1e7},
        gold | {"id": "wrong", "question": "q", "value": 3.0},
    ]
    (tmp_path / "q.jsonl").write_text("\n".join(map(json.dumps, rows)))
    arguments = "eval", str(tmp_path / "q.jsonl"), "--corpus", str(tmp_path)
    report = json.loads(run(*arguments, "--json")[1])
    assert (report["overall"]["correct"], report["overall"]["wrong_figure"]) == (1, 1)
    assert report["quotes"] == {"checked": 2, "exact": 1.0}
    assert [f["id"] for f in report["failures"]] == ["wrong"]
    text = run(*arguments, "--failures")[1]
    assert "50.0%" in text and "WRONG FIGURE: It is $10 million [1]." in text


def test_corpus_may_be_repeated_and_flags_reach_the_store(run, opened, tmp_path):
    run("documents", "--corpus", str(tmp_path / "a"), "--corpus", str(tmp_path / "b"), "--store", str(tmp_path / "s"))
    assert opened == [((tmp_path / "a", tmp_path / "b"), tmp_path / "s")]


def test_progress_goes_to_stderr_so_that_stdout_stays_json(run):
    _, out, err = run("ask", "q", "--json")
    assert json.loads(out) and "embedding" in err


@pytest.mark.parametrize(
    "arguments",
    [
        ("ask",),
        ("ask", "q", "--batch", __file__),
        ("ask", "--batch", "/nowhere.jsonl"),
        ("ask", "--batch", "/"),
        ("ask", "q", "--jsno"),
        ("search",),
        ("search", "q", "-k", "0"),
        ("search", "q", "-k", "many"),
        ("figures", "--csv", "--json"),
        ("calc",),
        ("calc", "--jsno"),
        ("calc", "1", "2"),
        ("eval", "/nowhere.jsonl"),
        ("nonsense",),
        ("index", "--corpus"),
    ],
    ids=" ".join,
)
def test_bad_arguments_are_one_sentence_and_status_2(run, arguments):
    status, out, err = run(*arguments)
    assert (status, out) == (2, "")
    assert err.count("\n") == 1 and err.endswith(".\n") and "Traceback" not in err


def test_no_command_shows_the_help_and_is_status_2(run):
    status, out, err = run()
    assert (status, out) == (2, "") and "Commands:" in err


def test_an_error_is_one_sentence_and_status_1(run):
    assert run("ask", "break") == (1, "", run("ask", "break")[2])
    assert run("ask", "break")[2].splitlines()[-1] == "The store is damaged; run index."


def test_a_model_that_is_none_is_refused_in_one_sentence(run):
    status, out, err = run("ask", "q", "--model", "clever")
    assert (status, out) == (1, "") and "clever" in err and err.count("\n") == 1


def test_the_model_of_the_environment_is_switched_off_by_none(run, monkeypatch):
    monkeypatch.setenv("TRADE_BRIEF_MODEL", "clever")
    assert run("ask", "q")[0] == 1
    assert run("ask", "q", "--model", "none")[0] == 0


def test_an_unknown_variable_is_refused(run, monkeypatch):
    monkeypatch.setenv("TRADE_BRIEF_STOER", "x")
    status, _, err = run("documents")
    assert status == 1 and "TRADE_BRIEF_STOER is not a setting" in err


@pytest.mark.parametrize("error", [KeyError("x"), OSError(28, "No space left on device", "/store"), RecursionError()])
def test_a_fault_of_the_program_is_one_sentence_too(run, monkeypatch, error):
    def fail(*_):
        raise error

    monkeypatch.setattr(StandIn, "ask", fail)
    status, out, err = run("ask", "q")
    assert (status, out) == (1, "") and "Traceback" not in err and err.splitlines()[-1].endswith(".")


def test_an_interruption_is_status_130(run, monkeypatch):
    def interrupt(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(StandIn, "ask", interrupt)
    status, out, err = run("ask", "q")
    assert (status, out) == (130, "") and "Traceback" not in err


def program(*arguments, **kwargs):
    command = [sys.executable, "-m", "assistant", *arguments]
    return subprocess.run(command, capture_output=True, timeout=60, cwd=ROOT, **kwargs)


def test_calc_works_an_expression_out_with_its_steps():
    done = program("calc", "-5 + 3 * 2")
    assert done.returncode == 0 and done.stdout.decode().splitlines()[0] == "1"
    record = json.loads(program("calc", "2 * 3", "--json").stdout)
    assert (record["base_value"], record["operands"][0]["text"]) == (6.0, "2")


@pytest.mark.parametrize(
    "expression", [b"1 / 0", b"$5 + Rs 3", b"", b"\xff\xfe", "🙂".encode(), b"1" * 100_000, b"(" * 9000]
)
def test_an_expression_without_a_result_is_one_sentence(expression):
    done = program(b"calc", expression)
    assert done.returncode == 1 and done.stdout == b""
    assert done.stderr.count(b"\n") == 1 and b"Traceback" not in done.stderr


def test_a_reader_that_goes_away_is_no_fault():
    shell = f"'{sys.executable}' -m assistant calc '2 * 3' | true; exit ${{PIPESTATUS[0]}}"
    done = subprocess.run(["bash", "-c", shell], capture_output=True, timeout=60, cwd=ROOT)
    assert b"Traceback" not in done.stderr and b"Exception" not in done.stderr and done.returncode in (0, 1)


def test_output_is_utf_8_whatever_the_terminal_says():
    done = program("calc", "Rs 5 * 2", env={"PYTHONIOENCODING": "ascii", "PATH": ""})
    assert done.returncode == 0, done.stderr
    assert "×" in done.stdout.decode("utf-8") or "*" in done.stdout.decode("utf-8")
