"""What is understood of a register before it is counted, what is wrong in it and on which rows.

- `words`: one cell as people write it: sexes, ages, codes with names, names
- `repairs`: the columns of a register as the templates read them, and what was done
- `kinds`: what each column holds, guessed from its contents
- `proposal`: which column belongs to which of a template's, and the command to run
- `findings`: what is wrong, on which rows
- `mapping`: all of that in a small file, for next month
"""
