"""The worksheet function that says what a table is made of."""
