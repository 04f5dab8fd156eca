"""What a table of counts may show.

One engine serves every table. Its modules, from the ground up:

- `layout`, `labels`, `stated` and `margins` read a table in a sheet: where its counts are, and
  which lines are sums by their labels, or as the user says; `relations` tells proof from chance;
- `structure` finds sums and shares in the numbers, for the protector;
- `counts` has the types: counts with their sums, and how far a small one must be able to move;
- `flows` and `programs` move hidden counts as a reader could imagine them; `solvers` is SciPy;
- `protection` says what a table must not reveal, `covers` searches the smallest pattern on the
  standard library, and `relaxation` a small one where the table is too large for that;
- `suppression` and `bytype` put it together: for any table, and for one by områdestyp;
- `magnitude` does the same for amounts, such as kronor, by who contributes to them;
- `insiders` says what one who is alone in a cell must not work out, `circuits` remembers moves;
- `joint` protects several tables together: `naming` says which of their counts are the same,
  `linked` joins their sums, and `sets` makes the pattern; `units` makes it for the same table of
  several units, which `siblings` asks for;
- `auditor` audits a published pattern, finds sums and shares in another way, and shares no step of
  the search with it;
- `overtime` audits what copies of different days reveal together, as one whole-number program;
- `reader` reads finished tables as their readers do, and shares nothing with the rest;
- `rounding` and `cellkeys` change counts instead of hiding them, by `keys` that are secret;
- `witness` says whether published measures leave small counts open.
"""
