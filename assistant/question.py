"""Reads a question: operation, subject, measure, period, status, unit, and the numbers it gives.

Understanding is a small grammar over general English: which operation is asked for, in words ("CAGR") or not ("what
would it take each year"), and what the remaining words ask about. No rule knows a document. What was understood is
part of every answer, so that a wrong answer can be traced to its stage.
"""

from __future__ import annotations

import re
from dataclasses import replace

from assistant import speech
from assistant.query import Query, Request, Term
from index import facets, lexicon, measures, numbers, periods
from index.names import WORLD, places
from index.numbers import Mention
from index.periods import PeriodMention
from index.types import Period

_UNITS = r"US dollars?|dollars?|rupees?|euros?|pounds?|sterling|shillings?|rou?bles?|lira|liras?|dong|pesos?|yuan|yen|dirhams?|USD|INR|EUR|GBP|KES|RUB|TRY|Rs|₹|\$|€|£|KSh"
_GROW = r"(?:gr[eo]w\w*|ris(?:e|es|en|ing)|rose|increas\w+|climb\w*|jump\w*|go(?:ne|es|ing)? up|went up|expand\w*|soar\w*|widen\w*|improv\w+|swell\w*|surg\w+)"
_FALL = r"(?:f[ae]ll\w*|drop\w*|declin\w+|decreas\w+|collaps\w+|shr[aiu]nk\w*|slump\w*|sh?l[iu]p\w*|plung\w+|go(?:ne|es|ing)? down|went down|contract(?:ed|ing)?|narrow\w*|los[est]\w*|cut\b|halv\w+|slid\w*)"
_MOVE = rf"(?:{_GROW}|{_FALL}|chang\w+|mov\w+|develop(?:ed)?|evolve\w*)"
_PCT = r"(?:per ?cent|percent|%|pct)"
_YEARLY = r"(?:(?:per|a|each|every) (?:year|yr|annum)|annual(?:ly)?|yearly|year[- ]on[- ]year|p\.?a\.?)"

