"""The one table of Block Kit, and the walk that holds a thing against its rows."""

from collections.abc import Iterator

from bot.sandbox.block_kit.blocks import BLOCKS
from bot.sandbox.block_kit.charts import CHARTS
from bot.sandbox.block_kit.conditions import CONDITIONS
from bot.sandbox.block_kit.elements import ELEMENTS
from bot.sandbox.block_kit.objects import OBJECTS
from bot.sandbox.block_kit.rich_text import RICH_TEXT
from bot.sandbox.block_kit.rules import Part, Parts, Rule, Shapes, Thing, complaint

SHAPES: Shapes = {**BLOCKS, **ELEMENTS, **RICH_TEXT, **CHARTS, **OBJECTS}
UNTYPED = "object:"


def complaints(value: object, kinds: tuple[str, ...], at: str) -> Iterator[str]:
    """Tell all that is wrong with a thing that must be of one of these kinds."""
    if not isinstance(value, dict):
        yield complaint("must be an object", at)
        return
    kind = _kind(value, kinds)
    if kind is None:
        yield complaint(f"unsupported type: {value.get('type')}", f"{at}/type")
        return
    wrong = list(_wrong_fields(value, kind, at))
    yield from wrong or _broken_conditions(value, kind, at)


def _kind(value: Thing, kinds: tuple[str, ...]) -> str | None:
    if kinds[0].startswith(UNTYPED):
        return kinds[0]
    by_type = {kind.partition(":")[2]: kind for kind in kinds}
    return by_type.get(str(value.get("type")))


def _wrong_fields(value: Thing, kind: str, at: str) -> Iterator[str]:
    shape = SHAPES[kind]
    implied = set() if kind.startswith(UNTYPED) else {"type"}
    for name in sorted(value.keys() - shape.keys() - implied):
        yield complaint("unexpected field", f"{at}/{name}")
    for name, field in shape.items():
        if name in value:
            yield from _of_rule(field.rule, value[name], f"{at}/{name}")
        elif field.required:
            yield complaint(f"missing required field: {name}", at)


def _of_rule(rule: Rule, value: object, at: str) -> Iterator[str]:
    if isinstance(rule, Part):
        yield from complaints(value, rule.kinds, at)
        return
    yield from rule.complaints(value, at)
    if isinstance(rule, Parts) and isinstance(value, list):
        for place, one in enumerate(value):
            yield from _of_rule(rule.rule, one, f"{at}/{place}")


def _broken_conditions(value: Thing, kind: str, at: str) -> Iterator[str]:
    for condition in CONDITIONS:
        if kind in condition.kinds and condition.broken(value):
            yield complaint(condition.says, at)
