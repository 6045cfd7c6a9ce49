from bot.blocks import provisional
from bot.wording import voice
from kpi.summary import Funnel
from tests.bot.blocks.summaries import summary

EN, NL = voice("en"), voice("nl")


def test_numbers_are_provisional_while_somebody_may_still_answer() -> None:
    (told,) = provisional.lines(NL, [summary(funnel=Funnel(open=1)), summary(funnel=Funnel())])
    assert told.startswith("Voorlopig: er staat nog 1 vraag open.")
    assert list(provisional.lines(EN, [summary(funnel=Funnel())])) == []


def test_a_number_that_looks_otherwise_now_is_set_right() -> None:
    week = summary(period="last week", before={5: 83, 1: 17})
    (told,) = provisional.restated(EN, week, 81.4)
    assert told == "Week 45 was told as 81\xa0%; it is 83\xa0% now."
    assert list(provisional.restated(EN, week, 82.6)) == []
    assert list(provisional.restated(EN, week, None)) == []
    assert list(provisional.restated(EN, summary(before={}), 81.4)) == []