_RULES: tuple[tuple[str, str], ...] = (
    ("summary", r"\bsum(?:s|med)? up\b(?! to)|\bsummar(?:y|i[sz]e|ies)\b|\bmain points\b|\bin a nutshell\b|\bkey (?:points|takeaways|messages)\b|\boverview\b|\bgist\b|\btl;?dr\b|\bwhat (?:is|does) the (?:article|brief|note|document) (?:about|say in short)"),
    ("working", r"\bhow (?:did|do) you (?:get|compute|calculate|work|arrive|come)|\bshow (?:me )?(?:the |your )?(?:working|calculation|math|maths|steps)|\bhow (?:is|was) (?:that|this|it) (?:calculated|computed|worked)"),
    ("source", r"^(?:and |so )?(?:what(?:'s| is) (?:the|your) source|source\??$|sources?\?$|where (?:does|did|is) (?:that|this|it|the figure|the number)(?: figure| number)?(?: come| taken|'s)? ?(?:from)?\b|which (?:document|source|report)s? (?:is|was|does|says?|gives?) (?:that|this|it)\b|where (?:do|did) you (?:get|have|find) (?:that|this|it))"),
    ("conflict", r"\b(?:do|does|did|are|is) (?:the |all |your |these |both |all the )?(?:sources?|reports?|documents?|figures?|papers?|outlets?|accounts?|numbers|notes?|everyone|they)\b[^?]{0,60}\b(?:agree|differ|consistent|conflict|contradict|disagree|match|the same|say the same|in line)|\b(?:disagree|conflict|contradict|discrepan|inconsisten|reconcil)\w*|\b(?:two|three|several|different|differing|competing|other|various) (?:values|figures|numbers|versions|dates|totals|answers|estimates|counts|percentages|prices|rates|tonnages|readings|amounts|shares|deadlines)\b|\bwhich (?:of the )?(?:figure|number|value|version|date|total|one|estimate|count)s?\b[^?]*\b(?:right|correct|true|valid|trust|believe|use|quote|reliable)|\bis there (?:just |only )?(?:one|a single|an agreed) (?:date|figure|number|value|answer|total|series)|\bis (?:everyone|everybody) agreed|\bdo(?:es)? (?:everybody|everyone|all|they all) (?:\w+ )?(?:say|agree|give|report|tell|quote)\w*|\bsame (?:figure|number|value|date) (?:everywhere|in all)"),
    ("implied_rate", r"\brate\b[^?]*\b(?:hidden|implied|implicit|baked|buried|embedded|sits|lies|stands) (?:in|behind|under|into)\b|\b(?:exchange|conversion) rate\b[^?]*\b(?:hid\w*|impl\w+|used|behind|sits|lies|baked|built|factored|priced in|assum\w*|embedded|built|underl\w+|applied|buried)|\b(?:hid\w*|impl\w+|underl\w+|embedded|buried)\b[^?]*\b(?:exchange|conversion)? ?rate\b|\bwhat rate (?:is|was|did|does|do)\b[^?]*\b(?:hid|impl|us|behind|assum|convert)|\brate (?:does|do|did) (?:that|this|it|the|they)\b[^?]*\b(?:imply|use|assume)|\bat what (?:exchange )?rate (?:was|were|is|are|did)\b"),
    ("years_needed", rf"\bhow (?:long|many years?|soon)\b[^?]*\b(?:until|till|before|to (?:reach|get|hit|double|triple|become|arrive)|would it (?:take|need)|will it (?:take|need)|does it take|reach|hit|get to|take to)|\b(?:when|by when|in (?:what|which) year) (?:would|will|could|does|do|might|shall)\b[^?]*\b(?:reach|hit|get|cross|pass|attain|double|triple)[^?]*(?:{_PCT}|pace|rate|speed)|\bhow long\b[^?]*\b(?:at that|at this|at such|at the same) (?:pace|rate|speed)"),
    ("projection", rf"\b(?:if|suppose|assuming|assume|supposing|imagine|with|at|say|given)\b[^?]*{_PCT}[^?]*\b{_YEARLY}[^?]*\b(?:after|in|over|by|for|within|where|how much|what|come)\b|\b(?:after|in|over|within) (?:\w+) years?\b[^?]*\bat [^?]*{_PCT}|\bwhere would\b[^?]*{_PCT}|\b{_GROW}\b[^?]*\b(?:by|at) [^?]*{_PCT} {_YEARLY}"),
    ("required_rate", rf"\bwhat (?:pace|speed|tempo)\b|\b(?:growing|growth|rising|grow|rise) (?:at|by|of) (?:what|how (?:many|much))\b|\bhow much (?:more|faster|extra|growth)\b[^?]*\b(?:every|each|per|a) year|\bwhat (?:yearly|annual|average|compound|growth)[^?]*\b(?:take|need|requir\w*|necessary|impl\w*)\b|\bwhat (?:would|will|does|must|did) (?:it|that|this) (?:take|need|require|mean)\b[^?]*\b{_YEARLY}|\b(?:how fast|how quickly|how much|by how much|at what (?:rate|pace|speed)|what (?:rate|pace|speed|growth|annual|yearly|average|cagr)\b[^?]*?)\b[^?]*\b(?:must|have to|has to|need(?:s|ed)? to|would (?:\w+ )*(?:have to|need|ha)|required?|should|necessary|needed|would)\b[^?]*\b(?:reach|get|hit|meet|to the|attain|achieve|make|goal|target|arrive|become|there|triple|double)|\b(?:required|necessary|needed|implied) (?:annual |yearly |average |growth |compound )*(?:growth|rate|pace|cagr|increase)\b|\b(?:annual|yearly|compound)\w* (?:growth|rate|increase)[^?]*\b(?:need|requir|impl|reach|to get|target|goal|necessary)|\bgrow (?:each|every|per|a) year to\b|\b(?:pace|rate) (?:would|does|do|will|is|are) [^?]*\b(?:need|requir|take)"),
    ("cagr", rf"\bcagr\b|\bcompound(?:ed)?\b|\b(?:average|mean|typical) (?:annual|yearly) (?:growth|rate|increase|rise)|\b(?:annual|yearly) (?:growth )?rate (?:of growth )?(?:from|between|over)|\bper year on average\b|\b{_MOVE}\b[^?]*\b(?:a year|per year|each year|every year|annually|yearly)\b[^?]*\b(?:from|between|since|over|on average)|\bhow (?:fast|quickly|much)\b[^?]*\b(?:a|per|each|every) year\b[^?]*\b(?:from|between|since|over)\b"),
    ("points", rf"\b(?:percentage|{_PCT}) ?[- ]?points?\b"),
    ("whole_from_share", rf"\bhow (?:big|large|much|great)\b[^?]*\b(?:whole|total|entire|overall|all)\b[^?]*\bif\b[^?]*(?:share|{_PCT}|part|portion)|\bif\b[^?]*\b(?:is|are|makes? up|represents?|accounts? for|was|were|equals?)\b[^?]*(?:{_PCT}|share)[^?]*\b(?:what|how (?:big|large|much))\b[^?]*\b(?:whole|total|entire|all|overall|market)|\b(?:what|how (?:big|large|much))\b[^?]*\b(?:total|whole|market|size)\b[^?]*\b(?:does|do|would) (?:that|this|it) imply|\bimpl(?:y|ies|ied) for the (?:whole|total|entire)"),
    ("remainder", r"\bwhat (?:does|would|do|did|will) (?:that|this|it) leave\b|\b(?:what|how much)(?:'s| is| was| would be| would)? (?:left|remains?|remaining|left over|the rest)\b|\bhow much (?:goes|went|falls|fell|is left|remains|comes) (?:to|for|on|from) (?:the rest|everyone else|everybody else|others|all others|elsewhere|other)|\bthe (?:rest|remainder|others)\b[^?]*\b(?:worth|come to|amount|be|is|are|add)|\b(?:everybody|everyone|anyone) else\b|\ball (?:the )?other\b"),
    ("what_if", rf"\b(?:if|suppose|supposing|assuming|assume|imagine|what if|say|were|had)\b[^?]*{_PCT}[^?]*\b(?:less|more|fewer|lower|higher|down|up|{_MOVE})\b|\b(?:if|suppose|supposing|assuming|assume|imagine|what if|say|were|had)\b[^?]*\b(?:less|more|fewer|lower|higher|by|{_MOVE})\b[^?]*{_PCT}|\b{_PCT} (?:less|more|lower|higher|fewer) (?:than|next|would|of)\b"),
    ("verify_share", rf"\b(?:double|triple|twice|thrice|half|doubled|tripled|halved|quadrupled)\b[^?]*\b(?:has|have|did|does|do|is|are|was|were) (?:it|they|that|this)\W*$|^\W*(?:and |so )?(?:has|have|did|does|do|is|are|was|were|would) [^?]*\b(?:really |actually )[^?]*\b(?:twice|double|triple|doubl\w+|tripl\w+|a third|a quarter|half)|\b(?:does|do|did) (?:that|this|it|they) add up\b|\b(?:bear|stack|check|hold|stand|tally|work|match)\w*[^?]{{0,12}}\b(?:out|up|water|with|to)\b|\b(?:own|its|their|these|the) (?:numbers|figures|amounts)\b[^?]*\b(?:support|confirm|agree|back|give|say|show)|\b(?:is|are|was|were|does|do|did) (?:that|this|it|the|they|[\w’' -]+?) (?:really|actually|truly|indeed|genuinely|in fact)\b|\breally\b[^?]*\b(?:{_PCT}|times|tripl|doubl|third|half|quarter|fold)|\b(?:is|are|was|were) (?:it|that|this) (?:true|correct|right|accurate|fair)\b|\b(?:true|correct|right|accurate|fair) (?:that|to say)\b|\bclaim\w*\b|\bis (?:that|this) what\b|\bwhat do the (?:numbers|figures|amounts) (?:say|show|give)|\b(?:check|verify|test|confirm) (?:the|that|this|if|whether)\b"),
    ("ratio", r"\bratio\b|\bfactor\b|\bhow much times\b|\bas a multiple\b|\bmultipl(?:e|ied)\b|\bhow many times\b|\btimes (?:as|more|larger|bigger|greater|higher|smaller|the size|what|that|over|its|their)\b|\bhow many\b[^?]*\b(?:the size of|as big as|as large as|like|equal to)\b[^?]*\b(?:make|fit|equal|fill|match|need|go into|add)|\bmultiple of\b|\bby what (?:factor|multiple)\b|\bratio (?:of|between)\b|\bwhat multiple\b|\b(?:double|triple|twice|half|three times|quadruple) (?:what|that|the|as)\b|\bhow (?:much|many) (?:times )?(?:bigger|larger) in (?:multiples|terms of multiples)|\bx times\b|\bfor (?:each|every) (?:dollar|rupee|euro|tonne|unit|shilling|pound)"),
    ("share", rf"{_PCT} of\b|\b(?:what|which|how (?:big|large|small|high|great)(?: an?)?|whats|what's)(?: (?:is|was|were|are|would|does|did|do))?(?: the| an?| its| their| that| this| [\w’'-]+['’]s?)*(?: [\w-]+){{0,3}}? (?:share|percentage|proportion|part|fraction|slice|portion|percent|per cent|pct|%)\b(?! points?)(?! of growth)(?! (?:did|have|has|had|was|were) (?:it|they|[\w’' -]+?) (?:{_MOVE})\b)|\bhow much of\b|\bas an? (?:percentage|share|proportion|fraction|part|{_PCT}) of\b|\b(?:share|part|slice|portion|proportion|percentage) (?:of|in|is|was)\b|['’]s? (?:share|part|slice|portion|percentage|weight)\b|\bhow many per ?cent of\b|\bin (?:percent|per cent|%) of\b|\baccounts? for what\b|\bwhat {_PCT} of\b|\bwhat (?:share|part)\b"),
    ("change", rf"\b(?:increase|decrease|rise|drop|fall|decline|growth|jump|gain|plus|minus|up|down|higher|lower|grew|fell|rose|shrank|shrunk|dropped)\b[^?]{{0,34}}(?:{_PCT}|percentagewise)(?! points?)|(?:{_PCT})[^?]{{0,22}}\b(?:increase|decrease|rise|drop|fall|decline|growth|jump|gain|up|down)\b|\bhow much (?:up|down)\b|\bgrowth (?:in|rate)? ?(?:%|percent)|^\W*(?:and |so )?(?:the )?growth\W*$|\b(?:by )?(?:what|which|how (?:much|many))(?: (?:is|was))?(?: the| an?)? (?:percentage|percent|per cent|%|pct)\b[^?]*\b(?:{_MOVE}|more|less|higher|lower|up|down)\b|\bhow (?:much|badly|strongly|sharply|fast|far|steep\w*|quickly|deep\w*|well|severely|hard|big|large)\b[^?]*\b{_MOVE}\b|\b(?:growth|rate of (?:growth|increase|decline)|percentage (?:change|increase|rise|fall|drop)|per ?cent (?:change|increase|rise|fall|drop)|(?:rise|fall|increase|decrease|drop|decline|jump|change|growth) (?:in|from|between|of) )\b[^?]*\b(?:from|between|to|in|over|was|is)\b|\byear[- ]on[- ]year\b|\byoy\b|\bhow (?:did|has|have|do|does) [^?]*\b(?:chang|mov|develop|evolv)\w*|\bup or down\b|\bwhat (?:was|is|were) the (?:growth|rise|fall|increase|decrease|decline|drop|change|jump)\b|\b(?:gr[eo]w|rise|rose|fall|fell|drop) by (?:how much|what)\b|\bdid [^?]*\b{_MOVE}\b[^?]*\band by\b"),
    ("average", r"\bon average\b|\b(?:average|mean|median) (?:of|over|across|for (?:the|all))\b|\bmedian\b|\b(?:what|whats|what's) (?:is|was|were) (?:the|their|its) (?:simple )?(?:average|mean)\b(?! (?:annual|yearly|growth|price|rate))|\baverage (?:them|these|those|the)\b|\bper (?:country|partner|month|quarter|week|day|project|company|maker|member|head|unit|item|bag|member state|account)\b|\beach of (?:them|these|those)\b"),
    ("difference", r"\bhow far\b[^?]*\b(?:still|yet|now|short)?\b[^?]*\bfrom (?:the|its|their|what|that|\d)|\bhow (?:far|much|many|long)\b(?: \w+){0,4}? (?:behind|ahead|below|above|short of|apart|off|more|less|fewer|bigger|larger|smaller|higher|lower|cheaper|dearer|longer|shorter|further|heavier|faster|slower|exceed)\b|\b(?:what(?:'s| is| was)? the )?(?:difference|gap|distance|margin|spread)\b[^?]*\b(?:between|from|to|of)\b|\bby how (?:much|many)\b|\bhow much (?:is|was|does|did|do|would)[^?]*\b(?:exceed|miss|fall short|overshoot|beat|trail|lead|save|top)\b|\bhow (?:far|much)\b[^?]*\b(?:trail|lead|lag|behind|ahead|miss)\w*|\bwhat separates\b|\bshortfall\b|\bminus\b|\bless than\b[^?]*\bby\b|\bhow big is the (?:hole|gap|difference)|\bhow much (?:is |would be |would )?sav(?:ed|ings?)\b|\bsaving\b"),
    ("sum", r"^\W*(?:please |now |so |and )*add\b|\badd (?:the|all|these|those|them|up)\b|\badd(?:s|ed|ing)?(?: \w+){0,3}? up\b|\b(?:sum|total) of\b|\b(?:together|combined|altogether|jointly|in all|taken together|all told|put together|collectively)\b|\bwhat do(?:es)? [^?]* (?:total|sum|make together|come to together|add up)\b|\bplus\b|\band\b[^?]*\bin total\b|\bsum\b"),
    ("rank", r"\b(?:which|what|who|whose|where|when)\b[^?]*\b(?!(?:latest|rest|west|interest|forest|harvest|request|test|invest|modest|honest|east|guest|protest|contest|digest|suggest|northwest|southwest|midwest|budapest|bucharest|brest|trieste|est|best available)\b)\w{3,}est\b|\bnumber (?:one|two|three|four|five|six|\d)\b|\bno\. ?\d\b|\b(?:second|third|fourth) (?:strongest|weakest|\w+est)\b|\b(?:which|what|who|whose|where)\b[^?]*\b(?:largest|biggest|smallest|lowest|highest|most|least|fewest|top|best|worst|longest|shortest|fastest|slowest|cheapest|dearest|greatest|first|second|third|fourth|fifth|sixth|last|leading|leads?|cheaper|faster|slower|bigger|larger|smaller|higher|lower|longer|shorter|more|less|heaviest|lightest|strongest|weakest|steepest|sharpest|main|number one|no\.? ?1|runner[- ]?up|right behind|just behind|right after|just after|next after|ahead of|behind)\b|\b(?:rank|list|order|sort|name)\b[^?]*\b(?:largest|biggest|smallest|top|highest|lowest|order|descending|ascending|by (?:value|size|volume|amount)|first)\b|\btop (?:\d+|two|three|four|five|six|seven|eight|nine|ten)\b|\brank(?:s|ed|ing)?\b|\bcomes? (?:first|second|third|fourth|fifth|last|next)\b|\b(?:largest|biggest|smallest|lowest|highest) (?:\w+ ){0,3}(?:is|was|among|of|in|by|for|to)\b|\bwho (?:buys|bought|sells|sold|pays|paid|takes|took|exports|imports|supplies|supplied) (?:the )?(?:most|least|more|less)\b|\b(?:two|three|four|five|six|seven|ten) (?:largest|biggest|smallest|top|highest|lowest|main|leading)\b"),
    ("table", r"\b(?:in|as|into|make|give|draw|build|show)\b[^?]*\btable\b|\bside by side\b|\btabulate\b|\byear by year\b|\beach year\b|\bby year\b|\bover the years\b|\btime series\b|\bfor each (?:year|country|group|product|quarter|month)\b|\bbreak ?down\b|\bbroken down\b|\bsplit (?:by|of|between|among|up)\b|\blist (?:all|the|every)\b(?![^?]*\b(?:conditions|reasons|steps|members)\b)"),
)  # fmt: skip
_COMPILED = tuple((name, re.compile(pattern, re.I)) for name, pattern in _RULES)
OPERATIONS = (*(name for name, _ in _RULES), "verify_figure", "lookup", "passage", "convert", "typed", "empty")
"""What a question may ask for. `verify_share` is any claim to be checked against the figures."""

