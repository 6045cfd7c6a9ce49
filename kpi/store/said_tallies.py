"""Counts of what customers say of being helped the first time, and of what was counted beside it.

They move in the transaction of the answer or the reckoning, so a summary reads days, not answers.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncConnection

from kpi.reckoning import Reckoned
from kpi.service_definitions import CONFIRMED
from kpi.store.tables import TALLIED, SaidTally
from kpi.store.tallies import BY_HAND, CountRows

KEY = ("workspace_id", "definition", "segment", "value", "day", "survey_id")
COUNTS = ("yes", "no", "confirmed", "denied", "anonymous")
_YES, _NO, _CONFIRMED, _DENIED, _ANONYMOUS = range(len(COUNTS))


class SaidDeltas(CountRows):
    """What answers and reckonings add to and take from the counts."""

    def __init__(self) -> None:
        super().__init__(KEY, COUNTS)

    def count_answer(self, row: Mapping[Any, Any] | None, times: int, *, anonymous: bool) -> None:
        """Count what is said beside an answer, a row of `Response`, so many times more or less.

        Args:
            row: the answer as it stood or stands; None is none.
            times: 1 or -1.
            anonymous: whether its question promised that.
        """
        if row is None or row["solved_at_once"] is None or row["trigger"] == BY_HAND:
            return
        places = [_YES if row["solved_at_once"] else _NO, *([_ANONYMOUS] if anonymous else ())]
        start, end = (row["workspace_id"], CONFIRMED.key), (row["day"], row["survey_id"])
        self._add(start, row, end, places, times)

    def count_ticket(self, workspace_id: str, reckoned: Reckoned | None, times: int) -> None:
        """Count what its customer said last of a ticket beside what it counts for."""
        if reckoned is None or reckoned.said_to is None or reckoned.fcr_day is None:
            return
        start, end = (workspace_id, reckoned.fcr_definition), (reckoned.fcr_day, reckoned.said_to)
        filed = {name: getattr(reckoned, name) for name in TALLIED}
        self._add(start, filed, end, list(_places(reckoned)), times)

    def _add(
        self,
        start: tuple[str, str],
        filed: Mapping[Any, Any],
        end: tuple[date, UUID],
        places: list[int],
        times: int,
    ) -> None:
        for segment in (("", ""), *((name, filed[name]) for name in TALLIED if filed[name])):
            for place in places:
                self.add((*start, *segment, *end), place, times)


async def apply(connection: AsyncConnection, deltas: SaidDeltas) -> None:
    """Add the deltas to the counts: after the tallies of answers, before those of who was asked."""
    await deltas.write(connection, SaidTally)


def _places(reckoned: Reckoned) -> Iterator[int]:
    yield _YES if reckoned.said else _NO
    if reckoned.solved_at_once:
        yield _CONFIRMED if reckoned.said else _DENIED
    if reckoned.said_anonymously:
        yield _ANONYMOUS
