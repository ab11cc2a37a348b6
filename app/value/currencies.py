"""Currencies of ISO 4217, the decimals of their minor units, and the signs readers know."""

from typing import Annotated

from pydantic import AfterValidator, StringConstraints
from pydantic_core import PydanticCustomError

_TWO_DECIMALS = (
    "AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BGN BMD BND BOB BOV BRL BSD BTN BWP "
    "BYN BZD CAD CDF CHE CHF CHW CNY COP COU CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR "
    "FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF IDR ILS INR IRR JMD KES KGS KHR "
    "KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MXV "
    "MYR MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR "
    "SDG SEK SGD SHP SLE SOS SRD SSP STN SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD "
    "USN UYU UZS VES WST XCD XCG XDR YER ZAR ZMW ZWG "
)
_NO_DECIMALS = "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF"
_THREE_DECIMALS = "BHD IQD JOD KWD LYD OMR TND"
_FOUR_DECIMALS = "CLF"

MINOR_UNIT: dict[str, int] = {
    code: decimals
    for decimals, codes in (
        (0, _NO_DECIMALS),
        (2, _TWO_DECIMALS),
        (3, _THREE_DECIMALS),
        (4, _FOUR_DECIMALS),
    )
    for code in codes.split()
}
"""Decimals of each currency's minor unit: 2 for EUR, 0 for JPY. Source: ISO 4217, list one."""

SIGN = {"EUR": "€", "GBP": "£", "JPY": "¥", "USD": "$"}
"""Signs that need no explanation where the currency is said once; others are written as codes."""


def _known(code: str) -> str:
    if code in MINOR_UNIT:
        return code
    raise PydanticCustomError(
        "currency",
        "{code} is not a currency of ISO 4217. Give the code in capitals, such as GBP or EUR.",
        {"code": code},
    )


CurrencyCode = Annotated[str, StringConstraints(max_length=10), AfterValidator(_known)]
