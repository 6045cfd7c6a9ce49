from bot.sandbox.page import words
from bot.sandbox.refusals import Refusal
from bot.sandbox.wire import Exchange, Sent
from tests.each import each

SENT = Sent(body=b"", headers={})


def exchange(status: int, failure: str = "") -> Exchange:
    return Exchange(status=status, body="", seconds=0.1, sent=SENT, failure=failure)


@each(
    ("answered", "complaint"),
    [
        (exchange(200), None),
        (exchange(0, "http_timeout"), words.TIMED_OUT),
        (exchange(500, "http_error"), "Kompas responded with Status Code 500."),
        (exchange(0, "connection_failed"), "Kompas did not respond."),
    ],
)
def test_a_bot_that_did_not_answer_is_named(answered: Exchange, complaint: str | None) -> None:
    assert words.of_interaction(answered, "Kompas") == complaint
    assert words.of_form(answered) == (complaint and words.TROUBLE)


def test_refusals_become_sentences() -> None:
    assert words.of_refusal(Refusal("message_not_found")) == "This message is no longer there."
    assert words.of_refusal(Refusal("odd")) == "Slack refused this: odd."


def test_commands_fail_in_slacks_own_words() -> None:
    failed = words.of_command("/kpi", "operation_timeout")
    assert failed == '/kpi failed with the error "operation_timeout"'
    assert words.not_a_command("/foo").startswith("/foo is not a valid command.")
    assert words.not_in_threads("/kpi") == "/kpi is not supported in threads. Sorry!"
