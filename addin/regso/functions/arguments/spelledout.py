"""What a cell spells out of the reference data: a subject and its options, between semicolons."""

from __future__ import annotations

from collections.abc import Collection

Pair = tuple[str, str]


def spelled_out(
    text: str, options: Collection[str], labels: Collection[str]
) -> tuple[str, list[Pair]]:
    """Return the subject of a text in lower case, and its options in order.

    Parameters
    ----------
    text : str
    options : collection of str
        The options that there are.
    labels : collection of str
        Those whose value is a label of the publisher's, which may have semicolons: it goes on
        until the next option.

    >>> spelled_out("hushåll;kategori=Antal; par;ar=2023", {"kategori", "ar"}, {"kategori"})
    ('hushåll', [('kategori', 'Antal; par'), ('ar', '2023')])
    """
    subject, *rest = (part.strip() for part in text.split(";"))
    pairs = list[Pair]()
    for part in filter(None, rest):
        name, _, value = part.partition("=")
        name = name.strip().lower()
        if pairs and pairs[-1][0] in labels and name not in options:
            pairs[-1] = (pairs[-1][0], f"{pairs[-1][1]}; {part}")
        else:
            pairs.append((name, value.strip()))
    return subject.lower(), pairs
