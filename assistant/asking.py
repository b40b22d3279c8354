"""What kind of words a question wants: a person, a reason, a date, a condition; and whether a sentence holds them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Set

from assistant import thesaurus
from assistant.query import Query
from index import lexicon, measures, periods
from index.lexicon import unaccented
from index.names import is_place

_I = re.IGNORECASE

_KINDS: tuple[tuple[str, str], ...] = (
    (
        "scope",
        r"\b(?:why|how come|how (?:does|do|did|can|could|is|are))\b[^?]*\b(?:more|less|higher|"
        r"lower|bigger|smaller|larger|differ\w*|different|fewer)\b(?:[^?]*\b(?:than|from)\b|"
        r"[^?]*\b(?:count|figure|number|total|tonnage|value|report)\w*)",
    ),
    (
        "outcome",
        r"\bwhat (?:happens?|happened|follows|is the (?:penalty|consequence|fine|result)|"
        r"are the (?:consequences|penalties)|will happen|would happen)\b|\bthen what\b|"
        r"\bwhat then\b|\bwith what (?:result|consequence)|\bwhat if\b[^?]*\b(?:not|n[o'’]t|"
        r"fail\w*|miss\w*|refus\w*)|\bwhat (?:awaits|penalt\w+|punishment)\b",
    ),
    (
        "condition",
        r"\b(?:under|on|with|in|and|the)? ?(?:what|which)(?: are| were)?(?: the)? (?:conditions?|"
        r"terms|provisos?|requirements?|circumstances|strings)\b|\bon what terms\b|"
        r"\bfall into place\b|\bwhat (?:has|have|needs?|must|would have|would need|is needed|"
        r"is required|should)\b[^?]*\b(?:first|happen|change|do|for (?:that|this|it)|to (?:do|"
        r"happen|get|sell|qualify|apply|be))|\bwhat does (?:it|that|this) (?:depend|hinge|"
        r"hang) on\b|\bon what (?:does|do|did|will|would)\b[^?]*\b(?:depend|hinge|hang|rest)\b|"
        r"\bdepends? on\W*$|\bprovided what\b|\bconditions?\b|\bprovisos?\b|\bwhen (?:may|can|is|"
        r"are) (?:an? |the )?[\w\s-]*\b(?:may|allowed|less|exempt|permitted|get away|below|"
        r"without)\b|\bin (?:what|which) (?:case|circumstance)s?\b|\bwhat (?:did|do|does|"
        r"must) [\w\s]*\bhave to do\b|\b(?:must|has to|have to|needs? to) (?:happen|change|"
        r"come first)\b|(?<!until )(?<!since )(?<!by )(?<!from )\bwhen (?:may|can|could)\b|"
        r"\bwho (?:is|are) (?:allowed|entitled|eligible|exempt)|"
        r"\bwhat (?:do|does|did|would|will) [\w\s’'-]+ (?:need|require|depend)\b",
    ),
    (
        "status",
        r"\b(?:what|who|which(?: [\w-]+){1,2}) (?:is|are|was|were) (?:not |still |"
        r"now )?(?:exempt\w*|excluded|free (?:of|from)|shut out|left out|eligible|ineligible|"
        r"entitled|allowed|banned|barred|spared|covered|affected|hit)\b",
    ),
    (
        "why",
        r"\bin response to\b|\bwhy\b|\bhow come\b|\breasons?\b|\bwhat(?:'s| is| was| lies|"
        r" were)? (?:the reason|explains?|explained|caused?|causes|led|drove|behind|makes?|made|"
        r"prompted|triggered)\b|\bblam(?:e|es|ed|ing)\b|\bbecause of what\b|\bowing to what\b|"
        r"\bwhat accounts for\b",
    ),
    (
        "oddity",
        r"\bwhat(?:'s| is| was)? (?:so )?(?:odd|strange|fishy|wrong|special|unusual|remarkable|"
        r"suspicious|weird|off|surprising|curious|the (?:catch|problem|trouble|snag))\b",
    ),
    ("difference", r"\bdifferences?\b|\bdiffer\b|\b(?:compare|versus|vs)\b|\bdistinguish\w*"),
    (
        "purpose",
        r"\bwhat\b[^?]*\b(?:good |used |meant |held |there |needed |"
        r"set up )?(?<!stand )(?<!stands )for\W*$|\bpurpose\b|\bwhat(?:'s| is| was) the (?:aim|"
        r"point|purpose|idea) of\b|\bwhat for\b",
    ),
    (
        "when",
        r"\bwhen\b|\b(?:which|what|from what|from which|by what|by which|until what) (?:day|date|"
        r"year|month)\b|\bsince when\b|\buntil when\b|\bdates?\b|\bdeadlines?\b|\blast day\b|"
        r"\bexpir\w+\b|\bhow long (?:can|may|is|will|does|do|did)\b|\buntil\b",
    ),
    (
        "who",
        r"\bwho(?:m|se)?\b|\b(?:with |by |to |for )?which (?:\w+ )?(?:organi[sz]ation|bod(?:y|"
        r"ies)|ministr(?:y|ies)|agenc(?:y|ies)|compan(?:y|ies)|firms?|banks?|authorit(?:y|ies)|"
        r"association|person|minister|official|institution|council|partner)\b|\bnames? of\b|"
        r"\bthe names\b",
    ),
    (
        "rule",
        r"^\W*(?:and |so |but )*(?:can|may|must|could|should|is (?:anybody|anyone|it)|"
        r"does any(?:body|one)|do they have)\b|"
        r"\b(?:allowed|permitted|have to|obliged|entitled)\b|\b(?:rules?|limits?) (?:for|on|in|apply|applies)\b",
    ),
    (
        "code",
        r"\b(?:which|what) (?:\w+ )?(?:code|heading|number|class|chapter|form|annex|article|"
        r"paragraph)\b|\b(?:code|heading) (?:for|of|covers?)\b|^\W*(?:hs|customs|tariff) (?:code|"
        r"heading)",
    ),
    (
        "where",
        r"\bwhere\b|\b(?:which|what|through which|by which|from which|"
        r"in which) (?:\w+ )?(?:places?|countr(?:y|ies)|ports?|cit(?:y|ies)|states?|routes?|"
        r"towns?)\b",
    ),
    (
        "definition",
        r"\bmeans?\b|\bmeaning\b|\bstands? for\b|\bdefin\w+\b|\bexplain (?:the |an? )?[\w.&/-]+(?: [\w.&/-]+)?"
        r"(?: in| to|,|\W*$)|\bwhat is (?:it|that)\W*$|^\W*(?:and |so |ok |please |"
        r"remind me |tell me )*what(?:'s| is| are|s) (?:an? |"
        r"the )?[\w.&/-]+(?: [\w.&/-]+){0,3}(?: in \w+)?\W*$",
    ),
    (
        "view",
        r"\bwhat (?:did|do|does)\b[^?]*\b(?:think|say|believe|consider|promise|propose|ask|want|"
        r"demand|recommend|claim|announce)\w*\b|\bpushing for\b|\bview\b|\bopinion\b",
    ),
    (
        "how",
        r"\bhow (?:does|do|did|is|are|was|were|can|could|will|would|may|might|should)\b|"
        r"\bin what way\b|\bby what means\b|\bhow to\b",
    ),
)
_BARE = re.compile(r"^\W*(?:an? |the )?[a-z&/-]+(?: (?:of |and )?[a-z&/-]+)?\W*$", _I)
_COMPILED = tuple((name, re.compile(pattern, _I)) for name, pattern in _KINDS)

_CAUSE = re.compile(
    r"\b(?:because|since|due to|owing to|as a result|result of|reasons?|caus(?:e|ed|es)|"
    r"so that|so an?|therefore|which is why|explain\w*|driven|drove|led to|leads to|thanks to|"
    r"on account of|account for|reflect\w*|suggests?|blam\w+|attribut\w+|cited?|fear\w*|amid|"
    r"means that|mostly|followed|on the grounds?|the difference is|drives?|owed to|"
    r"answer to|response to|reaction to|whereas|when one|comes? from|"
    r"depend\w*)\b",
    _I,
)
_WEAK_CAUSE = re.compile(r"\b(?:when|after|by|unless|until|so|but|not|without|only|as|if|through)\b", _I)
_SCOPE = re.compile(
    r"\b(?:includes?|including|excludes?|excluding|adds?|leaves? (?:\w+ )?out|left out|omits?|"
    r"members only|only|counts? (?:\w+ )?by|made at|also counts?|takes? in|whereas|"
    r"not count\w*|explain\w*)\b",
    _I,
)
_WEAK_SCOPE = re.compile(r"\b(?:counts?|counted|counting|different(?:ly)?|based on|covers?|measured)\b", _I)
_ODD = re.compile(
    r"\b(?:whereas|differ\w*|different|does not|do not|not in|compares?|match\w*|mistak\w*|"
    r"confus\w*|instead|belongs|wrong|incomplete|leaves? out)\b",
    _I,
)
_WEAK_ODD = re.compile(r"\b(?:but|although|though|while|however|no longer|same|only|rather|not)\b", _I)
_CONDITION = re.compile(
    r"\b(?:if|provided(?: that)?|providing|conditions?|unless|subject to|depend\w*|as long as|"
    r"only when|when two|tied|conditional|we need|only if)\b",
    _I,
)
_WEAK_CONDITION = re.compile(r"\b(?:requires?|required|must|needs?|when|once)\b", _I)
_AGENT = re.compile(
    r"\b(?:said|says|according|signed|by (?:an?|the) \w+|must|may|told|led by|run by|chief|"
    r"minister|director|president|chair\w*|secretary|head|officer|coordinator|representative|"
    r"commission|association|ministry|council)\b",
    _I,
)
_NAME = re.compile(r"(?<![.!?“\"] )(?<!^)\b[A-Z][\w.&’'-]+(?: (?:of |for |and |the )?[A-Z][\w.&’'-]+)*")
_MEANS = re.compile(
    r"\b(?:by|through|first|then|must|into|out of|under|via|using|requires?|each|after|may|"
    r"holds?|pays?|paid|counts? as|counted|booked|recorded)\b",
    _I,
)
_PURPOSE = re.compile(
    r"\bto [a-z]{3,}\b|\bfor the purpose\b|\baim\w*\b|\bin order to\b|\bso that\b|\bmeant\b|"
    r"\bkeeps?\b|\bfor [a-z]+ing\b",
    _I,
)
_OUTCOME = re.compile(
    r"\b(?:if|when|once|is|are) [^.;]*\b(?:barred|rejected|offered|returned|lost|lapse[sd]?|"
    r"fined?|turned away|excluded|paid|cancelled|withdrawn|applies|needed|required|refused|"
    r"charged|forfeit\w*|ends?|expires?)\b|\bfine\b|\bpenalty\b",
    _I,
)
_SAID = re.compile(
    r"\b(?:said|says|told|spoke|called|asked|stressed|wants?|demand\w*|urged?|announced|"
    r"promised?|warned|added|according to|noted|stated|described|calls?|quoted|puts?)\b|[“\"]",
    _I,
)
_LIST_OF_NAMES = re.compile(r"[A-Z][\w-]+(?:,? and [A-Z]|, [A-Z])")
DEFINING = re.compile(
    r"^\W*(?:[-*]\s*)?\W*(?P<term>[^—–:.;]{1,60}?)\**\s*(?P<entry>[-–—:]\s|\bmeans\b|\bstands for\b|"
    r"\brefers to\b)?(?(entry)|\b(?:is|are)\b)",
    _I,
)
ABSENCE = re.compile(
    r"\b(?:not (?:found|available|given|stated|published|known|seen|covered|disclosed|"
        r"reported|shown|confirmed|described|measured|held|broken down)|"
    r"no (?:[\w'’-]+ ){0,6}?(?:was|were|is|are) (?:found|available|given|published|seen|held|measured|stated)|"
    r"(?:was|were|is|are|could) not (?:be )?(?:found|available|given|published|measured|"
        r"confirmed|stated|broken down|held)|"
    r"no (?:source|report|document|figure|breakdown|list|number|data|split|recent|official|"
        r"full|comparable|independent)s?\b|"
    r"cannot be (?:measured|confirmed|told|converted|given|computed|said)|not possible|"
        r"neither (?:report|article|text|source)|nothing (?:seen|in the)|confidential)", _I)  # fmt: skip
"""A sentence that says that something is not known."""


ENTRY = 0.35
"""The fit of a definition from which it is a glossary's entry for the very term."""


