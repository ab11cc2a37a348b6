"""A code is read as people type it, and a slip is told from a forgery."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.documents.codes import (
    HEX_DIGITS,
    PRINTED_CODE,
    MistypedCodeError,
    code_of,
    read_code,
    start_of_hash,
)

hashes = st.text("0123456789abcdef", min_size=64, max_size=64)
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


@given(hashes)
def test_a_code_is_read_as_it_was_printed_and_finds_its_hash(content_hash):
    code = code_of(content_hash)
    assert read_code(code) == code
    assert start_of_hash(code) == content_hash[:HEX_DIGITS]
    assert PRINTED_CODE.fullmatch(code.encode())


@given(hashes, st.integers(0, 15), st.sampled_from(ALPHABET))
def test_one_wrong_character_is_always_noticed(content_hash, place, other):
    plain = code_of(content_hash).replace("-", "")
    wrong = plain[:place] + other + plain[place + 1 :]
    if wrong != plain:
        with pytest.raises(MistypedCodeError, match="slip"):
            read_code(wrong)


@given(hashes)
def test_what_looks_alike_is_taken_for_what_was_meant(content_hash):
    code = code_of(content_hash)
    typed = f" {code.lower().replace('0', 'O').replace('1', 'l')} ".replace("-", " ")
    assert read_code(typed) == code


@pytest.mark.parametrize("typed", ["", "K7QF", "U" * 16, "0" * 17, "🙂" * 16, "0" * 100_000])
def test_what_is_no_code_is_told_what_one_looks_like(typed):
    with pytest.raises(MistypedCodeError, match="16 letters and digits"):
        read_code(typed)
