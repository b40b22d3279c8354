"""The command line: reads flags, hands over, prints. Slow libraries are imported by the command that needs them."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from index.errors import SettingsError

if TYPE_CHECKING:
    from rich.console import Console

    from assistant.assistant import Assistant
    from assistant.receipts import Keeper
    from assistant.settings import Settings
    from index.library import Library

app = typer.Typer(
    help="Answers questions over trade documents with exact citations and computed figures.",
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)

Corpus = Annotated[list[Path] | None, typer.Option("--corpus", help="Folder of documents; may be repeated.")]
Store = Annotated[Path | None, typer.Option("--store", help="Folder of the search store.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]
Model = Annotated[
    str | None,
    typer.Option("--model", help="Language model that drafts the answers: provider:name, an address, or none."),
]


@app.callback(invoke_without_command=True)
def start(context: typer.Context) -> None:
    """Answers questions over trade documents with exact citations and computed figures."""
    if context.invoked_subcommand is None:
        typer.echo(context.get_help(), err=True)
        raise typer.Exit(2)


@app.command()
def index(corpus: Corpus = None, store: Store = None, as_json: AsJson = False) -> None:
    """Build the search store, or bring it up to date."""
    library, settings = _library(corpus, store, latest=True)
    notices = [{"document": n.document, "notice": n.message} for n in library.notices]
    counts = asdict(library.counts)
    lines = [f"{', '.join(f'{n} {what}' for what, n in counts.items())} are ready in {settings.store}."]
    lines += [str(n) for n in library.notices]
    _print({**counts, "notices": notices, "store": str(settings.store)}, as_json, "\n".join(lines))


@app.command()
def ask(
    question: Annotated[str | None, typer.Argument(help="The question.")] = None,
    batch: Annotated[
        Path | None, typer.Option("--batch", exists=True, dir_okay=False, help="JSONL file of questions.")
    ] = None,
    corpus: Corpus = None,
    store: Store = None,
    model: Model = None,
    as_json: AsJson = False,
) -> None:
    """Answer a question, or a file of them, one answer a line."""
    from assistant.batch import readable

    if (question is None) == (batch is None):
        raise typer.BadParameter("give either a question or --batch FILE")
    from assistant.receipts import Keeper, Receipts

    assistant, settings = _assistant(corpus, store, model)
    keeper = Keeper(assistant, Receipts(settings.store))
    if batch is not None:
        _ask_batch(keeper, batch, as_json)
        return
    answer = keeper.ask(readable(question or ""))
    if as_json:
        _print_json(answer.as_json())
    else:
        from assistant.terminal import show_answer

        show_answer(_console(), answer)


def _ask_batch(assistant: Keeper, batch: Path, as_json: bool) -> None:
    """Prints each answer as soon as it is there."""
    from assistant.batch import BadLine, answer_lines, as_row, read_lines
    from assistant.terminal import show_answer

    for answered in answer_lines(assistant, read_lines(batch)):
        if as_json:
            _print_json(as_row(answered))
        elif isinstance(answered, BadLine):
            typer.echo(f"{answered.id or 'A line'}: {answered.error}\n", err=True)
        else:
            line, answer = answered
            typer.echo(f"{line.id}  {line.question}")
            show_answer(_console(), answer)
            typer.echo()


@app.command()
def replay(
    answer: Annotated[str, typer.Argument(help="The id of an answer, or a file that `ask --json` has written.")],
    corpus: Corpus = None,
    store: Store = None,
    as_json: AsJson = False,
) -> None:
    """Ask again what was asked before, and say whether the answer is the same to the byte, and if not, why."""
    from assistant import receipts
    from assistant.terminal import replayed

    assistant, settings = _assistant(corpus, store)
    kept = receipts.Receipts(settings.store)
    found = kept.find(answer)
    if found is None and not Path(answer).is_file():
        raise SettingsError(f"No answer with the id {answer} is kept in {settings.store}; give its id or a file.")
    rows = (found,) if found else receipts.read_file(Path(answer), kept)
    for row in rows:
        again = receipts.replay(row, assistant)
        _print(again.as_json(), as_json, replayed(again))


@app.command()
def search(
    query: Annotated[str, typer.Argument(help="What to look for.")],
    top_k: Annotated[int, typer.Option("-k", min=1, max=100, help="How many passages.")] = 5,
    corpus: Corpus = None,
    store: Store = None,
    as_json: AsJson = False,
) -> None:
    """Find passages, with where they stand."""
    from assistant.batch import readable
    from assistant.records import hit_record
    from assistant.terminal import show_hits

    assistant, _ = _assistant(corpus, store)
    hits = assistant.search(readable(query), top_k)
    if as_json:
        _print_json([hit_record(hit) for hit in hits])
    elif hits:
        show_hits(_console(), hits)
    else:
        typer.echo("Nothing in the documents matches.")


@app.command()
def figures(
    query: Annotated[str, typer.Argument(help="Words that a figure must match; all figures without.")] = "",
    corpus: Corpus = None,
    store: Store = None,
    as_json: AsJson = False,
    as_csv: Annotated[bool, typer.Option("--csv", help="Print CSV.")] = False,
) -> None:
    """List the figures that the documents print, and what each is about."""
    from assistant import records
    from assistant.batch import readable
    from assistant.terminal import show_table

    if as_json and as_csv:
        raise typer.BadParameter("give either --json or --csv")
    assistant, _ = _assistant(corpus, store)
    documents = {d.id: d for d in assistant.documents}
    rows = [records.figure_record(f, documents) for f in assistant.figures(readable(query))]
    if as_json:
        _print_json(rows)
    elif as_csv:
        typer.echo(records.as_csv(rows), nl=False)
    elif rows:
        columns = {"text": "Figure", "entities": "About", "flow": "Flow", "item": "Item", "period": "Period"}
        show_table(_console(), rows, columns | {"document": "Document"})
    else:
        typer.echo("No figure matches.")


@app.command(context_settings={"ignore_unknown_options": True})
def calc(
    expression: Annotated[str, typer.Argument(help='What to work out, such as "cagr(625.68, 2000, 5)".')],
    as_json: AsJson = False,
) -> None:
    """Work out an expression, exactly and with units."""
    if re.match(r"--?[A-Za-z]", expression):  # "-5 + 3" is an expression, "--jsno" a mistyped option
        raise typer.BadParameter(f"no such option: {expression}")
    from assistant.batch import readable
    from assistant.expression import evaluate
    from assistant.records import calculation_record
    from assistant.terminal import show_working

    calculation = evaluate(readable(expression))
    if as_json:
        _print_json(calculation_record(calculation))
    else:
        typer.echo(calculation.shown)
        show_working(_console(), calculation)


@app.command()
def check(corpus: Corpus = None, store: Store = None, as_json: AsJson = False) -> None:
    """Audit the documents' own figures: what does not hold, with both places and the sum."""
    from assistant.bind import Evidence
    from assistant.check import audit
    from assistant.check.text import as_text

    library, _ = _library(corpus, store)
    evidence = Evidence(library.documents, library.passages, library.figures)
    findings = audit(evidence, lambda unchecked: typer.echo(unchecked, err=True))
    _print([finding.as_json() for finding in findings], as_json, as_text(findings))


