"""The template Exempelbok."""
