"""Printing the story: scenes with a line of what happens, and messages as they look in Slack."""

import re
import sys
from collections.abc import Callable
from contextlib import AbstractContextManager

from rich.console import Console
from rich.panel import Panel
from rich.rule import Rule
from rich.text import Text

from bot.sandbox import plain
from bot.sandbox.messages import Message
from bot.sandbox.modals import Modal

WIDTH = 100
_BOLD = re.compile(r"(?<![\w*])\*([^*\n]+)\*(?![\w*])")
_BUTTON = r"\[ [^\]\n]+ \]"
_ID = re.compile(r"(?<=[@#])[CUS]0[A-Z0-9]+")


class Teller:
    """Tells the story on stdout; `name_of` knows people and channels by their ids."""

    def __init__(self, name_of: Callable[[str], str]) -> None:
        if hasattr(sys.stdout, "reconfigure"):
            sys.stdout.reconfigure(errors="replace")
        whole = Console()
        width = min(whole.width, WIDTH) if whole.is_terminal else WIDTH
        self._console = Console(width=width, highlight=False)
        self._name_of = name_of

    def meanwhile(self, what: str) -> AbstractContextManager[object]:
        """Say what is going on, for as long as it goes on."""
        return self._console.status(Text(what))

    def scene(self, title: str, what: str) -> None:
        """Begin a scene: its title, and in a line what happens."""
        self._console.print()
        self._console.print(Rule(Text(title, style="bold"), align="left", style="dim"))
        self.say(what)

    def say(self, text: str) -> None:
        """Print a line of the story."""
        self._console.print(Text(self._named(text)))

    def does(self, who: str, what: str) -> None:
        """Print what somebody does."""
        self._console.print(Text.assemble(("▸ ", "cyan"), (who, "bold"), " ", what))

    def show(self, where: str, surface: Message | Modal) -> None:
        """Print a message or form as people read it, with where it stands."""
        self.frame(where, shown(self._named(plain.read(surface))))

    def quote(self, where: str, mrkdwn: str) -> None:
        """Print a sentence of Slack's markup, with where it stands."""
        self.frame(where, shown(self._named(plain.spoken(mrkdwn))))

    def frame(self, title: str, text: Text) -> None:
        """Print anything in a frame."""
        self._console.print(Panel(text, title=Text(title, style="dim"), title_align="left"))

    def _named(self, text: str) -> str:
        return _ID.sub(lambda found: self._name_of(found[0]), text)


def shown(text: str) -> Text:
    """Give what a message says, bold where Slack shows it bold, and its buttons marked."""
    result, end = Text(), 0
    for found in _BOLD.finditer(text):
        result.append(text[end : found.start()])
        result.append(found[1], style="bold")
        end = found.end()
    result.append(text[end:])
    result.highlight_regex(_BUTTON, "cyan")
    return result
