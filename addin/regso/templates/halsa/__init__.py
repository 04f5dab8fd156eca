"""The template Hälsa och standardisering."""
