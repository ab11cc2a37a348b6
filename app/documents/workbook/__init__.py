"""The live workbook: the whole calculation as spreadsheet formulas, for whoever wants to check it."""
