"""The committed snapshot of the contract: written, and compared with an older one.

python -m tests.contract.snapshot              writes docs/openapi.json
python -m tests.contract.snapshot REVISION     names what would break clients since then
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from app.main import create_app
from app.settings import Settings
from tests.contract.breaking import breaking

ROOT = Path(__file__).parents[2]
SNAPSHOT = ROOT / "docs" / "openapi.json"


def written(document: dict[str, Any]) -> str:
    """A document as it is committed: one line for each member, in a fixed order."""
    return json.dumps(document, indent=1, sort_keys=True, ensure_ascii=False) + "\n"


def present() -> dict[str, Any]:
    """The document of this source."""
    with TemporaryDirectory() as folder:
        app = create_app(Settings(data=Path(folder)))
        try:
            return json.loads(json.dumps(app.openapi()))
        finally:
            app.state.store.close()


def snapshot_of(revision: str) -> dict[str, Any] | None:
    """The snapshot as it was committed then; None where there was none."""
    asked = ["git", "show", f"{revision}:docs/openapi.json"]
    found = subprocess.run(asked, cwd=ROOT, capture_output=True, text=True, check=False)
    return json.loads(found.stdout) if found.returncode == 0 else None


def main(words: list[str]) -> None:
    """Write the snapshot, or compare it with the one of a revision."""
    if not words:
        SNAPSHOT.write_text(written(present()), encoding="utf-8")
        return
    before = snapshot_of(words[0])
    if before is None:
        sys.stdout.write(f"{words[0]} has no docs/openapi.json to compare with.\n")
        return
    broken = breaking(before, json.loads(SNAPSHOT.read_text(encoding="utf-8")))
    if broken:
        sys.exit("\n".join([f"Since {words[0]} these would break clients:", *broken]))
    sys.stdout.write(f"Nothing since {words[0]} breaks a client.\n")


if __name__ == "__main__":
    main(sys.argv[1:])
