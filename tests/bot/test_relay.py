import pytest

from bot import relay
from tests.each import each


@pytest.mark.parametrize(
    ("address", "host", "port", "has_tls", "starts_tls"),
    [
        ("smtp://mail.example.com", "mail.example.com", 587, False, True),
        ("smtp://mail.example.com:2525?starttls=no", "mail.example.com", 2525, False, False),
        ("smtps://mail.example.com", "mail.example.com", 465, True, False),
        ("smtp://127.0.0.1:25", "127.0.0.1", 25, False, False),
        ("smtp://localhost:25?starttls=yes", "localhost", 25, False, True),
    ],
)
def test_only_a_server_on_this_machine_may_go_without_tls(
    address: str, host: str, port: int, *, has_tls: bool, starts_tls: bool
) -> None:
    found = relay.read(address)
    assert (found.host, found.port) == (host, port)
    assert (found.has_tls, found.starts_tls) == (has_tls, starts_tls)


def test_user_password_and_sender_are_read_as_they_are_meant() -> None:
    found = relay.read(
        "smtps://me%40acme.example:p%2Fw@mail:465?from=Acme%20%3Chelp@acme.example%3E"
    )
    assert (found.user, found.password) == ("me@acme.example", "p/w")
    assert found.sender == "Acme <help@acme.example>"


@each(
    "address",
    [
        *("http://mail", "smtp://", "smtp://mail:0", "smtp://mail:x", "mail", "smtp://mail/path"),
        *("smtp://mail?to=x@y.example", "smtp://mail?starttls=maybe", "smtp://mail?from=nobody"),
        "smtp://mail?from=a@b.example%0ABcc:x@y.example",
    ],
)
def test_anything_else_is_no_mail_server(address: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        relay.read(address)


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("anna@elsewhere.example", True),
        ("o'neil+vpn_1@mail.elsewhere.example", True),
        ("root@localhost", True),
        *((text, False) for text in ("", "@", "a@", "@b", "a b@c", "a..b@c", ".a@b", "a@b..c")),
        *(
            (text, False)
            for text in ("a@b@c", "<a@b>", "a@[1.2", '"a@b', "a@-b", "jürgen@b", "a@é")
        ),
        ("a@b\r\nBcc: x@y", False),
    ],
)
def test_mail_goes_to_plain_addresses_only(text: str, *, is_one: bool) -> None:
    assert relay.is_address(text) is is_one
