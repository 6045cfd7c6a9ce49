"""One voice: sentences from a catalog, numbers and dates by the customs of one language."""

from collections.abc import Sequence
from datetime import date, datetime
from fractions import Fraction
from gettext import NullTranslations
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_date
from babel.lists import format_list
from babel.numbers import format_decimal
from typing_extensions import override

from bot.wording import binding, lengths, spans
from bot.wording.sentences import Sentences
from kpi.periods import Period, local_day
from kpi.scores import rounded

MINUS = "\N{MINUS SIGN}"
_NO_COUNTRIES = frozenset({"EU", "EZ", "QO", "UN", "XA", "XB", "ZZ"})
"""Codes of two letters that stand for something larger, or for nothing."""


class Voice(Sentences):
    """Says things in one language: sentences, numbers, days and periods."""

    def __init__(self, language: str, catalog: NullTranslations) -> None:
        super().__init__(catalog)
        self.language = language
        """en or nl."""
        self._locale = Locale.parse("en_GB" if language == "en" else language)

    @override
    def plural(self, one: str, many: str, n: int, /, **values: object) -> str:
        return super().plural(one, many, n, **{"n": self.number(n), **values})

    def number(self, value: int) -> str:
        """Give a whole number: 1,234 or 1.234."""
        return format_decimal(value, locale=self._locale)

    def whole(self, value: float | Fraction) -> str:
        """Give a value rounded to whole ones, half away from zero, without its unit."""
        return str(rounded(value)).replace("-", MINUS)

    def percent(self, value: float | Fraction) -> str:
        """Give a share of 0 to 100: 84 %."""
        return binding.percent(self.whole(value))

    def points(self, value: float | Fraction) -> str:
        """Give points with their sign, such as +25; zero has none."""
        shown = self.whole(value)
        return f"+{shown}" if rounded(value) > 0 else shown

    def places(self, value: float, digits: int) -> str:
        """Give a value with so many digits behind the point: 16.7 or 16,7."""
        pattern = f"#,##0.{'0' * digits}" if digits else "#,##0"
        return format_decimal(value, format=pattern, locale=self._locale)

    def several(self, names: Sequence[str]) -> str:
        """Join names: CSAT, CES and NPS."""
        return format_list(names, locale=self._locale)

    def mean(self, value: float) -> str:
        """Give an average in two decimals: 4.25 or 4,25."""
        return format_decimal(rounded(value, 2), format="0.00", locale=self._locale)

    def length(self, seconds: float) -> str:
        """Give a length of time: 12 min, 2 h 10 min; in Dutch 2 uur 10 min."""
        return lengths.length(self, seconds, self.number)

    def day(self, day: date) -> str:
        """Give a day without its year: 18 November."""
        return format_date(day, "d MMMM", locale=self._locale)

    def month(self, day: date) -> str:
        """Give the month of a day in a few letters: Nov."""
        return format_date(day, "LLL", locale=self._locale)

    def weekday(self, number: int) -> str:
        """Give the name of a day of the week; 0 is Monday."""
        return str(self._locale.days["stand-alone"]["wide"][number])

    def countries(self) -> dict[str, str]:
        """Give the names of all countries by their codes of two letters."""
        named = self._locale.territories.items()
        return {code: str(name) for code, name in named if _is_country(code)}

    def days(self, period: Period) -> str:
        """Give the days of a period, with the year unless it is still running."""
        return spans.days(period, self._locale)

    def days_beside(self, period: Period) -> str:
        """Give its days to stand beside its name; nothing where the name gives them already."""
        return spans.days_beside(period, self._locale)

    def moment_ago(self, moment: datetime, now: datetime, zone: str) -> str:
        """Say when a past moment was: yesterday, on Monday, on 3 November."""
        return spans.ago(self, self._locale, local_day(moment, zone), today=local_day(now, zone))

    def moment_ahead(self, moment: datetime, now: datetime, zone: str) -> str:
        """Say when a coming moment is: today at 08:00, tomorrow at 08:00, on Monday at 08:00."""
        day, today = local_day(moment, zone), local_day(now, zone)
        at = f"{moment.astimezone(ZoneInfo(zone)):%H:%M}"
        return spans.ahead(self, self._locale, day, today=today, at=at)

    def period(self, period: Period) -> str:
        """Name a period: this week so far, week 47, November 2026, last 30 days."""
        return spans.name(self, self._locale, period)

    def period_before(self, period: Period) -> str:
        """Name what a period is compared with: the same days last week, or week 46."""
        return spans.name_before(self, self._locale, period)


def _is_country(code: str) -> bool:
    return len(code) == 2 and code.isalpha() and code not in _NO_COUNTRIES  # noqa: PLR2004 - letters
