"""Pages in a program of their own for the browser tests: `python -m tests.browser.served [PORT KIND [PATH]]`.

Of its own because Gradio leaves sockets and event loops for the garbage collector, which the suite counts as errors.
"""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.assistant import Assistant, Conversation
from assistant.types import Answer, Sentence
from index.errors import StoreError
from index.types import Span
from tests.assistant.ui.desk_double import CORPUS, DeskDouble

if TYPE_CHECKING:
    from gradio import Blocks  # which is imported only after its settings are made

PAYLOADS = (
    "<img src=http://evil.test/x.png onerror=alert(1)>",
    "<script>alert(2)</script>",
    "<svg/onload=alert(3)>",
    "[click](javascript:alert(4)) ![pixel](http://evil.test/pixel.png)",
    "javascript:alert(5) https://evil.test/path",
    "${alert(6)} {{constructor.constructor('alert(7)')()}}",
    "$$\\href{javascript:alert(8)}{x}$$ `code` <b>bold</b>",
    "\u202eright to left \u05e9\u05dc\u05d5\u05dd \u0645\u0631\u062d\u0628\u0627",
    "unbroken" * 400,
)
HOSTILE = "# {0}\n\n{all}\n\n| {0} | {1} | {2} |\n|---|---|---|\n"


class Attacked(DeskDouble):
    """Holds one more document, which attacks the page, and quotes it when asked for it."""

    def __init__(self, folder: Path) -> None:
        front = f'---\ntitle: {PAYLOADS[0]!r}\npublisher: {PAYLOADS[2]!r}\nurl: "javascript:alert(9)"\n---\n'
        text = front + HOSTILE.format(*PAYLOADS, all="\n\n".join(PAYLOADS))
        (folder / "attack <b>.md").write_text(text, encoding="utf-8")
        super().__init__([CORPUS, folder])

    def ask(self, question: str, conversation: Conversation | None = None) -> Answer:
        if question not in (*PAYLOADS, "quote"):
            return super().ask(question, conversation)
        document = next(d for d in self.documents if "attack" in d.id)
        start = document.text.index(PAYLOADS[1])
        span = Span(document.id, start, start + len(PAYLOADS[1]))
        return Answer(question, "answered", tuple(Sentence(p, (1,)) for p in PAYLOADS), (self.cite(1, span),))


def gated(gate: Path) -> DeskDouble:
    """Opens only once there is a file at the path."""
    while not gate.exists():
        time.sleep(0.05)
    return DeskDouble([CORPUS])


def failing(_: Path) -> DeskDouble:
    raise StoreError("The store <img src=x> is held by another program; stop that one first.")


def keeping(corpus: Path) -> Blocks:
    """The page over a folder to which documents can be added and from which they can be removed."""
    from assistant.ui.app import build
    from assistant.ui.history import History
    from assistant.ui.keeper import Keeper

    keeper = Keeper([corpus], corpus / ".store", lambda folders, _, __: DeskDouble(folders))
    return build(lambda: DeskDouble([corpus]), keeper=keeper, history=History(corpus.parent / "history.sqlite"))


def words_late(_: Assistant, answer: Answer, __: Conversation, ___: Callable[[], bool]) -> Iterator[Answer]:
    """Words an answer like a model that takes long to begin."""
    time.sleep(10)
    yield answer


LOGIN = ("desk", "long: secret")
"""Name and password of the page of kind `locked`."""

KINDS: dict[str, Callable[[Path], DeskDouble]] = {
    "plain": lambda _: DeskDouble([CORPUS]),
    "locked": lambda _: DeskDouble([CORPUS]),
    "slow": lambda _: DeskDouble([CORPUS], seconds=0.05),
    "slower": lambda _: DeskDouble([CORPUS], seconds=0.8),
    "attacked": Attacked,
    "gated": gated,
    "failing": failing,
}


def page_of(kind: str, path: Path) -> Blocks:
    """A page of one of the kinds."""
    from assistant.ui.app import build

    if kind == "keeping":
        return keeping(path)
    if kind == "worded":
        return build(lambda: DeskDouble([CORPUS]), words=("clever", words_late))
    return build(lambda: KINDS[kind](path))


def main(port: str = "", kind: str = "", path: str = "") -> None:
    """Serves one page until it is ended; without arguments a page for each line of standard input, `PORT KIND PATH`."""
    from assistant.ui.app import launch, serve

    if kind == "real":
        launch(corpus=[CORPUS], store=Path(path), port=int(port))
        return
    for line in [f"{port} {kind} {path}"] if port else sys.stdin:
        own_port, own_kind, *own_path = line.strip().split(" ", 2)
        credentials = LOGIN if own_kind == "locked" else None
        serve(page_of(own_kind, Path(*own_path)), port=int(own_port), credentials=credentials)
    threading.Event().wait()


if __name__ == "__main__":
    main(*sys.argv[1:])
