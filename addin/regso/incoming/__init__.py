"""The one way in for files that others have made.

Registers, templates, workbooks and reference data may be anything: a device, a folder, a zip
bomb, a workbook with a password, half a file. They are opened here and nowhere else (a test
looks), and what cannot be read is refused with one sentence that names the file and the remedy.

- `plain`: the bytes of a plain file of a size that fits in memory
- `reading`: whatever a reader of another's raises becomes such a sentence
- `texts`, `tables`, `jsonfiles`: text, CSV and JSON
- `archives`, `xmlparts`, `workbooks`: zip, XML and Excel workbooks
"""
