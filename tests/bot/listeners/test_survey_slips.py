from bot.listeners import survey_slips
from bot.listeners.survey_words import ROLES


def test_the_likeliest_comes_first_and_keeps_what_stands_behind_it() -> None:
    known = {"", "alerts", "digest", "digest list"}
    assert list(survey_slips.likely("allerts On", known)) == ["alerts On", "alerts"]
    assert next(survey_slips.likely("digest lits", known)) == "digest list"
    assert list(survey_slips.likely("digest", known)) == []
    assert list(survey_slips.likely("hallelujah", known)) == []


def test_a_survey_that_is_none_is_answered_with_the_nearest_name() -> None:
    names = ["csat", "ces", "onboarding"]
    for typed, told in {
        "onbording": "There is no survey onbording here. Did you mean  /survey onboarding @person",
        "leds": "Did you mean  /survey leads @person?",
        "zzz": "There is no survey zzz here. There are csat, ces, onboarding.",
    }.items():
        assert told in str(survey_slips.no_survey(typed, names, ROLES)), typed
