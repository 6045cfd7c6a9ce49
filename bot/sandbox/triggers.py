"""Trigger ids: each opens one form, within three seconds of what the person did."""

from collections.abc import Callable
from dataclasses import dataclass
from secrets import token_hex

from bot.sandbox.refusals import Refusal

LIFE_SECONDS = 3.0


@dataclass(slots=True)
class _Trigger:
    user_id: str
    made_at: float
    exchanged: bool = False


class Triggers:
    """The trigger ids given out and whether they were used."""

    def __init__(self, seconds: Callable[[], float]) -> None:
        self._seconds = seconds
        self._given: dict[str, _Trigger] = {}

    def give(self, user_id: str) -> str:
        """Make a trigger id for what this person just did."""
        made_at = self._seconds()
        trigger_id = f"{int(made_at * 1000)}.{len(self._given) + 1}.{token_hex(16)}"
        self._given[trigger_id] = _Trigger(user_id, made_at)
        return trigger_id

    def exchange(self, trigger_id: str) -> str:
        """Use the trigger up and tell whose it is; refused when unknown, used or too old."""
        trigger = self._given.get(trigger_id)
        if trigger is None:
            raise Refusal("invalid_trigger_id")
        if trigger.exchanged:
            raise Refusal("exchanged_trigger_id")
        if self._seconds() - trigger.made_at > LIFE_SECONDS:
            raise Refusal("expired_trigger_id")
        trigger.exchanged = True
        return trigger.user_id
