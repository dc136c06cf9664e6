"""The counties' quarterly form: written as a workbook, read back, checked, and stored as a new revision."""
