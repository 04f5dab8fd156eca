"""Tables that leave together are one problem: their names, their sums, their pattern."""
