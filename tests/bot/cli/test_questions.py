"""A question is the same with quotes and without."""

from bot.cli import questions


def test_words_become_one_text() -> None:
    assert questions.joined(["csat week by team"]) == "csat week by team"
    assert questions.joined(["csat", "team:First line"]) == 'csat team:"First line"'
    assert questions.joined([]) == ""
