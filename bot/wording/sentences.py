"""Sentences in one language, from a gettext catalog whose keys are the English ones."""

from collections.abc import Callable, Iterator
from gettext import NullTranslations
from string import Formatter
from typing import NamedTuple

from bot.wording import binding
from kpi.errors import KpiError


class Piece(NamedTuple):
    """A part of a sentence: words as they stand, or the name of the field that goes there."""

    text: str
    field: str = ""


class Sentences:
    """Says sentences; called with an English one and its values, it gives the translation."""

    def __init__(self, catalog: NullTranslations) -> None:
        self._catalog = catalog

    def __call__(self, template: str, /, **values: object) -> str:
        """Give a sentence with its fields filled in."""
        return self._found(template).format_map(values)

    say = __call__
    """The same under a name, for voices that are not called `say` themselves."""

    def plural(self, one: str, many: str, n: int, /, **values: object) -> str:
        """Give the sentence that fits the number, which is also its field {n}."""
        found = binding.measured(self._catalog.ngettext(one, many, n))
        return found.format_map({"n": n, **values})

    def pieces(self, template: str, /) -> Iterator[Piece]:
        """Give a sentence cut at its fields, for filling them with something other than text."""
        for text, field, _, _ in Formatter().parse(self._found(template)):
            if text:
                yield Piece(text)
            if field is not None:
                yield Piece("", field)

    def explain(
        self, error: KpiError, shown: Callable[[str, object], str] = lambda _, value: str(value)
    ) -> str:
        """Give the words of an error.

        Args:
            error: what went wrong.
            shown: turns the name and value of a field into text, for example escaped.
        """
        values = {name: shown(name, value) for name, value in error.values.items()}
        return self._found(error.message).format_map(values)

    def _found(self, template: str) -> str:
        return binding.measured(self._catalog.gettext(template))
