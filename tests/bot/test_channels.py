import pytest

from bot import channels
from bot.channels import SlackAway
from bot.sandbox import cast
from tests.bot.stage import Stage


async def test_a_channel_of_colleagues_that_we_are_in(stage: Stage) -> None:
    found = await channels.look(stage.process, cast.WEEKLY)
    assert (found.can_post, found.has_outsiders) == (True, False)


async def test_a_channel_that_outsiders_share(stage: Stage) -> None:
    assert (await channels.look(stage.process, cast.SHARED)).has_outsiders


async def test_a_channel_to_which_outsiders_are_invited(stage: Stage) -> None:
    stage.slack.world.places.change(cast.WEEKLY, is_pending_ext_shared=True)
    assert (await channels.look(stage.process, cast.WEEKLY)).has_outsiders


async def test_a_channel_without_us(stage: Stage) -> None:
    stage.slack.add_channel("C0OTHER001", "other", [cast.AGENT])
    assert not (await channels.look(stage.process, "C0OTHER001")).can_post


async def test_a_private_channel_that_slack_does_not_show_us(stage: Stage) -> None:
    stage.slack.add_channel("C0SECRET01", "secret", [cast.AGENT], is_private=True)
    found = await channels.look(stage.process, "C0SECRET01")
    assert (found.can_post, found.is_hidden) == (False, True)


async def test_an_archived_channel(stage: Stage) -> None:
    stage.slack.world.places.change(cast.WEEKLY, is_archived=True)
    assert not (await channels.look(stage.process, cast.WEEKLY)).can_post


async def test_no_answer_is_not_taken_for_no(stage: Stage) -> None:
    stage.slack.faults.add("conversations.info", "html_500")
    with pytest.raises(SlackAway):
        await channels.look(stage.process, cast.WEEKLY)
