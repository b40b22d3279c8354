"""The page, measured in Chromium over the real documents: `python tests/benchmarks/page.py [--seconds 60]`.

First paint is held against bare Gradio started the same way, and the time from Enter to the answer on the page against
the time that the answer itself takes. Then ten browser sessions ask at once, one question after the other. Their
processor time tells more than the clock where others use the machine. Nothing is asserted.
"""

import argparse
import asyncio
import json
import os
import random
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
QUESTIONS = ROOT / "tests" / "acceptance" / "questions.jsonl"
CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]
SESSIONS, SINGLE = 10, 25
BARE = """
import os; os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
import gradio as gr
with gr.Blocks() as page:
    gr.Textbox(elem_id="question")
page.launch(server_port={port}, quiet=True)
"""
# Told by a promise: Playwright's own waiting looks in every frame, which keeps the browser drawing.
WATCH = """() => { window.sent = 0;
  addEventListener('keydown', e => { if (e.key === 'Enter') { window.sent = performance.now();
    window.before = document.querySelectorAll('.answer .acts').length; } }, true);
  new MutationObserver(() => { if (window.sent && document.querySelectorAll('.answer .acts').length > window.before) {
    window.took(performance.now() - window.sent); window.sent = 0; } })
  .observe(document.body, { childList: true, subtree: true }); }"""


def row(name, *cells):
    print(f"{name:52}", *(f"{cell:>12}" for cell in cells))


