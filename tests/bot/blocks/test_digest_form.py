from typing import Any

import pytest

from bot import query as grammar
from bot.blocks import View, digest_form
from bot.wording import voice
from kpi.store import schedules
from kpi.store.schedules import Order
from tests.bot.blocks.reading import checked_form
from tests.moments import NOW

EN = voice("en")
ORDER = Order(
    metrics=["csat", "frt"],
    channel_id="C1",
    addresses=["head@example.com", "board@example.com"],
    title="Board",
    by=["account"],
    filters={"team": "Network"},
    rhythm=schedules.MONTHLY,
    month_day=3,
    time="16:30",
    language="nl",
)


def form(order: Order = ORDER, *, mails: bool = True, **more: Any) -> View:
    schedule = schedules.drawn_up("T0HOME", order, NOW)
    return checked_form(digest_form.form(EN, schedule, mails=mails, **more))


def elements(form: View) -> dict[str, Any]:
    asked = [block for block in form["blocks"] if "element" in block]
    return {block["element"]["action_id"]: block["element"] for block in asked}


def test_the_form_of_a_digest_holds_all_that_it_is() -> None:
    found = elements(form())
    assert found["title"]["initial_value"] == "Board"
    assert found["channel"]["initial_conversation"] == "C1"
    assert found["addresses"]["initial_value"].split() == ["head@example.com", "board@example.com"]
    assert [one["value"] for one in found["metrics"]["initial_options"]] == ["csat", "frt"]
    assert [one["value"] for one in found["by"]["initial_options"]] == ["account"]
    assert grammar.filters(found["filter"]["initial_value"]) == {"team": "Network"}
    assert found["day"]["initial_option"]["value"] == "m3"
    assert (found["time"]["initial_time"], found["language"]["initial_option"]["value"]) == (
        "16:30",
        "nl",
    )


@pytest.mark.parametrize("language", ["en", "nl"])
def test_every_week_and_every_month_are_offered(language: str) -> None:
    schedule = schedules.drawn_up("T0HOME", schedules.A_TEAMS_WEEK, NOW)
    drawn = digest_form.form(voice(language), schedule, mails=False, template="week")
    groups = elements(checked_form(drawn))["day"]["option_groups"]
    week, month = ([one["value"] for one in group["options"]] for group in groups)
    assert week == list("0123456")
    assert (month[0], month[-1]) == ("m1", "m28")


def test_without_a_mail_server_a_channel_is_needed() -> None:
    found = form(mails=False)
    assert "addresses" not in elements(found)
    (channel,) = [one for one in found["blocks"] if one.get("block_id") == "channel"]
    assert channel["optional"] is False


def test_another_template_forgets_what_was_typed_into_the_first() -> None:
    names = {
        template: {block.get("block_id") for block in form(order, template=template)["blocks"]}
        for template, order in schedules.TEMPLATES.items()
    }
    assert names["week"] & names["month"] == {None}


def test_a_direct_message_is_not_suggested() -> None:
    direct = Order(metrics=["csat"], channel_id="D1")
    assert "initial_conversation" not in elements(form(direct))["channel"]


def test_the_example_of_a_filter_is_one() -> None:
    example = elements(form())["filter"]["placeholder"]["text"]
    assert grammar.filters(example) == {"team": "Network", "account": "Big Company"}


def test_a_notice_takes_the_place_of_the_one_before() -> None:
    once = digest_form.noticed({**form(), "id": "V1"}, "First")
    again = checked_form(digest_form.noticed(once, "Second"))
    told = [block for block in again["blocks"] if block["type"] == "context"]
    assert [one["elements"][0]["text"] for one in told] == ["Second"]
    assert "id" not in again
