"""The template Resursfördelning."""
