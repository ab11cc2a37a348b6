"""Deals in any order of events, against a model that is nothing but dictionaries."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import ClassVar

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    consumes,
    initialize,
    invariant,
    multiple,
    rule,
    run_state_machine_as_test,
)

from tests.routers.conftest import Api

figures = st.integers(0, 10**6)


def _statement(benefit, cost):
    return {
        "title": "A deal",
        "currency_code": "EUR",
        "horizon_years": 2,
        "discount_rate": "0.1",
        "assumptions": [{"key": "gain", "value": str(benefit)}],
        "benefits": [{"key": "b", "statement": "Gain", "per_year": "gain"}],
        "investments": [{"key": "i", "statement": "Pay", "upfront": str(cost)}],
    }


@dataclass
class Deal:
    """What the model knows of one statement: two numbers for each state of it."""

    url: str
    account: str
    draft: tuple[int, int]
    etag: str
    versions: list[tuple[int, int]] = field(default_factory=list)
    hashes: list[str] = field(default_factory=list)
    accepted: list[int] = field(default_factory=list)
    stale: list[str] = field(default_factory=list)


class Deals(RuleBasedStateMachine):
    """Accounts, statements, drafts, versions, acceptances, archives."""

    service: ClassVar[object]
    accounts = Bundle("accounts")
    deals = Bundle("deals")

    @initialize()
    def begin(self):
        self.api = Api(self.service, self.service.key())
        self.model: dict[str, Deal] = {}
        self.names: dict[str, str] = {}
        self.external: dict[str, str] = {}
        self.archived: set[str] = set()

    @rule(target=accounts, name=st.sampled_from(["A", "B", "C"]))
    def create_account(self, name):
        made = self.api.account(name=name)
        self.names[made["id"]] = name
        return made["id"]

    @rule(
        target=accounts,
        external=st.sampled_from(["1", "2 / 3", "4.inc"]),
        name=st.sampled_from(["A", "B", "C"]),
    )
    def upsert_account(self, external, name):
        path = external.replace(" ", "%20").replace("/", "%2F")
        answer = self.api("PUT", f"/v1/accounts/by-external-id/crm/{path}", json={"name": name})
        known = self.external.get(external)
        if known in self.archived:
            assert answer.status_code == 409, answer.text
            return multiple()
        assert answer.status_code == (200 if known else 201), answer.text
        identifier = answer.json()["id"]
        assert known in (None, identifier)
        self.external[external], self.names[identifier] = identifier, name
        return multiple() if known else identifier

    @rule(target=deals, account=accounts, benefit=figures, cost=figures)
    def create_statement(self, account, benefit, cost):
        new = {"account_id": account, "name": "A deal"}
        opportunity = self.api("POST", "/v1/opportunities", json=new)
        if account in self.archived:
            assert opportunity.status_code == 409
            return multiple()
        body = {
            "opportunity_id": opportunity.json()["id"],
            "statement": _statement(benefit, cost),
        }
        made = self.api("POST", "/v1/statements", json=body).json()
        deal = Deal(made["url"], account, (benefit, cost), made["etag"])
        self.model[made["id"]] = deal
        return made["id"]

    @rule(deal=deals, benefit=figures, cost=figures)
    def replace_draft(self, deal, benefit, cost):
        known = self.model[deal]
        answer = self._put(known, benefit, cost, known.etag)
        if known.account in self.archived:
            assert answer.status_code == 409
            return
        assert answer.status_code == 200, answer.text
        self._now(known, (benefit, cost), answer.json()["etag"])

    @rule(deal=deals, benefit=figures, cost=figures)
    def replace_draft_too_late(self, deal, benefit, cost):
        known = self.model[deal]
        if known.stale and known.account not in self.archived:
            answer = self._put(known, benefit, cost, known.stale[-1])
            assert answer.status_code == 412
            assert answer.json()["etag"] == known.etag

    @rule(deal=deals)
    def freeze(self, deal):
        known = self.model[deal]
        answer = self.api("POST", f"{known.url}/versions", json={})
        if known.account in self.archived:
            assert answer.status_code == 409
            return
        is_new = not known.versions or known.versions[-1] != known.draft
        assert answer.status_code == (201 if is_new else 200), answer.text
        if is_new:
            known.versions.append(known.draft)
            known.hashes.append(answer.json()["content_hash"])
        assert answer.json()["version_number"] == len(known.versions)

    @rule(deal=deals, back=st.integers(1, 3))
    def restore_version(self, deal, back):
        known = self.model[deal]
        if len(known.versions) < back or known.account in self.archived:
            return
        number = len(known.versions) + 1 - back
        url = f"{known.url}/versions/{number}/restoration"
        answer = self.api("POST", url, headers={"If-Match": known.etag})
        assert answer.status_code == 200, answer.text
        self._now(known, known.versions[number - 1], answer.json()["etag"])

    @rule(deal=deals, back=st.integers(1, 3))
    def accept(self, deal, back):
        known = self.model[deal]
        if len(known.versions) < back or known.account in self.archived:
            return
        number = len(known.versions) + 1 - back
        told = {"accepted_by": "CFO", "accepted_on": "2027-01-15"}
        answer = self.api("POST", f"{known.url}/versions/{number}/acceptance", json=told)
        assert answer.json()["status"] == "accepted"
        known.accepted.append(number)

    @rule(account=accounts)
    def archive(self, account):
        assert self.api("POST", f"/v1/accounts/{account}/archive").status_code == 200
        self.archived.add(account)

    @rule(account=accounts)
    def bring_back(self, account):
        assert self.api("POST", f"/v1/accounts/{account}/restore").status_code == 200
        self.archived.discard(account)

    @rule(deal=consumes(deals))
    def look_at_every_version(self, deal):
        known = self.model[deal]
        timeline = self.api("GET", f"{known.url}/timeline").json()["items"]
        assert [Decimal(point["value"]) for point in timeline] == [
            2 * benefit - cost for benefit, cost in known.versions
        ]
        assert [point["content_hash"] for point in timeline] == known.hashes
        statuses = {point["version_number"]: point["status"] for point in timeline}
        accepted = known.accepted[-1] if known.accepted else None
        assert [n for n, status in statuses.items() if status == "accepted"] == (
            [accepted] if accepted else []
        )

    @invariant()
    def lists_show_what_there_is(self):
        shown = self._listed("/v1/accounts")
        assert {item["id"]: item["name"] for item in shown} == {
            each: name for each, name in self.names.items() if each not in self.archived
        }
        statements = {item["id"] for item in self._listed("/v1/statements")}
        assert statements == {
            each for each, deal in self.model.items() if deal.account not in self.archived
        }

    @invariant()
    def drafts_say_what_was_put_last(self):
        for deal in self.model.values():
            told = self.api("GET", f"{deal.url}/draft").json()
            benefit, cost = deal.draft
            assert told["etag"] == deal.etag
            assert Decimal(told["result"]["value"]) == 2 * benefit - cost

    def _put(self, deal, benefit, cost, etag):
        return self.api(
            "PUT",
            f"{deal.url}/draft",
            json=_statement(benefit, cost),
            headers={"If-Match": etag},
        )

    def _now(self, deal, draft, etag):
        if etag != deal.etag:
            deal.stale.append(deal.etag)
        deal.draft, deal.etag = draft, etag

    def _listed(self, path):
        items, url = [], f"{path}?limit=3"
        while url:
            page = self.api("GET", url).json()
            items += page["items"]
            url = page["next_url"]
        return items


@pytest.mark.slow
def test_whatever_happens_in_whatever_order_the_service_and_the_model_agree(service):
    class OfThisService(Deals):
        pass

    OfThisService.service = service
    run_state_machine_as_test(
        OfThisService,
        settings=settings(
            max_examples=8,
            stateful_step_count=20,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