_PASSAGE = re.compile(
    r"^\W*(?:(?:and|so|but|ok|okay|please|then|now|well|hi|hello)[, ]+)*(?:can you |could you |please |tell me |i(?:'d| would) like to know |do you know |remind me |explain )*"
    r"(?:who\b|whom\b|whose\b|why\b|how come\b|what for\b|for what\b|how (?:does|do|is|are|was|were|did|can|could|should|would|will|might|has|have)\b(?! (?:much|many))|"
    r"what (?:is|are|was|were|does|do|did|happens?|happened|kind|kinds|sort|type|types|made|makes|led|caused|drove|prompted|would happen|must|should|can|could|has|have)\b|"
    r"which\b|where\b|when\b|under (?:what|which)\b|on what\b|in what\b|what\b|describe\b|explain\b|define\b|meaning\b|tell me about\b|is\b|are\b|does\b|do\b|did\b|was\b|were\b|can\b|has\b|have\b|must\b|may\b|will\b|with (?:whom|which|what)\b|from (?:which|what|when)\b|by (?:whom|which|what|when)\b|until when\b|since when\b|to (?:whom|which|what)\b|for (?:whom|which|what)\b|at (?:which|what)\b|through (?:which|what)\b)",
    re.I,
)
_QUANTITY_QUESTION = re.compile(
    r"\bhow (?:much|many|long|far|big|large|high|heavy|old|wide|deep|fast|expensive|costly|strong|low|small)\b|\bwhat (?:(?:is|was|are|were|did|do|does|would|will) (?:the |an? |its |their )?)?(?:[\w’'-]+ ){0,6}?(?:worth|value|amount|figure|number|price|cost|total|rate|volume|size|level|length|distance|outlay|budget|fee|duty|tariff|yield|capacity|output|population|gdp|turnover|weight|quantity|duration)\b|"
    r"\bwhat (?:did|do|does|were|was|are|is)\b[^?]*\b(?:come to|amount to|total|stand at|add up|reach|earn|pay|cost|fetch|exports?|imports?|purchases|sales|trade|deficit|surplus|buy|sell|spend|bring in|make)\b|\bamount to\b|\bcome to\b|\bwhat (?:sum|figure)\b|\b(?:exports?|imports?|sales|purchases|trade|deficit|outlay|price|volume|output)\b(?=[^?]*(?:\d{4}|FY|fiscal|\?\s*$|$))",
    re.I,
)
_FOLLOW = re.compile(
    r"^\W*(?:and|so|but|what about|how about|then|also|or|same|no,|not|only|ok|okay|now|what of|hm+|right)\b|\b(?:that|this|it|its|they|their|them|those|these|there|he|she|him|her|his|both|the two|the former|the latter|the same|the other|the others|the rest|the first one|the second one|the previous|that year|that figure|the year before|the previous year|such|the total|the gap|the share|the goal|the target|the difference|one|ones|the (?:two|three|four|five) (?:countries|figures|numbers|values|of them))\b",
    re.I,
)
_FUTURE = re.compile(
    r"\b(?:target(?:ed|s)?|goals?|aims?|aspir\w+|ambition|(?:could|can|might|may)\b[^?]{0,45}?\b(?:become|reach|grow|rise|increase|get to|be worth|go)|forecast\w*|project(?:ed|ions?)|expected|predict\w*|plan(?:ned|s)?|foresee\w*|possible future|potential|hop(?:e|ed|es|ing)|by (?:20\d\d|when)|outlook|want(?:s|ed)? to|envisag\w+|intend\w*|supposed to|scheduled)\b",
    re.I,
)
_PRONOUN = re.compile(r"\b(?:that|this|it|they|them|those|these|there|both|he|she)\b", re.I)
_ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9, "tenth": 10, "1st": 1, "2nd": 2, "3rd": 3, "4th": 4, "5th": 5, "6th": 6, "runner-up": 2, "runner up": 2}  # fmt: skip
_ASK_WORDS = re.compile(
    r"\b(?:how (?:much|many|long|far|big|large|fast|badly|high|quickly|heavy)|what|which|who|whose|where|when|why|worth|come to|amount(?:ed)? to|according to|on the|figures?|as a|out of|compared (?:to|with)|size of|make up|would|could|should|in order|put|list|rank|give me|show me|tell me|on average|each|by what|percentage points?|per ?cent|percent|percentage|share|proportion|slice|fraction|times|as many|as much|add up|together|combined|difference|gap|behind|ahead|largest|biggest|smallest|lowest|highest|most|least|order|table|really|true|actually|own numbers|bear out|suppose|assuming|imagine|next year|if|grew|grow(?:s|ing)?|rise|rose|fall|fell|drop(?:ped)?|decline[ds]?|increase[ds]?|decrease[ds]?|collapse[ds]?|widen(?:ed)?|went up|go up|went down|change[ds]?|faster|slower|more|less|only|until|till|pace|after|before|over|by|at|than|ever|single|far|quite|whole)\b",
    re.I,
)
_TYPE = re.compile(r"(?i)^(?:position|role|title|post|function|reason|cause|purpose|aim|condition|meaning|definition|difference|day|date|name|organi[sz]ation|body|address|explanation|background|context|detail|information|idea|way|thing|kind|sort|type|place|everybody|everyone|region|rest|others?|deal|story|situation|position|statement|customer|earnings?|takings|bill|pace|speed|direction|trend|side|basis|total|track|hand|ones?|lot|bit|help|chance|effort|part)s?$")
_TARGET_NOUN = re.compile(r"(?i)^(?:target|goal|aim|aspiration|ambition|forecast|projection|outlook|plan)(?:s|ed)?$")
_VERBAL = re.compile(
    r"(?i)^(?:.*(?:ly)|spread|evenly|join(?:ed)?|hold|happen\w*|ask\w*|look\w*|lead|need\w*|want\w*|get\w*|bring\w*|brought|earn\w*|run|reckon\w*|believe[sd]?|think|thought|mention\w*|refer\w*|count\w*|quot\w+|print\w*|publish\w*|carr(?:y|ied)|put|puts|state\w*|mean\w*|call\w*|appear\w*|seem\w*|show\w*|reach\w*|turn\w*|hand\w*|move[sd]?|moving|rank\w*|compare\w*|calculate\w*|compute\w*|work\w*|expected|roughly|fetch\w*|account\w*|represent\w*|imagine|sup+ose|assum\w+|save[sd]?|exceed\w*|cover(?:s|ed)?|stood|stand|altogether|apart|leave|leaving|belong\w*|alone|extra|further|separate\w*|total(?:led|ed)?|actual|goes|send|sent|ship|buy\w*|sell\w*|sold|bought|customers?|buyers?)$"
)


