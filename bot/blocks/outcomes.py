"""Outcomes of asking and their reasons in words, the same in Slack and on the command line."""

from bot.blocks import inert
from bot.wording import Voice
from kpi.reasons import Reason
from kpi.store import ledger
from kpi.store.ledger import Outcome

PHRASES = {
    "looking_up": "looking up whose address it is",
    "planned": "the question goes out later",
    "quiet_hours": "until the customer's hours of asking",
    "daily_cap": "until the others of today have arrived",
    "campaign_paused": "until the campaign is resumed",
    "sent": "asked, and still open",
    "address_refused": "the mail address does not exist",
    "cannot_dm_bot": "the customer is a bot",
    "channel_is_archived": "the channel is archived",
    "channel_not_found": "the channel is gone",
    "disconnected": "the line to Slack broke before it answered",
    "fatal_error": "Slack failed, and may have sent it",
    "internal_error": "Slack failed, and may have sent it",
    "is_archived": "the channel is archived",
    "lease_expired": "we stopped while it was being sent",
    "no_mail_server": "no mail server is set up",
    "no_place": "there is no thread or channel to ask in",
    "not_in_channel": "I am not in the channel",
    "smtp_silent": "the mail server did not say whether it took the mail",
    "ticket_http_401": "the ticket system refused our token",
    "ticket_http_403": "the ticket system refused our token",
    "ticket_http_404": "the ticket system does not have the ticket or its customer",
    "ticket_no_hook": "the connection to the ticket system was removed",
    "ticket_no_token": "there was no token for the ticket system",
    "ticket_not_set_up": "the token for the ticket system lacks what belongs to it",
    "ticket_unreachable": "the ticket system could not be reached",
    "timeout": "Slack did not answer in time",
    "unreadable_answer": "Slack's answer could not be read",
    "user_disabled": "the customer's Slack account is closed",
    "user_not_found": "Slack does not know the customer",
    "user_not_visible": "Slack does not show us the customer",
    "users_not_found": "Slack does not know the customer",
}
"""Why something waits, was not delivered, or may not have been."""

_TICKET_SYSTEM = "ticket_"
"""How the reasons begin of ticket systems that did not say who was helped."""
_MAIL_SERVER = "smtp_"
"""How the reasons begin of mail servers that refused a letter."""
_SLACK = "http_"
"""How the reasons begin of errors that do not name what Slack minds."""
_LONGEST = 60


def named(say: Voice, outcome: Outcome) -> str:
    """Name an outcome."""
    return say(ledger.PHRASES[outcome])


def told(say: Voice, outcome: Outcome, reason: str) -> str:
    """Name an outcome with its reason; one of Slack's that we have no words for is cleaned."""
    shown = named(say, outcome)
    if not reason:
        return shown
    return f"{shown}: {_why(say, outcome, reason)}"


def _why(say: Voice, outcome: Outcome, reason: str) -> str:
    if outcome is Outcome.NOT_ASKED and reason in set(Reason):
        return say(Reason(reason).phrase)
    if reason in PHRASES:
        return say(PHRASES[reason])
    code = inert.line(reason.partition("_")[2], _LONGEST)
    if reason.startswith(_TICKET_SYSTEM):
        return say("the ticket system did not say who was helped ({code})", code=code)
    if reason.startswith(_MAIL_SERVER):
        return say("the mail server refused the mail ({code})", code=code)
    if reason.startswith(_SLACK):
        return say("Slack answered with an error ({code})", code=code)
    return inert.line(reason, _LONGEST)