def percentile(values, p):
    """By nearest rank."""
    ordered = sorted(values)
    return ordered[max(0, -(-len(ordered) * p // 100) - 1)]


def questions():
    """The acceptance questions that stand alone."""
    rows = map(json.loads, QUESTIONS.read_text(encoding="utf-8").splitlines())
    return list(dict.fromkeys(r["question"] for r in rows if r["kind"] != "followup"))


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


@contextmanager
def running(command, port, environ):
    """A program that serves the port; yields its address and the moment it was started."""
    began = time.perf_counter()
    program = subprocess.Popen(command, cwd=ROOT, env=environ, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    address = f"http://127.0.0.1:{port}/"
    try:
        while True:
            try:
                urllib.request.urlopen(address, timeout=5).close()
                break
            except OSError:
                if program.poll() is not None:
                    raise SystemExit(f"{command} ended before it served {address}") from None
                time.sleep(0.02)
        yield address, began
    finally:
        program.terminate()
        program.wait(20)


def own_times(asked, environ):
    """Milliseconds that each answer takes by itself, in a warm program."""
    lines = "".join(json.dumps({"id": str(n), "question": q}) + "\n" for n, q in enumerate([*asked[:5], *asked]))
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as batch:
        batch.write(lines)
        batch.flush()
        command = [sys.executable, "-m", "assistant", "ask", "--batch", batch.name, "--json"]
        out = subprocess.run(command, cwd=ROOT, env=environ, capture_output=True, text=True, check=True).stdout
    return [json.loads(line)["timings_ms"]["total"] for line in out.splitlines()][5:]


def processor_seconds() -> dict[str, float]:
    """Of what runs beneath this program: of the page's, of the browser's, and of what types into it. Linux alone."""
    parents: dict[int, int] = {}
    used: dict[int, tuple[str, float]] = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            name, after = stat.read_text(encoding="utf-8").split(" (", 1)[1].rsplit(") ", 1)
        except OSError:  # has just ended
            continue
        fields, id = after.split(), int(stat.parent.name)
        kind = "browser" if "chrom" in name else "page" if name.startswith("python") else "typing"
        parents[id] = int(fields[1])
        used[id] = (kind, (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK"))
    seconds = dict.fromkeys(("page", "browser", "typing"), 0.0)
    for id, (kind, spent) in used.items():
        above = parents[id]
        while above not in (os.getpid(), 0):
            above = parents.get(above, 0)
        if above or id == os.getpid():
            seconds["typing" if id == os.getpid() else kind] += spent
    return seconds


async def opened(browser, address):
    """A page in a session of its own, that notes how long answers take."""
    page = await (await browser.new_context()).new_page()
    await page.goto(address)
    await page.wait_for_selector("#question textarea")
    ready = "/^\\d/.test(document.querySelector('#status').innerText.trim())"
    await page.wait_for_function(ready, timeout=240_000)
    await page.evaluate(WATCH)
    return page


async def ask(page, question):
    """Asks and waits; milliseconds from Enter to the whole answer on the page."""
    await page.evaluate("() => { window.taken = new Promise(done => { window.took = done; }); }")
    await page.fill("#question textarea", question)
    await page.press("#question textarea", "Enter")
    return await asyncio.wait_for(page.evaluate("window.taken"), 60)


async def first_paint(browser, environ):
    """Seconds from starting the program until there is a line to write in, for bare Gradio and for the page."""
    seconds = {"bare Gradio": [], "the page": []}
    for _ in range(3):
        for name in seconds:
            port = free_port()
            bare, ours = ["-c", BARE.format(port=port)], ["-m", "assistant", "serve", "--port", str(port)]
            command = [sys.executable, *(bare if name == "bare Gradio" else ours)]
            with running(command, port, environ) as (address, began):
                page = await browser.new_page()
                await page.goto(address)
                await page.wait_for_selector("#question textarea")
                seconds[name].append(time.perf_counter() - began)
                await page.close()
    row("start to the line to ask in, s", "median", "best")
    for name, taken in seconds.items():
        row(f"  {name}", f"{statistics.median(taken):.2f}", f"{min(taken):.2f}")
    later = (f(seconds["the page"]) - f(seconds["bare Gradio"]) for f in (statistics.median, min))
    row("  later than bare Gradio", *(f"{s:.2f}" for s in later))


async def one_at_a_time(browser, address, asked, own):
    page = await opened(browser, address)
    for question in asked[:5]:
        await ask(page, question)
    taken = [await ask(page, question) for question in asked]
    over = [on_page - itself for on_page, itself in zip(taken, own, strict=True)]
    row("one session, ms", "p50", "p95", "largest")
    row("  the answer by itself", *(f"{percentile(own, p):.0f}" for p in (50, 95, 100)))
    row("  from Enter to the answer on the page", *(f"{percentile(taken, p):.0f}" for p in (50, 95, 100)))
    row("  over the answer's own time", *(f"{percentile(over, p):.0f}" for p in (50, 95, 100)))


async def many_at_once(browser, address, asked, seconds):
    """Each session asks its own questions without a pause; a faulty or foreign answer is counted."""
    pages = [await opened(browser, address) for _ in range(SESSIONS)]
    taken, wrong, used = [], [], [processor_seconds()]
    end = time.perf_counter() + seconds

    async def user(number, page):
        order, sent = random.Random(number).sample(asked, len(asked)), []
        while time.perf_counter() < end:
            question = f"{order[len(sent) % len(order)]}{' ' * number}"
            taken.append(await ask(page, question))
            sent.append(question.strip())
        shown = [q.strip() for q in await page.locator("#chat .question").all_text_contents()]
        wrong.extend(q for q in shown if q not in sent)
        wrong.extend(["a question is missing"] * (len(shown) != len(sent)))
        wrong.extend(await page.locator("#chat .fault").all_text_contents())

    await asyncio.gather(*(user(n, p) for n, p in enumerate(pages)))
    used.append(processor_seconds())
    row(f"{SESSIONS} sessions for {seconds} s, ms", "p50", "p95", "largest", "answers", "wrong")
    spread = (f"{percentile(taken, p):.0f}" for p in (50, 95, 100))
    row("  from Enter to the answer on the page", *spread, len(taken), len(wrong))
    row("processor time of an answer, ms", "page", "browser", "typing")
    each = {kind: (used[-1][kind] - used[0][kind]) / len(taken) * 1000 for kind in used[-1]}
    row("  each of them", *(f"{each[kind]:.0f}" for kind in ("page", "browser", "typing")))


async def measure(seconds):
    from playwright.async_api import async_playwright

    asked = questions()
    with tempfile.TemporaryDirectory() as folder:
        environ = os.environ | {"TRADE_BRIEF_STORE": f"{folder}/store", "HF_HUB_OFFLINE": "1"}
        index = [sys.executable, "-m", "assistant", "index"]
        subprocess.run(index, cwd=ROOT, env=environ, capture_output=True, check=True)
        own = own_times(asked[:SINGLE], environ)
        async with async_playwright() as playwright:
            browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
            await first_paint(browser, environ)
            port = free_port()
            serve = [sys.executable, "-m", "assistant", "serve", "--port", str(port)]
            with running(serve, port, environ) as (address, _):
                await one_at_a_time(browser, address, asked[:SINGLE], own)
                await many_at_once(browser, address, asked, seconds)
            await browser.close()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seconds", type=int, default=60, help="how long ten sessions ask at once")
    print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f} before the run\n")
    asyncio.run(measure(parser.parse_args().seconds))
