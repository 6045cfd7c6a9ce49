import pytest

from tests.bot.listeners.conftest import Desk, said
from tests.bot.listeners.test_reactions import marking

__all__ = ["marking"]


async def test_the_emoji_is_picked_told_and_taken_back(marking: Desk) -> None:
    first = await marking.admin.command("/survey", "reaction :heart::skin-tone-2:")
    assert ":heart:" in said(first)
    assert "manifest" not in said(first)
    assert ":heart:" in said(await marking.admin.command("/survey", "reaction"))
    typed = await marking.admin.command("/survey", "reaction :thumbsup:")
    assert ":+1:" in said(typed)
    await marking.admin.command("/survey", "reactie uit")
    assert "No emoji" in said(await marking.admin.command("/survey", "reaction"))


async def test_what_slack_does_not_show_yet_is_told_with_its_cure(desk: Desk) -> None:
    for command, overlay in (
        ("reaction :heart:", "--with reactions"),
        ("threads everyone", "--with threads"),
    ):
        assert overlay in said(await desk.admin.command("/survey", command))


async def test_threads_ask_their_first_writer_or_everyone(marking: Desk) -> None:
    for words, told in (
        ("threads", "whoever began it"),
        ("gesprekken iedereen", "everyone who wrote"),
        ("threads", "everyone who wrote"),
        ("threads asker", "whoever began it"),
    ):
        assert told in said(await marking.admin.command("/survey", words))


async def test_what_is_not_understood_changes_nothing(desk: Desk) -> None:
    for words in ("reaction heart", "reaction :a: :b:", "threads all"):
        assert "Try" in said(await desk.admin.command("/survey", words)), words


@pytest.mark.parametrize("words", ["reaction :heart:", "threads everyone"])
async def test_only_admins_set_these(desk: Desk, words: str) -> None:
    assert "Only an admin" in said(await desk.agent.command("/survey", words))
