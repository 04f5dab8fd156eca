"""The template Områdestyper."""
