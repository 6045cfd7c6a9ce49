"""Faults on request: what may go wrong between the bot and Slack's Web API."""

from dataclasses import dataclass
from enum import StrEnum


class Trouble(StrEnum):
    """The ways in which a call fails; `late` and `delay` wait before and after the effect."""

    DELAY = "delay"
    LATE = "late"
    RATE_LIMITED = "429"
    HTML_500 = "html_500"
    CUT_BEFORE = "cut_before"
    CUT_AFTER = "cut_after"
    ERROR = "error"


BEFORE_EFFECT = frozenset(
    {Trouble.RATE_LIMITED, Trouble.HTML_500, Trouble.CUT_BEFORE, Trouble.ERROR}
)


@dataclass(slots=True, kw_only=True)
class Fault:
    """One fault waiting for its calls; `method` "*" is any, "response_url" the hooks."""

    method: str
    trouble: Trouble
    times: int
    seconds: float
    retry_after: int
    error: str


class Faults:
    """The faults still to come, in the order in which they were asked for."""

    def __init__(self) -> None:
        self._waiting: list[Fault] = []

    def add(
        self,
        method: str,
        kind: str,
        *,
        times: int = 1,
        seconds: float = 0.0,
        retry_after: int = 1,
    ) -> None:
        """Ask for a fault; `kind` is a Trouble's value, or `error:channel_not_found` and such."""
        name, _, error = kind.partition(":")
        self._waiting.append(
            Fault(
                method=method,
                trouble=Trouble(name),
                times=times,
                seconds=seconds,
                retry_after=retry_after,
                error=error,
            )
        )

    def take(self, method: str) -> Fault | None:
        """Give the fault this call meets, and use it up by one."""
        for fault in self._waiting:
            if fault.method in {method, "*"}:
                fault.times -= 1
                if fault.times <= 0:
                    self._waiting.remove(fault)
                return fault
        return None

    def clear(self) -> None:
        """Let everything work again."""
        self._waiting.clear()
