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


def test_what_is_in_neither_is_not_taken_for_one_of_them() -> None:
    cases = {
        "de": "Der Service war sehr langsam und unfreundlich",
        "fr": "Le service est trop lent, je n'ai pas de réponse",
        "es": "No me han resuelto el problema",
    }
    assert [languages.of(text, "nl-NL") for text in cases.values()] == list(cases)
    assert languages.found("Slow") == languages.found("zxqv") == ""
    assert languages.found("No refund, me unhappy") == "en"
    assert languages.found("Een agent die in de war was en la la zong") == "nl"


def test_words_have_a_plain_form_in_their_language() -> None:
    assert languages.lemma("waiting", "en") == languages.lemma("waits", "en") == "wait"
    assert languages.lemma("gewacht", "nl") == languages.lemma("wachten", "nl")
    assert languages.lemma("wartete", "de") == "wartete"
