"""Why somebody was not asked, in words for the ledger."""

from enum import StrEnum


class Reason(StrEnum):
    """Why somebody was not asked."""

    SURVEY_OFF = "survey_off"
    EXCLUDED = "excluded"
    NOT_INCLUDED = "not_included"
    INTERNAL = "internal"
    AUTO_RESOLVED = "auto_resolved"
    NO_REPLY = "no_reply"
    SAMPLED_OUT = "sampled_out"
    REOPENED = "reopened"
    SUPERSEDED = "superseded"
    CAMPAIGN_ENDED = "campaign_ended"
    TOO_LATE = "too_late"
    IMPORTED = "imported"
    NO_REQUESTER = "no_requester"
    NO_SLACK_ACCOUNT = "no_slack_account"
    BOUNCED = "bounced"
    DEACTIVATED = "deactivated"
    OPTED_OUT = "opted_out"
    ASKED_BEFORE = "asked_before"
    COOLDOWN = "cooldown"
    COOLDOWN_ANY = "cooldown_any"
    DAILY_CAP = "daily_cap"

    @property
    def phrase(self) -> str:
        """A short English phrase for the ledger; also the key of its translation."""
        return PHRASES[self]


PHRASES = {
    Reason.SURVEY_OFF: "the survey is off",
    Reason.EXCLUDED: "excluded by the survey's rules",
    Reason.NOT_INCLUDED: "not among those the survey's rules include",
    Reason.INTERNAL: "a colleague, and the survey leaves colleagues out",
    Reason.AUTO_RESOLVED: "resolved by a rule, not by a person",
    Reason.NO_REPLY: "nobody had replied to the customer",
    Reason.SAMPLED_OUT: "not drawn: the survey asks about a share only",
    Reason.REOPENED: "reopened before the question went out",
    Reason.SUPERSEDED: "solved again since; the newer solution is asked about",
    Reason.CAMPAIGN_ENDED: "the campaign was ended before the question went out",
    Reason.TOO_LATE: "solved too long ago",
    Reason.IMPORTED: "imported from a file: nobody is asked about the past",
    Reason.NO_REQUESTER: "nobody is named as the customer",
    Reason.NO_SLACK_ACCOUNT: "no Slack account found for the customer",
    Reason.BOUNCED: "mail to the customer came back",
    Reason.DEACTIVATED: "the customer's Slack account is closed",
    Reason.OPTED_OUT: "the customer does not want questions",
    Reason.ASKED_BEFORE: "asked about this before",
    Reason.COOLDOWN: "asked the same question recently",
    Reason.COOLDOWN_ANY: "asked another question recently",
    Reason.DAILY_CAP: "the survey had sent all that it may on that day",
}
