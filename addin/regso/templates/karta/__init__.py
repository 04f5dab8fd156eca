"""The template Karta."""
