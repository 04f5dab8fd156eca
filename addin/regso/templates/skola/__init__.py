"""The template Skola och ojämlikhet."""