def kinds(text: str) -> tuple[str, ...]:
    """The kinds of words that a question asks for, in order of precedence; empty where it only asks "what".

    >>> kinds("Until when may it be sold, and on what terms?")
    ('condition', 'when')
    """
    found = tuple(name for name, pattern in _COMPILED if pattern.search(text)) or (("definition",) * is_bare(text))
    if "scope" in found:
        return tuple(k for k in found if k not in ("how", "why"))
    if set(found) & {"condition", "outcome", "why", "purpose"}:
        found = tuple(
            k for k in found if k not in ("how", "definition") and not (k == "when" and not _asks_a_date(text))
        )
    return found


def is_bare(text: str) -> bool:
    """Is it only a term, as one is looked up: "bill of lading?"."""
    return bool(_BARE.match(text))


def _asks_a_date(text: str) -> bool:
    """Is "when" about a day, not about a case ("what happens when ...", "when may ... be less")?"""
    return not re.search(r"\bwhen\b", text, _I) or bool(
        re.search(
            r"\bby when\b|\bsince when\b|\buntil when\b|\band when\b|^\W*when (?:did|does|do|will|was|were|is|are)\b",
            text,
            _I,
        )
    )


_NUMBER = re.compile(
    r"\bhow (?:much|many|far|big|large|high|long)\b|\b(?:worth|value|price|rates?|share|total|"
    r"figure|percentage|average|reach|hit|double|triple|exports?|imports?|sales|trade|"
    r"volume)\b",
    _I,
)
_PRICE = re.compile(
    r"\bwhat (?:does|do|did|would|will) [^?]*\b(?:charge|pay|cost|earn|spend|fetch)\w*\b|"
    r"\bwhat[^?]*\bgoing to (?:charge|pay|cost|earn|spend|fetch)\b|"
    r"\b(?:price|fee|freight|wage|salary)s?\b",
    _I,
)
_MONEY = re.compile(
    r"[$€£₹]|\b(?:Rs|USD|EUR|GBP|INR|KSh|KES|dollars?|euros?|rupees?|pounds?|crore|lakh|"
    r"free of charge|free)\b|\bfree\b"
)


