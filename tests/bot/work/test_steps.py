import asyncio
from collections.abc import Iterator

import pytest
import structlog
from structlog.testing import capture_logs
from structlog.typing import EventDict

from bot.work.steps import attempt
from tests.bot.stage import Stage

SECRET = "j.jansen@example.com"


@pytest.fixture
def logs() -> Iterator[list[EventDict]]:
    structlog.reset_defaults()
    with capture_logs() as captured:
        yield captured


async def fails() -> int:
    raise RuntimeError(SECRET)


async def works() -> int:
    return 7


async def test_what_works_gives_its_result(stage: Stage) -> None:
    assert await attempt(stage.process, "intake", works()) == 7


async def test_what_fails_is_counted_and_logged_by_id_without_its_message(
    stage: Stage, logs: list[EventDict]
) -> None:
    done = await attempt(stage.process, "intake", fails(), hook_event_id="e1")
    assert done is None
    (line,) = logs
    assert (line["step"], line["hook_event_id"]) == ("intake", "e1")
    assert line["error"] == "builtins.RuntimeError"
    assert "fails" in line["through"]
    assert SECRET not in str(line)
    assert b'kompas_failed_steps_total{step="intake"} 1.0' in stage.process.metrics.text()


async def test_being_cancelled_is_no_failure(stage: Stage) -> None:
    work = asyncio.create_task(attempt(stage.process, "intake", asyncio.sleep(60)))
    await asyncio.sleep(0)
    work.cancel()
    with pytest.raises(asyncio.CancelledError):
        await work
