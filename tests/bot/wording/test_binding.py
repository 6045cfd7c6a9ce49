from bot import wording
from bot.wording import binding
from tests.each import each


@each(
    ("template", "shown"),
    [
        ("likely between {low} and {high} %", "likely between {low} and {high}~%"),
        ("under 1 min", "under 1~min"),
        ("Last {count} weeks: {value}", "Last {count}~weeks: {value}"),
        ("de {count} dagen ervoor", "de {count}~dagen ervoor"),
        ("{n} h", "{n}~h"),
        ("{n} hard, {n} minder", "{n} hard, {n} minder"),
        ("week {number} · 3 of 4", "week {number} · 3 of 4"),
        ("`/kpi csat week`", "`/kpi csat week`"),
    ],
)
def test_a_number_stays_with_its_unit(template: str, shown: str) -> None:
    assert binding.measured(template).replace(binding.NO_BREAK, "~") == shown


def test_words_of_others_stay_as_they_are_written() -> None:
    say = wording.voice("en")
    assert say("About {theme}", theme="7 days, 5 %") == "About 7 days, 5 %"


def test_a_terminal_gets_spaces() -> None:
    assert binding.breaking(binding.percent("84")) == "84 %"
