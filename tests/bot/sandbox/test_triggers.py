import pytest

from bot.sandbox.refusals import Refusal
from bot.sandbox.triggers import Triggers


@pytest.mark.parametrize(("age", "opens"), [(0.0, True), (3.0, True), (3.1, False)])
def test_a_trigger_lives_three_seconds(age: float, *, opens: bool) -> None:
    at = [100.0]
    triggers = Triggers(lambda: at[0])
    trigger = triggers.give("U1")

    at[0] += age
    if opens:
        assert triggers.exchange(trigger) == "U1"
    else:
        with pytest.raises(Refusal, match="expired_trigger_id"):
            triggers.exchange(trigger)
