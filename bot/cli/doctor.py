"""`kompas doctor`: look at everything an installation stands on, and say what to do about it."""

from collections.abc import Sequence
from dataclasses import asdict

import typer

from bot.cli import examination, output, progress, store
from bot.cli.complaints import FAILED
from bot.cli.finding import Finding
from bot.cli.options import AsJson, WorkspaceId
from bot.clock import Clock

_GOOD, _WRONG = "ok   ", "WRONG"
_STYLES = {True: {_GOOD: "green"}, False: {_WRONG: "bold red"}}


def doctor(*, workspace: WorkspaceId = None, as_json: AsJson = False) -> None:
    """Check settings, keys, database, hooks, Slack and the public address; exit 1 when wrong."""
    findings = store.run(_examined(workspace, quiet=as_json))
    good = all(finding.good for finding in findings)
    if as_json:
        output.as_json({"good": good, "findings": [asdict(finding) for finding in findings]})
    else:
        _print(findings)
    if not good:
        raise typer.Exit(FAILED)


async def _examined(workspace: str | None, *, quiet: bool) -> Sequence[Finding]:
    with progress.shown("Looking at everything", quiet=quiet):
        return await examination.examine(workspace, Clock())


def _print(findings: Sequence[Finding]) -> None:
    for finding in findings:
        output.say_marked(
            f"{_mark(finding)}  {finding.what}: {finding.found}", _STYLES[finding.good]
        )
        if finding.advice:
            output.say(f"       {finding.advice}")
    output.say("")
    output.say(_verdict(sum(not finding.good for finding in findings)))


def _mark(finding: Finding) -> str:
    return _GOOD if finding.good else _WRONG


def _verdict(wrong: int) -> str:
    if not wrong:
        return "All is well."
    return "1 thing is wrong." if wrong == 1 else f"{wrong} things are wrong."
