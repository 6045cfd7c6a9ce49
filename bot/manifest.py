"""The Slack app as a manifest, with a reason beside every scope: ask for no more than is used.

`manifests/slack/*.yaml` are this module's output.
"""

import json
import re
from collections.abc import Collection, Iterator, Mapping
from typing import Any

from bot import overlays

EXAMPLE_ADDRESS = "https://kompas.example.com"
"""Stands where an installation puts its own public address."""

EVENTS_PATH = "/slack/events"

SCOPES = {
    "channels:read": "see whether outsiders share a channel, and who is in one that is asked",
    "chat:write": "ask the question, and post the digest, where the bot was invited",
    "commands": "/kpi and /survey, and the shortcut on a message",
    "files:write": "show a chart where Slack does not draw it itself, bring leads a file of rows",
    "groups:read": "the same look at private channels",
    "im:write": "open the direct message in which a question is asked",
    "usergroups:read": "know the leads, or whom to ask, where a user group is named",
    "users:read": "language, time zone and role of the people who are asked or who ask",
    "users:read.email": "find the person behind the mail address on a ticket",
}
"""The bot's scopes, each with what it is for."""

EVENTS = {
    "app_home_opened": "show people their answers, leads the week, admins what is left to do",
    "channel_shared": "stop digests in a channel that outsiders join",
}
"""The events we listen to, each with what for."""

COMMANDS = {
    "/kpi": ("Read CSAT, CES and NPS", "csat week by team"),
    "/survey": ("Ask somebody, set up a digest", "csat @person about VPN"),
}
"""The commands, each with its description and an example."""

SHORTCUTS = {"ask_for_rating": ("Ask for a rating", "Ask whoever wrote this how we did")}
"""The shortcuts on a message by callback id, each with its name and description."""

DESCRIPTION = (
    "Kompas asks customers one short question after a support interaction, in Slack and in their"
    " own language. Team leads read CSAT, CES and NPS with /kpi or in a weekly digest: every number"
    " with its uncertainty, the number of answers and the week before."
)

_PLAIN = re.compile(r"[A-Za-z_/][A-Za-z0-9_ /.,:-]*[A-Za-z0-9_/]|[A-Za-z_]")
_MEANINGFUL = {"true", "false", "yes", "no", "on", "off", "null"}


def manifest(public_url: str | None, extras: Collection[str] = ()) -> dict[str, Any]:
    """Return the manifest: for HTTP at this public address, or for Socket Mode when it is None.

    `extras` are names of `overlays.OVERLAYS`.
    """
    address = None if public_url is None else public_url.rstrip("/") + EVENTS_PATH
    return {
        "_metadata": {"major_version": 2, "minor_version": 1},
        "display_information": {
            "name": "Kompas",
            "description": "One short question after help, and numbers you can trust",
            "long_description": DESCRIPTION,
            "background_color": "#1d3b53",
        },
        "features": _features(address),
        "oauth_config": {"scopes": {"bot": sorted({*SCOPES, *overlays.scopes(extras)})}},
        "settings": _settings(address, extras),
        **_functions(extras),
    }


def render(public_url: str | None, extras: Collection[str] = ()) -> str:
    """Return the manifest as YAML, with the reasons as comments."""
    way = "Socket Mode, without a public address" if public_url is None else "HTTP"
    head = (
        f"# The Slack app of Kompas, for {way}.\n"
        '# Create it at https://api.slack.com/apps with "From a manifest".\n'
    )
    head += "".join(f"# With {name}: {overlays.OVERLAYS[name].purpose}.\n" for name in extras)
    return head + "\n".join(_lines(manifest(public_url, extras), "")) + "\n"


def _features(address: str | None) -> dict[str, Any]:
    return {
        "app_home": {
            "home_tab_enabled": True,
            "messages_tab_enabled": True,
            "messages_tab_read_only_enabled": True,
        },
        "bot_user": {"display_name": "Kompas", "always_online": True},
        "shortcuts": [
            {"name": name, "type": "message", "callback_id": callback, "description": description}
            for callback, (name, description) in SHORTCUTS.items()
        ],
        "slash_commands": [
            {
                "command": command,
                **({} if address is None else {"url": address}),
                "description": description,
                "usage_hint": example,
                "should_escape": True,
            }
            for command, (description, example) in COMMANDS.items()
        ],
    }


def _functions(extras: Collection[str]) -> dict[str, Any]:
    steps = {
        name: made for one in extras for name, made in overlays.OVERLAYS[one].functions.items()
    }
    return {"functions": steps} if steps else {}


def _settings(address: str | None, extras: Collection[str]) -> dict[str, Any]:
    where = {} if address is None else {"request_url": address}
    more = {
        name: value for one in extras for name, value in overlays.OVERLAYS[one].settings.items()
    }
    return {
        "event_subscriptions": {**where, "bot_events": [*EVENTS, *overlays.events(extras)]},
        "interactivity": {"is_enabled": True, **where},
        "org_deploy_enabled": False,
        "socket_mode_enabled": address is None,
        "token_rotation_enabled": False,
        **more,
    }


def _lines(value: Mapping[str, Any], indent: str) -> Iterator[str]:
    for name, child in value.items():
        if isinstance(child, Mapping):
            yield f"{indent}{name}:"
            yield from _lines(child, f"{indent}  ")
        elif not child and isinstance(child, list):
            yield f"{indent}{name}: []"
        elif isinstance(child, list):
            yield f"{indent}{name}:"
            for item in child:
                yield from _item(item, f"{indent}  ")
        else:
            yield f"{indent}{name}: {_scalar(child)}"


def _item(item: Any, indent: str) -> Iterator[str]:
    if isinstance(item, Mapping):
        first, *others = _lines(item, f"{indent}  ")
        yield f"{indent}- {first.lstrip()}"
        yield from others
    else:
        reason = {**SCOPES, **EVENTS, **overlays.scopes(), **overlays.events()}.get(item)
        yield f"{indent}- {_scalar(item)}" + (f"  # {reason}" if reason else "")


def _scalar(value: Any) -> str:
    """Return a scalar as YAML; JSON's spelling is YAML's too, and quotes what needs it."""
    is_plain = (
        isinstance(value, str)
        and _PLAIN.fullmatch(value)
        and ": " not in value
        and value.casefold() not in _MEANINGFUL
    )
    return value if is_plain else json.dumps(value)
