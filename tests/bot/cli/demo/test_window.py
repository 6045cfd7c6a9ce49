from bot.cli.demo.window import has_screen
from tests.each import each


@each(
    ("environment", "platform", "in_terminal", "seen"),
    [
        ({"DISPLAY": ":0"}, "linux", True, True),
        ({"WAYLAND_DISPLAY": "wayland-0"}, "linux", True, True),
        ({}, "linux", True, False),
        ({"DISPLAY": ":0"}, "linux", False, False),
        ({}, "darwin", True, True),
        ({"SSH_CONNECTION": "192.0.2.1 1 192.0.2.2 22"}, "darwin", True, False),
    ],
)
def test_a_window_opens_where_somebody_sees_it(
    environment: dict[str, str],
    platform: str,
    in_terminal: bool,  # noqa: FBT001 - a column of the table above
    seen: bool,  # noqa: FBT001 - pytest passes it by name
) -> None:
    assert has_screen(environment, platform, in_terminal=in_terminal) is seen
