"""What starts fast imports nothing slow. Each command runs in a process of its own and reports what it has loaded."""

import subprocess
import sys

import pytest

SLOW = ("torch", "transformers", "sentence_transformers", "chromadb", "gradio", "spacy", "langchain_core", "plotly")

REPORT = """
import sys
from assistant.program import main
status = main(sys.argv[1:])
print(*(m for m in sys.modules if "." not in m), file=sys.stderr)
sys.exit(status)
"""


def loaded_by(root, *arguments):
    command = [sys.executable, "-c", REPORT, *arguments]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, cwd=root)
    return done.returncode, set(done.stderr.split())


@pytest.mark.parametrize(
    "arguments",
    [("calc", "cagr(Rs 625.68 crore, Rs 2000 crore, 5)"), ("calc", "2 * 3", "--json"), ("--help",), ("ask", "--help")],
    ids=" ".join,
)
def test_the_calculator_and_the_help_import_nothing_slow(root, arguments):
    status, modules = loaded_by(root, *arguments)
    assert status == 0
    assert not modules.intersection(SLOW)


def test_a_mistyped_command_imports_nothing_slow(root):
    status, modules = loaded_by(root, "ask")
    assert status == 2 and not modules.intersection(SLOW)


def test_the_report_sees_what_is_imported(root):
    command = [sys.executable, "-c", f"import spacy\n{REPORT}", "--help"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, cwd=root)
    assert "spacy" in done.stderr.split()
