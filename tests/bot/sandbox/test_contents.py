from typing import Any

import pytest

from bot.sandbox import contents
from bot.sandbox.refusals import Refusal
from bot.sandbox.sandbox import Sandbox
from bot.sandbox.world import World
from tests.bot.sandbox.conftest import NOW

POINT = [{"label": "a", "value": 1}]
CHART: dict[str, Any] = {
    "type": "data_visualization",
    "title": "x",
    "chart": {
        "type": "bar",
        "series": [{"name": "n", "data": POINT}],
        "axis_config": {"categories": ["a"]},
    },
}


@pytest.fixture
def world() -> World:
    return Sandbox((), lambda: NOW).world


def complaints(world: World, *blocks: dict[str, Any]) -> list[str]:
    with pytest.raises(Refusal, match="invalid_blocks") as refused:
        contents.checked(world, [*blocks])
    return list(refused.value.fields["errors"])


def test_a_workspace_without_charts_refuses_them_with_their_place(world: World) -> None:
    assert contents.checked(world, [CHART])
    world.draws_charts = False
    divider = {"type": "divider"}
    assert complaints(world, divider, CHART) == [
        "unsupported type: data_visualization [json-pointer:/blocks/1/type]"
    ]


def test_pictures_need_a_file_that_may_be_used(world: World) -> None:
    def picture(file_id: str) -> dict[str, Any]:
        return {"type": "image", "slack_file": {"id": file_id}, "alt_text": "x"}

    assert complaints(world, picture("F0UNKNOWN1")) == [
        "invalid slack file [json-pointer:/blocks/0/slack_file]"
    ]
    (wrong,) = complaints(world, picture("https://elsewhere.example/x"))
    assert wrong.endswith("[json-pointer:/blocks/0/slack_file/id]")
