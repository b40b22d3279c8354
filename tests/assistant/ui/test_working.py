from dataclasses import replace
from decimal import Decimal

from assistant import calculator
from assistant.calculator import OPERATIONS
from assistant.types import Answer, Operand
from assistant.ui import text as t
from assistant.ui.working import working_pane
from index.units import Quantity
from tests.assistant.ui.desk_double import GROW, dated_rate


def test_the_working_has_operands_formula_steps_and_rounding(double, library):
    pane = working_pane(double.ask(GROW), 0, 2, library)
    for part in ("26.2%", "Rs 2,000 crore", "Rs 625.68 crore", "FY 2022-23", "(2000 / 625.68)^(1/5) - 1", "Rounded to"):
        assert part in pane
    assert "<li" in pane and "your question" in pane
    assert 'data-link="#calc-2-0"' in pane


def test_each_operand_of_a_document_links_to_its_words(double, library):
    pane = working_pane(double.ask(GROW), 0, 2, library)
    assert 'href="#cite-2-1"' in pane and 'href="#cite-2-2"' in pane


def test_an_operand_that_the_answer_does_not_cite_links_to_the_figure(double, library):
    answer = Answer("q", "answered", (), calculations=(dated_rate(double),))
    assert 'href="#figure-2024-04-22' in working_pane(answer, 0, 0, library)


def test_a_conversion_says_which_rate_it_used_and_who_gave_it(double, library):
    pane = str(working_pane(Answer("q", "answered", (), calculations=(dated_rate(double),)), 0, 0, library))
    rate = pane[pane.index(t.RATE) :]
    assert "83.4" in rate and "your question" in rate


def test_a_reference_rate_is_named_with_its_bank_and_day(double, library):
    rate = Operand("1.088 US dollars per euro (a bank, 2023-03-31)", Quantity(Decimal("1.0875"), "USD/EUR"))
    amount = Operand("$176.2 million", double.figures()[2].quantity, figure=double.figures()[2], citation=1)
    made = calculator.convert(amount, replace(rate, origin="reference rate"))
    pane = str(working_pane(Answer("q", "answered", (), calculations=(made,)), 0, 0, library))
    assert "a bank, 2023-03-31" in pane[pane.index(t.RATE) :]


def test_years_that_the_documents_give_lead_to_the_target_they_stand_with(double, library):
    answer = double.ask(GROW)
    start, end, years = answer.calculations[0].operands
    years = replace(years, origin="document")
    made = replace(answer.calculations[0], operands=(start, end, years))
    pane = str(working_pane(replace(answer, calculations=(made,)), 0, 2, library))
    assert pane.count('href="#cite-2-2"') == 2 and t.THE_DOCUMENTS not in pane


def test_every_operation_has_words_of_its_own(double):
    named = set(OPERATIONS) - {"total"}  # which calls itself a sum
    assert named <= set(t.OPERATIONS)
