"""The letter that tells what came of a customer's words, and where a thank-you goes."""

from email import message_from_bytes, policy

from bot.mail import thanked, wire
from bot.mail.written import Post
from kpi.store.thanks import Told
from tests.bot.blocks import questions
from tests.bot.blocks.improvements import action
from tests.bot.mail.test_written import PAGE, by_mail, parts
from tests.moments import NOW


def test_the_letter_says_it_in_the_readers_language_and_asks_nothing() -> None:
    question = by_mail(questions.question(language="nl-NL", score=2))
    told = Told(
        question=question, action=action(thanks={"nl": "Wij <bellen>\nterug.", "en": "We."})
    )
    assert question.delivery is not None
    letter = thanked.letter(
        told,
        "anna@acme.example",
        Post(sender="support@acme.example", page=PAGE),
        question.delivery,
        now=NOW,
    )
    message = message_from_bytes(wire.content(letter), policy=policy.default)
    plain, html = parts(message)
    assert message["Subject"] == "U zei het, wij deden het"
    assert message["List-Unsubscribe"] == f"<{PAGE}/stop>"
    assert message["To"].addresses[0].addr_spec == "anna@acme.example"
    assert "Wij <bellen>" in plain
    assert "Wij &lt;bellen&gt;" in html
    for text in (plain, html):
        assert f"{PAGE}/stop" in text
        assert "score=" not in text