def lacks_price(asked: str, text: str) -> bool:
    """Does a question ask what something costs, and a sentence name no money?"""
    return bool(_PRICE.search(asked)) and not re.search(r"\bwhy\b|\bhow come\b", asked, _I) and not _MONEY.search(text)


_OF_MANY = re.compile(
    r"^\W*(?:and |so |but )*(?:which|what|who|whose|when|where)\b[^?]*\b(?:first|last|earliest|latest|soonest)"
    r"(?=\W*$| to [a-z]| (?:in|of|among) )",
    _I,
)
_IN_ORDER = re.compile(
    r"\b(?:first|second|last|earliest|latest|earlier|later|before|after|then|since|already|until)\b", _I
)


def singles_out(asked: str, said: Iterable[str]) -> bool:
    """Where a question asks what came first or last, do sentences tell a time or an order? True for any other."""
    return not _OF_MANY.search(asked) or any(_IN_ORDER.search(text) or periods.read(text) for text in said)


def wants_words(text: str) -> bool:
    """Would a number alone not answer, whatever else the wording suggests?"""
    found = kinds(text)
    if re.match(
        r"(?i)\W*(?:and |so )?who (?:leads|heads|chairs|runs|owns|directs|"
        r"manages)\b(?! the (?:list|ranking|table|field))",
        text,
    ):
        return True
    if found[:1] == ("when",) and not _NUMBER.search(text):
        return True
    return bool(set(found) & {"outcome", "condition", "why", "scope", "purpose", "view", "oddity", "code", "status"})


