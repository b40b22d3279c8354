"""Errors put into copies of documents where another statement contradicts them, and how many the audit finds.

    python -m tests.check.seed [--most N] [--seed N] [--show]

Edits are made without any of the audit's own code: a figure, scale, year or place is changed where the same number
stands for the same thing elsewhere, or where a person listed an arithmetic relation (`corpus.jsonl`, label `right`).
An edit counts as found where the audit says something that it did not say before, with the edited sentence or row as
one of at least two claims.
"""

import argparse
import json
import random
import re
import tempfile
from collections import Counter, defaultdict
from dataclasses import dataclass
from pathlib import Path

from assistant.bind import Evidence
from assistant.check import audit
from index.figures import extract
from index.load import load, load_folder
from index.names import places
from index.units import is_money

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
TOPICS = ("coffee", "fertiliser", "gas", "lithium", "machinery", "tea", "textiles")
SCALES = {"million": "billion", "billion": "million", "crore": "lakh", "thousand": "million"}
YEAR = re.compile(r"\b(?:19|20)\d\d\b(?:[-/]\d\d\b)?")
WANTED = {"figure": 70, "relation": 50, "unit": 20, "year": 30, "subject": 30}


@dataclass(frozen=True)
class Edit:
    """`text[start:end]` of a document becomes `new`; `around` are the offsets of the sentence or row."""

    folder: Path
    document: str
    start: int
    end: int
    new: str
    kind: str
    around: tuple[int, int]


class Corpus:
    """A folder read once; edited copies of single documents are audited with the others as they are."""

    def __init__(self, folder):
        self.folder = folder
        self.documents = {d.id: d for d in load_folder([folder])[0]}
        self.figures = {id: extract(d) for id, d in self.documents.items()}
        self.before = {(f.kind, f.sentence) for f in self.audited(self.documents, self.figures)}

    @staticmethod
    def audited(documents, figures):
        return audit(Evidence(tuple(documents.values()), (), [f for id in documents for f in figures[id]]))

    def new_findings(self, edit):
        """What the audit says of the edited copy and did not say before."""
        text = self.documents[edit.document].text
        with tempfile.TemporaryDirectory() as name:
            path = Path(name) / edit.document
            path.write_text(text[: edit.start] + edit.new + text[edit.end :], encoding="utf-8")
            copy = load(path, Path(name))
        documents = self.documents | {edit.document: copy}
        figures = self.figures | {edit.document: extract(copy)}
        return [f for f in self.audited(documents, figures) if (f.kind, f.sentence) not in self.before]


def found(edit, findings):
    """The first new finding that names the edited place and what contradicts it."""
    low, high = edit.around[0], edit.around[1] + len(edit.new) - (edit.end - edit.start)
    for f in findings:
        here = [c for c in f.claims if c.span.document == edit.document and c.span.start < high and low < c.span.end]
        if here and len(f.claims) > 1:
            return f
    return None


def changed_digit(text, rng):
    """The number with one of its first three digits changed, so that it moves by more than a per mille."""
    at = [i for i, c in enumerate(text) if c.isdigit()]
    i = rng.choice(at[: min(3, len(at))])
    others = [d for d in "123456789" if d != text[i]]
    return text[:i] + rng.choice(others) + text[i + 1 :]


def echoes(corpus):
    """Figures with a twin of the same number, unit and subject in another sentence or row."""
    groups = defaultdict(list)
    for figures in corpus.figures.values():
        for f in figures:
            digits = len(f.quantity.value.normalize().as_tuple().digits)
            if f.kind == "level" and f.period and digits >= 3 and f.quantity.unit not in ("count", "years"):
                groups[f.quantity.unit, f.quantity.value, f.flow, f.period.start, f.period.end].append(f)
    for figures in groups.values():
        for f in figures:
            if any(g.context != f.context and set(g.entities) == set(f.entities) for g in figures):
                yield f


def span_of(f):
    return f.span.document, f.span.start, f.span.end


def by_figure(corpus, rng):
    for f in echoes(corpus):
        document, start, end = span_of(f)
        new = changed_digit(corpus.documents[document].text[start:end], rng)
        yield Edit(corpus.folder, document, start, end, new, "figure", (f.context.start, f.context.end))


def by_unit(corpus, rng):
    for f in echoes(corpus):
        document, start, end = span_of(f)
        old = corpus.documents[document].text[start:end]
        word = next((w for w in SCALES if w in old), None)
        if word and is_money(f.quantity.unit):
            new = old.replace(word, SCALES[word])
            yield Edit(corpus.folder, document, start, end, new, "unit", (f.context.start, f.context.end))


