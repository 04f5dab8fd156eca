"""Measures: sums by type, rates and their intervals, comparisons, segregation."""
