"""The same page printed by a headless Chromium that is already running."""

from __future__ import annotations

import base64
import itertools
import json
import os
import shutil
import subprocess
import time
from contextlib import contextmanager, suppress
from pathlib import Path

PROGRAMS = ("chromium", "chromium-browser", "google-chrome")
SECONDS_TO_END = 10


def program():
    """Where it is; None where this machine has none."""
    return next(filter(None, map(shutil.which, PROGRAMS)), None)


@contextmanager
def running(folder):
    """A browser with one page, spoken to through pipes: `print_page(address)` gives a PDF."""
    to_browser, from_us = os.pipe()
    to_us, from_browser = os.pipe()
    flags = (
        *("--headless", "--no-sandbox", "--disable-gpu", "--remote-debugging-pipe"),
        *("--disable-dev-shm-usage", "--no-first-run", f"--user-data-dir={folder}/profile"),
    )
    command = f'exec "$0" "$@" 3<&{to_browser} 4>&{from_browser}'
    process = subprocess.Popen(
        ["bash", "-c", command, program(), *flags, "about:blank"],
        pass_fds=(to_browser, from_browser),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    os.close(to_browser)
    os.close(from_browser)
    with os.fdopen(from_us, "wb", buffering=0) as asks, os.fdopen(to_us, "rb") as answers:
        try:
            yield Page(asks, answers)
        finally:
            process.terminate()
            with suppress(subprocess.TimeoutExpired):
                process.wait(SECONDS_TO_END)
            if process.poll() is None:
                process.kill()
                process.wait()


class Page:
    """One page of the browser."""

    def __init__(self, asks, answers):
        self._asks, self._answers = asks, answers
        self._numbers = itertools.count(1)
        targets = self._call("Target.getTargets")["targetInfos"]
        target = next(each["targetId"] for each in targets if each["type"] == "page")
        attached = {"targetId": target, "flatten": True}
        self._session = {"sessionId": self._call("Target.attachToTarget", attached)["sessionId"]}
        self._call("Page.enable", session=True)

    def print_page(self, address):
        """Open an address, wait until it is loaded, and print it."""
        self._call("Page.navigate", {"url": address}, session=True)
        self._until(lambda told: told.get("method") == "Page.loadEventFired")
        options = {"preferCSSPageSize": True, "printBackground": True}
        return base64.b64decode(self._call("Page.printToPDF", options, session=True)["data"])

    def _call(self, method, parameters=None, *, session=False):
        number = next(self._numbers)
        asked = {"id": number, "method": method, "params": parameters or {}}
        asked |= self._session if session else {}
        self._asks.write(json.dumps(asked).encode() + b"\0")
        told = self._until(lambda told: told.get("id") == number)
        if "error" in told:
            raise RuntimeError(f"{method}: {told['error']}")
        return told["result"]

    def _until(self, is_it):
        while True:
            told = json.loads(self._message())
            if is_it(told):
                return told

    def _message(self):
        found = bytearray()
        while (byte := self._answers.read(1)) not in (b"\0", b""):
            found += byte
        if not found:
            raise RuntimeError("Chromium ended.")
        return found


def milliseconds(page, style, folder, rounds):
    """How long each of some prints takes, after one to warm up; fonts are the product's own."""
    file = Path(folder) / "page.html"
    file.write_text(whole(page, style), encoding="utf-8")
    took = []
    with running(folder) as browser:
        for _ in range(rounds + 1):
            began = time.perf_counter()
            printed = browser.print_page(file.as_uri())
            took.append((time.perf_counter() - began) * 1000)
            if not printed.startswith(b"%PDF"):
                raise RuntimeError("Chromium printed no PDF.")
    return took[1:]


def whole(page, style):
    """One file: the page with its style sheet and pictures inside."""
    text = page.text.replace("</head>", f"<style>{style}</style></head>", 1)
    for name, (content, media_type) in page.resources.items():
        data = base64.b64encode(content).decode()
        text = text.replace(name, f"data:{media_type};base64,{data}")
    return text
