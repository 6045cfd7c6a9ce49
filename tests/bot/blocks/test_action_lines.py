"""Actions in a line each: in digests, on the Home tab, below and in trends."""

import json
from datetime import date, timedelta
from uuid import UUID

from bot.blocks import action_lines, charts, digest, trend
from bot.blocks.action_lines import Going, News
from bot.blocks.pictures import Line
from bot.charts import looks
from bot.wording import voice
from kpi.changes import Share
from kpi.query import View
from tests.bot.blocks.improvements import action, effect, judged
from tests.bot.blocks.reading import LONG, assert_inert, checked, read
from tests.bot.blocks.summaries import TODAY, query, summary

EN, NL = voice("en"), voice("nl")
BETTER = effect(Share(85, 120), Share(113, 131))
WENT_LIVE = action(state="live", live_on=date(2026, 11, 10))
LATE = action(due_on=date(2026, 11, 2))


def test_a_digest_tells_what_went_live_what_it_did_and_what_is_late() -> None:
    news = News(live=[WENT_LIVE], judged=[judged(BETTER)], overdue=[LATE] * 9)
    (told,) = action_lines.news(EN, news)
    assert told.startswith(
        "Live since 10 November: *Call back within a day*, for CSAT of team Network.\n"
        "Judged: *Call back within a day*, for CSAT of team Network: got better, by more than"
        " chance.\n"
        "Overdue since 2 November: *Call back within a day*.\n"
    )
    assert len(told.splitlines()) == 7
    assert action_lines.news(NL, News()) == []
    for found in (summary(period="last week"), summary(counts={}, before={}, period="last week")):
        message = digest.main([found], [], filters={}, language="nl", also=[told])
        assert "Overdue since 2 November" in read(message)
        assert "Overdue since 2 November" in message.text


def test_a_lead_sees_at_home_what_goes_on_what_is_late_first() -> None:
    others = [action(id=UUID(int=at), title=f"Nr {at}") for at in (2, 3, 4)]
    late = LATE.model_copy(update={"id": UUID(int=5), "title": "Facturen nabellen"})
    going = Going(going=[*others, late], latest=judged(BETTER), today=TODAY)
    (block,) = action_lines.home(NL, going)
    assert block["text"]["text"].startswith(
        "*Acties*\n4 lopen nog, 1 daarvan is te laat.\n"
        "• *Facturen nabellen* · CSAT van team Network · <@U1> · klaar op 2 november, te laat\n"
        "• *Nr 2* · CSAT van team Network · <@U1>\n• *Nr 3* · "
    )
    assert "Nr 4" not in block["text"]["text"]
    assert "beter, meer dan toeval" in block["text"]["text"]
    assert block["accessory"]["action_id"] == "action:list"
    assert action_lines.home(EN, Going(going=[], latest=None, today=TODAY)) == []


def test_a_trend_marks_where_an_action_went_live() -> None:
    before = action(state="live", live_on=TODAY - timedelta(weeks=40), title="Long ago")
    other = action(state="live", live_on=TODAY, metric="nps", title="Another number")
    asked = query("week", view=View.TREND)
    message = checked(
        trend.private(
            [summary()], asked, language="en", leads=True, live=[before, WENT_LIVE, other]
        )
    )
    words = "Week 46: *Call back within a day* live since 10 November, for CSAT of team Network."
    assert words in read(message)
    assert words.replace("*", "") in message.text
    assert words.replace("*", "") in message.charts[0].alt
    assert "Long ago" not in read(message)
    assert "Another number" not in read(message)
    picture = message.charts[0].picture
    assert isinstance(picture, Line)
    (mark,) = picture.marks
    assert picture.points[mark.at].label.endswith("46")
    assert "Call back within a…" in json.dumps(looks.of(picture), ensure_ascii=False)


def test_words_of_people_stay_words() -> None:
    hostile = WENT_LIVE.model_copy(update={"title": LONG, "value": LONG[:60], "due_on": TODAY})
    asked = query("week", view=View.TREND)
    drawn = trend.shared([summary()], asked, language="nl", live=[hostile])
    assert_inert(drawn)
    assert_inert(charts.words(drawn))
    assert "<" not in action_lines.news(EN, News(live=[hostile], overdue=[hostile]))[0]
