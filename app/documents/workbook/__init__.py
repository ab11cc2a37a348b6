"""The live workbook: the whole calculation as spreadsheet formulas, to check and to change."""
