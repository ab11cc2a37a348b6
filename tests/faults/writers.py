"""Writers that never give up: what is not acknowledged is sent again, under the same key."""

from __future__ import annotations

import contextlib
import http.client
import json
import threading
import time
from dataclasses import dataclass, field
from itertools import count
from uuid import uuid4

from tests.end_to_end.service import ROOT
from tests.faults.server import Answer, Server, ask

EXAMPLE = json.loads((ROOT / "tests/cases/new-data-services.json").read_text())
_AGAIN_SOON = {"STILL_RUNNING", "STORE_BUSY", "STORE_UNREACHABLE", "STORE_READ_ONLY"}


@dataclass(frozen=True)
class Deed:
    """One request, its token (in what it writes) and the key under which it is made once."""

    kind: str
    method: str
    path: str
    token: str
    body: dict
    key: str = field(default_factory=lambda: str(uuid4()))


@dataclass
class Ledger:
    """What was acknowledged, in the order of each writer, and how often an answer was a replay."""

    acknowledged: list[tuple[Deed, Answer]] = field(default_factory=list)
    resent: int = 0
    replayed: int = 0
    unforeseen: list[str] = field(default_factory=list)


@dataclass
class Writer:
    """Creates accounts, changes drafts and freezes them: on its own statement and a shared one."""

    name: str
    ledger: Ledger
    own: str
    shared: str
    unanswered: Deed | None = None
    _numbers: count = field(default_factory=count)

    def work(self, server: Server, stop: threading.Event) -> None:
        """Write until told to stop and all is answered, or until the server is gone."""
        self.ledger.resent += self.unanswered is not None
        with contextlib.closing(server.connection()) as connection:
            while self.unanswered or not stop.is_set():
                self.unanswered = self.unanswered or self._next()
                try:
                    answer = _sent(connection, self.unanswered)
                except (OSError, http.client.HTTPException):
                    return
                if answer.json.get("code") in _AGAIN_SOON:
                    self.ledger.resent += 1
                    time.sleep(0.05)
                else:
                    self._note(answer)

    def _note(self, answer: Answer) -> None:
        deed, self.unanswered = self.unanswered, None
        self.ledger.replayed += answer.headers.get("idempotent-replayed") == "true"
        if answer.status in {200, 201}:
            self.ledger.acknowledged.append((deed, answer))
        else:
            self.ledger.unforeseen.append(f"{deed.kind}: {answer.status} {answer.body[:300]}")

    def _next(self) -> Deed:
        number = next(self._numbers)
        token = f"{self.name} {number} {uuid4()}"
        rate = f"0.{number % 9000 + 1000}"
        statement = self.own if number % 5 in {1, 2} else self.shared
        path = f"/v1/statements/{statement}"
        match number % 5:
            case 0:
                return Deed("account", "POST", "/v1/accounts", token, {"name": token})
            case 1 | 3:
                patch = {"title": token, "discount_rate": rate}
                return Deed("draft", "PATCH", f"{path}/draft", token, patch)
            case _:
                return Deed("version", "POST", f"{path}/versions", token, {"label": token})


def writers(server: Server, number: int) -> list[Writer]:
    """So many writers, each with a statement of its own, and one statement for all."""
    ledger, shared = Ledger(), new_statement(server)
    return [Writer(f"writer {n}", ledger, new_statement(server), shared) for n in range(number)]


def new_statement(server: Server) -> str:
    account = created(server.ask("POST", "/v1/accounts", {"name": f"Company {uuid4()}"}))
    deal = {"account_id": account["id"], "name": "A deal"}
    opportunity = created(server.ask("POST", "/v1/opportunities", deal))
    new = {"opportunity_id": opportunity["id"], "statement": EXAMPLE}
    return created(server.ask("POST", "/v1/statements", new))["id"]


def created(answer: Answer) -> dict:
    assert answer.status == http.client.CREATED, answer.body
    return answer.json


@contextlib.contextmanager
def at_work(server: Server, crew: list[Writer]):
    """All of them write while the block runs; what they did stands in their ledger."""
    stop = threading.Event()
    threads = [threading.Thread(target=writer.work, args=(server, stop)) for writer in crew]
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        stop.set()
        for thread in threads:
            thread.join()


def _sent(connection, deed: Deed) -> Answer:
    headers = {"Idempotency_Key": deed.key, "If_Match": "*"}
    if deed.method == "PATCH":
        headers["Content_Type"] = "application/merge-patch+json"
    return ask(connection, deed.method, deed.path, deed.body, **headers)
