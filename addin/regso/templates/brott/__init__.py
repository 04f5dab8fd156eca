"""The template Brott och platser."""
