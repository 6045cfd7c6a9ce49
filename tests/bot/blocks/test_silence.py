"""Who is not heard, in words."""

from dataclasses import replace

from bot.blocks import silence as blocks
from kpi import silence
from kpi.answerers import Reached
from kpi.measured import Funnel
from kpi.metrics import Metric
from kpi.silence import Heard, Silence
from tests.bot.blocks.reading import HOSTILE, assert_inert, checked
from tests.bot.blocks.summaries import query
from tests.kpi.splits import split

FUNNEL = Funnel(helped=74, asked=61, delivered=61, answered=49, open=5)


def found(*, private: bool = False, silent: str = "Umbra") -> Silence:
    summary = replace(split({"a": ({5: 38, 1: 11}, {})}, private=private), funnel=FUNNEL)
    accounts = {silent: Reached(12, 7), "Sigma": Reached(4), "Acme": Reached(30, 30, 30)}
    channels = {"chat": Reached(40, 40, 40), "mail": Reached(40, 21, 9)}
    answers = {"Acme": {5: 30}, "B": {1: 7}, "C": {5: 8, 1: 2}, "D": {1: 2}}
    parts = {"account": accounts, "channel": channels}
    heard = Heard(summary=summary, parts=parts, answers=answers, weighed_by="channel")
    cells = {"chat": {5: 38, 1: 2}, "mail": {1: 9}} if silent != HOSTILE else {silent: {5: 5}}
    return silence.of(replace(heard, cells=cells))


def test_everything_is_told_in_sentences() -> None:
    shown = checked(blocks.private([found()], query("week"), language="en"))
    for told in (
        "Asked 61 of 74 customers helped (82\xa0%)",
        "Answered 49 of 61 questions delivered (80\xa0%), 5 may still answer",
        "• channel chat: 82\xa0% of the answers, 50\xa0% of everybody helped: more than chance",
        (
            "Weighed by channel, each as often as it was helped: 48\xa0%, likely between 31 and "
            "65\xa0%"
        ),
        ", unweighed 78\xa0% (49 answers, worth about 29)",
        "One account, Acme, gives 30 of the 49 answers.",
        "• Umbra: helped 12, asked 7, not one answer",
        "1 account was helped and never asked.",
        "more answers make the number sure to 5\xa0points either way.",
        "tend to answer alike: 49 answers tell about as much as",
    ):
        assert told in shown.text


def test_an_anonymous_survey_names_no_account_in_dutch() -> None:
    shown = blocks.private([found(private=True)], query("week"), language="nl")
    assert "Per klant vertel ik niets" in shown.text
    assert "Umbra" not in shown.text


def test_who_asks_for_parts_is_told_where_they_are() -> None:
    shown = blocks.private([found()], query("week", by="account"), language="nl")
    assert "De delen: `/kpi csat 2026-W47 by account`" in shown.text


def test_answers_of_a_file_tell_who_gave_them_and_what_they_are_worth() -> None:
    told = found()
    filed = replace(told, summary=replace(told.summary, funnel=Funnel()), is_compared=False)
    nothing = silence.of(Heard(summary=split({}, metric=Metric.NPS)))
    shown = blocks.private([filed, nothing], query("week"), language="en").text
    assert "these answers came otherwise, such as from a file." in shown
    assert "One account, Acme, gives 30 of the 49 answers." in shown
    assert "49 answers tell about as much as" in shown
    assert "NPS" not in shown


def test_nothing_to_say_is_one_sentence() -> None:
    nothing = silence.of(Heard(summary=split({})))
    shown = blocks.private([nothing, nothing], query("week"), language="en")
    assert "Nobody was helped or asked." in shown.text


def test_names_of_others_are_inert() -> None:
    assert_inert(blocks.private([found(silent=HOSTILE)], query("week"), language="en"))
