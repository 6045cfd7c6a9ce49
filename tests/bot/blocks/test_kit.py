from bot.blocks import kit


def test_text_is_kept_within_its_limit() -> None:
    assert len(kit.button("x" * 200, "a")["text"]["text"]) == 75
    assert len(kit.section("x" * 4000)["text"]["text"]) == 3000
    assert len(kit.option("x" * 200, "v")["text"]["text"]) == 75


def test_a_row_without_buttons_is_no_row() -> None:
    assert kit.actions([]) == []
    assert len(kit.actions([kit.button("Change", "change", "1")])) == 1


def test_a_button_has_a_value_only_when_there_is_one() -> None:
    assert "value" not in kit.button("Change", "change")
    assert kit.button("Change", "change", "1")["value"] == "1"


def test_a_button_that_others_resemble_is_read_out_with_what_it_is_for() -> None:
    assert "accessibility_label" not in kit.button("Change", "change")
    told = kit.button("Change", "change", about="VPN <!channel>")["accessibility_label"]
    assert told == "Change: VPN !channel"


def test_only_the_web_is_linked() -> None:
    assert kit.link("VPN", "https://desk.example/1")["type"] == "link"
    assert kit.link("VPN", "file:///etc/passwd") == kit.words("VPN")
    assert kit.link("VPN", "https://x/" + "y" * 3000) == kit.words("VPN")


def test_a_field_is_named_after_its_element() -> None:
    field = kit.field("Day", {"type": "timepicker", "action_id": "time"}, hint="Local time")
    assert (field["block_id"], field["hint"]["text"]) == ("time", "Local time")


def test_numbers_stand_to_the_right() -> None:
    table = kit.table([["Team", "CSAT"], ["Network", "80 %"]])
    assert [column["align"] for column in table["column_settings"]] == ["left", "right"]


def test_the_words_of_a_chart_are_kept_within_their_limits() -> None:
    chart = kit.chart(
        "t" * 60, kind="bar", series={"n" * 30: {"c" * 30: 1}}, x_label="", y_label=""
    )
    assert len(chart["title"]) == 50
    (series,), axes = chart["chart"]["series"], chart["chart"]["axis_config"]
    assert len(series["name"]) == len(axes["categories"][0]) == 20
    assert series["data"] == [{"label": axes["categories"][0], "value": 1}]
    assert axes.keys() == {"categories"}


def test_a_picture_has_its_numbers_in_words() -> None:
    picture = kit.picture("F0FILE0001", "x" * 3000)
    assert picture["slack_file"] == {"id": "F0FILE0001"}
    assert len(picture["alt_text"]) == 2000
