"""Surgery on workbooks: their packages, sheets, cells and formulas, without calculating them."""
