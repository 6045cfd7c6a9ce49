from bot import people
from bot.sandbox.cast import CUSTOMER
from bot.sandbox.identity import HOME
from bot.work import direct
from tests.bot.stage import Stage

OPEN = "conversations.open"


async def test_the_channel_with_a_contact_is_opened_once(stage: Stage) -> None:
    await people.by_slack(stage.process, HOME, CUSTOMER)
    first = await direct.channel_of(stage.process, CUSTOMER)
    assert await direct.channel_of(stage.process, CUSTOMER) == first
    assert first.startswith("D")
    assert stage.asked_slack(OPEN) == 1


async def test_somebody_who_is_no_contact_can_be_written_to(stage: Stage) -> None:
    first = await direct.channel_of(stage.process, CUSTOMER)
    assert await direct.channel_of(stage.process, CUSTOMER) == first
    assert stage.asked_slack(OPEN) == 2
