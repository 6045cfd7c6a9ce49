"""What is written fits the score, in both languages, and one team hears ever more of its speed."""

from random import Random

from bot.cli.demo.sample.remarks import LANGUAGES, LINES, Remarks

THEMES = {
    *("speed", "resolution", "communication", "agent", "expertise", "ease", "product", "price"),
}


def speed(week: int | None) -> float:
    said = LINES["speed"]["low"]["en"]
    remarks = Remarks(Random(47))
    drawn = [remarks.draw("low", "en", week=week) for _ in range(60)]
    return sum(line in said for line in drawn) / len(drawn)


def test_every_theme_has_lines_of_its_own_in_both_languages() -> None:
    assert set(LINES) == THEMES | {"portal"}
    for language in ("nl", "en"):
        lines = [
            line
            for by_band in LINES.values()
            for by_language in by_band.values()
            for line in by_language[language]
        ]
        assert len(lines) == len(set(lines)) >= 75
        assert {LANGUAGES[line] for line in lines} == {language}
    assert all({"low", "middle", "high"} <= set(LINES[theme]) for theme in THEMES)


def test_speed_is_complained_about_ever_more() -> None:
    assert speed(None) < speed(0) < speed(1) < speed(2) == speed(9)
    assert speed(None) < 0.1


def test_joy_is_of_many_things() -> None:
    remarks = Remarks(Random(47))
    drawn = {remarks.draw("high", "nl", week=week) for _ in range(100) for week in (None, 2)}
    assert all(drawn & set(LINES[theme]["high"]["nl"]) for theme in THEMES)
