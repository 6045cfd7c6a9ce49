"""What was shared says so, and offers everything but to be shared again."""

from bot.blocks import Message, kit, sharing

SHARE = kit.button("Share in channel", sharing.ACTION, "csat week")
TREND = kit.button("Trend", "kpi:trend", "csat week trend")


def test_an_answer_that_was_shared_keeps_its_other_buttons() -> None:
    answer = Message("84 %", [kit.section("*84 %*"), *kit.actions([TREND, SHARE])])
    told = sharing.told(answer, "Shared.")
    assert told.text == "84 %\nShared."
    assert told.blocks == [
        kit.section("*84 %*"),
        *kit.actions([TREND]),
        kit.context("Shared."),
    ]


def test_a_row_of_which_nothing_is_left_goes() -> None:
    answer = Message("84 %", [kit.section("*84 %*"), *kit.actions([SHARE])])
    assert sharing.told(answer, "Shared.").blocks == [kit.section("*84 %*"), kit.context("Shared.")]
