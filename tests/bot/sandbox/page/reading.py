"""HTML as a browser reads it: which tags there are, with which attributes, around which words."""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from html.parser import HTMLParser

from typing_extensions import override

from bot.sandbox import cast
from bot.sandbox.page.inline import Inline
from bot.sandbox.page.names import Names
from bot.sandbox.sandbox import Sandbox

NOW = datetime(2026, 11, 18, 9, 0, tzinfo=UTC)
_ALONE = {"br", "hr", "img", "input"}


@dataclass
class Tag:
    """A tag that was opened; an attribute without a value has None."""

    name: str
    attributes: dict[str, str | None]
    words: str = ""
    inside: list[str] = field(default_factory=list)

    def __getitem__(self, name: str) -> str | None:
        return self.attributes[name]

    def __contains__(self, name: str) -> bool:
        return name in self.attributes


class Html(HTMLParser):
    """Reads a fragment; fails where tags are not closed in their order."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[Tag] = []
        self._open: list[Tag] = []
        self._words: list[str] = []
        self.feed(html)
        self.close()
        assert self._open == []

    @property
    def words(self) -> str:
        """Everything that is read, a line break as a new line."""
        return "".join(self._words)

    @property
    def names(self) -> set[str]:
        return {tag.name for tag in self.tags}

    def all(self, name: str, **attributes: str) -> list[Tag]:
        """Find the tags of a name with these attributes; `data_x` means `data-x`."""
        wanted = {key.rstrip("_").replace("_", "-"): value for key, value in attributes.items()}
        return [
            tag
            for tag in self.tags
            if tag.name == name
            and all(tag.attributes.get(key) == value for key, value in wanted.items())
        ]

    def one(self, name: str, **attributes: str) -> Tag:
        """Find the only such tag."""
        (found,) = self.all(name, **attributes)
        return found

    @override
    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        opened = Tag(tag, dict(attrs), inside=[one.name for one in self._open])
        self.tags.append(opened)
        if tag == "br":
            self.handle_data("\n")
        if tag not in _ALONE:
            self._open.append(opened)

    @override
    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(Tag(tag, dict(attrs), inside=[one.name for one in self._open]))

    @override
    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop().name == tag

    @override
    def handle_data(self, data: str) -> None:
        self._words.append(data)
        for tag in self._open:
            tag.words += data


def sandbox() -> Sandbox:
    return Sandbox.populated((), lambda: NOW)


def names(me: str = cast.LEAD) -> Names:
    """The names one of the cast knows."""
    return Names(sandbox().world, me)


def inline(me: str = cast.LEAD) -> Inline:
    return Inline(names(me), NOW)
