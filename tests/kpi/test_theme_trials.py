from kpi.theme_trials import Remark, Trial, tried
from kpi.themes import Theme

NOW = Theme("speed", {"en": "Speed"}, {"en": ("slow*", "late"), "nl": ("traag",)})
REMARKS = [
    Remark("So slow", "en", "nl"),
    Remark("Too late", "en", "nl"),
    Remark("They took very long", "", "en"),
    Remark("Wat traag", "nl", "en"),
    Remark("Nice", "en", "en"),
]


def test_it_tells_what_comes_in_and_what_drops_out() -> None:
    after = Theme("speed", NOW.names, {"en": ("slow*", "took .. long"), "nl": ("traag",)})
    assert tried(REMARKS, NOW, after) == Trial(caught=3, gained=(2,), lost=(1,))


def test_the_same_words_change_nothing_and_a_new_theme_loses_nothing() -> None:
    assert tried(REMARKS, NOW, NOW) == Trial(caught=3, gained=(), lost=())
    assert tried(REMARKS, None, NOW) == Trial(caught=3, gained=(0, 1, 3), lost=())
