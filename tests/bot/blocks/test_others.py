"""Figures of others below a number, with their date and source."""

from dataclasses import replace
from typing import Any

import pytest

from bot.blocks import kpi, others
from bot.wording import voice
from kpi import benchmarks
from kpi.metrics import Metric
from kpi.summary import Summary
from tests.bot.blocks.reading import read
from tests.bot.blocks.summaries import query, summary


def beside(metric: Metric, **more: Any) -> Summary:
    found = summary(metric, **more)
    return replace(found, benchmarks=benchmarks.beside(found.definition.key))


ENGLISH = (
    "Elsewhere (software for businesses, samples of vendors; 2024–2026): +30 to +41 on average. "
    "Source: ClientSuccess; Churnward, from several vendors' reports."
)
DUTCH = (
    "Elders (bedrijfssoftware, steekproeven van leveranciers; 2024–2026): gemiddeld +30 tot +41. "
    "Bron: ClientSuccess; Churnward, uit rapporten van leveranciers."
)


@pytest.mark.parametrize(("language", "told"), [("en", ENGLISH), ("nl", DUTCH)])
def test_a_figure_says_where_it_is_from(language: str, told: str) -> None:
    shown = kpi.summaries([beside(Metric.NPS)], query("week"), language=language, leads=True)
    assert read(shown).splitlines()[-2] == told


def test_several_numbers_and_hidden_ones_have_none_beside_them() -> None:
    both = [beside(Metric.CSAT), beside(Metric.NPS)]
    several = kpi.summaries(both, query("week"), language="en", leads=True)
    assert "Elsewhere" not in several.text
    assert [*others.lines(voice("en"), beside(Metric.CSAT, counts={5: 3}, private=True))] == []
