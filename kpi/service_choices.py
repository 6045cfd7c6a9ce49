"""The choices that make up the service definitions of a workspace, by name and as text.

The names are those of the fields of the form; what is kept are keys of definitions, and tags.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from kpi import changeovers, reigns, service_definitions, setting_values
from kpi.errors import WrongSetting
from kpi.metrics import SERVICE, Metric
from kpi.service_definitions import (
    BEGUN,
    CUSTOMERS,
    SECOND_LINE,
    WINDOWS,
    Clock,
    InForce,
    ServiceDefinition,
    first_contact,
)

DAYS = "fcr_days"
"""The one choice that is a number: how long a customer may come back."""
CHOICES: Mapping[str, tuple[str, ...]] = {
    "frt_clock": ("office", "calendar"),
    "frt_headline": ("median", "mean"),
    "art_clock": ("office", "calendar"),
    "art_end": ("full", "first"),
    "art_waiting": ("with", "without"),
    "fcr_by": ("system", "customers"),
    "fcr_of": ("resolved", "received"),
    "fcr_left_out": ("nothing", "second_line"),
}
"""Every other choice with what can be chosen, the standard first."""


def of(chosen: InForce) -> dict[str, str]:
    """Give what is chosen, by the names of CHOICES, of DAYS and of SECOND_LINE."""
    art, fcr = chosen.art, chosen.fcr
    return {
        "frt_clock": chosen.frt.clock,
        "frt_headline": chosen.frt.headline,
        "art_clock": art.clock,
        "art_end": "first" if art.first_resolution else "full",
        "art_waiting": "without" if art.minus_waiting else "with",
        "fcr_by": "customers" if chosen.customers_lead else "system",
        DAYS: str(fcr.window_days),
        "fcr_of": "received" if fcr.of_received else "resolved",
        "fcr_left_out": "second_line" if fcr.net else "nothing",
        SECOND_LINE: setting_values.show_names(chosen.second_line),
    }


def read_days(text: str) -> int:
    """Read a window of 1 to 30 days. Raises WrongSetting."""
    plain = text.strip()
    if not plain.isdecimal() or int(plain) not in WINDOWS:
        raise WrongSetting(
            "Write a number of days from {first} to {last}, not {text}.",
            first=WINDOWS[0],
            last=WINDOWS[-1],
            text=plain or "...",
        )
    return int(plain)


def read_tags(texts: Mapping[str, str]) -> str:
    """Read the tags of what the first line cannot solve. Raises WrongSetting where they miss."""
    tags = {tag.casefold() for tag in setting_values.read_names(texts[SECOND_LINE])}
    if texts["fcr_left_out"] == "second_line" and not tags:
        raise WrongSetting("Name a tag by which these tickets are known, such as second-line.")
    if wrong := next((tag for tag in tags if "," in tag), ""):
        raise WrongSetting("A tag cannot hold a comma: {tag}.", tag=wrong)
    return ",".join(sorted(tags))


def read(texts: Mapping[str, str], before: InForce, today: date) -> dict[str, str]:
    """Give what a workspace keeps of choices by their names: metric to key, tags, and days.

    Args:
        texts: what was chosen.
        before: what was in force until now.
        today: the local day from which on it holds.

    Raises:
        WrongSetting: the days are out of range, or tags are missing.
    """
    made = _made(texts)
    kept = {one.metric.value: one.key for one in made if not one.is_standard}
    begun = before.begun
    for one in made:
        begun = changeovers.turned(begun, before.counted(one.metric).key, one.key, today)
    by_customers = _chosen(texts, "fcr_by") == "customers"
    led = reigns.turned(before.reigns, today, on=by_customers)
    days = {CUSTOMERS: reigns.written(led), BEGUN: changeovers.written(begun)}
    tags = {SECOND_LINE: read_tags(texts)}
    return kept | tags | {name: text for name, text in days.items() if text}


def changed(before: Mapping[str, str], after: Mapping[str, str]) -> list[ServiceDefinition]:
    """Give the definitions that are in force after a change and were not before.

    What the system counts of first contacts is among them where it stands beside what leads.
    """
    was, now = (service_definitions.in_force(one) for one in (before, after))
    leading = [now.of(metric) for metric in SERVICE if now.of(metric) != was.of(metric)]
    beside = [now.fcr] if now.customers_lead and now.fcr != was.fcr else []
    return [*leading, *beside]


def _made(texts: Mapping[str, str]) -> list[ServiceDefinition]:
    known = [
        replace(
            service_definitions.standard(Metric.FRT),
            clock=_clock(texts, "frt_clock"),
            headline="mean" if _chosen(texts, "frt_headline") == "mean" else "median",
        ),
        replace(
            service_definitions.standard(Metric.ART),
            clock=_clock(texts, "art_clock"),
            first_resolution=_chosen(texts, "art_end") == "first",
            minus_waiting=_chosen(texts, "art_waiting") == "without",
        ),
    ]
    fcr = first_contact(
        read_days(texts[DAYS]),
        net=_chosen(texts, "fcr_left_out") == "second_line",
        of_received=_chosen(texts, "fcr_of") == "received",
    )
    return [*(service_definitions.definition(one.key) for one in known), fcr]


def _clock(texts: Mapping[str, str], name: str) -> Clock:
    return "calendar" if _chosen(texts, name) == "calendar" else "office"


def _chosen(texts: Mapping[str, str], name: str) -> str:
    """Give what was chosen; anything else than can be chosen stands for the standard."""
    return texts[name] if texts[name] in CHOICES[name] else CHOICES[name][0]
