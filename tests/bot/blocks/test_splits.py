from dataclasses import replace

from bot.blocks import splits
from bot.wording import voice
from kpi.changes import Change, Verdict
from kpi.metrics import Metric
from kpi.summary import Summary
from tests.bot.blocks.summaries import summary

EN = voice("en")


def part(kind: str, name: str, **more: float) -> Summary:
    return replace(summary(counts={5: 20, 1: 5}, part=(kind, name)), **more)  # type: ignore[arg-type]  # a target


def whole(*parts: Summary, metric: Metric = Metric.CSAT) -> Summary:
    return summary(metric, segments=parts)


def texts(block: dict[str, list[list[dict[str, str]]]]) -> list[list[str]]:
    return [[cell["text"] for cell in row] for row in block["rows"]]


def test_two_kinds_of_parts_stand_in_one_table() -> None:
    found = [whole(part("team", "Network"), part("account", "Acme", target=90.0))]
    (table,) = splits.table(EN, found, ["team", "account"])
    rows = texts(table)
    assert [row[0] for row in rows] == ["Team", "Network", "Account", "Acme"]
    assert {len(row) for row in rows} == {6}
    assert rows[1][-1] == "\N{EN DASH}"
    assert [
        line.partition(":")[0] for line in splits.lines(EN, found[0], ["team", "account"], 900)
    ] == [
        "Network",
        "Acme",
    ]


def test_a_kind_without_parts_leaves_nothing() -> None:
    found = [whole(part("team", "Network"))]
    (table,) = splits.table(EN, found, ["channel", "team"])
    assert [row[0] for row in texts(table)] == ["Team", "Network"]
    assert splits.table(EN, found, ["channel"]) == []


def test_what_arrows_mean_is_said_once() -> None:
    down = Change(value=-20.0, low=-30.0, high=-10.0, p=0.001, verdict=Verdict.DOWN)
    parts = [replace(part(kind, "A"), change=down) for kind in ("team", "account")]
    found = [whole(*parts), whole(*parts)]
    _, *below = splits.table(EN, found, ["team", "account"])
    assert [one["elements"][0]["text"] for one in below] == ["▲▼ more than chance"]


def test_two_kinds_share_the_rows() -> None:
    parts = [part(kind, f"{kind} {at}") for kind in ("team", "account") for at in range(40)]
    table, *below = splits.table(EN, [whole(*parts)], ["team", "account"])
    assert len(table["rows"]) == 32
    assert [one["elements"][0]["text"] for one in below] == ["25 more are not shown."] * 2
