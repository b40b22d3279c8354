"""The assistant with a language model: stands wherever the assistant does, and answers no worse.

The built-in answer is there first. A model that calls no tools then words it; one that does may look further. What
either writes is judged sentence by sentence, and where it fails the built-in answer stands, and says why.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from time import perf_counter

from assistant.assistant import Assistant, Conversation
from assistant.model import agent
from assistant.model.drafted import drafted
from assistant.model.grounds import Grounds, shown
from assistant.model.names import Model, open_model
from assistant.model.tools import Desk
from assistant.model.writing import Limits, Stop, write
from assistant.types import Answer
from index.library import Library

MOST_PASSAGES, FEW_PASSAGES = 4, 2
"""Passages that a model is shown besides what the built-in answer cites; one that only words it needs fewer."""


class ModelAssistant(Assistant):
    """Answers like the assistant, worded by a language model as far as its words can be traced."""

    def __init__(self, library: Library, model: Model, limits: Limits | None = None) -> None:
        """Over an opened library."""
        super().__init__(library)
        self.model, self.limits = model, limits or Limits()

    @classmethod
    def over(cls, assistant: Assistant, model: Model, limits: Limits | None = None) -> ModelAssistant:
        """Over the documents of an assistant, which goes on answering without a model."""
        made = cls(assistant.library, model, limits)
        made.__dict__["desk"] = assistant.desk  # read once for both
        return made

    def ask(self, question: str, conversation: Conversation | None = None) -> Answer:
        """Answers one question; see `stream`."""
        return list(self.stream(question, conversation))[-1]

    def stream(
        self, question: str, conversation: Conversation | None = None, stop: Stop | None = None
    ) -> Iterator[Answer]:
        """The built-in answer at once, then the answer after each sentence that was kept, then the whole.

        Args:
            question: as typed.
            conversation: remembers the question and what the built-in answer rests on.
            stop: ends the draft when it is set; what was kept until then stands.
        """
        begin = perf_counter()
        built_in = self._sealed(self._made(question, conversation), conversation, begin, self.model.name)
        yield built_in
        yield from self.word(built_in, conversation, stop)

    def word(
        self, built_in: Answer, conversation: Conversation | None = None, stop: Stop | None = None
    ) -> Iterator[Answer]:
        """The answer after each sentence of a draft that was kept, then the whole; none where there is none to add."""
        begin = perf_counter()
        if not self._may_add(built_in):
            return
        for answer in self._drafted(built_in, stop):
            spent = round(1000 * (perf_counter() - begin), 3)
            total = round(built_in.timings_ms.get("total", 0.0) + spent, 3)
            timings = {**built_in.timings_ms, "draft": spent, "total": total}
            yield self._sealed(replace(answer, timings_ms=timings), conversation, begin, self.model.name)

    def _may_add(self, built_in: Answer) -> bool:
        """Is there anything that a model could say: something known, or tools to find more with?"""
        if built_in.status == "needs_clarification":
            return False
        return self.model.tools or (built_in.status == "answered" and bool(built_in.citations))

    def grounds(self, built_in: Answer) -> Grounds:
        """What may be said besides a built-in answer: what it cites, and the passages nearest to the question."""
        most = MOST_PASSAGES if self.model.tools else FEW_PASSAGES
        hits = self.search(built_in.question, most)
        spans = shown(built_in, [h.passage for h in hits], len(built_in.citations) + most)
        return Grounds(self.desk.evidence, built_in, spans, built_in.calculations)

    def _drafted(self, built_in: Answer, stop: Stop | None) -> Iterator[Answer]:
        grounds = self.grounds(built_in)
        spans = grounds.passages
        if not self.model.tools:
            text = write(lambda halt: agent.phrase(self.model, grounds, halt), self.limits, stop)
            yield from drafted(grounds, text, self.model.name)
            return
        desk = Desk(self, built_in.question)

        def renew() -> Grounds:
            found = tuple(dict.fromkeys((*spans, *desk.spans)))
            return Grounds(self.desk.evidence, built_in, found, (*built_in.calculations, *desk.calculations))

        text = write(lambda halt: agent.draft(self.model, desk, grounds, self.limits, halt), self.limits, stop)
        yield from drafted(grounds, text, self.model.name, renew)


Words = Callable[[Assistant, Answer, Conversation, Callable[[], bool]], Iterator[Answer]]


def wording(name: str, seconds: float, tokens: int) -> tuple[str, Words]:
    """A model's name as it is shown, and what words the answers of an assistant by it while somebody waits for them.

    Raises:
        ModelError: the model cannot be had; the sentence says what is missing.
    """
    model, limits = open_model(name, seconds, tokens), Limits(seconds, tokens)

    def words(
        assistant: Assistant, answer: Answer, conversation: Conversation, still: Callable[[], bool]
    ) -> Iterator[Answer]:
        stop = Stop()
        try:
            for grown in ModelAssistant.over(assistant, model, limits).word(answer, conversation, stop):
                yield grown
                if not still():
                    return
        finally:
            stop.set()

    return model.name, words


def over(name: str, seconds: float, tokens: int) -> Callable[[Assistant], ModelAssistant]:
    """What puts a model, by its name or address, over an assistant.

    Raises:
        ModelError: the model cannot be had; the sentence says what is missing.
    """
    model, limits = open_model(name, seconds, tokens), Limits(seconds, tokens)
    return lambda assistant: ModelAssistant.over(assistant, model, limits)
