"""The template Användbarhet."""
