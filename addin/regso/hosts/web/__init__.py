"""Excel on the web, on Mac and without VBA: Python in the browser, from a folder of static files.

`build` makes the folder. What runs in the browser are `edge`, `merging` and `tryout`, with the
registry, in Pyodide; the JavaScript around them stands in static/.
"""
