"""The commands that make pictures, slides and Word tables of filled workbooks."""