def understand(text: str, home: str = "", previous: Query | None = None) -> Query:
    """Reads one question on its own; `assistant.conversation` then fills in what a follow-up leaves out.

    Args:
        text: the question as typed, typos already mended.
        home: the place whose trade the corpus describes.
        previous: the query before it in the conversation, whose periods give "that year" its year.
    """
    when = _periods(text)
    mentions = numbers.read(text, [(p.start, p.end) for p in when])
    quoted = tuple(m[1] for m in re.finditer(r"['‘“\"]([^'’”\"]{6,200})['’”\"]", text))
    operation = _operation(text, mentions)
    request = _request(text, when, mentions, home, operation)
    rank, top, descending = _rank(text)
    spots = places(text, any_case=True)
    return Query(
        text=text,
        operation=operation,
        request=request,
        places=tuple(dict.fromkeys(p.name for p in spots)),
        periods=tuple(dict.fromkeys(p.period for p in when)),
        flows=_flows(text, home),
        items=_alternatives(text, home),
        given=tuple(m for m in mentions if not (m.bare and m.in_words)),
        quoted=quoted,
        follow_up=bool(_FOLLOW.search(text)) or len(lexicon.content(text)) <= 2,
        rank=rank,
        top=top,
        descending=descending,
        unit=_unit(text),
    )


