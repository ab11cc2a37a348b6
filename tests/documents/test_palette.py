"""Whatever two colours a brand has, its documents can be read."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.documents.brand import Brand, style_of
from app.documents.palette import DISTINCT, READABLE, USUAL, WHITE, Palette, contrast, palette_of

COLOURS = st.integers(0, 0xFFFFFF).map("#{:06x}".format)


@given(COLOURS, COLOURS)
def test_both_colours_can_be_read_and_told_apart(primary, accent):
    palette, corrections = palette_of(primary, accent)
    assert contrast(palette.primary, WHITE) >= READABLE
    assert contrast(palette.accent, WHITE) >= READABLE
    assert (
        palette.primary == palette.accent or contrast(palette.primary, palette.accent) >= DISTINCT
    )
    assert contrast(palette.glow, palette.primary) >= READABLE
    for ground in (palette.paper, palette.mist):
        assert contrast(palette.ink, ground) >= READABLE
        assert contrast(palette.slate, ground) >= READABLE
    used = {"primary_colour": palette.primary, "accent_colour": palette.accent}
    assert {each.member: each.used for each in corrections} == {
        member: used[member]
        for member, was in (("primary_colour", primary), ("accent_colour", accent))
        if used[member] != was
    }


def test_colours_that_can_be_read_stay():
    palette, corrections = palette_of("#0B5394", "#38761D")
    assert (palette.primary, palette.accent, corrections) == ("#0b5394", "#38761d", ())


def test_no_colours_are_the_usual_ones():
    assert palette_of(None, None) == (USUAL, ())


def test_a_pale_colour_is_darkened_and_that_is_told():
    _, (correction,) = palette_of("#ffcc00", None)
    assert correction.given == "#ffcc00"
    assert "1.51 to white" in correction.reason


@pytest.mark.parametrize(
    "colour",
    ["red", "#fff", "#12345g", "#123456;}", "url(x)", "", "#\uff11\uff12\uff13\uff14\uff15\uff16"],
)
def test_nothing_but_a_colour_gets_into_a_style_sheet(colour):
    with pytest.raises(ValueError, match="not a colour"):
        style_of(Brand(palette=Palette(primary=colour)))


def test_no_palette_is_made_of_anything_but_colours():
    with pytest.raises(ValueError, match="not a colour"):
        palette_of("red", None)


def test_nothing_but_a_shipped_typeface_gets_into_a_style_sheet():
    with pytest.raises(ValueError, match="no typeface"):
        style_of(Brand(typeface='x";}*{color:red'))  # type: ignore[arg-type]


def test_every_difference_of_a_brand_is_another_fingerprint():
    brands = [Brand(), Brand(name="A"), Brand(contact="A"), Brand(legal_text="A")]
    brands += [Brand(typeface="Noto Sans"), Brand(palette=Palette(primary="#000000"))]
    assert len({brand.fingerprint() for brand in brands}) == len(brands)
