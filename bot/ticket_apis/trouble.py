"""What can go wrong with an API: a sentence for a person, and what follows for whoever asked."""

from datetime import timedelta

from kpi.errors import KpiError


class ApiTrouble(KpiError):
    """A ticket system's API did not do what it was asked."""

    def __init__(
        self,
        message: str,
        /,
        *,
        reason: str,
        is_final: bool = False,
        may_be_done: bool = False,
        wait: timedelta | None = None,
        **values: object,
    ) -> None:
        """Take a sentence with its values, and what follows from it.

        Args:
            message: an English template; the values name systems, never people.
            reason: one word for ledgers and logs, such as `http_404`.
            is_final: whether asking the same again would fail again.
            may_be_done: whether the system may have done it all the same.
            wait: how long it told us to wait.
            values: one for each field of the template.
        """
        super().__init__(message, **values)
        self.reason = reason
        self.is_final = is_final
        self.may_be_done = may_be_done
        self.wait = wait
