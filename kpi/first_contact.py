"""First contact resolution as counts on a scale of two: 1 is solved at once, 0 is not."""

from kpi.metrics import Definition, Metric
from kpi.service_definitions import CONFIRMED, ServiceDefinition

AT_ONCE, NOT_AT_ONCE = 1, 0


def scale(definition: ServiceDefinition) -> Definition:
    """Give a definition of first contact resolution as one of scores, under the same key."""
    return Definition(
        metric=Metric.FCR,
        named=definition.key,
        version=definition.version,
        low=NOT_AT_ONCE,
        high=AT_ONCE,
        middle=frozenset(),
        favourable=frozenset({AT_ONCE}),
        formula="top1",
        unit="percent",
        question={},
        low_label={},
        high_label={},
    )


def is_said(definition: object) -> bool:
    """Whether a definition, of scores or of service, is of what customers say themselves."""
    return isinstance(definition, Definition | ServiceDefinition) and (
        definition.key == CONFIRMED.key
    )
