"""The working of a computed figure, laid out so that a reader can redo it by hand."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from assistant.types import Answer, Calculation, Operand
from assistant.ui import text as t
from assistant.ui.library import Library
from assistant.ui.markup import calculation_link, citation_link, figure_link, joined, plain, words
from index.format import show


def working_pane(
    answer: Answer, number: int, turn: int, library: Library, link: str = "", cautions: Sequence[str] = ()
) -> Markup:
    """The pane that shows one calculation: result, operands with their sources, formula, steps, rounding, rate.

    Args:
        answer: holds the calculation and what it cites.
        number: of the calculation in it.
        turn: of the answer in its session.
        library: what is held.
        link: what opens the pane; the calculation's own link where it is empty.
        cautions: what a reader should know before trusting the result.
    """
    calculation = answer.calculations[number]
    form = (
        '<section class="pane working" aria-label="{}" data-link="{}"><p class="kicker">{}</p>'
        '<h2 class="number">{}</h2>{}{}{}{}{}{}</section>'
    )
    return Markup(form).format(
        t.WORKING_OF.format(shown=calculation.shown),
        link or calculation_link(turn, number),
        t.OPERATIONS.get(calculation.operation, calculation.operation.replace("_", " ")),
        plain(library.say(calculation.shown)),
        cautions_html(cautions),
        _operands(calculation.operands, answer, turn, library),
        _part(t.FORMULA, Markup('<code dir="ltr">{}</code>').format(plain(calculation.expression))),
        _steps([library.say(step) for step in calculation.working]),
        _part(t.RATE, _rates(calculation, answer, turn, library)),
        _rounding(calculation),
    )


def cautions_html(sentences: Sequence[str]) -> Markup:
    """What a reader should know before trusting a result, one line a sentence."""
    items = joined(Markup("<li>{}</li>").format(plain(sentence)) for sentence in sentences)
    return Markup('<ul class="cautions">{}</ul>').format(items) if items else Markup("")


def _part(title: str, body: Markup) -> Markup:
    return Markup("<h3>{}</h3><div>{}</div>").format(title, body) if body else Markup("")


def _operands(operands: Sequence[Operand], answer: Answer, turn: int, library: Library) -> Markup:
    if not operands:
        return Markup("")
    about = [words(library.about(o.figure)) if o.figure else Markup("") for o in operands]
    rows = [
        (_value(o, library), subject, _from(_told_by(o, operands), answer, turn, library))
        for o, subject in zip(operands, about, strict=True)
    ]
    head = (t.VALUE, t.ABOUT, t.FROM)
    shown = [n for n in range(len(head)) if n != 1 or any(about)]  # typed sums are about nothing
    form = '<div class="table" tabindex="0"><table><thead><tr>{}</tr></thead><tbody>{}</tbody></table></div>'
    return Markup(form).format(
        joined(Markup('<th scope="col">{}</th>').format(head[n]) for n in shown),
        joined(_row([row[n] for n in shown]) for row in rows),
    )


def _row(cells: Sequence[Markup]) -> Markup:
    return Markup("<tr>{}</tr>").format(joined(Markup("<td>{}</td>").format(cell) for cell in cells))


def _value(operand: Operand, library: Library) -> Markup:
    """As printed, and read out with its unit where the print leaves the unit to a heading, or in the reader's style."""
    read = library.say(show(operand.quantity))
    printed = operand.text.strip()
    bare = printed.replace(",", "").replace(".", "").isdigit()
    if not printed or printed == read or (not bare and library.say(printed) == printed):
        return words(printed or read)
    return Markup('{} <span class="read">({})</span>').format(words(printed), words(read))


def _told_by(operand: Operand, operands: Sequence[Operand]) -> Operand:
    """The operand whose words give this one: a number of years stands with the target it leads to."""
    if operand.origin != "document" or operand.figure or operand.citation:
        return operand
    targets = (o for o in operands if o.figure and o.figure.period and o.figure.period.kind == "horizon")
    return next(targets, operand)


def _from(operand: Operand, answer: Answer, turn: int, library: Library) -> Markup:
    """A link to the words it comes from, or who gave it."""
    titles = {c.marker: c.title for c in answer.citations}
    if operand.citation in titles:
        form = '<a class="cite" href="{}">[{}] {}</a>'
        title = words(titles[operand.citation])
        return Markup(form).format(citation_link(turn, operand.citation or 0), operand.citation, title)
    if operand.figure is not None:
        form = '<a class="held" href="{}">{}</a>'
        return Markup(form).format(figure_link(operand.figure.id), words(library.title(operand.figure)))
    return words(t.ORIGINS.get(operand.origin, operand.origin))


def _steps(steps: Sequence[str]) -> Markup:
    items = joined(Markup('<li dir="auto">{}</li>').format(plain(step)) for step in steps)
    return _part(t.STEPS, Markup("<ol>{}</ol>").format(items)) if steps else Markup("")


def _rates(calculation: Calculation, answer: Answer, turn: int, library: Library) -> Markup:
    """The exchange rates among the operands, each with its date and where it comes from."""
    rates = [o for o in calculation.operands if "/" in o.quantity.unit or o.origin == "reference rate"]
    form = "<li>{}{} · {}</li>"
    items = [
        Markup(form).format(
            words(o.text if o.origin == "reference rate" else show(o.quantity)),  # whose text names its bank and day
            words(f" · {o.figure.period.label}") if o.figure and o.figure.period else "",
            _from(o, answer, turn, library),
        )
        for o in rates
    ]
    return Markup("<ul>{}</ul>").format(joined(items)) if items else Markup("")


def _rounding(calculation: Calculation) -> Markup:
    """How it was rounded, beside the value before rounding."""
    value, unit = calculation.result.value, calculation.result.unit
    exact = f"{value:f}"
    exact = exact if len(exact) <= 24 else f"{value:.12g}"
    form = '<p>{}</p><p class="exact">{}: <span dir="ltr">{} {}</span></p>'
    unit = unit.replace("_", " ")
    return _part(t.ROUNDING, Markup(form).format(plain(calculation.rounding), t.EXACT_RESULT, exact, unit))
