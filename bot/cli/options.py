"""Options that several verbs share."""

from typing import Annotated, TypeAlias

import typer

WorkspaceId: TypeAlias = Annotated[
    str | None,
    typer.Option("--workspace", metavar="ID", help="Slack's id of the workspace, such as T0123."),
]
AsJson: TypeAlias = Annotated[bool, typer.Option("--json", help="Print JSON, for a machine.")]
