"""How a file of tickets will be read: by the columns somebody named, or as a tool's export."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from bot.importing import columns, file, headers
from bot.importing.file import Given, Layout, Look
from bot.importing.ticket_presets import (
    BETWEEN_TAGS,
    MINUTES,
    MOMENTS,
    TICKET_PRESETS,
    TicketPreset,
)
from kpi.errors import WrongSetting

SOURCE = "import"
"""Where a ticket is from when nobody says so."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldOfTickets:
    """What somebody said about a file of tickets."""

    preset: str | None = None
    """One of `TICKET_PRESETS`."""
    source: str | None = None
    columns: Mapping[str, str] = field(default_factory=dict)
    """Parts of a ticket, as `ticket_presets.PARTS`, and the names of their columns."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketPlan:
    """How a file of tickets will be read."""

    layout: Layout
    places: Mapping[str, int]
    """Parts of a ticket and where their columns stand, counted from 0."""
    source: str
    preset: TicketPreset | None = None
    zone: str | None = None
    """What the file says of the zone of its moments."""

    @property
    def tells_replies(self) -> bool:
        """Whether a column says when somebody replied first."""
        return not self.places.keys().isdisjoint({"replied", MINUTES["replied"]})

    @property
    def tag_separators(self) -> str:
        """What may stand between two tags."""
        return self.preset.tag_separators if self.preset else BETWEEN_TAGS


def plan(path: Path, told: ToldOfTickets, given: Given) -> TicketPlan:
    """Look at a file and decide how to read its tickets.

    Raises:
        Unreadable: there is no such file, it may not be read, or nothing is in it.
        WrongSetting: a column is missing, or the file is no export that we know.
    """
    if told.preset is not None and told.preset not in TICKET_PRESETS:
        raise WrongSetting(
            "There is no preset {name}; there are {known}.",
            name=told.preset,
            known=", ".join(TICKET_PRESETS),
        )
    look = file.look(path, given, [*told.columns.values(), *every_name()])
    preset = TICKET_PRESETS[told.preset] if told.preset else recognised(look.header)
    names = dict(told.columns) if preset is None else _found(preset, look) | dict(told.columns)
    _require(names, look)
    return _placed(look, names, preset, told)


def recognised(header: Sequence[str]) -> TicketPreset | None:
    """Give the preset whose marks are in a header; None where there is none, or more than one."""
    found = [
        preset
        for preset in TICKET_PRESETS.values()
        if any(all(headers.column(header, (name,)) for name in marks) for marks in preset.marks)
    ]
    return found[0] if len(found) == 1 else None


def _placed(
    look: Look, names: Mapping[str, str], preset: TicketPreset | None, told: ToldOfTickets
) -> TicketPlan:
    places = {part: columns.position(name, look.header) for part, name in names.items()}
    return TicketPlan(
        layout=Layout(
            path=look.path,
            encoding=look.encoding,
            delimiter=look.delimiter,
            header=look.header,
            dates=tuple(places[part] for part in MOMENTS if part in places),
        ),
        places=places,
        source=told.source or (preset.name if preset else SOURCE),
        preset=preset,
        zone=headers.zone(names["opened"]),
    )


def _found(preset: TicketPreset, look: Look) -> dict[str, str]:
    named = {part: headers.column(look.header, names) for part, names in preset.parts.items()}
    return {part: name for part, name in named.items() if name is not None}


def _require(names: Mapping[str, str], look: Look) -> None:
    """Raise WrongSetting unless it is known which ticket a row is, and when it was opened."""
    options = {"id": "--id-column", "opened": "--opened-column"}
    missing = [option for part, option in options.items() if part not in names]
    if missing:
        raise WrongSetting(
            "I do not know such tickets by their columns ({columns}): name them by {options}, or "
            "the tool by --preset ({known}).",
            columns=columns.listed(look.header),
            options=" and ".join(missing),
            known=", ".join(TICKET_PRESETS),
        )


def every_name() -> set[str]:
    """Give every column that a known export may have, by which its delimiter is found."""
    every = (names for preset in TICKET_PRESETS.values() for names in preset.parts.values())
    return {name for names in every for name in names}
