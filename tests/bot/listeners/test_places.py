import pytest

from bot.listeners.places import require_place
from bot.sandbox import cast
from kpi.errors import KpiError, Refused
from tests.bot.stage import Stage


async def test_numbers_go_where_we_are_and_only_colleagues_read(stage: Stage) -> None:
    stage.slack.add_channel("C0OTHER001", "other", [cast.AGENT])
    await require_place(stage.process, cast.WEEKLY)
    with pytest.raises(Refused, match="outside"):
        await require_place(stage.process, cast.SHARED)
    with pytest.raises(Refused, match="direct message"):
        await require_place(stage.process, "D000000001")
    with pytest.raises(Refused, match="invite"):
        await require_place(stage.process, "C0OTHER001")


async def test_in_doubt_nothing_is_put_anywhere(stage: Stage) -> None:
    stage.slack.faults.add("conversations.info", "html_500")
    with pytest.raises(KpiError, match="could not reach Slack"):
        await require_place(stage.process, cast.WEEKLY)
