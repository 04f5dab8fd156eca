"""The template Indikatorer."""
