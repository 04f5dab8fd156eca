"""The charts of the templates."""
