"""Questions and answers as the chat shows them.

The chat cleans its HTML: it keeps `id`, `class`, `href` and `title` and drops `data-*` and `aria-*`, so markers are
plain links into the page. A message is one line, for a blank line would end the HTML and begin Markdown.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from markupsafe import Markup

from assistant.types import Answer, Citation, Sentence
from assistant.ui import text as t
from assistant.ui.evidence import source_line
from assistant.ui.library import Library
from assistant.ui.markup import calculation_link, citation_link, joined, plain, sides_link
from assistant.ui.nearest import nearest_html
from assistant.ui.sides import are_sides

QUESTION_SHOWN = 8_000


def question_message(question: str, turn: int) -> str:
    """What the user asked, as text; a very long question is cut."""
    shown = plain(question.strip())
    shown = shown if len(shown) <= QUESTION_SHOWN else shown[:QUESTION_SHOWN] + "…"
    form = '<div class="question" id="question-{}" dir="auto">{}</div>'
    return _one_line(Markup(form).format(turn, shown))


def waiting_message(words_: str) -> str:
    """Shown in place of an answer that is not there yet, with a link that gives up waiting."""
    form = '<div class="waiting">{} <a class="act" href="#stop">{}</a></div>'
    return _one_line(Markup(form).format(words_, t.STOP))


def fault_message(words_: str) -> str:
    """Shown in place of an answer that could not be made."""
    return _one_line(Markup('<div class="fault" dir="auto">{}</div>').format(plain(words_)))


def answer_message(
    answer: Answer,
    turn: int,
    library: Library,
    sentences: int | None = None,
    was: str = "",
) -> str:
    """An answer with its markers and workings, and what can be done with it.

    Args:
        answer: to show.
        turn: its number in the conversation.
        library: what is held.
        sentences: of one that is still streaming, how many are shown.
        was: what the answer said before the documents changed.
    """
    streaming = sentences is not None and sentences < len(answer.sentences)
    shown = answer.sentences[:sentences]
    parts = [_label(answer.status), *(_paragraph(s, answer, turn, library) for s in shown)]
    if not streaming:
        parts += [_drafted(answer), _was(was), _sides(answer, turn), nearest_html(answer, library)]
        parts += [_sources(answer.citations), _actions(turn)]
    form = '<div class="answer {}" id="{}">{}</div>'
    return _one_line(Markup(form).format(answer.status, f"answer-{turn}", joined(parts)))


def _one_line(html: Markup) -> str:
    """On one line, and without signs that the chat would read as formulas."""
    line = str(html).replace("\r", "").replace("\n", "&#10;")
    return line.replace("$", "&#36;").replace("\\", "&#92;").replace("`", "&#96;")


def _label(status: str) -> Markup:
    label = {"not_in_corpus": t.DECLINED, "needs_clarification": t.UNCLEAR}.get(status, "")
    return Markup('<p class="label">{}</p>').format(label) if label else Markup("")


def _drafted(answer: Answer) -> Markup:
    """Which model worded an answer, how much of its draft was kept, and how long it took; nothing without one."""
    if not answer.drafted:
        return Markup("")
    by = answer.drafted
    seconds = answer.timings_ms.get("draft", 0.0) / 1000
    said = t.DRAFTED.format(model=by["name"], kept=by["kept"], sentences=by["sentences"], seconds=seconds)
    return Markup('<p class="under">{}</p>').format(said)


def _paragraph(sentence: Sentence, answer: Answer, turn: int, library: Library) -> Markup:
    """A sentence: its words, the markers before its closing sign, a table where it holds one."""
    prose, table = _split_table(sentence.text.strip())
    markers = _markers(sentence, answer, turn)
    links = _results(prose, sentence, answer)
    workings = _workings(sentence, answer, turn, {number for _, _, number in links})
    if table:
        before = Markup('<p dir="auto">{}</p>').format(_linked(prose, links, answer, turn, library)) if prose else ""
        under = Markup('<p class="under">{}{}</p>').format(markers, workings) if markers or workings else ""
        return joined((before, _table(table, library), under))
    closing = prose[-1:] if markers and prose[-1:] in tuple(".!?:") else ""
    words_ = _linked(prose[: len(prose) - len(closing)], links, answer, turn, library)
    return Markup('<p dir="auto">{}{}{}{}{}</p>').format(words_, " " if markers else "", markers, closing, workings)


def _results(prose: str, sentence: Sentence, answer: Answer) -> list[tuple[int, int, int]]:
    """(start, end, number) of the computed results that stand in the words, in their order."""
    found: list[tuple[int, int, int]] = []
    for number in _calculations(sentence, answer):
        if shown := answer.calculations[number].shown:
            places = re.finditer(rf"(?<![\w.,]){re.escape(shown)}(?!\w)", prose)
            free = (m for m in places if all(m.end() <= a or b <= m.start() for a, b, _ in found))
            found += [(m.start(), m.end(), number) for m in free][:1]
    return sorted(found)


def _calculations(sentence: Sentence, answer: Answer) -> list[int]:
    return [n for n in sentence.calculations if 0 <= n < len(answer.calculations)]


def _linked(prose: str, links: Sequence[tuple[int, int, int]], answer: Answer, turn: int, library: Library) -> Markup:
    """The words, with each computed result linked to its working."""
    parts: list[Markup] = []
    at = 0
    for start, end, number in links:
        parts += [_lines(library.say(prose[at:start])), _result_link(answer, turn, number, library)]
        at = end
    return joined((*parts, _lines(library.say(prose[at:]))))


def _lines(text: str) -> Markup:
    return Markup("<br>").join(plain(text).split("\n"))


def _result_link(answer: Answer, turn: int, number: int, library: Library) -> Markup:
    shown = library.say(answer.calculations[number].shown)
    form = '<a class="result" href="{}" title="{}">{}</a>'
    return Markup(form).format(calculation_link(turn, number), t.WORKING_OF.format(shown=shown), shown)


def _workings(sentence: Sentence, answer: Answer, turn: int, linked: set[int]) -> Markup:
    """A link for every calculation whose result does not stand in the sentence word for word."""
    form = ' <a class="working-link" href="{}" title="{}">{}</a>'
    return joined(
        Markup(form).format(
            calculation_link(turn, n), t.WORKING_OF.format(shown=answer.calculations[n].shown), t.WORKING.lower()
        )
        for n in _calculations(sentence, answer)
        if n not in linked
    )


def _markers(sentence: Sentence, answer: Answer, turn: int) -> Markup:
    titles = {c.marker: c.title for c in answer.citations}
    form = '<a class="cite" href="{}" title="{}">[{}]</a>'
    return joined(
        Markup(form).format(
            citation_link(turn, m),
            t.SHOW_SOURCE.format(marker=m, title=plain(titles[m])),
            m,
        )
        for m in sentence.citations
        if m in titles
    )


def _split_table(text: str) -> tuple[str, list[str]]:
    """(the words before the first table row, the table rows)."""
    lines = text.splitlines()
    at = next((i for i, line in enumerate(lines) if line.lstrip().startswith("|")), len(lines))
    return "\n".join(lines[:at]).strip(), [line for line in lines[at:] if line.strip()]


def _table(lines: Sequence[str], library: Library) -> Markup:
    """A Markdown pipe table as HTML; the line of dashes under its head is left out."""
    rows = [[library.say(cell.strip()) for cell in line.strip().strip("|").split("|")] for line in lines]
    ruled = len(rows) > 1 and all(set(cell) <= set("-: ") for cell in rows[1])
    head, body = ([rows[0]], rows[2:]) if ruled else ([], rows)
    return Markup('<div class="table" tabindex="0"><table><thead>{}</thead><tbody>{}</tbody></table></div>').format(
        joined(_row(row, "th") for row in head), joined(_row(row, "td") for row in body)
    )


def _row(cells: Sequence[str], tag: str) -> Markup:
    html = joined(Markup("<{0}>{1}</{0}>").format(Markup(tag), plain(cell)) for cell in cells)
    return Markup("<tr>{}</tr>").format(html)


def _sides(answer: Answer, turn: int) -> Markup:
    """The link that sets the sources of the answer against each other."""
    form = '<p class="under"><a class="working-link" href="{}">{}</a></p>'
    return Markup(form).format(sides_link(turn), t.SIDES) if are_sides(answer) else Markup("")


def _sources(citations: Sequence[Citation]) -> Markup:
    """Quotes and places of what is cited, not shown but copied along, for whoever reads the answer elsewhere."""
    form = "<li>[{}] “{}” {}</li>"
    items = joined(Markup(form).format(c.marker, plain(c.quote), plain(source_line(c))) for c in citations)
    return Markup('<ul class="copied-along">{}</ul>').format(items) if items else Markup("")


def _was(text: str) -> Markup:
    """What the answer said before the documents changed."""
    form = '<p class="was" dir="auto"><span class="label">{}</span> {}</p>'
    return Markup(form).format(t.WAS, plain(text)) if text else Markup("")


def _actions(turn: int) -> Markup:
    """What can be done with the answer, quietly beneath it."""
    form = '<a class="act" href="#{}-{}">{}</a>'
    acts = (("copy", t.COPY_ANSWER), ("edit", t.EDIT_QUESTION), ("again", t.ASK_AGAIN))
    return Markup('<p class="acts">{}</p>').format(joined(Markup(form).format(kind, turn, name) for kind, name in acts))
