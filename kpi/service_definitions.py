"""The registry of what interactions themselves tell: first response, resolution, first contact.

A definition never changes. Another clock, end, window or headline is another one with another key,
and starts a series of its own.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from itertools import product
from typing import Literal, TypeAlias

from kpi import changeovers, reigns, service_meanings
from kpi.changeovers import Changeover
from kpi.errors import NotFound
from kpi.metrics import Metric, Wording
from kpi.reigns import Reign

Clock: TypeAlias = Literal["office", "calendar"]
Headline: TypeAlias = Literal["median", "mean", "share"]

WINDOWS = range(1, 31)
"""Days within which a customer may come back before something was not solved at once."""
SECOND_LINE = "second_line"
"""Beside the metrics in a workspace's settings: tags, comma-separated, for `InForce`."""
CUSTOMERS = "fcr_customers"
"""Beside them as well: the days on which customers' own word led, as `kpi.reigns` reads them."""
BEGUN = "begun"
"""And the days since when another definition counts, as `kpi.changeovers` reads them."""
_SECOND_LINE = "second-line"


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceDefinition:
    """One way to count what interactions tell."""

    metric: Metric
    version: int = 1
    headline: Headline
    """Which number leads: `share` for first contact resolution."""
    clock: Clock = "office"
    first_resolution: bool = False
    """Resolution time ends at the first of several resolutions, not at the last one."""
    minus_waiting: bool = False
    """What the source says that it waited for the customer is taken off resolution time."""
    window_days: int = 0
    """Of first contact resolution: so many last days are provisional."""
    net: bool = False
    """First contact resolution leaves out what the first line cannot solve."""
    of_received: bool = False
    """First contact resolution is a share of what came in, not of what was resolved."""
    by_customers: bool = False
    """First contact resolution is what customers say when asked: yes out of yes and no."""

    @property
    def key(self) -> str:
        """The name of this definition, such as "frt/office/median/v1" or "fcr/7d/v1"."""
        return "/".join((self.metric.value, *self._parts(), f"v{self.version}"))

    @property
    def unit(self) -> Literal["seconds", "percent"]:
        return "percent" if self.metric is Metric.FCR else "seconds"

    @property
    def counts_hours(self) -> bool:
        """Whether it is a length in office hours."""
        return self.unit == "seconds" and self.clock == "office"

    @property
    def is_standard(self) -> bool:
        return self == _STANDARD[self.metric]

    @property
    def is_comparable(self) -> bool:
        """Whether the same is counted as in the standard one, if under another headline."""
        return replace(self, headline=_STANDARD[self.metric].headline).is_standard

    @property
    def meaning(self) -> Wording:
        """What is counted, a sentence in each language."""
        if self.metric is Metric.FRT:
            return service_meanings.of_response(self.clock, self.headline)
        if self.metric is Metric.ART:
            return service_meanings.of_resolution(
                self.clock,
                self.headline,
                first=self.first_resolution,
                minus_waiting=self.minus_waiting,
            )
        if self.by_customers:
            return service_meanings.OF_CUSTOMERS
        return service_meanings.of_first_contact(
            self.window_days, net=self.net, of_received=self.of_received
        )

    def _parts(self) -> tuple[str, ...]:
        if self.by_customers:
            return ("confirmed",)
        if self.metric is Metric.FCR:
            options = (("net", self.net), ("received", self.of_received))
            return (f"{self.window_days}d", *(name for name, chosen in options if chosen))
        if self.metric is Metric.FRT:
            return (self.clock, self.headline)
        end = "first" if self.first_resolution else "full"
        waiting = ("minus-waiting",) if self.minus_waiting else ()
        return (self.clock, end, *waiting, self.headline)


