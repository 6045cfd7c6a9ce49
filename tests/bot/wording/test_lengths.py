from bot import wording
from bot.wording import lengths
from tests.each import each


@each(
    ("seconds", "english", "dutch"),
    [
        (0, "0\xa0min", "0\xa0min"),
        (29.9, "under 1\xa0min", "minder dan 1\xa0min"),
        (30, "1\xa0min", "1\xa0min"),
        (12 * 60 + 29, "12\xa0min", "12\xa0min"),
        (3600, "1\xa0h", "1\xa0uur"),
        (3599, "1\xa0h", "1\xa0uur"),
        (2 * 3600 + 10 * 60, "2\xa0h 10\xa0min", "2\xa0uur 10\xa0min"),
        (26 * 3600 + 90, "26\xa0h 2\xa0min", "26\xa0uur 2\xa0min"),
        (127 * 3600 + 1800, "128\xa0h", "128\xa0uur"),
        (1234 * 3600, "1,234\xa0h", "1.234\xa0uur"),
    ],
)
def test_lengths_are_told_in_hours_and_minutes(seconds: float, english: str, dutch: str) -> None:
    assert wording.voice("en").length(seconds) == english
    assert wording.voice("nl").length(seconds) == dutch


def test_told_lengths_can_be_subtracted_as_they_are_read() -> None:
    assert lengths.told(6 * 60 + 24) - lengths.told(2 * 60 + 36) == 3 * 60
    assert lengths.told(127 * 3600 + 1800) == 128 * 3600
