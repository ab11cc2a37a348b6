"""Whatever is called a logo: what is kept was drawn anew, and the rest is refused in words."""

from __future__ import annotations

import io
import time
import zlib
from contextlib import suppress

import pytest
from PIL import Image, ImageFile
from PIL.PngImagePlugin import PngInfo

from app.documents.errors import LogoRefusedError
from app.documents.logos.cleaning import LARGEST_SIDE, clean_logo

SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 40">{}</svg>'
SHAPE = '<rect width="90" height="30" fill="#123456"/>'


def raster(kind, mode="RGB", size=(400, 100), **more):
    written = io.BytesIO()
    Image.new(mode, size, **more.pop("new", {})).save(written, kind, **more)
    return written.getvalue()


def svg(inner, **_):
    return clean_logo(SVG.format(inner).encode()).content.decode()


@pytest.mark.parametrize(
    ("kind", "mode", "kept"),
    [
        ("PNG", "RGB", "image/png"),
        ("PNG", "RGBA", "image/png"),
        ("PNG", "P", "image/png"),
        ("PNG", "L", "image/png"),
        ("PNG", "1", "image/png"),
        ("JPEG", "RGB", "image/jpeg"),
        ("JPEG", "L", "image/jpeg"),
    ],
)
def test_a_raster_is_kept_in_its_kind(kind, mode, kept):
    logo = clean_logo(raster(kind, mode))
    assert (logo.media_type, logo.width, logo.height) == (kept, 400, 100)
    Image.open(io.BytesIO(logo.content)).load()


def test_a_large_raster_is_kept_as_large_as_is_printed():
    logo = clean_logo(raster("PNG", size=(4000, 1000)))
    assert (logo.width, logo.height) == (LARGEST_SIDE, LARGEST_SIDE / 4)


def test_what_else_a_file_holds_is_not_kept():
    notes = PngInfo()
    notes.add_text("Comment", "SECRET")
    assert b"SECRET" not in clean_logo(raster("PNG", pnginfo=notes)).content
    exif = Image.Exif()
    exif[270] = "SECRET"
    content = raster("JPEG", exif=exif) + b"<script>SECRET</script>"
    assert b"SECRET" in content
    assert b"SECRET" not in clean_logo(content).content


def test_a_photograph_is_turned_upright():
    exif = Image.Exif()
    exif[274] = 6
    logo = clean_logo(raster("JPEG", exif=exif))
    assert (logo.width, logo.height) == (100, 400)


def test_the_same_file_is_the_same_logo():
    assert clean_logo(raster("PNG", "RGBA")) == clean_logo(raster("PNG", "RGBA"))


def bomb(width, height):
    """A PNG that says it has so many pixels, and has none."""

    def chunk(name, content):
        told = name + content
        length, sum_ = len(content).to_bytes(4, "big"), zlib.crc32(told).to_bytes(4, "big")
        return length + told + sum_

    head = width.to_bytes(4, "big") + height.to_bytes(4, "big") + b"\x08\x06\x00\x00\x00"
    empty = zlib.compress(b"\0" * 1000)
    parts = (chunk(b"IHDR", head), chunk(b"IDAT", empty), chunk(b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


def animated():
    frames = [Image.new("RGB", (80, 40), colour) for colour in ("red", "blue")]
    written = io.BytesIO()
    frames[0].save(written, "PNG", save_all=True, append_images=frames[1:])
    return written.getvalue()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "neither a PNG"),
        (b"GIF89a" + b"\0" * 100, "neither a PNG"),
        (b"%PDF-1.7", "neither a PNG"),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 100, "damaged"),
        (raster("PNG")[:-30], "damaged"),
        (b"\xff\xd8\xff" + b"\0" * 100, "damaged"),
        (bomb(10_000, 5_000), "million"),
        (bomb(100_000, 100_000), "million"),
        (bomb(2**31 - 1, 2**31 - 1), "million"),
        (raster("JPEG", "CMYK"), "CMYK"),
        (raster("PNG", "I;16"), "I;16"),
        (raster("PNG", size=(2000, 10)), "as long"),
        (animated(), "animated"),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 1_000_000, "bytes"),
    ],
)
def test_what_is_no_logo_is_refused_in_words(content, said, monkeypatch):
    # WeasyPrint, which the service itself never loads, lets Pillow read what is cut off.
    monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", False)
    with pytest.raises(LogoRefusedError) as refused:
        clean_logo(content)
    assert said in refused.value.detail
    assert refused.value.hint


