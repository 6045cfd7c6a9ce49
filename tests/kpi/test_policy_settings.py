"""Every setting by its name."""

from dataclasses import fields

import pytest

from kpi.errors import WrongSetting
from kpi.policy import Policy
from kpi.policy_settings import EXAMPLES, SETTINGS, setting
from tests.each import each


def test_every_field_of_a_policy_has_one_name() -> None:
    named = [one.field for one in SETTINGS.values()]
    assert sorted([*named, "delay", "delays"]) == sorted(one.name for one in fields(Policy))


@each("name", SETTINGS)
def test_an_example_is_shown_as_it_is_written(name: str) -> None:
    found = setting(name)
    assert found.show(found.read(EXAMPLES[name])) == EXAMPLES[name]


def test_a_name_that_is_none_is_answered_with_the_nearest() -> None:
    with pytest.raises(WrongSetting, match="Did you mean quiet"):
        setting("quite")


@each("name", ["nonsense", "colour", ""])
def test_what_comes_near_none_is_answered_with_those_that_there_are(name: str) -> None:
    with pytest.raises(WrongSetting, match=r"There are .*sample, daily_cap, .*include.team, "):
        setting(name)
