"""What holds of every picture, whatever it shows: asserted on its geometry."""

from __future__ import annotations

from itertools import combinations
from xml.etree import ElementTree as ET

from app.documents.lettering import width_of
from app.documents.pictures import LINE, SIZES

TAG = "{http://www.w3.org/2000/svg}"
_HAIR = 0.71


def shapes(picture, tag):
    """The shapes of one kind that a picture draws."""
    return ET.fromstring(picture.svg).findall(f".//{TAG}{tag}")  # noqa: S314 - our own drawing


def assert_clean(picture):
    """No label leaves the picture, is cut by its box, or meets another; no shape leaves it."""
    for label in picture.labels:
        left, top, right, bottom = label.extent
        assert -0.01 <= left <= right <= picture.width + 0.01, label
        assert top >= -0.01, label
        assert bottom <= picture.height + 0.01, label
        assert width_of(label.text, SIZES[label.tone]) <= label.width + 0.01, label
    for one, other in combinations([label for label in picture.labels if label.text], 2):
        assert not overlap(one, other), (one, other)
    for bar in shapes(picture, "rect"):
        x, y, width, height = (float(bar.get(name)) for name in ("x", "y", "width", "height"))
        assert x >= -_HAIR
        assert x + width <= picture.width + _HAIR
        assert y >= -_HAIR
        assert y + height <= picture.height + _HAIR


def overlap(one, other):
    """Whether the words of two labels share a spot; lines that follow each other may touch."""
    a, b = one.extent, other.extent
    across = a[0] < b[2] - 0.01 and b[0] < a[2] - 0.01
    return across and abs(a[1] - b[1]) < LINE - 1.5


def texts(picture):
    return [label.text for label in picture.labels]