def _flows(text: str, home: str) -> tuple[str, ...]:
    """The flows a question names, in its order; "what it sells" is an export without a destination named."""
    found = [(f.start, f.name) for f in facets.read(text, home, True).flows]
    for m in re.finditer(r"(?i)\b(?:came|come|comes|coming|enter\w*|flow\w*|went|goes|going|go|sent|send|left|leave|leaves|leaving|mov\w+|arriv\w+) (?:\w+ )?(?P<way>into|to|for|from) (?:the )?", text):
        to = next((p for p in places(text, any_case=True) if p.start == m.end()), None)
        if to is not None and home:
            inward = (to.name == home) == (m["way"] != "from")
            found.append((m.start(), "import" if inward else "export"))
    for m in re.finditer(r"(?i)\b(?:spen[dt]|paid|bill|money|pays?) (?:\w+ ){0,2}?(?:for|on) (?:foreign|imported|overseas)\b", text):
        found.append((m.start(), "import"))
    for m in re.finditer(r"(?i)\bearn\w* (?:\w+ ){0,2}?(?:abroad|from abroad|overseas)\b", text):
        found.append((m.start(), "export"))
    for m in re.finditer(r"(?i)\b(?:br(?:ing|ings|ought) (?:\w+ )?in|t(?:ake|akes|ook) in|(?:buy|buys|bought|come|comes|came) (?:in )?from abroad)\b", text):
        found.append((m.start(), "import"))
    for m in re.finditer(r"(?i)\b(?:sells?|sold|selling|shipped|left the country|leave the country)\b", text):
        if not any(abs(at - m.start()) < 3 for at, _ in found):
            found.append((m.start(), "export"))
    return tuple(dict.fromkeys(name for _, name in sorted(found)))


def is_question_of_quantity(text: str) -> bool:
    """Does a question ask for a number rather than for words?"""
    return bool(_QUANTITY_QUESTION.search(text))


def future(text: str) -> bool:
    """Does a question ask about a target or a projection?"""
    return bool(_FUTURE.search(text))


def _periods(text: str) -> tuple[PeriodMention, ...]:
    return tuple(p for p in periods.read(text) if p.year_given)


def _operation(text: str, mentions: tuple[Mention, ...]) -> str:
    """The first rule that matches; else a look-up where a number is asked for, else a passage."""
    if not re.search(r"\w", text):
        return "empty"
    spans = re.compile(r"(?i)\b(?:first|second|third|fourth|last|final) (?:half|quarter|\w+ months?|nine months)\b|\bat (?:first|last|least|most)\b")
    for name, pattern in _COMPILED:
        if pattern.search(spans.sub(" ", text) if name == "rank" else text) and _holds(name, text):
            return name
    if re.match(
        rf"(?i)^\W*(?:and |so |ok |no,? |but )*(?:what(?:'s| is| about) (?:that |this |it )?)?(?:in|as) (?:terms of )?(?:{_UNITS})\b[^?]{{0,40}}\??\W*$",
        text,
    ):
        return "convert"
    if re.search(rf"\b(?:convert|in|into) (?:{_UNITS})\b[^?]*\bat (?:the |a |an )?(?:[\w-]+ )*(?:rate|\d)", text, re.I):
        return "convert"
    if re.match(r"(?i)\W*(?:and |so |but )*(?:is|are|was|were|does|do|did)\b", text) and any(
        not m.bare for m in mentions
    ):
        return "verify_figure"
    wanted = _unit(text)
    if "/" in wanted and len({m.quantity.unit for m in mentions} & {*wanted.split("/")}) == 2:
        return "implied_rate"
    if wanted in numbers.currencies() and any(m.quantity.unit in numbers.currencies() and m.quantity.unit != wanted for m in mentions):
        return "convert"
    if _QUANTITY_QUESTION.search(text) or wanted or (_unit_class(text, "lookup") in ("mass", "count", "physical", "percent") and not re.match(r"(?i)\W*(?:who|why|how come)\b", text)):
        return "lookup"
    return "passage" if _PASSAGE.search(text) else "lookup"


def _holds(name: str, text: str) -> bool:
    """Guards against readings that a rule's words alone would allow."""
    lowered = text.lower()
    if (
        name in ("difference", "points")
        and re.search(r"\bdifference between\b", lowered)
        and not re.search(
            r"\d|export|import|price|figure|value(?!-)|worth|amount|\brate|cost|volume|total|dollars?|rupees?|euros?|tonnes?|how (?:much|big|large|far)",
            lowered,
        )
    ):
        return False  # "the difference between A and B" of two notions
    if name == "rank" and re.search(
        r"^\W*(?:and |so )?(?:which|what|who)\b[^?]*\b(?:first|last) (?:began|begin|start|sign|open|appl|set|announce|introduc)\w*",
        lowered,
    ):
        return False
    if (
        name == "rank"
        and re.search(r"\bmore than\b|\bless than\b|\bat least\b|\bat most\b|\bno more\b|\bonce more\b", lowered)
        and not re.search(r"\bwhich\b|\bwho\b|\blist\b", lowered)
    ):
        return False
    if name in ("projection", "what_if") and not re.search(r"\d", lowered):
        return False
    if name == "sum" and re.search(r"\b(?:agree\w*|do|work\w*|act|decid\w*|plan\w*|come) together\b|\bbring\w* together\b", lowered):
        return False
    if name in ("change", "cagr", "difference") and re.match(r"\W*(?:and |so |of [^,?]*, )?(?:which|who|whose)\b[^?]*\b(?:most|least|faster|slower|more|less|\w{3,}est)\b", lowered):
        return False
    if name == "rank" and re.search(r"\b(?:why|who said|when did|how did|how come)\b", lowered):
        return False
    if name == "share" and (
        re.search(r"\b(?:t[ao]k\w*|took) part\b", lowered)
        or re.search(
            r"\bwh(?:ich|at) (?:part|share|portion)\b[^?]*\b(?:most|least|largest|smallest|biggest|highest|lowest)\b",
            lowered,
        )
    ):
        return False
    if name == "table" and re.search(r"\bwhy\b", lowered):
        return False
    if name in ("change", "what_if", "share", "average", "sum", "remainder", "verify_share") and re.match(
        r"\W*(?:and |so |but )?(?:why|who|what drove|what caused|what explains|what led)\b", lowered
    ):
        return False
    if name == "share" and re.search(
        r"\b(?:agree\w*|promise\w*|undert\w+|willing|decid\w+|want\w*) to share\b|\bshare under\b", lowered
    ):
        return False
    if name == "sum" and re.search(r"\badds? (?:up )?(?:checks|requirements)", lowered):
        return False
    return not (name == "conflict" and re.match(r"\W*why\b", lowered))


_AT_RATE = re.compile(
    r"(?i)\bat (?:the |a |an )?(?:closing |average |mean |[\w']+s |year'?s |season'?s |market |exchange |spot |reference |official |implied |current |same |day'?s |stated |printed )*(?:rate|price|close|fixing)s?\b.*$|\bat \d[\d.,]*(?: (?:rupees|INR|Rs).*)?\W*$"
)


