"""Readers of the Statistical Database's TAB6586 (index, types) and TAB6574 (population).

One answer mixes both vintages: a code of RegSO 2025 or DeSO 2025 ends in ``_RegSO2025`` or
``_DeSO2025``, one of the vintage before has no suffix. Outside the years of its vintage a code
has ``..`` in TAB6586 and 0 in TAB6574; neither is a value, and both are left out here by the
one rule that the year decides the vintage.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence

from regso.core.areas import codes
from regso.core.areas.areas import VINTAGES, vintage_of
from regso.errors import BadValueError, FileError
from regso.sources.content import DamagedError
from regso.sources.domain import fault
from regso.sources.jsonstat import Dataset, Dimension, cells
from regso.sources.reading import Reading, clean_name
from regso.store.schema import (
    ASSISTANCE,
    INDEX,
    LOW_STANDARD,
    POPULATION,
    PRE_SECONDARY,
    TOTAL,
    TYPE,
    Population,
    Row,
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
_PERSON_LABELS = ("antal", "folkmängd", "folkmängden", "antal personer")

_REGION, _TIME, _CONTENT = ("region",), ("tid", "ar", "år"), ("contentscode",)
_AGE, _SEX = ("alder", "ålder"), ("kon", "kön")
_YEAR = re.compile(r"(?:19|20)[0-9]{2}")
_AGE_FORM = re.compile(r"([0-9]*)-([0-9]*)|([0-9]+)\+")
_SEXES = {"1": "män", "2": "kvinnor", "1+2": TOTAL}
_SENTENCE_END = re.compile(r"(?<=[.!])\s+")
_LINK = re.compile(r"\[([^\]]+)\]\((https?://[^)\s]+)\)")
_WORTH_NOTING = re.compile(r"korriger|revider|slumpmässig osäkerhet", re.IGNORECASE)

Values = Iterator[tuple[tuple[str, ...], int, str, float]]


def is_statistics(dataset: Dataset) -> bool:
    """Tell whether a dataset has index, types or shares per region and year."""
    ours = not _CONTENTS.keys().isdisjoint(_contents(dataset))
    return _is_yearly(dataset, *_REGION, *_TIME, *_CONTENT) and (
        ours or dataset.label.lower().startswith("socioekonomiskt index")
    )


def read_statistics(dataset: Dataset) -> Reading:
    """Read a dataset with index, types or shares."""
    measures, content = _measures(dataset), dataset.position(*_CONTENT)
    rows = []
    for key, year, code, value in values(dataset):
        measure = measures.get("" if content is None else key[content])
        if measure is not None and codes.level(code) == codes.REGSO:
            _refuse_fault(dataset, f"{code} {year}, {measure}", measure, value)
            rows.append(Statistic(measure, year, code, value))
    unused = [label for code, label in _contents(dataset).items() if code not in measures]
    return reading(dataset, rows, unused)


def is_population(dataset: Dataset) -> bool:
    """Tell whether a dataset has population per region and year, and maybe age and sex."""
    known = (*_REGION, *_TIME, *_CONTENT, *_AGE, *_SEX)
    return _is_yearly(dataset, *known) and _persons(dataset) is not None


def read_population(dataset: Dataset) -> Reading:
    """Read a dataset with population by region, age and sex."""
    age_at, sex_at = dataset.position(*_AGE), dataset.position(*_SEX)
    ages, sexes = _groups(dataset, age_at, _age), _groups(dataset, sex_at, _sex)
    content, persons = dataset.position(*_CONTENT), _persons(dataset)
    rows = []
    for key, year, code, value in values(dataset):
        age = ages.get("" if age_at is None else key[age_at])
        sex = sexes.get("" if sex_at is None else key[sex_at])
        if age and sex and persons == ("" if content is None else key[content]):
            _refuse_fault(dataset, f"{code} {year}, {age}, {sex}", POPULATION, value)
            rows.append(Population(year, age, sex, code, value))
    unused = [
        label
        for at, known in ((age_at, ages), (sex_at, sexes))
        if at is not None
        for code, label in dataset.dimensions[at].labels.items()
        if code not in known
    ]
    return reading(dataset, rows, unused)


def used_by_statistics(dataset: Dataset) -> dict[str, list[str]]:
    """Return the categories that `read_statistics` uses, by dimension; of regions, none."""
    names = {i: d.name for i, d in enumerate(dataset.dimensions)}
    time, content = dataset.position(*_TIME), dataset.position(*_CONTENT)
    if time is None or content is None or dataset.position(*_REGION) is None:
        return {}
    years = list(dataset.dimensions[time].codes)
    return {names[content]: list(_measures(dataset)), names[time]: years}


def used_by_population(dataset: Dataset) -> dict[str, list[str]]:
    """Return the categories that `read_population` uses, by dimension; of regions, none."""
    age, sex, time = (dataset.position(*names) for names in (_AGE, _SEX, _TIME))
    content, persons = dataset.position(*_CONTENT), _persons(dataset)
    if None in {age, sex, time, content, dataset.position(*_REGION)} or persons is None:
        return {}
    used = {age: _groups(dataset, age, _age), sex: _groups(dataset, sex, _sex), content: [persons]}
    found = {
        dataset.dimensions[i].name: list(codes_) for i, codes_ in used.items() if i is not None
    }
    years = dataset.dimensions[time or 0]
    return {**found, years.name: list(years.codes)}


def region_of(dataset: Dataset) -> Dimension:
    """Return the dimension of regions of a dataset that has one."""
    return dataset.dimensions[dataset.position(*_REGION) or 0]


def years_of(dataset: Dataset) -> Dimension:
    """Return the dimension of years of a dataset that has one."""
    return dataset.dimensions[dataset.position(*_TIME) or 0]


def has_years(dataset: Dataset) -> bool:
    """Tell whether a dataset has regions and whole years."""
    return _is_yearly(dataset, *(dimension.name.lower() for dimension in dataset.dimensions))


def own_key(dataset: Dataset, key: tuple[str, ...]) -> tuple[str, ...]:
    """Return the categories of a cell but its region and its year."""
    left_out = {dataset.position(*_REGION), dataset.position(*_TIME)}
    return tuple(code for at, code in enumerate(key) if at not in left_out)


def is_total(code: str, label: str) -> bool:
    """Tell whether a category of sex is that of men and women together."""
    return _sex(code, label) == TOTAL


def _refuse_fault(dataset: Dataset, place: str, subject: str, value: float) -> None:
    wrong = fault(subject, value)
    if wrong:
        raise DamagedError(f"{dataset.file}: {place}: {wrong}; hämta filen igen.")


def reading(dataset: Dataset, rows: Sequence[Row], unused: list[str]) -> Reading:
    """Return what was read, with the notes of the publisher that readers of the values need."""
    others = [note for note in dataset.notes if note not in dataset.mandatory]
    sentences = [part for note in others for part in _SENTENCE_END.split(note)]
    notes = [_plain(part) for part in sentences if _WORTH_NOTING.search(part)]
    must = [_plain(note) for note in dataset.mandatory]
    notes += sorted(must, key=lambda note: not _WORTH_NOTING.search(note))
    return Reading(
        dataset.label,
        rows,
        unused=unused,
        table=dataset.table,
        updated=dataset.updated,
        note=" ".join(notes),
    )


def _plain(note: str) -> str:
    """Return a note on one line, its links in words with the address behind them."""
    return clean_name(_LINK.sub(r"\1 (\2)", note))


def values(dataset: Dataset) -> Values:
    """Yield the cells whose code is of the vintage of the year, with year and clean code."""
    region, time = dataset.position(*_REGION) or 0, dataset.position(*_TIME) or 0
    areas = {raw: _area(raw, dataset.file) for raw in dataset.dimensions[region].codes}
    found = [(key, int(key[time]), value) for key, value in cells(dataset)]
    plain_years = set()
    if not any(vintage for _, vintage in areas.values()):
        # No suffix in the whole answer: a year with values has them for its own codes.
        plain_years = {y for key, y, value in found if value and _is_small(areas[key[region]][0])}
    for key, year, value in found:
        code, vintage = areas[key[region]]
        if vintage is None and year not in plain_years:
            vintage = VINTAGES[0]
        if not _is_small(code) or vintage in {None, vintage_of(year)}:
            yield key, year, code, value


def _is_small(code: str) -> bool:
    return codes.level(code) in {codes.REGSO, codes.DESO}


def _area(raw: str, file: str) -> tuple[str, int | None]:
    """Return the clean code and the vintage that its suffix names."""
    try:
        return codes.read(raw)
    except codes.UnknownVintageError:
        raise FileError(
            f"{file}: {raw} hör till en indelning som den här versionen inte känner; "
            "uppdatera RegSO för Excel.",
        ) from None
    except BadValueError:
        raise FileError(f'{file}: "{raw}" är ingen områdeskod; hämta filen igen.') from None


def _is_yearly(dataset: Dataset, *names: str) -> bool:
    """Tell whether a dataset has regions and years, and no dimension but the named ones."""
    time = dataset.position(*_TIME)
    return (
        time is not None
        and dataset.position(*_REGION) is not None
        and all(_YEAR.fullmatch(code) for code in dataset.dimensions[time].codes)
        and all(dimension.name.lower() in names for dimension in dataset.dimensions)
    )


def _contents(dataset: Dataset) -> Mapping[str, str]:
    """Return the labels of the contents by code; the dataset's own label when it has one only."""
    at = dataset.position(*_CONTENT)
    return {"": dataset.label} if at is None else dataset.dimensions[at].labels


