"""Nothing calls out: each command runs in a process where every attempt to leave this machine is noted and refused."""

import json
import os
import re
import select
import socket
import subprocess
import sys
import time
import urllib.request

import pytest

pytestmark = [pytest.mark.model, pytest.mark.slow]

GUARD = '''
"""Refuses and notes whatever leaves this machine: connections, datagrams, and asking for the address of a name."""
import ipaddress, os, sys

def outside(host):
    host = host.decode() if isinstance(host, bytes) else host
    if host in (None, "", "localhost"):
        return False
    try:
        address = ipaddress.ip_address(host.partition("%")[0])
    except ValueError:
        return True
    return not (address.is_loopback or address.is_unspecified)

def guard(event, arguments):
    if event in ("socket.connect", "socket.sendto", "socket.sendmsg"):
        address = arguments[1]
        host = address[0] if isinstance(address, tuple) else None  # a path of this machine otherwise
    elif event in ("socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr"):
        host = arguments[0]
    else:
        return
    if outside(host):
        with open(os.environ["ATTEMPTS"], "a") as attempts:
            attempts.write(f"{event} {host}\\n")
        raise OSError(101, "Network is unreachable")

sys.addaudithook(guard)
'''


@pytest.fixture
def denied(tmp_path, root):
    """Starts a program that cannot leave this machine; `denied.attempts()` lists what it tried."""
    (tmp_path / "guard").mkdir()
    (tmp_path / "guard" / "sitecustomize.py").write_text(GUARD)
    noted = tmp_path / "attempts"
    noted.touch()
    # What would keep libraries quiet is not handed over: the program itself has to see to that.
    quiet = ("HF_", "TRANSFORMERS_", "GRADIO_", "ANONYMIZED_", "LANG", "DO_NOT_TRACK", "TOKENIZERS_", "TRADE_BRIEF_")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(quiet)}
    traced = {"LANGSMITH_TRACING": "true", "LANGCHAIN_TRACING_V2": "true", "LANGSMITH_API_KEY": "key"}
    environ = kept | traced | {"PYTHONPATH": str(tmp_path / "guard"), "ATTEMPTS": str(noted), "TMPDIR": str(tmp_path)}

    class Denied:
        def run(self, *arguments):
            command = [sys.executable, *arguments]
            return subprocess.run(command, cwd=root, env=environ, capture_output=True, text=True, timeout=300)

        def start(self, *arguments, **streams):
            command = [sys.executable, *arguments]
            streams = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT} | streams
            return subprocess.Popen(command, cwd=root, env=environ, **streams)

        def attempts(self):
            return noted.read_text().splitlines()

    return Denied()


@pytest.mark.parametrize(
    "code",
    [
        "import socket; socket.create_connection(('192.0.2.1', 80), timeout=1)",
        "import urllib.request; urllib.request.urlopen('http://example.com', timeout=1)",
        "import asyncio; asyncio.run(asyncio.open_connection('192.0.2.1', 80))",
        "import socket; socket.socket(type=socket.SOCK_DGRAM).sendto(b'x', ('192.0.2.1', 53))",
    ],
)
def test_the_guard_refuses_and_notes_what_would_leave(denied, code):
    assert denied.run("-c", code).returncode == 1
    assert denied.attempts()


def test_indexing_asking_and_calculating_call_nobody(denied, tmp_path, corpus):
    flags = "--corpus", str(corpus), "--store", str(tmp_path / "store"), "--json"
    for command in (
        ("index", *flags),
        ("ask", "How much did India export to Germany?", *flags),
        ("search", "registration of devices", *flags),
        ("calc", "2 * 3", "--json"),
        ("documents", *flags),
    ):
        done = denied.run("-m", "assistant", *command)
        assert done.returncode == 0, done.stderr
        assert json.loads(done.stdout)
        assert denied.attempts() == []


def test_the_page_calls_nobody(denied, tmp_path, corpus):
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    flags = "--corpus", str(corpus), "--store", str(tmp_path / "store"), "--port", str(port)
    page = denied.start("app.py", *flags)
    try:
        html = fetch(page, f"http://127.0.0.1:{port}/", seconds=120)
        time.sleep(5)  # what a library sends once it has started, and the opening of the documents
        assert page.poll() is None
    finally:
        stop(page)
    assert denied.attempts() == []
    loaded = re.findall(r"""(?:src|href)=["'](?:https?:)?//([^/"']+)""", html)
    assert {host for host in loaded if not host.startswith("127.0.0.1")} == set()


def test_the_servers_for_other_programs_call_nobody(denied, tmp_path, corpus):
    flags = "--corpus", str(corpus), "--store", str(tmp_path / "store")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    api = denied.start("-m", "assistant", "api", "--port", str(port), *flags)
    try:
        assert json.loads(fetch(api, f"http://127.0.0.1:{port}/health", seconds=240)) == {"status": "ready"}
    finally:
        stop(api)
    client = {"protocolVersion": "2025-06-18", "capabilities": {}, "clientInfo": {"name": "test", "version": "1"}}
    asked = {"name": "ask", "arguments": {"question": "How much did India export to Germany?"}}
    lines = [
        {"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": client},
        {"jsonrpc": "2.0", "method": "notifications/initialized"},
        {"jsonrpc": "2.0", "id": 2, "method": "tools/call", "params": asked},
    ]
    mcp = denied.start("-m", "assistant", "mcp", *flags, stdin=subprocess.PIPE, stderr=subprocess.DEVNULL)
    try:
        mcp.stdin.write("".join(json.dumps(line) + "\n" for line in lines).encode())
        mcp.stdin.flush()
        said = [json.loads(mcp.stdout.readline()) for _ in range(2)]
        mcp.stdin.close()
    finally:
        stop(mcp)
    assert said[1]["result"]["structuredContent"]["status"] == "answered"
    assert denied.attempts() == []


def stop(process):
    process.terminate()
    try:
        process.wait(20)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
    process.stdout.close()


def fetch(process, url, seconds):
    """The page, once it is served; what the process said where it is not."""
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    end = time.monotonic() + seconds
    while time.monotonic() < end and process.poll() is None:
        try:
            with opener.open(url, timeout=5) as response:
                return response.read().decode()
        except OSError:
            time.sleep(0.2)
    ready, _, _ = select.select([process.stdout], [], [], 0)
    pytest.fail(f"No page was served: {os.read(process.stdout.fileno(), 10_000).decode() if ready else 'no output'}")
