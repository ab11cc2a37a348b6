"""Text into words: numbers, names, operators."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Literal

from app.value.formulas.errors import FormulaError

MOST_CHARACTERS = 2000

_TOKEN = re.compile(
    r"""
    (?P<number>(?:[0-9]+(?:\.[0-9]+)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?(?![.0-9]))
  | (?P<name>[A-Za-z][A-Za-z0-9_]*)
  | (?P<operator><=|>=|<>|[-+*/^%(),<>=])
    """,
    re.VERBOSE,
)
_SPACE = re.compile(r"[ \t\r\n]*")

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


@dataclass(frozen=True, slots=True)
class Token:
    """One word of the text, from `start` up to before `end`."""

    kind: Literal["number", "name", "operator", "end"]
    text: str
    start: int
    end: int


def tokenize(text: str) -> list[Token]:
    """Split a formula into its words, closed by one of kind `end`.

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
    position = _after_space(text, 0)
    while position < len(text):
        token = _token_at(text, position)
        tokens.append(token)
        position = _after_space(text, token.end)
    tokens.append(Token("end", "", len(text), len(text)))
    return tokens


def _after_space(text: str, position: int) -> int:
    found = _SPACE.match(text, position)
    return found.end() if found else position


def _token_at(text: str, position: int) -> Token:
    found = _TOKEN.match(text, position)
    if found is None:
        raise _unknown_character(text, position)
    if found.lastgroup == "number":
        return Token("number", found[0], position, found.end())
    if found.lastgroup == "name":
        return Token("name", found[0], position, found.end())
    return Token("operator", found[0], position, found.end())


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
