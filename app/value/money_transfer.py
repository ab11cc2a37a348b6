"""Money of one customer, carried into another's currency and time by formulas.

`node_cost`, 2,000,000 GBP at the reference, becomes `node_cost_in_gbp` with that figure and
`node_cost` as the formula `node_cost_in_gbp * gbp_in_eur * price_rise`.
"""

from __future__ import annotations

from decimal import Context, Decimal, localcontext
from functools import cached_property
from typing import Any

from app.value.assumptions import Assumption
from app.value.errors import StatementError
from app.value.extrapolation_view import ExchangeRate, Reference, Target
from app.value.figures import write_figure

_RISE = "price_rise"
_LONGEST_KEY = 64
_DAYS_A_YEAR = Decimal("365.2425")
_SIX_PLACES = Decimal("0.000001")


class NoExchangeRateError(StatementError):
    """Two currencies and no rate between them."""

    def __init__(self, from_code: str, to_code: str) -> None:
        self.from_code, self.to_code = from_code, to_code
        super().__init__(
            f"Give an exchange rate from {from_code} to {to_code}, with its date: how many "
            f"{to_code} one {from_code} buys."
        )


class MoneyTransfer:
    """From the model reference's currency and date to the target's."""

    def __init__(self, model: Reference, target: Target) -> None:
        self._model, self._target = model, target
        self._from, self._to = model.statement.currency_code, target.currency_code
        self._keys = {one.key for one in model.statement.assumptions}
        if self._from != self._to:
            self._rate(self._from)

    def assumptions(self) -> list[dict[str, Any]]:
        """The exchange rate and the rise of prices, where they are needed."""
        return [*([self._exchange()] if self._from != self._to else []), *self._inflation()]

    def carried(self, fields: dict[str, Any]) -> list[dict[str, Any]]:
        """An assumption and, where it is money, the figure it is carried over from."""
        unit = str(fields.get("unit") or "")
        if unit.split("/", 1)[0].strip() != self._from or not self.factors:
            return [fields]
        key, code = str(fields["key"]), self._from.lower()
        source = self._free(f"{key[: _LONGEST_KEY - 8]}_in_{code}")
        label = fields.get("label") or key
        given = {
            **fields,
            "key": source,
            "label": f"{label[:170]} (at the reference, {self._from})",
        }
        after = "/".join([self._to, *unit.split("/")[1:]])
        shared: dict[str, Any] = {
            name: fields[name] for name in ("basis", "status", "source") if name in fields
        }
        carried: dict[str, Any] = {"key": key, "label": label, "unit": after, **shared}
        return [given, {**carried, "formula": " * ".join([source, *self.factors])}]

    def tell_units(self, fields: dict[str, Any]) -> None:
        """Name the target's currency where formulas, metrics and pools name the model's."""
        parts = [part for part in fields["assumptions"] if part.get("formula")]
        parts += fields.get("pools", ())
        movers = (*fields.get("benefits", ()), *fields.get("objectives", ()))
        parts += [part["metric"] for part in movers if part.get("metric")]
        for part in parts:
            if part.get("unit"):
                part["unit"] = "/".join(self._named(one) for one in part["unit"].split("/"))

    def _named(self, measure: str) -> str:
        return self._to if measure.strip() == self._from else measure

    def into_model(self, reference: Reference, one: Assumption) -> Decimal:
        """By what another reference's figure is multiplied to be in the model's currency."""
        code = reference.statement.currency_code
        if (one.unit or "").split("/", 1)[0].strip() != code or code == self._from:
            return Decimal(1)
        with localcontext(Context(prec=28)):
            into_target = Decimal(1) if code == self._to else self._rate(code).rate
            back = Decimal(1) if self._from == self._to else self._rate(self._from).rate
            return into_target / back

    @cached_property
    def factors(self) -> tuple[str, ...]:
        """The names by which money is multiplied."""
        exchange = (self._exchange_key,) if self._from != self._to else ()
        return (*exchange, *(str(part["key"]) for part in self._inflation()))

    @cached_property
    def _exchange_key(self) -> str:
        return self._free(f"{self._from.lower()}_in_{self._to.lower()}")

    @cached_property
    def _rise_key(self) -> str:
        return self._free(_RISE)

    def _exchange(self) -> dict[str, Any]:
        rate = self._rate(self._from)
        said = rate.source or "exchange rate"
        return {
            "key": self._exchange_key,
            "label": f"{self._to} for one {self._from}",
            "value": rate.rate,
            "unit": f"{self._to}/{self._from}",
            **({"low": rate.low} if rate.low else {}),
            **({"high": rate.high} if rate.high else {}),
            "basis": "third_party_research",
            "source": f"{said}, {rate.dated_on.isoformat()}",
        }

    def _inflation(self) -> list[dict[str, Any]]:
        """The rise of prices between the two dates; nothing where there is none."""
        then, now, rate = self._model.dated_on, self._target.dated_on, self._target.yearly_inflation
        if then is None or now is None or not rate or then == now:
            return []
        with localcontext(Context(prec=28)):
            years = Decimal((now - then).days) / _DAYS_A_YEAR
            rise = ((1 + rate) ** years).quantize(_SIX_PLACES)
        return [
            {
                "key": self._rise_key,
                "label": f"Prices on {now.isoformat()} beside those on {then.isoformat()}",
                "value": rise,
                "unit": "ratio",
                "basis": "analyst_estimate",
                "status": "straw_man",
                "source": f"Inflation of {write_figure(100 * rate)} % a year",
            }
        ]

    def _rate(self, code: str) -> ExchangeRate:
        for rate in self._target.exchange_rates:
            if rate.from_code == code:
                return rate
        raise NoExchangeRateError(code, self._to)

    def _free(self, key: str) -> str:
        """A key that the model does not have yet."""
        while key in self._keys:
            key = f"{key[: _LONGEST_KEY - 1]}_"
        return key
