"""Money and the assignment: shares of a pot, deadlines, numbers that are checked."""
