"""What became of a file: how it was read, how many answers were new, which rows were bad, why."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bot.cli import output
from bot.importing import ticket_plans
from bot.importing.answers import NoAnswer
from bot.importing.file import Shape
from bot.importing.plans import Plan
from bot.importing.records import BadRow
from kpi.store.imports import Imported

_EXAMPLES = 3
DELIMITERS: Mapping[str, str] = {"\t": "tab", ",": "comma", ";": "semicolon", "|": "bar"}
"""What delimiters are called."""


@dataclass(slots=True, kw_only=True)
class Report:
    """The story of one import; the counts grow while the file is read."""

    plan: Plan
    date_format: str
    dry_run: bool
    quiet: bool = False
    """Whether a machine reads along, so that nothing is drawn or asked."""
    usable: int = 0
    """Rows that are answers."""
    new: int = 0
    """Those of them that were not in the database before."""
    unanswered: int = 0
    """Rows of somebody who did not answer."""
    of_other_surveys: int = 0
    bad: list[BadRow] = field(default_factory=list)
    examples: list[Imported] = field(default_factory=list)

    @property
    def shape(self) -> Shape:
        """What the file is like."""
        return self.plan.shape

    def passed(self, row: NoAnswer) -> None:
        """Count a row that holds no answer to what is read."""
        self.of_other_surveys += row.is_of_other_survey
        self.unanswered += not row.is_of_other_survey

    def heard(self, piece: Sequence[Imported]) -> None:
        """Count a piece of the file."""
        self.usable += len(piece)
        self.examples += piece[: _EXAMPLES - len(self.examples)]


def show(report: Report, *, as_json: bool) -> None:
    """Print the report; bad rows, and that nothing was usable, on stderr."""
    if as_json:
        output.as_json(described(report))
    else:
        for line in _how(report):
            output.say(line)
        _show_examples(report)
        output.say(_result(report))
    for row in report.bad:
        output.warn(f"{report.shape.path}, {row}.")
    if not report.usable:
        seen = report.bad or report.unanswered or report.of_other_surveys
        output.warn(none_usable(report.shape.path, has_rows=bool(seen)))


def described(report: Report) -> dict[str, Any]:
    """Give the report as `--json` prints it; `new` is null on a dry run."""
    return {
        "file": str(report.shape.path),
        "preset": None if report.plan.preset is None else report.plan.preset.name,
        "metric": report.plan.metric.value,
        "dry_run": report.dry_run,
        "encoding": report.shape.encoding,
        "delimiter": report.shape.delimiter,
        "date_format": report.date_format,
        "usable": report.usable,
        "new": None if report.dry_run else report.new,
        "unanswered": report.unanswered,
        "of_other_surveys": report.of_other_surveys,
        "bad": [{"line": row.line, "reason": row.reason} for row in report.bad],
    }


def _how(report: Report) -> Iterator[str]:
    shape = report.shape
    if report.plan.preset is not None:
        what = f"{report.plan.preset.title}: {report.plan.metric.upper()}"
        yield f"An export of {what}, {_parts(shape)}."
    if ticket_plans.recognised(shape.header) is not None:
        yield "It holds tickets too: import them by --interactions."
    delimiter = DELIMITERS.get(shape.delimiter, shape.delimiter)
    zone = f" in {report.plan.zone}" if report.plan.zone else ""
    columns = ", ".join(name.strip() for name in shape.header)
    yield (
        f"Read as {shape.encoding}, delimiter {delimiter}, dates {report.date_format}{zone};"
        f" columns {columns}."
    )


def _parts(shape: Shape) -> str:
    """Say which column was taken for what."""
    placed = shape.columns
    taken = {"score": placed.score, "date": placed.date, "id": placed.id, "comment": placed.comment}
    found = {**taken, **placed.segments}
    return ", ".join(
        f"{what} from {shape.header[place].strip()}"
        for what, place in found.items()
        if place is not None
    )


def _show_examples(report: Report) -> None:
    if report.dry_run and report.examples:
        names = list(report.shape.columns.segments)
        rows = [_example(answer, names) for answer in report.examples]
        output.show(output.Grid(headings=("score", "UTC", *names, "comment"), rows=rows))


def _example(answer: Imported, names: Sequence[str]) -> tuple[str, ...]:
    segments = (answer.segments.get(name, "") for name in names)
    return str(answer.score), f"{answer.at:%Y-%m-%d %H:%M}", *segments, answer.comment[:40]


def _result(report: Report) -> str:
    bad = f"{counted(len(report.bad), 'row')} could not be used{_passed(report)}"
    if report.dry_run:
        return f"{counted(report.usable, 'answer')} understood, {bad}; nothing was stored."
    known = report.usable - report.new
    return f"{counted(report.new, 'answer')} imported, {here_already(known)}, {bad}."


def _passed(report: Report) -> str:
    counts = {
        "without an answer": report.unanswered,
        "about another survey": report.of_other_surveys,
    }
    return "".join(f", {counted(n, 'row')} {what}" for what, n in counts.items() if n)


@contextmanager
def whole(path: Path, what: str, new: Callable[[], int]) -> Iterator[None]:
    """Read a file inside this block; where something ends it early, say how much of it is in.

    Args:
        path: of the file.
        what: a row of it is called, as one.
        new: gives how many of those were stored by then.
    """
    is_read = False
    try:
        yield
        is_read = True
    finally:
        if not is_read and new():
            output.warn(
                f"{path} was not read to its end; {counted(new(), what)} imported so far. "
                "Import it again, and only the rest is added."
            )


def none_usable(path: Path, *, has_rows: bool) -> str:
    """Say that a file brought nothing."""
    if has_rows:
        return f"None of the rows of {path} could be used."
    return f"{path} has no rows below its header."


def here_already(count: int) -> str:
    """Say how many an earlier import had brought."""
    return f"{count:,} {'was' if count == 1 else 'were'} here already"


def counted(count: int, what: str) -> str:
    """Say how many of something."""
    return f"{count:,} {what}" if count == 1 else f"{count:,} {what}s"
