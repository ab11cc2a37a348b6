"""Workbooks that come back: read in a process of their own, never executed, never trusted."""
