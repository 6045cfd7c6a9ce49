import pytest

from bot.ticket_apis.addresses import CheckedResolver, NotPublic, is_hosts, is_public, looks_numeric
from tests.bot.ticket_apis.servers import Loopback
from tests.each import each


@each("address", ["8.8.8.8", "2606:4700::1111", "64:ff9b::808:808"])
def test_the_public_internet_may_be_reached(address: str) -> None:
    assert is_public(address)


@each(
    "address",
    [
        *("127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1"),
        *("0.1.2.3", "224.0.0.1", "255.255.255.255", "::", "::1", "fe80::1%eth0", "fc00::1"),
        *("::ffff:127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::", "localhost"),
    ],
)
def test_nothing_else_may(address: str) -> None:
    assert not is_public(address)


async def test_a_name_that_leads_elsewhere_is_refused() -> None:
    resolver = CheckedResolver(Loopback(443), is_public)
    with pytest.raises(NotPublic):
        await resolver.resolve("desk.test", 443)
    await resolver.close()
    allowed = await CheckedResolver(Loopback(443), lambda _: True).resolve("desk.test", 443)
    assert allowed[0]["host"] == "127.0.0.1"


@each("address", ["10.1.2.3", "127.0.0.1", "::1", "fd00::1", "8.8.8.8"])
def test_a_host_may_have_an_address_of_its_own_network(address: str) -> None:
    assert is_hosts(address)


@each(
    "address",
    [
        "169.254.169.254",
        "fe80::1",
        "::ffff:169.254.169.254",
        "224.0.0.1",
        "0.0.0.0",  # noqa: S104 - nothing listens there
        "127.1",
        "odd",
    ],
)
def test_no_host_of_a_network_is_where_clouds_keep_secrets(address: str) -> None:
    assert not is_hosts(address)


@each("host", ["127.1", "2130706433", "0", "10.0.0.1", "::1", "127.0.0.1."])
def test_what_the_system_takes_for_an_address_looks_numeric(host: str) -> None:
    assert looks_numeric(host)
    assert not looks_numeric(f"{host.replace(':', '')}.example.com")


async def test_only_the_home_may_be_private() -> None:
    resolver = CheckedResolver(Loopback(443), is_public, ("https", "desk.test", 443))
    assert (await resolver.resolve("desk.test", 443))[0]["host"] == "127.0.0.1"
    for host, port in (("desk.test", 8443), ("elsewhere.test", 443)):
        with pytest.raises(NotPublic):
            await resolver.resolve(host, port)
