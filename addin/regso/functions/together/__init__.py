"""Tables that are published together and protected as one problem."""
