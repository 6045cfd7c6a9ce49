"""What became of a file: how it was read, how many answers were new, which rows were bad, why."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from bot.cli import output
from bot.importing.file import Shape
from bot.importing.records import BadRow
from kpi.store.imports import Imported

_EXAMPLES = 3
_DELIMITERS = {"\t": "tab", ",": "comma", ";": "semicolon", "|": "bar"}


@dataclass(slots=True, kw_only=True)
class Report:
    """The story of one import; the counts grow while the file is read."""

    shape: Shape
    date_format: str
    dry_run: bool
    quiet: bool = False
    """Whether a machine reads along, so that nothing is drawn or asked."""
    usable: int = 0
    """Rows that are answers."""
    new: int = 0
    """Those of them that were not in the database before."""
    bad: list[BadRow] = field(default_factory=list)
    examples: list[Imported] = field(default_factory=list)

    def heard(self, piece: Sequence[Imported]) -> None:
        """Count a piece of the file."""
        self.usable += len(piece)
        self.examples += piece[: _EXAMPLES - len(self.examples)]


def show(report: Report, *, as_json: bool) -> None:
    """Print the report; bad rows, and that nothing was usable, on stderr."""
    if as_json:
        output.as_json(described(report))
    else:
        output.say(_how(report))
        _show_examples(report)
        output.say(_result(report))
    for row in report.bad:
        output.warn(f"{report.shape.path}, {row}.")
    if not report.usable:
        output.warn(f"None of the rows of {report.shape.path} could be used.")


def described(report: Report) -> dict[str, Any]:
    """Give the report as `--json` prints it; `new` is null on a dry run."""
    return {
        "file": str(report.shape.path),
        "dry_run": report.dry_run,
        "encoding": report.shape.encoding,
        "delimiter": report.shape.delimiter,
        "date_format": report.date_format,
        "usable": report.usable,
        "new": None if report.dry_run else report.new,
        "bad": [{"line": row.line, "reason": row.reason} for row in report.bad],
    }


def _how(report: Report) -> str:
    shape = report.shape
    delimiter = _DELIMITERS.get(shape.delimiter, shape.delimiter)
    columns = ", ".join(name.strip() for name in shape.header)
    return (
        f"Read as {shape.encoding}, delimiter {delimiter}, dates {report.date_format};"
        f" columns {columns}."
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
    bad = f"{_counted(len(report.bad), 'row')} could not be used"
    if report.dry_run:
        return f"{_counted(report.usable, 'answer')} understood, {bad}; nothing was stored."
    known = report.usable - report.new
    return f"{_counted(report.new, 'answer')} imported, {known:,} were here already, {bad}."


def _counted(count: int, what: str) -> str:
    return f"{count:,} {what}" if count == 1 else f"{count:,} {what}s"
