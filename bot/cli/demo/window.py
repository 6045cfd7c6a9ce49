"""Opening a browser window where there is somebody to look at it."""

import os
import sys
import webbrowser
from collections.abc import Mapping
from threading import Thread

DISPLAYS = ("DISPLAY", "WAYLAND_DISPLAY")


def open_at(address: str) -> None:
    """Open the address in the browser of whoever sits there; nobody waits for it."""
    if has_screen(os.environ, sys.platform, in_terminal=sys.stdout.isatty()):  # noqa: TID251 - no setting of ours
        Thread(target=webbrowser.open, args=(address,), daemon=True).start()


def has_screen(environment: Mapping[str, str], platform: str, *, in_terminal: bool) -> bool:
    """Tell whether a window would be seen: somebody typed the command, and has a screen."""
    if not in_terminal:
        return False
    if platform in {"darwin", "win32"}:
        return "SSH_CONNECTION" not in environment
    return any(environment.get(name) for name in DISPLAYS)
