"""Moments that tests share: the present of every test is a Wednesday noon in November."""

from datetime import UTC, datetime

NOW = datetime(2026, 11, 18, 12, 0, tzinfo=UTC)
