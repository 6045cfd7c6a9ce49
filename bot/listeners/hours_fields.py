"""The form of opening hours, read: as it stands, and as a wish that can be kept."""

from collections.abc import Callable, Sequence
from functools import partial

from bot.blocks.hours_form import DAYS, Draft
from bot.listeners import fields, payloads
from bot.listeners.payloads import Body
from kpi import holidays, time_zones
from kpi.holidays import TOGGLES, Choice
from kpi.opening_text import read_closed, read_stretches
from kpi.setting_values import read_names
from kpi.store.office_schedules import Wish


def drafted(view: Body) -> Draft:
    """Give what stands in the form now."""
    ids = payloads.ids(view)
    return Draft(
        name=ids.get("name", ""),
        is_new="is_new" in ids,
        days=[_text(view, day) for day in DAYS],
        teams=_text(view, "teams"),
        channels=_text(view, "channels"),
        zone=_text(view, "zone"),
        country=_text(view, "country"),
        suggested=ids.get("suggested", ""),
        toggled=frozenset(read_names(ids.get("toggled", ""))),
        chosen=frozenset(payloads.field(view, "toggles").choices),
        closed=_text(view, "closed"),
        times=int(ids.get("times", "0")),
        seen=ids.get("seen", ""),
        hook=ids.get("hook", ""),
    )


def wish(view: Body, years: Sequence[int] = (), language: str = "en") -> Wish:
    """Read the form.

    Args:
        view: as it was sent.
        years: of which days off go or come where another country or toggle was chosen last.
        language: in which those that come are called.

    Raises:
        fields.Wrong: with everything that cannot be read, at its field.
    """
    draft = drafted(view)
    name = _text(view, "name") if draft.is_new else draft.name
    readers: dict[str, Callable[[], object]] = {
        day: partial(read_stretches, text) for day, text in zip(DAYS, draft.days, strict=True)
    }
    fields.require(
        readers
        | {
            "teams": lambda: read_names(draft.teams),
            "channels": lambda: read_names(draft.channels),
            "zone": lambda: _zone(draft.zone),
            "closed": lambda: read_closed(draft.closed),
        }
    )
    return Wish(
        name=name,
        week={number: read_stretches(text) for number, text in enumerate(draft.days)},
        closed=holidays.exchanged(
            read_closed(draft.closed),
            Choice(draft.suggested, draft.toggled),
            Choice(draft.country, draft.chosen),
            years,
            language=language,
        ),
        zone=_zone(draft.zone),
        teams=sorted(read_names(draft.teams)),
        channels=sorted(read_names(draft.channels)),
        country=draft.country,
        chosen={toggle: toggle in draft.chosen for toggle in TOGGLES.get(draft.country, ())},
    )


def _zone(text: str) -> str:
    return time_zones.read(text) if text else ""


def _text(view: Body, action_id: str) -> str:
    return payloads.field(view, action_id).text
