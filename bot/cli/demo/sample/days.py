"""The sample as time passes: what is known at a moment, and was not known before."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from typing import Generic, Protocol, TypeVar

from bot.cli.demo.sample.visits import Sample, Visit
from kpi.periods import local_day

A_DAY = timedelta(days=1)


class Timed(Protocol):
    """Something that is known from a moment on."""

    @property
    def known_at(self) -> datetime: ...


Later = TypeVar("Later", bound=Timed)


class Waiting(Generic[Later]):
    """Things that are known later."""

    def __init__(self) -> None:
        self._waiting: list[Later] = []

    def put(self, more: Iterable[Later]) -> None:
        """Let more of them wait."""
        self._waiting += more

    def until(self, now: datetime) -> list[Later]:
        """Give what is known at `now` and was not given before, in the order of becoming known."""
        known = [one for one in self._waiting if one.known_at <= now]
        self._waiting = [one for one in self._waiting if one.known_at > now]
        return sorted(known, key=lambda one: one.known_at)


class Days:
    """Draws one day after the other."""

    def __init__(self, sample: Sample, first: date, zone: str) -> None:
        """Begin on the local day `first`."""
        self._sample, self._next, self._zone = sample, first, zone
        self._waiting = Waiting[Visit]()

    def until(self, now: datetime) -> list[Visit]:
        """Give the tickets whose outcome is clear at `now`, each once; `now` never goes back."""
        self._waiting.put(self._drawn(local_day(now, self._zone)))
        return self._waiting.until(now)

    def _drawn(self, last: date) -> Iterator[Visit]:
        while self._next <= last:
            yield from self._sample.of_day(self._next)
            self._next += A_DAY
