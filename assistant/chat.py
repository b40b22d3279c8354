"""Puts a question typed as people type to each other into plain words: shorthand is spelled out, asides are left out.

What is polite ("pls", "thanks in advance"), who asks ("my boss wants to know"), how the answer should look ("in one
sentence") and what the asker thinks of it ("i guess") say nothing of what is asked about, and would otherwise have to
be found in the documents.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from assistant.shorthand import spelled_out

_PRIVATE = (
    r"(?:colleague|friend|client|customer|partner|neighbou?r|assistant|intern|guest|wife|husband|guy|boss|team|"
    r"manager|director|chair(?:man|woman)?|counterpart|host|minister|ambassador|secretary|delegation|department)"
)
"""Somebody of the asker's own: no speaker of the documents."""
_ANYBODY = r"(?:colleague|friend|client|guy|neighbou?r)"
_SAYS = (
    r"(?:asks?|asked|is asking|wants? to know|wanted to know|needs? to know|writes?|wrote|says?|said|tells? me|"
    r"told (?:me|us)|claims?|claimed|insists?|insisted|keeps? (?:asking|saying|telling me)|wonders?|wondered|heard|"
    r"reckons?|mentioned|noted)"
)
_THINGS = (
    r"(?:things?|stor(?:y|ies)|numbers?|figures?|values?|totals?|amounts?|dates?|answers?|versions?|[a-z]*illions)"
)
_OTHER = r"(?:something else|something different|(?:all (?:sorts|kinds) of )?(?:different|other|conflicting|various)"
_WHO = r"(?:everyone|everybody|people|they all|some|my (?:two |three |both )?(?:sources|papers|notes|documents))"
_ASIDES = (
    # Sources that differ: what the aside asks for is said in plain words.
    (
        rf"\b{_WHO} (?:keeps? )?(?:tells?|telling|says?|saying|gives?|shows?|reports?|has|have|quotes?)(?: (?:me|"
        rf"us|you))?"
        rf" {_OTHER} {_THINGS}?)",
        "do the sources agree",
    ),
    (
        rf"\b(?:i(?:'ve| have|'m| am)? |we(?:'ve| have)? )?(?:keep )?(?:hear(?:d|ing)?|read(?:ing)?|see(?:ing|n)?|"
        rf"find(?:ing)?|"
        rf"found|get(?:ting)?|got) (?:all (?:sorts|kinds) of )?(?:different|conflicting|various|"
        rf"contradictory) {_THINGS}",
        "do the sources agree",
    ),
    (
        r"\b(?:is (?:it|that|this) )?(?:the )?same (?:number |figure |value |amount )?in both (?:of them|"
        r"[a-z]+)(?:['’]s?)?"
        r"(?: (?:books|statistics|data|numbers|figures|records|reports|accounts|papers))?",
        "do the sources agree",
    ),
    # Who asks, and for whom.
    (
        rf"\b(?:(?:my|our)(?: [\w-]+){{0,2}}? {_PRIVATE}|(?:an?|one|some|the)(?: [\w-]+){{0,2}}? {_ANYBODY})"
        rf" (?:here |there |of mine )?{_SAYS}(?: (?:me|us))?(?: (?:if|whether))\b[:,]?",
        "is it true that",
    ),
    (
        rf"\b(?:(?:my|our)(?: [\w-]+){{0,2}}? {_PRIVATE}|(?:an?|one|some|the)(?: [\w-]+){{0,2}}? {_ANYBODY})"
        rf" (?:here |there |of mine )?{_SAYS}(?: (?:me|us))?(?: that)?\b[:,]?",
        "",
    ),
    (r"\b(?:this is |it is |it's )?(?:for (?:my|our|a|the)|in (?:my|our)) (?:notes?|slides?|boss|minister|meeting|"
     r"presentation|"
     r"speech|talk|report|summary|memo|speaking notes|talking points|papers|files?|folder|pack|hands|briefing)"
     r"(?: (?:tomorrow|today|tonight|now|later))?(?=\W*$|[,;:?.!)]|\s+[-–—])", ""),
    # Courtesies.
    (r"\b(?:many )?(?:thanks|thank you|cheers|much appreciated|appreciate it)(?: (?:a lot|so much|very much|"
     r"in advance|"
     r"again|a million|for (?:your|the|any) help))*\b", ""),
    (r"\b(?:if (?:you|u) (?:can|could|know|please|would|have it|have them)|if possible|if (?:you|u) (?:do not|"
     r"don't) mind|"
     r"when you have (?:a (?:minute|moment|second)|time)|as soon as possible|urgent(?:ly)?(?=\W*$))", ""),
    (r"\bplease\b", ""),
    (r"^\W*(?:(?:hi|hello|hey|hiya|greetings|good (?:morning|afternoon|evening|day)|dear (?:all|assistant|team|sir|"
     r"madam))(?: (?:there|again|all|team|everyone))?\b[\s,!.:-]*)+", ""),
    (r"^\W*(?:sorry|excuse me|pardon(?: me)?|um+|uh+|erm*|well|look|listen|alright|by the way|oh)\b[\s,!.:-]+", ""),
    (r"^\W*(?:(?:just )?(?:a |one |another |my )?(?:quick|short|last|next|small|simple|silly|dumb|stupid|further|"
     r"other|final|more)? ?(?:question|one|thing|check)(?: (?:more|for you|from me))?|next|question|"
     r"q)\s*[:,–—-]+\s+", ""),
    (r"^\W*(?:i was wondering|i wonder|i(?:'m| am) (?:wondering|curious)|just (?:wondering|curious|checking|asking)|"
     r"out of curiosity|any (?:idea|clue|chance you know)|do (?:you|u) (?:happen to )?know|"
     r"(?:can|could|would|will) (?:you|u) (?:please )?(?:remind me|let me know|help me with|look up|find out|confirm)|"
     r"i(?:'d| would)? (?:like|need|want|love) to (?:know|learn|understand|find out|hear)|let me know|remind me)\b"
     r"[\s,:]*(?:(?:if|whether) (?=(?:the|there|it|they|we)\b))?", ""),
    # What the asker thinks of the question.
    (r"[,;:–—-]?\s*\b(?:or not|not [\w ]{2,30}? i (?:guess|think|suppose|hope|assume))(?=\W*$)", ""),
    (r"[,;–—-]?\s*\b(?:i (?:guess|suppose|presume|reckon|imagine|mean)|if i(?:'m| am) not mistaken|"
     r"if i (?:remember|recall)(?: (?:right|rightly|correctly|well))?|as far as i (?:know|remember|recall)|afaik|iirc|"
     r"imh?o|fyi|correct me if i(?:'m| am) wrong|off the top of (?:your|my) head|just (?:asking|curious|wondering|"
     r"checking|to be sure|to confirm|to check)|to be (?:sure|clear|honest|precise)|(?:i(?:'m| am) )?not (?:so |"
     r"quite )?sure"
     r"(?: (?:though|about (?:it|that|this)))?|no idea|lol|haha+|hmm+)\b", ""),
    # How the answer should look.
    (r"\b(?:in|with|using) (?:just |only )?(?:one|a|a single|two|three|a few|plain|simple|short|everyday|"
     r"lay(?:man|person)'?s?)"
     r" (?:short |simple |plain |quick )?(?:sentences?|lines?|words?|paragraphs?|terms|english|language)\b", ""),
    (r"\bin (?:english|short|brief|a nutshell for me|bullets|bullet points|note form)\b", ""),
    (r"[,;:–—-]?\s*\b(?:just|only) (?:the|a|one) (?:number|figure|value|amount|date|name|percentage)(?=\W*$|"
     r"[,;:])", ""),
    (r"[,;:–—-]?\s*\b(?:numbers?|figures?|short answer|one[- ]liner|headline) only(?=\W*$)|"
     r"\b(?:short answer|keep it short|be brief|no details|nothing else|briefly)(?=\W*$|\s*[:,])", ""),
    (r"^\W*(?:the )?(?:exact|precise|latest|headline|right|correct)? ?(?:figure|number|value)\s*[:,–—-]+\s+", ""),
)  # fmt: skip
"""(an aside, what it says in plain words), in the order in which they are tried."""

