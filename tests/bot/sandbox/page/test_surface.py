import json

from hypothesis import given

from bot.sandbox import cast
from bot.sandbox.block_kit.elements import ELEMENTS, IN_INPUT
from bot.sandbox.page.surface import Surface
from bot.sandbox.wire import Json
from tests.bot.sandbox.block_kit.examples import GOOD, plain
from tests.bot.sandbox.page.reading import Html, inline, names
from tests.drawn import texts
from tests.each import each

KINDS = {
    "plain_text_input": "text",
    "email_text_input": "text",
    "url_text_input": "text",
    "number_input": "text",
    "checkboxes": "checkboxes",
    "radio_buttons": "radio",
    "datepicker": "date",
    "timepicker": "time",
    "datetimepicker": "datetime",
}


def surface(**more: object) -> Surface:
    return Surface(inline=inline(), names=names(), scope="s", **more)  # type: ignore[arg-type]  # the tests fill it by name


def mrkdwn(text: str) -> Json:
    return {"type": "mrkdwn", "text": text}


def element(kind: str, **more: object) -> Json:
    return {**GOOD[f"element:{kind}"], "action_id": "a", **more}


def asked(kind: str, *, block: Json | None = None, **more: object) -> Html:
    """Draw an input block that asks with such an element."""
    whole = {**GOOD["block:input"], "block_id": "b", "element": element(kind, **more)}
    return Html(str(surface().block({**whole, **(block or {})})))


def offered(kind: str, **more: object) -> Html:
    """Draw such an element in a row of actions."""
    row = {"type": "actions", "block_id": "b", "elements": [element(kind, **more)]}
    return Html(str(surface().block(row)))


@each("kind", ELEMENTS)
def test_every_element_slack_accepts_is_drawn(kind: str) -> None:
    assert offered(kind.removeprefix("element:")).tags


@each("name", [kind.removeprefix("element:") for kind in IN_INPUT])
def test_every_field_of_a_form_says_where_it_stands(name: str) -> None:
    fields = [tag for tag in asked(name).tags if "data-field" in tag]

    menu = "multi" if name.startswith("multi_") else "select"
    assert {tag["data-kind"] for tag in fields} == {KINDS.get(name, menu)}
    for tag in fields:
        assert (tag["data-block"], tag["data-action"]) == ("b", "a")
        assert "data-deed" not in tag


@each("name", [kind.removeprefix("element:") for kind in IN_INPUT])
def test_fields_that_answer_at_once_say_so(name: str) -> None:
    fields = [
        tag for tag in asked(name, block={"dispatch_action": True}).tags if "data-field" in tag
    ]
    assert {tag["data-deed"] for tag in fields} == {"choose"}


def test_a_button_says_what_a_tap_means() -> None:
    button = offered("button", value="v", style="primary").one("button")
    assert (button["data-deed"], button["data-value"]) == ("tap", "v")
    assert "kit-primary" in str(button["class"])
    assert "data-value" not in offered("button").one("button")


def test_a_question_first_is_told_in_plain_words() -> None:
    confirm = {**GOOD["object:confirm"], "text": mrkdwn("<@U1|jan> &amp; co"), "style": "danger"}
    told = offered("button", confirm=confirm).one("button")["data-confirm"]
    assert json.loads(str(told)) == {
        "title": "x",
        "text": "@jan & co",
        "confirm": "x",
        "deny": "x",
        "style": "danger",
    }


def test_buttons_lead_to_pages_only() -> None:
    assert offered("button", url="https://a.example").one("button")["data-url"]
    assert "data-url" not in offered("button", url="javascript:alert(1)").one("button")


def test_the_items_of_an_overflow_menu_are_buttons() -> None:
    options = [
        {"text": plain("One"), "value": "1"},
        {"text": plain("Two"), "value": "2", "url": "https://a.example"},
    ]
    one, two = offered("overflow", options=options).all("button", data_deed="choose")
    assert (one.words, one["data-value"]) == ("One", "1")
    assert (two["data-value"], two["data-url"]) == ("2", "https://a.example")


def test_a_menu_begins_with_what_is_chosen_or_its_placeholder() -> None:
    placeholder: Json = {"placeholder": plain("Whom?")}
    empty = asked("users_select", **placeholder).all("option")
    full = asked("users_select", **placeholder, initial_user=cast.AGENT).all("option")
    strange = asked("users_select", initial_user="U9").all("option")

    assert [one.words for one in empty if "selected" in one] == ["Whom?"]
    assert [one.words for one in full if "selected" in one] == ["A. de Vries"]
    assert [one.words for one in strange if "selected" in one] == ["U9"]


def test_a_choice_can_be_taken_back_only_where_it_may_be_left_empty() -> None:
    required = asked("static_select").all("option", value="")
    optional = asked("static_select", block={"optional": True}).all("option", value="")
    assert ["disabled" in one for one in [*required, *optional]] == [True, False]


