"""The meeting card: the last figure, large enough for the back of a room."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from assistant.types import Answer, Calculation, Citation
from assistant.ui import text as t
from assistant.ui.evidence import source_line
from assistant.ui.library import Library
from assistant.ui.markup import joined, plain
from index.format import show
from index.types import Figure


@dataclass(frozen=True, slots=True)
class Card:
    """What the card shows. `qualifier` is "about", "target", "computed", ... or empty."""

    value: str
    subject: str
    qualifier: str
    sources: tuple[str, ...]

    @property
    def as_text(self) -> str:
        """The card in one line, to paste: `26.2% (computed): exports to Russia. Source: ...`."""
        note = f" ({self.qualifier})" if self.qualifier else ""
        about = f": {self.subject}" if self.subject else ""
        source = f" [{'; '.join(self.sources)}]" if self.sources else ""
        return f"{self.value}{note}{about}{source}"


def card_of(answers: Sequence[Answer], library: Library) -> Card | None:
    """The card of the last answer that gives a figure, None where none does."""
    for answer in reversed(answers):
        if answer.status == "answered" and (card := _card(answer, library)):
            return card
    return None


def _card(answer: Answer, library: Library) -> Card | None:
    """The last result of an answer that computes, else its first figure."""
    if answer.calculations:
        return _computed(answer, answer.calculations[-1], library)
    if answer.figures:
        return _held(answer, answer.figures[0], library)
    return None


def _computed(answer: Answer, calculation: Calculation, library: Library) -> Card:
    used = {o.citation for o in calculation.operands}
    cited = [c for c in answer.citations if c.marker in used]
    operation = t.OPERATIONS.get(calculation.operation, calculation.operation.replace("_", " "))
    about = [library.about(o.figure) for o in calculation.operands if o.figure]
    subject = f"{operation}: {'; '.join(dict.fromkeys(about))}" if about else operation
    sources = (*_source_lines(cited), *_rate_lines(calculation)) or _given(calculation)
    return Card(library.say(calculation.shown), subject, t.COMPUTED, sources)


def _held(answer: Answer, figure: Figure, library: Library) -> Card:
    cited = [c for c in answer.citations if c.span.overlaps(figure.span)]
    value = library.value(figure)
    qualifier = "" if figure.status == "reported" else t.STATUSES[figure.status]
    return Card(value, library.about(figure), qualifier, _source_lines(cited[:1]))


def _source_lines(citations: Sequence[Citation]) -> tuple[str, ...]:
    """One line a source, each once."""
    return tuple(dict.fromkeys(source_line(c) for c in citations))


def _rate_lines(calculation: Calculation) -> tuple[str, ...]:
    """The reference rates that were used, whose words name their bank and day."""
    return tuple(o.text.strip() for o in calculation.operands if o.origin == "reference rate")


def _given(calculation: Calculation) -> tuple[str, ...]:
    """What the user gave, where nothing comes from a document."""
    given = [show(o.quantity) for o in calculation.operands if o.origin == "question"]
    return (t.GIVEN_BY.format(who=t.GIVEN, what=", ".join(given)),) if given else ()


def card_html(card: Card | None) -> Markup:
    """The card's inside; the page opens it over everything else."""
    if card is None:
        return Markup('<p class="card-empty">{}</p>').format(t.CARD_EMPTY)
    note = Markup('<p class="card-note">{}</p>').format(card.qualifier) if card.qualifier else ""
    sources = joined(Markup("<li>{}</li>").format(plain(line)) for line in card.sources)
    form = (
        '<p class="card-value" style="--letters: {}" dir="auto">{}</p>{}<p class="card-subject" dir="auto">{}</p>'
        '<ul class="card-sources" dir="auto">{}</ul><pre class="card-text" hidden>{}</pre>'
    )
    return Markup(form).format(
        max(4, len(card.value)), plain(card.value), note, plain(card.subject), sources, plain(card.as_text)
    )
