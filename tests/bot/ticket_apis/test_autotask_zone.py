import pytest

from bot.ticket_apis import autotask_zone
from bot.ticket_apis.autotask import AUTOTASK
from bot.ticket_apis.trouble import ApiTrouble
from tests.bot.ticket_apis.autotask_rows import ZONE
from tests.bot.ticket_apis.talks import account, held
from tests.each import each

ACCOUNT = account(AUTOTASK, user="k0mpas@acme.test", tracking_id="ABCDEF123456")
HOME = "https://webservices19.autotask.net/ATServicesRest/V1.0"


def test_the_zone_is_asked_for_without_secrets() -> None:
    zone, (call,) = held(autotask_zone.find(ACCOUNT), ZONE)
    assert zone == HOME
    assert call.url.startswith("https://webservices.autotask.net/")
    assert (call.query, call.headers) == ({"user": "k0mpas@acme.test"}, {})


def test_double_slashes_lead_there_too() -> None:
    odd = {"url": "https://webservices19.autotask.net//atservicesrest//"}
    assert held(autotask_zone.find(ACCOUNT), odd)[0] == HOME


def test_a_user_name_that_does_not_exist_is_said_to_be_wrong() -> None:
    with pytest.raises(ApiTrouble, match="no API user") as caught:
        held(autotask_zone.find(ACCOUNT), None)
    assert not caught.value.is_final


@each(
    "url",
    [
        "",
        "http://webservices19.autotask.net/ATServicesRest/",
        "https://webservices19.autotask.net.acme.test/ATServicesRest/",
        "https://acme.test/https://webservices19.autotask.net/ATServicesRest/",
        "https://webservices19.autotask.net@acme.test/ATServicesRest/",
    ],
)
def test_secrets_go_to_autotask_only(url: str) -> None:
    with pytest.raises(ApiTrouble, match="cannot be read"):
        held(autotask_zone.find(ACCOUNT), {"url": url})


def test_one_row_is_asked_for_with_the_secret_and_none_without_an_id() -> None:
    row, (call,) = held(autotask_zone.one(ACCOUNT, HOME, "Contacts", 7), {"item": {"id": 7}})
    assert (row, call.url) == ({"id": 7}, f"{HOME}/Contacts/7")
    assert call.headers == {
        "ApiIntegrationCode": "ABCDEF123456",
        "UserName": "k0mpas@acme.test",
        "Secret": "t0ken",
    }
    assert held(autotask_zone.one(ACCOUNT, HOME, "Contacts", None)) == (None, [])
