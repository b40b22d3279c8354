"""The one object that surfaces talk to: command line, page, API and other programs."""

from __future__ import annotations

import gc
import hashlib
import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cached_property
from logging import getLogger
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING

from assistant import figure_choice, speech
from assistant.answer import answer
from assistant.bind import Evidence
from assistant.conversation import Conversation
from assistant.desk import Desk
from assistant.expression import evaluate
from assistant.sentences import Sentences
from assistant.types import Answer, Calculation, Sentence
from index import lexicon
from index.library import Library
from index.types import Document, Figure, Hit

if TYPE_CHECKING:
    from assistant.check.finding import Finding

logger = getLogger(__name__)

_UNREADABLE = Sentence("The question could not be read; ask it in other words.")

_ALL_SORTS = (
    "What share of the total was it in 2023, in rupees?",
    "Which of them grew fastest, and why?",
    "They say that it fell by 5 per cent in 2022-23. Do their own numbers bear that out?",
    "How many dollars is 2 million tonnes at 3 euros per kilo?",
)
"""Questions of no matter: with them, units, patterns and grammar of most kinds of question are loaded."""

Progress = Callable[[str, int, int], None]
"""Called with (what is being done, steps done, steps in all)."""

__all__ = ["Assistant", "Conversation", "Progress"]


class Assistant:
    """Answers questions over a corpus. Thread-safe: many conversations may ask at once."""

    def __init__(self, library: Library) -> None:
        """Over an opened library; `Assistant.open` is the usual way."""
        self.library = library

    @classmethod
    def open(
        cls, corpus: Sequence[Path], store: Path, *, progress: Progress | None = None, server: str = ""
    ) -> Assistant:
        """Opens the store, building or updating it first where it is missing or out of date.

        `server` is the address of a Chroma server, "" for Chroma in the store's folder.

        Raises:
            StoreError: the store can neither be opened nor rebuilt.
        """
        return cls(Library.open(corpus, store, progress=progress, server=server))

    @cached_property
    def desk(self) -> Desk:
        """What questions are answered from."""
        library = self.library
        evidence = Evidence(library.documents, library.passages, library.figures)
        sentences = Sentences(evidence, library.similar)
        embed = library.embed_query if figure_choice.is_fitted_for(library.embedder_name) else None
        return Desk(evidence, sentences, library.search, library.corpus_hash, embed)

    def ask(self, question: str, conversation: Conversation | None = None) -> Answer:
        """Answers one question; without a conversation it stands alone. Never raises for odd input.

        The answer's id is a digest of all that it says and rests on, so that a replay can be told from a change.
        """
        begin = perf_counter()
        made = self._made(question, conversation)
        return self._sealed(made, conversation, begin)

    def _made(self, question: str, conversation: Conversation | None) -> Answer:
        """The answer without its id."""
        question = question.encode("utf-8", "replace").decode("utf-8")  # half a character cannot be written anywhere
        try:
            return answer(self.desk, question, conversation)
        except (ArithmeticError, LookupError, ValueError, TypeError, AttributeError) as error:
            logger.error("a question of %d characters could not be answered", len(question))  # never its text
            logger.debug("it failed with %s", type(error).__name__, exc_info=True)
            return Answer(question, "needs_clarification", (_UNREADABLE,))

    def _sealed(self, made: Answer, conversation: Conversation | None, begin: float, model: str = "none") -> Answer:
        """The answer with its id and receipt; `begin` is when the question came."""
        receipt = {"corpus": self.library.corpus_hash, "model": model}
        said = {name: value for name, value in made.as_json("").items() if name not in ("timings_ms", "receipt")}
        turns = len(conversation.turns) if conversation else 1
        body = json.dumps([said, receipt, turns], sort_keys=True, ensure_ascii=False)
        id = hashlib.sha256(body.encode()).hexdigest()[:12]
        logger.info(
            "answered",
            extra={
                "answer": id,
                "status": made.status,
                "turn": turns,
                "citations": len(made.citations),
                "calculations": len(made.calculations),
                "ms": round(1000 * (perf_counter() - begin), 1),
            },
        )
        return replace(made, id=id, receipt=receipt | {"id": id})

    def warm_up(self) -> None:
        """Loads what the first question would otherwise wait for, in a program that goes on to answer many.

        All that is held by then is taken out of garbage collection for the whole program.
        """
        speech.warm_up()
        self.library.warm_up()
        for question in _ALL_SORTS:
            self.ask(question)
        if gc.get_freeze_count():  # by an assistant before this one, which may be of no use any more
            gc.unfreeze()
            gc.collect()
        gc.freeze()  # looked through in every full collection, what is held stops all questions for a third of a second

    def search(self, query: str, top_k: int = 5) -> tuple[Hit, ...]:
        """The passages nearest to a query, best first."""
        return self.library.search(query, top_k)

    def figures(self, query: str = "") -> tuple[Figure, ...]:
        """All figures, or those that match every word of the query, in document order."""
        wanted = {t.stem for t in lexicon.tokens(query)}
        if not wanted:
            return self.library.figures
        return tuple(f for f in self.library.figures if all(self._has(f, s) for s in wanted))

    def _has(self, figure: Figure, stem: str) -> bool:
        """Does a figure's binding, its line on the page or its document's title hold a word of this stem?"""
        names = (lexicon.stem(word) for name in (*figure.entities, *figure.background) for word in name.split())
        if stem in {*figure.own, *figure.item, *figure.near, *figure.frame, *names, figure.flow}:
            return True
        document = self.library.document(figure.span.document)
        period = figure.period.label if figure.period else ""
        text = f"{document.quote(figure.context)} {period} {document.title} {figure.quantity.unit}"
        return stem in {t.stem for t in lexicon.tokens(text)}

    def calculate(self, expression: str) -> Calculation:
        """Works out a typed sum, exactly and with units; the documents are not looked at.

        Raises:
            CalculationError: it is not a sum, its units do not fit, or it has no result.
        """
        return evaluate(expression)

    def check(self) -> tuple[Finding, ...]:
        """What does not hold in the documents' own figures, the gravest first; found out once."""
        return self._findings

    @cached_property
    def _findings(self) -> tuple[Finding, ...]:
        from assistant.check import audit

        return audit(self.desk.evidence)

    @property
    def documents(self) -> tuple[Document, ...]:
        """All documents, by id."""
        return self.library.documents
