"""The page, put together: what is where, and which function answers which event."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import gradio as gr
from starlette.middleware import Middleware
from starlette.routing import Route

from assistant.assistant import Assistant, Progress
from assistant.check import KINDS
from assistant.ui import health
from assistant.ui import text as t
from assistant.ui.card import card_html
from assistant.ui.check_desk import FORMATS, CheckDesk
from assistant.ui.coverage import COVERED
from assistant.ui.desk import Desk, Words
from assistant.ui.figures_desk import FiguresDesk
from assistant.ui.figures_page import FILTERS
from assistant.ui.frame import BRAND, CARD_FRAME, DIALOGS, EVIDENCE_FRAME, HINT, HISTORY_BOX, PICKED_BAR
from assistant.ui.guard import Guard
from assistant.ui.history import History
from assistant.ui.history_desk import HistoryDesk
from assistant.ui.holdings import Holdings
from assistant.ui.keeper import Keeper, Open
from assistant.ui.lean import LeanBlocks, run_first, tell_of_progress
from assistant.ui.markup import note, plain_note
from assistant.ui.opening import Opening, Steps
from assistant.ui.session import Session
from assistant.ui.shelf import Shelf
from assistant.ui.theme import CHOICES, FIRST, SCRIPT, style, theme
from index.load import READERS
from index.readers.limits import MAX_BYTES

LIMITS: dict[str, int | None] = {"ask": 32, "read": 16, "wait": None}
"""Events of a kind under way at once: questions, most of them waiting for `desk.COMPUTING`; panes and tables, which
take milliseconds each; and waits for the documents to open, which only sleep."""
QUIETLY: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}
QUEUED = 256
"""Events waiting at most, before newcomers are told that the desk is busy."""
LOOKS_FOR_WORK = 0.01
"""Seconds between two looks for a waiting event; Gradio's own thousand looks a second keep an idle machine busy."""
WARM_UP_AFTER = 1.5
"""Seconds after the start when the documents are opened even if nobody has looked at the page yet."""


def build(
    assistant_factory: Callable[[], Assistant],
    steps: Steps | None = None,
    keeper: Keeper | None = None,
    history: History | None = None,
    words: tuple[str, Words] | None = None,
) -> gr.Blocks:
    """The page over the assistant that the factory opens, in the background and once.

    Args:
        assistant_factory: called in a thread of its own when the page is first looked at.
        steps: what the factory reports its progress to, if anything.
        keeper: adds and removes documents; without one the page only lists them.
        history: keeps what was asked; without one nothing is kept.
        words: the name of a language model, and what words answers by it; None without one.
    """
    return _page(Holdings(Opening(assistant_factory, steps), keeper), history, words)


