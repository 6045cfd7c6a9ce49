from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import query as grammar
from bot.query.refusals import UnknownWord
from bot.query.words import BY, FILLERS, METRICS, SEGMENT_WORDS, VIEWS
from kpi import periods
from kpi.errors import KpiError
from kpi.metrics import ASKED, Metric
from kpi.query import ASKED_ONLY, SEGMENTS, NotUnderstood, Query, View
from tests.bot.query import phrases_en, phrases_nl
from tests.drawn import texts
from tests.each import each

TODAY = date(2026, 11, 18)
ZONE = "Europe/Amsterdam"
WORDS = [*METRICS, *VIEWS, *BY, *SEGMENT_WORDS, *FILLERS, *sorted(periods.PERIOD_WORDS)]


def parse(text: str) -> Query:
    return grammar.parse(text, today=TODAY, zone=ZONE)


def spelt(query: Query) -> str:
    """The query in words, all of its metrics named."""
    if not query.is_everything:
        return query.text
    return f"{' '.join(query.metrics)} {query.text}"


@each(("text", "reading"), [*phrases_en.PHRASES, *phrases_nl.PHRASES])
def test_a_phrase_is_read(text: str, reading: phrases_en.Reading) -> None:
    if isinstance(reading, str):
        assert spelt(parse(text)) == reading
    else:
        with pytest.raises(reading):
            parse(text)


def test_what_is_copied_from_an_answer_reads_the_same_with_its_no_break_spaces() -> None:
    for text, reading in [*phrases_en.PHRASES, *phrases_nl.PHRASES]:
        for gap in ("\N{NO-BREAK SPACE}", "\N{NARROW NO-BREAK SPACE}"):
            copied = text.replace(" ", gap)
            if isinstance(reading, str):
                assert spelt(parse(copied)) == reading, ascii(copied)


def test_there_are_sixty_phrases_in_each_language() -> None:
    for phrases in (phrases_en.PHRASES, phrases_nl.PHRASES):
        assert len({text for text, _ in phrases}) == len(phrases) >= 60


@each(("text", "meant", "example"), [*phrases_en.MISTYPED, *phrases_nl.MISTYPED])
def test_a_typing_error_gets_its_nearest_meaning_and_an_example(
    text: str, meant: str, example: str
) -> None:
    with pytest.raises(UnknownWord) as caught:
        parse(text)
    assert (caught.value.nearest, caught.value.example) == (meant, example)


def test_a_mistyped_metric_is_told_as_in_the_manual() -> None:
    with pytest.raises(NotUnderstood) as caught:
        parse("csta week")
    assert str(caught.value) == (
        '"csta" is not a KPI I know. Did you mean csat?  Try  /kpi csat week'
    )


def test_a_second_period_is_named_whole() -> None:
    with pytest.raises(NotUnderstood) as caught:
        parse("csat week last month")
    assert caught.value.word == "last month"


def test_what_is_compared_already_needs_no_asking() -> None:
    for text, example in (("nps month vs 2025", "nps month"), ("vs last week", "csat week")):
        with pytest.raises(NotUnderstood, match="compared with the period before") as caught:
            parse(text)
        assert caught.value.example == example


def test_two_metrics_are_shown_side_by_side_and_not_compared() -> None:
    for text, example in (
        ("csat vs nps last month", "csat nps last month"),
        ("csat compared with nps", "csat nps"),
        ("compare csat and ces", "csat and ces"),
        ("csat and nps month vs last year", ""),
    ):
        told = "scales of their own" if example else "compared with the period before"
        with pytest.raises(NotUnderstood, match=told) as caught:
            parse(text)
        assert caught.value.example == (example or "csat and nps month")


def test_two_teams_stand_side_by_side_when_all_are_split() -> None:
    for text, example in (
        ('csat month team:"Network" vs Billing', "csat 2026-11 by team"),
        ("csat klant Acme tegenover Globex", "csat by account"),
    ):
        with pytest.raises(NotUnderstood, match="Side by side") as caught:
            parse(text)
        assert caught.value.example == example
    with pytest.raises(NotUnderstood, match="compared with the period before"):
        parse("csat team:Network vs last month")


