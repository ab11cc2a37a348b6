"""Everything that is measured, as one table: python -m tests.benchmarks [core] [service] …

Figures are medians; each ratio's floor is measured in the same run, taking turns.
"""

from __future__ import annotations

import importlib
import sys

GROUPS = {
    "core": "The largest study (153 assumptions, 23 lines)",
    "apart": "Taking a case apart",
    "bridging": "What changed from one version to another",
    "drawing": "Drawing what is uncertain",
    "hostile": "Statements written to hurt",
    "service": "The service, one worker on loopback",
    "growth": "A thousand, ten thousand, a hundred thousand versions",
    "printing": "Printing beside WeasyPrint alone, and beside Chromium where there is one",
    "documents": "Documents beside everything else",
    "workbooks": "Workbooks beside XlsxWriter alone",
}


def main(chosen):
    """Measure and print; the exit says whether every target is met."""
    met = True
    for name in chosen or GROUPS:
        sys.stdout.write(f"\n{GROUPS[name]}\n")
        rows = importlib.import_module(f"tests.benchmarks.{name}").measure()
        width = max(len(title) for title, *_ in rows)
        for title, figure, target, holds in rows:
            said = f"   target {target}: {'met' if holds else 'MISSED'}" if target else ""
            sys.stdout.write(f"  {title:<{width}}  {figure}{said}\n")
            met = met and holds
        sys.stdout.flush()
    return 0 if met else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