@dataclass(frozen=True, slots=True, kw_only=True)
class InForce:
    """The definitions that a workspace counts with from now on."""

    frt: ServiceDefinition
    art: ServiceDefinition
    fcr: ServiceDefinition
    """What the system counts, also where customers' own word leads."""
    second_line: frozenset[str]
    """Tags, without regard to capitals, of what the first line cannot solve."""
    reigns: tuple[Reign, ...] = ()
    """When customers' own word led, the last one last."""
    begun: tuple[Changeover, ...] = ()
    """Since when other definitions count, of each metric in their order."""

    @property
    def customers_lead(self) -> bool:
        """Whether customers' own word leads now."""
        return reigns.is_on(self.reigns)

    def customers_led(self, day: date) -> bool:
        """Whether it led on a local day."""
        return any(one.holds(day) for one in self.reigns)

    def of(self, metric: Metric) -> ServiceDefinition:
        """Give the definition that leads. Raises NotFound for a metric that is asked for."""
        if metric is Metric.FCR and self.customers_lead:
            return CONFIRMED
        return self.counted(metric)

    def counted(self, metric: Metric) -> ServiceDefinition:
        """Give the one by which interactions are reckoned. Raises as `of`."""
        mine = {Metric.FRT: self.frt, Metric.ART: self.art, Metric.FCR: self.fcr}
        if metric not in mine:
            raise NotFound("There is no definition {key}.", key=metric.value)
        return mine[metric]


def first_contact(
    window_days: int, *, net: bool = False, of_received: bool = False
) -> ServiceDefinition:
    """Give a way to count first contact resolution. Raises NotFound outside 1 to 30 days."""
    found = ServiceDefinition(
        metric=Metric.FCR,
        headline="share",
        window_days=window_days,
        net=net,
        of_received=of_received,
    )
    return definition(found.key)


def standard(metric: Metric) -> ServiceDefinition:
    """Give the definition of a service metric that counts until another one is chosen."""
    return _STANDARD[metric]


def choices(metric: Metric) -> tuple[ServiceDefinition, ...]:
    """Give every definition of a service metric, the standard one first."""
    return tuple(one for one in _BY_KEY.values() if one.metric is metric)


def definition(key: str) -> ServiceDefinition:
    """Give the definition with this key. Raises NotFound when the registry has none."""
    try:
        return _BY_KEY[key]
    except KeyError:
        raise NotFound("There is no definition {key}.", key=key) from None


def in_force(chosen: Mapping[str, str]) -> InForce:
    """Read what a workspace chose: metric to key, and tags; what is missing is the standard."""
    frt, art, fcr = (
        _BY_KEY.get(chosen.get(metric.value, ""), one) for metric, one in _STANDARD.items()
    )
    tags = (tag.strip().casefold() for tag in chosen.get(SECOND_LINE, _SECOND_LINE).split(","))
    return InForce(
        frt=frt,
        art=art,
        fcr=fcr,
        second_line=frozenset(filter(None, tags)),
        reigns=reigns.read(chosen.get(CUSTOMERS, "")),
        begun=changeovers.read(chosen.get(BEGUN, "")),
    )


_FRT = ServiceDefinition(metric=Metric.FRT, headline="median")
_ART = ServiceDefinition(metric=Metric.ART, headline="mean")
_FCR = ServiceDefinition(metric=Metric.FCR, headline="share", window_days=7)
CONFIRMED = ServiceDefinition(metric=Metric.FCR, headline="share", by_customers=True)
"""What customers say themselves, known as survey FCR."""
_STANDARD: Mapping[Metric, ServiceDefinition] = {one.metric: one for one in (_FRT, _ART, _FCR)}

_CLOCKS: tuple[Clock, ...] = ("office", "calendar")
_HEADLINES: tuple[Headline, ...] = ("median", "mean")
_NO_YES = (False, True)
_BY_KEY: Mapping[str, ServiceDefinition] = {
    one.key: one
    for one in (
        *_STANDARD.values(),
        *(
            replace(_FRT, clock=clock, headline=headline)
            for clock, headline in product(_CLOCKS, _HEADLINES)
        ),
        *(
            replace(_ART, clock=clock, first_resolution=first, minus_waiting=minus)
            for clock, first, minus in product(_CLOCKS, _NO_YES, _NO_YES)
        ),
        *(
            replace(_FCR, window_days=days, net=net, of_received=received)
            for days, net, received in product(WINDOWS, _NO_YES, _NO_YES)
        ),
        CONFIRMED,
    )
}
