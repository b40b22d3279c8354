"""The seam: a built-in answer, what may be said besides, and a draft as it comes become a verified answer.

    Answer (built-in)  ─┐
    Grounds            ─┼─► drafted(...) ─► Answer, Answer, Answer   (each a little longer, the last one complete)
    the draft's text   ─┘

What the draft is made by, a provider's model, a script, a file, makes no difference here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from assistant.model.compose import Written, compose
from assistant.model.grounds import Grounds
from assistant.model.stream import Sentences
from assistant.model.support import Judge, Judged
from assistant.model.writing import RESET
from assistant.types import Answer
from index.errors import ModelError

MOST_SENTENCES = 40
"""Sentences of one draft that are looked at."""


class _Progress:
    """The sentences of a draft so far; those of the message that is being written may be taken back."""

    def __init__(self, grounds: Grounds, name: str, renew: Callable[[], Grounds] | None) -> None:
        self.grounds, self.name, self.renew = grounds, name, renew
        self.judge = Judge(grounds, grounds.answer.question)
        self.kept: list[Judged] = []
        self.dropped = 0
        self.sentences = Sentences()

    def take(self, sentence: str) -> bool:
        """Judges one sentence; whether it was kept."""
        if sentence in self.judge.said:
            return False  # said again: nothing is lost by leaving it out
        judged = self.judge.judge(sentence)
        if judged.kept:
            self.kept.append(judged)
        else:
            self.dropped += 1
        return judged.kept

    def reset(self) -> None:
        """Takes back what a message said that turned out to call a tool, and takes in what the tool found."""
        self.kept, self.dropped, self.sentences = [], 0, Sentences()
        self.grounds = self.renew() if self.renew else self.grounds
        self.judge = Judge(self.grounds, self.grounds.answer.question)

    def answer(self, trouble: str = "", done: bool = True) -> Answer:
        """The answer so far."""
        return compose(self.grounds, self.kept, Written(self.name, len(self.kept), self.dropped, trouble, done))


def drafted(
    grounds: Grounds, draft: Iterator[str], name: str, renew: Callable[[], Grounds] | None = None
) -> Iterator[Answer]:
    """The answer after each sentence that was kept, then the whole.

    Args:
        grounds: the built-in answer and what else may be said.
        draft: the text of a draft, piece by piece; a `ModelError` from it ends the draft.
        name: of the model, for the answer to say.
        renew: the grounds with what tools have found and computed until now; None where there are no tools.
    """
    so_far = _Progress(grounds, name, renew)
    trouble = ""
    try:
        for piece in draft:
            if piece == RESET:
                so_far.reset()
                continue
            for sentence in so_far.sentences.feed(piece):
                if so_far.take(sentence):
                    yield so_far.answer(done=False)
                if len(so_far.kept) + so_far.dropped >= MOST_SENTENCES:
                    raise ModelError("The model wrote without end and was stopped.")
    except ModelError as error:
        trouble = str(error)
    for sentence in so_far.sentences.finish(cut=bool(trouble)):
        so_far.take(sentence)
    if not trouble and not so_far.kept and not so_far.dropped:
        trouble = "The model wrote nothing."
    yield so_far.answer(trouble)
