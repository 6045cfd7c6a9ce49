from kpi import first_names, tokens


def test_names_are_told_from_those_that_are_words_too() -> None:
    for name in ("sanne", "kees", "fatima", "emily", "sannes", tokens.fold("Zoë")):
        assert first_names.is_name(name), name
        assert not first_names.is_name_too(name), name
    for word in ("mark", "grace", "bas", "roos", "joy"):
        assert first_names.is_name_too(word), word
        assert not first_names.is_name(word), word


def test_ordinary_words_are_no_names() -> None:
    for word in ("", "s", "ken", "elke", "allen", "dan", "april", "the", "nels", "help"):
        assert not first_names.is_name(word), word