def _measures(dataset: Dataset) -> dict[str, str]:
    found = {
        code: next((m for part, m in _LABELS if part in label.lower()), _CONTENTS.get(code, ""))
        for code, label in _contents(dataset).items()
    }
    return {code: measure for code, measure in found.items() if measure}


def _persons(dataset: Dataset) -> str | None:
    """Return the code of the content that counts persons."""
    contents = _contents(dataset)
    if _PERSONS in contents:
        return _PERSONS
    if not dataset.label.lower().startswith("folkmängd"):
        return None
    if dataset.position(*_CONTENT) is None:
        return ""
    return next((c for c, label in contents.items() if label.lower() in _PERSON_LABELS), None)


def _groups(dataset: Dataset, at: int | None, name: Callable[[str, str], str]) -> dict[str, str]:
    """Return the stored name of each category of age or sex; without the dimension, the total."""
    if at is None:
        return {"": TOTAL}
    labels = dataset.dimensions[at].labels
    return {code: found for code, label in labels.items() if (found := name(code, label))}


def _age(code: str, label: str) -> str:
    """Return an age group as the store writes it: "totalt", "0-4" or "80-"; else nothing."""
    if label.lower().startswith("total"):
        return TOTAL
    found = _AGE_FORM.fullmatch(code) or _AGE_FORM.fullmatch(label.removesuffix(" år"))
    return f"{found[1] or found[3] or 0}-{found[2] or ''}" if found else ""


def _sex(code: str, label: str) -> str:
    return TOTAL if label.lower().startswith("total") else _SEXES.get(code, "")
