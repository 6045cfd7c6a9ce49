from bot.blocks import outcomes
from bot.wording import voice
from kpi.reasons import Reason
from kpi.store.ledger import Outcome


def told(outcome: Outcome, reason: str, language: str = "en") -> str:
    return outcomes.told(voice(language), outcome, reason)


def test_a_reason_follows_its_outcome() -> None:
    assert told(Outcome.ANSWERED, "") == "answered"
    assert told(Outcome.NOT_ASKED, Reason.REOPENED).startswith("not asked: reopened before")
    assert told(Outcome.WAITING, "quiet_hours", "nl") == "wacht: tot de klant gevraagd mag worden"


def test_a_cap_is_another_thing_to_those_who_wait_and_those_who_are_left_out() -> None:
    assert told(Outcome.WAITING, "daily_cap") != told(Outcome.NOT_ASKED, "daily_cap")
    assert "daily_cap" not in told(Outcome.NOT_ASKED, "daily_cap")


def test_a_ticket_system_that_told_nothing_is_said_so() -> None:
    refused = told(Outcome.UNDELIVERABLE, "ticket_http_401", "nl")
    assert refused == "niet te bezorgen: het ticketsysteem weigerde ons token"
    broken = told(Outcome.UNDELIVERABLE, "ticket_http_500")
    assert broken.endswith("did not say who was helped (http_500)")


def test_a_mail_server_that_refused_or_said_nothing_is_said_so() -> None:
    refused = told(Outcome.UNDELIVERABLE, "smtp_554")
    assert refused == "undeliverable: the mail server refused the mail (554)"
    assert "smtp" not in told(Outcome.HELD, "smtp_silent", "nl")


def test_a_slack_that_did_not_say_what_became_of_a_message_is_said_so() -> None:
    assert told(Outcome.HELD, "disconnected").endswith("the line to Slack broke before it answered")
    assert told(Outcome.HELD, "http_503", "nl").endswith("Slack antwoordde met een fout (503)")
    for reason in ("unreadable_answer", "internal_error", "fatal_error"):
        assert "_" not in told(Outcome.HELD, reason)


def test_what_we_have_no_words_for_is_shown_on_one_line() -> None:
    assert told(Outcome.UNDELIVERABLE, "odd\nerror") == "undeliverable: odd error"