def _request(
    text: str, when: tuple[PeriodMention, ...], mentions: tuple[Mention, ...], home: str, operation: str
) -> Request:
    """What the question asks about, in the terms of a figure."""
    read = facets.read(text, home, True)
    spots = places(text, any_case=True)
    kind_of_unit = _unit_class(text, operation)
    named = _unit(text)
    if kind_of_unit.startswith("per ") and "/" not in named:
        told = {u for m in re.finditer(rf"(?i)\b(?:{_UNITS})(?!\w)", text) if (u := numbers.unit_of(m[0].lower()) or numbers.unit_of(m[0])) in numbers.currencies()}
        if len(told) == 1:
            kind_of_unit = f"{told.pop()}/{kind_of_unit[4:]}"
    wanted = kind_of_unit if "/" in kind_of_unit and kind_of_unit[0].isupper() else named if "/" in named else kind_of_unit if kind_of_unit.startswith("rate") or (kind_of_unit.startswith("per ") and "/" not in named) else named or kind_of_unit
    taken = (
        [(p.start, p.end) for p in spots] + [(w.start, w.end) for w in when] + [(f.start, f.end) for f in read.flows]
    )
    taken += [(m.start, m.end) for m in mentions if not (m.bare and not m.in_words and _identifier(text, m))]
    taken += [m.span() for m in _ASK_WORDS.finditer(text)]
    taken += [m.span() for m in re.finditer(r"(?i)\b(?:number|no\.|nr\.?|#) ?(?:\d+|one|two|three|four|five|six|seven|eight|nine|ten)\b", text)]
    taken += [m.span() for m in re.finditer(rf"(?i)\b(?:{_UNITS})\b", text)]
    taken += [m.span() for m in re.finditer(r"\b[A-Z]{3} ?/? ?[A-Z]{3}\b", text)]
    rate = _AT_RATE.search(text)
    if rate:
        taken.append(rate.span())
    return Request(
        terms=_terms(text, taken, operation),
        places=tuple(dict.fromkeys(p.name for p in spots if p.name != home)),
        home=any(p.name == home for p in spots),
        flow=(_flows(text, home) or ("",))[0],
        periods=tuple(dict.fromkeys(w.period for w in when)),
        unit=wanted,
        kind=_kind(text, operation, _flows(text, home)),
        status="future" if _FUTURE.search(text) else "",
        counted=_counted(text),
        total=any(t.word.lower() in WORLD for t in lexicon.tokens(text)) and not re.search(r"(?i)\bin total\b", text),
    )


def _counted(text: str) -> tuple[str, ...]:
    """Stems of the noun phrase after "how many"."""
    m = re.search(r"(?i)\bhow many (?:of (?:the|its|their) )?|\bnumber of (?:the )?", text)
    return tuple(facets.noun_phrase(text, m.end(), places(text, any_case=True), 3, generic=True)) if m else ()


def _identifier(text: str, m: Mention) -> bool:
    """Is a bare number part of a name that the question gives ("Decree 102", "heading 9018")?"""
    if re.search(r"(?<=\w )[A-Z][A-Za-z]*[A-Z][\w-]* $", text[: m.start]) and not re.search(r"\b(?:US|UK|EU|FY|Q|H) $", text[: m.start]):
        return True  # "ICMED 9000"
    return bool(
        re.search(
            r"(?i)\b(?:decree|order|resolution|decision|regulation|rule|iso|hs|code|heading|class|chapter|law|article|section|no\.?)\s$",
            text[: m.start],
        )
    )


def _terms(text: str, taken: list[tuple[int, int]], operation: str) -> tuple[Term, ...]:
    """The content words left when places, periods, flows, numbers and asking words are taken out.

    Nouns, names, and adjectives before them must be covered by the evidence; verbs and the rest only help.
    """
    out: dict[str, Term] = {}
    light = lexicon.light_stems()
    parts = speech.parts(text)
    words = lexicon.tokens(text)
    for i, t in enumerate(words):
        if any(s < t.end and t.start < e for s, e in taken) or lexicon.is_stop(t):
            continue
        if t.word[0].isdigit():
            if not re.fullmatch(r"(?:19|20)\d\d", t.word):
                out.setdefault(t.word, Term(t.word, t.word))
            continue
        if numbers.unit_of(t.word) or numbers.unit_of(t.word.lower()):
            continue
        if len(t.word) < 2 or t.stem in light or t.word.lower() in WORLD or (t.word[1:].islower() and _TARGET_NOUN.match(t.word)):
            continue
        out.setdefault(t.stem, Term(t.stem, t.word, hard=_is_hard(words, i, parts)))
    for m in re.finditer(r"\b(?:[Cc]lass|[Gg]rade|[Cc]ategory|[Tt]ype|[Tt]ier|[Ss]chedule|[Aa]nnex|[Gg]roup) ([A-Z]{1,3}[a-z]?|[IVX]+[a-z]?|\d[a-z]?)\b", text):
        out.setdefault(f"#{m[1]}", Term(f"#{m[1]}", m[1]))
    if len(out) <= 2 and len(words) <= 6 and operation == "lookup":  # "headcount at the firm?": every word tells
        out = {s: Term(t.stem, t.word, not _VERBAL.match(t.word)) for s, t in out.items()}
    return tuple(out.values())


def _is_hard(words: list[lexicon.Token], i: int, parts: dict[int, str]) -> bool:
    """Is a word a noun, a name, or an adjective before one?"""
    t = words[i]
    if _VERBAL.match(t.word) or _TYPE.match(t.word):
        return False
    before = words[i - 1].word.lower() if i else ""
    if before in ("which", "what", "whose") or (i and words[i - 1].end + 1 == t.start and t.word.islower() and words[i - 1].word.lower() in ("fast", "so", "two", "self", "well")):
        return False  # what kind of thing is asked for; the second half of "fast-track"
    part = parts.get(t.start, "NOUN")
    if part in ("NOUN", "PROPN", "X", "NUM"):
        return True
    following = parts.get(words[i + 1].start, "") if i + 1 < len(words) and words[i + 1].start - t.end <= 1 else ""
    return part in ("ADJ", "VERB") and following in ("NOUN", "PROPN") and not t.word.lower().endswith("est")


