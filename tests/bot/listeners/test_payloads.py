from datetime import UTC, datetime, timedelta
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from bot.listeners import payloads
from bot.listeners.payloads import Actor, Place
from tests.each import each


def test_a_guest_is_known_by_their_own_team() -> None:
    body = {"team": {"id": "T0HOME"}, "user": {"id": "U1", "team_id": "T0GUEST"}}
    assert payloads.actor(body) == Actor("T0GUEST", "U1")


def test_the_payloads_team_serves_where_the_users_is_left_out() -> None:
    assert payloads.actor({"team": {"id": "T0HOME"}, "user": {"id": "U1"}}).team_id == "T0HOME"
    assert payloads.actor({"team": None, "user": {"id": "U1"}}).team_id == ""


def test_a_place_is_the_container_or_else_the_channel() -> None:
    container = {"channel_id": "C1", "message_ts": "1.2", "is_ephemeral": True}
    assert payloads.place({"container": container}) == Place(
        channel_id="C1", message_ts="1.2", is_ephemeral=True
    )
    assert payloads.place({"channel": {"id": "C2"}}).channel_id == "C2"


@given(st.integers(min_value=0, max_value=4_000_000_000_000_000))
def test_a_timestamp_is_read_to_the_microsecond(microseconds: int) -> None:
    ts = f"{microseconds // 1_000_000}.{microseconds % 1_000_000:06d}"
    expected = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(microseconds=microseconds)
    assert payloads.moment(ts) == expected


def test_a_timestamp_may_lack_decimals() -> None:
    assert payloads.moment("60") == datetime(1970, 1, 1, 0, 1, tzinfo=UTC)
    assert payloads.moment("60.5").microsecond == 500_000


@each("value", [None, "", "gone", 7])
def test_a_button_without_an_invitation(value: object) -> None:
    assert payloads.invitation_id(value) is None


def test_a_button_with_an_invitation() -> None:
    text = "01234567-89ab-7def-8123-456789abcdef"
    assert payloads.invitation_id(text) == UUID(text)


@each("metadata", [None, "", "no json", "[1]"])
def test_a_form_without_ids(metadata: str | None) -> None:
    assert payloads.ids({"private_metadata": metadata}) == {}


def test_what_no_database_can_hold_is_not_taken_over() -> None:
    view = {"state": {"values": {"b": {"comment": {"value": "a\0b\ud800c "}}}}}
    assert payloads.field(view, "comment").text == "a\N{REPLACEMENT CHARACTER}b?c"
    assert payloads.typed(None) == ""


def test_fields_of_every_kind_are_read_by_action_id() -> None:
    state = {
        "b1": {"comment": {"type": "plain_text_input", "value": "  words "}},
        "b2": {"day": {"selected_option": {"value": "3"}}},
        "b3": {"metrics": {"selected_options": [{"value": "csat"}, {"value": "nps"}]}},
        "b4": {"empty": {"type": "plain_text_input", "value": None}},
    }
    view = {"state": {"values": state}}
    assert payloads.field(view, "comment").text == "words"
    assert payloads.field(view, "comment").block_id == "b1"
    assert payloads.field(view, "day").text == "3"
    assert payloads.field(view, "metrics").choices == ("csat", "nps")
    assert payloads.field(view, "empty").text == ""
    assert payloads.field(view, "elsewhere").text == ""
    nothings: tuple[object, ...] = ({"values": []}, {}, None)
    for nothing in nothings:
        assert payloads.field({"state": nothing}, "comment").text == ""


@each(
    ("text", "shown"),
    [
        ("a &lt;b&gt; &amp; c", "a <b> & c"),
        ("see <https://desk.example|T-1>", "see T-1"),
        ("see <https://desk.example>", "see https://desk.example"),
        ("<@U1> and <@U2|anna>", "and anna"),
        ("two\nlines", "two lines"),
    ],
)
def test_markup_becomes_plain_words(text: str, shown: str) -> None:
    assert payloads.plain(text) == shown
