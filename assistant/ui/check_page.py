"""The check tab: what in the documents does not hold, and the values of one measure side by side."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from markupsafe import Markup

from assistant.check import KINDS, Claim, Finding
from assistant.check.versions import Measure, Version
from assistant.types import Calculation, Citation
from assistant.ui import chart
from assistant.ui import text as t
from assistant.ui.library import Library
from assistant.ui.markup import figure_link, joined, plain, spot_link, words
from index.format import natural_scale
from index.types import Span
from index.units import SCALES, Quantity

PLACES_SHOWN, MEASURES_SHOWN = 8, 30
"""More places of one finding, and more times of one measure, than anyone compares."""
_LIST = '<p class="count" role="status">{}</p><div class="findings" tabindex="0" role="region" aria-label="{}">{}</div>'


def findings_html(findings: Sequence[Finding], library: Library, kind: str = "") -> Markup:
    """The findings of a kind, or all of them, by kind; each with its sum, the likeliest reason and its places."""
    shown = [f for f in findings if kind in ("", f.kind)]
    if not shown:
        return Markup('<p class="hint" role="status">{}</p>').format(t.NO_FINDINGS)
    held = [(k, [f for f in shown if f.kind == k]) for k in KINDS]
    parts = joined(_kind(KINDS[k], mine, library) for k, mine in held if mine)
    form = (
        '<p class="count" role="status">{}</p><div class="findings" tabindex="0" role="region" aria-label="{}">{}</div>'
    )
    return Markup(form).format(t.FINDINGS_COUNT.format(count=len(shown)), t.TAB_CHECK, parts)


def measures_html(measures: Sequence[Measure], library: Library) -> Markup:
    """Each measure with a chart of its values and a table of who gives them, when and of what."""
    if not measures:
        return Markup('<p class="hint" role="status">{}</p>').format(t.NO_VALUES)
    differ = sum(m.differ for m in measures)
    count = t.MEASURES_COUNT.format(count=len(measures), differ=differ)
    parts = joined(_measure(m, library) for m in measures[:MEASURES_SHOWN])
    form = (
        '<p class="count" role="status">{}</p><div class="findings" tabindex="0" role="region" aria-label="{}">{}</div>'
    )
    return Markup(form).format(count, t.VALUES, parts)


def _kind(heading: str, findings: Sequence[Finding], library: Library) -> Markup:
    items = joined(_finding(f, library) for f in findings)
    return Markup("<section><h2>{} <span>{}</span></h2><ul>{}</ul></section>").format(heading, len(findings), items)


def _finding(finding: Finding, library: Library) -> Markup:
    form = (
        '<li class="{}" id="finding-{}"><p class="said" dir="auto"><b>{}</b> {}</p>{}{}<ul class="places">{}</ul></li>'
    )
    sums = joined(_sum(c, library) for c in (finding.calculation, *finding.others) if c)
    why = Markup('<p class="why" dir="auto">{}</p>').format(plain(library.say(finding.explanation)))
    return Markup(form).format(
        finding.severity,
        finding.id,
        t.SEVERITIES[finding.severity],
        plain(library.say(finding.sentence)),
        why if finding.explanation else "",
        sums,
        _places(finding, library),
    )


def _sum(calculation: Calculation, library: Library) -> Markup:
    """A sum that a reader can open."""
    steps = joined(Markup("<li>{}</li>").format(plain(library.say(step))) for step in calculation.working)
    form = "<details><summary>{}: {}</summary><ol>{}</ol></details>"
    return Markup(form).format(t.WORKING, plain(library.say(calculation.shown)), steps)


def _places(finding: Finding, library: Library) -> Markup:
    """The claims, each a link to its words, with the document they are in; then what is quoted beside them."""
    cited = {c.marker: c for c in finding.citations}
    claims = finding.claims[:PLACES_SHOWN]
    items = [_claim(claim, cited[claim.citation]) for claim in claims]
    quoted = {c.marker for c in finding.citations} - {c.citation for c in finding.claims}
    items += [_place(c.span, c.quote, c) for c in finding.citations if c.marker in quoted]
    if len(finding.claims) > len(claims):
        items.append(Markup("<li>{}</li>").format(t.MORE_PLACES.format(count=len(finding.claims) - len(claims))))
    return joined(items)


def _claim(claim: Claim, citation: Citation) -> Markup:
    return _place(claim.span, claim.text, citation, "against" if claim.side else "")


def _place(span: Span, text: str, citation: Citation, kind: str = "") -> Markup:
    form = '<li class="{}"><a class="held" href="{}">{}</a> <span class="about">{}</span></li>'
    where = ", ".join(filter(None, (citation.title, citation.date)))
    return Markup(form).format(kind, spot_link(span), words(" ".join(text.split())), words(where))


def _measure(measure: Measure, library: Library) -> Markup:
    form = '<section class="measure {}"><h2 dir="auto">{}</h2>{}<figure>{}</figure>{}</section>'
    said = measure.why or t.AGREE
    if measure.differ:
        apart = measure.apart.shown.lstrip("-") if measure.apart else ""
        said = " ".join(filter(None, (t.DIFFER_BY.format(apart=apart) if apart else t.DIFFER, measure.why)))
    note = Markup('<p class="why" dir="auto">{}</p>').format(plain(library.say(said)))
    drawn = _drawn(measure, library)
    return Markup(form).format(
        "differ" if measure.differ else "agree", plain(measure.about), note, drawn, _table(measure, library)
    )


def _drawn(measure: Measure, library: Library) -> Markup:
    """The values as bars: those that agree in one colour, each other value in another."""
    quantities = [v.figure.quantity for v in measure.versions]
    largest = max(quantities, key=lambda q: abs(q.value))
    scale = natural_scale(Quantity(abs(largest.value), largest.unit)) or largest.scale
    by = SCALES.get(scale, Decimal(1))
    values = [float(q.value / by) for q in quantities]
    points = [
        chart.Point(v.figure, value, _label(v), library.say(v.printed), side=v.side)
        for v, value in zip(measure.versions, values, strict=True)
    ]
    axis = chart.axis_of(values, chart.unit_title(largest.unit, scale))
    return chart.bars(points, axis, measure.about)


def _label(version: Version) -> str:
    status = "" if version.status == "reported" else t.STATUSES[version.status]
    return " · ".join(filter(None, (version.who, version.dated, status)))


def _table(measure: Measure, library: Library) -> Markup:
    names = (t.VALUE, t.FROM, t.COLUMN_DATE, t.FILTER_STATUS, t.COLUMN_SCOPE)
    head = joined(Markup('<th scope="col">{}</th>').format(name) for name in names)
    rows = joined(_row(v, library) for v in measure.versions)
    form = '<div class="table" tabindex="0"><table><thead><tr>{}</tr></thead><tbody>{}</tbody></table></div>'
    return Markup(form).format(head, rows)


def _row(v: Version, library: Library) -> Markup:
    value = Markup('<a class="held" href="{}">{}</a>').format(figure_link(v.figure.id), words(library.say(v.printed)))
    who = Markup('{} <span class="about">{}</span>').format(words(v.who), words(library.title(v.figure)))
    form = '<tr class="side-{}"><td>{}</td><td>{}</td><td class="day">{}</td><td>{}</td><td>{}</td></tr>'
    day, status = words(v.dated or t.NO_DATE), t.STATUSES[v.status]
    return Markup(form).format(min(v.side, 1), value, who, day, status, words(v.scope))
