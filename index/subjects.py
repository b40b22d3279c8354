"""What a number of a sentence is said of: the subject of its clause, or the words right before it.

"Scrap, the main raw material, was bought abroad at $391" is about scrap, "receipts of 120 billion" about receipts, and
in "knitwear earned $4.4 billion, bedwear $2.8 billion" the second amount is of bedwear. It is read where a clause
names no goods beside its flow.
"""

from __future__ import annotations

import re

from index import facets, lexicon
from index.names import Place

_REACHES = (
    "reached|totall?ed|amounted|climbed|dropped|declined|increased|decreased|jumped|slipped|earned|earns|accounted|"
    "accounts?|remained|contributed|generated|brought|made|makes?|stood|stands?|rose|rises?|fell|falls?|grew|grows?|"
    "came|comes?|went|goes|cost|costs|took|takes|hit|shrank|doubled|tripled|halved|exceeded|topped|surpassed|passed|"
    "represented|represents?|comprised|surged|soared|plunged|slumped|edged|added|adds|lost|gained|averaged|averages|"
    "ranged|ranges?|covered|covers|fetched|sold|sells?|carried|drew|attracted|supplied|yielded|dipped|eased|widened|"
    "narrowed|recovered|doubles|employed|employs?|used|uses|held|holds|kept|produced|worked|ran|lasted|lasts|"
    "returned|sank|tumbled|advanced|expanded|contracted|shrunk|swelled|settled|closed|traded|bought|paid|pays"
)
_AUXILIARY = "is|are|was|were|has|have|had|will|would|can|could|may|might|should|did|does"
_VERB = re.compile(rf"(?i)(?<![\w-])(?:{_AUXILIARY}|{_REACHES})\b")
_SPEAKS = re.compile(
    r"(?i)\b(?:said|says?|reported|reports?|puts?|gave|gives?|expects?|expected to|estimates?|estimated|counted|"
    r"counts?|quoted?|quotes|cited|called|calls|told|noted|announced|forecasts?|foresees?|predicts?|projects|aims?|plans?|"
    r"wants?|hopes?|sets?|values|valued (?!at)|attributes|claims?|claimed|describes?|prints?|shows?|showed|targets|"
    r"wrote|writes)\b"
)
_DOES = re.compile(r"(?i)\b(?:will|would|can|could|may|might|shall|should|must|to) [a-z]+ ")
_ADVERBIAL = re.compile(
    r"(?i)\s*(?:in|by|on|at|for|from|during|within|according|since|after|before|despite|with|without|under|over|"
    r"through|among|between|of|as|to|however|meanwhile|overall|moreover|again|then|still|also|here|there|now|today|last|"
    r"this year|and|but|while|whereas|when|if|where|because|although|though|compared|some|about|around|nearly|almost|"
    r"up|down|including|excluding|ahead|behind|followed|leaving|thus|so|only|even|once)\b"
)
_NO_THING = re.compile(
    r"(?i)^(?:it|they|this|that|these|those|he|she|we|which|who|both|one|two|three|four|five|six|all|each|others?|"
    r"the (?:former|latter|rest|figure|total|same|report|ministry|government|association|council|company|country|note|"
    r"document|paper|office|bank|bureau|agency|authorities|department|article|official|spokesman|minister|bulletin|"
    r"union|board|group|federation|sector|industry))\b"
)
_HEAD = re.compile(
    r"(?i)\b(?:of|worth|at|:)\s+(?:a |an |the |about |around |some |nearly |almost |over |only |just |roughly |"
    r"more than |less than |approximately |up to |at least )*$"
)
_TRADER = re.compile(
    r"(?i)\b(?:source|supplier|buyer|seller|exporter|importer|producer|maker|consumer|provider|purchaser|user)s? of "
)
_COUNTED_BY = re.compile(r"(?i)\bby (?:the )?(?:number of )?([a-z]+),? at (?:about |around |some |nearly |over )?$")
_EMPTY = frozenset(
    lexicon.stem(w)
    for w in """average mean median total sum share value price rate level rise fall increase decrease drop decline gain
    growth number amount volume quantity record maximum minimum high low target goal figure gap change estimate forecast
    result part half third quarter majority most bulk remainder balance peak cost weight size year month day week bill
    percentage proportion portion rest time period capacity limit range ceiling floor fee country government ministry
    association alone time market markets customs data authority official report company headline aspiration ambition
    saving split outlay""".split()
)
"""Words that measure and name nothing that is measured."""


