"""The work from an opened source to a result: one statement, or two where types are asked for."""

from __future__ import annotations

from dataclasses import replace

from regso.aggregating.answers import Answer, answered
from regso.aggregating.bytype import added, as_json, classes_of
from regso.aggregating.engine import Engine, Watch, run
from regso.aggregating.question import PART, WHOLE_OF, Question
from regso.aggregating.sql import Statement, written
from regso.aggregating.statement import COUNTED, Plan, planned
from regso.store import Reference


def asked(engine: Engine, question: Question, reference: Reference, watch: Watch | None) -> Answer:
    """Return the result of a question.

    Parameters
    ----------
    engine : Engine
    question : Question
        By type it has a year, of a column or of all rows.
    reference : Reference
        What classes the codes.
    watch : function or None
        Told how far a statement has come.
    """
    if not question.by_type:
        plan = planned(question, engine.columns, engine.source)
        rows = run(engine, written(plan.select, engine.dialect), watch)
        return answered(question, rows, plan.aliases, plan)
    first = question if question.adds_up else replace(question, groups={}, measures=())
    plan = planned(first, engine.columns, engine.source)
    rows = run(engine, written(plan.select, engine.dialect), watch)
    classes = classes_of(rows, plan, _size(plan), reference, question.of_year)
    if question.adds_up:
        together, aliases = added(rows, plan, classes, question.of_year)
        return answered(question, together, aliases, plan)
    plan = planned(question, engine.columns, engine.source, as_json(classes))
    rows = run(engine, written(plan.select, engine.dialect), watch)
    return answered(question, rows, plan.aliases, plan)


def explained(engine: Engine, question: Question) -> tuple[Statement, str]:
    """Return the statement that groups by code, and the engine's plan for it."""
    plan = planned(question, engine.columns, engine.source)
    statement = written(plan.select, engine.dialect)
    return statement, engine.plan(statement)


def _size(plan: Plan) -> str:
    """Return the alias of how much a row counts for: what the tables of the sheet use."""
    return plan.sums.get(WHOLE_OF) or plan.sums.get(PART) or COUNTED
