"""The words after `/survey what-if`: a survey, and settings as they would be."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from kpi.errors import WrongSetting

_SETTING = re.compile(r"(?:^|\s)(\w+(?:\.[^\s=]+)?)=")


@dataclass(frozen=True, slots=True)
class Wish:
    """A survey by name, and values by the names of its settings."""

    survey: str
    changes: Mapping[str, str]

    @property
    def text(self) -> str:
        """Give the words that are read as this."""
        return f"{self.survey} {shown(self.changes)}"


def shown(changes: Mapping[str, str]) -> str:
    """Write settings as they are read: cooldown=7d sample=50%."""
    return " ".join(f"{name}={value}" for name, value in changes.items())


def parse(text: str) -> Wish:
    """Read what was typed; a value goes on until the next setting, so names may have spaces.

    Raises:
        WrongSetting: no survey, or no setting with its value.
    """
    survey, _, rest = " ".join(text.split()).partition(" ")
    first, *parts = _SETTING.split(f" {rest}")
    if not survey or "=" in survey or first.strip() or not parts:
        raise WrongSetting(
            "Which settings shall be different? Try  /survey what-if csat cooldown=7d sample=50%"
        )
    names, values = parts[::2], parts[1::2]
    changes = {name: value.strip() for name, value in zip(names, values, strict=True)}
    return Wish(survey.casefold(), changes)