def subject(text: str, left: int, at: int, found: tuple[Place, ...]) -> tuple[str, ...]:
    """Stems of what the number at `at` is said of, in a clause that begins at `left`; empty where nothing names it."""
    return (
        _listed(text, left, at, found)
        or _before(text, left, at, found)
        or _traded(text, left, at, found)
        or _of_verb(text, left, text[left:at], found)
    )


def _telling(stems: list[str]) -> tuple[str, ...]:
    empty = _EMPTY | lexicon.light_stems()
    return tuple(s for s in dict.fromkeys(stems) if s not in empty and not re.search(r"\d", s))[-4:]


def _listed(text: str, left: int, at: int, found: tuple[Place, ...]) -> tuple[str, ...]:
    """The goods of a list that leaves its verb out: "..., bedwear $2.80 billion and cotton cloth ($1.87 billion)"."""
    head = text[left:at]
    m = re.fullmatch(r"(?:[\s,;]*(?:and |while |but )?)(?P<np>[^,;:()]{3,60}?) ?(?:\(|at |for |with )?", head)
    if left == 0 or not m or _VERB.search(m["np"]) or _SPEAKS.search(m["np"]) or _ADVERBIAL.match(m["np"]):
        return ()
    stems = facets.noun_phrase(text, left + m.start("np"), found, limit=4)
    words = lexicon.tokens(m["np"])
    return _telling(stems) if words and not lexicon.is_stop(words[-1]) else ()


def _before(text: str, left: int, at: int, found: tuple[Place, ...]) -> tuple[str, ...]:
    """The nouns that an amount is of: "receipts of 120 billion dirhams"."""
    m = _HEAD.search(text[left:at])
    if not m:
        return ()
    verbs = (v.end() for verb in (_DOES, _SPEAKS, _VERB) for v in verb.finditer(text, left, left + m.start()))
    done = max(verbs, default=0)
    before = "".join(" " if i < done else c for i, c in enumerate(text[: left + m.start()]))
    return _telling(facets.modifiers(before, found))


def _traded(text: str, left: int, at: int, found: tuple[Place, ...]) -> tuple[str, ...]:
    """What somebody is a source or buyer of, and by which number: "the largest source of medicines by packs, at"."""
    head = text[left:at]
    m = _TRADER.search(head)
    by = _COUNTED_BY.search(head)
    goods = facets.noun_phrase(text, left + m.end(), found, limit=3) if m else []
    return _telling([*goods, *([lexicon.stem(by[1])] if by else [])])


def _of_verb(text: str, left: int, head: str, found: tuple[Place, ...]) -> tuple[str, ...]:
    """The subject of the clause's verb."""
    position = 0
    for part in re.split(r"(?<=[,;:—]) ", head):
        start, position = position, position + len(part) + 1
        opening = re.match(r"[\s,;:“\"‘'(]*(?:and |while |but |whereas |though )?", part)
        body = part[opening.end() :] if opening else part
        if not body.strip(" ,;:") or _ADVERBIAL.match(body):
            continue
        if _NO_THING.match(body):
            return ()
        verb, speaks = _VERB.search(text, left + start), _SPEAKS.search(body)
        if speaks and (not verb or left + start + len(part) - len(body) + speaks.start() <= verb.start()):
            return ()
        if not verb or verb.start() >= left + len(head):
            return ()
        begins = left + start + len(part) - len(body)
        words = lexicon.tokens(text[begins : verb.start()])
        if len(words) > 1 and words[1].word[0].isupper() and not any(p.start <= begins < p.end for p in found):
            return ()  # the name of somebody
        return _telling(facets.noun_phrase(text[: verb.start()], begins, found, limit=4))
    return ()
