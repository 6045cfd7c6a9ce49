"""Fields are kept as a database can hold them; an id stands in a file once."""

import pytest

from bot.importing import fields
from bot.importing.records import NotUsable, Record


def test_what_surrounds_a_text_goes() -> None:
    assert fields.clean(" a\x00b ") == "ab"
    assert fields.segment("team", " Net \n work ") == "Net work"


def test_a_row_that_does_not_fit_is_refused() -> None:
    fields.check(["a", "b"], 2)
    with pytest.raises(NotUsable, match="1 fields where the header has 2"):
        fields.check(["a"], 2)
    with pytest.raises(NotUsable, match="bytes"):
        fields.check(["\udcff"], 1)
    with pytest.raises(NotUsable, match="a team of more than 120"):
        fields.segment("team", "x" * 121)


def test_the_second_of_an_id_names_the_first() -> None:
    id_of = fields.unique(0)
    assert id_of(Record(2, [" 7 "])) == "7"
    with pytest.raises(NotUsable, match='the id "7" stands on line 2 too'):
        id_of(Record(3, ["7"]))
    with pytest.raises(NotUsable, match="no id"):
        id_of(Record(4, [""]))
