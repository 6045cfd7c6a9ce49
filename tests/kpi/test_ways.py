from kpi import ways
from tests.each import each


@each(
    ("channel_id", "way"),
    [("D0123", "dm"), ("C0123", "thread"), ("G0123", "thread"), ("mail", "mail"), ("", "")],
)
def test_the_way_is_told_by_where_the_question_stands(channel_id: str, way: str) -> None:
    assert ways.of_channel(channel_id) == way