_TABLE = re.compile(
    r"(?i)^\W*(?:an? |the |small |quick |short )*table\s*[:,–—-]*\s+(?!\d|[A-Z]\b)(?!on\b|in\b)|"
    r"(?<!\ba)(?<!\bthe)(?<!\bin)(?<!\bas)[,;]?\s+\btable\W*$"
)
_COMPILED = tuple((re.compile(pattern, re.I), said) for pattern, said in _ASIDES)
_GLUED = re.compile(r"(?i)\b(in|for|since|by|of|from|to|and|vs)((?:19|20)\d\d)\b")


def plain(text: str, known: Callable[[str], bool]) -> str:
    """A question in plain words; as it is where nothing of it would be left.

    Args:
        text: the question as typed.
        known: do the documents use this word, in lower case? Their own abbreviations stay as they are.

    >>> plain("Quick question: whats the min wage, pls?", lambda word: False)
    'what is the minimum wage?'
    """
    out = _GLUED.sub(r"\1 \2", spelled_out(text, known))
    for pattern, said in _COMPILED:
        out = pattern.sub(f" {said} " if said else " ", out)
    if _TABLE.search(out):
        out = f"{_TABLE.sub(' ', out).strip(' ?.!')}, as a table"
    out = re.sub(r"\s+(?=[?,.;:!)])", "", " ".join(out.split()))
    out = re.sub(r"[,;:–—-]+(?=[?.!])|\(\s*\)", "", out).strip(" ,;:–—")
    return out if re.search(r"\w\w", out) else text
