"""Every kind of ticket system that can be connected, and how to understand a hook's webhooks."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.sources import hubspot, mapped
from bot.sources.chatwoot import CHATWOOT
from bot.sources.freshdesk import FRESHDESK
from bot.sources.github import GITHUB
from bot.sources.helpscout import HELPSCOUT
from bot.sources.hubspot import HUBSPOT
from bot.sources.intercom import INTERCOM
from bot.sources.jira import JIRA
from bot.sources.jiradc import JIRADC
from bot.sources.mapping import FieldMapping
from bot.sources.presets import OTHER, PRESETS, Preset
from bot.sources.shape import Source
from bot.sources.standard import STANDARD
from bot.sources.zammad import ZAMMAD
from bot.sources.zendesk import ZENDESK
from kpi.store.tables import Hook

PRESET = "preset"
CLOSED_STAGES = "closed_stages"
"""Names among a hook's options."""

_OFFERED = (
    STANDARD,
    GITHUB,
    INTERCOM,
    CHATWOOT,
    FRESHDESK,
    HELPSCOUT,
    HUBSPOT,
    JIRA,
    JIRADC,
    ZAMMAD,
    ZENDESK,
)

SOURCES: Mapping[str, Source] = {source.name: source for source in _OFFERED}
"""Those with a webhook format of their own, by the name in their hooks' address."""

NAMES = frozenset({*SOURCES, mapped.NAME})
"""What may stand in the address of a hook."""


@dataclass(frozen=True, slots=True, kw_only=True)
class System:
    """A ticket system as an admin chooses it."""

    name: str
    source: Source
    mapping: FieldMapping | None = None
    """What to begin with where a mapping is needed."""
    has_stages: bool = False
    """Whether an admin says which stages of its pipelines are closed."""

    @property
    def options(self) -> dict[str, str]:
        """What a new hook keeps in order to be known as this system."""
        return {PRESET: self.name} if self.mapping and self.name in PRESETS else {}


def _mapped(name: str, preset: Preset) -> System:
    title, clicks = preset.title, preset.clicks
    source = mapped.source(preset.mapping, title=title, clicks=clicks, system=name, ids=preset.ids)
    return System(name=name, source=source, mapping=preset.mapping)


_SYSTEMS = (
    *(
        System(name=source.name, source=source, has_stages=source is HUBSPOT)
        for source in SOURCES.values()
    ),
    *(_mapped(name, preset) for name, preset in PRESETS.items()),
    _mapped(mapped.NAME, OTHER),
)

SYSTEMS: Mapping[str, System] = {system.name: system for system in _SYSTEMS}


def system_of(hook: Hook) -> System | None:
    """Return the system a hook was made for; None for a kind that is no longer known."""
    if hook.source == mapped.NAME:
        return SYSTEMS.get(hook.options.get(PRESET, ""), SYSTEMS[mapped.NAME])
    return SYSTEMS.get(hook.source)


def source_of(hook: Hook) -> Source | None:
    """Return how to check and understand what a hook gets, by its own mapping and options."""
    system = system_of(hook)
    if system is None:
        return None
    if system.mapping is not None:
        title, clicks = system.source.title, system.source.clicks
        ids = PRESETS.get(system.name, OTHER).ids
        return mapped.of_row(hook.mapping, title=title, clicks=clicks, system=system.name, ids=ids)
    if system.has_stages:
        return hubspot.source(hubspot.stages(hook.options.get(CLOSED_STAGES, "")))
    return system.source
