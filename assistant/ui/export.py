"""A conversation as Markdown, with footnotes that keep quotes, places and workings."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from assistant.types import Answer, Calculation, Citation
from assistant.ui import text as t
from assistant.ui.evidence import locator_words
from assistant.ui.markup import is_web_address, plain
from index.types import Source

_ACTIVE = re.compile(r"([\\`*_{}\[\]<>#!|~$&])")


def as_markdown(answers: Sequence[Answer]) -> str:
    """All questions and answers in order; footnotes are numbered through the conversation."""
    parts = [f"# {t.EXPORT_TITLE}"]
    notes: list[str] = []
    for answer in answers:
        parts += _turn(answer, notes)
    return "\n\n".join([*parts, *notes]) + "\n"


def escaped(text: str) -> str:
    """Text that Markdown shows as it stands, on one line."""
    return _ACTIVE.sub(r"\\\1", " ".join(plain(text).split()))


def _turn(answer: Answer, notes: list[str]) -> Iterator[str]:
    numbers = {c.marker: len(notes) + i for i, c in enumerate(answer.citations, 1)}
    yield f"## {escaped(answer.question)}"
    for sentence in answer.sentences:
        marks = "".join(f"[^{numbers[m]}]" for m in sentence.citations if m in numbers)
        table = [line for line in sentence.text.splitlines() if line.lstrip().startswith("|")]
        prose = "\n".join(line for line in sentence.text.splitlines() if not line.lstrip().startswith("|"))
        if table:
            yield from filter(None, (escaped(prose), "\n".join(_row(line) for line in table), marks))
        else:
            yield escaped(prose) + marks
    for calculation in answer.calculations:
        yield _working(calculation, numbers)
    notes += [_footnote(numbers[c.marker], c) for c in answer.citations]


def _row(line: str) -> str:
    """A table row with its cells escaped and its bars and ruling kept."""
    cells = line.strip().strip("|").split("|")
    return "| " + " | ".join(c.strip() if set(c) <= set(" -:") else escaped(c) for c in cells) + " |"


def _working(calculation: Calculation, numbers: dict[int, int]) -> str:
    """The working as a list: result and formula, operands, steps, rounding."""
    lines = [f"**{t.EXPORT_WORKING}: {escaped(calculation.shown)}**", ""]
    lines += [f"- {t.FORMULA}: {escaped(calculation.expression)}"]
    for operand in calculation.operands:
        note = f"[^{numbers[operand.citation]}]" if operand.citation in numbers else ""
        origin = "" if note else t.ORIGINS.get(operand.origin, operand.origin)
        lines.append(f"- {escaped(operand.text)}{note}" + (f" ({escaped(origin)})" if origin else ""))
    lines += [f"- {escaped(step)}" for step in calculation.working]
    if calculation.rounding:
        lines.append(f"- {t.ROUNDING}: {escaped(calculation.rounding)}")
    return "\n".join(lines)


def _footnote(number: int, citation: Citation) -> str:
    place = (citation.publisher, citation.title, citation.date, *locator_words(citation.locator))
    where = ", ".join(escaped(part) for part in place if part)
    span = f"{escaped(citation.span.document)}, {citation.span.start}-{citation.span.end}"
    address = f" <{citation.url}>" if is_web_address(citation.url) and ">" not in citation.url else ""
    originals = "".join(f" {t.ORIGINAL}: {_source(s)}." for s in citation.sources)
    return f"[^{number}]: “{escaped(citation.quote)}” {where} ({span}).{address}{originals}"


def _source(source: Source) -> str:
    address = f"<{source.url}>" if is_web_address(source.url) and ">" not in source.url else ""
    parts = (source.publisher, source.title, source.date)
    return ", ".join([*(escaped(p) for p in parts if p), *filter(None, [address])])
