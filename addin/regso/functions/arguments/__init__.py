"""What the arguments of worksheet functions mean."""
