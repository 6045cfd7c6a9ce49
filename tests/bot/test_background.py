import asyncio

import pytest
import structlog

from bot.background import Background


async def test_drain_waits_for_work_and_for_what_that_starts() -> None:
    background, done = Background(), []

    async def second() -> None:
        await asyncio.sleep(0.01)
        done.append("second")

    async def first() -> None:
        await asyncio.sleep(0.01)
        background.start(second(), "second")
        done.append("first")

    background.start(first(), "first")
    assert await background.drain(5) == 0
    assert done == ["first", "second"]


async def test_pauses_end_when_all_is_finished() -> None:
    background = Background()
    assert await background.pause(0.001)
    pausing = background.run(background.pause(60), "pausing")
    assert await background.drain(5) == 0
    assert not pausing.result()
    assert await background.pause(0.001)


async def test_what_does_not_end_in_time_is_cancelled_and_counted() -> None:
    background = Background()
    task = background.run(asyncio.sleep(60), "sleeper")
    assert await background.drain(0.01) == 1
    assert task.cancelled()


async def test_a_failure_is_logged_by_kind_without_its_message() -> None:
    background = Background()

    async def fail() -> None:
        raise LookupError("canary@example.com")

    with structlog.testing.capture_logs() as lines:
        background.start(fail(), "failing")
        await background.drain(1)
    assert lines[0]["work"] == "failing"
    assert lines[0]["error"] == "builtins.LookupError"
    assert "canary" not in str(lines)


async def test_run_gives_the_result() -> None:
    async def three() -> int:
        return 3

    assert await Background().run(three(), "three") == 3


async def test_run_passes_a_failure_on() -> None:
    async def fail() -> None:
        raise LookupError

    with pytest.raises(LookupError):
        await Background().run(fail(), "failing")
