from bot.sandbox import cast
from bot.sandbox.block_kit.blocks import SURFACES
from bot.sandbox.block_kit.surfaces import checked_message
from bot.sandbox.messages import Message
from bot.sandbox.modals import Modal
from bot.sandbox.page.drawing import Drawing
from bot.sandbox.wire import Json
from tests.bot.sandbox.block_kit.examples import GOOD
from tests.bot.sandbox.page.reading import NOW, Html, names
from tests.bot.sandbox.surfaces import buttons, form
from tests.each import each

DRAWING = Drawing(names(), NOW)


def message(*blocks: Json, text: str = "fallback") -> Message:
    return Message(ts="1.000001", channel="C1", user="U1", text=text, blocks=blocks)


def modal(**values: Json) -> Modal:
    return Modal(id="V1", user=cast.LEAD, content=form(), hash="h", root="V1", values=values)


@each("kind", SURFACES)
def test_every_block_slack_accepts_is_drawn(kind: str) -> None:
    read = Html(str(DRAWING.message(message({**GOOD[kind], "block_id": "b"}))))
    assert len(read.tags) > 1


def test_blocks_are_drawn_in_place_of_the_text() -> None:
    assert Html(str(DRAWING.message(message(*buttons("1", "2"))))).words.split() == ["1", "2"]
    assert Html(str(DRAWING.message(message(text="*only* text")))).words == "only text"


def test_a_form_shows_what_was_filled_in() -> None:
    option = form()["blocks"][1]["element"]["options"][0]
    filled = modal(
        words={"text": {"type": "plain_text_input", "value": "Slow"}},
        contact={"may": {"type": "checkboxes", "selected_options": [option]}},
    )

    read = Html(str(DRAWING.form(filled, {})))

    assert read.one("input", type="text")["value"] == "Slow"
    assert "checked" in read.one("input", type="checkbox")


def test_an_error_stands_under_its_input() -> None:
    read = Html(str(DRAWING.form(modal(), {"words": "Say <more>", "nobody": "lost"})))

    error = read.one("p", id="error-words")
    asked = read.one("input", type="text")
    assert error.words == "Say <more>"
    assert (asked["aria-invalid"], asked["aria-describedby"]) == ("true", "error-words")
    assert "aria-invalid" not in read.one("input", type="checkbox")


def test_labels_say_what_may_be_left_empty() -> None:
    read = Html(str(DRAWING.form(modal(), {})))

    asked = read.one("input", type="text")
    assert read.one("label", for_=str(asked["id"])).words == "What went wrong?"
    assert asked["aria-required"] == "true"
    assert "Contact (optional)" in read.words


def test_a_home_is_drawn_from_its_blocks() -> None:
    read = Html(str(DRAWING.home({"type": "home", "blocks": buttons("Open")})))
    assert read.one("button", data_deed="tap")["data-action"] == "rate_Open"


def test_what_was_chosen_in_a_message_stays_chosen() -> None:
    options = [{"text": {"type": "plain_text", "text": one}, "value": one} for one in "ab"]
    menu = {"type": "static_select", "action_id": "m", "options": options}
    (block,) = checked_message([{"type": "actions", "block_id": "b", "elements": [menu]}])
    filled = {"b": {"m": {"type": "static_select", "selected_option": options[1]}}}

    read = Html(str(DRAWING.message(message(block), filled)))

    assert [one["value"] for one in read.all("option") if "selected" in one] == ["b"]


def test_ids_are_unique_across_surfaces() -> None:
    block = form()["blocks"][0]
    other = Message(ts="2.000001", channel="C1", user="U1", text="", blocks=(block,))
    drawn = [DRAWING.message(message(block)), DRAWING.message(other), DRAWING.form(modal(), {})]

    ids = [tag["id"] for one in drawn for tag in Html(str(one)).tags if "id" in tag]

    assert len(ids) == len(set(ids))
