import pytest

from bot.listeners.digest_fields import WrongField, addresses


def test_addresses_are_read_however_they_are_pasted() -> None:
    assert addresses("a@example.com, b@example.com\n\na@example.com;c@example.com ") == [
        "a@example.com",
        "b@example.com",
        "c@example.com",
    ]
    assert addresses("") == []


TOO_MANY = " ".join(f"a{at}@example.com" for at in range(51))


@pytest.mark.parametrize("text", ["a@example.com nobody", TOO_MANY])
def test_what_is_no_address_and_too_many_are_refused_at_their_field(text: str) -> None:
    with pytest.raises(WrongField) as wrong:
        addresses(text)
    assert wrong.value.action_id == "addresses"
