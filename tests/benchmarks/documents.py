"""Documents beside everything else: who has one already, and who reads while two are printed."""

from __future__ import annotations

import contextlib
import http.client
import json
import tempfile
import threading
import time

from tests.benchmarks.printing import CASES
from tests.benchmarks.service import KEY, our_service

READS = 1000
MOST_MILLISECONDS_TO_SAY_304 = 5
MOST_TIMES_SLOWER = 5
SECONDS_TO_PRINT = 120
PERCENTILE = 0.99


def measure():
    """Rows of (what, figure, target, whether it is met)."""
    with tempfile.TemporaryDirectory() as data, our_service(data) as (port, _):
        client = Client(port, KEY)
        version = client.version("example")
        study = client.version("largest study")
        rows = [row_of_304(client, version, "version"), row_of_304(client, study, "largest study")]
        rows.append(row_of_304(client, study, "draft of the largest study", is_draft=True))
        idle = percentile(client, version["url"])
        printing = Printing(port, version)
        with printing.going_on():
            busy = percentile(client, version["url"])
        times = busy / idle
        rows.append(("GET a version, 99th percentile", f"{idle:.2f} ms", "", True))
        target = f"< {MOST_TIMES_SLOWER} times"
        figure = f"{busy:.2f} ms, {times:.1f} times, {printing.made} printed meanwhile"
        rows.append(("the same while two documents print", figure, target, holds(times, printing)))
        held = Client(port, KEY).ask("GET", "/health/ready")[1]["printer"]["peak_worker_megabytes"]
        rows.append(("a print worker's memory at most", f"{held} MB", "≤ 512 MB", held <= 512))
    return rows


def holds(times, printing):
    """Whether reading stayed quick, and documents were printed."""
    return times < MOST_TIMES_SLOWER and printing.made > 0


def row_of_304(client, version, what, *, is_draft=False):
    """How long it takes to say that somebody has a document already."""
    url = f"{version['url']}/document.pdf?variant=summary"
    if is_draft:
        url = f"/v1/statements/{version['statement_id']}/draft/document.pdf?variant=summary"
    etag = client.headers_of(url)["etag"]
    took = sorted(client.seconds(url, {"If-None-Match": etag}, 304) for _ in range(200))
    median = took[len(took) // 2] * 1000
    holds = median < MOST_MILLISECONDS_TO_SAY_304
    return f"304 for a document of a {what}", f"{median:.2f} ms", "< 5 ms", holds


def percentile(client, url):
    """Milliseconds within which so many of some reads are answered."""
    took = sorted(client.seconds(url, {}, 200) for _ in range(READS))
    return took[int(READS * PERCENTILE)] * 1000


class Client:
    """One caller with one connection."""

    def __init__(self, port, key):
        self.port, self._key = port, key
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=SECONDS_TO_PRINT)

    def ask(self, method, path, body=None, headers=None):
        """Ask, and give the status and what was said."""
        sent = {"Authorization": f"Bearer {self._key}", **(headers or {})}
        content = None if body is None else json.dumps(body)
        if content is not None:
            sent["Content-Type"] = "application/json"
        self._connection.request(method, path, content, sent)
        answer = self._connection.getresponse()
        raw = answer.read()
        self.last = dict(answer.getheaders())
        is_json = answer.headers.get("content-type", "").endswith("json")
        return answer.status, json.loads(raw) if is_json else raw

    def headers_of(self, path):
        """The headers of a document."""
        status, said = self.ask("GET", path)
        if status != http.client.OK:
            raise RuntimeError(said)
        return {name.lower(): value for name, value in self.last.items()}

    def seconds(self, path, headers, expected):
        """How long one answer takes."""
        began = time.perf_counter()
        status, said = self.ask("GET", path, headers=headers)
        if status != expected:
            raise RuntimeError((status, said))
        return time.perf_counter() - began

    def version(self, case):
        """A version of a statement of its own."""
        body = json.loads(CASES[case].read_text(encoding="utf-8"))
        account = self._made("/v1/accounts", {"name": case})
        deal = self._made("/v1/opportunities", {"account_id": account["id"], "name": case})
        statement = {"opportunity_id": deal["id"], "statement": body.get("statement", body)}
        kept = self._made("/v1/statements", statement)
        return self._made(kept["versions_url"], {})

    def key(self, name):
        """A key of another caller."""
        return self._made("/v1/keys", {"name": name, "scopes": ["documents.create"]})["key"]

    def _made(self, path, body):
        status, said = self.ask("POST", path, body)
        if status not in (200, 201):
            raise RuntimeError(said)
        return said


class Printing:
    """Two callers that print one large document after the other, none of them twice."""

    def __init__(self, port, version):
        self._version, self.made = version, 0
        owner = Client(port, KEY)
        self._callers = [Client(port, owner.key(f"printer {number}")) for number in (1, 2)]

    @contextlib.contextmanager
    def going_on(self):
        """While this lasts, both print."""
        over = threading.Event()
        threads = [
            threading.Thread(target=self._print, args=(caller, paper, over))
            for caller, paper in zip(self._callers, ("A4", "Letter"), strict=True)
        ]
        for thread in threads:
            thread.start()
        time.sleep(1)
        try:
            yield
        finally:
            over.set()
            for thread in threads:
                thread.join()

    def _print(self, caller, paper, over):
        without = ("acceptance", "method", "sources", "timeline", "measurement", "situation")
        for left_out in without:  # another document each time
            url = f"{self._version['url']}/document.pdf?paper={paper}&without={left_out}"
            status, _ = caller.ask("GET", url)
            self.made += status == http.client.OK
            if over.is_set():
                return