@app.command()
def values(
    measure: Annotated[str, typer.Argument(help='What is measured, such as "exports of tea to Egypt, 2024".')],
    corpus: Corpus = None,
    store: Store = None,
    as_json: AsJson = False,
) -> None:
    """Set every value that the documents give for a measure side by side, and say why they differ."""
    from assistant.batch import readable
    from assistant.check.books import Books
    from assistant.check.text import side_by_side
    from assistant.check.versions import compare

    assistant, _ = _assistant(corpus, store)
    measures = compare(Books(assistant.desk.evidence), readable(measure))
    _print([m.as_json() for m in measures], as_json, side_by_side(measures))


@app.command()
def facts(
    subject: Annotated[str, typer.Argument(help="A topic in words, or the name or title of a document.")],
    file: Annotated[
        Path | None, typer.Argument(help="File to write, .md, .docx or .pdf; printed as Markdown without one.")
    ] = None,
    corpus: Corpus = None,
    store: Store = None,
    as_json: AsJson = False,
) -> None:
    """Make a fact sheet: the key figures of a topic or document on a page, cited, with disagreements marked."""
    from assistant import export as exports
    from assistant.batch import readable
    from assistant.check import audit
    from assistant.export import markdown

    assistant, _ = _assistant(corpus, store)
    evidence = assistant.desk.evidence
    sheet = exports.fact_sheet(evidence, audit(evidence), readable(subject))
    if file is None:
        _print(asdict(exports.plain(sheet)), as_json, markdown.write(sheet).rstrip())
        return
    exports.write(sheet, file)
    counts = {"entries": len(sheet.entries), "notes": len(sheet.notes), "file": str(file)}
    _print(counts, as_json, f"{len(sheet.entries)} figures with {len(sheet.notes)} notes are in {file}.")


