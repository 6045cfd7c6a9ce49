import aiohttp
from aiohttp import web
from aiohttp.test_utils import TestServer

from bot.metrics import Metrics
from bot.web.health import Health
from kpi.store.database import Database


async def answers(database: Database) -> dict[str, tuple[int, str]]:
    health = Health(database, Metrics(), lambda: "not reached yet")
    app = web.Application()
    app.router.add_get("/healthz", health.alive)
    app.router.add_get("/readyz", health.ready)
    app.router.add_get("/metrics", health.measure)
    async with TestServer(app) as server, aiohttp.ClientSession() as session:
        found = {}
        for path in ("/healthz", "/readyz", "/metrics"):
            async with session.get(server.make_url(path)) as response:
                found[path] = (response.status, await response.text())
        return found


async def test_ready_with_a_current_database_even_without_slack(database: Database) -> None:
    found = await answers(database)
    assert found["/readyz"][0] == 200
    assert "not reached yet" in found["/readyz"][1]
    assert found["/metrics"][0] == 200
    assert "kompas_taps" in found["/metrics"][1]


async def test_not_ready_without_tables_but_alive(tmp_path: object) -> None:
    database = Database.open(f"sqlite:///{tmp_path}/empty.db")
    found = await answers(database)
    await database.close()
    assert found["/healthz"][0] == 200
    assert found["/readyz"][0] == 503
    assert "empty" in found["/readyz"][1]


async def test_not_ready_when_the_database_is_away(unused_tcp_port: int) -> None:
    database = Database.open(f"postgresql://kompas@127.0.0.1:{unused_tcp_port}/kompas")
    found = await answers(database)
    await database.close()
    assert found["/readyz"][0] == 503
    assert "cannot be reached" in found["/readyz"][1]
