"""Areas: their codes, vintages, names, types and populations."""
