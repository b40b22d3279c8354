"""How much of what a person found in the briefs on other topics the audit finds: `python -m tests.check.briefs`.

The list was made by reading the documents, before the audit had seen them. The rest of what the audit finds there is
printed, to be judged by reading.
"""

import importlib.util
import json
from pathlib import Path

from assistant.bind import Evidence
from assistant.check import audit
from index.figures import extract
from index.load import load_folder

HERE = Path(__file__).resolve().parent
BRIEFS = HERE.parent / "briefs"


def items():
    return [json.loads(line) for line in (HERE / "briefs.jsonl").read_text(encoding="utf-8").splitlines()]


def score_module():
    spec = importlib.util.spec_from_file_location("check_score", HERE / "score.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def findings_by_topic():
    found = {}
    for topic in sorted({i["topic"] for i in items()}):
        documents, _ = load_folder([BRIEFS / topic / "corpus"])
        found[topic] = audit(Evidence(documents, (), [f for d in documents for f in extract(d)]))
    return found


def main():
    finds, found = score_module().finds, findings_by_topic()
    listed = items()
    for label in ("wrong", "open"):
        mine = [i for i in listed if i["label"] == label]
        hit = {i["id"]: [f for f in found[i["topic"]] if finds(f, i)] for i in mine}
        computed = sum(any(f.kind != "noted" for f in fs) for fs in hit.values())
        found_any = sum(map(bool, hit.values()))
        print(f"{label:6} {found_any} of {len(mine)} found, {computed} of them by the audit's own sum")
        print("".join(f"  missed: {i['topic']}: {i['why']}\n" for i in mine if not hit[i["id"]]), end="")
    for topic, findings in found.items():
        rest = [f for f in findings if not any(finds(f, i) for i in listed if i["topic"] == topic)]
        print("".join(f"  further: {topic}: {f.kind}: {f.sentence}\n" for f in rest), end="")


if __name__ == "__main__":
    main()
