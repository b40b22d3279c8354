"""Compares the versions in constraints.txt with the published advisories: `make audit`.

pip-audit asks for them; what it could not ask for is told apart from what it found nothing about, since both look alike
in its own summary. Advisories that are known not to apply stand in `.ci/advisories.toml` with the reason.

Exit status: 0 nothing found; 1 an advisory without an exception; 2 nothing could be compared, which is 0 with
`--if-reachable`, for machines without the network.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
CONSTRAINTS, EXCEPTIONS = ROOT / "constraints.txt", ROOT / ".ci" / "advisories.toml"
LONGEST = 300
"""Seconds after which asking counts as not possible."""


@dataclass(frozen=True, slots=True)
class Audit:
    """What came of asking.

    Attributes:
        compared: packages whose advisories could be asked for.
        not_compared: the others, by name.
        found: advisories without an exception, one line each.
        excepted: exceptions that were needed.
    """

    compared: int
    not_compared: tuple[str, ...]
    found: tuple[str, ...]
    excepted: frozenset[str]


def judge(report: Mapping[str, Any], exceptions: Mapping[str, Any]) -> Audit:
    """Reads a report of pip-audit, as it writes it with `--format json`."""
    rows = report["dependencies"]
    compared = [row for row in rows if "skip_reason" not in row]
    found, excepted = [], set()
    for row in compared:
        for advisory in row["vulns"]:
            names = {advisory["id"], *advisory.get("aliases", ())}
            if known := {n for n in names if exceptions.get(n, {}).get("package") == row["name"]}:
                excepted |= known
            else:
                fixed = ", ".join(advisory.get("fix_versions", ())) or "none yet"
                found.append(f"{row['name']} {row['version']}: {', '.join(sorted(names))} (fixed in {fixed})")
    left = tuple(row["name"] for row in rows if "skip_reason" in row)
    return Audit(len(compared), left, tuple(found), frozenset(excepted))


def said(audit: Audit, exceptions: Mapping[str, Any]) -> Iterator[str]:
    """What came of asking, for people."""
    total = audit.compared + len(audit.not_compared)
    if not audit.compared:
        yield f"None of {total} packages could be compared with advisories; run make audit where there is a network."
        return
    yield f"{audit.compared} of {total} packages were compared with the published advisories."
    if audit.not_compared:
        yield f"Not compared: {', '.join(audit.not_compared)}."
    yield from audit.found
    unused = sorted(exceptions.keys() - audit.excepted)
    if unused:
        yield f"Not reported, so perhaps no longer needed as exceptions: {', '.join(unused)}."
    if not audit.found:
        yield "No advisory applies."


def asked() -> Mapping[str, Any]:
    """The report of pip-audit; an empty one where it cannot ask."""
    command = [sys.executable, "-m", "pip_audit", "--requirement", str(CONSTRAINTS), "--no-deps", "--disable-pip"]
    try:
        done = subprocess.run(
            [*command, "--format", "json", "--progress-spinner", "off"],
            capture_output=True,
            text=True,
            timeout=LONGEST,
            check=False,
        )
        report: Mapping[str, Any] = json.loads(done.stdout)
    except (OSError, ValueError, subprocess.TimeoutExpired):
        return {"dependencies": []}
    return report


def main(arguments: list[str]) -> int:
    """Asks, tells, and gives the exit status."""
    exceptions = tomllib.loads(EXCEPTIONS.read_text(encoding="utf-8"))
    audit = judge(asked(), exceptions)
    for line in said(audit, exceptions):
        print(line)
    if audit.found:
        return 1
    return 0 if audit.compared or "--if-reachable" in arguments else 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
