"""The file of a deck without the moment in which it was made: the same deck is the same bytes."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import UTC, datetime

_FIRST_DAY = (1980, 1, 1, 0, 0, 0)
_MOMENT = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*(<)")


def sealed(package: bytes, moment: datetime) -> bytes:
    """A package whose parts, and the workbooks within, say one moment.

    Charts bring a workbook each, of which the library notes when it wrote it.
    """
    told = moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ").encode()
    written = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(package)) as old,
        zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            content = old.read(name)
            if name.endswith(".xlsx"):
                content = sealed(content, moment)
            elif name == "docProps/core.xml":
                content = _MOMENT.sub(rb"\g<1>" + told + rb"\g<2>", content)
            part = zipfile.ZipInfo(name, _FIRST_DAY)
            part.compress_type = zipfile.ZIP_DEFLATED
            part.external_attr = 0o600 << 16
            new.writestr(part, content)
    return written.getvalue()
