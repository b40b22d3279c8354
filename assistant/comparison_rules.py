"""The words by which questions ask for shares, suppositions, changes, averages, sums and rankings.

General English, one alternative a line; `assistant.rules` puts them in order.
"""

from __future__ import annotations

import re

from assistant.vocabulary import ANY, MOVE, PERCENT, one_of, pattern

_IT = one_of("that, this, it")
_START = r"^\W*(?:and |so )?"
_SUPPOSE = one_of("if, suppose, supposing, assuming, assume, imagine, what if, say, were, had")
_SIZE = one_of("largest, biggest, smallest, lowest, highest")
_COUNT = one_of("two, three, four, five, six, seven, eight, nine, ten")

# A change, and how it is asked for.
_CHANGE_NOUN = one_of(
    "increase, decrease, rise, drop, fall, decline, growth, jump, gain, plus, minus, up, down, higher, lower, "
    "grew, fell, rose, shrank, shrunk, dropped"
)
_HOW_MUCH = one_of(
    r"much, badly, strongly, sharply, fast, far, steep\w*, quickly, deep\w*, well, severely, hard, big, large"
)
_RATE_OF_CHANGE = one_of(
    "growth, rate of (?:growth|increase|decline), percentage (?:change|increase|rise|fall|drop), "
    "per ?cent (?:change|increase|rise|fall|drop), "
    "(?:rise|fall|increase|decrease|drop|decline|jump|change|growth) (?:in|from|between|of) "
)

SET_APART = one_of(
    "more, less, higher, lower, bigger, smaller, larger, dearer, cheaper, heavier, lighter, longer, shorter, above, "
    "below"
)
MOVED = rf"(?:{MOVE}|up|down|plus|minus)"
OF_WHAT = one_of("what, how (?:much|many)")

# A share; "what points", "what part did it lose" ask for something else.
_WHAT = one_of("what, which, how (?:big|large|small|high|great)(?: an?)?, whats, what's")
_SHARE = one_of("share, percentage, proportion, part, fraction, slice, portion, percent, per cent, pct, %")
_WHOSE = r"(?: the| an?| its| their| that| this| [\w’'-]+['’]s?)*(?: [\w-]+){0,3}?"
_NO_CHANGE = rf"(?! points?)(?! of growth)(?! (?:did|have|has|had|was|were) (?:it|they|[\w’' -]+?) (?:{MOVE})\b)"

# Words that compare two things, and words that single one out.
_COMPARED = one_of(
    "behind, ahead, below, above, short of, apart, off, more, less, fewer, bigger, larger, smaller, higher, "
    "lower, cheaper, dearer, longer, shorter, further, heavier, faster, slower, exceed"
)
_NO_SUPERLATIVE = one_of(
    "latest, rest, west, interest, forest, harvest, request, test, invest, modest, honest, east, guest, protest, "
    "contest, digest, suggest, northwest, southwest, midwest, budapest, bucharest, brest, trieste, est, "
    "best available"
)
_SINGLED_OUT = one_of(
    "largest, biggest, smallest, lowest, highest, most, least, fewest, top, best, worst, longest, shortest, "
    "fastest, slowest, cheapest, dearest, greatest, first, second, third, fourth, fifth, sixth, last, leading, "
    "leads?, cheaper, faster, slower, bigger, larger, smaller, higher, lower, longer, shorter, more, less, "
    r"heaviest, lightest, strongest, weakest, steepest, sharpest, main, number one, no\.? ?1, runner[- ]?up, "
    "right behind, just behind, right after, just after, next after, ahead of, behind"
)
_ORDERED = one_of(
    "largest, biggest, smallest, top, highest, lowest, order, descending, ascending, "
    "by (?:value|size|volume|amount), first"
)
_TRADES = one_of("buys, bought, sells, sold, pays, paid, takes, took, exports, imports, supplies, supplied")
_UNITS_OF_AVERAGE = one_of(
    "country, partner, month, quarter, week, day, project, company, maker, member, head, unit, item, bag, "
    "member state, account"
)

