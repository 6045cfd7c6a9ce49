from bot.blocks.policy_words import GROUPS
from kpi.policy_settings import SETTINGS


def test_every_setting_is_put_in_words_once() -> None:
    found = [name for group in GROUPS.values() for name in group.settings]
    assert sorted(found) == sorted({"delay", *SETTINGS})
