"""A ranking question as an ordering is compared with it: its telling words, what it ranges over and is counted in."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence, Set

from assistant.bind import RAREST, Evidence
from assistant.families import telling
from assistant.figure_choice import Ranking
from assistant.orderings import asks_for_growth
from assistant.patterns import words
from assistant.query import Query
from assistant.ranging import ranging_of
from assistant.vocabulary import CURRENCY, pattern
from index import lexicon
from index.types import Hit

_RANKING = pattern(
    r"^\w{2,}est$", r"^(?:most|least|top|rank\w*|order\w*|list\w*|nam\w*|big\w*|larg\w*|high\w*|low\w*|first|second)$",
    r"^(?:third|fourth|fifth|runner|number|among|named|listed|sort\w*|place|us|one|two|three|four|five|six|much)$",
    r"^(?:main|leading|biggest|down|up)$",
    r"^(?:apart|aside|behind|ahead|except\w*|besides|exclud\w+|follow\w*|right)$",
)  # fmt: skip
"""Words of a question that say how it ranks, not what."""
_CUES: tuple[tuple[frozenset[str], re.Pattern[str]], ...] = (
    (frozenset({"mass"}), words("weight", "weigh\\w*", "tonnages?", "tonnes?", "tons?", "kg", "heav\\w+")),
    (
        frozenset({"money"}),
        pattern(
            r"\b(?:values?|money|spen[dt]\w*|paid|pay\w*|earn\w*|bills?|worth|budget)\b", rf"(?<!\w){CURRENCY}(?!\w)"
        ),
    ),
    (frozenset({"price", "money"}), words("pric\\w+", "dear\\w+", "cheap\\w*", "expensive", "cost\\w*", "per")),
    (frozenset({"time"}), words("longest", "quick\\w*", "slow\\w*", "days", "hours", "minutes", "fastest")),
    (frozenset({"length"}), words("longest", "nearest", "farthest", "distance", "kilomet\\w+", "km", "miles")),
    (frozenset({"percent"}), words("share", "percentage", "duty", "tariff", "rate", "used")),
    (frozenset({"count"}), words("units", "number", "machines", "fewest", "many")),
)  # fmt: skip
_FAR = 5.0
"""How far a figure's score may lie below the best."""


class Asked:
    """A question with what is the same for all orderings."""

    def __init__(
        self,
        evidence: Evidence,
        query: Query,
        hits: Sequence[Hit],
        ranking: Ranking,
        kinds: Mapping[str, float],
        strict: frozenset[str],
    ) -> None:
        """Reads the question; see `assistant.order_likeness.features`."""
        self.query, self.request, self.kinds, self.strict = query, query.request, kinds, strict
        tokens = [t for t in lexicon.tokens(query.text) if not lexicon.is_stop(t) and not t.word[0].isdigit()]
        content = [t for t in tokens if not _RANKING.search(t.word)]
        self.stems = {t.stem: max(0.5, evidence.weight(t.stem)) for t in content}
        hard = [t for t in telling(query.request.terms) if t.hard and t.stem in self.stems]
        self.terms = [(t.stem, max(1.0, evidence.weight(t.stem))) for t in hard]
        self.names = {t.stem for t in content if t.word[0].isupper() and t.start > 0}
        self.total = sum(self.stems.values()) or 1.0
        self.strange = max((w for s, w in self.stems.items() if not evidence.knows(s)), default=0.0) / RAREST
        self.meant: dict[str, set[str]] = {}
        for stem in self.stems:
            for word in (stem, *lexicon.synonyms(stem)):
                self.meant.setdefault(word, set()).add(stem)
        self.elsewhere: set[str] = set()
        self.places = {p for p in query.request.places if p != evidence.home}
        self.ranging = ranging_of(query.text)
        self.cues = [set(kinds) for kinds, cue in _CUES if cue.search(query.text)]
        self.grows = asks_for_growth(query.text)
        scores = dict(zip((f.id for f in ranking.figures), ranking.scores, strict=True))
        top = max(ranking.scores, default=0.0)
        self.figures = {id: max(-1.0, (score - top) / _FAR) for id, score in scores.items()}
        self.hits = tuple(hits)
        dense = [dict(h.why).get("dense", 0.0) for h in hits]
        lexical = [dict(h.why).get("bm25", 0.0) for h in hits]
        self.best_dense, self.best_lexical = max(dense, default=0.0) or 1.0, max(lexical, default=0.0) or 1.0

    def said(self, text: str) -> set[str]:
        """The question's stems that a text says, or means."""
        return {s for t in lexicon.tokens(text.replace("_", " ")) for s in self.meant.get(t.stem, ())}

    def share(self, stems: Iterable[str], named: Set[str] = frozenset()) -> float:
        """The share of the question's weight that some of its stems have, without those that name a member."""
        rest = self.total - sum(self.stems[s] for s in named)
        return sum(self.stems[s] for s in stems if s not in named) / max(rest, 0.5)
