"""Desktop Excel: the add-in regso.xlam, built from the registry, and the bridge that it asks.

`build` makes the add-in, on any system: `vba` writes the worksheet functions as VBA, `ribbon` the
tab, and `ovba`, `compression` and `cfb` store the sources as the vbaProject.bin that Excel reads.
"""