def _unit(text: str) -> str:
    """The unit that the question names for its answer: "in rupees", "how many dollars", "what is it in km"."""
    m = re.search(
        rf"(?i)\b(?:in|into|as) (?:(?:terms of|billions? of|millions? of|crores? of|crore|million|billion|lakh|thousand|US|Indian|Kenyan|American) )*(?P<u>{_UNITS}|crores?|tonnes?|kg|kilos?|km|miles|days|months|weeks|years|per ?cent|percent|bcm)\b(?! (?:terms|per|to|a|for) (?:kg|tonne|dollar|barrel|the))",
        text,
    )
    if not m:
        m = re.search(
            rf"(?i)\bhow many (?:(?:million|billion|US|Indian) )*(?P<u>{_UNITS}|crores?|lakhs?|tonnes?|kg|kilos?|km|kilomet\w+|nautical miles|miles|days|months|weeks|years|hours|bcm|cubic met\w+|euros?)\b",
            text,
        )
    if not m:
        m = re.search(
            rf"(?i)\b(?P<u>dollar|rupee|euro|shilling|pound|rouble|ruble|lira)(?:'s|s'|s)? ?(?:worth|value|figure|amount|terms|equivalent|total)\b|\b(?P<v>{_UNITS}) (?:value|figure|amount|equivalent)\b",
            text,
        )
    codes = re.search(r"(?i)\b([A-Z]{3}) ?/? ?([A-Z]{3})\b", text)
    if codes and codes[1].upper() in numbers.currencies() and codes[2].upper() in numbers.currencies() and codes[1].upper() != codes[2].upper() and (codes[0].isupper() or "/" in codes[0]):
        return f"{codes[2].upper()}/{codes[1].upper()}"  # EURUSD is dollars per euro
    pair = re.search(rf"(?i)^\W*(?:and |so )?(?:the )?(?P<b>dollar|euro|pound|USD|EUR|GBP)s? (?:rate )?in (?P<a>{_UNITS})\b", text) or re.search(rf"(?i)\b(?P<a>{_UNITS}) (?:per|to the|to an?|to one|for an?|for one|against the|/) (?P<b>{_UNITS})\b", text) or re.search(rf"(?i)\b(?:an?|one|the) (?P<b>{_UNITS}) (?:worth|buy|fetch|cost|trade|traded|stand|quoted)?[^?]{{0,20}}\bin (?P<a>{_UNITS})\b", text)
    if pair:
        above, below = numbers.unit_of(pair["a"].lower()) or numbers.unit_of(pair["a"]), numbers.unit_of(pair["b"].lower()) or numbers.unit_of(pair["b"])
        if above and below and above != below:
            return f"{above}/{below}"
    if not m:
        given = [(n.start, n.end) for n in numbers.read(text)]
        told = {u for t in re.finditer(rf"(?i)(?<!\w)(?:{_UNITS})(?!\w)", text) if not any(s <= t.start() < e for s, e in given) and not t[0].istitle()
                and (u := numbers.unit_of(t[0].lower()) or numbers.unit_of(t[0])) in numbers.currencies()}  # fmt: skip
        return told.pop() if len(told) == 1 and not given and not re.match(r"(?i)\W*(?:who|why|how do|how does|how did|how is|how are|when|where)\b", text) else ""
    word = next(g for g in m.groups() if g)
    if re.match(r"(?i)crore|lakh", word):
        return "INR"
    return numbers.unit_of(word.rstrip("'’")) or numbers.unit_of(word.lower()) or ""


def _unit_class(text: str, operation: str) -> str:
    """The class of units that answers the question where no unit is named."""
    lowered = text.lower()
    if operation in ("convert", "summary", "working", "source"):
        return ""
    if re.search(
        r"\bexchange rate|\bdollar worth in|\bworth in (?:rupees|euros|dollars|shillings|lira|roubles)|\brupees? (?:per|to the|to a) dollar|\b(?:dollar|euro|pound)s? (?:buy|fetch|cost) in\b|\b(?:shillings|lira|rupees|euros|dollars|roubles) (?:to|per|for) (?:a|the|one|each) (?:dollar|euro|pound)\b",
        lowered,
    ):
        return _rate_of(text)
    if operation in ("lookup", "passage", "table") and re.search(
        r"\bwhat (?:share|percentage|proportion|per ?cent)|\bwhich percentage", lowered
    ):
        return "percent"
    if operation == "difference" and re.search(r"\b(?:tonnages?|(?<!per )(?<!a )tonnes|volumes?|quantit(?:y|ies))\b", lowered):
        return "physical"
    if operation == "difference":
        return "money" if re.search(r"\b(?:cost|worth|bill|dollars|euros|price)\b", lowered) else ""
    single = re.search(r"\b(?:one|a|an|each|single) (?!year|month|day|week|lot|dollar|euro|rupee|shilling|pound)[\w-]+(?: [\w-]+)? (?:costs?|fetch\w*|sells? for|go(?:es)? for)\b|\b(?:price|cost|value) (?:of|for) (?:an?|one|each|every) [\w-]+|\b(?:cost|costs|price) (?:per|a|each) (?:unit|piece|head|machine|tractor|item)\b|\bdo(?:es)? (?:one|a|an|each) [\w-]+(?: [\w-]+)? cost\b", lowered)
    if single and operation in ("lookup", "passage", "average"):
        return "per count"
    per = re.search(r"\b(?:per|a|each|an) (kilo(?:gram)?|kg|tonne|ton|bag|barrel|mwh|unit|piece|litre|teu|container|mmbtu)s?\b", lowered)
    if per and operation in ("lookup", "passage", "rank", "average", "table", "conflict", "difference", "ratio"):
        below = next((u for p, u in numbers.PER_UNITS.items() if re.fullmatch(p, per[1], re.I)), "")
        if below:
            return f"per {below}"
    if re.search(r"\bhow long\b", lowered):
        return (
            "length"
            if re.search(
                r"\bhow long (?:is|are|was) (?:the |a |an )?(?:[\w-]+ )*(?:corridor|route|road|pipeline|line|railway|border|network|coast|cable|canal|river|bridge|journey|canal)\b",
                lowered,
            )
            else "time"
        )
    if re.search(r"\bhow far (?:is|are|was|from)\b", lowered):
        return "length"
    if re.search(r"\b(?:dut(?:y|ies)|tariffs?|tax(?:es)?|levy|levies|interest|premium|quota)\b", lowered) and not re.search(r"\bhow much (?:money|less|more)", lowered):
        return ""
    if re.search(r"\bnumber of (?!days|months|weeks|years|hours|tonnes)\w|\bheadcount\b|\bstaff\b|\bhow many (?:people|workers|employees|staff)\b", lowered):
        return "count"
    if re.search(r"\b(?:tonnages?|weight|(?<!per )(?<!a )tonnes?|how heavy)\b", lowered):
        return "mass"
    if re.search(r"\bvolumes?\b|\bquantit(?:y|ies)\b", lowered):
        return "physical"
    if re.search(r"\bprices?\b|\bfetch\w*\b|\bcharges?\b", lowered):
        return "price"
    if re.search(r"\bper\b", lowered):
        return ""
    if re.search(
        r"\bhow much (?:money|cash)|\bwhat (?:sum|amount) of money|\bhow expensive|\bworth\b|\bvalue of\b|\bcosts?\b|\bfees?\b"
        r"|\boutlay\b|\bbudget\b|\bspen[dt]\b|\bpay\b|\bpaid\b|\bbill\b|\bearn\w*\b|\brevenues?\b",
        lowered,
    ):
        return "money"
    m = re.search(r"\bhow many (?:\w+ ){0,2}?(\w+)", lowered)
    if m and operation in ("lookup", "passage"):
        return "count"
    return ""


def _rate_of(text: str) -> str:
    """An exchange rate, of the one currency the question names besides the dollar where it names one."""
    codes = {u for m in re.finditer(rf"(?i)\b(?:{'|'.join(measures.CURRENCY_WORDS)})s?\b", text) if (u := numbers.unit_of(m[0].lower()))}
    named = sorted(codes - {"USD"}) or sorted(codes)
    return f"rate of {named[0]}" if len(named) == 1 else "rate"


