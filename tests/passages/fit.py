"""Fits the weights by which sentences are chosen as answers, on labelled questions. Needs the embedding model.

    python -m tests.passages.fit                what a topic gets when the fit has not seen it
    python -m tests.passages.fit --write        fits on all topics and writes assistant/sentence_weights.json
    python -m tests.passages.fit --cache FILE   keeps what was computed of the questions, for quick repeats

Labelled are the passage questions of the acceptance set, of tests/questions and of tests/briefs, whose evidence gives
the sentences that answer, and those of tests/passages/*.jsonl: `question` and `evidence`, exact words of any sentence
that answers; empty where nothing does.
"""

from __future__ import annotations

import argparse
import json
import pickle
import tempfile
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from scipy.optimize import minimize
from scipy.special import expit

from assistant import passages, question, sentence_choice
from assistant.assistant import Assistant
from assistant.rewording import reworded
from assistant.signs import SIGNS

ROOT = Path(__file__).parents[2]
BRIEFS = ROOT / "tests" / "briefs"
WEIGHTS = ROOT / "assistant" / "sentence_weights.json"
PARTLY = 0.78
"""What a window of two sentences is worth of which only one answers: the second costs the reader something."""
RANK_PENALTY, SURE_PENALTY = 0.5, 5.0


@dataclass
class Asked:
    """A labelled question: what speaks for each window, and how good an answer it is, from 0 to 1."""

    text: str
    answerable: bool
    signs: np.ndarray
    worth: np.ndarray
    about: object
    windows: list


def labelled(topic: str) -> list[tuple[str, list[str]]]:
    """(question, evidence) of a topic; no evidence where nothing answers."""
    if topic == "corpus":
        files = [ROOT / "tests/acceptance/questions.jsonl", ROOT / "tests/questions/corpus_own.jsonl"]
    else:
        files = [BRIEFS / topic / "questions.jsonl"]
    out = []
    for row in (json.loads(line) for path in files for line in path.read_text(encoding="utf-8").splitlines()):
        if row["kind"] == "passage":
            out.append((row["question"], row["evidence"]))
        elif row["kind"] == "unanswerable":
            out.append((row["question"], []))
    own = Path(__file__).parent / f"{topic}.jsonl"
    if own.exists():
        rows = [json.loads(line) for line in own.read_text(encoding="utf-8").splitlines()]
        out += [(row["question"], row["evidence"]) for row in rows]
    return out


def read(topic: str, stores: Path) -> list[Asked]:
    """All labelled questions of a topic, asked of its documents."""
    folder = ROOT / "corpus" if topic == "corpus" else BRIEFS / topic / "corpus"
    desk = Assistant.open([folder], stores / topic).desk
    texts = {d.id: d.text for d in desk.evidence.documents.values()}
    out = []
    for text, evidence in labelled(topic):
        query = question.understand(reworded(text, desk.evidence), desk.evidence.home)
        asked, windows = passages.looked_at(query, desk.sentences, desk.search)
        spans = [(id, at, at + len(e)) for e in evidence for id, t in texts.items() if (at := t.find(e)) >= 0]
        right = [[any(_overlap(u.span, s) for s in spans) for u in w] for w in windows]
        worth = np.array([0.0 if not any(r) else 1.0 if all(r) else PARTLY for r in right])
        signs = np.array([asked.signs(w) for w in windows])
        out.append(Asked(text, bool(evidence), signs, worth, Seen(asked, windows, signs), windows))
    return out


class Seen:
    """What `sentence_choice.grounds` asks of a question, without its corpus."""

    def __init__(self, asked, windows, signs):
        self.words, self.kinds, self.query = asked.words, asked.kinds, asked.query
        self._signs = dict(zip(map(_place, windows), signs, strict=True))
        self._timed = {_place(w): asked.names_time(w) for w in windows}
        self._times = {_place(w): asked.times(w) for w in windows}
        self._covered = {_place(w): asked.covered(w) for w in windows}

    def signs(self, window):
        return self._signs[_place(window)]

    def names_time(self, window):
        return self._timed[_place(window)]

    def times(self, window):
        return self._times[_place(window)]

    def covered(self, window):
        return self._covered[_place(window)]


def _place(window) -> tuple[int, ...]:
    return tuple(u.index for u in window)


def _overlap(span, place) -> bool:
    id, start, end = place
    return span.document == id and span.start < end and start < span.end


def fit_rank(questions: list[Asked]) -> np.ndarray:
    """Weights that make the worth of the window chosen as great as can be (a conditional logit)."""
    rows = [(q.signs, q.worth) for q in questions if q.answerable and q.worth.any()]

    def loss(w):
        value, slope = 0.5 * RANK_PENALTY * w @ w, RANK_PENALTY * w
        for signs, worth in rows:
            scores = signs @ w
            p = np.exp(scores - scores.max())
            p /= p.sum()
            got = p * worth
            value -= np.log(got.sum() + 1e-12)
            slope = slope - signs.T @ (got / got.sum() - p)
        return value, slope

    return minimize(loss, np.zeros(len(SIGNS)), jac=True, method="L-BFGS-B", options={"maxiter": 200}).x


