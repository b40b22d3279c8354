"""A stand-in for the assistant, quick to open: a few answers over the real documents, with real spans and sums."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from functools import cached_property
from pathlib import Path
from types import SimpleNamespace

from assistant import calculator
from assistant.bind import Evidence
from assistant.types import Answer, Calculation, Citation, Operand, Sentence
from assistant.ui.text import EXAMPLE_QUESTIONS
from index.figures import extract
from index.lexicon import stem
from index.load import load_folder
from index.split import split
from index.types import Document, Figure, Locator, Period, Span
from index.units import Quantity

CORPUS = Path(__file__).resolve().parents[3] / "corpus"
ARTICLE = "2024-04-22-indian-medical-device-exports-to-russia.md"
NOTE = "01-exports-fy2022-23-destinations-categories.md"
TABLE = "exports-fy2022-23-by-destination-and-category.csv"
ITEM = (stem("medical"), stem("device"))
YEAR = Period(date(2022, 4, 1), date(2023, 3, 31), "FY 2022-23", "fiscal_year")
HORIZON = Period(date(2024, 4, 22), date(2029, 4, 21), "the next five years", "horizon")

GROW, GERMANY = EXAMPLE_QUESTIONS[:2]
MEMORANDUM = "Who signed the memorandum?"
JAPAN = "How much went to Japan?"
TABLE_QUESTION = "Rank the largest buyers."
AGREE = "Do the sources agree on Germany?"
PRINTED = "What does the PDF say last?"


def crore(value: str, places: int = 0) -> Quantity:
    return Quantity(Decimal(value) * 10**7, "INR", "crore", places=places)


def span_of(document: Document, words: str, within: str = "") -> Span:
    """Where the words are; with `within` their place inside that longer stretch."""
    base = document.text.index(within) if within else 0
    start = document.text.index(words, base)
    return Span(document.id, start, start + len(words))


class DeskDouble:
    """Answers a few questions; whatever else is asked is declined, with what is held nearest."""

    def __init__(self, roots: Sequence[Path] = (CORPUS,), seconds: float = 0.0) -> None:
        self._documents, self._notices = load_folder(list(roots))
        self._seconds = seconds
        self._by_id = {d.id: d for d in self._documents}
        self._figures = self._bound() if {ARTICLE, NOTE} <= self._by_id.keys() else ()

    def warm_up(self) -> None:
        """There is nothing to load."""

    @cached_property
    def desk(self) -> SimpleNamespace:
        """What the audit reads: all passages and figures of the documents."""
        passages = [p for d in self._documents for p in split(d, count_tokens=lambda text: len(text.split()))]
        figures = [f for d in self._documents for f in extract(d)]
        return SimpleNamespace(evidence=Evidence(self._documents, passages, figures))

    @property
    def library(self) -> SimpleNamespace:
        """Its passages are its blocks; those with the question's last word are near to it."""
        passages = [SimpleNamespace(span=Span(d.id, b.start, b.end)) for d in self._documents for b in d.blocks]

        def search(question: str, top_k: int) -> list[SimpleNamespace]:
            last = question.rstrip("?").split()[-1]
            near = [p for p in passages if last in self._by_id[p.span.document].quote(p.span)]
            return [SimpleNamespace(passage=p) for p in near[:top_k]]

        return SimpleNamespace(passages=passages, notices=self._notices, search=search)

    @property
    def documents(self) -> tuple[Document, ...]:
        return self._documents

    def figures(self, query: str = "") -> tuple[Figure, ...]:
        wanted = query.lower().split()
        return tuple(f for f in self._figures if all(w in self._described(f) for w in wanted))

    def ask(self, question: str, conversation: object = None) -> Answer:
        time.sleep(self._seconds)
        if self._figures and (answers := self._answers().get(question)):
            return answers(question)
        if self._figures and (place := re.fullmatch(r"And (.+)\?", question)):
            return self._row_of(question, place[1])
        return self._declined(question)

    def _answers(self) -> dict[str, Callable[[str], Answer]]:
        return {
            GROW: self._grow,
            GERMANY: self._germany,
            MEMORANDUM: self._memorandum,
            TABLE_QUESTION: self._table,
            AGREE: self._sides,
            PRINTED: self._printed,
        }

    def _described(self, figure: Figure) -> str:
        document = self._by_id[figure.span.document]
        return " ".join((document.quote(figure.context), *figure.entities, figure.flow)).lower()

    def _bound(self) -> tuple[Figure, ...]:
        made = [
            self._figure(ARTICLE, "Rs 625.68 crore", crore("625.68", 2), "Russia"),
            self._figure(
                ARTICLE, "Rs 2,000 crore", crore("2000"), "Russia", HORIZON, status="target", qualifier="up to"
            ),
            self._figure(
                ARTICLE, "$176.2 million", Quantity(Decimal("176.2e6"), "USD", "million", places=1), "Germany"
            ),
        ]
        document = self._by_id[NOTE]
        for row in document.tables[0].rows:
            cell = row[2]
            block = next(b for b in document.blocks if b.start <= cell.start < b.end)
            figure = Figure(
                id=f"{NOTE}#{cell.start}",
                span=Span(NOTE, cell.start, cell.end),
                context=Span(NOTE, block.start, block.end),
                quantity=crore(cell.text.replace(",", "")),
                entities=(row[1].text,),
                flow="export",
                item=ITEM,
                period=YEAR,
                sources=("S1",),
                locator=Locator(row=int(row[0].text), heading="The five largest buyers"),
            )
            made.append(figure)
        return tuple(made)

    def _figure(
        self, id: str, words: str, quantity: Quantity, entity: str, period: Period = YEAR, **more: object
    ) -> Figure:
        document = self._by_id[id]
        span = span_of(document, words)
        block = next(b for b in document.blocks if b.start <= span.start < b.end)
        context = next((s for s in block.sentences if s[0] <= span.start < s[1]), (block.start, block.end))
        return Figure(
            id=f"{id}#{span.start}",
            span=span,
            context=Span(id, *context),
            quantity=quantity,
            entities=(entity,),
            flow="export",
            item=ITEM,
            period=period,
            **more,  # type: ignore[arg-type]
        )

    def cite(self, marker: int, span: Span, sources: Sequence[str] = (), locator: Locator | None = None) -> Citation:
        document = self._by_id[span.document]
        return Citation(
            marker=marker,
            span=span,
            quote=document.quote(span),
            title=document.title,
            locator=locator or Locator(),
            publisher=document.publisher,
            date=document.date.isoformat() if document.date else "",
            url=document.url,
            sources=tuple(s for id in sources if (s := document.source(id))),
        )

    def _grow(self, question: str) -> Answer:
        now, target = self._figures[0], self._figures[1]
        start = Operand("Rs 625.68 crore", now.quantity, figure=now, citation=1)
        end = Operand("Rs 2,000 crore", target.quantity, figure=target, citation=2)
        years = Operand("five years", Quantity(Decimal(5), "year"), origin="question")
        calculation = calculator.cagr(start, end, years)
        return Answer(
            question=question,
            status="answered",
            sentences=(
                Sentence(f"Exports would have to grow {calculation.shown} a year.", (1, 2), (0,)),
                Sentence("That takes them from Rs 625.68 crore to Rs 2,000 crore in five years.", (2,)),
            ),
            citations=(self.cite(1, now.span), self.cite(2, target.span)),
            calculations=(calculation,),
            figures=(now, target),
        )

    def _row_of(self, question: str, place: str) -> Answer:
        row = next((f for f in self._figures[3:] if f.entities == (place,)), None)
        if row is None:
            return self._declined(question)
        said = (Sentence(f"{place}: Rs {row.quantity.value / 10**7:,.0f} crore.", (1,)),)
        return Answer(question, "answered", said, (self.cite(1, row.span, row.sources, row.locator),), figures=(row,))

    def _germany(self, question: str) -> Answer:
        printed, row = self._figures[2], next(f for f in self._figures[3:] if f.entities == ("Germany",))
        return Answer(
            question=question,
            status="answered",
            sentences=(
                Sentence("Germany: $176.2 million.", (1,)),
                Sentence("In rupees it is Rs 1,468 crore.", (2,)),
            ),
            citations=(self.cite(1, printed.span), self.cite(2, row.span, row.sources, row.locator)),
            figures=(printed, row),
        )

    def _sides(self, question: str) -> Answer:
        printed, row = self._figures[2], next(f for f in self._figures[3:] if f.entities == ("Germany",))
        return Answer(
            question=question,
            status="answered",
            sentences=(Sentence("No, the documents give 2 values: $176.2 million; Rs 1,468 crore.", (1, 2)),),
            citations=(self.cite(1, printed.context), self.cite(2, row.context, row.sources, row.locator)),
            figures=(printed, row),
            understood={"operation": "conflict"},
        )

    def _memorandum(self, question: str) -> Answer:
        document = self._by_id[ARTICLE]
        block = next(b for b in document.blocks if "Memorandum of Understanding" in document.text[b.start : b.end])
        sentence = Span(ARTICLE, *block.sentences[0])
        return Answer(
            question=question,
            status="answered",
            sentences=(Sentence(f"“{document.quote(sentence)}”", (1,)),),
            citations=(self.cite(1, sentence),),
        )

    def _printed(self, question: str) -> Answer:
        document = next((d for d in self._documents if d.pages), None)
        if document is None:
            return self._declined(question)
        block = document.blocks[-1]
        span = Span(document.id, *block.sentences[-1])
        said = (Sentence(f"“{document.quote(span)}”", (1,)),)
        return Answer(question, "answered", said, (self.cite(1, span, locator=block.locator()),))

    def _table(self, question: str) -> Answer:
        rows = self._figures[3:]
        lines = ["| Buyer | Rs crore |", "|---|---|"]
        lines += [f"| {f.entities[0]} | {f.quantity.value / 10**7:,.0f} |" for f in rows]
        return Answer(
            question=question,
            status="answered",
            sentences=(Sentence("The largest buyers in FY 2022-23:\n\n" + "\n".join(lines), (1,)),),
            citations=(self.cite(1, rows[0].span, rows[0].sources, rows[0].locator),),
            figures=rows,
        )

    def _declined(self, question: str) -> Answer:
        subject = re.sub(r"\s+", " ", question)
        return Answer(
            question=question,
            status="not_in_corpus",
            sentences=(Sentence(f"The documents do not answer this: {subject}"),),
            nearest=self._figures[:3],
        )


def dated_rate(double: DeskDouble) -> Calculation:
    """Rupees at a rate the user gave."""
    amount = Operand("Rs 2,000 crore", double.figures()[1].quantity, figure=double.figures()[1], citation=1)
    rate = Operand("83.4", Quantity(Decimal("83.4"), "INR/USD"), origin="question")
    return calculator.convert(amount, rate)