def test_texts_keep_their_limits_and_lines() -> None:
    limits: Json = {"min_length": 2, "max_length": 9, "placeholder": plain("Why?")}
    one = asked("plain_text_input", **limits, initial_value='"><b>').one("input")
    many = asked("plain_text_input", multiline=True, initial_value="\na\n</textarea>b")

    assert (one["minlength"], one["maxlength"], one["placeholder"]) == ("2", "9", "Why?")
    assert one["value"] == '"><b>'
    assert many.one("textarea").words.removeprefix("\n") == "\na\n</textarea>b"


def test_numbers_keep_their_bounds() -> None:
    field = asked("number_input", is_decimal_allowed=True, min_value="1", max_value="5").one(
        "input"
    )
    assert (field["type"], field["min"], field["max"], field["step"]) == ("number", "1", "5", "any")


def test_pickers_show_their_moment() -> None:
    assert asked("datepicker", initial_date="2026-11-18").one("input")["value"] == "2026-11-18"
    assert asked("timepicker", initial_time="09:00").one("input")["value"] == "09:00"
    moment = asked("datetimepicker", initial_date_time=1795000000).one("input")
    assert (moment["type"], moment["value"]) == ("datetime-local", "2026-11-18T12:06")


def test_hints_and_errors_describe_the_field() -> None:
    block = {"hint": plain("In short"), "block_id": "b c"}
    whole = {**GOOD["block:input"], **block, "element": element("plain_text_input")}
    read = Html(str(surface(errors={"b c": "Too short"}).block(whole)))

    ids = str(read.one("input")["aria-describedby"]).split()

    assert [read.one("p", id=one).words for one in ids] == ["Too short", "In short"]


def test_boxes_have_one_label_and_one_each() -> None:
    option = {"text": mrkdwn("*One*"), "value": "1", "description": plain("What it means")}
    read = asked("checkboxes", options=[option])

    group = read.one("div", role="group")
    assert read.one("div", id=str(group["aria-labelledby"])).words == "x"
    assert " ".join(read.one("label").words.split()) == "One What it means"


def test_a_table_has_heads_and_aligned_columns() -> None:
    rows = [[{"type": "raw_text", "text": text} for text in row] for row in ("ab", "cd", "e")]
    settings = [{"align": "left"}, {"align": "right", "is_wrapped": False}]
    read = Html(str(surface().block({"type": "table", "rows": rows, "column_settings": settings})))

    assert [one.words for one in read.all("th", scope="col")] == ["a", "b"]
    assert [one.words for one in read.all("td")] == ["c", "d", "e", ""]
    assert [one["class"] for one in read.all("td")][1] == "kit-right kit-unwrapped"


@each(
    ("image", "source"),
    [
        ({"image_url": "https://a.example/x.png"}, "https://a.example/x.png"),
        ({"slack_file": {"id": "F0123456789"}}, "/file/F0123456789"),
        ({"slack_file": {"url": "http://h/files-pri/T1-F0123456789/x"}}, "/file/F0123456789"),
    ],
)
def test_pictures_come_from_the_web_or_from_files(image: Json, source: str) -> None:
    block = {"type": "image", "alt_text": "A <chart>", "title": plain("Title"), **image}
    read = Html(str(surface().block(block)))
    assert (read.one("img")["src"], read.one("img")["alt"]) == (source, "A <chart>")
    assert read.one("figcaption").words == "Title"


@each(
    "image",
    [{"image_url": "javascript:alert(1)"}, {"slack_file": {"id": "../etc"}}, {"image_url": "x"}],
)
def test_pictures_from_elsewhere_are_told_in_words(image: Json) -> None:
    read = Html(str(surface().block({"type": "image", "alt_text": "A chart", **image})))
    assert "img" not in read.names
    assert "A chart" in read.words


def test_plain_text_is_not_markup() -> None:
    assert surface().text(plain("*a* <b>\nc :tada:")) == (
        "*a* &lt;b&gt;<br>c " + str(surface().text(plain(":tada:")))
    )
    assert surface().text({**plain(":tada:"), "emoji": False}) == ":tada:"


def test_icon_buttons_are_for_those_they_name() -> None:
    assert offered("icon_button", visible_to_user_ids=[cast.LEAD]).all("button")
    assert not offered("icon_button", visible_to_user_ids=[cast.AGENT]).all("button")


def test_feedback_is_one_of_two() -> None:
    good, bad = offered("feedback_buttons").all("button", data_deed="choose")
    assert (good["data-value"], bad["data-value"]) == ("y", "n")


@given(texts(max_size=60))
def test_nothing_breaks_out_of_an_attribute(hostile: str) -> None:
    button = {**element("button", value=hostile, accessibility_label=hostile), "action_id": hostile}
    block = {"type": "actions", "block_id": hostile, "elements": [button]}

    tag = Html(str(surface().block(block))).one("button")

    kept = [tag[name] for name in ("data-block", "data-action", "data-value", "aria-label")]
    assert kept == [hostile] * 4
