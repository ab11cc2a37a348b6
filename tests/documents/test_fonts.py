"""The fonts that ship are the ones that were chosen, with their licences."""

from __future__ import annotations

import hashlib
from xml.etree import ElementTree as ET

from app.documents.fonts import FONTS, font_configuration


def test_every_font_is_the_one_that_was_listed():
    listed = dict(
        reversed(line.split(maxsplit=1))
        for line in (FONTS / "SHA256SUMS").read_text(encoding="ascii").splitlines()
    )
    shipped = {
        file.name: hashlib.sha256(file.read_bytes()).hexdigest() for file in FONTS.glob("*.ttf")
    }
    assert shipped == listed


def test_every_family_has_its_licence():
    families = {file.name.partition("-")[0] for file in FONTS.glob("*.ttf")}
    assert {file.stem for file in (FONTS / "licences").glob("*.txt")} == families
    for licence in (FONTS / "licences").glob("*.txt"):
        assert "SIL OPEN FONT LICENSE" in licence.read_text(encoding="utf-8")


def test_no_font_of_the_machine_is_used(tmp_path):
    configuration = ET.fromstring(  # noqa: S314 - our own file
        font_configuration(tmp_path).read_text(encoding="utf-8")
    )
    assert configuration.find("reset-dirs") is not None
    assert [folder.text for folder in configuration.findall("dir")] == [str(FONTS)]


def test_the_configuration_is_written_once(tmp_path):
    written = font_configuration(tmp_path).stat().st_mtime_ns
    assert font_configuration(tmp_path).stat().st_mtime_ns == written
