"""The template Servicenät."""
