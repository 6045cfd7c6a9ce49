"""Every kind of ticket system that can be connected, by the name in its hook's address."""

from collections.abc import Mapping

from bot.sources.chatwoot import CHATWOOT
from bot.sources.freshdesk import FRESHDESK
from bot.sources.github import GITHUB
from bot.sources.helpscout import HELPSCOUT
from bot.sources.hubspot import HUBSPOT
from bot.sources.intercom import INTERCOM
from bot.sources.jira import JIRA
from bot.sources.shape import Source
from bot.sources.standard import STANDARD
from bot.sources.zammad import ZAMMAD
from bot.sources.zendesk import ZENDESK

_OFFERED = (
    STANDARD,
    GITHUB,
    INTERCOM,
    CHATWOOT,
    FRESHDESK,
    HELPSCOUT,
    HUBSPOT,
    JIRA,
    ZAMMAD,
    ZENDESK,
)

SOURCES: Mapping[str, Source] = {source.name: source for source in _OFFERED}