def by_year(corpus, rng):
    for f in echoes(corpus):
        text = corpus.documents[f.span.document].text
        years = list(YEAR.finditer(text, f.context.start, f.context.end))
        mates = sum(g.context == f.context for g in corpus.figures[f.span.document])
        if len(years) == 1 and mates <= 2 and str(f.period.start.year) == years[0].group()[:4]:
            new = f"{int(years[0].group()[:4]) - 1}"
            if years[0].group()[4:]:
                new += f"{years[0].group()[4]}{int(years[0].group()[5:]) - 1:02d}"
            around = (f.context.start, f.context.end)
            yield Edit(corpus.folder, f.span.document, *years[0].span(), new, "year", around)


def by_subject(corpus, rng):
    names = sorted({n for figures in corpus.figures.values() for f in figures for n in f.entities})
    for f in echoes(corpus):
        text = corpus.documents[f.span.document].text[f.context.start : f.context.end]
        named = [p for p in places(text) if p.name in f.entities]
        if len(named) == 1 and len(f.entities) == 1 and len(names) > 2:
            other = rng.choice([n for n in names if n not in f.entities and len(n) < 20])
            start = f.context.start + named[0].start
            around = (f.context.start, f.context.end)
            yield Edit(corpus.folder, f.span.document, start, f.context.start + named[0].end, other, "subject", around)


def by_relation(corpus, rng):
    """One number of each arithmetic relation that a person listed as sound."""
    for line in (HERE / "corpus.jsonl").read_text(encoding="utf-8").splitlines():
        item = json.loads(line)
        if item["label"] != "right" or item["kind"] not in ("growth", "total", "share", "conversion"):
            continue
        for s in item["spans"]:
            figures = [f for f in corpus.figures[s["document"]] if s["start"] <= f.span.start < s["end"]]
            if not figures or not any(c.isdigit() for c in s["quote"]) or figures[0].qualifier in ("over", "up to"):
                continue  # "over $57 billion" is not contradicted by every other number
            document, start, end = span_of(figures[0])
            new = changed_digit(corpus.documents[document].text[start:end], rng)
            around = (figures[0].context.start, figures[0].context.end)
            yield Edit(corpus.folder, document, start, end, new, "relation", around)


MAKERS = {"figure": by_figure, "unit": by_unit, "year": by_year, "subject": by_subject, "relation": by_relation}


def edits(corpora, most=None, seed=7):
    """The edits to make: of each kind as many as wanted, drawn at random from all that are possible."""
    out = []
    for kind, wanted in WANTED.items():
        rng = random.Random(f"{seed} {kind}")
        held = corpora if kind != "relation" else [c for c in corpora if c.folder == ROOT / "corpus"]
        possible = [e for c in held for e in MAKERS[kind](c, rng)]
        unique = list({(e.document, e.start): e for e in possible if e.new}.values())
        rng.shuffle(unique)
        out += unique[: wanted if most is None else max(1, wanted * most // sum(WANTED.values()))]
    return out


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--most", type=int)
    parser.add_argument("--seed", type=int, default=7, help="of the drawing of the edits")
    parser.add_argument("--show", action="store_true", help="print what was missed")
    arguments = parser.parse_args()
    corpora = [Corpus(ROOT / "corpus"), *(Corpus(ROOT / "tests" / "briefs" / t / "corpus") for t in TOPICS)]
    by_folder = {c.folder: c for c in corpora}
    made, hit = Counter(), Counter()
    for edit in edits(corpora, arguments.most, arguments.seed):
        corpus = by_folder[edit.folder]
        finding = found(edit, corpus.new_findings(edit))
        made[edit.kind] += 1
        hit[edit.kind] += finding is not None
        if finding is None and arguments.show:
            text = corpus.documents[edit.document].text
            context = text[slice(*edit.around)]
            print(f"{edit.kind}: {edit.document}: {text[edit.start : edit.end]} -> {edit.new}: {context[:200]!r}")
    for kind in made:
        print(f"{kind:9} {hit[kind]:3} of {made[kind]:3} found")
    print(
        f"all       {sum(hit.values()):3} of {sum(made.values()):3} found: {sum(hit.values()) / sum(made.values()):.1%}"
    )


if __name__ == "__main__":
    main()
