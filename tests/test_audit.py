"""The audit of dependencies: what was found, what was excepted, and what could not be asked are three things."""

import importlib.util
import json
import subprocess
import sys
import tomllib

import pytest


@pytest.fixture(scope="module")
def audit(root):
    spec = importlib.util.spec_from_file_location("audit", root / ".ci" / "audit.py")
    module = importlib.util.module_from_spec(spec)
    sys.modules["audit"] = module
    spec.loader.exec_module(module)
    yield module
    del sys.modules["audit"]


def report(*rows):
    return {"dependencies": [dict(row) for row in rows], "fixes": []}


CLEAN = {"name": "numpy", "version": "2.0", "vulns": []}
UNKNOWN = {"name": "torch", "skip_reason": "Dependency not found on PyPI and could not be audited: torch (2.0)"}
HOLED = {
    "name": "chromadb",
    "version": "1.5.9",
    "vulns": [{"id": "PYSEC-2026-1", "aliases": ["CVE-2026-45829"], "fix_versions": []}],
}
EXCEPTED = {"CVE-2026-45829": {"package": "chromadb", "reason": "It is not started."}}


@pytest.mark.parametrize(
    ("rows", "exceptions", "arguments", "status", "says"),
    [
        ((CLEAN,), {}, [], 0, "No advisory applies."),
        ((CLEAN, UNKNOWN), {}, [], 0, "Not compared: torch."),
        ((HOLED, CLEAN), {}, [], 1, "chromadb 1.5.9: CVE-2026-45829, PYSEC-2026-1 (fixed in none yet)"),
        ((HOLED, CLEAN), {}, ["--if-reachable"], 1, "chromadb 1.5.9"),
        ((HOLED, CLEAN), EXCEPTED, [], 0, "No advisory applies."),
        ((CLEAN,), EXCEPTED, [], 0, "no longer needed as exceptions: CVE-2026-45829"),
        ((UNKNOWN,), {}, [], 2, "None of 1 packages could be compared"),
        ((UNKNOWN,), {}, ["--if-reachable"], 0, "None of 1 packages could be compared"),
        ((), {}, ["--if-reachable"], 0, "None of 0 packages could be compared"),
    ],
)
def test_what_is_found_is_told_and_what_could_not_be_asked_is_not_called_clean(
    audit, monkeypatch, tmp_path, capsys, rows, exceptions, arguments, status, says
):
    text = "\n".join(f'["{id}"]\npackage = "{e["package"]}"\nreason = "{e["reason"]}"' for id, e in exceptions.items())
    (tmp_path / "advisories.toml").write_text(text)
    monkeypatch.setattr(audit, "EXCEPTIONS", tmp_path / "advisories.toml")
    monkeypatch.setattr(audit, "asked", lambda: report(*rows))
    assert audit.main(arguments) == status
    out = capsys.readouterr().out
    assert says in out and ("No advisory applies" in out) == (status == 0 and CLEAN in rows)


def test_an_exception_for_one_package_excuses_no_other(audit):
    assert audit.judge(report(HOLED | {"name": "gradio"}), EXCEPTED).found


@pytest.mark.parametrize(
    "outcome",
    [OSError("no such program"), subprocess.TimeoutExpired("pip-audit", 1), "not JSON", ""],
    ids=["missing", "too slow", "garbage", "silent"],
)
def test_an_audit_that_cannot_be_made_is_one_in_which_nothing_was_compared(audit, monkeypatch, outcome):
    def run(*_, **__):
        if isinstance(outcome, Exception):
            raise outcome
        return subprocess.CompletedProcess([], 1, outcome, "")

    monkeypatch.setattr(audit.subprocess, "run", run)
    assert audit.judge(audit.asked(), {}) == audit.Audit(0, (), (), frozenset())


def test_a_report_is_read_as_pip_audit_writes_it(audit, monkeypatch):
    monkeypatch.setattr(
        audit.subprocess,
        "run",
        lambda *_, **__: subprocess.CompletedProcess([], 1, json.dumps(report(HOLED, UNKNOWN)), ""),
    )
    made = audit.judge(audit.asked(), EXCEPTED)
    assert (made.compared, made.not_compared, made.found) == (1, ("torch",), ())


def test_every_exception_has_a_reason_and_users_are_told_of_it(root):
    exceptions = tomllib.loads((root / ".ci" / "advisories.toml").read_text(encoding="utf-8"))
    told = (root / "SECURITY.md").read_text(encoding="utf-8")
    pinned = (root / "constraints.txt").read_text(encoding="utf-8")
    for id, exception in exceptions.items():
        assert id in told and exception["reason"].endswith(".") and f"\n{exception['package']}==" in pinned


def test_the_container_file_has_nothing_that_its_linter_objects_to(root):
    import shutil
    from pathlib import Path

    linter = shutil.which("hadolint", path=str(Path(sys.executable).parent))
    if linter is None:
        assert sys.platform != "linux", "it belongs to what the tests need"
        pytest.skip("hadolint is installed on Linux alone")
    done = subprocess.run([linter, str(root / "Containerfile")], capture_output=True, text=True, timeout=60)
    assert (done.returncode, done.stdout) == (0, "")
    broken = subprocess.run([linter, "-"], input="FROM debian\nRUN cd /\n", capture_output=True, text=True, timeout=60)
    assert broken.returncode != 0 and "DL3003" in broken.stdout, "the linter sees what is wrong"
