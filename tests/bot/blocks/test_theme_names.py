from bot.blocks import theme_names
from bot.wording import voice
from kpi import theme_lists
from kpi.themes import Theme


def test_themes_are_called_by_their_names_in_the_language_of_the_reader() -> None:
    parking = Theme("parking", {"nl": "Parkeren\u202e\n@here"}, {})
    dictionary = theme_lists.with_theme(theme_lists.packaged(), parking)

    english, dutch = (theme_names.named(dictionary, language) for language in ("en", "nl"))

    assert (english["speed"], dutch["speed"]) == ("Speed", "Snelheid")
    assert english["parking"] == dutch["parking"] == "Parkeren @here"
    assert (english["other"], dutch["other"]) == ("Something else", "Iets anders")


def test_a_rule_still_names_the_theme_that_was_removed() -> None:
    say, names = voice("nl"), {"speed": "Snelheid"}
    assert theme_names.with_removed(say, names, "price")["price"] == "Prijs (verwijderd)"
    assert theme_names.with_removed(say, names, "parking")["parking"] == "een verwijderd thema"
    assert theme_names.with_removed(say, names, "speed") == names
    assert theme_names.with_removed(say, names, "") == names
