"""Findings as text for the terminal."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.check.finding import KINDS, Finding
from assistant.types import Citation

_LONGEST = 240
_MOST_QUOTED = 6


def as_text(findings: Sequence[Finding]) -> str:
    """All findings by kind, each with its working, the likeliest reason and what it rests on."""
    if not findings:
        return "Nothing was found that does not hold."
    parts = [f"{len(findings)} findings; the gravest of each kind come first."]
    number = 0
    for kind, heading in KINDS.items():
        mine = [f for f in findings if f.kind == kind]
        if mine:
            parts.append(f"\n{heading}\n{'-' * len(heading)}")
        for finding in mine:
            number += 1
            parts.append(_finding(number, finding))
    return "\n".join(parts)


def _finding(number: int, finding: Finding) -> str:
    lines = [f"{number}. [{finding.severity}] {finding.sentence}"]
    if finding.calculation:
        lines += [f"     {step}" for step in finding.calculation.working]
    if finding.explanation:
        lines.append(f"   {finding.explanation}")
    lines += [f"   [{c.marker}] {_cited(c)}" for c in finding.citations[:_MOST_QUOTED]]
    if len(finding.citations) > _MOST_QUOTED:
        lines.append(f"   and {len(finding.citations) - _MOST_QUOTED} more places")
    return "\n".join(lines)


def _cited(citation: Citation) -> str:
    quote = " ".join(citation.quote.split())
    short = quote if len(quote) <= _LONGEST else f"{quote[: _LONGEST - 1]}…"
    return f"{short} ({citation.span.document})"
