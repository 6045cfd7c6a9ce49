"""Steps of workflows that the app was asked to do: what came in, and how each ended."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from secrets import token_hex
from typing import Any

from bot.sandbox.refusals import Refusal


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One execution; `outputs` and `error` are None until it ended the one way or the other."""

    id: str
    token: str
    inputs: Mapping[str, Any]
    outputs: Mapping[str, Any] | None = None
    error: str | None = None

    @property
    def is_running(self) -> bool:
        return self.outputs is None and self.error is None


class Steps:
    """All executions by id, each with the token that its event lends to the bot."""

    def __init__(self) -> None:
        self._known: dict[str, Step] = {}

    @property
    def tokens(self) -> frozenset[str]:
        """Give what the bot may call with besides its own token: what running steps lent it."""
        return frozenset(step.token for step in self._known.values() if step.is_running)

    def begin(self, inputs: Mapping[str, Any]) -> Step:
        step = Step(id=f"Fx{token_hex(5).upper()}", token=f"xwfp-{token_hex(12)}", inputs=inputs)
        self._known[step.id] = step
        return step

    def end(
        self, step_id: str, *, outputs: Mapping[str, Any] | None = None, error: str | None = None
    ) -> None:
        """End a step that runs, or refuse as Slack does."""
        step = self._known.get(step_id)
        if step is None:
            raise Refusal("function_execution_not_found")
        if not step.is_running:
            raise Refusal("execution_not_in_running_state")
        self._known[step_id] = replace(step, outputs=outputs, error=error)

    def ended(self, step_id: str) -> Step | None:
        """Give the step once it ended."""
        step = self._known[step_id]
        return None if step.is_running else step
