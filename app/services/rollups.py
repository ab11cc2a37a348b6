"""What deals are worth, by account, by segment and within an account.

Each statement counts with its newest version; what is archived does not count. Amounts of
different currencies are never added up.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from app.services.accounts import account
from app.store import Transaction
from app.store.accounts import ACCOUNTS
from app.store.opportunities import OPPORTUNITIES
from app.store.records import Account, Opportunity, Page
from app.store.rollups import (
    Worth,
    counts_by_segment,
    opportunities_by_account,
    worths,
    worths_of_opportunities,
)

SEGMENTS = ("alpha", "beta", "delta", None)


@dataclass
class Total:
    """What statements of one currency add up to."""

    currency_code: str
    statements: int = 0
    total_benefits: Decimal = Decimal(0)
    total_investment: Decimal = Decimal(0)
    value: Decimal = Decimal(0)


@dataclass
class Sum:
    """Statements counted, those without a version too, and added up by currency."""

    statements: int = 0
    by_currency: dict[str, Total] = field(default_factory=dict)

    def add(self, worth: Worth) -> None:
        """Count one more statement in."""
        self.statements += 1
        if worth.currency_code is None:
            return
        total = self.by_currency.setdefault(worth.currency_code, Total(worth.currency_code))
        total.statements += 1
        total.total_benefits += Decimal(worth.total_benefits or 0)
        total.total_investment += Decimal(worth.total_investment or 0)
        total.value += Decimal(worth.value or 0)

    @property
    def totals(self) -> tuple[Total, ...]:
        """By currency, in the order of their codes."""
        return tuple(self.by_currency[code] for code in sorted(self.by_currency))


@dataclass(frozen=True, slots=True)
class AccountValue:
    """What an account's deals are worth."""

    account: Account
    opportunities: int
    sum: Sum


@dataclass(frozen=True, slots=True)
class SegmentValue:
    """What the deals of a segment's accounts are worth; None for accounts without a segment."""

    segment: str | None
    accounts: int
    opportunities: int
    sum: Sum


@dataclass(frozen=True, slots=True)
class OpportunityValue:
    """What a deal is worth, statement by statement."""

    opportunity: Opportunity
    sum: Sum
    statements: tuple[Worth, ...]


@dataclass(frozen=True, slots=True)
class ValueWithin:
    """What all deals of an account are worth, and a stretch of them."""

    whole: AccountValue
    opportunities: Page[OpportunityValue]


def value_by_account(transaction: Transaction, limit: int, after: str | None) -> Page[AccountValue]:
    """A stretch of the accounts, newest first, with what their deals are worth."""
    page = ACCOUNTS.page(transaction, limit, after, archived="exclude")
    ids = [each.id for each in page.items]
    counts = opportunities_by_account(transaction, ids)
    sums = _sums(worths(transaction, ids), "account_id")
    return Page(
        tuple(
            AccountValue(each, counts.get(each.id, 0), sums.get(each.id, Sum()))
            for each in page.items
        ),
        page.after,
    )


def value_by_segment(transaction: Transaction) -> tuple[SegmentValue, ...]:
    """What the deals of each segment are worth; of all segments, and of none last."""
    counts = counts_by_segment(transaction)
    sums = _sums(worths(transaction, None), "segment")
    return tuple(
        SegmentValue(segment, *counts.get(segment, (0, 0)), sums.get(segment, Sum()))
        for segment in SEGMENTS
    )


def value_within(
    transaction: Transaction, account_id: str, limit: int, after: str | None
) -> ValueWithin:
    """What an account's deals are worth, and a stretch of them, newest first.

    Raises:
        NotFoundError: this workspace has no such account.
    """
    of = account(transaction, account_id)
    page = OPPORTUNITIES.page(transaction, limit, after, archived="exclude", account_id=account_id)
    counts = opportunities_by_account(transaction, [account_id])
    whole = _sums(worths(transaction, [account_id]), "account_id").get(account_id, Sum())
    found: dict[str, list[Worth]] = {each.id: [] for each in page.items}
    for worth in worths_of_opportunities(transaction, list(found)):
        found[worth.opportunity_id].append(worth)
    items = tuple(_opportunity_value(each, found[each.id]) for each in page.items)
    return ValueWithin(AccountValue(of, counts.get(account_id, 0), whole), Page(items, page.after))


def _opportunity_value(opportunity: Opportunity, within: list[Worth]) -> OpportunityValue:
    total = Sum()
    for worth in within:
        total.add(worth)
    return OpportunityValue(opportunity, total, tuple(within))


def _sums(found: Iterable[Worth], by: str) -> Mapping[str | None, Sum]:
    sums: dict[str | None, Sum] = {}
    for worth in found:
        sums.setdefault(getattr(worth, by), Sum()).add(worth)
    return sums
