"""Words of a draft that claim more than they name: directions, extremes, negations, hedges; and those that claim none.

General English; no word here is one of a document.
"""

from __future__ import annotations

import re

from index import lexicon


def _stems(words: str) -> frozenset[str]:
    return frozenset(lexicon.stem(w) for w in words.split())


UP = _stems(
    "rise increase grow growth climb jump gain surge expand soar up upward uptick boost rebound recover add "
    "improve accelerate widen swell"
)
DOWN = _stems(
    "fall drop decline decrease shrink slip plunge contract contraction down downward reduce reduction cut "
    "slump tumble dip shed lose halve collapse narrow slow"
)
MOST = _stems("largest biggest most highest top leading greatest main chief foremost maximum biggest-ever record")
LEAST = _stems("smallest least lowest fewest minimum bottom")
MORE = _stems("more higher larger greater bigger above exceed outpace surpass overtake ahead outstrip faster")
FEWER = _stems("less lower smaller fewer below behind trail slower lag")
ORDINALS = {
    word: place
    for place, words in enumerate(("first", "second", "third", "fourth", "fifth", "sixth", "seventh"), 1)
    for word in words.split()
}
CLAIMS = UP | DOWN | MOST | LEAST | MORE | FEWER | frozenset(ORDINALS)
"""What `assistant.model.orders` looks into."""

NEGATION = re.compile(
    r"\b(?:not|no|never|nor|neither|none|nobody|nothing|nowhere|without|cannot|lacks?|lacking|absent|fail(?:s|ed)?|"
    r"hardly|scarcely|barely)\b|n['’]t\b",
    re.I,
)
HEDGE = re.compile(
    r"\b(?:may|might|could|can|would|should|possibl[ey]|potential(?:ly)?|perhaps|probabl[ey]|likely|if|unless|"
    r"plan(?:s|ned)?|propos(?:e|es|ed|al)|expect(?:s|ed)?|aim(?:s|ed)?|seeks?|hop(?:e|es|ed)|intend(?:s|ed)?|"
    r"target(?:s|ed)?|goal|project(?:s|ed|ion)|forecasts?|estimates?|estimated|suggest(?:s|ed)?|appears?|seems?|"
    r"to be|claim(?:s|ed)?|alleged(?:ly)?|reported(?:ly)?)\b",
    re.I,
)
CERTAIN = re.compile(
    r"\b(?:will(?! (?:have|need) to)|shall|certain(?:ly)?|definite(?:ly)?|sure(?:ly)?|guarantee\w*|inevitabl\w+|"
    r"undoubtedly|must|prove[ns]?|proved|confirm\w*|bound to|always)\b",
    re.I,
)
"""What makes a possibility a fact."""
ACHIEVED = re.compile(
    r"\b(?:reached|hit|met|achieved|attained|fulfilled|accomplished|reali[sz]ed|already|surpassed|exceeded)\b", re.I
)
"""What says of a target that it is there."""
RELATIVE_TIME = re.compile(
    r"\b(?:last|next|previous|past|coming|following|preceding|prior|recent|current) "
    r"(?:\w+ )?(?:years?|months?|quarters?|weeks?|days?|decades?|seasons?)\b|"
    r"\b(?:yesterday|today|tomorrow|nowadays|currently|now|recently|earlier|later|ago|already|soon)\b",
    re.I,
)
ABSOLUTE = _stems("all every entire whole only sole solely exclusively always total overall each both no-one everyone")
"""What a sentence says of everything or of nothing else."""

NEUTRAL = (
    (lexicon.STOPWORDS - frozenset(
        "no not never neither nor without cannot all every both each only most least more less over under up down off "
        "many few several before after since until during still yet even ever almost nearly quite other another "
        "own against same such above below".split()
    ))
    | _stems(
        "figure value amount number worth stand reach come account represent record datum data report document article "
        "brief source say state give show note accord list cite print quantity respectively equal equivalent "
        "correspond mean answer question be make hold have put level size sum about around approximately roughly some "
        "nearly almost over under up such same its their thus so therefore hence here this that these those which "
        "it they while whereas compare comparison respective overview following summary based provide indicate "
        "according quote describe term refer period year fiscal financial fy calculate compute calculation "
        "result find found information detail available specifically also amounting amount total-value using "
        "documents corpus passage figures namely i.e e.g well since rank place position"
    )
)  # fmt: skip
"""Function words, and the words by which any answer is put together: they claim nothing of the subject."""

FLOWS = {
    "export": _stems("export sell sale ship shipment supply send deliver buy purchase take import buyer customer "
                     "market destination acquire go"),
    "import": _stems("import buy purchase source supply supplier take sell procure bring export origin seller"),
    "trade": _stems("trade turnover commerce exchange bilateral two-way"),
    "balance": _stems("balance deficit surplus gap trade net"),
}  # fmt: skip
"""How a flow that the binding has confirmed may be put."""

BUYING = _stems("buy buyer purchase import take customer destination procure acquire")
SELLING = _stems("sell seller export ship shipment supply supplier deliver sale")
"""What one and the other side of a trade do."""

TIMES = _stems("annual annually yearly month monthly quarter quarterly week weekly day daily decade half-year hour")
"""Units of time: "26% a month" is not "26% a year"."""

OPERATIONS = {
    "share": "share account percentage percent part proportion of make portion out slice represent belong",
    "part_from_share": "share part percent of be",
    "whole_from_share": "whole total all imply market entire overall of",
    "remainder": "remain remainder rest leave left other",
    "ratio": "time multiple fold ratio as many much large big twice compare factor",
    "percent_change": "change growth grow rise increase fall decline decrease drop more less higher lower up down jump",
    "percentage_point_change": "point change rise fall increase decrease more less widen narrow up down",
    "difference": "difference gap more less apart ahead behind exceed between higher lower larger smaller short",
    "sum": "sum total together combine combined add altogether all overall up",
    "average": "average mean each per on typical",
    "cagr": "growth rate annual annually year yearly compound average cagr grow each every",
    "required_rate": "growth rate annual annually year yearly compound grow each every need require reach target goal "
    "would increase rise get take",
    "projection": "project growth grow year rate at would reach after if continue annual annually",
    "years_needed": "year need take long reach until would at growth rate annual",
    "convert": "convert conversion rate exchange at dollar rupee currency equivalent",
    "implied_rate": "imply implied exchange rate per",
    "even_split": "per each split evenly year annual month",
}
"""Words by which the result of an operation may be put."""

OPERATION_STEMS = {name: _stems(words) for name, words in OPERATIONS.items()}
