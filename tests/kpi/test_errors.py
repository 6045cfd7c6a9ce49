"""Errors speak in whole sentences."""

from kpi import errors
from kpi.errors import KpiError, NotFound, WrongSetting
from tests.each import each


def test_an_error_fills_its_sentence() -> None:
    error = NotFound("There is no survey {name}.", name="cast")
    assert str(error) == "There is no survey cast."
    assert error.message == "There is no survey {name}."
    assert error.values == {"name": "cast"}


def test_another_language_takes_the_same_values() -> None:
    error = NotFound("There is no survey {name}.", name="cast")
    assert error.filled("Er is geen enquête {name}.") == "Er is geen enquête cast."


def test_what_people_typed_is_not_a_template() -> None:
    error = WrongSetting("{name} is not a setting.", name="{0.__class__} {x}")
    assert str(error) == "{0.__class__} {x} is not a setting."


@each("kind", [kind for kind in vars(errors).values() if isinstance(kind, type)])
def test_no_error_lacks_words(kind: type[KpiError]) -> None:
    assert issubclass(kind, KpiError)
    assert str(kind()).endswith(".")