def fit(kind: str, text: str, query: Query, *, row: bool = False) -> float:
    """How well a sentence holds what a question of a kind asks for: from about -0.3, not at all, to 0.5, surely."""
    return _FIT[kind](text, query) - (
        0.3 if row and kind in ("why", "how", "outcome", "scope", "condition", "purpose", "oddity") else 0.0
    )


def holds(kind: str, text: str, query: Query) -> bool:
    """Does a sentence hold what the kind asks for at all?"""
    return fit(kind, text, query) > 0


def _by(pattern: re.Pattern[str], yes: float, no: float = 0.0) -> Callable[[str, Query], float]:
    return lambda text, _: yes if pattern.search(text) else no


def gives_cause(text: str) -> bool:
    """Does a sentence say that one thing comes of another: "because", "driven by", "led to"?"""
    return bool(_CAUSE.search(text))


def _why(text: str, query: Query) -> float:
    return 0.2 if _CAUSE.search(text) else 0.04 if _WEAK_CAUSE.search(text) else -0.12


def _scope(text: str, query: Query) -> float:
    return 0.3 if _SCOPE.search(text) else 0.1 if _WEAK_SCOPE.search(text) else -0.15


_BEGINS = re.compile(
    r"\b(?:from|since|effect|appl\w+|beg[aiu]n\w*|start\w*|in force|launched|introduced|opened?|after)\b", _I
)
_ENDS = re.compile(r"\b(?:until|ends?|ended|expire[sd]?|last|by|closed?|closes|lapse\w*|before|to)\b", _I)