@app.command()
def export(
    file: Annotated[Path, typer.Argument(help="File to write; its ending says the format: .md, .docx, .xlsx or .csv.")],
    questions: Annotated[
        Path | None, typer.Option("--questions", exists=True, dir_okay=False, help="JSONL file of questions.")
    ] = None,
    findings: Annotated[bool, typer.Option("--findings", help="What `check` finds.")] = False,
    figures: Annotated[str | None, typer.Option("--figures", help="Figures that match these words.")] = None,
    corpus: Corpus = None,
    store: Store = None,
    as_json: AsJson = False,
) -> None:
    """Write answers, findings or figures to a file that keeps their evidence."""
    if [questions is not None, findings, figures is not None].count(True) != 1:
        raise typer.BadParameter("give one of --questions FILE, --findings and --figures WORDS")
    from assistant import export as exports
    from assistant.batch import BadLine, answer_lines, read_lines
    from assistant.check import audit
    from assistant.draft import Draft

    assistant, _ = _assistant(corpus, store)
    if findings:
        record = exports.of_findings(audit(assistant.desk.evidence))
    elif figures is not None:
        record = exports.of_figures(assistant.figures(figures), Draft(assistant.desk.evidence))
    else:
        asked = answer_lines(assistant, read_lines(questions)) if questions else iter(())
        record = exports.of_answers(a[1] for a in asked if not isinstance(a, BadLine))
    exports.write(record, file)
    counts = {"entries": len(record.entries), "notes": len(record.notes), "file": str(file)}
    _print(counts, as_json, f"{len(record.entries)} entries with {len(record.notes)} notes are in {file}.")


@app.command("verify-export")
def verify_export(
    file: Annotated[Path, typer.Argument(exists=True, dir_okay=False, help="A file that `export` has written.")],
    corpus: Corpus = None,
    store: Store = None,
    as_json: AsJson = False,
) -> None:
    """Read an export again and confirm each quote and number against the documents."""
    from assistant import export as exports

    library, _ = _library(corpus, store)
    record = exports.read(file)
    problems = exports.verify(record, {d.id: d for d in library.documents})
    wrong = len({p.entry for p in problems if p.entry})
    said = f"{len(record.entries)} entries and {len(record.notes)} notes are confirmed."
    if problems:
        said = "\n".join([f"{wrong} of {len(record.entries)} entries could not be confirmed.", *map(str, problems)])
    rows = [asdict(p) for p in problems]
    _print({"entries": len(record.entries), "notes": len(record.notes), "problems": rows}, as_json, said)
    if problems:
        raise typer.Exit(1)


@app.command("eval")
def evaluate(
    questions: Annotated[Path, typer.Argument(exists=True, dir_okay=False, help="JSONL file of checked questions.")],
    corpus: Corpus = None,
    store: Store = None,
    model: Model = None,
    as_json: AsJson = False,
    list_failures: Annotated[bool, typer.Option("--failures", help="Also list what was not answered right.")] = False,
) -> None:
    """Score the answers to a file of questions with known answers."""
    from assistant import evaluate as scoring

    golds = scoring.read_gold(questions)
    assistant, settings = _assistant(corpus, store, model)
    report, verdicts = scoring.evaluate(assistant, golds, scoring.read_texts(settings.corpus))
    failures = scoring.failures(verdicts)
    text = scoring.table(report) + (f"\n{scoring.failure_list(failures)}" if list_failures else "")
    _print({**report, "failures": failures}, as_json, text)


@app.command()
def documents(corpus: Corpus = None, store: Store = None, as_json: AsJson = False) -> None:
    """List the documents, what was odd about any, and what was left out."""
    from assistant.records import document_records
    from assistant.terminal import show_table

    library, _ = _library(corpus, store)
    rows = document_records(library.documents, library.notices)
    if as_json:
        _print_json(rows)
    else:
        columns = {"id": "Document", "title": "Title", "publisher": "Publisher", "date": "Date", "notices": "Notices"}
        show_table(_console(), rows, columns)


@app.command()
def serve(
    host: Annotated[
        str | None, typer.Option("--host", help="Address to listen on; this machine's own unless given.")
    ] = None,
    port: Annotated[int | None, typer.Option("--port", help="Port to listen on.")] = None,
    browser: Annotated[bool, typer.Option("--browser", help="Open the page in the browser.")] = False,
    corpus: Corpus = None,
    store: Store = None,
    as_json: AsJson = False,
) -> None:
    """Run the page until interrupted."""
    settings = _settings(corpus, store, host=host, port=port)
    address = _address(settings.host, settings.port)
    if not settings.store.exists():  # the first time takes a while: show it here; later the page itself says so
        _library(corpus, store)
    _print({"url": address}, as_json, f"Serving {address} (end with Ctrl+C)")
    from assistant.ui.app import launch

    words = None
    if settings.model:
        from assistant.model.asking import wording

        words = wording(settings.model, settings.model_seconds, settings.model_tokens)
    launch(
        corpus=settings.corpus,
        store=settings.store,
        host=settings.host,
        port=settings.port,
        open_browser=browser,
        credentials=settings.credentials,
        history=settings.history_file,
        server=settings.chroma,
        words=words,
    )


