"""The sentences of a draft, as soon as each is complete, without the marks and the markup that models put in."""

from __future__ import annotations

import re
from collections.abc import Iterator

from index.sentences import sentences

_MOST = 1_500
"""Characters without the end of a sentence after which what there is counts as one."""
_THINKING = re.compile(r"<(think|thinking|reasoning)>.*?(?:</\1>|\Z)", re.S | re.I)
_FENCE = re.compile(r"^\s*```.*?(?:^\s*```|\Z)", re.S | re.M)
_MARK = re.compile(
    r"\s*(?:\[\^?\d{1,3}(?:\s*[,;–-]\s*\d{1,3})*\]|【[^】]{0,40}】|［\d{1,3}］|\(\s*sources?:? ?\d+[^)]{0,20}\))"
)
_BULLET = re.compile(r"^\s*(?:[-*•–+]|\d{1,2}[.)])\s+")
_HEADING = re.compile(r"^\s*#{1,6}\s")
_LABEL = re.compile(r"^\s*(?:\*\*)?(?:answer|summary|response|note)(?:\*\*)?:(?:\*\*)?\s*", re.I)
_EMPHASIS = re.compile(r"\*\*|__|(?<!\w)[*_](?=\w)|(?<=\w)[*_](?!\w)")
_TAIL = re.compile(r"[.!?:…][\"'”’)\]*]*\s*$")


class Sentences:
    """Takes a draft piece by piece, and gives its sentences."""

    def __init__(self) -> None:
        """Nothing was written yet."""
        self._text = ""
        self._given = 0

    def feed(self, piece: str) -> Iterator[str]:
        """The sentences that are complete now: another one, or a new line, has begun after them."""
        self._text += piece
        yield from self._complete(final=False)

    def finish(self, cut: bool) -> Iterator[str]:
        """What is left; with `cut`, not a sentence that has no end."""
        for sentence in self._complete(final=True):
            if not cut or _TAIL.search(sentence):
                yield sentence

    def _complete(self, final: bool) -> Iterator[str]:
        text = _FENCE.sub("\n", _THINKING.sub("\n", self._text))
        open_tag = text.rfind("<")
        if not final and open_tag >= 0 and len(text) - open_tag < 12:
            text = text[:open_tag]  # the first letters of a tag, perhaps
        found = [s for line, ended in _lines(text) for s in _of_line(line, ended or final)]
        if not final and found and len(found[-1]) < _MOST and not text.endswith("\n"):
            found = found[:-1]  # it may go on
        yield from found[self._given :]
        self._given = max(self._given, len(found))


def _lines(text: str) -> Iterator[tuple[str, bool]]:
    """The lines of a text, with whether each is ended; one that is wrapped in the middle of a sentence goes on."""
    lines = text.split("\n")
    for i, line in enumerate(lines):
        yield line, i < len(lines) - 1


def _of_line(line: str, ended: bool) -> Iterator[str]:
    if _HEADING.match(line) or line.lstrip().startswith("|"):
        return
    line = _EMPHASIS.sub("", _LABEL.sub("", _BULLET.sub("", line)))
    for start, end in sentences(line, 0, len(line)):
        clean = clean_sentence(line[start:end])
        if re.search(r"\w", clean):
            yield clean


def clean_sentence(text: str) -> str:
    """A sentence without the marks that a model put in: what it rests on is found out anew."""
    clean = _MARK.sub("", text)
    return re.sub(r"\s+([.,;:!?])", r"\1", " ".join(clean.split()))
