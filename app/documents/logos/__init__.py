"""Logos: what comes is drawn anew by us; nothing of the file itself is kept."""
