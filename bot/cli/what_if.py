"""`kompas survey what-if`: what another policy would have done to the last 90 days."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Annotated, Any

import typer

from bot.blocks import outcomes
from bot.cli import output, progress, store
from bot.cli.complaints import WrongUsage
from bot.cli.options import AsJson, WorkspaceId
from bot.clock import Clock
from bot.config import Settings
from bot.wording import voice
from kpi.resolutions import Fate
from kpi.store import surveys, what_ifs
from kpi.store.ledger import Outcome
from kpi.store.what_ifs import LOOKS_BACK, WhatIf
from kpi.what_if import Change

Name = Annotated[str, typer.Argument(help="Such as csat.", metavar="SURVEY")]
Changes = Annotated[
    list[str], typer.Argument(help="Such as cooldown=7d sample=50%.", metavar="SETTING=VALUE...")
]


def what_if(
    name: Name, changes: Changes, *, workspace: WorkspaceId = None, as_json: AsJson = False
) -> None:
    """Replay the last 90 days with other settings; nothing is changed by it."""
    pairs = dict(pair(change) for change in changes)
    found = store.run(_tried(Settings.load(), workspace, name, pairs, quiet=as_json))
    if as_json:
        output.as_json(_described(found))
        return
    for line in _lines(found):
        output.say(line)
    output.show(_outcomes(found))
    if found.comparison.teams:
        output.say("")
        output.show(_teams(found))


def pair(change: str) -> tuple[str, str]:
    """Read SETTING=VALUE. Raises WrongUsage."""
    name, equals, value = change.partition("=")
    if not equals or not name.strip():
        raise WrongUsage("{change} is not SETTING=VALUE. Try delay=0s.", change=change)
    return name, value


async def _tried(
    settings: Settings, wanted: str | None, name: str, changes: Mapping[str, str], *, quiet: bool
) -> WhatIf:
    clock = Clock()
    async with store.opened(settings) as database:
        workspace = await store.workspace(database, wanted, clock)
        async with database.reading() as connection:
            survey = await surveys.named(connection, workspace.id, name.casefold())
            with progress.shown("Replaying the last 90 days", quiet=quiet):
                return await what_ifs.tried(connection, workspace, survey, changes, now=clock.now())


def _lines(found: WhatIf) -> list[str]:
    asked, resolutions = found.comparison.asked, found.comparison.resolutions
    would = f"would have asked {asked.after} instead of {asked.before}"
    lines = [
        f"{found.survey.name} {would}, of {resolutions} resolutions in {LOOKS_BACK.days} days."
    ]
    if found.expected is not None:
        one = found.expected
        lines.append(
            f"Answers to expect: about {one.answers}, likely {one.low} to {one.high}; an estimate, "
            f"from {found.answered} answers to {found.delivered} questions whose time is over."
        )
    if found.comparison.as_they_were:
        lines.append(
            f"{found.comparison.as_they_were} keep their outcome: what the rules looked at was "
            "not kept then."
        )
    return lines


def _outcomes(found: WhatIf) -> output.Grid:
    return output.Grid(
        headings=("outcome", "was", "would be"),
        rows=[
            (_outcome(one), str(one.n.before), str(one.n.after))
            for one in found.comparison.outcomes
        ],
        numbers=frozenset({1, 2}),
    )


def _outcome(change: Change) -> str:
    if change.fate is Fate.ASKED:
        return f"asked by {change.reason}"
    return outcomes.told(voice("en"), Outcome(change.fate), change.reason)


def _teams(found: WhatIf) -> output.Grid:
    return output.Grid(
        headings=("team", "was", "would be"),
        rows=[
            (one.team or "no team", str(one.n.before), str(one.n.after))
            for one in found.comparison.teams
        ],
        numbers=frozenset({1, 2}),
    )


def _described(found: WhatIf) -> dict[str, Any]:
    return {
        "survey": found.survey.name,
        "changes": dict(found.changes),
        "since": found.since.isoformat(),
        "response": {"delivered": found.delivered, "answered": found.answered},
        "expected": asdict(found.expected) if found.expected else None,
        "policy_changes": found.policy_changes,
        **asdict(found.comparison),
    }
