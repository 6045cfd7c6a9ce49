from kpi import languages


def test_a_text_is_in_the_language_of_its_words() -> None:
    assert languages.of("Mijn vraag is snel opgelost, dank u", "en-GB") == "nl"
    assert languages.of("My question was solved quickly, thank you", "nl-NL") == "en"


def test_words_of_both_or_of_none_leave_it_to_whoever_wrote_them() -> None:
    for text in ("ok", "10/10", "👍", "", "zxqv"):
        assert [languages.of(text, locale) for locale in ("nl-NL", "en_US", "de")] == [
            "nl",
            "en",
            "de",
        ]


def test_small_words_decide_where_the_others_do_not() -> None:
    assert languages.of("Storing is er nog", "en") == "nl"


def test_words_have_a_plain_form_in_their_language() -> None:
    assert languages.lemma("waiting", "en") == languages.lemma("waits", "en") == "wait"
    assert languages.lemma("gewacht", "nl") == languages.lemma("wachten", "nl")
    assert languages.lemma("wartete", "de") == "wartete"
