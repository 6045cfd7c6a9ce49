"""A finding is good or wrong."""

from bot.cli.finding import Finding, good, wrong


def test_good_and_wrong_differ() -> None:
    assert good("clock", "right") == Finding("clock", good=True, found="right", advice="")
    assert wrong("clock", "slow", "Set it.") == Finding(
        "clock", good=False, found="slow", advice="Set it."
    )
