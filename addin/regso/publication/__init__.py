"""The publication copy of a workbook, what is proved of it, and what is kept of it."""
