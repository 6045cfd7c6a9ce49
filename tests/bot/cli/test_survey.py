"""Surveys are listed, shown and changed by the names their settings have everywhere."""

from tests.bot.cli.conftest import Kompas


def test_surveys_are_listed(kompas: Kompas) -> None:
    done = kompas("survey", "list")
    lines = [line.split() for line in done.out.splitlines()[1:]]
    assert lines == [
        ["csat", "csat/1-5/top2/v1", "yes"],
        ["ces", "ces/1-7/top3/v1", "no"],
        ["nps", "nps/0-10/net/v1", "no"],
    ]


def test_settings_are_changed_and_stay(kompas: Kompas) -> None:
    done = kompas("survey", "set", "csat", "delay=0s", "cooldown=30d", "delay.chat=5m")
    assert done.code == 0
    settings = kompas("survey", "show", "csat", "--json").json["settings"]
    assert settings["delay"] == "0s"
    assert settings["delay.chat"] == "5m"
    assert settings["cooldown"] == "30d"
    assert "cooldown  " in kompas("survey", "show", "csat").out


def test_one_wrong_setting_changes_none(kompas: Kompas) -> None:
    before = kompas("survey", "show", "csat").out
    done = kompas("survey", "set", "csat", "cooldown=30d", "dely=0s")
    assert done.code == 2
    assert "Did you mean delay?" in done.err
    assert kompas("survey", "show", "csat").out == before


def test_wrong_values_and_forms_are_wrong_usage(kompas: Kompas) -> None:
    assert kompas("survey", "set", "csat", "delay=soon").code == 2
    assert "is not SETTING=VALUE" in kompas("survey", "set", "csat", "enabled").err
    assert kompas("survey", "show", "csta").code == 2
