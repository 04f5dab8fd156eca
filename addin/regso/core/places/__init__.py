"""Places: projections, borders, distances."""
