"""Which of several moments counts, where some may never have come."""

from datetime import datetime


def earliest(*moments: datetime | None) -> datetime | None:
    """Give the first of the moments that came; None when none did."""
    return min((moment for moment in moments if moment is not None), default=None)


def latest(*moments: datetime | None) -> datetime | None:
    """Give the last of the moments that came; None when none did."""
    return max((moment for moment in moments if moment is not None), default=None)


def reopened_since(resolved_at: datetime | None, reopened_at: datetime | None) -> bool:
    """Tell whether a resolution was undone. A tie counts as open: in doubt nobody is asked."""
    return resolved_at is not None and reopened_at is not None and reopened_at >= resolved_at


def first_after(
    answered_at: datetime | None, known: datetime | None, *told: datetime | None
) -> datetime | None:
    """Keep the first message told after an answer; as long as there is none, the last of all.

    So a message that is told before the answer that it follows is judged once we know that.
    """
    if known is not None and answered_at is not None and known > answered_at:
        return known
    return latest(known, *told)
