"""Every API that is known, by the name of the system that a hook was made for.

So a mapped hook has the API of its preset, and none where an admin mapped anything else.
"""

from collections.abc import Mapping

from bot.sources.catalog import SYSTEMS, system_of
from bot.ticket_apis.autotask import AUTOTASK
from bot.ticket_apis.chatwoot import CHATWOOT
from bot.ticket_apis.freshdesk import FRESHDESK
from bot.ticket_apis.freshservice import FRESHSERVICE
from bot.ticket_apis.github import GITHUB
from bot.ticket_apis.halopsa import HALOPSA
from bot.ticket_apis.helpscout import HELPSCOUT
from bot.ticket_apis.hubspot import HUBSPOT
from bot.ticket_apis.intercom import INTERCOM
from bot.ticket_apis.jira import JIRA
from bot.ticket_apis.jiradc import JIRADC
from bot.ticket_apis.talk import TicketApi
from bot.ticket_apis.topdesk import TOPDESK
from bot.ticket_apis.zammad import ZAMMAD
from bot.ticket_apis.zendesk import ZENDESK
from kpi.store.tables import Hook

_KNOWN = (
    *(CHATWOOT, FRESHDESK, GITHUB, HELPSCOUT, HUBSPOT),
    *(INTERCOM, JIRA, JIRADC, ZAMMAD, ZENDESK),
    *(AUTOTASK, FRESHSERVICE, HALOPSA, TOPDESK),
)

APIS: Mapping[str, TicketApi] = {api.source: api for api in _KNOWN}

CAUGHT_UP = frozenset(SYSTEMS[api.source].source.name for api in _KNOWN if api.changes is not None)
"""The kinds of hooks among which some can be asked what changed."""


def api_of(hook: Hook) -> TicketApi | None:
    """Return the API of the system that a hook was made for; None where we know none."""
    system = system_of(hook)
    return APIS.get(system.name) if system else None
