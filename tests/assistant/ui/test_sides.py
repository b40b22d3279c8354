from dataclasses import replace

from assistant.ui.session import first_link, opened
from assistant.ui.sides import are_sides, sides_pane
from tests.assistant.ui.desk_double import AGREE, GERMANY, GROW


def test_a_question_whether_sources_agree_is_shown_side_by_side(double, library):
    answer = double.ask(AGREE)
    assert first_link(answer, 3) == "#sides-3-0"
    pane = sides_pane(answer, 3, library)
    assert pane.count("<li>") == 2
    assert "<mark>$176.2 million</mark>" in pane and "<mark>1,468</mark>" in pane
    assert "2 · Germany · <mark>1,468</mark> · 176.2" in pane, "a row without its bars"
    assert pane == opened("#sides-3-0", [answer] * 4, library)


def test_several_values_for_one_thing_are_sides_though_nobody_asked_whether_they_agree(double):
    answer = double.ask(GERMANY)
    assert not are_sides(answer)  # dollars and rupees
    first = answer.figures[0]
    other = replace(first, id="x", quantity=replace(first.quantity, value=first.quantity.value * 2))
    assert are_sides(replace(answer, figures=(first, other)))
    assert not are_sides(replace(answer, figures=(first, replace(other, period=None))))
    assert not are_sides(replace(answer, figures=(first, first)))


def test_an_answer_that_computes_or_declines_has_no_sides(double, library):
    assert not are_sides(double.ask(GROW))
    assert not are_sides(double.ask("anything else"))
    assert "no longer held" in opened("#sides-0-0", [double.ask(GROW)], library)
