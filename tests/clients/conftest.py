from __future__ import annotations

collect_ignore = ["flow.py"]  # run by its test, beside the client that is made for it
