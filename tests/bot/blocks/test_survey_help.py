import re

import pytest

from bot.blocks import survey_help
from bot.listeners import survey_words
from bot.listeners.survey_words import NotUnderstood
from bot.wording import voice
from tests.bot.blocks.reading import read


def told(*, leads: bool = False, is_admin: bool = False, language: str = "en") -> str:
    message = survey_help.told(
        voice(language), is_colleague=leads or is_admin, leads=leads, is_admin=is_admin
    )
    return read(message)


def test_everybody_reads_what_is_theirs_to_use() -> None:
    assert "/survey csat" not in told()
    assert "/survey ledger week" in told(leads=True)
    assert "/survey connect" not in told(leads=True)
    assert "asks you nothing any more" in told()
    assert "/survey koppelen" in told(leads=True, is_admin=True, language="nl")


@pytest.mark.parametrize("language", ["en", "nl"])
def test_each_command_that_it_names_is_understood(language: str) -> None:
    text = told(leads=True, is_admin=True, language=language)
    commands = re.findall(r"`(.*?)`", text)
    assert len(commands) > len(text.splitlines()) - 3
    for command in commands:
        typed = re.sub(r"@\w+", "<@U1>", command.removeprefix("/survey"))
        try:
            survey_words.parse(typed)
        except NotUnderstood as error:
            raise AssertionError(command) from error
