"""The one place that reads the clock; everything else takes `now`."""

from datetime import UTC, datetime, timedelta


class Clock:
    """The bot's time: real time, moved by an offset that a demo or a test may change."""

    def __init__(self, offset: timedelta = timedelta(0)) -> None:
        self._offset = offset

    def now(self) -> datetime:
        """Return the bot's moment, aware, in UTC."""
        return self.real() + self._offset

    def real(self) -> datetime:
        """Return the world's moment, aware, in UTC: signatures are signed with this one."""
        return datetime.now(UTC)  # noqa: TID251 - this is the clock

    def move(self, by: timedelta) -> None:
        """Shift the bot's time from here on; real time stays as it is."""
        self._offset += by
