"""What customers say of being helped the first time, held against what the system counted."""

from dataclasses import dataclass

from kpi.changes import FEW, Share


@dataclass(frozen=True, slots=True, kw_only=True)
class Confirmed:
    """Tickets of which both are known; `yes` is solved at once."""

    both: int = 0
    """Both say yes."""
    only_customer: int = 0
    only_system: int = 0
    neither: int = 0
    private: bool = False
    """Whether fewer than `fewest` may not be shown."""
    fewest: int = FEW

    @property
    def n(self) -> int:
        return self.both + self.only_customer + self.only_system + self.neither

    @property
    def hidden(self) -> bool:
        return self.private and self.n < self.fewest

    @property
    def by_customers(self) -> Share:
        """Solved at once, as customers say."""
        return Share(self.both + self.only_customer, self.n)

    @property
    def by_system(self) -> Share:
        """Solved at once, as the system counted of the very same tickets."""
        return Share(self.both + self.only_system, self.n)

    @property
    def apart(self) -> Share:
        """Where the two say different things."""
        return Share(self.only_customer + self.only_system, self.n)