def test_a_drawing_keeps_its_shapes():
    told = svg(
        '<defs><linearGradient id="g"><stop offset="0" stop-color="#fff"/></linearGradient></defs>'
        '<g transform="translate(2,3)"><path id="p" d="M0 0L9,9z" fill="url(#g)"/></g>'
        '<use href="#p" x="5"/>'
    )
    assert 'd="M 0 0 L 9 9 z"' in told
    assert 'fill="url(#g)"' in told
    assert 'href="#p"' in told
    assert 'viewBox="0 0 100 40"' in told


def test_classes_become_attributes():
    told = svg('<style>.a{fill:#ff0000} .b,.c{stroke:none}</style><path class="a c" d="M0 0"/>')
    assert 'fill="#ff0000"' in told
    assert 'stroke="none"' in told
    assert "style" not in told
    assert "class" not in told


def test_a_style_comes_before_an_attribute():
    told = svg('<path style="fill:#00ff00;font-size:9px" fill="#ff0000" d="M0 0"/>')
    assert 'fill="#00ff00"' in told
    assert "font-size" not in told


@pytest.mark.parametrize(
    "harmless",
    [
        "<metadata><x xmlns='urn:x'>SECRET</x></metadata>",
        "<title>SECRET</title>",
        "<!-- SECRET -->",
        "<?php SECRET ?>",
        "<x:thing xmlns:x='urn:x' onload='SECRET'>SECRET</x:thing>",
        '<path d="M0 0" onclick="SECRET" data-x="SECRET" aria-label="SECRET"/>',
    ],
)
def test_what_draws_nothing_is_left_out(harmless):
    told = svg(SHAPE + harmless)
    assert "SECRET" not in told
    assert "rect" in told


@pytest.mark.parametrize(
    ("inner", "said"),
    [
        ("<script>alert(1)</script>", "script"),
        ("<text>Company</text>", "text"),
        ('<image href="file:///etc/passwd"/>', "image"),
        ("<foreignObject><p/></foreignObject>", "foreignObject"),
        ('<a href="https://example.com"><rect/></a>', "'a'"),
        ('<animate attributeName="x"/>', "animate"),
        ('<filter id="f"/>', "filter"),
        ('<use href="https://example.com/x.svg#a"/>', "outside"),
        ('<use href="file:///etc/passwd"/>', "outside"),
        ('<use href="data:image/svg+xml,x"/>', "outside"),
        ('<rect fill="url(https://example.com/a.svg#x)"/>', "fill"),
        ('<rect style="fill:url(file:///etc/passwd)"/>', "fill"),
        ('<rect fill="expression(alert(&quot;1&quot;))"/>', "fill"),
        ("<style>@import url(https://example.com);</style>", "style sheet"),
        ("<style>@font-face{src:url(x)}</style>", "style sheet"),
        ("<style>.a:hover{fill:red}</style>", "style sheet"),
        ("<style>.a > .b{fill:red}</style>", "style sheet"),
        ("", "no shape"),
        ("<g>" * 40 + "</g>" * 40, "within one another"),
        ("<rect/>" * 5000, "elements"),
        ('<g id="a"><use href="#a"/></g>', "itself"),
        ('<clipPath id="c"><rect clip-path="url(#c)"/></clipPath>', "itself"),
    ],
)
def test_a_drawing_that_is_more_than_shapes_is_refused(inner, said):
    with pytest.raises(LogoRefusedError) as refused:
        svg(inner if said == "no shape" else SHAPE + inner)
    assert said in refused.value.detail


