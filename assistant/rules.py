"""The words by which questions ask for an operation: general English, one alternative a line.

The rules are tried in order, and the first that matches decides (see `assistant.operations`), so that what is asked
of an answer comes before what is asked of figures, and the particular before the general.
"""

from __future__ import annotations

import re

from assistant.comparison_rules import COMPARISONS, PARTS
from assistant.vocabulary import ANY, CURRENCY, GROW, MOVE, PERCENT, YEARLY, one_of, pattern

_IT = one_of("that, this, it")

# Where an answer comes from, and whether the documents agree on it.
_PAPERS = one_of(
    "sources?, reports?, documents?, figures?, papers?, outlets?, accounts?, numbers, notes?, everyone, they"
)
_VALUES = one_of(
    "values, figures, numbers, versions, dates, totals, answers, estimates, counts, percentages, prices, rates, "
    "tonnages, readings, amounts, shares, deadlines"
)
_VALUE = one_of("value, figure, number, version, date, total, answer, estimate, count, percentage, price, rate")
_AGREE = one_of(
    "agree, differ, diverge, vary, consistent, conflict, contradict, disagree, match, tally, coincide, clash, "
    "the same, say the same, in line, line up, add up"
)
_HIDDEN = one_of(
    r"hid\w*, impl\w+, used, behind, sits, lies, baked, built, factored, priced in, assum\w*, embedded, built, "
    r"underl\w+, applied, buried"
)
_FROM_WHERE = (
    r"what(?:'s| is) (?:the|your) source",
    r"source\??$",
    r"sources?\?$",
    r"where (?:does|did|is) (?:that|this|it|the figure|the number)(?: figure| number)?"
    r"(?: come| taken|'s)? ?(?:from)?\b",
    r"which (?:document|source|report)s? (?:is|was|does|says?|gives?) (?:that|this|it)\b",
    r"where (?:do|did) you (?:get|have|find) (?:that|this|it)",
)

# Growth towards a goal.
_UNTIL = one_of(
    "until, till, before, to (?:reach|get|hit|double|triple|become|arrive), would it (?:take|need), "
    "will it (?:take|need), does it take, reach, hit, get to, take to"
)
_HOW_FAST = one_of(
    "how fast, how quickly, how much, by how much, at what (?:rate|pace|speed), "
    rf"what (?:rate|pace|speed|growth|annual|yearly|average|cagr)\b{ANY}?"
)
_MUST = one_of(
    r"must, have to, has to, need(?:s|ed)? to, would (?:\w+ )*(?:have to|need|ha), required?, should, necessary, "
    "needed, would"
)
_ARRIVE = one_of(
    "reach, get, hit, meet, to the, attain, achieve, make, goal, target, arrive, become, there, triple, double"
)

ABOUT_ANSWERS: dict[str, re.Pattern[str]] = {
    "summary": pattern(
        r"\bsum(?:s|med)? up\b(?! to)",
        r"\bsummar(?:y|i[sz]e|ies)\b",
        r"\bmain points\b",
        r"\bin a nutshell\b",
        r"\bkey (?:points|takeaways|messages)\b",
        r"\boverview\b",
        r"\bgist\b",
        r"\btl;?dr\b",
        r"\bwhat (?:is|does) the (?:article|brief|note|document) (?:about|say in short)",
    ),
    "working": pattern(
        r"\bhow (?:did|do) you (?:get|compute|calculate|work|arrive|come)",
        r"\bshow (?:me )?(?:the |your )?(?:working|calculation|math|maths|steps)",
        rf"\bhow (?:is|was) {_IT} (?:calculated|computed|worked)",
    ),
    "source": pattern(rf"^(?:and |so )?(?:{'|'.join(_FROM_WHERE)})"),
    "conflict": pattern(
        rf"\b(?:do|does|did|are|is) (?:the |all |your |these |both |all the )?{_PAPERS}\b[^?]{{0,60}}\b{_AGREE}",
        r"\bagree (?:on|about|over) (?:how|the|what|which)\b",
        r"\b(?:disagree|conflict|contradict|discrepan|inconsisten|reconcil)\w*",
        rf"\b(?:two|three|several|different|differing|competing|other|various) {_VALUES}\b",
        rf"\bwhich (?:of the )?(?:figure|number|value|version|date|total|one|estimate|count)s?\b{ANY}"
        r"\b(?:right|correct|true|valid|trust|believe|use|quote|reliable)",
        r"\bis there (?:just |only )?(?:one|a single|an agreed) (?:\w+ )?"
        r"(?:date|figure|number|value|answer|total|series)",
        r"\bis (?:everyone|everybody) agreed",
        r"\b(?:when|until|year|dates?|day|deadline)\b[\s\S]*\b(?:is|are|was) there (?:any |an? |some |full |general )?"
        r"(?:agreement|consensus|unanimity)\b",
        rf"\b{_PAPERS} (?:seem|appear|do|don['’]?t|do not)\b[^?]{{0,30}}\b{_AGREE}",
        r"\b(?:un|in)?(?:disputed|contested)\b",
        r"\b(?:the same|alike|identical\w*|consistently) (?:by|across|for|from|with) (?:everyone|everybody|all|both)\b",
        rf"\bor (?:another|a different|some other) {_VALUE}\b",
        rf"\bone (?:\w+ )?{_VALUE} or (?:several|more|two|many|various|different)\b",
        r"\bdo(?:es)? (?:everybody|everyone|all|they all) (?:\w+ )?(?:say|agree|give|report|tell|quote)\w*",
        r"\bsame (?:figure|number|value|date) (?:everywhere|in all)",
    ),
}
"""Questions about the documents, or about the last answer."""

