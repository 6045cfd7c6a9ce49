import pytest

from bot import query as grammar
from bot.blocks import explanations
from kpi.errors import KpiError
from kpi.metrics import Metric
from kpi.query import NotUnderstood
from tests.bot.blocks.reading import HOSTILE, assert_inert, read
from tests.bot.blocks.summaries import TODAY, ZONE
from tests.bot.blocks.surveys import a_survey


def refused(text: str) -> KpiError:
    with pytest.raises(KpiError) as caught:
        grammar.parse(text, today=TODAY, zone=ZONE)
    return caught.value


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("en", '"csta" is not a KPI I know. Did you mean *csat*?  Try  /kpi csat week'),
        ("nl", '"csta" ken ik niet als KPI. Bedoel je *csat*?  Probeer  /kpi csat week'),
    ],
)
def test_a_refusal_helps(language: str, told: str) -> None:
    assert explanations.refusal(refused("csta week"), language=language).text == told


@pytest.mark.parametrize("language", ["en", "nl"])
def test_a_refusal_repeats_nothing_that_works(language: str) -> None:
    error = refused(f"csat {HOSTILE}")
    assert isinstance(error, NotUnderstood)
    assert_inert(explanations.refusal(error, language=language))


@pytest.mark.parametrize("language", ["en", "nl"])
def test_definitions_name_scale_formula_and_version(language: str) -> None:
    shown = read(
        explanations.definition([a_survey(metric) for metric in Metric], language=language)
    )
    for key in ("csat/1-5/top2/v1", "ces/1-7/top3/v1", "nps/0-10/net/v1"):
        assert key in shown
    assert "Wilson" in shown
    assert "{organisation}" not in shown


def test_a_definition_gives_the_surveys_own_words_inert() -> None:
    own = {"question.en": f"Happy with {HOSTILE[:200]}?", "scale.low.en": "No"}
    hostile = a_survey(Metric.CSAT, wording=own, title="After a *ticket*", version=3)
    shown = explanations.definition([hostile], language="en")
    assert "From 1 No to 5 Very satisfied" in read(shown)
    assert "version 3" in read(shown)
    assert_inert(shown)


@pytest.mark.parametrize("language", ["en", "nl"])
def test_every_example_of_the_help_is_understood(language: str) -> None:
    lines = explanations.help_page(language).text.splitlines()
    examples = [line.removeprefix("/kpi") for line in lines if line.startswith("/kpi")]
    periods = [part for line in lines if " · " in line for part in line.split(" · ")]
    assert len(examples) > 5
    for example in [*examples, *periods]:
        assert grammar.parse(example, today=TODAY, zone=ZONE).metrics
