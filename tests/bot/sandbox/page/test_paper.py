import pytest
from jinja2 import UndefinedError

from bot.sandbox.page.paper import ENVIRONMENT


def test_what_people_write_is_escaped() -> None:
    drawn = ENVIRONMENT.from_string("{{ words }}").render(words="<script>")
    assert drawn == "&lt;script&gt;"


def test_a_name_that_is_not_given_is_a_fault() -> None:
    with pytest.raises(UndefinedError):
        ENVIRONMENT.from_string("{{ nobody }}").render()
