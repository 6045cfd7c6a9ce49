from pathlib import Path

from tests.bot.cli.conftest import FULL, Kompas


def test_a_definition_is_printed_in_words_and_for_machines(kompas: Kompas, answers: Path) -> None:
    kompas("import", str(answers), *FULL)
    assert kompas("survey", "set", "nps", "definition=nps/1-10/net/v1").code == 0
    told = kompas("summary", "nps definition")
    assert told.code == 0
    assert "nps/1-10/net/v1, version 2" in told.out
    assert "Not comparable with what others call NPS." in told.out
    nps, frt = kompas("summary", "nps frt definition", "--json").json
    assert (nps["scale"], nps["unfavourable"]) == ([*range(1, 11)], [*range(1, 7)])
    assert (nps["unit"], nps["comparable"], nps["version"]) == ("points", "not_comparable", 2)
    assert (frt["definition"], frt["formula"]) == ("frt/office/median/v1", "median")
    mean = "definition=csat/1-5/mean/v1"
    assert kompas("survey", "set", "csat", mean).code == 0
    assert kompas("summary", "csat definition", "--json").json["unit"] == "points"