def test_a_target_stands_beside_its_number() -> None:
    for text, example in (("csat target month", "csat month"), ("nps vs target", "nps")):
        with pytest.raises(NotUnderstood, match="Targets stand in  /kpi targets") as caught:
            parse(text)
        assert caught.value.example == example
    with pytest.raises(NotUnderstood, match="To split by agent") as caught:
        parse("worst agent last month")
    assert caught.value.example == "worst by agent last month"


def test_a_split_by_weeks_is_a_trend() -> None:
    for text in ("csat quarter by week", "csat q3 per maand", "csat daily", "nps maandelijks"):
        with pytest.raises(NotUnderstood, match="csat quarter trend"):
            parse(text)


@pytest.mark.parametrize("text", ["csat week by", "csat week per"])
def test_a_split_by_nothing_asks_by_what(text: str) -> None:
    with pytest.raises(NotUnderstood, match="Split by what"):
        parse(text)


@given(texts() | st.lists(st.sampled_from(WORDS) | texts(max_size=8)).map(" ".join))
def test_any_text_gives_a_query_or_a_helpful_refusal(text: str) -> None:
    found = read_or_refused(text)
    if isinstance(found, Query):
        assert found.metrics
        assert found.period.first <= TODAY
        return
    assert str(found)
    assert str(found).count("{") <= text.count("{")
    if isinstance(found, NotUnderstood):
        parse(found.example)


def read_or_refused(text: str) -> Query | KpiError:
    try:
        return parse(text)
    except KpiError as refusal:
        return refusal


@given(
    metrics=st.lists(st.sampled_from(list(Metric)), unique=True, min_size=1),
    period=st.sampled_from(["week", "last week", "2026-10", "2026-Q3", "2025", "30d", "today"]),
    by=st.none() | st.sampled_from(SEGMENTS),
    filters=st.dictionaries(st.sampled_from(SEGMENTS), texts(min_size=1)),
    view=st.sampled_from([View.SUMMARY, View.COMMENTS, View.DEFINITION]),
)
def test_a_query_in_words_reads_back(
    metrics: list[Metric], period: str, by: str | None, filters: dict[str, str], view: View
) -> None:
    found = periods.parse(period, today=TODAY, zone=ZONE)
    assert found is not None
    tidy = {
        name: value
        for name, text in filters.items()
        if (value := " ".join(text.split()).lstrip("@ "))
    }
    if view is View.COMMENTS or ASKED_ONLY & {by, *tidy}:
        metrics = [metric for metric in metrics if metric in ASKED] or [*ASKED]
    query = Query(metrics=tuple(metrics), period=found, by=by, filters=tidy, view=view)
    again = parse(query.text)
    assert again.filters == tidy
    assert (set(again.metrics), again.period, again.by, again.view) == (
        set(metrics),
        found,
        by,
        view,
    )


def test_four_thousand_characters_are_refused_with_a_short_answer() -> None:
    with pytest.raises(NotUnderstood) as caught:
        parse("blurb " * 700)
    assert len(str(caught.value)) < 200


def test_filters_alone() -> None:
    assert grammar.filters('team:Network klant:"Big Co"') == {
        "team": "Network",
        "account": "Big Co",
    }
    assert grammar.filters("  ") == {}


@pytest.mark.parametrize("text", ["csat", "team:", "colour:red", "team:A team:B"])
def test_what_is_no_filter_is_refused(text: str) -> None:
    with pytest.raises(NotUnderstood):
        grammar.filters(text)


@pytest.mark.parametrize("text", ["survey:onboarding week", "week enquête:Onboarding"])
def test_one_survey_is_named_with_its_word(text: str) -> None:
    query = parse(text)
    assert query.survey == "onboarding"
    assert query.filters == {}
    assert parse(query.text) == query


@pytest.mark.parametrize(
    ("text", "told"),
    [("survey:", "I expect a name"), ("survey:a survey:b", "one survey at a time")],
)
def test_a_survey_without_a_name_and_a_second_one_are_refused(text: str, told: str) -> None:
    with pytest.raises(NotUnderstood, match=told):
        parse(text)
    with pytest.raises(NotUnderstood):
        grammar.filters("survey:onboarding")
