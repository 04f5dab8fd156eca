"""The template Uppdragen."""