@pytest.mark.parametrize(
    "shape",
    [
        '<path d="M0 0 L"/>',
        '<path d="zzz 1e999 -- ,,"/>',
        '<path d="L0 0"/>',
        '<path d="M0 0 1"/>',
        '<path d="M1e7 0"/>',
        '<path d="M0 0z1"/>',
        '<path transform="scale(1e30)" d="M0 0"/>',
        '<path transform="rotate(nan)" d="M0 0"/>',
        '<path transform="skewX()" d="M0 0"/>',
        '<path transform="spin(1)" d="M0 0"/>',
        '<rect width="-5"/>',
        '<rect rx="nan"/>',
        '<circle r="9" stroke-dasharray="0 0"/>',
        '<circle r="9" stroke-dasharray="-1 2"/>',
        '<polygon points="1,2 3"/>',
        '<polyline points="a b c"/>',
        '<path fill="rgb(1,)"/>',
        '<path fill="#12"/>',
    ],
)
def test_what_breaks_the_grammar_of_drawings_is_refused(shape):
    with pytest.raises(LogoRefusedError, match="not understood"):
        svg(SHAPE + shape)


def test_a_drawing_that_multiplies_is_refused():
    levels = "".join(
        f'<g id="l{level}">' + f'<use href="#l{level - 1}"/>' * 10 + "</g>" for level in range(1, 9)
    )
    with pytest.raises(LogoRefusedError, match="repeats"):
        svg('<g id="l0"><rect/></g>' + levels)


@pytest.mark.parametrize(
    "head",
    [
        '<!DOCTYPE svg [<!ENTITY a "aaa">]>',
        '<!DOCTYPE svg [<!ENTITY a SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE svg [<!ENTITY % a SYSTEM "https://example.com/x.dtd"> %a;]>',
    ],
)
def test_entities_are_refused(head):
    with pytest.raises(LogoRefusedError, match="entities"):
        clean_logo((head + SVG.format(SHAPE)).encode())


def test_the_doctype_of_a_drawing_program_is_no_fault():
    head = '<?xml version="1.0"?><!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "svg11.dtd">'
    told = clean_logo((head + SVG.format(SHAPE)).encode()).content
    assert b"DOCTYPE" not in told


@pytest.mark.parametrize(
    ("root", "extent"),
    [
        ('width="200" height="50"', (200, 50)),
        ('width="20mm" height="5mm"', (20, 5)),
        ('viewBox="-5,-5 60 30" width="100%"', (60, 30)),
    ],
)
def test_a_drawing_says_how_large_it_is(root, extent):
    logo = clean_logo(f'<svg xmlns="http://www.w3.org/2000/svg" {root}>{SHAPE}</svg>'.encode())
    assert (logo.width, logo.height) == extent


@pytest.mark.parametrize(
    "root", ["", 'viewBox="0 0 0 0"', 'viewBox="0 0 1e9 1"', 'viewBox="0 0 nan 1"', 'width="1"']
)
def test_a_drawing_without_extent_is_refused(root):
    with pytest.raises(LogoRefusedError, match="how large"):
        clean_logo(f'<svg xmlns="http://www.w3.org/2000/svg" {root}>{SHAPE}</svg>'.encode())


@pytest.mark.parametrize(
    "inner",
    [
        "<style>" + "/*" * 300_000 + "</style>",
        "<style>" + " " * 600_000 + "</style>",
        f'<path style="{"/*" * 300_000}"/>',
        f'<path d="{"M0 0L1 1" * 70_000}"/>',
        f'<path fill="{"url(" * 150_000}"/>',
        "<style>" + ",".join(f".a{n}" for n in range(50_000)) + "{}</style>",
    ],
)
def test_nothing_takes_long(inner):
    began = time.process_time()
    with suppress(LogoRefusedError):
        svg(SHAPE + inner)
    assert time.process_time() - began < 2
