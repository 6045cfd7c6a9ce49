from bot.sandbox.block_kit.blocks import SURFACES
from bot.sandbox.messages import Message
from bot.sandbox.modals import Modal
from bot.sandbox.plain import read, spoken
from bot.sandbox.wire import Json
from tests.bot.sandbox.block_kit.examples import GOOD, plain
from tests.bot.sandbox.surfaces import buttons, form
from tests.each import each


def message(*blocks: Json, text: str = "fallback") -> Message:
    return Message(ts="1.000001", channel="C1", user="U1", text=text, blocks=blocks)


def rich(*parts: Json) -> Json:
    return {"type": "rich_text", "elements": list(parts)}


def piece(text: str) -> Json:
    return {"type": "text", "text": text}


def test_a_question_reads_as_it_looks() -> None:
    section = {"type": "section", "text": {"type": "mrkdwn", "text": "*VPN* &amp; more"}}
    context = {"type": "context", "elements": [plain("Network sees this"), plain("stop")]}

    shown = read(message(section, {"type": "divider"}, *buttons("1", "2"), context))

    assert shown == "*VPN* & more\n---\n[ 1 ] [ 2 ]\nNetwork sees this  stop"


def test_a_message_without_blocks_reads_its_text() -> None:
    assert read(message(text="a &lt; b")) == "a < b"


@each(
    ("mrkdwn", "words"),
    [
        ("<@U1|anna> and <#C1|support>", "@anna and #support"),
        ("<https://example.com|the ticket>", "the ticket"),
        ("<https://example.com>", "https://example.com"),
        ("<!here> <!date^1^{date}|Monday>", "@here Monday"),
    ],
)
def test_links_and_mentions_are_spoken(mrkdwn: str, words: str) -> None:
    assert spoken(mrkdwn) == words


def test_fields_show_what_is_filled_in_already() -> None:
    one, other = ({"text": plain(word), "value": word} for word in ("one", "other"))
    boxes = {"type": "checkboxes", "options": [one, other], "initial_options": [other]}
    elements = [
        {"type": "conversations_select", "initial_conversation": "C1"},
        {"type": "timepicker", "initial_time": "09:00"},
        {"type": "plain_text_input", "placeholder": plain("In a few words")},
        boxes,
    ]

    fields = [{"type": "input", "label": plain("It"), "element": one} for one in elements]

    assert read(message(*fields)).splitlines() == [
        "It: < #C1 >",
        "It: < 09:00 >",
        "It: < In a few words >",
        "It: ( ) one  (x) other",
    ]


def test_tables_are_aligned() -> None:
    rows = [
        [{"type": "raw_text", "text": "Team"}, {"type": "raw_text", "text": "n"}],
        [
            {"type": "raw_text", "text": "Network"},
            rich({"type": "rich_text_section", "elements": [piece("41")]}),
        ],
        [{"type": "raw_text", "text": "A"}],
    ]

    assert read(message({"type": "table", "rows": rows})) == (
        "Team    | n \nNetwork | 41\nA       |   "
    )


def test_rich_text_reads_with_its_quotes_lists_and_pieces() -> None:
    pieces = [
        piece("by "),
        {"type": "user", "user_id": "U1"},
        {"type": "channel", "channel_id": "C1"},
        {"type": "broadcast", "range": "here"},
        {"type": "emoji", "name": "wave"},
        {"type": "date", "timestamp": 1, "format": "{date}", "fallback": "Monday"},
        {"type": "link", "url": "https://example.com"},
    ]
    item = {"type": "rich_text_section", "elements": [piece("one")]}
    block = rich(
        {"type": "rich_text_quote", "elements": [piece("slow\nvery")]},
        {"type": "rich_text_list", "style": "bullet", "elements": [item, item]},
        {"type": "rich_text_section", "elements": pieces},
    )

    assert read(message(block)).splitlines() == [
        "> slow",
        "> very",
        "• one",
        "• one",
        "by @U1#C1@here:wave:Mondayhttps://example.com",
    ]


def test_sections_show_their_fields_and_what_stands_beside_them() -> None:
    menu = {"type": "static_select", "action_id": "m", "placeholder": plain("Pick one")}
    section = {"type": "section", "fields": [plain("a"), plain("b")], "accessory": menu}

    assert read(message(section)) == "a\nb\n< Pick one >"


def test_a_form_reads_with_its_title_and_buttons() -> None:
    modal = Modal(id="V1", user="U1", content=form(), hash="h", root="V1")

    assert read(modal).splitlines() == [
        "« Comment »",
        "What went wrong?: <  >",
        "Contact: ( ) You may",
        "[ Send ]",
    ]


def test_charts_say_their_numbers() -> None:
    assert read(message(GOOD["block:data_visualization"])) == "x (pie)\n  a: 1"
    bar = {"type": "data_visualization", "title": "Week", "chart": GOOD["chart:bar"]}
    assert read(message(bar)) == "Week (bar)\n  CSAT: Mon 1"


@each("kind", SURFACES)
def test_every_block_can_be_read(kind: str) -> None:
    assert isinstance(read(message(GOOD[kind])), str)
