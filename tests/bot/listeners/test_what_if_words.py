import pytest

from bot.listeners import what_if_words
from bot.listeners.what_if_words import Wish
from kpi.errors import WrongSetting
from tests.each import each


def test_values_go_on_until_the_next_setting() -> None:
    text = "CSAT  exclude.team=Big Team, Sales delay.chat=5m  sample=50 %"
    wish = what_if_words.parse(text)
    changes = {"exclude.team": "Big Team, Sales", "delay.chat": "5m", "sample": "50 %"}
    assert wish == Wish("csat", changes)
    assert what_if_words.parse(wish.text) == wish


@each("text", ["", "csat", "cooldown=7d", "csat please cooldown=7d", "csat =7d"])
def test_without_survey_and_settings_there_is_nothing_to_try(text: str) -> None:
    with pytest.raises(WrongSetting):
        what_if_words.parse(text)
