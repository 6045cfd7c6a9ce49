from dataclasses import replace
from email import message_from_bytes, policy
from email.message import EmailMessage

import pytest

from bot.mail import wire, written
from bot.mail.written import Post
from kpi.metrics import Metric
from kpi.store.invitations import Question
from kpi.store.tables import Contact
from tests.bot.blocks import questions
from tests.moments import NOW

PAGE = "https://kompas.example.com/a/" + "x" * 160


def by_mail(given: Question, **about: str) -> Question:
    """The same question to somebody who is not in Slack."""
    said = {"team_id": "mail", "user_id": "anna@acme.example", "email": "anna@acme.example"}
    return replace(given, contact=Contact(**{**given.contact.model_dump(), **said, **about}))


def sent(question: Question, sender: str = "support@acme.example") -> EmailMessage:
    """The letter as it arrives."""
    assert question.delivery is not None
    letter = written.letter(question, question.delivery, Post(sender=sender, page=PAGE), NOW)
    return message_from_bytes(wire.content(letter), policy=policy.default)


def parts(message: EmailMessage) -> tuple[str, str]:
    plain, html = message.get_body(("plain",)), message.get_body(("html",))
    assert plain is not None
    assert html is not None
    return plain.get_content(), html.get_content()


@pytest.mark.parametrize(("language", "asked"), [("en-GB", "satisfied"), ("nl-NL", "tevreden")])
@pytest.mark.parametrize("metric", [Metric.CSAT, Metric.NPS])
def test_each_score_is_a_link_in_both_parts(language: str, asked: str, metric: Metric) -> None:
    question = by_mail(questions.question(metric, language=language))
    message = sent(question)
    for text in parts(message):
        assert all(f"{PAGE}?score={score}" in text for score in question.definition.scale)
        assert f"{PAGE}/stop" in text
        if metric is Metric.CSAT:
            assert asked in text
    assert message["Content-Language"] == language[:2]
    assert f'lang="{language[:2]}"' in parts(message)[1]


def test_mail_programs_can_stop_the_questions_and_machines_do_not_answer() -> None:
    letter = written.letter(
        by_mail(questions.question()),
        questions.question().delivery,  # type: ignore[arg-type]  # it has one
        Post(sender="support@acme.example", page=PAGE),
        NOW,
    )
    raw = wire.content(letter)
    assert f"\r\nList-Unsubscribe: <{PAGE}/stop>\r\n".encode() in raw
    assert b"\r\nList-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n" in raw
    assert b"\r\nAuto-Submitted: auto-generated\r\n" in raw
    assert max(map(len, raw.split(b"\r\n"))) <= 998


def test_the_sender_writes_in_the_name_of_the_workspace_or_in_their_own() -> None:
    question = by_mail(questions.question(), name='Anna "A" <b>\r\nBcc: x@y.example')
    assert sent(question)["From"].addresses[0].display_name == "Compass & Co"
    own = sent(question, "Acme help <support@acme.example>")["From"].addresses[0]
    assert (own.display_name, own.addr_spec) == ("Acme help", "support@acme.example")
    message = sent(question)
    assert message["Bcc"] is None
    assert message["To"].addresses[0].addr_spec == "anna@acme.example"
    assert message["Message-ID"] == f"<{questions.ID}@acme.example>"


def test_words_of_other_people_stay_words() -> None:
    plain, html = parts(sent(by_mail(questions.question(subject="<b>VPN</b> & more"))))
    assert "<b>VPN</b> & more" in plain
    assert "&lt;b&gt;VPN&lt;/b&gt; &amp; more" in html


def test_who_asks_for_the_first_time_says_why_and_for_how_long() -> None:
    first, later = (by_mail(questions.question(introduced=known)) for known in (False, True))
    for text, again in zip(parts(sent(first)), parts(sent(later)), strict=True):
        assert "first question" in text
        assert "first question" not in again
        assert "sees your answer with your name." in " ".join(again.split())


def test_where_answers_are_words_the_links_say_them() -> None:
    question = by_mail(questions.question(language="nl-NL"))
    question.survey.definition = "csat/0-1/top1/v1"
    plain, html = parts(sent(question))
    assert f"Slecht\r\n{PAGE}?score=0" in plain
    assert ">Goed</a>" in html
    question.survey.definition = "csat/faces/top2/v1"
    assert ">🙂 Tevreden</a>" in parts(sent(question))[1]