def _page(holdings: Holdings, history: History | None, words: tuple[str, Words] | None = None) -> gr.Blocks:
    """The page over an assistant that may still be opening."""
    desk = Desk(holdings, history, words[1] if words else None)
    page: gr.Blocks
    with LeanBlocks(title=t.TITLE, fill_width=True, analytics_enabled=False, delete_cache=(3600, 3600)) as page:
        session = gr.State(Session(), delete_callback=holdings.leave)
        stop = gr.Button(t.STOP, visible="hidden", elem_id="stop")  # pressed by the link beside a waiting question
        edited = gr.Textbox(visible="hidden", elem_id="edited", label=t.EDIT_QUESTION)  # the turn, set by the page
        exported = gr.Textbox(visible="hidden", elem_id="exported", label=t.EXPORT)
        status, worded, new = _top(words[0] if words else "")
        with gr.Row(elem_id="desk"):
            with gr.Column(elem_id="left", min_width=0), gr.Tabs(elem_id="tabs") as tabs:
                with gr.Tab(t.TAB_CONVERSATION, id="conversation"):
                    chat, follow, question, ask = _conversation()
                with gr.Tab(t.TAB_FIGURES, id="figures") as figures_tab:
                    search, view, filters, figures = _figures()
                with gr.Tab(t.TAB_CHECK, id="check") as check_tab:
                    subject, compare, kind, form, sheet, checked = _check()
                with gr.Tab(t.TAB_DOCUMENTS, id="documents") as documents_tab:
                    added, scope, reindex, news, documents = _documents(holdings.keeper is not None)
                with gr.Tab(t.TAB_HISTORY, id="history") as history_tab:
                    gr.HTML(HISTORY_BOX, elem_id="history-box", apply_default_css=False)
                    past = gr.HTML(elem_id="past-table", apply_default_css=False)
            with gr.Column(elem_id="right", min_width=0):
                evidence = gr.HTML(
                    HINT,
                    html_template=EVIDENCE_FRAME,
                    js_on_load=SCRIPT.read_text(encoding="utf-8"),
                    elem_id="evidence",
                    apply_default_css=False,
                )
        card = gr.HTML(str(card_html(None)), html_template=CARD_FRAME, elem_id="card-box", apply_default_css=False)
        gr.HTML(DIALOGS, elem_id="help-box", apply_default_css=False)

        answered = [chat, question, evidence, card]
        _on([question.submit, ask.click], desk.ask, [question, edited, session], answered, "ask", late="always_last")
        _on(chat.example_select, desk.ask_example, session, answered, "ask")
        _on(evidence.again, desk.again, session, answered, "ask")
        _on(evidence.follow, desk.follow, session, answered, "ask")
        _on(evidence.after, desk.after, session, [evidence, follow, session], "read")
        _on(worded.input, desk.word, [worded, session], session, "read")
        # Without `cancels`, in whose course Gradio's front end loses the next question.
        stop.click(desk.stop, session, chat, **QUIETLY)
        # In the browser, at once: what is written while the server empties the conversation is of the next one.
        new.click(None, None, question, js="() => ''", **QUIETLY)
        new.click(desk.new, session, [chat, evidence, card], **QUIETLY).then(str, None, follow, **QUIETLY)
        _on(evidence.chosen, desk.chosen, session, [chat, evidence, card], "read")
        _on(evidence.reveal, desk.reveal, session, evidence, "read")
        _on(evidence.export, desk.export, session, exported, "read").then(None, exported, None, js=_SAVE)

        tables = FiguresDesk(holdings)
        found = [search, view, *filters]
        # Not `input`, which does not tell of text that is pasted.
        looking = [search.change, view.input, *(f.input for f in filters)]
        _on(looking, tables.found, [session, *found], figures, "read")
        offered = _on(figures_tab.select, tables.offered, session, [figures, *filters], "wait")
        _on(offered.then, tables.found, [session, *found], figures, "read")
        _on(evidence.more, tables.more, [session, *found], figures, "read")
        _on(evidence.cover, tables.cover, session, [tabs, figures, *found], "read")

        checks = CheckDesk(holdings)
        _on(check_tab.select, checks.listed, [session, kind], checked, "wait")
        _on(kind.input, checks.findings, [session, kind], checked, "read")
        _on([subject.submit, compare.click], checks.values, [session, subject, kind], checked, "read")
        _on(sheet.click, checks.sheet, [session, subject, form], exported, "read").then(None, exported, None, js=_SAVE)

        shelf = Shelf(holdings)
        changed = [news, documents, status, session]
        _on(documents_tab.select, shelf.listed, session, documents, "wait")
        _on(added.upload, shelf.add, [added, scope, session], changed, "wait").then(
            lambda: None, None, added, **QUIETLY
        )
        _on(evidence.remove, shelf.remove, session, changed, "wait")
        _on(reindex.click, shelf.reindex, session, changed, "wait")
        earlier = HistoryDesk(holdings, history)
        _on(history_tab.select, earlier.listed, session, past, "read")
        _on(evidence.past, earlier.reopened, session, [*answered, tabs], "ask").then(str, None, follow, **QUIETLY)
        _on(evidence.forget, earlier.forget, session, past, "read")

        page.load(desk.arrived, [exported, session], session, js=_BRING, **QUIETLY)
        _on(page.load, desk.opened, session, [status, chat, evidence], "wait")
    tell_of_progress(page, stop)
    page.queue(default_concurrency_limit=LIMITS["read"], max_size=QUEUED)
    page._queue.sleep_when_free = LOOKS_FOR_WORK
    return page


_SAVE = "text => window.desk.saveFile(text)"


_BRING = CHOICES.read_text(encoding="utf-8")
"""What the browser keeps for its user, brought along when the page is opened."""


