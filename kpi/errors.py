"""What can go wrong with the numbers, in words fit for a person.

Every error carries an English template, which is also the key of its translation, and the
values that fill it.
"""


class KpiError(Exception):
    """Kompas could not do that."""

    def __init__(self, message: str | None = None, /, **values: object) -> None:
        """Take a template with named fields, and their values.

        Args:
            message: an English sentence such as "There is no week {week}."; the class's own
                docstring when left out.
            values: one value for each field of the template.
        """
        self.message = message or type(self).__doc__ or type(self).__name__
        self.values = values
        super().__init__(self.filled(self.message))

    def filled(self, message: str) -> str:
        """Fill a translation of the template with the same values."""
        return message.format_map(self.values)


class UnknownPeriod(KpiError):
    """I do not know that period. Try week, last month, 2026-W47 or 2026-10-01..2026-10-15."""


class PeriodOutOfRange(KpiError):
    """That period does not exist, or has not begun."""


class WrongSetting(KpiError):
    """That setting does not exist, or cannot have that value."""


class NotFound(KpiError):
    """There is no such thing here."""


class Refused(KpiError):
    """You may not do that."""


class ScoreOutOfRange(KpiError):
    """That score is not on the scale of this question."""


class Unavailable(KpiError):
    """Kompas is stopping or cannot reach its database. Nothing changed; try again in a minute."""
