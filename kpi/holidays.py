"""Public holidays of a country as suggestions for days off, which admins then edit.

The library that knows them takes a while to load, so it is loaded where a suggestion is wanted.
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from importlib import import_module
from typing import Any, NamedTuple

from babel.core import get_global

from kpi.errors import WrongSetting

GOOD_FRIDAY, LIBERATION_DAY = "good_friday", "liberation_day"

TOGGLES: Mapping[str, Sequence[str]] = {"NL": (GOOD_FRIDAY, LIBERATION_DAY)}
"""By country the days on which some work and others do not: no suggestion unless chosen."""

_LANGUAGES = {"nl": "nl"}
"""What the library calls languages in which it names days; any other is English."""
_PART = {"GB": "ENG"}
"""Countries that have few days for all of them: the part with most people stands for it."""
_LUSTRUM = 2025
"""A year in which the library counts 5 May, and so knows what it is called."""


class Choice(NamedTuple):
    """What an admin chose days off by."""

    country: str
    """A code, of which no holidays need be known; empty for none."""
    toggles: Collection[str]
    """Those of TOGGLES that are days off."""


def country_of(zone: str) -> str:
    """Give the code of the country that a time zone lies in, such as NL; empty for none."""
    found = str(get_global("zone_territories").get(zone, ""))
    return found if len(found) == 2 and found.isalpha() else ""  # noqa: PLR2004 - letters of a code


def years_ahead(today: date) -> range:
    """Give the years of which days off are suggested: this one and the next."""
    return range(today.year, today.year + 2)


def countries() -> list[str]:
    """Give the codes of the countries whose holidays are known, in alphabetical order."""
    return sorted({names[1] for names in import_module("holidays.registry").COUNTRIES.values()})


def suggested(
    country: str, years: Sequence[int], chosen: Mapping[str, bool], *, language: str
) -> dict[date, str]:
    """Give the holidays of a country with their names, in the order of their days.

    Args:
        country: a code of `countries`.
        years: such as 2026 and 2027.
        chosen: which of the days in TOGGLES are days off; the others are left out.
        language: of the names, as far as they are known in it.

    Raises:
        WrongSetting: the holidays of this country are not known.
    """
    if country not in countries():
        raise WrongSetting("I know no holidays of {country}.", country=country)
    named = _named(country, years, _LANGUAGES.get(language, "en_US"))
    if country in TOGGLES:
        named = _dutch(named, years, chosen, language)
    return dict(sorted(named.items()))


def exchanged(
    typed: Mapping[date, str], was: Choice, now: Choice, years: Sequence[int], *, language: str
) -> dict[date, str]:
    """Give days off, in order, after another choice: only what it makes different goes or comes.

    Args:
        typed: the days off with their names as they stand now.
        was: the choice that they stand there by.
        now: the choice of now; without a country they stay.
        years: of which days may go or come.
        language: of the names of those that come.
    """
    if not now.country:
        return dict(typed)
    before, after = (_by(choice, years, language) for choice in (was, now))
    left = {day: name for day, name in typed.items() if day in after or day not in before}
    fresh = {day: name for day, name in after.items() if day not in before}
    return dict(sorted({**fresh, **left}.items()))


def _by(choice: Choice, years: Sequence[int], language: str) -> dict[date, str]:
    if choice.country not in countries():
        return {}
    chosen = dict.fromkeys(choice.toggles, True)
    return suggested(choice.country, years, chosen, language=language)


def _named(country: str, years: Sequence[int], language: str) -> dict[date, str]:
    library: Any = import_module("holidays")
    found = library.country_holidays(
        country, subdiv=_PART.get(country), years=years, language=language
    )
    return {day: str(name) for day, name in found.items()}


def _dutch(
    named: Mapping[date, str], years: Sequence[int], chosen: Mapping[str, bool], language: str
) -> dict[date, str]:
    """Leave out Good Friday and 5 May, or take them in every year.

    The library counts the one always and the other every five years; some work on either.
    """
    english = _named("NL", years, "en_US")
    left = {
        day: name
        for day, name in named.items()
        if english[day] != "Liberation Day"
        and (chosen.get(GOOD_FRIDAY) or english[day] != "Good Friday")
    }
    if chosen.get(LIBERATION_DAY):
        fifth = _named("NL", [_LUSTRUM], _LANGUAGES.get(language, "en_US"))[date(_LUSTRUM, 5, 5)]
        left |= {day: left.get(day, fifth) for day in (date(year, 5, 5) for year in years)}
    return left
