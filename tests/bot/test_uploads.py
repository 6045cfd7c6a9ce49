"""A file reaches Slack in three steps, from memory or from disk."""

from pathlib import Path

import pytest

from bot import uploads
from bot.sandbox import cast
from bot.uploads import NotUploaded, Place
from tests.bot.stage import Stage


async def test_a_file_on_disk_is_shown_in_a_message_of_its_own(
    stage: Stage, tmp_path: Path
) -> None:
    path = tmp_path / "rows.csv"
    path.write_bytes(b"a,b\r\n")
    slack = stage.process.slack
    channel_id = (await slack.conversations_open(users=cast.LEAD))["channel"]["id"]
    await uploads.give(
        slack, path, name=path.name, title="Rows", place=Place(channel_id, "Here it is")
    )
    message = stage.slack.messages(cast.LEAD)[-1]
    assert message.text == "Here it is"
    assert [(one.name, one.title, one.content) for one in message.files] == [
        ("rows.csv", "Rows", b"a,b\r\n")
    ]


async def test_what_slack_does_not_take_is_no_file(stage: Stage) -> None:
    stage.slack.faults.add("upload", "html_500")
    with pytest.raises(NotUploaded, match="http_500"):
        await uploads.give(stage.process.slack, b"x", name="x", title="x")
    assert stage.slack.world.files.all()[0].completed_at is None
