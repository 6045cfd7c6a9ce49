"""What the Slack app can do beyond its plain manifest, each for the workspaces that want it.

Each overlay brings only its own scopes and events, so nobody grants what they do not use.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

STEP = "ask_for_rating_step"
"""The callback id of the workflow step."""

_USER, _CHANNEL, _TEXT = "slack#/types/user_id", "slack#/types/channel_id", "string"


@dataclass(frozen=True, slots=True, kw_only=True)
class Overlay:
    """Scopes and events with their reasons, and what else of the manifest an overlay changes."""

    purpose: str
    scopes: Mapping[str, str] = field(default_factory=dict)
    events: Mapping[str, str] = field(default_factory=dict)
    functions: Mapping[str, Any] = field(default_factory=dict)
    """Steps of workflows by callback id."""
    settings: Mapping[str, Any] = field(default_factory=dict)


def _parameter(kind: str, title: str, description: str) -> dict[str, str]:
    return {"type": kind, "title": title, "description": description}


_INPUTS = {
    "person": _parameter(_USER, "Person", "Who was helped"),
    "about": _parameter(_TEXT, "About", "What it was about, in a few words"),
    "channel": _parameter(_CHANNEL, "Channel", "Where they were helped; needed for guests"),
    "thread": _parameter(
        _TEXT, "Thread", "The timestamp of its first message, or a link to one of its messages"
    ),
}
_OUTPUTS = {"asked": _parameter("boolean", "Asked", "The question goes out, or went out before")}

OVERLAYS = {
    "reactions": Overlay(
        purpose="a rating is asked for with an emoji under a message",
        scopes={"reactions:read": "ask for a rating when a colleague marks a message"},
        events={"reaction_added": "ask for a rating when a colleague marks a message"},
    ),
    "threads": Overlay(
        purpose="see who wrote in a thread: its first writer, or everyone",
        scopes={
            "channels:history": "find who began the thread that a colleague marked",
            "groups:history": "the same in private channels",
        },
    ),
    "steps": Overlay(
        purpose="a step in Workflow Builder; the app must be installed for the organisation",
        events={"function_executed": "do the step of a workflow"},
        functions={
            STEP: {
                "title": "Ask for a rating",
                "description": "Ask somebody one short question about the help they got",
                "input_parameters": {"properties": _INPUTS, "required": ["person"]},
                "output_parameters": {"properties": _OUTPUTS, "required": []},
            }
        },
        settings={"org_deploy_enabled": True, "function_runtime": "remote"},
    ),
}
"""The overlays by the names they have on the command line."""


def scopes(names: Iterable[str] = OVERLAYS) -> dict[str, str]:
    """Return the scopes that these overlays add, each with its reason."""
    return {scope: why for name in names for scope, why in OVERLAYS[name].scopes.items()}


def events(names: Iterable[str] = OVERLAYS) -> dict[str, str]:
    """Return the events that these overlays add, each with its reason."""
    return {event: why for name in names for event, why in OVERLAYS[name].events.items()}
