import pytest
from slack_sdk.errors import SlackApiError

from bot.charts import uploading
from bot.sandbox.files import PNG
from bot.uploads import NotUploaded
from tests.bot.stage import Stage


async def test_a_picture_becomes_a_file_of_ours(stage: Stage) -> None:
    file_id = await uploading.upload(stage.process.slack, PNG, title="CSAT")
    (file,) = stage.slack.world.files.all()
    assert (file.id, file.title, file.content) == (file_id, "CSAT", PNG)
    assert file.completed_at is not None


async def test_an_upload_that_slack_does_not_take_says_so(stage: Stage) -> None:
    stage.slack.faults.add("upload", "html_500")
    with pytest.raises(NotUploaded, match="http_500"):
        await uploading.upload(stage.process.slack, PNG, title="CSAT")


@pytest.mark.parametrize("method", ["files.getUploadURLExternal", "files.completeUploadExternal"])
async def test_each_step_may_be_refused(stage: Stage, method: str) -> None:
    stage.slack.faults.add(method, "error:missing_scope")
    with pytest.raises(SlackApiError):
        await uploading.upload(stage.process.slack, PNG, title="CSAT")
