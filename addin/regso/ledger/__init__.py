"""An agency's ledger as the cost log of an assignment: read, mapped, reconciled and kept.

- `rows`, `amounts`, `days`: a row of a ledger; its öre and its day, exact
- `letters`: the encoding of a ledger, decided by the Swedish letters in it
- `siefile`, `sie`: SIE 4, both 4E and 4I
- `headings`, `lists`: the lists that agencies export
- `opened`: any of them, recognised by its content, and what does not go together
- `mapping`, `ownkinds`, `outcome`: which kind of cost a row is, or why it is none
- `merging`: what a new reading adds to the one before
- `balance`: the ledger's total beside what is taken and what is not
- `book`: all of it in the workbook Uppdraget, and back again
- `overview`: several such workbooks as rows of the template Uppdragen

There is no well-kept SIE library for Python: the one on the public index is at 0.0.2 and keeps
amounts as floats. The reader here follows the standard's own rules (SIE-gruppen, SIE filformat,
utgåva 4B, 2008).
"""
