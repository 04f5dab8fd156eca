"""The template Uppdraget."""
