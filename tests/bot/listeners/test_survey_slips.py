from bot.listeners import survey_slips


def test_the_likeliest_comes_first_and_keeps_what_stands_behind_it() -> None:
    known = {"", "alerts", "digest", "digest list"}
    assert list(survey_slips.likely("allerts On", known)) == ["alerts On", "alerts"]
    assert next(survey_slips.likely("digest lits", known)) == "digest list"
    assert list(survey_slips.likely("digest", known)) == []
    assert list(survey_slips.likely("hallelujah", known)) == []
