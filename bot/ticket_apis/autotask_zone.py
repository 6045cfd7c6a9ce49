"""The zone that an Autotask account lives in, and calls to its API there.

Each talk asks for the zone first, without a secret; secrets go to Autotask's own hosts only.
"""

import re
from typing import Any

from bot.sources import fields
from bot.ticket_apis import access
from bot.ticket_apis.access import Account
from bot.ticket_apis.talk import Call, Talk
from bot.ticket_apis.trouble import ApiTrouble

ANY_ZONE = "webservices.autotask.net"
NOBODY = 500
"""What is answered to a user name that does not exist."""

_ZONE = re.compile(
    r"(https://webservices[0-9]{0,3}\.autotask\.net)/+atservicesrest/*", re.IGNORECASE
)


def find(account: Account) -> Talk[str]:
    """Ask where the account lives; return the address of its API.

    Raises:
        ApiTrouble: nobody has this user name, or the answer is none of Autotask's hosts.
    """
    query = {"user": account.options["user"]}
    url = f"https://{ANY_ZONE}/ATServicesRest/V1.0/zoneInformation"
    answer = yield Call(url=url, query=query, missing_at=NOBODY)
    if answer.body is None:
        raise ApiTrouble("Autotask knows no API user of this name.", reason="no_zone")
    found = _ZONE.fullmatch(fields.link(fields.inside(answer.body, "url")))
    if found is None:
        raise ApiTrouble(
            "{host} gave an answer that cannot be read.", reason="no_zone", host=ANY_ZONE
        )
    return f"{found[1]}/ATServicesRest/V1.0"


def one(account: Account, zone: str, kind: str, row_id: Any) -> Talk[Any]:
    """Return one row of a kind, None where there is none."""
    found = fields.text(row_id)
    if not found:
        return None
    path = f"{kind}/{access.id_in_path(found)}"
    answer = yield call(account, zone, path, missing_ok=True)
    return fields.inside(answer.body, "item")


def call(account: Account, zone: str, path: str, **how: Any) -> Call:
    """Return a call to the API of an account, with its secret."""
    headers = {
        "ApiIntegrationCode": account.options["tracking_id"],
        "UserName": account.options["user"],
        "Secret": account.token,
    }
    return Call(url=f"{zone}/{path}", headers=headers, **how)
