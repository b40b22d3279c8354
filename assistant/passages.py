"""Answers in the documents' own words: the fewest sentences that answer, whole and in order, each cited.

Sentences that share words with the question, or stand in a passage that search found, are ranked by what speaks for
them (`assistant.signs`), alone and with a neighbour, by fitted weights (`assistant.sentence_choice`), which also tell
how sure it is that the best of them answers.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from assistant import asking
from assistant.asking import ABSENCE, DEFINING
from assistant.matcher import Matcher, period_bonus, question_terms
from assistant.query import Query, Term
from assistant.sentence_choice import Ranked, is_idle, is_misnumbered, lost_names, ranked, sureness
from assistant.sentences import Sentences, Unit, is_label
from assistant.signs import Asked, Window, points_back, windows
from index.figures import SOURCE_MARK
from index.types import Hit, Span

Search = Callable[[str, int], tuple[Hit, ...]]

_SHORTLIST = 40
"""So many sentences, best covered first, are looked at closely."""
_HITS = 8
_CHOICES = 3
_USUAL = 10
_AGAIN, _UNREAD, _SAME_DOCUMENT, _CLOSE_BY, _CLOSE = -1.0, 1.5, 0.6, 0.8, 700
"""What a follow-up adds to the score of the last answer's sentences where they were read out, where they were not, to
those of the same document, and to those within so many characters."""
_ARTICLE = re.compile(r"(?i)\b(?:newspaper|press|article|news (?:piece|story|item|report))\b")
_MEANT_KIND = 1.0
_ON_THE_DAY = 1.5
"""What is added for a sentence that tells of the very day or month that the question names."""
_BOTH_DEFINED = 0.6
"""How sure a difference is that the definitions of both terms tell."""
_ALSO = re.compile(r"(?i)\b(?:also|too|as well|likewise)\b")
_CASE = re.compile(r"(?i)^\W*(under|if|where|when|for|with|in case of)\b[^.;:]*?,")
"""How a sentence begins that tells one of several cases."""
_PLACES = 0.2
"""How well a sentence fits that names several places where several are asked for."""
_ONWARD = re.compile(r"(?i)^[“\"]?(?:but|however|otherwise|before that|after that|nor|neither)\b")


@dataclass(frozen=True, slots=True)
class Found:
    """Sentences chosen for an answer.

    Attributes:
        units: the sentences, in order.
        score: by which they were chosen.
        sure: the probability that they answer.
        unknown: names and places of the question that no document has.
        lost: those that other sentences have, and these are not about.
        idle: whether what the question says is done is not said.
        in_focus: whether they stand beside what the last answer rested on.
        misnumbered: whether they are of another number than the one by which the question names a thing.
        on_the_day: whether they tell of the very day or month that the question names.
    """

    units: tuple[Unit, ...]
    score: float
    sure: float
    unknown: int = 0
    lost: int = 0
    idle: bool = False
    in_focus: bool = False
    misnumbered: bool = False
    on_the_day: bool = False


def looked_at(
    query: Query, sentences: Sentences, search: Search, extra: Sequence[Term] = ()
) -> tuple[Asked, list[Window]]:
    """The question ready for comparing, and the windows that are worth a closer look."""
    text = " ".join([query.text, *(t.word for t in extra)])
    hits = search(text, _HITS)
    asked = Asked(query, sentences, hits, extra)
    near = windows(sentences.shortlist(asked.words, hits, _SHORTLIST), sentences)
    asked.compare(sentences.similar(text, list({u.index: u for w in near for u in w}.values())))
    return asked, near


def find(
    query: Query,
    sentences: Sentences,
    search: Search,
    extra: Sequence[Term] = (),
    focus: Sequence[Span] = (),
    *,
    said: bool = True,
) -> tuple[Found, ...]:
    """The best sentences for a question: a few choices that do not overlap, best first.

    Args:
        query: the question; its places and periods must be matched.
        sentences: the corpus.
        search: hybrid search over passages.
        extra: words of the conversation that the question leans on, counted softly.
        focus: spans that the conversation is about; sentences near them are preferred.
        said: whether the last answer read those spans out; else they may answer themselves.
    """
    asked, near = looked_at(query, sentences, search, extra)
    found = ranked(asked, near, _bonus(asked, near, focus, said))
    around = {(u.span.document, u.block) for span in focus for u in sentences.at(span)}
    out: list[tuple[bool, Found]] = []
    taken: set[int] = set()
    for at, best in enumerate(found):
        if taken.isdisjoint(u.index for u in best.window):
            taken.update(u.index for u in best.window)
            in_focus = any((u.span.document, u.block) in around for u in best.window)
            units = _completed(asked, sentences, found, best)
            defined = _are_both_defined(asked, units)
            sure = max(sureness(asked, found, at), _BOTH_DEFINED if defined else 0.0)
            lost = lost_names(asked, units)
            on_the_day = asked.names_day(best.window)
            idle, misnumbered = is_idle(asked, best.window), is_misnumbered(asked, units)
            choice = Found(units, best.score, sure, *lost, idle, in_focus, misnumbered, on_the_day)
            out.append((not defined, choice))
        if len(out) == _CHOICES:
            break
    # Two definitions tell a difference better than a row that names one side of it.
    return tuple(choice for _, choice in sorted(out, key=lambda o: o[0]))


def _are_both_defined(asked: Asked, units: Sequence[Unit]) -> bool:
    """Is a difference between two terms asked for, and are these the definitions of both?"""
    entries = [u for u in units if u.kind != "row" and DEFINING.match(u.text)]
    return asked.kinds[:1] == ("difference",) and len(entries) > 1 and not any(lost_names(asked, units))


def _bonus(asked: Asked, near: Sequence[Window], focus: Sequence[Span], said: bool) -> dict[int, float]:
    """What is added for sentences of what the conversation is about, of the kind of document or the day named."""
    wanted = "article" if _ARTICLE.search(asked.query.text) else None
    documents = asked.sentences.evidence.documents
    out: dict[int, float] = {}
    for unit in {u.index: u for w in near for u in w}.values():
        bonus = _of_focus(unit, focus, said)
        if wanted and documents[unit.span.document].kind == wanted:
            bonus += _MEANT_KIND
        if asked.names_day((unit,)):
            bonus += _ON_THE_DAY
        if bonus:
            out[unit.index] = bonus
    return out


def _of_focus(unit: Unit, focus: Sequence[Span], said: bool) -> float:
    if unit.span in focus:
        return _AGAIN if said else _UNREAD
    near = [abs(span.start - unit.span.start) < _CLOSE for span in focus if span.document == unit.span.document]
    return _SAME_DOCUMENT + (_CLOSE_BY if any(near) else 0.0) if near else 0.0


def _completed(asked: Asked, sentences: Sentences, found: Sequence[Ranked], best: Ranked) -> tuple[Unit, ...]:
    """A window with what it needs: what it points back or adds to, the other side of a difference."""
    query, chosen = asked.query, list(best.window)
    first = chosen[0]
    before = sentences.near(first, -1)
    told_before = before and before.kind != "row" and before.headings == first.headings and not is_label(before.text)
    if label := _label(asked, sentences, chosen):
        chosen.insert(0, label)
    elif before and told_before and points_back(first.text):
        chosen.insert(0, before)
    elif other := _added_to(asked, sentences, first):
        chosen.insert(0, other)
    after = sentences.near(chosen[-1], 1)
    if after and after.block == chosen[-1].block and len(chosen) < 3 and _goes_on(query, chosen[-1], after):
        chosen.append(after)
    if "difference" in asking.kinds(query.text):
        chosen += _other_side(query, sentences, found, chosen)
    return tuple(sorted(dict.fromkeys(chosen), key=lambda u: u.index))


def _label(asked: Asked, sentences: Sentences, chosen: Sequence[Unit]) -> Unit | None:
    """The heading that a paragraph begins with, where only it has a name or number that the question gives."""
    label = sentences.block(chosen[0])[0]
    if not is_label(label.text):
        return None
    told = label.own - frozenset().union(*(u.own for u in chosen))
    return label if any(w.stem in told and (w.name or w.stem[0].isdigit()) for w in asked.words) else None


def _added_to(asked: Asked, sentences: Sentences, unit: Unit) -> Unit | None:
    """The item of a list that the next one adds to by its "also", where it is about what is asked too."""
    before = sentences.near(sentences.block(unit)[0], -1)
    if unit.kind != "item" or not _ALSO.search(unit.text) or before is None or before.headings != unit.headings:
        return None
    other = sentences.block(before)[0]
    shared = [len({w.stem for w in asked.words} & u.own) for u in (other, unit)]
    return other if other.kind == "item" and shared[0] and 2 * shared[0] >= shared[1] else None


def _goes_on(query: Query, last: Unit, after: Unit) -> bool:
    """Does a sentence carry on the answer of the one before it: a step of how it works, a turn of what was said?"""
    if ABSENCE.search(after.text):
        return False
    if _one_case_each(last, after):
        return True
    if asking.kinds(query.text)[:1] == ("where",) and points_back(after.text):
        return asking.fit("where", after.text, query) >= _PLACES > asking.fit("where", last.text, query)
    how = asking.kinds(query.text)[:1] == ("how",) and asking.fit("how", after.text, query) > 0
    return how or bool(_ONWARD.match(after.text))


def _one_case_each(one: Unit, two: Unit) -> bool:
    """Do two sentences tell one case each, begun alike: "Under a ban, ... Under a quota, ..."?"""
    cases = [_CASE.match(SOURCE_MARK.sub("", u.text)) for u in (one, two)]
    return all(cases) and len({m[1].lower() for m in cases if m}) == 1


def _other_side(query: Query, sentences: Sentences, found: Sequence[Ranked], chosen: Sequence[Unit]) -> list[Unit]:
    """For a difference between two things: the best sentence on the thing that is not covered yet."""
    own = frozenset().union(*(u.own for u in chosen))
    rest = {t.stem for t in question_terms(query) if t.hard and t.stem not in own}
    best = next((r.window for r in found[1:30] if rest & r.window[0].own and len(r.window) == 1), ())
    return [u for u in best if u not in chosen]


def absences(query: Query, sentences: Sentences) -> list[Unit]:
    """Sentences that say that the very thing the question asks for is not known, most alike first.

    The first noun of a question is what is asked for ("fees", "a breakdown", "shares"): the sentence must name it, or
    else nearly everything the question names; and no place that is asked about may be foreign to it.
    """
    terms = question_terms(query)
    matcher = Matcher(sentences, terms)
    wanted = next((t for t in terms if t.hard and t.stem[0] not in "@0123456789"), None)
    places_asked = [t.word for t in terms if t.stem.startswith("@")]
    out = []
    for unit in sentences.candidates(matcher.stems, ()):
        if unit.kind == "row" or not ABSENCE.search(unit.text) or matcher.lacks((unit,), places_asked):
            continue
        coverage, missing = matcher.coverage((unit,))
        told = Matcher(sentences, [t for t in terms if t.hard and not _usual_place(sentences, t)]).matched(unit)
        names_it = wanted is not None and Matcher(sentences, (wanted,)).matched(unit) > 0
        direct = matcher.direct(unit)
        nearly_all = direct >= 0.6 and (not missing or (coverage >= 0.75 and direct >= 0.75))
        if told and ((names_it and coverage >= 0.5 and direct >= 0.4) or nearly_all):
            out.append((coverage + direct + 2 * period_bonus(query, unit, sentences), unit))
    return [u for _, u in sorted(out, key=lambda x: (-round(x[0], 6), x[1].index))]


def _usual_place(sentences: Sentences, term: Term) -> bool:
    """A place that the documents name all the time tells nothing."""
    return term.stem.startswith("@") and sentences.count(term.stem) > _USUAL
