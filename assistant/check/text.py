"""Findings, and values side by side, as text for the terminal."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from assistant.check.finding import KINDS, Finding
from assistant.check.versions import Measure, Version
from assistant.types import Citation

_LONGEST, _BAR = 240, 24
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


def side_by_side(measures: Sequence[Measure]) -> str:
    """Each measure with a small chart of its values, who gives them and when, and why they differ."""
    if not measures:
        return "The documents give no value for this; use words of theirs."
    return "\n\n".join(map(_measure, measures))


def _measure(measure: Measure) -> str:
    most = max(abs(v.figure.quantity.base[0]) for v in measure.versions)
    width = max(len(v.printed) for v in measure.versions)
    lines = [measure.about] + [_version(v, most, width) for v in measure.versions]
    if measure.differ:
        apart = f" They are {measure.apart.shown.lstrip('-')} apart." if measure.apart else ""
        lines.append(f"  The values differ.{apart} {measure.why}".rstrip())
    elif measure.why:
        lines.append(f"  {measure.why}")
    lines += [f"  [{c.marker}] {_cited(c)}" for c in measure.citations]
    return "\n".join(lines)


def _version(v: Version, most: Decimal, width: int) -> str:
    bar = "█" * max(1, round(_BAR * abs(v.figure.quantity.base[0]) / most)) if most else ""
    told = ", ".join(filter(None, (v.who, v.dated, v.status if v.status != "reported" else "", v.scope)))
    return f"  {v.printed:>{width}} {bar:<{_BAR}} {told} [{v.marker}]"
