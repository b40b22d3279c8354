"""The process that reads: what it may not do, and what happens when it crashes or hangs."""

import os
import signal
import subprocess
import sys
import time

import pytest

from index.errors import DocumentError
from index.readers import isolated
from index.readers.isolated import Isolated

PAGE = b"<h1>Tea</h1><p>Exports were $5 million.</p>"

LOCKED = """
import os, sys
from index.readers.worker import _lock_down
_lock_down()
try:
    exec(sys.argv[1])
except (PermissionError, MemoryError, OSError) as error:
    print(type(error).__name__)
"""


@pytest.fixture
def reader():
    made = Isolated(seconds=20)
    yield made
    made.close()


def test_one_process_reads_file_after_file(reader):
    assert reader.read(".html", PAGE).text == "Tea\n\nExports were $5 million.\n"
    process = reader._process
    with pytest.raises(DocumentError, match="no words"):
        reader.read(".html", b"<p></p>")
    assert reader.read(".html", PAGE).media_type == "text/html" and reader._process is process


def test_a_process_that_was_killed_is_replaced(reader):
    reader.read(".html", PAGE)
    os.kill(reader._process.pid, signal.SIGKILL)
    reader._process.wait()
    assert reader.read(".html", PAGE).text.startswith("Tea")


def stand_in(monkeypatch, code):
    """Lets another program stand in for the one that reads."""
    start = subprocess.Popen
    monkeypatch.setattr(isolated.subprocess, "Popen", lambda _, **more: start([sys.executable, "-c", code], **more))


def test_a_crash_costs_one_file_and_one_sentence(reader, monkeypatch):
    stand_in(monkeypatch, "import os, sys; sys.stdin.buffer.readline(); os.abort()")
    with pytest.raises(DocumentError, match="^it crashed the program that reads such files"):
        reader.read(".html", PAGE)
    monkeypatch.undo()
    assert reader.read(".html", PAGE).text.startswith("Tea")


def test_a_reader_that_hangs_is_ended(monkeypatch):
    hanging = Isolated(seconds=1)
    stand_in(monkeypatch, "import time; time.sleep(600)")
    with pytest.raises(DocumentError, match="^reading it takes too long; split it into smaller files.$"):
        hanging.read(".html", PAGE)
    assert hanging._process is None


def test_the_process_gets_no_keys_and_no_settings(reader, monkeypatch):
    monkeypatch.setenv("OPENAI_API_KEY", "sk-secret")
    seen = {}
    start = subprocess.Popen
    monkeypatch.setattr(isolated.subprocess, "Popen", lambda *a, **k: start(*a, **seen.setdefault("k", k)))
    reader.read(".html", PAGE)
    assert "PYTHONPATH" in seen["k"]["env"] and "OPENAI_API_KEY" not in seen["k"]["env"]


def test_the_process_ends_when_the_program_that_started_it_is_gone(root):
    code = (
        "from index.readers.isolated import _shared\n"
        f"_shared.read('.html', {PAGE!r}); print(_shared._process.pid, flush=True)\n"
        "import os, signal; os.kill(os.getpid(), signal.SIGKILL)"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=root, capture_output=True, text=True, timeout=60)
    reader = int(done.stdout)
    for _ in range(100):
        try:
            os.kill(reader, 0)
        except ProcessLookupError:
            return
        time.sleep(0.05)
    pytest.fail("the process that reads is still there")


@pytest.mark.parametrize(
    "deed",
    [
        "open('x', 'w')", "os.open('x', os.O_CREAT | os.O_RDWR)", "os.remove('x')", "os.system('true')", "os.fork()",
        "import socket; socket.create_connection(('127.0.0.1', 9))", "import socket; socket.socket()",
        "import subprocess; subprocess.run(['true'])", "import shutil; shutil.rmtree('x')", "bytearray(4_000_000_000)",
    ],
)  # fmt: skip
def test_the_process_may_not_write_connect_or_start_anything(root, tmp_path, deed):
    environment = {**os.environ, "PYTHONPATH": str(root)}
    command = [sys.executable, "-c", LOCKED, deed]
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, timeout=60)
    assert done.stdout.strip() in ("PermissionError", "MemoryError"), (done.stdout, done.stderr)
    assert list(tmp_path.iterdir()) == []


def test_the_process_may_read(root, tmp_path):
    (tmp_path / "x").write_text("here")
    environment = {**os.environ, "PYTHONPATH": str(root)}
    command = [sys.executable, "-c", LOCKED, "print(open('x').read())"]
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, timeout=60)
    assert done.stdout.strip() == "here"
