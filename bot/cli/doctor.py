"""`kompas doctor`: look at everything an installation stands on, and say what to do about it."""

from collections.abc import Sequence
from dataclasses import asdict

import typer

from bot.cli import examination, output, store
from bot.cli.complaints import FAILED
from bot.cli.finding import Finding
from bot.cli.options import AsJson, WorkspaceId
from bot.clock import Clock


def doctor(*, workspace: WorkspaceId = None, as_json: AsJson = False) -> None:
    """Check settings, database, Slack, hooks and messages; exit 1 when something is wrong."""
    findings = store.run(examination.examine(workspace, Clock()))
    good = all(finding.good for finding in findings)
    if as_json:
        output.as_json({"good": good, "findings": [asdict(finding) for finding in findings]})
    else:
        _print(findings)
    if not good:
        raise typer.Exit(FAILED)


def _print(findings: Sequence[Finding]) -> None:
    for finding in findings:
        output.say(f"{'ok   ' if finding.good else 'WRONG'}  {finding.what}: {finding.found}")
        if finding.advice:
            output.say(f"       {finding.advice}")
