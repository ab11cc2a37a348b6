"""Formulas: one tree, many readers. Text becomes a tree once; evaluating, ordering, explaining read it."""
