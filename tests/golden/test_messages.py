"""The main answers are as they were kept, and Slack takes them.

Where a difference is meant, `python -m tests.golden` renews the files.
"""

from bot.sandbox.block_kit.surfaces import checked_home, checked_message
from tests.golden import kept, messages


def test_answers_are_as_kept() -> None:
    drawn = {f"{name}.json": kept.written(one) for name, one in messages.drawn().items()}
    changed = kept.differing(kept.MESSAGES, drawn)
    assert changed == [], "look at what changed, then: python -m tests.golden"


def test_slack_takes_each_of_them() -> None:
    for one in messages.drawn().values():
        if "text" in one:
            checked_message(one["blocks"])
            assert any(one["text"])
        else:
            checked_home(one)
