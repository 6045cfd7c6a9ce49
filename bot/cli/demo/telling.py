"""Printing the story: scenes with a line of what happens, and messages as they look in Slack."""

import re
import sys
from dataclasses import dataclass, field

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


def _console() -> Console:
    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(errors="replace")
    wide = Console()
    return Console(width=min(wide.width, WIDTH) if wide.is_terminal else WIDTH, highlight=False)


@dataclass(frozen=True, slots=True)
class Teller:
    """Tells the story on stdout."""

    console: Console = field(default_factory=_console)

    def scene(self, when: str, what: str) -> None:
        """Begin a scene: when it is on the demo's clock, and in a line what happens."""
        self.console.print()
        self.console.print(Rule(Text(when, style="bold"), align="left", style="dim"))
        self.say(what)

    def say(self, text: str) -> None:
        """Print a line of the story."""
        self.console.print(Text(text))

    def does(self, who: str, what: str) -> None:
        """Print what somebody does."""
        self.console.print(Text.assemble(("▸ ", "cyan"), (who, "bold"), " ", what))

    def show(self, where: str, surface: Message | Modal) -> None:
        """Print a message or form as people read it, with where it stands."""
        self.console.print(
            Panel(shown(plain.read(surface)), title=Text(where, style="dim"), title_align="left")
        )


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
