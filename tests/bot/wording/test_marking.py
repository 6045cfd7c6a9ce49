from bot.wording import sentence


def test_a_marked_sentence_stays_as_it_is() -> None:
    assert sentence("You chose {score} of {high}.") == "You chose {score} of {high}."
