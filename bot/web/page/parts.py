"""What stands on the page: the scale, the two buttons below an answer, the field for a comment."""

from dataclasses import dataclass, field

from bot.blocks.tick_list import Box


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """The scale as radio buttons."""

    legend: str
    labels: tuple[tuple[int, str], ...]
    """Every score with what stands on it."""
    ends: tuple[tuple[int, str], ...]
    """The lowest and the highest score with their words; none where those stand on them."""
    chosen: int | None
    hint: str
    send: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """The field for a comment."""

    label: str
    boxes: tuple[Box, ...]
    """Reasons to tick; the label is theirs then."""
    text: str
    text_label: str
    most: int
    send: str
    contact: str
    """Words of the box that lets us get in touch; empty where nobody asks for that."""
    may_contact: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Confirm:
    """Two buttons below the answer."""

    legend: str
    buttons: tuple[tuple[str, str, bool], ...]
    """What each does, its words, and whether it was chosen."""


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """What stands on the page, in words."""

    language: str
    title: str
    about: str = ""
    alert: str = ""
    """What a form could not do."""
    told: tuple[str, ...] = ()
    """What became of it so far; the first is the heading where nothing is asked."""
    choices: Choices | None = None
    confirm: Confirm | None = None
    remark: Remark | None = None
    change: str = ""
    undo: str = ""
    wish: tuple[str, str] | None = None
    """What the button about further questions does, and its words."""
    privacy: str = ""
    switch: tuple[tuple[str, str, str], ...] = field(default=())
    """The other languages: code, name and query."""
