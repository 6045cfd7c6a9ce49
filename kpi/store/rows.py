"""Rows in and out: statements are SQLAlchemy Core, what comes back are the models of `tables`.

No ORM session is used anywhere: it costs five to ten times as much on the path of a tap.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import cache, lru_cache
from typing import Any, NamedTuple, TypeVar, cast
from uuid import UUID

from sqlalchemy import ColumnElement, Dialect, Executable, Table, and_, bindparam
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.orm import configure_mappers
from sqlalchemy.orm.instrumentation import manager_of_class
from sqlmodel import SQLModel

Model = TypeVar("Model", bound=SQLModel)


def table(model: type[SQLModel]) -> Table:
    """Return the Core table of a model, whose columns are `.c.name`."""
    return SQLModel.metadata.tables[str(model.__tablename__)]


def made(model: type[Model], row: Mapping[Any, Any]) -> Model:
    """Return a stored row as its model.

    Its values came out of the database, so they are set at once, as SQLAlchemy's own loading does;
    the constructor takes each through two libraries' attribute hooks and costs five times as much.
    """
    instance: Model = _blank(model)()
    instance.__dict__.update(row)
    return instance


@cache
def _blank(model: type[SQLModel]) -> Callable[[], Any]:
    """Return what makes an instance without values, ready to be read."""
    configure_mappers()  # else left to the first constructor, which may never be called
    return manager_of_class(model).new_instance


@cache
def names(model: type[SQLModel]) -> tuple[str, ...]:
    """Return the names of a table's columns, in their order."""
    return tuple(column.name for column in table(model).columns)


def as_given(of: Table, *columns: str) -> ColumnElement[bool]:
    """Return the condition that columns are as the parameters `given_…` say.

    With it a statement can be made once: making it takes as long as running it. In an UPDATE,
    parameters with the names of columns are what these are set to.
    """
    return and_(*(of.c[name] == bindparam(f"given_{name}") for name in columns))


def given(row: SQLModel, *columns: str) -> dict[str, Any]:
    """Return the parameters by which `as_given` finds this row."""
    return {f"given_{name}": getattr(row, name) for name in columns}


async def every(
    connection: AsyncConnection, model: type[Model], statement: Executable, **parameters: Any
) -> list[Model]:
    """Return all rows of a statement that selects the whole table of `model`."""
    result = await connection.execute(statement, parameters or None)
    return [made(model, row) for row in result.mappings()]


async def first(
    connection: AsyncConnection, model: type[Model], statement: Executable, **parameters: Any
) -> Model | None:
    """Return the first row of a statement that selects the whole table of `model`, or None."""
    row = (await connection.execute(statement, parameters or None)).mappings().first()
    return None if row is None else made(model, row)


def insert_into(connection: AsyncConnection, model: type[SQLModel]) -> postgresql.Insert:
    """Return an INSERT that knows ON CONFLICT, in the dialect of the connection."""
    return insert_in(connection.dialect.name, model)


def insert_in(dialect: str, model: type[SQLModel]) -> postgresql.Insert:
    """Return an INSERT that knows ON CONFLICT, in the dialect of this name.

    SQLite's construct has the same methods as Postgres', so it is typed as that one.
    """
    if dialect == "sqlite":
        return cast("postgresql.Insert", sqlite.insert(table(model)))
    return postgresql.insert(table(model))


async def add(connection: AsyncConnection, *rows: SQLModel) -> None:
    """Insert rows of one model; a key that exists raises IntegrityError."""
    if rows:
        await connection.execute(_inserting(type(rows[0])), values(rows))


@cache
def _inserting(model: type[SQLModel]) -> Executable:
    return table(model).insert()


async def add_new(connection: AsyncConnection, *rows: SQLModel) -> set[UUID]:
    """Insert the rows of one model whose unique keys are free; return the ids that were new."""
    return await add_new_values(connection, type(rows[0]), values(rows)) if rows else set()


async def add_new_values(
    connection: AsyncConnection, model: type[SQLModel], rows: Sequence[Mapping[str, Any]]
) -> set[UUID]:
    """Do the same with the values of all columns, where making the models would take longer."""
    result = await connection.execute(_adding(connection.dialect.name, model), rows)
    return set(result.scalars())


@cache
def _adding(dialect: str, model: type[SQLModel]) -> Executable:
    """Return the statement, made once: making it takes as long as running it."""
    return insert_in(dialect, model).on_conflict_do_nothing().returning(table(model).c.id)


async def add_up(
    connection: AsyncConnection,
    model: type[SQLModel],
    rows: Sequence[tuple[Any, ...]],
    *,
    key: tuple[str, ...],
    counts: tuple[str, ...],
) -> None:
    """Add counts to the rows of `model`, making those that are not there yet.

    The driver gets the values as they are to be stored: where thousands of rows change at once,
    SQLAlchemy looks at each for longer than the database does.

    Args:
        connection: writes.
        model: a table of counts, without any other column.
        rows: for each key, once, its values and what is added to its counts.
        key: the columns of the primary key.
        counts: those that are added up.
    """
    if not rows:
        return
    statement = _adding_up(connection.dialect, model, key, counts)
    columns = [*zip(*rows, strict=True)]
    stored = [_stored(columns[place], kept) for place, kept in statement.places]
    await connection.exec_driver_sql(statement.sql, [*zip(*stored, strict=True)])


class _AddingUp(NamedTuple):
    sql: str
    places: Sequence[tuple[int, Callable[[Any], Any] | None]]
    """For each parameter its place in a row, and what makes a value as it is stored."""


@lru_cache(maxsize=32)
def _adding_up(
    dialect: Dialect, model: type[SQLModel], key: tuple[str, ...], counts: tuple[str, ...]
) -> _AddingUp:
    """Return the statement, made once: making it takes as long as running it."""
    insert, columns = insert_in(dialect.name, model), table(model).c
    added = {name: columns[name] + insert.excluded[name] for name in counts}
    upsert = insert.on_conflict_do_update(index_elements=key, set_=added)
    names = [*key, *counts]
    compiled = upsert.compile(dialect=dialect, column_keys=names)
    kept = {
        name: columns[name].type.dialect_impl(dialect).bind_processor(dialect) for name in names
    }
    given = compiled.positiontup or []
    return _AddingUp(str(compiled), [(names.index(name), kept[name]) for name in given])


def _stored(values: Sequence[Any], kept: Callable[[Any], Any] | None) -> Sequence[Any]:
    """Make each value as it is stored, the same ones once."""
    if kept is None:
        return values
    known = {value: kept(value) for value in {*values}}
    return [known[value] for value in values]


def values(rows: Sequence[SQLModel]) -> list[dict[str, Any]]:
    """Return the column values of rows of one model."""
    columns = names(type(rows[0])) if rows else ()
    return [{name: row.__dict__.get(name) for name in columns} for row in rows]
