"""Jira Data Center: the webhooks that an administrator of Jira 10 or newer makes with a secret.

They are those of Jira Cloud, but people have names in the place of account ids. Comments do not
tell whether customers can read them, so no first reply is taken from them.
"""

from collections.abc import Sequence
from dataclasses import replace

from bot.sources import jira
from bot.sources.shape import Source, Told
from kpi.interaction_event import Event

NAME = "jiradc"
COMMENTED = "comment_created"


def translate(told: Told) -> Sequence[Event]:
    """Return what happened to an issue, if anything that matters.

    Raises:
        NotUnderstood: the kind of webhook, the issue's key, its status or the time is missing.
    """
    if told.body.get("webhookEvent") == COMMENTED:
        return ()
    return tuple(replace(event, source=NAME) for event in jira.translate(told))


JIRADC = Source(
    name=NAME,
    title="Jira Data Center",
    is_genuine=jira.is_genuine,
    delivery_key=jira.delivery_key,
    translate=translate,
    clicks=(
        "The cog > System > Advanced > WebHooks > Create a WebHook. This needs Jira 10 or newer.",
        "URL: {url}",
        "Secret: {secret}",
        "Events: Issue created and updated. JQL: the projects of your desk.",
    ),
)
