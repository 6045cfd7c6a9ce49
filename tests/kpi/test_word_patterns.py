import pytest

from kpi import word_patterns
from kpi.errors import WrongSetting


@pytest.mark.parametrize(
    "line",
    ["", "-", "???", "a*", "..", ".. slow", "slow ..", "a .. b .. c .. d", "a " * 9, "x" * 301],
)
def test_a_line_that_says_nothing_is_refused(line: str) -> None:
    with pytest.raises(WrongSetting):
        word_patterns.read(line, "en", "theme")
