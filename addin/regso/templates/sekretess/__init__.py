"""The template Sekretessgranskning."""
