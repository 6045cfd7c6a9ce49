from kpi import small_words, tokens


def test_small_words_stand_as_they_are_looked_for() -> None:
    for language in ("en", "nl"):
        lists = [small_words.stops(language), small_words.denials(language)]
        lists.append(small_words.numbers(language))
        assert {word for one in lists for word in one if tokens.of(word) != (word,)} == set()
        assert small_words.stops(language).isdisjoint(small_words.denials(language))


def test_an_unknown_language_has_none() -> None:
    assert (
        small_words.stops("de") == small_words.denials("de") == small_words.numbers("de") == set()
    )
