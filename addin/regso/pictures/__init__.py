"""Charts, tables and maps of filled workbooks as pictures, slides and Word tables."""
