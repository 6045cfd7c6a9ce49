"""What remarks speak of, in words: beside the sum, and no change that could be chance."""

from dataclasses import replace

from bot.blocks import digest, spoken, why
from bot.wording import voice
from kpi.metrics import Metric
from kpi.spoken import Quote, Spoken
from kpi.spoken import spoken as made
from tests.bot.blocks.reading import HOSTILE, LONG, assert_inert, checked
from tests.bot.blocks.summaries import query
from tests.kpi.splits import split
from tests.kpi.spoken import heard

FELL = {"Network": ({5: 20, 1: 80}, {5: 80, 1: 20}), "Billing": ({5: 90, 1: 10}, {5: 91, 1: 9})}
ASKED = query("week", by="team")


def found() -> Spoken:
    return made(heard())


def test_themes_stand_beside_the_parts_with_quotes_and_what_they_are_not() -> None:
    asked = [split(FELL)]
    shown = checked(why.private(asked, ASKED, language="en", leads=True, heard=[found()]))
    assert (
        "Speed was named in 14 of 40 comments, more often than the same days last week: "
        "+30\xa0points, "
        "likely between +13 and +46." in shown.text
    )
    assert (
        "CSAT is 14\xa0% (indicative) with it and 88\xa0% without: it costs 13\xa0points."
        in shown.text
    )
    assert "1 of 5: Waited for days and nobody called ███ back" in shown.text
    assert "was named in 10 of 40 comments. CSAT is 80\xa0% (indicative)" in shown.text
    row = spoken.rows(voice("en"), found())[1]
    assert row[3:] == ["14\xa0% (indicative)", "88\xa0%", "13\xa0points", "+30 (+13 to +46)"]
    assert "they stand beside the parts above and do not add up to a whole." in shown.text
    plain = why.shared(asked, ASKED, language="nl", heard=[found()])
    assert (
        "Snelheid werd genoemd in 14 van 40 opmerkingen, vaker dan dezelfde dagen vorige week: "
        "+30\xa0"
        "punten, waarschijnlijk tussen +13 en +46." in plain.text
    )


def test_of_hidden_numbers_nothing_is_told_and_several_metrics_have_a_line_each() -> None:
    small = replace(split({"a": ({5: 2}, {5: 30})}), private=True)
    assert "remarks" not in why.shared([small], ASKED, language="en", heard=[found()]).text
    both = [split(FELL), split({"a": ({10: 9}, {0: 9})}, metric=Metric.NPS)]
    asked = query("week", metrics=(Metric.CSAT, Metric.NPS), by="team")
    drawn = why.shared(both, asked, language="en", heard=[found()])
    assert "CSAT  Speed was named in 14 of 40 comments, more often" in drawn.text
    assert "costs" not in drawn.text


def test_a_digest_says_it_in_a_line() -> None:
    numbers = [split(FELL)]
    told = digest.main(numbers, [], filters={}, language="en", heard=[found()])
    assert "CSAT  Speed was named in 14 of 40 comments, more often than" in told.text
    same = made(heard(before=heard().now))
    told = digest.main(numbers, [], filters={}, language="en", heard=[same])
    assert "Speed was named in 14 of 40 comments.\n" in f"{told.text}\n"
    nothing = made(heard(now={}))
    assert (
        "remarks" not in digest.main(numbers, [], filters={}, language="en", heard=[nothing]).text
    )
    few = replace(found(), remarks=4)
    assert "named in" not in digest.main(numbers, [], filters={}, language="en", heard=[few]).text


def test_quotes_are_inert_and_a_message_holds_what_fits() -> None:
    bad = {"speed": (Quote(1, HOSTILE), Quote(1, LONG)), "agent": (Quote(5, HOSTILE),) * 2}
    shown = why.private(
        [split(FELL)], ASKED, language="nl", leads=True, heard=[replace(found(), quotes=bad)]
    )
    assert_inert(checked(shown))
    assert len(spoken.parts(voice("en"), found(), ASKED.period, 700)) < 5
    assert spoken.parts(voice("en"), found(), ASKED.period, 100) == []
