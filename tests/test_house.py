"""What holds for every file of the project."""

import ast
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

MODULES = {
    "currencyconverter": "currency_converter",
    "markdown_it_py": "markdown_it",
    "pystemmer": "Stemmer",
    "python_docx": "docx",
    "python_pptx": "pptx",
    "pyyaml": "yaml",
}
"""What a package is imported as, where that is not its name."""
BINARY = (".png", ".jpg", ".pdf", ".docx", ".xlsx", ".woff2", ".ico")


@pytest.fixture(scope="module")
def files(root):
    """Every file that is, or is about to be, in the repository."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
    if listed.returncode:
        pytest.skip("this is no git checkout, so which files belong to the project is not known")
    return [path for name in listed.stdout.splitlines() if (path := root / name).is_file()]


@pytest.fixture(scope="module")
def texts(files, root):
    """Text by path, of all that is text; documents are left as their publishers wrote them."""
    own = [p for p in files if p.suffix not in BINARY and not p.is_relative_to(root / "corpus")]
    return {p: p.read_text(encoding="utf-8") for p in own}


def test_files_end_in_one_line_end_and_lines_without_spaces(texts):
    written = {
        p: t for p, t in texts.items() if t and "acceptance" not in p.parts and p.suffix in (".py", ".toml", ".md")
    }
    assert [str(p) for p, t in written.items() if not t.endswith("\n") or t.endswith("\n\n")] == []
    assert [str(p) for p, t in written.items() if re.search(r"[ \t]+$", t, re.MULTILINE)] == []


def test_no_file_is_large(files):
    assert [str(p) for p in files if p.stat().st_size > 1_000_000] == []


def test_nothing_names_this_machine(texts):
    here = re.compile(r"(?:^|[\s\"'=(:])/(?:work|root|home/\w+)/", re.MULTILINE)
    assert [str(p) for p, t in texts.items() if here.search(t)] == []


def test_every_version_is_exact_and_torch_comes_first(root):
    lines = [row for row in (root / "constraints.txt").read_text().splitlines() if not row.startswith("#")]
    assert lines[0] == "torch==2.13.0"
    assert [row for row in lines if not re.fullmatch(r"[A-Za-z0-9._-]+==[0-9][\w.]*", row)] == []


def test_every_dependency_has_an_exact_version(root):
    def normal(name):
        return re.sub(r"[-_.]+", "-", name).lower()

    project = tomllib.loads((root / "pyproject.toml").read_text())["project"]
    needed = project["dependencies"] + project["optional-dependencies"]["dev"]
    names = {normal(re.match(r"[\w.-]+", requirement)[0]) for requirement in needed}
    pinned = {normal(row.split("==")[0]) for row in (root / "constraints.txt").read_text().splitlines() if "==" in row}
    assert names - pinned == set()


def imports(path):
    """Top-level names of the packages that a file imports, wherever in the file."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module.split(".")[0]


def test_every_dependency_is_imported_or_is_data(root):
    project = tomllib.loads((root / "pyproject.toml").read_text())["project"]
    names = {re.match(r"[\w.-]+", requirement)[0].replace("-", "_") for requirement in project["dependencies"]}
    own = [path for package in ("index", "assistant") for path in (root / package).rglob("*.py")]
    used = {name for path in own for name in imports(path)}
    text = "\n".join(path.read_text(encoding="utf-8") for path in own)  # packages that are data are found by name
    names -= {"langchain"}  # what the extras for language models plug into
    assert {name for name in names if MODULES.get(name, name) not in used and f'"{name}"' not in text} == set()


def test_everything_imported_is_a_stated_dependency(root):
    project = tomllib.loads((root / "pyproject.toml").read_text())["project"]
    extras = [r for extra, needed in project["optional-dependencies"].items() if extra != "dev" for r in needed]
    stated = project["dependencies"] + extras
    names = {re.match(r"[\w.-]+", requirement)[0].replace("-", "_") for requirement in stated}
    names |= {"openai"}  # comes with langchain-openai
    known = names | {"index", "assistant", *MODULES.values()} | sys.stdlib_module_names
    own = [path for package in ("index", "assistant") for path in (root / package).rglob("*.py")]
    assert {name for path in own for name in imports(path)} - known == set()


def test_the_layers_hold(root):
    done = subprocess.run(
        [Path(sys.executable).parent / "lint-imports", "--no-cache"],
        cwd=root,
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert done.returncode == 0, done.stdout
