from hypothesis import given

from kpi import tokens
from tests.drawn import texts


def test_a_remark_is_its_words_without_case_accents_and_apostrophes() -> None:
    assert tokens.of("Didn\u2019t answer, after 2min & a Café: 3rd_time!") == (
        *("didnt", "answer", ".", "after", "2", "min", "a", "cafe", ".", "3", "rd", "time", "."),
    )
    assert tokens.of("Kost €5, 20%?") == ("kost", "€", "5", ".", "20", "%", ".")


def test_a_word_drawn_out_is_read_as_both_words_that_it_may_be() -> None:
    assert tokens.readings("slooow") == {"sloow", "slow"}
    assert tokens.readings("traaaag") == {"traag", "trag"}
    assert tokens.readings("goed") == {"goed"}


@given(texts(max_size=60))
def test_words_are_never_empty_and_folding_them_again_changes_nothing(text: str) -> None:
    words = tokens.of(text)
    assert all(words)
    assert all(tokens.fold(word) == word for word in words)
