import pytest

from bot.ticket_apis import access
from bot.ticket_apis.access import Option, WrongOption
from tests.each import each

WANTED = (
    Option(name="subdomain", what="acme of acme.zendesk.com", pattern=access.LABEL),
    Option(name="region", what="us or eu", pattern="us|eu", default="us"),
)


def test_all_options_are_there_and_those_of_others_are_left_out() -> None:
    account = access.account_of(WANTED, {"subdomain": "acme", "preset": "topdesk"}, "t0ken")
    assert (account.options, account.token) == ({"subdomain": "acme", "region": "us"}, "t0ken")
    assert "t0ken" not in repr(account)


@each(
    "options",
    [
        {},
        {"subdomain": ""},
        {"subdomain": "acme.example.com/x"},
        {"subdomain": "acme", "region": "mars"},
        {"subdomain": "acme\n"},
    ],
)
def test_an_option_that_is_missing_or_odd_is_named(options: dict[str, str]) -> None:
    with pytest.raises(WrongOption, match="must be"):
        access.account_of(WANTED, options, "t0ken")


def test_an_id_stays_one_part_of_an_address() -> None:
    assert access.id_in_path("../users?x#y") == "..%2Fusers%3Fx%23y"
    assert access.id_in_path("..") == "-"


def test_headers_are_as_the_standards_have_them() -> None:
    assert access.bearer("abc") == {"Authorization": "Bearer abc"}
    # RFC 7617, section 2
    assert access.basic("Aladdin", "open sesame") == {
        "Authorization": "Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ=="
    }


@each("origin", ["http://x.test", "https://x.test/path", "https://a@x.test"])
def test_a_web_address_is_https_and_nothing_more(origin: str) -> None:
    wanted = (Option(name="address", what="its web address", pattern=access.ORIGIN),)
    assert access.account_of(wanted, {"address": "https://x.test:8443"}, "").options
    with pytest.raises(WrongOption):
        access.account_of(wanted, {"address": origin}, "")
