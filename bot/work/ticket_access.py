"""The way into a hook's API: its options and its opened token."""

from dataclasses import replace

from bot.process import Process
from bot.sources.catalog import source_of
from bot.ticket_apis import access
from bot.ticket_apis.access import Account
from bot.ticket_apis.catalog import api_of
from bot.ticket_apis.talk import TicketApi
from bot.ticket_apis.trouble import ApiTrouble
from kpi.errors import KpiError
from kpi.store import hooks
from kpi.store.tables import Hook

UNFIT = "not_set_up"
"""The reason of whatever is wrong on our side."""


def opened(process: Process, hook: Hook) -> tuple[TicketApi, Account]:
    """Return a hook's API and our way in.

    Raises:
        ApiTrouble: there is no such API, or nobody gave a token.
        WrongOption: an option is missing or wrong.
        SecretUnreadable: the token was sealed with a key we do not have.
    """
    api, source = api_of(hook), source_of(hook)
    if api is None or source is None or hook.token is None:
        raise ApiTrouble("There is no token for this system.", reason="no_token", is_final=True)
    token = process.box.open(hook.token).decode()
    account = access.account_of(api.options, hook.options, token)
    return api, replace(account, understand=source.translate)


async def hook_of(process: Process, hook_id: str) -> Hook:
    """Return a hook. Raises ApiTrouble when it is gone."""
    async with process.database.reading() as connection:
        found = await hooks.find(connection, hook_id)
    if found is None:
        raise ApiTrouble("The hook no longer exists.", reason="no_hook", is_final=True)
    return found


def reason_of(error: KpiError) -> str:
    """Return one word for ledgers and logs."""
    return error.reason if isinstance(error, ApiTrouble) else UNFIT


def is_final(error: KpiError) -> bool:
    """Tell whether asking the same again would fail again."""
    return isinstance(error, ApiTrouble) and error.is_final
