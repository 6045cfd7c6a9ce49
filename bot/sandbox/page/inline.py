"""The small things inside a line of text: links, mentions and dates, each made safe."""

import re
from datetime import datetime

from markupsafe import Markup, escape

from bot.sandbox.page import dates
from bot.sandbox.page.names import Names

_ADDRESS = re.compile(r"(?:https?://|mailto:|tel:)\S+", re.IGNORECASE)
_ANCHOR = Markup('<a class="kit-link" href="{}" target="_blank" rel="noopener noreferrer">{}</a>')


def is_address(url: str) -> bool:
    """Whether a browser may be sent there: pages of the web, mail and telephone, nothing else."""
    return _ADDRESS.fullmatch(url) is not None


class Inline:
    """Draws with the names the reader knows; `now` is told in the reader's time zone."""

    def __init__(self, names: Names, now: datetime) -> None:
        self._names = names
        self._now = now.astimezone(names.zone)

    def link(self, url: str, label: str | Markup = "") -> Markup:
        """Give a link that opens beside the page; words alone where it leads nowhere good."""
        if not is_address(url):
            return escape(label or url)
        return _ANCHOR.format(url, label or url.removeprefix("mailto:"))

    def user(self, user_id: str, label: str = "") -> Markup:
        name = self._names.person(user_id) or label or user_id
        return _mention(f"@{name}", is_own=user_id == self._names.me)

    def channel(self, channel_id: str, label: str = "") -> Markup:
        return _mention(f"#{self._names.channel(channel_id) or label or channel_id}")

    def usergroup(self, group_id: str, label: str = "") -> Markup:
        return _mention(f"@{self._names.usergroup(group_id) or label.lstrip('@') or group_id}")

    def broadcast(self, name: str) -> Markup:
        """Give `@here` and its kin, which call the reader too."""
        return _mention(f"@{name}", is_own=True)

    def date(self, timestamp: float, pattern: str, *, fallback: str, url: str = "") -> Markup:
        """Give a moment in the reader's time; the fallback where the format is not understood."""
        shown = dates.written(timestamp, pattern, self._now) or fallback or str(timestamp)
        full = dates.written(timestamp, "{date_long} {time}", self._now) or ""
        drawn = Markup('<time title="{}">{}</time>').format(full, shown)
        return self.link(url, drawn) if url else drawn


def _mention(shown: str, *, is_own: bool = False) -> Markup:
    look = "kit-mention kit-mention-own" if is_own else "kit-mention"
    return Markup('<span class="{}">{}</span>').format(look, shown)
