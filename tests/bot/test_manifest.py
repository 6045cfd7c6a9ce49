import ast
from functools import cache
from pathlib import Path

import pytest
import yaml
from slack_bolt.app.async_app import AsyncApp
from typing_extensions import override

from bot import listeners, manifest, overlays
from bot.clock import Clock
from bot.listeners.routes import Routes
from bot.sandbox.methods import METHODS
from kpi.store.database import Database
from tests.bot.running import process_of, sandbox_of
from tests.each import each

ROOT = Path(__file__).parents[2]
FILES = {"http": manifest.EXAMPLE_ADDRESS, "socket": None}
FOR_EVENTS = {
    "app_home_opened": set[str](),
    "channel_shared": {"channels:read", "groups:read"},
    "function_executed": set[str](),
    "reaction_added": {"reactions:read"},
}
ALL_SCOPES = {**manifest.SCOPES, **overlays.scopes()}
ALL_EVENTS = {**manifest.EVENTS, **overlays.events()}
FOR_COMMANDS = {"commands"}
BY_BOLT = {"functions.completeError", "functions.completeSuccess"}
"""What Bolt calls for us, to end the step of a workflow."""


class Noting(AsyncApp):
    """Bolt that notes what is listened to."""

    def __init__(self) -> None:
        super().__init__(name="noting", token="xoxb-1", signing_secret="")
        kinds = ("command", "shortcut", "event", "function")
        self.heard: dict[str, set[str]] = {kind: set() for kind in kinds}

    @override
    def command(self, *args: object, **more: object) -> object:  # type: ignore[override]  # Bolt's own is untyped
        self.heard["command"].add(str(args[0]))
        return super().command(*args, **more)  # type: ignore[arg-type]  # passed on as it came

    @override
    def shortcut(self, *args: object, **more: object) -> object:  # type: ignore[override]  # Bolt's own is untyped
        self.heard["shortcut"].add(str(args[0]))
        return super().shortcut(*args, **more)  # type: ignore[arg-type]  # passed on as it came

    @override
    def function(self, *args: object, **more: object) -> object:  # type: ignore[override]  # Bolt's own is untyped
        self.heard["function"].add(str(args[0]))
        return super().function(*args, **more)  # type: ignore[arg-type]  # passed on as it came

    @override
    def event(self, *args: object, **more: object) -> object:  # type: ignore[override]  # Bolt's own is untyped
        self.heard["event"].add(str(args[0]))
        return super().event(*args, **more)  # type: ignore[arg-type]  # passed on as it came


@cache
def called_methods() -> set[str]:
    """Find the Web API methods that the bot's own source calls on Slack's client."""
    names = {name.replace(".", "_"): name for name in METHODS}
    called = set()
    for path in (ROOT / "bot").rglob("*.py"):
        if "sandbox" not in path.parts:
            tree = ast.parse(path.read_text(encoding="utf-8"))
            attributes = {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
            called |= {names[attribute] for attribute in attributes & names.keys()}
    return called


@each(("name", "address"), FILES.items())
def test_the_files_are_this_modules_output(name: str, address: str | None) -> None:
    file = ROOT / "manifests" / "slack" / f"{name}.yaml"
    assert file.read_text(encoding="utf-8") == manifest.render(address)


@pytest.mark.parametrize("extras", [(), tuple(overlays.OVERLAYS)])
@pytest.mark.parametrize("address", FILES.values())
def test_the_yaml_says_what_the_manifest_is(address: str | None, extras: tuple[str, ...]) -> None:
    assert yaml.safe_load(manifest.render(address, extras)) == manifest.manifest(address, extras)


def test_every_scope_and_event_has_its_reason_beside_it() -> None:
    text = manifest.render(None, overlays.OVERLAYS)
    for name, reason in {**ALL_SCOPES, **ALL_EVENTS}.items():
        assert f"- {name}  # {reason}" in text


async def test_manifest_and_listeners_name_the_same(database: Database) -> None:
    async with (
        sandbox_of(Clock()).serving() as sandbox,
        process_of(database, sandbox, Clock()) as process,
    ):
        bolt = Noting()
        listeners.register(Routes(bolt), process)
    assert bolt.heard == {
        "command": set(manifest.COMMANDS),
        "shortcut": set(manifest.SHORTCUTS),
        "event": set(ALL_EVENTS) - {"function_executed"},
        "function": {overlays.STEP},
    }


def test_the_sandbox_knows_what_we_call_and_nothing_else() -> None:
    assert called_methods() | BY_BOLT == set(METHODS)


def test_no_called_method_lacks_its_scope() -> None:
    for name in called_methods():
        method = METHODS[name]
        if method.scopes and not method.app_level:
            assert set(method.scopes) & set(ALL_SCOPES), name


def test_no_scope_is_without_a_use() -> None:
    used = {scope for name in called_methods() for scope in METHODS[name].scopes} | FOR_COMMANDS
    used |= {scope for event in ALL_EVENTS for scope in FOR_EVENTS[event]}
    assert set(ALL_SCOPES) <= used


@each("address", FILES.values())
def test_mentions_arrive_as_ids_and_lengths_are_within_slacks_limits(address: str | None) -> None:
    made = manifest.manifest(address)
    assert all(one["should_escape"] for one in made["features"]["slash_commands"])
    information = made["display_information"]
    assert len(information["name"]) <= 35
    assert len(information["description"]) <= 140
    assert 175 <= len(information["long_description"]) <= 4000


def test_socket_mode_has_no_address() -> None:
    assert "http" not in manifest.render(None).partition("\n_metadata")[2]
    assert manifest.manifest(None)["settings"]["socket_mode_enabled"]
