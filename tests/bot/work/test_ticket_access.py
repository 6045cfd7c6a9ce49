from typing import Any

import pytest

from bot.secrets import SecretUnreadable
from bot.ticket_apis.access import WrongOption
from bot.ticket_apis.trouble import ApiTrouble
from bot.work import ticket_access
from kpi.store.tables import Hook
from tests.bot.stage import Stage
from tests.moments import NOW


def hook(**about: Any) -> Hook:
    usual: dict[str, Any] = {"workspace_id": "T", "id": "h", "source": "freshdesk", "secret": b""}
    return Hook(**{**usual, "created_at": NOW, **about})


async def test_a_way_in_is_an_api_with_all_it_needs(stage: Stage) -> None:
    token = stage.process.box.seal(b"t0ken")
    api, account = ticket_access.opened(
        stage.process, hook(token=token, options={"subdomain": "acme"})
    )
    assert (api.source, account.token) == ("freshdesk", "t0ken")
    with pytest.raises(WrongOption):
        ticket_access.opened(stage.process, hook(token=token))
    with pytest.raises(SecretUnreadable):
        ticket_access.opened(stage.process, hook(token=b"junk", options={"subdomain": "acme"}))
    for shut in (hook(), hook(source="standard", token=token)):
        with pytest.raises(ApiTrouble) as raised:
            ticket_access.opened(stage.process, shut)
        assert ticket_access.is_final(raised.value)
        assert ticket_access.reason_of(raised.value) == "no_token"


async def test_a_hook_that_is_gone_is_told(stage: Stage) -> None:
    with pytest.raises(ApiTrouble) as raised:
        await ticket_access.hook_of(stage.process, "gone")
    assert ticket_access.reason_of(raised.value) == "no_hook"
    assert not ticket_access.is_final(WrongOption())
    assert ticket_access.reason_of(WrongOption()) == "not_set_up"