def _on(triggers: Any, fn: Callable[..., Any], inputs: Any, outputs: Any, kind: str, late: str = "") -> Any:
    """Answers an event with a function; events of one kind share a limit.

    `late` says what becomes of an event while the last one is still answered: `always_last` answers it afterwards, and
    `once` drops it. A question that is sent in the moment in which an answer ends must not be lost.
    """
    how = {
        "trigger_mode": late or ("always_last" if kind == "read" else "once"),
        "concurrency_id": kind,
        "concurrency_limit": LIMITS[kind],
        **QUIETLY,
    }
    if isinstance(triggers, list):
        return gr.on(triggers, fn, inputs, outputs, **how)
    return triggers(fn, inputs, outputs, **how)


def _top(model: str) -> tuple[gr.HTML, gr.Checkbox, gr.Button]:
    """Name, status line, the switch of the language model where there is one, and buttons."""
    with gr.Row(elem_id="top"):
        gr.HTML(BRAND, elem_id="brand")
        status = gr.HTML(note(t.OPENING), elem_id="status", apply_default_css=False)
        label = t.WORDED_BY.format(model=model)
        worded = gr.Checkbox(
            True, label=label, info=t.WORDED_HINT, visible=bool(model), container=False, elem_id="worded", min_width=0
        )
        new = gr.Button(t.NEW, size="sm", elem_id="new", min_width=0)
        gr.Button(t.EXPORT, size="sm", elem_id="export", min_width=0)
        gr.Button(t.CARD, size="sm", elem_id="show-card", min_width=0)
        gr.Button(t.HELP, size="sm", elem_id="show-help", min_width=0)
    return status, worded, new


