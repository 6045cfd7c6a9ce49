from bot.cli.demo.customers import COLLEAGUE, GUEST
from bot.cli.demo.panel import LONGEST, wished
from tests.each import each

SAID = {"subject": " VPN keeps dropping ", "team": "Network", "channel": "chat", "who": "guest"}


def test_a_form_becomes_a_ticket() -> None:
    wish = wished(SAID)
    assert wish is not None
    assert (wish.subject, wish.team, wish.channel) == ("VPN keeps dropping", "Network", "chat")
    assert wish.who is GUEST


@each("wrong", [{"subject": " "}, {"team": "None"}, {"channel": "post"}, {"who": "admin"}])
def test_what_the_form_does_not_offer_is_no_ticket(wrong: dict[str, str]) -> None:
    assert wished(SAID | wrong) is None
    assert wished({}) is None


def test_a_subject_has_an_end() -> None:
    wish = wished(SAID | {"subject": "x" * 999, "who": "colleague"})
    assert wish is not None
    assert len(wish.subject) == LONGEST
    assert wish.who is COLLEAGUE
