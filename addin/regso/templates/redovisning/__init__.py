"""The template Redovisning av uppdraget."""
