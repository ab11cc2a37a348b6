"""Where formulas find their figures on the sheet of the calculation: same column, same period."""

from __future__ import annotations

from xlsxwriter.utility import xl_rowcol_to_cell

from app.documents.workbook.assumptions import AssumptionsSheet
from app.documents.workbook.model import Model
from app.documents.workbook.names import cell_name
from app.documents.workbook.page import column_cell
from app.value.formulas.tree import Name, Node

REF, ITEM, NAME, UNIT, FORMULA, SETTING, FIRST_PERIOD = range(7)
"""Columns of the sheet; the years follow the initial period."""
PERIOD_ROW = 3


class GridCells:
    """Steady figures by name; figures by period in rows of the sheet, as `rows` says.

    A running sum over anything else than such a row asks for a row of its own, from
    `first_sum_row` on: `sums` fills while formulas are written.
    """

    def __init__(self, model: Model, assumptions: AssumptionsSheet, period_row: int) -> None:
        self._model, self._assumptions = model, assumptions
        self._period_row = period_row
        self.rows: dict[str, int] = {}
        self.first_sum_row = 0
        self.sums: dict[Node, int] = {}

    def figure(self, name: str, period: int) -> str:
        """The name of a steady figure's cell, or the cell of one by period."""
        if name in self.rows and name in self._model.varying:
            return str(xl_rowcol_to_cell(self.rows[name], FIRST_PERIOD + period))
        return cell_name(name)

    def year(self, period: int) -> str:
        """The heading of a period's column, which is its number."""
        return column_cell(self._period_row, FIRST_PERIOD + period)

    def sum_to(self, node: Node, period: int) -> str:
        """The sum of a row from the initial period on."""
        if isinstance(node, Name) and node.name in self._model.varying:
            row = self.rows[node.name]
        else:
            row = self.sums.setdefault(node, self.first_sum_row + len(self.sums))
        first = xl_rowcol_to_cell(row, FIRST_PERIOD, col_abs=True)
        return f"SUM({first}:{xl_rowcol_to_cell(row, FIRST_PERIOD + period)})"
