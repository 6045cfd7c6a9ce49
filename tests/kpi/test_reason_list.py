import pytest

from kpi import reason_list
from kpi.errors import WrongSetting
from tests.each import each

SLOW = {"en": "Too slow", "nl": "Te traag"}
OPEN = {"en": "Not solved", "nl": "Niet opgelost"}


def test_reasons_keep_their_order_and_lose_stray_space() -> None:
    assert reason_list.read(" Too  slow, Not solved ,") == ("Too slow", "Not solved")
    assert reason_list.show(("Too slow", "Not solved")) == "Too slow,Not solved"
    assert reason_list.read("none") == reason_list.read("") == ()


@each("text", ["a,b,A", ",".join("abcdefghijk"), "a" * 76, "a\u202eb,c"])
def test_what_no_form_could_show_is_refused(text: str) -> None:
    with pytest.raises(WrongSetting):
        reason_list.read(text)


def test_each_language_that_has_a_list_has_as_many() -> None:
    reason_list.require_pairs({"en": ("a", "b"), "nl": ()})
    with pytest.raises(WrongSetting, match=r"en 2, reasons\.nl 1"):
        reason_list.require_pairs({"en": ("a", "b"), "nl": ("c",)})


def test_reasons_are_joined_by_their_place() -> None:
    lists = {"en": ("Too slow", "Not solved"), "nl": ("Te traag", "Niet opgelost")}
    assert reason_list.joined(lists) == (SLOW, OPEN)
    assert reason_list.joined({"en": (), "nl": ("Te traag",)}) == ({"nl": "Te traag"},)
    assert reason_list.joined({"en": (), "nl": ()}) == ()


def test_a_key_stands_for_the_same_words_only() -> None:
    assert reason_list.key(SLOW) == reason_list.key({"nl": "Te traag", "en": "Too slow"})
    assert reason_list.key(SLOW) != reason_list.key(SLOW | {"nl": "Te langzaam"})


def test_a_reason_counts_once_for_readers_of_each_language() -> None:
    anew = SLOW | {"nl": "Te langzaam"}
    ticked = [(SLOW, 3), (OPEN, 2), (anew, 1), ({"nl": "Duur"}, 2)]
    english = [("Too slow", 4), ("Duur", 2), ("Not solved", 2)]
    assert reason_list.counted(ticked, "en") == english
    assert reason_list.counted(ticked, "nl")[0] == ("Te traag", 3)
