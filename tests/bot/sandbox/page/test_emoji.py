from bot.sandbox.page import emoji
from tests.each import each


def test_names_are_such_as_the_pattern_finds() -> None:
    found = {str(emoji.in_text(f":{name}:")).partition(":")[0] for name in emoji.NAMED}
    assert all(shown.startswith("<span") for shown in found)


def test_names_nobody_knows_are_shown_as_written() -> None:
    assert emoji.in_text("a :b: <:c:>") == "a :b: &lt;:c:&gt;"


def test_a_known_name_among_words() -> None:
    shown = str(emoji.in_text("Done :tada:!"))
    assert shown.startswith("Done <span")
    assert shown.endswith(">🎉</span>!")


@each(
    ("written", "picture"),
    [("1f44b", "👋"), ("1f44b-1f3fc", "👋🏼"), ("zz", None), ("ffffffff", None), ("", None)],
)
def test_code_points_become_pictures(written: str, picture: str | None) -> None:
    assert emoji.from_code_points(written) == picture
