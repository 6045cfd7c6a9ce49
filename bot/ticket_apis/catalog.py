"""Every API that is known, by the name of its kind of hook."""

from collections.abc import Mapping

from bot.ticket_apis.chatwoot import CHATWOOT
from bot.ticket_apis.freshdesk import FRESHDESK
from bot.ticket_apis.github import GITHUB
from bot.ticket_apis.helpscout import HELPSCOUT
from bot.ticket_apis.hubspot import HUBSPOT
from bot.ticket_apis.intercom import INTERCOM
from bot.ticket_apis.jira import JIRA
from bot.ticket_apis.talk import TicketApi
from bot.ticket_apis.zammad import ZAMMAD
from bot.ticket_apis.zendesk import ZENDESK

_KNOWN = (
    *(CHATWOOT, FRESHDESK, GITHUB, HELPSCOUT, HUBSPOT),
    *(INTERCOM, JIRA, ZAMMAD, ZENDESK),
)

APIS: Mapping[str, TicketApi] = {api.source: api for api in _KNOWN}

CAUGHT_UP = frozenset(api.source for api in _KNOWN if api.changes is not None)
"""The systems that can be asked what changed."""
