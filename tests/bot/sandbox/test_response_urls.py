import pytest

from bot.sandbox.refusals import Refusal
from bot.sandbox.response_urls import ResponseUrls


def test_a_hook_lives_thirty_minutes() -> None:
    at = [0.0]
    hooks = ResponseUrls(lambda: at[0])
    key = hooks.give("U1", "C1")

    at[0] = 1800.0
    assert hooks.use(key).channel == "C1"
    at[0] = 1800.1
    with pytest.raises(Refusal, match="expired_url"):
        hooks.use(key)
