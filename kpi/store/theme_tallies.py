"""Counts per score of the answers whose comment is about a theme, filed as all answers are.

The theme "" stands for every comment that was read. What stands in an answer is what is counted:
a comment, a score or a theme that changes moves both in one transaction.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from kpi.store.rows import insert_into, table
from kpi.store.tables import ThemeTally
from kpi.store.tallies import SCORES, Counted

KEY = ("workspace_id", "survey_id", "version", "segment", "value", "day", "theme")
ANY = ""
"""The theme of all comments that were read."""

_tally = table(ThemeTally).c


class ThemeDeltas:
    """What answers add to and take from the counts of themes."""

    def __init__(self) -> None:
        self._rows: dict[tuple[Any, ...], list[int]] = defaultdict(lambda: [0] * len(SCORES))

    def move(self, before: Mapping[str, Any] | None, after: Mapping[str, Any] | None) -> None:
        """Take an answer away as it stood and add it as it stands; both are rows of `Response`."""
        if before is not None:
            self._add(before, -1)
        if after is not None:
            self._add(after, 1)

    def rows(self) -> list[dict[str, Any]]:
        """Return values of `ThemeTally`, in one order everywhere, so that none deadlock."""
        changed = {key: row for key, row in self._rows.items() if any(row)}
        return [
            dict(zip((*KEY, *SCORES), (*key, *changed[key]), strict=True))
            for key in sorted(changed, key=repr)
        ]

    def _add(self, answer: Mapping[str, Any], sign: int) -> None:
        score = answer["score"]
        if score is None or not answer["read_with"]:
            return
        for key in Counted.of(answer, answer["day"]).tally_keys():
            for theme in (ANY, *answer["themes"]):
                self._rows[*key, theme][score] += sign


async def apply(connection: AsyncConnection, deltas: ThemeDeltas) -> None:
    """Add the deltas to the counts, making rows that are not there yet."""
    rows = deltas.rows()
    if not rows:
        return
    insert = insert_into(connection, ThemeTally)
    added = {name: _tally[name] + insert.excluded[name] for name in SCORES}
    statement = insert.on_conflict_do_update(index_elements=KEY, set_=added)
    await connection.execute(statement, rows)


def recounted(answers: Iterable[Mapping[str, Any]]) -> ThemeDeltas:
    """Count answers, rows of `Response`, from nothing."""
    deltas = ThemeDeltas()
    for answer in answers:
        deltas.move(None, answer)
    return deltas
