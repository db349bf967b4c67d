"""The real `python -m rehearsal` as a process, and the Chromium that looks at its page."""

from __future__ import annotations

import os
import queue
import re
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from selenium.webdriver import Chrome, ChromeOptions
from selenium.webdriver.chrome.service import Service

ROOT = Path(__file__).resolve().parents[2]
ADDRESS = re.compile(r"Open this page in your browser: (http://127\.0\.0\.1:\d+/)")
PATIENCE = 40.0  # real seconds until the address is printed
FLAGS = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
    "--force-prefers-reduced-motion",
    "--accept-lang=en-GB",
)
DESKTOP, PHONE = (1280, 800), (390, 844)


def missing() -> str:
    """Why there can be no browser here; empty if there can."""
    absent = [name for name in ("chromium", "chromedriver") if shutil.which(name) is None]
    return f"{' and '.join(absent)} not found (Debian: chromium, chromium-driver)" if absent else ""


@contextmanager
def rehearsal(*arguments: str) -> Iterator[str]:
    """Run a rehearsal; the address it prints. It is ended as by Ctrl-C."""
    process = subprocess.Popen(
        [sys.executable, "-m", "rehearsal", *arguments],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )
    said: queue.SimpleQueue[str] = queue.SimpleQueue()
    reader = threading.Thread(target=_read, args=(process, said), daemon=True)
    reader.start()
    try:
        yield _address(process, said)
    finally:
        process.send_signal(signal.SIGINT)
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
        reader.join()


def _read(process: subprocess.Popen[str], said: queue.SimpleQueue[str]) -> None:
    """Take every line, so that the process never waits for a reader."""
    assert process.stdout is not None
    with process.stdout:
        for line in process.stdout:
            said.put(line)
    said.put("")


def _address(process: subprocess.Popen[str], said: queue.SimpleQueue[str]) -> str:
    lines, until = [], time.monotonic() + PATIENCE
    while (left := until - time.monotonic()) > 0:
        try:
            line = said.get(timeout=left)
        except queue.Empty:
            break
        if found := ADDRESS.search(line):
            return found[1]
        lines.append(line)
        if not line:
            break
    raise AssertionError(f"no address was printed (exit code {process.poll()}):\n{''.join(lines)}")


@contextmanager
def chromium(profile: Path) -> Iterator[Chrome]:
    """A headless browser with a profile of its own; its errors in the console are kept."""
    options = ChromeOptions()
    options.binary_location = shutil.which("chromium") or ""
    for flag in (*FLAGS, f"--user-data-dir={profile}"):
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    browser = Chrome(options=options, service=Service(shutil.which("chromedriver")))
    try:
        yield browser
    finally:
        browser.quit()