_EVERY = re.compile(
    r"\b(?:(?:every|each) (?:day|week|month|quarter|year|season|spring|summer|autumn|winter)|daily|weekly|monthly|"
    r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)days?)\b",
    _I,
)
_IN_TURN = re.compile(r"\b(?:only after|as soon as|until|once|before|by the time)\b", _I)


def _when(text: str, query: Query) -> float:
    if not periods.read(text):
        return 0.1 if _EVERY.search(text) else 0.04 if _IN_TURN.search(text) else -0.12
    if re.match(
        r"(?i)^\W*(?:horizon|deadlines?|dates?|day|term|timetable|period of validity|(?:planned )?end|start)\b", text
    ):
        return 0.25
    first, last = _BEGINS.search(text), _ENDS.search(text)
    begin, end = (
        re.search(r"(?i)\b(?:from|since|begin\w*|start\w*|first|apply|applies|effect|force)\b", query.text),
        re.search(r"(?i)\b(?:until|end\w*|expire\w*|last|deadline|by when|lapse\w*|till)\b", query.text),
    )
    if begin and not end:
        return 0.23 if first else -0.05 if last else 0.12
    if end and not begin:
        return 0.23 if last else -0.05 if first else 0.12
    return 0.15


_ROLE = (
    r"(?:president|chair(?:s|man|woman|person)?|heads?|chief|director|secretary|minister|coordinator|leader|"
    r"representative|spokes\w+|manager|officer|governor|commissioner|founder|owner|ambassador|"
    r"trader|analyst|economist|professor)"
)
_ROLE_OR_DUTY = rf"(?:{_ROLE}|leads|owns|speaks|runs|buys|follows)"
_PERSON = r"(?:[A-Z][\w’'-]+ ){1,3}[A-Z][\w’'-]+"
_IN_A_ROLE = re.compile(
    rf"{_PERSON},? (?:(?:who|the|an?|[a-z][\w’'-]*) ){{0,4}}{_ROLE_OR_DUTY}\b"
    rf"|\b{_ROLE},? (?:[a-z]+ ){{0,2}}{_PERSON}"
    rf"|{_PERSON},? (?:[A-Z][\w’'-]+’?s? ){{0,3}}{_ROLE_OR_DUTY}\b|"
    rf"\b(?:[Mm]inister|[Ss]ecretary|[Pp]resident|Dr|Mr|Ms) {_PERSON}"
)
_ASKS_NAME = re.compile(r"\bnames? of\b|\bnamed\b", _I)
_ASKS_SPEAKER = re.compile(
    r"\bwho(?:m|'?s)? (?:else )?(?:is |was )?(?:says?|said|told|puts?|claims?|claimed|quoted|warn\w*|thinks?|thought|"
    r"expects?|complain\w*|promis\w*|doubt\w*)\b",
    _I,
)
_SPOKEN = re.compile(
    rf"\b(?:said|says|told|added|warns?|warned|put|asked|noted) {_PERSON}|{_PERSON},? [^.;“\"]{{0,60}}"
    r"\b(?:said|says|told|added|warns?|warned|noted)\b"
)
_ASKS_ROLE = re.compile(rf"\b{_ROLE_OR_DUTY}\b", _I)


def _who(text: str, query: Query) -> float:
    asked = {t.word.lower() for t in lexicon.tokens(query.text)}
    held = _IN_A_ROLE.search(text)
    if held and (_names_anew(held[0], asked) if _ASKS_ROLE.search(query.text) else asked & _written(held[0])):
        return 0.3
    if _ASKS_SPEAKER.search(query.text) and _SPOKEN.search(text):
        return 0.3
    if _done_by(text, query.text):
        return 0.25
    new = any(_names_anew(m[0], asked) for m in _NAME.finditer(text))
    return 0.1 + (0.05 if new else 0.0) if _AGENT.search(text) else 0.08 if new else -0.1


def names_somebody(text: str, query: Query) -> bool:
    """Does a sentence name whom a question about a role or a name asks for? True for any other question."""
    if _ASKS_ROLE.search(query.text):
        return _who(text, query) >= _IN_FULL
    asked = {t.word.lower() for t in lexicon.tokens(query.text)}
    return not _ASKS_NAME.search(query.text) or any(_names_anew(m[0], asked) for m in _NAME.finditer(text))


