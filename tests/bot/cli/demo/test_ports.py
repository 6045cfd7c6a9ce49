import errno
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager

import pytest

from bot.cli.demo import ports
from bot.cli.demo.ports import HIGHEST, NoPort


class Street:
    """Ports, of which some are taken."""

    def __init__(self, taken: set[int], because: int = errno.EADDRINUSE) -> None:
        self.taken, self.because = taken, because
        self.open: list[int] = []

    @asynccontextmanager
    async def serving(self, port: int) -> AsyncIterator[None]:
        if port in self.taken:
            raise OSError(self.because, "no")
        self.open.append(port)
        yield
        self.open.remove(port)


@pytest.mark.parametrize(("taken", "found"), [(set(), 3000), ({3000, 3001}, 3002)])
async def test_the_next_free_port_is_taken(taken: set[int], found: int) -> None:
    street = Street(taken)
    async with AsyncExitStack() as stack:
        await ports.serve(stack, street.serving, 3000)
        assert street.open == [found]
    assert street.open == []


async def test_where_nothing_is_free_it_says_so() -> None:
    street = Street(set(range(1, HIGHEST + 1)), errno.EACCES)
    async with AsyncExitStack() as stack:
        with pytest.raises(NoPort, match="from 80 on"):
            await ports.serve(stack, street.serving, 80)


async def test_another_trouble_is_not_a_taken_port() -> None:
    street = Street({3000}, errno.ENETDOWN)
    async with AsyncExitStack() as stack:
        with pytest.raises(OSError, match="no"):
            await ports.serve(stack, street.serving, 3000)


def test_no_port_lies_beyond_the_last_and_none_means_any() -> None:
    assert list(ports.candidates(HIGHEST - 1)) == [HIGHEST - 1, HIGHEST]
    assert list(ports.candidates(0)) == [0]
