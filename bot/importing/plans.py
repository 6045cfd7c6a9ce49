"""How a file will be read: by the columns somebody named, or as the export of a tool we know."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from bot.importing import columns, file, headers
from bot.importing.columns import Wanted
from bot.importing.file import Given, Look, Shape
from bot.importing.presets import PRESETS, Preset
from bot.importing.records import Record
from kpi.errors import WrongSetting
from kpi.metrics import ASKED, Definition, Metric


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What somebody said about a file; what is left out is found where the tool is known."""

    metric: Metric | None = None
    preset: str | None = None
    """One of `presets.PRESETS`."""
    score: str | None = None
    date: str | None = None
    id: str | None = None
    comment: str | None = None
    segments: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """How a file will be read."""

    shape: Shape
    metric: Metric
    preset: Preset | None = None
    kind: int | None = None
    """Place of the column that says of each row what was asked."""
    zone: str | None = None
    """What the file says of the zone of its moments."""


def plan(path: Path, told: Told, given: Given) -> Plan:
    """Look at a file and decide how to read it.

    Raises:
        Unreadable: there is no such file, it may not be read, or nothing is in it.
        WrongSetting: a column is missing, the file is no export of the tool that was named, or
            it takes a word more to know what is meant.
    """
    if told.preset is None and told.score is not None and told.date is not None:
        wanted = Wanted(
            score=told.score,
            date=told.date,
            id=told.id,
            comment=told.comment,
            segments=told.segments,
        )
        return Plan(shape=file.shape(path, wanted, given), metric=_required(told.metric))
    if told.preset is not None and told.preset not in PRESETS:
        raise WrongSetting(
            "There is no preset {name}; there are {known}.",
            name=told.preset,
            known=", ".join(PRESETS),
        )
    presets = PRESETS.values() if told.preset is None else (PRESETS[told.preset],)
    names = {name for one in presets for name in one.names}
    look = file.look(path, given, names)
    return _by_preset(look, told, _preset(look, told))


def require_scale(preset: Preset, definition: Definition) -> None:
    """Raise WrongSetting unless numbers of this tool mean the same on the scale of our survey."""
    ends = preset.metrics.get(definition.metric)
    if ends is None or ends == (definition.low, definition.high):
        return
    raise WrongSetting(
        "{title} asks {metric} from {low} to {high}, and the survey here from {ours} to {most}: "
        "choose the same scale for the survey first.",
        title=preset.title,
        metric=definition.metric.upper(),
        low=ends[0],
        high=ends[1],
        ours=definition.low,
        most=definition.high,
    )


def _preset(look: Look, told: Told) -> Preset:
    found = headers.recognised(look.header)
    if told.preset is None:
        if found is None:
            raise WrongSetting(
                "I do not know such files by their columns ({columns}): name them by "
                "--score-column and --date-column, or the tool by --preset ({known}).",
                columns=columns.listed(look.header),
                known=", ".join(PRESETS),
            )
        return found
    named = PRESETS[told.preset]
    if found is not None and found is not named:
        raise WrongSetting(
            "This looks like an export of {found}, not of {named}.",
            found=found.title,
            named=named.title,
        )
    return named


def _by_preset(look: Look, told: Told, preset: Preset) -> Plan:
    found = _question if preset.has_questions else _rating
    metric, wanted = found(look, told, preset)
    kind = headers.column(look.header, preset.kind)
    plan = Plan(
        shape=file.placed(look, wanted, rows_in_header=1 + _has_choices(look, preset)),
        metric=metric or next(iter(preset.metrics)),
        preset=preset,
        kind=None if kind is None else look.header.index(kind),
        zone=headers.zone(wanted.date),
    )
    return plan if metric or plan.kind is None else replace(plan, metric=_told_by_rows(plan))


def _has_choices(look: Look, preset: Preset) -> bool:
    """Whether the row under the header holds the choices of its questions: it has no id then."""
    id_column = headers.column(look.header, preset.id)
    under = dict(zip(look.header, look.below, strict=False))
    return preset.has_questions and not under.get(id_column or "", "").strip()


def _rating(look: Look, told: Told, preset: Preset) -> tuple[Metric | None, Wanted]:
    """Find the columns of a tool that has one for the score."""
    score = told.score or _needed(look, preset, preset.score, "--score-column")
    comment = headers.column(look.header, preset.comment)
    return told.metric, _wanted(look, told, preset, score=score, comment=comment)


def _question(look: Look, told: Told, preset: Preset) -> tuple[Metric | None, Wanted]:
    """Find the columns of a tool where every column is a question."""
    _needed(look, preset, preset.id, "--id-column")
    if told.score is not None:
        metric, score = _required(told.metric), told.score
        return metric, _wanted(look, told, preset, score=score, comment=None)
    metric, score = _asked(look, told, preset)
    comment = headers.open_answer(look.header, look.below, score)
    return metric, _wanted(look, told, preset, score=score, comment=comment)


def _wanted(look: Look, told: Told, preset: Preset, *, score: str, comment: str | None) -> Wanted:
    found = {kind: headers.column(look.header, names) for kind, names in preset.segments.items()}
    return Wanted(
        score=score,
        date=told.date or _needed(look, preset, preset.date, "--date-column"),
        id=told.id or headers.column(look.header, preset.id),
        comment=told.comment or comment,
        segments={**{kind: name for kind, name in found.items() if name}, **told.segments},
    )


def _needed(look: Look, preset: Preset, names: tuple[str, ...], option: str) -> str:
    found = headers.column(look.header, names)
    if found is None:
        raise WrongSetting(
            "This does not look like an export of {title}: there is no column {name}; the file "
            "has {columns}. If it is one, name the column by {option}.",
            title=preset.title,
            name=" or ".join(names[:2]),
            columns=columns.listed(look.header),
            option=option,
        )
    return found


def _asked(look: Look, told: Told, preset: Preset) -> tuple[Metric, str]:
    """Find the question that is meant, and what it measures."""
    metrics = [told.metric] if told.metric else preset.metrics
    found = headers.questions(look.header, metrics)
    asked = [(metric, name) for metric, names in found.items() for name in names]
    if len(asked) != 1:
        listed = "; ".join(f'"{name}"' for _, name in asked)
        raise WrongSetting(
            "I cannot tell which column holds the scores{listed}: name it by --score-column, and "
            "what it measures by --metric.",
            listed=f" ({listed})" if listed else "",
        )
    return asked[0]


def _told_by_rows(plan: Plan) -> Metric:
    """Find what was asked in the rows themselves."""
    place, width = plan.kind or 0, plan.shape.columns.width
    records = (row for row in file.rows(plan.shape) if isinstance(row, Record))
    kinds = Counter(row.fields[place].strip().casefold() for row in records if _fits(row, width))
    metrics = [metric for metric in ASKED if kinds[metric.value]]
    if len(metrics) > 1:
        raise WrongSetting(
            "The file has answers about {metrics}: name one by --metric.",
            metrics=" and ".join(metric.upper() for metric in metrics),
        )
    return metrics[0] if metrics else plan.metric


def _fits(record: Record, width: int) -> bool:
    return len(record.fields) == width


def _required(metric: Metric | None) -> Metric:
    if metric is None:
        raise WrongSetting("What do the scores measure? Say it by --metric (csat, ces or nps).")
    return metric
