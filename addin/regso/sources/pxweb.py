"""Readers of answers from the Statistical Database: TAB6586 (index, types) and TAB6574 (population).

One answer mixes both vintages: a code of RegSO 2025 or DeSO 2025 ends in ``_RegSO2025`` or
``_DeSO2025``, one of the vintage before has no suffix. Outside the years of its vintage a code
has ``..`` in TAB6586 and 0 in TAB6574; neither is a value, and both are left out here by the
one rule that the year decides the vintage.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from regso.core import codes
from regso.core.areas import VINTAGES, vintage_of
from regso.errors import BadValueError, FileError
from regso.sources.jsonstat import Dataset, Dimension, cells, dataset_of, is_dataset
from regso.sources.reading import Reading
from regso.sources.statistics import checked
from regso.store.schema import (
    ASSISTANCE,
    INDEX,
    LOW_STANDARD,
    PRE_SECONDARY,
    TOTAL,
    TYPE,
    Population,
    Statistic,
)

# A label decides; the code is for answers in another language.
_LABELS = (
    ("socioekonomiskt index", INDEX),
    ("områdestyp", TYPE),
    ("förgymnasial", PRE_SECONDARY),
    ("låg ekonomisk standard", LOW_STANDARD),
    ("bistånd", ASSISTANCE),
)
_CONTENTS = {
    "000008IT": INDEX,
    "000008IU": TYPE,
    "000008IV": PRE_SECONDARY,
    "000008IW": LOW_STANDARD,
    "000008IX": ASSISTANCE,
}
_PERSONS = "000007Y7"

_REGION, _TIME, _CONTENT = ("region",), ("tid", "ar", "år"), ("contentscode",)
_AGE, _SEX = ("alder", "ålder"), ("kon", "kön")
_YEAR = re.compile(r"(?:19|20)[0-9]{2}")
_AGE_FORM = re.compile(r"([0-9]*)-([0-9]*)")
_SEXES = {"1": "män", "2": "kvinnor", "1+2": TOTAL, "män": "män", "kvinnor": "kvinnor"}
_WORTH_NOTING = re.compile(r"korriger|revider|slumpmässig osäkerhet", re.IGNORECASE)

Values = Iterator[tuple[tuple[str, ...], int, str, float]]


def is_statistics(data: Mapping[str, Any]) -> bool:
    """Tell whether JSON is an answer with index, types or shares per region and year."""
    dataset = _yearly(data)
    return dataset is not None and bool(_measures(dataset))


def read_statistics(data: Mapping[str, Any], file: str) -> Reading:
    """Read an answer with index, types or shares."""
    dataset = dataset_of(data, file)
    measures, content = _measures(dataset), dataset.position(*_CONTENT)
    rows = []
    for key, year, code, value in _values(dataset):
        measure = measures.get(key[content or 0])
        if measure is not None and codes.level(code) == codes.REGSO:
            wrong = checked(measure, value)
            if wrong:
                raise FileError(f"{file}: {code} {year}, {measure}: {wrong}; hämta filen igen.")
            rows.append(Statistic(measure, year, code, value))
    unused = [dataset.dimensions[content or 0].labels[c] for c in _contents(dataset) - set(measures)]
    return _reading(dataset, rows, unused)


def is_population(data: Mapping[str, Any]) -> bool:
    """Tell whether JSON is an answer with population per region, and maybe age and sex."""
    dataset = _yearly(data)
    if dataset is None:
        return False
    known = (*_REGION, *_TIME, *_CONTENT, *_AGE, *_SEX)
    return all(d.name.lower() in known for d in dataset.dimensions) and (
        _PERSONS in _contents(dataset) or dataset.label.lower().startswith("folkmängd")
    )


def read_population(data: Mapping[str, Any], file: str) -> Reading:
    """Read an answer with population by region, age and sex."""
    dataset = dataset_of(data, file)
    ages = _names(dataset, _AGE, _age)
    sexes = _names(dataset, _SEX, _sex)
    age_at, sex_at = dataset.position(*_AGE), dataset.position(*_SEX)
    content = dataset.position(*_CONTENT)
    persons = _persons(dataset)
    rows = []
    for key, year, code, value in _values(dataset):
        age = TOTAL if age_at is None else ages.get(key[age_at])
        sex = TOTAL if sex_at is None else sexes.get(key[sex_at])
        if age and sex and (content is None or key[content] == persons):
            rows.append(Population(year, age, sex, code, value))
    unused = [
        dataset.dimensions[at].labels[c]
        for at, known in ((age_at, ages), (sex_at, sexes))
        if at is not None
        for c in dataset.dimensions[at].codes
        if c not in known
    ]
    return _reading(dataset, rows, unused)


def _reading(dataset: Dataset, rows: list[Any], unused: list[str]) -> Reading:
    notes = [_first_sentence(note) for note in dataset.notes if _WORTH_NOTING.search(note)]
    return Reading(
        dataset.label,
        rows,
        unused=unused,
        table=dataset.table,
        updated=dataset.updated,
        note=" ".join(notes),
    )


def _values(dataset: Dataset) -> Values:
    """Yield the cells whose code is of the vintage of the year, with year and clean code."""
    region, time = dataset.position(*_REGION) or 0, dataset.position(*_TIME) or 0
    clean = {raw: _code(raw, dataset.file) for raw in dataset.dimensions[region].codes}
    suffixed = {raw: _suffix(raw, dataset.file) for raw in clean}
    found = [(key, int(key[time]), value) for key, value in cells(dataset)]
    plain_is_now = _plain_is_now(suffixed, clean, {
        year for key, year, value in found if value and suffixed[key[region]] is None
        and codes.level(clean[key[region]]) in {codes.REGSO, codes.DESO}
    })
    for key, year, value in found:
        raw = key[region]
        if codes.level(clean[raw]) in {codes.REGSO, codes.DESO}:
            vintage = suffixed[raw] or (vintage_of(year) if plain_is_now else VINTAGES[0])
            if vintage != vintage_of(year):
                continue
        yield key, year, clean[raw], value
