from kpi import keywords
from kpi.keywords import Remark


def remarks(low: list[str], high: list[str], language: str = "en") -> list[Remark]:
    return [
        *(Remark(text, language, is_low=True) for text in low),
        *(Remark(text, language, is_low=False) for text in high),
    ]


LOW = ["I waited for weeks", "Still waiting, for the invoice", "They let me wait: the invoice!"]
HIGH = ["Great help with the invoice", "Quick answer", "Kind people, quick help"]


def test_words_of_low_scores_are_found_by_their_plain_form_and_what_all_say_is_not() -> None:
    found = keywords.keywords(remarks(LOW * 5, HIGH * 5))
    assert found[0].low == 15
    assert found[0].high == 0
    assert found[0].words in {"wait", "waited", "waiting"}
    assert {"invoice", "help", "quick"}.isdisjoint(one.words for one in found)


def test_a_denial_counts_with_what_it_denies_and_each_remark_once() -> None:
    low = ["It is not solved, not solved at all", "Not yet solved"] * 8
    found = keywords.keywords(remarks(low, ["All solved", "Nicely solved, solved"] * 8))
    assert [(one.words, one.low, one.high) for one in found] == [("not solved", 16, 0)]


def test_two_remarks_are_quoted_and_both_have_the_word() -> None:
    given = remarks([*LOW * 5, "Wait"], HIGH * 5)
    for one in keywords.keywords(given):
        assert len(one.quoted) == 2
        assert all(given[place].is_low for place in one.quoted)
    assert all("wait" in given[place].text.lower() for place in keywords.keywords(given)[0].quoted)


def test_nothing_is_said_of_few_remarks_or_of_sides_that_say_the_same() -> None:
    assert keywords.keywords([]) == ()
    assert keywords.keywords(remarks(["Slow"], ["Quick"])) == ()
    assert keywords.keywords(remarks(LOW * 9, LOW * 9)) == ()
    assert keywords.keywords(remarks(LOW * 9, [])) == ()


def test_dutch_is_read_as_dutch() -> None:
    low = ["Ik wacht al dagen op de monteur", "De monteur liet mij wachten"] * 8
    found = keywords.keywords(
        remarks(low, ["De monteur was aardig", "Snel klaar, die monteur"] * 8, "nl")
    )
    assert found[0].words in {"wacht", "wachten"}
    assert "monteur" not in {one.words for one in found}


def test_there_are_no_more_than_asked_for() -> None:
    low = ["alpha bravo charlie delta echo foxtrot"] * 20
    assert len(keywords.keywords(remarks(low, HIGH * 5), most=1)) == 1