PARTS: dict[str, re.Pattern[str]] = {
    "points": pattern(rf"\b(?:percentage|{PERCENT}) ?[- ]?points?\b"),
    "whole_from_share": pattern(
        rf"\bhow (?:big|large|much|great)\b{ANY}\b(?:whole|total|entire|overall|all)\b{ANY}\bif\b{ANY}"
        rf"(?:share|{PERCENT}|part|portion)",
        rf"\bif\b{ANY}\b(?:is|are|makes? up|represents?|accounts? for|was|were|equals?)\b{ANY}(?:{PERCENT}|share){ANY}"
        rf"\b(?:what|how (?:big|large|much))\b{ANY}\b(?:whole|total|entire|all|overall|market)",
        rf"\b(?:what|how (?:big|large|much))\b{ANY}\b(?:total|whole|market|size)\b{ANY}\b(?:does|do|would) {_IT} imply",
        r"\bimpl(?:y|ies|ied) for the (?:whole|total|entire)",
    ),
    "remainder": pattern(
        rf"\bwhat (?:does|would|do|did|will) {_IT} leave\b",
        r"\b(?:what|how much)(?:'s| is| was| would be| would)? (?:left|remains?|remaining|left over|the rest)\b",
        r"\bhow much (?:goes|went|falls|fell|is left|remains|comes) (?:to|for|on|from) "
        r"(?:the rest|everyone else|everybody else|others|all others|elsewhere|other)",
        rf"\bthe (?:rest|remainder|others)\b{ANY}\b(?:worth|come to|amount|be|is|are|add)",
        r"\b(?:everybody|everyone|anyone) else\b",
        r"\ball (?:the )?other\b",
    ),
    "what_if": pattern(
        rf"\b{_SUPPOSE}\b{ANY}{PERCENT}{ANY}\b(?:less|more|fewer|lower|higher|down|up|{MOVE})\b",
        rf"\b{_SUPPOSE}\b{ANY}\b(?:less|more|fewer|lower|higher|by|{MOVE})\b{ANY}{PERCENT}",
        rf"\b{PERCENT} (?:less|more|lower|higher|fewer) (?:than|next|would|of)\b",
    ),
    "verify_share": pattern(
        rf"\b(?:double|triple|twice|thrice|half|doubled|tripled|halved|quadrupled)\b{ANY}"
        r"\b(?:has|have|did|does|do|is|are|was|were) (?:it|they|that|this)\W*$",
        rf"{_START}(?:has|have|did|does|do|is|are|was|were|would) {ANY}\b(?:really |actually ){ANY}"
        r"\b(?:twice|double|triple|doubl\w+|tripl\w+|a third|a quarter|half)",
        r"\b(?:does|do|did) (?:that|this|it|they) add up\b",
        r"\b(?:bear|stack|check|hold|stand|tally|work|match)\w*[^?]{0,12}\b(?:out|up|water|with|to)\b",
        rf"\b(?:own|its|their|these|the) (?:numbers|figures|amounts)\b{ANY}"
        r"\b(?:support|confirm|agree|back|give|say|show)",
        r"\b(?:is|are|was|were|does|do|did) (?:that|this|it|the|they|[\w’' -]+?) "
        r"(?:really|actually|truly|indeed|genuinely|in fact)\b",
        rf"\breally\b{ANY}\b(?:{PERCENT}|times|tripl|doubl|third|half|quarter|fold)",
        r"\b(?:is|are|was|were) (?:it|that|this) (?:true|correct|right|accurate|fair)\b",
        r"\b(?:true|correct|right|accurate|fair) (?:that|to say)\b",
        r"\bclaim\w*\b",
        r"\bis (?:that|this) what\b",
        r"\bwhat do the (?:numbers|figures|amounts) (?:say|show|give)",
        r"\b(?:check|verify|test|confirm) (?:the|that|this|if|whether)\b",
    ),
    "ratio": pattern(
        r"\bratio\b",
        r"\bfactor\b",
        r"\bhow much times\b",
        r"\bas a multiple\b",
        r"\bmultipl(?:e|ied)\b",
        r"\bhow many times\b",
        r"\btimes (?:as|more|larger|bigger|greater|higher|smaller|the size|what|that|over|its|their)\b",
        rf"\bhow many\b{ANY}\b(?:the size of|as big as|as large as|like|equal to)\b{ANY}"
        r"\b(?:make|fit|equal|fill|match|need|go into|add)",
        r"\bmultiple of\b",
        r"\bby what (?:factor|multiple)\b",
        r"\bratio (?:of|between)\b",
        r"\bwhat multiple\b",
        r"\b(?:double|triple|twice|half|three times|quadruple) (?:what|that|the|as)\b",
        r"\bhow (?:much|many) (?:times )?(?:bigger|larger) in (?:multiples|terms of multiples)",
        r"\bx times\b",
        r"\bfor (?:each|every) (?:dollar|rupee|euro|tonne|unit|shilling|pound)",
    ),
    "share": pattern(
        rf"{PERCENT} of\b",
        rf"\b{_WHAT}(?: (?:is|was|were|are|would|does|did|do))?{_WHOSE} {_SHARE}\b{_NO_CHANGE}",
        r"\bhow much of\b",
        rf"\bas an? (?:percentage|share|proportion|fraction|part|{PERCENT}) of\b",
        r"\b(?:share|part|slice|portion|proportion|percentage) (?:of|in|is|was)\b",
        r"['’]s? (?:share|part|slice|portion|percentage|weight)\b",
        r"\bhow many per ?cent of\b",
        r"\bin (?:percent|per cent|%) of\b",
        r"\baccounts? for what\b",
        rf"\bwhat {PERCENT} of\b",
        rf"\bhow many {PERCENT}{ANY}\bof\b",
        rf"\bhow (?:close|near) to\b{ANY}{PERCENT}",
        rf"\bout of (?:all|every|the (?:total|whole))\b{ANY}{PERCENT}",
        r"\bwhat (?:share|part)\b",
    ),
}
"""Parts and wholes, suppositions, claims to be checked, and multiples."""

