"""Messages, forms and homes as HTML that a browser can show and people can use."""

from collections.abc import Mapping
from datetime import datetime

from markupsafe import Markup

from bot.sandbox.messages import Message
from bot.sandbox.modals import Modal
from bot.sandbox.page import mrkdwn
from bot.sandbox.page.inline import Inline
from bot.sandbox.page.names import Names
from bot.sandbox.page.surface import Surface
from bot.sandbox.wire import Json


class Drawing:
    """Draws what one person sees; `now` decides what "today" is."""

    def __init__(self, names: Names, now: datetime) -> None:
        self._names = names
        self._inline = Inline(names, now)

    def message(self, message: Message, filled: Json | None = None) -> Markup:
        """Draw a message's blocks, or its text when there are none.

        Args:
            message: as it stands.
            filled: what the person chose in it so far, as in Slack's `state.values`.
        """
        if not message.blocks:
            text = mrkdwn.draw(message.text, self._inline)
            return Markup('<div class="kit"><div class="kit-text">{}</div></div>').format(text)
        scope = f"{message.channel}-{message.ts}"
        return self._surface(scope, filled=filled or {}).blocks(message.blocks)

    def form(self, modal: Modal, errors: Mapping[str, str]) -> Markup:
        """Draw a form's blocks with what was filled in, and errors by block id."""
        return self._surface(modal.id, filled=modal.values, errors=errors).blocks(modal.blocks)

    def home(self, content: Json, filled: Json | None = None) -> Markup:
        """Draw the blocks of an App Home; `filled` as for a message."""
        return self._surface("home", filled=filled or {}).blocks(content["blocks"])

    def _surface(
        self, scope: str, *, filled: Json, errors: Mapping[str, str] | None = None
    ) -> Surface:
        return Surface(
            inline=self._inline,
            names=self._names,
            scope=scope,
            filled=filled,
            errors=errors or {},
        )
