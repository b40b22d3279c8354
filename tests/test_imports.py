"""What starts fast imports nothing slow. Each command runs in a process of its own and reports what it has loaded."""

import re
import subprocess
import sys
import tomllib

import pytest

SLOW = ("torch", "transformers", "sentence_transformers", "chromadb", "gradio", "spacy", "langchain_core", "plotly")
OF_MODELS = ("assistant.model", "langchain.agents", "langgraph", "openai", "langchain_openai", "keyring")

REPORT = """
import sys
from assistant.program import main
status = main(sys.argv[1:])
print(*(m for m in sys.modules if "." not in m), file=sys.stderr)
sys.exit(status)
"""


WITHOUT = """
import sys

class Missing:
    def find_spec(self, name, path=None, target=None):
        if name.split(".")[0] in MISSING:
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)

sys.meta_path.insert(0, Missing())
"""


def loaded_by(root, *arguments, missing=()):
    """(status, what is loaded) after a command, where the packages that are `missing` cannot be imported."""
    code = f"MISSING = {set(missing)!r}\n{WITHOUT}{REPORT}"
    command = [sys.executable, "-c", code, *arguments]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, cwd=root)
    return done.returncode, set(done.stderr.split())


def extras(root):
    """What the packages of the extras are imported as."""
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    optional = [r for extra, needed in project["optional-dependencies"].items() if extra != "dev" for r in needed]
    return {re.match(r"[\w.-]+", requirement)[0].replace("-", "_") for requirement in optional}


@pytest.mark.parametrize(
    "arguments",
    [("calc", "cagr(Rs 625.68 crore, Rs 2000 crore, 5)"), ("calc", "2 * 3", "--json"), ("--help",), ("ask", "--help")],
    ids=" ".join,
)
def test_the_calculator_and_the_help_import_nothing_slow(root, arguments):
    status, modules = loaded_by(root, *arguments)
    assert status == 0
    assert not modules.intersection(SLOW)


ASK = """
import sys
from assistant.assistant import Assistant
from assistant.program import main
from assistant.types import Answer, Sentence

class StandIn:
    documents = ()
    def ask(self, question, conversation=None):
        return Answer(question, "answered", (Sentence("Yes."),))

Assistant.open = lambda *args, **rest: StandIn()
status = main(["ask", "q"])
print(*sys.modules, file=sys.stderr)
sys.exit(status)
"""


def test_without_a_model_nothing_of_models_is_imported(root):
    done = subprocess.run([sys.executable, "-c", ASK], capture_output=True, text=True, timeout=60, cwd=root)
    assert done.returncode == 0, done.stderr
    loaded = set(done.stderr.split())
    assert "assistant.assistant" in loaded
    assert [m for m in OF_MODELS if m in loaded] == []


def test_a_mistyped_command_imports_nothing_slow(root):
    status, modules = loaded_by(root, "ask")
    assert status == 2 and not modules.intersection(SLOW)


def test_the_report_sees_what_is_imported(root):
    command = [sys.executable, "-c", f"import spacy\n{REPORT}", "--help"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, cwd=root)
    assert "spacy" in done.stderr.split()


SERVERS = {"mcp", "mcp_types", "fastapi", "uvicorn", "langgraph"}
"""What only those commands and programs need that are asked for by name."""


@pytest.mark.parametrize(
    "arguments",
    [
        ("--help",),
        ("calc", "2 * 3", "--json"),
        pytest.param(("ask", "How much did India export to Germany?"), marks=pytest.mark.model),
        pytest.param(("documents", "--json"), marks=pytest.mark.model),
    ],
    ids=" ".join,
)
def test_the_extras_change_nothing_of_what_other_commands_load(root, store, corpus, request, arguments):
    if request.node.get_closest_marker("model"):
        request.getfixturevalue("brief")  # the store is built by now
        arguments += ("--corpus", str(corpus), "--store", str(store))
    status, with_extras = loaded_by(root, *arguments)
    assert status == 0
    assert extras(root) and not with_extras & (extras(root) | SERVERS)
    assert loaded_by(root, *arguments, missing=extras(root)) == (0, with_extras)


def test_a_command_names_the_extra_that_it_needs(root):
    code = f"MISSING = {{'mcp'}}\n{WITHOUT}\nfrom assistant.program import run\nrun(['mcp'])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, cwd=root)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == (
        "The MCP server needs the package mcp, which is not installed; run pip install 'trade-brief-assistant[mcp]'.\n"
    )


def test_the_python_api_loads_a_name_when_it_is_used(root):
    code = """
import sys
import assistant
before = set(sys.modules)
assert set(assistant.__all__) <= set(dir(assistant))
assert "pydantic" not in before and "assistant.assistant" not in before
from assistant import BriefError
assert "assistant.assistant" not in sys.modules
for name in assistant.__all__:
    assert getattr(assistant, name).__name__ == name
assert not {"torch", "langchain_core", "gradio", "mcp", "fastapi"} & set(sys.modules)
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=120, cwd=root)
    assert done.returncode == 0, done.stderr
