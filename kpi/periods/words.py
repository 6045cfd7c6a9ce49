"""The words people use for periods, in English and Dutch, without capitals and accents."""

from collections.abc import Mapping

from kpi.periods.units import Unit

UNITS: Mapping[str, Unit] = {
    "day": Unit.DAY,
    "dag": Unit.DAY,
    "week": Unit.WEEK,
    "month": Unit.MONTH,
    "maand": Unit.MONTH,
    "quarter": Unit.QUARTER,
    "kwartaal": Unit.QUARTER,
    "year": Unit.YEAR,
    "jaar": Unit.YEAR,
}

THIS = frozenset({"this", "current", "deze", "dit", "huidige", "huidig"})
LAST = frozenset({"last", "previous", "past", "vorige", "vorig", "afgelopen", "laatste"})

NEXT = frozenset({"next", "coming", "volgende", "volgend", "komende", "komend"})

DAYS_AGO: Mapping[str, int] = {
    **dict.fromkeys(("today", "vandaag"), 0),
    **dict.fromkeys(("yesterday", "gisteren"), 1),
    **dict.fromkeys(("tomorrow", "morgen"), -1),
}

DAYS_IN: Mapping[str, int] = {
    "d": 1,
    "days": 1,
    "dagen": 1,
    "w": 7,
    "weeks": 7,
    "weken": 7,
}
"""Days in each thing that can be counted back from today."""

MONTHS_IN: Mapping[str, int] = {
    "months": 1,
    "maanden": 1,
    "quarters": 3,
    "kwartalen": 3,
    "years": 12,
    "jaren": 12,
}
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

NUMBERED: Mapping[str, Unit] = {
    "w": Unit.WEEK,
    "wk": Unit.WEEK,
    "week": Unit.WEEK,
    "q": Unit.QUARTER,
    "k": Unit.QUARTER,
    "quarter": Unit.QUARTER,
    "kwartaal": Unit.QUARTER,
}
"""Units that go by their number within a year."""

ORDINALS: Mapping[str, int] = {
    **dict.fromkeys(("first", "eerste"), 1),
    **dict.fromkeys(("second", "tweede"), 2),
    **dict.fromkeys(("third", "derde"), 3),
    **dict.fromkeys(("fourth", "vierde"), 4),
}
"""What may stand before such a unit; alone they are no period, since replies are first, too."""

PERIOD_WORDS: frozenset[str] = frozenset(
    word
    for word in (*UNITS, *THIS, *LAST, *NEXT, *DAYS_AGO, *DAYS_IN, *MONTHS_IN, *MONTHS, *NUMBERED)
    if len(word) > 1
)
"""Every single word that can take part in a period, for whoever corrects typing errors."""