GROWTH: dict[str, re.Pattern[str]] = {
    "implied_rate": pattern(
        rf"\brate\b{ANY}"
        r"\b(?:hidden|implied|implicit|baked|buried|embedded|sits|lies|stands) (?:in|behind|under|into)\b",
        rf"\b(?:exchange|conversion) rate\b{ANY}\b{_HIDDEN}",
        rf"\b(?:hid\w*|impl\w+|underl\w+|embedded|buried)\b{ANY}\b(?:exchange|conversion)? ?rate\b",
        rf"\bwhat rate (?:is|was|did|does|do)\b{ANY}\b(?:hid|impl|us|behind|assum|convert)",
        rf"\brate (?:does|do|did) (?:that|this|it|the|they)\b{ANY}\b(?:imply|use|assume)",
        r"\bat what (?:exchange )?rate (?:was|were|is|are|did)\b",
    ),
    "years_needed": pattern(
        rf"\bhow (?:long|many years?|soon)\b{ANY}\b{_UNTIL}",
        rf"\b(?:when|by when|in (?:what|which) year) (?:would|will|could|does|do|might|shall)\b{ANY}"
        rf"\b(?:reach|hit|get|cross|pass|attain|double|triple){ANY}(?:{PERCENT}|pace|rate|speed)",
        rf"\bhow (?:long|many years?) to (?:get to |reach )?(?:the )?(?:target|goal|{CURRENCY}|\d)",
        rf"\bhow (?:long|many years?)\b{ANY}\b(?:at that|at this|at such|at the same) (?:pace|rate|speed)",
    ),
    "projection": pattern(
        rf"\b(?:if|suppose|assuming|assume|supposing|imagine|with|at|say|given)\b{ANY}{PERCENT}{ANY}\b{YEARLY}{ANY}"
        r"\b(?:after|in|over|by|for|within|where|how much|what|come)\b",
        rf"\b(?:after|in|over|within) (?:\w+) years?\b{ANY}\bat {ANY}{PERCENT}",
        rf"\bwhere would\b{ANY}{PERCENT}",
        rf"\b{GROW}\b{ANY}\b(?:by|at) {ANY}{PERCENT} {YEARLY}",
    ),
    "required_rate": pattern(
        r"\bwhat (?:pace|speed|tempo)\b",
        r"\b(?:growing|growth|rising|grow|rise) (?:at|by|of) (?:what|how (?:many|much))\b",
        rf"\bhow much (?:more|faster|extra|growth)\b{ANY}\b(?:every|each|per|a) year",
        rf"\bwhat (?:yearly|annual|average|compound|growth){ANY}\b(?:take|need|requir\w*|necessary|impl\w*)\b",
        rf"\bwhat (?:would|will|does|must|did) (?:it|that|this) (?:take|need|require|mean)\b{ANY}\b{YEARLY}",
        rf"\b{_HOW_FAST}\b{ANY}\b{_MUST}\b{ANY}\b{_ARRIVE}",
        r"\b(?:required|necessary|needed|implied) (?:annual |yearly |average |growth |compound )*"
        r"(?:growth|rate|pace|cagr|increase)\b",
        rf"\b(?:annual|yearly|compound)\w* (?:growth|rate|increase){ANY}"
        r"\b(?:need|requir|impl|reach|to get|target|goal|necessary)",
        r"\bgrow (?:each|every|per|a) year to\b",
        rf"\b(?:pace|rate) (?:would|does|do|will|is|are) {ANY}\b(?:need|requir|take)",
    ),
    "cagr": pattern(
        r"\bcagr\b",
        r"\bcompound(?:ed)?\b",
        r"\b(?:average|mean|typical) (?:annual|yearly) (?:growth|rate|increase|rise)",
        r"\b(?:annual|yearly) (?:growth )?rate (?:of growth )?(?:from|between|over)",
        r"\bper year on average\b",
        rf"\b{MOVE}\b{ANY}\b(?:a year|per year|each year|every year|annually|yearly)\b{ANY}"
        r"\b(?:from|between|since|over|on average)",
        rf"\bhow (?:fast|quickly|much)\b{ANY}\b(?:a|per|each|every) year\b{ANY}\b(?:from|between|since|over)\b",
        rf"\b{MOVE}\b{ANY}\b(?:from|between|since)\b{ANY}\b(?:a|per|each|every) year\b",
    ),
}
"""Rates between currencies, and growth over years."""

RULES: tuple[tuple[str, re.Pattern[str]], ...] = tuple((ABOUT_ANSWERS | GROWTH | PARTS | COMPARISONS).items())
"""(operation, what asks for it), in the order in which they are tried."""