@app.command()
def api(
    host: Annotated[
        str | None, typer.Option("--host", help="Address to listen on; this machine's own unless given.")
    ] = None,
    port: Annotated[int | None, typer.Option("--port", help="Port to listen on.")] = None,
    corpus: Corpus = None,
    store: Store = None,
    as_json: AsJson = False,
) -> None:
    """Serve other programs over HTTP until interrupted."""
    settings = _settings(corpus, store, api_host=host, api_port=port)
    address = _address(settings.api_host, settings.api_port)
    from assistant.api import http_api
    from assistant.api.held import Held

    _print({"url": address}, as_json, f"Serving {address}/openapi.json (end with Ctrl+C)")
    held = Held.over(settings.corpus, settings.store, settings.chroma)
    http_api.serve(
        held, host=settings.api_host, port=settings.api_port, key=settings.api_key, per_minute=settings.api_rate
    )


@app.command()
def mcp(corpus: Corpus = None, store: Store = None) -> None:
    """Serve other assistants by the Model Context Protocol, over standard input and output."""
    _need("mcp", "mcp", "The MCP server")
    settings = _settings(corpus, store)
    from assistant.api import mcp_server
    from assistant.api.held import Held

    mcp_server.serve(Held.over(settings.corpus, settings.store, settings.chroma))


@app.command()
def doctor(
    corpus: Corpus = None,
    store: Store = None,
    as_json: AsJson = False,
    mend: Annotated[bool, typer.Option("--mend", help="Mend the store first, and try refused files again.")] = False,
) -> None:
    """Say what is wrong here, and what to do about it."""
    from assistant.doctor import examine

    findings = examine(_settings(corpus, store), mend=mend)
    lines = [f"{finding.state:8} {finding.what}: {finding.found}" for finding in findings]
    _print([asdict(finding) for finding in findings], as_json, "\n".join(lines))
    if any(finding.state == "problem" for finding in findings):
        raise typer.Exit(1)


def _address(host: str, port: int) -> str:
    """The address that is served, where nothing else listens on it yet."""
    from assistant.doctor import port_problem

    if problem := port_problem(host, port):
        raise SettingsError(problem)
    return f"http://{f'[{host}]' if ':' in host else host}:{port}"


def _need(module: str, extra: str, what: str) -> None:
    """Says which extra is missing, before anything slow is begun."""
    from importlib import import_module

    try:
        import_module(module)
    except ImportError:
        command = f"pip install 'trade-brief-assistant[{extra}]'"
        raise SettingsError(f"{what} needs the package {module}, which is not installed; run {command}.") from None


def _settings(corpus: list[Path] | None, store: Path | None, **flags: Any) -> Settings:
    from assistant import logs
    from assistant.settings import read_settings

    settings = read_settings(corpus, store, **flags)
    logs.set_up(settings.log, settings.log_format)
    if settings.embedding == "quick":
        _need("onnx", "quick", "Quick embedding")
        from index.embed import embed_quickly

        embed_quickly()
    return settings


def _assistant(corpus: list[Path] | None, store: Path | None, model: str | None = "none") -> tuple[Assistant, Settings]:
    """The assistant over an up-to-date store; a bar on stderr while it is being built.

    `model` is the one given by flag, None for that of the settings; commands that answer nothing use none.
    """
    settings = _settings(corpus, store, model=model)
    drafting = _model(settings)
    from assistant.assistant import Assistant
    from assistant.terminal import progress_bar

    with progress_bar(_console(err=True)) as progress:
        plain = Assistant.open(settings.corpus, settings.store, progress=progress, server=settings.chroma)
    return (drafting(plain) if drafting else plain), settings


def _model(settings: Settings) -> Callable[[Assistant], Assistant] | None:
    """What puts the model of the settings over an assistant, None without one; it says what is missing at once."""
    if not settings.model:
        return None
    from assistant.model.asking import over

    return over(settings.model, settings.model_seconds, settings.model_tokens)


def _library(corpus: list[Path] | None, store: Path | None, *, latest: bool = False) -> tuple[Library, Settings]:
    """The index alone, for commands that answer nothing; the latest one, or as another process is just leaving it."""
    settings = _settings(corpus, store)
    from assistant.terminal import progress_bar
    from index.library import Library

    with progress_bar(_console(err=True)) as progress:
        return Library.open(
            settings.corpus, settings.store, progress=progress, server=settings.chroma, latest=latest
        ), settings


def _console(err: bool = False) -> Console:
    from rich.console import Console

    return Console(stderr=err, highlight=False, soft_wrap=not err)


def _print(record: Any, as_json: bool, text: str) -> None:
    if as_json:
        _print_json(record)
    else:
        typer.echo(text)


def _print_json(record: Any) -> None:
    """One line, flushed, so that whoever reads along has each answer when it is there."""
    print(json.dumps(record, ensure_ascii=False, default=str), flush=True)  # noqa: T201
