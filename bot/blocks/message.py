"""A message as Slack wants it: blocks to look at, and the same in text."""

from dataclasses import dataclass, field
from typing import Any, TypeAlias

Block: TypeAlias = dict[str, Any]
View: TypeAlias = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Message:
    """What is posted. The text says everything important by itself, and is already escaped."""

    text: str
    blocks: list[Block] = field(default_factory=list)
