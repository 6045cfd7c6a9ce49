from bot import wording
from bot.wording import lengths
from tests.each import each


@each(
    ("seconds", "english", "dutch"),
    [
        (0, "0 min", "0 min"),
        (29.9, "under 1 min", "minder dan 1 min"),
        (30, "1 min", "1 min"),
        (12 * 60 + 29, "12 min", "12 min"),
        (3600, "1 h", "1 uur"),
        (3599, "1 h", "1 uur"),
        (2 * 3600 + 10 * 60, "2 h 10 min", "2 uur 10 min"),
        (26 * 3600 + 90, "26 h 2 min", "26 uur 2 min"),
        (127 * 3600 + 1800, "128 h", "128 uur"),
        (1234 * 3600, "1,234 h", "1.234 uur"),
    ],
)
def test_lengths_are_told_in_hours_and_minutes(seconds: float, english: str, dutch: str) -> None:
    assert wording.voice("en").length(seconds) == english
    assert wording.voice("nl").length(seconds) == dutch


def test_told_lengths_can_be_subtracted_as_they_are_read() -> None:
    assert lengths.told(6 * 60 + 24) - lengths.told(2 * 60 + 36) == 3 * 60
    assert lengths.told(127 * 3600 + 1800) == 128 * 3600
