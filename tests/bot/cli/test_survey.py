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
    done = kompas("survey", "set", "csat", "nonsense=1", "question.de=Wie war es?")
    assert "nonsense is not a setting. There are delay, " in done.err
    assert "question.de is not a setting. Did you mean question.en?" in done.err
    assert kompas("survey", "show", "csat").out == before


def test_wrong_values_and_forms_are_wrong_usage(kompas: Kompas) -> None:
    assert kompas("survey", "set", "csat", "delay=soon").code == 2
    assert "is not SETTING=VALUE" in kompas("survey", "set", "csat", "enabled").err
    assert kompas("survey", "show", "csta").code == 2


def test_words_are_changed_by_the_names_of_the_forms(kompas: Kompas) -> None:
    changes = ("title=After a ticket", "question.en=How was it?", "question.nl=Hoe was het?")
    done = kompas("survey", "set", "csat", *changes, "cooldown=30d")
    assert done.code == 0
    shown = kompas("survey", "show", "csat", "--json").json
    assert (shown["title"], shown["version"]) == ("After a ticket", 2)
    assert shown["words"]["question.nl"] == "Hoe was het?"
    assert shown["words"]["scale.low.en"] == "Very dissatisfied"
    assert shown["settings"]["cooldown"] == "30d"
    assert "Hoe was het?" in kompas("survey", "show", "csat").out


def test_a_survey_that_is_on_needs_its_words_in_each_language(kompas: Kompas) -> None:
    done = kompas("survey", "set", "csat", "cooldown=30d", "question.en=How was it?")
    assert done.code == 2
    assert "question.nl is empty" in done.err
    shown = kompas("survey", "show", "csat", "--json").json
    assert (shown["version"], shown["settings"]["cooldown"]) == (1, "14d")


def test_a_survey_is_made_and_turned_on(kompas: Kompas) -> None:
    assert kompas("survey", "new", "onboarding", "--metric", "ces").code == 0
    assert kompas("survey", "set", "onboarding", "enabled=yes").code == 0
    assert ["onboarding", "ces/1-7/top3/v1", "yes"] in [
        line.split() for line in kompas("survey", "list").out.splitlines()
    ]
    assert kompas("survey", "new", "onboarding", "--metric", "ces").code == 1


def test_all_that_cannot_be_read_is_named_at_once(kompas: Kompas) -> None:
    done = kompas("survey", "set", "csat", "delay=soon", "cooldown=1d", "dyas=mon", "languages=fr")
    assert done.code == 2
    assert [line.partition(":")[0] for line in done.err.splitlines()] == [
        "delay",
        "dyas",
        "languages",
    ]


def test_a_survey_cannot_measure_what_nobody_is_asked_for(kompas: Kompas) -> None:
    done = kompas("survey", "new", "speed", "--metric", "frt")
    assert done.code == 2
    assert "For FRT nobody is asked" in done.err
