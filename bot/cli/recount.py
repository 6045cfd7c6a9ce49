"""What `kompas verify` finds and puts right, before anything is said of it."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from functools import partial
from typing import Any
from uuid import UUID

from bot.cli import progress
from kpi.store import (
    accounting,
    lone_answers,
    own_words,
    repairs,
    service_verification,
    surveys,
    workspaces,
)
from kpi.store.accounting import Gap
from kpi.store.database import Database
from kpi.store.repairs import KINDS, Difference
from kpi.store.service_verification import Stray

_HEARD_AT_ONCE = 200
"""Tickets: taps wait no longer than for so many."""


@dataclass(frozen=True, slots=True)
class Findings:
    """What does not add up."""

    differences: Mapping[str, Sequence[Difference]]
    """For each of `KINDS` the tallies that a recount finds otherwise."""
    gaps: Sequence[Gap]
    strays: Sequence[Stray]
    unheard: Sequence[UUID]
    """Tickets beside which something else is kept than their customers said last."""
    ticketless: int
    """Answers that do not say which ticket they are about."""
    surveys: Mapping[UUID, str]
    """Their names."""
    mark: UUID | None
    """Of the last repair before."""

    @property
    def good(self) -> bool:
        return not (self.may_be_repaired or self.gaps or self.strays)

    @property
    def may_be_repaired(self) -> bool:
        return any(self.differences.values()) or bool(self.unheard or self.ticketless)

    @property
    def as_json(self) -> dict[str, Any]:
        return {
            "good": self.good,
            **{_in_json(name): self.of(name) for name in KINDS},
            "gaps": [asdict(gap) for gap in self.gaps],
            "strays": [asdict(stray) for stray in self.strays],
            "unheard": len(self.unheard),
            "ticketless": self.ticketless,
        }

    def of(self, name: str) -> list[dict[str, Any]]:
        """Describe the differences of a kind: their key, what is stored and what was counted."""
        return [self._described(name, one) for one in self.differences[name]]

    def _described(self, name: str, one: Difference) -> dict[str, Any]:
        key = {
            "survey" if column == "survey_id" else column: self._said(value)
            for column, value in KINDS[name].named(one).items()
        }
        return key | {"stored": list(one.stored), "recounted": list(one.recounted)}

    def _said(self, value: Any) -> Any:
        if isinstance(value, UUID):
            return self.surveys.get(value, str(value))
        return value.isoformat() if isinstance(value, date) else value


def _in_json(name: str) -> str:
    return "differences" if name == "answers" else f"{name.removesuffix('s')}_differences"


async def look(database: Database, workspace_id: str, *, quiet: bool) -> Findings:
    """Count everything again, as of one moment."""
    async with database.reading() as connection:
        with progress.shown("Counting every answer again", quiet=quiet):
            workspace = await workspaces.find(connection, workspace_id)
            known = await surveys.of_workspace(connection, workspace_id)
            return Findings(
                differences={
                    name: list(await kind.differences(connection, workspace_id))
                    for name, kind in KINDS.items()
                },
                gaps=await accounting.gaps(connection, workspace_id),
                strays=await service_verification.strays(connection, workspace_id),
                unheard=await own_words.unheard(connection, workspace_id),
                ticketless=await lone_answers.count(connection, workspace_id),
                surveys={survey.id: survey.name for survey in known},
                mark=workspace.repaired_with,
            )


async def repair(database: Database, workspace_id: str, found: Findings, *, quiet: bool) -> int:
    """Put right what differs, in pieces between which taps go on; return how many tallies."""
    await _hear(database, workspace_id, found.unheard)
    naming = partial(lone_answers.name_tickets, workspace_id=workspace_id)
    while found.ticketless and await database.writer.work(naming):
        pass
    pieces = repairs.pieces(found.differences, found.mark)
    repaired = 0
    with progress.shown("Putting tallies right", total=len(pieces), quiet=quiet) as told:
        for done, piece in enumerate(pieces, start=1):
            work = partial(repairs.repair, workspace_id=workspace_id, piece=piece)
            repaired += await database.writer.work(work)
            told(done)
    return repaired


async def _hear(database: Database, workspace_id: str, tickets: Sequence[UUID]) -> None:
    for start in range(0, len(tickets), _HEARD_AT_ONCE):
        piece = tickets[start : start + _HEARD_AT_ONCE]
        again = partial(own_words.hear_again, workspace_id=workspace_id, interaction_ids=piece)
        await database.writer.work(again)
