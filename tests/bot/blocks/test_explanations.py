import pytest

from bot import query as grammar
from bot.blocks import explanations
from bot.query import orders
from bot.query.orders import ListActions, ListCases, SaveView
from kpi.errors import KpiError
from kpi.query import NotUnderstood
from tests.bot.blocks.reading import HOSTILE, assert_inert
from tests.bot.blocks.summaries import TODAY, ZONE


def refused(text: str) -> KpiError:
    with pytest.raises(KpiError) as caught:
        grammar.parse(text, today=TODAY, zone=ZONE)
    return caught.value


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("en", '"csta" is not a KPI I know. Did you mean *csat*? Try `/kpi csat week`'),
        ("nl", '"csta" ken ik niet als KPI. Bedoel je *csat*? Probeer `/kpi csat week`'),
    ],
)
def test_a_refusal_helps(language: str, told: str) -> None:
    assert explanations.refusal(refused("csta week"), language=language).text == told


def test_days_and_periods_are_called_as_the_reader_does() -> None:
    for (language, text), told in {
        ("en", "csat 2026-W52"): "Week 52 has not begun yet: it begins on Monday 21 December 2026.",
        ("nl", "csat 2026-12"): "December 2026 is nog niet begonnen.",
        ("nl", "csat 2026-12-24"): "Donderdag 24 december 2026 is nog niet begonnen.",
        (
            "en",
            "csat 3..1 november",
        ): "That range ends on Sunday 1 November 2026, before it begins on "
        "Tuesday 3 November 2026.",
    }.items():
        assert explanations.refusal(refused(text), language=language).text == told


def test_commands_stand_as_code_without_what_ends_the_sentence() -> None:
    for told, shown in {
        "No.  Try  /kpi csat week  or  /kpi help": "No. Try `/kpi csat week` or `/kpi help`",
        "Did you mean  /survey alerts?": "Did you mean `/survey alerts`?",
        "Try  /survey csat @p  or  /survey help.": "Try `/survey csat @p` or `/survey help`.",
        "Try  /kpi csat 2026-10-01..": "Try `/kpi csat 2026-10-01..`",
        "The /kpi of old": "The /kpi of old",
    }.items():
        assert explanations.refusal(KpiError(told), language="en").text == shown


@pytest.mark.parametrize("language", ["en", "nl"])
def test_a_refusal_repeats_nothing_that_works(language: str) -> None:
    error = refused(f"csat {HOSTILE}")
    assert isinstance(error, NotUnderstood)
    assert_inert(explanations.refusal(error, language=language))


@pytest.mark.parametrize("language", ["en", "nl"])
def test_every_example_of_the_help_is_understood(language: str) -> None:
    lines = explanations.help_page(language).text.splitlines()
    examples = [line.removeprefix("/kpi") for line in lines if line.startswith("/kpi")]
    periods = [part for line in lines if " · " in line for part in line.split(" · ")]
    assert len(examples) > 5
    ordered = [orders.parse(example) for example in examples]
    kept = [f" {one.name}" for one in ordered if isinstance(one, SaveView)]
    assert kept[0] in examples
    assert {ListCases("cases"), ListActions()} <= set(ordered)
    asked = [one for one, order in zip(examples, ordered, strict=True) if order is None]
    for example in [*asked, *periods]:
        assert example in kept or grammar.parse(example, today=TODAY, zone=ZONE).metrics