def chosen(q: Asked, w: np.ndarray) -> tuple[list[sentence_choice.Ranked], int]:
    """The windows as ranked by some weights, and where the first stands in the question's own order."""
    scores = q.signs @ w
    order = np.argsort(-scores, kind="stable")
    return [sentence_choice.Ranked(q.windows[i], float(scores[i])) for i in order], int(order[0])


def fit_sure(grounds: np.ndarray, right: np.ndarray) -> np.ndarray:
    """Weights of a logistic regression, the constant last."""
    x = np.column_stack([grounds, np.ones(len(grounds))])

    def loss(w):
        p = expit(x @ w)
        value = -(right * np.log(p + 1e-9) + (1 - right) * np.log(1 - p + 1e-9)).sum()
        held = np.append(w[:-1], 0.0)
        return value + 0.5 * SURE_PENALTY * held @ held, x.T @ (p - right) + SURE_PENALTY * held

    return minimize(loss, np.zeros(x.shape[1]), jac=True, method="L-BFGS-B").x


def judged(questions: list[Asked], w: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """(what sureness goes by, whether the first window is right) of questions."""
    grounds, right = [], []
    for q in questions:
        if not len(q.windows):
            continue
        found, first = chosen(q, w)
        grounds.append(sentence_choice.grounds(q.about, found))
        right.append(float(q.answerable and q.worth[first] > 0))
    return np.array(grounds), np.array(right)


def unseen(data: dict[str, list[Asked]], show: bool) -> None:
    """Prints what each topic gets from a fit on the others."""
    judgements, ranks = {}, {}
    for topic in data:
        ranks[topic] = fit_rank([q for other in data if other != topic for q in data[other]])
    for topic in data:
        judgements[topic] = judged(data[topic], ranks[topic])
    rows = []
    for topic, questions in data.items():
        others = [judgements[t] for t in data if t != topic]
        sure = fit_sure(np.vstack([g for g, _ in others]), np.concatenate([r for _, r in others]))
        grounds, right = judgements[topic]
        p = expit(np.column_stack([grounds, np.ones(len(grounds))]) @ sure)
        asked = [q for q in questions if len(q.windows)]
        rows += list(zip([topic] * len(asked), asked, p, right, strict=True))
        able = np.array([q.answerable for q in asked])
        two = np.mean([len(chosen(q, ranks[topic])[0][0].window) > 1 for q in asked])
        print(f"{topic:12} {able.sum():3} answerable, right sentence {right[able].mean():.0%}; two sentences {two:.0%}")
    p, right = np.array([r[2] for r in rows]), np.array([r[3] for r in rows])
    able = np.array([r[1].answerable for r in rows])
    print(f"{'all':12} {able.sum():3} answerable, right sentence {right[able].mean():.0%}")
    for least in (0.2, 0.3, 0.4, 0.5, 0.6, 0.7):
        said = p >= least
        print(
            f"said from {least}: {said[able].mean():.0%} of the answerable, "
            f"{(said & (right > 0))[able].mean():.0%} right; "
            f"{said[~able].sum()} of {(~able).sum()} that nothing answers; declining right {(~able)[~said].mean():.0%}"
        )
    if show:
        for topic, q, sure, ok in sorted(rows, key=lambda r: r[2]):
            if q.answerable != bool(ok and sure >= 0.4) and not (not q.answerable and sure < 0.4):
                best = chosen(q, ranks[topic])[0][0].window
                print(f"\n{topic} {sure:.2f} {'' if q.answerable else 'NOTHING ANSWERS '}{q.text} {q.about.kinds}")
                print("   ", " // ".join(u.text[:120] for u in best))


def main() -> None:
    """Reads, evaluates and, where asked, writes."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--show", action="store_true", help="list what goes wrong on unseen topics")
    parser.add_argument("--cache", type=Path)
    parser.add_argument("--stores", type=Path, help="folder that keeps the indexes, for the next time")
    options = parser.parse_args()
    if options.cache and options.cache.exists():
        data = pickle.loads(options.cache.read_bytes())
    else:
        stores = options.stores or Path(tempfile.mkdtemp())
        topics = [*sorted(p.name for p in BRIEFS.iterdir() if (p / "corpus").is_dir()), "corpus"]
        data = {t: read(t, stores) for t in topics}
        if options.cache:
            options.cache.write_bytes(pickle.dumps(data))
    unseen(data, options.show)
    if options.write:
        every = [q for questions in data.values() for q in questions]
        rank = fit_rank(every)
        # how sure a choice is is learned from topics that the choosing has not seen, as it will be used
        apart = [judged(data[t], fit_rank([q for u in data if u != t for q in data[u]])) for t in data]
        sure = fit_sure(np.vstack([g for g, _ in apart]), np.concatenate([r for _, r in apart]))
        table = {
            "rank": {n: round(float(v), 3) for n, v in zip(SIGNS, rank, strict=True)},
            "sure": {n: round(float(v), 3) for n, v in zip(sentence_choice.GROUNDS, sure[:-1], strict=True)},
            "constant": round(float(sure[-1]), 3),
        }
        WEIGHTS.write_text(json.dumps(table, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