def _names_anew(text: str, asked: Set[str]) -> bool:
    """Does a text name somebody or something that the question does not, besides countries and currencies?"""
    new = [w for w in re.findall(r"[\w’'-]+", text) if w[0].isupper() and w.lower() not in asked]
    return any(not is_place(w) and measures.money(w) is None for w in new)


def _written(text: str) -> set[str]:
    return {w.lower() for w in re.findall(r"[\w’'-]+", text)}


_IN_FULL = 0.25
"""How well a sentence fits that says who holds a role, or by whom a thing is done."""


def _done_by(text: str, asked: str) -> bool:
    """Does a sentence say by whom it is done what the question's verb names ("drawn up by a commission")?"""
    alike = {s for t in lexicon.content(asked) for s in (t.stem, *lexicon.synonyms(t.stem), *thesaurus.near(t.stem))}
    return any(
        lexicon.stem(m[1]) in alike for m in re.finditer(r"\b(\w+)(?: up| out| in)? by (?:an? |the )?[a-zA-Z]", text)
    )


def _where(text: str, query: Query) -> float:
    from index.names import places

    asked = {p.name for p in places(query.text, any_case=True)}
    new = [p for p in places(text) if p.name not in asked]
    return (
        0.12
        + (0.12 if len(new) > 1 and re.search(r"(?i)\bplaces|countries|ports|cities|states\b", query.text) else 0.0)
        if new or re.search(r"\b(?:in|at|near|through|via) [A-Z]", text)
        else -0.08
    )


_LONG_TERM = 4
"""A term of a glossary has seldom more words."""
_ASKS_MEANING = re.compile(
    r"(?i)\b(?:what|whats|mean\w*|define|stands?|definition|explain|short|words?|sentence|exactly|plain|english|again|here)\b"
)


def _definition(text: str, query: Query) -> float:
    """A glossary entry whose term, or what it is short for, is what is asked about."""
    m = DEFINING.match(text)
    if not m:
        return 0.0
    asked, written = _ASKS_MEANING.sub(" ", query.text), m["term"]
    term, wanted = _term(written), _term(asked)
    if not term or not wanted:
        return 0.0
    if term == wanted or _joined(written) == _joined(asked):
        return 0.5
    if not m["entry"]:  # "the dollar values are lower" defines no dollar
        return 0.0
    written_out = _term(re.split(r"[,;.(]", text[m.end() : m.end() + 80])[0])
    named = len(term) <= _LONG_TERM and (wanted <= term or term <= wanted)
    return ENTRY if named or (len(wanted) > 1 and wanted <= written_out) else 0.0


def _term(words: str) -> frozenset[str]:
    """The stems of a term, without accents."""
    return frozenset(t.stem for t in lexicon.content(unaccented(words)))


def _joined(words: str) -> frozenset[str]:
    """The same with what is hyphened in one: `Out-lot` is `outlot`."""
    return _term(re.sub(r"(?<=\w)-(?=\w)", "", words))


_RULE = re.compile(
    r"\b(?:(?-i:may)|must|allowed|permitted|only|no more than|needs?|has to|have to|obliged?|required?|exempt\w*|"
    r"free of|prohibited|banned|forbidden|entitled|not owed|cannot|nobody)\b",
    _I,
)


def _difference(text: str, query: Query) -> float:
    return 0.05 if DEFINING.match(text) else 0.0


_FIT: dict[str, Callable[[str, Query], float]] = {
    "oddity": lambda text, _: 0.22 if _ODD.search(text) else 0.06 if _WEAK_ODD.search(text) else -0.12,
    "status": _by(
        re.compile(
            r"\b(?:exempt\w*|excluded|free|eligible|entitled|not (?:apply|cover|touch)|allowed|banned|"
            r"barred|prohibited|spared|above all|only)\b",
            _I,
        ),
        0.25,
        -0.15,
    ),
    "scope": lambda text, query: max(_scope(text, query), _why(text, query)),
    "rule": _by(_RULE, 0.2, -0.1),
    "outcome": _by(_OUTCOME, 0.2, -0.05),
    "condition": lambda text, _: 0.22 if _CONDITION.search(text) else 0.12 if _WEAK_CONDITION.search(text) else -0.1,
    "why": _why,
    "difference": _difference,
    "purpose": _by(_PURPOSE, 0.15, -0.05),
    "when": _when,
    "who": _who,
    "code": _by(re.compile(r"\d"), 0.08, -0.1),
    "where": _where,
    "definition": _definition,
    "view": _by(_SAID, 0.08),
    "how": _by(_MEANS, 0.06),
}
