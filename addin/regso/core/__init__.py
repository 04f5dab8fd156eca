"""Pure method: no file, clock or network; lookups and tables on the standard library alone."""
