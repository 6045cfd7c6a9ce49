"""What the page tells a browser after a deed."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Answer:
    """A sentence when it did not work out, and sentences by block id for inputs of a form."""

    complaint: str | None = None
    errors: Mapping[str, str] = field(default_factory=dict)


DONE = Answer()
