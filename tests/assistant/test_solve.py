"""Every operation over a small corpus, each asked in two ways, and what is said where an operation cannot be done."""

import pytest

from assistant.solve import SOLVERS

pytestmark = pytest.mark.model

MEXICO, ALL = "the share of Mexico in cinnamon exports", "Mexico, Peru and the United States in 2023"
WHOLE = "how large is the whole?"

ANSWERS = [
    ("lookup", "$25 million", "What were cinnamon exports to Peru in 2023?"),
    ("lookup", "$25 million", "How much cinnamon did Sri Lanka sell to Peru in 2023?"),
    ("convert", "€36 million", "Convert $40 million into euros at 0.9 euros per dollar"),
    ("lookup", "€82.8 million", "What were cinnamon exports to Mexico in 2023 in euros?"),
    ("implied_rate", "1.09 US dollars per euro", "What rate is hidden in the $250 million and €230 million?"),
    ("implied_rate", "1.09 US dollars per euro", "At what rate were $250 million and €230 million converted?"),
    ("difference", "$65 million", "What was the difference between cinnamon exports to Mexico and Peru in 2023?"),
    ("difference", "$65 million", "By how much did Mexico exceed Peru in cinnamon exports in 2023?"),
    ("ratio", "3.6 times", "How many times as large as cinnamon exports to Peru were those to Mexico in 2023?"),
    ("ratio", "3.6 times", "What is the ratio of cinnamon exports to Mexico and to Peru in 2023?"),
    ("change", "50%", "By what percentage did cinnamon exports to Mexico grow from 2022 to 2023?"),
    ("change", "10%", "How much did cinnamon exports to the United States fall between 2022 and 2023?"),
    ("points", "6 percentage points", f"By how many percentage points did {MEXICO} rise?"),
    ("points", "6 percentage points", f"By how many percentage points has {MEXICO} gone up?"),
    ("share", "10%", "What share of cinnamon exports went to Peru in 2023?"),
    ("share", "18%", "What percentage of cinnamon exports went to the United States in 2023?"),
    ("whole_from_share", "$60 million", f"If clove exports to Kenya were $12 million and 20% of all, {WHOLE}"),
    ("whole_from_share", "$200 million", f"If the $20 million to Peru is 10% of cinnamon exports, {WHOLE}"),
    ("remainder", "$225 million", "How much remains of cinnamon exports in 2023 when Peru is taken away?"),
    ("remainder", "$160 million", "What is left of cinnamon exports in 2023 without Mexico?"),
    ("required_rate", "9.86%", "How much must clove exports grow each year to reach the target?"),
    ("required_rate", "9.86%", "What growth rate is needed to hit the 2028 goal for clove exports?"),
    ("cagr", "7.72%", "What was the CAGR of clove exports from 2020 to 2023?"),
    ("cagr", "7.72%", "By how much did clove exports grow a year on average between 2020 and 2023?"),
    ("projection", "$315 million", "If cinnamon exports grow by 8% a year, where will they be in 2026?"),
    ("projection", "$66.6 million", "Suppose clove exports rise 10% a year: how much after 3 years?"),
    ("years_needed", "4.15 years", "How many years until clove exports hit the target at 12% a year?"),
    ("years_needed", "7.27 years", "How long until cinnamon exports reach $500 million at 10% a year?"),
    ("what_if", "$30 million", "What if cinnamon exports to Peru rose by 20%?"),
    ("what_if", "$18 million", "If exports of cinnamon to Mexico fell by 20%, how much would be lost?"),
    ("sum", "$115 million", "What is the sum of cinnamon exports to Mexico and Peru in 2023?"),
    ("sum", "$115 million", "Add up cinnamon exports to Mexico and Peru in 2023"),
    ("average", "$53.3 million", f"What is the average of cinnamon exports to {ALL}?"),
    ("average", "$45 million", f"What is the median of cinnamon exports to {ALL}?"),
    ("verify_share", "Yes", "Did cinnamon exports really rise 25% from 2022 to 2023?"),
    ("verify_share", "No", "Is it true that Peru took a third of cinnamon exports in 2023?"),
    ("verify_figure", "No", "Is $45 million the cinnamon exports to Peru?"),
    ("rank", "Mexico", "Which country takes the most cinnamon exports in 2023?"),
    ("rank", "Peru", "Which destination had the smallest cinnamon exports in 2023?"),
    ("table", "|", "Show cinnamon exports to Mexico and Peru in 2022 and 2023 in a table"),
    ("table", "|", "Give me a table of cinnamon exports by country in 2023"),
    ("conflict", "No, the documents give 2 values", "Do the sources agree on cinnamon exports to Mexico in 2023?"),
    ("conflict", "There is nothing to compare it with", "Do the sources agree on cinnamon exports to Peru in 2023?"),
]  # fmt: skip


@pytest.mark.parametrize(("operation", "value", "question"), ANSWERS, ids=[q for _, _, q in ANSWERS])
def test_an_operation_is_done_however_it_is_asked_for(ask, operation, value, question):
    answer = ask(question)
    assert answer.status == "answered"
    assert answer.understood["operation"] == operation
    assert answer.text.startswith(value)
    assert answer.citations or not _figures(answer)


def _figures(answer):
    return [o for done in answer.calculations for o in done.operands if o.figure]


def test_every_operation_has_an_example_here():
    assert set(SOLVERS) == {operation for operation, _, _ in ANSWERS}


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("What were cinnamon exports to Japan in 2023?", "no figure for Japan"),
        ("What were cinnamon exports to Mexico in 2015?", "for 2015"),
        ("What were imports of cinnamon in 2023?", "imports, cinnamon"),
        ("What were exports of turmeric to Mexico in 2023?", "turmeric, Mexico"),
        ("What were saffron exports in 2023?", "“saffron”"),
        ("What was the sum of cinnamon exports to Mexico and Japan in 2023?", "no figure for Japan"),
        ("What share of cinnamon exports went to Japan in 2023?", "no figure for Japan"),
        ("By what percentage did clove exports grow from 2015 to 2023?", "for 2015"),
        ("How many tonnes of cinnamon did Sri Lanka export to Mexico in 2023?", "Mexico"),
        ("How much must pepper exports grow each year to reach the target?", "do not give this"),
        ("How many times as large as turmeric exports to Mexico were those to Peru?", "do not give this"),
    ],
)
def test_what_is_not_held_is_declined_and_nothing_is_computed(ask, question, said):
    answer = ask(question)
    assert answer.status == "not_in_corpus"
    assert said in answer.sentences[0].text
    assert answer.calculations == ()


@pytest.mark.parametrize(
    "question",
    [
        "What is the difference between the tonnes of cinnamon exported and clove exports in 2023?",
        "How many times the 16,000 tonnes of cinnamon are clove exports of $50 million?",
    ],
)
def test_what_measures_different_things_is_not_set_against_each_other(ask, question):
    assert ask(question).calculations == ()
