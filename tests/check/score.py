"""How well findings agree with the list that a person made."""

from collections import Counter


def touches(claim, span):
    return claim.span.document == span["document"] and claim.span.start < span["end"] and span["start"] < claim.span.end


def finds(finding, item):
    """Does a finding hold a claim on every side of an item?"""
    sides = {s["side"] for s in item["spans"] for c in finding.claims if touches(c, s)}
    return sides == {s["side"] for s in item["spans"]}


def accuses(finding, item):
    """Does a finding set the sides of an item against each other? A doubt that a document states accuses nobody."""
    if finding.kind == "noted" or not finds(finding, item):
        return False
    pairs = {(c.side, s["side"]) for c in finding.claims for s in item["spans"] if touches(c, s)}
    crossed = {(0, 0), (1, 1)} <= pairs or {(0, 1), (1, 0)} <= pairs
    return crossed or not any(c.side for c in finding.claims)


def score(findings, items):
    """Recall over the wrong items, precision over the findings, and the look-alikes that are accused.

    A finding counts as right where it finds a wrong or an open item, and as wrong where it finds none.
    """
    wrong = [i for i in items if i["label"] == "wrong"]
    by_item = {i["id"]: [f for f in findings if finds(f, i)] for i in items}
    hit = [f for f in findings if any(f in by_item[i["id"]] for i in items if i["label"] != "right")]
    computed = [i for i in wrong if any(f.kind != "noted" for f in by_item[i["id"]])]
    return {
        "recall": sum(bool(by_item[i["id"]]) for i in wrong) / len(wrong),
        "recall_computed": len(computed) / len(wrong),
        "precision": len(hit) / len(findings),
        "accused": [i["id"] for i in items if i["label"] == "right" and any(accuses(f, i) for f in findings)],
        "missed": [f"{i['id']} {i['why']}" for i in wrong if not by_item[i["id"]]],
        "unmatched": [f for f in findings if f not in hit],
        "kinds": Counter(f.kind for f in findings),
    }
