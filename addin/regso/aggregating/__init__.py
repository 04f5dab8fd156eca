"""A register that is larger than a sheet: grouped where it lies, and then a register like others.

One statement groups the rows by year, raw code and what the user divides by. The grouped rows are
rows of Indata: codes are repaired, areas classified and small counts hidden by what does so for
every other register.

- `question`: what is asked, from options or a mapping; `filters`: the grammar of `--where`
- `sql`, `dialects`: a statement as a tree, in which a value is never text; `statement` with
  `rowvalues` and `conditions`: the one that is asked
- `files`, `csvhead`: what a source on disk is; `origin`: where the rows come from, in words
- `duck`, `database`, `spark`: the engines; `engine`: what they have in common
- `bytype`: rows by area type instead of by area; `answers`: what came back, tried and in words
- `work`: the work from an opened source to a result; `intemplate`: what a template needs of it
- `stored`: the result as a Parquet file
"""
