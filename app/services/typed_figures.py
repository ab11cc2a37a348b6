"""What a text that stands where a figure belongs may mean, in whichever country it was typed."""

from __future__ import annotations

import re
from decimal import Decimal

from app.services.proposed_figures import without_zeros

PLAIN_FIGURE = re.compile(r"-?[0-9]{1,18}(?:\.[0-9]{1,30})?")
_AROUND = re.compile(r"[\s'’_€$£¥₹]|\b[A-Z]{3}\b")
_DIGITS = re.compile(r"([+-]?)([0-9][0-9.,]*)(k|m|mn|bn)?", re.IGNORECASE)
_LONGEST = 40
_SCALES = {"": 1, "k": 1000, "m": 10**6, "mn": 10**6, "bn": 10**9}
_GROUPED = r"[0-9]{{1,3}}(?:\{mark}[0-9]{{3}})+"


def readings_of(text: str) -> tuple[str, ...]:
    """The figures that a text may mean: none, one, or two where a comma may be either thing.

    Example:
        >>> readings_of("€ 1 250.50"), readings_of("1,200"), readings_of("15 %"), readings_of("4k")
        (('1250.5',), ('1200', '1.2'), ('0.15',), ('4000',))
        >>> readings_of("1.200,50"), readings_of("twelve"), readings_of("1,2,3")
        (('1200.5',), (), ())
    """
    is_percentage = text.strip().endswith("%")
    found = _DIGITS.fullmatch(_AROUND.sub("", text.strip().rstrip("%")))
    if found is None or len(found[0]) > _LONGEST:
        return ()
    scale = Decimal(_SCALES[(found[3] or "").lower()]) / (100 if is_percentage else 1)
    figures = [Decimal(found[1] + plain) * scale for plain in _plain(found[2])]
    return tuple(dict.fromkeys(without_zeros(figure) for figure in figures))


def _plain(digits: str) -> list[str]:
    """Digits with a point for the decimals and no other mark, in each way they may be read."""
    found = []
    for thousands, point in ((",", "."), (".", ",")):
        whole, _, rest = digits.partition(point)
        if rest and not rest.isdigit():
            continue
        if whole.isdigit() or re.fullmatch(_GROUPED.format(mark=thousands), whole):
            plain = whole.replace(thousands, "")
            is_zero_thousands = thousands in whole and whole.startswith("0")
            if not is_zero_thousands and not (point in digits and not rest):
                found.append(f"{plain}.{rest}" if rest else plain)
    return found
