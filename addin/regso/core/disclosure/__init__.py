"""What a table of counts may show.

One engine serves every table. Its modules, from the ground up:

- `layout` and `margins` read a table in a sheet: where its counts are, and which lines are sums;
- `counts` has the types: counts with their sums, and how far a small one must be able to move;
- `flows` and `programs` move hidden counts as a reader could imagine them; `solvers` is SciPy;
- `protection` says what a table must not reveal, `covers` searches the smallest pattern on the
  standard library, and `relaxation` a small one where the table is too large for that;
- `suppression` and `bytype` put it together: for any table, and for one by områdestyp;
- `magnitude` does the same for amounts, such as kronor, by who contributes to them;
- `naming` says which counts of several tables are the same, `linked` joins their sums, and `sets`
  protects them together; `circuits` remembers moves;
- `limits` and `exposure` audit a published pattern, and share no step of the search with it;
- `rounding` changes counts instead of hiding them.
"""