COMPARISONS: dict[str, re.Pattern[str]] = {
    "change": pattern(
        rf"\b{_CHANGE_NOUN}\b[^?]{{0,34}}(?:{PERCENT}|percentagewise)(?! points?)",
        rf"(?:{PERCENT})[^?]{{0,22}}\b(?:increase|decrease|rise|drop|fall|decline|growth|jump|gain|up|down)\b",
        r"\bhow much (?:up|down)\b",
        r"\bgrowth (?:in|rate)? ?(?:%|percent)",
        rf"{_START}(?:the )?growth\W*$",
        r"\b(?:by )?(?:what|which|how (?:much|many))(?: (?:is|was))?(?: the| an?)? "
        rf"(?:percentage|percent|per cent|%|pct)\b{ANY}\b(?:{MOVE}|up|down|{SET_APART})\b",
        rf"\b(?:{MOVED}|{SET_APART})(?: by)? {OF_WHAT} {PERCENT}",
        rf"^\W*(?:and |so )*by {OF_WHAT} {PERCENT}(?:age)?\W*$",
        rf"\bhow {_HOW_MUCH}\b{ANY}\b{MOVE}\b",
        rf"\b{_RATE_OF_CHANGE}\b{ANY}\b(?:from|between|to|in|over|was|is)\b",
        r"\byear[- ]on[- ]year\b",
        r"\byoy\b",
        rf"\bhow (?:did|has|have|do|does) {ANY}\b(?:chang|mov|develop|evolv)\w*",
        r"\bup or down\b",
        r"\bwhat (?:was|is|were) the (?:growth|rise|fall|increase|decrease|decline|drop|change|jump)\b",
        r"\b(?:gr[eo]w|rise|rose|fall|fell|drop) by (?:how much|what)\b",
        rf"\bdid {ANY}\b{MOVE}\b{ANY}\band by\b",
    ),
    "average": pattern(
        r"\bon average\b",
        r"\b(?:average|mean|median) (?:of|over|across|for (?:the|all))\b",
        r"\bmedian\b",
        r"\b(?:what|whats|what's) (?:is|was|were) (?:the|their|its) (?:simple )?(?:average|mean)\b"
        r"(?! (?:[\w-]+ ){0,2}(?:annual|yearly|growth|price|rate))",
        r"\baverage (?:them|these|those|the)\b",
        rf"\bper {_UNITS_OF_AVERAGE}\b",
        r"\beach of (?:them|these|those)\b",
    ),
    "difference": pattern(
        rf"\bhow far\b{ANY}\b(?:still|yet|now|short)?\b{ANY}\bfrom (?:the|its|their|what|that|\d)",
        rf"\bhow (?:far|much|many|long)\b(?: \w+){{0,4}}? {_COMPARED}\b",
        rf"\b(?:what(?:'s| is| was)? the )?(?:difference|gap|distance|margin|spread)\b{ANY}\b"
        r"(?:between|from|to|of|in)\b",
        r"^\W*(?:and |so |then )*(?:what(?:'s| is| was) )?the (?:difference|gap|margin|spread)\W*$",
        r"\bby how (?:much|many)\b",
        rf"\bhow much (?:is|was|does|did|do|would){ANY}"
        r"\b(?:exceed|miss|fall short|overshoot|beat|trail|lead|save|top)\b",
        rf"\bhow (?:far|much)\b{ANY}\b(?:trail|lead|lag|behind|ahead|miss)\w*",
        r"\bwhat separates\b",
        r"\bshortfall\b",
        r"\bminus\b",
        rf"\bless than\b{ANY}\bby\b",
        r"\bhow big is the (?:hole|gap|difference)",
        r"\bhow much (?:is |would be |would )?sav(?:ed|ings?)\b",
        r"\bsaving\b",
    ),
    "sum": pattern(
        r"^\W*(?:please |now |so |and )*add\b",
        r"\badd (?:the|all|these|those|them|up)\b",
        r"\badd(?:s|ed|ing)?(?: \w+){0,3}? up\b",
        r"\b(?:sum|total) of\b",
        r"\b(?:together|combined|altogether|jointly|in all|taken together|all told|put together|collectively)\b",
        rf"\bwhat do(?:es)? {ANY} (?:total|sum|make together|come to together|add up)\b",
        r"\bplus\b",
        rf"\band\b{ANY}\bin total\b",
        r"\bsum\b",
    ),
    "rank": pattern(
        rf"\b(?:which|what|who|whose|where|when)\b{ANY}\b(?!{_NO_SUPERLATIVE}\b)\w{{3,}}est\b",
        r"\bnumber (?:one|two|three|four|five|six|\d)\b",
        r"\bno\. ?\d\b",
        r"\b(?:second|third|fourth) (?:strongest|weakest|\w+est)\b",
        rf"\b(?:which|what|who|whose|where)\b{ANY}\b{_SINGLED_OUT}\b",
        rf"\b(?:rank|list|order|sort|name|line up|arrange)\b{ANY}\b{_ORDERED}\b",
        rf"\btop (?:\d+|{_COUNT})\b",
        r"\brank(?:s|ed|ing)?\b",
        r"\bcomes? (?:first|second|third|fourth|fifth|last|next)\b",
        rf"\b{_SIZE} (?:\w+ ){{0,3}}(?:is|was|among|of|in|by|for|to)\b",
        rf"\bwho {_TRADES} (?:the )?(?:most|least|more|less)\b",
        r"\b(?:two|three|four|five|six|seven|ten) (?:largest|biggest|smallest|top|highest|lowest|main|leading)\b",
    ),
    "table": pattern(
        rf"\b(?:in|as|into|make|give|draw|build|show)\b{ANY}\btable\b",
        r"\bside by side\b",
        r"\btabulate\b",
        r"\byear by year\b",
        r"\beach year\b",
        r"\bby year\b",
        r"\bover the years\b",
        r"\btime series\b",
        r"\bfor each (?:year|country|group|product|quarter|month)\b",
        r"\bbreak ?down\b",
        r"\bbroken down\b",
        r"\bsplit (?:by|of|between|among|up)\b",
        rf"\blist (?:all|the|every)\b(?!{ANY}\b(?:conditions|reasons|steps|members)\b)",
    ),
}
"""Changes, averages, differences, sums, rankings and tables."""
