"""The words people use for periods, in English and Dutch, without capitals and accents."""

from collections.abc import Mapping

from kpi.periods.units import Unit


def _each(lines: Mapping[Unit, str]) -> dict[str, Unit]:
    return {word: unit for unit, words in lines.items() for word in words.split()}


UNITS: Mapping[str, Unit] = _each(
    {
        Unit.DAY: "day dag",
        Unit.WEEK: "week",
        Unit.MONTH: "month maand",
        Unit.QUARTER: "quarter kwartaal",
        Unit.HALF: "half halfjaar",
        Unit.YEAR: "year jaar",
    }
)

SEVERAL: Mapping[str, Unit] = _each(
    {
        Unit.DAY: "d days dagen",
        Unit.WEEK: "w weeks weken",
        Unit.MONTH: "m months maanden mnd",
        Unit.QUARTER: "quarters kwartalen",
        Unit.YEAR: "y years jaren",
    }
)
"""Behind a number, as the single ones may be too."""

TO_DATE: Mapping[str, Unit] = _each(
    {Unit.WEEK: "wtd", Unit.MONTH: "mtd", Unit.QUARTER: "qtd", Unit.YEAR: "ytd"}
)

THIS = frozenset({"this", "current", "deze", "dit", "huidige", "huidig"})
PREVIOUS = frozenset({"previous", "vorige", "vorig"})
LAST = PREVIOUS | {"last", "past", "afgelopen", "laatste"}
"""Of a length, such as half a year, all but PREVIOUS mean the one that ends today."""
NEXT = frozenset({"next", "coming", "volgende", "volgend", "komende", "komend"})
ON = frozenset({"on", "op"})

SINCE = frozenset({"since", "sinds", "vanaf"})
FROM = frozenset({"from", "van"})
"""Before one end of a range; alone these mean since only before a date: last week is not."""
SO_FAR = frozenset(
    {
        *("so far", "to date", "until now", "till now", "up to now", "to now", "- now"),
        *("tot nu", "tot nu toe", "tot heden", "tot en met nu", "t/m nu", "t/m heden", "- nu"),
    }
)
UNTIL = frozenset({"until", "till", "up to", "before", "tot", "tot en met", "t/m"})
THROUGH = frozenset({"to", "until", "till", "through", "t/m", "tot", "tot en met", "-"})
BETWEEN: Mapping[str, str] = {"between": "and", "tussen": "en"}

DAYS_AGO: Mapping[str, int] = {
    **dict.fromkeys(("today", "vandaag"), 0),
    **dict.fromkeys(("yesterday", "gisteren"), 1),
    **dict.fromkeys(("eergisteren", "day before yesterday"), 2),
    **dict.fromkeys(("tomorrow", "morgen"), -1),
}

AGO = frozenset({"ago", "geleden"})

_COUNT_NAMES = (
    "one",
    "two twee",
    "three drie",
    "four vier",
    "five vijf",
    "six zes",
    "seven zeven",
    "eight acht",
    "nine negen",
    "ten tien",
    "eleven elf",
    "twelve twaalf",
)
COUNTS: Mapping[str, int] = {
    name: number for number, names in enumerate(_COUNT_NAMES, start=1) for name in names.split()
}
"""Numbers that are written out."""

DAYS_IN: Mapping[Unit, int] = {Unit.DAY: 1, Unit.WEEK: 7}
"""Days in each thing that can be counted back from today."""

MONTHS_IN: Mapping[Unit, int] = {Unit.MONTH: 1, Unit.QUARTER: 3, Unit.HALF: 6, Unit.YEAR: 12}
"""Months in each thing that can be counted back from today."""

_MONTH_NAMES = (
    "jan january januari",
    "feb february februari",
    "mar mrt march maart",
    "apr april",
    "may mei",
    "jun june juni",
    "jul july juli",
    "aug august augustus",
    "sep sept september",
    "oct okt october oktober",
    "nov november",
    "dec december",
)
MONTHS: Mapping[str, int] = {
    name: number for number, names in enumerate(_MONTH_NAMES, start=1) for name in names.split()
}

WEEKDAYS: Mapping[str, int] = {
    name: number
    for number, names in enumerate(
        (
            "monday maandag",
            "tuesday dinsdag",
            "wednesday woensdag",
            "thursday donderdag",
            "friday vrijdag",
            "saturday zaterdag",
            "sunday zondag",
        )
    )
    for name in names.split()
}
"""Days of the week, Monday 0. Alone they are no period: views are called so."""

NUMBERED: Mapping[str, Unit] = _each(
    {
        Unit.WEEK: "w wk week weeks weken weeknummer weeknr",
        Unit.MONTH: "month maand",
        Unit.QUARTER: "q k quarter kwartaal",
        Unit.HALF: "h halfjaar",
    }
)
"""Units that go by their number within a year."""

COUNTABLE: Mapping[str, Unit] = _each(
    {Unit.WEEK: "week", Unit.QUARTER: "quarter kwartaal", Unit.HALF: "half halfjaar helft"}
)
"""Units that may stand behind the words of ORDINALS."""

ORDINALS: Mapping[str, int] = {
    **dict.fromkeys(("first", "eerste"), 1),
    **dict.fromkeys(("second", "tweede"), 2),
    **dict.fromkeys(("third", "derde"), 3),
    **dict.fromkeys(("fourth", "vierde"), 4),
}
"""What may stand before such a unit; alone they are no period, since replies are first, too."""

PERIOD_WORDS: frozenset[str] = frozenset(
    word
    for word in (
        *(*UNITS, *SEVERAL, *TO_DATE, *THIS, *LAST, *NEXT, *DAYS_AGO, *MONTHS, *NUMBERED),
        *("since", "sinds"),
    )
    if len(word) > 1 and " " not in word
)
"""Every single word that can take part in a period, for whoever corrects typing errors."""

_FIRST = (*SINCE, *FROM, *UNTIL, *BETWEEN, *ON, *ORDINALS, *COUNTS, "so", "a", "an", "een")
BEGINNINGS: frozenset[str] = PERIOD_WORDS | {
    *(words.split()[0] for words in _FIRST),
    *("voorvorig", "voorvorige"),
}
"""Words that a period may begin with, where it does not begin with a number or a single letter."""
