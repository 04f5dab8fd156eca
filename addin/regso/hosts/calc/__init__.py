"""LibreOffice Calc: the extension regso.oxt, built from the registry.

`build` makes the extension. What it carries from here are `signature` and `edge`, which run in
Calc's own Python, and static/regso_calc.py, the UNO component that calls them.
"""
