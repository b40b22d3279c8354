"""Reads the YAML front matter at the head of a Markdown or text file."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from index.content import BOM
from index.types import Block

MAX_LENGTH = 200_000
_FENCE = re.compile(r"^(?:---|\.\.\.)[ \t]*$", re.MULTILINE)
_KEY = re.compile(r"^([A-Za-z_][\w-]*):(?:[ \t]+(.*))?$", re.MULTILINE)
_FLAT = re.compile(
    r"(?:[ ]{0,20}(?:-[ ]+)?[A-Za-z_][\w-]{0,50}:(?:[ ][^\[\]{}\n]*+)?\n"
    r"|[ ]{0,20}-[ ]+[^\[\]{}?\n -][^\[\]{}\n]*+\n|[ ]*+\n)*+"
)
"""Lines of `key: value` and `- value` without brackets."""

_ENTRY = re.compile(r"^(?:[A-Za-z_\"'][^\n:]*:|[ \t]*-[ \t])", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """What the front matter says; `end` is where the document's body begins. Empty where there is none."""

    end: int
    meta: Mapping[str, object] = field(default_factory=dict)
    blocks: tuple[Block, ...] = ()
    notices: tuple[str, ...] = ()


def read_front_matter(text: str) -> FrontMatter:
    """Reads the front matter; what is broken gives a notice, never an error."""
    begin = len(BOM) if text.startswith(BOM) else 0
    opening = re.compile(r"---[ \t]*\n").match(text, begin)
    if not opening:
        return FrontMatter(begin)
    closing = _FENCE.search(text, opening.end(), opening.end() + MAX_LENGTH)
    if not closing:
        if _KEY.match(text, opening.end()):
            return FrontMatter(begin, notices=("Its front matter is never closed with ---; it was read as text.",))
        return FrontMatter(begin)
    body = text[opening.end() : closing.start()]
    meta, notices = parsed(body)
    blocks = _blocks(text, opening.end(), closing.start())
    return FrontMatter(min(closing.end() + 1, len(text)), meta, blocks, notices)


def parsed(body: str) -> tuple[Mapping[str, object], tuple[str, ...]]:
    """The mapping of a YAML body; of a broken one the plain `key: value` lines."""
    import yaml  # type: ignore[import-untyped]

    try:
        # Both loaders make plain values only. The C one is ten times faster, but is not in every build, and crashes
        # on deep nesting, where the other raises: it gets only what cannot be nested deeply.
        quick = _FLAT.fullmatch(body) is not None
        meta = yaml.load(body, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader) if quick else yaml.SafeLoader)
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        line = getattr(getattr(error, "problem_mark", None), "line", None)
        where = f" at line {line + 2}" if line is not None else ""
        notice = f"Its front matter is not valid YAML{where}; only its simple lines (key: value) were used."
        return {m[1]: (m[2] or "").strip().strip("\"'") for m in _KEY.finditer(body)}, (notice,)
    if meta is None:
        return {}, ()
    if not isinstance(meta, dict):
        return {}, ("Its front matter is not a list of key: value lines; it was left out.",)
    return {str(key): value for key, value in meta.items()}, ()


def _blocks(text: str, start: int, end: int) -> tuple[Block, ...]:
    """One block for each key and each entry of a list, so that a statement can be cited by itself."""
    starts = [m.start() for m in _ENTRY.finditer(text, start, end)]
    borders = [*starts[1:], end] if starts else []
    blocks = []
    for begin, border in zip(starts, borders, strict=True):
        piece = text[begin:border]
        a, b = begin + len(piece) - len(piece.lstrip()), begin + len(piece.rstrip())
        blocks.append(Block("metadata", a, b, sentences=((a, b),)))
    return tuple(blocks)
