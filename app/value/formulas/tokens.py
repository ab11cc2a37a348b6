"""Text into words: numbers, names, operators."""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

from app.value.formulas.errors import FormulaError

MOST_CHARACTERS = 2000

_TOKEN = re.compile(
    r"""
    [ \t\r\n]*+
    (?:(?P<number>(?:[0-9]+(?:\.[0-9]+)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?(?![.0-9]))
     | (?P<name>[A-Za-z][A-Za-z0-9_]*)
     | (?P<operator><=|>=|<>|[-+*/^%(),<>=])
     | (?P<end>\Z)
     | (?P<unknown>.))
    """,
    re.VERBOSE | re.DOTALL,
)

_HINTS = {
    "'": "Text is not part of the language.",
    '"': "Text is not part of the language.",
    "[": "Lists are not part of the language; use by_year for figures by year.",
    ";": "Separate arguments with a comma.",
    "&": "For two conditions write AND(a, b).",
    "|": "For two conditions write OR(a, b).",
    "!": "For “not equal” write <>, for “not” write NOT(a).",
    "×": "For “times” write *.",
    "÷": "For “divided by” write /.",
    "−": "For “minus” write the hyphen -.",
    "–": "For “minus” write the hyphen -.",
    "_": "Names begin with a letter.",
}


class Token(NamedTuple):
    """One word of the text, from `start` up to before `end`."""

    kind: str
    text: str
    start: int
    end: int


def tokenize(text: str) -> list[Token]:
    """Split a formula into its words: of kind `number`, `name` or `operator`, closed by an `end`.

    Raises:
        FormulaError: too long, or a character the language does not know.
    """
    if len(text) > MOST_CHARACTERS:
        raise FormulaError(
            f"The formula has {len(text)} characters; at most {MOST_CHARACTERS} are read",
            formula=text[:60] + " …",
            position=0,
            hint="Give parts of it names, as assumptions with a formula.",
        )
    tokens: list[Token] = []
    for found in _TOKEN.finditer(text):
        kind = found.lastgroup or "end"
        start, end = found.span(kind)
        if kind == "unknown":
            raise _unknown_character(text, start)
        tokens.append(Token(kind, text[start:end], start, end))
        if kind == "end":
            break  # it would be found a second time, after the space before it
    return tokens


def _unknown_character(text: str, position: int) -> FormulaError:
    character = text[position]
    shown = unicodedata.name(character, f"U+{ord(character):04X}").lower()
    if unicodedata.category(character) == "Sc":
        hint = "Write amounts without a currency sign; the statement has one currency."
    elif character.isdigit() or character == ".":
        hint = "Numbers look like 1250 or 0.15."
    elif character.isalpha():
        hint = "Names are made of a to z, 0 to 9 and _."
    else:
        hint = _HINTS.get(
            character, "Only numbers, names, + - * / ^ % ( ) , and comparisons are read."
        )
    if character.isprintable():
        shown = f"“{character}”" if character.isascii() else f"“{character}” ({shown})"
    return FormulaError(f"Unexpected {shown}", formula=text, position=position, hint=hint)
