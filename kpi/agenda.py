"""The steps of a replay, taken in the order of their moments while new ones are added."""

import heapq
from collections.abc import Iterator
from datetime import datetime
from enum import IntEnum
from typing import NamedTuple

from kpi.resolutions import Question, Resolution, Rules


class Turn(IntEnum):
    """What happens first, of what happens at one moment."""

    SENT = 0
    DECIDE = 1
    RECHECK = 2


class Step(NamedTuple):
    """Something that happens to a resolution; a question alone was sent besides all resolutions."""

    moment: datetime
    turn: Turn
    number: int
    """Keeps the steps of one moment in the order in which they were found."""
    resolution: Resolution | None
    rules: Rules | None
    question: Question | None


class Agenda:
    """What is still to happen; iterating takes the next step off it."""

    def __init__(self) -> None:
        self._steps: list[Step] = []
        self._found = 0

    def expect(
        self,
        moment: datetime,
        turn: Turn,
        resolution: Resolution | None = None,
        *,
        rules: Rules | None = None,
        question: Question | None = None,
    ) -> None:
        """Add a step."""
        self._found += 1
        heapq.heappush(self._steps, Step(moment, turn, self._found, resolution, rules, question))

    def __iter__(self) -> Iterator[Step]:
        while self._steps:
            yield heapq.heappop(self._steps)
