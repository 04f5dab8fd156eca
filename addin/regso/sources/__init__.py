"""Readers that turn the publishers' files into rows for the reference store."""
