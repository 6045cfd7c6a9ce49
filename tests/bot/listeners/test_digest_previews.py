import pytest

from bot.listeners.digest_previews import DigestPreviews
from bot.listeners.reception import Caller
from bot.roles import Role
from bot.sandbox.cast import LEAD
from bot.sandbox.identity import HOME
from kpi.errors import Refused
from kpi.store import workspaces
from tests import mail_server
from tests.bot.stage import Stage
from tests.bot.work.test_mailer import with_mail


async def caller(stage: Stage) -> Caller:
    async with stage.database.reading() as connection:
        workspace = await workspaces.find(connection, HOME)
    return Caller(
        user_id=LEAD,
        team_id=HOME,
        role=Role.LEAD,
        language="en",
        workspace=workspace,
        address="l.bakker@example.com",
    )


async def test_of_a_digest_that_goes_by_mail_the_letter_goes_to_who_asks(stage: Stage) -> None:
    schedule = await stage.ordered(channel_id="", addresses=["head@example.com"])
    async with mail_server.serving() as server:
        previews = DigestPreviews(with_mail(stage, server.url).process)
        assert "in your mail" in await previews.send(await caller(stage), schedule)
        (letter,) = server.taken
        assert letter["To"].addresses[0].addr_spec == "l.bakker@example.com"
        server.at_data = "550 5.7.1 No"
        with pytest.raises(Refused, match="smtp_550"):
            await previews.send(await caller(stage), schedule)


async def test_a_message_slack_does_not_take_is_said(stage: Stage) -> None:
    stage.slack.faults.add("chat.postMessage", "error:restricted_action")
    with pytest.raises(Refused, match="once more"):
        await DigestPreviews(stage.process).send(await caller(stage), await stage.ordered())
