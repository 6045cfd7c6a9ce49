"""A message as Slack wants it: blocks to look at, and the same in text."""

from dataclasses import dataclass, field
from typing import Any, TypeAlias

from bot.blocks.pictures import Picture

Block: TypeAlias = dict[str, Any]
View: TypeAlias = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """Numbers to look at, in the three ways Slack may let us show them."""

    block: Block
    """The chart that Slack draws itself, where it does."""
    picture: Picture
    """What we draw where it does not."""
    alt: str
    """The numbers in words, at most 2,000 characters; not escaped."""
    instead: tuple[Block, ...] = ()
    """What stands there when nothing can be drawn."""


@dataclass(frozen=True, slots=True)
class Message:
    """What is posted. The text says everything important by itself, and is already escaped."""

    text: str
    blocks: list[Block] = field(default_factory=list)
    charts: tuple[Chart, ...] = ()
    """Those whose blocks stand among the blocks; Slack takes two at most."""
