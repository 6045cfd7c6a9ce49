import asyncio

from bot.work.aside import Aside
from tests.bot.stage import Stage


class Work:
    """Something that takes until it is let go."""

    def __init__(self) -> None:
        self.due = True
        self.begun = 0
        self.let_go = asyncio.Event()

    async def is_due(self) -> bool:
        return self.due

    async def work(self) -> None:
        self.begun += 1
        await self.let_go.wait()


def aside(stage: Stage, work: Work) -> Aside:
    return Aside(stage.process, "test", is_due=work.is_due, work=work.work)


async def test_a_round_does_not_wait_and_begins_nothing_twice(stage: Stage) -> None:
    work = Work()
    slow = aside(stage, work)
    for _ in range(3):
        await slow.step()
        await asyncio.sleep(0)
    assert work.begun == 1
    work.let_go.set()
    assert await stage.process.background.drain(5) == 0
    work.due = False
    await slow.step()
    assert work.begun == 1


async def test_it_can_be_left(stage: Stage) -> None:
    work = Work()
    slow = aside(stage, work)
    await slow.stop()
    await slow.step()
    await asyncio.sleep(0)
    await slow.stop(0.01)
    assert work.begun == 1
    assert await stage.process.background.drain(0) == 0


async def test_what_is_nearly_done_may_end(stage: Stage) -> None:
    ended, work = asyncio.Event(), Work()

    async def end() -> None:
        await work.work()
        ended.set()

    slow = Aside(stage.process, "test", is_due=work.is_due, work=end)
    await slow.step()
    await asyncio.sleep(0)
    asyncio.get_running_loop().call_later(0.01, work.let_go.set)
    await slow.stop()
    assert ended.is_set()


async def test_a_failure_is_counted_and_the_next_round_tries_again(stage: Stage) -> None:
    async def is_due() -> bool:
        return True

    async def break_down() -> None:
        raise RuntimeError

    broken = Aside(stage.process, "test", is_due=is_due, work=break_down)
    for _ in range(2):
        await broken.step()
        await stage.process.background.drain(5)
    assert b'kompas_failed_steps_total{step="test"} 2.0' in stage.process.metrics.text()
