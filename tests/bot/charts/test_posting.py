from typing import Any

import pytest

from bot import slack_errors
from bot.blocks import Message, charts
from bot.charts.posting import PAUSES, REFUSED, Charts
from bot.sandbox.cast import WEEKLY
from bot.sandbox.messages import Message as Posted
from bot.slack_errors import FAILURES, Decision
from bot.wording import voice
from tests.bot.blocks.summaries import summary
from tests.bot.stage import Stage

POST = "chat.postMessage"
PATIENCE = 30.0


def charted() -> Message:
    chart = charts.trend(voice("en"), summary())
    assert chart is not None
    words = {"type": "section", "text": {"type": "mrkdwn", "text": "Words."}}
    return Message("Words.", [words, chart.block], (chart,))


async def posted(
    stage: Stage, pictures: Charts, message: Message | None = None, *, patience: float = PATIENCE
) -> Decision | None:
    """Post in #weekly; None when it stands there."""

    async def post(one: Message) -> Decision | None:
        try:
            await stage.process.slack.chat_postMessage(
                channel=WEEKLY, text=one.text, blocks=one.blocks
            )
        except FAILURES as error:
            return slack_errors.judge(error)
        return None

    return await pictures.posted(
        message or charted(),
        post,
        was_refused=lambda decision: decision is not None and decision.reason == REFUSED,
        patience=lambda: patience,
    )


def kinds(message: Posted) -> list[str]:
    return [block["type"] for block in message.blocks]


def tries(stage: Stage) -> list[str | None]:
    """Give how Slack answered each try to post."""
    return [call.error for call in stage.slack.calls if call.method == POST]


@pytest.fixture
def pictures(stage: Stage) -> Charts:
    """In a workspace that has no charts yet."""
    stage.slack.world.draws_charts = False
    return Charts(stage.process)


async def test_slack_draws_what_it_can(stage: Stage, pictures: Charts) -> None:
    stage.slack.world.draws_charts = True
    assert await posted(stage, pictures) is None
    (message,) = stage.posted(WEEKLY)
    assert kinds(message) == ["section", "data_visualization"]
    assert tries(stage) == [None]


async def test_what_slack_does_not_draw_becomes_a_picture_once_slack_has_it(
    stage: Stage, pictures: Charts
) -> None:
    stage.slack.world.files.seconds_to_complete = 1.0
    assert await posted(stage, pictures) is None
    (message,) = stage.posted(WEEKLY)
    assert kinds(message) == ["section", "image"]
    assert message.blocks[1]["alt_text"].startswith("CSAT, last 13\xa0weeks: ")
    (file,) = stage.slack.world.files.all()
    assert file.is_picture
    assert message.blocks[1]["slack_file"] == {"id": file.id}
    assert tries(stage)[0] == tries(stage)[1] == REFUSED
    assert tries(stage)[-1] is None


async def test_the_refusal_is_remembered(stage: Stage, pictures: Charts) -> None:
    for _ in range(2):
        assert await posted(stage, pictures, patience=0.0) is None
    assert tries(stage) == [REFUSED, None, None]


async def test_a_picture_that_slack_never_finishes_leaves_the_words(
    stage: Stage, pictures: Charts
) -> None:
    stage.slack.world.files.seconds_to_complete = 3600.0
    assert await posted(stage, pictures) is None
    (message,) = stage.posted(WEEKLY)
    assert kinds(message) == ["section", "section"]
    assert tries(stage) == [REFUSED, *[REFUSED] * len(PAUSES), None]


@pytest.mark.parametrize(
    ("method", "trouble"),
    [
        ("upload", "cut_before"),
        ("files.getUploadURLExternal", "error:missing_scope"),
    ],
)
async def test_a_picture_that_cannot_be_uploaded_leaves_the_words(
    stage: Stage, pictures: Charts, method: str, trouble: str
) -> None:
    stage.slack.faults.add(method, trouble)
    assert await posted(stage, pictures) is None
    (message,) = stage.posted(WEEKLY)
    assert kinds(message) == ["section", "section"]


async def test_a_post_of_which_nothing_is_known_is_the_last(stage: Stage, pictures: Charts) -> None:
    stage.slack.world.draws_charts = True
    stage.slack.faults.add(POST, "cut_after")
    decision = await posted(stage, pictures)
    assert decision is not None
    assert decision.is_unknown
    assert len(stage.posted(WEEKLY)) == 1


@pytest.mark.parametrize("way", ["cut_after", "429"])
async def test_so_is_one_of_the_words_after_a_refusal(
    stage: Stage, pictures: Charts, way: str
) -> None:
    await posted(stage, pictures, patience=0.0)
    stage.slack.faults.add(POST, way)
    assert await posted(stage, pictures, patience=0.0) is not None
    assert len(stage.posted(WEEKLY)) == (2 if way == "cut_after" else 1)


async def test_a_message_that_is_wrong_otherwise_says_nothing_of_charts(
    stage: Stage, pictures: Charts
) -> None:
    wrong: dict[str, Any] = {"type": "unheard_of"}
    message = charted()
    broken = Message(message.text, [*message.blocks, wrong], message.charts)
    decision = await posted(stage, pictures, broken, patience=0.0)
    assert decision is not None
    assert decision.reason == REFUSED
    stage.slack.world.draws_charts = True
    await posted(stage, pictures)
    (shown,) = stage.posted(WEEKLY)
    assert "data_visualization" in kinds(shown)


async def test_without_charts_a_message_is_simply_posted(stage: Stage, pictures: Charts) -> None:
    assert await posted(stage, pictures, Message("Words.")) is None
    assert tries(stage) == [None]
