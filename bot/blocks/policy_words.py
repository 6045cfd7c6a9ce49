"""The settings of a policy in words an admin understands: in which of the forms, and why."""

from collections.abc import Mapping
from typing import NamedTuple

from bot.wording import sentence


class Group(NamedTuple):
    """One of the forms."""

    title: str
    settings: Mapping[str, "Words"]
    without_rules: str = ""
    """What is said where none of those settings holds that need not be said otherwise."""


class Words(NamedTuple):
    """What a setting is called, what it does, and what is said where it holds nothing."""

    label: str
    hint: str
    nothing: str = ""
    """Empty where nothing need be said."""


_ANY = sentence("Empty for all.")
_NONE = sentence("Empty for none.")

GROUPS: Mapping[str, Group] = {
    "when": Group(
        sentence("When"),
        {
            "enabled": Words(
                sentence("Asks by itself"),
                sentence("After each resolution that fits the rules."),
                sentence("no"),
            ),
            "delay": Words(
                sentence("Time from resolution to question"),
                sentence("Where a channel has no time of its own."),
                sentence("at once"),
            ),
            "hours": Words(
                sentence("Hours"),
                sentence("By the customer's own clock; off for the whole day."),
                sentence("all day"),
            ),
            "days": Words(sentence("Days"), sentence("In the customer's own time zone.")),
            "quiet": Words(
                sentence("Quiet hours"),
                sentence("Nobody is asked then, not even by hand; off for none."),
                sentence("none"),
            ),
            "expires": Words(
                sentence("Time to answer"),
                sentence("After that the question closes."),
            ),
            "reminder": Words(
                sentence("Reminder"),
                sentence("Once, this long after the question; 0 for none."),
                sentence("never"),
            ),
        },
    ),
    "whom": Group(
        sentence("Whom"),
        {
            "include.team": Words(sentence("Only these teams"), _ANY),
            "include.channel": Words(sentence("Only these channels"), _ANY),
            "include.account": Words(sentence("Only these accounts"), _ANY),
            "include.tag": Words(sentence("Only these tags"), sentence("One of them is enough.")),
            "include.priority": Words(sentence("Only these priorities"), _ANY),
            "include.moment": Words(
                sentence("Only these moments"),
                sentence("support, delivery, onboarding, review or change; empty for all."),
            ),
            "exclude.team": Words(sentence("Not these teams"), _NONE),
            "exclude.channel": Words(sentence("Not these channels"), _NONE),
            "exclude.account": Words(sentence("Not these accounts"), _NONE),
            "exclude.tag": Words(sentence("Not these tags"), sentence("One of them is enough.")),
            "exclude.priority": Words(sentence("Not these priorities"), _NONE),
            "exclude.domain": Words(
                sentence("Not these mail domains"),
                sentence("Their subdomains too."),
            ),
            "exclude.internal": Words(
                sentence("Leave out colleagues of the agent"),
                sentence("People with the same mail domain."),
            ),
            "exclude.auto_resolved": Words(
                sentence("Leave out what closed by itself"),
                sentence("Whoever gave up waiting is not heard then."),
            ),
            "exclude.no_reply": Words(
                sentence("Leave out what nobody replied to"),
                sentence("Only where the ticket system tells of replies."),
            ),
            "mail": Words(
                sentence("By mail too"),
                sentence("Whoever is not in Slack gets a mail, where mail is set up."),
                sentence("no"),
            ),
        },
        sentence("Everybody who was helped."),
    ),
    "how_often": Group(
        sentence("How often"),
        {
            "cooldown": Words(
                sentence("Rest between two of these questions"),
                sentence("For one person."),
                sentence("none"),
            ),
            "cooldown_any": Words(
                sentence("Rest after any other question"),
                sentence("For one person, whatever was asked."),
                sentence("none"),
            ),
            "ask_per": Words(
                sentence("One question for each"),
                sentence(
                    "With person, nobody is asked twice about a ticket that is resolved again."
                ),
            ),
            "sample": Words(
                sentence("Share that is asked about"),
                sentence("Drawn by lot; the rest is not asked about."),
            ),
            "daily_cap": Words(
                sentence("At most a day"),
                sentence("Questions that go out; 0 for any number."),
                sentence("any number"),
            ),
        },
    ),
    "privacy": Group(
        sentence("Privacy and answers"),
        {
            "anonymous": Words(
                sentence("Anonymous"),
                sentence("Answers are counted without names."),
                sentence("no"),
            ),
            "group_threshold": Words(
                sentence("Smallest group that is shown"),
                sentence("In answers. Of smaller groups one could guess who said what."),
            ),
            "edit_window": Words(
                sentence("Time to change an answer"),
                sentence("From the first tap."),
                sentence("none"),
            ),
            "confirm_fcr": Words(
                sentence("Ask whether it was solved the first time"),
                sentence("Two buttons below the answer, after what a ticket system told of."),
                sentence("no"),
            ),
            "reasons.en": Words(
                sentence("Reasons to tick, in English"),
                sentence(
                    "Boxes above the comment, after a score that is not high: at most ten, with "
                    "commas between them. Empty for none."
                ),
                sentence("none"),
            ),
            "reasons.nl": Words(
                sentence("Reasons to tick, in Dutch"),
                sentence("The same reasons, in the same order."),
                sentence("none"),
            ),
        },
    ),
}
"""Every setting of a policy, but for the delays of single channels, by the name of its form."""

OF_CHANNEL = sentence("The same after {channel}")
"""The label of a delay of one channel."""
