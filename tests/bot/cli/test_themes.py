import yaml

from kpi import theme_lists
from tests.bot.cli.conftest import Kompas


def test_themes_are_printed_as_they_can_be_read_back(kompas: Kompas) -> None:
    known = theme_lists.packaged()
    printed = yaml.safe_load(kompas("survey", "themes").out)
    assert theme_lists.read(printed).fingerprint == known.fingerprint
    assert kompas("survey", "themes", "--json").json[0]["names"] == known.themes[0].names
