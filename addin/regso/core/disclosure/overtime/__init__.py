"""What copies of one register reveal together: `editions` is the program, `audit` asks it."""
