import pytest

from bot.sandbox import cast
from bot.sandbox.page.choices import Choice, chosen, offered
from bot.sandbox.page.names import Names
from bot.sandbox.wire import Json
from tests.bot.sandbox.block_kit.examples import plain
from tests.bot.sandbox.page.reading import names, sandbox
from tests.each import each


def texts(element: Json) -> list[str]:
    return [choice.text for group in offered(element, names()) for choice in group.choices]


def option(value: str) -> Json:
    return {"text": plain(value.title()), "value": value}


@pytest.mark.parametrize("kind", ["static_select", "multi_static_select"])
def test_options_stand_alone_or_in_groups(kind: str) -> None:
    alone = {"type": kind, "options": [option("a"), option("b")]}
    grouped = {"type": kind, "option_groups": [{"label": plain("G"), "options": [option("c")]}]}

    (one,) = offered(alone, names())
    (other,) = offered(grouped, names())

    assert (one.label, one.choices) == ("", (Choice("a", "A"), Choice("b", "B")))
    assert (other.label, other.choices) == ("G", (Choice("c", "C"),))


def test_people_and_channels_are_offered_by_name() -> None:
    assert "J. Jansen" in texts({"type": "users_select"})
    assert texts({"type": "multi_channels_select"}) == ["#acme-support", "#support", "#weekly"]


def test_conversations_are_filtered_as_asked() -> None:
    slack = sandbox()
    slack.world.places.direct(cast.LEAD, cast.AGENT)
    slack.world.places.direct(cast.LEAD, slack.identity.bot_user_id)

    def shown(**wanted: object) -> set[str]:
        element = {"type": "conversations_select", "filter": wanted}
        (group,) = offered(element, Names(slack.world, cast.LEAD))
        return {choice.text for choice in group.choices}

    assert shown(include=["im"]) == {"A. de Vries", "kompas"}
    assert shown(include=["im"], exclude_bot_users=True) == {"A. de Vries"}
    assert shown(include=["public"], exclude_external_shared_channels=True) == {
        "#support",
        "#weekly",
    }


@each(
    ("state", "values"),
    [
        ({"type": "static_select", "selected_option": option("a")}, ["a"]),
        ({"type": "static_select", "selected_option": None}, []),
        ({"type": "checkboxes", "selected_options": [option("a"), option("b")]}, ["a", "b"]),
        ({"type": "users_select", "selected_user": "U1"}, ["U1"]),
        ({"type": "multi_users_select", "selected_users": ["U1", "U2"]}, ["U1", "U2"]),
        ({"type": "datetimepicker", "selected_date_time": 5}, ["5"]),
        ({"type": "plain_text_input", "value": "x"}, ["x"]),
    ],
)
def test_what_is_chosen_is_told_by_value(state: Json, values: list[str]) -> None:
    assert chosen(state) == values