def _documents(changeable: bool) -> tuple[gr.File, gr.Radio, gr.Button, gr.HTML, gr.HTML]:
    """Where files are dropped, for whom, and the list of what is held."""
    kinds = sorted(READERS)
    with gr.Row(elem_id="shelf", visible=changeable):
        added = gr.File(file_count="multiple", file_types=kinds, label=t.ADD, elem_id="add", height=120)
        with gr.Column(elem_id="scope-box", min_width=0):
            choices = [(t.SCOPE_OWN, t.SCOPE_OWN), (t.SCOPE_SHARED, t.SCOPE_SHARED)]
            scope = gr.Radio(choices, value=t.SCOPE_OWN, label=t.SCOPE, info=t.SCOPE_WORDS, elem_id="scope")
            reindex = gr.Button(t.REINDEX, size="sm", elem_id="reindex", min_width=0)
    hint = t.ADD_HINT.format(kinds=", ".join(kind.lstrip(".") for kind in kinds), size=MAX_BYTES // 10**6)
    gr.HTML(plain_note(hint), elem_id="kinds", visible=changeable, apply_default_css=False)
    news = gr.HTML(elem_id="news", apply_default_css=False)
    return added, scope, reindex, news, gr.HTML(elem_id="documents-table", apply_default_css=False)


def _check() -> tuple[gr.Textbox, gr.Button, gr.Dropdown, gr.Dropdown, gr.Button, gr.HTML]:
    """What to look at, and what is found."""
    kinds = [(t.ALL_KINDS, ""), *((heading, kind) for kind, heading in KINDS.items())]
    with gr.Row(elem_id="check-row"):
        subject = gr.Textbox(label=t.ABOUT_WHAT, placeholder=t.ABOUT_WHAT_HINT, elem_id="subject", min_width=160)
        compare = gr.Button(t.VALUES, size="sm", elem_id="compare", min_width=0)
        form = gr.Dropdown(list(FORMATS), value="PDF", label=t.SHEET_AS, elem_id="sheet-as", min_width=80)
        sheet = gr.Button(t.SHEET, size="sm", elem_id="sheet", min_width=0)
        kind = gr.Dropdown(kinds, value="", label=t.SHOWN_KIND, elem_id="kind", min_width=110, interactive=True)
    checked = gr.HTML(elem_id="checked", apply_default_css=False)
    return subject, compare, kind, form, sheet, checked


def _conversation() -> tuple[gr.Chatbot, gr.HTML, gr.Textbox, gr.Button]:
    """The chat, what may be asked next, and the line to ask in."""
    chat = gr.Chatbot(
        elem_id="chat",
        label=t.CHAT,
        show_label=False,
        container=False,
        height="100%",
        layout="panel",
        buttons=[],  # named on purpose: the default has a button that shares to a hub
        feedback_options=None,
        latex_delimiters=[],
        allow_tags=False,
        line_breaks=False,
        group_consecutive_messages=False,
        placeholder=t.INTRODUCTION,
    )
    follow = gr.HTML(elem_id="follow", apply_default_css=False)
    with gr.Row(elem_id="ask-row"):
        question = gr.Textbox(
            elem_id="question",
            label=t.QUESTION,
            show_label=False,
            placeholder=t.QUESTION_HINT,
            container=False,
            lines=1,
            max_lines=6,
            scale=1,
        )
        ask = gr.Button(t.ASK, variant="primary", elem_id="ask", min_width=0, scale=0)
    return chat, follow, question, ask


def _figures() -> tuple[gr.Textbox, gr.Dropdown, list[gr.Dropdown], gr.HTML]:
    """The search line and the filters above the table of figures, and what can be done with picked ones below."""
    with gr.Row(elem_id="filters"):
        search = gr.Textbox(label=t.SEARCH_FIGURES, placeholder=t.SEARCH_FIGURES_HINT, elem_id="search", min_width=160)
        any_ = [(t.ANY, "")]
        covers = [(t.VIEW_COVERAGE.format(by=by.lower()), by) for by in COVERED]
        view = gr.Dropdown(
            [(t.VIEW_TABLE, ""), *covers], value="", label=t.VIEW, elem_id="view", min_width=90, interactive=True
        )
        filters = [gr.Dropdown(any_, value="", label=name, min_width=90, interactive=True) for name in FILTERS]
    table = gr.HTML(elem_id="figures-table", apply_default_css=False)
    gr.HTML(PICKED_BAR, elem_id="picked-box", apply_default_css=False)
    return search, view, filters, table


def launch(
    *,
    corpus: Sequence[Path],
    store: Path,
    host: str = "127.0.0.1",
    port: int = 7860,
    open_browser: bool = False,
    credentials: tuple[str, str] | None = None,
    history: Path | None = None,
    server: str = "",
    words: tuple[str, Words] | None = None,
) -> None:
    """Serves the page until the program is interrupted; the documents are opened meanwhile.

    Args:
        corpus: folders of documents.
        store: folder of the search store.
        host: address to listen on; one that other machines can reach needs credentials.
        port: port to listen on.
        open_browser: whether to open the page in the user's browser.
        credentials: (name, password) that the page asks for.
        history: file in which what was asked is kept; nothing is kept without one.
        server: address of a Chroma server, "" for Chroma in the store's folder.
        words: the name of a language model, and what words answers by it.
    """
    steps = Steps()
    opening = Opening(lambda: Assistant.open(corpus, store, progress=steps, server=server), steps)
    keeper = Keeper(corpus, store, _opener(store, server))
    page = _page(Holdings(opening, keeper), History(history) if history else None, words)
    routes = [health.route(opening)]
    serve(page, host=host, port=port, open_browser=open_browser, credentials=credentials, routes=routes)
    threading.Timer(WARM_UP_AFTER, opening.start).start()
    page.block_thread()


def _opener(store: Path, server: str) -> Open:
    """Opens changed documents, ready for the first question. Those of one visitor alone stay on this machine."""

    def opened(folders: Sequence[Path], own: Path | None, progress: Progress | None) -> Assistant:
        assistant = Assistant.open(folders, own or store, progress=progress, server="" if own else server)
        assistant.warm_up()
        return assistant

    return opened


def serve(
    page: gr.Blocks,
    *,
    host: str = "127.0.0.1",
    port: int = 7860,
    open_browser: bool = False,
    credentials: tuple[str, str] | None = None,
    routes: Sequence[Route] = (),
) -> str:
    """Starts to serve a built page, in threads of its own, and returns its address; `page.close()` ends it."""
    run_first(FIRST.read_text(encoding="utf-8"))
    _, address, _ = page.launch(
        server_name=host,
        server_port=port,
        inbrowser=open_browser,
        auth=credentials,
        theme=theme(),
        head=f"<style>{style()}</style>",  # `css` would confine it to Gradio's own box
        share=False,
        ssr_mode=False,
        pwa=False,
        mcp_server=False,
        enable_monitoring=False,
        run_history=False,
        footer_links=[],
        allowed_paths=[],
        blocked_paths=[str(Path.cwd())],
        max_file_size=MAX_BYTES,
        prevent_thread_lock=True,
        quiet=True,
        app_kwargs={
            "middleware": [Middleware(Guard, login=credentials is not None)],
            "routes": list(routes),
            "openapi_url": None,  # the login would not cover it
        },
    )
    return str(address)