def _kind(text: str, operation: str, flows: tuple[str, ...]) -> str:
    if operation == "share":
        return "share"
    if operation in ("change", "cagr", "required_rate"):
        return "change"
    if operation in ("lookup", "convert") and flows and not re.search(rf"(?i){_PCT}|\bshare\b|\bportion\b|\brate\b|\bpremium\b|\btariff\b", text):
        return "level"
    if operation == "lookup" and re.search(r"(?i)\bhow (?:much|big|large)\b", text) and not re.search(rf"(?i){_PCT}|\bshare\b|\bportion\b|\brate\b|\bdut(?:y|ies)\b|\btariffs?\b|\btax", text):
        return "level"
    return ""


def _alternatives(text: str, home: str) -> tuple[tuple[Term, ...], ...]:
    """The things a question sets against each other: "implants or IVD reagents", "between tea and coffee"."""
    wide = re.search(r"(?i)\bbetween (.{3,60}?) and (.{3,60}?)(?:[?,]|$)|(?:\bis |\bthan |^)(.{3,70}?) (?:vs\.?|versus|minus|against|compared (?:with|to)|than) (.{3,60}?)(?:[?,]|$)", text)
    if wide and not periods.read(wide[0]) and not places(wide[0], any_case=True):
        asked = [_ASK_WORDS.sub(" ", g) for g in wide.groups() if g]
        sides = [tuple(Term(t.stem, t.word) for t in lexicon.content(g) if t.stem not in lexicon.light_stems() and numbers.unit_of(t.word) is None) for g in asked]
        if len(sides) == 2 and all(sides):
            return (sides[0][-4:], sides[1][:4])
    m = re.search(
        r"(?i)(?::|,| between| of)?\s+([\w -]{2,40}?)\s+(?:or|versus|vs\.?|against)\s+([\w -]{2,40}?)\s*(?:\?|$|,)",
        text,
    )
    if not m:
        return ()
    out = []
    for group in m.groups():
        terms = tuple(Term(t.stem, t.word) for t in lexicon.content(group) if t.stem not in lexicon.light_stems())
        if not terms:
            return ()
        out.append(terms[-3:])
    return tuple(out)


def _rank(text: str) -> tuple[int, int, bool]:
    """(place asked for, length of the list asked for, largest first)."""
    lowered = text.lower()
    lowered = re.sub(r"\b((?:big|larg|high|great)\w*|most|top) (?:one )?(?:first )?(?:to|down to|through|and on to|before) (?:the )?(?:small|low|least)\w*", r"\1", lowered)
    descending = not re.search(
        r"\b(?:smallest|lowest|least|fewest|shortest|slowest|cheapest|cheaper|smaller|lower|shorter|slower|lightest|less|ascending|minimum)\b",
        lowered,
    )
    m = re.search(
        r"\b(?:top|largest|biggest|smallest|highest|lowest|first|last|leading|main)[ -](\d+|two|three|four|five|six|seven|eight|nine|ten)\b|\b(\d+|two|three|four|five|six|seven|eight|nine|ten) (?:largest|biggest|smallest|highest|lowest|top|main|leading|most|best)\b",
        lowered,
    )
    if m:
        word = m[1] or m[2]
        return 0, int(numbers.NUMBER_WORDS.get(word, 0) or word), descending
    if re.search(
        r"\bin order\b|\brank(?:ing)?\b(?! (?:right|just|did|does|do|is|was|has))|\border (?:by|them|the)|\bsort\b|\blist\b",
        lowered,
    ) and not re.search(r"\bwhat rank\b", lowered):
        return 0, 0, descending
    m = re.search(r"\b(?:number|no\.) ?(one|two|three|four|five|six|seven|eight|nine|ten|\d+)\b", lowered)
    if m:
        return int(numbers.NUMBER_WORDS.get(m[1], 0) or m[1]), 0, descending
    for word, place in _ORDINALS.items():
        if re.search(
            rf"\b{re.escape(word)}\b(?! (?:half|quarter|months?|time|nine|ten|eleven|six|three|week|year|of all))",
            lowered,
        ):
            return place, 0, descending
    return 1, 0, descending


def period_shift(text: str) -> int | None:
    """Years by which a follow-up moves the period: "the year before" is -1; None where it does not."""
    if re.search(
        r"(?i)\b(?:the )?(?:year|season|quarter|month) (?:before|earlier)\b|\bprevious (?:year|season|fiscal)|\bprior year|\ba year (?:earlier|before|ago)|\bone year (?:earlier|before)|\bpreceding year|\bthe last one before|\bsame (?:quarter|month|period|season) (?:a|the|one) year (?:before|earlier)",
        text,
    ):
        return -1
    if re.search(
        r"(?i)\b(?:the )?(?:year|season) (?:after|later)\b|\bfollowing (?:year|season)|\bnext (?:year|season)|\ba year later|\bone year later|\bthe year thereafter|\ba year on\b|\bthe one after|\b(?:the )?season after|\bthe following one",
        text,
    ):
        return 1
    return None


def merged(new: Query, old: Query, home: str, shift: int | None) -> Query:
    """A follow-up with what it leaves out taken from the query before it.

    A place replaces the place, a period the period, a unit the unit; words of content replace the words of content
    only where they name something of their own.
    """
    r, o = new.request, old.request
    kept = tuple(t for t in o.terms if t.hard)  # the verbs of the last question are not asked again
    terms = r.terms if _names_subject(r) else kept + tuple(t for t in r.terms if t.stem not in {x.stem for x in kept})
    when: tuple[Period, ...] = r.periods or short_year(new.text, o.periods)
    if not when:
        when = tuple(periods.shift(p, shift) for p in o.periods) if shift is not None else o.periods
    request = replace(
        r,
        terms=terms,
        places=r.places or o.places,
        home=r.home or o.home,
        flow="trade" if not r.flow and o.flow in ("export", "import") and re.search(r"(?i)\bthe total\b(?! of)", new.text) else r.flow or o.flow,
        periods=when,
        unit=r.unit
        or (
            o.unit
            if new.operation in ("lookup", "convert", "passage") and old.operation in ("lookup", "convert")
            else ""
        ),
        status=r.status or (o.status if not r.periods else ""),
        total=r.total,
    )
    return replace(
        new, request=request, periods=new.periods or (request.periods if not new.periods else ()), unit=new.unit
    )


def short_year(text: str, before: tuple[Period, ...]) -> tuple[Period, ...]:
    """"And in 23?" after a question about 2024: the year of the same kind."""
    m = re.search(r"(?i)\b(?:in|for|of|back in) ['’]?(\d\d)\W*$", text)
    if not m or not before:
        return ()
    return (periods.shift(before[0], 2000 + int(m[1]) - before[0].end.year),)


def _names_subject(request: Request) -> bool:
    """Does a follow-up bring a subject of its own, rather than replace one part of the last?"""
    return (
        any(t.hard for t in request.terms)
        and len([t for t in request.terms if t.hard]) >= 1
        and not (request.places and len(request.terms) <= 1)
    )


def says_pronoun(text: str) -> bool:
    """Does a question point at something said before?"""
    return bool(_PRONOUN.search(text))
