"""Counts per score of the answers whose comment is about a theme, filed as all answers are.

The theme "" stands for every comment that was read. What stands in an answer is what is counted:
a comment, a score or a theme that changes moves both in one transaction.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from kpi.store.tables import ThemeTally
from kpi.store.tallies import Counted, CountRows

KEY = ("workspace_id", "survey_id", "version", "segment", "value", "day", "theme")
ANY = ""
"""The theme of all comments that were read."""


class ThemeDeltas(CountRows):
    """What answers add to and take from the counts of themes."""

    def __init__(self) -> None:
        super().__init__(KEY)

    def move(self, before: Mapping[str, Any] | None, after: Mapping[str, Any] | None) -> None:
        """Take an answer away as it stood and add it as it stands; both are rows of `Response`."""
        if before is not None:
            self._count(before, -1)
        if after is not None:
            self._count(after, 1)

    def _count(self, answer: Mapping[str, Any], sign: int) -> None:
        score = answer["score"]
        if score is None or not answer["read_with"]:
            return
        for key in Counted.of(answer, answer["day"]).tally_keys():
            for theme in (ANY, *answer["themes"]):
                self.add((*key, theme), score, sign)


async def apply(connection: AsyncConnection, deltas: ThemeDeltas) -> None:
    """Add the deltas to the counts of themes."""
    await deltas.write(connection, ThemeTally)


def recounted(answers: Iterable[Mapping[str, Any]]) -> ThemeDeltas:
    """Count answers, rows of `Response`, from nothing."""
    deltas = ThemeDeltas()
    for answer in answers:
        deltas.move(None, answer)
    return deltas
