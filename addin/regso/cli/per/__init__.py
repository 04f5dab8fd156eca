"""``regso render --per``: a report for each län, each kommun or each value of a column."""
